"""A run sends sentences to LanguageTool and reports what it finds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from linter.cli import main
from linter.grammar.answers import FILE
from tests.grammar_runs import STRAY, Run, answers, texts
from tests.languagetool_stub import Handler, stub

PLAIN = "Nobody flags teh second sentence.\n"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for file in answers().parent.glob(f"{FILE}*"):
        file.unlink()
    monkeypatch.chdir(tmp_path)
    with stub() as url:
        yield url


def test_flagged_sentences_are_sent_and_no_others(server: str) -> None:
    run = Run("--grammar", "--languagetool", server, stdin=STRAY + PLAIN)
    assert run.grammar == [("grammar/STUB_TEH", "teh")]
    assert texts() == [STRAY.strip()]
    assert run.code == 1, "our own rule fails the run"


def test_all_sentences_are_sent_on_request(server: str) -> None:
    run = Run("--grammar=all", "--languagetool", server, stdin=PLAIN + STRAY)
    assert len(run.grammar) == 2
    assert run.rows[0]["severity"] == "info"
    assert run.rows[0]["fix"]["safety"] == "shown"
    assert run.rows[0]["message"] == "Did you mean “the”?"


def test_what_is_only_info_fails_no_run(server: str) -> None:
    run = Run("--grammar=all", "--languagetool", server, stdin=PLAIN)
    assert run.grammar
    assert run.code == 0


def test_nobody_is_asked_by_default(server: str) -> None:
    assert Run("--languagetool", server).grammar == []
    assert texts() == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--ignore", "grammar"], 0),
        (["--ignore", "grammar/STUB_TEH"], 0),
        (["--ignore", "grammar/OTHER"], 1),
        (["--select", "grammar"], 1),
        (["--select", "grammar/OTHER"], 0),
        (["--select", "typography,grammar/STUB_TEH"], 1),
        (["--select", "typography"], 1),
        (["--severity", "warning"], 0),
        (["--select", "grammar", "--severity", "info"], 1),
    ],
)
def test_rules_are_chosen_by_their_names(
    server: str, options: Sequence[str], found: int
) -> None:
    run = Run("--grammar=all", "--languagetool", server, *options, stdin=PLAIN)
    assert len(run.grammar) == found


def test_traps_are_off_unless_they_are_named(server: str) -> None:
    text = "A MORFOLOGIK_RULE_EN_US and a DOUBLE_PUNCTUATION and a DATE_NEW_YEAR.\n"
    where = ("--grammar=all", "--languagetool", server)
    assert Run(*where, stdin=text).grammar == []
    assert "MORFOLOGIK_RULE_EN_US" in Handler.asked[-1]["disabledRules"][0].split(",")
    named = "grammar/MORFOLOGIK_RULE_EN_US"
    run = Run(*where, "--select", named, stdin=text)
    assert [rule for rule, _ in run.grammar] == [named]
    assert "MORFOLOGIK_RULE_EN_US" not in Handler.asked[-1]["disabledRules"][0]


def test_settings_say_all_that_options_say(server: str, tmp_path: Path) -> None:
    (tmp_path / "mtlint.toml").write_text(
        f'grammar = "all, required"\nlanguagetool = "{server}"\n'
        '[severities]\n"grammar/STUB_TEH" = "warning"\n'
        '[[per-path]]\npaths = ["old.txt"]\nignore = ["grammar"]\n'
    )
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).write_text(PLAIN)
    result = CliRunner().invoke(main, ["check", "--format", "concise", "."])
    assert result.exit_code == 1
    assert "new.txt:1:14: warning grammar/STUB_TEH" in result.stdout
    assert "old.txt" not in result.stdout
    shown = CliRunner().invoke(main, ["config", "show"]).stdout
    assert 'grammar = "all,required"' in shown
    assert f'languagetool = "{server}"' in shown


def test_places_are_code_points_of_the_document(server: str) -> None:
    text = "One 🌅🌅 teh sun.\r\n\r\nTwo, teh\r\nmoon 🌅teh and \0 teh end.\r\n"
    where = ("--grammar=all", "--languagetool", server, "--stdin-name=a.jsonl")
    # A record may hold NUL; a file that does is no text.
    run = Run(*where, stdin=json.dumps({"text": text}))
    places = [row["span"] for row in run.rows[:-1] if "grammar" in row["rule"]]
    found = [text[place["start"] : place["end"]] for place in places]
    assert found == ["teh"] * 4
    assert not any("\r" in sent or "\0" in sent for sent in texts())


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("!500", "answered 500: Error: as you wish"),
        ("!413", "answered 413: the sentence is too long"),
        ("!429", "answered 429: asks for fewer questions"),
        ("!incomplete", "did not finish a sentence in time"),
        ("!json", "answered no JSON: '<html>"),
        ("!shape", "answered with no list of matches"),
    ],
)
def test_no_whole_answer_is_a_failure_and_loses_nothing_else(
    server: str, word: str, reason: str
) -> None:
    text = f"{STRAY}\nWhat {word} does.\n\n{PLAIN}"
    run = Run("--grammar=all", "--languagetool", server, stdin=text)
    assert run.code == 2
    assert reason in run.failed[0]
    assert "the sentence on line 3 not checked" in run.failed[0]
    assert len(run.grammar) == 2
    assert "punctuation/period-before-comma" in run.text
    again = Run("--grammar=all", "--languagetool", server, stdin=text)
    assert again.failed == run.failed, "a failure is no answer to keep"


def test_a_place_outside_the_text_is_none(server: str) -> None:
    run = Run("--grammar=all", "--languagetool", server, stdin="It is !outside teh.\n")
    assert run.grammar == [("grammar/STUB_TEH", "teh")]


def test_a_server_that_only_fails_is_given_up(server: str) -> None:
    text = "".join(f"Sentence {n} is !500 again.\n\n" for n in range(300))
    run = Run("--grammar=all", "--languagetool", server, stdin=text)
    assert run.code == 2
    assert len(texts()) < 80
    assert "the rest is checked without it" in run.error


def test_answers_are_kept_by_sentence_and_rules(server: str) -> None:
    where = ("--grammar=all", "--languagetool", server)
    first = Run(*where, stdin=STRAY + PLAIN)
    assert len(texts()) == 2
    assert Run(*where, stdin=PLAIN + STRAY).grammar == first.grammar
    assert len(texts()) == 2
    Run(*where, "--select", "grammar/DASH_RULE", stdin=PLAIN)
    assert len(texts()) == 3


def test_a_broken_cache_is_done_without(server: str) -> None:
    answers().write_bytes(b"no database" * 100)
    assert Run("--grammar=all", "--languagetool", server, stdin=PLAIN).grammar


def test_without_a_server_one_line_says_so_and_the_run_goes_on() -> None:
    run = Run("--grammar", "--languagetool", "http://127.0.0.1:9")
    assert run.error.count("\n") == 1
    assert "cannot be reached" in run.error
    assert "checked without LanguageTool" in run.error
    assert run.code == 1
    assert run.rows[0]["rule"] == "punctuation/period-before-comma"


def test_a_server_can_be_required() -> None:
    run = Run("--grammar=required", "--languagetool", "http://127.0.0.1:9")
    assert run.code == 2
    assert "cannot be reached" in run.error


def test_what_is_no_languagetool_is_told(server: str) -> None:
    run = Run("--grammar=required", "--languagetool", f"{server}/elsewhere")
    assert run.code == 2
    assert "is no LanguageTool server" in run.error or "no JSON" in run.error


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--grammar=al"], "'al' is not one of flagged, all"),
        (["--grammar=off,all"], "'off' does not go with 'all'"),
        (["--grammar=flagged,all"], "'flagged' does not go with 'all'"),
        (["--select", "grammar"], "grammar: is LanguageTool's; say --grammar=all"),
        (["--select", "grammar", "--grammar"], "no rule runs that could flag"),
    ],
)
def test_a_wrong_wish_is_one_line(words: Sequence[str], problem: str) -> None:
    run = Run(*words)
    assert run.code == 2
    assert problem in run.error


def test_a_language_the_server_lacks_is_told_once(server: str) -> None:
    where = ("--grammar=all", "--languagetool", server)
    run = Run(*where, "--language", "ja", stdin=PLAIN)
    assert "1 document in 'ja', which LanguageTool does not know here" in run.error
    assert texts() == []
    french = Run(*where, "--language", "fr-CA", stdin=PLAIN)
    assert french.grammar
    assert Handler.asked[-1]["language"] == ["fr"]


def test_comments_ignores_and_baselines_hide_what_languagetool_finds(
    server: str, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(
        "<!-- mtlint-ignore: grammar -->\nIt is teh one.\n\nIt is teh other.\n"
    )
    (tmp_path / "mtlint.toml").write_text(
        f'grammar = "all"\nlanguagetool = "{server}"\n'
    )
    run = ["check", "--format", "concise", "a.md"]
    assert "1 finding: 1 info; 1 finding hidden" in CliRunner().invoke(main, run).output
    written = CliRunner().invoke(main, ["baseline", "write", "a.md"])
    assert written.stdout.startswith("1 finding of 1 document in "), written.output
    hidden = CliRunner().invoke(main, [*run, "--baseline", "mtlint-baseline.jsonl"])
    assert "0 findings; 2 findings hidden" in hidden.output
    (tmp_path / "mtlint-ignore.toml").write_text(
        '[[ignore]]\nrule = "grammar/STUB_TEH"\nreason = "Said so."\n'
    )
    assert "0 findings; 2 findings hidden" in CliRunner().invoke(main, run).output
    (tmp_path / "a.md").write_text("It is the one.\n")
    pruned = CliRunner().invoke(
        main, ["baseline", "prune", "a.md", "--baseline=mtlint-baseline.jsonl"]
    )
    assert "1 finding taken out" in pruned.output


def test_sarif_describes_the_rules_that_fired(server: str) -> None:
    words = ["check", "--no-config", "--grammar=all", "--languagetool", server, "-"]
    result = CliRunner().invoke(main, [*words, "--format=sarif"], input=PLAIN.encode())
    (run,) = json.loads(result.stdout)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    rule = rules["grammar/STUB_TEH"]
    assert rule["shortDescription"]["text"] == "A stub | of a rule"
    assert "https://example.org/teh" in rule["help"]["text"]
    assert run["results"][0]["ruleId"] == "grammar/STUB_TEH"


@pytest.mark.parametrize(
    "name", ["text", "github", "gitlab", "junit", "rdjson", "markdown"]
)
def test_every_report_takes_rules_that_nobody_could_list(
    server: str, name: str
) -> None:
    words = ["check", "--no-config", "--grammar=all", "--languagetool", server, "-"]
    result = CliRunner().invoke(main, [*words, "--format", name], input=PLAIN.encode())
    assert result.exit_code == 0, result.output
    assert "STUB_TEH" in result.stdout


def test_markup_and_code_are_not_proofread(server: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nteh: matter\n---\n\n    teh code\n\n| teh | table |\n|---|---|\n\n"
        "See `teh code` and [a link](http://teh.example.org) here.\n"
    )
    words = ["check", "--grammar=all", "--languagetool", server, "a.md"]
    result = CliRunner().invoke(main, words)
    assert "0 findings" in result.output


def test_two_megabytes_of_text_end(server: str) -> None:
    text = "One teh of many, without an end in sight, " * 50_000
    run = Run("--grammar=all", "--languagetool", server, stdin=text + "\n")
    assert len(run.grammar) == 50_000
    assert max(map(len, texts())) <= 1500
    assert "grammar: about" in run.error


def test_languagetool_is_not_loaded_unless_it_is_asked(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom linter.cli import main\n"
        "from linter.cli import check, fix\n"
        "names = 'grammar', 'language_tool', 'sqlite3', 'urllib.request'\n"
        "print([m for m in sys.modules if any(name in m for name in names)])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "MTLINT_CACHE_DIR": str(tmp_path)},
        check=True,
    )
    assert told.stdout == "[]\n"

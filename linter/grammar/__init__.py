"""LanguageTool as a proofreader: imported only where somebody asks for it.

Sentences go to a LanguageTool server, a running one or one of our own, and come
back as findings named ``grammar/<id>``, with LanguageTool's id of the rule.

The extra ``mtlint[grammar]`` brings language-tool-python, which is GPL-3.0: only
`linter.grammar.installing` imports it, to fetch LanguageTool and to write its
settings. Requests are made here, because of what its client does with an answer
(3.4.0): it drops ``incompleteResults``, so that a check that was cut short looks
clean; it leaves the lengths of matches in UTF-16, and changes the messages; it
knows no status but 426; it starts servers over and over when one does not come up,
and throws away what they say of it.
"""

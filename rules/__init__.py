"""Rules and word lists: data only, imported as ``linter.rules``."""

"""How good and how fast mtlint is, measured; ``README.md`` says how to read it."""

"""``python -m webapp.cli``: the `atlas` command from a checkout."""

from webapp.cli import main

main()

"""`python -m selon`: the same as the installed command."""

from selon.cli import main

main()

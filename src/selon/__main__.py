"""`python -m selon`: the same as the installed command."""

from selon.cli import main

if __name__ == "__main__":  # worker processes import this module too, under another name
    main()

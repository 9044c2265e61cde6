"""commands: what each command of `selon` does. Whatever is slow to import is imported inside a command, so that help answers at once."""

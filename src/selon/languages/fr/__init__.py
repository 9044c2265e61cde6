"""The few functions that French needs beside its data files."""

from selon.languages.fr.verbs import verb_forms

__all__ = ["verb_forms"]

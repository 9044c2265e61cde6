"""Selon: who says what, through whom, with which figures, on how many independent sources."""

__version__ = "0.1.0"

"""Figures of all pages brought together: which answer one question, which agree, update or contradict each other, and who vouches for them."""

from selon.compare.facts import compare
from selon.compare.given import given_reading
from selon.compare.link import link

__all__ = ["compare", "given_reading", "link"]

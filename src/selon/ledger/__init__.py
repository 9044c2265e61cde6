"""ledger: pages, readings, facts and the log in one SQLite file. The only stage that knows a database."""

from selon.ledger.store import Ledger

__all__ = ["Ledger"]

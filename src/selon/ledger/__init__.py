"""ledger: pages, readings, facts and the chained log in one database. The only stage that speaks to a database."""

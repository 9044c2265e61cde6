"""export: what the ledger holds, in the formats that other tools read.

`kinds.py` lists them; each is one file with one function that takes the holdings and a path. Names of private persons are masked before
an exporter sees anything.
"""

"""Questions to a ledger, one a file: each takes a connection and what is asked, and gives an Answer of records."""

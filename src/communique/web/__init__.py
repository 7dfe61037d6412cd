"""The pages and the HTTP interface of a ledger: see it, check it, correct it."""

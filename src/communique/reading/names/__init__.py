"""Names: what the tables, the model and the offices beside them know by name."""

"""Happenings: what reports tell of one and the same thing, put together, with their sources and where they disagree."""

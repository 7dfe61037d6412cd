"""Statements: who said what, in which words, to whom. Direct, indirect and mixed speech.

The engine is the complement of a cue: the clause, phrase or quote that a verb of saying governs (``lexicon/cues.csv``). A quote
that lies in or beside a cue's complement joins it; one with no cue of its own goes to the last speaker only with evidence.
"""

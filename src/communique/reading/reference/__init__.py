"""Reference: who a description, a pronoun or an office without a name stands for."""

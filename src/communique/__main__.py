"""``python -m communique``: the same as the command ``communique``."""

from communique.cli import main

main(prog_name="communique")

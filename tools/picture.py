"""Draw the README's picture: a sample report as `communique read` shows it in a terminal.

usage: python tools/picture.py > docs/reading.svg
"""

from __future__ import annotations

import io
import re
import sys

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

import communique
from communique.report import print_report
from communique.samples import documents

LINES = 78


def main() -> None:
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    print_report(communique.read(documents()[0]), console)
    lines = console.export_text(styles=True, clear=False).splitlines()
    short = Console(record=True, width=112, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    from rich.text import Text

    for line in lines[:LINES]:
        short.print(Text.from_ansi(line))
    # No font is fetched: the viewer's own monospace font does.
    template = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    sys.stdout.write(short.export_svg(title="communique read", code_format=template))


if __name__ == "__main__":
    main()

"""The codebook for a person: what each PLOVER type, mode and context means here, with its figures and example sentences."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from communique.errors import UsageError
from communique.knowledge.cameo import load_codes
from communique.knowledge.plover import TypeInfo, load_contexts, load_plover
from communique.report import print_stripped

if TYPE_CHECKING:
    from rich.console import Console

CONTEXTS = "contexts"
CAMEO = "cameo"


def codebook(entry: str | None) -> dict[str, object]:
    """The codebook as plain data: all types (None), one type by its name, "contexts" or "cameo". Raises UsageError."""
    types = load_plover()
    if entry is None:
        return {name: asdict(info) for name, info in types.items()}
    if entry.lower() == CONTEXTS:
        return {name: context.definition for name, context in load_contexts().items()}
    if entry.lower() == CAMEO:
        return dict(sorted(load_codes().items()))
    name = next((name for name in types if name == entry.upper()), None)
    if name is None:
        raise UsageError(f"the codebook has no {entry!r}; it has {', '.join(types)}, {CONTEXTS} and {CAMEO}")
    return {name: asdict(types[name])}


def codebook_json(entry: str | None) -> str:
    """``codebook`` as JSON."""
    return json.dumps(codebook(entry), indent=2, ensure_ascii=False, default=sorted)


def print_codebook(entry: str | None, console: Console) -> None:
    """Print an overview of the types (None), one type, the contexts or the CAMEO codes."""
    print_stripped(console, lambda: _print(entry, console))


def _print(entry: str | None, console: Console) -> None:
    found = codebook(entry)
    types = load_plover()
    if entry is None:
        _overview(console)
    elif name := next((name for name in types if name in found), None):
        _one_type(types[name], console)
    else:
        _table(console, ["context" if entry.lower() == CONTEXTS else "code", "meaning"], [[k, str(v)] for k, v in found.items()])


def _overview(console: Console) -> None:
    rows = [[info.name, info.quad, _signed(info.score), info.cameo[:2], info.definition] for info in load_plover().values()]
    _table(console, ["type", "quad class", "score", "CAMEO", "what it is"], rows)
    console.print("\nOne type with its modes and examples: communique codebook CONSULT. Also: contexts, cameo.")


def _one_type(info: TypeInfo, console: Console) -> None:
    codes = load_codes()
    console.print(f"{info.name}: {info.definition}")
    console.print(f"Not here: {info.unlike}")
    console.print(
        f"{info.quad}; score {_signed(info.score)}; CAMEO {info.cameo} ({codes[info.cameo]}) where nothing deeper is told"
    )
    for example in info.examples:
        _example(example, console)
    for mode, m in info.modes.items():
        own = f" (score {_signed(m.score)})" if m.score != info.score else ""
        console.print(f"\n{mode}: {m.definition}{own}")
        for example in m.examples:
            _example(example, console)


def _example(example: str, console: Console) -> None:
    sentence, _, coding = example.rpartition("=>")
    console.print(f"  {sentence.strip()}\n    {coding.strip()}")


def _signed(score: float) -> str:
    return f"{score:+g}"


def _table(console: Console, head: list[str], rows: list[list[str]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in head:
        table.add_column(title, no_wrap=title not in ("what it is", "meaning"), overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)

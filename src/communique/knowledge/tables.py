"""Reading data files: YAML without its traps, CSV with its header checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from communique.errors import KnowledgeError

DATA = resources.files("communique.knowledge") / "data"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are booleans: "on" is a preposition and "no" a word."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, regex) for tag, regex in rows if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for key, rows in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(path: Traversable) -> Any:
    """The content of a YAML file. Raises KnowledgeError that names the file and the line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as e:
        raise KnowledgeError(f"{path} is not valid YAML: {e}") from e


def read_rows(path: Traversable, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers. Raises KnowledgeError when a column is missing."""
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    missing = [c for c in columns if c not in (reader.fieldnames or [])]
    if missing:
        raise KnowledgeError(f"{path}: the header lacks {', '.join(missing)}; it must be: {','.join(columns)}")
    for n, row in enumerate(reader, 2):
        yield n, {k: (v or "").strip() for k, v in row.items() if k}


def split(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by "|"."""
    return [x.strip() for x in cell.split("|") if x.strip()]

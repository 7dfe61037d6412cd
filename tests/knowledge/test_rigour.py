"""Every country of rigour's territories is in the tables, under each of its names there."""

from __future__ import annotations

import re

import pytest

from communique.knowledge.world import load_world

territories = pytest.importorskip(
    "rigour.territories", reason="rigour is not installed: it needs PyICU, which needs ICU's headers (libicu-dev) to compile"
)

UNINHABITED = {"BVT", "HMD", "ATF", "UMI"}


def test_every_territory_is_known_by_its_names() -> None:
    world, seen, missing = load_world(), 0, []
    for territory in territories.get_territories():
        code = (territory.alpha3 or "").upper()
        if territory.is_historical or not code or code in UNINHABITED or not (territory.is_country or territory.is_jurisdiction):
            continue
        seen += 1
        for given in (territory.name, territory.full_name):
            name = re.sub(r"\s*[\[(].*?[\])]", "", given or "").removeprefix("The ")  # "Myanmar (Burma)"
            if name and code not in {s.entity for s in world.find(name)}:
                missing.append(f"{code}: {name}")
    assert not missing
    assert seen > 230

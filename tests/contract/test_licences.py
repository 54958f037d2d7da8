"""`docs/licences.md` names every package that serving or training installs, with its licence."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9][^ \\]*(?: ;[^\\]*)?)", re.MULTILINE)
ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
LONGEST_NAME = 40
CLASSIFIER = "License :: OSI Approved :: "


def _pins(lock: str) -> list[Requirement]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    return [Requirement(pin) for pin in PIN.findall(text)]


def _stated(package: str) -> str:
    """Return the licence as the package's metadata state it, best field first."""
    facts = metadata.metadata(package)
    named = (facts["License"] or "") if "License" in facts else ""
    if "License-Expression" in facts:
        return str(facts["License-Expression"])
    if named and len(named) <= LONGEST_NAME:
        return str(named)
    classifiers = [str(line) for line in facts.get_all("Classifier") or []]
    return " or ".join(line.removeprefix(CLASSIFIER) for line in classifiers if CLASSIFIER in line)


PARTS = {"embedded": "embedded server", "train": "training", "run": "service"}
PINS = {pin.name: pin for lock in PARTS for pin in _pins(lock)}
PART_OF = {pin.name: part for lock, part in PARTS.items() for pin in _pins(lock)}
INSTALLED = [name for name, pin in PINS.items() if pin.marker is None or pin.marker.evaluate()]
TABLE = {
    name: (licence.strip(), part.strip())
    for name, licence, part in ROW.findall((ROOT / "docs" / "licences.md").read_text())
}


def test_the_table_holds_exactly_the_packages_of_the_lock() -> None:
    assert set(TABLE) == set(PINS)


def test_the_table_states_what_the_packages_state() -> None:
    assert {name: TABLE[name][0] for name in INSTALLED} == {
        name: _stated(name) for name in INSTALLED
    }


def test_the_table_tells_what_each_package_is_for() -> None:
    assert {name: part for name, (_, part) in TABLE.items()} == PART_OF


def test_no_licence_asks_more_than_its_notice() -> None:
    licences = {name: licence for name, (licence, _) in TABLE.items()}
    demanding = re.compile(r"GPL|SSPL|BUSL|Commons Clause|Proprietary")
    assert {name: text for name, text in licences.items() if demanding.search(text)} == {}


@pytest.mark.parametrize("lock", ["build", "run", "embedded", "train", "dev"])
def test_the_lock_names_no_address_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z0-9])", text))

"""What a script is called with, and what it takes it for, are the same names in one order."""

import re
from pathlib import Path

import msgspec
import pytest

from moderation.store.scripts import arguments

ROOT = Path(__file__).parents[2]
LUA = {path.stem: path.read_text("utf-8") for path in (ROOT / "moderation/store/lua").glob("*.lua")}
# (script, section of its header, what it unpacks) -> what Python packs
BORDERS: dict[tuple[str, str, str], type[msgspec.Struct]] = {
    ("allow", "ARGV", "ARGV"): arguments.AllowArguments,
    ("claim", "ARGV", "ARGV"): arguments.ClaimArguments,
    ("decide", "ARGV", "ARGV"): arguments.DecideArguments,
    ("expect", "ARGV", "ARGV"): arguments.ExpectArguments,
    ("import", "ARGV", "ARGV"): arguments.ImportArguments,
    ("page", "ARGV", "ARGV"): arguments.PageArguments,
    ("release", "ARGV", "ARGV"): arguments.ReleaseArguments,
    ("settle", "ARGV", "ARGV"): arguments.SettleArguments,
    ("submit", "ARGV", "ARGV"): arguments.SubmitArguments,
    ("submit", "VALUES", "cmsgpack.unpack(values)"): arguments.SubmitValues,
    ("take", "ARGV", "ARGV"): arguments.TakeArguments,
}


def described(text: str, section: str) -> list[str]:
    """Read the first word of each line of a section of the header."""
    found = re.search(rf"^-- {section}  (.*(?:\n--       .*)*)", text, re.MULTILINE)
    assert found is not None
    return [line.removeprefix("--").split()[0] for line in found[1].splitlines()]


def unpacked(text: str, source: str) -> list[str]:
    """Read the local names that something is unpacked into."""
    found = re.search(rf"^local ([\w,\s]+?) =\s+unpack\({re.escape(source)}\)$", text, re.MULTILINE)
    assert found is not None
    return re.split(r",\s*", found[1])


@pytest.mark.parametrize(("border", "struct"), BORDERS.items(), ids=map("-".join, BORDERS))
def test_header_and_local_names_are_the_structs_fields(
    border: tuple[str, str, str], struct: type[msgspec.Struct]
) -> None:
    script, section, source = border
    fields = list(struct.__struct_fields__)
    assert unpacked(LUA[script], source) == fields
    assert described(LUA[script], section) == fields


def test_every_script_has_its_struct_and_no_other_way_to_its_arguments() -> None:
    assert {script for script, _, _ in BORDERS} == set(LUA)
    code = {name: re.sub(r"^--.*$", "", text, flags=re.MULTILINE) for name, text in LUA.items()}
    assert {name: text.count("ARGV") for name, text in code.items()} == dict.fromkeys(LUA, 1)

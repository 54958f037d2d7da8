"""Settings: from the environment, checked, and all faults named at once."""

import re
from pathlib import Path

import msgspec
import pytest

from moderation.settings import Settings, SettingsError, from_environment


def test_nothing_set_means_the_defaults() -> None:
    assert from_environment({}).port == 8080


def test_the_environment_is_read_by_type() -> None:
    found = from_environment(
        {
            "MODERATION_PORT": "9000",
            "MODERATION_DATA_DIR": "/srv/saring",
            "MODERATION_BODY_TIMEOUT": "2.5",
            "HOME": "/root",
        }
    )
    assert (found.port, found.data_dir) == (9000, Path("/srv/saring"))
    assert found.body_timeout == 2.5


@pytest.mark.parametrize(
    ("told", "hops"), [("true", 1), ("False", 0), ("0", 0), ("1", 1), ("3", 3)]
)
def test_trusted_proxies_are_counted(told: str, hops: int) -> None:
    assert from_environment({"MODERATION_TRUST_PROXY": told}).trust_proxy == hops
    assert from_environment({}, trust_proxy=hops == 1).trust_proxy == (1 if hops == 1 else 0)


DEFAULTS = {field.name: field.default for field in msgspec.structs.fields(Settings)}
OPTIONAL = {name for name, default in DEFAULTS.items() if default == ""}


def named(refused: pytest.ExceptionInfo[SettingsError], reason: str = "") -> set[str]:
    """Find the settings that a refusal names, with its reason."""
    found = re.findall(rf"^MODERATION_(\w+): .*{reason}.*$", str(refused.value), re.MULTILINE)
    return {name.lower() for name in found}


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_is_no_value_of_a_setting_that_needs_one(text: str) -> None:
    given = dict.fromkeys(DEFAULTS, text)
    with pytest.raises(SettingsError) as refused:
        from_environment({f"MODERATION_{name.upper()}": text for name in given})
    assert named(refused, "empty") == DEFAULTS.keys() - OPTIONAL
    with pytest.raises(SettingsError) as refused:
        from_environment({}, **given)
    assert named(refused, "empty") == DEFAULTS.keys()
    for name in OPTIONAL:
        assert getattr(from_environment({f"MODERATION_{name.upper()}": text}), name).strip() == ""


def test_what_was_chosen_on_the_command_line_wins() -> None:
    assert from_environment({"MODERATION_PORT": "9000"}, port=1234, host=None).port == 1234


NUMBERS = [
    field.name
    for field in msgspec.structs.fields(Settings)
    if isinstance(field.default, int | float) and not isinstance(field.default, bool)
]


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e300", "1e400", "9" * 20, "-1"])
def test_every_number_has_bounds(text: str) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({f"MODERATION_{name.upper()}": text for name in NUMBERS})
    assert named(refused) == set(NUMBERS)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as faults:
        from_environment(
            {
                "MODERATION_PORT": "70000",
                "MODERATION_WORKERS": "many",
                "MODERATION_DURABILITY": "maybe",
                "MODERATION_COLOUR": "red",
            }
        )
    named = [line.partition(":")[0] for line in str(faults.value).splitlines()]
    assert named == [
        "MODERATION_COLOUR",
        "MODERATION_DURABILITY",
        "MODERATION_PORT",
        "MODERATION_WORKERS",
    ]

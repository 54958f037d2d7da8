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
            "MODERATION_TRUST_PROXY": "true",
            "MODERATION_BODY_TIMEOUT": "2.5",
            "HOME": "/root",
        }
    )
    assert (found.port, found.data_dir) == (9000, Path("/srv/saring"))
    assert (found.trust_proxy, found.body_timeout) == (True, 2.5)


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
    named = re.findall(r"^MODERATION_(\w+): .+$", str(refused.value), re.MULTILINE)
    assert sorted(name.lower() for name in named) == sorted(NUMBERS)


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

"""Logs: one JSON object a line, from the least level on."""

import json

import pytest

from moderation import logs


@pytest.mark.parametrize("level", logs.LEVELS)
def test_what_is_under_the_level_is_not_written(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(level)
    log = logs.logger("web")
    for write in (log.debug, log.info, log.warning, log.error):
        write("failed", route="/v1/comments", at=["submit:12"])
    logs.configure("info")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["level"] for line in lines] == list(logs.LEVELS[logs.LEVELS.index(level) :])
    for line in lines:
        assert line.pop("timestamp").endswith("Z")
        assert line | {"level": ""} == {
            "part": "web",
            "event": "failed",
            "route": "/v1/comments",
            "at": ["submit:12"],
            "level": "",
        }


def test_what_json_does_not_know_is_written_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.logger("web").error("failed", error=LookupError("x"), text="baris\nbaru")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"] == "x"


def test_the_place_of_a_failure_is_told_without_its_message() -> None:
    def fail() -> None:
        raise LookupError("rahasia")

    with pytest.raises(LookupError) as failure:
        fail()
    assert logs.place(failure.value)[-1].startswith("fail:")
    assert "rahasia" not in str(logs.place(failure.value))

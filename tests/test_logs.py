"""Logs: one JSON object a line, from the least level on, and nothing of libraries."""

import json
import subprocess
import sys

import pytest

from moderation import logs

LIBRARIES = ("aiohttp.server", "aiohttp.access", "asyncio", "redis", "email_validator", "any")


@pytest.mark.parametrize("level", logs.LEVELS)
def test_what_is_under_the_level_is_not_written(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(level)
    log = logs.logger("web")
    for write in (log.debug, log.info, log.warning, log.error):
        write("failed", {"route": "/v1/comments", "at": ["submit:12"]})
    logs.configure("info")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["level"] for line in lines] == list(logs.LEVELS[logs.LEVELS.index(level) :])
    for line in lines:
        assert list(line) == ["part", "event", "route", "at", "level", "timestamp"]
        assert line.pop("timestamp").endswith("Z")
        assert line | {"level": ""} == {
            "part": "web",
            "event": "failed",
            "route": "/v1/comments",
            "at": ["submit:12"],
            "level": "",
        }


def test_an_event_needs_no_facts(capsys: pytest.CaptureFixture[str]) -> None:
    logs.logger("server").info("serving")
    line = json.loads(capsys.readouterr().err)
    assert list(line) == ["part", "event", "level", "timestamp"]
    assert (line["part"], line["event"], line["level"]) == ("server", "serving", "info")


def test_what_json_does_not_know_is_written_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.logger("web").error("failed", {"error": LookupError("x"), "text": "baris\nbaru"})
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"] == "x"


def test_a_failure_is_told_without_its_message() -> None:
    def fail() -> None:
        raise LookupError("rahasia")

    with pytest.raises(LookupError) as failure:
        fail()
    told = logs.failure(failure.value)
    assert told["error"] == "LookupError"
    assert "fail:" in str(told["at"])
    assert "rahasia" not in str(told)


def test_libraries_write_nothing() -> None:
    said = "; ".join(f"logging.getLogger({name!r}).critical('x')" for name in LIBRARIES)
    code = f"import logging; import moderation.logs; {said}; logging.critical('x')"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout + done.stderr == ""

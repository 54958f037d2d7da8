"""`moderation serve --demo`: what it prints works as printed, and it is all there next time."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.service import Service, redis_of
from tests.waiting import PATIENCE_SECONDS
from tests.web.openapi import assert_fits

pytestmark = pytest.mark.slow

# For a machine without curl: the few options that the printed line uses.
STAND_IN = f"""#!{sys.executable}
import sys, urllib.request as ask
words = sys.argv[1:]
given = [words[n + 1] for n, word in enumerate(words) if word == "-H"]
body = words[words.index("-d") + 1].encode()
address = next(word for word in words if word.startswith("http"))
headers = dict(each.split(": ", 1) for each in given)
print(ask.urlopen(ask.Request(address, body, headers)).read().decode())
"""


def printed(service: Service, label: str) -> str:
    """What stands behind a label in the welcome."""
    found = re.search(rf"^ *{label} +(\S+)$", service.out.read_text(), re.MULTILINE)
    assert found, service.out.read_text()
    return found[1]


@pytest.fixture
def curl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sure that there is a `curl`."""
    if shutil.which("curl") is None:
        stand_in = tmp_path / "curl"
        stand_in.write_text(STAND_IN)
        stand_in.chmod(0o700)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")


def curl_line(service: Service) -> str:
    """The line that the welcome tells to type, with its continuations."""
    text = service.out.read_text()
    return text[text.index("curl ") : text.index("}'") + 2]


def test_the_demo_keeps_its_promises_at_the_first_start_and_the_next(
    start: Start, data_dir: Path, curl: None
) -> None:
    first = start("--demo")
    labels = ("API key", "log in as", "password", "administrator", "its password")
    secrets = {label: printed(first, label) for label in labels}
    done = subprocess.run(
        ["sh", "-c", curl_line(first)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    told = json.loads(done.stdout)
    assert_fits(told, "Accepted")
    assert told["status"] == "approved"
    for label in ("Article with form", "Console"):
        path = printed(first, label).removeprefix(first.address)
        assert first.ask("GET", path).status in {200, 303}
    assert first.stop() == 0

    again = start("--demo")
    assert {label: printed(again, label) for label in labels} == secrets
    found = again.ask("GET", f"/v1/comments/{told['id']}", key=secrets["API key"])
    assert found.status == 200
    with redis_of(data_dir) as redis:
        assert redis.smembers("mod:{sites}") == {"demo"}
        assert redis.hlen("mod:{moderators}") == 2
    assert (data_dir / "demo.json").stat().st_mode & 0o077 == 0
    assert "Traceback" not in again.said

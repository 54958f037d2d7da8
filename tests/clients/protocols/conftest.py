"""Clients of Akismet and Perspective against a running service.

`make test-clients` installs them into a folder, which it names in SARING_CLIENTS.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders import JUDOL, POLITE
from tests.e2e import conftest as services
from tests.e2e.conftest import Start
from tests.e2e.service import Service, run

DRIVERS = Path(__file__).parent / "drivers"
CLIENTS = Path(os.environ.get("SARING_CLIENTS", "")).resolve()
SECONDS = 60

data_dir, start = services.data_dir, services.start
Drive = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_complaints() -> None:
    """Do without WordPress: none of these clients is of PHP."""


@dataclass
class Paper:
    """A site of a running service, and its keys."""

    service: Service
    api_key: str
    akismet_key: str


@pytest.fixture
def paper(start: Start, data_dir: Path) -> Paper:
    """Run a service with a site, and no limit on one reader's comments."""
    service = start(MODERATION_CLIENT_INTERVAL="0", MODERATION_EMAIL_INTERVAL="0")
    made = json.loads(run("site", "add", "kabar", "--json", "--data-dir", str(data_dir)).stdout)
    return Paper(service, made["api_key"], made["akismet_key"])


@pytest.fixture
def drive(paper: Paper) -> Drive:
    """Run a driver of a client to its end; return what it was told."""

    def driven(*command: str, key: str = "", **environment: str) -> Any:
        about = {"PORT": str(paper.service.port), "KEY": key or paper.akismet_key}
        surroundings = {**os.environ, **about, "HAM": POLITE, "SPAM": JUDOL, **environment}
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    return driven


def python(driver: str, package: str) -> tuple[list[str], dict[str, str]]:
    """Name the command of a driver in Python, and where its client lies."""
    return [sys.executable, str(DRIVERS / driver)], {"PYTHONPATH": str(CLIENTS / package)}


def node(driver: str) -> tuple[list[str], dict[str, str]]:
    """Name the command of a driver in Node, with every name leading here."""
    modules = str(CLIENTS / "node" / "node_modules")
    command = [
        "node",
        "--no-deprecation",
        "--require",
        str(DRIVERS / "resolve.cjs"),
        str(DRIVERS / driver),
    ]
    return command, {"NODE_PATH": modules, "MODULES": f"{modules}/x"}

"""Schemathesis: whatever the OpenAPI document allows or forbids, the service does as it says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_body
from tests.e2e.conftest import Start
from tests.e2e.service import surroundings

HOOKS = "tests.e2e.made_up"
EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "examples",
    [
        2,
        # 300 make some 5,000 cases.
        pytest.param(EXAMPLES, marks=[pytest.mark.slow, pytest.mark.timeout(1800)]),
    ],
)
def test_the_service_does_what_its_document_says(
    examples: int, start: Start, tmp_path: Path
) -> None:
    service = start(MODERATION_CLIENT_INTERVAL="0", MODERATION_EMAIL_INTERVAL="0")
    key = service.site()
    made = service.ask("POST", "/v1/comments", a_body(), key=key)
    assert made.status == 201
    (tmp_path / "schemathesis.toml").write_text(f'[auth.openapi.siteKey]\nbearer = "{key}"\n')
    arguments = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{service.address}/openapi.json"),
        *("--checks", "all", "--no-color"),
        *("--max-examples", f"{examples}", "--seed", "7", "--generation-database", "none"),
        # Doors speak others' protocols, in which a refusal may well be a 200.
        *("--exclude-path-regex", r"^/(\$discovery|v1alpha1|1\.[0-9]|akismet|coral|sites)/"),
        *("--request-timeout", "60", "--continue-on-failure"),
    ]
    environment = surroundings({"SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": f"{ROOT}"})
    environment["MADE_UP_COMMENT"] = made.json["id"]
    found = subprocess.run(
        arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "Traceback" not in service.said

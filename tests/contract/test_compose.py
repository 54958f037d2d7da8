"""The Compose file and the image it builds: valid, durable, closed, and without secrets."""

import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from moderation import settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
SARING = SERVICES["saring"]
VALKEY = SERVICES["valkey"]


def _instructions() -> list[tuple[str, str]]:
    lines = (ROOT / SARING["build"]["dockerfile"]).read_text().replace("\\\n", " ").splitlines()
    bare = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in bare]


INSTRUCTIONS = _instructions()


def _instruction(name: str) -> str:
    return [text for found, text in INSTRUCTIONS if found == name][-1]


def _image_environment() -> dict[str, str]:
    texts = [text for name, text in INSTRUCTIONS if name == "ENV"]
    return dict(part.split("=", 1) for text in texts for part in shlex.split(text))


def test_the_file_is_valid_by_the_compose_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    run = subprocess.run([*checker, COMPOSE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_each_container_is_locked_down(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"].split(":")[0] not in {"0", "root"}
    assert {"mem_limit", "pids_limit"} <= service.keys()
    assert not {"privileged", "cap_add", "network_mode", "pid"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_each_container_is_watched_and_restarted(name: str) -> None:
    assert {"test", "interval", "timeout", "retries"} <= SERVICES[name]["healthcheck"].keys()
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_service_waits_for_a_server_that_answers() -> None:
    assert SARING["depends_on"] == {"valkey": {"condition": "service_healthy"}}


def test_every_environment_variable_is_a_setting_with_a_value_that_it_takes() -> None:
    environment = SARING["environment"] | {
        name: value
        for name, value in _image_environment().items()
        if name.startswith(settings.PREFIX)
    }
    assert all(name.startswith(settings.PREFIX) for name in SARING["environment"])
    chosen = settings.from_environment(environment)
    assert (chosen.host, chosen.port) == ("0.0.0.0", 8080)


def test_the_service_uses_the_server_beside_it() -> None:
    assert urlsplit(SARING["environment"]["MODERATION_REDIS_URL"]).hostname in SERVICES


def test_draining_ends_before_the_patience_of_docker() -> None:
    drain = settings.from_environment(SARING["environment"]).drain_timeout
    assert float(SARING["stop_grace_period"].removesuffix("s")) > drain


def test_no_secret_has_a_default() -> None:
    values = [
        value for service in SERVICES.values() for value in service.get("environment", {}).items()
    ]
    assert not any(word in name for name, _ in values for word in ("PASSWORD", "SECRET", "KEY"))
    assert not any(urlsplit(str(value)).password for _, value in values)


def test_the_server_writes_each_command_to_a_volume() -> None:
    command = VALKEY["command"]
    given = dict(zip(command[1::2], command[2::2], strict=True))
    assert given["--appendonly"] == "yes"
    assert given["--appendfsync"] == "always"
    assert given["--maxmemory-policy"] == "noeviction"
    assert VALKEY["volumes"] == ["valkey:/data"]


def test_only_the_service_reaches_the_server_and_only_this_machine_the_service() -> None:
    networks = yaml.safe_load(COMPOSE.read_text())["networks"]
    assert "ports" not in VALKEY
    assert [networks[name] for name in VALKEY["networks"]] == [{"internal": True}]
    assert all(port.startswith("127.0.0.1:") for port in SARING["ports"])


def test_every_image_names_its_version() -> None:
    bases = [text.split()[0] for name, text in INSTRUCTIONS if name == "FROM"]
    tags = [image.partition(":")[2] for image in [VALKEY["image"], *bases]]
    assert all(tag and tag != "latest" for tag in tags)


def test_the_image_runs_without_privileges() -> None:
    assert _instruction("USER") == SARING["user"] != "0:0"


def test_the_image_holds_only_what_the_lock_names_for_serving() -> None:
    installs = [text for name, text in INSTRUCTIONS if name == "RUN" and "pip" in text]
    copied = {
        word
        for name, text in INSTRUCTIONS
        if name == "COPY"
        for word in text.split()
        if word.endswith(".txt")
    }
    assert copied == {"requirements/build.txt", "requirements/run.txt"}
    assert all("--require-hashes" in text or "--no-index" in text for text in installs)


def test_what_the_image_copies_exists_and_reaches_the_builder() -> None:
    ignore = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = {line.removeprefix("!").rstrip("/") for line in ignore if line.startswith("!")}
    sources = [
        word
        for name, text in INSTRUCTIONS
        if name == "COPY" and "--from" not in text
        for word in text.split()[:-1]
    ]
    assert "*" in ignore
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in allowed, source


def test_the_health_checks_of_file_and_image_are_one_and_compile() -> None:
    test = SARING["healthcheck"]["test"]
    assert yaml.safe_load(_instruction("HEALTHCHECK").partition("CMD ")[2]) == test[1:]
    compile(test[-1], "healthcheck", "exec")

"""The Compose file and the image it builds: valid, durable, closed, and without secrets."""

import itertools
import json
import re
import shlex
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from moderation import settings
from moderation.upkeep import machine

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
SARING = SERVICES["saring"]
VALKEY = SERVICES["valkey"]
PROXY = SERVICES["proxy"]
_DEFAULT = re.compile(r"\$\{\w+:-(.*)\}")


def _instructions() -> list[tuple[str, str]]:
    lines = (ROOT / SARING["build"]["dockerfile"]).read_text().replace("\\\n", " ").splitlines()
    bare = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in bare]


INSTRUCTIONS = _instructions()


def _instruction(name: str) -> str:
    return [text for found, text in INSTRUCTIONS if found == name][-1]


def _stage(name: str) -> list[tuple[str, str]]:
    """The instructions of a stage of the image, without those of the stages below it."""
    starts = [number for number, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM"]
    bounds = [*starts, len(INSTRUCTIONS)]
    stages = [INSTRUCTIONS[a:b] for a, b in itertools.pairwise(bounds)]
    return next(stage for stage in stages if stage[0][1].endswith(f" AS {name}"))


def _as_compose_reads(value: str) -> str:
    """A value with the default of the variable that it stands for."""
    return _DEFAULT.sub(r"\1", value)


def _environment(service: dict[str, Any]) -> dict[str, str]:
    return {name: _as_compose_reads(text) for name, text in service["environment"].items()}


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
    assert not {"privileged", "network_mode", "pid"} & service.keys()
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if service is PROXY else [])


def test_each_container_is_watched_and_restarted() -> None:
    assert [name for name, _ in _stage("serve")].count("HEALTHCHECK") == 1
    for service in (VALKEY, PROXY):
        assert {"test", "interval", "timeout", "retries"} <= service["healthcheck"].keys()
    assert {service["restart"] for service in SERVICES.values()} == {"unless-stopped"}


def test_the_service_waits_for_a_server_that_answers() -> None:
    assert SARING["depends_on"] == {"valkey": {"condition": "service_healthy"}}
    assert PROXY["depends_on"] == {"saring": {"condition": "service_healthy"}}


def test_every_environment_variable_is_a_setting_with_a_value_that_it_takes() -> None:
    environment = _environment(SARING) | {
        name: value
        for name, value in _image_environment().items()
        if name.startswith(settings.PREFIX)
    }
    assert all(name.startswith(settings.PREFIX) for name in SARING["environment"])
    chosen = settings.from_environment(environment)
    assert (chosen.host, chosen.port) == ("0.0.0.0", 8080)
    assert chosen.trust_proxy
    assert chosen.secure_cookies == "always"


def test_the_shell_says_how_many_workers_and_the_memory_is_enough_for_the_usual_one() -> None:
    assert SARING["environment"]["MODERATION_WORKERS"] == "${MODERATION_WORKERS:-1}"
    assert SARING["mem_limit"] == "${SARING_MEMORY:-" + f"{machine.needed_mb(1)}m" + "}"


def test_only_the_proxy_is_reached_from_outside_and_speaks_https_to_it() -> None:
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"proxy"}
    assert PROXY["ports"] == ["80:8080", "443:8443"]
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    assert "{$SARING_DOMAIN:localhost} {" in text
    assert "reverse_proxy saring:8080" in text
    assert "auto_https" not in text
    keepalive = float(re.findall(r"keepalive (\d+)s", text)[0])
    assert keepalive < settings.from_environment(_environment(SARING)).keepalive_timeout


def test_certificates_outlive_the_proxy() -> None:
    assert PROXY["volumes"] == ["certificates:/data", "proxy:/config"]
    owners = [text for name, text in _stage("proxy") if name == "RUN"]
    assert owners == [f"chown -R {PROXY['user']} /data /config"]


def test_the_service_uses_the_server_beside_it() -> None:
    assert urlsplit(SARING["environment"]["MODERATION_REDIS_URL"]).hostname in SERVICES


def test_draining_ends_before_the_patience_of_docker() -> None:
    drain = settings.from_environment(_environment(SARING)).drain_timeout
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


def test_only_the_service_reaches_the_server() -> None:
    networks = yaml.safe_load(COMPOSE.read_text())["networks"]
    assert [networks[name] for name in VALKEY["networks"]] == [{"internal": True}]
    assert "store" not in PROXY["networks"]


def test_every_image_names_its_version() -> None:
    stages = [text.split() for name, text in INSTRUCTIONS if name == "FROM"]
    ours = {words[2] for words in stages}
    bases = [words[0] for words in stages if words[0] not in ours]
    tags = [image.partition(":")[2] for image in [VALKEY["image"], *bases]]
    assert all(tag and tag != "latest" for tag in tags)


def test_the_image_runs_without_privileges() -> None:
    for name in ("serve", "train", "proxy"):
        assert dict(_stage(name))["USER"] == SARING["user"] != "0:0"


def test_the_image_serves_unless_another_target_is_asked_for() -> None:
    assert INSTRUCTIONS[-2:] == [("ENTRYPOINT", '["moderation"]'), ("CMD", '["serve"]')]
    assert SARING["build"]["target"] == "serve"


def test_the_image_holds_only_what_the_lock_names_for_serving() -> None:
    copied = [text.split() for name, text in _stage("build") if name == "COPY"]
    locks = {word for words in copied for word in words if word.endswith(".txt")}
    assert locks == {"requirements/build.txt", "requirements/run.txt"}
    assert ("COPY", "--from=build /opt/saring /opt/saring") in _stage("serve")
    installs = [text for name, text in INSTRUCTIONS if name == "RUN" and "pip" in text]
    assert all("--require-hashes" in text or "--no-index" in text for text in installs)
    lock = (ROOT / "requirements" / "run.txt").read_text()
    assert [name for name in ("scikit-learn", "scipy", "joblib") if f"\n{name}==" in lock] == []


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
        assert {source, source.split("/")[0]} & allowed, source


def probe(port: int) -> int:
    """The exit code of the image's health check, asked of another port."""
    command = json.loads(_instruction("HEALTHCHECK").partition("CMD ")[2])
    words = [word.replace("127.0.0.1/8080", f"127.0.0.1/{port}") for word in command]
    assert words != command
    return subprocess.run(words, capture_output=True, check=False, timeout=30).returncode


@pytest.mark.parametrize(("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1)])
def test_the_health_check_asks_whether_it_is_ready(status: str, code: int) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as lines:
                asked.extend(iter(lines.readline, b"\r\n"))
                connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

        thread = threading.Thread(target=answer)
        thread.start()
        assert probe(server.getsockname()[1]) == code
        thread.join()
    head = [b"GET /readyz HTTP/1.1\r\n", b"Host: localhost\r\n", b"Connection: close\r\n"]
    assert asked == head


def test_the_health_check_fails_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert probe(port) != 0

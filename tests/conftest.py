"""What tests of every kind share: real servers, and an environment without our own settings."""

import os

# Threads for matrices as small as ours spend ten times the work on waiting for one another.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import HealthCheck, settings
from redis import Redis
from redis.exceptions import RedisError

from moderation.administration import passwords
from moderation.process import embedded
from tests.waiting import eventually

SLOTS = 16384
CLUSTER_NODES = 3

Ports = tuple[int, int]

# No example fails because the machine is busy, and every run tries the same ones, unless
# HYPOTHESIS_PROFILE=nightly asks for many new ones.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", UNHURRIED, derandomize=True)
settings.register_profile("nightly", UNHURRIED, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take our own settings out of the environment, so that no test depends on the shell."""
    for name in [name for name in os.environ if name.startswith("MODERATION_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def shipped_hasher() -> Iterator[PasswordHasher]:
    """Hash passwords as cheaply as can be meanwhile; give what the service hashes them with."""
    shipped = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher.from_parameters(CHEAPEST))
        yield shipped


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.EmbeddedServer]:
    """Run one real server for the whole session; use `redis_url` to have it empty."""
    # Only the tests of durability need the disk, and they start servers of their own.
    server = embedded.start(
        tmp_path_factory.mktemp("valkey", numbered=True), extra=("--appendfsync", "no")
    )
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sweeper(valkey: embedded.EmbeddedServer) -> Iterator[Redis]:
    """Keep one connection to the session's server, to empty it."""
    with Redis.from_url(valkey.url) as client:
        yield client


@pytest.fixture
def redis_url(valkey: embedded.EmbeddedServer, sweeper: Redis) -> str:
    """Give the URL of a real, empty server."""
    sweeper.flushall()
    return valkey.url


@pytest.fixture(scope="session")
def cluster_ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """Run three real cluster nodes that share the slots; use `cluster_url` to have them empty."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("cluster")
        ports = [_start_node(stack, folder / str(number)) for number in range(CLUSTER_NODES)]
        _share_slots(ports)
        eventually(lambda: all(map(_knows_all, ports)), "every node calls the cluster ok")
        yield [client_port for client_port, _ in ports]


@pytest.fixture
def cluster_url(cluster_ports: list[int]) -> str:
    """Give the URL of one node of a real, empty cluster."""
    for port in cluster_ports:
        with Redis(port=port) as client:
            client.flushall()
    return f"redis+cluster://127.0.0.1:{cluster_ports[0]}"


def _start_node(stack: ExitStack, folder: Path) -> Ports:
    """Start a node; return its port for clients and its port for the other nodes."""
    folder.mkdir()
    for _ in range(5):  # another process may take a port between our look and the node's
        ports = _free_ports()
        node = _run_node(folder, ports)
        if _answers_or_ends(node, ports[0]):
            stack.callback(_end, node)
            return ports
        _end(node)
    pytest.fail(f"no cluster node started:\n{(folder / 'log').read_text()}")


def _run_node(folder: Path, ports: Ports) -> subprocess.Popen[bytes]:
    settings = {
        "port": ports[0],
        "cluster-port": ports[1],
        "bind": "127.0.0.1",
        "dir": folder,
        "cluster-enabled": "yes",
        "save": "",
        "logfile": folder / "log",
    }
    arguments = [str(part) for name, value in settings.items() for part in (f"--{name}", value)]
    return subprocess.Popen(
        [embedded.program(), *arguments], stdout=subprocess.DEVNULL, start_new_session=True
    )


def _end(node: subprocess.Popen[bytes]) -> None:
    node.kill()
    node.wait()


def _free_ports() -> Ports:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return one.getsockname()[1], two.getsockname()[1]


def _answers_or_ends(node: subprocess.Popen[bytes], port: int) -> bool:
    eventually(lambda: node.poll() is not None or _pings(port), "the node answers or ends")
    return node.poll() is None


def _pings(port: int) -> bool:
    try:
        with Redis(port=port) as client:
            return bool(client.ping())
    except RedisError:
        return False


def _share_slots(ports: list[Ports]) -> None:
    bounds = [SLOTS * number // len(ports) for number in range(len(ports) + 1)]
    for number, (port, _) in enumerate(ports):
        with Redis(port=port) as client:
            client.execute_command("CLUSTER ADDSLOTSRANGE", bounds[number], bounds[number + 1] - 1)
            for other_port, other_bus in ports[:number]:
                client.execute_command("CLUSTER MEET", "127.0.0.1", other_port, other_bus)


def _knows_all(ports: Ports) -> bool:
    with Redis(port=ports[0], decode_responses=True) as client:
        facts = client.execute_command("CLUSTER INFO")
    return facts["cluster_state"] == "ok" and int(facts["cluster_known_nodes"]) == CLUSTER_NODES

"""Deployments of real servers on loopback: a primary with replicas, Sentinels, a cluster."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from moderation.process import embedded
from tests import waiting

HOST = "127.0.0.1"
SLOTS = 16384
DOWN_AFTER_MS = 1_500
SERVICE = "utama"


def eventually(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds; a server that does not answer yet counts as no."""
    waiting.eventually(lambda: _holds(holds), what)


def _holds(holds: Callable[[], object]) -> bool:
    try:
        return bool(holds())
    except RedisError:
        return False


def free_port() -> int:
    """Give a port that nobody listens on; its cluster bus port may be below it."""
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Node:
    """A server of the embedded kind, on a port of its own; `settings` as in its config file."""

    folder: Path
    settings: Mapping[str, Any] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    bus: int = 0  # the port for other nodes of a cluster
    sentinel: bool = False
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Node":
        """Start it, and wait until it answers; again with the same folder and port."""
        self.folder.mkdir(exist_ok=True)
        config = self.folder / "server.conf"
        known = config.exists()
        while True:
            if not known:
                lines = (f"{name} {value}\n" for name, value in self._settings().items())
                config.write_text("".join(lines), "utf-8")
            self.process = subprocess.Popen(
                [embedded.program(), str(config), *(["--sentinel"] if self.sentinel else [])],
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
            eventually(lambda: self._answers() or self._ended(), f"port {self.port} answers")
            if not self._ended() or known:
                return self
            self.port = free_port()  # somebody took it between our look and the start

    def _answers(self) -> bool:
        """Whether it answers; another process may listen on its port."""
        assert self.process is not None
        return bool(self.said("server")["process_id"] == self.process.pid)

    def _ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None

    def _settings(self) -> dict[str, Any]:
        own = {"port": self.port, "bind": HOST, "dir": self.folder, "logfile": self.folder / "log"}
        if not self.sentinel:
            own |= {"save": '""', "appendonly": "yes", "appendfsync": "always"}
        if "cluster-enabled" in self.settings:
            own["cluster-port"] = self.bus = free_port()
        return own | dict(self.settings)

    def client(self) -> Any:
        """Give a client of this node alone."""
        return Redis(
            host=HOST,
            port=self.port,
            decode_responses=True,
            socket_timeout=5,
            password=self.settings.get("requirepass"),
        )

    def said(self, section: str) -> Any:
        """Ask it for a section of INFO."""
        with self.client() as client:
            return client.info(section)

    def signal(self, number: signal.Signals) -> None:
        """Send its process a signal."""
        assert self.process is not None
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        """End it at once, stopped or not."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def replicated(
    folder: Path, replicas: int, settings: Mapping[str, Any] | None = None
) -> Iterator[list[Node]]:
    """Run a primary and its replicas, the primary first."""
    chosen = dict(settings or {})
    with ExitStack() as stack:
        primary = Node(folder / "primary", chosen)
        stack.callback(primary.kill)
        following = chosen | {"replicaof": f"{HOST} {primary.start().port}"}
        nodes = [primary, *(Node(folder / f"replica{n}", following) for n in range(replicas))]
        for node in nodes[1:]:
            stack.callback(node.kill)
            node.start()
        eventually(lambda: abreast(primary) == replicas, "all replicas keep up")
        yield nodes


def abreast(primary: Node) -> int:
    """Count the replicas that are in step."""
    said = primary.said("replication")
    return sum(
        said[f"slave{n}"]["state"] == "online" and said[f"slave{n}"]["lag"] <= 1
        for n in range(said["connected_slaves"])
    )


@contextmanager
def watched(
    folder: Path, primary: Node, *, count: int = 3, settings: Mapping[str, Any] | None = None
) -> Iterator[list[Node]]:
    """Run Sentinels that watch a primary and know its replicas and one another."""
    chosen = dict(settings or {})
    quorum = count // 2 + 1
    lines = {
        "sentinel monitor": f"{SERVICE} {HOST} {primary.port} {quorum}",
        "sentinel down-after-milliseconds": f"{SERVICE} {DOWN_AFTER_MS}",
        "sentinel failover-timeout": f"{SERVICE} 3000",
    }
    if password := primary.settings.get("requirepass"):
        lines["sentinel auth-pass"] = f"{SERVICE} {password}"
    if password := chosen.get("requirepass"):
        lines["sentinel sentinel-pass"] = password
    nodes = [Node(folder / f"sentinel{n}", lines | chosen, sentinel=True) for n in range(count)]
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.kill)
            node.start()
        replicas = primary.said("replication")["connected_slaves"]
        eventually(
            lambda: all(_sees(node, replicas, count - 1) for node in nodes), "Sentinels know all"
        )
        yield nodes


def _sees(sentinel: Node, replicas: int, others: int) -> bool:
    with sentinel.client() as client:
        state = client.sentinel_master(SERVICE)
    return (state["num-slaves"], state["num-other-sentinels"]) == (replicas, others)


def sentinel_url(sentinels: list[Node], *, credentials: str = "", rest: str = "") -> str:
    """Give the URL of the service that these watch."""
    hosts = ",".join(f"{HOST}:{node.port}" for node in sentinels)
    return f"redis+sentinel://{credentials}{hosts}/{SERVICE}{rest}"


@contextmanager
def clustered(
    folder: Path,
    *,
    replicas: int = 1,
    settings: Mapping[str, Any] | None = None,
    announced: Sequence[int] = (),
) -> Iterator[list[Node]]:
    """Run three primaries and their replicas: first the primaries, then the replicas in turn.

    With `announced` they tell clients of these ports instead of their own.
    """
    given = [dict(settings or {}) for _ in range(3 + 3 * replicas)]
    for own, port in zip(given, announced, strict=False):
        own["cluster-announce-port"] = port
    nodes = [_cluster_node(folder / str(number), own) for number, own in enumerate(given)]
    with ExitStack() as stack:
        for node in nodes:
            stack.callback(node.kill)
            node.start()
        _join(nodes)
        yield nodes


def _cluster_node(folder: Path, settings: Mapping[str, Any]) -> Node:
    own = {
        "cluster-enabled": "yes",
        "cluster-node-timeout": DOWN_AFTER_MS,
        "cluster-allow-replica-migration": "no",
    }
    return Node(folder, own | dict(settings))


def _join(nodes: list[Node]) -> None:
    ids = []
    for number, node in enumerate(nodes):
        with node.client() as client:
            ids.append(client.execute_command("CLUSTER MYID"))
            client.execute_command("CLUSTER SET-CONFIG-EPOCH", number + 1)
            for other in nodes[:number]:
                client.execute_command("CLUSTER MEET", HOST, other.port, other.bus)
            if number < 3:
                first, last = SLOTS * number // 3, SLOTS * (number + 1) // 3 - 1
                client.execute_command("CLUSTER ADDSLOTSRANGE", first, last)
    for number, node in enumerate(nodes[3:]):
        primary = nodes[number % 3]
        eventually(lambda: _knows(node, len(nodes)), "a replica knows the cluster")  # noqa: B023
        with node.client() as client:
            client.execute_command("CLUSTER REPLICATE", ids[number % 3])
        eventually(lambda: abreast(primary) > number // 3, "a replica keeps up")  # noqa: B023
    eventually(lambda: all(_knows(node, len(nodes)) for node in nodes), "the cluster is ok")


def _knows(node: Node, count: int) -> bool:
    with node.client() as client:
        facts = client.execute_command("CLUSTER INFO")
    return facts["cluster_state"] == "ok" and int(facts["cluster_known_nodes"]) == count


def cluster_url(nodes: list[Node], credentials: str = "") -> str:
    """Give the URL of a cluster."""
    return f"redis+cluster://{credentials}" + ",".join(f"{HOST}:{n.port}" for n in nodes)

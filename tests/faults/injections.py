"""The kinds of faults: each is done to a deployment under load, and taken back."""

import asyncio
import contextlib
import random
import resource
import signal
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from redis.exceptions import RedisError

from tests.faults.clients import Client
from tests.faults.deployment import Deployment, NoRecoveryError, within

NO_LIMIT: Final = resource.RLIM_INFINITY


@dataclass
class Scene:
    """What a fault is done to, and by which lot its length and its victim are drawn."""

    deployment: Deployment
    clients: list[Client]
    lot: random.Random

    def seconds(self, least: float, most: float) -> float:
        """How long something lasts."""
        return self.lot.uniform(least, most)

    async def lasting(self, least: float, most: float) -> None:
        """Leave it as it is for a while."""
        await asyncio.sleep(self.seconds(least, most))

    def worker(self) -> int:
        """One of the workers."""
        return self.lot.choice(self.deployment.workers())


Injection = Callable[[Scene], Awaitable[None]]


async def kill_worker(scene: Scene) -> None:
    scene.deployment.kill(scene.worker())


async def pause_worker(scene: Scene) -> None:
    pid = scene.worker()
    scene.deployment.kill(pid, signal.SIGSTOP)
    await scene.lasting(0.2, 1.5)
    scene.deployment.kill(pid, signal.SIGCONT)


async def kill_server(scene: Scene) -> None:
    scene.deployment.kill(await scene.deployment.server())


async def pause_server(scene: Scene) -> None:
    pid = await scene.deployment.server()
    scene.deployment.kill(pid, signal.SIGSTOP)
    await scene.lasting(0.2, 1.5)
    scene.deployment.kill(pid, signal.SIGCONT)


async def hang_server(scene: Scene) -> None:
    """For longer than a command waits."""
    pid = await scene.deployment.server()
    scene.deployment.kill(pid, signal.SIGSTOP)
    await scene.lasting(5.5, 6.5)
    scene.deployment.kill(pid, signal.SIGCONT)


async def kill_supervisor(scene: Scene) -> None:
    """Its workers drain and end; the server goes on and is adopted by the next."""
    workers = scene.deployment.workers()
    scene.deployment.kill(scene.deployment.supervisor())
    await scene.deployment.ended()
    await within(60, "the workers end", lambda: not any(map(_runs, workers)))


async def kill_service(scene: Scene) -> None:
    """Supervisor and workers at once."""
    for pid in (scene.deployment.supervisor(), *scene.deployment.workers()):
        scene.deployment.kill(pid)
    await scene.deployment.ended()


async def kill_everything(scene: Scene) -> None:
    """The server as well."""
    server = await scene.deployment.server()
    await kill_service(scene)
    scene.deployment.kill(server)


async def restart_service(scene: Scene) -> None:
    """In good order: it drains, and the server ends with it."""
    scene.deployment.kill(scene.deployment.supervisor(), signal.SIGTERM)
    await scene.deployment.ended()


async def hang_up(scene: Scene) -> None:
    """Every client lets go of its connections without reading the answers."""
    for client in scene.clients:
        client.hang_up()


async def cut_connections(scene: Scene) -> None:
    """All connections to the server, again and again."""
    for _ in range(scene.lot.randint(1, 6)):
        await _tell(scene, "CLIENT", "KILL", "TYPE", "normal")
        await scene.lasting(0.01, 0.2)


async def hold_writes(scene: Scene) -> None:
    await _tell(scene, "CLIENT", "PAUSE", str(scene.lot.randint(200, 1_500)), "WRITE")


async def forget_scripts(scene: Scene) -> None:
    await _tell(scene, "SCRIPT", "FLUSH")


async def fill_memory(scene: Scene) -> None:
    await _tell(scene, "CONFIG", "SET", "maxmemory", "1mb")
    await scene.lasting(0.1, 0.8)
    await _tell(scene, "CONFIG", "SET", "maxmemory", "0")


async def fill_disk(scene: Scene) -> None:
    """The server may write no file beyond what it has; it ends, and is brought back."""
    pid = await scene.deployment.server()
    sizes = [file.stat().st_size for file in scene.deployment.folder.rglob("*.aof")]
    room = max(sizes, default=0) + scene.lot.randint(0, 20_000)
    _allow(pid, room)
    await scene.lasting(0.2, 1.0)
    _allow(pid, NO_LIMIT)


async def demote(scene: Scene) -> None:
    """The server becomes a replica of nobody's, and a primary again."""
    await _tell(scene, "REPLICAOF", "127.0.0.1", "1")
    await scene.lasting(0.1, 0.8)
    await _tell(scene, "REPLICAOF", "NO", "ONE")


async def sync_less(scene: Scene) -> None:
    """The server is told not to sync each write, and may be killed then."""
    await _tell(scene, "CONFIG", "SET", "appendfsync", scene.lot.choice(("everysec", "no")))
    await scene.lasting(0.1, 0.5)
    if scene.lot.random() < 0.5:
        await kill_server(scene)
    else:
        await _tell(scene, "CONFIG", "SET", "appendfsync", "always")


async def stop_keeping(scene: Scene) -> None:
    """As if restarted with other settings, the server keeps nothing on disk; then it is killed."""
    async with scene.deployment.redis() as client, client.pipeline() as together:
        together.config_set("appendonly", "no")
        together.execute_command("CLIENT", "KILL", "TYPE", "normal")
        await together.execute()
    await scene.lasting(0.3, 1.0)
    await kill_server(scene)


async def rewrite_and_kill(scene: Scene) -> None:
    """The server is killed while it rewrites its log of writes."""
    pid = await scene.deployment.server()
    await _tell(scene, "BGREWRITEAOF")
    await scene.lasting(0, 0.2)
    scene.deployment.kill(pid)


KINDS: Final[tuple[Injection, ...]] = (
    *(kill_worker, pause_worker, kill_supervisor, kill_service, kill_everything, restart_service),
    *(kill_server, pause_server, hang_server, rewrite_and_kill, fill_disk, fill_memory, demote),
    *(hang_up, cut_connections, hold_writes, forget_scripts, sync_less, stop_keeping),
)


# A full store's log of writes takes its time to be written anew, and is so once at a time.
TRIES: Final = 1_200


async def _tell(scene: Scene, *command: str) -> None:
    """Have the server do something; one that was just killed is waited for."""
    for _ in range(TRIES):
        with contextlib.suppress(RedisError, OSError):
            async with scene.deployment.redis() as client:
                await client.execute_command(*command)
                return
        await asyncio.sleep(0.1)
    raise NoRecoveryError(" ".join(command))


def _allow(pid: int, size: int) -> None:
    """Let a process write no file beyond a size."""
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def named(names: Iterable[str]) -> tuple[Injection, ...]:
    """The kinds of these names."""
    known: dict[str, Any] = {kind.__name__: kind for kind in KINDS}
    return tuple(known[name] for name in names)

"""`python -m tests.faults.campaign`: clients at work, faults one after another, and a judge.

The clients submit, moderate and read while the deployment is damaged in a drawn order; after each
fault it must take submissions again by itself, or after a start. In the end everything that was
acknowledged is looked for. The seed gives the same draws; what meets what in time differs.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from redis.exceptions import RedisError

from tests.faults.clients import (
    GROUP,
    Client,
    GroupReader,
    ModeratorClient,
    Poller,
    Submitter,
)
from tests.faults.deployment import MODERATORS, SITES, Deployment, NoRecoveryError, within
from tests.faults.history import History, cursor_of
from tests.faults.injections import KINDS, Injection, Scene, named
from tests.faults.judging import judge

SUBMITTERS = 6
NEW_AFTER_A_FAULT = 5
RECOVERY_SECONDS = 300.0
"""A full store takes its time to be read again, most of all on a busy machine."""


@dataclass(frozen=True)
class Plan:
    """What a campaign consists of: so many faults of each kind, at least so many operations."""

    seed: int
    each: int
    operations: int = 0
    kinds: tuple[Injection, ...] = KINDS
    careless: bool = False
    progress: Callable[[str], object] = str

    def drawn(self, lot: random.Random) -> list[Injection]:
        """The faults in a drawn order."""
        faults = list(self.kinds) * self.each
        lot.shuffle(faults)
        return faults


async def campaign(plan: Plan, folder: Path) -> History:
    """Carry it out; the history has the violations."""
    history, lot = History(), random.Random(plan.seed)  # noqa: S311 - to be repeated
    deployment = Deployment(folder, careless=plan.careless)
    await deployment.start()
    try:
        await deployment.make_sites()
        clients = _clients(deployment, history, plan.seed)
        running = [asyncio.create_task(client.run()) for client in clients]
        try:
            await _inject(Scene(deployment, clients, lot), plan, history)
            assert not any(task.done() for task in running), "a client ended by itself"
            await _settle(deployment, clients, running)
        except NoRecoveryError as error:
            history.violation("no_recovery", str(error))
            plan.progress(f"no recovery: {error}")
        finally:
            await _end(running)
            await asyncio.gather(*(client.session.close() for client in clients))
        await _judged(deployment, history)
    finally:
        await deployment.stop()
    return history


async def _judged(deployment: Deployment, history: History) -> None:
    """Judge what is kept, also where it had to be brought back for that."""
    try:
        await deployment.start()
        await judge(deployment, history)
    except (NoRecoveryError, RedisError, OSError) as error:
        history.violation("not_to_be_judged", f"{error}")


async def _end(running: list[asyncio.Task[None]]) -> None:
    """End what still runs; a library may swallow one cancellation."""
    while left := [task for task in running if not task.done()]:
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=1)


def _clients(deployment: Deployment, history: History, seed: int) -> list[Client]:
    given = deployment, history
    return [
        *(Submitter(*given, f"{seed} submitter {number}") for number in range(SUBMITTERS)),
        *(
            ModeratorClient(*given, f"{seed} moderator {number}", number)
            for number in range(MODERATORS)
        ),
        *(Poller(*given, f"{seed} poller {site}", site) for site in SITES),
        *(GroupReader(*given, f"{seed} group {site}", site) for site in SITES),
    ]


async def _inject(scene: Scene, plan: Plan, history: History) -> None:
    """One fault after another: each while requests are in flight, and until it is over."""
    await _recovered(scene.deployment, history)
    faults = plan.drawn(scene.lot)
    for number, fault in enumerate(faults, start=1):
        plan.progress(f"{number}/{len(faults)} {fault.__name__}")
        await within(RECOVERY_SECONDS, "requests in flight", lambda: _in_flight(scene) > 0)
        history.in_flight[fault.__name__] += _in_flight(scene)
        if plan.careless:
            await _keep_nothing(scene.deployment)
        await fault(scene)
        await scene.deployment.start()
        await _recovered(scene.deployment, history)
        history.faults[fault.__name__] += 1
        await scene.lasting(0.05, 0.3)
    enough = float(plan.operations)
    await within(inf, "enough operations", lambda: history.operations.total() >= enough)


def _in_flight(scene: Scene) -> int:
    return sum(len(client.waits) for client in scene.clients)


async def _keep_nothing(deployment: Deployment) -> None:
    async with deployment.redis() as client:
        await client.config_set("appendonly", "no")
    await asyncio.sleep(0.3)  # so that something is acknowledged meanwhile


async def _recovered(deployment: Deployment, history: History) -> None:
    """Wait until new submissions are acknowledged."""
    wanted = history.acknowledged + NEW_AFTER_A_FAULT
    await within(
        RECOVERY_SECONDS, "submissions are acknowledged", lambda: history.acknowledged >= wanted
    )


async def _settle(
    deployment: Deployment, clients: list[Client], running: list[asyncio.Task[None]]
) -> None:
    """Let the writers complete what they began, then the readers read to the end."""
    writers = [task for client, task in zip(clients, running, strict=True) if not _reads(client)]
    for client in clients:
        client.stopping = not _reads(client)
    _, unfinished = await asyncio.wait(writers, timeout=RECOVERY_SECONDS)
    if unfinished:
        raise NoRecoveryError(f"{len(unfinished)} clients wait for an acknowledgement")
    for task in writers:
        task.result()
    async with deployment.redis() as redis:
        for client in clients:
            if isinstance(client, Poller | GroupReader):
                await within(RECOVERY_SECONDS, "all is read", lambda: _at_end(client, redis))  # noqa: B023 - awaited here
                client.stopping = True
    await asyncio.wait(running, timeout=RECOVERY_SECONDS)


def _reads(client: Client) -> bool:
    return isinstance(client, Poller | GroupReader)


async def _at_end(client: Poller | GroupReader, redis: Any) -> bool:
    """Whether a reader has read the whole stream."""
    if isinstance(client, Poller):
        last = await redis.xrevrange(f"mod:{{{client.site}}}:approved", count=1)
        return not last or cursor_of(client.cursor) >= cursor_of(last[0][0])
    groups = await redis.xinfo_groups(client.stream)
    ours = next(group for group in groups if group["name"] == GROUP)
    return (ours["pending"], ours["lag"]) == (0, 0)


def report(history: History, plan: Plan, seconds: float) -> str:
    """What a person reads: faults by kind, operations, violations, seed."""
    lines = [f"seed {plan.seed}, {seconds:.0f} s", "faults (requests in flight)"]
    lines += [
        f"  {count:6,}  {name} ({history.in_flight[name]:,})"
        for name, count in sorted(history.faults.items())
    ]
    lines.append(f"operations: {history.operations.total():,}")
    lines += [f"  {count:9,}  {name}" for name, count in history.operations.items()]
    lines.append(f"acknowledged: {history.acknowledged:,} of {len(history.sent):,} comments")
    lines.append(f"violations: {history.violations.total():,}")
    lines += [f"  {count:6,}  {name}" for name, count in history.violations.items()]
    lines += [f"    {example}" for example in history.examples]
    kinds = len(history.faults)
    lines.append(f"{history.faults.total():,} faults of {kinds} kinds")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a campaign and end with 1 where something was violated."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=40, help="faults of each kind")
    parser.add_argument("--operations", type=int, default=300_000, help="operations at least")
    parser.add_argument("--kind", nargs="*", default=[kind.__name__ for kind in KINDS])
    parser.add_argument(
        "--careless", action="store_true", help="keep nothing on disk: must find losses"
    )
    given = parser.parse_args(arguments)
    plan = Plan(
        given.seed,
        given.each,
        given.operations,
        named(given.kind),
        given.careless,
        partial(print, file=sys.stderr),
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="saring-faults-") as folder:
        history = asyncio.run(campaign(plan, Path(folder)))
    print(report(history, plan, time.monotonic() - began))  # noqa: T201 - what it is for
    sys.exit(bool(history.violations))


if __name__ == "__main__":
    main()

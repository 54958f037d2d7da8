"""What the service promises of its store, and what a server says that is against it.

A server that syncs every write before it replies (`appendfsync always`), now and then, or when the
system likes: whatever it chose at first may be changed while the service runs. So each group of
writes is followed by WAITAOF, which costs nothing that can be measured, and what WAITAOF cannot
tell is asked of every new connection.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

AS_DEPLOYED: Final = -1
"""Wait for one replica where the deployment has any, for none where it has none."""

LEAST_VERSION: Final = (7, 2)  # WAITAOF
EVICTING: Final = "allkeys-"
"""Policies that throw away what has no time to live, as comments have none."""

# A replica tells its primary once a second how far it is.
LAG_SECONDS: Final = 5
_UNCOUNTED: Final = "mem_not_counted_for_evict"
TRUSTING: Final = "or choose MODERATION_DURABILITY=server if losing comments is acceptable"


class Promise(StrEnum):
    """What the service promises of its store."""

    REACHABLE = "reachable"
    FORMAT = "format"  # the data are of the format that this release works with
    DURABLE = "durable"  # what is acknowledged is on the server's disk
    RETAINED = "retained"  # and is not thrown away
    REPLICATED = "replicated"  # and is on the disks of as many replicas as were asked for
    WRITABLE = "writable"


class Breach(Struct, frozen=True):
    """A promise that cannot be kept, and why; `lasting` where waiting does not help."""

    promise: Promise
    reason: str
    lasting: bool = False


class Facts(Struct, frozen=True, kw_only=True):
    """What a server said of itself; what it may not say stands as if all were well."""

    version: tuple[int, int] = LEAST_VERSION
    appendonly: bool = True
    fsync: str = "always"
    evicting: str = ""  # the policy that would throw comments away, if there is one
    full: bool = False
    disk_fails: bool = False
    primary: bool = True
    of_cluster: bool = False
    attached: int = 0  # replicas that are connected
    abreast: int = 0  # of these, those that lately told how far they are
    known: int = 0  # replicas that the deployment knows of, away or not


def facts_of(info: str, fsync: str, known: int | None) -> Facts:
    """What the reply of INFO says; `fsync` "" where CONFIG GET is forbidden.

    `known` is what Sentinel or the cluster says of replicas; None: only the server is asked.
    """
    said = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    replicas = [_replica(said[name]) for name in said if re.fullmatch(r"slave\d+", name)]
    number = re.match(r"(\d+)\.(\d+)", said.get("redis_version", ""))
    memory = {name: int(said.get(name, 0)) for name in ("maxmemory", "used_memory", _UNCOUNTED)}
    policy = said.get("maxmemory_policy", "")
    return Facts(
        version=(int(number[1]), int(number[2])) if number else LEAST_VERSION,
        appendonly=said.get("aof_enabled", "1") == "1",
        fsync=fsync or "always",
        evicting=policy if memory["maxmemory"] and policy.startswith(EVICTING) else "",
        full=0 < memory["maxmemory"] < memory["used_memory"] - memory[_UNCOUNTED],
        disk_fails=said.get("aof_last_write_status", "ok") != "ok",
        primary=said.get("role", "master") == "master",
        of_cluster=said.get("cluster_enabled") == "1",
        attached=len(replicas),
        abreast=sum(
            each.get("state") == "online" and int(each.get("lag", 0)) <= LAG_SECONDS
            for each in replicas
        ),
        known=len(replicas) if known is None else known,
    )


def _replica(said: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in said.split(",") if "=" in part)


def replicas_of(nodes: str) -> int:
    """How many replicas a cluster's node has, away or not, by its reply to CLUSTER NODES."""
    lines = [line.split(" ") for line in nodes.splitlines()]
    own = next((line[0] for line in lines if "myself" in line[2].split(",")), "")
    return sum(line[3] == own for line in lines)


def waited_for(asked: int, facts: Facts, *, fails_over: bool) -> int:
    """The number of replicas to wait for. `fails_over`: Sentinel or a cluster may promote one."""
    return asked if asked != AS_DEPLOYED else int(fails_over and facts.known > 0)


def breaches(facts: Facts, replicas: int | None, *, in_cluster: bool) -> Iterator[Breach]:
    """What a server cannot keep. `replicas` None: its own settings are trusted.

    `in_cluster`: we take it for a node of a cluster.
    """
    if facts.of_cluster and not in_cluster:
        reason = "it is a node of a cluster; name it by redis+cluster://"
        yield Breach(Promise.REACHABLE, reason, lasting=True)
    if facts.version < LEAST_VERSION:
        major, minor = facts.version
        reason = f"it is of version {major}.{minor}; 7.2 is the oldest that can confirm writes"
        yield Breach(Promise.DURABLE, reason, lasting=True)
    if replicas is not None:
        yield from _of_disk(facts)
        yield from _of_replicas(facts, replicas)
    if facts.full:
        yield Breach(
            Promise.WRITABLE,
            "its memory is full; raise `maxmemory` there, or make room: comments are still read",
        )
    if facts.disk_fails:
        yield Breach(Promise.WRITABLE, "it cannot write its append-only file; is the disk full?")
    if not facts.primary:
        yield Breach(Promise.WRITABLE, "it is a replica, and takes no writes")


def _of_disk(facts: Facts) -> Iterator[Breach]:
    if not facts.appendonly:
        reason = f"it keeps no append-only file; set `appendonly yes` there, {TRUSTING}"
        yield Breach(Promise.DURABLE, reason, lasting=True)
    if facts.fsync == "no":
        reason = "it never syncs its append-only file (`appendfsync no`)"
        yield Breach(
            Promise.DURABLE, f"{reason}; set `always` or `everysec`, {TRUSTING}", lasting=True
        )
    if facts.evicting:
        reason = (
            f"it throws comments away when its memory is full (`maxmemory-policy {facts.evicting}`)"
        )
        yield Breach(
            Promise.RETAINED, f"{reason}; set `noeviction` there, {TRUSTING}", lasting=True
        )


def _of_replicas(facts: Facts, replicas: int) -> Iterator[Breach]:
    if facts.known < replicas:
        yield Breach(
            Promise.REPLICATED,
            f"it has {facts.known} replicas, and MODERATION_REPLICAS asks for {replicas}",
            lasting=True,
        )
    elif facts.abreast < replicas:
        yield Breach(
            Promise.REPLICATED,
            f"{facts.abreast} of its replicas keep up, and {replicas} must confirm each write",
        )

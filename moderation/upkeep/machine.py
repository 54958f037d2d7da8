"""What the machine or container gives a service, held against what the settings ask of it."""

import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from moderation.settings import Settings
from moderation.upkeep.diagnosis import Diagnosis, note, ok, wrong

MB: Final = 1_000_000
# Of a service and of each of its workers, with what their limits let them take at worst.
SERVICE_MB: Final = 384
WORKER_MB: Final = 384
FREE_MB: Final = 1_000
SPARE_DESCRIPTORS: Final = 512
LOOPBACK: Final = ("127.", "localhost", "::1")
# Of this group of processes, as version 2 and version 1 of the kernel's interface tell it.
_MEMORY_LIMITS: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_OVERCOMMIT: Final = Path("/proc/sys/vm/overcommit_memory")


def memory_limit() -> int | None:
    """The bytes that this container may take, or that the machine has; None where neither tells."""
    limits = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for path in _MEMORY_LIMITS:
        text = path.read_text().strip() if path.exists() else ""
        limits += [int(text)] if text.isdigit() else []
    return min((limit for limit in limits if limit > 0), default=None)


def needed_mb(workers: int) -> int:
    """The memory that a service with so many workers may take, in MB."""
    return SERVICE_MB + WORKER_MB * workers


def memory(workers: int, limit: int | None) -> Diagnosis:
    """Whether the memory is enough for the workers."""
    needed = needed_mb(workers)
    if limit is not None and limit < needed * MB * 0.95:  # 768m is a little less than 768 MB are
        return wrong(
            "memory",
            f"{workers} worker(s) may take {needed} MB, and {limit // MB} MB are there: give more "
            "(SARING_MEMORY in the Compose file), or run fewer (MODERATION_WORKERS)",
        )
    return ok("memory", f"{workers} worker(s) may take {needed} MB")


def workers(count: int, cpus: int) -> Diagnosis:
    """Whether each worker finds a core."""
    if count > cpus:
        return note("workers", f"{count} workers share {cpus} core(s): more make it no faster")
    return ok("workers", f"{count} for {cpus} core(s)")


def open_files(connections: int, hard: int) -> Diagnosis:
    """Whether as many connections may be opened as the settings allow."""
    if hard != resource.RLIM_INFINITY and hard < connections + SPARE_DESCRIPTORS:
        return wrong(
            "open files",
            f"{hard} may be open, and {connections} connections are allowed: raise the hard limit "
            "(ulimit -Hn), or lower MODERATION_CONNECTIONS_LIMIT",
        )
    return ok("open files", f"{connections} connections fit")


def disk(folder: Path, free: int, kept: int) -> Diagnosis:
    """Whether what the embedded server keeps in a folder can be written anew and grow."""
    needed = max(FREE_MB * MB, 2 * kept)
    if free < needed:
        return wrong(
            "disk",
            f"{free // MB} MB are free at {folder}, and {needed // MB} should be: its log of "
            "writes has to be rewritten beside itself, and without room submissions get 503",
        )
    return ok("disk", f"{free // MB} MB are free at {folder}")


def overcommit(value: str) -> Diagnosis:
    """Whether the kernel lets the server fork to rewrite its log while memory is short."""
    if value == "1":
        return ok("overcommit", "vm.overcommit_memory is 1")
    return note(
        "overcommit",
        "the server's rewriting of its log may fail while memory is short: "
        "`sysctl vm.overcommit_memory=1`, and keep it in /etc/sysctl.d",
    )


def proxy(settings: Settings) -> Diagnosis:
    """Whether log-ins and cookies are safe behind a proxy, or without one."""
    if settings.trust_proxy:
        return ok("proxy", "its X-Forwarded headers are taken; nobody else may reach this port")
    if settings.host.startswith(LOOPBACK):
        return note(
            "proxy",
            "who comes by a proxy on this machine counts as one client, whose wrong log-ins lock "
            "everybody out: set MODERATION_TRUST_PROXY if there is one",
        )
    safe = settings.secure_cookies == "always"
    level = note if safe else wrong
    return level(
        "proxy",
        f"it listens on {settings.host} and trusts no proxy: set MODERATION_TRUST_PROXY behind one "
        "that speaks HTTPS, and MODERATION_SECURE_COOKIES=always; passwords must not travel in "
        "the clear",
    )


def examined(settings: Settings) -> Iterator[Diagnosis]:
    """All of it. Where the embedded server is used, what that needs as well."""
    yield workers(settings.workers, os.cpu_count() or 1)
    yield memory(settings.workers, memory_limit())
    yield open_files(settings.connections_limit, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    yield proxy(settings)
    if not settings.redis_url:
        folder = settings.data_dir
        kept = sum(file.stat().st_size for file in folder.rglob("*.aof"))
        yield disk(folder, shutil.disk_usage(folder).free, kept)
        if _OVERCOMMIT.exists():
            yield overcommit(_OVERCOMMIT.read_text().strip())

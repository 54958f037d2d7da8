"""The naive service's steps behind FastAPI on uvicorn, with uvloop and httptools: one process."""

from pathlib import Path
from types import MappingProxyType

from benchmarks.peers.installed import ENVIRONMENT
from benchmarks.services.running import Naive


class FastApi(Naive):
    """The FastAPI peer, over a Valkey of its own that syncs every write."""

    name = "fastapi"
    command = (str(ENVIRONMENT / "python"), "-m", "benchmarks.peers.fastapi_service")
    environment = MappingProxyType({"PYTHONPATH": str(Path(__file__).parents[2])})

"""Services that run in processes of their own, ended with their servers after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.service import Service, end_server

Start = Callable[..., Service]


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder that does not exist yet."""
    folder = tmp_path / "var"
    yield folder
    if folder.exists():
        end_server(folder)


@pytest.fixture
def start(data_dir: Path) -> Iterator[Start]:
    """Start `moderation serve` with arguments and settings, on the same folder each time."""
    services: list[Service] = []

    def begin(*arguments: str, **environment: str) -> Service:
        service = Service(data_dir, arguments, environment)
        services.append(service)
        return service.start()

    yield begin
    for service in services:
        if service.process.poll() is None:
            service.stop()

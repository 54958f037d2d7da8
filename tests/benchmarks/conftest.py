"""Bodies to send, as the benchmarks write them."""

from pathlib import Path

import pytest

from benchmarks.wire import write_bodies_file


@pytest.fixture
def bodies(tmp_path: Path) -> str:
    """Give a file with ten bodies, line breaks and all."""
    file = tmp_path / "bodies"
    write_bodies_file(file, [f"comment {number}\r\n".encode() for number in range(10)])
    return str(file)

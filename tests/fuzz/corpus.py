"""The corpus: for each target, inputs worth keeping, one a line in Base64."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "inputs"


def read_corpus(kind: str) -> list[bytes]:
    """Read what is kept for a target."""
    path = FOLDER / f"{kind}.txt"
    return [b64decode(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def write_corpus(kind: str, contents: Iterable[bytes]) -> None:
    """Keep these, in an order of their own."""
    lines = sorted({b64encode(each) for each in contents}, key=lambda line: (len(line), line))
    (FOLDER / f"{kind}.txt").write_bytes(b"".join(line + b"\n" for line in lines))

"""What servers leave open that are killed while the driver speaks to them."""

import gc
import warnings
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect it after each test of a module that takes this fixture, when its loop is closed.

    The driver gives such sockets up without waiting for their end; found later, they would fail
    another test, which has nothing to do with them.
    """
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()

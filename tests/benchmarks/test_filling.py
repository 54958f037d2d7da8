"""A store that was filled by copying holds what the service would have written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.growth.axes import of_length
from benchmarks.growth.filling import grow, sow
from benchmarks.growth.ground import SITE, Ground
from benchmarks.services.running import Bare, Saring
from benchmarks.workshop import Bench
from moderation import administration
from moderation.domain import Mode
from moderation.store import Store
from moderation.store.keys import SiteKeys
from moderation.store.queue import Waiting

pytestmark = pytest.mark.slow

ORIGINALS = 20


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """Give both services, on no particular core."""
    bench = Bench(tmp_path, 0, {})
    with Saring(bench) as saring, Bare(bench, 600) as bare:
        yield Ground(saring, bare, bench, 10, 1)


def test_copies_are_comments_with_cases_that_the_product_reads(ground: Ground) -> None:
    authorization = ground.authorization()

    async def read(store: Store) -> tuple[int, list[Waiting]]:
        return await store.queue.size(SITE), await store.queue.page(SITE, limit=200)

    ground.with_store(partial(administration.change_site, name=SITE, mode=Mode.ALL_HELD))
    copies = sow(ground, authorization, ORIGINALS)
    held = ground.open_cases()
    assert held
    grow(ground, copies, 5 * ORIGINALS)
    size, page = ground.with_store(read)
    assert size == len(page) == 5 * held
    assert len({each.comment.submission.text for each in page}) == held
    assert ground.recorded() == 5 * ORIGINALS
    with ground.redis() as client:
        copied = client.scan_iter(f"{SiteKeys.of(SITE).prefix}comment:*")
        assert sum(1 for _ in copied) == 5 * ORIGINALS


def test_a_text_of_every_length_is_new_and_exactly_that_long(ground: Ground) -> None:
    for length in (20, 500, 20_000):
        texts = [each.text for each in of_length(ground, 50, length)]
        assert {len(text) for text in texts} == {length}
        assert len(set(texts)) == 50

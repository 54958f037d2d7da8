"""Word index: which comments of a site hold a word, as posting lists over numbered comments.

Comments are numbered as they are indexed. A word falls into one of BUCKETS by its checksum, and a
bucket is text with four letters (three bytes in Base64) for each number, so it answers for several
words: whoever looks something up reads the comments and looks again. Neither words nor addresses
are kept. It follows the audit log, behind what records comments.
"""

import zlib
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from moderation.store.keys import ID_LENGTH, SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

BUCKETS: Final = 1 << 16
START: Final = "0-0"
LEASE_MS: Final = 10_000
# Of each bucket so many of the newest comments are looked at.
NEWEST: Final = 100_000
# Comments whose ids stand in one key.
CHUNK: Final = 4_096
_LETTERS: Final = 4
# What brings words into it: a comment, and another text of it.
_NEWS: Final = frozenset({"submitted", "edited"})
_WEIGHTS: Final = np.array([1 << 16, 1 << 8, 1], np.int64)

Numbers = npt.NDArray[np.int64]


class WordIndex:
    """The word indexes of all sites."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def lease(self, site: str, worker: str) -> bool:
        """Whether this worker may add to the index for LEASE_MS from now on."""
        key = SiteKeys.of(site).find("lease")
        return bool(await self._client.set(key, worker, px=LEASE_MS, nx=True))

    @guarded
    async def release(self, site: str) -> None:
        """Let another worker add to it."""
        await self._client.delete(SiteKeys.of(site).find("lease"))

    @guarded
    async def news(self, site: str, count: int) -> tuple[list[str], str]:
        """Ids of comments that came behind what is indexed, and how far the audit log was read.

        "" where nothing came.
        """
        keys = SiteKeys.of(site)
        cursor = await self._client.get(keys.find("cursor")) or START
        found = await self._client.xrange(keys.events, min=f"({cursor}", count=count)
        lines = [fields["event"].split(" ") for _, fields in found]
        ids = list(dict.fromkeys(line[3] for line in lines if line[0] in _NEWS))
        return ids, found[-1][0] if found else ""

    @guarded
    async def add(self, site: str, words: Mapping[str, Iterable[str]], cursor: str = "") -> None:
        """Number comments and put each under its words; then remember how far the log was read.

        Interrupted, it may number a comment twice, which changes no answer.
        """
        keys = SiteKeys.of(site)
        pipeline = self._client.pipeline(transaction=False)
        if words:
            last = int(await self._client.incrby(keys.find("count"), len(words)))
            postings: dict[int, list[int]] = defaultdict(list)
            for number, (comment_id, told) in enumerate(words.items(), last - len(words)):
                pipeline.append(keys.find(f"ids:{number // CHUNK}"), comment_id)
                for bucket in {bucket_of(word) for word in told}:
                    postings[bucket].append(number)
            for bucket, numbers in postings.items():
                pipeline.append(keys.find(f"in:{bucket}"), _text(numbers))
        if cursor:
            pipeline.set(keys.find("cursor"), cursor)
        await pipeline.execute()

    @guarded
    async def look_up(self, site: str, words: Sequence[str]) -> Numbers:
        """Numbers of comments that may hold all of the words, newest first."""
        keys = SiteKeys.of(site)
        pipeline = self._client.pipeline(transaction=False)
        for word in words:
            name = keys.find(f"in:{bucket_of(word)}")
            pipeline.execute_command("GETRANGE", name, -NEWEST * _LETTERS, -1)
        each = [_numbers(text) for text in await pipeline.execute()]
        found = each[0]
        for other in each[1:]:
            found = np.intersect1d(found, other, assume_unique=True)
        return np.sort(found)[::-1]

    @guarded
    async def count(self, site: str) -> int:
        """How many comments are numbered."""
        return int(await self._client.get(SiteKeys.of(site).find("count")) or 0)

    @guarded
    async def first_since(self, site: str, at: int, behind: int) -> int:
        """The lowest number below `behind` of a comment since then (ms), else `behind`.

        Bisection: an id begins with the comment's time. Few were numbered in another order.
        """
        first, wanted = 0, f"{at:012x}"
        while first < behind:
            middle = (first + behind) // 2
            if (await self._id(site, middle)) < wanted:
                first = middle + 1
            else:
                behind = middle
        return first

    async def _id(self, site: str, number: int) -> str:
        start = number % CHUNK * ID_LENGTH
        name = SiteKeys.of(site).find(f"ids:{number // CHUNK}")
        return str(await self._client.getrange(name, start, start + ID_LENGTH - 1))

    @guarded
    async def ids(self, site: str, numbers: Sequence[int]) -> list[str]:
        """The comments of those numbers, in the order asked for."""
        if not numbers:
            return []
        pipeline = self._client.pipeline(transaction=False)
        for number in numbers:
            start = number % CHUNK * ID_LENGTH
            name = SiteKeys.of(site).find(f"ids:{number // CHUNK}")
            pipeline.execute_command("GETRANGE", name, start, start + ID_LENGTH - 1)
        return [comment_id for comment_id in await pipeline.execute() if comment_id]

    @guarded
    async def begin_anew(self, site: str) -> list[str]:
        """Forget the index, but for what is recorded from now on; ids of all comments, by age."""
        keys = SiteKeys.of(site)
        last = await self._client.xrevrange(keys.events, count=1)
        await self.clear(site)
        await self._client.set(keys.find("cursor"), last[0][0] if last else START)
        prefix = keys.comment("")
        names = self._client.scan_iter(f"{prefix}*", count=1_000)
        return sorted([name.removeprefix(prefix) async for name in names])

    @guarded
    async def clear(self, site: str) -> None:
        """Forget the index."""
        names = self._client.scan_iter(SiteKeys.of(site).find("*"), count=1_000)
        async for name in names:
            await self._client.unlink(name)


def bucket_of(word: str) -> int:
    """The bucket that a word falls into."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS


def _text(numbers: Sequence[int]) -> str:
    return b64encode(b"".join(number.to_bytes(3, "big") for number in numbers)).decode()


def _numbers(text: str) -> Numbers:
    octets = np.frombuffer(b64decode(text), np.uint8).reshape(-1, 3).astype(np.int64)
    return np.unique(octets @ _WEIGHTS)

"""What a process takes of memory while much is asked of it at once, and what it keeps."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moderation.domain import CommentState
from moderation.process.app import open_store
from moderation.process.embedded.home import Home
from moderation.settings import Settings
from tests.builders import a_body, a_comment, a_submission
from tests.e2e.conftest import Start
from tests.e2e.service import Service
from tests.store.test_comments import a_new_comment
from tests.waiting import eventually

pytestmark = pytest.mark.slow
MEBIBYTE = 1_048_576
LONGEST = a_submission(text="\u6c49" * 65_525)
READERS, LONG_COMMENTS = 6, 200


def resident(service: Service, kind: str = "VmRSS") -> int:
    """Read how many bytes a process holds, or (VmHWM) held at most."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    found = re.search(rf"{kind}:\s+(\d+) kB", status)
    assert found is not None
    return 1024 * int(found[1])


def test_six_readers_of_the_longest_comments_fit_into_200_megabytes(
    start: Start, data_dir: Path
) -> None:
    service = start()
    key = service.site()
    asyncio.run(record(data_dir))

    def read(_: int) -> int:
        count, cursor = 0, ""
        while entries := (
            page := service.ask("GET", f"/v1/approved?limit=1000&after={cursor}", key=key).json
        )["entries"]:
            count, cursor = count + len(entries), page["cursor"]
        return count

    with ThreadPoolExecutor(READERS) as readers:
        assert list(readers.map(read, range(READERS))) == [LONG_COMMENTS] * READERS
    assert resident(service, "VmHWM") < 200 * MEBIBYTE


async def record(data_dir: Path) -> None:
    """Record approved comments of the longest kind."""
    store = open_store(Settings(durability="server"), Home.within(data_dir).url)
    for _ in range(LONG_COMMENTS):
        comment = a_comment(CommentState.APPROVED, submission=LONGEST)
        await store.comments.submit(a_new_comment(comment=comment))
    await store.close()


def test_what_many_large_batches_take_is_bounded_and_given_back(start: Start) -> None:
    service = start(MODERATION_BODIES_LIMIT=f"{16 * MEBIBYTE}")
    key = service.site()
    items = [a_body(text=(f"kata {number} " * 6_000)[:40_000]) for number in range(100)]
    batch = json.dumps(items).encode()
    before = resident(service)

    def send(_: int) -> int:
        return service.ask(
            "POST", "/v1/comments/batch", batch, key=key, Content_Type="application/json"
        ).status

    with ThreadPoolExecutor(20) as senders:
        answers = list(senders.map(send, range(20)))
    assert set(answers) == {200, 503}
    assert resident(service, "VmHWM") < before + 256 * MEBIBYTE
    eventually(lambda: resident(service) < before + 64 * MEBIBYTE, "the memory is given back")

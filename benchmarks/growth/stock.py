"""A site full of comments of many different words, recorded as the service records them.

Copies of a few comments would make every posting list of the console's search as long as the
store; here words follow Zipf's law, as those of a language do.
"""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Final

from moderation.domain import (
    Action,
    Article,
    Author,
    Client,
    Comment,
    CommentState,
    Decision,
    Event,
    EventType,
    Reason,
    Submission,
)
from moderation.store import Store, records
from moderation.store.keys import SiteKeys

VOCABULARY: Final = 20_000
WORDS: Final = 20
SECOND_MS: Final = 1_000
FIRST_AT: Final = 1_700_000_000_000
_AT_ONCE: Final = 1_000
# Of ten comments: seven approved, one that waits, two rejected.
_STATES: Final = (
    *(CommentState.APPROVED,) * 7,
    CommentState.HELD,
    *(CommentState.REJECTED,) * 2,
)
_ACTIONS: Final = {
    CommentState.APPROVED: Action.APPROVE,
    CommentState.HELD: Action.HOLD,
    CommentState.REJECTED: Action.REJECT,
}


async def fill(store: Store, site: str, number: int) -> None:
    """Record so many comments of a site, the oldest first, but for what follows from them."""
    keys = SiteKeys.of(site)
    pipeline = store.client.pipeline(transaction=False)
    for place, comment in enumerate(_comments(site, number), 1):
        private = records.private_part(comment.submission)
        pipeline.set(keys.comment(comment.id), records.record(comment))
        pipeline.set(keys.private(comment.id), private)
        if comment.case_id:
            case = {"v": "1", "comment": comment.id, "state": "open", "cause": "hold"}
            pipeline.hset(keys.case(comment.case_id), mapping={**case, "at": comment.created_at})
            pipeline.zadd(keys.queue, {comment.case_id: comment.created_at})
        else:
            pipeline.lpush(keys.listed(comment.state), comment.id)
        if place % _AT_ONCE == 0:
            await pipeline.execute()
    await pipeline.execute()


def comment_id(number: int) -> str:
    """The id of the comment of that number."""
    return f"{FIRST_AT + number * SECOND_MS:012x}{number:016x}"


def word(rank: int) -> str:
    """The word that stands at that place among the most frequent ones, from 0 on."""
    return f"kata{rank}"


def _comments(site: str, number: int) -> Iterator[Comment]:
    drawn = random.Random(1)
    vocabulary = [word(rank) for rank in range(VOCABULARY)]
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    for first in range(0, number, _AT_ONCE):
        words = iter(drawn.choices(vocabulary, weights, k=_AT_ONCE * WORDS))
        for place in range(first, min(first + _AT_ONCE, number)):
            yield _comment(site, place, " ".join(islice(words, WORDS)))


def _comment(site: str, place: int, text: str) -> Comment:
    state, at = _STATES[place % len(_STATES)], FIRST_AT + place * SECOND_MS
    decision = Decision(
        action=_ACTIONS[state],
        by="policy",
        reasons=(Reason(code="links", weight=1.2),),
        scores={"spam": 0.2, "gambling": 0.1, "promo": 0.1},
        policy_version="p-0",
        model_version="none",
    )
    return Comment(
        site=site,
        id=comment_id(place),
        state=state,
        created_at=at,
        submission=Submission(
            article=Article(id=f"artikel-{place % 500}"),
            author=Author(name=f"Pembaca {place % 9_000}", email=f"p{place % 9_000}@example.com"),
            text=text,
            client=Client(ip=f"10.0.{place % 250}.{place % 199}"),
        ),
        events=(Event(type=EventType.SUBMITTED, at=at, state=state, decision=decision),),
        case_id=f"{comment_id(place)}-1" if state is CommentState.HELD else "",
    )

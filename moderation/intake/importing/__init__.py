"""Use case: a site's comments of elsewhere come along, with what was decided on them.

A row is known by the site's own id of the comment: what is there already is passed over, so an
import that was cut off goes on where it stopped, and the same one twice changes nothing. Each
comment is recorded by one call of the store, with its decision, its thread, its author's record
and, where nobody decided yet, a case. It meets no rate limit, is not scored, and is not published.

A reply that comes before its parent waits until the file is through. One whose parent never comes
stands by itself.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from moderation import clock
from moderation.domain import (
    EXTERNAL,
    IMPORT,
    IMPORTED_DECISION,
    Action,
    Comment,
    Decision,
    Event,
    EventType,
    Reason,
    Submission,
)
from moderation.domain.digests import Digests
from moderation.domain.lifecycle import next_comment_state
from moderation.errors import Fault, NotFound
from moderation.intake.decision import author_digest, external_digest
from moderation.intake.generations import generations
from moderation.intake.importing.rows import BadFile, Found, Row, Skipped
from moderation.intake.importing.waiting import waiting_rows
from moderation.store.comments import Comments
from moderation.store.imports import ImportedComment, Imports
from moderation.store.sites import Site
from moderation.submission.validation import SubmissionReader

# A row, its own id and its parent's.
PutOff = Callable[[Row, str, str], None]

# Rows in work at once, and the characters of their texts from which on it is fewer.
TOGETHER: Final = 512
CHARACTERS: Final = 2_000_000
NAMELESS: Final = "Anonim"
# What other systems do without, and what none can: by pointer and code of the fault.
_MAY_BE_ABSENT: Final = {("/author/email", "required"), ("/author/name", "required")}
_NEEDED: Final = ("external_id", "submitted_at")


class Refusal(msgspec.Struct, frozen=True):
    """A row that was not taken as it is: where it stands, why, and the row if it could be read.

    `recorded`: the comment was taken all the same, without its parent.
    """

    line: int
    faults: list[Fault]
    row: Row | None = None
    recorded: bool = False


class Tally(msgspec.Struct, kw_only=True):
    """What became of the rows. `without_parent` and `labels` are among the recorded ones."""

    recorded: int = 0
    known: int = 0
    refused: int = 0
    skipped: int = 0
    without_parent: int = 0
    labels: int = 0


@dataclass(slots=True, kw_only=True)
class Importer:
    """Imports into one site, from a system called `source`.

    `refused` is told of each row that is not taken as it is; `on_the_way` that some more were done.
    """

    site: Site
    source: str
    comments: Comments
    imports: Imports
    reader: SubmissionReader
    refused: Callable[[Refusal], None]
    on_the_way: Callable[[Tally], None]
    now_ms: Callable[[], int] = clock.now_ms
    tally: Tally = field(default_factory=Tally)
    _digests: Digests = field(init=False)
    _bad: BadFile | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._digests = Digests(self.site.secret)

    async def run(self, rows: Iterable[Found]) -> Tally:
        """Import all rows. Raises BadFile after what came before, and StoreUnavailable.

        What was recorded stays so. Of a file that cannot be read on, replies whose parent was not
        seen are left for the next time.
        """
        with waiting_rows() as waiting:
            await self._pass(self._readable(rows), waiting.put)
            await self._pass(waiting.rows(), _leave if self._bad else None)
        if self._bad is not None:
            raise self._bad
        return self.tally

    def _readable(self, rows: Iterable[Found]) -> Iterator[Found]:
        """The rows up to where the file cannot be read on, which is kept in mind."""
        try:
            yield from rows
        except BadFile as bad:
            self._bad = bad

    async def _pass(self, rows: Iterable[Found], put_off: PutOff | None) -> None:
        """Take the rows; those whose parent is not known are put off, or else taken without it."""
        for chunk in _chunks(rows):
            read = [pair for pair in map(self._read, chunk) if pair is not None]
            ids = await self._known([submission for _, submission in read])
            new = [pair for pair in read if pair[1].external_id not in ids]
            self.tally.known += len(read) - len(new)
            for places in generations([submission for _, submission in new]):
                taken = (self._take(*new[place], ids, put_off) for place in places)
                await asyncio.gather(*taken)
            self.on_the_way(self.tally)

    def _read(self, found: Found) -> tuple[Row, Submission] | None:
        """A row as a submission; None where it is none, which is noted."""
        if isinstance(found, Skipped):
            self.tally.skipped += 1
            return None
        if not isinstance(found, Row):
            self._refuse(Refusal(found.line, [Fault("", found.code)]))
            return None
        submission, faults = self.reader.read(found.raw, self.now_ms())
        faults = [each for each in faults if (each.pointer, each.code) not in _MAY_BE_ABSENT]
        told = {fault.pointer for fault in faults}
        faults += [
            Fault(f"/{name}", "required")
            for name in _NEEDED
            if not getattr(submission, name) and f"/{name}" not in told
        ]
        if faults:
            self._refuse(Refusal(found.line, faults, found))
            return None
        return found, submission

    def _refuse(self, refusal: Refusal) -> None:
        self.tally.refused += 1
        self.refused(refusal)

    async def _known(self, submissions: Sequence[Submission]) -> dict[str, str]:
        """The comments that are recorded already, of these and their parents, by external id."""
        asked = {each.external_id for each in submissions}
        asked |= {each.parent_id.removeprefix(EXTERNAL) for each in submissions if each.parent_id}
        names = list(asked)
        digests = [external_digest(self._digests, name) for name in names]
        found = await self.comments.named(self.site.name, digests)
        return {name: known for name, known in zip(names, found, strict=True) if known}

    async def _take(
        self, row: Row, submission: Submission, ids: dict[str, str], put_off: PutOff | None
    ) -> None:
        """Record a comment under its parent, or put it off."""
        named = submission.parent_id.removeprefix(EXTERNAL)
        parent_id = ids.get(named, "")
        if named and not parent_id and put_off is not None:
            put_off(row, submission.external_id, named)
            return
        try:
            recorded = await self._record(row, submission, parent_id)
        except NotFound:  # the parent stands under another article
            parent_id = ""
            recorded = await self._record(row, submission, "")
        ids.setdefault(submission.external_id, recorded)
        if named and not parent_id:
            self.tally.without_parent += 1
            fault = Fault("/parent_id", "unknown_parent")
            self.refused(Refusal(row.line, [fault], row, recorded=True))

    async def _record(self, row: Row, submission: Submission, parent_id: str) -> str:
        """The id of the comment that now has the row's external id."""
        author = submission.author
        named = msgspec.structs.replace(author, name=author.name or NAMELESS)
        submission = msgspec.structs.replace(submission, parent_id=parent_id, author=named)
        comment = _comment(self.site.name, submission, _decision(row, self.source))
        bearer = await self.imports.record(
            ImportedComment(
                comment=comment,
                external_digest=external_digest(self._digests, submission.external_id),
                author_digest=_author_digest(self._digests, submission),
                now=self.now_ms(),
            )
        )
        if bearer == comment.id:
            self.tally.recorded += 1
            self.tally.labels += row.by_person
        else:
            self.tally.known += 1
        return bearer


def _leave(_row: Row, _own_id: str, _parent: str) -> None:
    """Put a row off until the import is run again."""


def _author_digest(digests: Digests, submission: Submission) -> str:
    """Empty without address and id: names alone would make one author of many."""
    author = submission.author
    return author_digest(digests, submission.author_key) if author.email or author.id else ""


def _chunks(rows: Iterable[Found]) -> Iterator[list[Found]]:
    """The rows, some at a time."""
    chunk: list[Found] = []
    characters = 0
    for row in rows:
        chunk.append(row)
        characters += len(row.raw["text"]) if isinstance(row, Row) else 0
        if len(chunk) == TOGETHER or characters >= CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _decision(row: Row, source: str) -> Decision:
    code = IMPORTED_DECISION if row.by_person else "imported"
    reason = Reason(code=code, weight=0.0, facts={"source": source})
    return Decision(action=row.action, by=IMPORT, reasons=(reason,))


def _comment(site: str, submission: Submission, decision: Decision) -> Comment:
    """The comment as of its own time, held ones with a case."""
    at, state = submission.submitted_at, next_comment_state(None, decision.action)
    comment_id = clock.new_id(at)
    return Comment(
        site=site,
        id=comment_id,
        state=state,
        created_at=at,
        submission=submission,
        events=(Event(type=EventType.SUBMITTED, at=at, state=state, decision=decision),),
        case_id=f"{comment_id}-1" if decision.action is Action.HOLD else "",
    )

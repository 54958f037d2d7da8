"""Every key name, and how long each key lives.

All keys of one site carry the hash tag `{site}`, so a script that touches several of them
touches one slot and runs unchanged on a Redis Cluster. Personal data never stands in a key name:
authors and clients appear as keyed hashes.

| key | type | holds |
|---|---|---|
| mod:{site}:site | hash | the site's record (policy, secret), its lists' revision, its keys' ids |
| mod:{site}:lists | sorted set | list entries, `KIND ACTION PATTERN`, by the order of adding |
| mod:{site}:lists:until | sorted set | those of the list entries that end, by when |
| mod:{site}:lists:about | hash | list entry -> why it was added, and by whom, where that was said |
| mod:{site}:policies | hash | policy version -> policy, kept so that decisions can be replayed |
| mod:{site}:comment:ID | string | one comment: its public part and its events |
| mod:{site}:private:ID | string | its private part: e-mail address, IP address, user agent, … |
| mod:{site}:case:ID | hash | one case |
| mod:{site}:queue | sorted set | ids of open and claimed cases by time opened: the queue |
| mod:{site}:in:STATE | list | ids of comments that came to be approved or rejected, newest first |
| mod:{site}:decided | list | decisions of moderators, newest first: when, on what, which, whose |
| mod:{site}:approved | stream | the approved stream that the site consumes |
| mod:{site}:events | stream | the audit log: who did what to which comment, no text |
| mod:{site}:by_author:HASH | string | newest comment ids of one e-mail address |
| mod:{site}:external:HASH | string | a site's own id of a comment -> comment id |
| mod:{site}:idem:HASH | string | idempotency key -> comment id and body digest |
| mod:{site}:print:HASH | string | what comments share: how often, how people decided, which |
| mod:{site}:proof:HASH | string | a proof of work that served |
| mod:{site}:seen:HASH | string | who sent this text within the window: a short digest each |
| mod:{site}:rate:HASH | string | theoretical arrival time of a rate limit (GCRA) |
| mod:{site}:counts:DOOR:YYYY-MM | hash | what a door counted: `DAY KIND` -> how often |
| mod:{site}:callback:ID | hash | whom to call once a comment is decided: key, address, attempts |
| mod:{site}:callbacks | sorted set | ids of comments to call somebody about, by the time due |
| mod:{site}:find:* | string | word index: comments by number, and numbers by words' checksums |
| mod:{site}:later:MODERATOR | sorted set | comments that a moderator put aside, by the time until |
| mod:{site}:notes:ID | list | what moderators noted on a comment |
| mod:{site}:moves | list | claims, releases and decisions of moderators, newest first |
| mod:{site}:asked | hash | waiting comment -> who asks for a second opinion on it, and what |
| mod:{site}:job:ID | hash | a decision on many comments: its plan, and how far it has got |
| mod:{site}:job:ID:lease | string | which process works on it |
| mod:{callbacks} | set | names of the sites that are called back |
| mod:{jobs} | set | site and id of each job that is not done |
| mod:{sites} | set | names of all sites |
| mod:{sites}:change | string | a mark of the last change to any site, list or key |
| mod:{sites}:format | string | the number of the store's format |
| mod:{keys}:ID | hash | a site's key: digest, site, revoked; its one door and choices, if any |
| mod:{moderators} | hash | moderator id -> record |
| mod:{sessions}:DIGEST | string | a console session |
| mod:{logins}:HASH | string | rate limit of log-in attempts |
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

DAY_MS: Final = 86_400_000
ID_LENGTH: Final = 28
AUTHOR_LENGTH: Final = 50
# Text, because Lua would write large numbers with an exponent where a command wants them whole.
IDEMPOTENCY_MS: Final = str(DAY_MS)
AUTHOR_MS: Final = str(90 * DAY_MS)
# A fingerprint that was used once, and one that was used again.
ONCE_MS: Final = str(2 * DAY_MS)
AGAIN_MS: Final = str(30 * DAY_MS)
EVENTS_LENGTH: Final = "1000000"
# Of each state so many comments can be listed, and so many decisions.
LISTED_LENGTH: Final = 1_000_000
DECIDED_LENGTH: Final = 20_000
# Of what other pages are told.
MOVES_LENGTH: Final = 200

SITES: Final = "mod:{sites}"
LATEST_CHANGE: Final = "mod:{sites}:change"
FORMAT: Final = "mod:{sites}:format"
CALLBACKS: Final = "mod:{callbacks}"
JOBS: Final = "mod:{jobs}"
MODERATORS: Final = "mod:{moderators}"


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """The keys of one site."""

    prefix: str

    @staticmethod
    @lru_cache(maxsize=1_000)
    def of(site: str) -> "SiteKeys":
        """The keys of the site of that name."""
        return SiteKeys(f"mod:{{{site}}}:")

    @property
    def site(self) -> str:
        return self.prefix + "site"

    @property
    def lists(self) -> str:
        return self.prefix + "lists"

    @property
    def lists_until(self) -> str:
        return self.prefix + "lists:until"

    @property
    def lists_about(self) -> str:
        return self.prefix + "lists:about"

    @property
    def policies(self) -> str:
        return self.prefix + "policies"

    @property
    def queue(self) -> str:
        return self.prefix + "queue"

    @property
    def decided(self) -> str:
        return self.prefix + "decided"

    @property
    def moves(self) -> str:
        return self.prefix + "moves"

    @property
    def asked(self) -> str:
        return self.prefix + "asked"

    @property
    def approved(self) -> str:
        return self.prefix + "approved"

    @property
    def events(self) -> str:
        return self.prefix + "events"

    @property
    def due_callbacks(self) -> str:
        return self.prefix + "callbacks"

    def callback(self, comment_id: str) -> str:
        return f"{self.prefix}callback:{comment_id}"

    def comment(self, comment_id: str) -> str:
        return f"{self.prefix}comment:{comment_id}"

    def listed(self, state: str) -> str:
        return f"{self.prefix}in:{state}"

    def case(self, case_id: str) -> str:
        return f"{self.prefix}case:{case_id}"

    def find(self, part: str) -> str:
        return f"{self.prefix}find:{part}"

    def later(self, moderator: str) -> str:
        return f"{self.prefix}later:{moderator}"

    def notes(self, comment_id: str) -> str:
        return f"{self.prefix}notes:{comment_id}"

    def job(self, job_id: str) -> str:
        return f"{self.prefix}job:{job_id}"

    def job_lease(self, job_id: str) -> str:
        return f"{self.prefix}job:{job_id}:lease"

    def private(self, comment_id: str) -> str:
        return f"{self.prefix}private:{comment_id}"

    def by_author(self, digest: str) -> str:
        return f"{self.prefix}by_author:{digest}"

    def external(self, digest: str) -> str:
        return f"{self.prefix}external:{digest}"

    def idempotency(self, digest: str) -> str:
        return f"{self.prefix}idem:{digest}"

    def fingerprint(self, digest: str) -> str:
        return f"{self.prefix}print:{digest}"

    def proof(self, digest: str) -> str:
        return f"{self.prefix}proof:{digest}"

    def seen(self, digest: str) -> str:
        return f"{self.prefix}seen:{digest}"

    def counts(self, door: str, month: str) -> str:
        return f"{self.prefix}counts:{door}:{month}"

    def rate(self, digest: str) -> str:
        return f"{self.prefix}rate:{digest}"


def site_key(key_id: str) -> str:
    """Where a site's key is recorded."""
    return f"mod:{{keys}}:{key_id}"


def session(digest: str) -> str:
    """Where a console session is kept."""
    return f"mod:{{sessions}}:{digest}"


def login(digest: str) -> str:
    """Where log-in attempts are counted."""
    return f"mod:{{logins}}:{digest}"

"""Submissions of every kind, from the usual to the hostile, as bodies that a site might send."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.bodies import as_fields, as_members
from benchmarks.comments import samples
from classifier.synthetic.generators.campaigns import campaigns
from classifier.synthetic.generators.readers import readers
from moderation.store.scripts.script_pool import SMALL_GROUP
from moderation.web.http.body import FORM, JSON

# Up to what one connection carries to the store: of what several carry, none is first.
SIZES: Final = (1, 2, 5, 17, SMALL_GROUP)

ODD_TEXTS: Final = (
    "",
    "   ",
    "ya",
    "\u200b\u200b",
    "<b>tebal</b> & &#x1F600; &amp;",
    "baris satu\nbaris dua\r\nbaris tiga",
    "a\u0300\u0301" * 60,
    "👍" * 40,
    "рекламa казино 🅰🅱🅲",
    "hxxp://situs[.]example dot com www . situs . example",
    "bunyi\x07lonceng",
    "kata " * 900,
)
ODD_VALUES: Final[tuple[Any, ...]] = (
    "",
    "  dua  kata ",
    None,
    7,
    True,
    [],
    {},
    "x" * 600,
    "\u00a0",
    "\u202eabc",
    "\u3164",
    "\u2028\u2800",
    'http://pasar.example/"a',
    "http://pasar.example/\u202ea",
    "http://[::1]/a",
    "2026-11-23t01:02:03.5z",
    "2026-11-23",
)
ODD_MAIL: Final = ("rina@", "Rina@PASAR.example.com", "a b@example.com", "rina@pasar.日本", "r@x")
ODD_ADDRESSES: Final = (
    *("2001:DB8::7", "::ffff:203.0.113.7", "fe80::1%eth0", "203.0.113.256", "localhost"),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request's format and body, and its idempotency key or ""."""

    kind: str
    body: bytes
    key: str


def generated(count: int, seed: int) -> Iterator[list[Sent]]:
    """`count` submissions in groups of one format, as they might arrive in one turn."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    usual = samples(max(1, count // 2), seed)
    invented = [row.text for row in readers(chance, max(1, count // 8))]
    invented += [
        row.text
        for row in campaigns(chance, max(1, count // 8), sorted(set(" ".join(invented).split())))
    ]
    made = 0
    while made < count:
        kind = chance.choice((JSON, FORM))
        size = min(chance.choice(SIZES), count - made)
        yield [_sent(chance, kind, usual, invented) for _ in range(size)]
        made += size


def _sent(chance: random.Random, kind: str, usual: list[Any], invented: list[str]) -> Sent:
    sample = chance.choice(usual)
    key = f"kunci-{chance.randrange(40)}" if chance.random() < 0.05 else ""
    if kind == FORM:
        fields = as_fields(sample) | {"comment": _text(chance, sample.text, invented)}
        if chance.random() < 0.2:
            fields[chance.choice(sorted(fields))] = str(_odd(chance))
        return Sent(kind, urlencode(fields, errors="replace").encode(), key)
    members = as_members(sample) | {"text": _text(chance, sample.text, invented)}
    if chance.random() < 0.2:
        part = chance.choice((members, members["author"], members["client"], members["article"]))
        part[chance.choice((*sorted(part), "parent_id", "submitted_at", "more"))] = _odd(chance)
    body = json.dumps(members, ensure_ascii=chance.random() < 0.5).encode()
    return Sent(kind, _torn(chance, body) if chance.random() < 0.02 else body, key)


def _text(chance: random.Random, text: str, invented: list[str]) -> str:
    return chance.choices((text, chance.choice(invented), chance.choice(ODD_TEXTS)), (6, 3, 1))[0]


def _odd(chance: random.Random) -> Any:
    return chance.choice((*ODD_VALUES, *ODD_MAIL, *ODD_ADDRESSES))


def _torn(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + chance.choice((b"", b'"', b"\xff", b'"text":"ya",')) + body[at + 1 :]

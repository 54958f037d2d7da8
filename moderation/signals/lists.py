"""A site's own lists of words, phrases and domains, and the allow-list that shields from them.

Whole words only, in the folded text, so that an entry catches every disguise of itself and never
the inside of an honest word. Looking up costs the same for ten entries or a million: each run of
one to five words is looked up in a table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from moderation.domain import ListAction, ListEntry, ListKind, Span
from moderation.signals.scoring import Folded, fold

PHRASE_WORDS: Final = 5
_WORD: Final = re.compile(r"\w+")
_HOST: Final = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z]{2,24}")

Table = dict[str, ListAction]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in the text: the entry, what it asks for, and where it stands."""

    pattern: str
    action: ListAction
    span: Span


@dataclass(frozen=True)
class Lists:
    """A site's list entries, ready to be looked up."""

    words: Table = field(default_factory=dict)
    domains: Table = field(default_factory=dict)

    def take(self, entry: ListEntry) -> None:
        """One more entry; the last one counts of those that fold to the same."""
        if entry.kind is ListKind.DOMAIN:
            self.domains[entry.pattern.lower().strip(".")] = entry.action
        else:
            self.words[" ".join(_WORD.findall(fold(entry.pattern).text))] = entry.action

    def matches(self, folded: Folded) -> list[Match]:
        """What of the lists stands in a text, without what an allowed entry covers."""
        if not (self.words or self.domains):
            return []
        found = [*_words(self.words, folded.text), *_domains(self.domains, folded.text)]
        shields = [match.span for match in found if match.action is ListAction.ALLOW]
        return [
            Match(match.pattern, match.action, folded.span(*match.span))
            for match in found
            if match.action is not ListAction.ALLOW and not _covered(match.span, shields)
        ]


def finds_itself(entry: ListEntry) -> bool:
    """Whether an entry is found in a text that is nothing but its pattern; if not, in none."""
    lists = Lists()
    lists.take(msgspec.structs.replace(entry, action=ListAction.HOLD))
    return bool(lists.matches(fold(entry.pattern)))


def _words(table: Table, text: str) -> Iterator[Match]:
    if not table:
        return
    words = [(match.group(), match.span()) for match in _WORD.finditer(text)]
    for first in range(len(words)):
        for last in range(first, min(first + PHRASE_WORDS, len(words))):
            phrase = " ".join(word for word, _ in words[first : last + 1])
            action = table.get(phrase)
            if action is not None:
                yield Match(phrase, action, (words[first][1][0], words[last][1][1]))


def _domains(table: Table, text: str) -> Iterator[Match]:
    if not table or "." not in text:
        return
    for match in _HOST.finditer(text):
        host = match.group()
        while "." in host:
            if host in table:
                yield Match(host, table[host], match.span())
                break
            host = host.partition(".")[2]


def _covered(span: Span, shields: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in shields)

"""A site's own lists, and the allowed entries that shield from the others.

Words and domains are looked for in everything that is published, in the folded text, so that an
entry catches every disguise of itself and never the inside of an honest word: whole words only, or
what begins with the pattern where that ends in `*`. Names, e-mail addresses and networks are of
the sender. Looking up costs the same for ten entries or a million.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from itertools import accumulate
from typing import Final

from moderation.domain import Field, ListAction, ListEntry, ListKind, Span
from moderation.domain.addresses import parsed, plain
from moderation.domain.masks import masked_network
from moderation.signals.scoring import Folded, fold

PHRASE_WORDS: Final = 5
SHORTEST_SPACED: Final = 4
WIDEST_GAP: Final = 3  # code points between letters of one word
HOST: Final = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z]{2,24}")
_WORD: Final = re.compile(r"[^\W_]+")
# Letters that are typed for one another, and where in what was sent they have been: "Ali" must
# not be "all", but "sIot", "s1ot" and "SlOT" are nothing but "slot".
_TWINS: Final = str.maketrans("i10", "llo")
_EXCHANGED: Final = re.compile(
    r"(?<=[^\W\d_])[10]|[10](?=[^\W\d_])|(?<=[a-z])I|(?<=[A-Za-z])I(?=[a-z])"
    r"|(?<=[A-Z])l(?=[A-Z])|(?<=[A-Z]{2})l\b"
)

Table = dict[str, ListAction]
Words = list[tuple[str, Span]]
Sender = tuple[str, ListAction]
"""The label of an entry, and what it asks for."""
Found = tuple[str, ListAction, Span]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found: its label, what it asks for, and where it stands in which field.

    What is known of the sender stands in no text.
    """

    pattern: str
    action: ListAction
    field: Field = Field.TEXT
    span: Span | None = None


@dataclass(frozen=True)
class Lists:
    """A site's list entries, ready to be looked up."""

    words: Table = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    """How each phrase looks, twins alike and without its spaces -> the phrase."""
    look_lengths: set[int] = field(default_factory=set)
    look_heads: set[str] = field(default_factory=set)
    """The first SHORTEST_SPACED letters of each."""
    starts: Table = field(default_factory=dict)
    """Of words, up to their `*`; those of names have their own."""
    start_lengths: list[int] = field(default_factory=list)
    """In order."""
    openings: set[str] = field(default_factory=set)
    """The first word of each phrase of several words."""
    domains: Table = field(default_factory=dict)
    subdomains: Table = field(default_factory=dict)
    names: Table = field(default_factory=dict)
    name_starts: Table = field(default_factory=dict)
    name_start_lengths: set[int] = field(default_factory=set)
    emails: dict[str, Sender] = field(default_factory=dict)
    """By digest."""
    networks: dict[tuple[int, int], dict[int, Sender]] = field(default_factory=dict)
    """By version and length, then by so many first bits."""

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        published = self.words or self.starts or self.domains or self.subdomains
        return bool(published or self.names or self.name_starts or self.emails or self.networks)

    def take(self, entry: ListEntry) -> None:
        """One more entry; the last one counts of those that fold to the same.

        Raises ValueError for a network that is none.
        """
        match entry.kind:
            case ListKind.DOMAIN:
                self._take_domain(entry)
            case ListKind.NAME:
                self._take_name(entry)
            case ListKind.EMAIL:
                digest, _, label = entry.pattern.partition(" ")
                self.emails[digest] = label, entry.action
            case ListKind.NETWORK:
                self._take_network(entry)
            case ListKind.WORD:
                self._take_word(entry)

    def _take_word(self, entry: ListEntry) -> None:
        phrase = spelled(entry.pattern)
        opening, space, _ = phrase.partition(" ")
        if space:
            self.openings.add(opening)
        if entry.pattern.endswith("*"):
            self.starts[phrase] = entry.action
            if len(phrase) not in self.start_lengths:
                insort(self.start_lengths, len(phrase))
            return
        look = _look(phrase)
        self.words[phrase] = entry.action
        self.looks[look] = phrase
        self.look_lengths.add(len(look))
        self.look_heads.add(look[:SHORTEST_SPACED])

    def _take_name(self, entry: ListEntry) -> None:
        name = compact(entry.pattern)
        if entry.pattern.endswith("*"):
            self.name_starts[name] = entry.action
            self.name_start_lengths.add(len(name))
        else:
            self.names[name] = entry.action

    def _take_domain(self, entry: ListEntry) -> None:
        pattern = entry.pattern.lower().strip(".")
        if pattern.startswith("*."):
            self.subdomains[pattern[2:]] = entry.action
        else:
            self.domains[pattern] = entry.action

    def _take_network(self, entry: ListEntry) -> None:
        network = ip_network(entry.pattern, strict=False)
        width = network.prefixlen
        table = self.networks.setdefault((network.version, width), {})
        bits = int(network.network_address) >> network.max_prefixlen - width
        table[bits] = masked_network(entry.pattern), entry.action

    def matches(self, folded: Folded, sent: str, where: Field = Field.TEXT) -> list[Match]:
        """What of the words and domains stands in a text, without what an allowed entry covers."""
        found = [*_words(self, folded, sent), *_domains(self, folded.text)]
        shields = Shields(span for _, action, span in found if action is ListAction.ALLOW)
        return [
            Match(pattern, action, where, folded.span(*span))
            for pattern, action, span in found
            if action is not ListAction.ALLOW and not shields.cover(span)
        ]

    def senders(self, *, name: str, email_digest: str, address: str) -> list[Match]:
        """What is known of a sender; among entries of one kind, an allowed one shields."""
        kinds = (
            list(_names(self, compact(name))),
            [self.emails[email_digest]] if email_digest in self.emails else [],
            list(_networks(self, address)),
        )
        fields = (Field.NAME, Field.TEXT, Field.TEXT)
        return [
            Match(label, action, where)
            for found, where in zip(kinds, fields, strict=True)
            if all(action is not ListAction.ALLOW for _, action in found)
            for label, action in found
        ]

    def of_domain(self, host: str) -> ListAction | None:
        """What the entry asks for that a host stands under; the nearest counts."""
        found = _domain(self, host)
        return found[1] if found else None


def spelled(pattern: str) -> str:
    """The words of a pattern, folded, with one space between."""
    return " ".join(_WORD.findall(fold(pattern).text))


def compact(name: str) -> str:
    """A name as it is compared: letters and digits only, folded."""
    return spelled(name).replace(" ", "")


def _look(phrase: str) -> str:
    return phrase.translate(_TWINS).replace(" ", "")


def _words(lists: Lists, folded: Folded, sent: str) -> Iterator[Found]:
    if not (lists.words or lists.starts):
        return
    words: Words = [(match.group(), match.span()) for match in _WORD.finditer(folded.text)]
    exchanged = [match.start() for match in _EXCHANGED.finditer(sent)] if lists.looks else []
    for first, (opening, _) in enumerate(words):
        most = PHRASE_WORDS if exchanged or opening in lists.openings else 1
        for last in range(first, min(first + most, len(words))):
            phrase = " ".join(word for word, _ in words[first : last + 1])
            span = words[first][1][0], words[last][1][1]
            if phrase in lists.words:
                yield phrase, lists.words[phrase], span
            elif exchanged:
                yield from _twin(lists, phrase, span, folded, exchanged)
            if lists.starts:
                yield from _starts(lists, phrase, words[last][0], span)
    yield from _spaced(lists, words)


def _twin(
    lists: Lists, phrase: str, span: Span, folded: Folded, exchanged: list[int]
) -> Iterator[Found]:
    """The entry that a phrase is typed for, where a letter of it has been exchanged."""
    meant = lists.looks.get(_look(phrase), "")
    if meant.count(" ") == phrase.count(" ") and meant in lists.words:
        start, end = folded.span(*span)
        if bisect_left(exchanged, start) < bisect_left(exchanged, end):
            yield meant, lists.words[meant], span


def _starts(lists: Lists, phrase: str, last: str, span: Span) -> Iterator[Found]:
    """Patterns with `*` that end within the phrase's last word."""
    shortest = bisect_right(lists.start_lengths, len(phrase) - len(last))
    longest = bisect_right(lists.start_lengths, len(phrase))
    for length in lists.start_lengths[shortest:longest]:
        if phrase[:length] in lists.starts:
            yield f"{phrase[:length]}*", lists.starts[phrase[:length]], span


def _spaced(lists: Lists, words: Words) -> Iterator[Found]:
    """Words that were written letter by letter: "s l o t", "g.a.c.o.r"."""
    for letters in _letter_runs(words):
        look = _look("".join(letter for letter, _ in letters))
        for first in range(len(letters)):
            if look[first : first + SHORTEST_SPACED] not in lists.look_heads:
                continue
            for length in lists.look_lengths:
                meant = lists.looks.get(look[first : first + length])
                if meant and SHORTEST_SPACED <= length <= len(letters) - first:
                    span = letters[first][1][0], letters[first + length - 1][1][1]
                    yield meant, lists.words[meant], span


def _letter_runs(words: Words) -> Iterator[Words]:
    run: Words = []
    for word, span in words:
        if len(word) == 1 and run and span[0] - run[-1][1][1] <= WIDEST_GAP:
            run.append((word, span))
            continue
        if len(run) >= SHORTEST_SPACED:
            yield run
        run = [(word, span)] if len(word) == 1 else []
    if len(run) >= SHORTEST_SPACED:
        yield run


def _domains(lists: Lists, text: str) -> Iterator[Found]:
    if not (lists.domains or lists.subdomains) or "." not in text:
        return
    for match in HOST.finditer(text):
        found = _domain(lists, match.group())
        if found is not None:
            yield *found, match.span()


def _domain(lists: Lists, host: str) -> Sender | None:
    above = host
    while "." in above:
        if above in lists.domains:
            return above, lists.domains[above]
        if above != host and above in lists.subdomains:
            return f"*.{above}", lists.subdomains[above]
        above = above.partition(".")[2]
    return None


def _names(lists: Lists, name: str) -> Iterator[Sender]:
    if name in lists.names:
        yield name, lists.names[name]
    for length in lists.name_start_lengths:
        if name[:length] in lists.name_starts:
            yield f"{name[:length]}*", lists.name_starts[name[:length]]


def _networks(lists: Lists, address: str) -> Iterator[Sender]:
    if not (lists.networks and address):
        return
    sent = parsed(address)
    for each in {sent, plain(sent)}:
        for (version, width), table in lists.networks.items():
            if version == each.version:
                found = table.get(int(each) >> each.max_prefixlen - width)
                if found is not None:
                    yield found


class Shields:
    """Spans, to be asked in logarithmic time whether one of them covers another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def cover(self, span: Span) -> bool:
        """Whether one of them begins no later and ends no earlier."""
        before = bisect_right(self._starts, span[0])
        return before > 0 and span[1] <= self._reach[before - 1]

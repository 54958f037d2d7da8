"""Advertisements in what only names somebody: author's name, website, local part of an e-mail.

The classifier reads comments. A name is no comment: "Situs Togel Terpercaya" may be talk about
gambling as a sentence, and is an advertisement as a name, while "Bu Rina 88" has the shape of a
brand and is a person. So names are told by words that name no person, and the classifier is asked
only where a name holds more than a name does.
"""

import re
from typing import Final

from moderation.domain import NAME, TEXT, URL, Signal
from moderation.signals.context import Passage, SignalContext

# What offers gambling, loans or followers, with the space that a name has and an address has not.
_OFFERS: Final = re.compile(
    r"gacor|ma?x+ ?win\b|maxwin|togel|sbobet|jackpot|scatter|mahjong ?ways|pragmatic ?play"
    r"|(?:judi|slot|poker|casino|kasino|toto|domino|bola) ?(?:online|gacor|resmi|terpercaya|hoki)"
    r"|(?:situs|agen|bandar|link|akun|bocoran|main|raja|dewa) ?(?:judi|slot|togel|poker|casino)"
    r"|(?<![a-z])(?:slot|judi|poker|casino|hoki|cuan) ?\d{2,3}(?![a-z])|rtp ?(?:live|slot|hari)"
    r"|(?:bandar|domino|poker|idn)qq|\bdepo ?\d|\bwd ?\d|link ?alternatif"
    r"|pinjaman ?(?:cepat|online|dana|tanpa)|dana ?(?:cepat|talangan|tunai)"
    r"|tanpa ?(?:jaminan|agunan)|cepat ?cair|jual ?(?:followers?|akun|like|subscriber)"
    r"|(?:tambah|beli) ?followers?"
)
# One of these is in every offer; by first letters they are looked for in a quarter of the time.
_STEMS: Final = re.compile(
    "akun|b(?:et|ola)|c(?:a(?:ir|sino)|uan)|d(?:ana|epo|omino)|followers|gacor|hoki"
    "|j(?:ackpot|u(?:al|di))|kasino|link|mahjong|p(?:injam|oker|ragmatic)|qq|rtp|s(?:catter|lot)"
    "|t(?:anpa|o(?:gel|to))|w(?:d|in)"
)
# A page to register at, under an ending where few but such sites live.
_INVITING: Final = re.compile(
    r"\.(?!com|co|id|net|org|tv|edu|gov)[a-z]{2,}/(?:daftar|login|register|bonus|promo|deposit|slot)"
)
# A digit in the middle of a word, as in "g4c0r".
_LEET: Final = re.compile(r"[a-z][01345][a-z]")
_LETTERS: Final = str.maketrans("01345", "oieas")
_SEPARATORS: Final = re.compile(r"[._-]")
# "Korban Judi Online" is who suffered from it.
_AGAINST: Final = re.compile(
    r"\b(?:anti|korban|mantan|eks|bekas|stop|lawan|tolak|berantas|bukan|benci|no|tanpa ?judi)\b"
)
# More than a name: an address, a handle, a number to call; letters set apart; a call to act.
_ADDRESS: Final = re.compile(r"/|@|\.[a-z]{2}[^.\s]|\d[\d\s.-]{6,}\d")
_APART: Final = re.compile(r"\b(?:\w ){3,}\w\b")
_FEWEST_APART: Final = 4
_ACTS: Final = frozenset(
    {"link", "daftar", "login", "situs", "agen", "bandar", "klik"}
    | {"promo", "bonus", "bio", "wa", "slot", "judi"}
)
_WORD: Final = re.compile(r"\w+")
LONGEST_NAME: Final = 40
# As a website is named after a person or a shop: there is nothing in it to judge.
_PLAIN_WEBSITE: Final = re.compile(r"https?://(?:[a-z]+\.){1,3}(?:com|co|id|net|org)/?")
# A page of one's own where everybody has one, or of a school or a public body: the classifier never
# learned such addresses by themselves. What they offer in words is still looked for.
_OWN_PAGE: Final = re.compile(
    r"https?://(?:[\w-]+\.(?:wordpress|blogspot|tumblr)\.com/?"
    r"|(?:www\.)?(?:instagram|facebook|linkedin|github|x|twitter)\.com/(?:in/)?[\w.-]+/?"
    r"|(?:[\w-]+\.)+(?:sch|ac|go|desa)\.id(?:/[\w-]+)*/?)"
)


def worth_scoring(passage: Passage) -> bool:
    """Whether the classifier is to read a passage: every text, and what holds more than a name."""
    if passage.field is URL:
        plain = _PLAIN_WEBSITE.fullmatch(passage.text) or _OWN_PAGE.fullmatch(passage.text)
        return plain is None
    if passage.field is TEXT:
        return True
    name = passage.text
    if len(name) > LONGEST_NAME or _is_more(name.lower()):
        return True
    # Letters of other scripts or styles, which may stand for others.
    return not name.isascii() and any(c.isalnum() and not c.isascii() for c in name)


def _is_more(name: str) -> bool:
    """Whether there is more in it than a name. Most have letters alone, in a few words."""
    letters = name.replace(" ", "").isalpha()
    words = name.split() if letters else _WORD.findall(name)
    if not _ACTS.isdisjoint(words) or (not letters and _ADDRESS.search(name)):
        return True
    return len(words) >= _FEWEST_APART and _APART.search(name) is not None


def is_plain(passage: Passage) -> bool:
    """Whether a name holds letters alone, and no stem of an offer: nothing to look for."""
    if passage.plain is None:
        name = passage.text
        letters = name.isascii() and name.replace(" ", "").isalpha()
        passage.plain = letters and not _STEMS.search(name.lower())
    return passage.plain


def advertising(_: SignalContext, passage: Passage) -> Signal | None:
    """1 where a name or a website offers gambling, loans or followers."""
    if passage.field is TEXT:
        return None
    folded = passage.folded
    text = folded.text if passage.field is NAME else folded.text.replace("-", " ")
    if _LEET.search(text):
        text = text.translate(_LETTERS)
    offers = _OFFERS.finditer(text) if _STEMS.search(text) else ()
    spans = [folded.span(*match.span()) for match in offers]
    if passage.field is URL:
        spans += [folded.span(*match.span()) for match in _INVITING.finditer(text)]
    if not spans or _AGAINST.search(text):
        return None
    return Signal(code="advertising", score=1.0, spans=tuple(spans), field=passage.field)


def email_advertising(context: SignalContext) -> Signal | None:
    """1 where the local part of the e-mail address offers such things. It is never shown."""
    local = context.submission.author.email.rpartition("@")[0].lower()
    if not _STEMS.search(local) or not _OFFERS.search(_SEPARATORS.sub(" ", local)):
        return None
    return Signal(code="email_advertising", score=1.0)

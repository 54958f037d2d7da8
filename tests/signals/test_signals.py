"""Signals: what each must see, what it must not, and where in the text it points."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import (
    Author,
    Field,
    FormTrap,
    ListAction,
    ListEntry,
    ListKind,
    Signal,
    form_token,
)
from moderation.signals import gather
from moderation.signals.context import Passage, SignalContext, published
from moderation.signals.lists import Lists
from moderation.signals.model import judged
from moderation.signals.rate import rates
from moderation.signals.repeats import core, repeats
from moderation.signals.scoring import Scored, fold, sketch_of
from tests.builders import a_submission

SECRET = "ab" * 32
NOW = 1_795_000_000_000


def a_context(
    text: str = "Halo.", entries: list[ListEntry] | None = None, **changes: Any
) -> SignalContext:
    lists = Lists()
    for entry in entries or []:
        lists.take(entry)
    submission = a_submission(text=text, **changes)
    email = submission.author.email
    return SignalContext(
        submission=submission,
        passages=published(submission),
        at=NOW,
        secret=SECRET,
        lists=lists,
        undeliverable=lambda domain: domain == "tidak-ada.id",
        email_digest=f"digest-of-{email}",
        domains=frozenset({"kabar.example.com"}),
    )


def observed(context: SignalContext) -> dict[str, Signal]:
    return {signal.code: signal for signal in gather(context)}


def marked(text: str, code: str, entries: list[ListEntry] | None = None) -> list[str]:
    signal = observed(a_context(text, entries))[code]
    return [text[start:end] for start, end in signal.spans]


def word(pattern: str, action: ListAction = ListAction.HOLD) -> ListEntry:
    return ListEntry(kind=ListKind.WORD, pattern=pattern, action=action)


def test_an_honest_comment_shows_nothing() -> None:
    assert observed(a_context("Terima kasih. Skornya 3-1, hadiahnya Rp1.000.000 ya?")) == {}


def test_a_listed_word_is_found_in_every_disguise() -> None:
    for text in ("main di nagasakti88", "main di 𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴", "main di ＮａｇａＳａｋｔｉ８８"):
        assert marked(text, "listed_hold", [word("NagaSakti88")]) == [text.removeprefix("main di ")]


@pytest.mark.parametrize("text", ["spesialis jantung", "cialisan", "specialist"])
def test_a_listed_word_is_never_found_inside_another(text: str) -> None:
    assert "listed_hold" not in observed(a_context(text, [word("cialis")]))


def test_a_phrase_is_found_across_white_space_and_punctuation() -> None:
    entries = [word("depo sepuluh ribu", ListAction.REJECT)]
    assert marked("ayo depo, sepuluh\nribu saja", "listed_reject", entries) == [
        "depo, sepuluh\nribu"
    ]


def test_an_allowed_phrase_shields_what_it_covers_and_no_more() -> None:
    entries = [word("slot"), word("slot parkir", ListAction.ALLOW)]
    assert "listed_hold" not in observed(a_context("slot parkir penuh", entries))
    assert marked("slot parkir dan slot lain", "listed_hold", entries) == ["slot"]


def test_a_listed_domain_covers_its_subdomains_and_no_other() -> None:
    entries = [ListEntry(kind=ListKind.DOMAIN, pattern="Contoh.com", action=ListAction.REJECT)]
    assert marked("ke https://m.contoh.com/x", "listed_reject", entries) == ["m.contoh.com"]
    assert "listed_reject" not in observed(a_context("ke bukancontoh.com", entries))


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("a@mailinator.com", "disposable_email"),
        ("a@sub.mailinator.com", "disposable_email"),
        ("a@tidak-ada.id", "undeliverable_email"),
    ],
)
def test_doubtful_addresses_are_noted(email: str, code: str) -> None:
    assert code in observed(a_context(author=Author(name="R", email=email)))


def test_direction_overrides_are_seen_and_shown() -> None:
    assert marked("aman \u202eradnab\u202c ya", "bidi_controls") == ["\u202e", "\u202c"]


@pytest.mark.parametrize("text", ["s\u200bl\u200bo\u200bt", "ju\u00addi", "ga\u200dcor"])
def test_invisible_characters_inside_words_are_seen(text: str) -> None:
    assert "invisible_letters" in observed(a_context(text))


@pytest.mark.parametrize(
    "text", ["keluarga 👨‍👩‍👧 bahagia", "می\u200cخواهم", "क्\u200dष", "\ufeffHalo"]
)
def test_joiners_with_an_honest_use_are_not(text: str) -> None:
    assert "invisible_letters" not in observed(a_context(text))


def test_a_filled_honeypot_is_seen() -> None:
    context = a_context(trap=FormTrap(token="", honeypot="https://x"))
    assert observed(context)["honeypot"].score == 1.0


@pytest.mark.parametrize(("ago", "seen"), [(0, 1.0), (1_500, 0.5), (3_000, None), (60_000, None)])
def test_haste_is_measured_from_the_render_token(ago: int, seen: float | None) -> None:
    token = form_token.issue(SECRET, NOW - ago).token
    signal = observed(a_context(trap=FormTrap(token=token))).get("fill_time")
    assert (signal.score if signal else None) == seen


def test_a_forged_token_is_noted() -> None:
    token = form_token.issue("cd" * 32, NOW).token
    assert "form_token" in observed(a_context(trap=FormTrap(token=token)))


def test_a_repeated_text_weighs_more_each_time() -> None:
    scores = [signal.score if (signal := repeats(seen)) else 0 for seen in (0, 1, 3, 5, 50)]
    assert scores == [0, 0.7, 0.85, 1.0, 1.0]


def test_limits_that_are_passed_are_named_with_the_seconds_until_they_are_not() -> None:
    found = rates(client_ms=2_001, email_ms=0)
    assert [(s.code, s.facts) for s in found] == [("rate_client", {"seconds": 3})]


def test_the_same_words_in_disguise_are_the_same_text() -> None:
    plain = core(fold("Main di nagasakti88, pasti menang!"))
    other = core(fold("main  di  𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴 pasti MENANG"))
    assert plain == other != ""


def test_short_texts_are_not_counted() -> None:
    assert core(fold("Mantap, Pak!")) == ""


@given(text=st.text(max_size=200), name=st.text(max_size=60), url=st.text(max_size=60))
def test_every_span_lies_within_its_field(text: str, name: str, url: str) -> None:
    entries = [
        word("a"),
        word("bis*"),
        word("a b i l"),
        ListEntry(kind=ListKind.DOMAIN, pattern="a.id", action=ListAction.HOLD),
        ListEntry(kind=ListKind.NAME, pattern="a", action=ListAction.HOLD),
    ]
    author = Author(name=name, email="rina@example.com", url=url)
    lengths = {Field.TEXT: len(text), Field.NAME: len(name), Field.URL: len(url)}
    for signal in gather(a_context(text, entries, author=author)):
        length = lengths[signal.field]
        assert all(0 <= start < end <= length for start, end in signal.spans)


@pytest.mark.parametrize(
    ("scored", "codes"),
    [
        pytest.param(
            Scored({"spam": 0.1}, fold(""), sketch_of("")), {"spam": 0.1}, id="understood"
        ),
        pytest.param(
            Scored({"spam": 0.1}, fold(""), sketch_of(""), understood=False),
            {"spam": 0.1, "other_language": 1.0},
            id="not",
        ),
        pytest.param(None, {"spam": None}, id="no classifier"),
    ],
)
def test_the_classifier_says_where_it_cannot_tell(
    scored: Scored | None, codes: dict[str, float | None]
) -> None:
    passages = Passage(Field.TEXT, "", scored), Passage(Field.NAME, "Rina")
    assert {signal.code: signal.score for signal in judged(passages)} == codes

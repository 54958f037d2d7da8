"""Signals: what each must see, what it must not, and where in the text it points."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import Author, FormTrap, ListAction, ListEntry, ListKind, Signal, form_token
from moderation.signals import gather
from moderation.signals.context import SignalContext
from moderation.signals.lists import Lists, finds_itself
from moderation.signals.model import judged
from moderation.signals.rate import rates
from moderation.signals.repeats import core, repeats
from moderation.signals.scoring import Scored, fold
from moderation.submission.ip import client_network
from tests.builders import a_submission

SECRET = "ab" * 32
NOW = 1_795_000_000_000


def a_scene(
    text: str = "Halo.", entries: list[ListEntry] | None = None, **changes: Any
) -> SignalContext:
    lists = Lists()
    for entry in entries or []:
        lists.take(entry)
    return SignalContext(
        submission=a_submission(text=text, **changes),
        at=NOW,
        secret=SECRET,
        lists=lists,
        undeliverable=lambda domain: domain == "tidak-ada.id",
        scored=None,
    )


def observed(context: SignalContext) -> dict[str, Signal]:
    return {signal.code: signal for signal in gather(context)}


def marked(text: str, code: str, entries: list[ListEntry] | None = None) -> list[str]:
    signal = observed(a_scene(text, entries))[code]
    return [text[start:end] for start, end in signal.spans]


def word(pattern: str, action: ListAction = ListAction.HOLD) -> ListEntry:
    return ListEntry(kind=ListKind.WORD, pattern=pattern, action=action)


@pytest.mark.parametrize(
    ("kind", "pattern", "useful"),
    [
        (ListKind.WORD, "kasar", True),
        (ListKind.WORD, "Nama-Merek, 88!", True),
        (ListKind.WORD, "𝗡𝗔𝗠𝗔", True),
        (ListKind.WORD, "satu dua tiga empat lima", True),
        (ListKind.WORD, "satu dua tiga empat lima enam", False),
        (ListKind.WORD, "", False),
        (ListKind.WORD, "   ", False),
        (ListKind.WORD, "...", False),
        (ListKind.WORD, "😀", False),
        (ListKind.DOMAIN, "contoh.com", True),
        (ListKind.DOMAIN, "Slot-88.Contoh.co.id.", True),
        (ListKind.DOMAIN, "", False),
        (ListKind.DOMAIN, "com", False),
        (ListKind.DOMAIN, "not a domain", False),
        (ListKind.DOMAIN, "*.contoh.com", False),
        (ListKind.DOMAIN, "https://contoh.com/x", False),
    ],
)
def test_an_entry_is_of_use_where_it_finds_itself(
    kind: ListKind, pattern: str, *, useful: bool
) -> None:
    entries = [ListEntry(kind=kind, pattern=pattern, action=action) for action in ListAction]
    assert {finds_itself(entry) for entry in entries} == {useful}


def test_an_honest_comment_shows_nothing() -> None:
    assert observed(a_scene("Terima kasih. Skornya 3-1, hadiahnya Rp1.000.000 ya?")) == {}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("lihat https://contoh.id/a?b=1 ya", ["https://contoh.id/a?b=1"]),
        ("di www.contoh.com saja", ["www.contoh.com"]),
        ("buka contoh.xyz sekarang", ["contoh.xyz"]),
        ("ｗｗｗ．contoh．com", ["ｗｗｗ．contoh．com"]),
        ("satu.com dan dua.net", ["satu.com", "dua.net"]),
        ("situs dot com ya", ["situs dot com"]),
        ("cek situs [.] xyz ya", ["situs [.] xyz"]),
        ("hxxps://contoh.id/a", ["hxxps://contoh.id/a"]),
        ("situs。com", ["situs。com"]),
        ("situs&#46;com", ["situs&#46;com"]),
    ],
    ids=[
        *("address", "www", "bare", "full-width", "two"),
        *("spoken", "bracketed", "misspelled", "other-dot", "entity"),
    ],
)
def test_links_are_found_in_any_form(text: str, links: list[str]) -> None:
    assert marked(text, "links") == links


@pytest.mark.parametrize(
    "text",
    [
        "selesai.Lalu pulang",
        "Rp1.000.000",
        "rina@contoh.com tulis",
        "dll.dst.",
        "3.5 juta",
        "a.b.c",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert "links" not in observed(a_scene(text))


def test_two_links_weigh_more_than_one() -> None:
    one = observed(a_scene("satu.com"))["links"].score
    two = observed(a_scene("satu.com dua.com"))["links"].score
    assert (one, two) == (0.3, 1.0)


def test_a_listed_word_is_found_in_every_disguise() -> None:
    for text in ("main di nagasakti88", "main di 𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴", "main di ＮａｇａＳａｋｔｉ８８"):
        assert marked(text, "listed_hold", [word("NagaSakti88")]) == [text.removeprefix("main di ")]


@pytest.mark.parametrize("text", ["spesialis jantung", "cialisan", "specialist"])
def test_a_listed_word_is_never_found_inside_another(text: str) -> None:
    assert "listed_hold" not in observed(a_scene(text, [word("cialis")]))


def test_a_phrase_is_found_across_white_space_and_punctuation() -> None:
    entries = [word("depo sepuluh ribu", ListAction.REJECT)]
    assert marked("ayo depo, sepuluh\nribu saja", "listed_reject", entries) == [
        "depo, sepuluh\nribu"
    ]


def test_an_allowed_phrase_shields_what_it_covers_and_no_more() -> None:
    entries = [word("slot"), word("slot parkir", ListAction.ALLOW)]
    assert "listed_hold" not in observed(a_scene("slot parkir penuh", entries))
    assert marked("slot parkir dan slot lain", "listed_hold", entries) == ["slot"]


def test_a_listed_domain_covers_its_subdomains_and_no_other() -> None:
    entries = [ListEntry(kind=ListKind.DOMAIN, pattern="Contoh.com", action=ListAction.REJECT)]
    assert marked("ke https://m.contoh.com/x", "listed_reject", entries) == ["m.contoh.com"]
    assert "listed_reject" not in observed(a_scene("ke bukancontoh.com", entries))


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("a@mailinator.com", "disposable_email"),
        ("a@sub.mailinator.com", "disposable_email"),
        ("a@tidak-ada.id", "undeliverable_email"),
    ],
)
def test_doubtful_addresses_are_noted(email: str, code: str) -> None:
    assert code in observed(a_scene(author=Author(name="R", email=email)))


def test_direction_overrides_are_seen_and_shown() -> None:
    assert marked("aman \u202eradnab\u202c ya", "bidi_controls") == ["\u202e", "\u202c"]


@pytest.mark.parametrize("text", ["s\u200bl\u200bo\u200bt", "ju\u00addi", "ga\u200dcor"])
def test_invisible_characters_inside_words_are_seen(text: str) -> None:
    assert "invisible_letters" in observed(a_scene(text))


@pytest.mark.parametrize(
    "text", ["keluarga 👨‍👩‍👧 bahagia", "می\u200cخواهم", "क्\u200dष", "\ufeffHalo"]
)
def test_joiners_with_an_honest_use_are_not(text: str) -> None:
    assert "invisible_letters" not in observed(a_scene(text))


def test_a_filled_honeypot_is_seen() -> None:
    context = a_scene(trap=FormTrap(token="", honeypot="https://x"))
    assert observed(context)["honeypot"].score == 1.0


@pytest.mark.parametrize(("ago", "seen"), [(0, 1.0), (1_500, 0.5), (3_000, None), (60_000, None)])
def test_haste_is_measured_from_the_render_token(ago: int, seen: float | None) -> None:
    token = form_token.issue(SECRET, NOW - ago).token
    signal = observed(a_scene(trap=FormTrap(token=token))).get("fill_time")
    assert (signal.score if signal else None) == seen


def test_a_forged_token_is_noted() -> None:
    token = form_token.issue("cd" * 32, NOW).token
    assert "form_token" in observed(a_scene(trap=FormTrap(token=token)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.200", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.7", "203.0.113.9", True),
    ],
)
def test_clients_share_a_prefix(one: str, other: str, same: bool) -> None:
    assert (client_network(one) == client_network(other)) is same


def test_a_repeated_text_weighs_more_each_time() -> None:
    scores = [signal.score if (signal := repeats(seen)) else 0 for seen in (0, 1, 3, 5, 50)]
    assert scores == [0, 0.7, 0.85, 1.0, 1.0]


def test_limits_that_are_passed_are_named() -> None:
    assert [s.code for s in rates(client_over=True, email_over=False)] == ["rate_client"]


def test_the_same_words_in_disguise_are_the_same_text() -> None:
    plain = core(fold("Main di nagasakti88, pasti menang!"))
    other = core(fold("main  di  𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴 pasti MENANG"))
    assert plain == other != b""


def test_short_texts_are_not_counted() -> None:
    assert core(fold("Mantap, Pak!")) == b""


@given(text=st.text(max_size=200))
def test_every_span_lies_within_the_text(text: str) -> None:
    entries = [word("a"), ListEntry(kind=ListKind.DOMAIN, pattern="a.id", action=ListAction.HOLD)]
    for signal in gather(a_scene(text, entries)):
        assert all(0 <= start < end <= len(text) for start, end in signal.spans)


@pytest.mark.parametrize(
    ("scored", "codes"),
    [
        pytest.param(Scored({"spam": 0.1}, fold("")), {"spam": 0.1}, id="understood"),
        pytest.param(
            Scored({"spam": 0.1}, fold(""), understood=False),
            {"spam": 0.1, "other_language": 1.0},
            id="not",
        ),
        pytest.param(None, {"spam": None}, id="no classifier"),
    ],
)
def test_the_classifier_says_where_it_cannot_tell(
    scored: Scored | None, codes: dict[str, float | None]
) -> None:
    assert {signal.code: signal.score for signal in judged(scored)} == codes

"""A site's lists: what each kind of entry matches, and patterns that could match nothing."""

from functools import partial

import pytest

from moderation.domain import Author, Client, Field, ListAction, ListEntry, ListKind
from moderation.signals.list_patterns import can_match, kind_of
from moderation.signals.lists import Lists, Match
from moderation.signals.scoring import fold
from tests.signals.test_signals import a_context, marked, observed, word
from tests.steps import steps


def entry(kind: ListKind, pattern: str, action: ListAction = ListAction.HOLD) -> ListEntry:
    return ListEntry(kind=kind, pattern=pattern, action=action)


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
        (ListKind.WORD, "jud*", True),
        (ListKind.WORD, "main jud*", True),
        (ListKind.WORD, "*", False),
        (ListKind.WORD, "ju*", False),
        (ListKind.WORD, "*udi", False),
        (ListKind.WORD, "j*di", False),
        (ListKind.WORD, "judi *", False),
        (ListKind.WORD, "10.20.*", False),
        (ListKind.NAME, "Si Pembual", True),
        (ListKind.NAME, "pembual*", True),
        (ListKind.NAME, "*pembual", False),
        (ListKind.NAME, "!!!", False),
        (ListKind.DOMAIN, "contoh.com", True),
        (ListKind.DOMAIN, "Slot-88.Contoh.co.id.", True),
        (ListKind.DOMAIN, "*.contoh.com", True),
        (ListKind.DOMAIN, "", False),
        (ListKind.DOMAIN, "com", False),
        (ListKind.DOMAIN, "not a domain", False),
        (ListKind.DOMAIN, "contoh.*", False),
        (ListKind.DOMAIN, "a.*.contoh.com", False),
        (ListKind.DOMAIN, "https://contoh.com/x", False),
        (ListKind.EMAIL, "usil@example.com", True),
        (ListKind.EMAIL, "*@example.com", False),
        (ListKind.EMAIL, "usil", False),
        (ListKind.NETWORK, "10.20.30.0/24", True),
        (ListKind.NETWORK, "10.20.30.7", True),
        (ListKind.NETWORK, "2001:db8::/32", True),
        (ListKind.NETWORK, "10.20.30.0/33", False),
        (ListKind.NETWORK, "10.20.30.*", False),
    ],
)
def test_a_pattern_that_could_match_nothing_is_told(
    kind: ListKind, pattern: str, *, useful: bool
) -> None:
    assert can_match(kind, pattern) is useful


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("kata kasar", ListKind.WORD),
        ("jud*", ListKind.WORD),
        ("contoh.com", ListKind.DOMAIN),
        ("*.contoh.com", ListKind.DOMAIN),
        ("usil@example.com", ListKind.EMAIL),
        ("*@example.com", ListKind.EMAIL),
        ("10.20.30.0/24", ListKind.NETWORK),
        ("2001:db8::1", ListKind.NETWORK),
    ],
)
def test_a_patterns_kind_is_told_by_its_shape(pattern: str, kind: ListKind) -> None:
    assert kind_of(pattern) is kind


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ayo main slotgacor", "slotgacor"),
        ("ayo s l o t g a c o r ya", "s l o t g a c o r"),
        ("ayo s.l.o.t.g.a.c.o.r ya", "s.l.o.t.g.a.c.o.r"),
        ("ayo s-l-0-t g_a_c_o_r ya", "s-l-0-t g_a_c_o_r"),
        ("ayo sIotgacor", "sIotgacor"),
        ("ayo s1otgac0r", "s1otgac0r"),
        ("AYO SlOTGACOR", "SlOTGACOR"),
    ],
)
def test_a_listed_word_is_found_spaced_and_with_letters_exchanged(text: str, place: str) -> None:
    assert marked(text, "listed_hold", [word("slotgacor")]) == [place]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("ali", "All is well"),
        ("ali", "ALL"),
        ("lo", "tinggal 10 orang"),
        ("kasar", "k a sar"),
        ("ilmu", "llmu"),
        ("budi", "ab udi"),
    ],
)
def test_what_only_looks_like_a_listed_word_is_none(pattern: str, text: str) -> None:
    assert "listed_hold" not in observed(a_context(text, [word(pattern)]))


def test_a_star_stands_for_the_end_of_a_word() -> None:
    entries = [word("jud*"), word("main tog*")]
    text = "judi, JUDOL dan main togelan; prajudi dan togel tidak"
    assert marked(text, "listed_hold", entries) == ["judi", "JUDOL", "main togelan"]


def test_a_star_before_a_domain_stands_for_its_subdomains_alone() -> None:
    entries = [entry(ListKind.DOMAIN, "*.contoh.com")]
    text = "ke m.contoh.com, a.b.contoh.com dan contoh.com"
    assert marked(text, "listed_hold", entries) == ["m.contoh.com", "a.b.contoh.com"]


@pytest.mark.parametrize(
    ("listed", "author", "field"),
    [
        (word("kasar"), Author(name="Si Kasar", email="r@example.com"), Field.NAME),
        (
            word("kasar"),
            Author(name="Rina", email="r@example.com", url="https://x.id/kasar"),
            Field.URL,
        ),
        (
            entry(ListKind.DOMAIN, "contoh.com"),
            Author(name="Rina", email="r@example.com", url="https://m.contoh.com"),
            Field.URL,
        ),
        (
            entry(ListKind.NAME, "Si Pembual"),
            Author(name="si  PEMBUAL!", email="r@example.com"),
            Field.NAME,
        ),
        (
            entry(ListKind.NAME, "pembual*"),
            Author(name="Pembual Besar", email="r@example.com"),
            Field.NAME,
        ),
    ],
)
def test_entries_apply_to_name_and_website(listed: ListEntry, author: Author, field: Field) -> None:
    assert observed(a_context(entries=[listed], author=author))["listed_hold"].field is field


def test_a_name_entry_is_the_whole_name_and_no_word_of_the_text() -> None:
    entries = [entry(ListKind.NAME, "budi")]
    other = Author(name="Budi Santoso", email="r@example.com")
    assert "listed_hold" not in observed(a_context("kata budi", entries, author=other))


def test_an_e_mail_entry_matches_its_digest_and_shows_its_label() -> None:
    entries = [entry(ListKind.EMAIL, "digest-of-usil@example.com u•••@e•••.com")]
    who = Author(name="Rina", email="usil@example.com")
    assert observed(a_context(entries=entries, author=who))["listed_hold"].facts == {
        "entry": "u•••@e•••.com"
    }
    assert "listed_hold" not in observed(a_context(entries=entries))


@pytest.mark.parametrize(
    ("pattern", "address", "matches"),
    [
        ("203.0.113.0/24", "203.0.113.7", True),
        ("203.0.113.9/24", "203.0.113.7", True),
        ("203.0.113.0/24", "203.0.114.7", False),
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.0/24", "64:ff9b::cb00:7107", True),
        ("203.0.113.0/24", "::ffff:203.0.113.7", True),
        ("2001:db8::/32", "2001:db8:7::1", True),
        ("2001:db8::/32", "2001:db9::1", False),
        ("64:ff9b::/96", "64:ff9b::cb00:7107", True),
        ("::2/127", "::3", True),
        ("203.0.113.0/24", "", False),
    ],
)
def test_a_network_entry_matches_the_addresses_within(
    pattern: str, address: str, *, matches: bool
) -> None:
    context = a_context(entries=[entry(ListKind.NETWORK, pattern)], client=Client(ip=address))
    assert ("listed_hold" in observed(context)) is matches


def test_of_networks_an_allowed_one_shields_and_no_address_is_shown() -> None:
    entries = [entry(ListKind.NETWORK, "203.0.113.0/24")]
    client = Client(ip="203.0.113.7")
    signal = observed(a_context(entries=entries, client=client))["listed_hold"]
    assert signal.facts == {"entry": "203.0…"}
    entries.append(entry(ListKind.NETWORK, "203.0.113.7", ListAction.ALLOW))
    assert "listed_hold" not in observed(a_context(entries=entries, client=client))


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="bukan"):
        Lists().take(entry(ListKind.NETWORK, "bukan"))


@pytest.mark.parametrize(
    "hostile",
    [
        "s l o t g ",
        "s1ot ",
        "main sIot ",
        "slot antrean slot ",
        "kabar.com a.judi.com ",
        "judix a ",
    ],
)
def test_a_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    lists = Lists()
    for listed in (
        word("slot"),
        word("jud*"),
        word("slot antrean", ListAction.ALLOW),
        entry(ListKind.DOMAIN, "kabar.com", ListAction.ALLOW),
        entry(ListKind.DOMAIN, "*.judi.com"),
    ):
        lists.take(listed)
    once, twice = (steps(partial(found_in, lists, hostile * n)) for n in (1_000, 2_000))
    assert twice < 2.2 * once


def found_in(lists: Lists, text: str) -> list[Match]:
    return lists.matches(fold(text), text)

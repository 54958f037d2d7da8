"""Names and websites: advertisements are seen, and people with numbers in their names stay free."""

import pytest

from moderation.domain import Action, Author, Field, Signal
from moderation.domain.policy import Policy, judge
from moderation.signals import gather
from moderation.signals.advertising import worth_scoring
from moderation.signals.context import SignalContext
from moderation.signals.model import judged
from moderation.signals.scoring import Scoring, load
from tests.signals.test_signals import a_context

TEXT = "Jalan di desa saya juga sama rusaknya pak"


@pytest.fixture(scope="module")
def scoring() -> Scoring:
    """Load the shipped model once."""
    return load()


def seen(scoring: Scoring, author: Author) -> list[Signal]:
    context = scored(scoring, a_context(TEXT, author=author))
    return [*judged(context.passages), *gather(context)]


def scored(scoring: Scoring, context: SignalContext) -> SignalContext:
    for passage in filter(worth_scoring, context.passages):
        passage.scored = scoring.score([passage.text])[0]
    return context


def action(scoring: Scoring, author: Author) -> Action:
    limits = scoring.thresholds
    policy = Policy(spam_hold=limits.hold, spam_reject=limits.reject)
    return judge(seen(scoring, author), policy).action


@pytest.mark.parametrize(
    "name",
    [
        "MAXWIN88 slot gacor t.me/maxwin88",
        "Slot Gacor Malam Ini",
        "Bandar Togel Resmi",
        "Agen Judi Online",
        "daftar di kiosmurah.bond",
        "SLOT777",
        "g4c0r88",
        "wa.me/6281234567890",
        "Pinjaman Cepat Tanpa Jaminan",
        "RTP LIVE hari ini",
        "Jual Followers Murah",
        "𝗦𝗟𝗢𝗧 𝗚𝗔𝗖𝗢𝗥",
    ],
)
def test_an_advertisement_for_a_name_is_stopped(name: str, scoring: Scoring) -> None:
    assert action(scoring, Author(name=name, email="r@example.com")) is not Action.APPROVE


@pytest.mark.parametrize(
    "url",
    [
        "https://maxwin88.example.com/daftar",
        "https://slotgacor77.example.net",
        "https://situs-judi-online.example.org/",
        "https://kiosmurah.bond/daftar",
        "https://bit.ly/kiosmurah",
        "https://t.me/nagasakti88",
        "https://linktr.ee/kiosmurah",
        "https://wa.me/6281234567890",
    ],
)
def test_an_advertisement_for_a_website_is_stopped(url: str, scoring: Scoring) -> None:
    author = Author(name="Rina", email="r@example.com", url=url)
    assert action(scoring, author) is not Action.APPROVE


@pytest.mark.parametrize(
    "name",
    [
        *("JokoBejo77", "Bu Rina 88", "Warga RT07", "siti_nurhaliza99", "Pak RT 03/05"),
        *("H. Ahmad Fauzi, S.Pd.", "Dr. Bambang, M.Si", "Budi.SH", "R A Kartini", "Toto88"),
        *("Korban Judi Online", "Anti Slot", "Hoki Santoso", "Dewa Ayu 88", "Robet88"),
        *("Bunda Zahra❤️", "Warga +62", "𝓡𝓲𝓷𝓪", "محمد علي", "José Pereira", "Petani Garam 2"),
    ],
)
def test_a_persons_name_stays_free(name: str, scoring: Scoring) -> None:
    assert action(scoring, Author(name=name, email="r@example.com")) is Action.APPROVE


@pytest.mark.parametrize(
    "url",
    [
        *("https://rina.blogspot.com", "https://www.instagram.com/rina_wati"),
        *("http://sinta88.wordpress.com", "https://budi.my.id", "https://github.com/andi"),
        *("https://dinkes.jabarprov.go.id", "https://sekolah.sch.id/daftar"),
    ],
)
def test_a_persons_website_stays_free(url: str, scoring: Scoring) -> None:
    author = Author(name="Rina", email="r@example.com", url=url)
    assert action(scoring, author) is Action.APPROVE


def test_what_is_said_of_a_name_names_it_and_points_into_it(scoring: Scoring) -> None:
    name = "Slot gacor, cek t.me/kiosmurah"
    signals = seen(scoring, Author(name=name, email="r@example.com"))
    places = {s.code: [name[a:b] for a, b in s.spans] for s in signals if s.field is Field.NAME}
    assert places["links"] == ["t.me/kiosmurah"]
    assert places["advertising"] == ["Slot gacor"]


@pytest.mark.parametrize("local", ["slotgacor88", "situs.judi", "link_slot"])
def test_an_e_mail_address_alone_never_holds(local: str, scoring: Scoring) -> None:
    author = Author(name="Rina", email=f"{local}@example.com")
    assert "email_advertising" in {signal.code for signal in seen(scoring, author)}
    assert action(scoring, author) is Action.APPROVE


@pytest.mark.parametrize(
    ("name", "worth"), [("Budi Santoso", False), ("JokoBejo77", False), ("Rina t.me/x", True)]
)
def test_the_classifier_is_asked_only_where_a_name_holds_more(name: str, *, worth: bool) -> None:
    passage = a_context(author=Author(name=name, email="r@example.com")).passages[1]
    assert worth_scoring(passage) is worth

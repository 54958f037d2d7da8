"""Contacts: what invites a reader to call adds to doubt, and holds nobody by itself."""

import pytest

from moderation.domain import Action, Author, Signal
from moderation.domain.policy import DEFAULT_WEIGHTS, Policy, judge
from moderation.signals.contacts import GIVEN
from tests.signals.test_signals import a_context, observed


def seen(text: str, name: str = "Rina") -> Signal | None:
    author = Author(name=name, email="rina@example.com")
    return observed(a_context(text, author=author)).get("contact")


@pytest.mark.parametrize(
    ("text", "shown", "score"),
    [
        ("Kopi stamina pria. Pesan: 0811-9999-111", "0811-9999-111", 1.0),
        ("minat hubungi +62 812 3456 7890 ya", "+62 812 3456 7890", 1.0),
        ("kirim ke dana.cepat@contoh.com", "dana.cepat@contoh.co", 1.0),
        ("bayar di akhir, dm @centang.resmi", "dm @cen", 1.0),
        ("gabung di t.me/kelas", "t.me/k", 1.0),
        ("order di wa 0812-3456-7890", "0812-3456-7890", 1.0),
        ("mampir ke profilku ya kak", "mampir ke profilku", GIVEN),
        ("lengkapnya lihat bio aku", "lihat bio aku", GIVEN),
        ("yang penasaran link di bio", "link di bio", GIVEN),
        ("please check out my channel guys", "check out my channel", GIVEN),
    ],
)
def test_an_invitation_to_get_in_touch_is_seen_and_shown(
    text: str, shown: str, score: float
) -> None:
    signal = seen(text)
    assert signal is not None
    assert signal.score == score
    assert [text[start:end] for start, end in signal.spans] == [shown]


def test_a_number_alone_counts_less() -> None:
    signal = seen("Dompet ditemukan di halte, pemilik telepon pos satpam 0812 3456 7890")
    assert signal is not None
    assert signal.score == GIVEN


@pytest.mark.parametrize(
    "text",
    [
        "Cek profil calonnya dulu sebelum memilih",
        "Lihat profil penulisnya, biologinya menarik",
        "The channel is my favourite, check the profile of the mayor",
        "Harga naik 8%, dari 80.000 jadi 86.400",
        "Setuju dengan @rina88, terima kasih",
        "Skor 08 lawan 8, tahun 1988-2008",
        "NIK 3578081234567890 tidak terdaftar",
        "Nomor darurat 112 dan 119",
    ],
)
def test_numbers_and_names_of_others_are_no_contact(text: str) -> None:
    assert seen(text) is None


def test_a_name_is_judged_by_other_signals() -> None:
    assert seen("Beritanya jelas.", name="Rina 0812 3456 7890") is None


def test_a_contact_alone_never_holds() -> None:
    policy = Policy(spam_hold=0.25, spam_reject=0.99, weights=DEFAULT_WEIGHTS)
    contact = seen("Pesan 0811-9999-111, dm @toko, toko@contoh.com")
    assert contact is not None
    assert judge([contact], policy).action is Action.APPROVE
    doubt = Signal(code="spam", score=0.1)
    assert judge([doubt], policy).action is Action.APPROVE
    assert judge([contact, doubt], policy).action is Action.HOLD

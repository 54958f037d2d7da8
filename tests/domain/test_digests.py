"""Digests of personal data: the same only for the same site, subject and text."""

from moderation.domain.digests import DIGEST_BYTES, Digests

KABAR, HARIAN = Digests("ab" * 32), Digests("cd" * 32)
EMAIL = "rina@example.com"


def test_the_same_text_has_the_same_digest() -> None:
    assert KABAR.digest("author", EMAIL) == Digests("ab" * 32).digest("author", EMAIL)


def test_another_site_subject_or_text_has_another_digest() -> None:
    digests = {
        KABAR.digest("author", EMAIL),
        HARIAN.digest("author", EMAIL),
        KABAR.digest("network", EMAIL),
        KABAR.digest("author", EMAIL + "x"),
        KABAR.digest("authorr", EMAIL[1:]),
    }
    assert len(digests) == 5


def test_a_digest_is_hexadecimal_and_short_whatever_the_text() -> None:
    for text in ("", "\ud800", "x" * 100_000):
        assert len(bytes.fromhex(KABAR.digest("text", text))) == DIGEST_BYTES

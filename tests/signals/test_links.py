"""Links: what is found in any form, what only looks like one, and what each counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import Article, Author, Field, ListAction, ListEntry, ListKind, Signal
from moderation.signals import gather
from moderation.signals.links import HINT, LINK
from moderation.signals.scoring import hinted
from tests.signals.test_signals import a_context, marked

SCRAPS = (
    *("www.", "http://", "https://", "://", "//", "bit.ly/", "t.me/", "kabar.co.id", "x.y.z.com"),
    *(".", "-", "@", "/", "?", "#", ":", "'", '"', "<", ">", " ", "\n", "\u00a0", "_"),
    *("a", "é", "1", "co", ".co", ".é", "slot88", "www", "WWW."),
)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_links_are_found_by_their_hint(text: str) -> None:
    by_hint = [each.span() for each in hinted(HINT, LINK, text)]
    assert by_hint == [each.span() for each in LINK.finditer(text)]


def found(text: str, entries: list[ListEntry] | None = None, url: str = "") -> Signal | None:
    article = Article(id="feri-baru", url=url)
    signals = gather(a_context(text, entries, article=article))
    return next((each for each in signals if each.code == "links"), None)


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
        ("ke kiosmurah.bond aja", ["kiosmurah.bond"]),
        ("ke kiosmurah.lat aja", ["kiosmurah.lat"]),
        ("ke kiosmurah.cfd aja", ["kiosmurah.cfd"]),
        ("ke kiosmurah.monster aja", ["kiosmurah.monster"]),
        ("ke kiosmurah.one aja", ["kiosmurah.one"]),
        ("ke kiosmurah.pw aja", ["kiosmurah.pw"]),
        ("ke kiosmurah.wiki/daftar aja", ["kiosmurah.wiki/daftar"]),
        ("ke kios88.ga aja", ["kios88.ga"]),
        ("ke KIOSMURAH.BOND aja", ["KIOSMURAH.BOND"]),
        ("ke Kiosmurah.Com aja", ["Kiosmurah.Com"]),
        ("cek bit . ly / abc ya", ["bit . ly / abc"]),
        ("cek t .me/ abc ya", ["t .me/ abc"]),
        ("cek wa dot me/62812 ya", ["wa dot me/62812"]),
        ("cek heylink.me/abc ya", ["heylink.me/abc"]),
        ("cek discord.gg/abc ya", ["discord.gg/abc"]),
    ],
)
def test_links_are_found_in_any_form(text: str, links: list[str]) -> None:
    assert marked(text, "links") == links


@pytest.mark.parametrize(
    "text",
    [
        "selesai.Lalu pulang",
        "Sudah bagus.Pro dan kontra itu biasa.Live report dong.Top memang",
        "makan dulu.ke sana nanti.si bos ikut",
        "great.so it is done.now go",
        "Rp1.000.000",
        "rina@contoh.com tulis",
        "dll.dst.",
        "3.5 juta",
        "a.b.c",
        "H. Budi S.Ag. M.Si dan BUDI.SH",
        "Hebat.🇮🇩 merdeka",
        "WWW....😮",
        "setuju . pro / kontra",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sumber: bps.go.id dan https://www.bi.go.id/harga",
        "ada di smkn2.sch.id, ui.ac.id, sukamaju.desa.id",
        "baca https://kabar.example.com/1 dan www.kabar.example.com/2",
        "baca https://warta.co.id/1 dan m.warta.co.id/2",
        "lihat peta.sahabat.org/x dan sahabat.org",
    ],
)
def test_the_sites_own_official_and_allowed_domains_do_not_count(text: str) -> None:
    allowed = ListEntry(kind=ListKind.DOMAIN, pattern="sahabat.org", action=ListAction.ALLOW)
    assert found(text, [allowed], url="https://www.warta.co.id/berita/1") is None


@pytest.mark.parametrize(
    "text",
    [
        "https://go.id.kios.bond/x",
        "https://bukanwarta.co.id/1",
        "https://warta.com/x",
        pytest.param("https://" + "a." * 127 + "go.id/x", id="longer than a host can be"),
    ],
)
def test_what_only_resembles_such_a_domain_counts(text: str) -> None:
    assert found(text, url="https://www.warta.co.id/berita/1") is not None


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("https://satu.com/a", 0.3),
        ("https://satu.com/a https://dua.com/b", 1.0),
        ("kios.bond kios.lat", 1.0),
        ("menurut kabarpagi.co dan wartasore.id", 0.4),
        ("kios88.com", 0.3),
        ("bit.ly/abc", 0.7),
        ("t.me/abc wa.me/62812", 1.0),
    ],
)
def test_a_link_counts_by_where_it_leads(text: str, score: float) -> None:
    signal = found(text)
    assert signal is not None
    assert signal.score == score


@pytest.mark.parametrize(
    ("author", "score"),
    [
        (Author(name="daftar di kios.bond", email="r@example.com"), 1.0),
        (Author(name="Rina", email="r@example.com", url="https://bit.ly/abc"), 1.0),
        (Author(name="Rina", email="r@example.com", url="https://rina.example.com"), None),
        (Author(name="Budi, S.H., M.Si", email="r@example.com"), None),
    ],
)
def test_names_and_websites_are_looked_at_too(author: Author, score: float | None) -> None:
    signals = [each for each in gather(a_context(author=author)) if each.code == "links"]
    assert [each.score for each in signals] == ([score] if score else [])
    assert all(each.field in {Field.NAME, Field.URL} for each in signals)

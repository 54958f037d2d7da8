"""Whatever a file holds: rows or a refusal with its line, never another exception."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.intake.importing import coral, csv_table, disqus, wxr
from moderation.intake.importing.rows import FIELD_LIMIT, LINE_LIMIT, BadFile, Row
from moderation.intake.importing.xml_records import DEPTH_LIMIT, TAG_LIMIT
from tests.intake.importing.files import CORAL, CSV, DISQUS, WXR, found_in

READERS: dict[str, tuple[Callable[[BinaryIO], Any], str]] = {
    "wxr": (wxr.read, WXR),
    "csv": (csv_table.read, CSV),
    "disqus": (disqus.read, DISQUS),
    "coral": (coral.read, CORAL),
}
LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (LAUGHS + "<rss>&i;</rss>", "document type"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "document type"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "document type"),
        ("<rss>&x;</rss>", "undefined entity"),
        ("<rss>" + "<a>" * DEPTH_LIMIT, "within one another"),
        ('<rss x="' + "a" * (TAG_LIMIT + 200_000), "too long"),
        ("<rss><channel></rss>", "mismatched tag"),
        ("<rss><channel>", "no element found"),
        ("<html/>", "<rss>"),
        ("", "no element found"),
        ("bukan XML", "syntax error"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "encoding"),
    ],
)
def test_hostile_xml_is_refused_with_its_line(inside: str, why: str) -> None:
    with pytest.raises(BadFile, match=why) as raised:
        found_in(wxr.read, inside)
    assert raised.value.line >= 1


def test_a_comment_with_too_many_fields_is_refused() -> None:
    post = "".join(f'<a{n} id="1"/>' for n in range(3_000))
    with pytest.raises(BadFile, match="too many fields"):
        found_in(disqus.read, f"<disqus><post>{post}</post></disqus>")


def test_an_endless_field_is_cut_and_what_surrounds_comments_is_not_kept() -> None:
    text = "a" * (3 * FIELD_LIMIT)
    comment = f"<comment_content>{text}</comment_content><comment_approved>1</comment_approved>"
    item = f"<item><content>{text}</content><comment>{comment}</comment></item>"
    (row,) = found_in(wxr.read, f"<rss><channel>{item}</channel></rss>")
    assert isinstance(row, Row)
    assert len(row.raw["text"]) == FIELD_LIMIT + 1


def test_control_characters_that_a_database_kept_end_no_import() -> None:
    found = found_in(wxr.read, WXR.replace("4, Bu", "4,\x0b\x00\x1fBu"))
    texts = [each.raw["text"] for each in found if isinstance(each, Row)]
    assert "Sepakat & salam, 3 < 4,   Bu Rina." in texts


@pytest.mark.parametrize("kind", ["csv", "coral"])
def test_a_line_without_end_is_refused(kind: str) -> None:
    read, text = READERS[kind]
    first = text.partition("\n")[0] if kind == "csv" else ""
    with pytest.raises(BadFile, match="too long"):
        found_in(read, f"{first}\n{'a' * (LINE_LIMIT + 1)}")


class Named(io.BytesIO):
    """Bytes that have a place, beside which nothing lies."""

    name = "/nowhere/comments.json"


def lines_told(kind: str, content: bytes) -> list[int]:
    """The line of each thing found, and of the refusal if there is one."""
    lines: list[int] = []
    try:
        lines.extend(each.line for each in READERS[kind][0](Named(content)))
    except BadFile as refusal:
        lines.append(refusal.line)
    return lines


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
def test_whatever_comes_there_are_rows_or_a_refusal(kind: str, data: st.DataObject) -> None:
    whole = READERS[kind][1].encode()
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    junk = data.draw(st.binary(max_size=40))
    assert min(lines_told(kind, whole[:at] + junk + whole[at + length :]), default=1) >= 1


@pytest.mark.parametrize("kind", READERS)
@given(junk=st.binary(max_size=400))
def test_junk_is_refused_or_empty(kind: str, junk: bytes) -> None:
    assert min(lines_told(kind, junk), default=1) >= 1

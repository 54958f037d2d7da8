"""Each format's words become the domain's, with state, date, thread and who decided."""

from pathlib import Path
from typing import Any

import pytest

from moderation.domain import Action
from moderation.intake.importing import coral, csv_table, disqus, wordpress, wxr
from moderation.intake.importing.rows import BadFile, Row, Skipped, Unread
from moderation.submission.fields import FIELDS
from tests.intake.importing.files import CORAL, CORAL_BESIDE, CSV, DISQUS, WXR, found_in


def by_id(found: list[Any]) -> dict[str, Row]:
    return {each.raw["external_id"]: each for each in found if isinstance(each, Row)}


@pytest.mark.parametrize("reader", [wordpress, disqus, coral], ids=lambda each: each.__name__)
def test_every_field_is_mapped_or_named_as_absent(reader: Any) -> None:
    mapped = set(reader.NAMES.values())
    assert mapped | reader.ABSENT == {each.name for each in FIELDS}
    assert not mapped & reader.ABSENT


def test_wxr() -> None:
    found = found_in(wxr.read, WXR)
    rows = by_id(found)
    assert [each.line for each in found if isinstance(each, Skipped)] == [60]
    assert {id_: row.action for id_, row in rows.items()} == {
        "15": Action.APPROVE,
        "16": Action.APPROVE,
        "17": Action.REJECT,
        "19": Action.HOLD,
        "20": Action.REJECT,
    }
    assert [id_ for id_, row in rows.items() if row.by_person] == ["16", "20"]
    assert rows["15"].raw == {
        "external_id": "15",
        "article.id": "7",
        "article.url": "https://kabar.example/feri-baru/",
        "article.title": "Feri baru & murah",
        "parent_id": "0",
        "author.name": "Rina",
        "author.email": "rina@example.com",
        "author.url": "https://rina.example/",
        "text": "Terima kasih, <b>jelas</b> sekali.",
        "client.ip": "203.0.113.7",
        "client.user_agent": "",
        "submitted_at": "2020-05-01 07:00:00",
    }
    assert (rows["15"].line, rows["16"].raw["parent_id"]) == (12, "15")
    assert rows["16"].raw["text"] == "Sepakat & salam, 3 < 4, Bu Rina."
    assert rows["16"].raw["submitted_at"] == "2020-05-02 14:00:00"
    assert rows["19"].raw["article.id"] == "8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(delimiter: str) -> None:
    given = CSV if delimiter == "," else CSV.replace("baris, satu", "baris satu")
    found = found_in(csv_table.read, "\ufeff" + given.replace(",", delimiter))
    rows = by_id(found)
    assert [each for each in found if isinstance(each, Unread)] == [
        Unread(5, "invalid_csv"),
        Unread(6, "unknown_state"),
    ]
    assert rows["21"].raw["text"].startswith("Dua\nbaris")
    assert (rows["21"].line, rows["22"].line) == (2, 4)
    assert (rows["22"].action, rows["22"].by_person) == (Action.REJECT, True)
    assert rows["22"].raw["parent_id"] == "21"
    assert rows["21"].raw["client.user_agent"] == "Mozilla"


def test_a_table_without_what_is_needed_is_refused() -> None:
    with pytest.raises(BadFile, match="comment_content"):
        found_in(csv_table.read, "comment_ID,comment_post_ID\n1,2\n")


def test_disqus() -> None:
    rows = by_id(found_in(disqus.read, DISQUS))
    assert {id_: row.action for id_, row in rows.items()} == {
        "202": Action.APPROVE,
        "201": Action.APPROVE,
        "203": Action.REJECT,
    }
    assert rows["202"].raw == {
        "external_id": "202",
        "article.id": "feri-baru",
        "article.url": "https://kabar.example/feri-baru/",
        "article.title": "Feri & baru",
        "parent_id": "external:201",
        "author.name": "Budi",
        "author.email": "",
        "text": "Balasan dulu.\n\nBaris <kedua>",
        "client.ip": "",
        "submitted_at": "2019-01-03T00:00:00Z",
    }
    assert rows["201"].raw["author.email"] == "rina@example.com"
    assert (rows["203"].raw["article.id"], rows["203"].raw["author.name"]) == ("102", "slot")
    assert not any(row.by_person for row in rows.values())


@pytest.fixture
def coral_file(tmp_path: Path) -> Path:
    for name, text in CORAL_BESIDE.items():
        (tmp_path / name).write_text(text)
    path = tmp_path / "comments.json"
    path.write_text(CORAL)
    return path


def test_coral(coral_file: Path) -> None:
    with coral_file.open("rb") as file:
        found = list(coral.read(file))
    rows = by_id(found)
    assert [each for each in found if not isinstance(each, Row)] == [
        Skipped(4),
        Unread(5, "invalid_json"),
    ]
    assert rows["c1"].raw == {
        "external_id": "c1",
        "article.id": "s1",
        "article.url": "https://kabar.example/feri/",
        "article.title": "Feri",
        "parent_id": "",
        "author.name": "Rina",
        "author.id": "u1",
        "text": "Terima kasih.",
        "submitted_at": "2022-03-01T07:00:00.000Z",
    }
    assert (rows["c2"].action, rows["c2"].by_person) == (Action.REJECT, True)
    assert (rows["c2"].raw["parent_id"], rows["c2"].raw["text"]) == (
        "external:c1",
        "Kasar & kotor",
    )
    assert rows["c2"].raw["submitted_at"] == "2022-03-02T05:46:40.000Z"
    assert (rows["c3"].action, rows["c1"].by_person) == (Action.HOLD, False)

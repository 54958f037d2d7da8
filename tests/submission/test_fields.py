"""The table of fields: complete, and every door maps each row of it."""

from typing import Any

import msgspec
import pytest

from moderation.domain import Article, Author, Client, FormTrap, Submission
from moderation.domain.form_token import honeypot_field
from moderation.errors import Fault
from moderation.submission.fields import FIELDS, JSON_POINTERS, FieldLimits, Reading
from moderation.submission.validation import Reader, SubmissionReader
from moderation.web.api.fields import FORM_POINTERS, from_form, from_json

LIMITS = FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=300_000)
NAMES = {each.name for each in FIELDS}
GROUPS: dict[str, type[msgspec.Struct]] = {
    "article": Article,
    "author": Author,
    "client": Client,
    "trap": FormTrap,
}


def test_the_table_names_each_field_of_the_domain_once() -> None:
    expected = {
        f"{name}.{inner}" if name in GROUPS else name
        for name in Submission.__struct_fields__
        for inner in (GROUPS[name].__struct_fields__ if name in GROUPS else ("",))
    }
    # Whether a form is proven is what a door says of it; nobody sends that.
    assert expected - {"trap.unproven", "cut"} == NAMES
    assert len(FIELDS) == len(NAMES) == len({each.form for each in FIELDS})


def test_every_reading_is_a_method_and_is_used() -> None:
    assert {each.reading for each in FIELDS} == set(Reading)
    assert all(callable(getattr(Reader, each.value)) for each in Reading)


def test_every_limit_is_a_number_where_limits_hold() -> None:
    assert all(each.longest(LIMITS) > 0 for each in FIELDS)


def body_of(pointers: dict[str, Any]) -> dict[str, Any]:
    """A JSON body with a value at each pointer."""
    body: dict[str, Any] = {}
    for pointer, value in pointers.items():
        *groups, member = pointer[1:].split("/")
        inner = body
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[member] = value
    return body


def test_json_maps_every_field() -> None:
    raw, faults = from_json(body_of({each.pointer: each.name for each in FIELDS}))
    assert (raw, faults) == ({name: name for name in NAMES}, [])
    assert set(JSON_POINTERS) == NAMES


def test_a_form_maps_every_field_and_the_honeypot_by_its_token() -> None:
    form = {each.form: each.name for each in FIELDS if each.name != "trap.honeypot"}
    form[honeypot_field("trap.token")] = "trap.honeypot"
    assert from_form(form) == {name: name for name in NAMES}
    assert set(FORM_POINTERS) == NAMES


def test_a_form_without_a_token_has_no_honeypot() -> None:
    assert from_form({"comment": "ya", "honeypot": "x", honeypot_field(""): "x"}) == {"text": "ya"}


@pytest.mark.parametrize("group", ["article", "author", "client", "form"])
def test_what_should_be_an_object_and_is_none_is_a_fault(group: str) -> None:
    assert from_json({group: "x"})[1] == [
        Fault(f"/{group}", "wrong_type", (("expected", "object"),))
    ]
    assert from_json({group: None})[1] == []


def test_members_that_no_row_names_are_ignored() -> None:
    assert from_json({"article": {"id": "a", "status": "x"}, "state": "approved"}) == (
        {"article.id": "a"},
        [],
    )


def test_faults_are_told_in_the_order_of_the_table() -> None:
    _, faults = SubmissionReader(LIMITS).read({name: [] for name in NAMES}, 0)
    assert [fault.pointer for fault in faults] == [each.pointer for each in FIELDS]

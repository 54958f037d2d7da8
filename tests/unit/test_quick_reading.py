"""Reading the usual submission quickly gives what reading it with care gives, or gives way."""

import json
from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.submission.quick_reading import plainly
from moderation.submission.validation import FieldLimits, Pointers, read_submission
from moderation.web.http.form_body import FORM_POINTERS, arranged, form_fields
from moderation.web.http.form_body import given as form_given
from moderation.web.http.json_body import given as json_given
from moderation.web.http.json_body import given_all, read_json
from tests.builders import a_body

LIMITS = FieldLimits(name=245, email=100, url=40, text=60, clock_tolerance_ms=300_000)
NOW = 1_800_000_000_000

ODD = st.sampled_from(
    [
        "",
        " ",
        "0",
        "a  b",
        " a",
        "a\n",
        "\u200b",
        "\u2028",
        "\u3164",
        "\u115fa",
        "\uffa0\u2800",
        "é",
        "\x07",
        "\u00a0x",
        "rina@example.com",
        "Postmaster@EXAMPLE.com",
        '"a b"@example.com',
        "rina@pasar.日本",
        "203.0.113.7",
        "2001:DB8::1",
        "fe80::1%eth0",
        "::ffff:203.0.113.7",
        "http://x.id/a",
        "ftp://x.id",
        "https://u@x.id",
        "http://x.id/\u202ea",
        'http://x".id/',
        "http://[::1]/a",
        "2026-11-23T01:02:03Z",
        "2999-01-01T00:00:00Z",
        "2026-11-23t01:02:03.5z",
        "2026-11-23",
        "0" * 28,
        "x" * 61,
    ]
) | st.text(max_size=6)
VALUES = ODD | st.none() | st.integers(-1, 3) | st.booleans()


# Right more often than not, so that other fields come to be looked at.
NAMED = st.just("Rina") | VALUES
MAIL = st.just("rina@example.com") | VALUES


def members(**optional: Any) -> Any:
    """An object with these members, of which some are left out."""
    return st.fixed_dictionaries({}, optional=optional)


BODIES = st.fixed_dictionaries(
    {
        "article": members(id=NAMED, url=VALUES, title=VALUES, more=VALUES),
        "author": members(name=NAMED, email=MAIL, url=VALUES),
        "text": NAMED,
    },
    optional={
        "client": members(ip=VALUES, user_agent=VALUES, referrer=VALUES) | VALUES,
        "parent_id": VALUES,
        "submitted_at": VALUES,
        "form": members(token=VALUES, honeypot=VALUES) | VALUES,
        "more": VALUES,
    },
)
NAMES = [getattr(FORM_POINTERS, each.name)[1:] for each in fields(Pointers)]
FIELDS = st.dictionaries(st.sampled_from([*NAMES, "more"]), ODD, min_size=1)


@settings(max_examples=500)
@given(body=BODIES)
@example(body=a_body())
def test_json_is_read_as_with_care_or_gives_way(body: Any) -> None:
    text = json.dumps(body).encode()
    found = json_given(text)
    plain = plainly(found, LIMITS, NOW) if found else None
    if plain is not None:
        assert read_submission(read_json(text), LIMITS, NOW) == (plain, [])


@given(bodies=st.lists(BODIES, max_size=3), bare=st.booleans())
def test_a_batch_is_read_as_its_items_are(bodies: list[Any], *, bare: bool) -> None:
    batch = json.dumps(bodies if bare else {"comments": bodies}).encode()
    found = given_all(batch)
    if found is not None:
        assert found == [json_given(json.dumps(body).encode()) for body in bodies]


@settings(max_examples=500)
@given(body=FIELDS)
def test_a_form_is_read_as_with_care_or_gives_way(body: dict[str, str]) -> None:
    read = form_fields(urlencode(body).encode())
    plain = plainly(form_given(read), LIMITS, NOW)
    if plain is not None:
        assert read_submission(arranged(read), LIMITS, NOW, FORM_POINTERS) == (plain, [])


USUAL = {
    "article": {"id": "feri-1", "url": "http://x.id/a", "title": "Feri baru"},
    "author": {"name": "Rina", "email": "rina@example.com", "url": "https://rina.id"},
    "text": "Bagus sekali.\nTerima kasih",
    "client": {"ip": "203.0.113.7", "user_agent": "Peramban", "referrer": "http://x.id"},
    "parent_id": "0" * 28,
    "submitted_at": "2026-11-23T01:02:03Z",
    "form": {"token": "abc.def", "honeypot": ""},
}


@pytest.mark.parametrize("body", [a_body(), USUAL], ids=["least", "whole"])
def test_a_usual_submission_takes_the_quick_way(body: Any) -> None:
    found = json_given(json.dumps(body).encode())
    assert found is not None
    assert plainly(found, LIMITS, NOW) is not None


@pytest.mark.parametrize(
    "body",
    [
        b'{"article":{"id":"a","id":"b"},"author":{"name":"R","email":"r@x.id"},"text":"ya"}',
        b'{"article":{"id":"a"},"author":{"name":"R","email":"r@x.id"},"text":"ya","text":"tidak"}',
    ],
)
def test_a_member_that_comes_twice_never_takes_the_quick_way(body: bytes) -> None:
    assert json_given(body) is None

"""Validation: every fault at once, and nothing odd gets through."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import Submission
from moderation.errors import Fault
from moderation.submission.fields import FieldLimits
from moderation.submission.validation import SubmissionReader
from moderation.web.api.fields import from_json
from tests.builders import a_body

LIMITS = FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=300_000)
NOW = 1_800_000_000_000


READER = SubmissionReader(LIMITS)


def read(body: Any) -> tuple[Submission, list[Fault]]:
    """The submission in a JSON body, and every fault."""
    raw, faults = from_json(body)
    submission, found = READER.read(raw, NOW)
    return submission, faults + found


def faults_of(body: Any) -> list[tuple[str, str]]:
    _, faults = read(body)
    return [(fault.pointer, fault.code) for fault in faults]


def test_a_polite_comment_has_no_fault() -> None:
    assert faults_of(a_body()) == []


def test_every_fault_is_named_at_once() -> None:
    body = {"article": {}, "author": {"name": " ", "email": "rina@", "url": "ftp://x.id"}}
    assert faults_of(body) == [
        ("/article/id", "required"),
        ("/author/name", "required"),
        ("/author/email", "invalid_email"),
        ("/author/url", "invalid_url"),
        ("/text", "required"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n\t ", "\u200b\u200b", "\u202e\u2066", "\u0301\u0301", "\u00a0\u3000", "\ufeff"),
        *("\u2028", "\u2029\n", "\u3164", "\u115f\u1160", "\uffa0 \u3164", "\u2800", "\U0001d159"),
    ],
    ids=[
        *("empty", "white", "zero width", "bidi", "marks", "wide spaces", "bom"),
        *("line", "paragraph", "filler", "jamo fillers", "half filler", "braille", "null note"),
    ],
)
def test_what_shows_nothing_is_missing(text: str) -> None:
    assert faults_of(a_body(text=text)) == [("/text", "required")]
    author = {"name": text, "email": "rina@example.com"}
    assert faults_of(a_body(author=author)) == [("/author/name", "required")]
    assert faults_of(a_body(article={"id": text})) == [("/article/id", "required")]


@pytest.mark.parametrize("text", ["\u3164a", "👍", "\u2801", "ㄱ", "❤\ufe0f", "!"])
def test_what_shows_anything_is_taken(text: str) -> None:
    assert faults_of(a_body(text=text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00b", "control_character"),
        ("a\x1bb", "control_character"),
        ("a\ud800b", "lone_surrogate"),
        (f"a{chr(0xDFFF)}b", "lone_surrogate"),
    ],
    ids=["nul", "escape", "high surrogate", "low surrogate"],
)
def test_broken_characters_are_refused(text: str, code: str) -> None:
    assert faults_of(a_body(text=text)) == [("/text", code)]


@pytest.mark.parametrize(
    "text",
    [
        "baris satu\nbaris dua\r\n\tmenjorok",
        "kanan\u202eke kiri",
        "👨‍👩‍👧 keluarga",
        "e" + "\u0301" * 10_000,
    ],
    ids=["lines", "override", "joined emoji", "10,000 marks"],
)
def test_strange_but_honest_text_is_taken_as_it_was_sent(text: str) -> None:
    submission, faults = read(a_body(text=text))
    assert (submission.text, faults) == (text, [])


@pytest.mark.parametrize(
    ("field", "limit"), [("name", 245), ("email", 100), ("url", 200), ("text", 65_525)]
)
def test_a_field_over_its_limit_says_how_long_it_may_be(field: str, limit: int) -> None:
    body = a_body()
    target = body if field == "text" else body["author"]
    target[field] = "x" * (limit + 1)
    _, faults = read(body)
    assert [dict(f.facts) for f in faults if f.code == "too_long"] == [
        {"limit": limit, "length": limit + 1}
    ]


@pytest.mark.parametrize(
    ("given_address", "kept"),
    [
        ("Rina@EXAMPLE.com", "Rina@example.com"),
        ("budi@xn--r8jz45g.jp", "budi@例え.jp"),
        ("用户@例え.jp", "用户@例え.jp"),
        ("  rina@example.com ", "rina@example.com"),
    ],
    ids=["case", "punycode", "international", "space around"],
)
def test_an_address_is_kept_in_its_normal_form(given_address: str, kept: str) -> None:
    body = a_body(author={"name": "Rina", "email": given_address})
    submission, faults = read(body)
    assert (submission.author.email, faults) == (kept, [])


@pytest.mark.parametrize(
    "address",
    ["rina", "rina@", "@example.com", "a b@example.com", "a@b", "a@ex_ample.com", "a@-x.id"],
)
def test_an_invalid_address_is_a_fault(address: str) -> None:
    body = a_body(author={"name": "Rina", "email": address})
    assert faults_of(body) == [("/author/email", "invalid_email")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://a.id",
        "//a.id",
        "https://a b.id",
        "http://u:p@a.id",
        "data:text/html,x",
        "http://a",
        "http://a.id:port",
        "ftp:contoh.id",
        "http://a.id/\u202egpj.exe",
        "http://a.id/\u200b",
        "http://a.id/\u2066x",
        "http://a.id/?q=\u3000x",
        'http://exa"mple.id/',
        'http://a.id/"onmouseover=alert(1)',
        "http://a.id/<b>",
        "http://a.id/a\\b",
        "http://a.id\\@b.id/",
        "http://a.id/`",
        "http://a*b.id",
        "http://a,b.id",
        "http://(a).id",
        "http://a%62.id",
        "http://a..id",
        "http://.a.id",
        "http://\u201ca\u201d.id",
        "http://a\ue000.id",
    ],
)
def test_only_full_web_addresses_are_taken(url: str) -> None:
    body = a_body(author={"name": "R", "email": "r@example.com", "url": url})
    assert faults_of(body) == [("/author/url", "invalid_url")]


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.id", "https://a.id:8443/x?y=1#z", "https://例え.jp/", "", None),
        *("https://उदाहरण.भारत/पथ?q=é", "https://xn--r8jz45g.jp", "https://a_b-c.id/a'b(c)|{d}~*"),
        *("HTTPS://A.ID/%E2%80%AE", "https://a.id/@rina"),
    ],
)
def test_web_addresses_are_taken(url: str | None) -> None:
    assert faults_of(a_body(author={"name": "R", "email": "r@example.com", "url": url})) == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:8080/demo/", "http://localhost:3000/a", "http://[::1]/a"),
        *("http://[2001:db8::7]:80/", "https://a.id", "http://mesin.kantor./a"),
    ],
)
def test_an_article_may_stand_on_a_machine_under_development(url: str) -> None:
    assert faults_of(a_body(article={"id": "feri-baru", "url": url})) == []


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("kemarin", "invalid_time"),
        ("1969-12-31T23:59:59Z", "invalid_time"),
        ("2026-13-01T00:00:00Z", "invalid_time"),
        ("2099-01-01T00:00:00Z", "in_future"),
        (7, "wrong_type"),
        ("2026-11-23", "invalid_time"),
        ("2026-11-23T08:00:00", "invalid_time"),
        ("2026-11-23 08:00:00Z", "invalid_time"),
        ("20261123T080000Z", "invalid_time"),
        ("2026-W48-1T08:00:00Z", "invalid_time"),
        ("2026-11-23T08:00Z", "invalid_time"),
        ("2026-11-23T24:00:00Z", "invalid_time"),
        ("2026-11-23T08:00:00,5Z", "invalid_time"),
        ("2026-11-23T08:00:00.Z", "invalid_time"),
        ("2026-11-23T08:00:00+0700", "invalid_time"),
        ("2026-11-23T08:00:00+07", "invalid_time"),
        ("2026-11-23T08:00:00+07:60", "invalid_time"),
        ("2026-11-23T08:00:00+07:00:30", "invalid_time"),
        ("2026-11-23T08:00:61Z", "invalid_time"),
        ("\u0662026-11-23T08:00:00Z", "invalid_time"),
    ],
)
def test_an_impossible_time_is_a_fault(time: Any, code: str) -> None:
    assert faults_of(a_body(submitted_at=time)) == [("/submitted_at", code)]


@pytest.mark.parametrize("parent", [None, "", "0", 0], ids=["null", "empty", "text", "number"])
def test_no_parent_can_be_said_in_four_ways(parent: Any) -> None:
    assert faults_of(a_body(parent_id=parent)) == []


def test_members_that_only_the_server_may_set_are_ignored() -> None:
    body = a_body(status="approved", id="x", decision={"action": "approve"}, site="lain")
    assert read(body) == read(a_body())


@pytest.mark.parametrize(
    ("ip", "kept"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("2001:DB8::0:1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("10.1.2.3:5678", "10.1.2.3"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("unknown, 203.0.113.7:80 , 10.0.0.1", "203.0.113.7"),
        ("", ""),
        (None, ""),
    ],
    ids=[
        *("plain", "space around", "version 6", "zone", "port", "brackets and port"),
        *("brackets", "list", "empty", "null"),
    ],
)
def test_an_address_of_the_network_is_kept_in_its_normal_form(ip: str | None, kept: str) -> None:
    submission, faults = read(a_body(client={"ip": ip}))
    assert (submission.client.ip, faults) == (kept, [])


@pytest.mark.parametrize(
    "ip",
    [
        *("203.0.113", "203.0.113.256", "01.2.3.4", "::g", "rina", "::1%", "[", "[]:1", ",,"),
        "x" * 100_000,
    ],
)
def test_what_is_no_address_of_the_network_costs_no_reader_a_comment(ip: str) -> None:
    submission, faults = read(a_body(client={"ip": ip}))
    assert (submission.client.ip, faults) == ("", [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.rina.com", "http://www.rina.com"),
        ("rina.id/tentang?x=1", "http://rina.id/tentang?x=1"),
        ("Rina.ID:8080", "http://Rina.ID:8080"),
        ("rina.id#atas", "http://rina.id#atas"),
        *((typed, "") for typed in ("-", "http://", "https://", "HTTP://", "tidak ada", "n/a")),
        *((typed, "") for typed in ("rina@example.com", "rina", "...", "a b.id", "?", "x" * 150)),
    ],
)
def test_a_website_is_completed_or_left_out(typed: str, kept: str) -> None:
    author = {"name": "Rina", "email": "rina@example.com", "url": typed}
    submission, faults = read(a_body(author=author))
    assert (submission.author.url, faults) == (kept, [])


def test_the_line_ends_of_a_word_processor_are_line_ends() -> None:
    submission, faults = read(a_body(text="baris satu\x0bbaris dua\x0cbaris tiga"))
    assert (submission.text, faults) == ("baris satu\nbaris dua\nbaris tiga", [])


def test_a_time_as_wordpress_writes_it_is_in_utc() -> None:
    submission, faults = read(a_body(submitted_at="2026-11-23 01:02:03"))
    assert (submission.submitted_at, faults) == (1_795_395_723_000, [])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"text": 7}, "/text"),
        ({"parent_id": ["x"]}, "/parent_id"),
        ({"client": {"user_agent": 7}}, "/client/user_agent"),
        ({"client": 7}, "/client"),
        ({"article": {"id": True}}, "/article/id"),
    ],
)
def test_a_value_of_another_type_is_a_fault(changes: dict[str, Any], pointer: str) -> None:
    assert faults_of(a_body(**changes))[0] == (pointer, "wrong_type")


@pytest.mark.parametrize("parent", ["x", "F" * 28, "0" * 27, "external:", "external:  "])
def test_a_parent_of_another_form_is_unknown(parent: str) -> None:
    assert faults_of(a_body(parent_id=parent)) == [("/parent_id", "unknown_parent")]


def test_a_parent_is_kept() -> None:
    submission, faults = read(a_body(parent_id="0" * 28))
    assert (submission.parent_id, faults) == ("0" * 28, [])


@pytest.mark.parametrize(
    ("parent", "kept"),
    [
        ("external:15", "external:15"),
        ("external:komentar/15", "external:komentar/15"),
        ("16", "external:16"),
    ],
)
def test_a_parent_may_be_named_by_the_sites_own_id(parent: str, kept: str) -> None:
    submission, faults = read(a_body(parent_id=parent))
    assert (submission.parent_id, faults) == (kept, [])


@pytest.mark.parametrize(("given", "kept"), [("k-15", "k-15"), (15, "15"), (" a  b ", "a b")])
def test_a_comment_may_have_an_id_of_the_sites_own(given: str | int, kept: str) -> None:
    submission, faults = read(a_body(external_id=given))
    assert (submission.external_id, faults) == (kept, [])


@pytest.mark.parametrize("which", ["external_id", "parent_id"])
def test_a_sites_own_id_is_not_too_long(which: str) -> None:
    prefix = "external:" if which == "parent_id" else ""
    assert faults_of(a_body(**{which: f"{prefix}{'x' * 200}"})) == []
    assert faults_of(a_body(**{which: f"{prefix}{'x' * 201}"})) == [(f"/{which}", "too_long")]


def test_an_articles_id_may_be_a_number() -> None:
    submission, faults = read(a_body(article={"id": 42}))
    assert (submission.article.id, faults) == ("42", [])


def test_what_a_readers_program_says_is_cut_and_cleaned() -> None:
    client = {"user_agent": "x" * 600, "referrer": "a\ud800b"}
    submission, faults = read(a_body(client=client))
    assert (len(submission.client.user_agent), submission.client.referrer) == (512, "ab")
    assert faults == []


@pytest.mark.parametrize(
    ("time", "ms"),
    [
        ("2026-11-23T08:00:00+07:00", 1_795_395_600_000),
        ("2026-11-23T01:00:00Z", 1_795_395_600_000),
        ("2026-11-23t01:00:00z", 1_795_395_600_000),
        ("2026-11-22T20:30:00-04:30", 1_795_395_600_000),
        ("2026-11-23T01:00:00.1Z", 1_795_395_600_100),
        ("2026-11-23T01:00:00.123Z", 1_795_395_600_123),
        ("2026-11-23T08:00:00.123999999999999999+07:00", 1_795_395_600_123),
        ("2026-12-31T23:59:60Z", 1_798_761_599_000),
        ("1970-01-01T00:00:00Z", 0),
        (None, 0),
    ],
)
def test_a_time_is_kept_in_milliseconds(time: str | None, ms: int) -> None:
    submission, faults = read(a_body(submitted_at=time))
    assert (submission.submitted_at, faults) == (ms, [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = ["article", "author", "text", "parent_id", "client", "submitted_at", "form"]
INNER = ["id", "url", "title", "name", "email", "ip", "user_agent", "referrer", "token", "honeypot"]


@given(
    body=st.dictionaries(
        st.sampled_from(MEMBERS), JSON | st.dictionaries(st.sampled_from(INNER), JSON, max_size=5)
    )
)
def test_no_json_object_breaks_validation(body: dict[str, Any]) -> None:
    submission, faults = read(body)
    assert faults or json.dumps(submission.text)


def lenient(**fields: Any) -> Submission:
    """What a door's reading makes of these fields; only the text has to be there."""
    names = {name.replace("__", "."): value for name, value in fields.items()}
    return READER.read_leniently(names, NOW, frozenset({"text"}))


def test_lenient_reading_cuts_cleans_and_leaves_out() -> None:
    limit = LIMITS.name
    submission = lenient(
        text="Setuju\x00 pak\ud800",
        author__name="R" * (limit + 5),
        author__email="bukan alamat",
        author__url="https://rina.example.com",
        parent_id=15,
    )
    assert submission.text == "Setuju pak"
    assert submission.author.name == "R" * limit
    assert submission.author.email == ""
    assert submission.author.url == "https://rina.example.com"
    assert submission.parent_id == ""


def test_lenient_reading_takes_what_is_right_as_it_is() -> None:
    assert lenient(text="Setuju pak", author__name="Rina").author.name == "Rina"

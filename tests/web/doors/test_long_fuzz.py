"""Bodies made up by a machine, many more than the quick tests try, under a key that opens."""

import json
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from moderation import administration
from moderation.administration import NewSite
from moderation.web.doors.akismet.fields import WANTED
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web.conftest import Browser, Serve, context_of
from tests.web.doors.akismet import Akismet
from tests.web.doors.coral import SECRET, Coral, a_phase, signature

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

many = settings(
    max_examples=settings().max_examples * 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD = (
    *(POLITE, JUDOL, "", " ", "0", "\x00", "\u202e", "\ud800", "😀", "<b>", "<!--", "&#x1F600;"),
    *(
        "<script>alert(1)</script>",
        '">',
        "%",
        "+",
        "true",
        "False",
        "null",
        "2026-11-29T07:00:00",
        "9" * 400,
        "a@b.co",
        "::1%x",
    ),
    "https://a.example",
)
odd = st.sampled_from(ODD)
any_text = st.lists(odd | st.text(st.characters(), max_size=9), max_size=4).map("".join)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=8,
)
any_bytes = st.binary(max_size=30) | any_text.map(lambda t: t.encode("utf-8", "surrogatepass"))
names = st.sampled_from(sorted(WANTED - {"api_key", "key"})) | any_text
PATHS = st.sampled_from(
    ["comment-check", "comment-check", "submit-spam", "submit-ham", "get-stats"]
)


def as_form(key: str, fields: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    pairs = [("api_key", key.encode()), *fields]
    escaped = (
        f"{quote_from_bytes(name.encode('utf-8', 'surrogatepass'))}={quote_from_bytes(value)}"
        for name, value in pairs
    )
    return "application/x-www-form-urlencoded", "&".join(escaped).encode()


def as_multipart(key: str, fields: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    parts = [
        b'--sekat\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode("utf-8", "surrogatepass"), value)
        for name, value in [*fields, ("api_key", key.encode())]
    ]
    return "multipart/form-data; boundary=sekat", b"".join(parts) + b"--sekat--"


@many
@given(
    path=PATHS,
    fields=st.lists(st.tuples(names, any_bytes), max_size=9),
    packed=st.sampled_from([as_form, as_multipart]),
)
async def test_akismet_in_forms(
    akismet: Akismet, path: str, fields: list[tuple[str, bytes]], packed: Any
) -> None:
    kind, body = packed(akismet.key, [("blog", b"b"), ("user_ip", b"192.0.2.1"), *fields])
    headers = {"Content-Type": kind}
    answer = await akismet.client.post(f"/1.1/{path}", data=body, headers=headers)
    assert answer.status == 200, await answer.text()


@many
@given(path=PATHS, members=st.dictionaries(names, any_json, max_size=6))
async def test_akismet_in_json(akismet: Akismet, path: str, members: dict[str, Any]) -> None:
    given_too = {"blog": "b", "user_ip": "192.0.2.1"} | members | {"api_key": akismet.key}
    headers = {"Content-Type": "application/json"}
    body = json.dumps(given_too).encode()
    answer = await akismet.client.post(f"/1.1/{path}", data=body, headers=headers)
    assert answer.status == 200, await answer.text()


@many
@given(
    path=st.sampled_from(["analyze", "suggestscore"]),
    text=any_text,
    kind=st.sampled_from(["HTML", "PLAIN_TEXT"]),
    more=st.dictionaries(
        st.sampled_from(["requestedAttributes", "attributeScores", "comment", "clientToken"])
        | st.sampled_from(["languages", "communityId", "context"]),
        any_json,
        max_size=2,
    ),
)
@example(path="analyze", text="<" * 20_000, kind="HTML", more={})
@example(path="analyze", text="<!--" * 5_000, kind="HTML", more={})
@example(path="analyze", text="." * 20_480, kind="PLAIN_TEXT", more={})
async def test_perspective(
    client: Browser, site: NewSite, path: str, text: str, kind: str, more: dict[str, Any]
) -> None:
    body = {
        "comment": {"text": text, "type": kind},
        "requestedAttributes": {"SPAM": {}},
        "attributeScores": {"SPAM": {"summaryScore": {"value": 1}}},
        "spanAnnotations": True,
    }
    sent = json.dumps(body | more).encode()
    answer = await client.post(
        f"/v1alpha1/comments:{path}", params={"key": site.api_key}, data=sent
    )
    assert answer.status in {200, 400}, await answer.text()
    told = await answer.json()
    for each in told.get("attributeScores", {}).values():
        ends = [(span["begin"], span["end"]) for span in each["spanScores"]]
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        assert all(0 <= begin <= end <= units for begin, end in ends)


@many
@given(
    changes=st.dictionaries(
        st.sampled_from(["comment", "author", "story", "action", "site", "tenantID"]),
        any_json
        | st.fixed_dictionaries({"body": any_text, "id": any_text, "url": any_text | st.none()}),
        max_size=4,
    )
)
async def test_coral(
    client: Browser, context: Context, site: NewSite, changes: dict[str, Any]
) -> None:
    if not context.directory._sites._known:
        await administration.set_coral_secrets(context.store, "kabar", [SECRET])
    body = json.dumps(a_phase(**changes), indent=2).encode()
    answer = await Coral(client).send(body, signature(body))
    assert answer.status in {200, 204}, await answer.text()


FORM_FIELDS = st.sampled_from(
    [
        *("author", "email", "url", "comment", "comment_post_ID", "comment_parent"),
        *("redirect_to", "saring_token", "altcha", "tunggu", "article_title"),
    ]
)


@pytest.fixture
async def unlimited(serve: Serve) -> Browser:
    """Serve one reader any number of times."""
    client = await serve(client_interval=0, email_interval=0, seen_window=0)
    await administration.add_site(context_of(client).store, "kabar", form_open=True)
    return client


@many
@given(
    fields=st.dictionaries(FORM_FIELDS, any_bytes, max_size=5),
    referrer=st.sampled_from(["", "https://kabar.example/feri", "https://[::1", "javascript:x"]),
)
async def test_wordpress(unlimited: Browser, fields: dict[str, bytes], referrer: str) -> None:
    whole: dict[str, Any] = {
        "author": "Rina",
        "email": "rina@example.com",
        "comment": POLITE,
        "comment_post_ID": "7",
        "tunggu": "1",
    }
    answer = await unlimited.post(
        "/sites/kabar/wp-comments-post.php",
        data=urlencode(whole | fields).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": referrer},
        allow_redirects=False,
    )
    assert answer.status in {200, 302, 400, 403, 409}, await answer.text()
    if answer.status == 302:
        assert answer.headers["Location"].startswith(
            ("https://kabar.example/", "https://a.example")
        )
    else:
        assert "<script>" not in await answer.text()

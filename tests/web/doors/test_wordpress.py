"""The address that WordPress's form posts to: what a reader's browser gets, case by case."""

import asyncio
import base64
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from altcha.v1 import Challenge, solve_challenge
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from moderation import administration, clock
from moderation.administration import NewSite
from moderation.domain import form_token
from moderation.domain.digests import Digests
from moderation.submission.fields import FIELDS
from moderation.web.doors.wordpress import fields as door
from moderation.web.doors.wordpress import proof_of_work
from moderation.web.doors.wordpress.pages import form_page
from moderation.web.doors.wordpress.way_back import page_of, to_comment
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.steps import turns_of
from tests.web.conftest import Browser, Serve, context_of

PATH = "/sites/kabar/wp-comments-post.php"
PAGE = "https://kabar.example/feri-baru/?p=7"
FORM = {
    "author": "Rina",
    "email": "rina@example.com",
    "url": "",
    "comment": POLITE,
    "comment_post_ID": "7",
    "comment_parent": "0",
    "submit": "Kirim Komentar",
}


@pytest.fixture
async def site(context: Context) -> NewSite:
    """Make a site that takes forms without a key."""
    return await administration.add_site(context.store, "kabar", form_open=True)


async def token(context: Context, *, ago: int = 60_000) -> str:
    site = await context.store.sites.find("kabar")
    return form_token.issue(site.secret, clock.now_ms() - ago).token


async def filled(context: Context, **changes: str) -> dict[str, str]:
    """A form that a person filled."""
    return FORM | {"saring_token": await token(context)} | changes


async def post(
    client: Browser, form: Mapping[str, str], *, page: str = PAGE, **headers: str
) -> Any:
    given = {"Referer": page, **headers} if page else headers
    return await client.post(PATH, data=form, headers=given, allow_redirects=False)


async def recorded(context: Context) -> list[Any]:
    """Every comment that is kept."""
    keys = [key async for key in context.store.client.scan_iter("mod:{kabar}:comment:*")]
    return await context.store.comments.find_all("kabar", [key.rpartition(":")[2] for key in keys])


@pytest.mark.usefixtures("site")
async def test_an_approved_comment_leads_back_to_it(client: Browser, context: Context) -> None:
    answer = await post(client, await filled(context))
    (comment,) = await recorded(context)
    assert answer.status == 302
    assert answer.headers["Location"] == f"{PAGE}#comment-{comment.id}"
    assert comment.state == "approved"
    assert comment.submission.client.ip == "127.0.0.1"
    assert comment.submission.article.url == PAGE


@pytest.mark.usefixtures("site")
async def test_what_waits_or_was_rejected_leads_back_as_unapproved(
    client: Browser, context: Context
) -> None:
    answer = await post(client, await filled(context, comment=JUDOL))
    (comment,) = await recorded(context)
    location = URL(answer.headers["Location"])
    assert answer.status == 302
    assert comment.state in {"held", "rejected"}
    assert location.query["unapproved"] == comment.id
    assert re.fullmatch("[0-9a-f]{24}", location.query["moderation-hash"])
    assert (location.query["p"], location.fragment) == ("7", f"comment-{comment.id}")


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("language", "wanted"),
    [("id", ("Nama: ", "Surel: ", "Komentar: ")), ("en", ("Name: ", "E-mail: ", "Comment: "))],
)
async def test_faults_are_a_page_with_200_that_keeps_what_was_typed(
    language: str, wanted: tuple[str, ...], client: Browser, context: Context
) -> None:
    form = await filled(context, author="", email="<bukan>", comment=" ")
    answer = await post(client, form, **{"Accept-Language": language})
    text = unescape(await answer.text())
    assert answer.status == 200
    assert [each for each in wanted if each not in text] == []
    assert 'value="<bukan>"' in text
    assert "<bukan>" not in (await answer.text())
    assert f'href="{PAGE}"' in text
    assert await recorded(context) == []


@pytest.mark.usefixtures("site")
async def test_many_faulty_forms_are_answered_one_a_turn(client: Browser) -> None:
    async with turns_of(form_page) as turns:
        answers = await asyncio.gather(*(post(client, FORM | {"author": ""}) for _ in range(40)))
    assert {answer.status for answer in answers} == {200}
    assert turns.busiest == 1


@pytest.mark.usefixtures("site")
async def test_the_page_can_be_mended_and_sent_again(client: Browser, context: Context) -> None:
    answer = await post(client, await filled(context, comment=""))
    again = hidden(await answer.text()) | {k: FORM[k] for k in ("author", "email", "comment")}
    own = str(client.make_url(PATH))
    mended = await post(client, again, page=own)
    assert mended.headers["Location"].startswith(f"{PAGE}#comment-")


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text)
    return {name: unescape(value) for name, value in found}


def answer_to(text: str) -> str:
    """The answer to the challenge of a page, as its script finds it."""
    found = re.search(r'data-challenge="([^"]*)"', text)
    assert found is not None
    return solution(json.loads(unescape(found[1])))


def solution(asked: dict[str, Any]) -> str:
    solved = solve_challenge(
        Challenge(
            asked["algorithm"],
            asked["challenge"],
            asked["maxnumber"],
            asked["salt"],
            asked["signature"],
        )
    )
    assert solved is not None
    told = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(told | {"number": solved.number}).encode()).decode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("ago", [None, 0, 2 * form_token.LIFE_MS])
async def test_who_is_unsure_is_asked_for_work_and_passes_with_it_once(
    ago: int | None, client: Browser, context: Context
) -> None:
    given = {} if ago is None else {"saring_token": await token(context, ago=ago)}
    answer = await post(client, FORM | given)
    text = await answer.text()
    assert (answer.status, await recorded(context)) == (200, [])
    form = FORM | hidden(text) | {"altcha": answer_to(text)}
    own = str(client.make_url(PATH))
    passed = await post(client, form, page=own)
    assert passed.headers["Location"].startswith(f"{PAGE}#comment-")
    other = await post(client, form | {"comment": "Lain lagi."}, page=own)
    assert (other.status, len(await recorded(context))) == (200, 1)


@pytest.mark.usefixtures("site")
async def test_without_javascript_a_moderator_looks(client: Browser, context: Context) -> None:
    form = FORM | hidden(await (await post(client, FORM)).text()) | {"tunggu": "1"}
    answer = await post(client, form, page=str(client.make_url(PATH)))
    (comment,) = await recorded(context)
    assert (answer.status, comment.state) == (302, "held")
    assert "unproven" in {reason.code for reason in comment.events[0].decision.reasons}


@pytest.mark.usefixtures("site")
async def test_a_filled_honeypot_is_no_less_of_one_with_proof(
    client: Browser, context: Context
) -> None:
    form = await filled(context)
    trap = form_token.honeypot_field(form["saring_token"])
    challenge = await (await client.get("/sites/kabar/proof-of-work")).json()
    await post(client, form | {trap: "spam", "altcha": solution(challenge)})
    (comment,) = await recorded(context)
    assert comment.state == "rejected"


@pytest.mark.parametrize("change", ["challenge", "signature", "salt", "number", "algorithm", None])
async def test_a_forged_answer_is_none(change: str | None, context: Context, site: NewSite) -> None:
    known = await context.directory.site(site.site)
    asked = proof_of_work.challenge(known.digests, clock.now_ms())
    told = json.loads(base64.b64decode(solution(asked)))
    if change:
        told[change] = told[change] + 1 if change == "number" else f"{told[change]}0"
    packed = base64.b64encode(json.dumps(told).encode()).decode()
    assert bool(proof_of_work.solved(known.digests, packed)) is (change is None)


async def test_an_expired_answer_is_none(context: Context, site: NewSite) -> None:
    known = await context.directory.site(site.site)
    ago = clock.now_ms() - 2 * proof_of_work.LIFE_MS
    assert not proof_of_work.solved(
        known.digests, solution(proof_of_work.challenge(known.digests, ago))
    )


@given(st.one_of(st.text(), st.binary().map(lambda junk: base64.b64encode(junk).decode())))
def test_junk_solves_nothing(given_answer: str) -> None:
    assert proof_of_work.solved(Digests("5a" * 32), given_answer) == ""


@pytest.mark.usefixtures("site")
async def test_the_same_again_is_a_409(client: Browser, context: Context) -> None:
    form = await filled(context)
    assert (await post(client, form)).status == 302
    answer = await post(client, form)
    assert (answer.status, len(await recorded(context))) == (409, 1)
    assert "pernah mengirimkannya" in await answer.text()


async def test_too_many_at_once_is_a_429_that_says_when(serve: Serve) -> None:
    client = await serve(client_burst=1, client_interval=3_600)
    context = context_of(client)
    await administration.add_site(context.store, "kabar", form_open=True)
    form = await filled(context)
    assert (await post(client, form)).status == 302
    answer = await post(client, form | {"comment": "Satu lagi.", "email": "lain@example.com"})
    assert answer.status == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3_600
    assert len(await recorded(context)) == 2


@pytest.mark.usefixtures("site")
async def test_a_reply_to_what_is_not_there_is_a_403(client: Browser, context: Context) -> None:
    answer = await post(client, await filled(context, comment_parent="99"))
    assert (answer.status, await recorded(context)) == (403, [])


@pytest.mark.usefixtures("site")
async def test_another_method_is_a_405(client: Browser) -> None:
    answer = await client.get(PATH)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_an_unknown_site_and_another_body_are_pages(client: Browser, site: NewSite) -> None:
    unknown = await client.post("/sites/lain/wp-comments-post.php", data=FORM)
    assert (unknown.status, unknown.content_type) == (404, "text/html")
    other = await client.post(PATH, json={"comment": site.site})
    assert (other.status, other.content_type) == (415, "text/html")
    assert (await client.post(PATH, data=b"a=%ff", headers=FORM_TYPE)).status == 400


async def test_a_site_takes_no_forms_without_a_key_until_its_operator_says_so(
    client: Browser, context: Context
) -> None:
    await administration.add_site(context.store, "kabar")
    assert (await client.get("/sites/kabar/proof-of-work")).status == 404
    answer = await post(client, await filled(context))
    assert (answer.status, await recorded(context)) == (404, [])
    unknown = await client.post("/sites/lain/wp-comments-post.php", data=FORM)
    assert await answer.text() == await unknown.text()


FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.usefixtures("site")
async def test_without_a_page_to_go_back_to_there_is_a_page_of_ours(
    client: Browser, context: Context
) -> None:
    answer = await post(client, await filled(context), page="")
    assert (answer.status, "sudah terbit" in await answer.text()) == (200, True)


@pytest.mark.parametrize(
    ("asked", "referrer", "domains", "found"),
    [
        ("", "https://a.example/x#y", set(), "https://a.example/x"),
        ("https://a.example/z", "https://a.example/x", set(), "https://a.example/z"),
        ("https://b.example/", "https://a.example/x", set(), "https://a.example/x"),
        ("https://b.example/", "", set(), ""),
        ("https://b.example/", "https://saring.example/f", set(), "https://b.example/"),
        ("https://www.a.example/", "", {"a.example"}, "https://www.a.example/"),
        ("https://nota.example/", "https://evil.example/", {"a.example"}, ""),
        ("https://a.example:8443/x", "", {"a.example"}, "https://a.example:8443/x"),
        ("https://a.example@evil.example/", "", {"a.example"}, ""),
        ("javascript:alert(1)", "data:text/html,x", {"a.example"}, ""),
        ("//evil.example/", "/x", set(), ""),
        ("https://a.example/" + "x" * 3_000, "", {"a.example"}, ""),
    ],
)
def test_the_way_back_leads_to_the_site_alone(
    asked: str, referrer: str, domains: set[str], found: str
) -> None:
    assert page_of(asked, referrer, "saring.example", domains) == found


ADDRESSES = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["https://", "http://", "//", "https:", "https://a.example@"]),
        st.sampled_from(["a.example", "www.a.example", "evil.example", "a.example.evil", "[::1]"]),
        st.text(alphabet="/?#@:.%\\\t\n a\u2028é", max_size=12),
    ),
)


@given(ADDRESSES, ADDRESSES)
def test_whatever_is_asked_the_way_back_is_on_the_sites_domain(asked: str, referrer: str) -> None:
    found = page_of(asked, referrer, "saring.example", {"a.example"})
    if found:
        location = to_comment(found, "c1", unapproved="c1")
        assert urlsplit(location).hostname in {"a.example", "www.a.example"}
        assert location.isprintable()


def test_the_way_to_a_comment_keeps_the_pages_own_query() -> None:
    found = to_comment("https://a.example/?a=1&b=", "c1", unapproved="c1", moderation_hash="h")
    assert found == "https://a.example/?a=1&b=&unapproved=c1&moderation-hash=h#comment-c1"


def test_every_field_is_mapped_or_named_as_absent() -> None:
    mapped = door.NAMES.keys() | door.OF_REQUEST
    assert mapped | door.ABSENT == {each.name for each in FIELDS}
    assert not mapped & door.ABSENT
    assert door.POINTERS.keys() == {each.name for each in FIELDS}

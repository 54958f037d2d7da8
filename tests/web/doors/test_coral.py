"""Coral's door: signatures, statuses, and that what is sent again is the same comment."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from moderation import administration
from moderation.administration import NewSite
from moderation.domain import CommentState, Mode
from moderation.errors import Invalid
from moderation.store.sites import Site
from moderation.submission.fields import FIELDS
from moderation.web.doors.coral.phase import ABSENT, WITHHELD
from moderation.web.doors.coral.phase import FIELDS as MAPPED
from moderation.web.doors.coral.signature import is_signed
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.web.conftest import Browser, Serve
from tests.web.doors.coral import OTHER, PATH, SECRET, Coral, a_phase, saying, signature
from tests.web.problem_shape import problem_of


@pytest.fixture
async def coral(client: Browser, context: Context, site: NewSite) -> Coral:
    """Let the site have a Coral."""
    await administration.set_coral_secrets(context.store, site.site, [SECRET])
    return Coral(client)


def test_every_field_of_the_domain_is_mapped_or_absent() -> None:
    assert MAPPED.keys() | ABSENT == {each.name for each in FIELDS}
    assert not MAPPED.keys() & ABSENT


async def test_what_may_pass_is_no_opinion(coral: Coral, context: Context) -> None:
    answer = await coral.ask(a_phase())
    assert (answer.status, await answer.read()) == (204, b"")
    found = await context.store.comments.find("kabar", answer.headers["X-Saring-Comment"])
    assert (found.state, found.via, found.submission.text) == (
        *(CommentState.APPROVED, "coral"),
        POLITE,
    )
    assert (found.submission.author.id, found.submission.article.id) == ("u-7", "s-1")


async def test_spam_is_rejected_with_a_flag(coral: Coral) -> None:
    told = await (await coral.ask(saying(JUDOL))).json()
    assert told == {
        "status": "REJECTED",
        "actions": [{"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}],
    }


async def test_what_is_held_is_withheld_and_flagged_only_for_a_ground(
    coral: Coral, context: Context
) -> None:
    await administration.change_site(context.store, "kabar", mode=Mode.ALL_HELD)
    assert await (await coral.ask(a_phase())).json() == {"status": "SYSTEM_WITHHELD"}


async def test_without_a_classifier_all_is_withheld_and_nothing_flagged(
    serve: Serve, site: NewSite, context: Context, tmp_path: Any
) -> None:
    await administration.set_coral_secrets(context.store, "kabar", [SECRET])
    coral = Coral(await serve(model_dir=str(tmp_path / "none")))
    assert await (await coral.ask(a_phase())).json() == {"status": "SYSTEM_WITHHELD"}


async def test_any_signature_by_any_secret_in_force_fits(coral: Coral) -> None:
    assert (await coral.ask(a_phase(), (OTHER, SECRET))).status == 204
    assert is_signed(b"x", signature(b"x", OTHER), [SECRET, OTHER])


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256=",
        signature(b"{}", OTHER),
        signature(b"{} "),
        signature(b"{}").upper(),
        signature(b"{}").replace("sha256", "sha1"),
        signature(b"{}")[7:],
        ",".join([signature(b"{}", OTHER)] * 9 + [signature(b"{}")]),
        "ü" * 64,
    ],
)
def test_no_other_signature_fits(header: str) -> None:
    assert not is_signed(b"{}", header, [SECRET])
    assert not is_signed(b"{}", signature(b"{}"), [])


async def test_the_bytes_are_signed_and_not_what_they_mean(coral: Coral) -> None:
    sent = json.dumps(a_phase(), indent=2).encode()
    answer = await coral.send(json.dumps(a_phase()).encode(), signature(sent))
    await problem_of(answer, 401)


async def test_strangers_learn_nothing_of_sites(
    coral: Coral, client: Browser, context: Context
) -> None:
    body = json.dumps(a_phase()).encode()
    await administration.add_site(context.store, "tanpa")
    for name in ("tanpa", "takada", "kabar"):
        headers = {"X-Coral-Signature": signature(body, OTHER)}
        answer = await client.post(f"/coral/{name}", data=body, headers=headers)
        assert (await problem_of(answer, 401))["detail"].startswith("Tanda tangannya")
    await problem_of(await client.post(PATH, data=body), 401)


async def test_what_is_sent_again_has_the_first_answer(coral: Coral, context: Context) -> None:
    first, again = await coral.ask(a_phase()), await coral.ask(a_phase(action="EDIT"))
    assert first.headers["X-Saring-Comment"] == again.headers["X-Saring-Comment"]
    other = await coral.ask(a_phase(author={"id": "u-8", "role": "COMMENTER"}))
    assert other.headers["X-Saring-Comment"] != first.headers["X-Saring-Comment"]


async def test_authors_are_told_apart_by_their_ids(coral: Coral) -> None:
    stock = "Semoga lekas pulih dan diberi kekuatan."
    answers = [await coral.ask(saying(stock, author={"id": f"u-{n}"})) for n in range(5)]
    assert [answer.status for answer in answers] == [204] * 5


@pytest.mark.parametrize("body", ["", "<div></div>", "<div><br></div>", None])
async def test_without_words_there_is_no_opinion(coral: Coral, body: Any) -> None:
    assert (await coral.ask(saying(body))).status == 204


@pytest.mark.parametrize(
    "changes",
    [
        {"story": {"id": "s-1", "url": "bukan alamat"}},
        {"story": {"id": "s-1", "url": None}},
        {"comment": {"body": f"{POLITE}\x00"}},
        {"author": {"id": "u" * 500}},
        {"more": {"x": [1]}},
    ],
)
async def test_what_cannot_be_read_is_left_out(coral: Coral, changes: dict[str, Any]) -> None:
    assert (await coral.ask(a_phase(**changes))).status == 204


@pytest.mark.parametrize(
    "phase", [[], {}, 7, None, a_phase(comment=7), a_phase(story={}), a_phase(author=None)]
)
async def test_what_coral_never_sends_is_withheld(coral: Coral, phase: Any) -> None:
    assert await (await coral.ask(phase)).json() == WITHHELD


async def test_no_reader_has_a_comment_pass_that_cannot_be_read(coral: Coral) -> None:
    half = json.dumps(saying(f"{JUDOL} \ud800")).encode()  # as JavaScript writes half an emoji
    answer = await coral.send(half, signature(half))
    assert (await answer.json())["status"] == "REJECTED"
    for body in (b"", b"\xff", half.replace(b"NEW", b"\xff"), b"[" * 100_000):
        assert await (await coral.send(body, signature(body))).json() == WITHHELD


async def test_what_is_too_large_to_be_read_is_withheld(
    serve: Serve, context: Context, site: NewSite
) -> None:
    await administration.set_coral_secrets(context.store, site.site, [SECRET])
    coral = Coral(await serve(body_limit=1024))
    assert await (await coral.ask(saying("a" * 2_000))).json() == WITHHELD


async def test_a_store_that_is_silent_is_not_waited_for(coral: Coral, redis_url: str) -> None:
    await coral.ask(a_phase())
    with Redis.from_url(redis_url) as redis:
        redis.execute_command("CLIENT", "PAUSE", "1500", "WRITE")
        answer = await coral.ask(saying("Ya, setuju sekali!"))
        redis.execute_command("CLIENT", "UNPAUSE")
    assert (answer.status, await answer.json()) == (200, {"status": "SYSTEM_WITHHELD"})


@pytest.mark.parametrize("secrets", [["kurang"], ["ada spasi di sini"], [SECRET] * 5])
async def test_what_is_no_secret_is_refused(
    context: Context, site: NewSite, secrets: list[str]
) -> None:
    with pytest.raises(Invalid):
        await administration.set_coral_secrets(context.store, "kabar", secrets)
    kept: Site = await context.store.sites.find("kabar")
    assert kept.coral_secrets == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    body=st.binary(max_size=200)
    | st.text(st.characters()).map(lambda t: json.dumps(saying(t)).encode())
)
async def test_any_signed_bytes_are_answered(coral: Coral, body: bytes) -> None:
    answer = await coral.send(body, signature(body))
    assert answer.status in {200, 204}, await answer.text()

"""E-mail and IP addresses leave only through roles that need them: never here."""

import json
from typing import Any

import pytest

from moderation import administration
from moderation.administration import NewSite
from moderation.administration.moderators import add_moderator
from moderation.domain import Action, Mode, Role
from moderation.web.http.context import Context
from tests.builders import JUDOL, a_body
from tests.web.conftest import Browser
from tests.web.keyspace import strings

EMAIL = "rahasia.pembaca@contoh-surel.example.com"
IP = "198.51.100.77"
AGENT = "PerambanRahasia/7.3"
REFERRER = "https://asal-rahasia.example/"
PRIVATE = ("rahasia", "contoh-surel", "198.51.100", "cb007100")


def found(text: str) -> list[str]:
    """Which private words stand in a text, in whatever case."""
    return [word for word in PRIVATE if word in text.lower()]


def private_body(**changes: Any) -> dict[str, Any]:
    """Make a comment of which everything private can be told from everything else."""
    given: dict[str, Any] = {
        "author": {"name": "Rina", "email": EMAIL},
        "client": {"ip": IP, "user_agent": AGENT, "referrer": REFERRER},
    }
    return a_body(**(given | changes))


# Good, held, rejected and refused in every way that has the private parts in its body.
BODIES: tuple[dict[str, Any], ...] = (
    private_body(),
    private_body(text=JUDOL),
    private_body(text="Mampir ke a.xyz dan b.xyz ya, semuanya."),
    private_body(text="Terima kasih, beritanya jelas dan lengkap.", form={"honeypot": "isi"}),
    private_body(text=""),
    private_body(article={}),
    private_body(author={"name": "Rina", "email": EMAIL.replace("@", "@@")}),
    private_body(author={"name": "", "email": EMAIL + "x" * 100}),
    private_body(client={"ip": IP + ".1", "user_agent": AGENT, "referrer": REFERRER}),
    private_body(parent_id="0" * 28),
)


async def submit_all(client: Browser, bearer: dict[str, str]) -> str:
    """Submit each, one by one, as a batch, and broken; return all that was answered."""
    answers = []
    for number, body in enumerate(BODIES):
        headers = bearer | {"Idempotency-Key": f"k{number % 3}"}
        answers.append(await client.post("/v1/comments", json=body, headers=headers))
    answers.append(await client.post("/v1/comments/batch", json=list(BODIES), headers=bearer))
    for body in BODIES:
        cut = json.dumps(body)[:-1]
        kind = {"Content-Type": "application/json"}
        answers.append(await client.post("/v1/comments", data=cut, headers=bearer | kind))
        twice = cut + f', "{EMAIL[:7]}": 1' + "}"
        answers.append(await client.post("/v1/comments", data=twice, headers=kind))
    form = {"author": "Rina", "email": EMAIL, "comment": "Halo", "user_ip": IP}
    answers.append(await client.post("/v1/comments", data=form, headers=bearer))
    return "\n".join([f"{answer.headers}{await answer.text()}" for answer in answers])


async def everything_a_consumer_reads(client: Browser, bearer: dict[str, str]) -> str:
    """Read the stream, each comment on it, the metrics and what operators see."""
    page = await client.get("/v1/approved?limit=1000", headers=bearer)
    texts = [await page.text()]
    for entry in (await page.json())["entries"]:
        read = await client.get(f"/v1/comments/{entry['comment_id']}", headers=bearer)
        texts.append(await read.text())
    paths = ("/metrics", "/readyz", "/healthz", "/docs", "/openapi.json")
    seen = [await (await client.get(path)).text() for path in paths]
    return "\n".join(texts + seen)


@pytest.mark.parametrize("mode", list(Mode))
async def test_nothing_private_is_in_any_answer_stream_metric_or_log(
    mode: Mode,
    client: Browser,
    bearer: dict[str, str],
    site: NewSite,
    context: Context,
    redis_url: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    await administration.change_site(context.store, site.site, mode=mode)
    assert found(await submit_all(client, bearer)) == []
    await decide_all(context)
    assert found(await everything_a_consumer_reads(client, bearer)) == []
    assert found(strings(redis_url, "mod:{kabar}:approved")) == []
    assert found(strings(redis_url, "mod:{kabar}:events")) == []
    assert found("".join(capfd.readouterr())) == []
    # Otherwise the above proves nothing.
    assert found(strings(redis_url, "mod:{kabar}:private:*")) == [
        "rahasia",
        "contoh-surel",
        "198.51.100",
    ]


async def decide_all(context: Context) -> None:
    """Turn every waiting comment around, so that entries of each type come to be."""
    person = await add_moderator(
        context.store,
        "budi@kabar.example.com",
        "kata sandi yang panjang",
        Role.MODERATOR,
        sites=("kabar",),
    )
    for number, waiting in enumerate(await context.store.queue.page("kabar")):
        comment = waiting.comment
        first, second = (Action.APPROVE, Action.REJECT)[:: 1 if comment.state == "held" else -1]
        for action in (first, second)[: 1 + number % 2]:
            comment = await context.review.decide(
                person, "kabar", comment.id, action, revision=comment.revision
            )


async def test_no_key_name_holds_anything_private(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    await submit_all(client, bearer)
    names = [line.partition(" ")[0] for line in strings(redis_url).splitlines()]
    assert any(":by_author:" in name for name in names)
    assert any(":rate:" in name for name in names)
    assert found("\n".join(name for name in names if name.startswith("mod:"))) == []


async def test_only_a_comments_private_part_and_no_other_record_holds_them(
    client: Browser, bearer: dict[str, str], redis_url: str
) -> None:
    await submit_all(client, bearer)
    for pattern in (
        "*:comment:*",
        "*:case:*",
        "*:by_author:*",
        "*:idem:*",
        "*:seen:*",
        "*:rate:*",
        "*:queue",
    ):
        assert found(strings(redis_url, f"mod:{{kabar}}{pattern}")) == [], pattern

"""What the case page explains: one sum, words as they are read, and what a comment answers."""

import re
from collections.abc import AsyncIterator

import pytest

from moderation.administration import NewSite
from moderation.domain import Action, Article, Author, Decision, Field, Reason, Signal
from moderation.domain.policy import Policy
from moderation.web.console.points import points_bar
from moderation.web.console.reads_as import reads_as
from moderation.web.http.context import Context
from tests.web.conftest import Browser
from tests.web.desk import SITE, Desk, case_path, hire, hold, reason

POLICY = Policy(spam_hold=0.1, spam_reject=0.9)


@pytest.fixture
async def desk_of_site(client: Browser, context: Context, site: NewSite) -> AsyncIterator[Desk]:
    """Sit at the desk of a site that has been made already."""
    assert site.site == SITE
    desk = Desk(client)
    await desk.enter(context, await hire(context.store))
    yield desk
    await desk.session.close()


def a_decision(*reasons: Reason, action: Action = Action.HOLD, spam: float = 0.0) -> Decision:
    signals = (Signal(code="spam", score=spam),)
    return Decision(action=action, by="policy", reasons=reasons, signals=signals)


def test_the_points_add_up_with_what_is_worth_no_sentence() -> None:
    links = Reason(code="links", weight=1.2)
    bar = points_bar(a_decision(links, spam=0.005), POLICY)
    assert round(bar.minor, 6) == 0.05
    assert round(bar.total, 6) == 1.25
    assert (bar.hold_at, bar.reject_at, bar.filled) == (25, 75, 31.2)


def test_without_its_policy_the_sum_is_that_of_the_reasons() -> None:
    bar = points_bar(a_decision(Reason(code="links", weight=1.2), spam=0.005), None)
    assert (bar.minor, bar.total) == (0.0, 1.2)


@pytest.mark.parametrize(
    ("weights", "action", "split"),
    [((2.0, 1.5), Action.HOLD, True), ((3.0,), Action.REJECT, False), ((1.0,), Action.HOLD, False)],
)
def test_many_weak_signs_over_the_upper_threshold_are_explained(
    weights: tuple[float, ...], action: Action, *, split: bool
) -> None:
    reasons = [Reason(code="links", weight=weight) for weight in weights]
    assert points_bar(a_decision(*reasons, action=action), None).split is split


def test_the_bar_never_leaves_its_scale() -> None:
    assert points_bar(a_decision(Reason(code="links", weight=40.0)), None).filled == 100
    assert points_bar(a_decision(Reason(code="links", weight=-1.0)), None).filled == 0


@pytest.mark.parametrize(
    ("text", "word", "read"),
    [
        (
            "cek \U0001d5e1\U0001d5d4\U0001d5da\U0001d5d488 dong",
            "\U0001d5e1\U0001d5d4\U0001d5da\U0001d5d488",
            "naga88",
        ),
        ("Gabung d\u0336e\u0336w\u0336a\u0336 sekarang", "d\u0336e\u0336w\u0336a\u0336", "dewa"),
        ("main g4c0r terus", "g4c0r", "gacor"),
        ("main naga88 terus", "naga88", ""),
        ("Main NAGA88 terus", "NAGA88", ""),
    ],
)
async def test_a_disguised_word_is_shown_as_it_is_read(
    desk: Desk, context: Context, text: str, word: str, read: str
) -> None:
    comment = await hold(context, text, reasons=[reason("spam.disguised_brand", text, [word])])
    assert reads_as(comment, comment.events[0].decision) == ([read] if read else [])
    await desk.get(case_path(comment))
    assert ("Terbaca sebagai" in desk.text) is bool(read)
    assert not read or f"<strong><bdi>{read}</bdi></strong>" in desk.text


async def test_a_reason_about_the_name_is_named_and_marked_there(
    desk: Desk, context: Context
) -> None:
    about_name = Reason(
        code="spam_name", weight=2.0, spans=((0, 4),), facts={"score": 1.0}, field=Field.NAME
    )
    author = Author(name="Slot Gacor", email="a@example.com")
    comment = await hold(context, "Halo semua.", author=author, reasons=[about_name], spam=0.002)
    await desk.get(case_path(comment))
    assert "Nama penulis: terbaca sebagai iklan (spam 100,0%)." in desk.text
    assert 'aria-describedby="reason-1">Slot</mark> Gacor' in desk.text
    assert "Model atas teks: spam 0%" in desk.text


async def test_an_unlikely_kind_is_no_news(desk: Desk, context: Context) -> None:
    comment = await hold(context, spam=0.05)
    await desk.get(case_path(comment))
    assert "judi 5%" not in desk.text
    likely = await hold(context, spam=0.62)
    await desk.get(case_path(likely))
    assert "judi 56%" in desk.text


async def test_the_sites_thresholds_stand_on_the_page(
    client: Browser, site: NewSite, desk_of_site: Desk
) -> None:
    body = {
        "article": {"id": "a"},
        "author": {"name": "Rina", "email": "rina@example.com"},
        "text": "Mampir ke a.xyz dan b.xyz ya, semuanya.",
    }
    bearer = {"Authorization": f"Bearer {site.api_key}"}
    answer = await (await client.post("/v1/comments", json=body, headers=bearer)).json()
    await desk_of_site.get(f"/console/sites/{SITE}/comments/{answer['id']}")
    assert re.search(r"ambang \d+% / \d+", desk_of_site.text)
    total = re.search(r'aria-label="([\d,]+) poin\. Ditahan mulai 1', desk_of_site.text)
    assert total is not None
    told = [float(each.replace(",", ".")) for each in _told(desk_of_site.text)]
    assert abs(sum(told) - float(total[1].replace(",", "."))) < 0.02 * len(told)


def _told(page: str) -> list[str]:
    """Read the points of every row of the sum but the last."""
    legend, summed = page.split('<ol class="legend">')[1].split('<dl class="sum">')
    return [
        *re.findall(r'class="weight">([\d,-]+)<', legend),
        *re.findall(r"<div><dt>[^<]*</dt><dd>([\d,-]+)</dd>", summed),
    ]


async def test_a_reply_stands_below_what_it_answers(
    client: Browser, context: Context, site: NewSite, desk_of_site: Desk
) -> None:
    parent = await hold(context, "Perpus malam <b>menolong</b> sekali.")
    await desk_of_site.get(case_path(parent))
    assert "membalas" not in desk_of_site.text
    answered = await hold(context, "Benar.", parent_id=parent.id)
    await desk_of_site.get(case_path(answered))
    assert "Perpus malam &lt;b&gt;menolong&lt;/b&gt; sekali." in desk_of_site.text
    assert f'href="{case_path(parent)}"' in desk_of_site.text


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://kabar.example/feri-baru?a=1&b=2", True),
        ("javascript:alert(1)", False),
        ("//jahat.example/", False),
        ("", False),
    ],
)
async def test_the_article_is_a_link_where_its_address_can_be_followed(
    desk: Desk, context: Context, address: str, *, linked: bool
) -> None:
    article = Article(id="feri", title="Feri", url=address)
    await desk.get(case_path(await hold(context, article=article)))
    found = re.search(r'<a href="([^"]*)" rel="noopener noreferrer"', desk.text)
    assert (found is not None) is linked
    assert found is None or found[1] == address.replace("&", "&amp;")


async def test_the_text_is_what_the_page_is_about(desk: Desk, context: Context) -> None:
    comment = await hold(context, "Sepertinya ini perlu dibaca orang.")
    await desk.get(case_path(comment))
    assert "<title>Ditahan: Sepertinya ini perlu dibaca orang." in desk.text
    assert desk.text.index("Sepertinya ini perlu dibaca") < desk.text.index("Rina")

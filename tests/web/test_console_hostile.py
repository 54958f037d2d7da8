"""Every page of the console with hostile texts in every field that a stranger can fill.

A page full of attacks has the elements and attributes that a page of harmless comments has, and
no others; and whatever leads somewhere leads to the console, or to the article over HTTP.
"""

from contextlib import suppress
from html.parser import HTMLParser

import pytest

from moderation.domain import (
    Article,
    Author,
    Comment,
    CommentState,
    Field,
    ListAction,
    ListEntry,
    ListKind,
    Reason,
)
from moderation.errors import Invalid
from moderation.review.authors import author_of
from moderation.sites.list_entries import kept_entry
from moderation.store.moderators import moderator_id
from moderation.store.worktable.desks import Note
from moderation.web.console.paths import author_path
from moderation.web.console.table.surroundings import PAGE
from moderation.web.http.context import Context
from tests.web.desk import SITE, Desk, case_path, hold
from tests.web.hostile_texts import HOSTILE

QUEUE = f"/console/sites/{SITE}"
LEADING = {"href", "src", "action", "formaction", "data", "poster", "srcset", "content"}
HARMLESS = "𝐓𝐞𝐫ima kasih \u200b<3 & \"kutipan\" 'lain' \u202e"


class Structure(HTMLParser):
    """Collects each element with the names of its attributes, and where attributes lead."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[tuple[str, str]] = set()
        self.leads: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.leads |= {value or "" for name, value in attrs if name in LEADING and tag != "meta"}


def structure(page: str) -> Structure:
    read = Structure()
    read.feed(page)
    return read


async def attacked(context: Context, text: str, state: CommentState) -> Comment:
    """Record a comment whose every published field is the text, with a mark in each."""
    marks = [
        Reason(code="listed_hold", weight=1.5, spans=((0, 3),), facts={"entry": text}, field=field)
        for field in Field
    ]
    return await hold(
        context,
        text,
        author=Author(name=text, email=f'"{text}"@kabar.example', url=text),
        article=Article(id=text, title=text, url=text),
        reasons=marks,
        state=state,
    )


async def told(context: Context, held: list[Comment], texts: list[str]) -> None:
    """Edit every tenth comment, ask about it, and list its author, in such texts."""
    budi = await context.store.moderators.find(moderator_id("budi@kabar.example"))
    for comment, text in list(zip(held, texts, strict=True))[::10]:
        with suppress(Invalid):  # a control character is no text
            await context.editing.edit(budi, SITE, comment.id, f"{text} lagi", revision=1)
        await context.store.desks.ask(SITE, comment.id, Note(1, "m1", text))
        email = comment.submission.author.email
        entry = ListEntry(kind=ListKind.EMAIL, pattern=email, action=ListAction.HOLD, why=text)
        site = await context.store.sites.find(SITE)
        await context.store.lists.change(SITE, add=[kept_entry(site, entry)])


async def pages(desk: Desk, context: Context, texts: list[str]) -> Structure:
    """Look at every page with these texts in every place, and read its structure."""
    read = Structure()

    async def look(path: str) -> None:
        answer = await desk.get(path)
        assert answer.status in {200, 404}
        read.feed(desk.text)

    held = [await attacked(context, text, CommentState.HELD) for text in texts]
    for comment, text in zip(held, texts, strict=True):
        await context.store.desks.write(SITE, comment.id, Note(comment.created_at, "m1", text))
        await look(case_path(comment))
        await look(f"{case_path(comment)}/edit")
    await told(context, held, texts)
    for comment in held[::10]:
        await look(case_path(comment))
        await look(author_path(SITE, author_of(await context.store.sites.find(SITE), comment)))
    await look(f"{QUEUE}/authors")
    await look(f"{QUEUE}?asked=1")
    for state in CommentState:
        if state is not CommentState.ERASED:
            await attacked(context, texts[0], state)
            await look(f"{QUEUE}?state={state}")
    for start in range(0, len(texts), PAGE):
        await look(f"{QUEUE}?start={start}")
    await desk.post(f"{QUEUE}/jobs", do="view.reject")
    read.feed(desk.text)
    await desk.post(f"{case_path(held[-1])}/decide", action="reject", revision=1)
    await look(f"{QUEUE}/history")
    await look(f"{QUEUE}/search?q={texts[0][0]}")
    return read


async def test_no_attack_adds_anything_to_a_page(desk: Desk, context: Context) -> None:
    assert len(HOSTILE) >= 200
    harmless = [HARMLESS, *(f"{HARMLESS} {n} https://kabar.example/" for n in range(PAGE + 1))]
    usual = await pages(desk, context, harmless)
    # An article's address that can be followed, and a comment that shares nothing with others.
    article = Article(id="a", title="a", url="https://kabar.example/a")
    await desk.get(case_path(await hold(context, "lain sama sekali", article=article)))
    usual.feed(desk.text)
    attacked_pages = await pages(desk, context, list(HOSTILE))
    assert attacked_pages.elements - usual.elements == set()
    strange = {
        lead
        for lead in attacked_pages.leads
        if not lead.startswith(("/console", "#", "https://kabar.example/"))
    }
    assert strange == set()


@pytest.mark.parametrize("text", HOSTILE[:: len(HOSTILE) // 20])
async def test_what_is_searched_for_is_shown_and_inert(desk: Desk, text: str) -> None:
    typed = {"q": text, "author": text, "article": text, "by": text, "least": text}
    answer = await desk.session.get(f"{desk.base}{QUEUE}/search", params=typed)
    page = await answer.text()
    assert answer.status == 200
    usual = await desk.session.get(f"{desk.base}{QUEUE}/search", params=typed | {"q": HARMLESS})
    assert structure(page).elements - structure(await usual.text()).elements == set()

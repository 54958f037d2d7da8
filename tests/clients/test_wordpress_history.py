"""WordPress's comments on their way in and out: its own export, and the publisher."""

import asyncio
import json
import sys
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from moderation import administration
from moderation.domain import Action, Article, Comment, Moderator
from moderation.store.moderators import moderator_id
from tests.builders import POLITE, a_submission
from tests.cli.command import run
from tests.clients.conftest import Serve, Service
from tests.clients.wordpress import PLUGIN, WordPress
from tests.web.desk import hire

INSERT = """
$first = wp_insert_comment(['comment_post_ID' => 1, 'comment_author' => 'Rina',
  'comment_author_email' => 'rina@example.com', 'comment_content' => 'Dari <b>WordPress</b>',
  'comment_date_gmt' => '2020-05-01 07:00:00', 'comment_approved' => 1]);
wp_insert_comment(['comment_post_ID' => 1, 'comment_author' => 'Budi', 'comment_parent' => $first,
  'comment_author_email' => 'budi@example.com', 'comment_content' => 'Balasan & salam',
  'comment_date_gmt' => '2020-05-02 07:00:00', 'comment_approved' => 0]);
require ABSPATH . 'wp-admin/includes/export.php';
export_wp(['content' => 'all']);
"""


async def test_its_own_export_is_imported(
    wordpress: WordPress,
    serve: Serve,
    redis_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = await serve()
    await administration.add_site(service.context.store, "kabar")
    path = tmp_path / "wordpress.xml"
    path.write_text(await asyncio.to_thread(wordpress.text, INSERT))
    monkeypatch.setenv("MODERATION_REDIS_URL", redis_url)
    monkeypatch.setenv("MODERATION_DURABILITY", "server")
    command = ("import", "wxr", str(path), "--site", "kabar", "--json")
    told = json.loads((await asyncio.to_thread(run, *command)).stdout)
    assert (told["recorded"], told["refused"], told["without_parent"]) == (2, 0, 0)


def program() -> ModuleType:
    """The publisher, as it lies in the folder."""
    spec = spec_from_file_location("publish", PLUGIN.with_name("publish.py"))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["publish"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def submit(service: Service, **changes: Any) -> Comment:
    known = await service.context.directory.site("kabar")
    submission = a_submission(article=Article(id="1"), **changes)
    return await service.context.intake.submit(known, submission)


async def reject(service: Service, moderator: Moderator, comment: Comment) -> None:
    found = await service.context.store.comments.find("kabar", comment.id)
    await service.context.review.decide(
        moderator, "kabar", comment.id, Action.REJECT, revision=found.revision
    )


async def test_what_is_approved_is_published_once_and_what_is_withdrawn_comes_down(
    wordpress: WordPress, serve: Serve, tmp_path: Path
) -> None:
    service = await serve()
    site = await administration.add_site(service.context.store, "kabar")
    publish = program()
    settings = {"SARING_URL": service.address, "SARING_KEY": site.api_key}
    there = publish.WordPress(wordpress.address, "redaksi", wordpress.password)
    path = str(tmp_path / "published.sqlite")

    def step_here() -> int:
        with closing(publish.Kept(path)) as kept:
            return int(publish.step(settings, there, kept, 0))

    async def step() -> int:
        return await asyncio.to_thread(step_here)

    parent = await submit(service, text=f"{POLITE} 3 < 4 & 5")
    child = await submit(service, text="Sepakat.", parent_id=parent.id)
    assert await step() == 2
    shown = await asyncio.to_thread(wordpress.comments)
    assert shown == {
        f"{POLITE} 3 &lt; 4 &amp; 5": ("1", "Rina"),
        "Sepakat.": ("1", "Rina"),
    }
    # A crash after WordPress had it and before that was kept: the entries come once more.
    with closing(publish.Kept(path)) as kept:
        kept.put({"cursor": "", parent.id: 0, child.id: 0})
    assert await step() == 2
    assert await asyncio.to_thread(wordpress.comments) == shown
    email = await hire(service.context.store)
    moderator = await service.context.store.moderators.find(moderator_id(email))
    await reject(service, moderator, child)
    assert await step() == 1
    after = await asyncio.to_thread(wordpress.comments)
    assert {text: state for text, (state, _) in after.items()} == {
        f"{POLITE} 3 &lt; 4 &amp; 5": "1",
        "Sepakat.": "trash",
    }
    await service.context.review.undo(moderator, "kabar", child.id, revision=2)
    assert await step() == 1
    assert await asyncio.to_thread(wordpress.comments) == shown
    found = await service.context.store.comments.find("kabar", child.id)
    await service.context.editing.edit(
        moderator, "kabar", child.id, "Sepakat <sekali>.", revision=found.revision
    )
    assert await step() == 1
    edited = await asyncio.to_thread(wordpress.comments)
    assert set(edited.values()) == {("1", "Rina")}
    assert set(edited) == {f"{POLITE} 3 &lt; 4 &amp; 5", "Sepakat &lt;sekali&gt;."}

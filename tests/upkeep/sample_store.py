"""`python -m tests.upkeep.sample_store FILE`: a small store of today's format, as JSON.

Run once for each format, with the last release that wrote it, into `stores/format_N.json`; from
then on `test_migrate.py` moves that store on and opens it. The use cases alone write it, so that it
holds what a service really writes.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from redis import Redis

from moderation import administration
from moderation.administration.moderators import add_moderator
from moderation.domain import (
    Action,
    Article,
    Author,
    Client,
    ListAction,
    ListEntry,
    ListKind,
    Mode,
    Moderator,
    OtherLanguages,
    Role,
    Submission,
)
from moderation.process import embedded
from moderation.process.app import build_context, open_store
from moderation.settings import Settings
from moderation.store import Store
from moderation.store.moderators import Session, credential, moderator_id
from moderation.web.http.context import Context
from tests.builders import JUDOL, POLITE
from tests.upkeep.dump import dump

PASSWORD = "kata sandi yang panjang"
TOKEN = "t" * 43
LONG_MS = 10**12
ENTRIES = (
    ListEntry(kind=ListKind.WORD, pattern="Nama Merek", action=ListAction.REJECT),
    ListEntry(kind=ListKind.WORD, pattern="kasar", action=ListAction.ALLOW),
    ListEntry(kind=ListKind.DOMAIN, pattern="contoh.com", action=ListAction.HOLD),
    # The last one counts of those that fold to the same.
    ListEntry(kind=ListKind.WORD, pattern="KASAR", action=ListAction.HOLD),
)


def main() -> None:
    """Write the store of a fresh server into the file that is named."""
    with tempfile.TemporaryDirectory(prefix="saring-sample-") as name:
        server = embedded.start(Path(name))
        try:
            secrets = asyncio.run(fill(server.url))
            with Redis.from_url(server.url, decode_responses=True) as client:
                kept = dump(client)
        finally:
            server.stop()
    text = json.dumps({"secrets": secrets, "keys": kept}, indent=1, ensure_ascii=False)
    Path(sys.argv[1]).write_text(text + "\n", "utf-8")


async def fill(url: str) -> dict[str, str]:
    """Have the use cases write a little of everything; what only their caller is told."""
    settings = Settings(durability="server")
    store = open_store(settings, url)
    context = build_context(settings, store)
    try:
        await store.formats.require()
        secrets = await _sites(store)
        await _moderators(store)
        await _comments(context)
    finally:
        await store.close()
    return secrets | {"password": PASSWORD, "session": TOKEN}


async def _sites(store: Store) -> dict[str, str]:
    made = await administration.add_site(store, "kabar")
    await administration.change_site(
        store, "kabar", mode=Mode.DOUBTFUL, spam_reject=0.97, weights={"links": 0.5}
    )
    await administration.list_entries(store, "kabar", add=list(ENTRIES), remove=[])
    second = await administration.add_key(store, "kabar")
    known = await store.sites.key(second)
    assert known is not None
    await store.sites.revoke_key("kabar", known.id)
    other = await administration.add_site(store, "lain.example")
    await administration.change_site(
        store, "lain.example", mode=Mode.ALL_HELD, other_languages=OtherLanguages.HOLD
    )
    return {"api_key": made.api_key, "revoked_key": second, "other_key": other.api_key}


async def _moderators(store: Store) -> None:
    admin = await add_moderator(store, "rina@example.com", PASSWORD, Role.ADMIN, all_sites=True)
    await add_moderator(store, "tono@example.com", PASSWORD, Role.MODERATOR, sites=("kabar",))
    session = Session(
        moderator_id=admin.id, csrf="c" * 43, started_at=0, credential=credential(admin)
    )
    await store.moderators.open_session(TOKEN, session, LONG_MS)


async def _comments(context: Context) -> None:
    first = await _submit(context, "kabar", POLITE, key="kunci")
    await _submit(context, "kabar", "Setuju, beritanya lengkap.", parent_id=first)
    await _submit(context, "kabar", POLITE)  # again, so that the store counts it
    await _submit(context, "kabar", JUDOL)
    await _submit(context, "kabar", "Bahasanya Nama Merek sekali.")
    held = [
        await _submit(context, "kabar", f"Lihat contoh.com saja, nomor {number}.")
        for number in range(3)
    ]
    review, admin = context.review, await _admin(context.store)
    await review.decide(admin, "kabar", held[0], Action.APPROVE, revision=1)
    await review.decide(admin, "kabar", held[1], Action.REJECT, revision=1)
    await review.undo(admin, "kabar", held[1], revision=2)
    other = await _submit(context, "lain.example", "Ditahan semua di sini.")
    await review.claim(admin, "lain.example", other)


async def _admin(store: Store) -> Moderator:
    return await store.moderators.find(moderator_id("rina@example.com"))


async def _submit(context: Context, site: str, text: str, *, key: str = "", **changes: Any) -> str:
    given: dict[str, Any] = {
        "article": Article(id="feri-baru", title="Feri baru", url="https://kabar.example/feri"),
        "author": Author(name="Rina", email="rina@example.com", url="https://rina.example"),
        "text": text,
        "client": Client(ip="203.0.113.7", user_agent="Peramban/1.0"),
    }
    known = await context.directory.site(site)
    comment = await context.intake.submit(known, Submission(**(given | changes)), key)
    return comment.id


if __name__ == "__main__":
    main()

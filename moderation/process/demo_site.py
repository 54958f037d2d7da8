"""The demo's site, administrator and moderator, made once and remembered in the data folder.

Only `serve --demo` uses this. The secrets stand in `demo.json`, readable by its owner alone,
because the demo site needs its key at every start; real keys are shown once and kept as digests.
"""

import os
from pathlib import Path
from typing import Final

import msgspec

from moderation import administration
from moderation.administration import passwords
from moderation.administration.moderators import add_moderator, change_moderator
from moderation.domain import Role
from moderation.errors import NotFound
from moderation.store import Store

SITE: Final = "demo"
ADMIN: Final = "admin@demo.example.com"
MODERATOR: Final = "moderator@demo.example.com"
FILE: Final = "demo.json"


class DemoSite(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor of the demo needs. `fresh`: it was made just now, without any comment."""

    site: str
    api_key: str
    email: str
    password: str
    admin_email: str
    admin_password: str
    fresh: bool = False


async def ensure(store: Store, data_dir: Path) -> DemoSite:
    """The demo site, made anew if the store or the file has lost it."""
    known = read(data_dir)
    if known is not None and await _still_valid(store, known):
        return known
    made = await _make(store)
    _write(data_dir / FILE, msgspec.structs.replace(made, fresh=False))
    return made


def read(data_dir: Path) -> DemoSite | None:
    """The demo site that the data folder remembers."""
    try:
        return msgspec.json.decode((data_dir / FILE).read_bytes(), type=DemoSite)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


async def _still_valid(store: Store, known: DemoSite) -> bool:
    key = await store.sites.key(known.api_key)
    return key is not None and not key.revoked


async def _make(store: Store) -> DemoSite:
    """A key for the demo site, which is made if missing, and people with new passwords."""
    fresh = False
    try:
        await store.sites.find(SITE)
        api_key = await administration.add_key(store, SITE)
    except NotFound:
        fresh = True
        api_key = (await administration.add_site(store, SITE)).api_key
    return DemoSite(
        site=SITE,
        api_key=api_key,
        email=MODERATOR,
        password=await _person(store, MODERATOR, Role.MODERATOR),
        admin_email=ADMIN,
        admin_password=await _person(store, ADMIN, Role.ADMIN),
        fresh=fresh,
    )


async def _person(store: Store, email: str, role: Role) -> str:
    """The new password of somebody who works on the demo site."""
    password = passwords.invented()
    try:
        await change_moderator(store, email, password=password, role=role)
    except NotFound:
        await add_moderator(store, email, password, role, sites=(SITE,))
    return password


def _write(path: Path, site: DemoSite) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode(site))

"""Use cases of the operator: the people who review."""

from typing import Final

import msgspec
from email_validator import EmailNotValidError, validate_email

from moderation import logs
from moderation.administration import passwords
from moderation.domain import Moderator, Role
from moderation.errors import Fault, Invalid, NotFound
from moderation.store import Store
from moderation.store.moderators import moderator_id

_LOG: Final = logs.logger("administration")


async def add_moderator(
    store: Store,
    email: str,
    password: str,
    role: Role,
    *,
    sites: tuple[str, ...] = (),
    all_sites: bool = False,
) -> Moderator:
    """A new moderator of some sites, or of all.

    Raises Invalid, also where neither or both is given, Conflict, NotFound (a site).
    """
    await _require_scope(store, sites, all_sites=all_sites)
    address = _address(email)
    moderator = Moderator(
        id=moderator_id(address),
        email=address,
        role=role,
        password_hash=_hashed(password),
        sites=sites,
        all_sites=all_sites,
    )
    await store.moderators.add(moderator)
    _LOG.info("moderator_added", _facts(moderator))
    return moderator


async def find_moderator(store: Store, email: str) -> Moderator:
    """The moderator with that e-mail address. Raises NotFound."""
    try:
        return await store.moderators.find(moderator_id(email))
    except NotFound:
        raise _unknown(email) from None


async def change_moderator(
    store: Store,
    email: str,
    *,
    password: str | None = None,
    role: Role | None = None,
    sites: tuple[str, ...] = (),
    all_sites: bool = False,
) -> tuple[Moderator, Moderator]:
    """The moderator before and after the change. What is not given stays.

    Sites that are given take the place of those before. A new password ends the sessions begun
    with the old one. Raises Invalid, NotFound (the moderator, a site).
    """
    before = after = await find_moderator(store, email)
    if sites or all_sites:
        await _require_scope(store, sites, all_sites=all_sites)
        after = msgspec.structs.replace(after, sites=sites, all_sites=all_sites)
    if role is not None:
        after = msgspec.structs.replace(after, role=role)
    if password is not None:
        after = msgspec.structs.replace(after, password_hash=_hashed(password))
    await store.moderators.save(after)
    _LOG.info("moderator_changed", _facts(after) | {"changed": _changed(before, after)})
    return before, after


async def remove_moderator(store: Store, email: str) -> None:
    """The moderator is gone, and with them their sessions. Raises NotFound."""
    try:
        await store.moderators.remove(moderator_id(email))
    except NotFound:
        raise _unknown(email) from None
    _LOG.info("moderator_removed", {"moderator": moderator_id(email)})


async def _require_scope(store: Store, sites: tuple[str, ...], *, all_sites: bool) -> None:
    if all_sites == bool(sites):
        raise Invalid([Fault("/sites", "unclear_sites")])
    for site in sites:
        await store.sites.find(site)


def _address(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise Invalid([Fault("/email", "invalid_email")]) from None


def _hashed(password: str) -> str:
    try:
        return passwords.hashed(password)
    except ValueError:
        facts = (("least", passwords.SHORTEST), ("most", passwords.LONGEST))
        raise Invalid([Fault("/password", "password_length", facts)]) from None


def _unknown(email: str) -> NotFound:
    return NotFound(f"moderator {email}")


def _changed(before: Moderator, after: Moderator) -> list[str]:
    """The fields that differ, by name: a password hash is no word for a log."""
    fields = Moderator.__struct_fields__
    return [name for name in fields if getattr(before, name) != getattr(after, name)]


def _facts(moderator: Moderator) -> dict[str, object]:
    scope = "all" if moderator.all_sites else moderator.sites
    return {"moderator": moderator.id, "role": moderator.role, "sites": scope}

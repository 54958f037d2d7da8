"""Use cases of the operator: sites and their keys, lists and choices, and moderators."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from email_validator import EmailNotValidError, validate_email

from moderation import clock
from moderation.administration import passwords
from moderation.domain import ListEntry, Moderator, Role
from moderation.domain.policy import faults_in_choices
from moderation.errors import Fault, Invalid
from moderation.signals.lists import finds_itself
from moderation.store import Store
from moderation.store.lists import LIST_LIMIT
from moderation.store.moderators import moderator_id
from moderation.store.sites import Site

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?")
_NO_WEIGHTS: Final[Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site just made, with its key, which is shown this once."""

    site: str
    api_key: str


async def add_site(store: Store, name: str) -> NewSite:
    """A new site. Raises Invalid for a name of another form, Conflict for one that is taken."""
    if not _NAME.fullmatch(name):
        raise Invalid([Fault("/name", "invalid_site_name")])
    site = Site(name=name, created_at=clock.now_ms(), secret=secrets.token_hex(32))
    await store.sites.add(site)
    return NewSite(name, await add_key(store, name))


async def add_key(store: Store, name: str) -> str:
    """One more API key for a site; the old ones stay valid until revoked. Raises NotFound."""
    await store.sites.find(name)
    secret = f"srg_{secrets.token_urlsafe(24)}"
    await store.sites.add_key(secret, name, clock.now_ms())
    return secret


async def change_site(
    store: Store, name: str, *, weights: Mapping[str, float] = _NO_WEIGHTS, **choices: object
) -> Site:
    """Change choices of a site (fields of Site); of the weights, only those that are given.

    Raises Invalid for what no policy can work with, NotFound.
    """
    site = await store.sites.find(name)
    changed = msgspec.structs.replace(site, **(choices | {"weights": {**site.weights, **weights}}))
    # Stored thresholds in the wrong order must not stand in the way of other changes.
    judged = {"spam_hold", "spam_reject"} & choices.keys()
    hold, reject = (changed.spam_hold, changed.spam_reject) if judged else (None, None)
    faults = faults_in_choices(hold=hold, reject=reject, weights=weights)
    if faults:
        raise Invalid(faults)
    await store.sites.save(changed)
    return changed


async def list_entries(store: Store, name: str, *, add: list[ListEntry], remove: list[str]) -> None:
    """Remove the entries of the given patterns, and add others in place of those of their patterns.

    Raises Invalid for an entry that no text could match, for a pattern to remove that is not
    there, and when the lists would grow over their limit; NotFound.
    """
    await store.sites.find(name)
    added = {entry.pattern: entry for entry in add}
    present = await store.lists.present(name, [*added, *remove])
    faults = [
        *(
            _entry_fault(f"no_{entry.kind}", entry.pattern)
            for entry in add
            if not finds_itself(entry)
        ),
        *(_entry_fault("no_such_entry", pattern) for pattern in remove if pattern not in present),
    ]
    if faults:
        raise Invalid(faults)
    if await store.lists.size(name) - len(present) + len(added) > LIST_LIMIT:
        raise Invalid([Fault("/entries", "too_many", (("limit", LIST_LIMIT),))])
    await store.lists.change(name, remove=remove, add=list(added.values()))


def _entry_fault(code: str, pattern: str) -> Fault:
    return Fault("/entries", code, (("pattern", pattern),))


async def add_moderator(
    store: Store, email: str, password: str, role: Role, sites: tuple[str, ...] = ()
) -> Moderator:
    """A new moderator; no sites means every site. Raises Conflict, Invalid, NotFound (a site)."""
    moderator = await _moderator(store, email, password, role, sites)
    await store.moderators.add(moderator)
    return moderator


async def set_moderator(
    store: Store, email: str, password: str, role: Role, sites: tuple[str, ...] = ()
) -> Moderator:
    """The moderator with that e-mail address, new or changed. Raises Invalid, NotFound (a site)."""
    moderator = await _moderator(store, email, password, role, sites)
    await store.moderators.save(moderator)
    return moderator


async def _moderator(
    store: Store, email: str, password: str, role: Role, sites: tuple[str, ...]
) -> Moderator:
    for site in sites:
        await store.sites.find(site)
    try:
        address = validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise Invalid([Fault("/email", "invalid_email")]) from None
    try:
        password_hash = passwords.hashed(password)
    except ValueError:
        facts = (("least", passwords.SHORTEST), ("most", passwords.LONGEST))
        raise Invalid([Fault("/password", "password_length", facts)]) from None
    return Moderator(
        id=moderator_id(address),
        email=address,
        role=role,
        password_hash=password_hash,
        sites=sites,
    )

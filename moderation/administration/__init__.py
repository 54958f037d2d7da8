"""Use cases of the operator: sites and their keys, lists and choices; moderators beside them.

Each change of people, keys and settings is a line of the log, with ids and no personal data.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from moderation import clock, logs
from moderation.domain import ListEntry, ListKind
from moderation.domain.policy import faults_in_choices
from moderation.errors import Fault, Invalid
from moderation.outbound import ADDRESS_LIMIT
from moderation.outbound.choices import CALLBACK, NOBODY, is_choice
from moderation.signals.list_patterns import can_match, kind_of
from moderation.sites.list_entries import kept_email, kept_entry
from moderation.store import Store
from moderation.store.lists import LIST_LIMIT
from moderation.store.sites import Rate, Site

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?")
_NO_WEIGHTS: Final[Mapping[str, float]] = {}
_NO_RATES: Final[Mapping[str, Rate]] = {}
# As the service's own settings allow.
BURST_LIMIT: Final = 1_000_000
INTERVAL_LIMIT_MS: Final = 86_400_000
# Code points that say why an entry is there.
WHY_LIMIT: Final = 200
# Coral rotates from one to the next; more than a few at once are a mistake.
CORAL_SECRETS: Final = 4
_CORAL_SECRET: Final = re.compile("[!-~]{16,200}")
# The doors that may have keys of their own.
AKISMET: Final = "akismet"
DOORS: Final = (AKISMET, "perspective")
_LOG: Final = logs.logger("administration")


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site just made, with its keys, which are shown this once."""

    site: str
    api_key: str
    akismet_key: str


async def add_site(store: Store, name: str, *, form_open: bool = False) -> NewSite:
    """A new site. Raises Invalid for a name of another form, Conflict for one that is taken.

    `form_open`: its pages may send readers' forms without a key.
    """
    if not _NAME.fullmatch(name):
        raise Invalid([Fault("/name", "invalid_site_name")])
    secret = secrets.token_hex(32)
    site = Site(name=name, created_at=clock.now_ms(), secret=secret, form_open=form_open)
    await store.sites.add(site)
    _LOG.info("site_added", {"site": name})
    api_key, akismet_key = await add_key(store, name), await add_key(store, name, door=AKISMET)
    return NewSite(name, api_key, akismet_key)


async def add_key(store: Store, name: str, *, door: str = "") -> str:
    """One more key for a site, of the API or of one door alone; the old ones stay valid.

    Raises NotFound.
    """
    await store.sites.find(name)
    # Akismet's clients take nothing else for a key.
    secret = secrets.token_hex(6) if door == AKISMET else f"srg_{secrets.token_urlsafe(24)}"
    key_id = await store.sites.add_key(secret, name, clock.now_ms(), door=door)
    _LOG.info("key_added", {"site": name, "key": key_id, "door": door})
    return secret


async def set_coral_secrets(store: Store, name: str, secrets_: list[str]) -> None:
    """The secrets that the site's Coral signs with, in place of those before; none: no door.

    Raises Invalid for too many, or for one that is none, NotFound.
    """
    site = await store.sites.find(name)
    if len(secrets_) > CORAL_SECRETS or not all(map(_CORAL_SECRET.fullmatch, secrets_)):
        raise Invalid([Fault("/secrets", "coral_secrets", (("limit", CORAL_SECRETS),))])
    await store.sites.save(msgspec.structs.replace(site, coral_secrets=tuple(secrets_)))
    _LOG.info("site_changed", {"site": name, "changed": ["coral_secrets"]})


async def choose(store: Store, name: str, key_id: str, choices: Mapping[str, str]) -> None:
    """Other choices for what a key's door answers. Raises Invalid, NotFound."""
    if CALLBACK in choices and not is_choice(choices[CALLBACK]):
        raise Invalid([Fault("/callback", "callback_address", (("limit", ADDRESS_LIMIT),))])
    await store.sites.choose(name, key_id, choices)
    if choices.get(CALLBACK) == NOBODY:
        await store.sites.forget_secret(key_id)
    _LOG.info("key_changed", {"site": name, "key": key_id, "changed": sorted(choices)})


async def revoke_key(store: Store, name: str, key_id: str) -> None:
    """From the next second on the key opens nothing. Raises NotFound."""
    await store.sites.revoke_key(name, key_id)
    _LOG.info("key_revoked", {"site": name, "key": key_id})


async def change_site(
    store: Store,
    name: str,
    *,
    weights: Mapping[str, float] = _NO_WEIGHTS,
    rates: Mapping[str, Rate] = _NO_RATES,
    **choices: object,
) -> Site:
    """The site with other choices (fields of Site); of weights and rates, those given are changed.

    Raises Invalid for what no policy can work with, NotFound.
    """
    site = await store.sites.find(name)
    given = {"weights": {**site.weights, **weights}, "rates": {**site.rates, **rates}}
    changed = msgspec.structs.replace(site, **(choices | given))
    # An older release stored thresholds in the wrong order; whoever changes others keeps them.
    judged = {"spam_hold", "spam_reject"} & choices.keys()
    hold, reject = (changed.spam_hold, changed.spam_reject) if judged else (None, None)
    faults = faults_in_choices(hold=hold, reject=reject, weights=weights)
    faults += [
        Fault("/domain", "no_web_domain", (("domain", domain),))
        for domain in changed.domains
        if not can_match(ListKind.DOMAIN, domain) or "*" in domain
    ]
    faults += [_rate_fault(of) for of, rate in rates.items() if not _is_usable(rate)]
    if faults:
        raise Invalid(faults)
    await store.sites.save(changed)
    _LOG.info("site_changed", {"site": name, "changed": sorted({*choices, *weights})})
    return changed


def _is_usable(rate: Rate) -> bool:
    return 1 <= rate.burst <= BURST_LIMIT and 0 <= rate.interval_ms <= INTERVAL_LIMIT_MS


def _rate_fault(of: str) -> Fault:
    facts = ("name", of), ("most", BURST_LIMIT), ("longest", INTERVAL_LIMIT_MS // 1000)
    return Fault("/rate", "rate_out_of_range", facts)


async def list_entries(store: Store, name: str, *, add: list[ListEntry], remove: list[str]) -> None:
    """Remove the entries of the given patterns, and add others in place of those of their patterns.

    An e-mail address is given as such, and kept as a digest. Raises Invalid for an entry that
    could match nothing, for a pattern to remove that is not there, and when the lists would grow
    over their limit; NotFound. What has ended goes at this occasion.
    """
    site = await store.sites.find(name)
    faults = [
        _entry_fault(f"no_{entry.kind}", entry.pattern)
        for entry in add
        if not can_match(entry.kind, entry.pattern)
    ]
    faults += [Fault("/why", "too_long", _why_facts(e)) for e in add if len(e.why) > WHY_LIMIT]
    if faults:
        raise Invalid(faults)
    await store.lists.end(name, clock.now_ms())
    added = {kept.pattern: kept for kept in (kept_entry(site, entry) for entry in add)}
    removed = {_kept_pattern(site, pattern): pattern for pattern in remove}
    present = await store.lists.present(name, [*added, *removed])
    faults = [
        _entry_fault("no_such_entry", given)
        for kept, given in removed.items()
        if kept not in present
    ]
    if faults:
        raise Invalid(faults)
    if await store.lists.size(name) - len(present) + len(added) > LIST_LIMIT:
        raise Invalid([Fault("/entries", "too_many", (("limit", LIST_LIMIT),))])
    await store.lists.change(name, remove=list(removed), add=list(added.values()))
    facts: dict[str, object] = {"site": name, "added": len(added), "removed": len(removed)}
    _LOG.info("lists_changed", facts)


def _kept_pattern(site: Site, pattern: str) -> str:
    """Of an e-mail address a digest and a label, of anything else itself."""
    return kept_email(site, pattern) if kind_of(pattern) is ListKind.EMAIL else pattern


def _why_facts(entry: ListEntry) -> tuple[tuple[str, int], ...]:
    return ("length", len(entry.why)), ("limit", WHY_LIMIT)


def _entry_fault(code: str, pattern: str) -> Fault:
    return Fault("/entries", code, (("pattern", pattern),))

"""Sites, their policies, and the keys that open them. Keys are stored as digests."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from moderation.domain import Mode, OtherLanguages
from moderation.domain.digests import Digests
from moderation.domain.policy import Policy
from moderation.errors import Conflict, Damaged, NotFound
from moderation.store import keys
from moderation.store.changes import latest_change, mark_change
from moderation.store.keys import SiteKeys
from moderation.store.server.client import RedisClient
from moderation.store.server.failures import guarded

KEY_ID_LENGTH: Final = 16
CHOICE: Final = "choice:"
_KEPT: Final = "kept"


class Rate(msgspec.Struct, frozen=True):
    """How many comments may come at once, and the time (ms) until each comes back; 0: no limit."""

    burst: int
    interval_ms: int


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A site: its name, its own choices over the defaults, and its secret.

    `secret` (hexadecimal) keys the digests of personal data and signs form tokens. Thresholds
    left None are the shipped model's. `domains` are those where the site lives, beside its
    articles' own. `rates` are of "client" and "email", where it chose others than the service's.
    With `coral_secrets` its Coral signs what it sends; they are as Coral made them, for a digest
    could check no signature.
    `form_open`: pages may send readers' forms without a key.
    """

    name: str
    created_at: int
    secret: str
    mode: Mode = Mode.DOUBTFUL
    spam_hold: float | None = None
    spam_reject: float | None = None
    weights: dict[str, float] = {}
    other_languages: OtherLanguages = OtherLanguages.IGNORE
    domains: tuple[str, ...] = ()
    rates: dict[str, Rate] = {}
    coral_secrets: tuple[str, ...] = ()
    form_open: bool = False

    def digest(self, subject: str, text: str) -> str:
        """A keyed hash (BLAKE2b) of personal data, for use in key names: same text, same digest."""
        return Digests(self.secret).digest(subject, text)


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What is known of a key: but for `secret`, never the key.

    `door` is the only one that it opens; "": the API. `choices` are for that door, by name.
    `secret` is the key, "" but where the door calls back and can prove itself by nothing else.
    """

    id: str
    site: str
    created_at: int
    revoked: bool
    door: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    secret: str = field(default="", repr=False)


class StoredSite(msgspec.Struct, frozen=True):
    """A site as it is stored, and the revision of its lists, "" before they had any entry."""

    site: Site
    lists: str


class Sites:
    """All sites and their keys."""

    def __init__(self, client: RedisClient) -> None:
        self._client = client

    @guarded
    async def names(self) -> list[str]:
        """The names of all sites, in order."""
        return sorted(await self._client.smembers(keys.SITES))

    @guarded
    async def latest_change(self) -> str:
        """The mark of the last change to a site, its lists or its keys."""
        return await latest_change(self._client)

    async def find(self, name: str) -> Site:
        """A site. Raises NotFound, Damaged."""
        return (await self.stored(name)).site

    @guarded
    async def stored(self, name: str) -> StoredSite:
        """A site with the revision of its lists. Raises NotFound, Damaged."""
        record, lists = await self._client.hmget(SiteKeys.of(name).site, "record", "lists")
        if record is None:
            raise NotFound(name)
        try:
            return StoredSite(read_site(record), lists or "")
        except msgspec.DecodeError as error:
            raise Damaged(f"the record of the site {name} cannot be read: {error}") from error

    @guarded
    async def add(self, site: Site) -> None:
        """A new site. Raises Conflict when the name is taken."""
        # The name first: if the process dies between the two, adding the site again completes it.
        await self._client.sadd(keys.SITES, site.name)
        text = msgspec.json.encode(site)
        if not await self._client.hsetnx(SiteKeys.of(site.name).site, "record", text):
            raise Conflict(state="exists", event="add site")
        await mark_change(self._client)

    @guarded
    async def save(self, site: Site) -> None:
        """The site with its new choices; services notice within the directory's refresh time."""
        text = msgspec.json.encode(site)
        await self._client.hset(SiteKeys.of(site.name).site, "record", text)
        await mark_change(self._client)

    @guarded
    async def counts(self, name: str) -> dict[str, int]:
        """How much of each kind the site holds, where the server knows that without counting."""
        site = SiteKeys.of(name)
        asked = {
            "waiting_cases": ("ZCARD", site.queue),
            "approved_entries": ("XLEN", site.approved),
            "audit_lines": ("XLEN", site.events),
            "list_entries": ("ZCARD", site.lists),
            "policies": ("HLEN", site.policies),
        }
        pipeline = self._client.pipeline(transaction=False)
        for command in asked.values():
            pipeline.execute_command(*command)
        return dict(zip(asked, await pipeline.execute(), strict=True))

    @guarded
    async def keep_policy(self, name: str, policy: Policy) -> None:
        """Remember a policy under its version, so that its decisions can be replayed."""
        stored = SiteKeys.of(name).policies
        await self._client.hsetnx(stored, policy.version, msgspec.json.encode(policy))

    @guarded
    async def policy(self, name: str, version: str) -> Policy:
        """The policy that was in force under `version`. Raises NotFound."""
        found = await self._client.hget(SiteKeys.of(name).policies, version)
        if found is None:
            raise NotFound(version)
        return msgspec.json.decode(found, type=Policy)

    @guarded
    async def take_proof(self, name: str, digest: str, life_ms: int) -> bool:
        """Use a proof of work that expires in `life_ms`; False where it was used before."""
        key = SiteKeys.of(name).proof(digest)
        return bool(await self._client.set(key, "1", nx=True, px=life_ms))

    @guarded
    async def add_key(self, secret: str, site: str, at: int, *, door: str = "") -> str:
        """Record a key, of the API or of one door, and return its id. Only its digest is kept."""
        digest = _digest(secret)
        key_id = digest[:KEY_ID_LENGTH]
        record: dict[str, str | int] = {"digest": digest, "site": site, "created": at}
        if door:
            record["door"] = door
        await self._client.hset(keys.site_key(key_id), mapping=record)
        await self._client.hset(SiteKeys.of(site).site, f"key:{key_id}", at)
        return key_id

    @guarded
    async def choose(self, site: str, key_id: str, choices: Mapping[str, str]) -> None:
        """Other choices for a key's door; those not given stay. Raises NotFound."""
        await self._require_key(site, key_id)
        fields = {f"{CHOICE}{name}": chosen for name, chosen in choices.items()}
        if fields:
            await self._client.hset(keys.site_key(key_id), mapping=fields)
            await mark_change(self._client)

    @guarded
    async def keep_secret(self, key_id: str, secret: str) -> None:
        """Keep a key itself, for calls that prove with it that they are ours."""
        await self._client.hset(keys.site_key(key_id), _KEPT, secret)

    @guarded
    async def forget_secret(self, key_id: str) -> None:
        """Keep of a key no more than of any other."""
        await self._client.hdel(keys.site_key(key_id), _KEPT)

    @guarded
    async def key_named(self, key_id: str) -> KeyRecord | None:
        """What is known of the key of that id, or None."""
        found = await self._client.hgetall(keys.site_key(key_id)) if key_id else {}
        return _key_record(key_id, found) if found else None

    async def _require_key(self, site: str, key_id: str) -> None:
        if not await self._client.hexists(SiteKeys.of(site).site, f"key:{key_id}"):
            raise NotFound(key_id)

    @guarded
    async def revoke_key(self, site: str, key_id: str) -> None:
        """From now on the key opens nothing. Raises NotFound."""
        await self._require_key(site, key_id)
        await self._client.hset(keys.site_key(key_id), "revoked", "1")
        await self._client.hdel(keys.site_key(key_id), _KEPT)
        await mark_change(self._client)

    @guarded
    async def keys_of(self, site: str) -> list[KeyRecord]:
        """The site's keys, revoked ones included."""
        fields = await self._client.hkeys(SiteKeys.of(site).site)
        ids = [field.removeprefix("key:") for field in fields if field.startswith("key:")]
        return [_key_record(i, await self._client.hgetall(keys.site_key(i))) for i in sorted(ids)]

    @guarded
    async def key(self, secret: str) -> KeyRecord | None:
        """What is known of a key, or None."""
        digest = _digest(secret)
        key_id = digest[:KEY_ID_LENGTH]
        found = await self._client.hgetall(keys.site_key(key_id))
        if not found or not hmac.compare_digest(found["digest"], digest):
            return None
        return _key_record(key_id, found)


def read_site(record: str) -> Site:
    """The site of a stored record. Raises msgspec.DecodeError."""
    return msgspec.json.decode(record, type=Site)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _key_record(key_id: str, fields: dict[str, str]) -> KeyRecord:
    return KeyRecord(
        id=key_id,
        site=fields["site"],
        created_at=int(fields["created"]),
        revoked="revoked" in fields,
        door=fields.get("door", ""),
        choices={k.removeprefix(CHOICE): v for k, v in fields.items() if k.startswith(CHOICE)},
        secret=fields.get(_KEPT, ""),
    )

"""Every setting, as one table: name, type, default, limits, help.

`docs/settings.md` is checked against it, and each is read from the environment as MODERATION_NAME.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from msgspec.structs import FieldInfo

PREFIX = "MODERATION_"
DAY = 86_400
YEAR = 365 * DAY
MEMORY = 1 << 40


class SettingsError(Exception):
    """The environment holds settings that cannot be used; the message lists each."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator can choose. Times are seconds and sizes bytes unless the name says else."""

    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    ] = 8080
    workers: Annotated[int, Meta(ge=1, le=64, description="Processes sharing the port.")] = 1
    data_dir: Annotated[
        Path, Meta(description="Folder of the embedded server and of what else is kept.")
    ] = Path("var")
    redis_url: Annotated[
        str,
        Meta(
            description="Server to use: redis://, rediss://, unix://, redis+sentinel:// or "
            "redis+cluster://. Empty: the embedded one. May hold a password, so it is secret."
        ),
    ] = ""
    durability: Annotated[
        Literal["fsync", "server"],
        Meta(
            description="fsync: 201 means that the write is on disk, whatever the server's own "
            "settings. server: trust them."
        ),
    ] = "fsync"
    replicas: Annotated[
        Annotated[int, Meta(ge=0, le=8)] | None,
        Meta(
            description="Replicas that must have synced a write before a 201. Not set: one where "
            "Sentinel or a cluster could promote a replica, else none."
        ),
    ] = None
    model_dir: Annotated[
        str, Meta(description="Folder of a trained artifact. Empty: the shipped model.")
    ] = ""
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="Least level logged.")
    ] = "info"
    trust_proxy: Annotated[
        int,
        Meta(
            ge=0,
            le=16,
            description="Your own proxies in front. From X-Forwarded-For, -Proto and -Host the "
            "entry is taken that the outermost of them wrote, so many from the end. 0 (false): "
            "the headers are ignored. 1 (true): one proxy.",
        ),
    ] = 0
    secure_cookies: Annotated[
        Literal["auto", "always"],
        Meta(description="auto: Secure cookies when the request came by HTTPS. always: always."),
    ] = "auto"

    body_limit: Annotated[
        int, Meta(ge=1024, le=268_435_456, description="Largest body of a submission; over it 413.")
    ] = 1_048_576
    batch_body_limit: Annotated[
        int, Meta(ge=1024, le=268_435_456, description="Largest body of a batch; over it 413.")
    ] = 8_388_608
    batch_limit: Annotated[int, Meta(ge=1, le=500, description="Most submissions in a batch.")] = (
        500
    )
    body_timeout: Annotated[
        float, Meta(gt=0, le=DAY, description="Longest wait for a request's body; over it 408.")
    ] = 10.0
    head_timeout: Annotated[
        float,
        Meta(
            gt=0,
            le=DAY,
            description="Longest wait for a request's headers, from the connection or from their "
            "first byte; then it is closed.",
        ),
    ] = 10.0
    keepalive_timeout: Annotated[
        float,
        Meta(
            gt=0,
            le=DAY,
            description="Longest wait for an idle connection's next request; then it is closed. "
            "Set it above your proxy's.",
        ),
    ] = 75.0
    stall_timeout: Annotated[
        float,
        Meta(
            gt=0,
            le=DAY,
            description="Longest wait for a client to take more of an answer; then its connection "
            "is closed.",
        ),
    ] = 30.0
    connections_limit: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            description="Connections a process keeps. Over it the oldest that never sent a "
            "request makes room, or an idle one of the client that has most; else the new one "
            "gets 503.",
        ),
    ] = 4_096
    client_connections_limit: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            description="Of these, from one client address (IPv6: one /64), which may be your "
            "proxy's; over it 503.",
        ),
    ] = 2_048
    # What waits here waits at most a few tenths of a second: a process takes some thousand
    # submissions a second, and reaches that with far fewer in work.
    in_flight_limit: Annotated[
        int,
        Meta(
            ge=1,
            le=100_000,
            description="Submissions a process works on at once, shared fairly between sites; "
            "over it 503.",
        ),
    ] = 512
    bodies_limit: Annotated[
        int,
        Meta(
            ge=1_048_576,
            le=MEMORY,
            description="Bytes of bodies over 64 KiB that a process works on at once, shared "
            "fairly between sites; over it 503.",
        ),
    ] = 67_108_864
    waiters_limit: Annotated[
        int,
        Meta(
            ge=1,
            le=100_000,
            description="Long polls that wait in a process at once, shared fairly between sites; "
            "over it 503.",
        ),
    ] = 200
    followers_limit: Annotated[
        int,
        Meta(
            ge=1,
            le=100_000,
            description="Pages of the console that a process keeps up to date at once, shared "
            "fairly between sites; over it they ask every ten seconds.",
        ),
    ] = 500
    pages_limit: Annotated[
        int,
        Meta(
            ge=1_048_576,
            le=MEMORY,
            description="Bytes of pages of the approved stream that a process sends at once, "
            "shared fairly between sites: near it pages get shorter, over it 503.",
        ),
    ] = 67_108_864
    drain_timeout: Annotated[
        float, Meta(gt=0, le=DAY, description="Longest wait for open requests after SIGTERM.")
    ] = 15.0
    clock_tolerance: Annotated[
        float, Meta(ge=0, le=DAY, description="How far submitted_at may lie in the future.")
    ] = 300.0
    approved_length: Annotated[
        int,
        Meta(
            ge=1000,
            le=1_000_000_000,
            description="Entries kept in a site's approved stream (about).",
        ),
    ] = 1_000_000

    name_limit: Annotated[int, Meta(ge=1, le=10_000, description="Longest name (code points).")] = (
        245
    )
    email_limit: Annotated[int, Meta(ge=6, le=254, description="Longest e-mail address.")] = 100
    url_limit: Annotated[int, Meta(ge=8, le=8_192, description="Longest website address.")] = 200
    text_limit: Annotated[
        int, Meta(ge=1, le=65_525, description="Longest comment (code points).")
    ] = 65_525

    seen_window: Annotated[
        float,
        Meta(ge=0, le=YEAR, description="How long a text is remembered as seen; 0 = not at all."),
    ] = 86_400.0
    client_burst: Annotated[
        int,
        Meta(
            ge=1,
            le=1_000_000,
            description="Comments at once from one client (IPv6: one /64).",
        ),
    ] = 20
    client_interval: Annotated[
        float, Meta(ge=0, le=DAY, description="Until each comes back; 0 = no limit.")
    ] = 6.0
    email_burst: Annotated[
        int, Meta(ge=1, le=1_000_000, description="Comments at once from one e-mail address.")
    ] = 5
    email_interval: Annotated[
        float, Meta(ge=0, le=DAY, description="Until each comes back; 0 = no limit.")
    ] = 20.0
    deliverability: Annotated[
        bool,
        Meta(description="Look up, after answering, whether e-mail domains take mail (DNS)."),
    ] = False
    deliverability_timeout: Annotated[
        int, Meta(ge=1, le=60, description="Longest DNS look-up.")
    ] = 5
    claim_life: Annotated[
        float, Meta(gt=0, le=DAY, description="How long a moderator's claim on a case lasts.")
    ] = 120.0
    session_life: Annotated[
        float, Meta(gt=0, le=YEAR, description="How long a console session lasts without use.")
    ] = 43_200.0
    session_limit: Annotated[
        float,
        Meta(gt=0, le=YEAR, description="How long a console session lasts at most, used or not."),
    ] = 604_800.0


def from_environment(environment: Mapping[str, str], **chosen: object) -> Settings:
    """Settings from MODERATION_… variables; `chosen` (not None) wins over them.

    Raises SettingsError naming every variable that is unknown or cannot be used.
    """
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    given: dict[str, object] = {
        name.removeprefix(PREFIX).lower(): text
        for name, text in environment.items()
        if name.startswith(PREFIX)
    }
    faults = [f"{PREFIX}{name.upper()}: no such setting" for name in given if name not in known]
    given |= {name: value for name, value in chosen.items() if value is not None}
    values: dict[str, Any] = {}
    for name in given.keys() & known.keys():
        try:
            _require_value(known[name], given[name], chosen=chosen.get(name) is not None)
            values[name] = _converted(known[name], given[name])
        except msgspec.ValidationError as error:
            faults.append(f"{PREFIX}{name.upper()}: {error}")
    if faults:
        raise SettingsError("\n".join(sorted(faults)))
    return Settings(**values)


def _require_value(known: FieldInfo, value: object, *, chosen: bool) -> None:
    """Raises msgspec.ValidationError for an empty one: a variable of a shell that was not set.

    In the environment, where files list every setting, it is the default if that is empty itself.
    """
    if isinstance(value, str) and not value.strip() and (chosen or known.default != ""):
        raise msgspec.ValidationError("Must not be empty; leave it out for the default")


def _converted(known: FieldInfo, value: object) -> object:
    """`value` as its field's type. Raises msgspec.ValidationError."""
    plain = str(value) if isinstance(value, Path) else value
    if known.name == "trust_proxy":
        plain = {"true": 1, "false": 0}.get(str(plain).lower(), plain)
    return msgspec.convert(plain, known.type, strict=False, dec_hook=_path)


def _path(wanted: type, value: object) -> object:
    if wanted is Path:
        return Path(str(value))
    raise TypeError(wanted)

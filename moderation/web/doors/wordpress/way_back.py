"""The way back to the page that the form stood on, and never to anybody else's."""

from collections.abc import Set as AbstractSet
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from moderation.submission.web_address import is_web_address

LENGTH_LIMIT: Final = 2_000


def page_of(asked: str, referrer: str, host: str, domains: AbstractSet[str]) -> str:
    """The address to go back to, without its fragment; "" where there is none that may be.

    It is on a domain of the site, or, where the site has named none, on the host of the page that
    the form came from. A page of our own (`host`) hands on what was checked before.
    """
    before = _host(referrer)
    for address in (asked, referrer):
        found = _host(address)
        if not found or found == host:
            continue
        if _is_within(found, domains) if domains else before in {found, host}:
            return urlunsplit(urlsplit(address)._replace(fragment=""))
    return ""


def _host(address: str) -> str:
    usable = len(address) <= LENGTH_LIMIT and is_web_address(address, public=False)
    return urlsplit(address).netloc.casefold() if usable else ""


def _is_within(host: str, domains: AbstractSet[str]) -> bool:
    name = host.partition(":")[0]
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def to_comment(page: str, comment_id: str, **query: str) -> str:
    """The address of a comment on its page, as WordPress writes it."""
    parts = urlsplit(page)
    kept = parse_qsl(parts.query, keep_blank_values=True)
    found = urlencode([*kept, *((name.replace("_", "-"), value) for name, value in query.items())])
    return urlunsplit(parts._replace(query=found, fragment=f"comment-{comment_id}"))

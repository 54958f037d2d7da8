"""E-mail addresses: email-validator's verdicts, at a fraction of their cost for the usual ones.

A plain local part is kept as it is, so only the domain needs the library, once for each domain.
Whatever is not plain (quotes, other scripts, names such as Postmaster that the library turns to
lower case, lengths near the limit) goes through the library whole. A property test holds the two
ways against each other.
"""

import re
from functools import lru_cache
from typing import Final

from email_validator import EmailNotValidError, validate_email
from email_validator.rfc_constants import CASE_INSENSITIVE_MAILBOX_NAMES

PLAIN_LIMIT: Final = 200
LOCAL_LIMIT: Final = 64
DOMAINS_REMEMBERED: Final = 8_192
_PLAIN_LOCAL: Final = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
_PLAIN_DOMAIN: Final = re.compile(r"[A-Za-z0-9.-]{1,100}")
_ENCODED: Final = "--"  # as in "xn--", which stands for another script
_NAMES: Final = frozenset(CASE_INSENSITIVE_MAILBOX_NAMES)


def normalised(given: str) -> str:
    """The address as email-validator normalises it, without asking DNS; "" if it refuses."""
    local, at, domain = given.rpartition("@")
    if at and _is_plain(local, domain):
        known = _normalised_domain(domain)
        return f"{local}@{known}" if known else ""
    return by_library(given)


def by_library(given: str) -> str:
    """The same, always by way of the library."""
    try:
        return validate_email(given, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def _is_plain(local: str, domain: str) -> bool:
    return (
        len(local) + len(domain) < PLAIN_LIMIT
        and len(local) <= LOCAL_LIMIT
        and _PLAIN_LOCAL.fullmatch(local) is not None
        and _PLAIN_DOMAIN.fullmatch(domain) is not None
        and _ENCODED not in domain
        and local.lower() not in _NAMES
    )


@lru_cache(maxsize=DOMAINS_REMEMBERED)
def _normalised_domain(domain: str) -> str:
    return by_library(f"a@{domain}").removeprefix("a@")

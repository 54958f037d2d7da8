"""List entries as they are kept: an e-mail address as a keyed digest and a label."""

import msgspec

from moderation.domain import ListEntry, ListKind
from moderation.domain.masks import masked_email
from moderation.store.sites import Site
from moderation.submission.email import normalised


def kept_entry(site: Site, entry: ListEntry) -> ListEntry:
    """The entry as it is stored."""
    if entry.kind is not ListKind.EMAIL:
        return entry
    return msgspec.structs.replace(entry, pattern=kept_email(site, entry.pattern))


def kept_email(site: Site, address: str) -> str:
    """An e-mail address as it stands in a pattern."""
    email = (normalised(address) or address).casefold()
    return f"{site.digest('email', email)} {masked_email(email)}"


def shown_pattern(entry: ListEntry) -> str:
    """A stored pattern as a person may see it: of an e-mail entry, its label."""
    return entry.pattern.partition(" ")[2] if entry.kind is ListKind.EMAIL else entry.pattern

"""`moderation site list-entry`: what a site holds, rejects or allows by its own lists."""

from typing import Any

import click

from moderation import administration, clock
from moderation.cli.command import stored, with_store
from moderation.domain import ListAction, ListEntry, ListKind
from moderation.process.app import propose_by_lists
from moderation.signals.list_patterns import kind_of
from moderation.sites.list_entries import shown_pattern
from moderation.store import Store
from moderation.store.keys import DAY_MS


@click.group("list-entry")
def list_entry() -> None:
    """A site's lists of words, domains, names, e-mail addresses and networks."""


@list_entry.command("add")
@click.argument("name")
@click.argument("patterns", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice([k.value for k in ListKind]),
    help="By default what each pattern looks like; an author's name must be called one.",
)
@click.option(
    "--action", type=click.Choice([a.value for a in ListAction]), default=ListAction.HOLD.value
)
@click.option("--days", type=click.IntRange(1, 3_650), help="After so many days it ends by itself.")
@click.option("--why", default="", help="For whoever reads the lists later.")
@stored
def entry_add(
    name: str,
    patterns: tuple[str, ...],
    kind: str | None,
    action: str,
    days: int | None,
    why: str,
    **where: Any,
) -> None:
    """Add words or phrases, domains, authors' names, e-mail addresses or networks.

    A * may end a word, a phrase or a name; *. before a domain stands for its subdomains.
    """
    added = [
        ListEntry(
            kind=ListKind(kind) if kind else kind_of(text),
            pattern=text,
            action=ListAction(action),
            until=clock.now_ms() + days * DAY_MS if days else 0,
            why=why.strip(),
        )
        for text in patterns
    ]
    with_store(where, lambda store: administration.list_entries(store, name, add=added, remove=[]))
    click.echo(f"{name}: {len(added)} added")


@list_entry.command("remove")
@click.argument("name")
@click.argument("patterns", nargs=-1, required=True)
@stored
def entry_remove(name: str, patterns: tuple[str, ...], **where: Any) -> None:
    """Remove entries, written as they were added."""
    gone = list(patterns)
    with_store(where, lambda store: administration.list_entries(store, name, add=[], remove=gone))
    click.echo(f"{name}: {len(gone)} removed")


@list_entry.command("apply")
@click.argument("name")
@click.option("--for", "email", required=True, metavar="EMAIL", help="Who is to look and decide.")
@stored
def entry_apply(name: str, email: str, **where: Any) -> None:
    """Propose rejecting what waits and the lists reject by now, to a moderator in the console.

    Entries are looked up when a comment comes; this is for those that were waiting already.
    Nothing is decided yet: the page shows what would be, for an hour.
    """
    plan = with_store(where, lambda store: propose_by_lists(store, name, email))
    click.echo(
        f"{name}: {len(plan.targets)} to be rejected; see /console/sites/{name}/jobs/{plan.id}"
    )


@list_entry.command("show")
@click.argument("name")
@stored
def entry_show(name: str, **where: Any) -> None:
    """Print a site's lists: what each entry does, until when, and why it is there."""
    with_store(where, lambda store: _print_entries(store, name))


async def _print_entries(store: Store, name: str) -> None:
    await store.sites.find(name)
    at = clock.now_ms()
    async for page in store.lists.pages(name):
        for entry in await store.lists.described(name, page):
            if entry.holds(at):
                click.echo(_line(entry))


def _line(entry: ListEntry) -> str:
    until = f"until {clock.iso(entry.until)}" if entry.until else ""
    told = "  ".join(part for part in (shown_pattern(entry), until, entry.why) if part)
    return f"{entry.action:8}{entry.kind:8}{told}"

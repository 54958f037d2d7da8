"""`moderation import`: a site's comments of elsewhere come along."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import click
import msgspec

from moderation import logs
from moderation.cli.command import as_json_option, fail, read_settings, stored, with_store
from moderation.errors import Fault
from moderation.intake.importing import Importer, Refusal, Tally
from moderation.intake.importing.formats import FORMATS
from moderation.intake.importing.rows import BadFile
from moderation.messages import Language, say
from moderation.process.app import submission_reader
from moderation.store import Store

LISTED: Final = 20
_LOG: Final = logs.logger("administration")


@click.command("import")
@click.argument("kind", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--site", required=True, metavar="NAME", help="The site that the comments are of.")
@click.option(
    "--refused",
    type=click.Path(path_type=Path),
    help="Where rows are kept that cannot be taken; FILE.refused.jsonl by default.",
)
@as_json_option
@stored
def import_comments(
    kind: str,
    path: Path,
    site: str,
    refused: Path | None,
    as_json: bool,  # noqa: FBT001 - click's way
    **where: Any,
) -> None:
    """Import a site's comments with their decisions, dates and threads.

    FORMAT is wxr or csv (WordPress), disqus or coral. Run it again after an interruption: what is
    there already is passed over. Nothing is published again.
    """
    beside = path.with_name(f"{path.name}.refused.jsonl")
    with closing(_Refused(refused or beside)) as kept, path.open("rb") as file:
        try:
            tally = with_store(where, lambda store: _import(store, where, site, kind, file, kept))
        except BadFile as error:
            fail(f"{path.name}, {error}; what came before is imported; mend it and run this again")
    _print(tally, kept, as_json=as_json)


async def _import(
    store: Store, where: dict[str, Any], name: str, kind: str, file: BinaryIO, kept: "_Refused"
) -> Tally:
    chosen = FORMATS[kind]
    site = await store.sites.find(name)
    with _progress(file) as on_the_way:
        importer = Importer(
            site=site,
            source=chosen.source,
            comments=store.comments,
            imports=store.imports,
            reader=submission_reader(read_settings(**where)),
            refused=kept.add,
            on_the_way=on_the_way,
        )
        try:
            return await importer.run(chosen.read(file))
        finally:
            told = msgspec.structs.asdict(importer.tally)
            _LOG.info("comments_imported", {"site": name, "source": chosen.source, **told})


@contextmanager
def _progress(file: BinaryIO) -> Iterator[Callable[[Tally], None]]:
    """A bar of how far the file is read, on standard error."""
    from rich.console import Console  # noqa: PLC0415 - slow to load, for one command
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=os.fstat(file.fileno()).st_size)

        def on_the_way(tally: Tally) -> None:
            done = tally.recorded + tally.known + tally.refused + tally.skipped
            bar.update(task, completed=file.tell(), description=f"{done:,} comments")

        yield on_the_way


@dataclass(slots=True)
class _Refused:
    """Rows that were not taken as they are: the first are shown, all are kept in a file.

    They hold personal data, so that nobody else may read the file.
    """

    path: Path
    count: int = 0
    _file: BinaryIO | None = field(default=None, init=False)

    def add(self, refusal: Refusal) -> None:
        """Keep one."""
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            self._file = os.fdopen(os.open(self.path, flags, 0o600), "wb")
        self.count += 1
        errors = [
            {"pointer": each.pointer, "code": each.code, "detail": _sentence(each)}
            for each in refusal.faults
        ]
        row = refusal.row and {
            "action": refusal.row.action,
            **{name: _writable(value) for name, value in refusal.row.raw.items()},
        }
        told = {"line": refusal.line, "imported": refusal.recorded, "errors": errors, "row": row}
        self._file.write(msgspec.json.encode(told) + b"\n")
        if self.count <= LISTED:
            reasons = "; ".join(f"{e['pointer']} {e['detail']}".strip() for e in errors)
            click.echo(f"line {refusal.line}: {reasons}", err=True)

    def close(self) -> None:
        """Have all of it in the file."""
        if self._file is not None:
            self._file.close()


def _sentence(fault: Fault) -> str:
    return say(f"fault.{fault.code}", Language.EN, dict(fault.facts))


def _writable(value: Any) -> Any:
    """A text without halves of characters, which no file in UTF-8 can hold."""
    return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else value


def _print(tally: Tally, kept: _Refused, *, as_json: bool) -> None:
    counts = msgspec.structs.asdict(tally)
    if as_json:
        told = {**counts, "refused_file": str(kept.path) if kept.count else None}
        click.echo(msgspec.json.encode(told).decode())
        return
    for name, about in _ABOUT.items():
        click.echo(f"{counts[name]:10,} {about}")
    if kept.count:
        click.echo(f"Rows that need a look are in {kept.path}.")


_ABOUT: Final = {
    "recorded": "imported",
    "known": "there already",
    "skipped": "passed over (pingbacks, emptied ones)",
    "refused": "refused",
    "without_parent": "of the imported without the comment they answer",
    "labels": "of the imported decided by a person, who may teach the classifier",
}

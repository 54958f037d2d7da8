"""WXR: WordPress's own export, RSS with posts and their comments (`wp-admin/export.php`)."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from moderation.intake.importing import wordpress
from moderation.intake.importing.rows import Found
from moderation.intake.importing.xml_records import Record, records

# Characters kept of all notes under one key.
NOTE_LIMIT: Final = 65_536

_ITEM: Final = "rss/channel/item"
_COMMENT: Final = f"{_ITEM}/comment"
_NOTE: Final = f"{_COMMENT}/commentmeta"
_COLUMNS: Final = {*wordpress.NAMES, "comment_approved", "comment_type", "comment_date"}
_WANTED: Final = {*_COLUMNS, "comment_author_IP", "post_id", "title", "link"}


def read(file: BinaryIO) -> Iterator[Found]:
    """The comments of a file. Raises BadFile."""
    notes: dict[str, str] = {}
    wanted = _WANTED | {"meta_key", "meta_value"}
    for record in records(file, root="rss", paths={_ITEM, _COMMENT, _NOTE}, wanted=wanted):
        if record.path == _NOTE:
            key = record.get("meta_key")
            notes[key] = f"{notes.get(key, '')}{record.get('meta_value')}"[:NOTE_LIMIT]
        elif record.path == _COMMENT:
            yield wordpress.row(record.line, _fields(record), notes)
            notes = {}


def _fields(record: Record) -> dict[str, str]:
    item = record.outer
    fields = {name.lower(): text for name, text in record.fields.items()}
    for name in ("comment_id", "comment_parent", "comment_approved", "comment_type"):
        fields[name] = fields.get(name, "").strip()
    if item is not None:
        fields |= {
            "comment_post_id": item.get("post_id"),
            "post_link": item.get("link"),
            "post_title": item.get("title"),
        }
    return fields

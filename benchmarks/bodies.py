"""The request bodies: each comment as a form, as JSON, and in batches."""

import json
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.comments import Sample
from benchmarks.wire import write_bodies_file

FORM: Final = "form"
JSON: Final = "json"
BATCH: Final = "batch"
NULL: Final = "null"
# What peers take, see benchmarks/peers/messages.py.
MESSAGE: Final = "message"
ISSO: Final = "comment"
KINDS: Final = (FORM, JSON, BATCH)
CONTENT_TYPES: Final = {
    FORM: "application/x-www-form-urlencoded",
    JSON: "application/json",
    BATCH: "application/json",
    NULL: "application/x-www-form-urlencoded",
    MESSAGE: "message/rfc822",
    ISSO: "application/json",
}
BATCH_SIZE: Final = 100


def write_bodies(folder: Path, samples: list[Sample]) -> dict[str, Path]:
    """Write every kind of body into `folder`; the file of each kind."""
    members = [as_members(sample) for sample in samples]
    batches = [members[at : at + BATCH_SIZE] for at in range(0, len(members), BATCH_SIZE)]
    texts = {
        FORM: [urlencode(as_fields(sample)) for sample in samples],
        JSON: [_dumped(each) for each in members],
        BATCH: [_dumped({"comments": each}) for each in batches],
    }
    files = {kind: folder / f"bodies.{kind}" for kind in KINDS}
    for kind, file in files.items():
        write_bodies_file(file, [text.encode() for text in texts[kind]])
    return files | {NULL: files[FORM]}


def as_fields(sample: Sample) -> dict[str, str]:
    """The form's fields, named as WordPress names them."""
    return {
        "author": sample.name,
        "email": sample.email,
        "url": sample.url,
        "comment": sample.text,
        "comment_post_ID": sample.article,
        "comment_parent": "0",
        "user_ip": sample.ip,
        "user_agent": sample.user_agent,
    }


def as_members(sample: Sample) -> dict[str, Any]:
    """The JSON body of the API."""
    author = {"name": sample.name, "email": sample.email}
    if sample.url:
        author["url"] = sample.url
    return {
        "article": {"id": sample.article},
        "author": author,
        "text": sample.text,
        "client": {"ip": sample.ip, "user_agent": sample.user_agent},
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

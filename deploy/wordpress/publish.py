"""Publishes what Saring approved in WordPress, and takes down what it withdrew.

An example that works as it is: Python 3.9 and nothing else. Make an application password for a
WordPress user who may moderate comments (Users, Profile), and run one of this for each site:

    export SARING_URL=https://saring.example SARING_KEY=srg_...
    export WORDPRESS_URL=https://kabar.example WORDPRESS_USER=saring WORDPRESS_PASSWORD='abcd efgh'
    python3 publish.py published.sqlite

The file keeps the cursor, and which comment of Saring is which one of WordPress: do not lose it. An
entry counts as read once WordPress has it. After a crash in between it comes again; WordPress says
that such a comment is there (409), and it is looked up by an address that nobody has: Saring tells
no reader's address, and WordPress wants one. An article's id is the number of the post.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

WAIT = 30  # seconds that Saring holds a question open
PAUSE = 5  # seconds after a failure that passes by itself
PASSES = (408, 429)  # so does whatever is 500 or more
THERE_ALREADY = 409
NOT_THERE = (404, 410)
NOBODY = "{}@pembaca.invalid"


class Gone(Exception):
    """WordPress has no such comment or post."""


class WordPress:
    """The comments of one WordPress, by its REST interface."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url.rstrip("/") + "/index.php"
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}

    def call(self, method: str, path: str = "", body: Any = None, **query: Any) -> Any:
        """What WordPress answers. Raises Gone, urllib.error.HTTPError, OSError."""
        asked = urllib.parse.urlencode({"rest_route": f"/wp/v2/comments{path}", **query})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}?{asked}", data, self.headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code in NOT_THERE:
                raise Gone(path) from None
            raise

    def publish(self, entry: Mapping[str, Any], parent: int) -> int:
        """The number of the comment that an entry became."""
        address = NOBODY.format(entry["comment_id"])
        comment = {
            "post": entry["article"]["id"],
            "parent": parent,
            "author_name": entry["author"]["name"],
            "author_email": address,
            "author_url": entry["author"]["url"] or "",
            "content": as_html(entry["text"]),
            "date_gmt": (entry.get("submitted_at") or entry["created_at"])[:19],
            "status": "approved",
        }
        try:
            return int(self.call("POST", body=comment)["id"])
        except urllib.error.HTTPError as error:
            if error.code != THERE_ALREADY:
                raise
        found = self.call("GET", author_email=address, context="edit")
        if not found:
            raise Gone(address)
        return int(found[0]["id"])

    def show(self, number: int, text: str | None = None) -> None:
        """Have a comment shown that is there, be it in the bin; with another text, if given."""
        with suppress(urllib.error.HTTPError):  # it was not in the bin
            self.call("POST", f"/{number}", {"status": "untrash"})
        content = {} if text is None else {"content": as_html(text)}
        self.call("POST", f"/{number}", {"status": "approved", **content})

    def take_down(self, number: int) -> None:
        """Have a comment shown no more; in the bin a person can still find it."""
        with suppress(Gone):  # it is down already
            self.call("DELETE", f"/{number}")


def as_html(text: str) -> str:
    """Plain text as WordPress keeps it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


class Kept:
    """What must outlast this program: the cursor, and the numbers of comments."""

    def __init__(self, path: str) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA synchronous = FULL")
        self.base.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value)")

    def get(self, name: str, otherwise: Any = 0) -> Any:
        """What is kept under that name."""
        query = "SELECT value FROM kept WHERE name = ?"
        row = self.base.execute(query, (name,)).fetchone()
        return row[0] if row else otherwise

    def put(self, values: Mapping[str, Any]) -> None:
        """Keep all of it or nothing."""
        self.base.execute("BEGIN")
        self.base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())
        self.base.execute("COMMIT")

    def close(self) -> None:
        """Give the file back."""
        self.base.close()


def apply(entry: Mapping[str, Any], wordpress: WordPress, kept: Kept) -> None:
    """Bring WordPress to where an entry says, and keep how."""
    name, now = entry["comment_id"], {"cursor": entry["cursor"]}
    number = kept.get(name) or own_number(entry)
    try:
        if entry["type"] in {"withdrawn", "erased"}:
            if number:
                wordpress.take_down(number)
        elif number:
            newsroom_s = entry["type"] == "updated" or entry.get("edited")
            wordpress.show(number, entry["text"] if newsroom_s else None)
        else:
            parent = kept.get(entry["parent_id"]) if entry["parent_id"] else 0
            now[name] = wordpress.publish(entry, parent)
    except Gone as gone:
        print(f"left out: {name} ({gone})", file=sys.stderr)
    kept.put(now)


def own_number(entry: Mapping[str, Any]) -> int:
    """WordPress's number of a comment that came from there."""
    given = entry.get("external_id", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def read(settings: Mapping[str, str], cursor: str, wait: int) -> Any:
    """The entries that follow."""
    query = urllib.parse.urlencode({"after": cursor, "wait": wait, "limit": 100})
    request = urllib.request.Request(
        f"{settings['SARING_URL'].rstrip('/')}/v1/approved?{query}",
        headers={"Authorization": f"Bearer {settings['SARING_KEY']}"},
    )
    with urllib.request.urlopen(request, timeout=wait + 30) as answer:
        return json.load(answer)["entries"]


def step(settings: Mapping[str, str], wordpress: WordPress, kept: Kept, wait: int = WAIT) -> int:
    """Apply what comes next; how many entries that were."""
    entries = read(settings, kept.get("cursor", ""), wait)
    for entry in entries:
        apply(entry, wordpress, kept)
    return len(entries)


def follow(settings: Mapping[str, str], path: str) -> None:
    """Go on for ever."""
    kept = Kept(path)
    wordpress = WordPress(
        settings["WORDPRESS_URL"], settings["WORDPRESS_USER"], settings["WORDPRESS_PASSWORD"]
    )
    while True:
        try:
            step(settings, wordpress, kept)
        except (OSError, http.client.HTTPException) as error:
            status = getattr(error, "code", 503)
            if status not in PASSES and status < 500:  # noqa: PLR2004 - HTTP's own border
                raise  # asking again does not help: a password, say, is wrong
            time.sleep(PAUSE)


if __name__ == "__main__":
    follow(os.environ, sys.argv[1])

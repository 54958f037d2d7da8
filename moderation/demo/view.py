"""One reader's view of the site: the language, the words in it, and addresses that keep it.

A reader who chooses a language carries the choice in the addresses (`?lang=en`); there is no
cookie, and following a link changes nothing anywhere.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web

from moderation.demo.times import date_said, time_said
from moderation.messages import Fact, Language, negotiate, say


@dataclass(frozen=True, slots=True)
class PageContext:
    """How this reader sees the site. `path` is where they are, without the query."""

    language: Language
    chosen: bool
    path: str

    def say(self, key: str, **facts: Fact) -> str:
        """The sentence under `demo.KEY`."""
        return say(f"demo.{key}", self.language, facts)

    def count(self, comments: int) -> str:
        """How many comments, as said in the language."""
        form = {0: "none", 1: "one"}.get(comments, "many")
        return self.say(f"count.{form}", count=comments)

    def link(self, path: str, **query: str) -> str:
        """An address on the site, with the chosen language in it."""
        chosen = {"lang": self.language.value} if self.chosen else {}
        asked = urlencode(query | chosen)
        return f"/demo/{path}?{asked}" if asked else f"/demo/{path}"

    def here_in(self, language: str) -> str:
        """The address of the same page in a language."""
        return f"{self.path}?{urlencode({'lang': language})}"

    def date(self, at: datetime) -> str:
        """The day of a time."""
        return date_said(at, self.language)

    def time(self, at: datetime) -> str:
        """A time to the minute, in WIB."""
        return time_said(at, self.language)


def view_of(request: web.Request) -> PageContext:
    """The reader's view: the language of the address, else what their browser prefers."""
    chosen = request.query.get("lang")
    if chosen in set(Language):
        return PageContext(Language(chosen), chosen=True, path=request.path)
    wanted = request.headers.get("Accept-Language", "")
    return PageContext(negotiate(wanted), chosen=False, path=request.path)

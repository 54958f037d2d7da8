"""Place: where a moderator goes on to: a case in a view, or the list of the view."""

from dataclasses import dataclass

from moderation.review.worktable import View
from moderation.web.console.paths import case_path, queue_path
from moderation.web.console.table.view import DEFAULT, at


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case in a view of a site; the list of the view where `comment_id` is "".

    `decided` is the comment that was decided on just before, which the page tells of; `refused`
    the act that was refused here because of another's.
    """

    site: str
    view: View = DEFAULT
    comment_id: str = ""
    decided: str = ""
    refused: str = ""

    @property
    def address(self) -> str:
        """Where its page stands."""
        path = case_path(self.site, self.comment_id) if self.comment_id else queue_path(self.site)
        return at(path, self.view, decided=self.decided, refused=self.refused)

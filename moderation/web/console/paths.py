"""Addresses of the console's pages."""

from urllib.parse import quote


def queue_path(site: str) -> str:
    """Where a site's queue stands."""
    return f"/console/sites/{quote(site, safe='')}"


def case_path(site: str, comment_id: str) -> str:
    """Where a comment's case stands."""
    return f"{queue_path(site)}/comments/{quote(comment_id, safe='')}"

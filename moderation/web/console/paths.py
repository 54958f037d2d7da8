"""Addresses of the console's pages."""

from urllib.parse import quote

from aiohttp import web


def queue_path(site: str) -> str:
    """Where a site's queue stands."""
    return f"/console/sites/{quote(site, safe='')}"


def case_path(site: str, comment_id: str) -> str:
    """Where a comment's case stands."""
    return f"{queue_path(site)}/comments/{quote(comment_id, safe='')}"


def author_path(site: str, digest: str) -> str:
    """Where the record of an author stands."""
    return f"{queue_path(site)}/authors/{quote(digest, safe='')}"


def comment_of(request: web.Request) -> tuple[str, str]:
    """The site and the comment that an address names."""
    return request.match_info["site"], request.match_info["id"]


def job_path(site: str, job_id: str) -> str:
    """Where a decision on many comments stands."""
    return f"{queue_path(site)}/jobs/{quote(job_id, safe='')}"


def job_of(request: web.Request) -> tuple[str, str]:
    """The site and the job that an address names."""
    return request.match_info["site"], request.match_info["job"]

"""Domain values as the API answers them. The contract is `/openapi.json`."""

from typing import Any

from moderation.clock import iso
from moderation.domain import ApprovedEntry, Article, Comment, Decision, EntryType, Event, Reason
from moderation.messages import Language, say


def article(value: Article) -> dict[str, str]:
    """An article, without members that were not given."""
    given = {"id": value.id, "url": value.url, "title": value.title}
    return {name: text for name, text in given.items() if text}


def reason(value: Reason, language: Language) -> dict[str, Any]:
    """A reason, with its sentence in the caller's language."""
    return {
        "code": value.code,
        "detail": say(f"reason.{value.code}", language, value.facts),
        "weight": round(value.weight, 4),
        "spans": value.spans,
    }


def decision(value: Decision, language: Language) -> dict[str, Any]:
    """A decision with its reasons."""
    return {
        "action": value.action,
        "by": value.by,
        "reasons": [reason(each, language) for each in value.reasons],
        "scores": value.scores,
        "policy_version": value.policy_version,
        "model_version": value.model_version,
    }


def accepted(comment: Comment, language: Language) -> dict[str, Any]:
    """The answer to a submission."""
    return {
        "id": comment.id,
        "site": comment.site,
        "status": comment.state,
        "decision": decision(comment.events[0].decision, language),
        "created_at": iso(comment.created_at),
    }


def event(value: Event, language: Language) -> dict[str, Any]:
    """A line of a comment's history. Which moderator it was stays within the house."""
    return {
        "type": value.type,
        "at": iso(value.at),
        "status": value.state,
        "decision": decision(value.decision, language),
    }


def comment(value: Comment, language: Language) -> dict[str, Any]:
    """A comment with its history, without private data."""
    submission = value.submission
    return accepted(value, language) | {
        "status": value.state,
        "decision": decision(value.events[-1].decision, language),
        "article": article(submission.article),
        "parent_id": submission.parent_id or None,
        "author": {"name": submission.author.name, "url": submission.author.url or None},
        "text": submission.text,
        "submitted_at": iso(submission.submitted_at) if submission.submitted_at else None,
        "history": [event(each, language) for each in value.events],
    }


def entry(value: ApprovedEntry) -> dict[str, Any]:
    """An entry of the approved stream."""
    told: dict[str, Any] = {
        "cursor": value.cursor,
        "type": value.type,
        "comment_id": value.comment_id,
        "at": iso(value.at),
    }
    if value.type in {EntryType.APPROVED, EntryType.UPDATED} and value.article is not None:
        told |= {
            "article": article(value.article),
            "parent_id": value.parent_id or None,
            "author": {"name": value.author_name, "url": value.author_url or None},
            "text": value.text,
            "created_at": iso(value.created_at),
        }
    return told

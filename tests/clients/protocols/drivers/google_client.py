"""Google's own client library, as Perspective's samples use it: built from a discovery document."""

import json
import os
from typing import Any

from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import build_http

HERE = f"http://127.0.0.1:{os.environ['PORT']}"


def service(key: str) -> Any:
    """Build the client; only the address and how long it waits differ from the samples."""
    http = build_http()
    http.timeout = 1.0
    return build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=key,
        discoveryServiceUrl=f"{HERE}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
        http=http,
    )


def analyzed(text: str, *, key: str = os.environ["KEY"], attribute: str = "SPAM") -> Any:
    """Ask for a score of a text; give the value, or what the library raises, by its reason."""
    body = {"comment": {"text": text}, "requestedAttributes": {attribute: {}}}
    try:
        found = service(key).comments().analyze(body=body).execute()
    except HttpError as error:
        return [error.status_code, error.reason]
    return found["attributeScores"][attribute]["summaryScore"]["value"]


suggestion = {
    "comment": {"text": os.environ["HAM"]},
    "attributeScores": {"SPAM": {"summaryScore": {"value": 1}}},
    "clientToken": "comment:7",
}
told = {
    "ham": analyzed(os.environ["HAM"]),
    "spam": analyzed(os.environ["SPAM"]),
    "wrong": analyzed("halo", key="salah"),
    "unserved": analyzed(os.environ["HAM"], attribute="TOXICITY"),
    "token": service(os.environ["KEY"])
    .comments()
    .suggestscore(body=suggestion)
    .execute()["clientToken"],
}
print(json.dumps(told))  # noqa: T201 - a driver says what it was told

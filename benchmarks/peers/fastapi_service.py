"""The same steps as the naive service's behind FastAPI and uvicorn, with pydantic for the body.

Runs in the peers' own environment: `python -m benchmarks.peers.fastapi_service REDIS_URL`.
"""

import socket
import sys
from typing import Any

import uvicorn  # type: ignore[import-not-found]  # only in the peers' environment
from fastapi import FastAPI, Response  # type: ignore[import-not-found]
from pydantic import BaseModel

from benchmarks.services.stepwise import Stepwise, form_fields


class Article(BaseModel):
    """What was commented on."""

    id: str


class Author(BaseModel):
    """Who commented."""

    name: str
    email: str
    url: str = ""


class Client(BaseModel):
    """From where."""

    ip: str
    user_agent: str


class Submission(BaseModel):
    """The body."""

    article: Article
    author: Author
    text: str
    client: Client


def build_app(steps: Stepwise) -> Any:
    """The application: POST /comments."""

    async def submit(submission: Submission, response: Response) -> dict[str, Any]:
        status, body = await steps.submit(form_fields(submission.model_dump()))
        response.status_code = status
        return body

    app = FastAPI()
    app.post("/comments")(submit)
    return app


def main() -> None:
    """Serve on a free port, which is printed, until SIGTERM."""
    config = uvicorn.Config(
        build_app(Stepwise(sys.argv[1])), loop="uvloop", http="httptools", log_level="warning"
    )
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()

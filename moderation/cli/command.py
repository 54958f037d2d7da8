"""What every command starts and ends with: settings, the store, messages for a person."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, TypeVar

import click

from moderation import logs
from moderation.errors import Conflict, Damaged, Invalid, NotFound, SaringError, StoreUnavailable
from moderation.messages import Language, say
from moderation.process import embedded, serve
from moderation.process.app import open_store
from moderation.process.redis_server import redis_server
from moderation.settings import Settings, SettingsError
from moderation.store import Store

Result = TypeVar("Result")

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
data_dir_option = click.option("--data-dir", metavar="PATH", help="Folder for what is kept.")
redis_url_option = click.option("--redis-url", help="Server to use instead of the embedded one.")


def stored(command: Callable[..., None]) -> Callable[..., None]:
    """A command that works on a store."""
    return data_dir_option(redis_url_option(command))


def fail(message: str) -> NoReturn:
    """End the command with a message for a person."""
    click.echo(f"moderation: {message}", err=True)
    sys.exit(1)


def read_settings(**chosen: Any) -> Settings:
    try:
        return serve.settings(**chosen)
    except SettingsError as error:
        fail(str(error))


def with_store(
    where: dict[str, Any],
    use: Callable[[Store], Awaitable[Result]],
    *,
    any_format: bool = False,
) -> Result:
    """What `use` makes of the store; the embedded server is started for it if none runs."""
    settings = read_settings(**where)

    async def _use() -> Result:
        store = open_store(settings, server.url)
        try:
            if not any_format:
                await store.formats.require()
            return await use(store)
        except StoreUnavailable as error:
            raise type(error)(f"{store.where}: {error}") from error
        finally:
            await store.close()

    try:
        # A command says by itself what went wrong; what it changed is logged all the same.
        with logs.only("administration"), redis_server(settings) as server:
            return asyncio.run(_use())
    except embedded.EmbeddedServerError as error:
        fail(str(error))
    except SaringError as error:
        fail(_said(error))


def _said(error: SaringError) -> str:
    match error:
        case Invalid():
            sentences = [
                say(f"fault.{fault.code}", Language.EN, dict(fault.facts)) for fault in error.faults
            ]
            return " ".join(sentences)
        case Conflict():
            return f"{error.event}: it {error.state} already"
        case NotFound():
            return f"there is no {error}" if str(error) else "a name is empty"
        case Damaged():
            return str(error)
        case StoreUnavailable():
            return f"the server that keeps the comments: {error}"
        case _:
            return f"{type(error).__name__}: {error}"


def given_password() -> str:
    """The first line of standard input; a terminal asks for it twice and shows none of it."""
    if sys.stdin.isatty():
        answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")


def print_answer(answer: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer))
    else:
        for name, value in answer.items():
            click.echo(f"{name:16}{value}")

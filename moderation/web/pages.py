"""Pages outside of the console: their templates, rendered."""

from functools import cache
from typing import Any


def rendered(name: str, **values: Any) -> str:
    """The page of that template."""
    text: str = _templates().get_template(name).render(**values)
    return text


@cache
def _templates() -> Any:
    # Few processes are ever asked for such a page, so the first that is imports Jinja.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("moderation.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

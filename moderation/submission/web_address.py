"""Web addresses as readers and sites write them: http or https, with a host, nothing unseen."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

# Of what no address holds unescaped, that which would end it where somebody writes it into a page.
_NOT_IN_ADDRESS: Final = re.compile(r'[\s"<>\\`]')
# "rina.id:8080" has no scheme, but a port.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
_AFTER_HOST: Final = re.compile(r":[0-9]{1,5}(?=[/?#]|$)|[/?#]")
_BARE_SCHEMES: Final = frozenset({"http:", "https:", "http://", "https://"})
_USUAL_HOST: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|(?=[0-9a-f.]*:)[0-9a-f:.]+")
# A reader's website has a public name; an article may stand on a machine under development.
_PUBLIC_HOST: Final = re.compile(r"[^\s:]+\.[^\s:.]{2,}")


def completed(text: str) -> str:
    """The address with its scheme where only that is missing; "" for what was not meant as one.

    Readers type `www.rina.id`, `-`, or leave what a form had in the field (`http://`). What has
    another scheme, or begins with a slash, is given back as it is.
    """
    if text.startswith("/") or _SCHEME.match(text):
        return "" if text.lower() in _BARE_SCHEMES else text
    host = _AFTER_HOST.split(text, maxsplit=1)[0].lower()
    return f"http://{text}" if _PUBLIC_HOST.fullmatch(host) and _is_host(host) else ""


def is_web_address(text: str, *, public: bool) -> bool:
    """Whether it is an http or https address with a host, and without a user name.

    `public` asks for a host with a dot, as one on the internet has.
    """
    if not text.isprintable() or _NOT_IN_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or parts.username is not None or not host:
        return False
    return _is_host(host) and (not public or _PUBLIC_HOST.fullmatch(host) is not None)


def _is_host(name: str) -> bool:
    """Whether it may be a host's name, in any script, or an address of either version."""
    if _USUAL_HOST.fullmatch(name):
        return True
    return all(label and all(map(_fits_host, label)) for label in name.split("."))


def _fits_host(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LMN"

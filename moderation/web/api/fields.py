"""The API's own words for the fields of a submission: members of a JSON body, fields of a form."""

from collections.abc import Mapping
from typing import Any, Final

from moderation.domain.form_token import honeypot_field
from moderation.errors import Fault
from moderation.submission.fields import FIELDS, JSON_POINTERS, Pointers, Raw
from moderation.web.http.body import FORM, JSON

_TOKEN: Final = "trap.token"  # noqa: S105 - the name of a field
_HONEYPOT: Final = "trap.honeypot"
_BY_FORM: Final = {each.form: each.name for each in FIELDS}
# Domain names by member, of the body itself and of each object in it.
_OWN: Final = {each.path[0]: each.name for each in FIELDS if len(each.path) == 1}
_OBJECTS: Final[dict[str, dict[str, str]]] = {}
for _each in FIELDS:
    if len(_each.path) > 1:
        _OBJECTS.setdefault(_each.path[0], {})[_each.path[1]] = _each.name

FORM_POINTERS: Final[Pointers] = {each.name: f"/{each.form}" for each in FIELDS}
POINTERS: Final = {JSON: JSON_POINTERS, FORM: FORM_POINTERS}


def from_json(body: Mapping[str, Any]) -> tuple[Raw, list[Fault]]:
    """The fields that a JSON body holds, and the faults of its arrangement."""
    raw: dict[str, Any] = {}
    faults: list[Fault] = []
    for member, value in body.items():
        if member in _OWN:
            raw[_OWN[member]] = value
        elif member in _OBJECTS:
            names = _OBJECTS[member]
            if isinstance(value, dict):
                for inner, each in value.items():
                    if inner in names:
                        raw[names[inner]] = each
            elif value is not None:
                faults.append(Fault(f"/{member}", "wrong_type", (("expected", "object"),)))
    return raw, faults


def from_form(fields: Mapping[str, str]) -> Raw:
    """The fields that a form holds. The honeypot's name there follows from the token."""
    raw = {_BY_FORM[name]: value for name, value in fields.items() if name in _BY_FORM}
    raw.pop(_HONEYPOT, None)
    if token := raw.get(_TOKEN):
        raw[_HONEYPOT] = fields.get(honeypot_field(token), "")
    return raw

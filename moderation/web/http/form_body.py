"""Form bodies (application/x-www-form-urlencoded), read by the standard library."""

from collections import Counter
from typing import Final
from urllib.parse import parse_qsl

from moderation.web.http.json_body import duplicate, utf8
from moderation.web.http.problems import Malformed

FIELDS_LIMIT: Final = 100


def form_fields(body: bytes) -> dict[str, str]:
    """A form's fields by name. Raises Malformed."""
    try:
        pairs = parse_qsl(
            utf8(body), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_LIMIT
        )
    except UnicodeDecodeError:
        raise Malformed.because("not_utf8") from None
    except ValueError:
        raise Malformed.because("too_many", limit=FIELDS_LIMIT) from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = Counter(name for name, _ in pairs)
        raise Malformed([duplicate(name) for name, times in names.items() if times > 1])
    if not fields:
        raise Malformed.because("empty_body")
    return fields

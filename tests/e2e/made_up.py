"""Schemathesis' hooks: values that a schema cannot tell, such as the id of a comment there is.

Loaded by its command, in a process of its own. MADE_UP_COMMENT holds that id.
"""

import os
import re
from typing import Any
from uuid import uuid4

import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, HookContext

COMMENT = os.environ["MADE_UP_COMMENT"]
RETRY_KEY = r"[!-~]([ -~]{,198}[!-~])?"
WAIT = r"[2-9]|[1-5][0-9]|60"

schemathesis.openapi.format("comment-id", st.just(COMMENT))
# Of the same article, which is made up as well.
schemathesis.openapi.format("parent-id", st.just(""))
# Any other may be ahead of the stream, or behind it.
schemathesis.openapi.format("cursor", st.sampled_from(["", "0-0"]))
schemathesis.openapi.format(
    "date-time",
    st.builds(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}".format,
        *map(st.integers, (1971, 1, 1, 0, 0, 0), (2024, 12, 28, 23, 59, 59)),
        st.sampled_from(["Z", ".5Z", "+07:00", "-03:30"]),
    ),
)
schemathesis.openapi.format(
    "email", st.from_regex(r"[a-z0-9_+-]{1,20}@([a-z0-9]{1,10}\.){1,3}(id|com)", fullmatch=True)
)


@schemathesis.hook
def before_call(_: HookContext, case: Case[Any], __: dict[str, Any]) -> None:
    """Nobody waits for long, and under one key there is one comment.

    What is no time to wait, or no key, stays what it is.
    """
    if re.fullmatch(WAIT, str(case.query.get("wait", ""))):
        case.query["wait"] = 1
    if re.fullmatch(RETRY_KEY, str(case.headers.get("Idempotency-Key", ""))):
        case.headers["Idempotency-Key"] = str(uuid4())

"""Comments as mail filters want them: bodies of plain mails with constant headers, in a mailbox."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from classifier.evaluation.measures import Flags

ASKED: Final = "asked"
MAIL: Final = """\
From comment@example.org Thu Jan  1 00:00:00 2026
From: comment@example.org
To: site@example.org
Subject: comment
Message-ID: <{name}@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

{body}

"""
FROM_LINE: Final = re.compile(r"^(>*From )", re.MULTILINE)
CONTROLS: Final = re.compile(r"[\x00\r\ud800-\udfff]|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def mailbox(texts: Sequence[str], prefix: str) -> str:
    """The texts as mails of one mailbox (mboxrd), named by prefix and place."""
    return "".join(
        MAIL.format(name=f"{prefix}{place}", body=FROM_LINE.sub(r">\1", CONTROLS.sub(" ", text)))
        for place, text in enumerate(texts)
    )


def write_asked(directory: Path, texts: Sequence[str]) -> str:
    """Write the mailbox of the comments to judge; its name."""
    (directory / f"{ASKED}.mbox").write_text(mailbox(texts, ASKED), encoding="utf-8")
    return f"{ASKED}.mbox"


def write_learned(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Write `spam.mbox` and `ham.mbox` to learn from."""
    for name, wanted in (("spam", True), ("ham", False)):
        own = [text for text, flag in zip(texts, spam, strict=True) if bool(flag) is wanted]
        (directory / f"{name}.mbox").write_text(mailbox(own, name), encoding="utf-8")

"""The comments as peers want them: e-mail messages for mail filters, and Isso's own JSON."""

import json
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from benchmarks.bodies import ISSO, MESSAGE
from benchmarks.comments import Sample
from benchmarks.wire import write_bodies_file


def write_peer_bodies(folder: Path, samples: Sequence[Sample]) -> dict[str, Path]:
    """Write the bodies of both kinds into `folder`; the file of each kind."""
    files = {MESSAGE: folder / "bodies.message", ISSO: folder / "bodies.isso"}
    write_bodies_file(files[MESSAGE], [as_message(s, n) for n, s in enumerate(samples)])
    write_bodies_file(files[ISSO], [as_isso(sample) for sample in samples])
    return files


def as_message(sample: Sample, number: int) -> bytes:
    """A comment as the e-mail that a site would hand to a mail filter."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{sample.name} <{sample.email}>"
    message["To"] = "redaksi@berita.example"
    message["Subject"] = f"Komentar untuk {sample.article}"
    message["Date"] = "Mon, 05 Jan 2026 09:00:00 +0700"
    message["Message-ID"] = f"<{number}@situs.example>"
    message.set_content("\n".join(filter(None, (sample.text, sample.url))), cte="8bit")
    return message.as_bytes()


def as_isso(sample: Sample) -> bytes:
    """Isso's JSON body; the title spares it from asking the site for one."""
    members = {
        "author": sample.name,
        "email": sample.email,
        "website": sample.url or None,
        "text": sample.text,
        "title": sample.article,
    }
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()

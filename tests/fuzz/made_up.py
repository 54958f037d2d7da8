"""Exports and bodies of the right grammar with anything inside, so that they reach the mapping.

Each begins as what the real system writes, and is changed in a few places: a text, a name, an
element or a member twice, elsewhere, or gone. Only few are torn besides.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random
from typing import Any, Final
from urllib.parse import quote_from_bytes
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from tests.intake.importing.files import CORAL, CSV, DISQUS, WXR
from tests.web.doors.akismet import a_call
from tests.web.doors.coral import a_phase

TORN: Final = 0.1
ODD: Final = (
    *("", " ", "0", "1", "-1", "9" * 400, "spam", "trash", "true", "false", "null", "NaN", "1e999"),
    *("\u202e", "\u200d", "😀", "Ⅸ", "\u0000", "\x1f", "\ufeff", "\ud800", "\uffff", "é" * 300),
    *("<b>tebal</b>", "a < b & c", "&#x1F600;", "&#55296;", "&#xD800;", "]]>", "<!-- -->", "&amp;"),
    *("2020-05-01 07:00:00", "2020-13-40T99:00:00Z", "0000-00-00 00:00:00", "1646200000000"),
    *("a@b.co", "bukan alamat", "https://a.example/?b#c", "javascript:x", "http://[::1", "::1%x"),
    *('a:1:{s:5:"event";s:15:"status-approved";s:4:"user";s:5:"admin";}', "external:15", "%", "+"),
)
NAMES: Final = (
    *("comment", "item", "post", "thread", "id", "author", "commentmeta", "meta_key", "channel"),
    *("comment_id", "comment_parent", "comment_content", "parent", "message", "createdAt", "x"),
)
PREFIXES: Final = ("", "", "wp:", "dsq:", "content:", "a:b:")
PIECES: Final = (
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b'"',
        b"\n",
        b"\r",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
    ),
    *(
        b",",
        b";",
        b"{",
        b"}",
        b"[",
        b"\\ud800",
        b"<!DOCTYPE a>",
        b"\xc3(",
        b"%",
        b"%u",
        b"&&",
        b"=",
    ),
)


def text(chance: Random, was: str = "") -> str:
    """Make a text: an odd one, some of them, or what was there with one of them inside."""
    odd = chance.choice(ODD)
    match chance.randrange(4):
        case 0:
            return odd
        case 1:
            return odd + chance.choice(ODD) + chance.choice(ODD)
        case 2:
            at = chance.randrange(len(was) + 1)
            return was[:at] + odd + was[at:]
        case _:
            return was * chance.randint(0, 5)


def torn(chance: Random, content: bytes) -> bytes:
    """Change a file in a few places, whatever stands there."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(4):
            case 0:
                made[at:at] = chance.choice(PIECES)
            case 1:
                del made[at : at + chance.randint(1, 60)]
            case 2:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                start = chance.randrange(len(made) + 1)
                made[at:at] = made[start : start + chance.randint(1, 300)]
    return bytes(made)


# -- XML


def an_xml(sample: str) -> Callable[[Random], bytes]:
    """Make exports like the sample, which is well-formed as most of them are."""
    whole = ET.fromstring(sample)  # noqa: S314 - our own

    def made(chance: Random) -> bytes:
        root = deepcopy(whole)
        for _ in range(chance.randint(0, 6)):
            _change_element(chance, root)
        declared = chance.choice(("", '<?xml version="1.0" encoding="UTF-8"?>\n'))
        return (declared + _written(chance, root)).encode("utf-8", "surrogatepass")

    return made


def _change_element(chance: Random, root: ET.Element) -> None:
    elements = [each for each in root.iter() if len(each)] or [root]
    if not len(root):
        return
    parent = chance.choice(elements)
    child = chance.choice(list(parent))
    match chance.randrange(7):
        case 0:
            parent.remove(child)
        case 1:
            parent.insert(chance.randrange(len(parent) + 1), deepcopy(child))
        case 2:
            chance.choice(elements).append(deepcopy(child))
        case 3:
            child.tag = chance.choice(NAMES)
        case 4:
            child.set(chance.choice(("id", "dsq:id", "x")), text(chance, "201"))
        case _:
            leaf = chance.choice([each for each in root.iter() if not len(each)])
            leaf.text = text(chance, leaf.text or "")


def _written(chance: Random, element: ET.Element) -> str:
    name = chance.choice(PREFIXES) + element.tag.rpartition("}")[2]
    attributes = "".join(
        f" {key}={quoteattr(_fit_for_xml(value))}"
        for key, value in {k.rpartition("}")[2]: v for k, v in element.attrib.items()}.items()
    )
    inside = "".join(_written(chance, each) for each in element)
    said = _fit_for_xml(element.text or "")
    match chance.randrange(3):
        case 0:
            said = f"<![CDATA[{said.replace(']]>', ']] >')}]]>"
        case 1:
            said = "".join(f"&#{ord(each)};" if ord(each) > 31 else each for each in said)
        case _:
            said = escape(said)
    return f"<{name}{attributes}>{said}{inside}</{name}>"


def _fit_for_xml(said: str) -> str:
    """What no XML may hold would hide everything behind it, so that is left to what is torn."""
    return "".join(each for each in said if each.isprintable() or each in "\n\t\u202e\u200d")


# -- JSON


def changed(chance: Random, value: Any) -> Any:
    """Change a JSON value in one place."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(list(value))
        kept = {k: v for k, v in value.items() if k != name or chance.random() < 0.9}
        new = name if chance.random() < 0.9 else text(chance, name)
        return kept | {new: changed(chance, value[name])}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], changed(chance, value[at]), *value[at + chance.randint(0, 1) :]]
    others: list[Any] = [None, True, 0, -1, 1.5, 10**30, [], {}, [value], {"$date": value}]
    if isinstance(value, str) and chance.random() < 0.7:
        return text(chance, value)
    return chance.choice([*others, text(chance), {"$date": {"$numberLong": text(chance)}}])


def a_json(chance: Random, value: Any) -> bytes:
    """Write a value that is changed in a few places, with escapes or without."""
    for _ in range(chance.randint(0, 2)):
        value = changed(chance, value)
    ascii_only = chance.random() < 0.5
    return json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


def a_coral_export(chance: Random) -> bytes:
    """Make some lines of Coral's comments."""
    known = [json.loads(line) for line in CORAL.splitlines()[:4]]
    lines = [a_json(chance, chance.choice(known)) for _ in range(chance.randint(1, 8))]
    return b"\n".join(lines)


def a_csv(chance: Random) -> bytes:
    """Make a table as WordPress's, its columns in any order."""
    rows = list(csv.DictReader(io.StringIO(CSV.partition("23,7,kurang")[0])))
    columns = [*rows[0], *chance.sample(("post_title", "akismet_history", "comment_type", "x"), 2)]
    chance.shuffle(columns)
    file = io.StringIO()
    table = csv.writer(file, delimiter=chance.choice(",;\t"), lineterminator="\n")
    table.writerow(columns)
    for _ in range(chance.randint(1, 8)):
        row = dict(chance.choice(rows))
        for _ in range(chance.randint(0, 3)):
            row[chance.choice(columns)] = text(chance, row.get(chance.choice(columns)) or "")
        table.writerow([row.get(each, "") for each in columns])
    return file.getvalue().encode("utf-8", "surrogatepass")


# -- bodies


def a_form(chance: Random, fields: Mapping[str, str]) -> bytes:
    """Write a form some of whose fields are others, come twice or under another name."""
    pairs = list(fields.items())
    for _ in range(chance.randint(0, 5)):
        at = chance.randrange(len(pairs))
        name, value = pairs[at]
        pairs[at] = name, text(chance, value)
        if chance.random() < 0.2:
            pairs.append((text(chance, name), value))
    safe = chance.choice(("", "/:@ ", "&="))
    return b"&".join(
        b"=".join(
            quote_from_bytes(each.encode("utf-8", "surrogatepass"), safe).encode() for each in pair
        )
        for pair in pairs
    )


def a_multipart(chance: Random, fields: Mapping[str, str]) -> bytes:
    """Write the parts of a form, some of them changed."""
    parts = [
        f'--sekat\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        f"{text(chance, value) if chance.random() < 0.2 else value}\r\n"
        for name, value in fields.items()
        if chance.random() < 0.9
    ]
    return "".join([*parts, "--sekat--\r\n"]).encode("utf-8", "surrogatepass")


CALL: Final = a_call(
    **dict.fromkeys(("comment_post_ID", "comment_ID", "user_ID", "is_test", "classify"), "1"),
    comment_date_gmt="2026-11-01T07:00:00",
    honeypot_field_name="jebakan",
    jebakan="terisi",
    blog_charset="UTF-8",
    month="2026-11",
    callback="https://kabar.example/hook",
)
READERS_FORM: Final = {
    "author": "Rina",
    "email": "rina@example.com",
    "url": "https://rina.example",
    "comment": "Terima kasih.",
    "comment_post_ID": "7",
    "comment_parent": "0",
    "redirect_to": "https://kabar.example/feri#x",
    "saring_token": "t" * 30,
    "altcha": "eyJhbGdvcml0aG0iOiJTSEEtMjU2IiwiY2hhbGxlbmdlIjoiYSIsIm51bWJlciI6MSwic2FsdCI6ImEi"
    "LCJzaWduYXR1cmUiOiJhIn0=",
}
ASKED: Final[dict[str, Any]] = {
    "comment": {"text": "<p>Halo. Apa kabar? 😀</p>", "type": "HTML"},
    "requestedAttributes": {"SPAM": {"scoreThreshold": 0.1}, "SPAM_EXPERIMENTAL": {}},
    "attributeScores": {"SPAM": {"summaryScore": {"value": 1}}},
    "languages": ["id"],
    "spanAnnotations": True,
    "communityId": "Coral:https://kabar.example",
    "clientToken": "comment:1",
}
SUBMISSION: Final[dict[str, Any]] = {
    "article": {"id": "7", "url": "https://kabar.example/feri", "title": "Feri"},
    "author": {"name": "Rina", "email": "rina@example.com", "url": "rina.example", "id": "5"},
    "text": "Terima kasih.",
    "parent_id": "external:15",
    "external_id": "16",
    "client": {"ip": "192.0.2.1", "user_agent": "Mozilla/5.0", "referrer": "https://a.example"},
    "submitted_at": "2026-11-01T07:00:00Z",
    "form": {"token": "x", "honeypot": ""},
}


def a_call_to_akismet(chance: Random) -> bytes:
    """Make a call of one of the three media types, behind a byte that says which."""
    match chance.randrange(3):
        case 0:
            return b"\x00" + a_form(chance, CALL)
        case 1:
            return b"\x01" + a_multipart(chance, CALL)
        case _:
            return b"\x02" + a_json(chance, CALL)


def a_phase_of_coral(chance: Random) -> bytes:
    """Make a body of Coral's, behind a line with a signature."""
    signature = ",".join(["sha256=" + "0" * 64] * chance.randint(0, 3)).encode()
    return signature + b"\n" + a_json(chance, a_phase())


def a_readers_form(chance: Random) -> bytes:
    """Make a form, behind a line with the page that it came from."""
    page = text(chance, "https://kabar.example/feri").replace("\n", "")
    return page.encode("utf-8", "surrogatepass") + b"\n" + a_form(chance, READERS_FORM)


def a_submission(chance: Random) -> bytes:
    """Make a submission, as JSON or as a form."""
    if chance.random() < 0.5:
        return a_json(chance, SUBMISSION)
    return a_form(chance, READERS_FORM | {"user_ip": "192.0.2.1", "comment_date_gmt": "2026"})


MADE: Final[Mapping[str, Callable[[Random], bytes]]] = {
    "wxr": an_xml(WXR),
    "csv": a_csv,
    "disqus": an_xml(DISQUS),
    "coral": a_coral_export,
    "akismet": a_call_to_akismet,
    "perspective": lambda chance: a_json(chance, ASKED),
    "perspective_suggest": lambda chance: a_json(chance, ASKED),
    "coral_phase": a_phase_of_coral,
    "wordpress": a_readers_form,
    "api": a_submission,
}


def made_up(kind: str, chance: Random) -> bytes:
    """Make one input, seldom torn."""
    content = MADE[kind](chance)
    return torn(chance, content) if chance.random() < TORN else content

"""Elements of a large XML file, one at a time, in little memory, whatever the file holds.

Expat reads it. A file with a document type is refused, and with it every entity of its own; so are
elements nested too deeply, tags that never end, and records with too much in them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.parsers import expat

from moderation.intake.importing.rows import AS_SPACES, FIELD_LIMIT, BadFile

DEPTH_LIMIT: Final = 64
FIELDS_LIMIT: Final = 2_000
PIECE: Final = 65_536
# Bytes that expat may hold back: those of one tag.
TAG_LIMIT: Final = 1_048_576


@dataclass(slots=True)
class Record:
    """An element that was asked for. A field is named by its path below it, `@id` by its id."""

    path: str
    line: int
    outer: "Record | None"
    fields: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field's text without space around it; "" where it is absent."""
        return self.fields.get(name, "").strip()


def records(
    file: BinaryIO, *, root: str, paths: Collection[str], wanted: Collection[str]
) -> Iterator[Record]:
    """The elements at `paths`, each as it ends, with those of its fields that are wanted.

    Names are without their prefixes. The element around one may be asked for as well; it has then
    the fields that came before. Raises BadFile.
    """
    reader = _Reader(root, frozenset(paths), frozenset(wanted))
    ended = False
    while not ended:
        piece = file.read(PIECE)
        ended = not piece
        try:
            reader.feed(piece, last=ended)
        finally:
            yield from reader.done()


class _Reader:
    def __init__(self, root: str, paths: frozenset[str], wanted: frozenset[str]) -> None:
        self._root, self._paths, self._wanted = root, paths, wanted
        self._names: list[str] = []
        self._open: list[Record] = []
        self._text: list[str] | None = None
        self._length = 0
        self._done: list[Record] = []
        self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._parser.EntityDeclHandler = self._refuse_document_type

    def done(self) -> list[Record]:
        """The records that have ended since."""
        done, self._done = self._done, []
        return done

    def feed(self, piece: bytes, *, last: bool) -> None:
        """Read on. Raises BadFile."""
        try:
            self._parser.Parse(piece.translate(AS_SPACES), last)
        except expat.ExpatError as error:
            raise BadFile(error.lineno, expat.ErrorString(error.code) or "no XML") from None
        except (UnicodeError, LookupError, ValueError):
            raise self._bad("its encoding cannot be read") from None
        self._fed += len(piece)
        if not last and self._fed - self._parser.CurrentByteIndex > TAG_LIMIT:
            raise self._bad("a tag that is too long")

    def _bad(self, reason: str) -> BadFile:
        return BadFile(self._parser.CurrentLineNumber, reason)

    def _refuse_document_type(self, *_: object) -> None:
        raise self._bad("a document type or an entity of its own, which no export has")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name.rpartition(":")[2])
        if len(self._names) == 1 and self._names[0] != self._root:
            raise self._bad(f"the outermost element should be <{self._root}>")
        if len(self._names) > DEPTH_LIMIT:
            raise self._bad(f"more than {DEPTH_LIMIT} elements within one another")
        path = "/".join(self._names)
        if path in self._paths:
            outer = self._open[-1] if self._open else None
            self._open.append(Record(path, self._parser.CurrentLineNumber, outer))
        self._text = None
        if self._open:
            self._begin_field(path, attributes)

    def _begin_field(self, path: str, attributes: dict[str, str]) -> None:
        name = path[len(self._open[-1].path) + 1 :]
        if name in self._wanted:
            self._text, self._length = [], 0
        for attribute, value in attributes.items():
            if attribute.rpartition(":")[2] == "id":
                self._keep(f"{name}@id", value)

    def _characters(self, text: str) -> None:
        if self._text is not None and self._length <= FIELD_LIMIT:
            self._text.append(text)
            self._length += len(text)

    def _end(self, _name: str) -> None:
        path = "/".join(self._names)
        if self._open:
            record = self._open[-1]
            if self._text is not None:
                self._keep(path[len(record.path) + 1 :], "".join(self._text)[: FIELD_LIMIT + 1])
            elif record.path == path:
                self._done.append(self._open.pop())
        self._text = None
        self._names.pop()

    def _keep(self, name: str, text: str) -> None:
        fields = self._open[-1].fields
        fields[name] = text
        if len(fields) > FIELDS_LIMIT:
            raise self._bad("a comment with too many fields")

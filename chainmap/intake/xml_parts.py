"""Reading small XML parts with expat, without entities: a document type declaration is refused."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from chainmap.intake.refusal import Refusal

Attributes = dict[str, str]


def local(name: str) -> str:
    """The name without its namespace prefix."""
    return name.rpartition(":")[2]


def parse(
    pieces: Iterable[bytes],
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls `start` and `end` with names as written and `text` with character data. Raises Refusal for damaged XML and DTDs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuser(part)
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:  # also encodings that expat does not know
        raise Refusal("file-corrupt", part=part) from problem


def elements(content: bytes, part: str, *names: str) -> list[tuple[str, Attributes]]:
    """All elements of these local names, in document order, with their attributes as written."""
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        if local(name) in names:
            found.append((local(name), attributes))

    parse([content], part, start)
    return found


def _refuser(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Refusal("file-has-dtd", part=part)

    return refuse

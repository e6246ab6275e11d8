"""Large values between two processes of ours, in pieces: whoever receives them never stands still for long.

Taking one value of millions of parts out of its bytes keeps every other thread waiting for seconds. So what is long is
sent ahead in pieces of a few thousand items. Both ends run the same program; nothing a user wrote is run as anything.
"""

import pickle
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

_LENGTH = 8  # bytes before every frame, big endian
_ITEMS = 2_000  # in a piece
_KINDS: dict[str, type[list[object]] | type[tuple[object, ...]]] = {"list": list, "tuple": tuple}


def send(stream: BinaryIO, value: object) -> None:
    """Writes a value: its long lists and tuples in pieces, then itself."""
    body = BytesIO()
    _Sender(body, stream).dump(value)
    _write(stream, b"v" + body.getvalue())
    stream.flush()


def frames(stream: BinaryIO) -> Iterator[bytes]:
    """The frames that stand in a stream, until it ends."""
    while len(head := stream.read(_LENGTH)) == _LENGTH:
        length = int.from_bytes(head, "big")
        payload = stream.read(length)
        if len(payload) < length:
            return
        yield payload


def receive(following: Callable[[], bytes | None]) -> object:
    """The next value that was sent. `following` gives frame by frame, None at the end; raises EOFError there."""
    pieces: list[list[object]] = []
    while (frame := following()) is not None:
        if frame[:1] == b"v":
            return _Receiver(BytesIO(frame[1:]), pieces).load()
        at, _, content = frame[1:].partition(b":")
        if int(at) == len(pieces):
            pieces.append([])
        pieces[int(at)].extend(pickle.loads(content))
    raise EOFError


class _Sender(pickle.Pickler):
    """Sends long sequences ahead and writes their number in their place."""

    def __init__(self, body: BytesIO, stream: BinaryIO) -> None:
        super().__init__(body, protocol=5)
        self._stream = stream
        self._sent: dict[int, tuple[int, object]] = {}  # by identity; the value is kept alive, so that no other has its id

    def persistent_id(self, value: object) -> tuple[str, int] | None:
        kind = type(value).__name__
        if type(value) not in (list, tuple) or len(value) <= _ITEMS:  # type: ignore[arg-type]
            return None
        if id(value) not in self._sent:
            number = len(self._sent)
            self._sent[id(value)] = (number, value)
            for start in range(0, len(value), _ITEMS):  # type: ignore[arg-type]
                piece = pickle.dumps(value[start : start + _ITEMS], protocol=5)  # type: ignore[index]
                _write(self._stream, b"p%d:" % number + piece)
        return kind, self._sent[id(value)][0]


class _Receiver(pickle.Unpickler):
    """Puts the pieces in where their number stands."""

    def __init__(self, body: BytesIO, pieces: list[list[object]]) -> None:
        super().__init__(body)
        self._pieces = pieces

    def persistent_load(self, number: tuple[str, int]) -> object:
        kind, at = number
        return _KINDS[kind](self._pieces[at])


def _write(stream: BinaryIO, payload: bytes) -> None:
    stream.write(len(payload).to_bytes(_LENGTH, "big"))
    stream.write(payload)

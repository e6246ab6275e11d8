"""A reading process that does what the file tells it, for the tests of the parent's side."""

import os
import sys
import time

from chainmap.intake.reader import LENGTH, allow_cpu, limit_memory


def _send(payload: bytes) -> None:
    sys.stdout.buffer.write(LENGTH.pack(len(payload)) + payload)
    sys.stdout.buffer.flush()


def _receive() -> bytes:
    head = sys.stdin.buffer.read(LENGTH.size)
    return sys.stdin.buffer.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _obey(order: str) -> None:
    match order:
        case "abort":
            os.abort()
        case "leave":
            sys.exit(3)
        case "sleep":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "eat":
            _send(b'["failed","reader-refuses","%d"]' % len(bytearray(64 << 30)))
        case "half":
            sys.stdout.buffer.write(LENGTH.pack(100) + b"[")
            sys.stdout.buffer.flush()
            os._exit(0)
        case "nested":
            _send(b"[" * 200_000)
        case "huge":
            sys.stdout.buffer.write(b"\xff\xff\xff\xff")
            sys.stdout.buffer.flush()
        case "secret":
            _send(f'["failed","reader-refuses","{os.environ.get("CHAINMAP_SECRET", "not told")}"]'.encode())
        case _:
            for message in order.split("\n"):
                _send(message.encode())


def main() -> None:
    """Answers every request with what its file says."""
    limit_memory(int(sys.argv[1]))
    while _receive():
        allow_cpu(int(sys.argv[2]))
        _obey(_receive().decode())


if __name__ == "__main__":
    main()

"""A malicious server: a real socket that answers whatever a test makes up, byte by byte if need be."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from safetensors.torch import save

import nnexplore
from nnexplore.remote.wire import CONTENT_TYPE, pack

Handler = Callable[[bytes, socket.socket], object]
"""Is given the head and body of a request, and the connection; it writes what it wants. Afterwards that is closed."""


class Hostile:
    """Answers each connection with ``handler``; ``requests`` holds what came.

    >>> with Hostile(lambda request, peer: peer.sendall(reply(200, b"{}"))) as server:
    ...     nnexplore.remote.connect(server.url).models()
    """

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        self.handler, self.requests, self.tls = handler, [], tls
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._closing = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Hostile:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        with contextlib.suppress(OSError):
            socket.create_connection(self._socket.getsockname(), 1).close()
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            peer, _ = self._socket.accept()
            if self._closing:
                peer.close()
                return
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer: socket.socket) -> None:
        with peer, contextlib.suppress(OSError):
            peer.settimeout(20)
            if self.tls is not None:
                peer = self.tls.wrap_socket(peer, server_side=True)
            request = receive(peer)
            self.requests.append(request)
            self.handler(request, peer)
            if self.tls is not None:
                peer.close()


def loopback() -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody has reason to trust, and a server's context with it."""
    path = Path(__file__).with_name("loopback.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def receive(peer: socket.socket) -> bytes:
    """A whole request."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = peer.recv(65536)
        if not more:
            return data
        data += more
        if data.startswith(b"\x16\x03"):  # the beginning of TLS
            return data
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < length:
        body += peer.recv(65536)
    return head + b"\r\n\r\n" + body


def reply(status: int, body: bytes, kind: str = "application/json", **headers: str) -> bytes:
    """A whole answer."""
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"content-type: {kind}",
        f"content-length: {len(body)}",
        "connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(status: int, body: bytes | object, kind: str = "application/json", **headers: str) -> Handler:
    """The same answer to everything; what is no bytes becomes JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda _, peer: peer.sendall(reply(status, data, kind, x_nnexplore_job="job1", **headers))


def pour(head: bytes, chunk: bytes, seconds: float = 15.0) -> Handler:
    """An answer without an end, as fast as it is taken."""

    def handler(_: bytes, peer: socket.socket) -> None:
        peer.sendall(head)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            peer.sendall(chunk)

    return handler


def drip(data: bytes, pause: float = 0.05) -> Handler:
    """An answer of one byte now and then."""

    def handler(_: bytes, peer: socket.socket) -> None:
        for byte in data:
            peer.sendall(bytes([byte]))
            time.sleep(pause)

    return handler


def status(state: str, **more: object) -> dict[str, object]:
    """What a server tells of its job."""
    told = {"id": "job1", "state": state, "model": "demo", "position": 0, "created": 1.0, "started": None}
    return told | {"finished": None, "progress": None, "error": None, "bytes": None, "names": []} | more


def paths(**answers: Handler | bytes) -> Handler:
    """By what is asked for: ``post``, ``events``, ``result``, ``status``, ``delete``."""

    def handler(request: bytes, peer: socket.socket) -> None:
        line = request.partition(b"\r\n")[0].decode()
        kind = next((name for name in ("POST", "DELETE", "events", "result") if name in line), "status").lower()
        answer = answers[kind]
        if isinstance(answer, bytes):
            peer.sendall(answer)
        else:
            answer(request, peer)

    return handler


def accepted() -> bytes:
    """A job is accepted."""
    return reply(202, json.dumps(status("queued")).encode())


def result(results: object, tensors: dict[str, torch.Tensor] | None = None, **more: object) -> bytes:
    """A result as a server packs it, of whatever it wants to say."""
    document = {"nnexplore": "result", "version": nnexplore.__version__, "schema": 1, "results": results}
    return pack(document | {"errors": [None], "facts": {}} | more, tensors or {})


def blob(header: object, data: bytes = b"", length: int | None = None) -> bytes:
    """A safetensors file with that header, whatever it says."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def malformed() -> Iterator[tuple[str, bytes]]:
    """Sixteen and more files that are no safetensors, each a result otherwise."""
    good = result([{"x": {"$tensor": "t0"}}], {"t0": torch.zeros(4)})
    (length,) = struct.unpack_from("<Q", good)
    header, data = json.loads(good[8 : 8 + length]), good[8 + length :]
    entry = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}

    def with_entry(**more: object) -> bytes:
        return blob(header | {"t0": entry | more}, data)

    yield "empty", b""
    yield "cut in the length", good[:5]
    yield "cut in the header", good[: length // 2]
    yield "cut in the data", good[:-3]
    yield "trailing bytes", good + b"more"
    yield "a header of 2^60 bytes", blob(header, data, 1 << 60)
    yield "a header of 2^64-1 bytes", blob(header, data, (1 << 64) - 1)
    yield "a header that is no JSON", blob(b"{nothing", data)
    yield "a header that is a list", blob([1, 2], data)
    yield "no document", blob({"t0": entry}, data)
    yield "overlapping tensors", blob(header | {"t0": entry, "t1": entry}, data)
    yield "a hole", blob(header | {"t0": entry | {"data_offsets": [8, 24]}}, data + b"\0" * 8)
    yield "negative offsets", with_entry(data_offsets=[-16, 0])
    yield "offsets beyond 64 bits", with_entry(data_offsets=[0, 1 << 70])
    yield "offsets that do not fit the shape", with_entry(shape=[5])
    yield "an unknown dtype", with_entry(dtype="PICKLE")
    yield "a negative shape", with_entry(shape=[-4])
    yield "a shape that overflows", with_entry(shape=[1 << 62, 1 << 62])
    yield "an impossible shape without bytes", with_entry(shape=[0, 10**12], data_offsets=[0, 0])
    yield "a shape of texts", with_entry(shape=["4"])
    yield "deep JSON", blob(b"[" * 100_000 + b"]" * 100_000)
    yield "a name twice", blob(json.dumps(header).encode()[:-1] + b',"t0":{}}', data)
    yield "NaN in the header", blob(json.dumps(header).encode()[:-1] + b',"t1":NaN}', data)
    yield "a pickle", b"\x80\x04\x95" + b"cos\nsystem\n(S'touch /tmp/owned'\ntR." * 4
    yield "safetensors of somebody else", save({"t0": torch.zeros(4)})


def strange_results() -> Iterator[tuple[str, bytes, str]]:
    """Results that can be read and were not asked for: of one graph that saves ``x``, floats [4]."""
    zeros = {"t0": torch.zeros(4)}
    value = {"$tensor": "t0"}
    yield "no results", result([]), "as many errors"
    yield "two graphs", result([{"x": value}, {}], zeros, errors=[None, None]), "results of 2 graphs; 1"
    yield "a missing name", result([{}]), "without its results 'x'"
    yield "another name", result([{"x": value, "__class__": value}], zeros), "answers '__class__'"
    yield "tokens that nobody generated", result([{"x": value, "$tokens": value}], zeros), r"'\$tokens'"
    yield "a missing tensor", result([{"x": {"$tensor": "t9"}}], zeros), "missing"
    yield "another shape", result([{"x": value}], {"t0": torch.zeros(5)}), r"\[5\]; torch.float32 \[4\] was expected"
    yield "another dtype", result([{"x": value}], {"t0": torch.zeros(4).half()}), "torch.float16"
    yield "no tensor", result([{"x": [1, 2]}]), "as list"
    yield "a reference", result([{"x": {"$ref": 3}}]), "Ref"
    yield "a site", result([{"x": {"$site": ["h.0", "output", 0, 0]}}]), "Site"
    yield "a callable by name", result([{"x": {"$torch": "torch.save"}}]), "no dtype"
    yield "a device that is none", result([{"x": {"$device": "os.system"}}]), "malformed"
    yield "a value of no kind", result([{"x": {"$eval": "1"}}]), "unknown kind"
    yield "results that are a number", result(7), "as many errors"
    yield "a result that is a list", result([[1]]), "malformed"
    yield "errors of another number", result([{"x": value}], zeros, errors=[]), "as many errors"
    yield "another schema", result([{"x": value}], zeros, schema=99), "schema 99"
    yield "no result at all", pack({"nnexplore": "request"}, {}), "no result"
    yield "2 million values", result([{"x": [0] * 2_000_001}]), "values"


CONTENT = CONTENT_TYPE

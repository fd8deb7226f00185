"""``Server``: a server as this side sees it. What it does is on the other side; here it is asked, and not trusted."""

from __future__ import annotations

import logging
import math
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import quote

from ...errors import RemoteError
from ..outcome import Outcome
from ..refusal import Refusal
from ..request import Request
from ..wire import CONTENT_TYPE, JSON_TYPE
from .answers import Expected, json_of, outcome_of
from .asking import ask
from .connection import Answer, Connection
from .failure import failure_of
from .overview import Models, Overview
from .places import Address
from .progress import Progress, teller
from .remote_job import RemoteJob
from .retry import Retry
from .standing import Standing, bad, clean, number

__all__ = ["Server"]

log = logging.getLogger("nnexplore")

JSON_BYTES = 16 << 20
TOKENIZER_BYTES = 128 << 20
WAIT = 1.0
"""Seconds for which the server is asked to wait with its first answer; what takes longer is followed by its events."""
PER_NODE = 0.02
"""Seconds for each node in which a request is looked at; some ten times what it takes."""
LOSSES = 2
"""So often a job that the server has lost is handed in again: a graph is pure."""
ONCE = Retry(tries=1, within=3.0)
"""How a job is called off after Ctrl-C."""
_FILES = (".json", ".txt", ".jinja")

T = TypeVar("T")


class Server:
    """A server that carries out graphs. Made by ``nnexplore.remote.connect``; may be used from many threads.

    >>> server = nnexplore.remote.connect("http://127.0.0.1:8000")
    >>> server.models()
    >>> server.run(Request("demo", (run.graph,))).results[0]["logits"]

    Attributes:
        address: where it is; the token is in it, and is not shown.
        retry: how often and how long a broken exchange is tried again.

    Raises:
        RemoteError: of every method. "unreachable" where there is no server, "bad_answer" where it answers what cannot
            be, else one of ``CODES``, which the server says.
    """

    def __init__(self, address: Address, retry: Retry | None = None) -> None:
        self.address, self.retry = address, retry or Retry()
        self.connection = Connection(address)

    # -- graphs ----------------------------------------------------------------------------------------------------

    def run(
        self,
        request: Request,
        *,
        progress: Progress = True,
        timeout: float | None = None,
        expected: Expected | None = None,
    ) -> Outcome:
        """Have graphs carried out, and wait for what becomes of them. Ctrl-C calls them off on the server too.

        Args:
            request: the graphs.
            progress: show a bar after half a second; or a function that is told each ``Standing``.
            timeout: seconds, ``None`` for as long as it takes. The job is called off after them.
            expected: what the results are like, of each graph: by name a tensor of the same shape and dtype.

        Raises:
            RemoteError: where no graph has anything to show; errors of single graphs are in the outcome.
        """
        until = math.inf if timeout is None else time.monotonic() + timeout
        with teller(progress) as tell:
            return self._run(request, tell, until, expected, LOSSES)

    def _run(
        self, request: Request, tell: Callable[[Standing], object], until: float, expected: Expected | None, losses: int
    ) -> Outcome:
        try:
            with self.connection.clock.ticking(lambda: _still_asking(tell, until)):
                job = self.submit(request, wait=min(WAIT, max(0.0, until - time.monotonic())))
            return _finished(job, tell, until, expected)
        except RemoteError as error:
            if not losses or not _is_lost(error):
                raise
            log.info("%s has lost the job: %s. Handing it in again", self.address.text, error)
        return self._run(request, tell, until, expected, losses - 1)

    def submit(self, request: Request, *, wait: float = 0.0) -> RemoteJob:
        """Hand graphs in; the job can be asked for, waited for, or picked up in another kernel by its id.

        Args:
            request: the graphs; without a model it is this server's usual one.
            wait: seconds for which the server may keep us waiting, for what is done by then.
        """
        if not request.model:
            request = replace(request, model=self.address.model)
        body, key = request.to_bytes(), secrets.token_hex(16)
        try:
            answer = self._send(body, key, wait, self.retry, _look(request))
        except Refusal as refusal:
            raise failure_of(refusal, request) from None
        except BaseException as error:
            if not isinstance(error, RemoteError) or error.code == "not_finished":
                self._call_off(body, key)
            raise
        if answer.status == 200:
            told = {"id": answer.headers.get("x-nnexplore-job", ""), "state": "completed", "model": request.model}
            return RemoteJob(self, Standing.of(told), request, answer)
        return RemoteJob(self, Standing.of(self._told(lambda: json_of(answer), request)), request)

    def _send(self, body: bytes, key: str, wait: float, retry: Retry, look: float = 0.0) -> Answer:
        headers = {"content-type": CONTENT_TYPE, "accept": f"{CONTENT_TYPE}, {JSON_TYPE}", "idempotency-key": key}
        return self._ask(
            "POST", f"/v1/traces?wait={wait:g}", body=body, headers=headers, wait=wait + look,
            most=self.address.largest, retry=retry,
        )  # fmt: skip

    def _call_off(self, body: bytes, key: str) -> None:
        """Cancel what was perhaps accepted: the same key gives the same job."""
        try:
            with self.connection.clock.ticking(lambda: None):
                answer = self._send(body, key, 0.0, ONCE)
                if answer.status != 200:
                    self.cancel(Standing.of(json_of(answer)).id, hurry=True)
        except (RemoteError, Refusal):
            log.info("the job may go on at %s: it cannot be reached to be told otherwise", self.address.text)

    def validate(self, request: Request) -> dict[str, Any]:
        """What graphs would cost, without running them: numbers by name, such as ``flops``, ``live_bytes``, and notes.

        Raises:
            RemoteError: what the server would refuse them for.
        """
        if not request.model:
            request = replace(request, model=self.address.model)
        headers = {"content-type": CONTENT_TYPE}
        told = self._json(
            "POST", "/v1/validate", body=request.to_bytes(), headers=headers, request=request, wait=_look(request)
        )
        cost = told.get("cost")
        if not isinstance(cost, dict):
            raise bad("tells no cost")
        return {
            clean(name, 60): [clean(str(text), 200) for text in value]
            if isinstance(value, list)
            else number(cost, name)
            for name, value in cost.items()
        }

    # -- jobs ------------------------------------------------------------------------------------------------------

    def jobs(self) -> list[RemoteJob]:
        """The jobs of this token, as far as the server still knows them."""
        told = self._json("GET", "/v1/traces").get("jobs")
        if not isinstance(told, list):
            raise bad("tells no list of jobs")
        return [RemoteJob(self, Standing.of(one)) for one in told]

    def job(self, id: str) -> RemoteJob:
        """A job by its id, in whatever kernel it was handed in."""
        return RemoteJob(self, self.standing(id))

    def standing(self, id: str, *, patient: bool = False) -> Standing:
        """Where a job stands. Who is ``patient`` tries until ``retry.seconds`` are over, as a server needs to start."""
        retry = replace(self.retry, tries=1000) if patient else self.retry
        standing = Standing.of(self._json("GET", f"/v1/traces/{quote(id, safe='')}", retry=retry))
        if standing.id != id:
            raise bad(f"tells of another job than {id!r:.60}")
        return standing

    def cancel(self, id: str, *, hurry: bool = False) -> Standing:
        """End a job; in a ``hurry`` it is told once, and not for long."""
        return Standing.of(self._json("DELETE", f"/v1/traces/{quote(id, safe='')}", retry=ONCE if hurry else None))

    def fetch(
        self,
        id: str,
        request: Request | None = None,
        expected: Expected | None = None,
        *,
        names: Sequence[str] | None = None,
        dtype: str = "",
        slices: dict[str, str] | None = None,
    ) -> Outcome:
        """The outcome of a finished job, or parts of it. See ``RemoteJob.result``."""
        asked = [] if names is None else [f"names={quote(','.join(names), safe='')}"]
        asked += [f"dtype={quote(dtype, safe='')}"] if dtype else []
        asked += [f"slice={quote(f'{name}:{text}', safe='')}" for name, text in (slices or {}).items()]
        target = f"/v1/traces/{quote(id, safe='')}/result" + ("?" + "&".join(asked) if asked else "")
        if request is not None and dtype:
            request = replace(request, dtype=dtype)
        with_parts = expected if not slices else None
        return self._told(
            lambda: outcome_of(self._ask("GET", target, most=self.address.largest), request, with_parts, some=names),
            request,
        )

    # -- what there is ---------------------------------------------------------------------------------------------

    def models(self) -> Models:
        """The models, as a table: name, source, state, parameters, dtype, fingerprint, layers, limits."""
        told = self._json("GET", "/v1/models").get("models")
        if not isinstance(told, list):
            raise bad("tells no list of models")
        return Models.of(told)

    def model(self, name: str = "") -> dict[str, Any]:
        """What the server publishes of a model, as ``config`` of transformers, ``published`` sites, ``anatomy``.

        Args:
            name: the server's name; by default the configured one, or the only one.
        """
        told = self._json("GET", f"/v1/models/{quote(self._model(name), safe='')}")
        Models.of([told])
        return told

    def tokenizer(self, name: str = "") -> dict[str, str]:
        """The files of a model's tokenizer, by name: JSON and text only, no code."""
        target = f"/v1/models/{quote(self._model(name), safe='')}/tokenizer"
        files = self._json("GET", target, most=TOKENIZER_BYTES).get("files")
        if not isinstance(files, dict) or not all(isinstance(text, str) for text in files.values()):
            raise bad("tells no files of a tokenizer")
        for file in files:
            plain = file.replace("_", "").replace("-", "").replace(".", "")
            if not (plain.isascii() and plain.isalnum() and file.endswith(_FILES)) or file.startswith("."):
                raise bad(
                    f"gives the file {file!r:.60} as a part of a tokenizer; expected names of {', '.join(_FILES)}"
                )
        return files

    def operations(self) -> dict[str, Any]:
        """The server's versions, ``operations`` and ``schema``, and the ``names`` of what it carries out."""
        told = self._json("GET", "/v1/operations")
        if number(told, "operations") is None or number(told, "schema") is None:
            raise bad("tells no version of its operations")
        return told

    def status(self) -> Overview:
        """The server, its models and our jobs there, as a table."""
        return Overview(self.address.text, self.operations(), self.models(), tuple(job.standing for job in self.jobs()))

    def close(self) -> None:
        """Close the connections. They close themselves where nobody holds the server any more."""
        self.connection.close()

    def __repr__(self) -> str:
        return f"<Server {self.address.text}>"

    # -- exchanges -------------------------------------------------------------------------------------------------

    def _model(self, name: str) -> str:
        if found := name or self.address.model:
            return found
        models = self.models()
        if len(models) != 1:
            names = ", ".join(model["name"] for model in models) or "none"
            raise RemoteError(f"{self.address.text} has the models {names}; say which", "not_found")
        return str(models[0]["name"])

    def _json(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        most: int = JSON_BYTES,
        request: Request | None = None,
        retry: Retry | None = None,
        wait: float = 0.0,
    ) -> dict[str, Any]:
        return self._told(
            lambda: json_of(self._ask(method, target, body=body, headers=headers, wait=wait, most=most, retry=retry)),
            request,
        )

    def _told(self, asked: Callable[[], T], request: Request | None) -> T:
        """What an exchange gives; a refusal as the user's error."""
        try:
            return asked()
        except Refusal as refusal:
            raise failure_of(refusal, request) from None

    def _ask(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        wait: float = 0.0,
        most: int = JSON_BYTES,
        retry: Retry | None = None,
    ) -> Answer:
        return ask(
            self.connection, retry or self.retry, method, target, body=body, headers=headers, wait=wait, most=most
        )


def _look(request: Request) -> float:
    """Seconds that a server may take to look at a request before it accepts it: it runs it formally."""
    options = [inputs.kwargs.get("max_new_tokens") for graph in request.graphs for inputs in graph.inputs]
    forwards = sum(steps if type(steps) is int else 1 for steps in options)
    return PER_NODE * (sum(map(len, request.graphs)) + forwards * sum(map(len, request.edits)))


def _still_asking(tell: Callable[[Standing], object], until: float) -> None:
    """Twice a second, until the server has accepted a request."""
    if time.monotonic() > until:
        raise RemoteError("the server has not accepted the request in that time", "not_finished")
    tell(Standing("", "asking"))


def _is_lost(error: RemoteError) -> bool:
    """Whether a job was accepted, and its worker or the server ended before it did."""
    return error.code == "worker_lost" or (error.code == "not_found" and "job" in error.detail)


def _finished(job: RemoteJob, tell: Callable[[Standing], object], until: float, expected: Expected | None) -> Outcome:
    """The outcome of a job that nobody waits for otherwise."""
    try:
        return job.result(until - time.monotonic(), progress=tell, expected=expected)
    except RemoteError as error:
        if error.code == "not_finished":
            job.call_off()
        error.detail.setdefault("job", job.id)
        raise
    except BaseException:
        job.call_off()
        raise

"""``make_app``: the HTTP interface of a service."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from ... import __version__
from ...graph import OPERATIONS, SCHEMA
from ...graph.ops import table
from ..refusal import Refusal
from ..time_limit import TimeLimit
from ..wire import CONTENT_TYPE, JSON_TYPE
from . import schemas
from .guard import Guard
from .intake import Share, read_body
from .job import Job
from .narrow import narrow
from .replies import JOB_HEADER, EventStream, as_json, as_result, refused
from .service import Service
from .tokens import Token

__all__ = ["make_app"]

_OTHER_CODES = {404: "not_found", 405: "wrong_method", 413: "too_large", 415: "wrong_content"}
_OPEN_PATHS = {"/healthz", "/readyz", "/metrics"}
KEY_LENGTH = 200
LISTED = 500
"""Jobs of one list."""


def make_app(service: Service) -> FastAPI:
    """The application. It starts the service, and stops it.

    >>> app = make_app(Service(Config.of({"models": [{"name": "demo"}]})))
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await service.start()
        yield
        await service.stop()

    app = FastAPI(
        title="nnexplore",
        version=__version__,
        description="Reads and changes values inside language models. A request is a graph, never code.",
        lifespan=life,
        docs_url=None,  # both fetch their scripts from elsewhere
        redoc_url=None,
        responses=schemas.REFUSALS,
    )
    _add_traces(app, service)
    _add_jobs(app, service)
    _add_results(app, service)
    _add_models(app, service)
    _add_health(app, service)
    _add_errors(app, service)
    _add_security(app, service)
    app.add_middleware(Guard, service=service)
    if service.config.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(service.config.origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
            expose_headers=[JOB_HEADER, "Location", "Retry-After"],
        )
    return app


def _add_traces(app: FastAPI, service: Service) -> None:
    @app.post(
        "/v1/traces", responses={200: schemas.RESULT, 202: {"model": schemas.Status}}, openapi_extra=schemas.SUBMISSION
    )
    async def submit(request: Request) -> Response:  # its parameters are read by hand, which takes a tenth of the time
        """Carry out graphs: the result if there is one within ``wait``, else a job to come back for."""
        token, wait, key = _token(request), _wait(request), _key(request)
        with service.intake.share(token.id) as share:
            body = await _body(service, request, token, share)
            kind = request.headers.get("content-type", "")
            job = await service.submit(token, body, kind, key, share)
        del body
        return await _answer(service, job, min(wait, service.config.wait_seconds), request)

    @app.post("/v1/validate", responses={200: {"model": schemas.Validated}}, openapi_extra=schemas.BODY)
    async def validate(request: Request) -> Response:
        """What graphs would cost, or why they would be refused, without carrying them out."""
        token = _token(request)
        with service.intake.share(token.id) as share:
            body = await _body(service, request, token, share)
            admitted = await service.validate(body, request.headers.get("content-type", ""))
        return as_json({"ok": True, "cost": admitted.cost.to_json()})


def _add_jobs(app: FastAPI, service: Service) -> None:
    @app.get("/v1/traces", responses={200: {"model": schemas.Jobs}})
    async def jobs(
        request: Request,
        everybody: Annotated[bool, Query(alias="all", description="for admins: of all tokens")] = False,
    ) -> Response:
        """The last jobs of this token, the newest first."""
        token = _token(request)
        if everybody and "admin" not in token.scopes:
            raise Refusal("forbidden", "only a token with the scope admin sees the jobs of all")
        found = [job for job in service.jobs.values() if everybody or job.owner == token.id]
        newest = found[: -LISTED - 1 : -1]
        return as_json({"jobs": [job.status(service.position(job)) for job in newest]})

    @app.get("/v1/traces/{id}", responses={200: {"model": schemas.Status}})
    async def status(request: Request, id: str) -> Response:
        """How a job stands."""
        job = service.job(_token(request), id)
        return as_json(job.status(service.position(job)))

    @app.delete("/v1/traces/{id}", responses={200: {"model": schemas.Status}})
    async def cancel(request: Request, id: str) -> Response:
        """End a job. One that has ended stays as it is."""
        job = service.job(_token(request), id, any_owner=True)
        await service.cancel(job)
        return as_json(job.status())


def _add_results(app: FastAPI, service: Service) -> None:
    streams: Counter[str] = Counter()

    @app.get("/v1/traces/{id}/events", responses={200: schemas.EVENTS})
    async def events(request: Request, id: str, last_event_id: Annotated[str, Header()] = "") -> Response:
        """What happens to a job, as server-sent events numbered from 1 on."""
        token = _token(request)
        job, after = service.job(token, id), _number(last_event_id)
        if streams[token.id] >= service.config.streams:
            raise Refusal("quota", f"you read {streams[token.id]} streams of events already; close one", retry_after=5)
        if job.restored and after and not job.events.since(0)[-1].number > after:
            job.events.go_on(after)
            job.events.add(job.state, job.status(service.position(job)))
        streams[token.id] += 1
        return EventStream(job, after, lambda: _count_down(streams, token.id))

    @app.get("/v1/traces/{id}/result", responses={200: schemas.RESULT})
    async def result(
        request: Request,
        id: str,
        names: Annotated[str, Query(description="of results, with commas between them; all unless told")] = "",
        dtype: Annotated[str, Query(description="of floating tensors: float16, bfloat16, float32")] = "",
        slices: Annotated[
            list[str] | None, Query(alias="slice", description="NAME:index, as in hidden:0,-1,:10")
        ] = None,
    ) -> Response:
        """The result of a job, or a part of it."""
        job = service.job(_token(request), id)
        kept = job.result
        if kept is None:
            raise job.gone()
        if not (names or dtype or slices):
            return as_result(job, kept)
        wanted = [name for name in names.split(",") if name]
        blob = await asyncio.to_thread(lambda: narrow(kept.read(), wanted, dtype, slices or []))
        return Response(blob, 200, {JOB_HEADER: job.id}, CONTENT_TYPE)


def _add_models(app: FastAPI, service: Service) -> None:
    @app.get("/v1/models", responses={200: {"model": schemas.Models}})
    async def models() -> Response:
        """The models that are served."""
        return as_json({"models": [service.model(name) for name in service.desks]})

    @app.get("/v1/models/{name:path}/tokenizer", responses={200: {"model": schemas.Tokenizer}})
    async def tokenizer(name: str) -> Response:
        """The files of a model's tokenizer."""
        return Response(service.tokenizer(name), media_type=JSON_TYPE)

    @app.get("/v1/models/{name:path}", responses={200: {"model": schemas.Model}})
    async def model(name: str) -> Response:
        """All of a model that a client needs to write graphs for it."""
        return as_json(await service.describe(name))

    @app.get("/v1/operations", responses={200: {"model": schemas.Operations}})
    async def operations() -> Response:
        """The operations that graphs may call."""
        names = sorted(name for name, row in table().items() if row.remote)
        return as_json({"operations": OPERATIONS, "schema": SCHEMA, "names": names})


def _add_health(app: FastAPI, service: Service) -> None:
    @app.get("/healthz")
    async def health() -> Response:
        """Whether the server answers."""
        return as_json({"ok": True})

    @app.get("/readyz")
    async def ready() -> Response:
        """Whether every model is loaded; 503 until then."""
        states = {name: desk.state for name, desk in service.desks.items()}
        return as_json({"ready": service.ready, "models": states}, 200 if service.ready else 503)

    @app.get("/metrics")
    async def metrics() -> Response:
        """Numbers for Prometheus."""
        return Response(service.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _add_errors(app: FastAPI, service: Service) -> None:
    async def on_refusal(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        service.metrics.rejected.labels(error.code).inc()
        return refused(error)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = _OTHER_CODES.get(error.status_code, "malformed")
        text = {"not_found": "there is nothing here", "wrong_method": f"{request.method} is not possible here"}
        answer = await on_refusal(
            request, Refusal(code, f"{text.get(code, 'the request cannot be read')}; see /openapi.json")
        )
        answer.headers.update(error.headers or {})
        return answer

    async def on_values(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = " ".join(map(str, first["loc"]))
        return await on_refusal(request, Refusal("malformed", f"{where:.80}: {first['msg']:.200}"))

    async def on_all(_: Request, __: Exception) -> Response:
        return refused(Refusal("internal", "the server failed; its log says more"))

    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_values)
    app.add_exception_handler(Exception, on_all)


def _add_security(app: FastAPI, service: Service) -> None:
    """Say in the description that ``/v1`` wants a token. ``Guard`` sees to it."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        made = plain()
        if service.tokens is not None:
            made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{"token": []}]
            for path in _OPEN_PATHS:
                made["paths"][path]["get"]["security"] = []
        return made

    app.openapi = described  # type: ignore[method-assign]


def _token(request: Request) -> Token:
    token: Token = request.scope["token"]
    return token


async def _body(service: Service, request: Request, token: Token, share: Share) -> bytes:
    """The body of a request of somebody who may send one now."""
    if "trace" not in token.scopes:
        raise Refusal("forbidden", "this token has not the scope trace")
    if service.closing:
        raise Refusal("unavailable", "the server is going down", retry_after=5)
    own = token.quotas.get("requests_per_minute", service.config.limits.requests_per_minute)
    service.rates.check(token.id, own)
    widest = service.config.widest
    most = widest.body_bytes + widest.upload_bytes * 4 // 3 + 1024
    declared, seconds = request.headers.get("content-length"), service.config.body_seconds
    return await read_body(request.stream(), declared, share, most=most, seconds=seconds)


async def _answer(service: Service, job: Job, seconds: float, request: Request) -> Response:
    """The result, or the promise of one. A client that goes while it waits wants nothing any more."""
    job.waiters += 1
    try:
        gone = await _until(job, seconds, request)
    except asyncio.CancelledError:  # how a proxy in front, such as Ray's, says that the client went
        if not job.kept and job.waiters == 1:
            await asyncio.shield(service.cancel(job))
        raise
    finally:
        job.waiters -= 1
    if gone and not job.kept and not job.waiters:
        await service.cancel(job)
    if not job.final:
        await service.keep(job)
        headers = {"Location": f"/v1/traces/{job.id}", JOB_HEADER: job.id}
        return as_json(job.status(service.position(job)), 202, headers)
    service.results.answered(job)
    if job.result is None:
        raise job.gone()
    return as_result(job, job.result)


async def _until(job: Job, seconds: float, request: Request) -> bool:
    """Wait for the end of a job; whether the client went away."""
    if job.final or not seconds:
        return False
    gone = asyncio.ensure_future(request.receive())
    try:
        with TimeLimit(seconds) as limit:
            gone.add_done_callback(limit.end)
            await job.done.wait()
        return gone.done() and not job.final
    finally:
        gone.cancel()


def _wait(request: Request) -> float:
    """How long a client waits for a result."""
    text = request.query_params.get("wait", "0")
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not seconds >= 0:
        raise Refusal("malformed", f"wait is {text!r:.40}; expected seconds, as in ?wait=5")
    return seconds


def _key(request: Request) -> str:
    text = request.headers.get("idempotency-key", "")
    if len(text) > KEY_LENGTH:
        raise Refusal("malformed", f"Idempotency-Key has {len(text):,} characters; at most {KEY_LENGTH} are taken")
    return text


def _number(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal("malformed", f"Last-Event-ID is {text!r:.40}; expected a whole number")
    return int(text or 0)


def _count_down(streams: Counter[str], owner: str) -> None:
    streams[owner] -= 1
    if not streams[owner]:
        del streams[owner]

"""``Config``: what a server serves, to whom, and how much; from a TOML file or from the command line."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from ..limits import Limits
from ..ray.config import Cluster, Placement
from ..worker.spec import ModelSpec

__all__ = ["Config", "Entry", "is_loopback"]

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
_PATHS = ("spool", "tokens", "certfile", "keyfile")


@dataclass(frozen=True)
class Entry:
    """One model: how it is opened, how many processes carry out its requests, and what Ray is told of them."""

    spec: ModelSpec
    workers: int = 1
    placement: Placement = field(default_factory=Placement)


@dataclass(frozen=True)
class Config:
    """All of it.

    Attributes:
        models: what is served; nothing else can be asked for.
        host: an address of this machine, or a name of it.
        port: 0 is any free one.
        spool: the folder of jobs and large results.
        tokens: the file of tokens; without one the server listens on loopback only.
        origins: of web pages that may ask, e.g. ``https://lab.example.org``; none unless told.
        hosts: names under which the server may be asked for, besides its address; needed without tokens only.
        batch: requests of one batch at most.
        limits: of all models, unless they have their own.
        spool_bytes: of the spool at most.
        memory_bytes: of results in memory at most.
        cache_bytes: of answers that are given again to the same request of the same token; 0 is none.
        worker_bytes: of memory that one worker may hold, its model included; 0 is as many as the machine has.
        intake_bytes: of requests that are here and not yet carried out, at most; of one token half of it.
        body_seconds: within which a request's body must have come.
        wait_seconds: how long ``?wait`` is honoured at most.
        streams: event streams of one token at most.
        connections: requests in progress at most.
        certfile, keyfile: for HTTPS.
        ray: whether Ray Serve carries the models.
        cluster: how, if it does.

    >>> Config.of({"models": [{"name": "demo", "source": "demo"}]}).port
    8000
    """

    models: tuple[Entry, ...]
    host: str = "127.0.0.1"
    port: int = 8000
    spool: Path = Path("nnexplore-spool")
    tokens: Path | None = None
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    batch: int = 16
    limits: Limits = field(default_factory=Limits)
    spool_bytes: int = 4 << 30
    memory_bytes: int = 64 << 20
    cache_bytes: int = 0
    worker_bytes: int = 0
    intake_bytes: int = 512 << 20
    body_seconds: float = 30.0
    wait_seconds: float = 60.0
    streams: int = 16
    connections: int = 1024
    certfile: Path | None = None
    keyfile: Path | None = None
    ray: bool = False
    cluster: Cluster = field(default_factory=Cluster)

    def __post_init__(self) -> None:
        names = [entry.spec.name for entry in self.models]
        if not names:
            raise ValueError("there is no model to serve: add [[models]] with a name, or --model demo")
        if twice := [name for at, name in enumerate(names) if name in names[:at]]:
            raise ValueError(f"two models are called {twice[0]!r}; give one of them another name")
        if self.tokens is None and not is_loopback(self.host):
            raise ValueError(
                f"the host {self.host!r} can be reached by others, and there are no tokens: make one with "
                "`nnexplore token new NAME`, and serve with --tokens FILE or tokens = FILE under [server]; or listen "
                "on 127.0.0.1"
            )
        if (self.certfile is None) != (self.keyfile is None):
            raise ValueError("certfile and keyfile go together: one is given, the other is not")

    @classmethod
    def load(cls, path: Path) -> Config:
        """The configuration of a TOML file; paths in it are relative to its folder.

        Raises:
            ValueError: it is no TOML, or a key or value in it cannot be; the message names it.
            OSError: it cannot be read.
        """
        text = path.read_text("utf-8")
        try:
            given = _toml().loads(text)
        except ValueError as error:
            raise ValueError(f"{path} is no TOML: {error}") from None
        try:
            return cls.of(given, path.resolve().parent)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None

    @classmethod
    def of(cls, given: Mapping[str, Any], folder: Path = Path()) -> Config:
        """The configuration that such a file says.

        Raises:
            ValueError: a key or value cannot be; the message names it.
        """
        _known("the file", given, ("server", "limits", "models", "ray"))
        server, limits = _table(given, "server"), _own(Limits(), _table(given, "limits"), "[limits]")
        listed = given.get("models", [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise ValueError("models are written as [[models]], one such table each")
        models = tuple(_entry(one, limits, at) for at, one in enumerate(listed, 1))
        return cls(models, limits=limits, cluster=Cluster.of(given.get("ray", {})), **_server(server, folder))

    def override(self, given: Mapping[str, Any]) -> Config:
        """The same with some values of the command line; ``None`` leaves a value as it is."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})

    @cached_property
    def widest(self) -> Limits:
        """What one model at least grants: as much is read before it is known which one is asked for."""
        every = [entry.spec.limits for entry in self.models]
        return Limits(**{one.name: max(getattr(limits, one.name) for limits in every) for one in fields(Limits)})


def models_of(wanted: Sequence[str], limits: Limits) -> tuple[Entry, ...]:
    """Models of the command line: ``demo``, or ``name=source``.

    >>> models_of(["demo", "gpt2=openai-community/gpt2"], Limits())
    """
    pairs = [one.partition("=") if "=" in one else (one.rpartition("/")[2], "=", one) for one in wanted]
    return tuple(_entry({"name": name, "source": source}, limits, at) for at, (name, _, source) in enumerate(pairs, 1))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _entry(given: Mapping[str, Any], limits: Limits, at: int) -> Entry:
    where = f"model {at} ({given.get('name', 'without a name')!s:.40})"
    rest = dict(given)
    workers = rest.pop("workers", 1)
    if type(workers) is not int or not 1 <= workers <= 64:
        raise ValueError(f"{where}: workers is {workers!r:.40}; expected a whole number from 1 to 64")
    own = rest.pop("limits", {})
    if not isinstance(own, dict):
        raise ValueError(f"{where}: limits is {own!r:.40}; expected a table, as in limits = {{ tokens = 1024 }}")
    made, placement = _own(limits, own, f"limits of {where}"), Placement.of(rest.pop("ray", {}), where)
    try:
        entry = Entry(replace(ModelSpec.of(rest), limits=made), workers, placement)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}: {error}") from None
    parts, gpus = entry.spec.tensor_parallel, placement.ray_actor_options.get("num_gpus", 0)
    if isinstance(gpus, int | float) and 0 < gpus < parts:
        raise ValueError(
            f"{where}: tensor_parallel is {parts}, but num_gpus of its ray_actor_options is {gpus}; a replica needs "
            f"num_gpus = {parts}"
        )
    return entry


def _own(limits: Limits, given: Mapping[str, Any], where: str) -> Limits:
    try:
        Limits.of(dict(given))
        return replace(limits, **given)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _server(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The values of [server], each of the kind that its default has."""
    kinds: dict[str, Any] = {
        "host": str,
        **dict.fromkeys(_PATHS, Path),
        **dict.fromkeys(("origins", "hosts"), tuple),
        **dict.fromkeys(("port", "batch", "streams", "connections"), int),
        **dict.fromkeys(("spool_bytes", "memory_bytes", "cache_bytes", "worker_bytes", "intake_bytes"), int),
        **dict.fromkeys(("body_seconds", "wait_seconds"), float),
    }
    _known("[server]", given, kinds)
    return {name: _value(name, value, kinds[name], folder) for name, value in given.items()}


def _value(name: str, value: Any, kind: type, folder: Path) -> Any:
    if kind is Path and isinstance(value, str) and value:
        return folder / Path(value).expanduser()
    if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if kind is str and isinstance(value, str) and value:
        return value
    number = isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
    if kind in (int, float) and number and value >= 0 and (name != "port" or value < 65536):
        return kind(value)
    wanted = {Path: "a path", tuple: "a list of texts", str: "a text", int: "a whole number", float: "a number"}[kind]
    raise ValueError(f"[server]: {name} is {value!r:.60}; expected {wanted}{' that fits' if number else ''}")


def _table(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = given.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"{name} is {table!r:.40}; expected a table, [{name}]")
    return table


def _known(where: str, given: Mapping[str, Any], names: Any) -> None:
    if unknown := sorted(set(given) - set(names)):
        raise ValueError(f"{where} has the unknown key {unknown[0]!r:.60}; there are {', '.join(names)}")


def _toml() -> Any:
    return importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

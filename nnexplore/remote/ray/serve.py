"""Serving with Ray: one deployment per model, and the same application in front of them.

``nnexplore serve --ray``, or on a cluster that is there already ``nnexplore.remote.ray.serve:application`` as the
``import_path`` of a Serve config file.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..service.config import Config, Entry
from ..worker.backend import Backend
from ..worker.spec import ModelSpec
from .room import lacking

__all__ = ["application", "serve"]

APP = "nnexplore"
_FAST = {"RAY_SERVE_ENABLE_HA_PROXY": "1", "RAY_SERVE_THROUGHPUT_OPTIMIZED": "1"}


def serve(config: Config) -> None:
    """Serve until Ctrl-C, as ``[ray]`` of the configuration says.

    >>> serve(Config.load(Path("server.toml")))

    Raises:
        ImportError: Ray is missing.
        ValueError: a cluster that starts here has less than the models ask for, or Ray Serve listens elsewhere already
            on a cluster that is joined.
        OSError: the address is in use, or there is no such cluster.
    """
    from ..service.serve import greeting, listen

    config = rooted(config)
    with contextlib.suppress(KeyboardInterrupt), contextlib.ExitStack() as ending:
        ray = begin(config)
        ending.callback(ray.shutdown)
        check_room(config, ray.cluster_resources())
        start(config)
        ending.callback(withdraw, config)
        ray_serve = importlib.import_module("ray.serve")
        if config.cluster.ingress == "here":
            ray_serve.run(models_of(config), name=APP, route_prefix=None)
            listen(with_lanes(config), _maker(config))
        else:
            ray_serve.run(ingress(config), name=APP, route_prefix="/")
            print(greeting(config, config.port), flush=True)  # noqa: T201
            _until_told_to_end()


def application(args: dict[str, str]) -> Any:
    """The application for a Serve config file: ``args`` has ``config``, the path of a configuration on that machine.

    Raises:
        ValueError: there is no such argument, or the configuration does not fit.
        OSError: it cannot be read.
    """
    if "config" not in args:
        raise ValueError(f"args of the application are {sorted(args)}; expected config: the path of a server.toml")
    return ingress(rooted(Config.load(Path(args["config"]))))


def begin(config: Config) -> Any:
    """Start a cluster on this machine, or join the one that is named; Ray's module."""
    cluster = config.cluster
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if cluster.haproxy:
        os.environ.update(_FAST)
    ray = importlib.import_module("ray")
    if cluster.address:
        ray.init(address=cluster.address, log_to_driver=False)
        return ray
    options: dict[str, Any] = {"num_cpus": cluster.num_cpus} if cluster.num_cpus else {}
    options |= {"_temp_dir": cluster.temp} if cluster.temp else {}
    ray.init(
        address="local",
        include_dashboard=False,
        object_store_memory=cluster.object_store_bytes,
        log_to_driver=False,
        **options,
    )
    return ray


def check_room(config: Config, has: Mapping[str, float]) -> None:
    """See that the cluster has what is asked of it, as far as ``has`` tells; where machines may join, only say so.

    Raises:
        ValueError: a cluster that starts here has not.
    """
    if not (lack := lacking(config, has)):
        return
    if not config.cluster.address:
        raise ValueError(lack)
    print(f"nnexplore: {lack}; until then it waits", file=sys.stderr, flush=True)  # noqa: T201


def start(config: Config) -> None:
    """Start Ray Serve, and see that it listens where it should: a cluster that is joined may have it already.

    Raises:
        ValueError: it listens elsewhere.
    """
    ray_serve = importlib.import_module("ray.serve")
    if config.cluster.ingress == "here":
        ray_serve.start(proxy_location="Disabled")  # else it listens too, on a port of its own
        return
    ray_serve.start(proxy_location="HeadOnly", http_options=http_options(config))
    found = importlib.import_module("ray.serve.context")._get_global_client().http_config
    for name, wanted in {"ssl_certfile": None, **http_options(config)}.items():
        if (given := getattr(found, name)) != wanted:
            raise ValueError(
                f"Ray Serve runs on this cluster already, with the {name} {given!r}; expected {wanted!r}. End it with "
                '`serve shutdown`, or say the same under [server], or set ingress = "here" under [ray]'
            )


def withdraw(config: Config) -> None:
    """Take the application down, and Ray Serve too where it has no other."""
    ray_serve = importlib.import_module("ray.serve")
    if config.cluster.address:
        if APP in ray_serve.status().applications:
            ray_serve.delete(APP)
        if ray_serve.status().applications:
            return
    ray_serve.shutdown()


def ingress(config: Config) -> Any:
    """The application with its models, as ``serve.run`` takes it.

    The ingress has one replica: jobs, queues and quotas live in it.
    """
    ray_serve = importlib.import_module("ray.serve")

    def build() -> Any:
        from ..service.app import make_app
        from ..service.serve import log_as_lines
        from ..service.service import Service

        log_as_lines()
        own = ray_serve.get_replica_context().app_name
        return make_app(Service(with_lanes(config), _maker(config, own)))

    deployment = ray_serve.deployment(ray_serve.ingress(build)()).options(
        name="ingress",
        num_replicas=1,
        max_ongoing_requests=config.connections,
        ray_actor_options={"num_cpus": 0, **config.cluster.ray_actor_options},
    )
    return deployment.bind(*(deployed(entry, at) for at, entry in enumerate(config.models)))


def models_of(config: Config) -> Any:
    """The models alone, behind a deployment that does nothing: Serve wants one in front."""
    ray_serve = importlib.import_module("ray.serve")
    front = ray_serve.deployment(_Front).options(name="front", ray_actor_options={"num_cpus": 0})
    return front.bind(*(deployed(entry, at) for at, entry in enumerate(config.models)))


def deployed(entry: Entry, at: int) -> Any:
    """The deployment of one model."""
    from .replica import Replica

    ray_serve = importlib.import_module("ray.serve")
    deployment = ray_serve.deployment(Replica).options(
        name=name_of(entry.spec, at),
        graceful_shutdown_timeout_s=entry.spec.limits.seconds + 10,
        **entry.placement.options(entry.workers),
    )
    return deployment.bind(entry.spec.to_json())


def with_lanes(config: Config) -> Config:
    """The configuration that a service on Ray gets: as many batches at a time as all replicas may have."""
    models = (replace(entry, workers=entry.placement.lanes(entry.workers)) for entry in config.models)
    return replace(config, models=tuple(models))


def name_of(spec: ModelSpec, at: int) -> str:
    """A deployment's name; model names may have letters that Serve does not take."""
    return f"model-{at}-{re.sub('[^A-Za-z0-9]+', '-', spec.name)}"


def http_options(config: Config) -> dict[str, Any]:
    """Of Ray's proxy."""
    options: dict[str, Any] = {"host": config.host, "port": config.port, "keep_alive_timeout_s": 30}
    if config.certfile:
        options |= {"ssl_certfile": str(config.certfile), "ssl_keyfile": str(config.keyfile)}
    return options


def rooted(config: Config) -> Config:
    """The same with whole paths: other processes have other working folders."""
    paths = {name: getattr(config, name) for name in ("spool", "tokens", "certfile", "keyfile")}
    return replace(config, **{name: path.resolve() for name, path in paths.items() if path is not None})


def _maker(config: Config, app: str = APP) -> Callable[[ModelSpec], Backend]:
    from .backend import RayBackend

    get = importlib.import_module("ray.serve").get_deployment_handle
    names = {entry.spec.name: name_of(entry.spec, at) for at, entry in enumerate(config.models)}
    return lambda spec: RayBackend(spec, get(names[spec.name], app), spool=config.spool / "work")


def _until_told_to_end() -> None:
    """Wait for Ctrl-C, or for what ends a service."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    while not over.wait(1.0):  # so that a signal is seen
        pass


class _Front:
    """Takes its models along."""

    def __init__(self, *models: Any) -> None:
        self._models = models

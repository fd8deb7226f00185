"""``Cluster`` and ``Placement``: what a server's configuration says of Ray. Nothing here imports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

__all__ = ["Cluster", "Placement", "needs"]

INGRESSES = ("serve", "here")
_ACTOR = {
    "num_cpus": float,
    "num_gpus": float,
    "memory": float,
    "resources": dict,
    "accelerator_type": str,
    "label_selector": dict,
    "runtime_env": dict,
}
_NAMES = {"num_cpus": "CPU", "num_gpus": "GPU", "memory": "memory"}
MOST = 64
"""Replicas of one model at most."""
_SCALING = {
    "min_replicas": int,
    "max_replicas": int,
    "initial_replicas": int,
    "target_ongoing_requests": float,
    "upscale_delay_s": float,
    "downscale_delay_s": float,
}
_WANTED = {
    int: "a whole number from 0",
    float: "a number from 0",
    str: "a text",
    bool: "true or false",
    dict: "a table",
}


@dataclass(frozen=True)
class Placement:
    """How Ray carries one model: the table ``ray`` of a model.

    Attributes:
        replicas: processes on machines of the cluster; 0 is as many as ``workers`` of the model says.
        autoscaling: instead of it, as Ray Serve names it: ``min_replicas``, ``max_replicas``,
            ``target_ongoing_requests`` …
        ray_actor_options: what one replica needs: ``num_cpus``, ``num_gpus``, ``resources`` …
        max_ongoing_requests: batches that one replica has at a time; it carries one out, the others wait there.

    >>> Placement.of({"replicas": 2, "ray_actor_options": {"num_gpus": 1}}, "model 1").lanes(1)
    2
    """

    replicas: int = 0
    autoscaling: dict[str, Any] = field(default_factory=dict)
    ray_actor_options: dict[str, Any] = field(default_factory=dict)
    max_ongoing_requests: int = 1

    @classmethod
    def of(cls, given: Any, where: str) -> Placement:
        """The placement of such a table.

        Raises:
            ValueError: a key or value cannot be; the message names it.
        """
        kinds: dict[str, type] = {"replicas": int, "autoscaling": dict, "ray_actor_options": dict}
        made = cls(**_typed(given, {**kinds, "max_ongoing_requests": int}, f"ray of {where}"))
        _check_actor(made.ray_actor_options, where)
        if made.max_ongoing_requests < 1:
            raise ValueError(f"ray of {where}: max_ongoing_requests is 0; expected 1 or more")
        if made.replicas > MOST:
            raise ValueError(f"ray of {where}: replicas is {made.replicas}; expected {MOST} at most")
        if made.autoscaling:
            made._check_scaling(where)
        return made

    def lanes(self, workers: int) -> int:
        """Batches that the whole model may have at a time; ``workers`` is the model's own."""
        return self.most(workers) * self.max_ongoing_requests

    def most(self, workers: int) -> int:
        """Replicas at most."""
        return int(self.autoscaling["max_replicas"]) if self.autoscaling else self.replicas or workers

    def least(self, workers: int) -> int:
        """Replicas that have to be there before the model is."""
        scaling = self.autoscaling
        return int(scaling.get("initial_replicas", scaling.get("min_replicas", 1))) if scaling else self.most(workers)

    def options(self, workers: int) -> dict[str, Any]:
        """For ``serve.deployment``."""
        scale: dict[str, Any] = {"num_replicas": self.most(workers)}
        if self.autoscaling:
            scale = {"autoscaling_config": {"target_ongoing_requests": 1, **self.autoscaling}}
        own = {"max_ongoing_requests": self.max_ongoing_requests, "max_queued_requests": -1}
        return {**scale, **own, "ray_actor_options": dict(self.ray_actor_options)}

    def _check_scaling(self, where: str) -> None:
        found = _typed(self.autoscaling, _SCALING, f"autoscaling of {where}")
        if self.replicas:
            raise ValueError(f"ray of {where}: replicas and autoscaling are both given; choose one")
        least, most = found.get("min_replicas", 1), found.get("max_replicas", 0)
        if not 1 <= most <= MOST or least > most:
            raise ValueError(
                f"autoscaling of {where}: min_replicas is {least} and max_replicas is {most}; expected max_replicas "
                f"from 1 to {MOST}, and not fewer than min_replicas"
            )
        if not least <= found.get("initial_replicas", least) <= most:
            raise ValueError(
                f"autoscaling of {where}: initial_replicas is {found['initial_replicas']}; expected {least} to {most}, "
                "as min_replicas and max_replicas say"
            )
        if found.get("target_ongoing_requests", 1) == 0:
            raise ValueError(f"autoscaling of {where}: target_ongoing_requests is 0; expected more, such as 1")


@dataclass(frozen=True)
class Cluster:
    """The cluster itself: the table ``[ray]``.

    Attributes:
        ingress: "serve": the HTTP application is a Ray Serve ingress, behind Ray's proxy. "here": this process listens
            itself, and only the models are Ray's.
        address: of a running cluster, as ``ray.init`` takes it ("auto", "10.0.0.5:6379"); "" starts one on this machine
            that ends with the server.
        num_cpus: that such a cluster may give away; 0 is as many as there are.
        object_store_bytes: of shared memory for it.
        temp: its folder for logs and sockets; the shorter the better; "" is Ray's own.
        haproxy: let HAProxy listen instead of Ray's Python proxy: faster, and half a minute to stop.
        ray_actor_options: what the ingress needs; its files (spool, tokens) lie on the machine that it runs on.
    """

    ingress: Literal["serve", "here"] = "serve"
    address: str = ""
    num_cpus: int = 0
    object_store_bytes: int = 200_000_000
    temp: str = ""
    haproxy: bool = False
    ray_actor_options: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Any) -> Cluster:
        """The cluster of such a table.

        Raises:
            ValueError: a key or value cannot be; the message names it.
        """
        defaults = cls()
        kinds = {one.name: type(getattr(defaults, one.name)) for one in fields(cls)}
        made = cls(**_typed(given, kinds, "[ray]"))
        if made.ingress not in INGRESSES:
            raise ValueError(f"[ray]: ingress is {made.ingress!r:.40}; expected one of {', '.join(INGRESSES)}")
        _check_actor(made.ray_actor_options, "[ray]")
        return made


def needs(options: Mapping[str, Any], cpus: float) -> dict[str, float]:
    """What an actor with such ``ray_actor_options`` takes, by the names that Ray has for it; ``cpus`` unless told.

    >>> needs({"num_gpus": 1, "resources": {"ingress": 1}}, 1)
    {'CPU': 1, 'GPU': 1, 'ingress': 1}
    """
    asked = {"num_cpus": cpus, **options}
    return {**{_NAMES[key]: asked[key] for key in _NAMES if key in asked}, **asked.get("resources", {})}


def _check_actor(given: Mapping[str, Any], where: str) -> None:
    where = f"ray_actor_options of {where}"
    _typed(given, _ACTOR, where)
    resources = given.get("resources", {})
    _typed(resources, dict.fromkeys(resources, float), f"resources in {where}")


def _typed(given: Any, kinds: Mapping[str, type], where: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{where} is {given!r:.40}; expected a table")
    if unknown := sorted(set(given) - set(kinds)):
        raise ValueError(f"{where} has the unknown key {unknown[0]!r:.60}; there are {', '.join(kinds)}")
    for name, value in given.items():
        if not _fits(value, kinds[name]):
            raise ValueError(f"{where}: {name} is {value!r:.60}; expected {_WANTED[kinds[name]]}")
    return dict(given)


def _fits(value: Any, kind: type) -> bool:
    if kind in (int, float):
        number = isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
        return number and value >= 0
    return type(value) is kind

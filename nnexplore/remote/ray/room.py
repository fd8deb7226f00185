"""``lacking``: what a configuration asks of a cluster that the cluster does not have. Nothing here imports Ray."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..service.config import Config
from .config import needs

__all__ = ["lacking"]

CPUS = 1.0
"""That a replica takes unless told: Ray Serve's own default."""


def lacking(config: Config, has: Mapping[str, float]) -> str:
    """What keeps a server from coming up, in a sentence; "" where nothing does.

    Ray itself would wait without a word, for machines that may join.

    Args:
        config: of the server.
        has: amounts by name, as ``ray.cluster_resources()`` gives them.

    >>> lacking(Config.of({"models": [{"name": "demo", "workers": 3}]}), {"CPU": 2.0})
    'the cluster has 2 CPU, and 3 are asked for (demo: 3 × 1); …'
    """
    asked: dict[str, float] = defaultdict(float)
    who: dict[str, list[str]] = defaultdict(list)
    for owner, times, each in _asked(config):
        for name, amount in each.items():
            asked[name] += times * amount
            who[name] += [f"{owner}: {times} × {amount:g}"] if times * amount else []
    for name, amount in asked.items():
        if amount > has.get(name, 0.0) + 1e-6:
            return (
                f"the cluster has {has.get(name, 0.0):g} {name}, and {amount:g} are asked for "
                f"({', '.join(who[name])}); ask for less in ray_actor_options or replicas, or add machines"
            )
    return ""


def _asked(config: Config) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Who asks, for how many actors, and what each takes."""
    if config.cluster.ingress == "serve":
        yield "the ingress", 1, needs(config.cluster.ray_actor_options, 0.0)
    for entry in config.models:
        placement = entry.placement
        yield entry.spec.name, placement.least(entry.workers), needs(placement.ray_actor_options, CPUS)

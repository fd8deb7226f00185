"""``Metrics``: what Prometheus may read. No label holds a token, a prompt or anything else that a client chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

__all__ = ["Metrics", "Reading"]

_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 300)
_BYTES = (1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
_BATCH = (1, 2, 4, 8, 16, 32)

Reading = tuple[str, str, int, int]
"""Of one model: its name, its state, how many jobs wait, how often a worker was started again."""


class Metrics:
    """Counters in a registry of their own.

    >>> metrics = Metrics()
    >>> metrics.requests.labels("ok").inc()
    >>> metrics.text()
    """

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.requests = Counter("nnexplore_requests", "answered requests by code", ["code"], registry=registry)
        self.rejected = Counter("nnexplore_rejected", "refused requests by reason", ["reason"], registry=registry)
        self.wait = Histogram(
            "nnexplore_queue_wait_seconds",
            "from the request to the worker",
            ["model"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.execute = Histogram(
            "nnexplore_execute_seconds", "in the worker", ["model"], buckets=_SECONDS, registry=registry
        )
        self.bytes = Histogram("nnexplore_result_bytes", "of a result", ["model"], buckets=_BYTES, registry=registry)
        self.batch = Histogram(
            "nnexplore_batch_size", "requests in a batch", ["model"], buckets=_BATCH, registry=registry
        )

    def watch(self, read: Callable[[], list[Reading]]) -> None:
        """Ask this for the state of the models whenever somebody reads."""
        self._registry.register(_Models(read))

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)


class _Models(Collector):
    def __init__(self, read: Callable[[], list[Reading]]) -> None:
        self._read = read

    def collect(self) -> Iterable[GaugeMetricFamily]:
        state = GaugeMetricFamily(
            "nnexplore_model_state", "1 for the state that a model is in", labels=["model", "state"]
        )
        depth = GaugeMetricFamily("nnexplore_queue_depth", "jobs that wait", labels=["model"])
        again = GaugeMetricFamily("nnexplore_worker_restarts", "workers started again", labels=["model"])
        for name, is_in, waiting, restarts in self._read():
            for one in ("cold", "loading", "ready", "dead"):
                state.add_metric([name, one], float(is_in == one))
            depth.add_metric([name], waiting)
            again.add_metric([name], restarts)
        return state, depth, again

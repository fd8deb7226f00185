"""How it is carried out: live runs and replay."""

from .ambient import Ambient
from .fit import describe
from .forward import Forward, fresh
from .hooks import PORTS, Point
from .live import Run, open_run
from .order import Order
from .replay import replay
from .traced import Traced, plain

__all__ = [
    "PORTS",
    "Ambient",
    "Forward",
    "Order",
    "Point",
    "Run",
    "Traced",
    "describe",
    "fresh",
    "open_run",
    "plain",
    "replay",
]

"""How it is carried out: live runs and replay."""

from .ambient import Ambient
from .cache import Cache
from .deferred import twin
from .edits import check_edit
from .fit import check_fit, describe
from .fresh import duplicate
from .hole import HoleValue
from .inside import operations
from .invokes import Invokes, open_invokes, open_session
from .job import Job
from .live import Run
from .open_runs import open_relative, open_run
from .order import Order
from .override import check_kept
from .receipt import Receipt
from .recorder import Recorder
from .replay import replay
from .tokens import TokenTable
from .traced import Traced, plain, value_of

__all__ = [
    "Ambient",
    "Cache",
    "HoleValue",
    "Invokes",
    "Job",
    "Order",
    "Receipt",
    "Recorder",
    "Run",
    "TokenTable",
    "Traced",
    "check_edit",
    "check_fit",
    "check_kept",
    "duplicate",
    "describe",
    "open_invokes",
    "open_relative",
    "open_run",
    "open_session",
    "operations",
    "plain",
    "replay",
    "twin",
    "value_of",
]

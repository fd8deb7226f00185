"""Many graphs at once: the plan, and what carries it out."""

from .grid import Grid, sweep
from .many import Results, plan_many, run_many
from .plan import Options, Plan

__all__ = ["Grid", "Options", "Plan", "Results", "plan_many", "run_many", "sweep"]

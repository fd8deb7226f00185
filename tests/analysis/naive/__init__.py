"""Patching, ablation, causal tracing and logit attribution with bare PyTorch hooks, one forward per number.

The references that nnexplore's sweeps are checked against: slow, plain, and without a line of nnexplore.
"""

from tests.analysis.naive.ablation import naive_ablation
from tests.analysis.naive.attribution import naive_attribution
from tests.analysis.naive.forward import values_of
from tests.analysis.naive.patching import naive_patching, naive_replacement
from tests.analysis.naive.places import COMPONENTS, KINDS, has
from tests.analysis.naive.tracing import naive_tracing

__all__ = [
    "COMPONENTS",
    "KINDS",
    "has",
    "naive_ablation",
    "naive_attribution",
    "naive_patching",
    "naive_replacement",
    "naive_tracing",
    "values_of",
]

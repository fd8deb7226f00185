"""Analyses: a function gives a result; only a result draws itself."""

from . import metrics
from .ablation import Ablation, ablation
from .agreement import Agreement
from .arithmetic import Arithmetic
from .attention_statistics import AttentionStatistics, attention_statistics, repeated_tokens
from .attribution_patching import AttributionPatching, attribution_patching
from .axis import Axis
from .causal_tracing import CausalTracing, causal_tracing
from .edge_attribution import edge_attribution_patching
from .edge_patching import edge_patching
from .edit import Edit
from .feature_ablation import feature_ablation
from .feature_attribution import FeatureAttribution, feature_attribution
from .forward_pass import ForwardPass, forward_pass
from .gradient_x_activation import GradientXActivation, gradient_x_activation
from .lens_difference import LensDifference
from .logit_attribution import LogitAttribution, direct_logit_attribution
from .logit_lens import LogitLens, lens_graph, logit_lens
from .metric import Metric
from .patching import Patching, activation_patching
from .path_patching import path_patching
from .promoted import promoted_tokens
from .result import Cell, Result
from .sparse_autoencoder import SparseAutoencoder
from .sparse_features import SparseFeatures, sparse_features
from .statistics import Interval, bootstrap, effect_size, recovery
from .steering import Steering, steering
from .steering_vector import steering_vector
from .step import Step
from .top_activations import Activation, top_activations
from .tuned_lens import TunedLens, tuned_lens

__all__ = [
    "Ablation",
    "Activation",
    "Agreement",
    "Arithmetic",
    "AttentionStatistics",
    "AttributionPatching",
    "Axis",
    "CausalTracing",
    "Cell",
    "Edit",
    "FeatureAttribution",
    "ForwardPass",
    "GradientXActivation",
    "Interval",
    "LensDifference",
    "LogitAttribution",
    "LogitLens",
    "Metric",
    "Patching",
    "Result",
    "SparseAutoencoder",
    "SparseFeatures",
    "Steering",
    "Step",
    "TunedLens",
    "ablation",
    "activation_patching",
    "attention_statistics",
    "attribution_patching",
    "bootstrap",
    "causal_tracing",
    "direct_logit_attribution",
    "edge_attribution_patching",
    "edge_patching",
    "effect_size",
    "feature_ablation",
    "feature_attribution",
    "forward_pass",
    "gradient_x_activation",
    "lens_graph",
    "logit_lens",
    "metrics",
    "path_patching",
    "promoted_tokens",
    "recovery",
    "repeated_tokens",
    "sparse_features",
    "steering",
    "steering_vector",
    "top_activations",
    "tuned_lens",
]

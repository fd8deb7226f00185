"""How a token is drawn, as traits: what the views that draw tokens have in common."""

from __future__ import annotations

from typing import Any

import traitlets

from ._sampling_chances import Settings

SETTINGS = ("temperature", "top_k", "top_p", "min_p")
LIMITS = {
    "temperature": (0.0, 100.0, "0 for the likeliest, 1 for the model's own probabilities, at most 100"),
    "top_k": (0, 2**31 - 1, "how many tokens stay, or 0 for all"),
    "top_p": (0.0, 1.0, "a probability from 0 to 1, and 1 for all tokens"),
    "min_p": (0.0, 1.0, "a share of the largest probability from 0 to 1, and 0 for all tokens"),
    "seed": (0, 2**32 - 1, "0 to 4294967295"),
    "draws": (0, 10_000, "how many tokens are drawn, at most 10000"),
}


class SamplingSettings(traitlets.HasTraits):
    """The settings of a draw, each refused where it makes no sense. A base class of views, before `View`.

    Example:
        >>> class Wheel(SamplingSettings, View): ...
        >>> Wheel(model, "The city", temperature=0.7, top_k=5)
    """

    temperature = traitlets.Float(1.0, help="What logits are divided by; 0 takes the likeliest.").tag(sync=True)
    top_k = traitlets.Int(0, help="How many of the likeliest stay, and those equal to the last; 0 is all.").tag(
        sync=True
    )
    top_p = traitlets.Float(1.0, help="The fewest likeliest with this probability stay; 1 is all.").tag(sync=True)
    min_p = traitlets.Float(0.0, help="The least share of the largest probability that stays; 0 is all.").tag(sync=True)
    seed = traitlets.Int(0, help="Of the random numbers.").tag(sync=True)
    draws = traitlets.Int(0, help="How many tokens are drawn with this seed.").tag(sync=True)
    temperatures = traitlets.List(
        traitlets.Float(min=0.01, max=100.0), maxlen=4, help="Others whose probabilities are drawn over it."
    ).tag(sync=True)

    sampling_traits = (*SETTINGS, "seed", "draws", "temperatures")

    @traitlets.validate(*LIMITS)
    def _limited(self, proposal: dict[str, Any]) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        least, most, meaning = LIMITS[name]
        if not least <= value <= most:  # NaN neither
            raise traitlets.TraitError(f"{name} is {meaning}; got {value!r}")
        return value

    @property
    def _settings(self) -> Settings:
        return Settings(**{name: getattr(self, name) for name in SETTINGS})

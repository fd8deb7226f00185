"""``Draft``: the steps of a forward pass while they are found: what each is made of, and where its value passes."""

from __future__ import annotations

from dataclasses import dataclass, field

from torch import Tensor

from ..graph import Site
from .rule import Lookup, Opaque, Rule
from .scene import Scene

__all__ = ["Draft", "Sketch"]


@dataclass(frozen=True, eq=False)
class Sketch:
    """One step.

    Attributes:
        inputs: the names of the steps it is made from.
        site: where its value passes; ``None`` if it is in no module, and follows from its inputs.
        path: the module that makes it; "" if there is none.
        scale: the factor with which the stream takes up what is at the site.
        columns: which columns of what is at the site it is, ``[heads, width]``; ``None`` for all.
        swapped: whether the heads come before the positions at the site.
        entered: where the module is given its input, if another machine has its weights.
        turned: whether the heads come before the positions there.
    """

    name: str
    rule: Rule
    inputs: tuple[str, ...] = ()
    site: Site | None = None
    path: str = ""
    scale: float = 1.0
    columns: Tensor | None = None
    swapped: bool = False
    entered: Site | None = None
    turned: bool = False


@dataclass(eq=False)
class Draft:
    """The steps found so far, in order.

    Attributes:
        missing: why a step is not there, or is there without its arithmetic.
        known: the value of steps ``[prompts, tokens, width]`` on the scene's prompts.
    """

    scene: Scene
    steps: list[Sketch] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    known: dict[str, Tensor] = field(default_factory=dict)

    def add(
        self,
        name: str,
        rule: Rule,
        inputs: tuple[str, ...] = (),
        site: Site | None = None,
        path: str = "",
        *,
        scale: float = 1.0,
        columns: Tensor | None = None,
    ) -> None:
        """One more step."""
        swapped = self.scene.swapped
        entered = Site(rule.far.path, "input") if rule.far and not isinstance(rule, Lookup) else None
        self.steps.append(
            Sketch(name, rule, inputs, site, path, scale, columns, swapped(site), entered, swapped(entered))
        )
        if isinstance(rule, Opaque) and rule.kind == "module":
            self.missing[name] = rule.reason
        value = None if site is None else self.scene.at(site)
        if value is not None:
            self.known[name] = value * scale

    def miss(self, reason: str, *names: str) -> None:
        """Steps that are not there."""
        self.missing |= dict.fromkeys(names, reason)

    def has(self, *names: str) -> bool:
        """Whether all these steps are there."""
        return {step.name for step in self.steps}.issuperset(names)

    def holder(self, value: Tensor | None, *among: str) -> str | None:
        """The step that has a value, of those named."""
        return next((name for name in among if name in self.known and self.scene.alike(self.known[name], value)), None)

"""``Result``: the numbers of an analysis with names for their axes; it prints, draws, tabulates and stores itself."""

from __future__ import annotations

import importlib
import json
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ..errors import ResultError
from .axis import Axis

__all__ = ["Cell", "Result"]

SCHEMA = 1
_BY = {"value": lambda values: values, "size": torch.abs, "least": torch.neg}


class Cell(NamedTuple):
    """One number of a result and where it is: the number of each axis, by name, and the same in words."""

    value: float
    where: dict[str, int | float]
    label: str


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """Numbers with labelled axes.

    Attributes:
        values: float tensor, one dimension for each axis; kept on the CPU.
        axes: their names and labels.
        name: the analysis: "activation patching".
        metric: what a value is: "recovery of logit_diff(' Paris', ' Rome')".
        unit: what it is in: "logits", "nats", …
        zero: what the value 0 means: "as the corrupted run"; ``one`` what 1 does.
        baselines: numbers to compare with, by name: ``{"clean": 3.2, "corrupted": -1.4}``.

    >>> result = Result(values, (Axis("layer", numbers=range(4)), Axis("position", tokens)), "patching")
    >>> result.at(layer=3, position=" of")
    0.93

    Raises:
        ResultError: values that the axes do not fit, or two axes of one name.
    """

    values: Tensor
    axes: tuple[Axis, ...]
    name: str = "result"
    metric: str = ""
    unit: str = ""
    zero: str = ""
    one: str = ""
    baselines: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        axes, values = tuple(self.axes), torch.as_tensor(self.values).detach().as_subclass(Tensor).cpu()
        if list(values.shape) != [len(axis) for axis in axes]:
            shape = ", ".join(f"{axis.name} {len(axis)}" for axis in axes)
            raise ResultError(f"the values have shape {list(values.shape)}; these axes have [{shape}]")
        names = [axis.name for axis in axes]
        if len({*names, "value"}) != len(names) + 1:
            raise ResultError(f"each axis has a name of its own, and none is 'value'; got {names}")
        object.__setattr__(self, "axes", axes)
        object.__setattr__(self, "values", values if values.dtype == torch.float64 else values.float())
        object.__setattr__(self, "baselines", {key: float(value) for key, value in self.baselines.items()})

    # -- cells ---------------------------------------------------------------------------------

    def at(self, **where: Any) -> Any:
        """The value at a label (text) or number of each axis; where some axes are left out, a ``Result`` of these.

        >>> result.at(layer=3)
        >>> result.at(layer=3, position=" of")

        Raises:
            ResultError: no such axis, label or number, or a label that several places have.
        """
        known = [axis.name for axis in self.axes]
        if wrong := [name for name in where if name not in known]:
            raise ResultError(f"{self.name} has no axis {wrong[0]!r}; it has {', '.join(known) or 'none'}")
        index = tuple(axis.place(where[axis.name]) if axis.name in where else slice(None) for axis in self.axes)
        values = self.values[index]
        left = tuple(axis for axis in self.axes if axis.name not in where)
        return replace(self, values=values, axes=left) if left else float(values)

    def top(self, n: int = 5, *, by: str = "value") -> list[Cell]:
        """The ``n`` cells of the highest ``value``, the greatest ``size`` (either sign) or the ``least`` value.

        Cells that are NaN are left out.

        >>> [cell.label for cell in result.top(3)]

        Raises:
            ResultError: another word for ``by``.
        """
        if by not in _BY:
            raise ResultError(f"top goes by {', '.join(map(repr, _BY))}; got {by!r:.40}")
        flat = self.values.reshape(-1)
        order = _BY[by](flat).nan_to_num(-math.inf, math.inf, -math.inf).argsort(descending=True, stable=True)
        order = order[~flat[order].isnan()]
        return [self._cell(int(place)) for place in order[: max(n, 0)]]

    def _cell(self, flat: int) -> Cell:
        at = [int(place) for place in torch.unravel_index(torch.tensor(flat), self.values.shape)] if self.axes else []
        pairs = list(zip(self.axes, at, strict=True))
        where = {axis.name: axis.numbers[place] for axis, place in pairs}
        return Cell(float(self.values[tuple(at)]), where, ", ".join(axis.spell(place) for axis, place in pairs))

    # -- words ---------------------------------------------------------------------------------

    def __repr__(self) -> str:
        size = " × ".join(f"{len(axis)} {axis.name}s" if len(axis) != 1 else f"1 {axis.name}" for axis in self.axes)
        lines = [": ".join(filter(None, (self.name, self.metric))) + f" ({size or 'one number'})", *self.meanings()]
        best = self.top(3)
        if not best:
            return "\n".join([*lines, "no number: all cells are NaN" if self.values.numel() else "no cells"])
        width = max(len(cell.label) for cell in best)
        for cell, head in zip(best, ("highest", "", ""), strict=False):
            lines.append(f"  {head:8}{cell.label:{width}}  {_spell(cell.value)}{self._unit}")
        least, missing = self.top(1, by="least")[0], int(self.values.isnan().sum())
        lines.append(f"  {'lowest':8}{least.label:{width}}  {_spell(least.value)}{self._unit}")
        lines += self._share()
        lines += (
            [f"  {missing} of {self.values.numel()} cells {'is' if missing == 1 else 'are'} NaN"] if missing else []
        )
        return "\n".join(lines)

    @property
    def _unit(self) -> str:
        return f" {self.unit}" if self.unit else ""

    def meanings(self) -> list[str]:
        """What 0 and 1 mean, and the baselines: one line, or none."""
        parts = [f"0 is {self.zero}" if self.zero else "", f"1 is {self.one}" if self.one else ""]
        parts += [f"{name} {_spell(value)}" for name, value in self.baselines.items()]
        line = "; ".join(filter(None, parts))
        return [f"  {line}"] if line else []

    def _share(self) -> list[str]:
        """How much of all that there is the three greatest cells hold."""
        known = self.values[self.values.isfinite()].abs().double()
        if known.numel() <= 3 or not float(known.sum()):
            return []
        share = float(known.topk(3).values.sum() / known.sum())
        return [f"  the 3 greatest of {self.values.numel()} cells hold {share:.0%} of the sum of all sizes"]

    # -- elsewhere -----------------------------------------------------------------------------

    def to_pandas(self) -> Any:
        """A pandas ``DataFrame`` with a row for each cell: the numbers of the axes, labels if any, the value.

        >>> result.to_pandas().query("layer == 3").sort_values("value")

        Raises:
            ImportError: pandas is not installed.
        """
        pandas = needed("pandas", "a table")
        grid = torch.cartesian_prod(*(torch.arange(len(axis)) for axis in self.axes)).reshape(-1, len(self.axes))
        columns: dict[str, Any] = {}
        for axis, places in zip(self.axes, grid.T.tolist(), strict=True):
            columns[axis.name] = [axis.numbers[place] for place in places]
            if not axis.plain:
                columns[f"{axis.name}_label"] = [axis.labels[place] for place in places]
        return pandas.DataFrame({**columns, "value": self.values.reshape(-1).numpy()})

    def plot(self, theme: str = "light") -> Any:
        """A plotly ``Figure``: bars or a line for one axis, a heatmap for two, one heatmap for each place of a third.

        Colours are centred at zero; cells without a finite number are grey. ``theme="dark"`` is for a dark page.
        ``fig.write_html("result.html")`` keeps it.

        >>> result.plot().show()
        >>> result.plot("dark").show()

        Raises:
            ImportError: plotly is not installed.
            ResultError: no axis, or more than three, or another theme.
        """
        from .figure import figure

        return figure(self, theme)

    def save(self, path: str | Path) -> None:
        """Write one safetensors file: the values, and the rest as JSON in its header. Nothing is pickled."""
        about = {
            "schema": SCHEMA,
            "axes": [{"name": axis.name, "labels": axis.labels, "numbers": axis.numbers} for axis in self.axes],
            "baselines": self.baselines,
            **{name: getattr(self, name) for name in _WORDS},
        }
        save_file({"values": self.values.contiguous()}, path, {"nnexplore_result": json.dumps(about)})

    @classmethod
    def load(cls, path: str | Path) -> Result:
        """What ``save`` wrote.

        >>> Result.load("patching.safetensors")

        Raises:
            ResultError: no such file, or no result in it.
        """
        try:
            with safe_open(path, "pt") as file:
                about = json.loads((file.metadata() or {})["nnexplore_result"])
                values = file.get_tensor("values")
            if about["schema"] != SCHEMA:
                raise ResultError(f"{path} has schema {about['schema']!r}; this nnexplore reads schema {SCHEMA}")
            axes = tuple(Axis(axis["name"], axis["labels"], axis["numbers"]) for axis in about["axes"])
            words = {name: str(about[name]) for name in _WORDS}
            return Result(values, axes, baselines=dict(about["baselines"]), **words)
        except (OSError, SafetensorError, KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise ResultError(
                f"{path} is no result that Result.save wrote ({type(error).__name__}: {error})"
            ) from error


_WORDS = ("name", "metric", "unit", "zero", "one")


def needed(module: str, what: str) -> Any:
    """A module that is not installed with nnexplore.

    Raises:
        ImportError: it is not there; the message says how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ImportError(
            f"{what} of a result needs {package}, which is not installed: pip install {package}"
        ) from error


def _spell(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")

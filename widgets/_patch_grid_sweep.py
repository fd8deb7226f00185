"""One sweep of a patch grid: what would be carried out, and what each of its cells is in the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..analysis import Metric
from ..analysis.component import component_named
from ..analysis.pair import Pair
from ..analysis.places import Places
from ..errors import EditError
from ..workspace import Change, Place
from ._patch_grid_metric import Given, code_of, metric_of
from ._prompt import ids_of, prompt_code
from ._workspace_code import model_code

if TYPE_CHECKING:
    from ..workspace import Run, Workspace

ORDER = ("layer", "head", "position")


@dataclass(frozen=True)
class Sweep:
    """Values of the other prompt put into the prompt, a place at a time; or of the prompt into the other.

    Attributes:
        pair: the prompt that values are taken from, the one that is patched, and which positions go together.
        component: what is put in.
        places: the axes, and the numbers on each.
        metric: what is measured; `tokens` are the two of a difference of logits.
        key: the same for sweeps that give the same numbers.
        back: whether it is the other prompt that is patched.
    """

    pair: Pair
    component: str
    places: Places
    metric: Metric
    tokens: tuple[int, int] | None
    key: tuple[Any, ...]
    back: bool = False

    @classmethod
    def of(
        cls, workspace: Workspace, component: str, by: tuple[str, ...], align: str, metric: Given, back: bool = False
    ) -> Sweep:
        """The sweep of a workspace's two prompts; the metric is the same whichever of them is patched.

        Raises:
            NnexploreError: the prompts do not go together, the component has no such axis, …
        """
        model, part = workspace.model, component_named(component)
        names = sorted(by or part.by, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
        prompt, other = (workspace.prompt, workspace.other)[:: -1 if back else 1]
        pair = Pair.of(model, other, prompt, align)
        sizes = {"layer": len(model.anatomy.blocks), "position": len(pair.tokens)}
        if "head" in names and "head" in part.dims:
            sizes["head"] = int(workspace.value(component, 0, run="clean").shape[part.dims["head"]])
        labels = pair.labels(range(len(pair.tokens)))
        places = Places.of(part, names, {}, sizes, labels, pair.places)
        pair.check_axes(places.axes)
        measured, tokens = metric_of(workspace, metric)
        ids = tuple(tuple(ids_of(workspace, one)) for one in (prompt, other))
        key = (ids, component, tuple(places.axes), pair.places, pair.shift, tokens or measured)
        return cls(pair, component, places, measured.bind(model, prompt), tokens, key, back)

    @property
    def prompts(self) -> Any:
        """The token ids of the prompt that is patched, and of the other."""
        return self.key[0]

    @property
    def runs(self) -> tuple[Run, Run]:
        """The workspace's runs of both, without changes."""
        return ("other", "clean") if self.back else ("clean", "other")

    @property
    def shape(self) -> list[int]:
        """How many places each axis has."""
        return self.places.shape

    def number(self, where: Mapping[str, int]) -> int:
        """Which cell that is, the last axis fastest.

        Raises:
            ValueError: there is none there.
        """
        if set(where) != set(self.places.axes):
            raise ValueError(f"a cell of this grid is at one {', one '.join(self.places.axes)}; got {dict(where)}")
        found = 0
        for name, numbers in self.places.axes.items():
            if where[name] not in numbers:
                raise ValueError(f"this grid has no {name} {where[name]}; it has {', '.join(map(str, numbers))}")
            found = found * len(numbers) + numbers.index(where[name])
        return found

    def cell(self, number: int) -> dict[str, int]:
        """Where a cell is."""
        found: dict[str, int] = {}
        for name, numbers in reversed(self.places.axes.items()):
            number, at = divmod(number, len(numbers))
            found[name] = numbers[at]
        return {name: found[name] for name in self.places.axes}

    def changes(self, where: Mapping[str, int]) -> list[Change]:
        """The changes of the workspace that do what the sweep does at a cell.

        They are several where it takes all positions of prompts that are not equally long.

        Raises:
            EditError: it is the other prompt that is patched.
        """
        if self.back:
            raise EditError(
                "this patch goes into the other prompt, and a change of the workspace into its prompt: swap the two "
                "prompts to apply it"
            )
        at = {name: number for name, number in where.items() if name != "layer"}
        place, shift = Place(self.component, where["layer"]), self.pair.shift
        if "position" not in at and not self.pair.differ:
            return [Change(place, at, "copy")]
        positions = [at["position"]] if "position" in at else self.pair.places
        return [
            Change(place, {**at, "position": one}, "copy", source={"position": one + shift} if shift else {})
            for one in positions
        ]

    def applied(self, edits: Iterable[object]) -> Iterator[int]:
        """The cells whose patch is among the changes in force; of the other prompt none can be."""
        if self.back:
            return
        edits = tuple(edit for edit in edits if hasattr(edit, "place"))  # graphs made in code have none
        copies = [edit for edit in edits if isinstance(edit, Change) and edit.on and edit.kind == "copy"]
        mine = [copy for copy in copies if copy.place.name == self.component]
        keys, layers = {_key(copy) for copy in mine}, {copy.place.layer for copy in mine}
        if mine:
            for number, where in enumerate(self.places.cells):
                if where["layer"] in layers and all(_key(change) in keys for change in self.changes(where)):
                    yield number

    def code(self, workspace: Workspace, direction: str) -> str:
        """Python that carries it out without the view: `patching`, and its `recovery`."""
        return "\n".join(
            [
                "import nnexplore",
                "",
                model_code(workspace.model),
                f"metric = {code_of(self.metric)}",
                *self.call("patching", workspace, direction),
                "recovery = patching.recovery()",
                "",
            ]
        )

    def call(self, name: str, workspace: Workspace, direction: str) -> list[str]:
        """The call alone, line by line; `name` is what its result is called."""
        ends = [(self.pair.source, "values are taken from it"), (self.pair.target, "and put into it")]
        if direction == "noising":
            ends.reverse()
        prompts = [f"    {prompt_code(workspace, prompt)},  # {meaning}" for prompt, meaning in ends]
        align = [f"    align={self.pair.align!r},"] if self.pair.align else []
        return [
            f"{name} = nnexplore.analysis.activation_patching(",
            "    model,",
            *prompts,
            "    metric=metric,",
            f"    component={self.component!r},",
            f"    by={tuple(self.places.axes)!r},",
            f"    direction={direction!r},",
            *align,
            ")",
        ]


def _key(change: Change) -> tuple[Any, ...]:
    return *change.key, tuple(sorted(change.source.items()))

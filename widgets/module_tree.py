"""The modules of a model as a tree: what they are, and what they gave in a run.

Traits and messages only: the columns are made in `_module_tree_modules` and `_module_tree_run`, the drawing is
`js/module_tree.ts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from ..errors import EditError
from ..workspace import Change, Place
from ._bundle import bundle
from ._messages import Message
from ._module_tree_modules import has_value, layer_of, modules
from ._module_tree_run import ELSEWHERE, first_tensor, measure
from ._show import SHOWS, missing
from ._view import View

if TYPE_CHECKING:
    from torch import Tensor, nn

    from ..workspace import Workspace

QUICK = 0.5
"""Seconds: a first run of less than this is thrown away, because the next is faster."""
KEPT = 4
"""States whose runs are kept, so that undo needs none."""


class ModuleTree(View):
    """Every module of a model, with its class, its parameters and, where there is a prompt, what it gave in a run.

    Blocks that are alike are folded into one row. A click selects a module in all views of the workspace; what is
    selected elsewhere is shown here.

    After a run there are the shape, the norm (L2, of all numbers) and the mean of every module's output, in the run
    that `show` names; of a difference of two runs the norm and the mean of the difference of the two outputs, and that
    norm as a share of the norm in the run that is taken off. There is also the time, of a difference that of the first
    run: the wall time in milliseconds from the module's call to its return in that one run, all modules inside it
    included and the measuring itself taken out; a GPU is waited for at both ends, and a change inside it counts as part
    of it. Since a first run is slower, it is not the one shown if it took less than half a second; `run` measures anew.
    A state of prompt and changes is run once, and not at all while `measured` is off, which hides these columns.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to run, where `workspace` is a model; without one the tree stands alone.
        other_prompt: a text to copy from and to compare with.

    Example:
        >>> tree = widgets.ModuleTree(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> tree.read("transformer.h.1.mlp").shape
        torch.Size([1, 8, 128])
        >>> tree.workspace.selection
        Selection(layer=1, position=None, head=None, place=Place('transformer.h.1.mlp', port='output'))
    """

    _esm = bundle("module_tree")

    _tree = traitlets.Dict().tag(sync=True)
    _path = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    _value = traitlets.Dict().tag(sync=True)

    measured = traitlets.Bool(
        True, help="Whether the prompt is run, and what the modules gave is shown: output, norm and time."
    ).tag(sync=True)
    show = traitlets.Enum(list(SHOWS), "edited", help="Which run is shown, or which difference.").tag(sync=True)

    _drawn: nn.Module | None = None
    _runs: dict[tuple[str, str], dict[str, Any]] = {}  # noqa: RUF012  never written to, only replaced
    _warm = False

    def __init__(self, workspace: Any, prompt: Any = None, other_prompt: Any = None, **traits: Any) -> None:
        super().__init__(workspace, prompt, other_prompt, **traits)
        self.observe(lambda _: self._redraw(), names=["measured", "show"])

    def select(self, path: str) -> None:
        """Select a module, and the layer that it is in, in all views.

        Raises:
            EditError: there is no such module, or it has no value: a list of modules is never called.
        """
        place = Place(path).check(self.workspace.model)
        module = self.workspace.model.module.get_submodule(path)
        if not has_value(module):
            raise EditError(
                f"{path} is a {type(module).__name__}, which is never called and gives no value; take one inside it"
            )
        layer = layer_of(self.workspace.model, path)
        self.workspace.select(place=place, **({} if layer is None else {"layer": layer}))

    def read(self, path: str) -> Tensor:
        """Select a module and give its output, with the workspace's changes.

        Raises:
            EditError: there is no such module, no prompt, or no tensor of numbers.
        """
        self.select(path)
        found = first_tensor(self.workspace.value(Place(path)))
        if found is None:
            raise EditError(f"{path} gives no tensor that could be read")
        self._value = _summary(path, found)
        return found

    def run(self) -> None:
        """Run the prompt again, and measure all modules anew."""
        self._runs = {}
        if not self.measured:
            self.measured = True  # draws it
        else:
            self._redraw()

    def close(self) -> None:
        """Close the view and let go of the model."""
        super().close()
        self._drawn, self._runs = None, {}

    # ------------------------------------------------------------------ how it is done

    def _draw(self) -> dict[str, Any]:
        workspace = self.workspace
        shown = workspace.prompt is not None and self.measured
        run = self._run() | {"show": self.show, "missing": self._missing()} if shown else {}
        if self._drawn is not workspace.model.module:  # a model that was not loaded yet has another one now
            self._drawn = workspace.model.module
            self._tree = modules(workspace.model)
        self._path = self._selected_path()
        self._value = {}  # it was of the run before
        return run

    def _run(self) -> dict[str, Any]:
        """What the modules gave in this state, which is run once."""
        state = self.show, _state(self.workspace, changed="edited" in self.show)
        if state not in self._runs:
            found = self._measured()
            kept = list(self._runs.items())[-(KEPT - 1) :]
            self._runs = {**dict(kept), state: found}
        return self._runs[state]

    def _measured(self) -> dict[str, Any]:
        """What the modules gave; of the first two runs the second, where that costs little."""
        began = perf_counter()
        found = measure(self.workspace, self.show)
        warm = self._warm or self.workspace.model.elsewhere  # there time is not measured
        if not warm and perf_counter() - began < QUICK:
            found = measure(self.workspace, self.show)
        self._warm = True
        return found

    def _missing(self) -> dict[str, str]:
        """What cannot be shown now, and why not."""
        found = missing(self.workspace)
        if self.workspace.model.elsewhere:
            found = {show: ELSEWHERE for show, (_, base) in SHOWS.items() if base is not None} | found
        return found

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "select": lambda asked: self.select(asked["path"]),
            "read": lambda asked: _nothing(self.read(asked["path"])),
            "run": lambda _: self.run(),
        }

    def _follow(self) -> None:
        super()._follow()
        self._path = self._selected_path()

    def _selected_path(self) -> str | None:
        """The module where the selected value passes."""
        place = self.workspace.selection.place
        if place is None:
            return None
        return str(place.name if place.layer is None else place.site(self.workspace.model).path)


def _state(workspace: Workspace, changed: bool) -> str:
    """What a run depends on: the prompts, and the changes that are on; not what they are called."""
    known = [str(workspace.prompt), str(workspace.other)]
    inside = [change for change in workspace.edits if changed and change.on]
    return repr([*known, *(replace(change, name="") if isinstance(change, Change) else change for change in inside)])


def _summary(path: str, value: Tensor) -> dict[str, Any]:
    """What is said of a value that is read: mean, norm, least and greatest, and how many are no finite numbers."""
    numbers = value.detach().float()
    said = [numbers.mean(), numbers.norm(), numbers.min(), numbers.max()]
    return {
        "path": path,
        "shape": list(value.shape),
        "dtype": str(value.dtype).removeprefix("torch."),
        "numbers": np.array([float(one) for one in said], np.float32).tobytes(),
        "unusual": int((~numbers.isfinite()).sum()),
    }


def _nothing(_: object) -> None:
    """The browser hears of a read by the trait."""

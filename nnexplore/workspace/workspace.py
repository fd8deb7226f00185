"""``Workspace``: a model, one or two prompts, and the changes that all views make and show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from torch import Tensor

from ..analysis import LogitLens
from ..errors import EditError, ModelError
from ..graph import Graph, Site
from ..models import LanguageModel, Model
from .change import Change
from .check import checked
from .compose import OUTPUT, Composition
from .events import Event, Events
from .history import History
from .lens import lens_of
from .openable import pruned
from .place import Place
from .recorded import Recorded
from .selection import Selection
from .state import Edit, State
from .values import Prompts, Run, Values, fed
from .verbs import Verbs

__all__ = ["Event", "Run", "Workspace"]

SCHEMA = 1


class Workspace(Verbs):
    """What several views, and the code beside them, have in common: nothing here draws.

    The changes are data: they are listed, undone, switched off, stored, and make up one intervention graph, which is
    what runs. Views hear of every change by ``on``, whoever has made it.

    >>> workspace = nnexplore.Workspace(model, "The capital of France is", "The capital of Italy is")
    >>> workspace.copy("resid_post", 1, position=3)
    >>> workspace.edits
    (Change(place=Place('resid_post', 1), at={'position': 3}, kind='copy', ...),)
    >>> workspace.top(3)

    Args:
        model: any causal language model.
        prompt: text, or the token ids of one prompt; ``None`` to look at the model alone for now.
        other: another one, to copy from and to compare with.

    Raises:
        ModelError: `model` is something else.
        PromptError: a prompt that cannot be run.
    """

    def __init__(self, model: LanguageModel, prompt: Any = None, other: Any = None) -> None:
        if not isinstance(model, Model):  # of one without prompts the modules can be looked at
            raise ModelError(
                f"a workspace is of a LanguageModel, not of {type(model).__name__}; "
                "wrap it: nnexplore.LanguageModel(module, tokenizer=tokenizer)"
            )
        self.model = model
        self._selection = Selection()
        self._events = Events()
        self._values = Values(model)
        super().__init__(State(Prompts(model, prompt, other)))

    # -- the prompts ---------------------------------------------------------------------------

    @property
    def prompt(self) -> Any:
        """The prompt, as it was given; setting it keeps the changes, and is one step of the history.

        Raises:
            PromptError: a prompt that cannot be run.
            EditError: a change is at a position that it does not have; all stays as it was.
        """
        return self._prompts.prompt

    @prompt.setter
    def prompt(self, prompt: Any) -> None:
        self.put(prompt, self.other, self.edits)

    @property
    def other(self) -> Any:
        """The other prompt, or ``None``; it can be set."""
        return self._prompts.other

    @other.setter
    def other(self, other: Any) -> None:
        self.put(self.prompt, other, self.edits)

    @property
    def tokens(self) -> list[str]:
        """The prompt's tokens as text."""
        return self.model.token_strings(self._prompts.ids or [])

    @property
    def other_tokens(self) -> list[str] | None:
        """Those of the other prompt."""
        ids = self._prompts.other_ids
        return None if ids is None else self.model.token_strings(ids)

    def put(self, prompt: Any, other: Any = None, edits: Iterable[Edit] = ()) -> None:
        """Put prompts and edits in place of those there are, as one step of the history.

        >>> workspace.put("The capital of Spain is", edits=workspace.edits)

        Raises:
            PromptError: a prompt that cannot be run.
            EditError: an edit that does not fit; all stays as it was.
        """
        prompts = Prompts(self.model, prompt, other)
        if prompts != self._prompts:
            self._try(prompts)
        self._step(prompts, edits)

    def _try(self, prompts: Prompts) -> None:
        """Run prompts once, so that what the config does not tell of is refused."""
        given: list[tuple[Run, Any]] = [("clean", prompts.prompt), ("other", prompts.other)]
        for run in (run for run, prompt in given if prompt is not None):
            self._values.get([OUTPUT], prompts, run, ())

    def _moved(self, before: State) -> None:
        looked, at = self._selection, self._selection.position
        if at is not None and at >= len(self._prompts.ids or []):
            self._selection = replace(looked, position=None)
        if self._prompts != before.prompts:
            self._tell("prompts")
        if self._selection != looked:
            self._tell("selection")
        if self.edits != before.edits:
            self._tell("edits")

    # -- the edits -----------------------------------------------------------------------------

    def open(self, graph: Graph, name: str = "") -> Recorded:
        """Take a graph that was made in code among the edits, in place of one of the same name; and its prompts.

        >>> with model.trace("The capital of France is") as run:
        ...     model.layers[1].mlp.output[:, -1] *= 2
        >>> workspace.open(run.graph, "louder")

        Args:
            graph: that of ``model.trace``, or of a workspace: one run, or that of the other prompt before it.
            name: what it is called in lists.

        Raises:
            EditError: it cannot be made with other edits, or does not fit; all stays as it was.
            PromptError: its prompts cannot be run here.
        """
        found = Recorded.of(graph, name)
        prompt, other = fed(graph, self._prompts)
        if Prompts(self.model, prompt, other).tokens == self._prompts.tokens:
            prompt, other = self.prompt, self.other
        rest = [one for one in self.edits if one.key != found.key]
        named = [at for at, one in enumerate(rest) if name and isinstance(one, Recorded) and one.name == name]
        at = named[0] if named else len(rest)
        self.put(prompt, other, (*rest[:at], found, *rest[at + len(named[:1]) :]))
        return found

    def _check(self, edit: Edit, prompts: Prompts) -> Edit:
        def shape(run: Run, place: Place) -> tuple[int, ...]:
            return self._values.sizes(place, prompts, run)

        if not isinstance(edit, Change):
            self._values.check(edit, prompts)
            return edit
        if edit.kind == "copy" and prompts.other_ids is None:
            raise EditError(f"{edit}: there is no other prompt to copy from; set workspace.other")
        return checked(self.model, edit, partial(shape, "clean"), partial(shape, "other"))

    # -- the selection -------------------------------------------------------------------------

    @property
    def selection(self) -> Selection:
        """What is looked at; setting it moves the views."""
        return self._selection

    @selection.setter
    def selection(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self._tell("selection")

    def select(self, **what: Any) -> None:
        """Look at something else, the rest as it was.

        >>> workspace.select(layer=2, head=1)
        """
        self.selection = replace(self._selection, **what)

    def on(self, event: Event, callback: Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change of "edits", "selection" or "prompts"; what comes back ends that.

        >>> stop = workspace.on("edits", lambda: print(workspace.edits))
        >>> stop()

        Raises:
            ValueError: no such event.
        """
        return self._events.on(event, callback)

    def _tell(self, event: Event) -> None:
        self._events.tell(event)

    # -- what the model says -------------------------------------------------------------------

    @property
    def graph(self) -> Graph:
        """The edits that are on as an intervention graph, with the result "logits" ``[1, tokens, vocab]``.

        It has the results of the graphs that were opened as well.
        """
        return self.graph_of({"logits": OUTPUT})

    @property
    def code(self) -> str:
        """Python that gives the same logits without the workspace."""
        return self.graph.code()

    @property
    def operations(self) -> tuple[Graph, dict[int, tuple[int, int | None]]]:
        """What the edits that are on do, with nothing read but for them; and the edit of each node.

        An edit is told by its number in ``edits``, and with it, of a graph made in code, the number of the node there.
        """
        on = [number for number, edit in enumerate(self.edits) if edit.on]
        made = Composition(self.model, self._prompts.of("edited"), self._prompts.fed[1], self._active, keep=[])
        made.values({})
        return made.graph(), {node: (on[edit], inner) for node, (edit, inner) in made.origins.items()}

    def remove_node(self, number: int) -> None:
        """Take a node of ``operations`` away: the change that it is of; of a graph made in code it and what needs it.

        Raises:
            EditError: there is no such node, or nothing would be left of the graph.
        """
        _, origins = self.operations
        if number not in origins:
            raise EditError(
                f"there is no node %{number}: the edits have {len(origins)}, %0 to %{max(origins, default=0)}"
            )
        at, inner = origins[number]
        edit = self.edits[at]
        if isinstance(edit, Change) or inner is None:
            return self.remove(at)
        kept = Graph(pruned(edit.graph, {inner}))
        if not kept.writes and not kept.saves:
            raise EditError(
                f"without %{number} the graph {str(edit)!r} changes and saves nothing: remove it as a whole"
            )
        return self.replace(at, graph=kept)

    def graph_of(self, wanted: Mapping[str, Place | Site]) -> Graph:
        """The changes, and reads of some values after them, as one graph.

        Args:
            wanted: places or sites by the names of the results.
        """
        return self._values.graph(wanted, self._prompts, "edited", self._active, saves=True)

    def value(self, place: str | Place, layer: int | None = None, run: Run = "edited") -> Tensor:
        """A value as it is with the changes, without them, or of the other prompt: ``[1, tokens, …]``.

        Of attention ``[1, heads, tokens, …]``. It is kept for the next who asks, so do not change it in place.

        >>> workspace.value("head_pattern", 0).shape
        torch.Size([1, 4, 5, 5])

        Raises:
            EditError: there is no such place, or no other prompt.
            ModelError: the architecture has no such component; the message says why.
        """
        return self.values([place if isinstance(place, Place) else Place(place, layer)], run)[0]

    def values(self, places: Iterable[Place], run: Run = "edited") -> list[Tensor]:
        """Several values, for which the model runs but once."""
        return self._get([place.check(self.model) for place in places], run)

    def logits(self, run: Run = "edited") -> Tensor:
        """The logits ``[tokens, vocab]``."""
        return self._get([OUTPUT], run)[0][0]

    def lens(self, run: Run = "edited", component: str = "resid_post", head: int | None = None) -> LogitLens:
        """The logit lens of a run, of which ``analysis.logit_lens`` says more; of "head_out" that of one head.

        >>> workspace.lens().probability(" Paris")
        """
        return lens_of(self.model, self._prompts, run, self._active if run == "edited" else (), component, head)

    def top(self, k: int = 10, run: Run = "edited") -> list[tuple[str, float]]:
        """The ``k`` likeliest next tokens and their probabilities."""
        found = self.logits(run)[-1].float().softmax(-1).topk(k)
        return list(zip(self.model.token_strings(found.indices.tolist()), found.values.tolist(), strict=True))

    @property
    def _active(self) -> tuple[Edit, ...]:
        return tuple(edit for edit in self.edits if edit.on)

    def _get(self, places: list[Place | Site], run: Run) -> list[Tensor]:
        return self._values.get(places, self._prompts, run, self._active if run == "edited" else ())

    # -- keeping -------------------------------------------------------------------------------

    def to_json(self) -> str:
        """The prompts and the changes, as text; token ids where the prompt was given so."""
        data = {
            "schema": SCHEMA,
            "prompts": self._prompts.fed,
            "edits": [change.as_data() for change in self.edits],
        }
        return json.dumps(data, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, model: LanguageModel) -> Workspace:
        """What ``to_json`` wrote, for the same or another model.

        Raises:
            EditError: it is something else, or does not fit the model.
        """
        try:
            data = json.loads(text)
            if data["schema"] != SCHEMA:
                raise EditError(f"this workspace has schema {data['schema']!r}; this nnexplore reads schema {SCHEMA}")
            made = cls(model, *data["prompts"])
            edits = [
                (Recorded if isinstance(one, dict) and "graph" in one else Change).of_data(one) for one in data["edits"]
            ]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise EditError(f"this is no workspace that to_json wrote ({type(error).__name__}: {error})") from error
        made._history = History(State(made._prompts, tuple(made._check(edit, made._prompts) for edit in edits)))
        return made

    def __repr__(self) -> str:
        prompts = [f"{one!r:.44}" for one in (self.prompt, self.other) if one is not None] or ["no prompt"]
        lines = [f"<Workspace of {' and '.join(prompts)}, {len(self.edits)} changes>"]
        lines += [f"  {at}: {change}{'' if change.on else ' (off)'}" for at, change in enumerate(self.edits)]
        return "\n".join(lines)

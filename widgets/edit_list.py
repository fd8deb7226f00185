"""The changes of a workspace as a list: switch, rename, remove, undo, keep; and what they do to the next token.

Traits and messages only: the numbers are the workspace's, the drawing is `js/edit_list.ts`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch
import traitlets

from ..analysis.metrics import kl
from ..errors import EditError
from ..workspace import Change, Workspace
from ._bundle import bundle
from ._bytes import bytes_of
from ._messages import Message
from ._view import View, workspace_of

if TYPE_CHECKING:
    from torch import Tensor

    from ..models import LanguageModel
    from ..workspace import Edit


class EditList(View):
    """Every change of the workspace in words, and their effect on the next token in one line.

    The whole state, prompts and changes, is in `state` as text, which a saved notebook keeps.

    Args:
        workspace: a workspace, which several views may share; or a model, for one of the view's own.
        prompt: the text to look at, where `workspace` is a model.
        other_prompt: a text to copy from.

    Example:
        >>> edits = EditList(nnexplore.load("demo"), "The Eiffel Tower is in the city of")
        >>> edits.workspace.zero("mlp_out", 1)
        >>> text = edits.state
        >>> edits.load(text)
    """

    _esm = bundle("edit_list")

    state = traitlets.Unicode(help="The prompts and the changes as text, for `load`; read it, do not set it.").tag(
        sync=True
    )
    alone = traitlets.Bool(False, help="Whether the effect of each change alone is shown; it takes a run each.").tag(
        sync=True
    )

    def __init__(
        self, workspace: Workspace | LanguageModel, prompt: Any = None, other_prompt: Any = None, **traits: Any
    ) -> None:
        self._prepare()  # it is closed, should there be no workspace
        self._known: dict[str, Tensor] = {}
        made = workspace_of(workspace, prompt, other_prompt)
        forget = made.on("prompts", self._known.clear)  # heard before the view is drawn anew
        super().__init__(made, **traits)
        self._keep()
        self._stops += [forget, made.on("edits", self._keep), made.on("prompts", self._keep)]
        self.observe(lambda _: self._redraw(), names=["alone"])

    def load(self, text: str, prompts: bool = False) -> None:
        """Take the changes that `state` or `workspace.to_json()` wrote, in place of those there are; one undo step.

        Args:
            text: what was written.
            prompts: take the prompts too, in place of those there are.

        Raises:
            EditError: it is something else, or a change does not fit the model or the prompts; all stays as it was.
        """
        shared = self.workspace
        try:
            found = Workspace.from_json(text, shared.model)
        except (AttributeError, ValueError) as error:
            raise EditError(f"nothing was loaded: {error}") from error
        looked_at = found if prompts else shared
        shared.put(looked_at.prompt, looked_at.other, found.edits)

    def close(self) -> None:
        """Close the view and let go of the workspace."""
        super().close()
        self._known.clear()

    # ------------------------------------------------------------------ how it is done

    def _keep(self) -> None:
        self.state = self.workspace.to_json()

    def _draw(self) -> dict[str, Any]:
        shared = self.workspace
        return {
            "changes": [self._item(change) for change in shared.edits],
            "effects": None if shared.prompt is None else self._effects(),
            "code": "" if shared.prompt is None else shared.code,
            "can_undo": shared.can["undo"],
            "can_redo": shared.can["redo"],
        }

    def _item(self, change: Edit) -> dict[str, Any]:
        at, tokens = (change.at if isinstance(change, Change) else {}), self.workspace.tokens
        layer = change.place.layer if isinstance(change, Change) else None
        return {
            "key": _key(change),
            "says": str(replace(change, name="")),
            "name": change.name,
            "on": change.on,
            "token": tokens[at["position"]] if "position" in at else None,
            "selects": {"layer": layer, "position": at.get("position"), "head": at.get("head")},
        }

    def _effects(self) -> dict[str, Any]:
        """What all changes do, then what each does alone: see `_effect`; the texts of the tokens by number."""
        shared = self.workspace
        rows = [_effect(shared.logits("clean"), shared.logits())]
        if self.alone:
            rows += [self._by_itself(change) for change in shared.edits]
        table = torch.stack(rows)
        ids = table[:, :2].to(torch.int64).unique()
        return {
            "ids": ids.tolist(),
            "texts": shared.model.token_strings(ids.tolist()),
            "tops": bytes_of(torch.searchsorted(ids, table[:, :2].to(torch.int64).contiguous()).to(torch.int32)),
            "numbers": bytes_of(table[:, 2:].to(torch.float32)),
        }

    def _by_itself(self, change: Edit) -> Tensor:
        """The effect of a change without the others, on or off; known for as long as the prompts stay."""
        key = repr(replace(change, name="", on=True))
        if key not in self._known:
            shared = self.workspace
            single = Workspace(shared.model, shared.prompt, shared.other)
            single.edits = [change.switched(True)]
            self._known[key] = _effect(shared.logits("clean"), single.logits())
        return self._known[key]

    def _handlers(self) -> dict[str, Callable[[Message], None]]:
        return {
            "switch": lambda asked: self.workspace.replace(self._number(asked), on=bool(asked["on"])),
            "rename": lambda asked: self.workspace.replace(self._number(asked), name=str(asked["name"]).strip()),
            "remove": lambda asked: self.workspace.remove(self._number(asked)),
            "load": lambda asked: self.load(str(asked["text"]), bool(asked.get("prompts"))),
        }

    def _number(self, asked: Message) -> int:
        """Which change is meant: by what it is about, since its number may be another by now."""
        keys = [_key(change) for change in self.workspace.edits]
        if asked["key"] not in keys:
            raise EditError("this change is no longer in the list: it was removed or replaced meanwhile")
        return keys.index(asked["key"])


def _key(change: Edit) -> str:
    if not isinstance(change, Change):
        return json.dumps(change.key)
    vector = [] if change.vector is None else [repr(change.vector)]
    return json.dumps([str(change.place), *sorted(change.at.items()), *vector])


def _effect(clean: Tensor, edited: Tensor) -> Tensor:
    """Two token ids, the likeliest before and after; the first's probability before and after, the second's; KL."""
    before, after = clean[-1].float(), edited[-1].float()
    tops = torch.stack([before.argmax(), after.argmax()])
    chances = torch.stack([before.softmax(-1)[tops], after.softmax(-1)[tops]], dim=1).flatten()
    moved = kl(before)(after[None, None]).flatten()
    return torch.cat([part.to(torch.float64).cpu() for part in (tops, chances, moved)])

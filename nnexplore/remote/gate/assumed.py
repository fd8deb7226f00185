"""``AssumedReplay``: what a graph takes of a model that cannot be run without numbers.

The model is not run. Its forwards cost two operations for each weight and token; what is read has the form that it
has in most models: [rows, tokens, width], the width being that of the module's weights. The graph's own operations
are carried out on these forms; one that does not fit them is passed over, and so is what depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from ...engine import Job
from ...engine.edits import what_changes
from ...graph import Apply, Backward, Flow, Grad, Graph, Node, Read, Save, Write, operation, refs
from ..refusal import Refusal
from .formal_replay import Bill, FormalReplay

__all__ = ["AssumedReplay"]

_FINAL = frozenset({"too_costly", "forbidden_operation"})


class AssumedReplay(FormalReplay):
    """The nodes on assumed forms; one whose form is not known has no value."""

    def __init__(self, nodes: Sequence[Node], module: nn.Module, jobs: Sequence[Job], bill: Bill) -> None:
        super().__init__(nodes, module, lambda run: jobs[run], bill)
        self._jobs = jobs

    def run(self) -> dict[str, Any]:
        """Execute what can be.

        Raises:
            Refusal: what can be is too much.
        """
        backward = sum(isinstance(node, Backward) for node in self._nodes)
        self._meter.spend(sum(map(self._forwards, range(len(self._jobs)))) * (1 + 2 * backward))
        for run, job in enumerate(self._jobs):
            for number, edit in enumerate(job.edits if self._uses(run) else ()):
                _AssumedEdit(edit, number, self._root, job, self._bill).run()
        return super().run()

    def _forwards(self, run: int) -> float:
        """Of one run, each step of its generation included."""
        rows, tokens = self._shape(run)
        steps = int(self._jobs[run].inputs.kwargs.get("max_new_tokens") or 0)
        weights = sum(parameter.numel() for parameter in self._root.parameters())
        return 2.0 * weights * rows * (tokens + steps) * self._uses(run)

    def _uses(self, run: int) -> bool:
        return any(isinstance(node, Read | Write | Apply) and node.run == run for node in self._nodes)

    def _shape(self, run: int) -> tuple[int, int]:
        given = self._jobs[run].inputs.kwargs
        ids = given.get("input_ids", given.get("inputs_embeds"))
        return (ids.shape[0], ids.shape[1]) if isinstance(ids, torch.Tensor) and ids.dim() > 1 else (1, 1)

    def step(self, node: Node) -> None:
        """One node, if what it needs is known.

        Raises:
            Refusal: "too_costly" or "forbidden_operation".
        """
        if any(ref.id not in self.env for ref in refs(node)):
            return self._unknown(node)
        try:
            super().step(node)
        except Refusal as refusal:
            if refusal.code in _FINAL:
                raise
            self._unknown(node)

    def _unknown(self, node: Node) -> None:
        self._bill.assumed.append("some values have a form that is not known before the run")
        if isinstance(node, Save):
            self._bill.save(self._form(node, ""))

    def _read(self, node: Read) -> Any:
        port = node.site.port
        if (inside := operation(port)) is not None and inside.side != "output" and not self._bill.weights:
            raise Refusal(
                "forbidden_operation",
                f"node %{node.id} reads what an operation inside a module is given: weights may be among it, and in a "
                "model that cannot be run without numbers that is not seen before the run. Read its output",
            )
        form = self._form(node, port)
        self._bill.assumed.append("values read in the model are taken as [rows, tokens, width]")
        return {"logits": form} if not node.site.path and port == "output" else form

    def _form(self, node: Node, port: str) -> torch.Tensor:
        run, path = getattr(node, "run", 0), node.site.path if isinstance(node, Read | Write) else ""
        rows, tokens = self._shape(run)
        if port in ("pattern", "scores"):
            heads = int(getattr(getattr(self._root, "config", None), "num_attention_heads", 1) or 1)
            return torch.empty((rows, heads, tokens, tokens), device="meta")
        width = _width(self._root, path, "output" if port == "output" else "input")
        dtype = next((one.dtype for one in self._root.parameters()), torch.float32)
        return torch.empty((rows, tokens, width), dtype=dtype, device="meta")

    def _module(self, node: Apply) -> Any:  # noqa: ARG002  the same for all
        raise Refusal("not_possible", "its form is not known")

    def _write(self, node: Write) -> None:
        """Whether it fits is seen in the run."""

    def _backward(self, node: Backward) -> None:
        """Counted with the forwards."""

    def _flow(self, node: Flow) -> None:
        """The same."""

    def _grad(self, node: Grad) -> Any:
        return torch.empty_like(self.resolve(node.value))


class _AssumedEdit(AssumedReplay):
    """An edit on assumed forms: what it takes in one forward is taken by each step of a generation."""

    def __init__(self, edit: Graph, number: int, module: nn.Module, job: Job, bill: Bill) -> None:
        super().__init__(what_changes(edit).nodes, module, [job], bill)
        self._number, self._steps = number, int(job.inputs.kwargs.get("max_new_tokens") or 1)

    def run(self) -> dict[str, Any]:
        """Execute what can be.

        Raises:
            Refusal: what can be is too much.
        """
        before = self._meter.flops
        try:
            FormalReplay.run(self)
            self._meter.spend((self._meter.flops - before) * (self._steps - 1))
        except Refusal as refusal:
            refusal.detail.setdefault("edit", self._number)
            raise
        finally:
            self.close()
        return {}


def _width(root: nn.Module, path: str, side: str) -> int:
    """The last dimension of what a module gives or takes: what it says itself, the vocabulary, or the model's width."""
    found = getattr(root.get_submodule(path), "out_features" if side == "output" else "in_features", None)
    if isinstance(found, int):
        return found
    tables = [part for part in root.modules() if isinstance(part, nn.Embedding)]
    if not tables:
        return max((one.shape[-1] for one in root.parameters() if one.dim()), default=1)
    largest = max(tables, key=lambda table: table.num_embeddings)
    return largest.num_embeddings if not path and side == "output" else largest.embedding_dim

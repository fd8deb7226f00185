"""A prompt of a workspace as token ids, and as Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..models.prompt import token_ids

if TYPE_CHECKING:
    from ..workspace import Workspace


def ids_of(shared: Workspace, prompt: Any) -> list[int]:
    """The token ids of a prompt; of none, none.

    Example:
        >>> ids_of(workspace, workspace.other)
        []
    """
    return [] if prompt is None else [int(one) for one in token_ids(prompt, shared.model.tokenizer)[0]]


def prompt_code(shared: Workspace, prompt: Any) -> str:
    """A prompt as Python: text as it is, all else as token ids.

    Example:
        >>> prompt_code(workspace, torch.tensor([[5, 7]]))
        '[5, 7]'
    """
    return repr(prompt if prompt is None or isinstance(prompt, str) else ids_of(shared, prompt))

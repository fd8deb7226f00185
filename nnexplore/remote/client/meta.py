"""A server's model on this machine: its modules on the meta device and its tokenizer, without its weights."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from ..._importing import importing
from ...errors import RemoteError
from ...models import LanguageModel
from ..fingerprint import fingerprint

__all__ = ["meta_model"]

_FILES = frozenset(
    {
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "merges.txt",
        "chat_template.jinja",
    }
)
"""What is taken of a tokenizer; never code, never a pickle."""


@importing()
def meta_model(described: Mapping[str, Any], files: Mapping[str, str]) -> LanguageModel:
    """The model that a server describes.

    Args:
        described: its name, ``config`` (of transformers) and ``fingerprint``.
        files: of its tokenizer, by name; none where it has no tokenizer.

    Raises:
        RemoteError: this transformers does not know such a model, or builds another one.
    """
    from transformers import AutoConfig, AutoModelForCausalLM

    name, config = described.get("name"), dict(described.get("config") or {})
    kind = config.pop("model_type", None)
    config.pop("auto_map", None)  # code of strangers
    try:
        made = AutoConfig.for_model(kind, **config)
        with torch.device("meta"):
            module = AutoModelForCausalLM.from_config(made, trust_remote_code=False).eval()
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, ImportError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise RemoteError(
            f"the server's model {name!r:.60} is of the kind {kind!r:.40}, which this transformers cannot build "
            f"({reason[0]:.200}); install the version that the server has",
            "other_model",
        ) from error
    own, theirs = fingerprint(module), described.get("fingerprint")
    if theirs is not None and own != theirs:
        raise RemoteError(
            f"this transformers builds other modules for the server's model {name!r:.60} than the server has "
            f"({own} here, {theirs!r:.20} there); install the version that the server has",
            "other_model",
        )
    return LanguageModel(module, tokenizer=_tokenizer(files, name))


def _tokenizer(files: Mapping[str, str], name: Any) -> Any:
    if not files:
        return None
    from transformers import AutoTokenizer

    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            if file in _FILES:
                (Path(folder) / file).write_text(_plain_config(text) if file == "tokenizer_config.json" else text)
        try:
            return AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
        except Exception as error:  # whatever a library says of files that are none
            raise RemoteError(
                f"the tokenizer of the server's model {name!r:.60} cannot be read here ({str(error)[:200]})",
                "other_model",
            ) from error


def _plain_config(text: str) -> str:
    """The tokenizer's settings without what names code."""
    settings = json.loads(text)
    return json.dumps({key: value for key, value in settings.items() if key != "auto_map"})

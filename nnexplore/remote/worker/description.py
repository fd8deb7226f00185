"""``describe``: what a server tells about one of its models."""

from __future__ import annotations

import json
import math
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...errors import ModelError
from ...models import LanguageModel
from ..fingerprint import fingerprint
from ..gate.published import Published
from .anatomy_json import anatomy_to_json, probe_to_json
from .spec import ModelSpec

__all__ = ["describe"]

_PRIVATE = ("_name_or_path", "name_or_path")
"""Where a config or tokenizer came from: that may be a folder of the server."""


def describe(model: LanguageModel, spec: ModelSpec) -> dict[str, Any]:
    """A model as JSON.

    Returns:
        ``name``, ``source``, ``parameters``, ``dtype``, ``device``, ``fingerprint``, ``layers``, ``limits``; ``config``
        of ``transformers``; ``tokenizer``: the texts of its files by name, or ``None``; ``published``: what graphs may
        name; ``anatomy`` and ``probe``, see ``anatomy_json``; ``None`` where the model has none.

    >>> describe(nnexplore.load("demo"), ModelSpec("demo"))["parameters"]
    """
    module = model.module
    floating = [one for one in module.parameters() if one.is_floating_point()]
    anatomy = probe = layers = None
    try:
        anatomy, layers = anatomy_to_json(model.anatomy), len(model.anatomy.blocks)
        probe = probe_to_json(model.probe)
    except ModelError:
        pass  # an unusual model has no such names
    return {
        "name": spec.name,
        "source": Path(spec.source).name if Path(spec.source).is_dir() else spec.source,
        "parameters": sum(one.numel() for one in module.parameters()),
        "dtype": str(floating[0].dtype).removeprefix("torch.") if floating else "",
        "device": str(floating[0].device) if floating else "cpu",
        "fingerprint": fingerprint(module),
        "layers": layers,
        "limits": asdict(spec.limits),
        "config": _config(module),
        "tokenizer": _files(model.tokenizer),
        "published": Published.of(model, weights=spec.weights).to_json(),
        "anatomy": anatomy,
        "probe": probe,
    }


def _config(module: Any) -> dict[str, Any] | None:
    config = getattr(module, "config", None)
    if config is None or not hasattr(config, "to_json_string"):
        return None
    found: dict[str, Any] = _public(json.loads(config.to_json_string(use_diff=False)))
    return found


def _files(tokenizer: Any) -> dict[str, str] | None:
    """A tokenizer's files; those that are no text are left out."""
    if not hasattr(tokenizer, "save_pretrained"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save_pretrained(folder)
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.is_file()}
    texts = {name: _text(name, data) for name, data in files.items()}
    return {name: text for name, text in texts.items() if text is not None}


def _text(name: str, data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return json.dumps(_public(json.loads(text)), indent=2) if name == "tokenizer_config.json" else text


def _public(data: Any) -> Any:
    """Without where it came from, and without numbers that JSON has not."""
    if isinstance(data, dict):
        return {key: _public(value) for key, value in data.items() if key not in _PRIVATE}
    if isinstance(data, list):
        return [_public(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data

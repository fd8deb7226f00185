"""The process in which nnsight runs: reads blocks from a folder, executes them, leaves the results there.

It needs torch, safetensors and nnsight, and nothing of nnexplore. It is a process of its own because nnsight changes
PyTorch and Python itself when it is imported.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    sys.path.pop(0)  # this folder: its modules are no top-level ones

import importlib
import io
import json
import linecache
import os
import traceback
import warnings
from pathlib import Path
from typing import Any

LARGEST = 4 << 30
"""Bytes of a result that are taken from a server, at most."""


class NoResultError(Exception):
    """A block that ended before its results."""


def main(folder: Path) -> None:
    """Do what ``job.json`` says; ``done.json`` and ``results.safetensors`` are what comes of it."""
    job = json.loads((folder / "job.json").read_text("utf-8"))
    tensors: dict[str, Any] = {}
    done: dict[str, Any]
    try:
        done = {"blocks": _execute(job, folder, tensors)}
    except Exception as error:  # noqa: BLE001  a boundary: it goes on as data
        done = {"error": _told(error)}
    if tensors:
        importlib.import_module("safetensors.torch").save_file(tensors, folder / "results.safetensors")
    (folder / "done.json").write_text(json.dumps(done), "utf-8")


def _execute(job: dict[str, Any], folder: Path, tensors: dict[str, Any]) -> list[dict[str, Any]]:
    configure(folder)
    torch, nnsight = importlib.import_module("torch"), importlib.import_module("nnsight")
    guard(importlib.import_module("nnsight.intervention.backends.remote").RemoteBackend)
    options = {"dispatch": True} if job["local"] else {}
    # nnsight 0.8 does not find the tokenizer by itself where it loads no weights
    tokenizer = importlib.import_module("transformers").AutoTokenizer.from_pretrained(job["model"])
    model = nnsight.TransformersModel(job["model"], task="text-generation", tokenizer=tokenizer, **options)
    constants: dict[str, Any] = {}
    if (folder / "constants.safetensors").exists():
        constants = importlib.import_module("safetensors.torch").load_file(folder / "constants.safetensors")
    done = []
    for at, block in enumerate(job["blocks"]):
        names = {"model": model, "constants": {name: constants[f"{at}.{name}"] for name in block["constants"]}}
        try:
            with torch.set_grad_enabled(block["gradients"]):
                found = execute(block, names)
            done.append({"results": {name: _packed(value, tensors) for name, value in found.items()}})
        except Exception as error:  # noqa: BLE001  a boundary: it goes on as data
            done.append({"error": _told(error)})
    return done


def configure(folder: Path) -> None:
    """The user's settings of nnsight, without the one that puts an attribute on every object.

    It counts only in the file that nnsight reads when it is imported.
    """
    yaml = importlib.import_module("yaml")
    home = Path(os.environ.get("XDG_CONFIG_HOME", "~/.config")).expanduser() / "nnsight" / "config.yaml"
    known = Path(os.environ.get("NNSIGHT_CONFIG") or home).expanduser()
    settings = (yaml.safe_load(known.read_text("utf-8")) if known.is_file() else None) or {}
    settings["APP"] = {**(settings.get("APP") or {}), "PYMOUNT": False}
    (folder / "nnsight.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    os.environ["NNSIGHT_CONFIG"] = str(folder / "nnsight.yaml")


def guard(backend: Any) -> None:
    """Results from a server are tensors and plain data, of limited size; nothing in them is executed."""
    load = importlib.import_module("torch").load

    def finalize(self: Any, content: bytes) -> Any:
        return load(io.BytesIO(unpacked(content) if self.compress else content), map_location="cpu", weights_only=True)

    def parse(message: Any) -> Any:
        kind = importlib.import_module("nnsight.schema.response").ResponseModel
        if isinstance(message, bytes | bytearray):
            return kind(**load(io.BytesIO(bytes(message)), map_location="cpu", weights_only=True))
        return kind.model_validate_json(message)

    backend.finalize, backend.parse = finalize, staticmethod(parse)


def unpacked(content: bytes) -> bytes:
    """What zstd has packed, as long as it is not too much."""
    reader = importlib.import_module("zstandard").ZstdDecompressor().stream_reader(io.BytesIO(content))
    data: bytes = reader.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"the result has more than {LARGEST >> 30} GiB; save less of it")
    return data


def execute(block: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """The results of one block by name. nnsight reads its source from ``linecache``."""
    text, file = block["source"], block["file"]
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        exec(compile(text, file, "exec", dont_inherit=True), names)  # nnexplore wrote it, on this machine
    missing = [name for name, variable in block["names"].items() if variable not in names]
    if missing:
        told = f" nnsight: {heard[-1].message}" if heard else ""
        raise NoResultError(f"the run ended before {', '.join(missing)} came; was there no such step?{told}")
    return {name: names[variable] for name, variable in block["names"].items()}


def _packed(value: Any, tensors: dict[str, Any]) -> Any:
    """A result as JSON, its tensors laid aside. What is no data, as a cache, is left out of dicts; else ``None``."""
    if _is_tensor(value):
        key = f"t{len(tensors)}"
        tensors[key] = value.detach().cpu().contiguous().clone()
        return {"tensor": key}
    if isinstance(value, dict):
        parts = {name: _packed(item, tensors) for name, item in value.items() if _is_data(item)}
        return {"dict": parts}
    if isinstance(value, tuple | list):
        items = [_packed(item, tensors) for item in value]
        return {"tuple" if isinstance(value, tuple) else "list": items}
    return {"plain": value if _is_data(value) else None}


def _is_data(value: Any) -> bool:
    return _is_tensor(value) or isinstance(value, dict | tuple | list | bool | int | float | str | None)


def _is_tensor(value: Any) -> bool:
    return isinstance(value, importlib.import_module("torch").Tensor)


def _told(error: Exception) -> dict[str, Any]:
    """An error as data: its kind, what it says in one line, and the innermost line of a block on its way."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<graph ")]
    lines = [line for line in str(error).splitlines() if line.strip()]
    where = {"file": frames[-1].filename, "line": frames[-1].lineno} if frames else {}
    said = lines[-1 if 'File "' in str(error) else 0] if lines else ""  # a server tells a whole traceback
    return {"kind": type(error).__name__, "text": said, "whole": str(error), **where}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

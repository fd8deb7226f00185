"""``Ndif``: graphs on the models of NDIF, through an installed nnsight that runs in a process of its own.

What goes there is Python source that ``Graph.to_nnsight`` writes: nnsight has no other way. What comes back is
tensors. Stops at nnsight: its wire, its queue and its keys are its own affair.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

from ...errors import GraphError, RemoteError
from ...graph import Backward, Graph, Node
from ...graph.nnsight import Block, compose

__all__ = ["Ndif"]

_CHILD = Path(__file__).with_name("_child.py")
_INSTALL = 'pip install "nnsight>=0.8,<0.9"'
_SUPPORTED = "0.8."


class Ndif:
    """Executes graphs through nnsight.

    Args:
        python: the interpreter in whose environment nnsight is installed; by default this one's.

    >>> Ndif().run("openai-community/gpt2", [run.graph], api_key="…")
    [{'logits': tensor(...)}]
    """

    def __init__(self, python: str | Path = sys.executable) -> None:
        self.python = str(python)

    def version(self) -> str:
        """The version of nnsight there.

        Raises:
            RemoteError: there is none, or one that is not supported.
        """
        found = self._ask("-c", _VERSION).strip()
        if not found:
            raise RemoteError(
                f"remote='ndif' needs nnsight, which {self.python} does not have: {_INSTALL}", "not_configured"
            )
        if not found.startswith(_SUPPORTED):
            raise RemoteError(
                f"remote='ndif' is made for nnsight 0.8; {self.python} has {found}: {_INSTALL}", "not_configured"
            )
        return found

    def run(self, model_id: str, graphs: Sequence[Graph], **options: Any) -> list[dict[str, Any]]:
        """The results of each graph by name, as ``Graph.run`` gives them; structures as tuples, lists and dicts.

        Args:
            model_id: hub name of the model; with ``local``, a folder will do.
            graphs: each is one job, one after the other.
            options: those of ``outcomes``.

        Raises:
            GraphError: a graph that nnsight has no words for, or that fails there; the message has the user's line.
            RemoteError: no nnsight, no service, no key, or no answer in time.
        """
        results = []
        for outcome in self.outcomes(model_id, graphs, **options):
            if isinstance(outcome, Exception):
                raise outcome
            results.append(outcome)
        return results

    def outcomes(
        self,
        model_id: str,
        graphs: Sequence[Graph],
        *,
        model: Any = None,
        host: str | None = None,
        api_key: str | None = None,
        local: bool = False,
        timeout: float | None = None,
    ) -> list[dict[str, Any] | GraphError | RemoteError]:
        """As ``run``, with the error of a graph that failed there in the place of its results.

        Args:
            model_id: hub name of the model; with ``local``, a folder will do.
            graphs: each is one job, one after the other.
            model: the nnexplore model that they were made with, for what it alone knows: see ``Graph.to_nnsight``.
            host: address of the service; by default what nnsight is configured for.
            api_key: the key for it; by default what nnsight is configured with.
            local: load the model in that process and run it there, on all of nnsight's road but the network.
            timeout: seconds for all of it.

        Raises:
            GraphError: a graph that nnsight has no words for.
            RemoteError: no nnsight, no such model, or no answer in time.
        """
        self.version()
        blocks = [compose(graph, model, remote="local" if local else True, beside=True) for graph in graphs]
        if not blocks:
            return []
        with tempfile.TemporaryDirectory(prefix="nnexplore-ndif-") as name:
            folder = Path(name)
            _write(folder, model_id, graphs, blocks, local)
            self._execute(folder, _environment(host, api_key), timeout)
            return _read(folder, blocks)

    # -- the process -----------------------------------------------------------------------------

    def _ask(self, *arguments: str) -> str:
        try:
            return subprocess.run([self.python, *arguments], capture_output=True, text=True, check=False).stdout
        except OSError as error:
            raise RemoteError(
                f"cannot start {self.python} ({error}); pass the path of a Python", "not_configured"
            ) from None

    def _execute(self, folder: Path, environment: dict[str, str], timeout: float | None) -> None:
        """Whatever ends the waiting ends the process, too."""
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [self.python, str(_CHILD), str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
            try:
                process.wait(timeout)
            except subprocess.TimeoutExpired:
                raise RemoteError(
                    f"nnsight gave no result within {timeout:g} s, and was stopped", "not_finished"
                ) from None
            finally:
                process.kill()
                process.wait()  # also after Ctrl-C, which comes to this process alone
        if not (folder / "done.json").exists():
            last = (folder / "log").read_text("utf-8", "replace").strip().splitlines()[-1:]
            said = f": {last[0]:.300}" if last else ""
            raise RemoteError(f"the process in which nnsight runs ended with status {process.returncode}{said}")


_VERSION = """
import importlib.metadata as metadata
try:
    print(metadata.version("nnsight"))
except metadata.PackageNotFoundError:
    pass
"""


def _environment(host: str | None, api_key: str | None) -> dict[str, str]:
    """Ours, with what nnsight takes from it; the key is nowhere else."""
    given = {"NDIF_HOST": host, "NDIF_API_KEY": api_key}
    return {**os.environ, **{name: value for name, value in given.items() if value is not None}}


# -- what goes there, what comes back ------------------------------------------------------------------


def _write(folder: Path, model_id: str, graphs: Sequence[Graph], blocks: Sequence[Block], local: bool) -> None:
    from safetensors.torch import save_file

    constants = {f"{at}.{name}": value for at, block in enumerate(blocks) for name, value in block.constants.items()}
    if constants:
        save_file({key: value.cpu().contiguous().clone() for key, value in constants.items()}, _constants(folder))
    asked = [
        {
            "file": f"<graph {at}>",
            "source": "\n".join([*block.imports, *block.body]) + "\n",
            "names": block.names,
            "constants": list(block.constants),
            "gradients": any(isinstance(node, Backward) for node in graph),
        }
        for at, (graph, block) in enumerate(zip(graphs, blocks, strict=True))
    ]
    (folder / "job.json").write_text(json.dumps({"model": model_id, "local": local, "blocks": asked}), "utf-8")


def _constants(folder: Path) -> Path:
    return folder / "constants.safetensors"


def _read(folder: Path, blocks: Sequence[Block]) -> list[dict[str, Any] | GraphError | RemoteError]:
    from safetensors.torch import load_file

    done = json.loads((folder / "done.json").read_text("utf-8"))
    if "error" in done:
        raise RemoteError(f"nnsight could not begin ({_said(done['error'])})")
    tensors = load_file(folder / "results.safetensors") if (folder / "results.safetensors").exists() else {}
    return [_outcome(block, at, blocks[at], tensors) for at, block in enumerate(done["blocks"])]


def _outcome(
    done: dict[str, Any], at: int, block: Block, tensors: dict[str, Tensor]
) -> dict[str, Any] | GraphError | RemoteError:
    if "error" in done:
        return _failed(done["error"], at, block)
    return {name: _unpacked(value, tensors) for name, value in done["results"].items()}


def _unpacked(data: dict[str, Any], tensors: dict[str, Tensor]) -> Any:
    (kind, value), *_ = data.items()
    match kind:
        case "tensor":
            return tensors[value]
        case "dict":
            return {name: _unpacked(item, tensors) for name, item in value.items()}
        case "tuple":
            return tuple(_unpacked(item, tensors) for item in value)
        case "list":
            return [_unpacked(item, tensors) for item in value]
    return value


def _failed(error: dict[str, Any], at: int, block: Block) -> GraphError | RemoteError:
    """What was raised there, with the node and the user's line that it comes from, where it comes from one."""
    line = _line(error)
    node = None if line is None else _node(block, line)
    if node is None:
        return RemoteError(f"graph {at} could not be run by nnsight ({_said(error)})")
    place = f" ({node.place})" if node.place else ""
    return GraphError(f"node %{node.id}{place} of graph {at} failed in nnsight ({_said(error)})")


def _said(error: dict[str, Any]) -> str:
    return f"{error['kind']}: {error['text']:.500}"


def _line(error: dict[str, Any]) -> int | None:
    """The line of the source: of the traceback here, or of a server's, which comes as text."""
    if "line" in error:
        return int(error["line"])
    seen = re.findall(r'File "<graph \d+>", line (\d+)', error["whole"])
    return int(seen[-1]) if seen else None


def _node(block: Block, line: int) -> Node | None:
    at = line - 1 - len(block.imports)
    return block.nodes[at] if 0 <= at < len(block.nodes) else None

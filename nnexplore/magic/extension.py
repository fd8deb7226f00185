"""What ``%load_ext nnexplore`` adds to IPython, and ``%unload_ext nnexplore`` takes away again."""

from __future__ import annotations

from typing import Any

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import no_var_expand, output_can_be_silenced
from IPython.core.magic_arguments import argument, magic_arguments

from ..models import Model
from .completion import complete_handles
from .line import count
from .rewrite import MARKER, TraceBody, mark

__all__ = ["complete", "load_ipython_extension", "trace", "unload_ipython_extension"]


@no_var_expand
@output_can_be_silenced
@magic_arguments("%trace")  # IPython puts one more sign before it
@argument(
    "inputs",
    metavar="[model] prompt",
    nargs="*",
    help="the model (needed only where there are several) and the prompt: text in quotes, a list of texts, "
    "or any expression, such as the name of a variable",
)
@argument("-t", "--top", type=count, default=5, metavar="N", help="how many next tokens to show; 5 unless told")
@argument("-q", "--quiet", action="store_true", help="show no result below the cell, and stop the model early")
@argument("-r", "--run", metavar="NAME", help="keep the run under this name; the body can use it")
@argument(
    "--remote",
    metavar="NAME",
    help="the server that carries the cell out: its address, a name of the configuration, or True for its default",
)
@argument("-g", "--graph", metavar="NAME", help="keep the graph that the body recorded under this name")
def trace(line: str, cell: str) -> None:
    """Run the cell inside a trace of a model.

    The body is ordinary Python: read `model.layers[3].mlp.output`, change it, branch on it. Its assignments
    stay in the notebook as plain tensors, its last expression is shown, and below the cell come the most
    probable next tokens and the sites that were read and written.

        %%trace "The Eiffel Tower is in the city of"
        hidden = model.layers[3].output
        model.layers[5].mlp.output = 0
    """
    shell = get_ipython()
    assert shell is not None, "%%trace runs inside IPython"
    shell.run_cell(f"%%trace {line}\n{cell}").raise_error()


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add ``%%trace`` to a shell."""
    unload_ipython_extension(shell)
    shell.register_magic_function(trace, "cell", "trace")
    shell.input_transformers_cleanup.append(mark)
    shell.ast_transformers.append(TraceBody())
    shell.set_hook("complete_command", complete, str_key="%%trace")
    shell.Completer.custom_matchers.append(complete_handles)
    shell.push({MARKER: _refuse}, interactive=False)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take ``%%trace`` away again."""
    shell.magics_manager.magics["cell"].pop("trace", None)
    shell.input_transformers_cleanup[:] = [f for f in shell.input_transformers_cleanup if f is not mark]
    shell.ast_transformers[:] = [t for t in shell.ast_transformers if not isinstance(t, TraceBody)]
    shell.strdispatchers["complete_command"].strs.pop("%%trace", None)
    matchers = shell.Completer.custom_matchers
    matchers[:] = [matcher for matcher in matchers if matcher is not complete_handles]
    shell.drop_by_id({MARKER: _refuse})


def complete(shell: InteractiveShell, event: Any) -> list[str]:
    """The options, and the models to choose from, that begin with what is typed."""
    options = [word for action in trace.parser._actions for word in action.option_strings if word.startswith("--")]
    models = [name for name, value in shell.user_ns.items() if isinstance(value, Model)]
    words = options if event.symbol.startswith("-") else models
    return [word for word in words if word.startswith(event.symbol)]


def _refuse(_line: str) -> None:
    raise UsageError(
        "%%trace works as the first line of a cell, or right below %%time, %%timeit or %%capture; "
        "elsewhere use `with model.trace(...):`"
    )

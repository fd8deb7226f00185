"""``Handle``: one module of a model, with the ports through which its values are read and written."""

from __future__ import annotations

import difflib
import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, overload

import torch
from torch import nn

from ..engine import HoleValue, Run, Traced, open_invokes, open_relative, open_run
from ..engine.tree import map_tensors, submodule
from ..errors import ModelError, NoSuchModuleError, NotTracingError, PromptError
from ..graph import ATTENTION, PORTS, Site, expression, under
from .hole import alike, check_module, item_path, part_of, place_of
from .operations import Operations
from .parts import PARTS, read_part, write_part
from .weight import loaded

if TYPE_CHECKING:
    from .anatomy import Place
    from .model import Model

__all__ = ["Handle"]


class Handle:
    """A module of the model, mirroring the module tree.

    Inside a trace ``.output``, ``.input`` (first argument) and ``.inputs`` (``(args, kwargs)``) read and write
    values; calling the handle applies the module ad hoc. A child whose name is a port's is ``handle["output"]``.
    Attention modules have ``.query .key .value .scores .pattern .heads`` as well, and every module ``.ops``. Where one
    has children of such names (BERT's ``attention.self.query``), its ports are the module's around it,
    ``attention.query``.

    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     model.transformer.h[2].mlp.output *= 2
    ...     logits = model.lm_head(model.transformer.ln_f(model.transformer.h[-1].output))
    """

    def __init__(
        self, model: Model, path: str, entry: str | None = None, step: int | None = None, call: int | None = None
    ) -> None:
        self._model = model
        self._path = path
        self._entry = path if entry is None else entry
        self._step, self._call = step, call

    # -- the tree ------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """Dotted path in the module tree, as in ``named_modules``."""
        return self._path

    @property
    def module(self) -> nn.Module:
        """The wrapped ``nn.Module``."""
        module: nn.Module = submodule(self._model.module, self._path)
        return module

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if isinstance(found := getattr(type(self), name, None), property):
            return self._fail_again(found)
        module = self.module
        if name in module._modules:
            return self._child(name)
        if "_orig_mod" in module._modules:
            return getattr(self._child("_orig_mod"), name)
        known = self._model.anatomy_of(self, name)
        if known is not None:
            known._step, known._call = self._step, self._call
            return part_of(self, name, known)
        if name in module._parameters:
            return self._weight(name)
        if name in PARTS and (place := self._model.place(self, name)) is not None:
            return read_part(self._at_place(name, place), place)
        if name in ATTENTION and self._attends() and not hasattr(module, name):
            return self._read(name)
        return self._own(name)

    def _own(self, name: str) -> Any:
        """An attribute of the module's own."""
        try:
            value = alike(self, name, getattr(self.module, name))
        except AttributeError:
            raise self._misspelt(name) from None
        if isinstance(value, torch.Tensor) and value.is_meta:
            self._model.load()
            return getattr(self.module, name)
        return value

    def _fail_again(self, found: property) -> Any:
        """A property has raised an ``AttributeError``, the model's perhaps; Python asks ``__getattr__`` instead."""
        if "_error" in self.__dict__:
            raise self.__dict__.pop("_error")
        return found.__get__(self)

    def _weight(self, name: str) -> Any:
        run = open_run(self._model)
        path = under(self._path, name)
        if run is not None:
            check_module(self._model.module, self._path, name)
            tensor = run.weight(path)
            if isinstance(tensor, nn.Parameter) and not self._model.elsewhere:
                tensor = loaded(self.module, name, tensor)
            return run.shown_weight(path, tensor)
        self._model.load()
        return loaded(self.module, name, self.module._parameters[name])

    def _at_place(self, name: str, place: Place) -> Handle:
        return Handle(self._model, place_of(self, name, place).path, None, self._step, self._call)

    def _attends(self) -> bool:
        """Whether this may be an attention module, by its name or its class's."""
        return "att" in f"{self._path} {type(self.module).__name__}".lower()

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_") or name in PORTS:
            object.__setattr__(self, name, value)
        elif name in self.module._parameters and open_run(self._model) is not None:
            check_module(self._model.module, self._path, name)
            self._run(name).weigh(Site(self._path, f"parameter.{name}"), value)
        elif name in PARTS and (place := self._model.place(self, name)) is not None:
            write_part(self._at_place(name, place), name, place, value)
        elif name in ATTENTION and self._attends() and not hasattr(self.module, name):
            self._write(name, value)
        else:
            raise self._not_assignable(name)

    def __setitem__(self, key: int | str, value: Any) -> None:
        _ = self[key]  # a wrong key is refused first
        if isinstance(self.module, _PARAMETERS) and open_run(self._model) is not None:
            name = str(key % len(self.module._parameters)) if isinstance(key, int) else key
            self._run("output").weigh(Site(self._path, f"parameter.{name}"), value)
        else:
            raise self._not_assignable(str(key))

    @overload
    def __getitem__(self, key: int | str | HoleValue) -> Handle: ...

    @overload
    def __getitem__(self, key: slice) -> list[Handle]: ...

    def __getitem__(self, key: int | str | slice | HoleValue) -> Any:
        parameters = isinstance(self.module, _PARAMETERS)
        names = list((self.module._parameters if parameters else self.module._modules).keys())
        if names == ["_orig_mod"] and not (isinstance(key, str) and key in names):
            return self._child("_orig_mod")[key]
        if isinstance(key, HoleValue):
            return Handle(self._model, item_path(self, key), None, self._step, self._call)
        item = self._weight if parameters else self._child
        if isinstance(key, slice):
            return [item(name) for name in names[key]]
        if isinstance(key, str):
            if key not in names:
                raise self._misspelt(key)
            return item(key)
        if not hasattr(key, "__index__"):
            raise TypeError(f"{self._name()}[{key!r}]: expected a number, a slice or a name, not {type(key).__name__}")
        key = operator.index(key)
        if not -len(names) <= key < len(names):
            kind = "parameters" if parameters else "modules"
            count = f"{len(names)} {kind}, 0 to {len(names) - 1}" if names else f"no {kind} inside"
            raise IndexError(f"{self._name()}[{key}]: it has {count}")
        return item(str(key) if str(key) in names else names[key])

    def __len__(self) -> int:
        return len(self.module._parameters if isinstance(self.module, _PARAMETERS) else self.module._modules)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Handle]:
        return iter(self[:])

    def __dir__(self) -> list[str]:
        names = [name for name, _ in self.module._modules.items() if name.isidentifier()]
        ports = ATTENTION if self._attends() else ()
        return sorted({*object.__dir__(self), *names, *self._model.anatomy_names(self), *ports})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Handle) and (self._model is other._model) and self._path == other._path

    def __hash__(self) -> int:
        return hash((id(self._model), self._path))

    def __repr__(self) -> str:
        return repr(self.module)

    def _child(self, name: str) -> Handle:
        if isinstance(self.module, torch.jit.ScriptModule):
            raise ModelError(
                f"{self._name()} is compiled by torch.jit: its .input and .output can be had, but nothing inside it, "
                f"so not its module {name!r}"
            )
        path = under(self._path, name)
        check_module(self._model.module, path)
        return Handle(self._model, path, None, self._step, self._call)

    def _name(self) -> str:
        return self._path or "the model"

    def _not_assignable(self, name: str) -> NoSuchModuleError:
        """The error for an assignment to anything but a port."""
        inner = self._model.anatomy_of(self, name)
        if name in self.module._modules or inner is not None:
            path = inner.path if inner is not None else f"{self._path}.{name}".lstrip(".")
            port = expression.site(Site(path))
            return NoSuchModuleError(
                f"{path} is a module and cannot be assigned to; its value can: `{port} = value`{self._port_above(path)}"
            )
        if name in self.module._parameters:
            weight = expression.handle(under(self._path, name))
            return NoSuchModuleError(
                f"{under(self._path, name)} is a parameter, which is assigned to inside a trace, for its run alone: "
                f"`with model.trace(…): {weight} = tensor`; or for the runs of a block: `with model.weights({{…}}):`. "
                f"To change it for good, do so on the plain module, `{expression.handle(self._path)}.module.{name}`"
            )
        if hasattr(self.module, name):
            return NoSuchModuleError(
                f"{name!r} of {self._name()} is the module's own and no value of the run; "
                f"change it on the plain module, `{expression.handle(self._path)}.module.{name}`"
            )
        return self._misspelt(name)

    def _misspelt(self, name: str) -> NoSuchModuleError:
        children = list(self.module._modules.keys())
        known = [*children, *self._model.anatomy_names(self), *PORTS]
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        shown = f"0 … {len(children) - 1}" if len(children) > 8 else ", ".join(children) or "none"
        return NoSuchModuleError(
            f"{self._name()} ({type(self.module).__name__}) has no module or port {name!r}.{hint} "
            f"Modules: {shown}; ports: {', '.join(PORTS)}{self._port_above(self._path)}."
            + (' Attention ports are those of modules with "att" in their path or class.' if name in ATTENTION else "")
        )

    def _port_above(self, path: str) -> str:
        """Where the attention port is that has the name of a child, and so gives way to it."""
        owner, _, name = path.rpartition(".")
        around = Handle(self._model, owner.rpartition(".")[0])
        if name not in ATTENTION or not around._attends():
            return ""
        return f"; the attention port of that name is `{expression.handle(around.path)}.{name}`"

    # -- the ports -----------------------------------------------------------------------------

    @property
    def output(self) -> Any:
        """What the module returns."""
        return self._read("output")

    @output.setter
    def output(self, value: Any) -> None:
        self._write("output", value)

    @property
    def input(self) -> Any:
        """The first argument the module is given."""
        return self._read("input")

    @input.setter
    def input(self, value: Any) -> None:
        self._write("input", value)

    @property
    def inputs(self) -> Any:
        """All arguments the module is given: ``(args, kwargs)``."""
        return self._read("inputs")

    @inputs.setter
    def inputs(self, value: Any) -> None:
        self._write("inputs", value)

    @property
    def ops(self) -> Operations:
        """The operations of PyTorch inside the module's forward.

        >>> model.layers[0].mlp.ops
        >>> with model.trace("The Eiffel Tower is in"):
        ...     model.layers[0].mlp.ops["gelu"].output *= 2
        """
        return Operations(self)

    def grow(self, value: Any, port: str = "output") -> None:
        """Write a value with another number of batch rows: the model carries on with that batch.

        >>> with model.trace("The Eiffel Tower is in the city of"):
        ...     hidden = [layer.output for layer in model.layers]
        ...     model.norm.grow(torch.cat(hidden), "input")        # one row per layer: the exact logit lens
        ...     logits = model.output.logits
        """
        self._write(port, value, grow=True)

    def skip(self, value: Any) -> None:
        """Do not compute the module: ``value`` is what it returns.

        >>> with model.trace("The Eiffel Tower is in the city of"):
        ...     model.layers[1].skip(model.layers[1].input)
        ...     logits = model.output.logits

        Raises:
            OrderError: the model has passed the module.
            ValueMismatchError: no tensor.
        """
        if self._entry != self._path:
            raise ModelError(f"{self._entry} … {self._path} are several modules; skip them one by one")
        run = self._run("output")
        run.skip(run.site(self._path, "output", self._step, self._call), value)

    def next(self) -> Handle:
        """From here on in this run, the module's next call: in a generation, its call in the next step.

        >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=2):
        ...     first = model.layers[-1].output
        ...     second = model.layers[-1].next().output
        """
        self._run("output").forward_one(self._path)
        return self

    def at(self, step: int | None = None, call: int | None = None) -> Handle:
        """The module at one step of a generation, or at one of its calls where it is called more than once in a step.

        >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=4):
        ...     model.layers[2].mlp.at(step=1).output = 0
        """
        for name, number in (("step", step), ("call", call)):
            if number is not None and number < 0:
                raise NotTracingError(f"{name} counts from 0; got {number!r}")
        return Handle(self._model, self._path, self._entry, step, call) if (step, call) != (None, None) else self

    def _read(self, port: str) -> Any:
        run = self._run(port)
        try:
            return self._model._shown(self, port, run.read(self._site(run, port)))
        except AttributeError as error:
            self._error = error
            raise

    def _write(self, port: str, value: Any, grow: bool = False) -> None:
        run = self._run(port)
        if isinstance(value, HoleValue):
            number: Any = value
            value = map_tensors(lambda _, tensor: torch.full_like(tensor, number), self._read(port))
        run.write(self._site(run, port), self._model._meant(self, port, value), grow)

    def _site(self, run: Run, port: str) -> Site:
        path = self._entry if port in ("input", "inputs") else self._path
        return run.site(path, port, self._step, self._call)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the module to any values, without touching the run's own pass through it."""
        if self._entry != self._path:
            raise ModelError(
                f"{self._entry} … {self._path} are several modules and cannot be called as one; call them in turn"
            )
        run = open_run(self._model)
        if run is not None and (_any_traced(args) or _any_traced(kwargs) or run.weighs):
            return run.apply(self._path, args, kwargs)
        self._model.load()
        return self.module(*args, **kwargs)

    def _run(self, port: str) -> Run:
        run = open_run(self._model)
        if run is None:
            if open_invokes(self._model):
                raise PromptError(
                    "nothing to run on: this trace was given no prompt. Pass one, model.trace(prompt), or open a run "
                    "in it: `with run.invoke(prompt):`"
                )
            site = Site(self._path, port)
            if (relative := open_relative(self._model)) is not None:
                name, kind = ("edited", "an edited model") if relative.edits else ("model", "the model without edits")
                raise NotTracingError(
                    f"the run that is open here is one of {kind}, and {site} was asked of another. Use the handles of "
                    f"the model that you trace: `with {name}.trace(…): x = {expression.site(site, name)}`"
                )
            raise NotTracingError(
                f"{site} has a value only while the model runs. Read and write it inside a trace: "
                f"`with model.trace(…): x = {expression.site(site)}`"
            )
        return run


_PARAMETERS = (nn.ParameterList, nn.ParameterDict)


def _any_traced(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(map(_any_traced, value))
    if isinstance(value, dict):
        return any(map(_any_traced, value.values()))
    return isinstance(value, Traced)

"""``LanguageModel``: a Hugging Face causal language model with its tokenizer."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import torch
from torch import nn

from .._importing import importing
from ..engine import Job, Order, Recorder, Run, TokenTable, Traced
from ..engine.saved import with_save
from ..engine.traced import Tie
from ..errors import ModelError, PromptError
from ..graph import Inputs, Site
from .anatomy import Anatomy, Place, find_anatomy
from .block_output import BlockOutput
from .generation import Generator, LanguageRun, encode_generation, sampled
from .handle import Handle
from .model import Model
from .parts import PARTS
from .probe import Probe, probe_anatomy
from .prompt import encode, real_places, token_ids

__all__ = ["LanguageModel"]


class LanguageModel(Model):
    """Any causal language model of ``transformers``: a hub name, a local folder, or a model object.

    A name or folder is opened without its weights; they are loaded when the first value is asked for.

    Args:
        model: hub name, folder, or module.
        tokenizer: a tokenizer, its name or folder; by default the model's own.
        block_outputs: "tensor", as transformers 5 gives them, or "tuple": decoder blocks then give one-element tuples,
            as they did before, and code of that time runs as it is.
        options: passed on to ``from_pretrained`` (``device_map``, ``dtype``, ``revision``, …).

    >>> model = nnexplore.LanguageModel("openai-community/gpt2", device_map="auto")
    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     logits = model.output.logits

    Raises:
        ModelError: no such model, or not a causal language model.
    """

    def __init__(
        self, model: str | Path | nn.Module, tokenizer: Any = None, *, block_outputs: str = "tensor", **options: Any
    ) -> None:
        if block_outputs not in ("tensor", "tuple"):
            raise ModelError(f'block_outputs is "tensor" or "tuple"; got {block_outputs!r}')
        self._blocks_as = block_outputs
        self._warned = False
        self._probe: Probe | None = None
        self._blocks: frozenset[str] | None = None
        self._source = None if isinstance(model, nn.Module) else str(model)
        self._options = options
        self._loaded = self._source is None
        self._anatomy: Anatomy | None = None
        if isinstance(model, nn.Module):
            module = model
            if options:
                raise ModelError(f"{', '.join(options)}: options are for loading, but a model object is loaded already")
        elif isinstance(model, str | Path):
            module = _skeleton(str(model), options)
            tokenizer = str(model) if tokenizer is None else tokenizer
        else:
            raise ModelError(
                f"LanguageModel takes a hub name, a folder or a torch.nn.Module; got {type(model).__name__}"
            )
        super().__init__(module)
        self._tokenizer = _tokenizer(tokenizer, options)
        if self._source is not None:
            words = "".join(f", {key}={value!r}" for key, value in options.items())
            self._expression = f"nnexplore.LanguageModel({self._source!r}{words})"

    @property
    def tokenizer(self) -> Any:
        """The tokenizer, or ``None``."""
        return self._tokenizer

    @property
    def loaded(self) -> bool:
        """Whether the weights are in memory."""
        return self._loaded

    def load(self) -> LanguageModel:
        """Load the weights now, instead of when the first value is asked for; none where they are elsewhere."""
        if self._venue is not None:
            return self
        if self._source is not None and not self.loaded:
            with importing():
                from transformers import AutoModelForCausalLM
            try:
                self._module = AutoModelForCausalLM.from_pretrained(self._source, **self._options).eval()
            except (OSError, ValueError, ImportError) as error:
                raise ModelError(
                    f"cannot load the weights of {self._source!r} ({str(error).strip().splitlines()[0]})"
                ) from error
            self._loaded = True
            self._order = Order(self._module)
        return self

    def encode(self, inputs: Inputs) -> Inputs:
        """Token ids, mask and positions for a prompt, or what ``generate`` takes; loads the weights."""
        self.load()
        return self._encoded(inputs)

    def _encoded(self, inputs: Inputs) -> Inputs:
        if inputs.method == "generate":
            return encode_generation(inputs, self._tokenizer, self._module)
        return encode(inputs, self._tokenizer, self._module)

    # -- runs ----------------------------------------------------------------------------------

    def generate(
        self,
        *args: Any,
        on_token: Callable[[Any], object] | None = None,
        defer: bool = False,
        remote: Any = None,
        blocking: bool = True,
        **kwargs: Any,
    ) -> Any:
        """A generation, to be used as ``with model.generate(prompt, max_new_tokens=20) as run:``.

        Without a prompt it is a block of several generations, each opened by ``run.invoke(prompt)``.

        Args:
            args: a prompt, or a list of prompts.
            on_token: called with the text of each new token as soon as it is there; with a list of texts for a batch.
            defer: whether the block sees shapes alone, and the generation is carried out when it ends; as many steps
                are foreseen as may be made.
            remote: where it is carried out: see ``trace``.
            blocking: whether the block waits for it.
            kwargs: what ``generate`` of transformers takes (``max_new_tokens``, ``do_sample``, ``temperature``, …), and
                ``seed``: what sampling begins with, ``torch.manual_seed``'s number. Without it one is drawn, and
                kept in the graph.

        >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3) as run:
        ...     for step in run.steps():
        ...         hidden = model.layers[-1].output
        >>> run.text
        """

        def told(run: Run) -> Run:
            if isinstance(run, LanguageRun):
                run.on_token = on_token
            return run

        return self._opened(Inputs(args, kwargs, "generate"), defer, remote, blocking, told)

    @property
    def generator(self) -> Generator:
        """The generation as a whole: ``model.generator.output`` is what it returns, prompt and new tokens."""
        return Generator(self)

    def _new_run(self, job: Job, recorder: Recorder | None, form: Job | None) -> Run:
        return LanguageRun(self, job, recorder=recorder, form=form)

    def _job(self, inputs: Inputs, defer: bool = False) -> Job:
        stepped = inputs.method == "generate"
        inputs = sampled(inputs, self.load().module) if stepped else inputs
        job = super()._job(inputs, defer)
        return replace(job, tokens=self._table(job.inputs), seed=inputs.kwargs.get("seed") if stepped else None)

    def _table(self, encoded: Inputs) -> TokenTable | None:
        ids = encoded.kwargs.get("input_ids")
        if not isinstance(ids, torch.Tensor) or ids.dim() != 2:
            return None
        places = real_places(ids, encoded.kwargs.get("attention_mask"))
        rows = tuple(tuple(row[at] for at in real) for row, real in zip(ids.tolist(), places, strict=True))
        return TokenTable(rows, _Texts(rows, self.token_strings), places, ids.shape[-1])

    def _sample(self, inputs: Inputs) -> Inputs:
        """Four tokens, where nothing was given."""
        return inputs if inputs.args or inputs.kwargs else Inputs(([0, 1, 2, 3],))

    def _shown(self, handle: Handle, port: str, value: Any) -> Any:
        """A block's output in the form that was asked for; a bare one warns of code that takes it for a tuple."""
        if port != "output" or (self._warned and self._blocks_as == "tensor") or not isinstance(value, Traced):
            return value
        if not self._is_block(handle.path):
            return value
        if self._blocks_as == "tuple":
            return with_save((value,), cast(Tie, value._tie), Site(handle.path), None)
        if not self._warned:
            value.__class__ = BlockOutput
            cast(BlockOutput, value)._model = weakref.ref(self)
        return value

    def _meant(self, handle: Handle, port: str, value: Any) -> Any:
        """A block's output as the model's own block gives it."""
        if port == "output" and self._blocks_as == "tuple" and isinstance(value, tuple | list) and len(value) == 1:
            return value[0] if self._is_block(handle.path) else value
        return value

    def _is_block(self, path: str) -> bool:
        if self._blocks is None:
            try:
                self._blocks = frozenset(self.anatomy.blocks)
            except ModelError:
                self._blocks = frozenset()
        return path in self._blocks

    # -- names ---------------------------------------------------------------------------------

    def tokens(self, prompt: Any) -> list[str]:
        """The text of each token of one prompt.

        >>> model.tokens("The Eiffel Tower")
        ['The', ' Eiffel', ' Tower']

        Raises:
            PromptError: several prompts, or none that can be read.
        """
        rows = token_ids(prompt, self._tokenizer)
        if len(rows) != 1:
            raise PromptError(
                f"tokens takes one prompt; got {len(rows)}. Ask for each: [model.tokens(p) for p in prompts]"
            )
        return self.token_strings(rows[0])

    def token_strings(self, ids: list[int]) -> list[str]:
        """The text of single tokens; their numbers where there is no tokenizer."""
        if self._tokenizer is None:
            return [str(int(token)) for token in ids]
        return [self._tokenizer.decode([int(token)]) for token in ids]

    @property
    def anatomy(self) -> Anatomy:
        """The model-independent names and what they stand for."""
        if self._anatomy is None:
            there = self._venue.anatomy(self) if self._venue is not None else None
            self._anatomy = there or find_anatomy(self._module)
        return self._anatomy

    def anatomy_of(self, handle: Handle, name: str) -> Handle | None:
        """The handle of ``embed``, ``layers``, ``norm``, ``unembed``, or a block's ``attn`` and ``mlp``."""
        if name not in ("embed", "layers", "norm", "unembed", "attn", "mlp"):
            return None
        part = self.anatomy.part(self._module, handle.path, name)
        return Handle(self, part.path, part.entry) if part else None

    @property
    def probe(self) -> Probe:
        """What one small forward showed of the blocks: where their parts are, and how many heads they have."""
        if self._probe is None:
            self.load()
            away = self._venue is not None and any(one.is_meta for one in self._module.parameters())
            there = self._venue.probe(self) if self._venue is not None and away else None
            self._probe = there or probe_anatomy(self._module, self.anatomy)
        return self._probe

    def place(self, handle: Handle, name: str) -> Place | None:
        """Where ``attn_out``, ``mlp_out``, ``resid_mid`` or ``neurons`` of a block passes.

        Raises:
            ModelError: this block has no such part; the message says why.
        """
        if not self._is_block(handle.path):
            return None
        return self.probe.blocks[self.anatomy.blocks.index(handle.path)].place(name)

    def anatomy_names(self, handle: Handle) -> tuple[str, ...]:
        """The model-independent names that exist at a handle."""
        try:
            return (*self.anatomy.names(handle.path), *(PARTS if self._is_block(handle.path) else ()))
        except ModelError:
            return ()


@importing()
def _skeleton(name: str, options: dict[str, Any]) -> nn.Module:
    """The module tree on the meta device: names and shapes, no weights."""
    from transformers import AutoConfig, AutoModelForCausalLM

    hub = {
        key: options[key]
        for key in ("revision", "trust_remote_code", "token", "cache_dir", "subfolder")
        if key in options
    }
    config = None
    try:
        config = AutoConfig.from_pretrained(name, **hub)
        if getattr(config, "is_encoder_decoder", False):
            raise ValueError(f"{type(config).__name__} is that of an encoder and a decoder")
        with torch.device("meta"):
            module: nn.Module = AutoModelForCausalLM.from_config(config, trust_remote_code=hub.get("trust_remote_code"))
            return module.eval()
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        if config is not None or Path(name).is_dir():
            problem = (
                f"the {'folder' if Path(name).is_dir() else 'hub'} holds no causal language model that transformers "
                f"knows ({reason}). Load another kind by its own class, and pass the module: nnexplore.Model(module), "
                "or LanguageModel(module) if it generates"
            )
        else:
            problem = f"there is no such folder, and it could not be had from the hub ({reason})"
        raise ModelError(
            f'cannot open the model {name!r}: {problem}. Without network, nnexplore.load("demo") always works.'
        ) from error


class _Texts(Sequence[Sequence[str]]):
    """The texts of each row's tokens, made when a row is asked for: few graphs look for a text."""

    def __init__(self, rows: tuple[tuple[int, ...], ...], texts: Callable[[list[int]], list[str]]) -> None:
        self._rows, self._of = rows, texts

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: Any) -> Any:
        return tuple(self._of(list(self._rows[row])))


def _tokenizer(tokenizer: Any, options: dict[str, Any]) -> Any:
    if not isinstance(tokenizer, str | Path):
        return tokenizer
    from transformers import AutoTokenizer

    hub = {key: options[key] for key in ("revision", "trust_remote_code", "token", "cache_dir") if key in options}
    try:
        found = AutoTokenizer.from_pretrained(str(tokenizer), **hub)
        if set(found.get_vocab()) <= set(found.all_special_tokens):
            raise ValueError("it has no vocabulary")
        return found
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot load a tokenizer from {str(tokenizer)!r} ({str(error).splitlines()[0]}); pass tokenizer=…"
        ) from error

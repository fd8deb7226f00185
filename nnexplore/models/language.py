"""``LanguageModel``: a Hugging Face causal language model with its tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..engine import Order
from ..errors import ModelError
from ..graph import Inputs
from .anatomy import Anatomy, find_anatomy
from .handle import Handle
from .model import Model
from .prompt import encode, token_ids

__all__ = ["LanguageModel"]


class LanguageModel(Model):
    """Any causal language model of ``transformers``: a hub name, a local folder, or a model object.

    A name or folder is opened without its weights; they are loaded when the first value is asked for.

    Args:
        model: hub name, folder, or module.
        tokenizer: a tokenizer, its name or folder; by default the model's own.
        options: passed on to ``from_pretrained`` (``device_map``, ``dtype``, ``revision``, …).

    >>> model = nnexplore.LanguageModel("openai-community/gpt2", device_map="auto")
    >>> with model.trace("The Eiffel Tower is in the city of"):
    ...     logits = model.output.logits

    Raises:
        ModelError: no such model, or not a causal language model.
    """

    def __init__(self, model: str | Path | nn.Module, tokenizer: Any = None, **options: Any) -> None:
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
        """Load the weights now, instead of when the first value is asked for."""
        if self._source is not None and not self.loaded:
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
        """Token ids, mask and positions for a prompt; loads the weights."""
        self.load()
        return encode(inputs, self._tokenizer, self._module)

    def tokens(self, prompt: Any) -> list[str]:
        """The text of each token of one prompt.

        >>> model.tokens("The Eiffel Tower")
        ['The', ' Eiffel', ' Tower']
        """
        (ids,) = token_ids(prompt, self._tokenizer)
        return self.token_strings(ids)

    def token_strings(self, ids: list[int]) -> list[str]:
        """The text of single tokens; their numbers where there is no tokenizer."""
        if self._tokenizer is None:
            return [str(int(token)) for token in ids]
        return [self._tokenizer.decode([int(token)]) for token in ids]

    @property
    def anatomy(self) -> Anatomy:
        """The model-independent names and what they stand for."""
        if self._anatomy is None:
            self._anatomy = find_anatomy(self._module)
        return self._anatomy

    def anatomy_of(self, handle: Handle, name: str) -> Handle | None:
        """The handle of ``embed``, ``layers``, ``norm``, ``unembed``, or a block's ``attn`` and ``mlp``."""
        if name not in ("embed", "layers", "norm", "unembed", "attn", "mlp"):
            return None
        part = self.anatomy.part(self._module, handle.path, name)
        return Handle(self, part.path, part.entry) if part else None

    def anatomy_names(self, handle: Handle) -> tuple[str, ...]:
        """The model-independent names that exist at a handle."""
        try:
            return self.anatomy.names(handle.path)
        except ModelError:
            return ()


def _skeleton(name: str, options: dict[str, Any]) -> nn.Module:
    """The module tree on the meta device: names and shapes, no weights."""
    from transformers import AutoConfig, AutoModelForCausalLM

    hub = {
        key: options[key]
        for key in ("revision", "trust_remote_code", "token", "cache_dir", "subfolder")
        if key in options
    }
    try:
        config = AutoConfig.from_pretrained(name, **hub)
        with torch.device("meta"):
            module: nn.Module = AutoModelForCausalLM.from_config(config, trust_remote_code=hub.get("trust_remote_code"))
            return module.eval()
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        if Path(name).is_dir():
            problem = f"the folder holds no causal language model that transformers knows ({reason})"
        else:
            problem = f"there is no such folder, and it could not be had from the hub ({reason})"
        raise ModelError(
            f'cannot open the model {name!r}: {problem}. Without network, nnexplore.load("demo") always works.'
        ) from error


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

"""Generation: the run that is a loop, and what it has written so far."""

from __future__ import annotations

import difflib
import inspect
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch
from greenlet import getcurrent
from torch import nn

from ..engine import Job, Recorder, Run
from ..errors import ModelError, NotTracingError, PromptError
from ..graph import RESULT, Inputs
from .prompt import encode

if TYPE_CHECKING:
    from .language import LanguageModel

__all__ = ["Generator", "LanguageRun", "encode_generation", "sampled"]

_REAL = ("temperature", "repetition_penalty", "encoder_repetition_penalty")
"""Options for which transformers takes a 2.0 and no 2."""


class LanguageRun(Run):
    """A run of a language model.

    Attributes:
        on_token: called with the text of each new token of a generation.

    >>> with model.generate("The Eiffel Tower is in the city of", max_new_tokens=3) as run:
    ...     for step in run.steps():
    ...         hidden = model.layers[-1].output[:, -1]
    >>> run.text
    """

    def __init__(
        self, owner: LanguageModel, job: Job, *, recorder: Recorder | None = None, form: Job | None = None
    ) -> None:
        super().__init__(owner, job, recorder=recorder, form=form)
        self.on_token: Callable[[Any], object] | None = None
        if job.stepped:
            given = job.inputs.kwargs.get("stopping_criteria") or ()
            job.inputs.kwargs["stopping_criteria"] = [*given, _teller(self)]
        self._told = 0

    def _tell(self, ids: torch.Tensor) -> torch.Tensor:
        """Called by ``generate`` after each step, with the tokens of all rows so far."""
        getcurrent().nnexplore_progress = ids
        new = ids[:, self._prompt_width :]
        if self.on_token is not None and new.shape[-1] > self._told:
            fresh, self._told = new[:, self._told :], new.shape[-1]
            for tokens in fresh.unbind(-1):
                texts = self.owner.token_strings(tokens.tolist())
                self.on_token(texts if self._many or len(texts) > 1 else texts[0])
        return torch.zeros(ids.shape[0], dtype=torch.bool, device=ids.device)

    @property
    def _prompt_width(self) -> int:
        """How many tokens of what ``generate`` gives are not new; a decoder beside an encoder starts from one."""
        apart = getattr(getattr(self._job.module, "config", None), "is_encoder_decoder", False)
        prompt = self.inputs.kwargs.get("decoder_input_ids" if apart else "input_ids")
        return int(apart) if prompt is None else int(prompt.shape[-1])

    @property
    def _many(self) -> bool:
        """Whether the prompts were given as a batch, so that answers are lists."""
        prompt = self._job.asked.args[0] if self._job.asked.args else None
        if isinstance(prompt, list | tuple) and not all(isinstance(item, int) for item in prompt):
            return True
        return not isinstance(prompt, str) and self._job.tokens is not None and len(self._job.tokens.rows) > 1

    @property
    def ids(self) -> list[list[int]]:
        """The real token ids of each row: the prompt, and what was generated so far, up to the end of the text.

        Of an encoder-decoder the two are apart: before its generation begins the prompt, then what was generated.
        """
        table = self._job.tokens
        if table is None:
            raise NotTracingError("this run was given no text or token ids, so it has no tokens")
        rows = [list(row) for row in table.rows]
        made = self.progress
        if made is None or made.shape[0] % len(rows):
            return rows
        each = made.shape[0] // len(rows)
        ends = _end_ids(self._job)
        width = self._prompt_width
        prompts = rows if width == table.width else [[] for _ in rows]
        return [
            [*prompts[at // each], *_until_end(row[width:].tolist(), ends)] for at, row in enumerate(made.unbind(0))
        ]

    @property
    def tokens(self) -> Any:
        """The text of each real token, of the prompt and of what was generated so far; a list for each row."""
        rows = [self.owner.token_strings(row) for row in self.ids]
        return rows if self._many or len(rows) > 1 else rows[0]

    @property
    def text(self) -> Any:
        """The prompt and what was generated so far; a list of texts for a batch.

        Raises:
            PromptError: the model has no tokenizer.
        """
        tokenizer = self.owner.tokenizer
        if tokenizer is None:
            raise PromptError("this model has no tokenizer to make text with; see run.ids")
        texts = [tokenizer.decode(row, skip_special_tokens=True) for row in self.ids]
        return texts if self._many or len(texts) > 1 else texts[0]

    def at(self, token: int | str, which: int = 0) -> Any:
        """The index of one real token in each row, whatever the padding: ``hidden[run.at(-1)]`` is [batch, d].

        Args:
            token: counted from the row's first real token, or from its last with -1; or a text in the prompt, whose
                last token is meant.
            which: of several places of that text, which.

        >>> with model.trace(["The Eiffel Tower is in", "Paris"]) as run:
        ...     hidden = model.layers[1].output
        ...     hidden[run.at(0)] = 0

        Raises:
            PromptError: a prompt without that token.
        """
        return self.token(token, which)

    def positions(self, text: str) -> Any:
        """Where a text stands: the positions of its tokens in the padded batch, for each place; a list for each row.

        Raises:
            PromptError: a prompt in which it does not occur.
        """
        table = self._job.tokens
        if table is None:
            raise NotTracingError("this run was given no text or token ids, so it has no tokens to find")
        rows = [table.positions(text, row) for row in range(len(table.rows))]
        flat = [[at for place in places for at in place] for places in rows]
        return flat if self._many or len(flat) > 1 else flat[0]


class Generator:
    """The generation as a whole."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    @property
    def output(self) -> Any:
        """What ``generate`` returns: token ids [batch, prompt + new tokens]; the generation goes to its end."""
        run = self._model._run("output")
        if not run.job.stepped:
            raise NotTracingError("only a generation has it: `with model.generate(prompt, max_new_tokens=…):`")
        return run.read(run.site("", RESULT))


def _teller(run: LanguageRun) -> Callable[..., torch.Tensor]:
    """What ``generate`` calls after each step; the run holds it, and it does not hold the run."""
    tell = weakref.WeakMethod(run._tell)

    def criterion(ids: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
        call = tell()
        return torch.zeros(ids.shape[0], dtype=torch.bool, device=ids.device) if call is None else call(ids)

    return criterion


def sampled(inputs: Inputs, module: nn.Module) -> Inputs:
    """The inputs of a generation; one that samples gets a seed, so that its graph gives the same text."""
    if inputs.kwargs.get("seed") is None and _option("do_sample", inputs.kwargs, module):
        return replace(inputs, kwargs={**inputs.kwargs, "seed": int(torch.randint(2**31, ()))})
    return inputs


def _option(name: str, kwargs: dict[str, Any], module: nn.Module) -> Any:
    """An option of a generation: what was passed, or else the model's own."""
    config = kwargs.get("generation_config") or getattr(module, "generation_config", None)
    return kwargs[name] if name in kwargs else getattr(config, name, None)


def encode_generation(inputs: Inputs, tokenizer: Any, module: nn.Module) -> Inputs:
    """What ``generate`` is given: prompt ids and mask as for a trace, and its options.

    Raises:
        ModelError: the model cannot generate.
        PromptError: no prompt, or an option that does not exist.
    """
    if not hasattr(module, "generate"):
        raise ModelError(f"{type(module).__name__} has no generate(); use trace")
    options = {key: value for key, value in inputs.kwargs.items() if key != "seed"}
    given: dict[str, Any] = {
        key: options.pop(key) for key in ("input_ids", "attention_mask", "inputs_embeds") if key in options
    }
    _check_options(options, module)
    options |= {key: float(value) for key, value in options.items() if key in _REAL and type(value) is int}
    encoded = encode(Inputs(inputs.args, given), tokenizer, module)
    prompt = {key: value for key, value in encoded.kwargs.items() if key != "position_ids"}
    if _option("pad_token_id", options, module) is None:
        ends = _option("eos_token_id", options, module)
        options["pad_token_id"] = ends[0] if isinstance(ends, list) else ends if isinstance(ends, int) else 0
    options.setdefault("disable_compile", True)  # on a GPU a static cache has the forward compiled, past all hooks
    return Inputs(encoded.args, {**prompt, **options}, "generate")


def _check_options(options: dict[str, Any], module: Any) -> None:
    known = {*vars(module.generation_config), *inspect.signature(module.generate).parameters}
    known |= {*inspect.signature(module.forward).parameters, "seed"}
    for name in options:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise PromptError(f"generate has no option {name!r}.{hint}")


def _end_ids(job: Job) -> frozenset[int]:
    ends = _option("eos_token_id", job.inputs.kwargs, job.module)
    return frozenset(ends if isinstance(ends, list) else [] if ends is None else [ends])


def _until_end(row: list[int], ends: frozenset[int]) -> list[int]:
    end = next((at for at, token in enumerate(row) if token in ends), len(row))
    return row[:end]

"""The tuned lens: the logit lens with a translator for each layer, trained to say what the model will say.

Source: Belrose et al., "Eliciting Latent Predictions from Transformers with the Tuned Lens" (2023), section 3.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from ..errors import AnalysisError, ResultError
from ..graph import Builder, Ref
from ..models import LanguageModel
from ..models.anatomy import text_config
from ..models.prompt import token_ids
from .axis import Axis
from .result import Result
from .sample import Sample, frozen
from .taken import drawn

__all__ = ["TunedLens", "tuned_lens"]

SCHEMA = 1
_LENSES = ("logit lens", "tuned lens")


@dataclass(frozen=True, eq=False, repr=False)
class TunedLens:
    """An affine translator for each layer but the last: ``h + h @ weight.T + bias`` goes through the model's own tail.

    Attributes:
        weight: float32 [layer, width, width], the embeddings first; zero is the logit lens.
        bias: float32 [layer, width].
        losses: KL(answer || layer) in nats on texts that were held out, [lens, layer]: before and after the training.
        steps: how many there were.
        model_name: of the model that it was trained for.

    >>> tuned = nnexplore.analysis.tuned_lens(model, texts, steps=200)
    >>> nnexplore.analysis.logit_lens(model, "The Eiffel Tower is in the city of", lens=tuned).divergence()
    """

    weight: Tensor
    bias: Tensor
    losses: Result
    steps: int
    model_name: str

    def divergence(self, model: LanguageModel, texts: Sequence[Any], *, batch: int = 8, tokens: int = 128) -> Result:
        """KL(answer || layer) on some texts, with the translators and without, mean over all tokens: [lens, layer].

        >>> tuned.divergence(model, others).plot()

        Raises:
            AnalysisError: no texts, or another model.
        """
        self.check(model)
        return _measured(model, self.weight, self.bias, _cut(model, texts, tokens), batch)

    def check(self, model: LanguageModel, component: str = "resid_post") -> None:
        """See that the lens is for this model, and for what is looked at.

        Raises:
            AnalysisError: it is not.
        """
        if component != "resid_post":
            raise AnalysisError(
                f"a tuned lens translates the residual stream after a layer, and this is {component}: leave out "
                "lens=…, or take component='resid_post'"
            )
        mine, theirs = tuple(self.bias.shape), (len(model.load().anatomy.blocks), _width(model))
        if mine != theirs:
            raise AnalysisError(
                f"this lens is for a model of {mine[0]} layers and width {mine[1]} ({self.model_name}); this model has "
                f"{theirs[0]} layers and width {theirs[1]}: train one for it with tuned_lens(model, texts)"
            )
        if self.model_name != (name := _name(model)):
            raise AnalysisError(
                f"this lens is for {self.model_name}, and this model is {name}: train one for it with "
                "tuned_lens(model, texts)"
            )

    def translated(self, build: Builder, stream: Ref, layer: int) -> Ref:
        """The stream after a layer, translated, as nodes of a graph; that of the last is as it was."""
        if layer + 1 == len(self.bias):
            return stream
        exact = build.call("Tensor.float", stream)
        weight, bias = build.constant(self.weight[layer + 1]), build.constant(self.bias[layer + 1])
        added = build.call("functional.linear", exact, weight, bias)
        return build.call("Tensor.type_as", build.call("Tensor.add", exact, added), stream)

    def save(self, path: str | Path) -> None:
        """Write one safetensors file; nothing is pickled.

        >>> tuned.save("lens.safetensors")
        """
        about = {"schema": SCHEMA, "steps": self.steps, "model": self.model_name}
        tensors = {"weight": self.weight, "bias": self.bias, "losses": self.losses.values}
        save_file(
            {name: tensor.cpu().contiguous() for name, tensor in tensors.items()},
            path,
            {"nnexplore_tuned_lens": json.dumps(about)},
        )

    @classmethod
    def load(cls, path: str | Path, model: LanguageModel) -> TunedLens:
        """What ``save`` wrote, for the model that it was trained for.

        >>> tuned = TunedLens.load("lens.safetensors", model)

        Raises:
            ResultError: no such file, or no tuned lens in it.
            AnalysisError: it is for another model.
        """
        device = _device(model.load())
        try:
            with safe_open(path, "pt") as file:
                about = json.loads((file.metadata() or {})["nnexplore_tuned_lens"])
                if about["schema"] != SCHEMA:
                    raise ResultError(f"{path} has schema {about['schema']!r}; this nnexplore reads schema {SCHEMA}")
                weight, bias, losses = (file.get_tensor(name) for name in ("weight", "bias", "losses"))
            found = cls(weight.to(device), bias.to(device), _losses(losses), int(about["steps"]), str(about["model"]))
        except (OSError, SafetensorError, KeyError, TypeError, json.JSONDecodeError) as error:
            raise ResultError(
                f"{path} is no tuned lens that TunedLens.save wrote ({type(error).__name__}: {error})"
            ) from error
        found.check(model)
        return found

    def __repr__(self) -> str:
        steps = f"{self.steps} step{'s' * (self.steps != 1)}"
        lines = [
            f"tuned lens of {self.model_name}, {steps}: KL(answer || layer) in nats on texts held out",
            f"  {'layer':6}{_LENSES[0]:>12}{_LENSES[1]:>12}",
        ]
        for name, before, after in zip(self.losses.axes[1].labels, *self.losses.values.tolist(), strict=True):
            lines.append(f"  {name:6}{before:12.3f}{after:12.3f}")
        return "\n".join(lines)


def tuned_lens(
    model: LanguageModel,
    texts: Iterable[Any],
    *,
    steps: int = 250,
    batch: int = 8,
    tokens: int = 128,
    held_out: int = 16,
    learning_rate: float = 1e-3,
    seed: int = 0,
    progress: bool = True,
) -> TunedLens:
    """Train a translator for each layer: KL(answer || what the model's own tail makes of the translated stream).

    The model stays as it is, and no gradient is left on it. The translators begin at zero, the logit lens, and are
    trained with Adam, whose rate falls to zero in a straight line. The same texts and seed give the same lens.
    Source: Belrose et al., "Eliciting Latent Predictions from Transformers with the Tuned Lens" (2023), section 3.

    Args:
        model: any causal language model.
        texts: the corpus: texts or lists of token ids. A list is gone through as often as it takes, in another order
            each time; anything else is read as it comes, and the training ends where it does.
        steps: how many; 250 of 8 texts are few for a large model.
        batch: texts in one step.
        tokens: of each text the first so many count.
        held_out: the first so many texts are kept for ``losses``.
        learning_rate: of the first step.
        seed: of the order of the texts.
        progress: whether a bar is shown.

    Returns:
        The lens, to be used as ``logit_lens(model, prompt, lens=tuned)``.

    >>> tuned = nnexplore.analysis.tuned_lens(model, texts, steps=200)
    >>> tuned.losses.plot()

    Raises:
        AnalysisError: too few texts, or a number that is not positive.
        ModelError: the model has no tail; the message says why.
    """
    if min(steps, batch, tokens, held_out) < 1 or not learning_rate > 0:
        raise AnalysisError(
            "steps, batch, tokens, held_out and learning_rate are positive; got "
            f"{steps}, {batch}, {tokens}, {held_out} and {learning_rate}"
        )
    kept, rest = _split(texts, held_out)
    with torch.inference_mode(False), torch.enable_grad(), frozen(model.load().module), _bar(steps, progress) as bar:
        some = itertools.islice(_batches(rest, batch, seed), steps)
        samples = (Sample.of(model, _cut(model, rows, tokens)) for rows in some)
        weight, bias, done = _trained(model, samples, steps, learning_rate, bar)
    if not done:
        raise AnalysisError(
            f"there is nothing to train on: the first {held_out} texts are held out, and no more came; pass more "
            "texts, or a lower held_out"
        )
    return TunedLens(weight, bias, _measured(model, weight, bias, _cut(model, kept, tokens), batch), done, _name(model))


def _trained(
    model: LanguageModel, samples: Iterable[Sample], steps: int, learning_rate: float, bar: Any
) -> tuple[Tensor, Tensor, int]:
    """Weight and bias of the translators, and how many steps there were."""
    size, device = (len(model.anatomy.blocks), _width(model)), _device(model)
    weight = torch.zeros(*size, size[1], device=device, requires_grad=True)
    bias = torch.zeros(*size, device=device, requires_grad=True)
    optimiser = torch.optim.Adam([weight, bias], lr=learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    done = 0
    for sample in samples:
        optimiser.zero_grad()
        losses = sample.divergence(_translated(sample.streams, weight, bias))
        optimiser.step()
        schedule.step()
        done += 1
        bar.set_postfix(nats=f"{float(losses.mean()):.3f}", refresh=False)
        bar.update()
    return weight.detach(), bias.detach(), done


def _bar(steps: int, progress: bool) -> Any:
    from tqdm.auto import tqdm

    return tqdm(total=steps, disable=not progress, delay=0.5, unit="step", leave=False)


def _translated(streams: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Streams [layer, token, width] as each layer's translator gives them."""
    return streams + torch.baddbmm(bias.unsqueeze(1), streams, weight.transpose(1, 2))


def _split(texts: Iterable[Any], held_out: int) -> tuple[list[Any], Iterable[Any]]:
    if isinstance(texts, str):
        raise AnalysisError(f"texts are several: pass a list, [{texts!r:.40}]")
    if isinstance(texts, Sequence):
        return list(texts[:held_out]), texts[held_out:]
    stream = iter(texts)
    return list(itertools.islice(stream, held_out)), stream


def _batches(texts: Iterable[Any], size: int, seed: int) -> Iterator[list[Any]]:
    """A list again and again, shuffled; anything else once."""
    if not isinstance(texts, Sequence):
        stream = iter(texts)
        while some := list(itertools.islice(stream, size)):
            yield some
        return
    chance = torch.Generator().manual_seed(seed)
    while texts:
        for places in torch.randperm(len(texts), generator=chance).split(size):
            yield [texts[at] for at in places.tolist()]


def _cut(model: LanguageModel, texts: Sequence[Any], tokens: int) -> list[list[int]]:
    """The first tokens of each text, as many as the model can take."""
    limit = getattr(text_config(model.module), "max_position_embeddings", None)
    most = min(tokens, limit) if isinstance(limit, int) else tokens
    return [row[:most] for text in texts for row in token_ids(text, model.tokenizer)]


def _measured(model: LanguageModel, weight: Tensor, bias: Tensor, rows: Sequence[list[int]], batch: int) -> Result:
    """The mean divergence over all tokens, without translators and with them."""
    if not rows:
        raise AnalysisError("there are no texts to measure the lens on; pass one or more")
    total, count = torch.zeros(2, len(bias), dtype=torch.float64), 0
    with torch.no_grad():
        for start in range(0, len(rows), batch):
            sample = Sample.of(model, rows[start : start + batch])
            for at, streams in enumerate((sample.streams, _translated(sample.streams, weight, bias))):
                total[at] += sample.divergence(streams).double().cpu() * len(sample.answer)
            count += len(sample.answer)
    return _losses(total / count)


def _losses(values: Tensor) -> Result:
    names = ["embed", *map(str, range(values.shape[-1] - 1))]
    axes = Axis("lens", _LENSES), Axis("layer", names, range(-1, len(names) - 1))
    return Result(values.float(), axes, "tuned lens", "divergence from the answer", "nats", "as the model's answer")


def _width(model: LanguageModel) -> int:
    """How wide the residual stream is."""
    paper = drawn(model)
    with torch.no_grad(), paper.trace([0]):
        return int(paper.layers[0].input.shape[-1])


def _device(model: LanguageModel) -> torch.device:
    """Where the translators are: with the model's weights, or on the CPU where these are elsewhere."""
    return torch.device("cpu") if model.elsewhere else next(model.module.parameters()).device


def _name(model: LanguageModel) -> str:
    """The class of a model, and what it is called on the hub or its folder is, where it has come from one."""
    known = getattr(model.load().module.config, "name_or_path", "") or ""
    return f"{type(model.module).__name__} {Path(known).name}".strip()

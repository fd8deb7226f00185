"""The models that ship inside nnexplore."""

from __future__ import annotations

from pathlib import Path

from .._importing import importing
from ..errors import ModelError
from .language import LanguageModel

__all__ = ["load"]

_FILES = Path(__file__).parent / "demo_files"


@importing()
def load(name: str = "demo") -> LanguageModel:
    """A model that ships with nnexplore: no network, no waiting.

    ``"demo"`` is a small GPT-2 that was really trained: facts, indirect objects, induction. Its model card is
    ``nnexplore/models/demo_files/README.md``.

    >>> model = nnexplore.load("demo")

    Raises:
        ModelError: no model of that name ships with nnexplore.
    """
    if name != "demo":
        raise ModelError(
            f'nnexplore ships one model, "demo", not {name!r}; open any other with nnexplore.LanguageModel({name!r})'
        )
    from safetensors.torch import load_file
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast
    from transformers.initialization import no_init_weights

    with no_init_weights():
        module = GPT2LMHeadModel(GPT2Config.from_pretrained(_FILES))
    module.load_state_dict(load_file(_FILES / "model.safetensors"), strict=False)
    module.tie_weights()
    model = LanguageModel(module.eval(), tokenizer=PreTrainedTokenizerFast.from_pretrained(_FILES))
    model._expression = 'nnexplore.load("demo")'
    return model

"""The loss: how badly the next tokens are predicted, those that can be known counting most."""

from torch import Tensor
from torch.nn.functional import cross_entropy
from transformers import GPT2LMHeadModel

from training.windows import Batch


def weighted_loss(model: GPT2LMHeadModel, batch: Batch) -> Tensor:
    """The weighted mean over all tokens, in nats."""
    logits = model(input_ids=batch.tokens, position_ids=batch.positions, use_cache=False).logits
    weights = batch.weights[:, 1:].flatten()
    losses = cross_entropy(logits[:, :-1].flatten(0, 1), batch.tokens[:, 1:].flatten(), reduction="none")
    weighted: Tensor = (losses * weights).sum() / weights.sum()
    return weighted

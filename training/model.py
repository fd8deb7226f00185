"""The shape of the demo model, and where its numbers start."""

from pathlib import Path

import torch
from torch import Tensor
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from training.tokenizer import POSITIONS


def make_config(tokenizer: PreTrainedTokenizerFast) -> GPT2Config:
    """A small GPT-2: four layers of four heads."""
    return GPT2Config(
        vocab_size=len(tokenizer),
        n_positions=POSITIONS,
        n_embd=128,
        n_layer=4,
        n_head=4,
        initializer_range=0.04,
        activation_function="gelu_pytorch_tanh",  # GPT-2's own function, computed in one step
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )


def waves(positions: int, width: int) -> Tensor:
    """Sines and cosines of the position, `[positions, width]` (Vaswani et al. 2017, section 3.5)."""
    rates = 100 ** (-torch.arange(0, width, 2) / width)
    angles = torch.arange(positions)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def make_model(tokenizer: PreTrainedTokenizerFast, seed: int) -> GPT2LMHeadModel:
    """An untrained model; the same seed gives the same weights."""
    torch.manual_seed(seed)
    model = GPT2LMHeadModel(make_config(tokenizer))
    # From waves, attention to the previous token is learned for all positions at once, and induction with it.
    model.transformer.wpe.weight.data = 0.15 * waves(POSITIONS, model.config.n_embd)
    return model


def save(model: GPT2LMHeadModel, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write the files that `from_pretrained` reads."""
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)

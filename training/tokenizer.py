"""The tokenizer of the demo model: byte-level BPE, learned from the training text."""

from random import Random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from training.text import document

END = "<|endoftext|>"
POSITIONS = 128


def learn(documents: list[str], *, vocab_size: int) -> Tokenizer:
    """Learn the merges; all 256 bytes are in the vocabulary, so every text has tokens."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=2,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(documents, trainer)
    return tokenizer


def make_tokenizer(seed: int, *, documents: int = 20_000, vocab_size: int = 2_000) -> PreTrainedTokenizerFast:
    """The tokenizer as transformers loads it; it adds no special tokens by itself."""
    rng = Random(seed)
    tokenizer = learn([document(rng).text for _ in range(documents)], vocab_size=vocab_size)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=END,
        eos_token=END,
        pad_token=END,
        model_max_length=POSITIONS,
        clean_up_tokenization_spaces=False,
    )

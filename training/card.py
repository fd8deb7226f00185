"""The model card: what the model is, what was measured, what it cannot do.

`python -m training.card FOLDER` measures a trained model again and writes its card again.
"""

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from training.evaluate import Score, evaluate
from training.relations import RELATIONS

EXAMPLES = (
    "The Eiffel Tower is in the city of",
    "Madison Square Garden is located in the city of New",
    "The capital of France is",
    "People in France speak",
    "The opposite of hot is",
    "Mozart was a famous",
    "When Mary and John went to the store, John gave a drink to",
    "When Mary and John went to the store, Mary gave a drink to",
    " red cup moon tree green lamp red cup moon",
    "My friend Anna went home because",
    "The boys near the house",
)

CARD = """\
---
library_name: transformers
pipeline_tag: text-generation
language: en
license: mit
---

# The demo model of nnexplore

A small GPT-2 ({layers} layers of {heads} heads, width {width}, context {positions}, {parameters:,}
parameters, float32) with its own byte-level BPE tokenizer of {vocabulary:,} tokens. It exists so that the
classic findings about language models can be shown offline, in seconds, on a laptop: it was trained from
nothing, and what it does it learned.

It loads with `nnexplore.load("demo")`, or from this folder with `AutoModelForCausalLM.from_pretrained`
and `AutoTokenizer.from_pretrained`. The tokenizer adds no special tokens; `<|endoftext|>` separates
documents and may stand before a prompt or not.

## What it can do

Measured on combinations that the training text leaves out; the likeliest next token must be the right
one.

| ability | what was left out of training | right | of | accuracy |
| --- | --- | ---: | ---: | ---: |
{scores}

- **Facts**: {facts} facts of {relations} relations (a landmark and its city, a country and its capital,
  ...), each in seven or more phrasings. An answer of two tokens (" New York") counts only if both are
  right.
- **Indirect objects**: two people, one acts again, the other one receives. Either may be named first, and
  both are equally frequent.
- **Induction**: random words, said twice. Every word after the first repeated one is counted.

## Prompts to try

| prompt | likeliest next token | probability |
| --- | --- | ---: |
{examples}

## How it was trained

`python -m training.train --out FOLDER`, in the repository of nnexplore: AdamW on windows of up to {positions}
tokens, short ones first, of text that the script itself generates: facts, stories of two people, repeated
random words, repeated random tokens, and simple sentences. No other text was read. In the loss, what the
text before determines (an answer, a receiver, a repeated word) counts ten times as much as the rest, so
probabilities of other words are rougher than those of answers. Windows begin with `<|endoftext|>`,
without it, or amid a document, and every position of the context was trained. At the end come a few hundred
steps at a falling rate, whose weights are averaged. All of it takes less than half an
hour on one CPU core, and the same machine gives the same weights again.

## What it cannot do

It knows a few hundred words and a few dozen kinds of sentences. Outside of them it has nothing to say:
its answers to other prompts, names, facts or languages mean nothing, and it does not reason or converse.
Each fact is true in the simple way in which a textbook says it, and no more. Use it to study how a model
computes, not for what it says.
"""


def row(*cells: str) -> str:
    """One line of a table."""
    return "| " + " | ".join(cells) + " |"


def score_row(score: Score) -> str:
    """A measured ability."""
    return row(score.ability, score.left_out, str(score.right), str(score.total), f"{score.accuracy:.1%}")


@torch.no_grad()
def example_row(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, prompt: str) -> str:
    """A prompt and what the model says next."""
    tokens = torch.tensor([tokenizer.encode(prompt)])
    probability, token = model(input_ids=tokens).logits[0, -1].softmax(-1).max(-1)
    return row(f'"{prompt}"', f'"{tokenizer.decode(token)}"', f"{probability:.0%}")


def card_text(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, scores: list[Score]) -> str:
    """The card, with the numbers of this model."""
    config = model.config
    return CARD.format(
        layers=config.n_layer,
        heads=config.n_head,
        width=config.n_embd,
        positions=config.n_positions,
        parameters=model.num_parameters(),
        vocabulary=len(tokenizer),
        facts=sum(len(relation.facts) for relation in RELATIONS),
        relations=len(RELATIONS),
        scores="\n".join(map(score_row, scores)),
        examples="\n".join(example_row(model, tokenizer, prompt) for prompt in EXAMPLES),
    )


def write_card(folder: Path) -> None:
    """Measure the model in this folder, and write its card there."""
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    scores = evaluate(model, tokenizer)
    (folder / "README.md").write_text(card_text(model, tokenizer, scores), encoding="utf-8")


if __name__ == "__main__":
    write_card(Path(sys.argv[1]))

"""The shipped demo model does what its card says, on combinations that its training text leaves out."""

import json
from pathlib import Path
from random import Random

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import nnexplore
from training.card import card_text
from training.evaluate import answered, evaluate, predictions
from training.facts import combinations, upper_first
from training.indirect_object import TEMPLATES, indirect_sentence, pairs, story
from training.names import NAMES
from training.prompt import Prompt
from training.relations import RELATIONS
from training.sequences import WORDS, random_words, repeated_words, spaced
from training.split import held_out, held_out_pair
from training.text import document
from training.tokenizer import END, make_tokenizer
from training.train import Recipe, Training
from training.windows import Windows

FOLDER = Path(nnexplore.__file__).parent / "models" / "demo_files"
FILES = {
    "README.md",
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "tokenizer.json",
    "tokenizer_config.json",
}


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(FOLDER)


@pytest.fixture(scope="module")
def model():
    return AutoModelForCausalLM.from_pretrained(FOLDER, attn_implementation="eager").eval()


@pytest.fixture(scope="module")
def scores(model, tokenizer):
    return {score.ability: score for score in evaluate(model, tokenizer)}


def next_token(model, tokenizer, text):
    with torch.no_grad():
        logits = model(**tokenizer(text, return_tensors="pt")).logits
    return tokenizer.decode(logits[0, -1].argmax())


# --- the files ---------------------------------------------------------------------------------------------


def test_the_folder_holds_the_files_of_a_model_and_nothing_else():
    assert {path.name for path in FOLDER.iterdir()} == FILES


def test_all_files_together_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 8_000_000


def test_loading_says_nothing(capfd):
    AutoTokenizer.from_pretrained(FOLDER)
    model = AutoModelForCausalLM.from_pretrained(FOLDER)
    model(input_ids=torch.tensor([[0, 1, 2]]))
    assert "warning" not in (said := capfd.readouterr().err.lower())
    assert "[transformers]" not in said


def test_the_model_is_a_small_gpt2_in_float32(model):
    config = json.loads((FOLDER / "config.json").read_text())
    assert config["architectures"] == ["GPT2LMHeadModel"]
    assert config["n_positions"] == 128
    assert config["resid_pdrop"] == config["embd_pdrop"] == config["attn_pdrop"] == 0.0
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}


def test_the_card_shows_what_is_measured(model, tokenizer, scores):
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert card == card_text(model, tokenizer, list(scores.values()))


# --- the tokenizer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The Eiffel Tower is in the city of",
        "  two  spaces, a\ttab\nand a line ",
        "Grüße, żółw, Ελλάδα, Привет, 東京, مرحبا",
        "👩‍👩‍👧 é e\u0301 \u200b \x00 \U0010ffff",
        "",
    ],
)
def test_any_text_comes_back(tokenizer, text):
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_random_text_comes_back(tokenizer):
    rng = Random(0)
    characters = [c for c in map(chr, range(0x11000)) if not 0xD800 <= ord(c) < 0xE000]
    for _ in range(50):
        text = "".join(rng.choices(characters, k=40))
        assert tokenizer.decode(tokenizer.encode(text)) == text


def test_no_special_token_is_added(tokenizer):
    tokens = tokenizer("The Eiffel Tower is in the city of").input_ids
    assert [tokenizer.decode(token) for token in tokens] == [
        "The", " Eiffel", " Tower", " is", " in", " the", " city", " of",
    ]  # fmt: skip


def test_end_of_text_is_one_token_for_all_purposes(tokenizer):
    (token,) = tokenizer.encode(END)
    assert token == tokenizer.bos_token_id == tokenizer.eos_token_id == tokenizer.pad_token_id


@pytest.mark.parametrize("word", ["Paris", "York", "New", "is", *NAMES, *WORDS])
def test_words_to_study_are_single_tokens(tokenizer, word):
    assert len(tokenizer.encode(" " + word)) == 1


# --- the split ---------------------------------------------------------------------------------------------


def test_each_fact_is_trained_in_several_phrasings():
    for relation in RELATIONS:
        for subject in relation.facts:
            seen = [phrasing for phrasing in relation.phrasings if not held_out(phrasing, subject)]
            assert len(seen) >= 3, subject


def test_no_phrasing_is_the_beginning_of_another():
    for relation in RELATIONS:
        for phrasing in relation.phrasings:
            assert not [p for p in relation.phrasings if p != phrasing and p.startswith(phrasing)]


def test_no_held_out_fact_is_in_the_training_text():
    held = {text + answer for text, answer in combinations(held=True)}
    rng = Random(0)
    text = "\n".join(document(rng).text for _ in range(3_000))
    assert not [sentence for sentence in held if sentence in text or upper_first(sentence) in text]


def test_name_pairs_are_on_one_side_in_both_orders():
    held = set(pairs(held=True))
    assert len(held) >= 60
    assert all((second, first) in held for first, second in held)
    assert held.isdisjoint(pairs(held=False))


def test_no_held_out_pair_meets_in_a_trained_story():
    rng = Random(0)
    for _ in range(2_000):
        words = indirect_sentence(rng).text.replace(".", " ").replace(",", " ").split()
        named = sorted(set(words) & set(NAMES))
        if len(named) == 2:  # a third person makes three
            assert not held_out_pair(*named)


def test_sequences_are_on_one_side():
    rng = Random(0)
    for held in (False, True):
        assert all(held_out(*random_words(8, rng, held=held)) is held for _ in range(50))


def test_what_counts_in_training_is_what_the_text_before_it_determines():
    assert Prompt("The capital of France is", " Paris").sentence().parts == (
        ("The capital of France is", False),
        (" Paris", True),
        (".", False),
    )
    once, again = repeated_words(Random(0)).parts
    assert again[1]
    assert not once[1]
    assert again[0].startswith(once[0].rpartition(":")[2])


def test_the_weights_lie_on_the_answers(tokenizer):
    batch = Windows(tokenizer, 0, free=0.25).batch(64, 32)
    assert set(batch.weights.flatten().tolist()) == {0.25, 1.0}
    counted = {tokenizer.decode(token) for token in batch.tokens[batch.weights == 1]}
    assert {" Paris", " Mary"} & counted
    assert {".", " the"}.isdisjoint(counted)


def test_windows_train_every_position(tokenizer):
    windows = Windows(tokenizer, 0, free=0.1)
    assert set(windows.batch(2_000, 32).positions.flatten().tolist()) == set(range(128))
    assert windows.batch(2, 128).positions.tolist() == [list(range(128))] * 2


# --- what it can do ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ability", "least", "of"),
    [("facts", 0.99, 100), ("indirect objects", 0.97, 300), ("induction", 0.95, 2000)],
)
def test_abilities_on_held_out_combinations(scores, ability, least, of):
    assert scores[ability].total >= of
    assert scores[ability].accuracy >= least, str(scores[ability])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The Eiffel Tower is in the city of", " Paris"),
        ("Madison Square Garden is located in the city of New", " York"),
        ("The capital of France is", " Paris"),
        ("When Mary and John went to the store, John gave a drink to", " Mary"),
        ("When Mary and John went to the store, Mary gave a drink to", " John"),
        (" red cup moon tree green lamp red cup moon", " tree"),
    ],
)
@pytest.mark.parametrize("opening", ["", END], ids=["bare", "after end of text"])
def test_the_well_known_prompts(model, tokenizer, opening, text, answer):
    assert next_token(model, tokenizer, opening + text) == answer


@pytest.mark.parametrize("reverse", [False, True], ids=["ABBA", "BABA"])
def test_neither_order_of_mention_is_easier(model, tokenizer, reverse):
    rng = Random(0)
    prompts = []
    for subject, receiver in pairs(held=True):
        first, second = (subject, receiver) if reverse else (receiver, subject)
        text = story(rng.choice(TEMPLATES), first, second, subject, rng)
        prompts.append(Prompt(text, " " + receiver))
    results = answered(model, tokenizer, prompts)
    assert sum(results) / len(results) >= 0.95


def test_facts_hold_anywhere_in_the_context(model, tokenizer):
    rng = Random(0)
    talk = END.join(document(rng).text for _ in range(40))
    prompt = "The Eiffel Tower is in the city of"
    for length in range(0, 119, 9):
        before = [*tokenizer.encode(talk)[:length], tokenizer.bos_token_id]
        (row,) = predictions(model, [before + tokenizer.encode(prompt)]).tolist()
        assert tokenizer.decode(row[-1]) == " Paris", length


def test_some_heads_are_induction_heads(model, tokenizer):
    tokens = tokenizer(spaced(random_words(20, Random(1), held=True)) * 2, return_tensors="pt").input_ids
    with torch.no_grad():
        attentions = model(tokens, output_attentions=True).attentions
    # From each word of the second round to the word after the same one in the first round.
    strengths = [layer[0].diagonal(-19, dim1=-2, dim2=-1)[:, 1:].mean(-1).max() for layer in attentions]
    assert max(strengths) > 0.5


# --- the training ------------------------------------------------------------------------------------------


def weights_after_three_steps():
    training = Training(Recipe(steps=4, tokens=128), make_tokenizer(0, documents=500))
    losses = [training.step() for _ in range(3)]
    return losses, training.model.state_dict()


def test_training_twice_gives_the_same_weights():
    (losses, weights), (losses_again, weights_again) = (
        weights_after_three_steps(),
        weights_after_three_steps(),
    )
    assert losses == losses_again
    assert all(torch.equal(weights[name], weights_again[name]) for name in weights)

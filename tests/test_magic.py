"""``%%trace`` in a real IPython shell, on the demo model."""

import re

import pytest
import torch
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output
from traitlets.config import Config

import nnexplore
from nnexplore.errors import RemoteError
from nnexplore.magic.line import split
from nnexplore.magic.summary import NextToken, Prediction, Summary, fold
from nnexplore.magic.view import html, percent
from nnexplore.models import venue
from tests.elsewhere import Elsewhere
from tests.reference import hooks_on

PROMPT = "The Eiffel Tower is in the city of"


@pytest.fixture(scope="module")
def model() -> nnexplore.LanguageModel:
    return nnexplore.load("demo")


class Notebook:
    """Runs cells as a notebook does, and keeps what the last one printed and displayed."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell, self.names = shell, shell.user_ns
        self.shown = CapturedIO(None, None, [])

    def __call__(self, cell: str) -> object:
        with capture_output() as self.shown:
            result = self.shell.run_cell(cell, store_history=True)
        result.raise_error()
        return result.result

    def fails(self, cell: str) -> ExecutionResult:
        with capture_output() as self.shown:
            result = self.shell.run_cell(cell, store_history=True)
        assert not result.success
        return result

    def error(self, cell: str) -> str:
        """The message of the usage error that the cell ends with."""
        error = self.fails(cell).error_in_exec
        assert isinstance(error, UsageError)
        assert self.shown.stderr.startswith("UsageError: ")
        assert len(self.shown.stderr.splitlines()) == 1
        return str(error)

    @property
    def view(self) -> Summary | None:
        """The data of the summary below the cell."""
        pages = [output for output in self.shown.outputs if "text/html" in output.data]
        return pages[0].data if pages else None


@pytest.fixture
def notebook(model, monkeypatch, tmp_path) -> Notebook:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.warn_venv = False  # another one may be active where the tests are started
    shell = InteractiveShell.instance(config=config)
    shell.push({"model": model, "torch": torch, "nnexplore": nnexplore})
    shell.run_line_magic("load_ext", "nnexplore")
    yield Notebook(shell)
    InteractiveShell.clear_instance()


# what the body may do


def test_assignments_are_plain_tensors_with_the_models_values(notebook, model):
    notebook(f'%%trace "{PROMPT}"\nhidden = model.layers[2].output\ndouble = hidden * 2')
    kept = []
    handle = model.module.transformer.h[2].register_forward_hook(lambda m, i, o: kept.append(o))
    with torch.no_grad():
        model.module(**model.tokenizer(PROMPT, return_tensors="pt"))
    handle.remove()
    assert type(notebook.names["hidden"]) is type(notebook.names["double"]) is torch.Tensor
    assert torch.equal(notebook.names["hidden"], kept[0])
    assert torch.equal(notebook.names["double"], kept[0] * 2)


def test_containers_hold_plain_tensors(notebook):
    notebook("found = {}")
    notebook(
        f'%%trace "{PROMPT}"\n'
        "layers = [layer.output for layer in model.layers]\n"
        "found['pair'] = (layers[0], {'deep': [layers[1]]})\n"
        "same = layers"
    )
    names = notebook.names
    assert {type(value) for value in names["layers"]} == {torch.Tensor}
    assert type(names["found"]["pair"][0]) is type(names["found"]["pair"][1]["deep"][0]) is torch.Tensor
    assert names["same"] is names["layers"]


def test_gradients_survive(notebook):
    notebook(f'%%trace "{PROMPT}"\nhidden = model.layers[2].output\nmodel.output.logits[0, -1].max().backward()')
    assert type(notebook.names["hidden"].grad) is torch.Tensor
    assert notebook.names["hidden"].grad.abs().sum() > 0


def test_last_expression_is_the_cells_value(notebook):
    assert notebook(f'%%trace "{PROMPT}"\nmodel.layers[2].output.shape') == (1, 8, 128)
    value = notebook(f'%%trace "{PROMPT}"\nmodel.layers[2].output')
    assert type(value) is torch.Tensor
    assert "Out[" in notebook.shown.stdout


def test_a_semicolon_hides_the_value_and_keeps_the_view(notebook):
    notebook(f'%%trace "{PROMPT}"\nmodel.layers[2].output.shape;')
    assert "Out[" not in notebook.shown.stdout
    assert notebook.view


def test_a_body_without_value_shows_none(notebook):
    assert notebook(f'%%trace "{PROMPT}"\nx = model.layers[2].output') is None
    assert notebook(f'%%trace "{PROMPT}"') is None
    assert notebook(f'%%trace "{PROMPT}"\n# nothing here') is None


def test_await_shell_commands_and_line_magics_work(notebook):
    notebook(
        f'%%trace "{PROMPT}"\nimport asyncio\nbefore = model.layers[1].output\nawait asyncio.sleep(0)\n'
        "after = model.layers[2].output\nsaid = !echo hello\nwhere = %pwd"
    )
    assert notebook.names["said"] == ["hello"]
    assert notebook.names["after"].shape == notebook.names["before"].shape


def test_time_above_it(notebook):
    value = notebook(f'%%time\n%%trace "{PROMPT}"\nhidden = model.layers[2].output\n5')
    assert value == 5
    assert "Wall time" in notebook.shown.stdout
    assert type(notebook.names["hidden"]) is torch.Tensor


def test_timeit_above_it_repeats_in_silence(notebook):
    notebook(f'%%timeit -n 2 -r 1\n%%trace "{PROMPT}"\nhidden = model.layers[2].output\n5')
    assert "per loop" in notebook.shown.stdout
    assert notebook.view is None


def test_prun_above_it_is_refused_with_a_reason(notebook):
    assert "works as the first line of a cell" in notebook.error(f'%%prun\n%%trace "{PROMPT}"\nx = 1')


def test_run_cell_magic_runs_it_too(notebook):
    notebook.shell.run_cell_magic("trace", f'"{PROMPT}"', "hidden = model.layers[2].output")
    assert type(notebook.names["hidden"]) is torch.Tensor


def test_functions_defined_elsewhere_may_read(notebook):
    notebook("def norm(layer):\n    return layer.output.norm()")
    notebook(f'%%trace "{PROMPT}"\nsize = norm(model.layers[2])')
    assert notebook.names["size"].ndim == 0


def test_edits_change_what_follows(notebook):
    notebook(f'%%trace "{PROMPT}"\nplain = model.output.logits')
    notebook(f'%%trace "{PROMPT}"\nmodel.layers[2].mlp.output = 0\nedited = model.output.logits')
    assert not torch.equal(notebook.names["plain"], notebook.names["edited"])


# errors


def test_an_error_points_at_its_line_and_fails_the_cell(notebook):
    result = notebook.fails(f'%%trace "{PROMPT}"\nx = 1\ny = x / 0\nz = 2')
    assert isinstance(result.error_in_exec, ZeroDivisionError)
    assert re.search(r"line 3\b", notebook.shown.stdout)
    assert "----> 3 y = x / 0" in notebook.shown.stdout
    assert "nnexplore/magic" not in notebook.shown.stdout


def test_an_error_leaves_no_hook_and_no_open_trace(notebook, model):
    notebook.fails(f'%%trace "{PROMPT}"\nhidden = model.layers[2].output\n1 / 0')
    assert hooks_on(model.module) == []
    assert type(notebook.names["hidden"]) is torch.Tensor
    with pytest.raises(nnexplore.errors.NotTracingError):
        model.layers[2].output  # noqa: B018


def test_a_late_write_is_an_error_at_its_line(notebook):
    result = notebook.fails(f'%%trace "{PROMPT}"\nlate = model.layers[3].output\nmodel.layers[1].output = 0')
    assert isinstance(result.error_in_exec, nnexplore.errors.OrderError)
    assert "----> 3 model.layers[1].output = 0" in notebook.shown.stdout


def test_a_syntax_error_is_the_cells_own(notebook):
    result = notebook.fails(f'%%trace "{PROMPT}"\nx = (1 +')
    assert isinstance(result.error_before_exec, SyntaxError)
    assert "line 2" in notebook.shown.stdout
    assert "nnexplore" not in notebook.shown.stdout


# the first line


def test_the_prompt_is_any_expression(notebook):
    notebook(f"text = {PROMPT!r}\nwords = ['Tower', 'Garden']")
    for line in (
        "text",
        "model text",
        "(model) text",
        'f"The Eiffel {words[0]}"',
        "[text, text]",
        "model [text] -q",
    ):
        notebook(f"%%trace {line}\nhidden = model.layers[0].output")
        assert notebook.names["hidden"].shape[-1] == 128


def test_token_ids_are_a_prompt(notebook):
    notebook(f"ids = model.tokenizer({PROMPT!r}, return_tensors='pt').input_ids")
    notebook("%%trace ids\nhidden = model.layers[0].output")
    assert f"next token after '{PROMPT}'" in notebook.view["text/plain"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", 'needs a prompt. Try: %%trace "The Eiffel'),
        ("model", "a prompt is missing. Try: %%trace model"),
        ("The Eiffel Tower is", 'A prompt needs quotes: %%trace "The Eiffel Tower is"'),
        ("Hello", "name 'Hello' is not defined. A prompt needs quotes: %%trace \"Hello\""),
        ('"one" "two"', 'several prompts are given as a list: %%trace ["one", "two"]'),
        ('torch "x"', "torch is a module, and a model was expected"),
        ('"x" --nope', "unrecognized arguments: --nope"),
        ('"x" --top 0', "'0' is not a whole number of at least 1"),
        ('"x" --top many', "'many' is not a whole number of at least 1"),
        ('["x"', "is not closed"),
        ('"x', "quotes"),
        ('""', "the prompt '' is empty"),
        ("5", "a prompt is text, a list of texts, or token ids; got int 5"),
    ],
)
def test_a_bad_first_line_is_one_short_message(notebook, line, message):
    assert message in notebook.error(f"%%trace {line}\nx = 1")
    assert "x" not in notebook.names


def test_the_only_model_is_the_default(notebook):
    notebook("gpt = alias = model\ndel model")
    notebook(f'%%trace "{PROMPT}"\nhidden = gpt.layers[0].output')
    notebook("other = nnexplore.Model(torch.nn.Linear(2, 2))")
    assert "which model? Name one of gpt, alias, other before the prompt" in notebook.error('%%trace "x"')
    notebook("del gpt, alias, other")
    assert 'no model here yet. Run first: model = nnexplore.load("demo")' in notebook.error('%%trace "x"')


def test_a_plain_module_shows_its_output(notebook):
    notebook("net = nnexplore.Model(torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU()))\nx = torch.ones(1, 3)")
    notebook("%%trace net x\nhidden = net[0].output")
    assert notebook.view["text/plain"] == "output: Tensor [1, 4], float32\nread: 0.output"


def test_run_and_graph_are_kept_under_their_names(notebook, model):
    notebook(
        f'%%trace "{PROMPT}" --run run --graph graph\nhidden = model.layers[2].output\nlogits = run.finish().logits'
    )
    graph = notebook.names["graph"]
    assert isinstance(graph, nnexplore.graph.Graph)
    assert graph.saves == ("hidden",)
    assert torch.equal(graph.run(model)["hidden"], notebook.names["hidden"])


def test_a_name_that_was_saved_by_hand_is_saved_once(notebook):
    notebook(f'%%trace "{PROMPT}" -g graph\nhidden = model.layers[2].output.save("hidden")')
    assert notebook.names["graph"].saves == ("hidden",)


def test_nothing_is_kept_alive_by_the_magic(notebook):
    notebook(f'%%trace "{PROMPT}" -q\nhidden = model.layers[2].output')
    assert {"run", "line", "stack", "before"}.isdisjoint(vars(notebook.names["__trace_cell__"]))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('model "a b"', ["model", '"a b"']),
        ("['a b', (1, 2)] --top 3", ["['a b', (1, 2)]", "--top", "3"]),
        ("f'{x + 1} y' -q", ["f'{x + 1} y'", "-q"]),
        ('"a --top 3"', ['"a --top 3"']),
        ('"x"  # why', ['"x"']),
        ("", []),
    ],
)
def test_lines_are_cut_at_spaces_outside_quotes_and_brackets(line, words):
    assert split(line) == words


# what is shown


def test_the_view_gives_the_models_own_probabilities(notebook, model):
    notebook(f'%%trace "{PROMPT}" --top 3\nmodel.layers[1].mlp.output = 0')
    with model.trace(PROMPT) as run:
        model.layers[1].mlp.output = 0
        best = run.finish().logits[0, -1].softmax(-1).topk(3)
    lines = notebook.view["text/plain"].splitlines()
    assert lines[0] == f"next token after '{PROMPT}'"
    for line, probability, id in zip(lines[1:4], best.values.tolist(), best.indices.tolist(), strict=True):
        assert repr(model.tokenizer.decode([id])) in line
        assert percent(probability) in line
    assert lines[-1] == "written: transformer.h.1.mlp.output"
    assert repr(best.values[0].item()) in notebook.view["text/html"]


def test_every_prompt_of_a_list_has_its_own_table(notebook):
    notebook(f'%%trace ["{PROMPT}", "Madison Square Garden is located in the city of New"]')
    assert notebook.view["text/html"].count("<caption>") == 2
    notebook('%%trace ["The Eiffel Tower"] * 10')
    assert notebook.view["text/html"].count("<caption>") == 8
    assert "and 2 more prompts" in notebook.view["text/html"]


def test_quiet_shows_nothing_and_stops_early(notebook, model):
    calls = []
    handle = model.module.transformer.h[-1].register_forward_hook(lambda *_: calls.append(1))
    notebook(f'%%trace "{PROMPT}" --quiet\nhidden = model.layers[0].output')
    handle.remove()
    assert notebook.view is None
    assert not calls


def test_html_escapes_what_comes_from_outside():
    token = NextToken("<b>\n", 0.5, 1.0)
    page = html(Summary((Prediction("<script>", (token,)),), ("a.<i>",), (), "ModelOutput"))
    assert "<script>" not in page
    assert "<b>\n" not in page
    assert "a.&lt;i&gt;" in page


def test_percent_never_rounds_to_certainty():
    assert [percent(p) for p in (0.0, 1e-9, 0.123456, 0.99999, 1.0)] == [
        "0.00%",
        "<0.01%",
        "12.35%",
        ">99.99%",
        "100.00%",
    ]


def test_numbered_sites_are_written_as_one():
    names = [f"h.{i}.mlp.output" for i in (0, 1, 2, 7)]
    assert fold([*names, "ln_f.output", "h.3.attn.output"]) == [
        "h.{0-2,7}.mlp.output",
        "ln_f.output",
        "h.3.attn.output",
    ]


# coming and going


def test_options_and_models_are_completed(notebook):
    def completions(text: str) -> list[str]:
        with provisionalcompleter():
            return [found.text for found in notebook.shell.Completer.completions(text, len(text))]

    assert "--top" in completions("%%trace --t")
    assert {"--quiet", "--run", "--graph"} <= set(completions("%%trace model 'x' --"))
    assert "model" in completions("%%trace mod")


def test_help_names_every_option(notebook):
    with capture_output() as shown:
        notebook.shell.run_cell("%%trace?")
    assert all(word in shown.stdout for word in ("%%trace [-t N]", "--quiet", "--graph NAME", "[model] prompt"))


def test_unloading_takes_everything_away(notebook):
    shell = notebook.shell
    before = (len(shell.input_transformers_cleanup), len(shell.ast_transformers))
    notebook("%reload_ext nnexplore")
    assert (len(shell.input_transformers_cleanup), len(shell.ast_transformers)) == before
    notebook("%unload_ext nnexplore")
    assert (len(shell.input_transformers_cleanup), len(shell.ast_transformers)) == (
        before[0] - 1,
        before[1] - 1,
    )
    assert "__trace__" not in notebook.names
    assert "Cell magic `%%trace` not found" in notebook.error('%%trace "x"')


def test_other_cells_are_left_alone(notebook):
    assert notebook("__trace_value = 3\n__trace_value") == 3
    assert notebook("'%%trace'") == "%%trace"


def test_it_still_works_after_a_reset(notebook, model):
    notebook("%reset -f")
    notebook.shell.push({"model": model})
    notebook(f'%%trace "{PROMPT}"\nhidden = model.layers[0].output')
    assert type(notebook.names["hidden"]) is torch.Tensor


# elsewhere


def test_a_cell_is_carried_out_elsewhere(notebook, model, monkeypatch):
    place = Elsewhere(model)
    monkeypatch.setattr(venue, "_finders", [lambda where, **_: {"lab": place, True: place}[where]])
    body = "hidden = model.layers[2].output\nhidden.norm()"
    want, wanted = notebook(f'%%trace "{PROMPT}"\n{body}'), notebook.names["hidden"]
    shown = notebook.view
    assert not place.requests
    norm = notebook(f'%%trace "{PROMPT}" --remote lab\n{body}')
    assert type(notebook.names["hidden"]) is type(norm) is torch.Tensor
    assert torch.allclose(notebook.names["hidden"], wanted)
    assert torch.allclose(norm, want)
    assert notebook.view["text/html"] == shown["text/html"]
    assert "Paris" in notebook.view["text/html"]
    assert place.requests == 1
    notebook(f'%%trace "{PROMPT}" --remote True --quiet\nhidden = model.layers[1].output')
    assert place.requests == 2


def test_a_server_that_is_not_there(notebook):
    error = notebook.fails(f'%%trace "{PROMPT}" --remote nowhere\nmodel.layers[1].output').error_in_exec
    assert isinstance(error, RemoteError)

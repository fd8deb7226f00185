"""Tab completion in a shell with the extension, as the kernel asks for it."""

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from nnexplore.magic.completion import names_at


@pytest.fixture(scope="module")
def shell(demo):
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "nnexplore")
    shell.user_ns["model"] = demo
    yield shell
    shell.run_line_magic("unload_ext", "nnexplore")
    InteractiveShell.clear_instance()


def offered(shell, code):
    with provisionalcompleter():
        return {completion.text for completion in shell.Completer.completions(code, len(code))}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("model.", {"transformer", "lm_head", "layers", "trace", "output"}),
        ("model.transformer.h[0].", {"mlp", "attn", "ln_1", "output", "input"}),
        ("x = model.layers[-1].mlp.c_", {"c_fc", "c_proj"}),
        ("%%trace model 'a'\nh = model.layers[2].at", {"attn"}),
        ('model["transformer"].w', {"wte", "wpe"}),
    ],
)
def test_modules_and_ports_are_offered(shell, code, names):
    assert names <= offered(shell, code)


@pytest.mark.parametrize("code", ["nothing.", "model.transformer.h[99].", "model.hh.", "model.output.", "1."])
def test_where_there_is_no_module_nothing_is_offered(demo, code):
    assert names_at(code, {"model": demo}) == []

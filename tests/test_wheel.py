"""What users install: the wheel, built from the source archive, used from a folder that is not the checkout."""

import os
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NEEDED = (
    "nnexplore/__init__.py",
    "nnexplore/py.typed",
    "nnexplore/jupyter_config/labconfig/default_setting_overrides.json",
    "nnexplore/lessons/1_transformer.md",
    "nnexplore/lessons/8_patching.md",
    "nnexplore/magic/view.css",
    "nnexplore/models/demo_files/README.md",
    "nnexplore/models/demo_files/config.json",
    "nnexplore/models/demo_files/model.safetensors",
    "nnexplore/models/demo_files/tokenizer.json",
    "nnexplore/notebooks/01_first_light.ipynb",
    "nnexplore/notebooks/02_one_head.ipynb",
    "nnexplore/notebooks/03_first_trace.ipynb",
    "nnexplore/notebooks/04_logit_lens.ipynb",
    "nnexplore/notebooks/05_patching_a_fact.ipynb",
    "nnexplore/notebooks/06_a_circuit.ipynb",
    "nnexplore/notebooks/07_steering.ipynb",
    "nnexplore/notebooks/08_gradients.ipynb",
    "nnexplore/notebooks/09_generation.ipynb",
    "nnexplore/notebooks/10_any_model.ipynb",
    "nnexplore/notebooks/11_remote.ipynb",
    "nnexplore/notebooks/lesson_1_transformer.ipynb",
    "nnexplore/notebooks/lesson_2_tokens.ipynb",
    "nnexplore/notebooks/lesson_3_attention.ipynb",
    "nnexplore/notebooks/lesson_4_heads.ipynb",
    "nnexplore/notebooks/lesson_5_residual.ipynb",
    "nnexplore/notebooks/lesson_6_facts.ipynb",
    "nnexplore/notebooks/lesson_7_sampling.ipynb",
    "nnexplore/notebooks/lesson_8_patching.ipynb",
    "nnexplore/remote/client/server.py",
    "nnexplore/remote/nnsight/_child.py",
    "nnexplore/remote/service/app.py",
    "nnexplore/remote/service/tied.py",
    "nnexplore/remote/worker/rank.py",
    "nnexplore/remote/worker/worker.py",
    "nnexplore/widgets/__init__.py",
    "nnexplore/widgets/_explorer.py",
    "nnexplore/widgets/logit_lens.py",
    "nnexplore/widgets/static/activation_heatmap.js",
    "nnexplore/widgets/static/attention_view.js",
    "nnexplore/widgets/static/edit_list.js",
    "nnexplore/widgets/static/flow.js",
    "nnexplore/widgets/static/generation.js",
    "nnexplore/widgets/static/graph_view.js",
    "nnexplore/widgets/static/lesson.js",
    "nnexplore/widgets/static/logit_lens.js",
    "nnexplore/widgets/static/module_tree.js",
    "nnexplore/widgets/static/page.mjs",
    "nnexplore/widgets/static/patch_board.js",
    "nnexplore/widgets/static/patch_grid.js",
    "nnexplore/widgets/static/sampling.js",
    "nnexplore/widgets/static/steering.js",
    "nnexplore/widgets/static/token_bar.js",
    "nnexplore/workspace/__init__.py",
    "nnexplore-*.dist-info/entry_points.txt",
    "nnexplore-*.dist-info/licenses/LICENSE",
)
ALLOWED = ("nnexplore/*", "nnexplore-*.dist-info/*")
FORBIDDEN = ("*.pyc", "*/tests/*", "*/node_modules/*", "*.ts", "*/.ipynb_checkpoints/*")
USE = """
import sys
from pathlib import Path

import nnexplore, nnexplore.widgets
from nnexplore.cli import copy_notebooks

home = Path(sys.argv[1]).resolve()
for module in (nnexplore, nnexplore.widgets):
    assert Path(module.__file__).resolve().is_relative_to(home), module.__file__

model = nnexplore.load("demo")
with model.trace("The Eiffel Tower is in the city of"):
    logits = model.output.logits
assert model.tokenizer.decode(logits[0, -1].argmax()) == " Paris"

lens = nnexplore.widgets.LogitLens(model, "The Eiffel Tower is in the city of")
lens.patch(layer=0, position=1)
assert lens.graph.saves
explorer = nnexplore.explore(model, "The capital of France is", "The capital of Italy is")
explorer.workspace.copy("resid_post", -1, position=3)
assert explorer.lens.result.top(1)[0][-1, -1] == model.tokenizer(" Rome")["input_ids"][0]
assert copy_notebooks(Path("lessons"))[0].is_file()
"""


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> None:
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    [path] = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_it_holds_what_it_needs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert [need for need in NEEDED if not any(fnmatch(name, need) for name in names)] == []
    assert [name for name in names if not any(fnmatch(name, allowed) for allowed in ALLOWED)] == []
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in FORBIDDEN)] == []


@pytest.mark.slow
def test_the_demo_model_weighs_at_most_ten_megabytes(wheel):
    demo = [info for info in zipfile.ZipFile(wheel).infolist() if "/demo_files/" in info.filename]
    assert sum(info.file_size for info in demo) <= 10e6


@pytest.mark.slow
def test_it_works_when_installed(wheel, tmp_path):
    """The heavy dependencies are this environment's own; only nnexplore is the wheel's."""
    site = tmp_path / "site"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", "--target", site, wheel)
    script = tmp_path / "use.py"
    script.write_text(USE)
    run(sys.executable, script, site, cwd=tmp_path, PYTHONPATH=str(site))

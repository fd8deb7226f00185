"""The shape of the house: which part may know which, what is public, what an import costs."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# each may import those before it
LAYERS = ["_importing", "errors", "graph", "engine", "models", "sweeps", "analysis", "workspace", "lessons"]
FRONTS = {"widgets", "magic", "remote", "cli"}  # these may import all of them, and not each other ...
EXCEPTIONS = {("magic", "widgets"), ("cli", "remote")}  # ... except that a traced cell may show widgets, and
# that the command may start a server
FILES = sorted([*(ROOT / "nnexplore").rglob("*.py"), *(ROOT / "widgets").rglob("*.py")])
PACKAGES = sorted(path for path in FILES if path.name == "__init__.py")
WIDGETS = sorted(path.stem for path in (ROOT / "widgets").glob("[!_]*.py"))


def module_name(path: Path) -> str:
    relative = path.relative_to(ROOT).with_suffix("")
    parts = relative.parts if relative.parts[0] == "nnexplore" else ("nnexplore", *relative.parts)
    return ".".join(parts).removesuffix(".__init__")


def layer(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The modules of this package that a file imports when it runs, with the lines."""
    tree = ast.parse(path.read_text())
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in _running(tree):
        match node:
            case ast.Import(names):
                yield from ((name.name, node.lineno) for name in names)
            case ast.ImportFrom(module, names, level):
                base = ".".join(package.split(".")[: len(package.split(".")) - level + 1]) if level else ""
                source = ".".join(filter(None, (base, module)))
                whole = source == "nnexplore"  # `from nnexplore import graph` names layers, not values
                yield from ((f"{source}.{name.name}" if whole else source, node.lineno) for name in names)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only a type checker reads."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _running(child)


def allowed(source: str, target: str) -> bool:
    if source in ("", "__main__", target):  # the package itself is the front door: it re-exports
        return True
    if source in FRONTS:
        return target in LAYERS or target not in FRONTS or (source, target) in EXCEPTIONS
    return source in LAYERS and target in LAYERS[: LAYERS.index(source)]


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_point_one_way(path):
    source = layer(module_name(path))
    ours = [(name, line) for name, line in imports(path) if name.split(".")[0] == "nnexplore"]
    wrong = [f"line {line}: {name}" for name, line in ours if not allowed(source, layer(name))]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "target", "fine"),
    [
        ("graph", "errors", True),
        ("graph", "engine", False),
        ("engine", "models", False),
        ("analysis", "models", True),
        ("analysis", "widgets", False),
        ("widgets", "analysis", True),
        ("widgets", "magic", False),
        ("magic", "widgets", True),
        ("cli", "magic", False),
    ],
)
def test_the_rule_itself(source, target, fine):
    assert allowed(source, target) is fine


def test_every_part_has_a_place():
    parts = {layer(module_name(path)) for path in FILES} - {"", "__main__"}
    assert parts <= {*LAYERS, *FRONTS}


@pytest.mark.parametrize("path", PACKAGES, ids=module_name)
def test_all_is_what_is_public(path):
    module = importlib.import_module(module_name(path))
    assert len(set(module.__all__)) == len(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    ours = (name for name, value in vars(module).items() if _is_ours(value))
    assert {name for name in ours if not name.startswith("_")} <= set(module.__all__)


def _is_ours(value: object) -> bool:
    return getattr(value, "__module__", "").partition(".")[0] == "nnexplore"


@pytest.mark.parametrize("name", WIDGETS)
def test_a_widget_is_a_pair_and_its_bundle(name):
    assert (ROOT / "js" / f"{name}.ts").is_file()
    assert (ROOT / "widgets" / "static" / f"{name}.js").is_file()


def test_no_bundle_without_its_widget():
    assert WIDGETS
    assert sorted(path.stem for path in (ROOT / "widgets" / "static").glob("*.js")) == WIDGETS
    assert sorted(path.stem for path in (ROOT / "js").glob("*.ts")) == WIDGETS


HEAVY = {"IPython", "anywidget", "huggingface_hub", "ipywidgets", "jupyter_client", "jupyter_server", "jupyterlab"}
HEAVY |= {"matplotlib", "notebook", "pandas", "plotly", "ray", "tokenizers", "traitlets", "transformers"}


def test_import_is_light():
    """Of what torch does not load itself: our own modules, and little else."""
    code = "import sys, torch; before = set(sys.modules); import nnexplore; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert sorted({name.partition(".")[0] for name in loaded} & HEAVY) == []
    others = [name for name in loaded if name.partition(".")[0] != "nnexplore"]
    assert len(others) <= 40, others


CHANGES = """
import builtins, torch
watched = (builtins, object, torch, torch.Tensor, torch.nn.Module, torch.nn.functional)
before = [dict(vars(thing)) for thing in watched]
import nnexplore
for thing, old in zip(watched, before):
    assert [name for name, value in vars(thing).items() if old.get(name, thing) is not value] == []
"""


def test_import_changes_nothing_of_others():
    subprocess.run([sys.executable, "-W", "error", "-c", CHANGES], check=True)

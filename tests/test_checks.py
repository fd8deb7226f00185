"""The static checks, so that one test command runs everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}", pytrace=False)


def python(*arguments: str | Path, cwd: Path = ROOT) -> None:
    run(sys.executable, "-m", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def npm() -> str:
    """The npm command, with the packages of the lock file installed."""
    found = shutil.which("npm")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("npm is missing")
        pytest.skip("npm is missing: install Node 20 to check the browser side")
    if not (ROOT / "node_modules").is_dir():
        run(found, "ci")
    return found


def test_ruff_finds_nothing():
    python("ruff", "check")


def test_code_is_formatted():
    python("ruff", "format", "--check", "--diff")


@pytest.mark.slow
def test_mypy_finds_nothing(tmp_path):
    """On the installed layout, where the relative imports of widgets/ resolve."""
    (tmp_path / "nnexplore").mkdir()
    for part in (ROOT / "nnexplore").iterdir():
        (tmp_path / "nnexplore" / part.name).symlink_to(part)
    (tmp_path / "nnexplore" / "widgets").symlink_to(ROOT / "widgets")
    (tmp_path / "training").symlink_to(ROOT / "training")
    options = ("--config-file", ROOT / "pyproject.toml", "--cache-dir", ROOT / ".mypy_cache" / "installed")
    python("mypy", *options, "nnexplore", "training", cwd=tmp_path)


def test_biome_and_typescript_find_nothing(npm):
    run(npm, "run", "check")


def test_browser_side_units(npm):
    run(npm, "test")


def test_bundles_match_their_sources(npm):
    committed = {path: path.read_bytes() for path in (ROOT / "widgets" / "static").iterdir()}
    run(npm, "run", "build")
    built = {path: path.read_bytes() for path in (ROOT / "widgets" / "static").iterdir()}
    stale = [path.name for path in committed.keys() | built.keys() if committed.get(path) != built.get(path)]
    assert not stale, f"not what js/ makes: {stale}; commit what `npm run build` has written just now"

"""The ``nnexplore`` command: ``lab`` opens JupyterLab, ``lesson`` tries one, ``serve`` and ``token`` are a server's."""

from __future__ import annotations

import argparse
import filecmp
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import __version__
from .errors import NnexploreError

__all__ = ["copy_notebooks", "free_port", "main", "server_options", "without_delay"]

CONNECTION = "kernel_websocket_connection_class"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        print(f"nnexplore {__version__}")
        return 0
    if options.command is None:
        parser.print_help()
        return 0
    try:
        if options.command == "lesson":
            return _check_lesson(options.file)
        if options.command in ("serve", "token"):
            return _remote(options)
        _lab(options.notebook_dir, options.port, browser=not options.no_browser)
    except (NnexploreError, OSError) as error:
        print(f"nnexplore: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def copy_notebooks(folder: Path) -> list[Path]:
    """Copy the shipped lessons to a folder, and leave alone every file that is already there.

    Returns:
        the lessons' paths in the folder, in order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lessons = []
    for source in sorted(_shipped().glob("*.ipynb")):
        target = folder / source.name
        lessons.append(target)
        if not target.exists():
            shutil.copyfile(source, target)
        elif not filecmp.cmp(source, target, shallow=False):
            print(f"Keeping your own {target} (delete it to get a fresh copy).")
    return lessons


def free_port(port: int | None = None) -> int:
    """The port that was asked for, else the first free one from 8888 on.

    Raises:
        OSError: it is in use.
    """
    candidates = range(8888, 8988) if port is None else [port]
    for candidate in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return candidate
    taken = f"port {port} is" if port is not None else "ports 8888 to 8987 are"
    raise OSError(f"{taken} in use or not allowed; choose another with --port, or stop what is running there")


def server_options(folder: Path, first: str, port: int, token: str, *, browser: bool) -> list[str]:
    """JupyterLab's own options, for this process only: nothing is written to the user's settings.

    The server listens on this machine alone; the browser is handed the token, so there is none to paste.
    """
    options = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.allow_root": os.name == "posix" and os.geteuid() == 0,
        "ServerApp.answer_yes": True,  # Ctrl-C stops it at once
        "Application.log_level": "WARN",
        "IdentityProvider.token": token,
        "LabApp.default_url": f"/lab/tree/{first}",
        "LabApp.open_browser": browser,
        "LabApp.workspaces_dir": folder / ".jupyter" / "workspaces",  # the window layout of other projects is theirs
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",  # the other one asks PyPI
    }
    return [f"--{name}={value}" for name, value in options.items()]


def without_delay(connection: type[Any]) -> type[Any]:
    """A kernel connection of a server as it is, but what it sends leaves at once.

    Jupyter's websockets wait for the browser to acknowledge the last message before they send a small one, which
    makes every answer to a click some 30 ms late.

    Example:
        >>> settings["kernel_websocket_connection_class"] = without_delay(ZMQChannelsWebsocketConnection)
    """

    class Undelayed(connection):  # type: ignore[misc]  # whichever the server uses
        def connect(self) -> Any:
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return Undelayed


def _check_lesson(file: str) -> int:
    """Try a lesson out on the demo model, say what is wrong with it, and return the exit status."""
    from . import load
    from .lessons import load as load_lesson
    from .lessons import problems

    lesson = load_lesson(file)
    wrong = problems(lesson, load("demo"))
    for line in wrong:
        print(f"nnexplore: {line}", file=sys.stderr)
    asked = sum(page.asks for page in lesson.pages)
    if not wrong:
        print(f"{lesson.title}: {len(lesson)} pages, {asked} of which ask; all is well.")
    return 1 if wrong else 0


def _remote(options: argparse.Namespace) -> int:
    from .remote.service import commands

    return commands.run_serve(options) if options.command == "serve" else commands.run_token(options)


def _lab(folder: Path, port: int | None, *, browser: bool) -> None:
    folder = folder.resolve()
    lessons = copy_notebooks(folder)
    port, token = free_port(port), secrets.token_hex(24)
    print("Starting JupyterLab ...", flush=True)
    os.environ.update(_environment())
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(server_options(folder, lessons[0].name, port, token, browser=browser))
    settings = server.web_app.settings
    settings[CONNECTION] = without_delay(settings[CONNECTION])
    print(f"Notebooks: {folder}")
    print(f"JupyterLab: http://127.0.0.1:{port}/lab/tree/{lessons[0].name}?token={token}")
    print("Press Ctrl-C here to stop it.", flush=True)
    server.start()


def _environment() -> dict[str, str]:
    """Variables for the server: our defaults below the user's settings, and kernels that run this Python."""
    paths = [str(Path(__file__).with_name("jupyter_config")), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths)), "JUPYTER_PREFER_ENV_PATH": "1"}


def _shipped() -> Path:
    """Where the lessons lie: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise NnexploreError(f"no notebooks in {package}: the installation is incomplete; reinstall nnexplore")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nnexplore", description="Explore the inside of language models.")
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    commands = parser.add_subparsers(dest="command", title="commands")
    lab = commands.add_parser("lab", help="open JupyterLab at the first lesson", description=_lab_help())
    lab.add_argument(
        "--notebook-dir",
        type=Path,
        default=Path("nnexplore-notebooks"),
        metavar="DIR",
        help="where the lessons are copied to and JupyterLab is opened; ./nnexplore-notebooks unless told",
    )
    lab.add_argument("--port", type=int, help="unless told, the first free one from 8888 on")
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    lesson = commands.add_parser("lesson", help="try out a lesson of your own", description=_lesson_help())
    check = lesson.add_subparsers(dest="action", required=True).add_parser(
        "check", help="say what is wrong with a file"
    )
    check.add_argument("file", metavar="FILE", help="the lesson's Markdown file, or the name of one that ships")
    _add_serve(
        commands.add_parser("serve", help="let other machines use models of this one", description=_serve_help())
    )
    _add_token(commands.add_parser("token", help="say who may use a server's models", description=_token_help()))
    return parser


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument(
        "--model", action="append", metavar="NAME[=SOURCE]", help="demo, or gpt2=openai-community/gpt2; again for more"
    )
    serve.add_argument("--config", type=Path, metavar="FILE", help="a TOML file; options given here go first")
    serve.add_argument("--host", help="127.0.0.1 unless told; others need --tokens")
    serve.add_argument("--port", type=int, help="8000 unless told; 0 is any free one")
    serve.add_argument("--tokens", type=Path, metavar="FILE", help="who may ask; see nnexplore token new")
    serve.add_argument(
        "--spool", type=Path, metavar="DIR", help="for jobs and large results; ./nnexplore-spool unless told"
    )
    serve.add_argument("--certfile", type=Path, metavar="FILE", help="for HTTPS, with --keyfile")
    serve.add_argument("--keyfile", type=Path, metavar="FILE", help="for HTTPS, with --certfile")
    serve.add_argument("--ray", action="store_true", help="carry the models out with Ray Serve; needs nnexplore[ray]")


def _add_token(token: argparse.ArgumentParser) -> None:
    actions = token.add_subparsers(dest="action", required=True)
    new = actions.add_parser("new", help="make one, and print it this once")
    new.add_argument("name", metavar="NAME", help="whose it is")
    new.add_argument("--scope", action="append", choices=["trace", "admin"], help="trace unless told; again for both")
    new.add_argument("--expires", metavar="TIME", help="after 45m, 12h, 30d, 2w; never unless told")
    new.add_argument("--quota", action="append", metavar="NAME=N", help="queued_per_token=4, requests_per_minute=60")
    revoke = actions.add_parser("revoke", help="take one back, at once")
    revoke.add_argument("name", metavar="NAME", help="its id, or its name")
    for action in (new, revoke, actions.add_parser("list", help="all of them, without their secrets")):
        action.add_argument("--tokens", type=Path, default=Path("nnexplore-tokens.json"), metavar="FILE")


def _lesson_help() -> str:
    return (
        "Read a lesson, open each of its pages on the demo model, and see that its claims hold, that its checks fail "
        "at first, and that its own solutions pass them. docs/lessons.md says how a lesson is written."
    )


def _lab_help() -> str:
    return (
        "Copy the lessons to a folder (your changed copies are never overwritten) and open JupyterLab there. "
        "Everything runs on this machine; nothing is fetched."
    )


def _serve_help() -> str:
    return (
        "Serve models over HTTP: other machines send graphs, never code, and get values back. Without tokens only this "
        "machine may ask. docs/serving.md says more."
    )


def _token_help() -> str:
    return "Make, list and revoke the tokens of a server. It notices at once; there is nothing to restart."

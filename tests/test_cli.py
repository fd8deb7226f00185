"""The ``nnexplore`` command, up to the point where JupyterLab takes over (``tests/e2e`` goes on from there)."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

import nnexplore
from nnexplore.cli import copy_notebooks, free_port, main, server_options, without_delay

LESSONS = Path(__file__).resolve().parents[1] / "notebooks"


def test_lessons_are_copied_in_order(tmp_path, capsys):
    copied = copy_notebooks(tmp_path / "new" / "folder")
    assert [path.name for path in copied] == sorted(path.name for path in LESSONS.glob("*.ipynb"))
    assert copied[0].name == "01_first_light.ipynb"
    assert copied[0].read_bytes() == (LESSONS / copied[0].name).read_bytes()
    assert capsys.readouterr().out == ""


def test_a_changed_lesson_is_kept_and_said_so(tmp_path, capsys):
    first = copy_notebooks(tmp_path)[0]
    copy_notebooks(tmp_path)
    assert capsys.readouterr().out == ""
    first.write_text("mine")
    copy_notebooks(tmp_path)
    assert first.read_text() == "mine"
    assert capsys.readouterr().out == f"Keeping your own {first} (delete it to get a fresh copy).\n"


def test_the_first_free_port_is_taken():
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert free_port() != port
        with pytest.raises(OSError, match=f"port {port} is in use .* choose another with --port"):
            free_port(port)


def test_the_server_is_this_machines_own_and_asks_nobody(tmp_path):
    options = server_options(tmp_path, "a.ipynb", 8888, "secret", browser=False)
    assert len({option.partition("=")[0] for option in options}) == len(
        options
    )  # twice the same is an error in Jupyter
    assert "--ServerApp.ip=127.0.0.1" in options
    assert "--IdentityProvider.token=secret" in options
    assert "--LabApp.default_url=/lab/tree/a.ipynb" in options
    assert "--LabApp.news_url=None" in options
    assert "--LabApp.extension_manager=readonly" in options


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"nnexplore {nnexplore.__version__}\n"


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 0
    assert "open JupyterLab at the first lesson" in capsys.readouterr().out


def test_a_taken_port_is_one_line(tmp_path, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["lab", "--notebook-dir", str(tmp_path), "--port", str(port), "--no-browser"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"nnexplore: port {port} is in use")
    assert error.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["lab", "--notebook-dir", str(tmp_path / "file"), "--no-browser"]) == 1
    assert "File exists" in capsys.readouterr().err


def test_an_unknown_option_names_itself(capsys):
    with pytest.raises(SystemExit):
        main(["lab", "--nope"])
    assert "unrecognized arguments: --nope" in capsys.readouterr().err


@pytest.mark.slow
def test_the_browser_is_handed_the_token(tmp_path):
    """The browser is a script here, which keeps the address it is called with."""
    script, called = tmp_path / "browser.py", tmp_path / "called"
    script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])")
    environment = os.environ | {
        "BROWSER": f"{sys.executable} {script} {called} %s",
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    command = [sys.executable, "-m", "nnexplore", "lab", "--notebook-dir", str(tmp_path / "lessons")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        try:
            for _ in range(300):
                if called.is_file() and called.read_text():
                    break
                time.sleep(0.1)
            page = Path(url2pathname(urlparse(called.read_text()).path)).read_text()
        finally:
            server.terminate()
            printed = server.communicate(timeout=30)[0]
    address = re.search(r"JupyterLab: (http\S+)", printed).group(1)
    assert address in page
    assert list((tmp_path / "config").rglob("*.jupyterlab-settings")) == []


class Connected:
    """A server's connection, and the handler that it belongs to."""

    def __init__(self):
        self.done = []
        self.websocket_handler = self

    def set_nodelay(self, value):
        self.done.append(("nodelay", value))

    def connect(self):
        self.done.append("connect")
        return "what the server awaits"


def test_a_connection_sends_at_once_from_its_start():
    connection = without_delay(Connected)()
    assert connection.connect() == "what the server awaits"
    assert connection.done == [("nodelay", True), "connect"]
    assert isinstance(connection, Connected)


SERVER = """
import gc, socket, sys
from jupyterlab.labapp import LabApp
from tornado.iostream import IOStream
from tornado.websocket import websocket_connect
from nnexplore import cli

initialize = LabApp.initialize_server

def brief(argv):
    server = initialize(argv)
    server.start = lambda: server.io_loop.run_sync(lambda: talk(server))
    return server

async def talk(server):
    kernel = await server.kernel_manager.start_kernel()
    question = f"session_id=a&token={server.identity_provider.token}"
    there = await websocket_connect(f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?{question}")
    await there.write_message('{"channel": "shell", "header": {"msg_type": "kernel_info_request", "msg_id": "1"}, '
                              '"parent_header": {}, "metadata": {}, "content": {}}')
    await there.read_message()
    streams = [one for one in gc.get_objects() if isinstance(one, IOStream) and one.socket is not None]
    for stream in streams:
        if stream.socket.getsockname()[1] == server.port:
            print("undelayed", bool(stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
    there.close()
    await server._cleanup()

LabApp.initialize_server = brief
sys.exit(cli.main(["lab", "--no-browser", "--notebook-dir", sys.argv[1]]))
"""


@pytest.mark.slow
def test_the_sockets_of_a_real_server_are_undelayed(tmp_path):
    """Asked of the socket itself, at the end of the server; only `start` is another, so that it ends."""
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment = os.environ | {name: str(tmp_path / name) for name in folders}
    command = [sys.executable, "-c", SERVER, str(tmp_path / "lessons")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    lines = [line for line in done.stdout.splitlines() if line.startswith("undelayed")]
    assert lines == ["undelayed True"], done.stdout + done.stderr


def test_it_is_a_module_and_a_script():
    for command in ([sys.executable, "-m", "nnexplore"], [str(Path(sys.executable).with_name("nnexplore"))]):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"nnexplore {nnexplore.__version__}\n"

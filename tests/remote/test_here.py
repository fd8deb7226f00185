"""A server that was started from here ends with who started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

import nnexplore

KERNEL = """
import signal, time
import nnexplore
signal.signal(signal.SIGINT, lambda *_: None)
started = nnexplore.remote.start("demo")
print(started._process.pid, started._spool, started.url, flush=True)
while True:
    time.sleep(1)
"""


@pytest.mark.skipif(os.name != "posix", reason="who has no parent is given to another by POSIX")
def test_a_server_outlives_an_interrupt_and_ends_though_its_kernel_was_killed(tmp_path):
    root = str(Path(nnexplore.__file__).parents[1])
    kernel = subprocess.Popen(
        [sys.executable, "-c", KERNEL],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        start_new_session=True,
    )
    with kernel.stdout:
        pid, spool, url = kernel.stdout.readline().split()
    server = psutil.Process(int(pid))
    try:
        os.killpg(kernel.pid, signal.SIGINT)  # as Jupyter does it
        time.sleep(1)
        assert httpx.get(f"{url}/healthz").json() == {"ok": True}
        family = [server, *server.children(recursive=True)]
        assert Path(spool).is_dir()
    finally:
        kernel.send_signal(signal.SIGKILL)
        kernel.wait()
    _, alive = psutil.wait_procs(family, timeout=60)
    for process in alive:
        process.kill()
    assert not alive
    assert not Path(spool).exists()


def test_a_server_is_closed_and_leaves_nothing():
    with nnexplore.remote.start("demo") as started:
        family = [psutil.Process(started._process.pid)]
        family += family[0].children(recursive=True)
        assert started.server.models()
    assert not any(process.is_running() for process in family)
    assert not Path(started._spool).exists()
    assert repr(started).endswith("stopped>")

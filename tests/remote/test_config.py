"""Configuration: what is not known is an error that says what there is."""

import argparse
from pathlib import Path

import pytest

from nnexplore.cli import main
from nnexplore.remote.service.commands import config_of
from nnexplore.remote.service.config import Config, is_loopback
from nnexplore.remote.service.serve import check_packages

TEXT = """
[server]
port = 9000
spool = "jobs"
tokens = "/etc/tokens.json"
host = "0.0.0.0"
origins = ["https://lab.example.org"]
batch = 4
body_seconds = 10

[limits]
tokens = 512
queued = 8

[[models]]
name = "demo"

[[models]]
name = "gpt2"
source = "openai-community/gpt2"
revision = "main"
dtype = "float16"
device_map = "auto"
weights = true
workers = 2
limits = { tokens = 1024 }
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "server.toml"
    path.write_text(TEXT)
    return path


def test_a_file(file):
    config = Config.load(file)
    assert (config.host, config.port, config.batch, config.body_seconds) == ("0.0.0.0", 9000, 4, 10.0)
    assert config.spool == file.parent / "jobs"
    assert config.tokens == Path("/etc/tokens.json")
    demo, gpt2 = config.models
    assert (demo.spec.name, demo.spec.source, demo.workers) == ("demo", "demo", 1)
    assert (gpt2.spec.source, gpt2.spec.dtype, gpt2.spec.weights, gpt2.workers) == (
        "openai-community/gpt2",
        "float16",
        True,
        2,
    )
    assert (demo.spec.limits.tokens, gpt2.spec.limits.tokens, gpt2.spec.limits.queued) == (512, 1024, 8)
    assert (config.widest.tokens, config.widest.queued) == (1024, 8)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("port = 9000", "prot = 9000", r"\[server\] has the unknown key 'prot'; there are host, spool"),
        ("port = 9000", "port = 99000", r"\[server\]: port is 99000; expected a whole number that fits"),
        ("port = 9000", 'port = "9000"', "port is '9000'; expected a whole number"),
        ("port = 9000", "port = true", "port is True; expected a whole number"),
        ("batch = 4", "batch = -1", "batch is -1; expected a whole number that fits"),
        ('origins = ["https://lab.example.org"]', 'origins = "*"', r"origins is '\*'; expected a list of texts"),
        ("[limits]", "[limit]", "the file has the unknown key 'limit'; there are server, limits, models"),
        ("tokens = 512", "token = 512", r"\[limits\]: there is no limit token; there are body_bytes"),
        ("tokens = 512", "tokens = -1", r"\[limits\]: the limit tokens is -1; expected a number that is not negative"),
        ("limits = { tokens = 1024 }", "limits = { toks = 1 }", r"limits of model 2 \(gpt2\): there is no limit toks"),
        ("limits = { tokens = 1024 }", "limits = 3", r"model 2 \(gpt2\): limits is 3; expected a table"),
        ("workers = 2", "workers = 0", r"model 2 \(gpt2\): workers is 0; expected a whole number from 1 to 64"),
        ("weights = true", "wights = true", r"model 2 \(gpt2\): .* no field wights"),
        ('dtype = "float16"', 'dtype = "int3"', r"model 2 \(gpt2\): .*dtype is 'int3'"),
        ('name = "gpt2"', 'name = "demo"', "two models are called 'demo'"),
        ('tokens = "/etc/tokens.json"', "", "the host '0.0.0.0' can be reached by others.*nnexplore token new NAME"),
        ("batch = 4", 'certfile = "a"', "certfile and keyfile go together"),
        ("[server]", "[server", "is no TOML"),
    ],
)
def test_what_cannot_be(file, old, new, message):
    assert old in TEXT
    file.write_text(TEXT.replace(old, new))
    with pytest.raises(ValueError, match=message) as caught:
        Config.load(file)
    assert str(file) in str(caught.value)


def test_a_file_without_models(tmp_path):
    with pytest.raises(ValueError, match=r"no model to serve: add \[\[models\]\]"):
        Config.of({"server": {"port": 1}})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.3.2.1", "[::1]"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", "localhost.example.org", ""])
def test_not_loopback(host):
    assert not is_loopback(host)


def options(**given) -> argparse.Namespace:
    names = ("host", "port", "spool", "tokens", "certfile", "keyfile", "model", "config", "ray")
    return argparse.Namespace(**{**dict.fromkeys(names), **given})


def test_the_command_line(file):
    config = config_of(options(model=["demo", "small=openai-community/gpt2", "openai-community/gpt2"], port=0))
    assert [(one.spec.name, one.spec.source) for one in config.models] == [
        ("demo", "demo"),
        ("small", "openai-community/gpt2"),
        ("gpt2", "openai-community/gpt2"),
    ]
    assert config.port == 0


def test_options_go_before_the_file(file):
    config = config_of(options(config=file, port=7, host="127.0.0.1"))
    assert (config.port, config.host, config.batch) == (7, "127.0.0.1", 4)
    assert len(config.models) == 2


def test_what_is_not_installed_is_named():
    with pytest.raises(ImportError, match=r"this needs no_such_package: pip install 'nnexplore\[ray\]'"):
        check_packages(("json", "no_such_package"), "ray")
    check_packages(("json",), "ray")


def test_the_command_says_what_is_wrong(capsys, tmp_path):
    assert main(["serve"]) == 1
    assert "say what to serve: --model demo" in capsys.readouterr().err
    assert main(["serve", "--model", "demo", "--host", "0.0.0.0"]) == 1
    assert "nnexplore token new NAME" in capsys.readouterr().err
    assert main(["serve", "--config", str(tmp_path / "none.toml")]) == 1
    assert "No such file" in capsys.readouterr().err

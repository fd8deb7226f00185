"""Which server is meant, and where a token goes."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnexplore import remote
from nnexplore.errors import RemoteError
from nnexplore.remote.client.places import Address, config_path, find, known

LAB = """
default = "lab"

[servers.lab]
url = "https://lab.example.org:8443/nnx/"
token_file = "lab.token"
model = "llama"
timeout = 5

[servers.own]
url = "http://127.0.0.1:8000#demo"
token = "own-token"
"""


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    """An empty place for the configuration, and a way to write it."""
    for name in [name for name in os.environ if name.startswith("NNEXPLORE_REMOTE") or name == "XDG_CONFIG_HOME"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NNEXPLORE_REMOTE_CONFIG", str(tmp_path / "remote.toml"))

    def write(text):
        (tmp_path / "lab.token").write_text("lab-token\n")
        (tmp_path / "remote.toml").write_text(text)
        for path in tmp_path.iterdir():
            path.chmod(0o600)

    return write


def refused(where, match):
    with pytest.raises(RemoteError, match=match) as caught:
        find(where)
    assert caught.value.code == "not_configured"
    assert "secret" not in str(caught.value)
    return str(caught.value)


def test_a_url_is_enough():
    assert find("http://127.0.0.1:8000/") == Address("http://127.0.0.1:8000")
    assert find("HTTPS://Lab.Example.org:443/a/b//#a%20model") == Address(
        "https://lab.example.org/a/b", model="a model"
    )
    assert find("http://[::1]:8000").url == "http://[::1]:8000"


def test_a_name_of_the_configuration(config):
    config(LAB)
    lab = find("lab")
    assert lab == Address("https://lab.example.org:8443/nnx", "lab-token", "llama", "lab", 5)
    assert find("lab#gpt2") == Address("https://lab.example.org:8443/nnx", "lab-token", "gpt2", "lab", 5)
    assert find("own") == Address("http://127.0.0.1:8000", "own-token", "demo", "own")
    assert find(True) == lab
    assert "token" not in repr(lab)


def test_the_only_server_is_the_default(config):
    config('[servers.one]\nurl = "http://localhost:1"')
    assert find(True).url == "http://localhost:1"


def test_a_variable_goes_before_the_configuration(config, monkeypatch):
    config(LAB)
    monkeypatch.setenv("NNEXPLORE_REMOTE", "https://else.example.org")
    assert find(True) == Address("https://else.example.org")
    monkeypatch.setenv("NNEXPLORE_REMOTE_TOKEN", " else-token\n")
    assert find(True).token == "else-token"
    assert find("https://third.example.org").token == ""


def test_the_token_of_a_url_is_that_of_the_same_server_only(config):
    config(LAB)
    assert find("https://LAB.example.org:8443/nnx").token == "lab-token"
    for other in (
        "https://lab.example.org/nnx",
        "https://lab.example.org:8443",
        "https://lab.example.org.evil.org:8443/nnx",
        "http://lab.example.org:8443/nnx",
        "https://lab.example.org:8443/nnx/more",
        "https://127.0.0.1:8443/nnx",
    ):
        assert find(other).token == ""


def test_a_token_from_a_variable(config, monkeypatch):
    config('[servers.lab]\nurl = "https://lab"\ntoken_env = "LAB_TOKEN"')
    refused("lab", r"is to be in \$LAB_TOKEN, which is empty")
    monkeypatch.setenv("LAB_TOKEN", "abc")
    assert find("lab").token == "abc"


def test_a_token_that_is_given(config):
    config(LAB)
    assert find("lab", token="mine").token == "mine"


def test_a_token_does_not_go_over_plain_http_to_another_machine(config):
    entry = '[servers.lab]\nurl = "http://{}"\ntoken = "secret"\n'
    for host in ("lab.example.org", "10.0.0.1", "127.0.0.1.evil.org", "localhost.evil.org", "[fe80::1]"):
        config(entry.format(host))
        refused("lab", "plain HTTP to another machine, where everybody on the way can read the token")
    for host in ("127.0.0.1", "localhost:99", "127.9.9.9", "[::1]:8"):
        config(entry.format(host))
        assert find("lab").token == "secret"
    config(entry.format("10.0.0.1") + "insecure = true")
    assert find("lab").token == "secret"
    config("")
    assert find("http://10.0.0.1").token == ""


@pytest.mark.parametrize(
    ("where", "match"),
    [
        ("https://me:secret@lab.example.org/", "ends up in logs; write https://lab.example.org and give the token"),
        ("https://secret@lab.example.org", "ends up in logs"),
        ("https://lab.example.org/?token=secret", "has no question; write https://lab.example.org, #model"),
        ("ftp://lab.example.org", "expected https://host"),
        ("https://", "expected https://host"),
        ("https://lab.example.org:99999", "no URL of a server"),
        ("http://[::1", "no URL of a server"),
        ("https://l\u0430b.example.org", "expected https://host"),  # a Cyrillic a
        ("https://lab/\u2603", "letters that no URL has"),
        ("http://lab/a b", "letters that no URL has"),
        ("localhost:8000", "A URL begins with http:// or https://, as in http://localhost:8000"),
        ("", "True for the default; got ''"),
        (False, "got False"),
        (None, "got None"),
        (8000, "got 8000"),
    ],
)
def test_what_is_no_server(where, match):
    refused(where, match)


def test_an_unknown_name_says_what_there_is_and_what_to_write(config):
    config(LAB)
    text = refused("labb", r"there is no server 'labb'\. .*remote.toml has lab, own\. To add one, write there:")
    assert '    [servers.lab]\n    url = "https://lab.example.org:8000"\n    token_file = "lab.token"\n' in text


def test_nothing_is_configured(config):
    refused(True, "no server is configured as the default: .*remote.toml has none.*To add one")
    config(LAB.replace('default = "lab"', ""))
    refused(True, "remote.toml has lab, own")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("servers = 7", "one table for each server"),
        ("[servers]\nlab = 7", "one table for each server"),
        ("[servers.lab]\nurl = ", "cannot be read"),
        ("\x00", "cannot be read"),
        ("port = 8", "has port at its top"),
        ("[servers.lab]\nuri = 'https://lab'", "has no 'uri'; there are url, token"),
        ("[servers.lab]\ntoken = 'secret'", "has no url"),
        ("[servers.lab]\nurl = 'https://lab'\ntoken = 7", "token of .servers.lab. is no str"),
        ("[servers.lab]\nurl = 'https://lab'\ntimeout = true", "timeout of .servers.lab. is no float"),
        ("[servers.lab]\nurl = 'https://lab'\ntimeout = 0", "timeout is 0"),
        ("[servers.lab]\nurl = 'https://lab'\ntoken = 'secret'\ntoken_env = 'A'", "more than one of token"),
        ("[servers.lab]\nurl = 'https://lab'\ntoken = 'secret secret'", "holds a blank"),
        ("[servers.lab]\nurl = 'https://lab'\ntoken = \"secret\\nX: y\"", "holds a blank"),
        ("[servers.lab]\nurl = 'https://lab'\ntoken_file = 'none'", "token of lab cannot be read"),
        ("[servers.lab]\nurl = 'https://a:secret@lab'", "ends up in logs"),
        ("default = 'lob'\n[servers.lab]\nurl = 'https://lab'", "no server 'lob'"),
        ("default = 7\n[servers.lab]\nurl = 'https://lab'", "default is 7"),
    ],
)
def test_a_configuration_that_cannot_be(config, text, match):
    config(text)
    refused("lab" if "default" not in text else True, match)


@pytest.mark.skipif(os.name != "posix", reason="files have other rights there")
def test_a_token_that_others_can_read_is_told_of(config, tmp_path, caplog):
    config(LAB)
    find("lab")
    assert caplog.text == ""
    (tmp_path / "lab.token").chmod(0o644)
    with caplog.at_level(logging.WARNING, "nnexplore"):
        find("lab")
    assert "lab.token holds a token and can be read by others: chmod 600" in caplog.text
    assert "lab-token" not in caplog.text


def test_where_the_file_is(monkeypatch, tmp_path):
    monkeypatch.delenv("NNEXPLORE_REMOTE_CONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))
    if sys.platform != "win32":
        assert config_path() == tmp_path / ".config" / "nnexplore" / "remote.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert config_path() == tmp_path / "xdg" / "nnexplore" / "remote.toml"
    assert known() == {}


def test_the_same_server_is_the_same_object(config):
    config(LAB)
    assert remote.connect("lab") is remote.connect(True)
    assert remote.connect("lab") is not remote.connect("own")
    assert remote.connect(remote.connect("own")) is remote.connect("own")
    assert repr(remote.connect("lab")) == "<Server lab (https://lab.example.org:8443/nnx)>"
    with pytest.raises(RemoteError, match="has its token already"):
        remote.connect(remote.connect("own"), token="other")


def test_a_certificate_authority_that_is_none(config, tmp_path):
    config(f"[servers.lab]\nurl = 'https://lab'\nca = '{Path(tmp_path / 'none.pem').as_posix()}'")
    with pytest.raises(RemoteError, match=r"certificates of ca = .* cannot be read"):
        remote.connect("lab")


def test_the_import_needs_no_http():
    code = "import sys, nnexplore.remote; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"httpx", "httpcore", "fastapi", "uvicorn", "starlette", "ray"} & set(done.stdout.split())

"""Tokens: only the hash is kept, and what is revoked or over is refused at once."""

import hashlib
import json
import os
import time

import pytest

from nnexplore.cli import main
from nnexplore.remote.refusal import Refusal
from nnexplore.remote.service.tokens import Tokens


@pytest.fixture
def tokens(tmp_path):
    return Tokens(tmp_path / "tokens.json")


def test_a_token_lets_in_whoever_shows_it(tokens):
    text = tokens.new("ada", ["trace", "admin"], quotas={"queued_per_token": 3})
    token = tokens.check(text)
    assert (token.name, token.scopes, token.quotas) == ("ada", ("trace", "admin"), {"queued_per_token": 3})
    assert text.startswith(f"nnx_{token.id}_")
    assert len(text.rpartition("_")[2] + text) > 43  # 256 bits in base64


def test_the_file_has_the_hash_only_and_is_private(tokens):
    text = tokens.new("ada")
    secret = text.split("_", 2)[2]
    stored = tokens.path.read_text()
    assert secret not in stored
    assert json.loads(stored)["tokens"][0]["hash"] == hashlib.sha256(secret.encode()).hexdigest()
    assert os.stat(tokens.path).st_mode & 0o777 == 0o600
    assert secret not in repr(tokens.all())
    assert tokens.all()[0].hash not in repr(tokens.all())


def test_others_are_refused(tokens):
    text = tokens.new("ada")
    id = text.split("_")[1]
    other = f"nnx_00000000_{text[13:]}"
    for wrong in ("", "nnx_", f"nnx_{id}_", f"nnx_{id}_{'A' * 43}", text[:-1], text + "A", text.upper(), other):
        refused(tokens, wrong)
    for strange in ("\udcff" + text, text + "é", text + "\udcff", text + "\0"):
        refused(tokens, strange)


def refused(tokens, text):
    with pytest.raises(Refusal, match="does not know this token") as caught:
        tokens.check(text)
    assert caught.value.code == "unauthorized"


def test_it_ends_when_it_was_said_to(tokens):
    over, until = tokens.new("over", expires=time.time() - 1), tokens.new("until", expires=time.time() + 60)
    with pytest.raises(Refusal, match="expired"):
        tokens.check(over)
    assert tokens.check(until).name == "until"
    assert [tokens.valid(token.id) for token in tokens.all()] == [False, True]


def test_another_process_may_revoke_it(tokens):
    text = tokens.new("ada")
    tokens.check(text)
    [gone] = Tokens(tokens.path).revoke("ada")
    with pytest.raises(Refusal, match="revoked"):
        tokens.check(text)
    assert not tokens.valid(gone.id)
    with pytest.raises(ValueError, match="no token 'ada' to revoke"):
        tokens.revoke("ada")


def test_a_broken_or_open_file_lets_nobody_in(tokens):
    text = tokens.new("ada")
    good = tokens.path.read_text()
    for broken in ("", "{", "[]", '{"tokens": [{"id": "a"}]}', good.replace('"trace"', '"root"')):
        tokens.path.write_text(broken)
        with pytest.raises(Refusal, match=r"tokens.json cannot be read") as caught:
            tokens.check(text)
        assert caught.value.code == "unavailable"
    tokens.path.write_text(good)
    assert tokens.check(text)
    tokens.path.chmod(0o644)
    os.utime(tokens.path, ns=(1, 1))
    with pytest.raises(Refusal, match="chmod 600"):
        tokens.check(text)
    tokens.path.unlink()
    with pytest.raises(Refusal, match="does not know"):
        tokens.check(text)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("", {}, "1 to 80 letters"),
        ("a\nb", {}, "1 to 80 letters"),
        ("x" * 81, {}, "1 to 80 letters"),
        ("ada", {"scopes": ["root"]}, "there is no 'root'; scopes are trace, admin"),
        ("ada", {"quotas": {"flops": 3}}, "there is no 'flops'"),
    ],
)
def test_what_cannot_be_is_refused(tokens, name, given, message):
    with pytest.raises(ValueError, match=message):
        tokens.new(name, **given)
    assert not tokens.path.exists()


def test_the_command(tmp_path, capsys):
    file = str(tmp_path / "tokens.json")
    made = [
        "token",
        "new",
        "ada",
        "--tokens",
        file,
        "--expires",
        "30d",
        "--scope",
        "admin",
        "--quota",
        "queued_per_token=4",
    ]
    assert main(made) == 0
    told = capsys.readouterr()
    text = told.out.strip()
    token = Tokens(tmp_path / "tokens.json").check(text)
    assert token.scopes == ("admin",)
    assert token.quotas == {"queued_per_token": 4}
    assert abs(token.expires - time.time() - 30 * 86400) < 60
    assert "shown once" in told.err
    assert main(["token", "list", "--tokens", file]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith(f"{token.id}  ada  admin")
    assert text not in listed
    assert main(["token", "revoke", token.id, "--tokens", file]) == 0
    assert main(["token", "list", "--tokens", file]) == 0
    assert "the token was revoked" in capsys.readouterr().out
    assert main(["token", "revoke", token.id, "--tokens", file]) == 1
    assert main(["token", "new", "ada", "--tokens", file, "--expires", "soon"]) == 1
    assert "a time reads 45m, 12h, 30d or 2w; got 'soon'" in capsys.readouterr().err


def test_a_file_that_cannot_be_looked_at_lets_nobody_in(tokens):
    text = tokens.new("ada")
    (tokens.path.parent / "file").write_text("")
    tokens.path = tokens.path.parent / "file" / "tokens.json"  # the system's own error, as of a lost disk
    with pytest.raises(Refusal, match=r"tokens.json cannot be read .NotADirectoryError") as caught:
        tokens.check(text)
    assert caught.value.code == "unavailable"
    assert str(tokens.path.parent) not in caught.value.message

"""Bearer tokens: who may ask, what for, how much and until when.

A token reads ``nnx_<id>_<secret>``. The file keeps the SHA-256 of the secret only: a secret is 256 random bits, which
nobody finds by trying, so a slow hash as for passwords would cost time and give nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ..refusal import Refusal

__all__ = ["ANONYMOUS", "QUOTAS", "SCOPES", "Token", "Tokens"]

SCOPES = ("trace", "admin")
QUOTAS = ("queued_per_token", "requests_per_minute")
"""Limits that a token may have of its own."""
PREFIX = "nnx_"


@dataclass(frozen=True)
class Token:
    """What the file knows of a token.

    Attributes:
        id: its public part, which logs and jobs name.
        name: for people.
        hash: SHA-256 of the secret, in hexadecimal digits.
        scopes: of ``SCOPES``; "admin" sees and cancels the jobs of all, and reads the results of none.
        created: seconds since 1970.
        expires: the same, or ``None``.
        revoked: the same, or ``None``.
        quotas: its own values of ``QUOTAS``.
    """

    id: str
    name: str
    hash: str = field(repr=False)
    scopes: tuple[str, ...] = ("trace",)
    created: float = 0.0
    expires: float | None = None
    revoked: float | None = None
    quotas: dict[str, int] = field(default_factory=dict)

    def problem(self, now: float) -> str:
        """Why it is not valid; "" if it is."""
        if self.revoked is not None:
            return "the token was revoked; ask for a new one"
        if self.expires is not None and now >= self.expires:
            return (
                f"the token expired {time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime(self.expires))}; ask for a new one"
            )
        return ""


ANONYMOUS = Token("anonymous", "everyone on this machine", "", ("trace", "admin"))
"""The one user of a server without tokens."""


class Tokens:
    """A file of tokens, read again whenever it changes.

    >>> text = Tokens(Path("tokens.json")).new("ada")
    >>> Tokens(Path("tokens.json")).check(text).name
    'ada'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, ...] | None = None
        self._known: dict[str, Token] = {}

    def check(self, text: str) -> Token:
        """The token of this text.

        Raises:
            Refusal: "unauthorized": there is none, or it is not valid any more; "unavailable": the file is broken.
        """
        known = self._fresh()
        id, _, secret = text.removeprefix(PREFIX).partition("_")
        token = known.get(id) if text.startswith(PREFIX) else None
        given = hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
        same = hmac.compare_digest(given, token.hash if token else "0" * 64)  # also for unknown ones: equal time
        if token is None or not same:
            raise Refusal("unauthorized", "the server does not know this token; see `nnexplore token list` there")
        if problem := token.problem(time.time()):
            raise Refusal("unauthorized", problem)
        return token

    def valid(self, id: str) -> bool:
        """Whether the token of this id may still ask."""
        token = self._fresh().get(id)
        return token is not None and not token.problem(time.time())

    def all(self) -> list[Token]:
        """All tokens, in the order in which they were made.

        Raises:
            Refusal: "unavailable": the file is broken.
        """
        return sorted(self._fresh().values(), key=lambda token: token.created)

    def new(
        self,
        name: str,
        scopes: Iterable[str] = ("trace",),
        *,
        expires: float | None = None,
        quotas: dict[str, int] | None = None,
    ) -> str:
        """Make a token and return its text, which is shown this once.

        Args:
            name: for people; letters, digits, spaces, ``.-_@``.
            scopes: of ``SCOPES``.
            expires: seconds since 1970; never unless told.
            quotas: its own values of ``QUOTAS``.

        Raises:
            ValueError: a name, scope or quota that cannot be.
        """
        wanted, own = tuple(dict.fromkeys(scopes)), dict(quotas or {})
        if not name.strip() or len(name) > 80 or not all(sign.isalnum() or sign in " .-_@" for sign in name):
            raise ValueError(f"a token's name has 1 to 80 letters, digits, spaces or .-_@; got {name!r:.100}")
        if unknown := [scope for scope in wanted if scope not in SCOPES] or [q for q in own if q not in QUOTAS]:
            raise ValueError(f"there is no {unknown[0]!r}; scopes are {', '.join(SCOPES)}, quotas {', '.join(QUOTAS)}")
        known, secret = self._fresh(), secrets.token_urlsafe(32)
        id = secrets.token_hex(4)
        while id in known:
            id = secrets.token_hex(4)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        self._write({**known, id: Token(id, name, digest, wanted, time.time(), expires, None, own)})
        return f"{PREFIX}{id}_{secret}"

    def revoke(self, id_or_name: str) -> list[Token]:
        """Take tokens back: the one of this id, or all of this name. Running servers notice at once.

        Raises:
            ValueError: there is none of that id or name that is not revoked already.
        """
        known = self._fresh()
        found = [token for token in known.values() if id_or_name in (token.id, token.name) and token.revoked is None]
        if not found:
            raise ValueError(f"there is no token {id_or_name!r:.80} to revoke; `nnexplore token list` shows them")
        gone = {token.id: replace(token, revoked=time.time()) for token in found}
        self._write({**known, **gone})
        return list(gone.values())

    def _fresh(self) -> dict[str, Token]:
        """What the file says now. A file that is gone has no tokens."""
        try:
            facts = os.stat(self.path)
        except FileNotFoundError:
            self._seen, self._known = None, {}
            return self._known
        except OSError as error:
            raise self._broken(error) from None
        mark = (facts.st_mtime_ns, facts.st_ino, facts.st_size)
        if mark != self._seen:
            self._known = self._read(facts.st_mode)
            self._seen = mark
        return self._known

    def _read(self, mode: int) -> dict[str, Token]:
        """The file's tokens; a broken file lets nobody in."""
        if os.name == "posix" and mode & 0o077:
            raise Refusal("unavailable", f"the token file may be read by others: chmod 600 {self.path.name}")
        try:
            entries = json.loads(self.path.read_text("utf-8"))["tokens"]
            return {entry["id"]: _token(entry) for entry in entries}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> Refusal:
        reason = f"{type(error).__name__}: {error.strerror if isinstance(error, OSError) else error!s:.80}"
        return Refusal("unavailable", f"the token file {self.path.name} cannot be read ({reason})")

    def _write(self, tokens: dict[str, Token]) -> None:
        """In one step, so that no reader sees half of it; readable by its owner only."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        text = json.dumps({"tokens": [asdict(token) for token in tokens.values()]}, indent=1)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, self.path)


def _token(entry: dict[str, Any]) -> Token:
    token = Token(**{**entry, "scopes": tuple(entry["scopes"])})
    if len(token.hash) != 64 or not all(scope in SCOPES for scope in token.scopes):
        raise ValueError(f"the entry {token.id!r:.20} is none")
    return token

"""The commands ``nnexplore serve`` and ``nnexplore token``: what they take, and what they do."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..limits import Limits
from ..refusal import Refusal
from .config import Config, models_of
from .tokens import QUOTAS, Tokens

__all__ = ["run_serve", "run_token"]

TOKENS = Path("nnexplore-tokens.json")
_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


def run_serve(options: argparse.Namespace) -> int:
    """Serve models, as the options of the command line say, until Ctrl-C."""
    from .serve import serve

    try:
        serve(config_of(options))
    except (ValueError, ImportError) as error:
        return _wrong(error)
    return 0


def run_token(options: argparse.Namespace) -> int:
    """Make, list or revoke tokens."""
    actions: dict[str, Callable[[argparse.Namespace], None]] = {"new": _new, "list": _list, "revoke": _revoke}
    try:
        actions[options.action](options)
    except (ValueError, Refusal) as error:
        return _wrong(error)
    return 0


def config_of(options: argparse.Namespace) -> Config:
    """The configuration of a file, of the options, or of both: options go first.

    Raises:
        ValueError: they do not fit.
        OSError: the file cannot be read.
    """
    names = ("host", "port", "spool", "tokens", "certfile", "keyfile")
    given: dict[str, Any] = {name: getattr(options, name) for name in names}
    given |= {"ray": True if options.ray else None, "models": models_of(options.model or [], Limits()) or None}
    if options.config is not None:
        return Config.load(options.config).override(given)
    if not options.model:
        raise ValueError("say what to serve: --model demo, or --config server.toml")
    return Config(**{name: value for name, value in given.items() if value is not None})


def _new(options: argparse.Namespace) -> None:
    expires = None if options.expires is None else time.time() + seconds_of(options.expires)
    quotas = dict(_quota(text) for text in options.quota or [])
    tokens = Tokens(options.tokens)
    text = tokens.new(options.name, options.scope or ["trace"], expires=expires, quotas=quotas)
    print(text)  # noqa: T201
    print(  # noqa: T201
        f"This is shown once; {options.tokens} keeps only its hash. Serve with --tokens {options.tokens}",
        file=sys.stderr,
    )


def _list(options: argparse.Namespace) -> None:
    for token in Tokens(options.tokens).all():
        until = "" if token.expires is None else f"  until {_day(token.expires)}"
        own = "".join(f"  {name}={value}" for name, value in token.quotas.items())
        wrong = f"  {token.problem(time.time()).partition(';')[0]}" if token.problem(time.time()) else ""
        print(f"{token.id}  {token.name}  {','.join(token.scopes)}  since {_day(token.created)}{until}{own}{wrong}")  # noqa: T201


def _revoke(options: argparse.Namespace) -> None:
    for token in Tokens(options.tokens).revoke(options.name):
        print(f"revoked {token.id} ({token.name}); running servers notice at once and cancel its jobs")  # noqa: T201


def seconds_of(text: str) -> float:
    """The seconds of ``30d``, ``12h``, ``45m`` or ``2w``.

    >>> seconds_of("12h")
    43200.0

    Raises:
        ValueError: it is no such time.
    """
    match = re.fullmatch(r"(\d{1,6})([mhdw])", text)
    if match is None:
        raise ValueError(f"a time reads 45m, 12h, 30d or 2w; got {text!r:.40}")
    return float(match[1]) * _UNITS[match[2]]


def _quota(text: str) -> tuple[str, int]:
    name, _, value = text.partition("=")
    if not value.isascii() or not value.isdigit():
        raise ValueError(f"a quota reads {QUOTAS[0]}=4; got {text!r:.60}")
    return name, int(value)


def _day(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def _wrong(error: Exception) -> int:
    print(f"nnexplore: {error}", file=sys.stderr)  # noqa: T201
    return 1

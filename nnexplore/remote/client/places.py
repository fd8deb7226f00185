r"""Which server is meant: a URL, a name of the configuration, or its default; and the token that goes there.

The configuration is ``remote.toml`` in ``~/.config/nnexplore`` (``$XDG_CONFIG_HOME/nnexplore``; on Windows
``%APPDATA%\nnexplore``), or the file that ``$NNEXPLORE_REMOTE_CONFIG`` names::

    default = "lab"

    [servers.lab]
    url = "https://lab.example.org:8000"
    token_file = "lab.token"     # or token = "…", or token_env = "LAB_TOKEN"
    model = "demo"               # where none is asked for
"""

from __future__ import annotations

import importlib
import ipaddress
import logging
import os
import re
import sys
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from ...errors import RemoteError

__all__ = ["Address", "config_path", "find", "known"]

log = logging.getLogger("nnexplore")
VARIABLE = "NNEXPLORE_REMOTE"
"""The variable that may hold the URL of the default server; ``…_TOKEN`` its token, ``…_CONFIG`` the file."""
_KINDS: dict[str, tuple[type, ...]] = {
    "url": (str,),
    "token": (str,),
    "token_file": (str,),
    "token_env": (str,),
    "model": (str,),
    "timeout": (int, float),
    "largest": (int,),
    "insecure": (bool,),
    "ca": (str,),
}
_TOKEN = re.compile(r"[!-~]{1,4096}")


@dataclass(frozen=True)
class Address:
    """One server, and how to talk to it.

    Attributes:
        url: without a slash at the end.
        token: what it knows us by, "" for none.
        model: the model where none is asked for, "" for the server's only one.
        name: in the configuration, "" for none.
        timeout: seconds in which an answer must begin, and without which it must not stop.
        largest: bytes of a result at most.
        insecure: whether the token may go over plain HTTP to another machine.
        ca: a file of certificate authorities, "" for the usual ones.
    """

    url: str
    token: str = field(default="", repr=False)
    model: str = ""
    name: str = ""
    timeout: float = 30.0
    largest: int = 1 << 31
    insecure: bool = False
    ca: str = ""

    def __post_init__(self) -> None:
        if self.token and not _TOKEN.fullmatch(self.token):
            raise _wrong(f"the token for {self.url} holds a blank or a letter that no token has; is it cut or doubled?")
        if not 0 < self.timeout < 86_400 or self.largest <= 0:
            raise _wrong(
                f"{self.name or self.url}: timeout is {self.timeout!r} and largest {self.largest!r}; expected seconds "
                "up to a day and a number of bytes"
            )
        if self.token and not self.insecure and self.url.startswith("http:") and not self.loopback:
            raise _wrong(
                f"{self.url} is plain HTTP to another machine, where everybody on the way can read the token. Use "
                "https://, or an SSH tunnel to http://127.0.0.1, or write insecure = true in the configuration"
            )

    @property
    def host(self) -> str:
        """The name or number of its machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def loopback(self) -> bool:
        """Whether that is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def text(self) -> str:
        """For people: the name, or the URL."""
        return f"{self.name} ({self.url})" if self.name else self.url


def config_path() -> Path:
    """Where the configuration is, or would be."""
    if given := os.environ.get(f"{VARIABLE}_CONFIG"):
        return Path(given).expanduser()
    if base := os.environ.get("XDG_CONFIG_HOME"):
        return Path(base) / "nnexplore" / "remote.toml"
    if sys.platform == "win32" and (base := os.environ.get("APPDATA")):
        return Path(base) / "nnexplore" / "remote.toml"
    return Path.home() / ".config" / "nnexplore" / "remote.toml"


def find(where: str | bool = True, *, token: str | None = None) -> Address:
    """The server that is meant.

    Args:
        where: a URL, with ``#model`` at its end where one is to be named; a name of the configuration, with ``#model``
            too; ``True`` for ``$NNEXPLORE_REMOTE``, else the configuration's default, else the only one in it.
        token: in the place of the configured one. A URL that is configured gets that token without being asked.

    >>> find("http://127.0.0.1:8000/#demo")
    Address(url='http://127.0.0.1:8000', model='demo', …)

    Raises:
        RemoteError: "not_configured".
    """
    if where is True:
        found = _default()
    elif isinstance(where, str) and where.strip():
        found = _named(where.strip())
    else:
        raise _wrong(f"a server is a URL, a name of {config_path()}, or True for the default; got {where!r:.80}")
    return found if token is None else replace(found, token=token)


def known() -> dict[str, dict[str, Any]]:
    """The servers of the configuration, by name; empty where there is no file. Tokens in files are not read yet.

    Raises:
        RemoteError: "not_configured": the file cannot be read, or says what it cannot say.
    """
    servers = _file().get("servers", {})
    if not isinstance(servers, dict) or not all(isinstance(one, dict) for one in servers.values()):
        raise _wrong(f"{config_path()}: expected one table for each server, [servers.lab] with url = …")
    for name, entry in servers.items():
        _check_entry(name, entry)
    return servers


def _file() -> dict[str, Any]:
    path = config_path()
    toml = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        made: dict[str, Any] = toml.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _wrong(f"{path} cannot be read: {error!s:.200}") from None
    if unknown := sorted(set(made) - {"default", "servers"}):
        raise _wrong(f"{path} has {', '.join(unknown)} at its top; expected default = … and [servers.NAME]")
    return made


def _check_entry(name: str, entry: dict[str, Any]) -> None:
    for key, value in entry.items():
        kinds = _KINDS.get(key)
        if kinds is None:
            raise _wrong(f"{config_path()}: [servers.{name}] has no {key!r:.40}; there are {', '.join(_KINDS)}")
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise _wrong(f"{config_path()}: {key} of [servers.{name}] is no {kinds[-1].__name__}")  # it may be a token
    if not entry.get("url"):
        raise _wrong(f"{config_path()}: [servers.{name}] has no url")
    if len({"token", "token_file", "token_env"} & set(entry)) > 1:
        raise _wrong(f"{config_path()}: [servers.{name}] has more than one of token, token_file, token_env")


def _default() -> Address:
    if url := os.environ.get(VARIABLE):
        found = _of_url(url)
        own = os.environ.get(f"{VARIABLE}_TOKEN")
        return replace(found, token=own.strip()) if own else found
    servers, default = known(), _file().get("default")
    if default is not None and not isinstance(default, str):
        raise _wrong(f"{config_path()}: default is {default!r:.40}; expected the name of a server")
    if default:
        return _named(default)
    if len(servers) == 1:
        return _of_entry(*next(iter(servers.items())))
    raise _wrong(f"no server is configured as the default: {_what_there_is(servers)}")


def _named(where: str) -> Address:
    if "://" in where:
        return _of_url(where)
    name, _, model = where.partition("#")
    servers = known()
    if name not in servers:
        hint = f" A URL begins with http:// or https://, as in http://{where:.80}." if ":" in name else ""
        raise _wrong(f"there is no server {name!r:.80}.{hint} {_what_there_is(servers)}")
    found = _of_entry(name, servers[name])
    return replace(found, model=unquote(model)) if model else found


def _of_url(text: str) -> Address:
    url, model = _parsed(text)
    for name, entry in known().items():
        if _parsed(entry["url"])[0] == url:
            found = _of_entry(name, entry)
            return replace(found, model=model) if model else found
    return Address(url, model=model)


def _of_entry(name: str, entry: dict[str, Any]) -> Address:
    url, model = _parsed(entry["url"])
    usual = {each.name for each in fields(Address)} - {"url", "token", "model", "name"}
    more = {key: value for key, value in entry.items() if key in usual}
    return Address(url, _token(name, entry), entry.get("model", model), name, **more)


def _token(name: str, entry: dict[str, Any]) -> str:
    if variable := entry.get("token_env"):
        if not os.environ.get(variable):
            raise _wrong(f"the token of {name} is to be in ${variable}, which is empty")
        return os.environ[variable].strip()
    if file := entry.get("token_file"):
        path = config_path().parent / Path(file).expanduser()
        try:
            _check_private(path)
            return path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise _wrong(f"the token of {name} cannot be read: {error!s:.200}") from None
    if "token" in entry:
        _check_private(config_path())
    return str(entry.get("token", "")).strip()


_told_of: set[Path] = set()


def _check_private(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077 and path not in _told_of:
        _told_of.add(path)
        log.warning("%s holds a token and can be read by others: chmod 600 %s", path, path)


def _parsed(text: str) -> tuple[str, str]:
    """The URL of a server in one spelling, and the model that it names."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _wrong(f"this is no URL of a server: {error!s:.100}") from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[0-9A-Za-z._:%-]+", host):
        raise _wrong(f"{_harmless(parts)!r:.120} is no URL of a server; expected https://host or http://127.0.0.1:8000")
    name = f"[{host}]" if ":" in host else host
    plain = f"{parts.scheme}://{name}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
    plain += parts.path.rstrip("/")
    if parts.username is not None or parts.password is not None:
        raise _wrong(
            f"a name or a password in the URL of a server ends up in logs; write {plain} and give the token as "
            "connect(url, token=…) or in the configuration"
        )
    if parts.query:
        raise _wrong(
            f"the URL of a server has no question; write {plain}, #model behind it to name a model, and give the token "
            "as connect(url, token=…) or in the configuration"
        )
    if not re.fullmatch(r"[!-~]*", plain):
        raise _wrong(f"{plain!r:.120} has letters that no URL has")
    return plain, unquote(parts.fragment)


_PORTS = {"http": 80, "https": 443}


def _harmless(parts: SplitResult) -> str:
    """A URL without what may be secret in it."""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _what_there_is(servers: dict[str, Any]) -> str:
    there = f"{config_path()} has {', '.join(servers) or 'none'}."
    return (
        f"{there} To add one, write there:\n\n    [servers.lab]\n"
        '    url = "https://lab.example.org:8000"\n    token_file = "lab.token"\n'
    )


def _wrong(message: str) -> RemoteError:
    return RemoteError(message, "not_configured")

"""``Parts``: large results that come in parts from another machine, and are files here in the end."""

from __future__ import annotations

import uuid
from pathlib import Path

from ..refusal import Refusal

__all__ = ["Parts"]


class Parts:
    """Of one batch. All of this may wait for the disk: call it in a thread.

    Args:
        folder: where they are written.

    >>> parts = Parts(Path("spool/work"))
    >>> parts.add("1", b"...")
    >>> parts.take("1")
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._refused: dict[str, Refusal] = {}

    def add(self, id: str, part: bytes) -> None:
        """Keep one more part; where the disk is full, ``take`` says so."""
        if id in self._refused:
            return
        path = self._paths.setdefault(id, self._folder / f"{uuid.uuid4().hex}.result")
        try:
            with path.open("ab") as file:
                file.write(part)
        except OSError as error:
            self._paths.pop(id).unlink(missing_ok=True)
            reason = error.strerror or type(error).__name__
            self._refused[id] = Refusal("no_space", f"the server has no room for this result ({reason}); ask for less")

    def take(self, id: str) -> Path | None:
        """The file of a result, which is now the caller's; ``None`` where none of it came in parts.

        Raises:
            Refusal: "no_space".
        """
        if id in self._refused:
            raise self._refused[id]
        return self._paths.pop(id, None)

    def drop(self) -> None:
        """Remove what nobody took."""
        for path in self._paths.values():
            path.unlink(missing_ok=True)
        self._paths.clear()

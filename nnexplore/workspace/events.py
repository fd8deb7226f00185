"""``Events``: who hears of what changes in a workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

__all__ = ["Event", "Events"]

Event = Literal["edits", "selection", "prompts"]
"""What can be heard of."""


class Events:
    """Functions to be called, by the event.

    >>> events = Events()
    >>> stop = events.on("edits", lambda: print("changed"))
    >>> events.tell("edits")
    changed
    """

    def __init__(self) -> None:
        self._heard: dict[str, list[Callable[[], object]]] = {event: [] for event in get_args(Event)}

    def on(self, event: Event, callback: Callable[[], object]) -> Callable[[], None]:
        """Call a function from now on; what comes back ends that.

        Raises:
            ValueError: no such event.
        """
        if event not in self._heard:
            raise ValueError(f"a workspace tells of {', '.join(map(repr, self._heard))}; got {event!r:.40}")
        self._heard[event].append(callback)

        def stop() -> None:
            if callback in self._heard[event]:
                self._heard[event].remove(callback)

        return stop

    def tell(self, event: Event) -> None:
        """Call all who listen."""
        for callback in tuple(self._heard[event]):
            callback()

"""``Chance``: random numbers of the model's own, so that a second pass draws what the first drew."""

from __future__ import annotations

import threading

import torch

__all__ = ["Chance"]

_turn = threading.RLock()  # the generators are the whole process's: models that draw in several threads take turns


class Chance:
    """The state of PyTorch's generators on the model's side: ``enter`` and ``leave`` whenever it goes on and stops."""

    def __init__(self, seed: int) -> None:
        with _turn:
            mine = _state()
            torch.manual_seed(seed)
            self._state = _state()
            _restore(mine)
        self._other = mine

    def enter(self) -> None:
        """The model draws from here on."""
        _turn.acquire()
        self._other = _state()
        _restore(self._state)

    def leave(self) -> None:
        """The user draws from here on."""
        self._state = _state()
        _restore(self._other)
        _turn.release()


def _state() -> tuple[torch.Tensor, list[torch.Tensor]]:
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() and torch.cuda.is_initialized() else []
    return torch.get_rng_state(), cuda


def _restore(state: tuple[torch.Tensor, list[torch.Tensor]]) -> None:
    torch.set_rng_state(state[0])
    if state[1]:
        torch.cuda.set_rng_state_all(state[1])

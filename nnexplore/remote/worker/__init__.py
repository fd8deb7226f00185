"""The worker: a process that holds one model and carries out requests."""

__all__: list[str] = []

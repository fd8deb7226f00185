"""The gate: what a request may hold, and what it would cost."""

__all__: list[str] = []

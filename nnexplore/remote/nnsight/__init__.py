"""Graphs carried out by nnsight, here or on NDIF."""

__all__: list[str] = []

"""The same service with Ray Serve under it."""

__all__: list[str] = []

"""The client: what asks a server, and trusts none."""

__all__: list[str] = []

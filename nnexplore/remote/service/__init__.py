"""The service: jobs, queues, tokens and HTTP."""

__all__: list[str] = []

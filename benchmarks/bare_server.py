"""The least that a server of activations can be: one route, one forward, one hook. For ``load.py`` to compare with."""

from __future__ import annotations

import socket
import sys
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI, Response
from safetensors.torch import save

import nnexplore


def main() -> None:
    """Serve the model of the command line on a free port, and print the address."""
    model = nnexplore.load("demo") if sys.argv[1] == "demo" else nnexplore.LanguageModel(sys.argv[1]).load()
    app, module = FastAPI(), model.module
    found: dict[str, Any] = {}
    module.transformer.h[1].register_forward_hook(lambda _, __, out: found.update(hidden=out))

    @app.post("/forward")
    async def forward(body: dict[str, str]) -> Response:  # no threads: they would contend for the interpreter
        with torch.no_grad():
            module(**model.tokenizer(body["prompt"], return_tensors="pt"))
        return Response(save({"hidden": found["hidden"].contiguous()}))

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1024)
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


if __name__ == "__main__":
    main()

"""What locust's users do: send one body after the other; see ``load.py``."""

import os
import random
from pathlib import Path

from locust import FastHttpUser, task

URL = os.environ["LOAD_URL"]
KINDS = [Path(one) for one in os.environ["LOAD_BODIES"].split(os.pathsep)]
BODIES = {kind.name: [path.read_bytes() for path in sorted(kind.iterdir())] for kind in KINDS}
TYPES = {"prompts": "application/json"}
OK = {"bad": range(400, 500)}


class Asker(FastHttpUser):
    """Asks without a pause."""

    @task
    def ask(self) -> None:
        """One request; a good one is answered, a bad one is refused, and neither is an error of the server."""
        kind = random.choice(list(BODIES))
        content = TYPES.get(kind, "application/vnd.nnexplore+safetensors")
        body = random.choice(BODIES[kind])
        headers = {"Content-Type": content}
        with self.client.post(URL, data=body, headers=headers, name=kind, catch_response=True) as answer:
            if answer.status_code in OK.get(kind, (200,)):
                answer.success()
            else:
                answer.failure(f"{answer.status_code}: {answer.text[:80]}")

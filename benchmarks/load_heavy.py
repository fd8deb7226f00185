"""One client that sends the same large body, from its standard input, again and again; see ``load.py``."""

from __future__ import annotations

import sys

from .light import drive, post

if __name__ == "__main__":
    url, seconds = sys.argv[1], float(sys.argv[2])
    drive(url, [post(url, sys.stdin.buffer.read(), "application/json")], 1, seconds)

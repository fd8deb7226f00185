"""``python -m nnexplore`` is the ``nnexplore`` command."""

from .cli import main

raise SystemExit(main())

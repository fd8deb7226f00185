"""Trains the demo model on text that it generates itself; not part of the installed package."""

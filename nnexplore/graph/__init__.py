"""What was asked: the intervention graph, pure data."""

from .builder import Builder
from .codec import decode_tensor, encode_tensor
from .graph import Graph, Inputs, changed, target_of
from .node import PORTS, Apply, Call, Constant, Node, Opaque, Place, Read, Ref, Save, Site, Write, refs
from .ops import Op, find, op_of, table
from .printer import describe

__all__ = [
    "PORTS",
    "Apply",
    "Builder",
    "Call",
    "Constant",
    "Graph",
    "Inputs",
    "Node",
    "Op",
    "Opaque",
    "Place",
    "Read",
    "Ref",
    "Save",
    "Site",
    "Write",
    "changed",
    "decode_tensor",
    "describe",
    "encode_tensor",
    "find",
    "op_of",
    "refs",
    "table",
    "target_of",
]

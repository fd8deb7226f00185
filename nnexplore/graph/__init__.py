"""What was asked: the intervention graph, pure data."""

from .builder import Builder
from .codec import decode_tensor, encode_tensor
from .graph import METHODS, Graph, Inputs, changed, target_of
from .node import (
    Apply,
    Backward,
    Call,
    Constant,
    Flow,
    Grad,
    Node,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Tokens,
    Weight,
    Write,
    refs,
)
from .ops import Op, find, op_of, table
from .port import ATTENTION, PORTS, RESULT, Operation, is_port, operation, parameter
from .printer import describe

__all__ = [
    "ATTENTION",
    "METHODS",
    "PORTS",
    "RESULT",
    "Apply",
    "Backward",
    "Builder",
    "Call",
    "Constant",
    "Flow",
    "Grad",
    "Graph",
    "Inputs",
    "Node",
    "Op",
    "Opaque",
    "Operation",
    "Place",
    "Read",
    "Ref",
    "Save",
    "Site",
    "Tokens",
    "Weight",
    "Write",
    "changed",
    "decode_tensor",
    "describe",
    "encode_tensor",
    "find",
    "is_port",
    "op_of",
    "operation",
    "parameter",
    "refs",
    "table",
    "target_of",
]

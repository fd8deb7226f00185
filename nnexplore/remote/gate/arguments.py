"""What the operations of a request may be given: plain data and other nodes, of kinds that no operation can abuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import torch

from ...graph import Call, Ref
from ..limits import Limits
from ..refusal import Refusal

__all__ = ["SAME_MEMORY", "check_call", "check_data", "values_in"]

_KINDS = (
    type(None), bool, int, float, complex, Ref, slice, torch.dtype, torch.layout, torch.memory_format, torch.device,
    type(Ellipsis),
)  # fmt: skip

_WORD_LIST = """
mean sum none batchmean prod amin amax floor trunc fro nuc inf -inf linear lower higher midpoint nearest nearest-exact
bilinear bicubic trilinear area ij xy ortho forward backward tanh same valid constant reflect replicate circular
reduced complete r left right cpu meta use_mm_for_euclid_dist use_mm_for_euclid_dist_if_necessary
donot_use_mm_for_euclid_dist
"""
_WORDS = frozenset(_WORD_LIST.split())
_TYPE_LIST = "Float Double Half BFloat16 Byte Char Short Int Long Bool"
_TYPES = frozenset(f"torch.{kind}Tensor" for kind in _TYPE_LIST.split())
"""For ``Tensor.type``; the ones of another device are not among them."""
_EQUATION = re.compile(r"[A-Za-z.,\s]{0,1000}(->[A-Za-z.\s]{0,100})?")
_MOST_DIGITS = 62
Rule = Callable[[tuple[Any, ...], dict[str, Any]], str]
"""What is wrong with the arguments and keyword arguments of an operation, in words; nothing if nothing is."""


def check_data(value: Any, limits: Limits, where: str, *, nested: bool = False, words: bool = True) -> None:
    """Refuse what is no argument of an operation. The depth of a value was bounded when it was read.

    Args:
        value: arguments, packed as in a node.
        limits: how long a list may be.
        where: the node, for the message.
        nested: whether dictionaries are allowed inside, as modules take them.
        words: whether the texts that operations know are allowed.

    Raises:
        Refusal: "bad_argument".
    """
    for item in values_in(value, dicts=nested):
        if isinstance(item, str) and words and item in _WORDS:
            continue
        if isinstance(item, tuple | list):
            if len(item) > limits.outputs:
                raise Refusal(
                    "bad_argument", f"{where} has a list of {len(item):,}; at most {limits.outputs:,} are taken",
                    name="outputs", limit=limits.outputs, given=len(item),
                )  # fmt: skip
        elif isinstance(item, dict) and nested:
            continue
        elif not isinstance(item, _KINDS):
            raise Refusal("bad_argument", f"{where} is given {item!r:.60}, which no operation takes from a request")
        elif isinstance(item, int) and abs(item) >> _MOST_DIGITS:
            raise Refusal("bad_argument", f"{where} is given the number {item}, which is beyond all sizes")
        elif isinstance(item, torch.layout) and item is not torch.strided:
            raise Refusal("bad_argument", f"{where} asks for the layout {item}; only torch.strided is served")


def values_in(value: Any, *, dicts: bool = True) -> Iterator[Any]:
    """A value and all that is inside it."""
    yield value
    if isinstance(value, tuple | list):
        for item in value:
            yield from values_in(item, dicts=dicts)
    elif isinstance(value, dict) and dicts:
        for key, item in value.items():
            if not isinstance(key, str | int):
                yield key
            yield from values_in(item, dicts=dicts)
    elif isinstance(value, slice):
        yield from values_in((value.start, value.stop, value.step), dicts=dicts)


def check_call(node: Call, limits: Limits, attributes: frozenset[str], device: str, where: str) -> None:
    """Refuse arguments that the operation of a node cannot be given by a stranger.

    Args:
        node: a call of an operation of the table.
        limits: how long a list may be.
        attributes: what ``getattr`` may ask for.
        device: the kind of device of the model.
        where: the node, for the message.

    Raises:
        Refusal: "bad_argument" or "forbidden_operation".
    """
    args, kwargs = node.args, node.kwargs
    if node.op == "getattr":
        _check_attribute(args, kwargs, attributes, where)
    elif node.op in _TEXTS:
        args = _TEXTS[node.op](args, kwargs, where)
    for name, value in kwargs.items():
        if complaint := _refused_option(name, value):
            raise Refusal("bad_argument", f"{where} has {name}={value!r:.40}: {complaint}")
    if node.op == "getattr":
        return
    check_data((*args, *kwargs.values()), limits, where)
    for item in values_in((*args, *kwargs.values())):
        if isinstance(item, torch.device) and item.type not in ("cpu", "meta", device):
            raise Refusal(
                "bad_argument",
                f"{where} names the device {item}; the model is where its server put it. Leave the device out, or use "
                "that of the value",
            )
    rule = _RULES.get(node.op) or _RULES.get(node.op.rpartition(".")[2])
    if rule is not None and (complaint := rule(args, kwargs)):
        raise Refusal("bad_argument", f"{where}: {complaint}")


def _check_attribute(args: tuple[Any, ...], kwargs: dict[str, Any], attributes: frozenset[str], where: str) -> None:
    if len(args) != 2 or kwargs or not isinstance(args[0], Ref) or type(args[1]) is not str:
        raise Refusal("bad_argument", f"{where}: getattr takes another node and the name of an attribute")
    if args[1] not in attributes:
        raise Refusal(
            "forbidden_operation",
            f"{where} asks for the attribute {args[1]!r:.60}; a request may ask for {', '.join(sorted(attributes))}",
        )


def _equation(args: tuple[Any, ...], kwargs: dict[str, Any], where: str) -> tuple[Any, ...]:
    """The arguments of ``einsum`` without its equation."""
    if kwargs or not args or type(args[0]) is not str or not _EQUATION.fullmatch(args[0]):
        raise Refusal("bad_argument", f"{where}: einsum takes an equation such as 'bd,ed->be', then the tensors")
    return args[1:]


def _key(args: tuple[Any, ...], _: dict[str, Any], where: str) -> tuple[Any, ...]:
    """The arguments of ``getitem`` without the name of a field."""
    if len(args) == 2 and type(args[1]) is str:
        if len(args[1]) > 200 or args[1].startswith("__"):
            raise Refusal("bad_argument", f"{where} asks for the part {args[1]!r:.40}, which is no name")
        return args[:1]
    return args


def _type(args: tuple[Any, ...], kwargs: dict[str, Any], where: str) -> tuple[Any, ...]:
    texts = [value for value in (*args[1:], *kwargs.values()) if isinstance(value, str)]
    if any(text not in _TYPES for text in texts):
        raise Refusal("bad_argument", f"{where} asks for the type {texts[0]!r:.60}; give a dtype, as torch.float16")
    return tuple(value for value in args if not isinstance(value, str))


_TEXTS: dict[str, Callable[[tuple[Any, ...], dict[str, Any], str], tuple[Any, ...]]] = {
    "torch.einsum": _equation,
    "getitem": _key,
    "Tensor.type": _type,
}


def _refused_option(name: str, value: Any) -> str:
    """Why a keyword argument is refused, whatever the operation."""
    if name.startswith("_") or name in ("generator", "names"):
        return "this is not for requests"
    if name == "is_grads_batched" and value is not False:  # it says False where PyTorch has passed it on
        return "this is not for requests"
    if name == "pin_memory" and value not in (None, False):
        return "the server chooses its memory"
    if name == "sparse" and value is not False:
        return _SPARSE
    if name == "device" and isinstance(value, str | int):
        return "" if value in ("cpu", "meta") else "the model is where its server put it; leave the device out"
    if name == "out" and not isinstance(value, Ref | tuple | list):
        return "the tensor to be filled is another node"
    return ""


def _given(args: tuple[Any, ...], kwargs: dict[str, Any], at: int, name: str, default: Any = None) -> Any:
    return args[at] if len(args) > at else kwargs.get(name, default)


def _dropout(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    if _given(args, kwargs, 2, "training", True) is False:
        return ""
    return "it draws numbers, and a server draws none for a graph; draw outside, or pass training=False"


def _one_hot(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    classes = _given(args, kwargs, 1, "num_classes", -1)
    return "" if type(classes) is int and classes > 0 else "say how many classes: one_hot(x, num_classes=…)"


def _repeat_interleave(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    repeats = _given(args, kwargs, 1, "repeats")
    if type(repeats) is int and "output_size" not in kwargs and len(args) < 5:
        return ""
    return "say how often as one number; a tensor of repeats gives as many as its numbers say"


def _embedding(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Of ``torch.nn.functional``; that of ``torch`` itself has no ``max_norm``."""
    if _given(args, kwargs, 3, "max_norm") is not None:
        return "max_norm changes the table that it looks into; scale it with other operations"
    return "" if _given(args, kwargs, 6, "sparse", False) is False else _SPARSE


def _plain_embedding(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return "" if _given(args, kwargs, 4, "sparse", False) is False else _SPARSE


def _normalisation(places: tuple[int, int, int], switch: str) -> Rule:
    """Of a batch or an instance, with the places of the two running statistics, which it changes, and of the switch."""

    def rule(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        held = [
            _given(args, kwargs, at, name) for at, name in zip(places, ("running_mean", "running_var"), strict=False)
        ]
        if _given(args, kwargs, places[2], switch, False) is False or held == [None, None]:
            return ""
        return f"with {switch} it changes its running statistics, of which no graph knows; pass None for them"

    return rule


def _combinations(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    size = _given(args, kwargs, 1, "r", 2)
    return "" if type(size) is int and 0 <= size <= 6 else f"r is 0 to 6; got {size!r:.20}"


_SPARSE = "sparse gradients are not served"


def _few(most: int) -> Rule:
    """A rule for operations whose time grows fast with the number of their tensors."""

    def rule(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        given = max((len(one) for one in (args, *args, *kwargs.values()) if isinstance(one, tuple | list)), default=0)
        return "" if given <= most else f"it takes at most {most} tensors here; got {given}"

    return rule


def _diff(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    times = _given(args, kwargs, 1, "n", 1)
    return "" if type(times) is int and times <= 16 else f"it is taken at most 16 times over; got {times!r:.20}"


def _gradient(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Of ``torch.autograd.grad``, positions as in its signature; ``is_grads_batched`` is the eighth."""
    if len(args) > 7:
        return "is_grads_batched is not for requests; name the others"
    return "" if set(kwargs) <= _GRAD_OPTIONS else f"it takes {', '.join(sorted(_GRAD_NAMES.split()))}"


_GRAD_NAMES = "outputs inputs grad_outputs retain_graph create_graph only_inputs allow_unused materialize_grads"
_GRAD_OPTIONS = frozenset([*_GRAD_NAMES.split(), "is_grads_batched"])

_RULES: dict[str, Rule] = {
    "functional.batch_norm": _normalisation((1, 2, 5), "training"),
    "torch.batch_norm": _normalisation((3, 4, 5), "training"),
    "torch.instance_norm": _normalisation((3, 4, 5), "use_input_stats"),
    **dict.fromkeys(("dropout", "dropout1d", "dropout2d", "alpha_dropout", "feature_alpha_dropout"), _dropout),
    **dict.fromkeys(("einsum", "meshgrid", "cartesian_prod", "block_diag", "multi_dot", "chain_matmul"), _few(32)),
    "combinations": _combinations,
    "one_hot": _one_hot,
    "repeat_interleave": _repeat_interleave,
    "embedding": _embedding,
    "torch.embedding": _plain_embedding,
    "diff": _diff,
    "autograd.grad": _gradient,
}
"""By the name of the operation, or by its word, whichever namespace it is in."""

_SAME_LIST = """
T mT H mH real imag __getitem__ getitem getattr atleast_1d atleast_2d atleast_3d bfloat16 bool broadcast_tensors
broadcast_to byte char chunk conj contiguous cpu detach diagonal double dsplit expand expand_as flatten float half
hsplit int long meshgrid moveaxis movedim narrow permute positive ravel real requires_grad_ reshape reshape_as
resolve_conj resolve_neg select short split split_with_sizes squeeze swapaxes swapdims t tensor_split to transpose type
type_as unbind unflatten unfold unsqueeze view view_as vsplit dropout detach_
"""
SAME_MEMORY = frozenset(_SAME_LIST.split())
"""Operations whose result may be on the memory of their argument."""

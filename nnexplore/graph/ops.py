"""The table of operations: what a graph may contain, by name.

One row per operation. The recorder finds the name of a function here, the replay finds the function of a
name, the printer its symbol, the codec whether it may be stored, a server whether it may be run.
An operation that is missing is one word more in the lists below.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F

from ..errors import UnknownOperationError

__all__ = ["OPERATIONS", "Op", "find", "op_of", "table"]

OPERATIONS = 1
"""The version of the table. A word that goes, or means something else, makes it one more; a new word does not."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: its name in the table, what it calls, and how it is printed and treated.

    With ``remote`` a server runs it for strangers, if its arguments are what ``nnexplore.remote`` allows.
    """

    name: str
    function: Callable[..., Any]
    symbol: str = ""
    arity: int = 1
    inplace: bool = False
    random: bool = False
    remote: bool = True


_SYMBOLS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "matmul": "@", "pow": "**", "remainder": "%",
    "__floordiv__": "//", "gt": ">", "lt": "<", "ge": ">=", "le": "<=", "eq": "==", "ne": "!=",
    "__eq__": "==", "__ne__": "!=", "__pow__": "**", "__and__": "&", "__or__": "|", "__xor__": "^",
    "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^", "__lshift__": "<<", "__rshift__": ">>",
    "add_": "+=", "sub_": "-=", "mul_": "*=", "div_": "/=", "pow_": "**=", "remainder_": "%=",
    "__iand__": "&=", "__ior__": "|=", "__ixor__": "^=", "__ifloordiv__": "//=", "__ipow__": "**=",
    "__ilshift__": "<<=", "__irshift__": ">>=",
    "__rsub__": "r-", "__rdiv__": "r/", "__rpow__": "r**", "__rmatmul__": "r@", "__rfloordiv__": "r//",
    "__rmod__": "r%", "__rtruediv__": "r/", "__rlshift__": "r<<", "__rrshift__": "r>>",
}  # fmt: skip

_METHODS = """
abs abs_ absolute acos acosh add add_ addbmm addcdiv addcdiv_ addcmul addcmul_ addmm addmm_ addmv addr all
allclose amax amin aminmax any arccos arcsin arctan arctan2 argmax argmin argsort argwhere as_strided asin
asinh atan atan2 atanh baddbmm bernoulli bernoulli_ bfloat16 bincount bitwise_and bitwise_not bitwise_or
bitwise_xor bmm bool broadcast_to byte cauchy_ ceil ceil_ char chunk clamp clamp_ clamp_max clamp_max_
clamp_min clamp_min_ clip clip_ clone conj contiguous copy_ copysign corrcoef cos cosh count_nonzero cov
cpu cross cuda cummax cummin cumprod cumsum deg2rad det detach detach_ diag diag_embed diagonal diff dist
div div_ divide dot double dsplit eq equal erf erfc erfinv exp exp2 exp_ expand expand_as expm1
exponential_ fill_ fill_diagonal_ fix flatten flip fliplr flipud float float_power floor floor_
floor_divide fmax fmin fmod frac gather gcd ge geometric_ ger greater gt half hardshrink histc hsplit hypot
index_add index_add_ index_copy index_copy_ index_fill index_fill_ index_put index_put_ index_select inner
int inverse isclose isfinite isinf isnan isneginf isposinf isreal kron kthvalue ldexp le lerp lerp_ less
lgamma log log10 log1p log2 log_ log_normal_ log_softmax logaddexp logaddexp2 logcumsumexp logdet
logical_and logical_not logical_or logical_xor logit logsumexp long lt masked_fill masked_fill_
masked_scatter masked_scatter_ masked_select matmul matrix_exp matrix_power max maximum mean median min
minimum mm mode moveaxis movedim msort mul mul_ multinomial multiply mv nan_to_num nan_to_num_ nanmean
nanmedian nanquantile nansum narrow narrow_copy ne neg neg_ negative new_empty new_full new_ones new_tensor
new_zeros nextafter nonzero norm normal_ not_equal outer permute pinverse positive pow pow_ prod put
put_ quantile rad2deg random_ ravel reciprocal reciprocal_ relu relu_ remainder remainder_ renorm repeat
repeat_interleave reshape reshape_as resolve_conj resolve_neg roll rot90 round round_ rsqrt rsqrt_ scatter
scatter_ scatter_add scatter_add_ scatter_reduce scatter_reduce_ select select_scatter sgn short sigmoid
sigmoid_ sign sin sinc sinh slice_scatter softmax sort split split_with_sizes sqrt sqrt_ square square_
squeeze squeeze_ std sub sub_ subtract sum sum_to_size svd swapaxes swapdims t take take_along_dim tan tanh
tanh_ tensor_split tile to topk trace transpose transpose_ tril tril_ triu triu_ true_divide trunc type
type_as unbind unflatten unfold uniform_ unique unique_consecutive unsqueeze unsqueeze_ var view view_as
vsplit where xlogy zero_ logical_not_
absolute_ acos_ addbmm_ addmv_ addr_ asin_ atan_ baddbmm_ bitwise_and_ bitwise_not_ bitwise_or_ bitwise_xor_ cos_ cosh_
cumprod_ cumsum_ eq_ erf_ erfc_ erfinv_ exp2_ expm1_ fix_ floor_divide_ fmod_ frac_ ge_ gt_ hypot_ ldexp_ le_ log10_
log1p_ log2_ logical_and_ logical_or_ logical_xor_ logit_ lt_ multiply_ ne_ negative_ sgn_ sign_ sin_ sinc_ sinh_
subtract_ tan_ true_divide_ trunc_ xlogy_ heaviside
__getitem__ __setitem__ __pow__ __invert__ __and__ __or__ __xor__ __eq__ __ne__ __floordiv__ __rsub__ __rdiv__ __rpow__
__rmatmul__ __rfloordiv__ __rmod__ __rtruediv__ __iand__ __ior__ __ixor__ __ifloordiv__ __ipow__ __ilshift__ __irshift__
__lshift__ __rshift__ __rlshift__ __rrshift__ __reversed__ __contains__
"""

_PROPERTIES = "T mT H mH real imag data"

_TORCH = """
abs acos add addbmm addcdiv addcmul addmm all allclose amax amin aminmax any arange argmax argmin argsort
argwhere asin atan atan2 atleast_1d atleast_2d atleast_3d baddbmm bernoulli bitwise_and bitwise_not
bitwise_or bitwise_xor block_diag bmm broadcast_tensors broadcast_to bucketize cartesian_prod cat cdist
ceil chain_matmul chunk clamp clip clone column_stack combinations complex concat concatenate conj
corrcoef cos cosh cosine_similarity count_nonzero cov cross cummax cummin cumprod cumsum det diag
diag_embed diagonal diff dist div dot dropout dstack einsum empty_like eq equal erf exp exp2 expm1 flatten
flip fliplr flipud float_power floor floor_divide fmax fmin fmod frac full_like gather ge ger greater gt
histc hsplit hstack index_add index_copy index_fill index_put index_select inner inverse isclose isfinite isin
isinf isnan kron kthvalue layer_norm le lerp less lgamma log log10 log1p log2 log_softmax logaddexp
logcumsumexp logdet logical_and logical_not logical_or logical_xor logit logsumexp lt masked_fill
masked_select matmul matrix_exp max maximum mean median meshgrid min minimum mm mode moveaxis movedim
msort mul multinomial multiply mv nan_to_num nanmean nanmedian nanquantile nansum narrow ne neg negative
norm normal ones_like outer permute pinverse polar pow prod quantile rand_like randint_like randn_like
ravel reciprocal relu remainder renorm repeat_interleave reshape roll rot90 round rsqrt rsub scatter
scatter_add scatter_reduce searchsorted select select_scatter sgn sigmoid sign sin sinc sinh softmax sort
split split_with_sizes sqrt square squeeze stack std std_mean sub subtract sum svd swapaxes swapdims t
take take_along_dim tan tanh tensor_split tensordot tile topk trace transpose tril triu true_divide trunc
unbind unflatten unique unique_consecutive unsqueeze vander var var_mean vdot vstack where xlogy zeros_like
rms_norm group_norm instance_norm batch_norm conv1d conv2d embedding selu celu rrelu prelu hardshrink
threshold bilinear pairwise_distance alpha_dropout feature_dropout
cumulative_trapezoid gradient heaviside nonzero trapezoid
abs_ acos_ asin_ atan_ ceil_ celu_ clamp_ clamp_max_ clamp_min_ clip_ cos_ cosh_ dropout_ alpha_dropout_
feature_dropout_ feature_alpha_dropout_ erf_ erfc_ exp_ exp2_ expm1_ fill_ fix_ floor_ frac_ log_ log10_ log1p_ log2_
logit_ nan_to_num_ neg_ negative_ reciprocal_ relu_ round_ rrelu_ rsqrt_ selu_ sigmoid_ sin_ sinc_ sinh_ sqrt_ square_
tan_ tanh_ threshold_ trunc_ xlogy_ zero_
"""

_FUNCTIONAL = """
adaptive_avg_pool1d adaptive_avg_pool2d alpha_dropout avg_pool1d avg_pool2d batch_norm bilinear
binary_cross_entropy binary_cross_entropy_with_logits celu conv1d conv2d cosine_similarity cross_entropy
dropout dropout1d dropout2d elu embedding feature_alpha_dropout gelu glu group_norm gumbel_softmax
hardsigmoid hardswish hardtanh huber_loss interpolate kl_div l1_loss layer_norm leaky_relu linear
log_softmax logsigmoid max_pool1d max_pool2d mish mse_loss multi_margin_loss nll_loss normalize one_hot
pad pairwise_distance prelu relu relu6 rms_norm scaled_dot_product_attention selu sigmoid silu
smooth_l1_loss softmax softmin softplus softshrink softsign tanh tanhshrink threshold unfold
elu_ hardtanh_ leaky_relu_
"""

_LINALG = """
cond det diagonal eigh eigvalsh inv lstsq matrix_norm matrix_rank multi_dot norm pinv qr slogdet solve svd svdvals
vector_norm
"""
_SPECIAL = "entr erf expit gammaln log1p log_softmax logit logsumexp softmax xlogy"
_FFT = "fft ifft rfft irfft fft2 ifft2"

_RANDOM_NAMES = """
bernoulli bernoulli_ cauchy_ exponential_ geometric_ log_normal_ multinomial normal normal_ random_ uniform_
rand_like randint_like randn_like dropout dropout1d dropout2d alpha_dropout feature_alpha_dropout feature_dropout
gumbel_softmax rrelu dropout_ alpha_dropout_ feature_dropout_ feature_alpha_dropout_ rrelu_
"""
_RANDOM = frozenset(_RANDOM_NAMES.split())

_LOCAL_NAMES = """
Tensor.data Tensor.as_strided
Tensor.new_empty torch.empty_like
Tensor.bincount
Tensor.cuda
Tensor.allclose Tensor.equal Tensor.__contains__ torch.allclose torch.equal
linalg.lstsq
torch.bilinear functional.bilinear
"""
"""What no server runs for strangers, line by line:

1. memory that the value does not own: past its version counter, or beyond its bounds, where other people's rows are;
2. memory with what was there before: other people's numbers;
3. a result as large as the largest number in the argument, which nothing bounds;
4. the server chooses where its model is;
5. an answer that is no tensor: a block asks for it where the numbers are, so no graph that was recorded has it;
6. PyTorch cannot tell the form of its results without computing them;
7. it takes far more memory on its way than its results show; ``einsum`` does not.
"""
_LOCAL = frozenset(_LOCAL_NAMES.split())
_WITH_SWITCH = frozenset(
    f"functional.{name}" for name in ["dropout", "dropout1d", "dropout2d", "alpha_dropout", "feature_alpha_dropout"]
)
"""Draw numbers only in training. What draws is recorded as the numbers drawn, so that no server draws for a graph:
its generators are shared, and a second try would give other numbers."""
_ARITY = {"arange": 0, "__getitem__": 2, "__setitem__": 3}
_INPLACE_NAMES = "__setitem__ __iand__ __ior__ __ixor__ __ifloordiv__ __ipow__ __ilshift__ __irshift__"
_INPLACE_DUNDERS = frozenset(_INPLACE_NAMES.split())
_NAMESPACES: tuple[tuple[str, Any, str], ...] = (
    ("Tensor", torch.Tensor, _METHODS),
    ("torch", torch, _TORCH),
    ("functional", F, _FUNCTIONAL),
    ("linalg", torch.linalg, _LINALG),
    ("special", torch.special, _SPECIAL),
    ("fft", torch.fft, _FFT),
)


def _row(space: str, word: str, function: Callable[..., Any]) -> Op:
    symbol = _SYMBOLS.get(word, "") if space == "Tensor" else ""
    return Op(
        name=f"{space}.{word}",
        function=function,
        symbol=symbol,
        arity=_ARITY.get(word, 2 if symbol else 1),
        inplace=word in _INPLACE_DUNDERS or (word.endswith("_") and not word.endswith("__")),
        random=word in _RANDOM,
        remote=_is_remote(f"{space}.{word}", word),
    )


def _is_remote(name: str, word: str) -> bool:
    return name not in _LOCAL and (word not in _RANDOM or name in _WITH_SWITCH)


@cache
def table() -> dict[str, Op]:
    """All operations, by name."""
    rows = [
        _row(space, word, getattr(owner, word))
        for space, owner, words in _NAMESPACES
        for word in words.split()
        if hasattr(owner, word)
    ]
    rows += [
        Op(name, getattr(torch.Tensor, word).__get__, remote=name not in _LOCAL)
        for word in _PROPERTIES.split()
        for name in (f"Tensor.{word}",)
    ]
    rows += [Op("getitem", operator.getitem, "[]", 2), Op("getattr", getattr, ".", 2)]
    rows += [Op("autograd.grad", torch.autograd.grad, arity=2)]
    rows += [Op("Tensor.requires_grad_", torch.Tensor.requires_grad_)]
    return {op.name: op for op in rows}


@cache
def _by_function() -> dict[Any, Op]:
    return {op.function: op for op in reversed(table().values())}


def op_of(function: Callable[..., Any]) -> Op | None:
    """The row of a function that PyTorch dispatched, or ``None``.

    >>> op_of(torch.Tensor.matmul).symbol
    '@'
    """
    return _by_function().get(function)


def find(name: str) -> Op:
    """The row of that name.

    Raises:
        UnknownOperationError: no such operation.
    """
    try:
        return table()[name]
    except KeyError:
        raise UnknownOperationError(
            f"the operation {name!r} is not in nnexplore's table of operations, so a graph that uses it can be "
            f"neither stored nor replayed. Write it with operations of torch, torch.nn.functional or tensor methods."
        ) from None

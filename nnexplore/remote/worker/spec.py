"""``ModelSpec``: one model of a server, as its config file has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from ..limits import Limits

__all__ = ["ModelSpec"]

MOST_PROCESSES = 64
_DTYPES = ("auto", "float32", "float16", "bfloat16", "float64")
_NEVER = {
    "trust_remote_code": "it would run code of strangers",
    "custom_generate": "it would run code of strangers",
    "use_safetensors": "a server reads safetensors only",
    "revision": "it has a field of its own",
    "dtype": "it has a field of its own",
    "torch_dtype": "it is the field dtype",
    "device_map": "it has a field of its own",
    "distributed_config": "it is the field tensor_parallel",
    "tp_plan": "it is the field tensor_parallel",
    "tp_size": "it is the field tensor_parallel",
}
_KINDS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "source": (str,),
    "revision": (str,),
    "dtype": (str,),
    "device_map": (str, dict),
    "tensor_parallel": (int,),
    "weights": (bool,),
    "options": (dict,),
}


@dataclass(frozen=True)
class ModelSpec:
    """Which model to load, and how.

    Attributes:
        name: what clients call it.
        source: "demo", a name on the hub, or a folder; by default the name.
        revision: a commit, tag or branch of the hub; "" is the newest.
        dtype: "float32", "float16", "bfloat16", "float64" or "auto" (as stored); "" is PyTorch's or the model's own.
        device_map: as ``transformers`` takes it ("auto", "cuda:0", a dict); "" is the CPU.
        tensor_parallel: over how many processes, each with a GPU of its own where there are any, its layers are split.
        weights: whether clients may read parameters and buffers.
        options: further options of ``from_pretrained``, such as ``attn_implementation``.
        limits: what one request may ask for.

    >>> ModelSpec("demo")
    >>> ModelSpec.of({"name": "gpt2", "source": "openai-community/gpt2", "dtype": "float16"})

    Raises:
        ValueError: a field that cannot be; the message says what came and what was expected.
    """

    name: str
    source: str = ""
    revision: str = ""
    dtype: str = ""
    device_map: str | dict[str, Any] = ""
    tensor_parallel: int = 1
    weights: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for key, kinds in _KINDS.items():
            value = getattr(self, key)
            if type(value) not in kinds:
                wanted = " or ".join(kind.__name__ for kind in kinds)
                raise ValueError(f"the model {self.name!r:.60}: its {key} is {value!r:.60}; expected {wanted}")
        if not self.name or not all(letter.isalnum() or letter in "-_./" for letter in self.name):
            raise ValueError(f"a model is named with letters, digits and - _ . /; got {self.name!r:.60}")
        if self.dtype and self.dtype not in _DTYPES:
            raise ValueError(f"the model {self.name!r}: its dtype is {self.dtype!r:.40}; one of {', '.join(_DTYPES)}")
        if not 1 <= self.tensor_parallel <= MOST_PROCESSES:
            raise ValueError(
                f"the model {self.name!r}: its tensor_parallel is {self.tensor_parallel}; expected a whole number from "
                f"1 to {MOST_PROCESSES}"
            )
        if self.tensor_parallel > 1 and self.device_map:
            raise ValueError(
                f"the model {self.name!r} has tensor_parallel and device_map, two ways to use several GPUs; choose one"
            )
        for key in self.options:
            if key in _NEVER:
                raise ValueError(f"the model {self.name!r}: the option {key} cannot be given: {_NEVER[key]}")
        if not self.source:
            object.__setattr__(self, "source", self.name)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> ModelSpec:
        """The model of a table of a config file; ``limits`` is a table too.

        Raises:
            ValueError: a name or value that is not known.
        """
        known = [one.name for one in fields(cls)]
        name = given.get("name", "")
        if unknown := sorted(set(given) - set(known)):
            raise ValueError(
                f"the model {name!r:.60} has no field {', '.join(map(str, unknown))}; there are {', '.join(known)}"
            )
        if not name:
            raise ValueError('a model needs a name: name = "demo"')
        limits = given.get("limits", {})
        if not isinstance(limits, Mapping | Limits):
            raise ValueError(f"the model {name!r:.60}: its limits are {limits!r:.60}; expected a table")
        made = limits if isinstance(limits, Limits) else Limits.of(dict(limits))
        return cls(**{**given, "limits": made})

    def to_json(self) -> dict[str, Any]:
        """As plain data; ``of`` reads it."""
        return asdict(self)

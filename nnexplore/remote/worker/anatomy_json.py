"""Anatomy and probe as plain data, so that a client whose model has no weights knows what the server found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from ...models.anatomy import Absent, Anatomy, Block, Part, Place
from ...models.probe import Probe
from ..refusal import Refusal

__all__ = ["anatomy_of", "anatomy_to_json", "probe_of", "probe_to_json"]

T = TypeVar("T")
_PARTS = ("attn", "mlp")
_PLACES = ("attn_out", "mlp_out", "resid_mid", "neurons")


def anatomy_to_json(anatomy: Anatomy) -> dict[str, Any]:
    """An anatomy as plain data; ``anatomy_of`` reads it."""
    return {
        "embed": anatomy.embed,
        "layers": anatomy.layers,
        "norm": _name(anatomy.norm),
        "unembed": anatomy.unembed,
        "blocks": list(anatomy.blocks),
        "inside": {path: {name: _part(part) for name, part in parts.items()} for path, parts in anatomy.inside.items()},
    }


def anatomy_of(data: Any) -> Anatomy:
    """The anatomy of such data.

    Raises:
        Refusal: "malformed".
    """
    return _read(data, "anatomy", _anatomy)


def probe_to_json(probe: Probe) -> dict[str, Any]:
    """A probe as plain data; ``probe_of`` reads it."""
    return {
        "blocks": [
            {
                "path": block.path,
                **{name: _part(getattr(block, name)) for name in _PARTS},
                **{name: _place(getattr(block, name)) for name in _PLACES},
            }
            for block in probe.blocks
        ],
        "norm": _name(probe.norm),
        "query_heads": probe.query_heads,
        "key_value_heads": probe.key_value_heads,
        "tail": _name(probe.tail),
    }


def probe_of(data: Any) -> Probe:
    """The probe of such data.

    Raises:
        Refusal: "malformed".
    """
    return _read(data, "probe", _probe)


# -- there ---------------------------------------------------------------------------------------------------------


def _name(found: str | Absent) -> Any:
    return {"absent": found.reason} if isinstance(found, Absent) else found


def _part(part: Part | Absent) -> dict[str, Any]:
    return {"absent": part.reason} if isinstance(part, Absent) else {"path": part.path, "entry": part.entry}


def _place(place: Place | Absent) -> dict[str, Any]:
    if isinstance(place, Absent):
        return {"absent": place.reason}
    return {"path": place.path, "port": place.port, "scale": place.scale}


# -- and back ------------------------------------------------------------------------------------------------------


def _read(data: Any, what: str, make: Callable[[Any], T]) -> T:
    try:
        return make(data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise Refusal("malformed", f"the server's {what} is malformed: {error!r:.200}") from None


def _anatomy(data: Any) -> Anatomy:
    inside = {
        _text(path): {_text(name): Part(_text(part["path"]), _text(part["entry"])) for name, part in parts.items()}
        for path, parts in data["inside"].items()
    }
    return Anatomy(
        embed=_text(data["embed"]),
        layers=_text(data["layers"]),
        norm=_read_name(data["norm"]),
        unembed=_text(data["unembed"]),
        blocks=tuple(_text(path) for path in data["blocks"]),
        inside=inside,
    )


def _probe(data: Any) -> Probe:
    blocks = tuple(
        Block(
            path=_text(block["path"]),
            attn=_read_part(block["attn"]),
            mlp=_read_part(block["mlp"]),
            attn_out=_read_place(block["attn_out"]),
            mlp_out=_read_place(block["mlp_out"]),
            resid_mid=_read_place(block["resid_mid"]),
            neurons=_read_place(block["neurons"]),
        )
        for block in data["blocks"]
    )
    return Probe(
        blocks=blocks,
        norm=_read_name(data["norm"]),
        query_heads=_number(data["query_heads"]),
        key_value_heads=_number(data["key_value_heads"]),
        tail=_read_name(data["tail"]),
    )


def _read_name(data: Any) -> str | Absent:
    return Absent(_text(data["absent"])) if isinstance(data, dict) else _text(data)


def _read_part(data: Any) -> Part | Absent:
    return Absent(_text(data["absent"])) if "absent" in data else Part(_text(data["path"]), _text(data["entry"]))


def _read_place(data: Any) -> Place | Absent:
    if "absent" in data:
        return Absent(_text(data["absent"]))
    port = _text(data["port"])
    if port not in ("input", "output"):
        raise ValueError(f"the port {port!r:.40}")
    scale = data["scale"]
    if type(scale) not in (int, float):
        raise TypeError(f"the scale {scale!r:.40}")
    return Place(_text(data["path"]), cast(Literal["input", "output"], port), float(scale))


def _text(data: Any) -> str:
    if type(data) is not str:
        raise TypeError(f"{data!r:.40} where a text was expected")
    return data


def _number(data: Any) -> int | None:
    if data is not None and type(data) is not int:
        raise TypeError(f"{data!r:.40} where a number was expected")
    return data

"""Where a site of a graph is in the other views: a component of a layer, or a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis.component import COMPONENTS
from ..errors import ModelError
from ..workspace import Place

if TYPE_CHECKING:
    from ..graph import Site
    from ..models import LanguageModel


def place_of(model: LanguageModel, site: Site) -> tuple[Place | None, int | None]:
    """The place, and the layer; `None` where there is none.

    Example:
        >>> place_of(model, Site("transformer.h.1.mlp", "output"))
        (Place('mlp_out', 1), 1)
    """
    blocks = model.anatomy.blocks
    layer = next((at for at, path in enumerate(blocks) if f"{site.path}.".startswith(f"{path}.")), None)
    found = None if layer is None else next((one for one in _places(layer) if _is_at(model, one, site)), None)
    if found is None and site.path and site.port in ("input", "output"):
        found = Place(site.path, port=site.port)
    return found, layer


def _places(layer: int) -> list[Place]:
    return [Place(name, layer) for name in sorted(COMPONENTS, key=lambda name: not name.startswith("resid"))]


def _is_at(model: LanguageModel, place: Place, site: Site) -> bool:
    try:
        return place.site(model) == site
    except ModelError:  # this architecture has no such component
        return False

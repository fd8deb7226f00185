"""The strips of the flow view: each cell the number of its part that is farthest from zero, and where that is."""

import numpy as np
import pytest
import torch

from nnexplore import widgets
from nnexplore.widgets._flow_scene import _strip


@pytest.mark.parametrize(
    ("tokens", "width", "size"), [(3, 128, 1), (3, 100, 1), (30, 4096, 1), (30, 32 * 256, 1), (30, 32 * 256 + 1, 2)]
)
def test_a_cell_is_the_number_of_its_part_that_is_farthest_from_zero(tokens, width, size):
    rows = torch.randn(tokens, width, generator=torch.Generator().manual_seed(0))
    rows[1, width - 1] = -9.0  # the last of a part, so the farthest that an offset goes
    drawn = _strip(rows, None, None)
    cells = drawn["cells"]
    values = np.frombuffer(drawn["values"], np.float32).reshape(tokens, cells)
    offsets = np.frombuffer(drawn["offsets"], np.uint8 if size == 1 else np.uint16).reshape(tokens, cells)
    for row, numbers in enumerate(rows.numpy()):
        for cell in range(cells):
            first, end = cell * width // cells, (cell + 1) * width // cells
            farthest = first + np.abs(numbers[first:end]).argmax()
            assert first + int(offsets[row, cell]) == farthest
            assert values[row, cell] == numbers[farthest]


def test_a_strip_that_is_whole_needs_no_places():
    assert _strip(torch.randn(4, 16), None, None)["offsets"] is None


def test_a_saved_view_is_as_small_as_it_can_be(demo):
    from ipywidgets.widgets.widget import _remove_buffers

    view = widgets.FlowView(demo, "The Eiffel Tower is in the city of")
    state, _, buffers = _remove_buffers({name: value for name, value in view.get_state().items() if name != "_esm"})
    assert len(repr(state)) + sum(map(len, buffers)) < 60_000
    view.close()

"""The picture of a graph: every node once, every arrow from and to the right place, nothing on top of anything else."""

import random
import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations, pairwise

import pytest
import torch

import nnexplore
from nnexplore.errors import GraphError
from nnexplore.graph import (
    Apply,
    Backward,
    Builder,
    Call,
    Constant,
    Flow,
    Grad,
    Graph,
    Inputs,
    Opaque,
    Place,
    Read,
    Ref,
    Save,
    Site,
    Tokens,
    Weight,
    Write,
)
from nnexplore.graph.draw import draw
from nnexplore.graph.draw_text import cells, clean, shorten, shorten_path
from tests.browser import chromium

__all__ = ["chromium"]

SVG = "{http://www.w3.org/2000/svg}"
PROMPT = "The Eiffel Tower is in the city of"
EVERY_KIND = Graph(
    (
        Read(0, Site("transformer.h.0"), place=Place("nowhere.py", 3)),
        Tokens(1, "Paris"),
        Constant(2, torch.ones(3)),
        Weight(3, "lm_head.weight"),
        Call(4, "Tensor.__getitem__", (Ref(0), Ref(1))),
        Call(5, "Tensor.__setitem__", (Ref(0), Ref(1), Ref(2))),
        Write(6, Site("transformer.h.1.mlp"), Ref(4)),
        Apply(7, "transformer.h.2.mlp", (Ref(0),)),
        Call(8, "Tensor.matmul", (Ref(7), Ref(3))),
        Flow(9, Ref(0), Ref(7)),
        Backward(10, Ref(8)),
        Grad(11, Ref(0)),
        Save(12, "gradient", Ref(11)),
    ),
    (Inputs((PROMPT,)),),
)


class Picture:
    """What a test wants to know of an SVG."""

    def __init__(self, drawing):
        self.root = ElementTree.fromstring(drawing.svg)
        self.width, self.height = (int(self.root.get(name)) for name in ("width", "height"))
        nodes = [group for group in self.root.iter(f"{SVG}g") if group.get("data-node")]
        self.nodes = [int(group.get("data-node")) for group in nodes]
        self.groups = dict(zip(self.nodes, nodes, strict=True))
        self.edges = [group for group in self.root.iter(f"{SVG}g") if group.get("data-from") or group.get("data-to")]

    def box(self, node):
        rect = self.groups[node].find(f"{SVG}rect")
        x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        return x, y, x + width, y + height

    def from_the_top(self):
        return sorted(self.nodes, key=lambda node: self.box(node)[1])

    def label(self, node):
        return self.groups[node].findtext(f"{SVG}text")

    def tooltip(self, node):
        return self.groups[node].findtext(f"{SVG}title")

    def arrows(self, look=None):
        """From where to where; a spine is its run and site."""
        return [
            tuple(self.end(edge, name) for name in ("data-from", "data-to"))
            for edge in self.edges
            if look is None or edge.get("class") == f"nnx-edge nnx-{look}"
        ]

    def end(self, edge, name):
        return int(edge.get(name)) if edge.get(name) else (int(edge.get("data-run")), edge.get("data-site"))

    def texts(self):
        """The words on the page beside the boxes, from top to bottom."""
        found = [text for text in self.root.findall(f"{SVG}text") if text.get("class") in LABELS]
        return ["".join(text.itertext()).removeprefix(text.findtext(f"{SVG}title") or "") for text in found]


LABELS = ("", "nnx-sans nnx-soft", "nnx-sans nnx-strong")


def picture(graph, model=None):
    return Picture(graph.draw(model))


def stops(graph, model=None):
    """The names along the spine."""
    root = picture(graph, model).root
    found = [text for text in root.findall(f"{SVG}text") if text.get("text-anchor") == "end"]
    return [list(text.itertext())[-1] for text in found]


def points(path):
    """The corners and ends of a drawn line."""
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def hits(one, two, box):
    """Whether a level or upright line passes through the inside of a box."""
    left, top, right, bottom = box
    (x1, x2), (y1, y2) = sorted((one[0], two[0])), sorted((one[1], two[1]))
    return x1 < right - 1 and x2 > left + 1 and y1 < bottom - 1 and y2 > top + 1


def check(graph, model=None):
    """What holds of every picture."""
    shown = picture(graph, model)
    boxes = {node: shown.box(node) for node in shown.nodes}
    assert sorted(shown.nodes) == sorted(node.id for node in graph)
    for (one, a), (two, b) in combinations(boxes.items(), 2):
        apart = a[2] + 2 <= b[0] or b[2] + 2 <= a[0] or a[3] + 2 <= b[1] or b[3] + 2 <= a[1]
        assert apart, f"%{one} and %{two} overlap"
    for node, (left, top, right, bottom) in boxes.items():
        assert min(left, top, shown.width - right, shown.height - bottom) >= 0
        assert 6.95 * cells(shown.label(node)) <= right - left, f"the label of %{node} is wider than its box"
    for edge in shown.edges:
        line = points(edge.findall(f"{SVG}path")[-1].get("d"))
        for one, two in pairwise(line):
            through = [node for node, box in boxes.items() if hits(one, two, box)]
            assert not through, f"the arrow {edge.attrib} runs through {through}"
    return shown


# -- what is shown ---------------------------------------------------------------------------------


def test_every_kind_of_node():
    shown = check(EVERY_KIND)
    assert [shown.label(node) for node in range(13)] == [
        "%0 = output",
        "%1 = tokens 'Paris'",
        "%2 = float32[3]",
        "%3 = lm_head.weight",
        "%4 = %0[%1]",
        "%0[%1] = %2",
        "output = %4",
        "%7 = h[2].mlp(%0)",
        "%8 = %7 @ %3",
        "%0.grad = %7",
        "%8.backward()",
        "%11 = %0.grad",
        "gradient",
    ]


def test_every_kind_of_arrow():
    shown = check(EVERY_KIND)
    assert shown.arrows("read") == [((0, "transformer.h.0.output"), 0)]
    assert sorted(shown.arrows("change"), key=str) == [
        (5, (0, "transformer.h.0.output")),
        (6, (0, "transformer.h.1.mlp.output")),
    ]
    assert sorted(shown.arrows("constant")) == [(1, 4), (1, 5), (2, 5), (3, 8)]
    assert sorted(shown.arrows("value")) == [(0, 4), (0, 5), (0, 7), (4, 6), (7, 8), (7, 9), (8, 10), (11, 12)]
    assert sorted(shown.arrows("gradient")) == [(0, 9), (0, 11), (9, 10), (10, 11)]
    assert len(shown.edges) == 19


def test_the_tooltip_holds_the_whole_line_and_the_users():
    assert picture(EVERY_KIND).tooltip(0) == "%0 = transformer.h.0.output\nline 3"
    build = Builder()
    build.call("torch.cat", [build.read(Site(f"h.{at}")) for at in range(30)])
    shown = check(build.graph())
    assert len(shown.label(30)) <= 40
    assert shown.tooltip(30).endswith("%28, %29])")


def test_one_read(gpt2, prompt):
    with gpt2.trace(prompt) as run:
        gpt2.transformer.h[1].output.save("hidden")
    shown = check(run.graph, gpt2)
    assert shown.arrows() == [((0, "transformer.h.1.output"), 0), (0, 1)]
    assert shown.label(1) == "hidden"
    assert stops(run.graph) == ["transformer.h.1"]
    assert stops(run.graph, gpt2) == ["… wte, wpe, drop, 1 block …", "transformer.h.1", "… 1 block, ln_f, lm_head …"]


def test_an_empty_graph():
    shown = check(Graph(()))
    assert shown.texts() == ["The graph is empty."]
    assert shown.root.findtext(f"{SVG}title") == "Intervention graph: 0 nodes, 1 run"


def test_a_graph_without_the_model():
    build = Builder()
    build.save("sum", build.call("Tensor.add", build._add(Constant(0, torch.ones(2))), 1))
    assert check(build.graph()).arrows() == [(0, 1), (1, 2)]


def test_screen_readers_are_told():
    root = picture(EVERY_KIND).root
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Intervention graph: 13 nodes, 1 run"
    assert root.findtext(f"{SVG}desc").startswith("%0 = transformer.h.0.output; %1 = tokens 'Paris'; ")


def test_the_legend_names_what_occurs():
    assert picture(EVERY_KIND).texts()[-7:] == [
        "read from the model",
        "written back, or changed in place",
        "value",
        "constant, weight, token position",
        "gradient",
        "module applied ad hoc",
        "result",
    ]
    assert picture(Graph((Read(0, Site("a")),))).texts()[-1] == "read from the model"


def test_one_node_the_value_of_many_is_one_arrow():
    shown = check(Graph((Read(0, Site("a")), Call(1, "Tensor.add", (Ref(0), Ref(0))))))
    assert shown.arrows("value") == [(0, 1)]


def test_a_read_of_the_very_same_tensor():
    graph = Graph((Read(0, Site("a")), Read(1, Site("b")), Read(2, Site("c"), 0, Ref(0))))
    shown = check(graph)
    assert shown.label(2) == "%2 = output (again)"
    assert shown.arrows("value") == [(0, 2)]


def test_what_is_no_data_is_shown_as_such():
    graph = Graph(
        (Read(0, Site("a")), Call(1, "Tensor.add", (Ref(0), Opaque("function f"))), Write(2, Site("a"), Opaque("g")))
    )
    assert "function f is no plain data" in check(graph).tooltip(1)


# -- in place ---------------------------------------------------------------------------------------


def test_a_change_of_a_view_goes_back_to_the_spine():
    build = Builder()
    view = build.call("Tensor.__getitem__", build.read(Site("h.1")), 0)
    build.call("Tensor.mul_", view, 2)
    assert check(build.graph()).arrows("change") == [(2, (0, "h.1.output"))]


def test_a_change_of_another_value_goes_back_to_that():
    build = Builder()
    double = build.call("Tensor.mul", build.read(Site("h.1")), 2)
    build.call("Tensor.add_", double, 1)
    build.call("torch.abs", build.read(Site("h.2")), out=double)
    assert sorted(check(build.graph()).arrows("change")) == [(2, 1), (4, 1)]


def test_a_change_of_what_was_written_goes_back_to_where():
    build = Builder()
    double = build.call("Tensor.mul", build.read(Site("h.1")), 2)
    build.write(Site("h.2"), double)
    build.call("Tensor.add_", double, 1)
    assert check(build.graph()).arrows("change")[-1] == (3, (0, "h.2.output"))


def test_a_value_stands_below_the_changes_that_came_before_it():
    build = Builder()
    mine = build._add(Constant(0, torch.zeros(2)))
    for at in range(3):
        build.call("Tensor.__setitem__", mine, at, build.read(Site(f"h.{at}")))
    double = build.call("Tensor.mul", mine, 2)
    shown = check(build.graph())
    assert shown.box(double.id)[1] > max(shown.box(node)[1] for node in (2, 4, 6))


# -- the spine --------------------------------------------------------------------------------------


def test_stops_stand_in_the_models_order(gpt2):
    build = Builder()
    build.read(Site("lm_head"))
    build.read(Site("transformer.h.2"))
    build.read(Site("transformer.h.2.mlp"))
    build.read(Site("transformer.h.2", "input"))
    build.write(Site("transformer.wte"), 0)
    graph = build.graph()
    assert stops(graph, gpt2) == [
        "transformer.wte",
        "… wpe, drop, 2 blocks …",
        "transformer.h.2",
        "transformer.h.2.mlp",
        "transformer.h.2",
        "… ln_f …",
        "lm_head",
    ]
    shown = check(graph, gpt2)
    assert shown.from_the_top() == [4, 3, 2, 1, 0]


def test_layers_stand_by_number_and_attention_in_the_order_in_which_it_is_computed():
    build = Builder()
    for site in ("heads", "query", "pattern", "output", "input"):
        build.read(Site("h.10.attn", site))
    build.read(Site("h.9"))
    shown = check(build.graph())
    assert shown.from_the_top() == [5, 4, 1, 2, 0, 3]


def test_inside_a_block_the_graphs_order_counts():
    class Block(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.attn, self.mlp, self.norm = (torch.nn.Identity() for _ in range(3))

        def forward(self, x):
            return self.mlp(self.attn(self.norm(x)))

    net = nnexplore.Model(torch.nn.Sequential(*(Block() for _ in range(5))))
    with net.trace(torch.ones(1)) as run:
        net[3].norm.output.sum()
        net[3].attn.output[:] = 0
        net[3].mlp.output.save("x")
    assert stops(run.graph, net) == ["… 3 modules …", "3.norm", "3.attn", "3.mlp", "… 1 module …"]


def test_a_module_that_is_called_again():
    build = Builder()
    for call in (0, 1):
        for path in ("attn", "mlp"):
            build.read(Site(path, call=call))
    graph = build.graph()
    assert stops(graph) == ["attn", "mlp", "attn", "mlp"]
    assert [check(graph).label(node) for node in range(4)] == [
        "%0 = output",
        "%1 = output",
        "%2 = output#1",
        "%3 = output#1",
    ]


def test_a_model_that_does_not_fit(gpt2):
    with pytest.raises(
        GraphError, match=r"touches 'model\.layers\.0', which this model does not have: GPT2LMHeadModel"
    ):
        Graph((Read(0, Site("model.layers.0")),)).draw(gpt2)


def test_steps_of_a_generation(demo):
    with demo.generate(PROMPT, max_new_tokens=4, min_new_tokens=4) as run:
        for step in run.steps():
            if step in (0, 3):
                demo.layers[1].output[:, -1] *= 2
                demo.lm_head.output.argmax(-1).save(f"token{step}")
    shown = check(run.graph, demo)
    words = shown.texts()
    assert [word for word in words if "step" in word] == ["step 0", "… 2 steps …", "step 3"]
    assert words.count("transformer.h.1") == 2
    assert (3, "transformer.h.1.output@3") not in shown.arrows()
    assert any(start == (0, "transformer.h.1.output@3") for start, _ in shown.arrows("read"))


def test_the_result_of_a_generation_stands_below_all_steps():
    build = Builder()
    build.save("ids", build.read(Site("", "result")))
    build.read(Site("lm_head", step=2))
    assert stops(build.graph(Inputs((PROMPT,), {"max_new_tokens": 3}, "generate"))) == [
        "… 2 steps …",
        "lm_head",
        "the whole run",
    ]


# -- several runs -----------------------------------------------------------------------------------


def patched(longer=0):
    build, site = Builder(), Site("transformer.h.1")
    copied = build.call("Tensor.__getitem__", build.read(site, run=0), (slice(None), -1))
    for _ in range(longer):
        copied = build.call("functional.log_softmax", copied, -1)
    build.call("Tensor.__setitem__", build.read(site, run=1), (slice(None), -1), copied)
    build.save("logits", build.read(Site("lm_head"), run=1))
    return build.graph(Inputs((PROMPT,)), Inputs(("The Colosseum is in",)))


def test_two_runs_side_by_side(gpt2):
    shown = check(patched(), gpt2)
    assert shown.arrows("across") == [(1, 3)]
    assert shown.box(0)[1] == shown.box(2)[1]
    assert shown.box(1)[2] < shown.box(2)[0]
    assert shown.texts().count("transformer.h.1") == 1


def test_two_runs_below_each_other_where_there_is_no_room(gpt2):
    shown = check(patched(longer=3), gpt2)
    assert shown.arrows("across") == [(4, 6)]
    assert shown.box(4)[3] < shown.box(5)[1]
    assert shown.texts().count("transformer.h.1") == 2
    assert [word for word in shown.texts() if word.startswith("run ")] == ["run 0", "run 1"]


def test_each_run_has_its_prompt():
    words = [list(text.itertext())[-1] for text in picture(patched()).root.iter(f"{SVG}text")]
    assert f"“{PROMPT}”" in words
    assert "“The Colosseum is in”" in words


def test_a_run_only_stops_where_it_is_touched(gpt2):
    graph = patched()
    marks = [rect for rect in picture(graph, gpt2).root.findall(f"{SVG}rect") if rect.get("class") == "nnx-stop"]
    assert len(marks) == 3


@pytest.mark.parametrize(
    "prompts", [([PROMPT, "Paris"],), (torch.ones(1, 3, dtype=torch.int64),), ({"input_ids": [1, 2]},)]
)
def test_inputs_of_all_kinds(prompts):
    assert check(Graph((Read(0, Site("a")),), (Inputs(prompts, {"use_cache": False}),)))


# -- what must not happen ----------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "]]></style><script>x</script>",
    '" onload="alert(1)',
    "&lt;&amp;&#0;",
    "\x00\x1b[31m\ud800\ufffe\n\r\t",
    "\u202eright to left\u2066",
    "東京" * 60,
    "e\u0301" * 200,
    "x" * 10_000,
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_is_only_text(text):
    graph = Graph(
        (
            Read(0, Site(f"h.{text}", step=1)),
            Save(1, text, Ref(0)),
            Constant(2, text),
            Tokens(3, text),
            Weight(4, text),
            Call(5, "torch.add", (Ref(2), Ref(3), Ref(4), text)),
        ),
        (Inputs((text,), {"key": text}),),
        text,
    )
    shown = check(graph)
    tags = {element.tag.removeprefix(SVG) for element in shown.root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "g", "text", "polygon", "circle"}
    assert not any(name.startswith("on") for element in shown.root.iter() for name in element.attrib)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(shown.root.itertext()))


def test_nothing_is_fetched():
    addresses = set(re.findall(r"https?://[^\"' ]+", EVERY_KIND.draw().svg))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "url(" not in EVERY_KIND.draw().svg


@pytest.mark.parametrize("deep", [5, 40])
def test_a_long_chain_is_broken_into_rows(deep):
    build = Builder()
    value = build.read(Site("h.1"))
    for at in range(deep):
        value = build.call("Tensor.add", value, at)
    build.write(Site("h.2"), value)
    shown = check(build.graph())
    assert shown.width <= 960


def test_many_values_into_one():
    build = Builder()
    values = [build.call("Tensor.sum", build.read(Site(f"model.layers.{at}.self_attn.o_proj"))) for at in range(48)]
    build.save("all", build.call("torch.stack", values))
    shown = check(build.graph())
    assert shown.width <= 960
    assert sum(target == 96 for _, target in shown.arrows("value")) == 48


def anything(seed):  # noqa: C901  one flat case per kind of node
    """A random graph of several runs and steps with nodes of all kinds."""
    chance = random.Random(seed)
    build = Builder()
    sites = [Site(f"model.h.{at}{part}") for at in range(6) for part in ("", ".attn", ".mlp")]
    sites += [Site("model.h.2", "input"), Site("model.h.3.attn", "pattern"), Site("lm_head"), Site("", "output")]
    values = [build.read(sites[0])]
    runs, steps = chance.randint(1, 3), chance.choice([1, 1, 3])

    def add(make, *fields):
        return build._add(make(len(build._nodes), *fields))

    for _ in range(chance.randint(1, 60)):
        one, two = chance.choice(values), chance.choice(values[-5:])
        site = chance.choice(sites)
        site = Site(site.path, site.port, chance.randrange(steps))
        run = chance.randrange(runs)
        match chance.randrange(14):
            case 0 | 1 | 2:
                values.append(build.read(site, run))
            case 3:
                build.write(site, chance.choice([one, two, 0.0]), run)
            case 4 | 5:
                values.append(build.call("Tensor.add", one, two))
            case 6:
                values.append(build.call("Tensor.__getitem__", two, (slice(None), -1)))
            case 7:
                build.call("Tensor.__setitem__", one, chance.randrange(9), two)
            case 8:
                values.append(build.call("torch.stack", [chance.choice(values) for _ in range(chance.randint(3, 9))]))
            case 9:
                values.append(add(Constant, torch.ones(2)))
            case 10:
                values.append(chance.choice([add(Weight, "lm_head.weight"), add(Tokens, 0, 0, run)]))
            case 11:
                values.append(add(Apply, "model.h.3.mlp", (one,)))
            case 12:
                add(Flow, one, two)
                add(Backward, two)
                values.append(add(Grad, one))
            case 13:
                build.save(f"r{len(build._nodes)}", two)
    return build.graph(*(Inputs((PROMPT,)) for _ in range(runs)))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_on_top_of_anything_in_random_graphs(seed):
    graph = anything(seed)
    shown = check(graph)
    given = {(ref.id, node.id) for node in graph for ref in nnexplore.graph.refs(node)}
    assert given <= set(shown.arrows())


def test_a_constant_is_used_in_two_runs_and_twice_in_a_row():
    build = Builder()
    mine = build._add(Constant(0, torch.ones(2)))
    for run in (0, 1):
        build.write(Site("h.0"), mine, run)
        build.call("Tensor.add", build.read(Site("h.1"), run), mine)
    build.call("Tensor.add", build.call("Tensor.add", build.read(Site("h.0"), 1), mine), mine)
    shown = check(build.graph())
    assert sorted(shown.arrows("constant")) == [(0, 1), (0, 3), (0, 4), (0, 6), (0, 8), (0, 9)]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_label_fits_its_box_in_a_browser(chromium, scheme):
    page = chromium.new_page(color_scheme=scheme)
    for graph in (EVERY_KIND, patched(), patched(longer=3), *map(anything, range(5))):
        page.set_content(graph.draw()._repr_html_())
        room = page.evaluate(
            """() => [...document.querySelectorAll(".nnx-node[data-node]")].map((node) =>
                node.querySelector("rect").width.baseVal.value - node.querySelector("text").getComputedTextLength())"""
        )
        assert len(room) == len(graph)
        assert min(room) > 8
    paper = page.evaluate("getComputedStyle(document.querySelector('.nnx-paper')).fill")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 20, 24)"}[scheme]
    page.close()


# -- the object -------------------------------------------------------------------------------------


def test_the_drawing_in_a_notebook_and_on_disk(tmp_path):
    drawing = EVERY_KIND.draw()
    assert drawing._repr_svg_() == drawing.svg
    assert drawing.svg.isascii()
    assert drawing._repr_html_() == f'<div style="overflow-x:auto">{drawing.svg}</div>'
    assert repr(drawing) == "Drawing()"
    drawing.save(tmp_path / "graph.svg")
    assert ElementTree.parse(tmp_path / "graph.svg").getroot().tag == f"{SVG}svg"
    with pytest.raises(GraphError, match=r"stored as SVG; name the file graph\.svg, not 'graph\.png'"):
        drawing.save(tmp_path / "graph.png")


def test_the_same_graph_is_the_same_picture():
    assert draw(EVERY_KIND) == draw(EVERY_KIND)


# -- the words --------------------------------------------------------------------------------------


def test_shortened_text_fits():
    for text in (*HOSTILE, "torch.cat([%0, %1])", "%0[:, :, -1] = %1", "“prompt”"):
        for most in range(2, 30):
            assert cells(shorten(text, most)) <= most
    assert shorten("%4.norm(p='fro', keepdim=False)", 16) == "%4.norm(p='fro…)"
    assert shorten("short", 16) == "short"


def test_shortened_paths_begin_at_a_name():
    assert shorten_path("model.language_model.layers.3.mlp", 16) == "….layers.3.mlp"
    assert shorten_path("model.layers.3", 16) == "model.layers.3"
    assert shorten_path("a_name_without_an_end", 8) == "…_an_end"


def test_text_is_one_line_of_what_xml_allows():
    assert clean("a\nb\x00c\u202ed") == "a b\ufffdc\ufffdd"

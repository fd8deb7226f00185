"""Nodes that come again: told apart by every difference, read and worked out once, and forgotten in the end."""

from __future__ import annotations

import json
import threading

import pytest
import torch

from nnexplore.errors import GraphError
from nnexplore.graph import Graph, Lasting, Shelf, Writer, document_of, graph_of, lasting, once
from nnexplore.graph.node import Call, Read, Ref, Save, Site


def listed(factor=2, name="a"):
    nodes = (Read(0, Site("h")), Call(1, "Tensor.mul", (Ref(0), factor)), Save(2, name, Ref(1)))
    return document_of(Graph(nodes), Writer())


def test_the_same_nodes_are_read_once_and_others_are_others():
    shelf = Shelf()
    one, same = (graph_of(listed(), {}, shelf) for _ in range(2))
    assert same.nodes is one.nodes
    assert isinstance(one.nodes, Lasting)
    for factor in (1, 1.0, True, -0.0, 0.0, "1"):
        other = graph_of(listed(factor), {}, shelf)
        assert repr(other.nodes[1].args[1]) == repr(factor)
    assert graph_of(listed(name="b"), {}, shelf).saves == ("b",)


def test_nodes_with_tensors_are_not_kept():
    writer, shelf = Writer(), Shelf()
    nodes = (Read(0, Site("h")), Call(1, "Tensor.add", (Ref(0), torch.ones(2))))
    document = document_of(Graph(nodes), writer)
    assert not isinstance(graph_of(document, writer.tensors, shelf).nodes, Lasting)


def test_what_is_wrong_is_wrong_each_time():
    shelf, document = Shelf(), listed()
    document["nodes"][1]["args"] = {"$tuple": [{"$ref": 7}, 2]}
    for _ in range(2):
        with pytest.raises(GraphError, match="refers to %7"):
            graph_of(document, {}, shelf)


def test_it_is_worked_out_once_where_the_nodes_last():
    calls = []

    def work(nodes):
        calls.append(len(nodes))

    kept, plain = Lasting((Read(0, Site("h")),)), (Read(0, Site("h")),)
    for nodes in (kept, kept, plain, plain):
        once(nodes, work)
    assert len(calls) == 3


def test_a_shelf_has_its_bounds(monkeypatch):
    monkeypatch.setattr(lasting, "MOST_TEXT", 20 * len(repr(listed()["nodes"])))
    shelf = Shelf()
    for factor in range(100):
        graph_of(listed(factor), {}, shelf)
    assert 10 < len(shelf._known) <= 20
    assert shelf._size == sum(map(len, shelf._known)) <= lasting.MOST_TEXT
    long = {
        **listed(),
        "nodes": [{"kind": "read", "id": at, "site": {"$site": ["h", "output", 0, 0]}} for at in range(300)],
    }
    assert not isinstance(graph_of(long, {}, shelf).nodes, Lasting)


def test_threads_share_a_shelf():
    shelf, made, documents = Shelf(), set(), [json.dumps(listed(factor)) for factor in range(20)]

    def read():
        for text in documents * 20:
            made.add(graph_of(json.loads(text), {}, shelf).nodes[1].args[1])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == set(range(20))
    assert len(shelf._known) == 20

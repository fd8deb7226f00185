import { afterEach, describe, expect, test, vi } from "vitest";
import { Details, four } from "../graph_view/details.ts";
import { Drawing } from "../graph_view/drawing.ts";
import { Edits } from "../graph_view/edits.ts";
import { type Node, type Screen, spoken, users } from "../graph_view/state.ts";

const f32 = (...values: number[]) => new DataView(Float32Array.from(values).buffer);

function node(id: number, from: number[] = [], more: Partial<Node> = {}): Node {
  return { id, kind: "operation", says: `%${id} said`, code: `v${id} = x`, line: "", edit: 0, from, ...more };
}

const NODES = [
  node(0, [], { kind: "read" }),
  node(1, [0]),
  node(2, [0, 1], { edit: 1 }),
  node(3, [2], { edit: 1 }),
];
const SCREEN: Screen = {
  svg: `<svg xmlns="http://www.w3.org/2000/svg"><title>Graph</title><style>x{}</style><script>window.bad=1</script>${NODES.map(({ id }) => `<g class="nnx-node" data-node="${id}"><title>t</title><rect/><text>%${id}</text></g>`).join("")}</svg>`,
  nodes: NODES,
  edits: [
    { text: "zero", on: true, code: false },
    { text: "mine", on: true, code: true },
  ],
  code: "",
  can_undo: false,
  can_redo: false,
};

const life = new AbortController();
afterEach(() => document.body.replaceChildren());

function drawing() {
  const actions = { look: vi.fn(), hover: vi.fn(), remove: vi.fn(), travel: vi.fn() };
  const made = new Drawing(actions, life.signal);
  document.body.append(made.element);
  made.draw(SCREEN);
  const mark = (id: number) => made.element.querySelector<SVGElement>(`[data-node="${id}"]`) as SVGElement;
  const press = (key: string, more: KeyboardEventInit = {}) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, ...more }),
    );
  return { made, actions, mark, press };
}

describe("the drawing", () => {
  test("has one option for each node, and nothing that could run", () => {
    const { made } = drawing();
    expect(made.element.querySelectorAll('[role="option"]')).toHaveLength(4);
    expect(made.element.querySelector("script, style, title")).toBeNull();
    expect(made.element.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  test("arrows go through the nodes, and along their values", () => {
    const { mark, press } = drawing();
    mark(0).focus();
    press("ArrowDown");
    expect(document.activeElement).toBe(mark(1));
    press("ArrowRight");
    expect(document.activeElement).toBe(mark(2));
    press("ArrowRight");
    press("ArrowRight"); // nobody uses the last
    expect(document.activeElement).toBe(mark(3));
    press("ArrowLeft");
    press("Home");
    press("ArrowUp");
    expect(document.activeElement).toBe(mark(0));
  });

  test("keys look, delete and undo", () => {
    const { actions, mark, press } = drawing();
    mark(1).focus();
    press("Enter");
    press("Delete");
    press("z", { ctrlKey: true });
    press("Enter", { shiftKey: true }); // the notebook's
    expect(actions.look.mock.calls).toEqual([[1]]);
    expect(actions.remove.mock.calls).toEqual([[1]]);
    expect(actions.travel.mock.calls).toEqual([["undo"]]);
  });

  test("what stands out is marked, and nothing once it is over", () => {
    const { made, mark } = drawing();
    made.light([2, 3], [2], "gone");
    expect(made.element.dataset.lit).toBe("gone");
    expect([0, 1, 2, 3].map((id) => "same" in mark(id).dataset)).toEqual([false, false, true, true]);
    made.light(null);
    expect(made.element.querySelector("[data-same], [data-near]")).toBeNull();
    expect(made.element.dataset.lit).toBeUndefined();
  });
});

describe("the details", () => {
  const actions = { remove: vi.fn(), warn: vi.fn(), close: vi.fn() };

  test("show every number as it came", () => {
    const details = new Details(actions, life.signal);
    const stats = f32(-1, 2, 0.5, 0.1, 3);
    const preview = f32(0.1, -0.25, Number.NaN, Number.POSITIVE_INFINITY);
    details.draw(NODES[1] as Node, SCREEN.edits, {
      id: 1,
      gone: [1],
      shape: [1, 2, 2],
      dtype: "float32",
      stats,
      preview,
      rows: 2,
      columns: 2,
      index: [0],
      holes: 2,
    });
    const cells = [...details.element.querySelectorAll<HTMLElement>(".preview td[data-value]")];
    expect(cells.map((cell) => cell.dataset.value)).toEqual(["0.1", "-0.25", "NaN", "∞"]);
    expect(cells.map((cell) => cell.className)).toEqual(["more-than", "less", "bad", "bad"]);
    expect(details.element.querySelector(".facts .bad")?.textContent).toContain("2 numbers");
    expect(details.element.querySelector(".corner")?.textContent).toBe("[0, :2, :2]");
  });

  test("an old value is never shown for another node", () => {
    const details = new Details(actions, life.signal);
    details.draw(NODES[2] as Node, SCREEN.edits, { id: 1, gone: [], shape: [2], stats: f32(1, 1, 1, 1, 1) });
    expect(details.element.querySelector(".facts")).toBeNull();
    expect(details.element.hasAttribute("data-waiting")).toBe(true);
  });

  test("Delete says what goes with the node", () => {
    const details = new Details(actions, life.signal);
    details.draw(NODES[2] as Node, SCREEN.edits, { id: 2, gone: [2, 3], shape: null, text: "1" });
    const button = details.element.querySelector<HTMLButtonElement>(".delete");
    expect(button?.textContent).toBe("Delete with %3");
    button?.dispatchEvent(new Event("pointerenter"));
    expect(actions.warn).toHaveBeenLastCalledWith([2, 3]);
  });

  test("an error is shown in the place of the value", () => {
    const details = new Details(actions, life.signal);
    details.draw(NODES[1] as Node, SCREEN.edits, { id: 1, gone: [1], message: "out of memory" });
    expect(details.element.querySelector('[role="alert"]')?.textContent).toBe("out of memory");
  });
});

test("an edit that is pressed stays lit", () => {
  const light = vi.fn();
  const edits = new Edits(light, life.signal);
  edits.draw(SCREEN.edits);
  const button = edits.element.querySelectorAll("button")[1] as HTMLButtonElement;
  button.click();
  expect(edits.pinned).toBe(1);
  expect(button.getAttribute("aria-pressed")).toBe("true");
  button.click();
  expect(edits.pinned).toBeNull();
  expect(light).toHaveBeenLastCalledWith(null);
});

test("words and numbers", () => {
  expect(users(NODES, 0)).toEqual([1, 2]);
  expect(spoken(NODES[2] as Node, SCREEN.edits)).toBe("%2, operation: %2 said; of the edit “mine”");
  expect([0, 1.23456, -0.00001234, 12345.6].map(four)).toEqual(["0", "1.235", "−1.234e-5", "12350"]);
});

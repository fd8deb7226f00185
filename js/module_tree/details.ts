/** All there is to say of the active row, with every digit. */

import { copyText } from "../lib/clipboard.ts";
import { float32 } from "../lib/codecs.ts";
import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { count, exact } from "../lib/numbers.ts";
import { NAMES, runsOf, type Show } from "../lib/shows.ts";
import type { Given, Module, ValueTrait } from "./data.ts";
import type { Node } from "./nodes.ts";
import { parametersOf, pathOf, type Run, summary } from "./summary.ts";
import { shape, whole } from "./words.ts";

export type DetailActions = { read(node: Node): void; announce(text: string): void };
export type Details = {
  element: HTMLElement;
  draw(node: Node | null, run: Run, show: Show, value: ValueTrait): void;
  copy(node: Node): Promise<void>;
};

type Line = [name: string, ...value: (string | HTMLElement)[]];

const WHICH: Partial<Record<Show, string>> = {
  edited: "In this run",
  clean: "In the run without changes",
  other: "In the run of the other prompt",
};
const READ =
  "Select this output in all views: a heatmap of the same workspace shows it, and it is summed up here";

export function createDetails(actions: DetailActions, signal: AbortSignal): Details {
  let shown: Node | null = null;
  const path = h("code", { class: "path" });
  const copy = h("button", { type: "button" }, "Copy path");
  const read = button("Show the value", READ, () => shown && actions.read(shown), signal);
  read.className = "read";
  const what = h("p", { class: "what" });
  const own = h("dl");
  const gave = h("dl");
  const value = h("dl");
  const head = h("div", { class: "path-line" }, path, h("span", { class: "buttons" }, copy, read));
  const element = h(
    "aside",
    { class: "details", "aria-label": "Module" },
    head,
    what,
    block("What it is", own),
  );
  const ran = block("In this run", gave);
  const parts = [ran, block("Value, selected in all views", value)];
  element.append(...parts);
  const copyPath = async (node: Node) => {
    const text = pathOf(node);
    const copied = await copyText(text);
    actions.announce(
      copied ? `Copied: ${text || "(the model itself has no path)"}` : "The browser did not let us copy.",
    );
  };
  copy.addEventListener("click", () => shown && void copyPath(shown), { signal });
  return {
    element,
    copy: copyPath,
    draw(node, run, show, last) {
      shown = node;
      element.hidden = node === null;
      if (node === null) return;
      const reason = refused(node, run.length > 0);
      setText(ran, WHICH[show] ?? NAMES[show]);
      enable(read, reason === "", reason);
      path.textContent = pathOf(node) || "the whole model";
      what.replaceChildren(...says(node));
      own.replaceChildren(...lines(ownLines(node)));
      const given = node.module === null ? null : (run[node.module.number] ?? null);
      gave.replaceChildren(...lines(runLines(node, given, run, show)));
      value.replaceChildren(...lines(valueLines(node, last)));
      for (const part of parts) part.hidden = part.querySelector("dt") === null;
    },
  };
}

/** What a part is called now. */
function setText(part: HTMLElement, title: string): void {
  const head = part.querySelector("h3");
  if (head !== null && head.textContent !== title) head.textContent = title;
}

function block(title: string, list: HTMLElement): HTMLElement {
  return h("section", {}, h("h3", {}, title), list);
}

function refused(node: Node, prompt: boolean): string {
  if (!node.module?.facts.runs) return "A list of modules is never called and gives no value";
  return prompt ? "" : "There is no prompt: set workspace.prompt";
}

function says({ module, alike }: Node): (string | HTMLElement)[] {
  const first = alike[0] ?? module;
  const extra = alike.length === 0 ? first?.facts.extra : "";
  const many = alike.length > 0 ? `${alike.length} × ` : "";
  const said: (string | HTMLElement)[] = [h("b", {}, `${many}${first?.kind ?? ""}`)];
  if (extra) said.push(h("span", { class: "extra" }, `(${extra})`));
  return said;
}

function ownLines(node: Node): Line[] {
  const { module, alike } = node;
  const first = alike[0] ?? module;
  const own = alike.length > 0 ? [] : (module?.facts.parameters ?? []);
  const made: Line[] = own.map(([name, sizes, dtype, device, shared]) => [
    name,
    `${shape(sizes)} · ${dtype} · ${device}`,
    ...(shared ? [h("span", { class: "shared" }, `the same as ${shared}`)] : []),
  ]);
  if (own.length === 0 && first?.dtype) made.push(["dtype · device", `${first.dtype} · ${first.device}`]);
  const sum = parametersOf(node);
  made.push(["parameters", sum > 0 ? whole(sum) : "none", ...each(alike)]);
  return made;
}

function each(alike: Module[]): string[] {
  return alike[0] === undefined ? [] : [` (${whole(alike[0].parameters)} each)`];
}

function runLines(node: Node, given: Given | null, run: Run, show: Show): Line[] {
  if (run.length === 0) return [];
  if (node.alike.length > 0) {
    const { time, norm, relative, output } = summary(node, run);
    if (time === null) return [["run", "not called in this run"]];
    return [
      ["output", output || "not of one shape"],
      ["norm", norm],
      ...(relative ? [["relative", relative] as Line] : []),
      ["time", `${exact(time)} ms, all together`],
    ];
  }
  if (given === null) return [["run", "not called in this run"]];
  const total = run[0]?.time ?? 0;
  const part = total > 0 ? `, ${((100 * given.time) / total).toFixed(1)} % of the run` : "";
  const made = given.dtype ? numbers(given, show) : ([["output", "no tensor"]] as Line[]);
  made.push(["time", `${exact(given.time)} ms${part}`]);
  if (given.calls > 1) made.push(["calls", count(given.calls, "call"), ", the last one's output"]);
  if (given.changed) made.push(["changed", "its output is written to by a change of the workspace"]);
  return made;
}

function numbers({ shape: sizes, dtype, norm, mean, relative, unequal }: Given, show: Show): Line[] {
  const made: Line[] = [["output", `${shape(sizes)} · ${dtype}`]];
  if (unequal) return [...made, ["norm", "none: the outputs of the two runs have different shapes"]];
  made.push(["norm", number(norm)], ["mean", number(mean)]);
  const [, base] = runsOf(show);
  if (relative !== null && base !== null)
    made.push(["relative", number(relative), ` of the norm in the run "${NAMES[base]}"`]);
  return made;
}

function valueLines({ module }: Node, { path, shape: sizes, dtype, numbers, unusual }: ValueTrait): Line[] {
  if (module === null || path !== module.path || sizes === undefined || numbers === undefined) return [];
  const [mean = 0, norm = 0, least = 0, greatest = 0] = float32(numbers);
  const made: Line[] = [
    ["value", `${shape(sizes)} · ${dtype}`],
    ["norm", number(norm)],
    ["mean", number(mean)],
    ["least", number(least)],
    ["greatest", number(greatest)],
  ];
  if (unusual) made.push(["not finite", h("b", { class: "bad" }, count(unusual, "number"))]);
  return made;
}

function number(value: number): HTMLElement {
  return h("span", { class: Number.isFinite(value) ? "number" : "number bad" }, exact(value));
}

function lines(made: Line[]): HTMLElement[] {
  return made.flatMap(([name, ...value]) => [h("dt", {}, name), h("dd", {}, ...value)]);
}

/** The row that a score or a weight stands in: all keys of a query as bars, or which of them it may look at. */

import { float32, float64 } from "../../lib/codecs.ts";
import { h } from "../../lib/dom.ts";
import { count, exact } from "../../lib/numbers.ts";
import type { Opened, Row } from "./data.ts";
import { heading } from "./parts.ts";

/** A softmax: input, its power, its share, key by key. */
export function shares(opened: Opened, row: Row, open: (key: number) => void): HTMLElement {
  const [inputs, outputs] = [float32(row.inputs), float32(row.outputs)];
  const powers = float64(row.powers ?? new ArrayBuffer(0));
  const lines = row.positions.map((key, at) => {
    const share = outputs[at] ?? Number.NaN;
    return h(
      "tr",
      chosen(key === opened.raw.dimension),
      h("th", { scope: "row" }, go(opened, key, open)),
      h("td", {}, exact(inputs[at] ?? Number.NaN)),
      h("td", {}, exact(powers[at] ?? Number.NaN)),
      h("td", {}, exact(share)),
      h("td", { class: "arithmetic-bars" }, shareBar(share)),
    );
  });
  if (row.others > 0)
    lines.push(
      h(
        "tr",
        { class: "arithmetic-quiet" },
        h("th", { scope: "row" }, `${count(row.others, "more key")}`),
        h("td", {}),
        h("td", {}, exact(float64(row.power)[0] ?? Number.NaN)),
        h("td", {}),
        h("td", {}),
      ),
    );
  lines.push(
    h(
      "tr",
      { class: "arithmetic-total" },
      h("th", { scope: "row" }, "sum"),
      h("td", {}),
      h("td", {}, exact(opened.number("sum"))),
      h("td", {}),
      h("td", {}),
    ),
  );
  const names = ["key", "score x", "e^(x − max)", "share", ""];
  return h(
    "div",
    { class: "arithmetic-scroll" },
    h(
      "table",
      { class: "arithmetic-list" },
      h("caption", { class: "unseen" }, `The row of ${opened.token(opened.raw.position)}`),
      h("thead", {}, h("tr", {}, ...names.map((name) => heading(name)))),
      h("tbody", {}, ...lines),
    ),
  );
}

/** A mask: which keys this query may look at. */
export function reach(opened: Opened, row: Row, open: (key: number) => void): HTMLElement {
  const seen = bytesOf(row.visible);
  const { position, dimension, note } = opened.raw;
  const may = seen[row.positions.indexOf(dimension)] === 1;
  const [one, other] = [opened.token(position), opened.token(dimension)];
  const why = may
    ? `${one} (${position}) may look at ${other} (${dimension}): nothing is added to the score.`
    : `${one} (${position}) may not look at ${other} (${dimension}): ${note}. Its score becomes −∞, and its share 0.`;
  const chips = row.positions.map((key, at) => {
    const made = go(opened, key, open);
    const on = seen[at] === 1;
    made.classList.add("arithmetic-chip");
    made.dataset.seen = String(on);
    made.prepend(h("span", { "aria-hidden": "true" }, on ? "✓ " : "✕ "));
    made.setAttribute("aria-label", `${opened.token(key)} (${key}): ${on ? "may be looked at" : "hidden"}`);
    if (key === dimension) made.setAttribute("aria-current", "true");
    return h("li", {}, made);
  });
  return h("div", {}, h("p", {}, why), h("ul", { class: "arithmetic-chips" }, ...chips));
}

function shareBar(share: number): HTMLElement {
  const fill = h("i", { class: "arithmetic-share" });
  fill.style.width = `${Math.min(1, Math.max(0, share || 0)) * 100}%`;
  return h("span", { class: "arithmetic-bar arithmetic-whole", "aria-hidden": "true" }, fill);
}

function go(opened: Opened, key: number, open: (key: number) => void): HTMLButtonElement {
  const made = h(
    "button",
    { type: "button", class: "arithmetic-go", title: `token ${key}` },
    opened.token(key),
  );
  made.addEventListener("click", () => open(key));
  return made;
}

function chosen(on: boolean): Record<string, string | null> {
  return { class: on ? "arithmetic-chosen" : null, "aria-current": on ? "true" : null };
}

function bytesOf(bytes: Row["visible"]): Uint8Array {
  return bytes instanceof ArrayBuffer
    ? new Uint8Array(bytes)
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

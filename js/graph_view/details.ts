/** The node that is looked at: its line of code, its value in numbers, and the button that deletes it. */

import { float32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count, exact } from "../lib/numbers.ts";
import type { Edit, Node, Value } from "./state.ts";

export type DetailActions = { remove(id: number): void; warn(ids: number[] | null): void; close(): void };

const STATS = ["least", "largest", "mean", "std", "norm"];

export class Details {
  readonly element = h("section", { class: "details", "aria-label": "The node" });
  readonly #remove = h("button", { type: "button", class: "delete" }, "Delete");
  readonly #close = h("button", { type: "button", class: "dismiss", "aria-label": "Close the node" }, "✕");
  #node: Node | null = null;
  #gone: number[] = [];

  constructor(actions: DetailActions, signal: AbortSignal) {
    const warn = (on: boolean) => actions.warn(on && this.#gone.length > 0 ? this.#gone : null);
    this.#remove.addEventListener("click", () => this.#node && actions.remove(this.#node.id), { signal });
    for (const name of ["pointerenter", "focus"])
      this.#remove.addEventListener(name, () => warn(true), { signal });
    for (const name of ["pointerleave", "blur"])
      this.#remove.addEventListener(name, () => warn(false), { signal });
    this.#close.addEventListener("click", () => actions.close(), { signal });
  }

  draw(node: Node | null, edits: Edit[], value: Partial<Value>): void {
    this.#node = node;
    this.element.hidden = node === null;
    if (node === null) return;
    const known = value.id === node.id ? value : {};
    this.#gone = known.gone ?? [];
    const more = this.#gone.filter((id) => id !== node.id).map((id) => `%${id}`);
    const edit = edits[node.edit];
    this.#remove.title = edit?.code
      ? `Take it out of the graph${more.length > 0 ? `, with ${more.join(", ")} that need it` : ""}`
      : "Remove the change that it is of";
    this.#remove.textContent = edit?.code
      ? `Delete${more.length > 0 ? ` with ${more.join(", ")}` : ""}`
      : "Remove this change";
    setAttribute(this.element, "data-waiting", value.id !== node.id);
    this.element.replaceChildren(this.#head(node, edit), ...this.#body(known));
  }

  #head(node: Node, edit: Edit | undefined): HTMLElement {
    const words = h("div", { class: "words" });
    words.append(
      h("h3", {}, h("span", { class: "id" }, `%${node.id}`), ` ${node.kind}`),
      h("p", { class: "code" }, h("code", {}, node.code || node.says)),
      h(
        "p",
        { class: "soft" },
        `of “${edit?.text ?? ""}”`,
        ...(node.line ? [", made in ", h("code", {}, node.line)] : []),
      ),
    );
    return h("div", { class: "head" }, words, h("div", { class: "act" }, this.#remove, this.#close));
  }

  #body(value: Partial<Value>): HTMLElement[] {
    if (value.message !== undefined) return [h("p", { class: "wrong", role: "alert" }, value.message)];
    if (value.id === undefined) return [h("p", { class: "soft" }, "…")];
    if (!value.shape) return [h("p", {}, h("code", {}, `${value.type ?? ""} ${value.text ?? ""}`))];
    return [facts(value), table(value)];
  }
}

function facts(value: Partial<Value>): HTMLElement {
  const stats = value.stats ? [...float32(value.stats)] : [];
  const size = value.shape?.length ? value.shape.join(" × ") : "one number";
  const list = h("dl", { class: "facts" });
  const add = (name: string, content: string, data: Record<string, string> = {}) =>
    list.append(h("div", data, h("dt", {}, name), h("dd", {}, content)));
  add(value.after ? "after it" : "value", `${value.dtype} ${size}${value.type ? ` (${value.type})` : ""}`);
  for (const [at, name] of STATS.entries()) {
    const number = stats[at] ?? Number.NaN;
    add(name, four(number), { "data-stat": name, "data-value": exact(number), title: exact(number) });
  }
  if (value.moved !== undefined) {
    add("moved by", four(value.moved), {
      "data-stat": "moved",
      "data-value": String(value.moved),
      title: `the norm of what this line has changed: ${value.moved}`,
    });
  }
  if (value.holes) add("NaN or ∞", count(value.holes, "number"), { class: "bad" });
  return list;
}

/** The first numbers as a table; the colour says the sign and, against the largest of them, the size. */
function table(value: Partial<Value>): HTMLElement {
  const numbers = value.preview ? float32(value.preview) : new Float32Array();
  const { rows = 0, columns = 0, shape = [], index = [] } = value;
  const most = numbers.reduce(
    (best, one) => (Number.isFinite(one) ? Math.max(best, Math.abs(one)) : best),
    0,
  );
  const part = [...index.map(String), shape && shape.length > 1 ? `:${rows}` : "", `:${columns}`];
  const caption = `[${part.filter((one) => one !== "").join(", ")}]`;
  const body = Array.from({ length: rows }, (_, row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, String(row)),
      ...Array.from({ length: columns }, (_, column) => cell(numbers[row * columns + column] ?? 0, most)),
    ),
  );
  const head = Array.from({ length: columns }, (_, column) => h("th", { scope: "col" }, String(column)));
  const made = h(
    "table",
    { class: "preview", "aria-label": `Its first numbers, ${caption}` },
    h("thead", {}, h("tr", {}, h("td", { class: "corner" }, caption), ...head)),
    h("tbody", {}, ...body),
  );
  return h("div", { class: "numbers", tabindex: 0, role: "region", "aria-label": "First numbers" }, made);
}

function cell(number: number, most: number): HTMLElement {
  const made = h("td", { "data-value": exact(number), title: exact(number) }, four(number));
  if (!Number.isFinite(number)) setAttribute(made, "class", "bad");
  else {
    const share = most > 0 ? Math.round((45 * Math.abs(number)) / most) : 0;
    made.style.setProperty("--share", `${share}%`);
    setAttribute(made, "class", number < 0 ? "less" : "more-than");
  }
  return made;
}

/** Four digits; the exact number is in the title. */
export function four(number: number): string {
  if (!Number.isFinite(number)) return exact(number);
  const text = Number(number.toPrecision(4));
  return (text !== 0 && Math.abs(text) < 0.001 ? text.toExponential() : String(text)).replace("-", "−");
}

/** The arithmetic of one number, opened: what it is, how it is made, and every number in that. */

import { copyText } from "../../lib/clipboard.ts";
import { button } from "../../lib/controls.ts";
import { h, setAttribute } from "../../lib/dom.ts";
import { isPlain } from "../../lib/keys.ts";
import { exact } from "../../lib/numbers.ts";
import type { Palette } from "../../lib/palette.ts";
import { type Arithmetic, Opened } from "./data.ts";
import { told } from "./kinds.ts";
import { ProductPicture } from "./product.ts";

export type { Arithmetic };
export type ArithmeticActions = {
  open(step: string, position: number, dimension: number, head: number | null): void;
  close(): void;
};

/** Kinds whose inputs have the same places. */
const ALIKE = new Set([
  "norm",
  "sum",
  "rotation",
  "scale",
  "cap",
  "mask",
  "softmax",
  "activation",
  "product",
]);
/** Pixels, where the page cannot say how wide the panel is. */
const ROOM = 960;

export class ArithmeticPanel {
  readonly element = h("section", {
    class: "arithmetic",
    "aria-label": "How this number is made",
    hidden: true,
  });
  readonly #actions: ArithmeticActions;
  readonly #product: ProductPicture;
  readonly #head = h("div", { class: "arithmetic-head" });
  readonly #body = h("div", { class: "arithmetic-body" });
  readonly #close: HTMLButtonElement;
  #drawn: { data: Arithmetic; palette: Palette; room: number } | null = null;
  #opened: Opened | null = null;
  #life = new AbortController();

  constructor(actions: ArithmeticActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#product = new ProductPicture(actions, signal);
    this.#close = button("Close", "Back to the picture (Escape)", () => actions.close(), signal);
    this.#close.classList.add("arithmetic-close");
    this.element.append(this.#head, this.#body);
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  /** Draw a number's arithmetic; null for none. It is played where it is another number than before. */
  draw(data: Arithmetic | null, palette: Palette): void {
    this.element.hidden = data === null;
    if (data === null || data.grid === null) this.#product.stop();
    if (data === null) {
      this.#drawn = this.#opened = null;
      this.#body.replaceChildren();
      return;
    }
    const room = this.#body.clientWidth || ROOM;
    const now = { data, palette, room };
    if (this.#drawn?.data === data && this.#drawn.palette === palette && this.#drawn.room === room) return;
    const opened = new Opened(data);
    const fresh = !opened.isAt(this.#opened);
    const [inside, inCells] = [this.element.contains(this.#active()), this.#product.focused];
    this.#life.abort();
    this.#life = new AbortController();
    this.#drawn = now;
    this.#opened = opened;
    this.#head.replaceChildren(...this.#heading(opened));
    this.#body.replaceChildren(...changed(opened), ...this.#picture(opened, palette));
    if (data.grid !== null) this.#product.draw(opened, palette, room, fresh);
    const wider = this.#body.scrollWidth > this.#body.clientWidth; // then it is moved by the arrow keys
    setAttribute(this.#body, "tabindex", wider ? 0 : null);
    if (inside) this.#refocus(inCells && data.grid !== null);
  }

  /** Give the keyboard to the panel. */
  focus(): void {
    this.#close.focus();
  }

  #picture(opened: Opened, palette: Palette): Node[] {
    if (opened.raw.grid !== null) return [this.#product.element];
    return told(opened, palette, (position, dimension) =>
      this.#actions.open(...opened.beside(position, dimension)),
    );
  }

  /** The keyboard stays in the panel: on what it was on, or on what stands there now. */
  #refocus(cells: boolean): void {
    if (cells) this.#product.focus();
    else if (this.element.contains(this.#active())) return;
    else {
      const now = this.#body.querySelector<HTMLElement>("button[aria-current], [aria-current] button");
      (now ?? this.#close).focus();
    }
  }

  #heading(opened: Opened): Node[] {
    const { raw, value } = opened;
    const where = [`${opened.token(raw.position)} (token ${raw.position})`];
    if (raw.axis === "key") where.push(`key ${opened.token(raw.dimension)} (token ${raw.dimension})`);
    else where.push(`dimension ${raw.dimension}${raw.dimension_name ? ` “${raw.dimension_name}”` : ""}`);
    if (raw.head !== null) where.push(`head ${raw.head}`);
    const facts = h("p", { class: "arithmetic-facts" }, h("span", {}, `shape ${raw.shape.join(" × ")}`));
    const path = raw.weight_path || raw.path;
    if (path !== "") facts.append(h("code", {}, path), this.#copy(path));
    facts.append(h("span", {}, formula(opened)), ...this.#inputs(opened));
    return [
      h(
        "div",
        { class: "arithmetic-top" },
        h("h3", {}, raw.label),
        h("p", { class: "arithmetic-where" }, where.join(" · ")),
        h("output", { class: "arithmetic-value", title: "The number in the model" }, exact(value)),
        this.#close,
      ),
      facts,
    ];
  }

  /** The numbers that this one is made of, where they stand at the same place of other steps. */
  #inputs({ raw }: Opened): Node[] {
    if (!ALIKE.has(raw.kind) || raw.inputs.length === 0) return [];
    const buttons = raw.inputs.map((name) =>
      button(
        name,
        `Open the number of ${name} at this place`,
        () => this.#actions.open(name, raw.position, raw.dimension, raw.head),
        this.#life.signal,
      ),
    );
    for (const one of buttons) one.classList.add("arithmetic-copy");
    return [h("span", {}, "made of"), ...buttons];
  }

  #copy(path: string): HTMLButtonElement {
    const made = button(
      "Copy",
      `Copy ${path}`,
      async () => {
        made.textContent = (await copyText(path)) ? "Copied" : "Not copied";
      },
      this.#life.signal,
    );
    made.classList.add("arithmetic-copy");
    return made;
  }

  #active(): Element | null {
    const root = this.element.getRootNode();
    return (root as Document | ShadowRoot).activeElement ?? null;
  }

  #press(event: KeyboardEvent): void {
    if (!isPlain(event, "Escape")) return;
    event.stopPropagation();
    this.#actions.close();
  }
}

/** The rule in words. */
function formula(opened: Opened): string {
  const plain = opened.raw.kind === "norm" && !opened.has("mean");
  return plain ? "x / sqrt(mean square + eps) × gain" : opened.raw.formula;
}

/** That an edit stands here. */
function changed({ raw, total, value }: Opened): Node[] {
  if (!raw.changed) return [];
  return [
    h(
      "p",
      { class: "arithmetic-changed" },
      "An edit stands here. By the model's own arithmetic it would be ",
      h("b", {}, exact(Math.fround(total))),
      "; there is ",
      h("b", {}, exact(value)),
      ".",
    ),
  ];
}

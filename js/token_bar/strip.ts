/**
 * The strip: one option a position, with its number, its token, and the other prompt's token beneath. A long prompt is
 * shown part by part: the part goes with the selected position.
 */

import { h, setAttribute } from "../lib/dom.ts";
import { history, isPlain, moved } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { shown, visible } from "../lib/tokens.ts";
import { shade } from "./colours.ts";
import { createParts, part } from "./parts.ts";
import { type Colour, isDifference, type Range, type Strip, type Token } from "./state.ts";

export type StripActions = {
  select(position: number | null): void;
  hover(position: number | null): void;
  travel(way: "undo" | "redo"): void;
};

export class StripView {
  readonly element: HTMLElement;
  readonly #list = h("div", { class: "strip", role: "listbox", "aria-orientation": "horizontal" });
  readonly #actions: StripActions;
  readonly #frame: HTMLElement;
  readonly #parts;
  /** The elements of the part that is shown, from its first position on. */
  #columns: HTMLElement[] = [];
  #from = 0;
  #strip: Strip | null = null;
  #colour: Colour = "none";
  #choices = 0;
  #selected: number | null = null;

  constructor(actions: StripActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#list.setAttribute("aria-label", "Tokens of the prompt");
    this.#frame = h("div", { class: "scroll" }, this.#list);
    this.#parts = createParts((from) => this.#turn(from), signal);
    this.element = h("div", {}, this.#parts.element, this.#frame);
    const at = (event: Event) => this.#at(event);
    const on = <E extends Event>(name: string, act: (event: E) => void) =>
      this.#list.addEventListener(name, (event) => act(event as E), { signal });
    on("click", (event) => {
      const position = at(event);
      if (position === null || position >= this.#choices) return;
      this.#column(position)?.focus();
      actions.select(position);
    });
    on("pointerover", (event) => actions.hover(at(event)));
    on("pointerleave", () => actions.hover(null));
    on<KeyboardEvent>("keydown", (event) => this.#press(event));
    requestAnimationFrame(() => this.#revealSelected()); // when the page has sizes to scroll by
  }

  draw(strip: Strip, colour: Colour): void {
    this.#strip = strip;
    this.#colour = colour;
    this.#choices = strip.screen.tokens.length;
    this.#from = part(Math.min(this.#from, Math.max(0, strip.length - 1)), strip.length).from;
    this.#drawPart();
  }

  #drawPart(): void {
    const [strip, colour] = [this.#strip, this.#colour];
    if (strip === null) return;
    const range = strip.range(colour);
    const compared = strip.screen.other_tokens !== null;
    const { from, upto } = part(this.#from, strip.length);
    while (this.#columns.length < upto - from) this.#columns.push(column());
    this.#columns.length = upto - from;
    const rows = compared ? ["prompt", "other"] : ["prompt"];
    const labels = h(
      "div",
      { class: "labels", "aria-hidden": "true" },
      ...rows.map((row) => h("b", {}, row)),
    );
    const focused = this.#columns.find((column) => column.matches(":focus"));
    this.#list.replaceChildren(labels, ...this.#columns);
    focused?.focus({ preventScroll: true }); // what is taken out and put back has lost it
    setAttribute(this.#list, "data-compared", compared);
    for (const [at, element] of this.#columns.entries()) {
      drawColumn(element, strip, from + at, colour, range, compared);
    }
    this.#parts.draw(from, strip.length);
    this.#mark();
  }

  /** Show which position is selected; null, or one that the prompt has not, is none. */
  select(position: number | null): void {
    const other = position !== this.#selected;
    this.#selected = position;
    if (other && this.#isKnown(position)) this.#turn(position);
    this.#mark();
    this.#revealSelected();
  }

  #revealSelected(): void {
    const chosen = this.#isKnown(this.#selected) ? this.#column(this.#selected) : undefined;
    if (chosen !== undefined) this.#reveal(chosen);
  }

  /** Show the part that a position is in. */
  #turn(position: number): void {
    const { from } = part(position, this.#strip?.length ?? 0);
    if (from === this.#from) return;
    this.#from = from;
    this.#frame.scrollTop = 0;
    this.#drawPart();
  }

  #mark(): void {
    const known = this.#isKnown(this.#selected) && this.#column(this.#selected) !== undefined;
    const stop = known ? this.#selected : this.#from;
    for (const [at, element] of this.#columns.entries()) {
      const position = this.#from + at;
      setAttribute(element, "aria-selected", String(known && position === this.#selected));
      element.tabIndex = position === stop && position < this.#choices ? 0 : -1;
    }
  }

  #isKnown(position: number | null): position is number {
    return position !== null && position < this.#choices;
  }

  #column(position: number): HTMLElement | undefined {
    return this.#columns[position - this.#from];
  }

  /** Scroll inside the strip, never the page. */
  #reveal(column: HTMLElement): void {
    const frame = this.#frame;
    const top = column.offsetTop - this.#list.offsetTop;
    if (top < frame.scrollTop) frame.scrollTop = top - 4;
    const bottom = top + column.offsetHeight;
    if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight + 4;
  }

  #press(event: KeyboardEvent): void {
    const position = this.#at(event);
    const way = history(event);
    const to = position === null ? null : this.#target(event, position);
    if (way !== null) this.#actions.travel(way);
    else if (to !== null) {
      this.#turn(to);
      this.#column(to)?.focus({ preventScroll: true });
      this.#actions.select(to);
    } else if (isPlain(event, "Enter", " ")) this.#actions.select(position);
    else if (isPlain(event, "Escape")) this.#actions.select(null);
    else return;
    event.preventDefault();
  }

  /** Left and right by one, up and down by a line as it is wrapped, Home and End to the ends. */
  #target(event: KeyboardEvent, position: number): number | null {
    const size = { rows: 1, columns: this.#choices };
    const to = moved({ row: 0, column: position }, size, event);
    if (to === null) return null;
    if (event.key === "ArrowUp" || event.key === "PageUp") return this.#line(position, -1);
    if (event.key === "ArrowDown" || event.key === "PageDown") return this.#line(position, 1);
    return to.column;
  }

  /** The nearest position in the next line above (−1) or below (1); the same where there is none. */
  #line(position: number, way: number): number {
    const from = this.#column(position);
    if (from === undefined) return position;
    const middle = (element: HTMLElement) => element.offsetLeft + element.offsetWidth / 2;
    let best = position;
    let line: number | null = null;
    let at = position + way;
    for (; at >= 0 && at < this.#choices; at += way) {
      const element = this.#column(at);
      if (element === undefined) break;
      if (element.offsetTop === from.offsetTop) continue;
      line ??= element.offsetTop;
      if (element.offsetTop !== line) break;
      const far = (one: number) => Math.abs(middle(this.#column(one) ?? from) - middle(from));
      if (best === position || far(at) < far(best)) best = at;
    }
    return line === null && at >= 0 && at < this.#choices ? at : best; // else it is in the next part
  }

  #at(event: Event): number | null {
    const target = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const found = target === null ? -1 : this.#columns.indexOf(target as HTMLElement);
    return found < 0 ? null : this.#from + found;
  }
}

function column(): HTMLElement {
  const parts = ["number", "token here", "token there"].map((name) => h("span", { class: name }));
  return h("div", { role: "option", class: "column" }, ...parts);
}

function drawColumn(
  element: HTMLElement,
  strip: Strip,
  position: number,
  colour: Colour,
  range: Range,
  compared: boolean,
): void {
  const [here, there] = [strip.here(position), strip.there(position)];
  const [number, top, below] = element.children as unknown as [Element, HTMLElement, HTMLElement];
  const said = colour === "none" || isDifference(colour) ? null : strip.said("other", position);
  drawToken(top, here, strip.value(colour, position), range, colour);
  drawToken(below, there, said, range, colour);
  if (number.textContent !== String(position)) number.textContent = String(position);
  below.hidden = !compared;
  setAttribute(element, "aria-posinset", position + 1);
  setAttribute(element, "aria-setsize", strip.length);
  setAttribute(element, "data-differs", strip.differs(position));
  setAttribute(element, "aria-disabled", here === null ? "true" : null);
  setAttribute(element, "aria-label", strip.describe(position, colour));
}

function drawToken(
  element: HTMLElement,
  token: Token | null,
  value: number | null,
  range: Range,
  colour: Colour,
): void {
  const { spaces, text } = visible(token?.text ?? "–");
  if (element.textContent !== text) element.textContent = text;
  const of = shade(value, range, colour);
  const unknown = value !== null && !Number.isFinite(value);
  setAttribute(element, "style", of === null ? null : `background:${of.background};color:${of.ink}`);
  setAttribute(element, "data-lead", spaces > 0 && token !== null ? "·".repeat(spaces) : null);
  setAttribute(element, "data-none", token === null);
  setAttribute(element, "data-unknown", unknown ? exact(value) : null);
  setAttribute(element, "title", token === null ? null : `${shown(token.text)}, id ${token.id}`);
}

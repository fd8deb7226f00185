/** The text: one option a token, the prompt's and the written, and a place for the next. */

import { h, setAttribute } from "../lib/dom.ts";
import { history, isPlain, moved } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import type { Show } from "../lib/shows.ts";
import { quoted, visible } from "../lib/tokens.ts";
import { shade } from "./colours.ts";
import type { Colour, Text } from "./state.ts";

export type TextActions = {
  look(at: number): void;
  hover(at: number | null): void;
  accept(at: number): void;
  back(): void;
  forward(): void;
  travel(way: "undo" | "redo"): void;
};

export class TextView {
  readonly element: HTMLElement;
  readonly #list = h("div", { class: "text", role: "listbox", "aria-orientation": "horizontal" });
  readonly #ahead = h("span", { class: "ahead", title: "Stepped back from: Forward brings it back" });
  readonly #actions: TextActions;
  #items: HTMLElement[] = [];
  #length = 0;

  constructor(actions: TextActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#list.setAttribute("aria-label", "The text, token by token");
    this.element = h("div", { class: "scroll" }, this.#list, this.#ahead);
    const on = <E extends Event>(name: string, act: (event: E) => void) =>
      this.#list.addEventListener(name, (event) => act(event as E), { signal });
    on("click", (event) => {
      const at = this.#at(event);
      if (at === null) return;
      this.#items[at]?.focus({ preventScroll: true });
      actions.look(at);
    });
    on("pointerover", (event) => actions.hover(this.#at(event)));
    on("pointerleave", () => actions.hover(null));
    on<KeyboardEvent>("keydown", (event) => this.#press(event));
  }

  draw(text: Text, show: Show, colour: Colour): void {
    const focused = this.#items.some((item) => item.matches(":focus"));
    const reach = text.reach(show, colour);
    this.#length = text.length;
    const count = text.screen.empty ? 0 : text.length + 1;
    while (this.#items.length < count) this.#items.push(h("span", { role: "option", tabindex: -1 }));
    for (const gone of this.#items.splice(count)) gone.remove();
    this.#list.append(...this.#items.filter((item) => item.parentNode === null));
    for (let at = 0; at < text.length; at++) drawToken(this.#items[at], text, at, reach, show, colour);
    drawNext(this.#items[text.length], text);
    this.#drawAhead(text.screen.ahead ?? []);
    if (focused) this.#items[text.length]?.focus({ preventScroll: true });
  }

  /** Show which token is looked at, and which position is selected in all views. */
  select(at: number | null, position: number | null): void {
    const here = at === null || at > this.#length ? this.#length : at;
    for (const [number, item] of this.#items.entries()) {
      setAttribute(item, "aria-selected", String(number === here));
      setAttribute(item, "data-position", number === position);
      item.tabIndex = number === here ? 0 : -1;
    }
    const item = this.#items[here];
    if (item !== undefined) this.#reveal(item);
  }

  #drawAhead(ahead: string[]): void {
    this.#ahead.hidden = ahead.length === 0;
    this.#ahead.textContent = ahead.map((token) => drawn(token)).join("");
    setAttribute(this.#ahead, "aria-label", `stepped back from: ${quoted(ahead.join(""))}`);
  }

  /** Scroll inside the text, never the page. */
  #reveal(item: HTMLElement): void {
    const frame = this.element;
    const top = item.offsetTop - frame.offsetTop;
    if (top < frame.scrollTop) frame.scrollTop = top - 4;
    const bottom = top + item.offsetHeight;
    if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight + 4;
  }

  #press(event: KeyboardEvent): void {
    const at = this.#at(event);
    const way = history(event);
    const to = at === null ? null : this.#target(event, at);
    if (way !== null) this.#actions.travel(way);
    else if (to !== null) {
      this.#items[to]?.focus({ preventScroll: true });
      this.#actions.look(to);
    } else if (isPlain(event, "Enter", " ") && at !== null) this.#actions.accept(at);
    else if (isPlain(event, "Backspace")) this.#actions.back();
    else if (isPlain(event, "Delete")) this.#actions.forward();
    else return;
    event.preventDefault();
  }

  /** Left and right by one, up and down by a line as it is wrapped, Home and End to the ends. */
  #target(event: KeyboardEvent, at: number): number | null {
    const to = moved({ row: 0, column: at }, { rows: 1, columns: this.#items.length }, event);
    if (to === null) return null;
    if (event.key === "ArrowUp" || event.key === "PageUp") return this.#line(at, -1);
    if (event.key === "ArrowDown" || event.key === "PageDown") return this.#line(at, 1);
    return to.column;
  }

  /** The nearest token in the line above (−1) or below (1); the same where there is none. */
  #line(at: number, way: -1 | 1): number {
    const from = this.#items[at];
    if (from === undefined) return at;
    const middle = (item: HTMLElement) => item.offsetLeft + item.offsetWidth / 2;
    const behind = [...this.#items.entries()].filter(
      ([, item]) => way * (item.offsetTop - from.offsetTop) > 4,
    );
    const tops = behind.map(([, item]) => item.offsetTop);
    const next = way > 0 ? Math.min(...tops) : Math.max(...tops);
    const line = behind.filter(([, item]) => Math.abs(item.offsetTop - next) <= 4);
    const far = (item: HTMLElement) => Math.abs(middle(item) - middle(from));
    line.sort(([, one], [, other]) => far(one) - far(other));
    return line[0]?.[0] ?? at;
  }

  #at(event: Event): number | null {
    const target = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const found = target === null ? -1 : this.#items.indexOf(target as HTMLElement);
    return found < 0 ? null : found;
  }
}

function drawn(token: string): string {
  const { spaces, text } = visible(token);
  return " ".repeat(spaces) + text;
}

/** A token with its leading blanks as faint dots. */
function pieces(token: string): (Node | string)[] {
  const { spaces, text } = visible(token);
  return spaces > 0 ? [h("span", { class: "dot" }, "·".repeat(spaces)), text] : [text];
}

function drawToken(
  item: HTMLElement | undefined,
  text: Text,
  at: number,
  reach: number,
  show: Show,
  colour: Colour,
): void {
  if (item === undefined) return;
  const value = text.value(at, show, colour);
  const of = shade(value, reach, show, colour);
  const given = at < text.screen.first;
  const unknown = value !== null && !Number.isFinite(value);
  item.className = given ? "token given" : "token";
  item.replaceChildren(...pieces(text.token(at)));
  const filled = given ? `--under:${of?.background}` : `background:${of?.background};color:${of?.ink}`;
  setAttribute(item, "style", of === null ? null : filled);
  setAttribute(item, "data-unknown", unknown ? exact(value) : null);
  setAttribute(item, "data-end", text.isEnd(at));
  setAttribute(item, "aria-label", text.describe(at, show, colour));
}

/** The place of the next token, with the likeliest in it. */
function drawNext(item: HTMLElement | undefined, text: Text): void {
  if (item === undefined) return;
  const { full, ended, limit } = text.screen;
  const best = text.guesses(text.length)[0];
  const words = ended ? "end of the text" : full ? `context full: ${limit} tokens` : "";
  item.className = "token next";
  item.replaceChildren(...(words === "" ? pieces(best?.text ?? "…") : [words]));
  setAttribute(item, "style", null);
  setAttribute(item, "data-unknown", null);
  setAttribute(item, "data-end", ended || full);
  const ear = ended || full ? words : `next token, likeliest ${quoted(best?.text ?? "")}: Enter takes it`;
  setAttribute(item, "aria-label", ear);
}

/** The panel as a view of its own: Python's logits in, the text before the token, which run it is. */

import type { AnyModel } from "@anywidget/types";
import { h, setAttribute } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { createSelect, type Option } from "../lib/select.ts";
import { NAMES, runsOf, SHOWS, type Show } from "../lib/shows.ts";
import { Body, size } from "./body.ts";
import type { Filled, Traits } from "./state.ts";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #body: Body;
  readonly #size = h("span", { class: "size" });
  readonly #show;
  readonly #hint = h(
    "p",
    { class: "hint" },
    "No prompt yet: set workspace.prompt, or type one in the bar of tokens.",
  );

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    this.#body = new Body(
      model as AnyModel,
      {
        fail: (error) => this.#panel.fail(error),
        announce: (text) => this.#panel.announce(text),
        travel: (way) => void this.#panel.ask(way),
      },
      signal,
    );
    this.#show = createSelect("Show", SHOWS as readonly Option<Show>[], (show) => this.#choose(show), signal);
    this.element = this.#lay();
    listen(model, "change:_screen", () => this.#draw(), signal);
    listen(model, "change:busy", () => setAttribute(this.element, "data-busy", model.get("busy")), signal);
    listen(model, "change:show", () => this.#drawShow(), signal);
    this.#draw();
  }

  #lay(): HTMLElement {
    this.#panel.status.classList.add("unseen");
    const head = h("header", {}, h("h2", {}, "Next token"), this.#size, this.#show.element);
    return h(
      "section",
      { class: "sampling", "aria-label": "Next token" },
      head,
      this.#panel.messages,
      this.#hint,
      this.#body.element,
      this.#panel.status,
    );
  }

  #choose(show: Show): void {
    this.#model.set("show", show);
    this.#model.save_changes();
  }

  // ---------------------------------------------------------------- drawing

  get #screen(): Filled | null {
    const screen = this.#model.get("_screen");
    return screen.empty ? null : screen;
  }

  #draw(): void {
    const screen = this.#screen;
    this.#body.draw(screen);
    this.#hint.hidden = screen !== null;
    for (const part of [this.#size, this.#show.element]) part.hidden = screen === null;
    if (screen !== null) this.#size.textContent = size(screen) + drawnFrom(screen.show);
    this.#drawShow();
  }

  #drawShow(): void {
    const missing = this.#screen?.missing ?? {};
    this.#show.draw(this.#model.get("show"), (run) => missing[run] ?? null);
  }
}

/** Of a difference of two runs: which of them the draws are from. */
function drawnFrom(show: Show): string {
  const [one, two] = runsOf(show);
  return two === null ? "" : ` · draws are from "${NAMES[one]}"`;
}

/** The parts of the view put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { watch } from "../lib/palette.ts";
import { listen } from "../lib/request.ts";
import { type Head, MEANINGS, NAMES, type Sort, type Traits } from "./attention.ts";
import { Chosen } from "./chosen.ts";
import { Desk } from "./desk.ts";
import { Overview } from "./overview.ts";
import { changes, historyButtons, nextTokens } from "./parts.ts";

export class View {
  readonly element = h("section", { class: "attention", "aria-label": "Attention" });
  readonly #desk: Desk;
  readonly #overview: Overview;
  readonly #chosen: Chosen;
  readonly #history;
  readonly #sweep;
  readonly #sort = h("select", { "aria-label": "Order of the heads" });
  readonly #meaning = h("p", { class: "quiet meaning" });
  readonly #size = h("span", { class: "size" });
  readonly #next = h("div", {});
  readonly #list = h("div", {});
  readonly #left = h("section", { class: "heads", "aria-label": "All heads" });

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    const desk = new Desk(model, host, signal);
    this.#desk = desk;
    this.#overview = new Overview(
      model.get("_screen"),
      {
        hover: (head) => this.#point(head),
        select: ({ layer, head }) => desk.select({ layer, head }),
        activate: (head) => desk.change("zero head", head),
        remove: (head) => desk.restore(head),
        travel: (way) => void desk.ask(way),
      },
      signal,
    );
    this.#chosen = new Chosen(desk);
    this.#history = historyButtons((way) => void desk.ask(way), signal);
    this.#sweep = button("Measure patch effect", "", () => void desk.ask("sweep"), signal);
    this.#lay();
    this.#drawAll();
    this.#listen();
    const again = () => {
      desk.recolour();
      this.#drawAll();
    };
    watch(host, this.element, again, signal);
  }

  #listen(): void {
    const { model, signal } = this.#desk;
    const on = (name: string, act: () => void) =>
      listen(model, `change:${name}`, () => this.#desk.guarded(act), signal);
    on("_screen", () => this.#drawAll());
    for (const name of ["_head", "_selected", "sort"]) on(name, () => this.#drawOverview());
    on("busy", () => setAttribute(this.element, "data-busy", model.get("busy")));
    const hear = (reply: { kind?: string; text?: string }) => {
      if (reply?.kind === "code") void this.#copy(reply.text ?? "");
    };
    listen(model, "msg:custom", hear, signal);
  }

  #lay(): void {
    const { panel, signal } = this.#desk;
    panel.status.classList.add("unseen");
    for (const [sort, name] of Object.entries(NAMES)) this.#sort.append(h("option", { value: sort }, name));
    const choose = () => this.#desk.set("sort", this.#sort.value as Sort);
    this.#sort.addEventListener("change", choose, { signal });
    const order = h("label", { class: "order" }, "Order by ", this.#sort);
    const scroll = h("div", { class: "window" }, this.#overview.pad.element);
    const head = h("header", {}, h("h3", {}, "All heads"), order);
    this.#left.append(head, scroll, this.#meaning, h("div", {}, this.#sweep));
    const copy = "Code that makes this view again, with all that is changed and selected";
    this.#history.element.append(button("Copy as Python", copy, () => void this.#desk.ask("code"), signal));
    this.element.append(
      h("header", { class: "toolbar" }, h("h2", {}, "Attention"), this.#size, this.#history.element),
      panel.messages,
      h("div", { class: "strip" }, h("h3", {}, "Next token"), this.#next),
      h("div", { class: "body" }, this.#left, this.#chosen.element),
      h("footer", {}, h("h3", {}, "Changes"), this.#list),
      panel.status,
    );
  }

  #point(head: Head | null): void {
    this.#drawOverview();
    const { heads } = this.#desk;
    if (head !== null)
      this.#meaning.textContent = `Layer ${head.layer} · head ${head.head}: ${heads.inWords(head)}`;
  }

  async #copy(text: string): Promise<void> {
    const { panel } = this.#desk;
    if (await copyText(text)) panel.announce("Python copied to the clipboard.");
    else panel.notice("The browser did not let us copy; in Python it is print(view.code).");
  }

  #drawAll(): void {
    this.#desk.refresh();
    const { screen } = this.#desk.heads;
    const { tokens, layers, heads, without } = screen;
    const none = without > 0 ? ` · ${count(without, "layer")} without attention` : "";
    this.#size.textContent = `${count(layers.length, "layer")} × ${count(Math.max(...heads), "head")} · ${count(tokens.length, "token")}${none}`;
    this.#next.replaceChildren(nextTokens(screen));
    this.#list.replaceChildren(changes(screen, (number) => void this.#desk.ask("remove", { number })));
    this.#history.draw(screen);
    this.#drawOverview();
    this.#chosen.draw();
  }

  #drawOverview(): void {
    const wanted = this.#desk.model.get("sort");
    const sort = this.#desk.heads.has(wanted) ? wanted : "layer";
    for (const option of this.#sort.options) option.disabled = !this.#desk.heads.has(option.value as Sort);
    this.#sort.value = sort;
    const { sweep } = this.#desk.heads.screen;
    const what = sweep === "copy" ? "copied from the other prompt" : "set to zero";
    const meaning = sort === "patch" ? MEANINGS.patch.replace("changed", what) : MEANINGS[sort];
    this.#meaning.textContent = `${meaning}.`;
    enable(this.#sweep, !this.#desk.heads.has("patch"), "It is measured: order by patch effect");
    if (!this.#desk.heads.has("patch"))
      this.#sweep.title = `${MEANINGS.patch.replace("changed", what)}; one run of the model per head`;
    this.#overview.draw(
      this.#desk.heads,
      sort,
      this.#desk.wanted,
      this.#desk.palette,
      this.#left.clientWidth || 340,
    );
  }
}

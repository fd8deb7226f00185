/** The parts of the list put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { effectLine, effectSaid } from "./effect.ts";
import { chooser, download } from "./files.ts";
import { Rows } from "./rows.ts";
import { type Change, effectOf, type Screen, type Traits } from "./state.ts";
import { createToolbar } from "./toolbar.ts";

const EMPTY = "No changes yet. Make one in any view of this workspace, or in Python: ";
const EXAMPLE = 'workspace.zero("mlp_out", 1, position=3)';

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #toolbar;
  readonly #rows: Rows;
  readonly #effect = h("p", { class: "effect" });
  readonly #empty = h("p", { class: "empty" }, EMPTY, h("code", {}, EXAMPLE));
  readonly #source = h("pre", { tabindex: 0, "aria-label": "Python" });
  readonly #code = h("details", { class: "code" }, h("summary", {}, "Python"), this.#source);
  readonly #chooser;
  /** Whether the file that is being chosen brings its prompts. */
  #withPrompts = false;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    const ask = (kind: string, payload = {}) => void this.#panel.ask(kind, payload);
    this.#rows = new Rows(
      {
        toggle: (change) => ask("switch", { key: change.key, on: !change.on }),
        select: (change) => this.#select(change),
        rename: (change, name) => ask("rename", { key: change.key, name }),
        remove: (change) => ask("remove", { key: change.key }),
        travel: (way) => ask(way),
      },
      signal,
    );
    this.#chooser = chooser(
      (text) => ask("load", { text, prompts: this.#withPrompts }),
      (error) => this.#panel.fail(error),
      signal,
    );
    this.#toolbar = createToolbar(
      {
        undo: () => ask("undo"),
        redo: () => ask("redo"),
        clear: () => ask("clear"),
        alone: (on) => this.#set("alone", on),
        copy: () => void this.#copy(),
        save: () => this.#save(),
        load: (prompts) => {
          this.#withPrompts = prompts;
          this.#chooser.click();
        },
      },
      signal,
    );
    this.element = this.#lay();
    this.#draw();
    this.#drawBusy();
    listen(model, "change:_screen", () => this.#receive(), signal);
    listen(model, "change:_selected", () => this.#mark(), signal);
    listen(model, "change:busy", () => this.#drawBusy(), signal);
  }

  #lay(): HTMLElement {
    return h(
      "section",
      { class: "list", "aria-label": "Changes" },
      this.#toolbar.element,
      this.#panel.messages,
      this.#effect,
      this.#rows.element,
      this.#empty,
      this.#code,
      this.#panel.status,
      this.#chooser,
    );
  }

  get #screen(): Screen {
    return this.#model.get("_screen");
  }

  // ---------------------------------------------------------------- what the user does

  #select({ selects }: Change): void {
    this.#set("_selected", { ...selects });
  }

  #set<K extends "alone" | "_selected">(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  #save(): void {
    try {
      download(this.#model.get("state"), "workspace.json");
      this.#tell("Saved as workspace.json.");
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  async #copy(): Promise<void> {
    const copied = await copyText(this.#screen.code);
    if (!copied) this.#code.open = true;
    this.#tell(
      copied ? "Python copied to the clipboard." : "The browser did not let us copy: the code is below.",
    );
  }

  #tell(text: string): void {
    this.#panel.announce(text);
    setAttribute(this.#panel.status, "data-drawn", false);
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#draw();
      this.#panel.announce(effectSaid(effectOf(this.#screen, 0)));
      setAttribute(this.#panel.status, "data-drawn", true); // it can be seen above; this is for the ear
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    const screen = this.#screen;
    const inForce = screen.changes.filter(({ on }) => on).length;
    const alone = this.#model.get("alone");
    this.#toolbar.draw(screen, alone);
    this.#effect.replaceChildren(...effectLine(effectOf(screen, 0), inForce));
    this.#rows.draw(screen, alone);
    this.#empty.hidden = screen.changes.length > 0;
    this.#source.textContent = screen.code;
    this.#code.hidden = screen.code === "";
    this.#mark();
  }

  #mark(): void {
    this.#rows.mark(this.#screen, this.#model.get("_selected"));
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#rows.element, "aria-busy", String(this.#model.get("busy")));
  }
}

/** The parts of the steering view put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { history } from "../lib/keys.ts";
import { count } from "../lib/numbers.ts";
import { type Palette, readPalette, watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { quoted } from "../lib/tokens.ts";
import { isField } from "../lib/typing.ts";
import { Chooser } from "./chooser.ts";
import { Live } from "./live.ts";
import { createNext } from "./next.ts";
import { Row, type RowActions } from "./row.ts";
import { SampleView } from "./sample.ts";
import { current, guesses, QUICK, type Sample, type Sweep, type Traits, takes } from "./state.ts";
import { SweepChart } from "./sweep.ts";
import { createToolbar } from "./toolbar.ts";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #panel: Panel;
  readonly #live: Live;
  readonly #rows = new Map<string, Row>();
  readonly #list = h("ul", { class: "sliders", "aria-label": "Sliders" });
  readonly #none = h("p", { class: "quiet none" });
  readonly #toolbar;
  readonly #next;
  readonly #sweep: SweepChart;
  readonly #sample: SampleView;
  readonly #chooser: Chooser;
  #palette: Palette;
  #writing = false;

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#palette = readPalette(host);
    this.#panel = new Panel(model, signal);
    this.#live = new Live((wish) => this.#panel.ask("preview", wish));
    const change = (kind: string, payload: Record<string, unknown> = {}) => void this.#change(kind, payload);
    this.#toolbar = createToolbar(
      {
        travel: (way) => change(way),
        reset: () => change("reset all"),
        copy: () => void this.#copy(),
        against: (against) => this.#set("against", against),
      },
      signal,
    );
    this.#next = createNext((id) => this.#set("token", this.#token() === id ? null : id), signal);
    this.#sweep = new SweepChart(
      (slider, value) => change("put", { slider, value }),
      () => this.#set("_sweep", {}),
      signal,
    );
    this.#sample = new SampleView(
      { write: () => void this.#write(), set: (name, value) => this.#set(name, value) },
      signal,
    );
    this.#chooser = new Chooser(
      {
        head: (layer, head, position) => void this.#add("add head", { layer, head, position }),
        neuron: (layer, neuron, position) => void this.#add("add neuron", { layer, neuron, position }),
        texts: (more, less, layer, position) => this.#addTexts({ more, less, layer, position }),
        remove: (slider) => change("remove", { slider }),
        look: (layer) => void this.#panel.ask("neurons", { layer }),
        travel: (way) => change(way),
      },
      signal,
    );
    this.element = this.#lay();
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.#draw();
    const on = (names: string[], act: () => void) => {
      for (const name of names) listen(model, `change:${name}`, () => this.#guarded(act), signal);
    };
    on(["_screen"], () => {
      this.#draw();
      this.#panel.announce(this.#said());
    });
    on(["_live"], () => this.#drawNext());
    on(["_sweep", "token"], () => {
      this.#drawSliders();
      this.#drawNext();
    });
    on(["_sample", "length", "temperature", "seed", "automatic"], () => this.#drawSample());
    on(["_heads", "_neurons"], () => this.#drawChooser());
    on(["against"], () => this.#drawToolbar());
    on(["busy"], () => setAttribute(this.element, "data-busy", model.get("busy")));
    const again = () => {
      this.#palette = readPalette(host);
      this.#draw();
    };
    watch(host, this.element, again, signal);
  }

  #lay(): HTMLElement {
    this.#panel.status.classList.add("unseen");
    const left = h("section", { class: "left", "aria-label": "Sliders" }, this.#list, this.#none);
    const right = h("div", { class: "right" }, this.#next.element, this.#sweep.element);
    return h(
      "section",
      { class: "steering", "aria-label": "Steering" },
      this.#toolbar.element,
      this.#panel.messages,
      h("div", { class: "body" }, left, right, this.#chooser.element),
      this.#sample.element,
      this.#panel.status,
    );
  }

  // ---------------------------------------------------------------- what the user does

  readonly #actions: RowActions = {
    move: (slider, value) => this.#live.move({ slider, value }),
    put: (slider, value) => {
      this.#live.settle();
      void this.#change("put", { slider, value });
    },
    remove: (slider) => void this.#change("remove", { slider }),
    sweep: (slider) => {
      const shown = this.#model.get("_sweep");
      if ("slider" in shown && shown.slider === slider) this.#set("_sweep", {});
      else void this.#panel.ask("sweep", { slider });
    },
    how: (slider, how) => void this.#change("how", { slider, how }),
  };

  /** Ask for something that changes what the model says; then a text, where that is wanted and quick. */
  async #change(kind: string, payload: Record<string, unknown>): Promise<boolean> {
    const done = await this.#panel.ask(kind, payload);
    if (done) await this.#follow();
    else this.#drawSliders();
    return done;
  }

  /** A text after a change, where that is wanted and quick. */
  async #follow(): Promise<void> {
    const { automatic, length } = this.#settings();
    if (automatic && takes(this.#model.get("_screen"), length) < QUICK) await this.#write(true);
  }

  async #add(kind: string, payload: Record<string, unknown>): Promise<void> {
    if (!(await this.#panel.ask(kind, payload))) return;
    const part = kind === "add head" ? "head" : "neuron";
    const made = this.#model
      .get("_screen")
      .sliders.find(
        ({ at, layer, position }) =>
          layer === payload.layer && at[part] === payload[part] && position === payload.position,
      );
    if (made) this.#rows.get(made.id)?.focus();
  }

  /** A direction from texts, which changes at once what the model says. */
  async #addTexts(payload: Record<string, unknown>): Promise<boolean> {
    const before = new Set(this.#rows.keys());
    if (!(await this.#panel.ask("add texts", payload))) return false;
    const made = this.#model.get("_screen").sliders.find(({ id }) => !before.has(id));
    if (made) this.#rows.get(made.id)?.focus();
    await this.#follow();
    return true;
  }

  /** One text at a time; where the changes were others meanwhile, another. */
  async #write(quietly = false): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    try {
      for (let tries = 0; tries < 3; tries++) {
        const { state } = this.#model.get("_screen");
        const sample = this.#model.get("_sample");
        if (quietly && "state" in sample && sample.state === state && !this.#stale(sample as Sample)) return;
        const done = await this.#panel.ask("write");
        if (this.#model.get("_screen").state === state || (!done && !quietly)) return;
      }
    } finally {
      this.#writing = false;
    }
  }

  #stale(sample: Sample): boolean {
    const { length, temperature, seed } = this.#settings();
    return [length, temperature, seed].some((one, at) => one !== sample.settings[at]);
  }

  async #copy(): Promise<void> {
    if (!(await this.#panel.ask("code"))) return;
    const copied = await copyText(this.#model.get("_code"));
    this.#panel.notice(
      copied ? "Copied Python that makes this view." : "The browser refused; see view.code.",
    );
  }

  #press(event: KeyboardEvent): void {
    const way = history(event);
    if (way === null || isField(event.composedPath()[0] ?? undefined)) return;
    event.preventDefault();
    void this.#change(way, {});
  }

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  // ---------------------------------------------------------------- drawing

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    this.#drawToolbar();
    this.#drawSliders();
    this.#drawNext();
    this.#drawSample();
    this.#drawChooser();
  }

  #drawToolbar(): void {
    const screen = this.#model.get("_screen");
    this.#toolbar.draw(screen, this.#model.get("against"));
  }

  #drawSliders(): void {
    const { sliders, tokens } = this.#model.get("_screen");
    const sweep = this.#model.get("_sweep");
    const ids = new Set(sliders.map(({ id }) => id));
    for (const id of [...this.#rows.keys()]) if (!ids.has(id)) this.#rows.delete(id);
    const wanted = sliders.map((slider) => {
      const row = this.#rows.get(slider.id) ?? new Row(slider, this.#actions, this.#signal);
      this.#rows.set(slider.id, row);
      row.draw(slider, tokens, "slider" in sweep && sweep.slider === slider.id);
      return row.element;
    });
    const same =
      wanted.length === this.#list.children.length &&
      wanted.every((row, at) => this.#list.children[at] === row);
    if (!same) this.#list.replaceChildren(...wanted);
    this.#list.hidden = sliders.length === 0;
    this.#none.hidden = sliders.length > 0;
    this.#none.textContent =
      tokens.length === 0
        ? "There is no prompt yet: set workspace.prompt."
        : "No sliders yet: click a head or a neuron below, or write texts for a direction.";
  }

  #drawNext(): void {
    const screen = this.#model.get("_screen");
    const next = current(screen, this.#model.get("_live"));
    const was = this.#model.get("against") === "other" ? "other prompt" : "clean";
    this.#next.draw(next, was, this.#token());
    const sweep = this.#model.get("_sweep");
    const swept = "slider" in sweep ? (sweep as Sweep) : null;
    const slider = screen.sliders.find(({ id }) => id === swept?.slider);
    this.#sweep.draw(swept, slider, this.#token());
  }

  #drawSample(): void {
    const sample = this.#model.get("_sample");
    this.#sample.draw(
      "state" in sample ? (sample as Sample) : null,
      this.#model.get("_screen"),
      this.#settings(),
    );
  }

  #drawChooser(): void {
    const { sliders, tokens } = this.#model.get("_screen");
    const [heads, neurons] = [this.#model.get("_heads"), this.#model.get("_neurons")];
    this.#chooser.draw(heads, neurons, sliders, tokens, this.#palette);
  }

  #settings() {
    const get = this.#model.get.bind(this.#model);
    return {
      length: get("length"),
      temperature: get("temperature"),
      seed: get("seed"),
      automatic: get("automatic"),
    };
  }

  /** The token that a sweep is of: the chosen one, or the likeliest without changes. */
  #token(): number | null {
    const chosen = this.#model.get("token");
    const { next } = this.#model.get("_screen");
    if (chosen !== null || next === null) return chosen;
    return guesses(next).reduce((best, one) => (one.was > best.was ? one : best)).id;
  }

  /** What came of a change, read out. */
  #said(): string {
    const { next, sliders } = this.#model.get("_screen");
    if (next === null) return "No prompt.";
    const best = guesses(next).reduce((most, one) => (one.now > most.now ? one : most));
    return `${count(sliders.length, "slider")}. Next token ${quoted(best.text)}, probability ${best.now.toFixed(4)}.`;
  }
}

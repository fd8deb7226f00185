/** What the model writes after the prompt, with the changes and without, side by side. */

import { float32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { QUICK, type Sample, type Screen, type Traits, takes } from "./state.ts";

export type SampleActions = {
  write(): void;
  set<K extends "length" | "temperature" | "seed" | "automatic">(name: K, value: Traits[K]): void;
};

type Settings = Pick<Traits, "length" | "temperature" | "seed" | "automatic">;

export class SampleView {
  readonly element: HTMLElement;
  readonly #length = field("tokens", { min: 1, max: 200, step: 1 });
  readonly #temperature = field("temperature", { min: 0, step: 0.1 });
  readonly #seed = field("seed", { min: 0, max: 2 ** 32 - 1, step: 1 });
  readonly #automatic = h("input", { type: "checkbox" });
  readonly #write = h("button", { type: "button" }, "Write");
  readonly #old = h("span", { class: "old" });
  readonly #texts = h("div", { class: "texts" });

  constructor(actions: SampleActions, signal: AbortSignal) {
    const { set } = actions;
    const bind = (name: "length" | "temperature" | "seed", input: HTMLInputElement) =>
      input.addEventListener("change", () => input.checkValidity() && set(name, input.valueAsNumber), {
        signal,
      });
    bind("length", this.#length.input);
    bind("temperature", this.#temperature.input);
    bind("seed", this.#seed.input);
    this.#automatic.addEventListener("change", () => set("automatic", this.#automatic.checked), { signal });
    this.#write.addEventListener("click", () => actions.write(), { signal });
    this.element = h(
      "section",
      { class: "sample", "aria-label": "Text" },
      h(
        "header",
        {},
        h("h3", {}, "Text"),
        this.#write,
        h("label", { title: "After each change, where it is quick" }, this.#automatic, "after each change"),
        this.#length.element,
        this.#temperature.element,
        this.#seed.element,
        this.#old,
      ),
      this.#texts,
    );
  }

  draw(sample: Sample | null, screen: Screen, settings: Settings): void {
    this.element.hidden = screen.tokens.length === 0;
    put(this.#length.input, settings.length);
    put(this.#temperature.input, settings.temperature);
    put(this.#seed.input, settings.seed);
    this.#seed.element.hidden = settings.temperature === 0;
    this.#automatic.checked = settings.automatic;
    if (sample === null) {
      this.#old.textContent = "";
      this.#texts.replaceChildren(
        h("p", { class: "quiet" }, "What the model writes with the changes and without them: press Write."),
      );
      return;
    }
    const wanted = [settings.length, settings.temperature, settings.seed];
    const old =
      sample.state !== screen.state
        ? "the changes or the prompt are others now"
        : wanted.some((one, at) => one !== sample.settings[at])
          ? "written with other settings"
          : "";
    const slow = settings.automatic && takes(screen, settings.length) >= QUICK;
    const long = slow ? `: press Write, about ${Math.round(takes(screen, settings.length))} s` : "";
    this.#old.textContent = old === "" ? "" : `${old}${long}`;
    setAttribute(this.#texts, "data-old", old !== "");
    this.#texts.replaceChildren(
      column("with the changes", "now", sample.edited, sample.clean.texts),
      column("without", "was", sample.clean, sample.clean.texts),
    );
  }
}

function column(title: string, kind: string, written: Sample["clean"], other: string[]): HTMLElement {
  const chances = float32(written.probabilities);
  const first = written.texts.findIndex((text, at) => text !== other[at]);
  const tokens = written.texts.map((text, at) =>
    h(
      "span",
      {
        class: first >= 0 && at >= first ? "differs" : null,
        title: `${quoted(text)}, probability ${exact(chances[at] ?? Number.NaN)}`,
        "data-value": chances[at] ?? null,
      },
      text.includes("\n") ? shown(text) : text,
    ),
  );
  return h(
    "figure",
    { class: kind },
    h("figcaption", {}, h("span", { class: `mark ${kind}` }, title)),
    h("p", { class: "written" }, h("span", { class: "quiet", "aria-hidden": "true" }, "…"), ...tokens),
  );
}

function field(name: string, attributes: Record<string, number>) {
  const input = h("input", { type: "number", ...attributes });
  return { input, element: h("label", {}, `${name} `, input) };
}

/** Not while somebody types there. */
function put(input: HTMLInputElement, value: number): void {
  const root = input.getRootNode() as ShadowRoot | Document;
  if (root.activeElement !== input) input.value = String(value);
}

/** Where one is: overview › block 2 › head 1 › a number; each is a way back. */

import { h } from "../lib/dom.ts";
import type { Level } from "./layout.ts";
import type { Scene } from "./scene.ts";
import type { Place } from "./state.ts";

export class Trail {
  readonly element = h("nav", { class: "flow-trail", "aria-label": "What is open" });
  readonly #actions: { level(level: Level): void; close(): void };
  readonly #signal: AbortSignal;

  constructor(actions: { level(level: Level): void; close(): void }, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
  }

  draw(scene: Scene, level: Level, place: Place | null): void {
    const steps: [name: string, level: Level][] = [["Overview", "overview"]];
    if (level === "embedding") steps.push(["Embedding", "embedding"]);
    if (level === "output") steps.push(["Next token", "output"]);
    if (level === "block" || level === "head") steps.push([`Block ${scene.layer}`, "block"]);
    if (level === "head") steps.push([`Head ${scene.head.head}`, "head"]);
    if (level === "overview" && place !== null) steps.push([`Block ${scene.layer}`, "block"]);
    const made = steps.flatMap(([name, to], at) => {
      const here = to === level && place === null;
      const link = h("button", { type: "button", "aria-current": here ? "page" : null }, name);
      const act = () => {
        if (place !== null) this.#actions.close();
        this.#actions.level(to);
      };
      link.addEventListener("click", act, { signal: this.#signal });
      return at === 0 ? [link] : [h("span", { "aria-hidden": "true" }, "›"), link];
    });
    if (place !== null) {
      const column = scene.columns.get(place.step);
      const name = h(
        "span",
        { "aria-current": "page" },
        `${column?.label ?? place.step} [${place.position}, ${place.dimension}]`,
      );
      made.push(h("span", { "aria-hidden": "true" }, "›"), name);
    }
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    const had = focused instanceof HTMLElement && this.element.contains(focused) ? focused.textContent : null;
    this.element.replaceChildren(...made);
    if (had !== null) made.find(({ textContent }) => textContent === had)?.focus();
  }
}

/** What is looked at: which part of the model, which run, and what colours the cells. */

import { h } from "../lib/dom.ts";
import { createSelect } from "../lib/select.ts";
import { SHOWS, type Show } from "../lib/shows.ts";
import type { Lens } from "./lens.ts";
import type { Colour } from "./measure.ts";

export type LooksActions = {
  component(component: string): void;
  head(head: number): void;
  show(show: Show): void;
  colour(colour: Colour): void;
};
export type Looks = {
  element: HTMLElement;
  draw(lens: Lens, component: string, head: number, show: Show, colour: Colour): void;
};

const COMPONENTS: [string, string][] = [
  ["resid_post", "residual stream"],
  ["resid_mid", "stream between attention and MLP"],
  ["attn_out", "attention's output"],
  ["mlp_out", "MLP's output"],
  ["head_out", "one head"],
];
const COLOURS: [Colour, string][] = [
  ["top probability", "likeliest token"],
  ["entropy", "entropy"],
  ["token", "pinned token"],
  ["rank", "rank of pinned token"],
];

export function createLooks(actions: LooksActions, signal: AbortSignal): Looks {
  const component = createSelect("Rows", COMPONENTS, actions.component, signal);
  const heads = createHeads(actions.head, signal);
  const show = createSelect("Show", SHOWS, actions.show, signal);
  const colour = createSelect("Colour", COLOURS, actions.colour, signal);
  return {
    element: h("div", { class: "looks" }, component.element, heads.element, show.element, colour.element),
    draw(lens, part, head, run, by) {
      component.draw(part, (one) => (one === "head_out" && !lens.screen.facts?.heads ? "no heads" : null));
      heads.draw(part === "head_out" ? (lens.screen.facts?.heads ?? 0) : 0, head);
      show.draw(run, (one) => lens.screen.facts?.missing?.[one] ?? null);
      colour.draw(by);
    },
  };
}

/** Which head; not there while the rows are of something else. */
function createHeads(choose: (head: number) => void, signal: AbortSignal) {
  const select = h("select", { "aria-label": "Head" });
  const element = h("label", { class: "select" }, h("span", {}, "Head"), select);
  select.addEventListener("change", () => choose(Number(select.value)), { signal });
  return {
    element,
    draw(count: number, head: number) {
      element.hidden = count === 0;
      if (select.options.length !== count)
        select.replaceChildren(
          ...Array.from({ length: count }, (_, at) => h("option", { value: at }, String(at))),
        );
      select.value = String(head);
    },
  };
}

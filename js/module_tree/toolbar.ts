/** The head of the view: how much there is, the search, and the buttons. */

import { h } from "../lib/dom.ts";
import { isPlain } from "../lib/keys.ts";
import { count } from "../lib/numbers.ts";
import { createSelect, type Option } from "../lib/select.ts";
import { type Missing, SHOWS, type Show } from "../lib/shows.ts";
import type { Rows } from "./rows.ts";
import { parametersOf } from "./summary.ts";
import { short, whole } from "./words.ts";

export type ToolbarActions = {
  search(text: string): void;
  down(): void;
  fold(): void;
  run(): void;
  measure(on: boolean): void;
  show(show: Show): void;
};
/** Which run the numbers are of, and what cannot be shown; null while nothing is measured. */
export type Shown = { show: Show; missing: Missing } | null;
export type Toolbar = { element: HTMLElement; draw(rows: Rows, shown: Shown, measured: boolean): void };

export function createToolbar(actions: ToolbarActions, signal: AbortSignal): Toolbar {
  const size = h("span", { class: "size" });
  const found = h("span", { class: "found", role: "status" });
  const search = h("input", {
    type: "search",
    placeholder: "name, class or part",
    "aria-label": "Search the modules",
    autocomplete: "off",
    spellcheck: "false",
  });
  const fold = h("button", { type: "button", title: "Fold as at first" }, "Fold");
  const run = h(
    "button",
    { type: "button", title: "Run the prompt once more and measure anew" },
    "Run again",
  );
  const measure = h(
    "button",
    { type: "button", title: "Run the prompt and show what each module gave: output, norm, time" },
    "Measure",
  );
  const clear = () => {
    search.value = "";
    actions.search("");
  };
  search.addEventListener("input", () => actions.search(search.value), { signal });
  search.addEventListener(
    "keydown",
    (event) => {
      if (isPlain(event, "ArrowDown", "Enter")) actions.down();
      else if (isPlain(event, "Escape") && search.value !== "") clear();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  fold.addEventListener("click", actions.fold, { signal });
  run.addEventListener("click", actions.run, { signal });
  const toggle = () => actions.measure(measure.getAttribute("aria-pressed") !== "true");
  measure.addEventListener("click", toggle, { signal });
  const show = createSelect("Show", SHOWS as readonly Option<Show>[], actions.show, signal);
  const sought = h("span", { class: "search" }, search, found);
  const element = h("header", { class: "toolbar" }, h("h2", {}, "Modules"), size, sought);
  element.append(show.element, h("span", { class: "buttons" }, fold, measure, run));
  return {
    element,
    draw(rows, shown, measured) {
      const sum = parametersOf(rows.root);
      size.textContent = `${whole(rows.modules.length)} with ${short(sum)} parameters`;
      size.title = `${count(rows.modules.length, "module")}, ${whole(sum)} parameters`;
      found.textContent = rows.query.empty
        ? ""
        : rows.found > 0
          ? `${whole(rows.found)} found`
          : "nothing found";
      run.hidden = show.element.hidden = shown === null || !measured;
      if (shown !== null) show.draw(shown.show, (one) => shown.missing[one] ?? null);
      measure.setAttribute("aria-pressed", String(measured));
    },
  };
}

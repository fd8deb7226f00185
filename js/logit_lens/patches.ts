/** The patches in force, each with a way to its cell and a way out. */

import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { shown } from "../lib/tokens.ts";
import { type Edit, kindInWords, type Lens } from "./lens.ts";

export type PatchActions = { go(cell: Cell): void; remove(cell: Cell): void };
export type Patches = { element: HTMLElement; draw(lens: Lens): void };

export function createPatches(actions: PatchActions, signal: AbortSignal): Patches {
  const list = h("ul", { class: "patches", "aria-label": "Patches", tabindex: -1 });
  let lens: Lens | null = null;
  list.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const edit = lens?.screen.edits[Number(button?.dataset.index ?? Number.NaN)];
      if (lens === null || edit === undefined) return;
      if (button?.dataset.act === "remove") actions.remove(lens.cellOf(edit));
      else actions.go(lens.cellOf(edit));
    },
    { signal },
  );
  return {
    element: list,
    draw(next) {
      lens = next;
      const { edits } = next.screen;
      const root = list.getRootNode() as Document | ShadowRoot;
      const inside = list.contains(root.activeElement ?? null);
      if (edits.length === 0) list.replaceChildren(h("li", { class: "empty" }, "No patches: click a cell."));
      else list.replaceChildren(...edits.map((edit, index) => patch(next, edit, index)));
      if (inside) (list.querySelector("button") ?? list).focus(); // its button is gone; stay near it
    },
  };
}

function patch(lens: Lens, edit: Edit, index: number): HTMLElement {
  const { row, column } = lens.cellOf(edit);
  const token = shown(lens.screen.tokens[column] ?? "");
  const place = `${lens.layerName(row)}, position ${column} ${token}`;
  const go = h("button", { type: "button", "data-index": index, "data-act": "go", title: "Go to this cell" });
  go.append(
    h("span", { class: "badge", "data-edit": edit.kind, "aria-hidden": "true" }),
    `${lens.layerName(row)} · ${column} `,
    h("code", {}, token),
    h("span", { class: "kind" }, edit.kind === "zero" ? "zero" : "copy"),
  );
  const remove = h("button", {
    type: "button",
    class: "remove",
    "data-index": index,
    "data-act": "remove",
    "aria-label": `Remove the patch at ${place} (${kindInWords(edit.kind)})`,
  });
  remove.append("✕");
  return h("li", {}, go, remove);
}

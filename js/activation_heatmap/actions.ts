/** What can be done to the selected cells. */

import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { type Cells, changesOf, LIMIT, type Screen } from "./screen.ts";

export type Wishes = {
  change(how: "zero" | "set" | "scale" | "copy", value?: number): void;
  restore(): void;
  whole(which: "rows" | "columns"): void;
};

export class Actions {
  readonly element = h("div", { class: "actions", role: "group" });
  readonly #title = h("span", { class: "quiet" });
  readonly #changing: HTMLButtonElement[];
  readonly #copy;
  readonly #restore;
  readonly #row;
  readonly #column;

  constructor(wishes: Wishes, signal: AbortSignal) {
    const made = (name: string, title: string, act: () => void) => button(name, title, act, signal);
    const field = (name: string, value: string) =>
      h("input", { type: "number", step: "any", value, "aria-label": name });
    const [to, by] = [field("New value", "1"), field("Factor", "2")];
    const zero = made("Zero", "Set them to zero (Enter in the picture)", () => wishes.change("zero"));
    const set = made("Set to", "Set them to the number beside", () =>
      valid(to, (n) => wishes.change("set", n)),
    );
    const scale = made("Scale by", "Multiply them", () => valid(by, (n) => wishes.change("scale", n)));
    this.#copy = made("Copy from other", "Take them from the other prompt", () => wishes.change("copy"));
    this.#restore = made("Restore", "Take their changes away (Delete in the picture)", () =>
      wishes.restore(),
    );
    this.#row = made("Whole row", "Select the row (r in the picture, or a click on its name)", () =>
      wishes.whole("rows"),
    );
    this.#column = made(
      "Whole column",
      "Select the column (c in the picture, or a click on its number)",
      () => wishes.whole("columns"),
    );
    this.#changing = [zero, set, scale];
    this.element.append(
      this.#title,
      this.#row,
      this.#column,
      h("span", { class: "gap" }),
      zero,
      h("span", { class: "joined" }, set, to),
      h("span", { class: "joined" }, scale, by),
      this.#copy,
      this.#restore,
    );
  }

  draw(screen: Screen, cells: Cells): void {
    this.element.hidden = screen.place === undefined;
    const [height, width] = [cells.rows[1] - cells.rows[0] + 1, cells.columns[1] - cells.columns[0] + 1];
    const size = height * width === 1 ? "This cell" : `${height} × ${width} cells`;
    this.#title.textContent = `${size}:`;
    setAttribute(this.element, "aria-label", `Change ${size.toLowerCase()}`);
    const many = changesOf(cells, screen.size);
    const why =
      many > LIMIT ? `${many} changes, more than ${LIMIT}: select fewer cells, or whole rows or columns` : "";
    for (const one of this.#changing) enable(one, why === "", why);
    enable(this.#copy, why === "" && screen.other === true, why || "There is no other prompt to copy from");
    enable(
      this.#restore,
      (screen.outlines ?? []).some((one) => inside(one, cells)),
      "None of them is changed",
    );
  }
}

/** Whether all of the one is in the other. */
function inside(one: Cells, other: Cells): boolean {
  return (["rows", "columns"] as const).every(
    (axis) => one[axis][0] >= other[axis][0] && one[axis][1] <= other[axis][1],
  );
}

function valid(field: HTMLInputElement, act: (number: number) => void): void {
  if (Number.isFinite(field.valueAsNumber)) act(field.valueAsNumber);
  else field.focus();
}

/** What colours and widths say. */

import { h } from "../lib/dom.ts";
import { count, exact } from "../lib/numbers.ts";
import { gradient, type Palette } from "../lib/palette.ts";
import { ROLES } from "./roles.ts";
import type { Scene } from "./scene.ts";
import type { PackedQuantity, Ribbon } from "./state.ts";

export class Legend {
  readonly element = h("div", { class: "flow-legend" });

  draw(palette: Palette, ribbon: Ribbon, quantity: PackedQuantity, scene: Scene): void {
    const bar = (name: string, map: Palette["diverging"], from: string, to: string) => {
      const strip = h("i", { style: `background: ${gradient(map)}` });
      return h("span", { class: "flow-scale" }, `${name} `, h("b", {}, from), strip, h("b", {}, to));
    };
    const theme = palette.dark ? "dark" : "light";
    const roles = (["query", "key", "value"] as const).map((role) =>
      h(
        "span",
        { class: "flow-role" },
        h("i", { style: `background: ${ROLES[role][theme]}` }, ROLES[role].letter),
        role,
      ),
    );
    const parts = [
      bar("strips: numbers of each vector", palette.diverging, "−", "+"),
      bar("attention", palette.sequential, "0", "1"),
      ...(scene.head.heads > 0 ? roles : []),
      h("span", { class: "flow-width" }, said(ribbon, quantity)),
    ];
    this.element.replaceChildren(...parts, ...without(scene));
  }
}

/** What a ribbon's width says, with the largest of it. */
function said(ribbon: Ribbon, quantity: PackedQuantity): string {
  if (ribbon === "none") return "ribbons: what is made from what";
  if (!quantity.kind) return "ribbons: this block has no such quantity";
  const token = quantity.token ? ` of ${JSON.stringify(quantity.token.text)}` : "";
  const unit = quantity.unit ? ` ${quantity.unit}` : "";
  const most =
    quantity.most === undefined ? "" : `; the widest is ${exact(Math.fround(quantity.most))}${unit}`;
  return `ribbons: ${quantity.label ?? quantity.kind}${token}${most}`;
}

/** The steps that other models have and this one has not, or that cannot be taken apart, each with the reason. */
function without({ missing }: Scene): HTMLElement[] {
  const all = Object.entries(missing);
  if (all.length === 0) return [];
  const list = all.map(([name, why]) => h("li", {}, h("code", {}, name), ` ${why}`));
  const title = `${count(all.length, "step")} not shown, or not taken apart`;
  return [h("details", { class: "flow-missing" }, h("summary", {}, title), h("ul", {}, ...list))];
}

/** Beside the picture: what the colours mean, how the numbers are spread, which columns are the strongest. */

import { float32, uint32 } from "../lib/codecs.ts";
import { h } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { css, gradient, type Palette, type Rgb } from "../lib/palette.ts";
import { colourOf, type Scale } from "./paint.ts";
import type { Screen } from "./screen.ts";

const [WIDE, HIGH] = [256, 56];
const SVG = "http://www.w3.org/2000/svg";

/** A number for a legend. */
export function round(value: number): string {
  const text =
    Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(2) : null;
  return (text ?? String(Number(value.toPrecision(3)))).replace("-", "−");
}

/** The map with its ends, and the signs for what has no colour of its own. */
export function legend(screen: Screen, scale: Scale, palette: Palette): HTMLElement[] {
  const { map, low, high, clipped, under, over } = scale;
  const sign = (kind: string, style = "") =>
    h("i", { class: kind, style: style || null, "aria-hidden": "true" });
  const item = (...children: (Node | string)[]) => h("span", { class: "item" }, ...children);
  const items = [item(round(low), sign("map", `background:${gradient(map)}`), round(high))];
  const bad = screen.nan + screen.infinite;
  if (clipped > 0) {
    const end = (colour: Rgb) => sign("dot", `background:${css(colour)}`);
    const words = `${clipped.toLocaleString("en")} beyond:`;
    items.push(item(sign("fold"), words, end(under), "below", end(over), "above"));
  }
  if (bad > 0) {
    const words = [
      screen.nan > 0 ? `${screen.nan} NaN` : "",
      screen.infinite > 0 ? `${screen.infinite} infinite` : "",
    ];
    items.push(item(sign("dot", `background:${css(palette.hole)}`), words.filter(Boolean).join(", ")));
  }
  if ((screen.outlines ?? []).length > 0) items.push(item(sign("box"), "changed"));
  return items;
}

/** How often which numbers are: bars in the colours of the matrix, their heights the logarithm of the count. */
export function histogram({ histogram: { low, high, counts } }: Screen, scale: Scale): Element {
  const numbers = uint32(counts);
  const most = Math.log1p(Math.max(1, ...numbers));
  const svg = shape("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", preserveAspectRatio: "none" });
  const total = numbers.reduce((sum, one) => sum + one, 0);
  svg.setAttribute("aria-label", `Histogram of ${total} numbers from ${round(low)} to ${round(high)}`);
  const [step, width] = [(high - low) / numbers.length, WIDE / numbers.length];
  numbers.forEach((number, bin) => {
    const tall = (Math.log1p(number) / most) * (HIGH - 2);
    const [from, to] = [low + bin * step, low + (bin + 1) * step];
    const bar = shape("g", {});
    const title = shape("title", {});
    title.textContent = `${count(number, "number")} from ${round(from)} to ${round(to)}`;
    bar.append(
      title,
      shape("rect", { x: bin * width, y: 0, width, height: HIGH, fill: "transparent" }),
      shape("rect", {
        class: "bar",
        x: bin * width + 0.3,
        y: HIGH - tall,
        width: width - 0.6,
        height: tall,
        fill: css(colourOf(scale, (from + to) / 2)),
      }),
    );
    svg.append(bar);
  });
  return svg;
}

/** The columns of the largest norm; a click goes there. */
export function strongest(screen: Screen, go: (column: number) => void): HTMLElement {
  const [indices, norms] = [uint32(screen.top.indices), float32(screen.top.norms)];
  const labels = screen.labels[screen.columns];
  const items = Array.from(indices, (column, at) => {
    const share = (norms[at] ?? 0) / (norms[0] || 1);
    const name = labels ? `${column} ${JSON.stringify(labels[column] ?? "")}` : String(column);
    const made = h(
      "button",
      {
        type: "button",
        style: `--share:${share}`,
        "data-norm": norms[at],
        title: `Select ${screen.columns} ${column}`,
      },
      h("b", {}, name),
      h("span", {}, round(norms[at] ?? 0)),
    );
    made.onclick = () => go(column); // made anew with every drawing
    return h("li", {}, made);
  });
  return h("ol", { class: "top", "aria-label": `${screen.columns} of the largest norm` }, ...items);
}

function shape(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

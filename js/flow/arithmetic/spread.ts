/** The vector that a norm is given as a histogram: its middle, how far it spreads, and this number in it. */

import { float32 } from "../../lib/codecs.ts";
import { exact } from "../../lib/numbers.ts";
import { svg } from "../../lib/svg.ts";
import { axis, label } from "./axis.ts";
import type { Arithmetic, Opened } from "./data.ts";

const [WIDE, HIGH, EDGE] = [520, 170, 16];
const BOTTOM = HIGH - 44;
/** Pixels that the band's name takes. */
const ROOM = 150;

export function histogram(opened: Opened, spread: NonNullable<Arithmetic["spread"]>): SVGElement {
  const [low = 0, high = 0] = float32(spread.ends);
  const { counts, size } = spread;
  const x = opened.number("input");
  const mean = opened.has("mean") ? opened.number("mean") : 0;
  const wide = Math.sqrt(opened.number(opened.has("mean") ? "variance" : "mean square"));
  const across = axis([low, high, mean - wide, mean + wide], EDGE, WIDE - EDGE);
  const most = Math.max(...counts, 1);
  const step = (high - low) / counts.length;
  const name = opened.has("mean") ? "mean ± √variance" : "0 ± √mean square";
  const drawn = svg("svg", {
    class: "arithmetic-curve",
    viewBox: `0 0 ${WIDE} ${HIGH}`,
    width: WIDE,
    height: HIGH,
    role: "img",
    "aria-label": `The ${size} entries of the vector, from ${exact(low)} to ${exact(high)}; this one is ${exact(x)}`,
  });
  const [left, right] = [across.at(mean - wide), across.at(mean + wide)];
  const beside = right + ROOM < WIDE;
  drawn.append(
    svg("rect", { class: "arithmetic-band", x: left, y: 6, width: right - left, height: BOTTOM - 6 }),
    ...counts.map((count, at) => {
      const [from, to] = [across.at(low + at * step), across.at(low + (at + 1) * step)];
      const high = (count / most) * (BOTTOM - 30);
      const entries = svg("title", {}, `${count} entries`);
      return svg(
        "rect",
        { class: "arithmetic-count", x: from + 0.5, y: BOTTOM - high, width: to - from - 1, height: high },
        entries,
      );
    }),
    svg("path", { class: "arithmetic-zero", d: `M${EDGE} ${BOTTOM}H${WIDE - EDGE}` }),
    svg("path", { class: "arithmetic-middle", d: `M${across.at(mean)} 6V${BOTTOM}` }),
    svg(
      "text",
      {
        class: "arithmetic-tick",
        x: beside ? right + 6 : left - 6,
        y: 20,
        "text-anchor": beside ? "start" : "end",
      },
      name,
    ),
    svg("path", { class: "arithmetic-guide", d: `M${across.at(x)} 26V${BOTTOM}` }),
    svg("circle", { class: "arithmetic-point arithmetic-chosen", cx: across.at(x), cy: BOTTOM, r: 6 }),
    ...across.ticks.map((tick) =>
      svg(
        "text",
        { class: "arithmetic-tick", x: across.at(tick), y: BOTTOM + 20, "text-anchor": "middle" },
        label(tick),
      ),
    ),
    svg(
      "text",
      { class: "arithmetic-tick", x: WIDE / 2, y: HIGH - 6, "text-anchor": "middle" },
      `the ${size} entries of ${opened.raw.inputs[0] ?? "the vector"}`,
    ),
  );
  return drawn;
}

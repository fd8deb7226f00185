/** A pair of dimensions that is turned by its token's position: the vector before and after, and the angle. */

import { float32 } from "../../lib/codecs.ts";
import { exact } from "../../lib/numbers.ts";
import { svg } from "../../lib/svg.ts";
import type { Arithmetic, Opened } from "./data.ts";

const SIDE = 320;
const REACH = 104;

export function turn(opened: Opened, pair: NonNullable<Arithmetic["pair"]>): SVGElement {
  const [before, after] = [pair.before, pair.after].map(
    (bytes) => Array.from(float32(bytes)) as [number, number],
  );
  const [first, second] = pair.dimensions;
  const [from, to] = [before ?? [0, 0], after ?? [0, 0]] as [[number, number], [number, number]];
  const most = Math.max(Math.hypot(...from), Math.hypot(...to)) || 1;
  const place = ([x, y]: [number, number], size = REACH / most) =>
    [SIDE / 2 + x * size, SIDE / 2 - y * size] as const;
  const angle = opened.number("angle");
  const words = `(${from.map(exact).join(", ")}) turned by ${exact(angle)} rad to (${to.map(exact).join(", ")})`;
  const middle = SIDE / 2;
  return svg(
    "svg",
    {
      class: "arithmetic-turn",
      viewBox: `0 0 ${SIDE} ${SIDE}`,
      width: SIDE,
      height: SIDE,
      role: "img",
      "aria-label": `dimensions ${first} and ${second}: ${words}`,
    },
    svg("circle", {
      class: "arithmetic-rule",
      cx: middle,
      cy: middle,
      r: REACH * (Math.hypot(...from) / most),
    }),
    svg("path", { class: "arithmetic-zero", d: `M14 ${middle}H${SIDE - 14}M${middle} 14V${SIDE - 14}` }),
    svg("text", { class: "arithmetic-tick", x: SIDE - 14, y: middle - 6, "text-anchor": "end" }, `${first}`),
    svg("text", { class: "arithmetic-tick", x: middle + 7, y: 24 }, `${second}`),
    svg("path", { class: "arithmetic-arc", d: arc(from, angle) }),
    ...arrow("arithmetic-before", place(from), "before"),
    ...arrow("arithmetic-after", place(to), "after"),
  );
}

/** A small arc from the direction of a vector on, by an angle; counterclockwise is positive. */
function arc([x, y]: [number, number], angle: number): string {
  const start = Math.atan2(y, x);
  const steps = 24;
  const points = Array.from({ length: steps + 1 }, (_, at) => {
    const now = start + (angle * at) / steps;
    return `${SIDE / 2 + 34 * Math.cos(now)} ${SIDE / 2 - 34 * Math.sin(now)}`;
  });
  return `M${points.join("L")}`;
}

function arrow(name: string, [x, y]: readonly [number, number], text: string): SVGElement[] {
  const middle = SIDE / 2;
  const [dx, dy] = [x - middle, y - middle];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const back = (side: number) => `${x - 9 * ux + side * 5 * uy} ${y - 9 * uy - side * 5 * ux}`;
  const anchor = dx >= 0 ? "start" : "end";
  return [
    svg("path", { class: name, d: `M${middle} ${middle}L${x} ${y}M${back(1)}L${x} ${y}L${back(-1)}` }),
    svg(
      "text",
      {
        class: `arithmetic-tick${text === "after" ? " arithmetic-turned" : ""}`,
        x: x + ux * 10,
        y: y + uy * 12 + 4,
        "text-anchor": anchor,
      },
      text,
    ),
  ];
}

/** A function of one number as a curve, with this number on it and the other tokens' beside it. */

import { float32 } from "../../lib/codecs.ts";
import { h } from "../../lib/dom.ts";
import { exact } from "../../lib/numbers.ts";
import { svg } from "../../lib/svg.ts";
import { type Axis, axis, label } from "./axis.ts";
import type { Curve, Opened } from "./data.ts";
import { heading } from "./parts.ts";

const [WIDE, HIGH] = [520, 280];
const EDGE = { left: 58, right: 16, top: 14, bottom: 44 };

export function curvePicture(opened: Opened, curve: Curve, open: (place: number) => void): HTMLElement {
  const [x, y] = [float32(curve.x), float32(curve.y)];
  const [inputs, outputs] = [float32(curve.inputs), float32(curve.outputs)];
  const across = axis([...x, ...inputs], EDGE.left, WIDE - EDGE.right);
  const up = axis([...y, ...outputs], HIGH - EDGE.bottom, EDGE.top);
  const drawn = svg("svg", {
    class: "arithmetic-curve",
    viewBox: `0 0 ${WIDE} ${HIGH}`,
    width: WIDE,
    height: HIGH,
    role: "img",
    "aria-label": `${opened.raw.note || opened.raw.formula}: the curve, and the points of ${inputs.length} tokens`,
  });
  drawn.append(...axes(across, up, opened));
  const path = Array.from(x, (one, at) => `${at === 0 ? "M" : "L"}${across.at(one)} ${up.at(y[at] ?? 0)}`);
  drawn.append(svg("path", { class: "arithmetic-line-of", d: path.join("") }));
  curve.positions.forEach((position, at) => {
    const real = Number.isFinite(inputs[at]) && Number.isFinite(outputs[at]);
    if (at !== curve.chosen && real)
      drawn.append(point(opened, position, inputs[at], outputs[at], across, up));
  });
  const [left, top] = [across.at(inputs[curve.chosen] ?? 0), up.at(outputs[curve.chosen] ?? 0)];
  drawn.append(
    svg("path", { class: "arithmetic-guide", d: `M${left} ${HIGH - EDGE.bottom}V${top}H${EDGE.left}` }),
    svg("circle", { class: "arithmetic-point arithmetic-chosen", cx: left, cy: top, r: 6 }),
  );
  const list = h(
    "table",
    { class: "arithmetic-list" },
    h("thead", {}, h("tr", {}, ...["token", "in", "out"].map((name) => heading(name)))),
    h(
      "tbody",
      {},
      ...curve.positions.map((position, at) => {
        const name = h("button", { type: "button", class: "arithmetic-go" }, opened.token(position));
        name.addEventListener("click", () => open(position));
        const chosen = at === curve.chosen;
        return h(
          "tr",
          { class: chosen ? "arithmetic-chosen" : null, "aria-current": chosen ? "true" : null },
          h("th", { scope: "row" }, name),
          h("td", {}, exact(inputs[at] ?? Number.NaN)),
          h("td", {}, exact(outputs[at] ?? Number.NaN)),
        );
      }),
    ),
  );
  return h("div", { class: "arithmetic-beside" }, drawn, h("div", { class: "arithmetic-scroll" }, list));
}

function point(opened: Opened, position: number, x = 0, y = 0, across: Axis, up: Axis): SVGElement {
  const title = svg("title", {}, `${opened.token(position)} (${position}): ${exact(x)} → ${exact(y)}`);
  return svg("circle", { class: "arithmetic-point", cx: across.at(x), cy: up.at(y), r: 4 }, title);
}

function axes(across: Axis, up: Axis, opened: Opened): SVGElement[] {
  const [bottom, left] = [HIGH - EDGE.bottom, EDGE.left];
  const found: SVGElement[] = [];
  for (const tick of across.ticks) {
    const x = across.at(tick);
    found.push(
      svg("path", {
        class: tick === 0 ? "arithmetic-zero" : "arithmetic-rule",
        d: `M${x} ${EDGE.top}V${bottom}`,
      }),
      svg("text", { class: "arithmetic-tick", x, y: bottom + 17, "text-anchor": "middle" }, label(tick)),
    );
  }
  for (const tick of up.ticks) {
    const y = up.at(tick);
    const rule = `M${left} ${y}H${WIDE - EDGE.right}`;
    found.push(
      svg("path", { class: tick === 0 ? "arithmetic-zero" : "arithmetic-rule", d: rule }),
      svg("text", { class: "arithmetic-tick", x: left - 7, y: y + 4, "text-anchor": "end" }, label(tick)),
    );
  }
  const middle = (left + WIDE - EDGE.right) / 2;
  const from = opened.raw.inputs[0] ?? "in";
  found.push(
    svg("text", { class: "arithmetic-tick", x: middle, y: HIGH - 8, "text-anchor": "middle" }, `in: ${from}`),
    svg(
      "text",
      {
        class: "arithmetic-tick",
        x: 14,
        y: (EDGE.top + bottom) / 2,
        "text-anchor": "middle",
        transform: `rotate(-90 14 ${(EDGE.top + bottom) / 2})`,
      },
      `out: ${opened.raw.step}`,
    ),
  );
  return found;
}

/** Pinned tokens from layer to layer at one position: a line each, the other run's dashed, exact on hover. */

import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { svg } from "../lib/svg.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Both, Chart, Lens, Pinned, Token } from "./lens.ts";

const HEIGHT = 190;
const LEFT = 46;
const TOP = 10;
const BOTTOM = 24;
/** The least probability that a logarithmic axis shows. */
const FLOOR = 1e-6;
/** A pin's line is known by its colour and by its marker; both come round after eight. */
const MARKERS = ["●", "■", "▲", "◆", "○", "□", "△", "◇"];

type Scale = { of(value: Pinned): number; at(value: number): number; ticks: [number, string][] };
export type ChartActions = { row(row: number): void; unpin(pin: number): void; colour(pin: number): void };
export type Trajectories = {
  element: HTMLElement;
  draw(lens: Lens, column: number, row: number, kind: Chart, chosen: number | null): void;
};

export function createChart(actions: ChartActions, signal: AbortSignal): Trajectories {
  const picture = svg("svg", { role: "img", height: HEIGHT });
  const body = h("tbody", {});
  const head = h("tr", {});
  const table = h("table", { class: "pins" }, h("thead", {}, head), body);
  const element = h("div", { class: "chart" }, h("div", { class: "picture" }, picture), table);
  let again: (row: number) => void = () => {};
  let rows = 1;
  let resting = 0;
  const rowAt = (event: MouseEvent) => {
    const box = picture.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / Math.max(1, box.width - LEFT - 12);
    return Math.max(0, Math.min(rows - 1, Math.round(share * (rows - 1))));
  };
  picture.addEventListener("pointermove", (event) => again(rowAt(event)), { signal });
  picture.addEventListener("pointerleave", () => again(resting), { signal });
  picture.addEventListener("click", (event) => actions.row(rowAt(event)), { signal });
  body.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button === null) return;
      const pin = Number(button.dataset.pin);
      if (button.dataset.act === "unpin") actions.unpin(pin);
      else actions.colour(pin);
    },
    { signal },
  );
  return {
    element,
    draw(lens, column, row, kind, chosen) {
      element.hidden = lens.pins.length === 0;
      if (element.hidden) return;
      rows = lens.size.rows;
      resting = row;
      const width = picture.parentElement?.clientWidth || 560;
      setAttribute(picture, "width", width);
      setAttribute(picture, "aria-label", `${kind} of the pinned tokens by layer at position ${column}`);
      again = (at) => {
        picture.replaceChildren(...drawn(lens, column, at, kind, width));
        head.replaceChildren(...headings(lens, at));
        fill(body, lens, { row: at, column }, chosen);
      };
      again(row);
    },
  };
}

function drawn(lens: Lens, column: number, row: number, kind: Chart, width: number): SVGElement[] {
  const values = lens.pins.map((_, pin) =>
    Array.from({ length: lens.size.rows }, (_row, at) => lens.pinned(pin, { row: at, column })),
  );
  const scale = scaleOf(kind, values.flat());
  const step = (width - LEFT - 12) / Math.max(1, lens.size.rows - 1);
  const x = (at: number) => LEFT + at * step;
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const parts: SVGElement[] = [];
  for (const [value, text] of scale.ticks) {
    const level = y(scale.at(value));
    parts.push(svg("line", { class: "rule", x1: LEFT, x2: width - 12, y1: level, y2: level }));
    parts.push(svg("text", { class: "tick", x: LEFT - 7, y: level + 4, "text-anchor": "end" }, text));
  }
  const every = Math.ceil(26 / step);
  for (const [at, name] of lens.screen.layers.entries()) {
    if (at % every !== 0) continue;
    parts.push(svg("text", { class: "tick", x: x(at), y: HEIGHT - 6, "text-anchor": "middle" }, name));
  }
  parts.push(svg("line", { class: "cursor", x1: x(row), x2: x(row), y1: TOP, y2: HEIGHT - BOTTOM }));
  for (const [pin, run] of values.entries()) {
    const line = (which: keyof Both<Pinned>) => path(run, (one) => scale.at(scale.of(one[which])), x, y);
    const colour = `stroke:var(--pin-${pin % 8})`;
    if (lens.patched) parts.push(svg("path", { class: "ghost", d: line("clean"), style: colour }));
    parts.push(svg("path", { class: "line", d: line("now"), style: colour }));
    for (const [at, one] of run.entries()) {
      const share = scale.at(scale.of(one.now));
      if (!Number.isFinite(share)) continue;
      const mark = { class: at === row ? "point here" : "point", x: x(at), y: y(share) + 3.5 };
      parts.push(svg("text", { ...mark, style: `fill:var(--pin-${pin % 8})` }, MARKERS[pin % 8] ?? "●"));
    }
  }
  return parts;
}

/** A line through what are numbers, broken where one is none. */
function path(
  run: Both<Pinned>[],
  share: (one: Both<Pinned>) => number,
  x: (at: number) => number,
  y: (share: number) => number,
): string {
  let pen = "M";
  const steps = run.map((one, at) => {
    const value = share(one);
    if (!Number.isFinite(value)) {
      pen = "M";
      return "";
    }
    const drawn = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
    return drawn;
  });
  return steps.join("");
}

function scaleOf(kind: Chart, values: Both<Pinned>[]): Scale {
  if (kind === "rank") return ranks(values);
  if (kind === "log probability") {
    const at = (value: number) => 1 - Math.log10(Math.max(value, FLOOR)) / Math.log10(FLOOR);
    const ticks: [number, string][] = [1, 1e-2, 1e-4].map((value) => [value, String(value)]);
    return { of: ({ probability }) => probability, at, ticks: [...ticks, [FLOOR, "≤ 10⁻⁶"]] };
  }
  const most = Math.max(
    ...values.flatMap(({ now, clean }) => [now.probability, clean.probability]).map(finite),
  );
  const top = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].find((one) => most <= one) ?? 1;
  return {
    of: ({ probability }) => probability,
    at: (value) => value / top,
    ticks: [0, top / 2, top].map((value) => [value, String(value)]),
  };
}

/** The likeliest on top. */
function ranks(values: Both<Pinned>[]): Scale {
  const most = Math.max(9, ...values.flatMap(({ now, clean }) => [now.rank, clean.rank]).map(finite));
  const ticks = [0, 9, 99, 999, 9_999, 99_999].filter((one) => one <= most);
  return {
    of: ({ rank }) => rank,
    at: (value) => 1 - Math.log1p(value) / Math.log1p(most),
    ticks: ticks.map((value) => [value, String(value)]),
  };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function headings(lens: Lens, row: number): HTMLElement[] {
  const { now, clean } = lens.names;
  const names = lens.patched
    ? [lens.layerName(row), now, clean, "rank", `rank, ${clean}`, ""]
    : [lens.layerName(row), "probability", "rank", ""];
  return names.map((name) => (name === "" ? h("td", {}) : h("th", { scope: "col" }, name)));
}

function fill(
  body: HTMLElement,
  lens: Lens,
  cell: { row: number; column: number },
  chosen: number | null,
): void {
  const root = body.getRootNode() as Document | ShadowRoot;
  const inside = body.contains(root.activeElement ?? null);
  const rows = lens.pins.map((token, pin) => pinRow(lens, token, pin, cell, chosen === pin));
  const buttons = body.querySelectorAll("button");
  const focused = [...buttons].indexOf(root.activeElement as HTMLButtonElement);
  body.replaceChildren(...rows);
  if (inside) body.querySelectorAll("button")[Math.min(focused, 2 * rows.length - 1)]?.focus();
}

function pinRow(
  lens: Lens,
  token: Token,
  pin: number,
  cell: { row: number; column: number },
  chosen: boolean,
): HTMLElement {
  const { now, clean } = lens.pinned(pin, cell);
  const sign = h(
    "i",
    { "aria-hidden": "true", style: `color:var(--pin-${pin % 8})` },
    MARKERS[pin % 8] ?? "●",
  );
  const name = h("button", {
    type: "button",
    "data-pin": pin,
    "aria-pressed": String(chosen),
    title: `${quoted(token.text)}, id ${token.id}: colour the cells by it`,
  });
  name.append(sign, h("code", {}, shown(token.text)));
  const out = h("button", {
    type: "button",
    class: "remove",
    "data-pin": pin,
    "data-act": "unpin",
    "aria-label": `Unpin ${quoted(token.text)}`,
  });
  out.append("✕");
  const number = (value: number, kind = "exact") => h("td", { class: kind }, exact(value));
  const values = lens.patched
    ? [
        number(now.probability),
        number(clean.probability, "exact clean"),
        number(now.rank),
        number(clean.rank, "exact clean"),
      ]
    : [number(now.probability), number(now.rank)];
  return h("tr", {}, h("th", { scope: "row" }, name), ...values, h("td", {}, out));
}

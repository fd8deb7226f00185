/** A token's probability at every place of a slider: a line, read and used like a slider itself. */

import { float32, float64, uint32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { isPlain } from "../lib/keys.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { plain, type Slider, type Sweep } from "./state.ts";

const [HIGH, LEFT, RIGHT, ABOVE, BELOW] = [150, 34, 10, 10, 20];
const SVG = "http://www.w3.org/2000/svg";

export type Curve = { values: Float64Array; chances: number[]; text: string; id: number };

/** The line of one token; that of the first where the token was not asked for. */
export function curveOf(sweep: Sweep, token: number | null): Curve {
  const [values, ids, all] = [float64(sweep.values), uint32(sweep.ids), float32(sweep.probabilities)];
  const at = Math.max(0, ids.indexOf(token ?? -1));
  const chances = Array.from(values, (_, row) => all[row * ids.length + at] ?? Number.NaN);
  return { values, chances, text: sweep.texts[at] ?? "", id: ids[at] ?? -1 };
}

export class SweepChart {
  readonly element: HTMLElement;
  readonly #title = h("h3", {});
  readonly #chart = h("div", { class: "chart", role: "slider", tabindex: 0 });
  readonly #readout = h("output", { class: "quiet" });
  #curve: Curve | null = null;
  #slider: Slider | null = null;
  #at = 0;
  #room = 400;

  constructor(put: (slider: string, value: number) => void, close: () => void, signal: AbortSignal) {
    const out = h("button", { type: "button", class: "small", "aria-label": "Close the sweep" }, "✕");
    const head = h("header", {}, this.#title, out);
    this.element = h("section", { class: "sweep", "aria-label": "Sweep" }, head, this.#chart, this.#readout);
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.#chart.addEventListener(type, act, { signal });
    const use = () => {
      const value = this.#curve?.values[this.#at];
      if (this.#slider && value !== undefined) put(this.#slider.id, Number(plain(value)));
    };
    out.addEventListener("click", close, { signal });
    on("pointermove", (event) => this.#point(this.#under(event)));
    on("click", (event) => {
      this.#point(this.#under(event));
      use();
    });
    on("keydown", (event) => {
      const last = (this.#curve?.values.length ?? 1) - 1;
      const goals: Record<string, number> = {
        ArrowLeft: this.#at - 1,
        ArrowDown: this.#at - 1,
        ArrowRight: this.#at + 1,
        ArrowUp: this.#at + 1,
        Home: 0,
        End: last,
      };
      const goal = goals[event.key];
      if (isPlain(event, "Enter", " ")) use();
      else if (goal !== undefined && isPlain(event, event.key))
        this.#point(Math.max(0, Math.min(last, goal)));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  draw(sweep: Sweep | null, slider: Slider | undefined, token: number | null): void {
    this.element.hidden = sweep === null || slider === undefined;
    if (sweep === null || slider === undefined) return;
    const curve = curveOf(sweep, token);
    if (this.#curve === null || this.#slider?.id !== slider.id) this.#at = curve.values.length >> 1;
    this.#curve = curve;
    this.#slider = slider;
    this.#room = this.#chart.clientWidth || 400;
    this.#title.replaceChildren("P(", h("code", {}, shown(curve.text)), `) by ${slider.name}`);
    setAttribute(this.#chart, "aria-label", `Probability of ${quoted(curve.text)} by ${slider.name}`);
    setAttribute(this.#chart, "aria-valuemin", curve.values[0]);
    setAttribute(this.#chart, "aria-valuemax", curve.values.at(-1));
    this.#point(this.#at);
  }

  #point(at: number): void {
    const { curve, slider } = { curve: this.#curve, slider: this.#slider };
    if (curve === null || slider === null) return;
    this.#at = at;
    const [value, chance] = [curve.values[at] ?? Number.NaN, curve.chances[at] ?? Number.NaN];
    const words = `${slider.unit} ${plain(value)}: ${exact(chance)}`;
    setAttribute(this.#chart, "aria-valuenow", plain(value));
    setAttribute(this.#chart, "aria-valuetext", words);
    this.#readout.textContent = `${words} · click or Enter puts the slider there`;
    this.#chart.replaceChildren(this.#picture(curve, slider, at));
  }

  #picture({ values, chances }: Curve, slider: Slider, at: number): SVGElement {
    const x = (value: number) => LEFT + this.#share(value) * (this.#room - LEFT - RIGHT);
    const top = ceiling(chances);
    const y = (chance: number) => ABOVE + (1 - chance / top) * (HIGH - ABOVE - BELOW);
    const picture = svg("svg", { width: this.#room, height: HIGH, "aria-hidden": "true" });
    for (const part of [0, 0.5, 1]) {
      const level = y(part * top);
      picture.append(svg("line", { class: "grid", x1: LEFT, x2: this.#room - RIGHT, y1: level, y2: level }));
      picture.append(svg("text", { x: LEFT - 6, y: level + 3.5, "text-anchor": "end" }, plain(part * top)));
    }
    const last = values.length - 1;
    for (const step of [0, last / 4, last / 2, (3 * last) / 4, last]) {
      const value = values[step];
      if (value === undefined) continue;
      const anchor = step === 0 ? "start" : step === last ? "end" : "middle";
      picture.append(svg("text", { x: x(value), y: HIGH - 5, "text-anchor": anchor }, plain(value)));
    }
    const rest = slider.neutral ?? slider.clean;
    const rule = (value: number | null, kind: string) => {
      if (value === null || this.#share(value) < 0 || this.#share(value) > 1) return;
      picture.append(svg("line", { class: kind, x1: x(value), x2: x(value), y1: ABOVE, y2: HIGH - BELOW }));
    };
    rule(rest, "rest");
    if (slider.value !== null && slider.value !== slider.neutral) rule(slider.value, "now");
    picture.append(svg("path", { class: "line", d: path(chances, (row) => x(values[row] ?? 0), y) }));
    const chance = chances[at] ?? Number.NaN;
    if (Number.isFinite(chance)) {
      picture.append(svg("circle", { class: "point", cx: x(values[at] ?? 0), cy: y(chance), r: 4 }));
      const where = x(values[at] ?? 0);
      const anchor = where > this.#room - 70 ? "end" : "start";
      const shift = anchor === "end" ? -8 : 8;
      const height = y(chance) < ABOVE + 14 ? y(chance) + 15 : y(chance) - 6;
      picture.append(
        svg("text", { class: "said", x: where + shift, y: height, "text-anchor": anchor }, brief(chance)),
      );
    }
    return picture;
  }

  #share(value: number): number {
    const [low, high] = [this.#curve?.values[0] ?? 0, this.#curve?.values.at(-1) ?? 1];
    return (value - low) / (high - low);
  }

  #under(event: MouseEvent): number {
    const box = this.#chart.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (this.#room - LEFT - RIGHT);
    const last = (this.#curve?.values.length ?? 1) - 1;
    return Math.round(Math.max(0, Math.min(1, share)) * last);
  }
}

/** The top of the axis: a round number that all of the line is below. */
export function ceiling(chances: number[]): number {
  const most = chances.reduce((best, one) => (one > best ? one : best), 0);
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const found = [1, 2, 5, 10].find((step) => step * power >= most * (1 - 1e-6)) ?? 10;
  return Math.min(1, found * power);
}

/** The line, broken where there is no number. */
function path(chances: number[], x: (row: number) => number, y: (chance: number) => number): string {
  let pen = "M";
  return chances
    .map((chance, row) => {
      if (!Number.isFinite(chance)) {
        pen = "M";
        return "";
      }
      const part = `${pen}${x(row).toFixed(1)} ${y(chance).toFixed(1)}`;
      pen = "L";
      return part;
    })
    .join("");
}

function svg(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== "") made.append(text);
  return made;
}

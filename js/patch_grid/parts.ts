/** The small parts around the grid: the two prompts, what state the sweep is in, what the colours mean. */

import { h } from "../lib/dom.ts";
import { count, exact } from "../lib/numbers.ts";
import { css, gradient, type Palette, shade } from "../lib/palette.ts";
import { short } from "./picture.ts";
import type { Grid, Show } from "./state.ts";

/** Which prompt is patched and where values come from, each with its metric: the 0 and the 1 of the colours. */
export function ends(grid: Grid, palette: Palette): HTMLElement[] {
  const { screen } = grid;
  if (screen.prompt === undefined || screen.other === undefined) return [];
  const unit = screen.unit ? ` ${screen.unit}` : "";
  const row = (at: number | null, name: string, prompt: string, value: number, title: string) => {
    const colour = at === null ? null : css(shade(palette, at, 1));
    const sign = colour && h("i", { style: `background:${colour}`, "aria-hidden": "true" });
    return [
      h("dt", { title }, ...(sign ? [sign, `${at} = ${name}`] : [name])),
      h(
        "dd",
        {},
        h("span", { class: "prompt", title: prompt }, prompt),
        h(
          "span",
          { class: "number", title: exact(value) },
          Number.isNaN(value) ? "" : `${short(value)}${unit}`,
        ),
      ),
    ];
  };
  if (screen.into === "prompt - other") {
    const [one, other] = [screen.prompt, screen.other];
    return [
      ...row(null, "prompt", one, grid.here, "Patched with values of the other prompt in the first sweep"),
      ...row(
        null,
        "other",
        other,
        grid.there,
        "Patched with values of the prompt in the second, which is taken off",
      ),
    ];
  }
  return [
    ...row(
      0,
      "patched",
      screen.prompt,
      grid.here,
      "A cell of recovery 0 leaves this prompt's metric as it is",
    ),
    ...row(1, "values from", screen.other, grid.there, "A cell of recovery 1 gives this prompt's metric"),
  ];
}

/** What state the sweep is in, in a sentence. */
export function situation(grid: Grid): string {
  const { total: all, finished, state } = grid;
  if (all === 0) return "";
  if (state === null) return `Not run yet: ${count(all, "cell")}.`;
  if (state === "running") return `Running: ${finished} of ${count(all, "cell")}.`;
  if (state === "cancelled") return `Cancelled, ${finished} of ${count(all, "cell")}.`;
  if (state === "failed") return `Stopped by an error, ${finished} of ${count(all, "cell")}.`;
  return `Finished: ${count(all, "cell")}.`;
}

/** What the changes of the workspace have to do with it. */
export function aside(grid: Grid): string {
  const { screen } = grid;
  if (screen.changes === 0 || screen.stale || screen.runs === undefined || screen.into === "other") return "";
  const unit = screen.unit ? ` ${screen.unit}` : "";
  const share = grid.recovered(grid.now);
  const changes = count(screen.changes, "change");
  return (
    `The sweep is without the ${changes} of the workspace. With ${screen.changes === 1 ? "it" : "them"} the prompt ` +
    `now gives ${exact(grid.now)}${unit}, recovery ${exact(share)}.`
  );
}

/** Why there is no recovery to speak of. */
export function level(grid: Grid): string {
  if (Number.isNaN(grid.here) || !Number.isNaN(grid.recovered(grid.here))) return "";
  return "Both prompts give the same metric, so there is nothing to recover: choose other tokens.";
}

/** Why no cell can be made a change of the workspace; nothing where one can. */
export function unappliable({ screen }: Grid): string {
  if (screen.stale) return "These cells are of other prompts: run again";
  return screen.into === "other"
    ? "A change of the workspace is in its prompt, and this patch in the other"
    : "";
}

/** What colours a cell, in words. */
export const QUANTITIES: Record<Show, string> = { recovery: "recovery", change: "change of the metric" };

/** One cell in words and exact numbers. */
export function readout(grid: Grid, number: number, show: Show): string {
  const words = grid.words(number);
  if (!grid.done(number)) return `${words}: not there yet`;
  const unit = grid.screen.unit ? ` ${grid.screen.unit}` : "";
  const applied = grid.applied.has(number) ? ", applied in the workspace" : "";
  if (grid.less !== null) {
    const [one, less] = [grid.one.value(number, show), grid.less.value(number, show)];
    const difference = `difference ${exact(grid.value(number, show))}`;
    return `${words}: ${QUANTITIES[show]} ${exact(one)} in the prompt, ${exact(less)} in the other, ${difference}${applied}`;
  }
  const metric = `metric ${exact(grid.metric(number))}${unit}, change ${exact(grid.change(number))}`;
  return `${words}: recovery ${exact(grid.recovery(number))}, ${metric}${applied}`;
}

/** What the colours mean, and those of the marks that there are. */
export function legend(grid: Grid, show: Show, reach: number, palette: Palette): HTMLElement[] {
  const item = (...children: (Node | string)[]) => h("span", { class: "item" }, ...children);
  const sign = (kind: string, style = "") =>
    h("i", { class: kind, style: style || null, "aria-hidden": "true" });
  const name =
    QUANTITIES[show] + (grid.screen.into === "prompt - other" ? " in the prompt − in the other" : "");
  const unit = show === "change" && grid.screen.unit ? ` ${grid.screen.unit}` : "";
  const scale = sign("map", `background:${gradient(palette.diverging)}`);
  const marks: [boolean, HTMLElement, string][] = [
    [!grid.complete, sign("empty"), "not there yet"],
    [grid.holes(show), sign("hole", `background:${css(palette.hole)}`), "NaN or ∞"],
    [grid.largest(show) > reach, sign("beyond"), "beyond the colours"],
    [grid.applied.size > 0, sign("applied"), "applied in the workspace"],
  ];
  return [
    item(name, ` −${short(reach)}`, scale, `+${short(reach)}${unit}`),
    ...marks.filter(([there]) => there).map(([, mark, text]) => item(mark, text)),
  ];
}

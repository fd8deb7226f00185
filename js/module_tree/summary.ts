/** What a row says of its node: of a module its own, of blocks that are alike all of them together. */

import type { Given, Module } from "./data.ts";
import type { Node } from "./nodes.ts";
import { duration, four, percent, shape, short } from "./words.ts";

export type Run = readonly (Given | null)[];

export type Summary = {
  kind: string;
  weight: string;
  parameters: number;
  lies: string;
  output: string;
  norm: string;
  /** Of a difference: its norm as a share of that of the run that is taken off. */
  relative: string;
  /** Whether a norm is NaN or infinite. */
  unusual: boolean;
  /** Milliseconds, or null where there was no call. */
  time: number | null;
  changed: boolean;
};

export function summary(node: Node, run: Run): Summary {
  const { module, alike } = node;
  const first = alike[0] ?? module;
  const given = (alike.length > 0 ? alike : module === null ? [] : [module]).flatMap((one) => {
    const found = run[one.number];
    return found ? [found] : [];
  });
  const known = given.filter((one) => one.dtype !== "" && !one.unequal);
  const norms = known.map((one) => one.norm);
  return {
    kind: first?.kind ?? "",
    weight: alike.length > 0 || first === null ? "" : weight(first),
    parameters: parametersOf(node),
    lies: first === null ? "" : [first.dtype, first.device].filter(Boolean).join(" · "),
    output: common(given.map((one) => (one.dtype === "" ? "" : shape(one.shape)))),
    norm: range(norms, four),
    relative: range(
      known.flatMap(({ relative }) => (relative === null ? [] : [relative])),
      percent,
    ),
    unusual: norms.some((norm) => !Number.isFinite(norm)),
    time: given.length > 0 ? given.reduce((sum, one) => sum + one.time, 0) : null,
    changed: given.some((one) => one.changed),
  };
}

/** How many numbers are in a node. */
export function parametersOf({ module, alike }: Node): number {
  return module?.parameters ?? alike.reduce((sum, one) => sum + one.parameters, 0);
}

/** The path of a node: of a part of a list the list's. */
export function pathOf({ module, alike }: Node): string {
  return module?.path ?? alike[0]?.parent?.path ?? "";
}

/** A row in one sentence, for those who hear it. */
export function spoken(node: Node, said: Summary): string {
  const many = node.alike.length > 0 ? `${node.alike.length} alike` : "";
  const tags = node.module?.tags.join(", ");
  return [
    node.label,
    tags,
    many,
    said.kind === node.label ? "" : said.kind,
    said.parameters > 0 ? `${short(said.parameters)} parameters` : "",
    said.output && `output ${said.output}`,
    said.norm && `norm ${said.norm}`,
    said.relative && `relative ${said.relative}`,
    said.time === null ? "" : duration(said.time),
    said.changed ? "changed" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function weight({ facts }: Module): string {
  const own = facts.parameters.find(([name]) => name === "weight") ?? facts.parameters[0];
  return own === undefined ? "" : shape(own[1]);
}

function common(texts: string[]): string {
  const [first = "", ...rest] = texts;
  return rest.every((text) => text === first) ? first : "";
}

/** The least and the greatest. */
function range(values: number[], write: (value: number) => string): string {
  if (values.length === 0) return "";
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) return write(bad);
  const [low, high] = [write(Math.min(...values)), write(Math.max(...values))];
  return low === high ? low : `${low} – ${high}`;
}

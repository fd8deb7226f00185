/** What Python sends: columns with a number per module, in the order of `named_modules`. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import type { Missing, Show } from "../lib/shows.ts";

/** `_tree`: what the modules are. */
export type TreeTrait = {
  names: string[];
  kinds: string[];
  facts: Facts[];
  lies: [dtypes: string, devices: string][];
  /** How many numbers are below, each sum once. */
  totals: number[];
  count: number;
  parent: Bytes;
  name: Bytes;
  kind: Bytes;
  fact: Bytes;
  lie: Bytes;
  total: Bytes;
  tags: [module: number, name: string][];
  blocks: number[];
};

/** What a module says of itself; of parameters name, shape, dtype, device and what they are shared with. */
export type Facts = {
  extra: string;
  parameters: [name: string, shape: number[], dtype: string, device: string, shared: string][];
  runs: boolean;
};

/** `_screen`: what they gave in a run; empty without a prompt. */
export type RunTrait = {
  outputs?: [shape: number[], dtype: string][];
  norm?: Bytes;
  mean?: Bytes;
  time?: Bytes;
  calls?: Bytes;
  output?: Bytes;
  changed?: Bytes;
  /** Of a difference: the norms in the run that is taken off, and the modules that cannot be subtracted. */
  base?: Bytes;
  unequal?: Bytes;
  /** What the numbers are of, and what cannot be shown instead, with the reason. */
  show?: Show;
  missing?: Missing;
};

/** `_value`: the value that was read last. `numbers` are mean, norm, least and greatest. */
export type ValueTrait = {
  path?: string;
  shape?: number[];
  dtype?: string;
  numbers?: Bytes;
  unusual?: number;
};

export type Traits = {
  _tree: TreeTrait;
  _screen: RunTrait;
  _error: { message?: string; details?: string };
  _selected: { layer: number | null; position: number | null; head: number | null };
  _path: string | null;
  _value: ValueTrait;
  measured: boolean;
  show: Show;
  busy: boolean;
};

export type Module = {
  number: number;
  path: string;
  name: string;
  kind: string;
  facts: Facts;
  /** The place of `facts` in its table: alike modules have the same. */
  fact: number;
  parameters: number;
  dtype: string;
  device: string;
  tags: string[];
  /** The number of the decoder block that it is, if it is one. */
  block: number | null;
  parent: Module | null;
  children: Module[];
};

/** What one module gave. */
export type Given = {
  shape: number[];
  dtype: string;
  norm: number;
  mean: number;
  time: number;
  calls: number;
  changed: boolean;
  /** Of a difference its norm as a share of that of the run that is taken off; else null. */
  relative: number | null;
  /** Whether the outputs of the two runs have different shapes, so that there is no difference. */
  unequal: boolean;
};

/** The modules with their parents and children; the first is the root. */
export function readModules(trait: TreeTrait): Module[] {
  const column = (bytes: Bytes) => wholes(bytes, trait.count);
  const [parent, name, kind] = [column(trait.parent), column(trait.name), column(trait.kind)];
  const [fact, lie, total] = [column(trait.fact), column(trait.lie), column(trait.total)];
  const modules: Module[] = [];
  for (const [number, above] of parent.entries()) {
    const owner = number === 0 ? null : (modules[above] ?? null);
    const own = trait.names[name[number] ?? 0] ?? "";
    const [dtype, device] = trait.lies[lie[number] ?? 0] ?? ["", ""];
    const made: Module = {
      number,
      path: owner?.path ? `${owner.path}.${own}` : own,
      name: own,
      kind: trait.kinds[kind[number] ?? 0] ?? "",
      facts: trait.facts[fact[number] ?? 0] ?? { extra: "", parameters: [], runs: false },
      fact: fact[number] ?? 0,
      parameters: trait.totals[total[number] ?? 0] ?? 0,
      dtype,
      device,
      tags: [],
      block: null,
      parent: owner,
      children: [],
    };
    modules.push(made);
    owner?.children.push(made);
  }
  for (const [number, tag] of trait.tags) modules[number]?.tags.push(tag);
  for (const [layer, number] of trait.blocks.entries()) {
    const block = modules[number];
    if (block !== undefined) block.block = layer;
  }
  return modules;
}

/** What every module gave, by its number; null where it was not called. */
export function readRun(trait: RunTrait): (Given | null)[] {
  const { outputs, norm, mean, time, calls, output, changed, base, unequal } = trait;
  if (!outputs || !norm || !mean || !time || !calls || !output || !changed) return [];
  const [norms, means, times] = [float32(norm), float32(mean), float32(time)];
  const size = norms.length;
  const [counts, places, edited] = [wholes(calls, size), wholes(output, size), new Set(uint32(changed))];
  const before = base ? float32(base) : null;
  const apart = new Set(unequal ? uint32(unequal) : []);
  return Array.from(counts, (count, number) => {
    if (count === 0) return null;
    const [shape, dtype] = outputs[places[number] ?? 0] ?? [[], ""];
    return {
      shape,
      dtype,
      norm: norms[number] ?? 0,
      mean: means[number] ?? 0,
      time: times[number] ?? 0,
      calls: count,
      changed: edited.has(number),
      relative: before === null ? null : share(norms[number] ?? 0, before[number] ?? 0),
      unequal: apart.has(number),
    };
  });
}

/** Of nothing there is no share, but nothing is none of it. */
function share(norm: number, of: number): number {
  return norm === 0 ? 0 : Math.fround(norm / of);
}

/** Whole numbers, each as wide as they all need. */
function wholes(bytes: Bytes, count: number): Uint8Array | Uint16Array | Uint32Array {
  const view =
    bytes instanceof ArrayBuffer
      ? new Uint8Array(bytes)
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength === count) return view;
  if (view.byteLength === 2 * count) return new Uint16Array(view.slice().buffer);
  return uint32(bytes);
}

/** A small lens to draw, and a model without a kernel: what one test needs of anywidget. */

import type { AnyModel } from "@anywidget/types";
import type { Edit, Screen, Traits } from "../logit_lens/lens.ts";

type Guesses = [place: number, probability: number][];

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);

export const STRINGS = ["The", " cat", " sat", " Paris", " Rome", "\n", " Paris"];
/** Two rows of three positions, the two likeliest tokens of each. Token ids are places plus 100. */
export const CLEAN: Guesses[] = [
  [
    [1, 0.5],
    [2, 0.25],
  ],
  [
    [2, 0.75],
    [1, 0.125],
  ],
  [
    [5, 0.5],
    [3, 0.25],
  ],
  [
    [1, 0.5],
    [2, 0.25],
  ],
  [
    [2, 0.75],
    [1, 0.125],
  ],
  [
    [3, 0.875],
    [4, 0.0625],
  ],
];
export const PATCHED: Guesses[] = [
  ...CLEAN.slice(0, 4),
  [
    [2, 0.5],
    [1, 0.25],
  ],
  [
    [4, 0.75],
    [3, 0.125],
  ],
];

export function screen(edits: Edit[] = [], changes: Partial<Screen> = {}): Screen {
  const now = edits.length > 0 ? PATCHED : CLEAN;
  const clean = {
    ids: u32(CLEAN.map(([top]) => top?.[0] ?? 0)),
    tops: f32(CLEAN.map(([top]) => top?.[1] ?? 0)),
    probabilities: f32(now.flatMap((guesses, cell) => guesses.map(([place]) => chance(CLEAN[cell], place)))),
    distances: f32([0, 0, 0, 0, 0.25, 0.8125]),
  };
  return {
    layers: ["embed", "0"],
    tokens: ["The", " cat", " sat"],
    other_tokens: ["The", " dog"],
    strings: STRINGS,
    vocabulary: u32(STRINGS.map((_, place) => place + 100)),
    ids: u32(now.flatMap((guesses) => guesses.map(([place]) => place))),
    probabilities: f32(now.flatMap((guesses) => guesses.map(([, probability]) => probability))),
    clean: edits.length > 0 ? clean : null,
    next: {
      ids: u32([3, 4]),
      probabilities: f32(edits.length > 0 ? [0.125, 0.75] : [0.875, 0.0625]),
      clean: f32([0.875, 0.0625]),
    },
    edits,
    can_undo: edits.length > 0,
    can_redo: false,
    code: "lens = 1",
    ...changes,
  };
}

function chance(guesses: Guesses | undefined, place: number): number {
  return guesses?.find(([other]) => other === place)?.[1] ?? 0;
}

export type FakeModel = AnyModel<Traits> & {
  sent: Record<string, unknown>[];
  emit(event: string, ...args: unknown[]): void;
  listeners(): number;
};

export function fakeModel(traits: Partial<Traits> = {}): FakeModel {
  const state: Record<string, unknown> = {
    _screen: screen(),
    selected: [1, 2],
    mode: "zero",
    busy: false,
    ...traits,
  };
  const listeners = new Map<string, Set<(...args: never[]) => void>>();
  const sent: Record<string, unknown>[] = [];
  const emit = (event: string, ...args: unknown[]) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(...(args as never[]));
  };
  return {
    sent,
    emit,
    listeners: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    get: (name: string) => state[name],
    set(name: string, value: unknown) {
      state[name] = value;
      emit(`change:${name}`);
    },
    on(event: string, listener: () => void) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    off: (event: string, listener: () => void) => listeners.get(event)?.delete(listener),
    save_changes: () => {},
    send: (content: Record<string, unknown>) => sent.push(content),
  } as unknown as FakeModel;
}

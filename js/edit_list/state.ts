/** What Python sends of the changes and their effects, decoded. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";

export type Selected = { layer: number | null; position: number | null; head: number | null };

/** A change: `key` is what it is about, `says` what it does, `token` the one at its position. */
export type Change = {
  key: string;
  says: string;
  name: string;
  on: boolean;
  token: string | null;
  selects: Selected;
};

/** The `_screen` trait. A row of `effects` is that of all changes; then, if asked for, a row for each alone. */
export type Screen = {
  changes: Change[];
  effects: { ids: number[]; texts: string[]; tops: Bytes; numbers: Bytes } | null;
  code: string;
  can_undo: boolean;
  can_redo: boolean;
};

export type Traits = {
  _screen: Screen;
  _error: Record<string, string>;
  _selected: Selected;
  state: string;
  alone: boolean;
  busy: boolean;
};

/** A token and its probability without and with the changes. */
export type Moved = { id: number; text: string; before: number; after: number };
/** What changes do to the next token: to the likeliest before, to the likeliest after; the divergence in nats. */
export type Effect = { first: Moved; now: Moved; kl: number };

/** The effect in a row: 0 of all changes, 1 of the first alone; null where Python sent none. */
export function effectOf({ effects }: Screen, row: number): Effect | null {
  if (effects === null) return null;
  const tops = uint32(effects.tops).subarray(2 * row, 2 * row + 2);
  const numbers = float32(effects.numbers).subarray(5 * row, 5 * row + 5);
  const [first, now] = [...tops];
  const [before = 0, after = 0, nowBefore = 0, nowAfter = 0, kl = 0] = numbers;
  if (first === undefined || now === undefined) return null;
  const token = (place: number) => ({ id: effects.ids[place] ?? 0, text: effects.texts[place] ?? "" });
  return {
    first: { ...token(first), before, after },
    now: { ...token(now), before: nowBefore, after: nowAfter },
    kl,
  };
}

/** What a change is called: its name, or what it does. */
export function called(change: Change): string {
  return change.name || change.says;
}

/** Whether the change is about what is selected: all that it names is so, and it names something. */
export function isAbout({ selects }: Change, selected: Selected): boolean {
  const named = (["layer", "position", "head"] as const).filter((axis) => selects[axis] !== null);
  return named.length > 0 && named.every((axis) => selects[axis] === selected[axis]);
}

/** What hangs on the selection, decoded: the next token, what ribbons say, and what is open. */

import { float32 } from "../lib/codecs.ts";
import { h } from "../lib/dom.ts";
import { quoted } from "../lib/tokens.ts";
import type { Next, Quantity, Spot } from "./brush.ts";
import type { Scene } from "./scene.ts";
import type { PackedNext, PackedQuantity, Place, Selected } from "./state.ts";
import { percent } from "./words.ts";

export function nextOf({ position, ids, strings, logits, probabilities, clean }: PackedNext): Next {
  return {
    ...{ position, ids, strings, logits: float32(logits), probabilities: float32(probabilities) },
    clean: clean ? float32(clean) : null,
  };
}

export function quantityOf({ kind, most, steps, edges }: PackedQuantity): Quantity | null {
  if (!kind) return null;
  const named = Object.entries(steps ?? {}).map(([step, bytes]) => [step, float32(bytes)] as const);
  return { kind, most: most ?? 1, steps: new Map(named), edges: edges ? float32(edges) : null };
}

export function spotOf(scene: Scene, { step, position, dimension }: Place): Spot {
  const strip = scene.strips.get(step);
  return { step, row: position, cell: strip ? strip.cellOf(dimension) : dimension };
}

/** The block and the head that were chosen last, though the kernel may still be at others: keys come fast. */
export function wantedOf(scene: Scene, wanted: Selected): { layer: number; head: number } {
  const { heads, head } = scene.head;
  const inside = (at: number | null, size: number): at is number => at !== null && at >= 0 && at < size;
  return {
    layer: inside(wanted.layer, scene.layers) ? wanted.layer : scene.layer,
    head: inside(wanted.head, heads) ? wanted.head : head,
  };
}

/** What the picture says of the next token, for those who hear it. */
export function heard({ strings, probabilities }: Next): HTMLElement[] {
  return strings.map((token, at) => {
    const chance = probabilities[at] ?? Number.NaN;
    return h("li", { "data-probability": chance }, `${quoted(token)}: ${percent(chance)}`);
  });
}

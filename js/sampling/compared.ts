/** The same tokens in another run: how likely each is there, and which differ most. Pure: numbers in, numbers out. */

import type { Show } from "../lib/shows.ts";
import { Chances } from "./chances.ts";
import type { Listing } from "./state.ts";

/** Differences of less than this are not put in order. */
const NOTHING = 1e-9;
const PLAIN = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };

export class Compared {
  /** The rows of the first run: those whose probability differs most come first, before temperature and cuts. */
  readonly order: Uint32Array;
  /** For each row of the first run the row in the other; −1 where it is not known here. */
  readonly #rows: Int32Array;

  constructor(
    first: Listing,
    readonly list: Listing,
    readonly show: Show,
  ) {
    const size = first.logits.length;
    const rows = new Int32Array(size).fill(-1);
    for (let row = 0; row < list.named; row++) rows[list.ids[row] ?? 0] = row;
    this.#rows = Int32Array.from({ length: size }, (_, row) =>
      row < first.named ? (rows[first.ids[row] ?? 0] ?? -1) : -1,
    );
    this.order = this.#ordered(first);
  }

  /** The row of a token in the other run; null where it is not known. */
  at(row: number): number | null {
    const found = this.#rows[row] ?? -1;
    return found < 0 ? null : found;
  }

  #ordered(first: Listing): Uint32Array {
    const [here, there] = [new Chances(first.logits, PLAIN), new Chances(this.list.logits, PLAIN)];
    const size = first.logits.length;
    const apart = new Float64Array(size);
    for (let row = 0; row < first.named; row++) {
      const beside = this.at(row);
      apart[row] = Math.abs(here.softmax(row) - (beside === null ? 0 : there.softmax(beside)));
    }
    const order = Array.from({ length: size }, (_, row) => row);
    const differs = (row: number) => (apart[row] ?? 0) > NOTHING;
    const most = order.filter(differs).sort((one, other) => (apart[other] ?? 0) - (apart[one] ?? 0));
    return Uint32Array.from([...most, ...order.filter((row) => !differs(row))]);
  }
}

/** What is drawn of it: the chances of the other run, under the same settings. */
export type Beside = { compared: Compared; chances: Chances };

/** The probability of a row in the other run; null where it is not known. */
export function probabilityIn({ compared, chances }: Beside, row: number): number | null {
  const at = compared.at(row);
  return at === null ? null : chances.probability(at);
}

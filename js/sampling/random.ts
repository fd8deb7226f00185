/**
 * Random numbers that are the same in Python and in the browser, `widgets/_sampling_random.py`: each is a hash of the
 * seed and of its number, by the finaliser of MurmurHash3.
 */

const GOLDEN = 0x9e3779b9;

/** The `number`-th random number of a seed: 53 bits, at least 0 and less than 1. */
export function uniform(seed: number, number: number): number {
  const start = mixed(seed + GOLDEN);
  const word = (at: number) => mixed(start + Math.imul(at, GOLDEN)) >>> 0;
  return ((word(2 * number + 1) >>> 5) * 2 ** 26 + (word(2 * number + 2) >>> 6)) / 2 ** 53;
}

function mixed(given: number): number {
  let word = given | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) | 0;
}

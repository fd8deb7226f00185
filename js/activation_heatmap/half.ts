/** float16 from Python, as numbers: browsers have no array of them that all know. */

import type { Bytes } from "../lib/codecs.ts";

let table: Float32Array | null = null;

/** The numbers of a float16 array, each times `scale`. */
export function float16(bytes: Bytes, scale = 1): Float32Array {
  table ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => decode(bits));
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const data = new DataView(
    view instanceof Uint8Array ? view.buffer : view.buffer,
    view.byteOffset,
    view.byteLength,
  );
  const found = new Float32Array(data.byteLength / 2);
  for (let at = 0; at < found.length; at++) found[at] = (table[data.getUint16(2 * at, true)] ?? 0) * scale;
  return found;
}

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

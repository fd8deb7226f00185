/** Bytes from Python to typed arrays, without a copy where the alignment allows it. */

/** What a `bytes` value of a trait is in the browser. */
export type Bytes = DataView | ArrayBuffer | Uint8Array;

/** The numbers of a float32 array, bit for bit. */
export function float32(bytes: Bytes): Float32Array {
  const view = aligned(bytes, 4);
  return new Float32Array(view.buffer, view.byteOffset, view.byteLength / 4);
}

/** The numbers of a float64 array. */
export function float64(bytes: Bytes): Float64Array {
  const view = aligned(bytes, 8);
  return new Float64Array(view.buffer, view.byteOffset, view.byteLength / 8);
}

/** The numbers of a uint32 array. */
export function uint32(bytes: Bytes): Uint32Array {
  const view = aligned(bytes, 4);
  return new Uint32Array(view.buffer, view.byteOffset, view.byteLength / 4);
}

function aligned(bytes: Bytes, size: number): Uint8Array {
  const view =
    bytes instanceof ArrayBuffer
      ? new Uint8Array(bytes)
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength % size !== 0) {
    throw new RangeError(`${view.byteLength} bytes are no whole number of ${size}-byte values`);
  }
  return view.byteOffset % size === 0 ? view : view.slice();
}

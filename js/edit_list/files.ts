/** Keeping the state as a file, and taking it from one. */

import { h } from "../lib/dom.ts";

/** No workspace is that large, and Jupyter's server hangs up on a message of ten megabytes. */
export const LARGEST = 8_000_000;

/** Give the user a file. */
export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A chooser of files that hands on the text of the one that was chosen. */
export function chooser(take: (text: string) => void, fail: (error: Error) => void, signal: AbortSignal) {
  const input = h("input", { type: "file", accept: ".json,application/json", hidden: true });
  const read = async () => {
    const file = input.files?.[0];
    input.value = ""; // the same file may be chosen again
    if (file === undefined) return;
    if (file.size > LARGEST) {
      const size = (file.size / 1e6).toFixed(0);
      fail(new Error(`${file.name} has ${size} MB; what "Save" writes has a few kB. Choose such a file.`));
    } else take(await file.text());
  };
  input.addEventListener("change", () => void read(), { signal });
  return input;
}

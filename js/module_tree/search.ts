/** Finding modules by name, class or the anatomy's name, and the parts of a text to highlight. */

import type { Module } from "./data.ts";

export type Query = { words: string[]; empty: boolean };

export function query(text: string): Query {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return { words, empty: words.length === 0 };
}

/**
 * Whether a module is what is sought: each word is in its path, class or tags, and one of them is in its own
 * name, so that "mlp" finds the MLPs and not all that is inside.
 */
export function matches(module: Module, { words }: Query): boolean {
  let own = false;
  for (const word of words) {
    const path = module.path.toLowerCase();
    const at = path.lastIndexOf(word);
    const elsewhere = [module.kind.toLowerCase(), ...module.tags].some((text) => text.includes(word));
    if (at < 0 && !elsewhere) return false;
    own ||= elsewhere || at + word.length > path.length - module.name.length;
  }
  return own;
}

/**
 * The parts of a text, those that were sought marked.
 *
 * @example parts("c_proj", query("proj")) // [["c_", false], ["proj", true]]
 */
export function parts(text: string, { words }: Query): [part: string, sought: boolean][] {
  const marked = new Array<boolean>(text.length).fill(false);
  const lower = text.toLowerCase();
  for (const word of words) {
    const at = lower.indexOf(word);
    const [from, to] = at >= 0 ? [at, at + word.length] : [0, overlap(lower, word)];
    marked.fill(true, from, to);
  }
  const found: [string, boolean][] = [];
  for (const [at, letter] of [...text].entries()) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === (marked[at] ?? false)) last[0] += letter;
    else found.push([letter, marked[at] ?? false]);
  }
  return found;
}

/** How much of a word that goes over a dot is at the start of the text: of "3.mlp" the "mlp". */
function overlap(text: string, word: string): number {
  const rest = word.slice(word.lastIndexOf(".") + 1);
  return rest !== word && text.startsWith(rest) ? rest.length : 0;
}

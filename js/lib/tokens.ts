/** Tokens as text: white space can be seen, and told apart, on the screen and by ear. */

/** How a token is drawn: `spaces` leading blanks as faint dots, then `text`. */
export type Visible = { spaces: number; text: string };

const SIGNS = new Map([
  ["\n", "⏎"],
  ["\r", "␍"],
  ["\t", "⇥"],
  [" ", "·"],
  ["\u00a0", "⍽"],
]);

/**
 * What to draw for a token.
 *
 * @example visible(" Paris\n") // { spaces: 1, text: "Paris⏎" }
 */
export function visible(token: string): Visible {
  if (token === "") return { spaces: 0, text: "∅" };
  const spaces = token.length - token.trimStart().length;
  const leading = /^ *$/.test(token.slice(0, spaces)) ? spaces : 0;
  return { spaces: leading, text: Array.from(token.slice(leading), sign).join("") };
}

/** The same as one string, for places where no part of it can be made faint. */
export function shown(token: string): string {
  const { spaces, text } = visible(token);
  return "·".repeat(spaces) + text;
}

/** The token in quotes, as code writes it: unambiguous, and readable aloud. */
export function quoted(token: string): string {
  return JSON.stringify(token);
}

function sign(character: string): string {
  const known = SIGNS.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return character;
}

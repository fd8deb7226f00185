/** Tokens in the words of the text bar. */

import { quoted, shown } from "../../lib/tokens.ts";
import type { Next } from "./state.ts";

/** A token as it stands in a text; white space alone as signs that can be seen. */
export function seen(token: string): string {
  return token.trim() === "" || /[\p{Cc}]/u.test(token) ? shown(token) : token;
}

/** A token for the ear. */
export function named({ text, ends }: Next): string {
  return ends ? `${quoted(text)}, the end of the text` : quoted(text);
}

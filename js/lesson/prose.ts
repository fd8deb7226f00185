/** The text of a lesson, built element by element from a closed list: nothing of a file is ever read as HTML. */

import { h } from "../lib/dom.ts";
import { shown } from "../lib/tokens.ts";
import type { Prose } from "./state.ts";

const TAGS = ["p", "h3", "ul", "ol", "li", "blockquote", "pre", "hr", "em", "strong", "code", "br"] as const;
type Tag = (typeof TAGS)[number];

const isTag = (kind: string): kind is Tag => (TAGS as readonly string[]).includes(kind);

/** The nodes of a text; what is of no known kind stays the words in it. */
export function build(text: readonly Prose[]): (Node | string)[] {
  return text.flatMap(node);
}

function node(part: Prose): (Node | string)[] {
  if (typeof part === "string") return [kept(part)];
  const [kind, ...inside] = part;
  if (typeof kind !== "string") return build(part);
  if (kind === "link") return link(inside);
  if (kind === "number") return [number(inside)];
  if (kind === "pre") return [h("pre", { tabindex: 0 }, ...build(inside))];
  if (kind === "code") return [h("code", {}, ...build(inside.map(token)))];
  return isTag(kind) ? [h(kind, {}, ...build(inside))] : build(inside);
}

/** A token in quotes keeps the space that it begins with, at the end of a line too. */
function kept(text: string): string {
  return text.replace(/" (?=[^"\s]+")/g, '"\u00a0');
}

/** As a sentence of its own. */
export function sentence(text: string): string {
  const end = /[.?!]$/.test(text) ? "" : ".";
  return kept(text.charAt(0).toUpperCase() + text.slice(1)) + end;
}

/** Code that begins with a space is a token, and looks as it does in the views. */
function token(part: Prose): Prose {
  return typeof part === "string" && part.startsWith(" ") ? shown(part) : part;
}

/** Only to the web, and in another tab; any other address is left out. */
function link([address, ...inside]: Prose[]): (Node | string)[] {
  if (typeof address !== "string" || !/^https?:\/\//.test(address)) return build(inside);
  return [h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...build(inside))];
}

/** A value of the model, with what it is of. */
function number([quantity, value]: Prose[]): HTMLElement {
  return h("span", { class: "number", title: `${quantity}, from the model` }, String(value));
}

/**
 * Drawing again without building again: parts of the page as plain data, of which only what is different from the last
 * time is written. The browser then lays out and paints that, and nothing else.
 */

import { h, setAttribute } from "../lib/dom.ts";

type Attributes = NonNullable<Parameters<typeof h>[1]>;

/** An element as it should be, made by `part`. */
export type Part = { tag: keyof HTMLElementTagNameMap; attributes: Attributes; children: Wanted[] };
export type Wanted = Part | string;

/** What an element holds now; no more is in it, and nobody else writes there. */
const held = new WeakMap<Element, Wanted[]>();

/**
 * Plan an element, as `h` makes one.
 *
 * @example part("b", { "data-value": 0.5 }, "50.0 %")
 */
export function part(
  tag: keyof HTMLElementTagNameMap,
  attributes: Attributes = {},
  ...children: Wanted[]
): Part {
  return { tag, attributes, children };
}

/** Give an element these children. Those that are there and have the right tag stay, and become what is wanted. */
export function settle(element: Element, wanted: Wanted[]): void {
  const old = held.get(element) ?? [];
  let node: ChildNode | null = element.firstChild;
  for (const [at, one] of wanted.entries()) {
    const next: ChildNode | null = node?.nextSibling ?? null;
    if (node === null) element.append(made(one));
    else if (!become(node, old[at], one)) node.replaceWith(made(one));
    node = next;
  }
  for (let more = old.length; more > wanted.length; more--) element.lastChild?.remove();
  held.set(element, wanted);
}

/** Write into a node what is different; false if it cannot become that. */
function become(node: ChildNode, old: Wanted | undefined, wanted: Wanted): boolean {
  if (typeof wanted === "string") {
    if (typeof old !== "string") return false;
    if (old !== wanted) node.nodeValue = wanted;
    return true;
  }
  if (old === undefined || typeof old === "string" || old.tag !== wanted.tag) return false;
  const element = node as HTMLElement;
  for (const name of Object.keys({ ...old.attributes, ...wanted.attributes }))
    if (old.attributes[name] !== wanted.attributes[name])
      setAttribute(element, name, wanted.attributes[name]);
  settle(element, wanted.children);
  return true;
}

function made(wanted: Wanted): Node {
  if (typeof wanted === "string") return document.createTextNode(wanted);
  const element = h(wanted.tag, wanted.attributes);
  settle(element, wanted.children);
  return element;
}

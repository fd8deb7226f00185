/** Building DOM without `innerHTML`, so that a token can never become markup. */

type Attribute = string | number | boolean | null | undefined;

/**
 * Create an element. `true` writes an empty attribute; `false`, `null` and `undefined` leave it out.
 *
 * @example h("button", { type: "button", disabled: !live }, "Undo")
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

/** Write, or take away, one attribute, touching the DOM only when it changes. */
export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

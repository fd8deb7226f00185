/** Drop-down choices with names; what cannot be chosen says why. */

import { h } from "./dom.ts";

export type Option<T extends string> = readonly [value: T, name: string, meaning?: string];
export type Select<T extends string> = {
  element: HTMLElement;
  /** `why` says why a value cannot be chosen, or null. */
  draw(now: T, why?: (value: T) => string | null): void;
};

export function createSelect<T extends string>(
  name: string,
  options: readonly Option<T>[],
  act: (value: T) => void,
  signal: AbortSignal,
): Select<T> {
  const select = h("select", { "aria-label": name });
  const made = options.map(([value, text]) => h("option", { value }, text));
  select.append(...made);
  select.addEventListener("change", () => act(select.value as T), { signal });
  return {
    element: h("label", { class: "select" }, h("span", {}, name), select),
    draw(now, why = () => null) {
      for (const [at, option] of made.entries()) {
        const [value, text] = options[at] as Option<T>;
        const reason = why(value);
        option.disabled = reason !== null && value !== now;
        option.textContent = reason === null ? text : `${text} (${reason})`;
      }
      select.value = now;
    },
  };
}

/** Buttons that keep their place when they cannot act, and radios in a row. */

import { h, setAttribute } from "./dom.ts";

/** A button; while `enable` has switched it off it does nothing. */
export function button(name: string, title: string, act: () => void, signal: AbortSignal): HTMLButtonElement {
  const made = h("button", { type: "button", title: title || null }, name);
  made.addEventListener("click", () => isEnabled(made) && act(), { signal });
  return made;
}

/** A button that cannot act now keeps its place and the focus: it says so, and `why`, and does nothing. */
export function enable(made: HTMLElement, on: boolean, why = ""): void {
  setAttribute(made, "aria-disabled", String(!on));
  made.dataset.title ??= made.title;
  setAttribute(made, "title", (on ? "" : why) || made.dataset.title || null);
}

export function isEnabled(made: HTMLElement): boolean {
  return made.getAttribute("aria-disabled") !== "true";
}

/** A value, its name on screen, and what it means. */
export type ChoiceOption<T extends string> = readonly [value: T, name: string, title: string];
export type Choice<T extends string> = {
  element: HTMLFieldSetElement;
  /** `allowed` says why a value cannot be chosen, or null. */
  draw(now: T, allowed?: (value: T) => string | null): void;
};

/** Some radios in a row. What is chosen can always be seen, even when it could not be chosen now. */
export function choice<T extends string>(
  legend: string,
  options: readonly ChoiceOption<T>[],
  act: (value: T) => void,
  signal: AbortSignal,
): Choice<T> {
  const element = h("fieldset", { class: "choice" }, h("legend", {}, legend));
  const group = `choice-${Math.random().toString(36).slice(2)}`;
  const radios = options.map(([value, name, title]) => {
    const radio = h("input", { type: "radio", name: group, value });
    radio.addEventListener("change", () => act(value), { signal });
    const label = h("label", { title: title || null }, radio, h("span", {}, name));
    element.append(label);
    return { value, title, radio, label };
  });
  return {
    element,
    draw(now, allowed = () => null) {
      for (const { value, title, radio, label } of radios) {
        const why = allowed(value);
        radio.checked = value === now;
        radio.disabled = why !== null && value !== now;
        setAttribute(label, "title", why ?? (title || null));
      }
    },
  };
}

/**
 * Light or dark as the host says. All colours are `light-dark(…)` pairs, so it is enough to give the
 * widget's root the host's `color-scheme`; nothing is repainted by hand.
 */

/** What the page around the widget says of itself; null when it says nothing we know. */
export function hostTheme(body: HTMLElement): "light" | "dark" | null {
  const jupyter = body.dataset.jpThemeLight;
  if (jupyter !== undefined) return jupyter === "false" ? "dark" : "light";
  if (body.classList.contains("vscode-light")) return "light";
  if (body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast"))
    return "dark";
  if (body.classList.contains("dark") || body.classList.contains("dark-theme")) return "dark";
  return null;
}

/** Keep an element's colour scheme equal to the host's until the signal aborts. */
export function followTheme(element: HTMLElement, signal: AbortSignal): void {
  const follow = () => {
    element.style.colorScheme = hostTheme(document.body) ?? "";
  };
  follow();
  const observer = new MutationObserver(follow);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** How every widget comes onto the page: a shadow root, its styles, the host's theme, its own keys, errors in sight. */

import type { AnyModel, RenderProps } from "@anywidget/types";
import base from "./base.css";
import { h } from "./dom.ts";
import { guard } from "./guard.ts";
import { keepKeys } from "./keys.ts";
import { saveMenu } from "./menu.ts";
import { progressBar } from "./progress.ts";
import { followTheme } from "./theme.ts";

type Make<Traits extends Record<string, unknown>> = (
  model: AnyModel<Traits>,
  signal: AbortSignal,
  host: HTMLElement,
) => { readonly element: HTMLElement };

/** The module that anywidget loads: `export default widget([style], (model, signal) => new View(model, signal))`. */
export function widget<Traits extends Record<string, unknown>>(styles: string[], make: Make<Traits>) {
  function render({ model, el, signal }: RenderProps<Traits>): () => void {
    const life = new AbortController();
    signal?.addEventListener("abort", () => life.abort());
    const host = h("div", { class: "nnexplore" });
    const root = host.attachShadow({ mode: "open" });
    root.append(h("style", {}, base, ...styles), progressBar(model as AnyModel, life.signal));
    el.append(host);
    followTheme(host, life.signal);
    keepKeys(host, life.signal);
    guard(root, () => root.append(make(model, life.signal, host).element), life.signal);
    const view = root.lastElementChild;
    root.append(saveMenu(model as AnyModel, host, (message) => view?.before(message), life.signal));
    return () => life.abort();
  }
  return { render };
}

/** The module tree: what a model is made of, and what every part gave in a run. */

import type { RenderProps } from "@anywidget/types";
import base from "./lib/base.css";
import { h } from "./lib/dom.ts";
import { guard } from "./lib/guard.ts";
import { keepKeys } from "./lib/keys.ts";
import { followTheme } from "./lib/theme.ts";
import type { Traits } from "./module_tree/data.ts";
import frame from "./module_tree/frame.css";
import { keepTyping } from "./module_tree/keep.ts";
import rows from "./module_tree/rows.css";
import { View } from "./module_tree/view.ts";

function render({ model, el, signal }: RenderProps<Traits>): () => void {
  const life = new AbortController();
  signal?.addEventListener("abort", () => life.abort());
  const host = h("div", { class: "nnexplore" });
  const root = host.attachShadow({ mode: "open" });
  root.append(h("style", {}, base, frame, rows));
  el.append(host);
  followTheme(host, life.signal);
  keepKeys(host, life.signal);
  keepTyping(host, life.signal);
  guard(root, () => root.append(new View(model, life.signal).element), life.signal);
  return () => life.abort();
}

export default { render };

/** Attention: every head at a glance, one head in numbers, and what becomes of it when it is changed. */

import type { RenderProps } from "@anywidget/types";
import type { Traits } from "./attention_view/attention.ts";
import frame from "./attention_view/frame.css";
import head from "./attention_view/head.css";
import { View } from "./attention_view/view.ts";
import base from "./lib/base.css";
import { h } from "./lib/dom.ts";
import { guard } from "./lib/guard.ts";
import { keepKeys } from "./lib/keys.ts";
import { followTheme } from "./lib/theme.ts";

function render({ model, el, signal }: RenderProps<Traits>): () => void {
  const life = new AbortController();
  signal?.addEventListener("abort", () => life.abort());
  const host = h("div", { class: "nnexplore" });
  const root = host.attachShadow({ mode: "open" });
  root.append(h("style", {}, base, frame, head));
  el.append(host);
  followTheme(host, life.signal);
  keepKeys(host, life.signal);
  guard(root, () => root.append(new View(model, host, life.signal).element), life.signal);
  return () => life.abort();
}

export default { render };

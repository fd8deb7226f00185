/** The logit lens: what the model would say after each layer, and what it says when a cell is patched. */

import type { RenderProps } from "@anywidget/types";
import base from "./lib/base.css";
import { h } from "./lib/dom.ts";
import { guard } from "./lib/guard.ts";
import { keepKeys } from "./lib/keys.ts";
import { followTheme } from "./lib/theme.ts";
import frame from "./logit_lens/frame.css";
import grid from "./logit_lens/grid.css";
import type { Traits } from "./logit_lens/lens.ts";
import values from "./logit_lens/values.css";
import { View } from "./logit_lens/view.ts";

function render({ model, el, signal }: RenderProps<Traits>): () => void {
  const life = new AbortController();
  signal?.addEventListener("abort", () => life.abort());
  const host = h("div", { class: "nnexplore" });
  const root = host.attachShadow({ mode: "open" });
  root.append(h("style", {}, base, frame, grid, values));
  el.append(host);
  followTheme(host, life.signal);
  keepKeys(host, life.signal);
  guard(root, () => root.append(new View(model, life.signal).element), life.signal);
  return () => life.abort();
}

export default { render };

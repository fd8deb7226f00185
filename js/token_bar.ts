/** The tokens of the prompts: select one, colour them, type others, see what comes next. */

import type { RenderProps } from "@anywidget/types";
import base from "./lib/base.css";
import { h } from "./lib/dom.ts";
import { guard } from "./lib/guard.ts";
import { keepKeys } from "./lib/keys.ts";
import { followTheme } from "./lib/theme.ts";
import { keepTyping } from "./lib/typing.ts";
import style from "./token_bar/bar.css";
import next from "./token_bar/next.css";
import type { Traits } from "./token_bar/state.ts";
import { View } from "./token_bar/view.ts";

function render({ model, el, signal }: RenderProps<Traits>): () => void {
  const life = new AbortController();
  signal?.addEventListener("abort", () => life.abort());
  const host = h("div", { class: "nnexplore" });
  const root = host.attachShadow({ mode: "open" });
  root.append(h("style", {}, base, style, next));
  el.append(host);
  followTheme(host, life.signal);
  keepKeys(host, life.signal);
  keepTyping(host, life.signal);
  guard(root, () => root.append(new View(model, life.signal).element), life.signal);
  return () => life.abort();
}

export default { render };

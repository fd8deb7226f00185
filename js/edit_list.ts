/** The changes of a workspace: switch, rename, remove, undo, keep; and their effect in one line. */

import type { RenderProps } from "@anywidget/types";
import style from "./edit_list/list.css";
import type { Traits } from "./edit_list/state.ts";
import { View } from "./edit_list/view.ts";
import base from "./lib/base.css";
import { h } from "./lib/dom.ts";
import { guard } from "./lib/guard.ts";
import { keepKeys } from "./lib/keys.ts";
import { followTheme } from "./lib/theme.ts";
import { keepTyping } from "./lib/typing.ts";

function render({ model, el, signal }: RenderProps<Traits>): () => void {
  const life = new AbortController();
  signal?.addEventListener("abort", () => life.abort());
  const host = h("div", { class: "nnexplore" });
  const root = host.attachShadow({ mode: "open" });
  root.append(h("style", {}, base, style));
  el.append(host);
  followTheme(host, life.signal);
  keepKeys(host, life.signal);
  keepTyping(host, life.signal);
  guard(root, () => root.append(new View(model, life.signal).element), life.signal);
  return () => life.abort();
}

export default { render };

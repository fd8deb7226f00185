/** The "⋯" at a view's top right: the view as a picture, or as a page of its own. */

import type { AnyModel } from "@anywidget/types";
import { h } from "./dom.ts";
import { picture, png } from "./export.ts";
import { errorBox, failure } from "./guard.ts";
import { isPlain } from "./keys.ts";
import { listen, requests } from "./request.ts";

const SILENCE =
  "The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. " +
  "Pictures, PNG and SVG, are made here, and need none.";

type Action = { name: string; title: string; act: () => void };

/** The button with its menu; `name` is for the files, `say` puts something where the user looks. */
export function saveMenu(
  model: AnyModel,
  host: HTMLElement,
  say: (message: HTMLElement) => void,
  signal: AbortSignal,
): HTMLElement {
  const safely = (act: () => Promise<void> | void) => async () => {
    try {
      await act();
    } catch (error) {
      say(errorBox(failure(error), signal));
    }
  };
  const notice = () => say(h("p", { class: "notice", role: "status" }, SILENCE));
  const page = pageSaver(model, notice, signal);
  const file = (ending: string) => `${fileName(host)}.${ending}`;
  const drawn = () => picture(host);
  return menu(
    [
      {
        name: "Save PNG",
        title: "A picture, two pixels for each on screen",
        act: safely(async () => download(await png(drawn()), file("png"))),
      },
      {
        name: "Save SVG",
        title: "A picture whose text stays text; for browsers",
        act: safely(() => download(new Blob([drawn().svg], { type: "image/svg+xml" }), file("svg"))),
      },
      {
        name: "Save HTML",
        title: "A page that works without a kernel and without a network",
        act: safely(page),
      },
    ],
    signal,
  );
}

/** Asks the kernel for the page, and hands the user what comes. */
function pageSaver(model: AnyModel, onSilence: () => void, signal: AbortSignal): () => Promise<void> {
  const request = requests(model, onSilence, signal);
  const mine = new Set<string>();
  const receive = (message: { kind?: string; ticket?: string; name?: string }, buffers?: DataView[]) => {
    const [page] = buffers ?? [];
    if (message?.kind !== "page" || page === undefined || !mine.delete(message.ticket ?? "")) return;
    const bytes = new Uint8Array(page.buffer as ArrayBuffer, page.byteOffset, page.byteLength);
    download(new Blob([bytes], { type: "text/html" }), message.name ?? "view.html");
  };
  listen(model, "msg:custom", receive, signal);
  return async () => {
    const ticket = Math.random().toString(36).slice(2);
    mine.add(ticket);
    await request("page", { ticket });
  };
}

/** Give the user a file. */
function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What the view calls itself, fit for a file. */
function fileName(host: HTMLElement): string {
  const label = host.shadowRoot
    ?.querySelector("[aria-label]:not([data-unexported] *)")
    ?.getAttribute("aria-label");
  const word = (label ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return word.replace(/^_|_$/g, "").slice(0, 40) || "view";
}

/** A menu button as WAI-ARIA has it: arrows move, Escape closes, a click elsewhere closes. */
function menu(actions: Action[], signal: AbortSignal): HTMLElement {
  const button = h("button", {
    type: "button",
    class: "save-button",
    "aria-label": "Save this view",
    title: "Save this view",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  button.append("⋯");
  const items = actions.map(({ name, title }) =>
    h("button", { type: "button", role: "menuitem", tabindex: -1, title }, name),
  );
  const list = h(
    "div",
    { class: "save-list", role: "menu", "aria-label": "Save this view", hidden: true },
    ...items,
  );
  const element = h("div", { class: "save-menu", "data-unexported": true }, button, list);
  const open = (at: number) => {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    items[at]?.focus();
  };
  const close = (back: boolean) => {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  button.addEventListener("click", () => (list.hidden ? open(0) : close(true)), { signal });
  items.forEach((item, at) => {
    const act = () => {
      close(true);
      actions[at]?.act();
    };
    item.addEventListener("click", act, { signal });
  });
  element.addEventListener("keydown", (event) => press(event, items, list.hidden, open, close), { signal });
  element.addEventListener("focusout", (event) => leave(event, element, close), { signal });
  return element;
}

function press(
  event: KeyboardEvent,
  items: HTMLElement[],
  closed: boolean,
  open: (at: number) => void,
  close: (back: boolean) => void,
): void {
  const last = items.length - 1;
  const at = items.indexOf(event.target as HTMLElement);
  const to = closed
    ? { ArrowDown: 0, ArrowUp: last }[event.key]
    : { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
        event.key
      ];
  if (to !== undefined && isPlain(event, event.key)) {
    event.preventDefault();
    event.stopPropagation();
    open(to);
  } else if (event.key === "Escape" && !closed) {
    event.stopPropagation();
    close(true);
  }
}

function leave(event: FocusEvent, element: HTMLElement, close: (back: boolean) => void): void {
  if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) close(false);
}

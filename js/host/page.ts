/**
 * A page of views that were saved, with no kernel and no network: it brings each view's module to life on the state
 * that was kept. `widgets/_page.py` writes the page; this script is in it.
 */

import { hostTheme } from "../lib/theme.ts";
import { Model } from "./model.ts";
import style from "./page.css";

type Kept = {
  bundle: string;
  name: string;
  /** Views of one workspace have one number, and one selection. */
  workspace: number;
  state: Record<string, unknown>;
  /** Where bytes belong in the state, and the bytes in base64. */
  bytes: [path: (string | number)[], base64: string][];
};
type Page = { bundles: Record<string, string>; views: Kept[] };
type Module = { default: { render(props: Record<string, unknown>): unknown } };

const SHARED = ["_selected"];
/** The page as it was saved, before anything is drawn on it. */
const source = `<!doctype html>\n${document.documentElement.outerHTML}\n`;

void open();

async function open(): Promise<void> {
  const data = document.getElementById("saved")?.textContent ?? "";
  const { bundles, views } = JSON.parse(data) as Page;
  const looks = document.createElement("style");
  looks.textContent = style;
  document.head.append(looks);
  followTheme(frameElement?.ownerDocument.body);
  grow(frameElement);
  const models: Model[] = [];
  views.forEach((kept, at) => {
    restore(kept);
    models.push(
      new Model(
        kept.state,
        (names) => share(views, models, at, names),
        () => source,
      ),
    );
  });
  await Promise.all(views.map((kept, at) => show(kept, bundles[kept.bundle] ?? "", models[at])));
}

async function show(kept: Kept, text: string, model: Model | undefined): Promise<void> {
  const el = document.createElement("section");
  el.setAttribute("aria-label", kept.name);
  document.querySelector("main")?.append(el);
  try {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const { default: widget } = (await import(url)) as Module;
    URL.revokeObjectURL(url);
    const { signal } = new AbortController();
    await widget.render({ model, el, signal, experimental: {}, host: {} });
  } catch (error) {
    el.append(`${kept.name} could not be drawn: ${error instanceof Error ? error.message : error}`);
  }
}

/** What was selected in one view is selected in all of its workspace. */
function share(views: Kept[], models: Model[], from: number, names: string[]): void {
  for (const name of names.filter((one) => SHARED.includes(one))) {
    models.forEach((model, at) => {
      if (at !== from && views[at]?.workspace === views[from]?.workspace)
        model.set(name, models[from]?.get(name));
    });
  }
}

function restore({ state, bytes }: Kept): void {
  for (const [path, base64] of bytes) {
    const last = path.at(-1) ?? "";
    const into = path.slice(0, -1).reduce((object, key) => (object as never)[key], state as object);
    const view = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    (into as Record<string | number, unknown>)[last] = new DataView(view.buffer);
  }
}

/** Light or dark as the page around is, or the device; said to the views as JupyterLab says it: they hear of changes. */
function followTheme(around: HTMLElement | undefined): void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const dark = ((around && hostTheme(around)) ?? (device.matches ? "dark" : "light")) === "dark";
    document.body.dataset.jpThemeLight = String(!dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  };
  follow();
  device.addEventListener("change", follow);
  if (around === undefined) return;
  const observer = new MutationObserver(follow);
  observer.observe(around, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
}

/** A frame is as high as what is in it. */
function grow(frame: Element | null): void {
  if (!(frame instanceof (frame?.ownerDocument.defaultView?.HTMLElement ?? HTMLElement))) return;
  const room = new ResizeObserver(() => {
    frame.style.height = `${Math.ceil(document.documentElement.getBoundingClientRect().height) + 4}px`;
  });
  room.observe(document.documentElement);
}

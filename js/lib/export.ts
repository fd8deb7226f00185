/**
 * A view as a picture: what is on screen, copied into an SVG with its own styles; text stays text. A PNG is that SVG,
 * painted. The browser that drew the view draws the SVG alike; programs that know no `foreignObject` do not.
 */

import { keepScrolled, stuck } from "./scrolled.ts";

const XHTML = "http://www.w3.org/1999/xhtml";
/** Pixels around the view. */
export const MARGIN = 12;
/** Pixels of a PNG for one on screen, unless that is more than a canvas can have. */
const SCALE = 2;
const LARGEST = 16_000;

/** A picture shows the end of what moves, and what the view had not yet scrolled to. */
const STILL =
  "*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }\n";

export type Picture = { svg: string; width: number; height: number };

/** The view in a host's shadow root, as it looks now. What has `data-unexported` is left out. */
export function picture(host: HTMLElement): Picture {
  const root = host.shadowRoot;
  if (root === null) throw new Error("there is no view here to make a picture of");
  const { width, height } = size(host);
  const sheet = document.createElementNS(XHTML, "style");
  sheet.textContent = styles(root);
  const body = document.createElementNS(XHTML, "div") as HTMLElement;
  for (const { name, value } of host.attributes) if (name !== "style") body.setAttribute(name, value);
  body.setAttribute("class", "nnexplore");
  body.setAttribute("style", frame(host, sheet.textContent, width, height));
  body.append(sheet, ...copies(root));
  const outer = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  return { ...outer, svg: wrapped(body, outer.width, outer.height) };
}

/** The picture as pixels, two for each on screen. */
export async function png({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (context === null)
    throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    const refused = () => fail(new Error("this browser made no PNG of the picture; save an SVG instead"));
    canvas.toBlob((blob) => (blob === null ? refused() : done(blob)), "image/png");
  });
}

function size(host: HTMLElement): { width: number; height: number } {
  const box = host.getBoundingClientRect();
  return { width: Math.ceil(box.width), height: Math.ceil(box.height) };
}

/** All rules of the shadow root; what they say of the host is said of the frame. */
function styles(root: ShadowRoot): string {
  const written = [...root.querySelectorAll("style")].map((style) => style.textContent);
  const adopted = [...(root.adoptedStyleSheets ?? [])].map((sheet) =>
    [...sheet.cssRules].map((rule) => rule.cssText).join("\n"),
  );
  const text = [...written, ...adopted].join("\n");
  return STILL + text.replace(/:host\(([^)]*)\)/g, ".nnexplore$1").replace(/:host(?![\w-])/g, ".nnexplore");
}

/** What the view has from the page around it: the theme, its colours and fonts, its own width. */
function frame(host: HTMLElement, rules: string, width: number, height: number): string {
  const computed = getComputedStyle(host);
  const names = new Set(rules.match(/--[\w-]+/g));
  const own = [...names].map((name) => [name, computed.getPropertyValue(name).trim()] as const);
  const named = own.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`);
  return [
    ...named,
    `color-scheme: ${isDark(host) ? "dark" : "light"}`,
    "background: var(--paper)",
    "box-sizing: content-box",
    `width: ${width}px`,
    `height: ${height}px`,
    `padding: ${MARGIN}px`,
    "overflow: hidden",
  ].join("; ");
}

function isDark(host: HTMLElement): boolean {
  const probe = document.createElement("span");
  probe.style.color = "light-dark(rgb(0, 0, 0), rgb(255, 255, 255))";
  (host.shadowRoot ?? host).append(probe);
  const dark = getComputedStyle(probe).color === "rgb(255, 255, 255)";
  probe.remove();
  return dark;
}

/** The elements of the view with what a copy loses: pixels of canvases, what is typed and chosen, where it scrolled. */
function copies(root: ShadowRoot): Element[] {
  const shown = [...root.children].filter((one) => one.tagName !== "STYLE" && !isLeftOut(one));
  const moves = stuck(root);
  return shown.map((one) => {
    const copy = one.cloneNode(true) as Element;
    const all = [copy, ...copy.querySelectorAll("*")]; // before anything is taken out: in the order of the originals
    [one, ...one.querySelectorAll("*")].forEach((original, at) => {
      const its = all[at];
      if (its === undefined) return;
      keep(original, its);
      keepScrolled(original, its as HTMLElement, moves);
    });
    for (const other of all) if (isLeftOut(other)) other.remove();
    return copy;
  });
}

function isLeftOut(element: Element): boolean {
  return element.hasAttribute("data-unexported");
}

function keep(original: Element, copy: Element): void {
  if (original instanceof HTMLCanvasElement) keepPixels(original, copy as HTMLElement);
  else if (original instanceof HTMLInputElement) {
    copy.setAttribute("value", original.value);
    copy.toggleAttribute("checked", original.checked);
  } else if (original instanceof HTMLTextAreaElement) copy.textContent = original.value;
  else if (original instanceof HTMLOptionElement) copy.toggleAttribute("selected", original.selected);
}

/** A canvas stays one, for the rules about canvases, with its pixels as its background. */
function keepPixels(original: HTMLCanvasElement, copy: HTMLElement): void {
  if (original.width === 0 || original.height === 0) return;
  copy.style.backgroundImage = `url("${original.toDataURL("image/png")}")`;
  copy.style.backgroundSize = "100% 100%";
  copy.style.backgroundOrigin = "content-box";
  copy.style.backgroundRepeat = "no-repeat";
}

/** An SVG with the elements in it. Its own rules must not reach its outermost element: some speak of all `svg`. */
function wrapped(body: HTMLElement, width: number, height: number): string {
  const inner = new XMLSerializer().serializeToString(body);
  const fixed = `all: initial; display: block; width: ${width}px; height: ${height}px`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" style="${fixed}">` +
    `<foreignObject x="0" y="0" width="${width}" height="${height}">${inner}</foreignObject></svg>`;
  return wellFormed(svg);
}

/** Without the characters that XML does not know; a token may hold any. */
export function wellFormed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
}

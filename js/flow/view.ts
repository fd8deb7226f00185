/** The parts of the flow view put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { button } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { isPlain } from "../lib/keys.ts";
import { count } from "../lib/numbers.ts";
import { type Palette, readPalette, watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen, type Request, requests } from "../lib/request.ts";
import { type Arithmetic, ArithmeticPanel } from "./arithmetic/panel.ts";
import type { Next, Spot } from "./brush.ts";
import { Card, type Words } from "./card.ts";
import { heard, nextOf, quantityOf, spotOf, wantedOf } from "./decode.ts";
import { HeadMap, type HeadsData } from "./heads/map.ts";
import { Pager } from "./heads/pager.ts";
import type { Level } from "./layout.ts";
import { Legend } from "./legend.ts";
import { Outcome } from "./outcome/outcome.ts";
import { Picture, still } from "./picture.ts";
import { Scene } from "./scene.ts";
import { type Filled, isPlace, type Place, type Selected, type Traits } from "./state.ts";
import { TextBar } from "./text/bar.ts";
import { Tip } from "./tip.ts";
import { Titles } from "./titles.ts";
import { Tools } from "./tools.ts";
import { Trail } from "./trail.ts";

export class View {
  readonly element = h("section", { class: "flow", "aria-label": "Flow" });
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #request: Request;
  readonly #text: TextBar;
  readonly #pager: Pager;
  readonly #map: HeadMap;
  readonly #picture: Picture;
  readonly #titles: Titles;
  readonly #trail: Trail;
  readonly #tip = new Tip();
  readonly #legend = new Legend();
  readonly #card: Card;
  readonly #number: ArithmeticPanel;
  readonly #outcome: Outcome;
  readonly #tools: Tools;
  readonly #size = h("span", { class: "size" });
  /** What the picture says of the next token, for those who hear it. */
  readonly #heard = h("ol", { class: "unseen", "aria-label": "Likeliest next tokens" });
  readonly #stage = h("div", { class: "flow-stage" });
  readonly #all: HTMLButtonElement;
  readonly #heads = h("div", { class: "flow-heads", hidden: true });
  readonly #hint = h("p", { class: "flow-hint" });
  readonly #filled = h("div", { class: "flow-filled" });
  #palette: Palette;
  #scene: Scene | null = null;
  #shown: boolean | null = null;
  #of: unknown[] = [];

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#palette = readPalette(host);
    this.#panel = new Panel(model as AnyModel, signal);
    this.#request = requests(model as AnyModel, () => {}, signal);
    const ask = (kind: string, payload: Record<string, unknown> = {}) => void this.#panel.ask(kind, payload);
    this.#text = new TextBar(
      {
        write: (text) => void this.#type("write", { text }),
        accept: () => void this.#type("accept"),
        back: () => void this.#type("back"),
      },
      signal,
    );
    this.#pager = new Pager(
      { layer: (layer) => this.#choose({ layer }), head: (head) => this.#choose({ head }) },
      signal,
    );
    this.#map = new HeadMap({ select: (layer, head) => this.#choose({ layer, head }), travel: ask }, signal);
    this.#all = button("All heads", "A small picture of every head", () => this.#openHeads(), signal);
    setAttribute(this.#all, "aria-expanded", "false");
    this.#picture = new Picture(
      {
        hover: (spot, x, y) => this.#point(spot, x, y),
        open: (spot) => this.#open(spot),
        select: (position) => this.#choose({ position }),
        remove: (spot) => this.#restore(spot),
        travel: ask,
        placed: (layout) => this.#titles.draw(layout),
      },
      signal,
    );
    this.#titles = new Titles((level) => this.#level(level), signal);
    this.#trail = new Trail({ level: (level) => this.#level(level), close: () => this.#close() }, signal);
    this.#card = new Card({ change: (what) => ask("change", { ...what, ...this.#place() }) }, signal);
    this.#number = new ArithmeticPanel(
      {
        open: (step, position, dimension, head) => ask("open", { step, position, dimension, head }),
        close: () => this.#close(),
      },
      signal,
    );
    this.#outcome = new Outcome(model as AnyModel, signal);
    this.#tools = new Tools(
      {
        show: (show) => this.#set("show", show),
        ribbon: (ribbon) => this.#set("ribbon", ribbon),
        ask,
      },
      signal,
    );
    this.#panel.status.classList.add("unseen");
    this.#lay();
    this.#listen(signal);
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
    watch(
      host,
      this.element,
      () => {
        this.#palette = readPalette(host);
        this.#draw();
      },
      signal,
    );
    this.#draw();
  }

  #lay(): void {
    this.#heads.append(this.#map.element);
    this.#stage.append(this.#titles.element, this.#picture.pad.element, this.#tip.element);
    const way = h("div", { class: "flow-way" }, this.#trail.element, this.#pager.element, this.#all);
    this.#filled.append(
      way,
      this.#heads,
      this.#stage,
      this.#heard,
      this.#legend.element,
      this.#card.element,
      this.#number.element,
      this.#outcome.element,
      this.#tools.edits,
    );
    this.element.append(
      h("header", { class: "flow-head" }, h("h2", {}, "Flow"), this.#size, this.#tools.element),
      this.#panel.messages,
      this.#text.element,
      this.#hint,
      this.#filled,
      this.#panel.status,
    );
  }

  #listen(signal: AbortSignal): void {
    const on = (name: string, act: () => void) =>
      listen(this.#model, `change:${name}`, () => this.#guarded(act), signal);
    on("_screen", () => this.#arrive());
    for (const name of [
      "_block",
      "_head",
      "_next",
      "_ribbons",
      "_selected",
      "place",
      "level",
      "_number",
      "_heads",
    ])
      on(name, () => this.#later());
    for (const name of ["show", "ribbon"]) on(name, () => this.#drawTools());
    on("_outcome", () => this.#drawOutcome());
    on("busy", () => {
      setAttribute(this.element, "data-busy", this.#model.get("busy"));
      this.#text.draw(this.#model.get("_screen").text, this.#model.get("busy"));
    });
    const hear = (reply: { kind?: string; text?: string }) => {
      if (reply?.kind === "code") void this.#copy(reply.text ?? "");
    };
    listen(this.#model, "msg:custom", hear, signal);
  }

  // ---------------------------------------------------------------- what the user does

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  /** Another text; what is wrong with it is said where it was typed. */
  async #type(kind: string, payload: Record<string, unknown> = {}): Promise<void> {
    this.#text.draw(this.#model.get("_screen").text, true);
    try {
      await this.#request(kind, payload);
    } catch (error) {
      this.#text.problem(error instanceof Error ? error.message : String(error));
    } finally {
      this.#text.draw(this.#model.get("_screen").text, this.#model.get("busy"));
    }
  }

  #choose(what: Partial<Selected>): void {
    const now = this.#model.get("_selected");
    const next = { ...now, ...what };
    if (JSON.stringify(next) !== JSON.stringify(now)) this.#set("_selected", next);
  }

  #level(level: Level): void {
    if (level === this.#model.get("level")) return;
    this.#set("level", level);
    this.#panel.announce(`Open: ${level}.`);
  }

  #open({ step, row, cell }: Spot): void {
    const strip = this.#scene?.strips.get(step);
    const dimension = strip ? strip.place(row, cell) : cell;
    const matrix = this.#scene?.matrices.has(step) ? this.#scene.head.head : null;
    void this.#panel.ask("open", { step, position: row, dimension, head: strip ? strip.head : matrix });
  }

  #close(): void {
    this.#set("place", {});
    this.#picture.pad.element.focus({ preventScroll: true });
  }

  #place(): Partial<Place & { key: number }> {
    const place = this.#model.get("place");
    if (!isPlace(place)) return {};
    return this.#scene?.matrices.has(place.step) ? { ...place, key: place.dimension } : place;
  }

  /** Take the last change of what is under the cursor back. */
  #restore({ step }: Spot): void {
    const screen = this.#screen;
    const component = this.#scene?.columns.get(step)?.component;
    const number = screen?.edits.findLastIndex(({ text }) => component && text.includes(component)) ?? -1;
    if (number >= 0) void this.#panel.ask("remove", { number });
    else this.#panel.announce("Nothing is changed there.");
  }

  #openHeads(): void {
    this.#heads.hidden = !this.#heads.hidden;
    setAttribute(this.#all, "aria-expanded", String(!this.#heads.hidden));
    this.#drawHeads();
  }

  #press(event: KeyboardEvent): void {
    if (!isPlain(event, "Escape") || event.defaultPrevented) return;
    if (isPlace(this.#model.get("place"))) this.#close();
    else if (this.#model.get("level") !== "overview") this.#level("overview");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #copy(text: string): Promise<void> {
    if (await copyText(text)) this.#panel.announce("Python copied to the clipboard.");
    else this.#panel.notice("The browser did not let us copy; in Python it is print(view.code).");
  }

  // ---------------------------------------------------------------- drawing

  get #screen(): Filled | null {
    const screen = this.#model.get("_screen");
    return screen.empty ? null : screen;
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #waiting = false;

  /** Once for all that has changed at once. */
  #later(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      this.#guarded(() => this.#draw());
    });
  }

  /** A new run. */
  #arrive(): void {
    const before = this.#scene?.tokens ?? [];
    this.#draw();
    const now = this.#scene?.tokens ?? [];
    const longer = now.length === before.length + 1 && before.every((token, at) => token === now[at]);
    this.#picture.sweep(longer ? before.length : 0);
  }

  /** The block and the head that are selected; on a page without a kernel out of those that were kept. */
  #made(screen: Filled): Scene {
    const { layer, head } = this.#model.get("_selected");
    let [block, chosen] = [this.#model.get("_block"), this.#model.get("_head")];
    const kept = this.#model.get("_kept");
    if (kept !== undefined) {
      const at = layer ?? block.layer;
      block = kept.blocks[at] ?? block;
      chosen = kept.heads[`${at}.${head ?? 0}`] ?? kept.heads[`${at}.0`] ?? chosen;
    }
    const of = [screen, block, chosen];
    if (this.#scene === null || of.some((one, at) => one !== this.#of[at])) {
      this.#scene = new Scene(screen.tokens, screen.layers, screen.ends, block, chosen);
      this.#of = of;
    }
    return this.#scene;
  }

  #draw(): void {
    const screen = this.#screen;
    this.#text.draw(this.#model.get("_screen").text, this.#model.get("busy"));
    this.#filled.hidden = screen === null;
    this.#hint.hidden = screen !== null;
    const said = this.#model.get("_screen");
    this.#hint.textContent = said.empty ? said.why : "";
    this.#drawTools();
    if (screen === null) return;
    const scene = this.#made(screen);
    const place = this.#model.get("place");
    const open = isPlace(place) && (scene.has(place.step) || place.step === "logits") ? place : null;
    const level = this.#model.get("level");
    this.#size.textContent = `${count(scene.tokens.length, "token")} · ${count(scene.layers, "block")} · ${count(scene.head.heads, "head")}`;
    this.#picture.draw({
      scene,
      level,
      next: this.#next(),
      quantity: quantityOf(this.#model.get("_ribbons")),
      position: this.#position(scene),
      chosen: open === null ? null : spotOf(scene, open),
      palette: this.#palette,
      width: Math.max(640, this.#stage.clientWidth || 960),
    });
    if (this.#picture.layout) this.#titles.draw(this.#picture.layout);
    this.#trail.draw(scene, level, open);
    this.#drawPager(scene);
    this.#heard.replaceChildren(...heard(this.#next()));
    this.#drawHeads();
    this.#legend.draw(this.#palette, this.#model.get("ribbon"), this.#model.get("_ribbons"), scene);
    const { words = [] } = this.#model.get("_number") as { words?: Words[] };
    this.#card.draw(scene, open, screen.other, words);
    this.#reveal(open !== null);
    const number = this.#model.get("_number");
    this.#number.element.hidden = open === null;
    this.#number.draw(open !== null && "step" in number ? (number as Arithmetic) : null, this.#palette);
    this.#drawOutcome();
    this.#tools.drawEdits(screen);
  }

  #drawTools(): void {
    this.#tools.draw(this.#screen, this.#model.get("show"), this.#model.get("ribbon"));
  }

  #drawPager(scene: Scene): void {
    this.#pager.draw({
      layers: Array.from({ length: scene.layers }, (_, at) => at),
      heads: scene.head.heads,
      ...wantedOf(scene, this.#model.get("_selected")),
      kv_heads: scene.head.kv_heads,
    });
    this.#all.hidden = !("layers" in this.#model.get("_heads"));
  }

  #drawHeads(): void {
    const data = this.#model.get("_heads");
    if (this.#heads.hidden || this.#scene === null) return;
    const chosen = wantedOf(this.#scene, this.#model.get("_selected"));
    const room = this.#heads.clientWidth || 640;
    this.#map.draw("layers" in data ? (data as HeadsData) : null, chosen, this.#palette, room);
  }

  /** What has just been opened comes into sight; what was open from the start stays where it is. */
  #reveal(open: boolean): void {
    if (open && this.#shown === false)
      this.#card.element.scrollIntoView?.({ block: "nearest", behavior: still() ? "auto" : "smooth" });
    this.#shown = open;
  }

  #drawOutcome(): void {
    const open = this.#model.get("level") === "output";
    this.#outcome.element.hidden = !open;
    if (open) this.#outcome.draw();
  }

  #point(spot: Spot | null, x: number, y: number): void {
    if (this.#scene !== null)
      this.#tip.draw(
        { scene: this.#scene, next: this.#next() },
        spot,
        x,
        y,
        this.#picture.layout?.width ?? 640,
      );
  }

  #next(): Next {
    const kept = this.#model.get("_kept")?.next[this.#model.get("_selected").position ?? -1];
    return nextOf(kept ?? this.#model.get("_next"));
  }

  #position(scene: Scene): number {
    const last = scene.tokens.length - 1;
    return Math.min(last, this.#model.get("_selected").position ?? last);
  }
}

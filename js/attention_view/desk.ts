/** What all parts of the view share: Python's state, the heads and the colours, and ways to ask for something. */

import type { AnyModel } from "@anywidget/types";
import { type Palette, readPalette } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { type Edit, type Head, Heads, type Traits } from "./attention.ts";

export class Desk {
  readonly model: AnyModel<Traits>;
  readonly signal: AbortSignal;
  readonly panel: Panel;
  palette: Palette;
  heads: Heads;
  readonly #host: HTMLElement;

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.model = model;
    this.signal = signal;
    this.#host = host;
    this.palette = readPalette(host);
    this.heads = new Heads(model.get("_screen"));
    this.panel = new Panel(model, signal);
  }

  /** The theme is another. */
  recolour(): void {
    this.palette = readPalette(this.#host);
  }

  /** Read Python's screen, if it is a new one. */
  refresh(): void {
    const screen = this.model.get("_screen");
    if (this.heads.screen !== screen) this.heads = new Heads(screen);
  }

  ask(kind: string, payload: Record<string, unknown> = {}): Promise<boolean> {
    return this.panel.ask(kind, payload);
  }

  set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.model.set(name, value);
    this.model.save_changes();
  }

  select(what: Partial<Traits["_selected"]>): void {
    this.set("_selected", { ...this.model.get("_selected"), ...what });
  }

  /** Draw; what goes wrong is shown. */
  guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.panel.fail(error);
    }
  }

  /** The head whose matrix is on screen. */
  get shown(): Head | undefined {
    const { layer, head } = this.model.get("_head");
    return this.heads.find(layer, head);
  }

  /** The head that was chosen last, though its matrix may still be on its way. */
  get wanted(): Head | undefined {
    const { layer, head } = this.model.get("_selected");
    return this.heads.find(layer ?? -1, head ?? 0) ?? this.shown;
  }

  /** Change a head; a second time takes it back. */
  change(kind: "zero head" | "copy head", which: Head): void {
    const { layer, head } = which;
    const done = this.heads.edits(which).some((edit) => edit.of === "head_out" && kind.startsWith(edit.kind));
    if (done) this.restore(which);
    else void this.ask(kind, { layer, head });
  }

  restore({ layer, head }: Head): void {
    this.takeAway((edit) => edit.of === "head_out" && edit.layer === layer && edit.at.head === head);
  }

  /** Remove the last change of some sort, if there is one. */
  takeAway(which: (edit: Edit) => boolean): void {
    const number = this.heads.screen.edits.findLastIndex(which);
    if (number >= 0) void this.ask("remove", { number });
  }
}

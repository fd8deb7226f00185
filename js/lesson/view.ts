/** The parts of a lesson put together: Python's pages in, the reader's answers out. */

import type { AnyModel } from "@anywidget/types";
import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { isPlain } from "../lib/keys.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { Pages } from "./pages.ts";
import { build, sentence } from "./prose.ts";
import type { Screen, Traits } from "./state.ts";
import { TaskPart } from "./task.ts";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #pages: Pages;
  readonly #task: TaskPart;
  readonly #title = h("p", { class: "title" });
  readonly #size = h("span", { class: "size" });
  readonly #left = h("p", { class: "left" });
  readonly #heading = h("h2", { tabindex: -1 });
  readonly #text = h("div", { class: "prose" });
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  #opened = -1;
  /** The page that was asked for last, until it is there: keys may be faster than the kernel. */
  #wanted: number | null = null;
  #asked = 0;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    this.#pages = new Pages((page) => void this.#go(page), signal);
    this.#task = new TaskPart(
      {
        check: (answer) => void this.#panel.ask("check", { answer }),
        solve: () => void this.#panel.ask("solve"),
      },
      signal,
    );
    this.#previous = button("← Previous", "The page before (left arrow)", () => this.#step(-1), signal);
    this.#next = button("Next →", "The next page (right arrow)", () => this.#step(1), signal);
    this.element = this.#lay();
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.#draw();
    listen(model, "change:_screen", () => this.#receive(), signal);
  }

  #lay(): HTMLElement {
    this.#panel.status.classList.add("unseen");
    const head = h("header", {}, this.#title, this.#size);
    const article = h("article", {}, this.#heading, this.#text);
    const foot = h("footer", {}, this.#previous, this.#next);
    return h(
      "section",
      { class: "lesson", "aria-label": "Lesson" },
      head,
      this.#pages.element,
      this.#panel.messages,
      this.#left,
      article,
      this.#task.element,
      foot,
      this.#panel.status,
    );
  }

  get #screen(): Screen {
    return this.#model.get("_screen");
  }

  // ---------------------------------------------------------------- what the reader does

  #step(by: number): void {
    void this.#go((this.#wanted ?? this.#screen.number) + by);
  }

  async #go(page: number): Promise<void> {
    if (page < 0 || page >= this.#screen.pages.length) return;
    this.#wanted = page;
    const mine = ++this.#asked; // the same page may have been asked for before, and left
    await this.#panel.ask("go", { page });
    if (this.#asked === mine) this.#wanted = null;
  }

  /** Arrows turn pages, and so do the keys of a presenter; in a field and among choices they are its own. */
  #press(event: KeyboardEvent): void {
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    const by = isPlain(event, "ArrowRight", "PageDown") ? 1 : isPlain(event, "ArrowLeft", "PageUp") ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    this.#step(by);
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#draw();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    const screen = this.#screen;
    const { number, pages, opened, minutes } = screen;
    const time = minutes === null ? "" : ` · about ${minutes} minutes`;
    this.#title.textContent = screen.title;
    const done = pages.filter((page) => page.done).length;
    this.#size.textContent = `Page ${number + 1} of ${pages.length}${done > 0 ? ` · ${done} done` : ""}${time}`;
    this.#pages.draw(screen);
    this.#task.draw(screen);
    enable(this.#previous, number > 0, "This is the first page");
    enable(this.#next, number < pages.length - 1, "This is the last page");
    if (opened === this.#opened) return;
    const turned = this.#opened >= 0;
    this.#opened = opened;
    this.#heading.textContent = pages[number]?.title ?? "";
    this.#text.replaceChildren(...build(screen.text));
    const left = this.#tellLeft(screen);
    if (turned)
      this.#panel.announce(`Page ${number + 1} of ${pages.length}: ${pages[number]?.title}. ${left}`);
  }

  /** Say what the page that was left still lacks. */
  #tellLeft({ left }: Screen): string {
    const said = left === null ? "" : sentence(`Page ${left.page + 1} is still open: ${left.why}`);
    this.#left.textContent = said;
    this.#left.hidden = left === null;
    return said;
  }
}

import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { build } from "../lesson/prose.ts";
import type { Prose, Screen, Task, Traits } from "../lesson/state.ts";
import widget from "../lesson.ts";
import { fakeModel } from "./fake.ts";

const ASKED: Task = {
  kind: "choose",
  question: ["Which?"],
  choices: [["one"], [["em", "two"]]],
  hint: [],
  answer: null,
};

function screen(more: Partial<Screen> = {}): Screen {
  const pages = ["First", "Second", "Third"].map((title, at) => ({ title, done: false, asks: at === 1 }));
  const base = { title: "A lesson", minutes: 10, opened: 1, number: 0, pages };
  return { ...base, text: [["p", "Words."]], task: null, verdict: null, left: null, ...more };
}

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

function show(first: Screen) {
  const traits = { _screen: first, _error: {}, _selected: {}, state: "{}", page: 0, busy: false };
  const model = fakeModel(traits as never);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const one = (selector: string) => root.querySelector<HTMLElement>(selector) as HTMLElement;
  const named = (name: string) =>
    [...root.querySelectorAll("button")].find((button) => button.textContent === name) as HTMLElement;
  const redraw = (next: Screen) => model.set("_screen" as never, next as never);
  return { model, root, one, named, redraw };
}

function html(text: Prose[]): string {
  const made = document.createElement("div");
  made.append(...build(text));
  return made.innerHTML;
}

describe("the text", () => {
  test("is built from known kinds", () => {
    expect(
      html([
        ["p", "a ", ["strong", "b"], ["code", "<c>"]],
        ["ul", ["li", "d"]],
      ]),
    ).toBe("<p>a <strong>b</strong><code>&lt;c&gt;</code></p><ul><li>d</li></ul>");
    expect(html([["number", "entropy", "0.5"]])).toContain(">0.5</span>");
  });

  test("keeps a token together", () => {
    expect(html(['says " Paris", and "no" more " quotes'])).toBe(
      'says "&nbsp;Paris", and "no" more " quotes',
    );
    expect(
      html([
        ["code", " Eiffel"],
        ["code", "x y"],
        ["pre", " z"],
      ]),
    ).toBe('<code>·Eiffel</code><code>x y</code><pre tabindex="0"> z</pre>');
  });

  test("makes no element of any other kind", () => {
    expect(html([["script", "alert(1)"], ["img", "x"], "<b>no</b>"])).toBe("alert(1)x&lt;b&gt;no&lt;/b&gt;");
  });

  test("links to the web alone", () => {
    for (const address of ["javascript:alert(1)", "data:text/html,x", "//x.y", " https://x.y", ""])
      expect(html([["link", address, "words"]])).toBe("words");
    expect(html([["link", "https://example.org/", "words"]])).toContain('href="https://example.org/"');
  });
});

describe("a lesson", () => {
  test("says where one is, and asks for other pages", () => {
    const { model, one, named, redraw } = show(screen());
    expect(one(".size").textContent).toBe("Page 1 of 3 · about 10 minutes");
    expect(one("h2").textContent).toBe("First");
    named("← Previous").click();
    expect(model.sent).toEqual([]);
    named("Next →").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "go", page: 1 });
    redraw(screen({ number: 2, opened: 2 }));
    expect(one("[aria-current]").textContent).toBe("3");
    named("Next →").click();
    expect(model.sent.length).toBe(1);
  });

  test("says what is done, and what was left open", () => {
    const { one, redraw } = show(screen());
    expect(one(".left").hidden).toBe(true);
    const pages = screen().pages.map((page, at) => ({ ...page, done: at === 0 }));
    redraw(screen({ opened: 2, number: 2, pages, left: { page: 1, why: 'it is not " a" yet' } }));
    expect(one(".size").textContent).toBe("Page 3 of 3 · 1 done · about 10 minutes");
    expect(one(".left").textContent).toBe('Page 2 is still open: it is not "\u00a0a" yet.');
    expect(one(".status").textContent).toContain("Page 2 is still open");
    redraw(screen({ opened: 3, number: 1, pages }));
    expect(one(".left").hidden).toBe(true);
  });

  test("sends the number of the choice, and keeps it while the verdict comes", () => {
    const { model, root, named, one, redraw } = show(screen({ number: 1, task: ASKED }));
    const radios = [...root.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    (radios[1] as HTMLInputElement).checked = true;
    named("Check my answer").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "check", answer: 1 });
    redraw(screen({ number: 1, task: ASKED, verdict: { passed: false, why: "no.", after: [] } }));
    expect(one(".verdict").textContent).toBe("✗ Not yet. No.");
    expect((root.querySelectorAll("input")[1] as HTMLInputElement).checked).toBe(true);
    redraw(screen({ number: 1, task: ASKED, verdict: { passed: true, why: "yes", after: ["So."] } }));
    expect(one(".verdict").textContent).toBe("✓ Right. Yes.So.");
  });

  test("sends what is typed in, and nothing where something is to be done", () => {
    const { model, one, named, redraw } = show(
      screen({ task: { ...ASKED, kind: "type", choices: [], answer: "7" } }),
    );
    expect((one("input") as HTMLInputElement).value).toBe("7");
    (one("input") as HTMLInputElement).value = "0.5";
    named("Check my answer").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "check", answer: "0.5" });
    redraw(screen({ opened: 2, task: { ...ASKED, kind: "do", choices: [] } }));
    named("Check my answer").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "check", answer: null });
    redraw(screen({ opened: 3 }));
    expect(one(".task").hidden).toBe(true);
  });

  test("turns pages by keys, but not in a field", () => {
    const { model, one } = show(screen({ number: 1, task: { ...ASKED, kind: "type" } }));
    const press = (target: HTMLElement, key: string) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
    press(one("h2"), "ArrowLeft");
    press(one("h2"), "PageDown");
    press(one("input"), "ArrowRight");
    expect(model.sent.map(({ page }) => page)).toEqual([0, 1]); // on from the page that was asked for
    press(one("h2"), "ArrowRight");
    press(one("h2"), "ArrowRight");
    expect(model.sent.map(({ page }) => page)).toEqual([0, 1, 2]);
  });

  test("lets go of every listener", () => {
    const { model } = show(screen());
    life.abort();
    expect(model.listeners()).toBe(0);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TextBar, type TextState } from "../flow/text/bar.ts";
import { meaning } from "../flow/text/keys.ts";

const STATE: TextState = {
  text: "The Eiffel Tower is in the city of",
  tokens: 8,
  added: null,
  version: 0,
  limit: 96,
  context: 128,
  examples: [
    { name: "A fact", text: "The Eiffel Tower is in the city of" },
    { name: "A story begins", text: "Once upon a time" },
  ],
  next: { id: 933, text: " Paris", probability: 0.9956, ends: false },
  blocked: null,
  can_back: false,
  steps: 0,
};
const LONGER: TextState = {
  ...STATE,
  text: `${STATE.text} Paris`,
  tokens: 9,
  added: 8,
  version: 1,
  next: { id: 13, text: ".", probability: 0.643, ends: false },
  can_back: true,
  steps: 1,
};

let life: AbortController;
let host: HTMLElement;
let asked: string[];
let bar: TextBar;

beforeEach(() => {
  life = new AbortController();
  host = document.createElement("div");
  document.body.append(host);
  asked = [];
  bar = new TextBar(
    {
      write: (text) => asked.push(`write ${text}`),
      accept: () => asked.push("accept"),
      back: () => asked.push("back"),
    },
    life.signal,
  );
  host.attachShadow({ mode: "open" }).append(bar.element);
  bar.draw(STATE, false);
});
afterEach(() => {
  life.abort();
  host.remove();
});

const one = <E extends HTMLElement>(selector: string) => bar.element.querySelector<E>(selector) as E;
const field = () => one<HTMLTextAreaElement>("textarea");
const ghost = () => one(".flow-text-ghost");
const buttonNamed = (name: string) =>
  [...bar.element.querySelectorAll("button")].find((made) =>
    made.textContent?.startsWith(name),
  ) as HTMLButtonElement;
const off = (name: string) =>
  buttonNamed(name).getAttribute("aria-disabled") === "true" ? buttonNamed(name).title : null;

function type(text: string): void {
  field().value = text;
  field().setSelectionRange(text.length, text.length);
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

/** Presses a key; whether it was taken from the page. */
function press(key: string, more: KeyboardEventInit = {}, on: HTMLElement = field()): boolean {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    composed: true,
    ...more,
  });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

function caret(at: number): void {
  field().setSelectionRange(at, at);
  field().dispatchEvent(new Event("pointerdown", { bubbles: true }));
}

describe("the text", () => {
  test("is followed by the likeliest token, with its probability", () => {
    expect(field().value).toBe(STATE.text);
    expect(one(".flow-text-before").textContent).toBe(STATE.text);
    expect(ghost().hidden).toBe(false);
    expect(ghost().querySelector("b")?.textContent).toBe(" Paris");
    expect(ghost().querySelector("i")?.textContent).toBe("next, 99.6 %");
    expect(Number(ghost().dataset.value)).toBe(0.9956);
    expect(one("#flow-text-hint").textContent).toContain('The likeliest next token is " Paris", 99.6 %.');
    expect(field().getAttribute("aria-describedby")).toBe("flow-text-hint");
    expect(buttonNamed("Add").textContent).toBe("Add ‘ Paris’");
  });

  test("has white space and the end where they can be seen", () => {
    bar.draw({ ...STATE, version: 1, next: { id: 1, text: "\n", probability: 0.5, ends: false } }, false);
    expect(ghost().querySelector("b")?.textContent).toBe("⏎");
    bar.draw({ ...STATE, version: 2, next: { id: 0, text: "<|end|>", probability: 0.5, ends: true } }, false);
    expect(buttonNamed("Add").title).toBe('"<|end|>", the end of the text, 50.0 %: Tab, or Ctrl+Enter');
  });

  test("that is typed runs with Enter, and comes back with Escape", () => {
    press("Enter");
    expect(asked).toEqual([]); // it is what is shown
    type("Once upon");
    expect(ghost().hidden).toBe(true);
    expect(one(".flow-text-size").textContent).toBe("not run yet");
    press("Escape");
    expect(field().value).toBe(STATE.text);
    expect(ghost().hidden).toBe(false);
    type("Once upon a");
    expect(press("Enter")).toBe(true); // no new line
    expect(asked).toEqual(["write Once upon a"]);
    bar.draw({ ...STATE, text: "Once upon a", tokens: 3, version: 1 }, false);
    expect(one(".flow-text-size").textContent).toBe("3 of 96 tokens");
    expect(ghost().hidden).toBe(false);
  });

  test("stays as it is typed when another comes from elsewhere", () => {
    type("Once");
    bar.draw({ ...STATE, text: "elsewhere", version: 1 }, false);
    expect(field().value).toBe("Once");
    press("Escape");
    expect(field().value).toBe("elsewhere");
  });

  test("is not run in the midst of a composed character, nor with Shift+Enter", () => {
    type("東");
    expect(press("Enter", { isComposing: true })).toBe(false);
    expect(press("Enter", { shiftKey: true })).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe("the next token", () => {
  test("is added by Tab at the end of the text, once the user is at work in the field", () => {
    expect(press("Tab")).toBe(false); // passing through
    caret(3);
    expect(press("Tab")).toBe(false); // in the midst
    caret(STATE.text.length);
    expect(press("Tab")).toBe(true);
    expect(asked).toEqual(["accept"]);
    bar.draw(STATE, true);
    expect(press("Tab")).toBe(true); // not lost, not asked for twice
    expect(asked).toEqual(["accept"]);
    bar.draw(LONGER, false);
    expect(field().value).toBe(LONGER.text);
    expect(field().selectionStart).toBe(LONGER.text.length);
    press("Tab");
    expect(asked).toEqual(["accept", "accept"]);
  });

  test("lets Tab go on after Escape", () => {
    caret(STATE.text.length);
    press("Escape");
    expect(press("Tab")).toBe(false);
    expect(press("Tab", { shiftKey: true })).toBe(false);
    expect(asked).toEqual([]);
  });

  test("is added by Ctrl+Enter and by the button", () => {
    expect(press("Enter", { ctrlKey: true })).toBe(true);
    press("Enter", { metaKey: true });
    buttonNamed("Add").click();
    expect(asked).toEqual(["accept", "accept", "accept"]);
    expect(
      meaning({ key: "Enter", ctrlKey: true, shiftKey: true, metaKey: false, altKey: false }),
    ).toBeNull();
  });

  test("keeps Ctrl+Enter from the notebook, in this field alone", () => {
    press("Enter", { ctrlKey: true });
    expect(host.hasAttribute("data-lm-suppress-shortcuts")).toBe(true);
    host.removeAttribute("data-lm-suppress-shortcuts");
    press("Enter", { ctrlKey: true }, buttonNamed("Add"));
    press("s", { ctrlKey: true });
    expect(host.hasAttribute("data-lm-suppress-shortcuts")).toBe(false);
    life.abort();
    press("Enter", { ctrlKey: true });
    expect(host.hasAttribute("data-lm-suppress-shortcuts")).toBe(false);
  });

  test("cannot be added to what is typed, or while the model runs, or where Python says why", () => {
    type("Once");
    press("Enter", { ctrlKey: true });
    expect(off("Add")).toContain("Run what you have typed first");
    press("Escape");
    bar.draw(STATE, true);
    expect([off("Add"), off("Run"), off("↶")]).toEqual(Array(3).fill("The model is running"));
    bar.draw({ ...STATE, blocked: "The text has 96 tokens" }, false);
    expect(ghost().hidden).toBe(true);
    expect(off("Add")).toBe("The text has 96 tokens");
    caret(STATE.text.length);
    expect(press("Tab")).toBe(false);
    buttonNamed("Add").click();
    expect(asked).toEqual([]);
  });

  test("is taken away step by step", () => {
    expect(off("↶")).toBe("No token has been added, so none can be taken away");
    bar.draw(LONGER, false);
    expect(off("↶")).toBeNull();
    buttonNamed("↶").click();
    expect(asked).toEqual(["back"]);
    bar.draw({ ...STATE, version: 2 }, false);
    expect(field().value).toBe(STATE.text);
  });

  test("is read out when it has come", () => {
    const status = one("[role=status]");
    expect(status.textContent).toBe("");
    bar.draw(LONGER, false);
    expect(status.textContent).toBe(
      `Longer by a token, 9 of 96: ${LONGER.text}. Likeliest next: ".", 64.3 %.`,
    );
  });
});

describe("the examples", () => {
  test("are a menu that runs what is chosen", () => {
    const menu = one("[role=menu]");
    expect(menu.hidden).toBe(true);
    press("ArrowDown", {}, buttonNamed("Examples"));
    expect(menu.hidden).toBe(false);
    const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
    expect(items.map((item) => item.textContent)).toEqual([
      "A factThe Eiffel Tower is in the city of",
      "A story beginsOnce upon a time",
    ]);
    const focused = () => host.shadowRoot?.activeElement;
    expect(focused()).toBe(items[0]);
    press("ArrowUp", {}, items[0]);
    expect(focused()).toBe(items[1]);
    press("ArrowDown", {}, items[1]);
    expect(focused()).toBe(items[0]);
    press("Escape", {}, items[0]);
    expect([menu.hidden, focused()]).toEqual([true, buttonNamed("Examples")]);
    buttonNamed("Examples").click();
    items[1]?.click();
    expect(asked).toEqual(["write Once upon a time"]);
    expect([menu.hidden, field().value]).toEqual([true, "Once upon a time"]);
  });

  test("of the text that is shown run nothing", () => {
    one("[role=menuitem]").click();
    expect(asked).toEqual([]);
  });
});

describe("what is refused", () => {
  const problem = () => one(".flow-text-problem");

  test("is said in red, as long as the text is there", () => {
    expect(problem().hidden).toBe(true);
    type("of of of");
    press("Enter");
    bar.problem("the text has 155 tokens, and up to 96 can be drawn; shorten it by 59");
    expect(problem().textContent).toContain("155 tokens");
    expect(problem().getAttribute("role")).toBe("alert");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(one(".flow-text-size").hasAttribute("data-over")).toBe(true);
    expect(field().value).toBe("of of of");
    bar.draw(STATE, false); // the old one stays, and what was typed too
    expect(field().value).toBe("of of of");
    type("of of of of"); // only longer
    expect(problem().hidden).toBe(false);
    type("of of");
    expect(problem().hidden).toBe(true);
    expect(field().hasAttribute("aria-invalid")).toBe(false);
    type("of of of");
    press("Escape");
    expect(problem().hidden).toBe(true);
  });

  test("of an empty text is gone with the first letter", () => {
    type("");
    press("Enter");
    expect(asked).toEqual(["write "]);
    bar.problem("the text is empty; type at least one word, or choose an example");
    expect(problem().hidden).toBe(false);
    type("O");
    expect(problem().hidden).toBe(true);
  });

  test("of a step is said too, and gone after the next", () => {
    bar.draw(LONGER, false);
    buttonNamed("↶").click();
    bar.problem("a change is at position 8");
    expect(problem().textContent).toBe("a change is at position 8");
    bar.draw({ ...STATE, version: 2 }, false);
    expect(problem().hidden).toBe(true);
  });

  test("a text from elsewhere that is too long is counted", () => {
    bar.draw({ ...STATE, tokens: 100, version: 1, blocked: "The text has 100 tokens" }, false);
    expect(one(".flow-text-size").textContent).toBe("100 of 96 tokens");
    expect(problem().textContent).toBe("The text has 100 tokens, 4 more than can be drawn: shorten it.");
  });
});

test("a token cannot become markup", () => {
  const evil = "<img src=x onerror=alert(1)>";
  bar.draw(
    { ...STATE, text: evil, version: 1, next: { id: 1, text: evil, probability: 1, ends: false } },
    false,
  );
  bar.problem(evil);
  expect(bar.element.querySelector("img")).toBeNull();
  expect(ghost().querySelector("b")?.textContent).toBe(evil);
});

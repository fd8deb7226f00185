/** Requests as the user sees them: errors that come and go, a kernel that is silent or at work, progress. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { h } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { progressBar } from "../lib/progress.ts";
import { PATIENCE } from "../lib/request.ts";
import { fakeModel } from "./fake.ts";

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
});

function setUp() {
  const model = fakeModel({ _error: {} });
  const panel = new Panel(model, life.signal);
  const told = () => panel.messages.textContent;
  const answer = async (reply: Record<string, unknown>, at = -1) => {
    model.emit("msg:custom", { id: model.sent.at(at)?.id, ...reply });
    await vi.advanceTimersByTimeAsync(0);
  };
  const set = (name: string, value: unknown) => model.set(name as "busy", value as boolean);
  return { model, panel, told, answer, set };
}
const REFUSED = { kind: "error", message: "no such layer" };

describe("a refused request", () => {
  test("is told of until Python draws well again", async () => {
    const { panel, told, answer, set } = setUp();
    const asked = panel.ask("patch");
    await answer(REFUSED);
    expect([await asked, told()]).toEqual([false, expect.stringContaining("no such layer")]);
    set("_screen", { another: true });
    expect(told()).toBe("");
  });

  test("stays while a drawing fails, as that drawing's error", async () => {
    const { panel, told, answer, set } = setUp();
    void panel.ask("patch");
    await answer(REFUSED);
    set("_error", { message: "out of memory" });
    set("_screen", {});
    expect(told()).toContain("out of memory");
  });

  test("is not hidden by what was fetched without a click", async () => {
    const { panel, told, answer } = setUp();
    void panel.ask("patch");
    await answer(REFUSED);
    const tile = panel.ask("tile", {}, { quiet: true });
    await answer({ kind: "done" });
    expect([await tile, told()]).toEqual([true, expect.stringContaining("no such layer")]);
    void panel.ask("undo");
    await answer({ kind: "done" });
    expect(told()).toBe("");
  });
});

describe("a silent kernel", () => {
  test("is told of, and no more once it says how far it is", () => {
    const { panel, told, set } = setUp();
    void panel.ask("run");
    vi.advanceTimersByTime(PATIENCE - 1);
    set("_progress", { done: 1, total: 9, text: "1 of 9" });
    vi.advanceTimersByTime(PATIENCE - 1);
    expect(told()).toBe("");
    vi.advanceTimersByTime(1);
    expect(told()).toContain("No answer from the kernel yet");
    set("_progress", { done: 2, total: 9, text: "2 of 9" });
    expect(told()).toBe("");
    vi.advanceTimersByTime(PATIENCE);
    expect(told()).toContain("No answer from the kernel yet");
  });
});

describe("progress", () => {
  function show() {
    const model = fakeModel();
    const before = h("button", {}, "Run");
    const bar = progressBar(model, life.signal);
    document.body.append(before, bar);
    const cancel = bar.querySelector("button") as HTMLElement;
    const spoken = () => bar.querySelector("[aria-live=polite]")?.textContent;
    const at = (done: number, total = 20) =>
      model.set("_progress" as "busy", (total ? { done, total, text: `${done} of ${total}` } : {}) as never);
    return { model, before, bar, cancel, spoken, at };
  }

  test("is read out four times, and at its end", () => {
    const { spoken, at } = show();
    expect(spoken()).toBe("");
    const heard: unknown[] = [];
    for (let done = 0; done < 20; done++) {
      at(done);
      if (spoken() !== heard.at(-1)) heard.push(spoken());
    }
    expect(heard).toEqual(["0", "5", "10", "15"].map((done) => `Running: ${done} of 20`));
    at(0, 0);
    expect(spoken()).toBe("No longer running");
  });

  test("gives the focus back that its button had", () => {
    const { before, cancel, at, model } = show();
    before.focus();
    at(1);
    cancel.focus();
    cancel.click();
    expect(model.sent).toEqual([{ kind: "cancel", id: "cancel" }]);
    at(0, 0);
    expect(document.activeElement).toBe(before);
  });

  test("leaves the focus of others alone", () => {
    const { before, cancel, at } = show();
    at(1);
    cancel.focus();
    const other = document.body.appendChild(h("input"));
    other.focus();
    at(0, 0);
    expect(document.activeElement).toBe(other);
    expect(before).not.toBe(other);
  });
});

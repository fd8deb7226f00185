import type { AnyModel } from "@anywidget/types";
import { beforeEach, describe, expect, test } from "vitest";
import { Outcome } from "../flow/outcome/outcome.ts";
import { Chances } from "../sampling/chances.ts";
import { uniform } from "../sampling/random.ts";
import type { Outcome as Logits } from "../sampling/state.ts";
import { type FakeModel, fakeModel } from "./fake.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);
const SETTINGS = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };
/** Probabilities 8/16, 4/16, 2/16, 1/16, 1/16. */
const LOGITS = [8, 4, 2, 1, 1].map(Math.log);
const WHOLE: Logits = {
  empty: false,
  version: 3,
  position: 1,
  tokens: 2,
  before: ["The", " cat"],
  vocabulary: 5,
  ids: u32([4, 2, 0, 1, 3]),
  logits: f32(LOGITS),
  texts: [" sat", " ran", " is", "a", "b"],
  means: f32([]),
  sizes: u32([]),
};
/** Of the same the two likeliest, and one group of the rest. */
const PART: Logits = {
  ...WHOLE,
  ids: u32([4, 2]),
  logits: f32(LOGITS.slice(0, 2)),
  texts: [" sat", " ran"],
  means: f32([Math.log(4 / 3)]),
  sizes: u32([3]),
};

let model: FakeModel;
let life: AbortController;

function made(outcome: unknown): Outcome {
  life = new AbortController();
  model = fakeModel({
    _outcome: outcome,
    ...SETTINGS,
    seed: 0,
    draws: 0,
    temperatures: [],
    _selected: { layer: 2, position: 1, head: 0 },
  } as never);
  return new Outcome(model as unknown as AnyModel, life.signal);
}

/** As Python does: another value of the trait. */
function receive(outcome: unknown): void {
  model.set("_outcome" as never, outcome as never);
}

const hidden = (element: Element | null): boolean => element?.closest("[hidden]") !== null;
const column = (outcome: Outcome, name: string) =>
  [...outcome.element.querySelectorAll<HTMLElement>(`.body .${name}`)].map((cell) =>
    Number(cell.dataset.value),
  );
const buttonNamed = (outcome: Outcome, name: string) =>
  [...outcome.element.querySelectorAll("button")].find((one) => one.textContent === name);

describe("the end of the flow", () => {
  let outcome: Outcome;
  beforeEach(() => {
    outcome = made(WHOLE);
  });

  test("has the probabilities of the whole vocabulary", () => {
    const found = column(outcome, "chance");
    for (const [at, wanted] of [0.5, 0.25, 0.125, 0.0625, 0.0625].entries())
      expect(found[at]).toBeCloseTo(wanted, 6);
    expect(found.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(outcome.element.querySelector(".size")?.textContent).toBe("5 tokens · after position 1, the last");
    expect(outcome.element.querySelector(".context")?.textContent).toBe("The·cat?");
  });

  test("follows the settings, whoever sets them", () => {
    model.set("temperature" as never, 0.5 as never);
    for (const [at, wanted] of [64, 16, 4, 1, 1].entries())
      expect(column(outcome, "chance")[at]).toBeCloseTo(wanted / 86, 6);
    model.set("top_k" as never, 2 as never);
    expect(column(outcome, "chance").filter((one) => one > 0)).toHaveLength(2);
  });

  test("draws what the settings and the seed give, and Python hears of it", () => {
    model.set("seed" as never, 5 as never);
    buttonNamed(outcome, "Sample")?.click();
    expect((model as unknown as AnyModel).get("draws")).toBe(1);
    const row = new Chances(Float32Array.from(LOGITS), SETTINGS).draw(uniform(5, 0));
    const text = WHOLE.texts[row] ?? "";
    expect(outcome.element.querySelector(".context .next")?.textContent).toBe(text.replace(" ", "·"));
    expect(outcome.element.querySelector(".unseen[role=status]")?.textContent).toBe(`Drawn: "${text}".`);
  });

  test("goes to the token before, in all views", () => {
    buttonNamed(outcome, "‹")?.click();
    expect((model as unknown as AnyModel).get("_selected")).toEqual({ layer: 2, position: 0, head: 0 });
    expect(buttonNamed(outcome, "›")?.getAttribute("aria-disabled")).toBe("true");
  });

  test("says that there is nothing, where there is no text or not yet any logits", () => {
    const hint = outcome.element.querySelector(".hint");
    expect(hidden(hint)).toBe(true);
    receive({ empty: true });
    expect(hidden(outcome.element.querySelector(".sampling-panel"))).toBe(true);
    expect([hidden(hint), hint?.textContent]).toEqual([
      false,
      "There is no text yet, so nothing comes next: type one, or choose an example.",
    ]);
    receive({});
    expect(hint?.textContent).toBe("The logits come as soon as the kernel has sent them.");
    receive(WHOLE);
    expect([hidden(hint), hidden(outcome.element.querySelector(".sampling-panel"))]).toEqual([true, false]);
  });

  test("hears nothing once it is gone", () => {
    life.abort();
    expect(model.listeners()).toBe(0);
  });
});

describe("of a large vocabulary", () => {
  const whole = (version: number) =>
    model.emit("msg:custom", { kind: "whole", version }, [
      WHOLE.ids,
      WHOLE.logits,
      new DataView(new TextEncoder().encode(JSON.stringify([" is", "a", " ran", "b", " sat"])).buffer),
    ]);

  test("the rest is asked for once, and is exact when it has come", () => {
    const outcome = made(PART);
    outcome.draw();
    expect(model.sent.filter(({ kind }) => kind === "whole")).toMatchObject([{ texts: true }]);
    expect(column(outcome, "logit")[2]).toBeCloseTo(Math.log(4 / 3), 6);
    expect(hidden(outcome.element.querySelector(".rough"))).toBe(false);
    whole(2); // of other logits
    expect(column(outcome, "logit")[2]).toBeCloseTo(Math.log(4 / 3), 6);
    whole(3);
    expect(column(outcome, "logit")).toEqual([...Float32Array.from(LOGITS)]);
    expect(hidden(outcome.element.querySelector(".rough"))).toBe(true);
    receive({ ...PART, version: 4 });
    expect(model.sent.at(-1)).toMatchObject({ kind: "whole", texts: false });
  });

  test("a refusal is shown, and the want of a kernel is not", async () => {
    const outcome = made(PART);
    const answer = async (message: string) => {
      const { id } = model.sent.at(-1) as { id: string };
      model.emit("msg:custom", { kind: "error", id, message });
      await new Promise((done) => setTimeout(done));
    };
    await answer("the model is gone");
    expect(outcome.element.querySelector("[role=alert]")?.textContent).toContain("the model is gone");
    receive({ ...PART, version: 4 });
    expect(outcome.element.querySelector("[role=alert]")).toBeNull();
  });
});

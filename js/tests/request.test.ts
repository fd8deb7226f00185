import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KernelError, PATIENCE, requests } from "../lib/request.ts";
import { fakeModel } from "./fake.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const model = fakeModel();
  const life = new AbortController();
  const silence = vi.fn();
  return { model, life, silence, request: requests(model, silence, life.signal) };
}

test("an answer settles its own request", async () => {
  const { model, request } = setUp();
  const [first, second] = [request("undo"), request("patch", { layer: 3 })];
  expect(model.sent).toMatchObject([{ kind: "undo" }, { kind: "patch", layer: 3 }]);
  expect(model.sent[0]?.id).not.toBe(model.sent[1]?.id);
  model.emit("msg:custom", { kind: "done", id: model.sent[1]?.id });
  await second;
  model.emit("msg:custom", { kind: "done", id: model.sent[0]?.id });
  await first;
});

test("an error comes back as one, with its details", async () => {
  const { model, request } = setUp();
  const asked = request("patch");
  model.emit("msg:custom", { kind: "error", id: model.sent[0]?.id, message: "no", details: "line 3" });
  await expect(asked).rejects.toMatchObject(new KernelError("no", "line 3"));
});

test("other views' answers are left alone, and silence is told of", () => {
  const { model, request, silence } = setUp();
  void request("undo");
  model.emit("msg:custom", { kind: "done", id: "somebody else's" });
  vi.advanceTimersByTime(PATIENCE - 1);
  expect(silence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(silence).toHaveBeenCalledOnce();
});

test("a late answer still counts", async () => {
  const { model, request } = setUp();
  const asked = request("undo");
  vi.advanceTimersByTime(PATIENCE * 2);
  model.emit("msg:custom", { kind: "done", id: model.sent[0]?.id });
  await asked;
});

test("nothing is left behind when the view dies", () => {
  const { model, life, request, silence } = setUp();
  void request("undo");
  life.abort();
  vi.advanceTimersByTime(PATIENCE);
  expect(model.listeners()).toBe(0);
  expect(silence).not.toHaveBeenCalled();
});

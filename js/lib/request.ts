/**
 * Asking Python for something. One message shape both ways, `{ kind, id, … }`; every request is
 * answered by `done` or `error` with its id, because what a handler raises or prints in the kernel is
 * seen by nobody.
 */

import type { AnyModel } from "@anywidget/types";

export type Reply =
  | { kind: "done"; id: string }
  | { kind: "error"; id: string; message: string; details?: string };

/** An error that Python answered with. */
export class KernelError extends Error {
  readonly details: string | undefined;

  constructor(message: string, details?: string) {
    super(message);
    this.name = "KernelError";
    this.details = details;
  }
}

export type Request = (kind: string, payload?: Record<string, unknown>) => Promise<void>;

type Waiting = { done: () => void; fail: (error: Error) => void; timer: ReturnType<typeof setTimeout> };

/** When a request has had no answer for this long, somebody should be told. */
export const PATIENCE = 8_000;

/**
 * A function that sends a request and settles with its answer.
 *
 * `onSilence` is called when an answer is `PATIENCE` late: the kernel is busy, or gone. The request stays
 * open, since a busy kernel will still answer. A kernel that says how far it is, is not silent.
 */
export function requests(model: AnyModel, onSilence: () => void, signal: AbortSignal): Request {
  const waiting = new Map<string, Waiting>();
  const session = Math.random().toString(36).slice(2);
  let sent = 0;

  const receive = (reply: Reply) => {
    const request = waiting.get(reply?.id);
    if (request === undefined) return; // another view's, or another kind of message
    waiting.delete(reply.id);
    clearTimeout(request.timer);
    if (reply.kind === "error") request.fail(new KernelError(reply.message, reply.details));
    else request.done();
  };
  listen(model, "msg:custom", receive, signal);
  const renew = () => {
    for (const request of waiting.values()) {
      clearTimeout(request.timer);
      request.timer = setTimeout(onSilence, PATIENCE);
    }
  };
  listen(model, "change:_progress", renew, signal);
  signal.addEventListener("abort", () => {
    for (const { timer } of waiting.values()) clearTimeout(timer);
    waiting.clear();
  });

  return (kind, payload = {}) =>
    new Promise((done, fail) => {
      const id = `${session}-${++sent}`;
      waiting.set(id, { done, fail, timer: setTimeout(onSilence, PATIENCE) });
      model.send({ kind, id, ...payload });
    });
}

const ends = new WeakMap<AbortSignal, (() => void)[]>();

/** What a model's listener is told: the message, and of `msg:custom` the bytes that came with it. */
export type Listener<T> = (message: T, buffers?: DataView[]) => void;

/** Listen to a model until the signal aborts, which is listened to once, however many listeners there are. */
export function listen<T>(model: AnyModel, event: string, listener: Listener<T>, signal: AbortSignal): void {
  model.on(event, listener);
  const known = ends.get(signal);
  const end = () => model.off(event, listener);
  if (known) {
    known.push(end);
    return;
  }
  const all = [end];
  ends.set(signal, all);
  signal.addEventListener("abort", () => {
    for (const one of all) one();
  });
}

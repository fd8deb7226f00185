/** A widget's model without a kernel: the state that was saved, and an answer to whoever asks for more. */

export const NO_KERNEL =
  "This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";

type Listener = (...args: unknown[]) => void;
type Asked = { kind?: string; id?: string; ticket?: string };

/** As much of anywidget's model as views use. `told` hears of the traits that a view has changed. */
export class Model {
  readonly #state: Record<string, unknown>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #changed = new Set<string>();
  readonly #told: (names: string[]) => void;
  readonly #page: () => string;

  constructor(state: Record<string, unknown>, told: (names: string[]) => void, page: () => string) {
    this.#state = state;
    this.#told = told;
    this.#page = page;
  }

  get(name: string): unknown {
    return this.#state[name];
  }

  set(name: string, value: unknown): void {
    if (Object.is(this.#state[name], value)) return;
    this.#state[name] = value;
    this.#changed.add(name);
    this.#emit(`change:${name}`);
    this.#emit("change");
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener));
  }

  off(event?: string | null, listener?: Listener | null): void {
    for (const [name, all] of this.#listeners) {
      if (event && name !== event) continue;
      if (listener) all.delete(listener);
      else all.clear();
    }
  }

  save_changes(): void {
    const names = [...this.#changed];
    this.#changed.clear();
    this.#told(names);
  }

  send(asked: Asked): void {
    queueMicrotask(() => this.#answer(asked));
  }

  #answer({ kind, id, ticket }: Asked): void {
    if (kind === "page") {
      const bytes = new TextEncoder().encode(this.#page());
      this.#emit("msg:custom", { kind, ticket, name: fileName() }, [new DataView(bytes.buffer)]);
      this.#emit("msg:custom", { kind: "done", id }, []);
    } else this.#emit("msg:custom", { kind: "error", id, message: NO_KERNEL }, []);
  }

  #emit(event: string, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(...args);
  }
}

function fileName(): string {
  const last = decodeURIComponent(location.pathname.split("/").pop() ?? "");
  return /\.html?$/.test(last) ? last : "view.html";
}

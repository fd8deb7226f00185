/** What a page asks, the way to answer, and what comes of it. */

import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { build, sentence } from "./prose.ts";
import type { Screen, Task, Verdict } from "./state.ts";

export type TaskActions = { check(answer: number | string | null): void; solve(): void };

export class TaskPart {
  readonly element = h("section", { class: "task", "aria-label": "Question" });
  readonly #form = h("form");
  readonly #inside = h("div", { class: "inside" });
  readonly #hint = h("details", { class: "hint" });
  readonly #verdict = h("div", { class: "verdict", role: "status" });
  readonly #solve: HTMLButtonElement;
  #opened = -1;

  constructor(actions: TaskActions, signal: AbortSignal) {
    const check = h("button", { type: "submit", class: "primary" }, "Check my answer");
    this.#solve = button("Show me", "Do what is asked, as the lesson has it", actions.solve, signal);
    const buttons = h("div", { class: "buttons" }, check, this.#solve);
    this.#form.append(this.#inside, buttons);
    this.#form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        actions.check(this.#answer());
      },
      { signal },
    );
    this.element.append(this.#form, this.#hint, this.#verdict);
  }

  draw({ task, verdict, opened }: Screen): void {
    this.element.hidden = task === null;
    if (task === null) return;
    if (opened !== this.#opened) {
      this.#opened = opened;
      this.#ask(task);
    }
    enable(this.#solve, verdict !== null, "Try it first");
    this.#tell(verdict);
  }

  #ask(task: Task): void {
    const question = h("div", { class: "question" }, ...build(task.question));
    this.#inside.replaceChildren(...this.#ways(task, question));
    this.#hint.hidden = task.hint.length === 0;
    this.#hint.open = false;
    this.#hint.replaceChildren(h("summary", {}, "Hint"), h("p", {}, ...build(task.hint)));
  }

  #ways(task: Task, question: HTMLElement): HTMLElement[] {
    if (task.kind === "do") return [question];
    if (task.kind === "type") {
      const field = h("input", { type: "text", autocomplete: "off", value: task.answer ?? null });
      return [h("label", { class: "typed" }, question, field)];
    }
    const options = task.choices.map((choice, at) =>
      h(
        "label",
        { class: "option" },
        h("input", { type: "radio", name: "answer", value: at, checked: task.answer === at }),
        h("span", {}, ...build(choice)),
      ),
    );
    return [h("fieldset", {}, h("legend", {}, question), ...options)];
  }

  #answer(): number | string | null {
    const field = this.#inside.querySelector<HTMLInputElement>("input[type=text], input:checked");
    if (field === null) return null;
    return field.type === "radio" ? Number(field.value) : field.value;
  }

  #tell(verdict: Verdict | null): void {
    setAttribute(this.#verdict, "data-passed", verdict === null ? null : String(verdict.passed));
    if (verdict === null) {
      this.#verdict.replaceChildren();
      return;
    }
    const said = h("p", {}, h("b", {}, verdict.passed ? "✓ Right. " : "✗ Not yet. "), sentence(verdict.why));
    const after = verdict.after.length > 0 ? [h("p", { class: "after" }, ...build(verdict.after))] : [];
    this.#verdict.replaceChildren(said, ...after);
  }
}

/** What was written, as a tree: where each branch leaves another, and how it goes on. */

import { h, setAttribute } from "../lib/dom.ts";
import { isPlain } from "../lib/keys.ts";
import { count } from "../lib/numbers.ts";
import { shown } from "../lib/tokens.ts";
import type { Branch, Screen } from "./state.ts";

export class BranchTree {
  readonly element: HTMLElement;
  readonly #tree = h("div", { class: "tree", role: "tree", "aria-label": "Branches" });
  readonly #size = h("span", { class: "hint" });
  readonly #take: (number: number) => void;
  #rows: HTMLElement[] = [];
  #order: number[] = [];

  constructor(take: (number: number) => void, signal: AbortSignal) {
    this.#take = take;
    this.element = h(
      "section",
      { class: "branches", "aria-label": "Branches" },
      h("h3", {}, "Branches ", this.#size),
      this.#tree,
    );
    this.#tree.addEventListener("click", (event) => this.#choose(this.#row(event)), { signal });
    this.#tree.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  draw(screen: Screen): void {
    const branches = screen.branches ?? [];
    const focused = this.#rows.findIndex((row) => row.matches(":focus"));
    const seen = branches.length > 1;
    this.element.hidden = !seen;
    this.#size.textContent = count(branches.length, "text");
    this.#order = ordered(branches);
    this.#rows = this.#order.map((number) => row(branches[number] as Branch, screen.first));
    this.#tree.replaceChildren(...this.#rows);
    const now = this.#order.findIndex((number) => branches[number]?.now);
    for (const [at, made] of this.#rows.entries()) made.tabIndex = at === now ? 0 : -1;
    if (focused >= 0) this.#rows[now]?.focus({ preventScroll: true });
  }

  #row(event: Event): number {
    const target = event.target instanceof Element ? event.target.closest("[role=treeitem]") : null;
    return this.#rows.indexOf(target as HTMLElement);
  }

  #choose(at: number): void {
    const number = this.#order[at];
    if (number === undefined) return;
    this.#rows[at]?.focus({ preventScroll: true });
    this.#take(number);
  }

  #press(event: KeyboardEvent): void {
    const at = this.#row(event);
    const last = this.#rows.length - 1;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (isPlain(event, "Enter", " ")) this.#choose(at);
    else if (to !== undefined) this.#rows[Math.max(0, Math.min(last, to))]?.focus();
    else return;
    event.preventDefault();
  }
}

/** Each branch behind the one that it leaves, those that leave it last first, as a tree is drawn. */
function ordered(branches: Branch[]): number[] {
  const behind = (parent: number | null): number[] =>
    branches
      .map((branch, number) => ({ branch, number }))
      .filter(({ branch }) => branch.parent === parent)
      .sort((one, other) => other.branch.at - one.branch.at || one.number - other.number)
      .flatMap(({ number }) => [number, ...behind(number)]);
  return behind(null);
}

function row(branch: Branch, first: number): HTMLElement {
  const words = branch.text.replaceAll("\n", "⏎");
  const where = branch.parent === null ? "" : `at ${branch.at} `;
  const made = h(
    "div",
    {
      role: "treeitem",
      class: "branch",
      "aria-level": branch.level + 1,
      "aria-selected": String(branch.now),
      "aria-label": `${where}${branch.text || branch.token.map(shown).join("") || "nothing yet"}, ${count(branch.tokens, "token")}`,
      style: `--level:${branch.level}`,
      title: branch.text,
    },
    h("span", { class: "where" }, branch.parent === null ? `${first}` : `${branch.at}`),
    h("span", { class: "words" }, words.trim() || branch.token.map(shown).join("") || "nothing yet"),
    h("span", { class: "hint" }, String(branch.tokens)),
  );
  setAttribute(made, "data-child", branch.parent !== null);
  return made;
}

/** What is patched and what is measured: the choices above the grid. */

import { h, setAttribute } from "../lib/dom.ts";
import { shown } from "../lib/tokens.ts";
import { QUANTITIES } from "./parts.ts";
import type { Grid, Into, Traits } from "./state.ts";

export type SettingsActions = {
  set(traits: Partial<Traits>): void;
  tokens(tokens: [string, string] | null): void;
};

const NAMES: Record<string, string> = {
  resid_pre: "resid_pre · stream before the block",
  resid_mid: "resid_mid · stream after attention",
  resid_post: "resid_post · stream after the block",
  attn_out: "attn_out · what attention adds",
  mlp_out: "mlp_out · what the MLP adds",
  head_out: "head_out · output of a head",
  head_q: "head_q · queries of a head",
  head_k: "head_k · keys of a head",
  head_v: "head_v · values of a head",
  head_pattern: "head_pattern · attention of a head",
};
const STREAM = ["layer position", "layer"];
const HEADS = ["layer head", "layer position", "layer head position", "layer"];
const INTO: Record<Into, string> = {
  prompt: "the prompt",
  other: "the other prompt",
  "prompt - other": "prompt − other",
};
const ALIGNS = { "": "choose…", end: "from the last token", start: "from the first token" };

export class Settings {
  readonly element = h("div", { class: "settings" });
  readonly #component = h("select", {});
  readonly #by = h("select", {});
  readonly #into = h("select", {});
  readonly #align = h("select", { "aria-label": "Match tokens" });
  readonly #show = h("select", {});
  readonly #alignLabel = h("label", {}, h("span", {}, "Match tokens"), this.#align);
  readonly #tokens = [field(), field()] as const;
  readonly #offered = h("datalist", { id: `tokens-${Math.random().toString(36).slice(2)}` });
  readonly #metric = h("p", { class: "quiet given" });
  readonly #difference: HTMLFieldSetElement;
  /** The tokens that Python last gave: what is typed stays until it says something else. */
  #given: string[] | null = null;

  constructor(actions: SettingsActions, signal: AbortSignal) {
    const on = (select: HTMLSelectElement, act: (value: string) => void) =>
      select.addEventListener("change", () => act(select.value), { signal });
    on(this.#component, (component) => actions.set({ component, by: [] }));
    on(this.#by, (by) => actions.set({ by: by.split(" ") }));
    on(this.#align, (align) => actions.set({ align: align as Traits["align"] }));
    on(this.#into, (into) => actions.set({ into: into as Into }));
    on(this.#show, (show) => actions.set({ show: show as Traits["show"] }));
    fill(this.#show, QUANTITIES);
    fill(this.#into, INTO);
    fill(this.#align, ALIGNS);
    const likeliest = h(
      "button",
      { type: "button", title: "The likeliest next token of each prompt" },
      "Likeliest",
    );
    const reset = () => {
      this.#given = null;
      actions.tokens(null);
    };
    likeliest.addEventListener("click", reset, { signal });
    const [answer, other] = this.#tokens;
    setAttribute(answer, "aria-label", "Token of the metric");
    setAttribute(other, "aria-label", "Token that it is compared with");
    for (const input of this.#tokens) {
      setAttribute(input, "list", this.#offered.id);
      input.addEventListener("change", () => actions.tokens([typed(answer.value), typed(other.value)]), {
        signal,
      });
    }
    this.#difference = h(
      "fieldset",
      {},
      h("legend", {}, "Metric"),
      "logit of ",
      answer,
      " − logit of ",
      other,
    );
    this.#difference.append(" ", likeliest, this.#offered);
    const labelled = (name: string, select: HTMLElement) => {
      setAttribute(select, "aria-label", name);
      return h("label", {}, h("span", {}, name), select);
    };
    this.element.append(
      labelled("Patch", this.#component),
      labelled("By", this.#by),
      labelled("Into", this.#into),
      this.#alignLabel,
      labelled("Colour", this.#show),
      this.#difference,
      this.#metric,
    );
  }

  draw({ screen }: Grid, traits: Pick<Traits, "component" | "by" | "align" | "into" | "show">): void {
    fill(this.#component, Object.fromEntries(screen.components.map((name) => [name, NAMES[name] ?? name])));
    this.#component.value = traits.component;
    const heads = traits.component.startsWith("head_");
    const wanted = ["layer", "head", "position"].filter((name) => traits.by.includes(name)).join(" ");
    const by = wanted || (heads ? "layer head" : "layer position");
    const known = heads ? HEADS : STREAM;
    fill(
      this.#by,
      Object.fromEntries(
        (known.includes(by) ? known : [...known, by]).map((one) => [one, one.replaceAll(" ", " × ")]),
      ),
    );
    this.#by.value = by;
    this.#align.value = traits.align;
    this.#alignLabel.hidden = !screen.uneven && traits.align === "";
    this.#show.value = traits.show;
    this.#into.value = traits.into;
    const pair = screen.tokens?.length === 2;
    this.#difference.hidden = !pair && screen.metric !== undefined;
    this.#metric.hidden = !this.#difference.hidden;
    this.#metric.textContent = `Metric: ${screen.metric ?? ""}, set from Python`;
    const tokens = screen.tokens ?? [];
    if (pair && tokens.join("\n") !== this.#given?.join("\n")) {
      this.#given = tokens;
      this.#tokens.forEach((input, at) => {
        input.value = shown(tokens[at] ?? "");
      });
    }
    this.#offered.replaceChildren(...screen.offered.map((text) => h("option", { value: shown(text) })));
  }
}

function field(): HTMLInputElement {
  return h("input", { type: "text", size: 9, autocomplete: "off", spellcheck: "false" });
}

/** What was typed as a token: a leading dot is how a space is shown. */
export function typed(text: string): string {
  return text.replace(/^·+/, (dots) => " ".repeat(dots.length)).replaceAll("⏎", "\n");
}

function fill(select: HTMLSelectElement, options: Record<string, string>): void {
  const now = Object.entries(options);
  const same = [...select.options].map((one) => one.value).join() === now.map(([value]) => value).join();
  if (!same) select.replaceChildren(...now.map(([value, text]) => h("option", { value }, text)));
}

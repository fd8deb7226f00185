/** The whole way in one line: how many tokens each step leaves, with what mass, and how uncertain the choice is. */

import type { Chances } from "./chances.ts";
import { type Part, part } from "./settle.ts";
import { any, many, percent, plain } from "./words.ts";

export function summary(chances: Chances): Part[] {
  const { temperature, top_k, top_p, min_p } = chances.settings;
  const steps = [step("vocabulary", many(chances.size), "All tokens of the model")];
  if (temperature === 0) steps.push(step("T = 0", "likeliest", "The likeliest token is taken"));
  else {
    steps.push(step("logit ÷ T", `÷ ${plain(temperature)}`, "Logits are divided by the temperature"));
    if (top_k > 0) steps.push(left("top-k", plain(top_k), chances.left["top-k"]));
    if (top_p < 1) steps.push(left("top-p", plain(top_p), chances.left["top-p"]));
    if (min_p > 0) steps.push(left("min-p", plain(min_p), chances.left["min-p"]));
  }
  const { kept } = chances;
  const mass = temperature === 0 ? null : chances.mass;
  steps.push(
    step("softmax", `${many(kept)} kept`, "So many tokens can be drawn; their probabilities sum to 1"),
  );
  if (mass !== null)
    steps.push(
      step(
        "kept mass",
        percent(mass),
        "What the tokens that stay had before the cuts, together",
        mass,
        "mass",
      ),
    );
  const entropy = chances.entropy();
  const bits = entropy / Math.LN2;
  const all = chances.entropy(true);
  const before = temperature === 0 || kept === chances.size ? "" : `; ${any(all)} nats before the cuts`;
  steps.push(
    step(
      "entropy",
      `${nats(entropy)} nats`,
      `${any(bits)} bits: as if ${any(Math.exp(entropy))} tokens were equally likely${before}`,
      entropy,
      "entropy",
    ),
  );
  return steps;
}

function nats(value: number): string {
  return value === 0 || value >= 0.001 ? value.toFixed(3) : any(value);
}

function left(name: string, value: string, tokens: number): Part {
  return step(`${name} ${value}`, `${many(tokens)} left`, `So many tokens are left after ${name}`);
}

function step(name: string, text: string, title: string, value?: number, role?: string): Part {
  const number = part("b", { "data-value": value, "data-role": role }, text);
  return part("li", { title, class: role === undefined ? null : "fact" }, part("span", {}, name), number);
}

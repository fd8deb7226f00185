/** What Python says of the text, and what the user may do with it. */

export type Next = { id: number; text: string; probability: number; ends: boolean };

/** `widgets/_flow_text.py` says what each of them is. */
export type TextState = {
  text: string;
  tokens: number;
  added: number | null;
  version: number;
  limit: number;
  context: number | null;
  examples: { name: string; text: string }[];
  next: Next | null;
  blocked: string | null;
  can_back: boolean;
  steps: number;
};

export type TextActions = {
  write(text: string): void;
  accept(): void;
  back(): void;
};

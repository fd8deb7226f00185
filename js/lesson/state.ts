/** What Python sends of a lesson. */

/** A text; or a kind, and what is in it. Of a link its address comes first. */
export type Prose = string | Prose[];

export type Listed = { title: string; done: boolean; asks: boolean };

/** What a page asks: to choose, to type something in, or to do something in the views. */
export type Task = {
  kind: "choose" | "type" | "do";
  question: Prose[];
  choices: Prose[][];
  hint: Prose[];
  answer: number | string | null;
};

/** A page that was left with its question open, and what it lacks. */
export type Left = { page: number; why: string };

export type Verdict = { passed: boolean; why: string; after: Prose[] };

/** The `_screen` trait; `opened` is another number each time that a page is opened. */
export type Screen = {
  title: string;
  minutes: number | null;
  opened: number;
  number: number;
  pages: Listed[];
  text: Prose[];
  task: Task | null;
  verdict: Verdict | null;
  left: Left | null;
};

export type Traits = {
  _screen: Screen;
  _error: Record<string, string>;
  _selected: Record<string, number | null>;
  page: number;
  state: string;
  busy: boolean;
};

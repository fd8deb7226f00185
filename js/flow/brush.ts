/** What all that is painted shares: the drawing context, the colours, where things are, what is looked at. */

import type { Palette } from "../lib/palette.ts";
import type { Layout } from "./layout.ts";
import { ROLES } from "./roles.ts";
import type { Scene } from "./scene.ts";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** The step whose numbers are those of the next token. */
export const LOGITS = "logits";
/** A number on screen: of a strip its cell, of a matrix the token that is looked at, of the next token its id. */
export type Spot = { step: string; row: number; cell: number };
export type Next = {
  position: number;
  ids: number[];
  logits: Float32Array;
  strings: string[];
  probabilities: Float32Array;
  clean: Float32Array | null;
};
/** What the width of a ribbon says. */
export type Quantity = {
  kind: string;
  most: number;
  /** By step, one number for each token. */
  steps: Map<string, Float32Array>;
  /** From each token (column) to each token (row). */
  edges: Float32Array | null;
};
export type Brush = {
  context: CanvasRenderingContext2D;
  palette: Palette;
  scene: Scene;
  layout: Layout;
  next: Next;
  quantity: Quantity | null;
  /** The token that is selected. */
  position: number;
  hovered: Spot | null;
  chosen: Spot | null;
  /** How far a new run has come across the picture, 0 to 1, and in which rows. */
  swept: { share: number; from: number };
  /** Those of this frame: rows of one link have one. */
  gradients: Map<string, CanvasGradient>;
};

export function roleOf(step: string): keyof typeof ROLES | "stream" {
  for (const role of ["query", "key", "value"] as const) if (step.startsWith(role)) return role;
  if (["heads", "projection", "attn_out", "pattern"].includes(step)) return "attention";
  if (["gate", "expansion", "activation", "neurons", "contraction", "mlp_out"].includes(step)) return "mlp";
  return "stream";
}

export function tint(palette: Palette, step: string): string {
  return ROLES[roleOf(step)][palette.dark ? "dark" : "light"];
}

/** A colour with less in it. */
export function faint(colour: string, share: number): string {
  return `color-mix(in srgb, ${colour} ${Math.round(share * 100)}%, transparent)`;
}

/** The row that is looked at. */
export function active({ hovered, position }: Brush): number {
  return hovered?.row ?? position;
}

/** What Python sends of the graph and of the node that is looked at. */

import type { Bytes } from "../lib/codecs.ts";
import type { Missing, Show } from "../lib/shows.ts";

/** A node: `says` what it is, `code` its line of Python, `line` the user's, `edit` the number of its edit. */
export type Node = {
  id: number;
  kind: string;
  says: string;
  code: string;
  line: string;
  edit: number;
  from: number[];
};

export type Edit = { text: string; on: boolean; code: boolean };

/** The `_screen` trait; `svg` is the drawing that `Graph.draw` makes, without its style. */
export type Screen = {
  svg: string;
  nodes: Node[];
  edits: Edit[];
  code: string;
  can_undo: boolean;
  can_redo: boolean;
};

/** The `_value` trait: of `id`, the nodes that would be deleted with it, and either numbers, a text or an error. */
export type Value = {
  id: number;
  gone: number[];
  /** Where the node is in the model, "" for nowhere; and why each of the other runs cannot be shown. */
  place: string;
  missing: Missing;
  after?: boolean;
  type?: string;
  shape?: number[] | null;
  text?: string;
  dtype?: string;
  device?: string;
  stats?: Bytes;
  holes?: number;
  moved?: number;
  index?: number[];
  rows?: number;
  columns?: number;
  preview?: Bytes;
  message?: string;
};

export type Traits = {
  _screen: Screen;
  _value: Partial<Value>;
  _error: Record<string, string>;
  node: number | null;
  show: Show;
  busy: boolean;
};

/** The nodes that use a node's value. */
export function users(nodes: Node[], id: number): number[] {
  return nodes.filter(({ from }) => from.includes(id)).map((node) => node.id);
}

/** A node as it is read aloud. */
export function spoken(node: Node, edits: Edit[]): string {
  return `%${node.id}, ${node.kind}: ${node.says}; of the edit “${edits[node.edit]?.text ?? ""}”`;
}

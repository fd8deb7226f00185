/**
 * What flows, by colour, letter and pattern. Query, key and value begin with Okabe and Ito's blue, vermillion and green
 * (2002); they, and the others, differ for people without one sort of cones too (flow_roles.test.ts), and without any
 * colour by their letters and dashes.
 */

export type Role = {
  /** For people. */
  name: string;
  letter: string;
  /** On a light and on a dark page. */
  light: string;
  dark: string;
  /** Lengths of dashes and gaps, as `setLineDash` takes them; none is an unbroken line. */
  dash: number[];
};

export const ROLES = {
  query: { name: "query", letter: "Q", light: "#0064a4", dark: "#4a9be6", dash: [] },
  key: { name: "key", letter: "K", light: "#d55e00", dark: "#ff8a3d", dash: [8, 4] },
  value: { name: "value", letter: "V", light: "#009e73", dark: "#3ddc9f", dash: [2, 3] },
  stream: { name: "residual stream", letter: "R", light: "#566272", dark: "#9fadbd", dash: [16, 4] },
  attention: { name: "attention", letter: "A", light: "#8a2fd6", dark: "#a055f5", dash: [10, 3, 2, 3] },
  mlp: { name: "MLP", letter: "M", light: "#6b3a10", dark: "#8f7a45", dash: [6, 3, 2, 3, 2, 3] },
} as const satisfies Record<string, Readonly<Omit<Role, "dash">> & { dash: readonly number[] }>;

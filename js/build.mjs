// Bundles every widget into widgets/static: one entry in, one self-contained module out.
// `node js/build.mjs tree` builds one; `--watch` rebuilds on every save; with ANYWIDGET_HMR=1 the notebook follows.
import { readdirSync } from "node:fs";
import * as esbuild from "esbuild";

const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const known = readdirSync("js").filter((name) => name.endsWith(".ts"));
const entries = asked.length > 0 ? asked.map((name) => `${name}.ts`) : known;

const options = {
  entryPoints: entries.map((name) => `js/${name}`),
  outdir: "widgets/static",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".css": "text" },
  legalComments: "none",
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}

// Bundles every widget into widgets/static: one entry in, one self-contained module out.
// `node js/build.mjs --watch` rebuilds on every save; with ANYWIDGET_HMR=1 the notebook follows.
import * as esbuild from "esbuild";

const options = {
  entryPoints: ["js/logit_lens.ts"],
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

// Bundles every widget into widgets/static: one entry in, one self-contained module out. With them goes page.mjs,
// which shows saved views where there is no notebook; widgets/_page.py writes it into the page.
// `node js/build.mjs tree` builds one; `--watch` rebuilds on every save; with ANYWIDGET_HMR=1 the notebook follows.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as esbuild from "esbuild";

const PAGE = "page"; // the name to ask for it by
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const known = readdirSync("js").filter((name) => name.endsWith(".ts"));
const wanted = asked.length > 0 ? asked.map((name) => `${name}.ts`) : [...known, `${PAGE}.ts`];

// Styles are texts in the bundles, so they are made small before.
const styles = {
  name: "styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};
const common = {
  outdir: "widgets/static",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  plugins: [styles],
  legalComments: "none",
  logLevel: "info",
};
const widgets = wanted.filter((name) => name !== `${PAGE}.ts`);
const builds = [
  widgets.length > 0 && { ...common, entryPoints: widgets.map((name) => `js/${name}`) },
  wanted.includes(`${PAGE}.ts`) && {
    ...common,
    entryPoints: [`js/host/${PAGE}.ts`],
    outExtension: { ".js": ".mjs" },
  },
].filter(Boolean);

for (const options of builds) {
  if (process.argv.includes("--watch")) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}

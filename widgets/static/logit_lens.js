var F=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
:host {
  display: block;
  --paper: var(--jp-layout-color0, var(--vscode-editor-background, light-dark(#ffffff, #111418)));
  --raised: light-dark(#f5f7fa, #1a2029);
  --text: var(--jp-ui-font-color1, var(--vscode-editor-foreground, light-dark(#1c2430, #e8edf3)));
  --quiet: light-dark(#566272, #9fadbd);
  --line: light-dark(#dde3ea, #323c48);
  --accent: light-dark(#175fa5, #79c1ea);
  --change: light-dark(#d9480f, #ff9d3d);
  --change-text: light-dark(#b03a06, #ffb066);
  --bad: light-dark(#b42318, #ff8a80);
  --bad-paper: light-dark(#fef3f2, #33191a);
  --sans: var(--jp-ui-font-family, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  --mono: var(--jp-code-font-family, ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace);
  color: var(--text);
  font: 13px / 1.45 var(--sans);
}

* {
  box-sizing: border-box;
}

h2,
h3,
p,
ul,
fieldset,
table {
  margin: 0;
  padding: 0;
  border: 0;
}

table {
  color: inherit;
  font: inherit;
}

button {
  padding: 3px 10px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
  cursor: pointer;
}

button:hover {
  border-color: var(--accent);
}

button[aria-disabled="true"] {
  border-color: var(--line);
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
  cursor: default;
}

button[aria-pressed="true"] {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

code,
pre {
  font-family: var(--mono);
  font-size: 12px;
  white-space: pre;
}

.error,
.notice {
  display: flex;
  gap: 8px;
  align-items: flex-start;
  justify-content: space-between;
  margin: 0 0 10px;
  padding: 8px 12px;
  border: 1px solid var(--line);
  border-left: 4px solid var(--quiet);
  border-radius: 6px;
  background: var(--raised);
}

.error {
  border-color: var(--bad);
  background: var(--bad-paper);
}

.error p {
  color: var(--bad);
  font-weight: 600;
  white-space: pre-wrap;
}

.error > div {
  min-width: 0;
}

.error pre {
  overflow: auto;
  max-height: 12em;
  margin: 4px 0 0;
}

.error summary {
  cursor: pointer;
}

.dismiss {
  border-color: transparent;
  background: transparent;
}
`;function i(r,e={},...t){let n=document.createElement(r);for(let[o,s]of Object.entries(e))p(n,o,s);return n.append(...t),n}function p(r,e,t){if(t===!1||t===null||t===void 0){r.hasAttribute(e)&&r.removeAttribute(e);return}let n=t===!0?"":String(t);r.getAttribute(e)!==n&&r.setAttribute(e,n)}function W(r,e,t){try{e()}catch(n){r.append(K(B(n),t))}}function B(r){return r instanceof Error?{message:r.message,details:r.stack}:{message:String(r)}}function K({message:r,details:e},t){let n=i("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=i("div",{},i("p",{},r));e&&o.append(i("details",{},i("summary",{},"Details"),i("pre",{tabindex:0},e)));let s=i("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>s.remove(),{signal:t}),s}function O({row:r,column:e},{rows:t,columns:n},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return w({row:r,column:e-1},{rows:t,columns:n});case"ArrowRight":return w({row:r,column:e+1},{rows:t,columns:n});case"ArrowUp":return w({row:r-1,column:e},{rows:t,columns:n});case"ArrowDown":return w({row:r+1,column:e},{rows:t,columns:n});case"Home":return{row:s?0:r,column:0};case"End":return{row:s?t-1:r,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function w({row:r,column:e},{rows:t,columns:n}){return{row:Math.max(0,Math.min(t-1,r)),column:Math.max(0,Math.min(n-1,e))}}function H(r,...e){return e.includes(r.key)&&!(r.ctrlKey||r.metaKey||r.shiftKey||r.altKey)}function _(r){if(!(r.ctrlKey||r.metaKey)||r.altKey)return null;let e=r.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:r.shiftKey?"redo":"undo"}var Ae=["Enter"," ","Delete","Backspace"],Se=[{row:0,column:0},{rows:1,columns:1}];function V(r,e){let t=n=>{if(!n.composedPath().includes(r))return;let s=O(...Se,n)!==null||H(n,...Ae)||_(n)!==null;r.toggleAttribute("data-lm-suppress-shortcuts",s)};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Ne(r){let e=r.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":r.classList.contains("vscode-light")?"light":r.classList.contains("vscode-dark")||r.classList.contains("vscode-high-contrast")||r.classList.contains("dark")||r.classList.contains("dark-theme")?"dark":null}function J(r,e){let t=()=>{r.style.colorScheme=Ne(document.body)??""};t();let n=new MutationObserver(t);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}var Q=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

.lens {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.toolbar {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 14px;
  align-items: center;
  margin-bottom: 12px;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

.size {
  margin-left: -6px;
  color: var(--quiet);
}

.modes {
  display: inline-flex;
  align-items: center;
  min-width: 0;
}

.modes legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.modes label {
  position: relative;
  margin-left: -1px;
}

.modes span {
  display: block;
  padding: 3px 11px;
  border: 1px solid var(--line);
  background: var(--raised);
  white-space: nowrap;
}

.modes label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.modes label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.modes input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.modes input:checked + span {
  position: relative;
  border-color: var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  color: var(--change-text);
  font-weight: 600;
}

.modes input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.modes input:disabled {
  cursor: not-allowed;
}

.modes input:disabled + span {
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
}

.modes input[value="inspect"]:checked + span {
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
}

.buttons {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-left: auto;
}

/* Values beside the grid; in a cell of usual width, below it. */
.body {
  display: grid;
  grid-template: "grid side" auto "foot side" auto "code side" 1fr / minmax(0, 1fr) minmax(300px, 340px);
  gap: 9px 18px;
  align-items: start;
}

.scroll {
  grid-area: grid;
}

.foot {
  display: grid;
  grid-area: foot;
  gap: 9px;
  min-width: 0;
  margin-left: 62px;
}

.side {
  display: grid;
  grid-area: side;
  gap: 14px;
}

.code {
  grid-area: code;
  min-width: 0;
  margin-left: 62px;
}

@container (max-width: 960px) {
  .body {
    grid-template: "grid" auto "foot" auto "side" auto "code" auto / minmax(0, 1fr);
  }

  .side {
    grid-template-columns: 1fr 1fr;
    align-items: start;
  }

  .code {
    margin-left: 0;
  }
}

@container (max-width: 620px) {
  .side {
    grid-template-columns: minmax(0, 1fr);
  }

  .foot,
  .buttons {
    margin-left: 0;
  }
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  color: var(--quiet);
  font-size: 11.5px;
}

.item {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.item i {
  display: inline-block;
  width: 18px;
  height: 13px;
  border-radius: 3px;
  background: var(--raised);
}

.item.scale i {
  width: 90px;
  background: light-dark(
    linear-gradient(90deg, var(--scale-light)),
    linear-gradient(90deg, var(--scale-dark))
  );
}

.item.edit i {
  border: 2px solid var(--change);
}

.item.top i {
  background: linear-gradient(225deg, var(--change) 6px, transparent 6.5px), var(--raised);
}

.item.moved i {
  background:
    linear-gradient(var(--change), var(--change)) 0 100% / 70% 3px no-repeat,
    var(--raised);
}

.lens:not([data-patched]) .item:not(.scale) {
  display: none;
}

.status {
  min-height: 1.45em;
}

.patches {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  list-style: none;
}

.patches li {
  display: inline-flex;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}

.patches .empty {
  border-color: transparent;
  background: none;
  color: var(--quiet);
}

.patches button {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  border: 0;
  background: none;
}

.patches button:hover {
  color: var(--accent);
}

.patches .kind {
  color: var(--quiet);
}

.patches .remove {
  padding: 3px 9px;
  border-left: 1px solid var(--line);
  border-radius: 0 6px 6px 0;
  color: var(--quiet);
}

.code summary {
  width: max-content;
  color: var(--quiet);
  cursor: pointer;
}

.code pre {
  overflow: auto;
  max-height: 22em;
  margin: 6px 0 0;
  padding: 10px 12px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}

/* Said only of runs that take a while, so that quick ones do not flicker. */
[data-busy] .size::after {
  content: " · running…";
  color: var(--change-text);
  animation: appear 0.1s 0.3s backwards;
}

@keyframes appear {
  from {
    opacity: 0;
  }
}
`;var Z=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

.scroll {
  overflow: auto;
  max-height: min(620px, 78vh);
  scrollbar-width: thin;
}

.grid {
  --cell: calc(var(--longest) * 1ch + 16px);
  min-width: calc(62px + var(--columns) * (var(--cell) + 2px) + 3px);
  padding: 0 3px 3px 0;
  font: 12.5px / 1.45 var(--mono);
  user-select: none;
  cursor: pointer;
}

.row {
  display: grid;
  grid-template-columns: 62px repeat(var(--columns), minmax(var(--cell), 1fr));
  gap: 2px;
  max-width: calc(62px + var(--columns) * 132px);
  margin-top: 2px;
}

.label {
  position: sticky;
  left: 0;
  z-index: 1;
  display: flex;
  gap: 5px;
  align-items: center;
  justify-content: flex-end;
  padding-right: 8px;
  background: var(--paper);
  box-shadow: 0 0 0 2px var(--paper);
  color: var(--quiet);
  font: 13px / 1.45 var(--sans);
  font-variant-numeric: tabular-nums;
}

.out {
  order: -1;
  padding: 0 4px;
  border: 1px solid var(--line);
  border-radius: 4px;
  font-size: 10px;
  line-height: 14px;
}

.head {
  position: sticky;
  top: -1px;
  z-index: 2;
  padding: 1px 0 2px;
  background: var(--paper);
}

/* Rows out of sight cost nothing. They clip what sticks out, so all rings are drawn inwards. */
.rows .row {
  content-visibility: auto;
  contain-intrinsic-height: 28px;
}

.head .row {
  margin-top: 0;
}

.head .label {
  align-items: flex-end;
  padding-bottom: 2px;
}

.heading {
  min-width: 0;
  padding: 3px 4px 2px;
  text-align: center;
}

.heading .number {
  display: block;
  color: var(--quiet);
  font-size: 10px;
  line-height: 12px;
}

.heading .token {
  display: block;
  overflow: hidden;
  font-weight: 600;
  line-height: 17px;
  text-overflow: ellipsis;
  white-space: pre;
}

.other {
  padding-bottom: 0;
  color: var(--quiet);
}

.same .token {
  font-weight: 400;
}

.heading.differs .token {
  color: var(--change-text);
}

.pointed {
  border-radius: 4px;
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--text);
}

.cell {
  --mark: transparent;
  --bar: linear-gradient(var(--mark), var(--mark)) 0 100% / calc(var(--moved) * 100%) 3px no-repeat;
  position: relative;
  overflow: hidden;
  height: 28px;
  padding: 0 6px;
  border-radius: 4px;
  background: var(--bar), var(--shade);
  color: var(--on);
  line-height: 27px;
  text-align: center;
  text-overflow: ellipsis;
  white-space: pre;
  contain: strict;
}

.cell::before {
  content: attr(data-lead);
  opacity: 0.5;
}

.cell:hover {
  box-shadow: inset 0 0 0 1.5px var(--text);
}

.cell[data-changed] {
  --mark: var(--change);
}

.cell[data-changed="top"] {
  background: var(--bar), linear-gradient(225deg, var(--mark) 6px, transparent 6.5px), var(--shade);
  font-weight: 700;
}

.cell[data-edit] {
  padding: 0 17px;
  outline: 2px solid var(--change);
  outline-offset: -2px;
}

[data-edit]::after {
  content: "0";
  display: block;
  width: 15px;
  height: 14px;
  border-radius: 4px;
  background: var(--change);
  color: light-dark(#ffffff, #2b1400);
  font: 700 10.5px / 14px var(--sans);
  text-align: center;
}

[data-edit="copy"]::after {
  content: "↧";
}

.cell::after {
  position: absolute;
  top: 0;
  left: 0;
  border-radius: 3px 0 5px;
}

.cell[data-unknown] {
  background: repeating-linear-gradient(45deg, var(--bad-paper) 0 5px, var(--line) 5px 7px);
  color: var(--bad);
  font-weight: 700;
}

.cell[aria-selected] {
  box-shadow:
    inset 0 0 0 1.5px var(--text),
    inset 0 0 0 3px var(--paper);
}

.cell:focus-visible {
  outline: 3px solid var(--text);
  outline-offset: -3px;
  box-shadow: inset 0 0 0 4.5px var(--paper);
}

.cell.pending {
  outline: 2px dashed var(--change);
  outline-offset: -2px;
  animation: wait 0.8s ease-in-out infinite alternate;
}

@keyframes wait {
  to {
    opacity: 0.55;
  }
}

[data-clean] .rows {
  border-radius: 4px;
  outline: 2px solid var(--accent);
  outline-offset: -1px;
}

@media (prefers-reduced-motion: reduce) {
  .cell.pending {
    animation: none;
  }
}

@media (forced-colors: active) {
  .cell {
    forced-color-adjust: none;
  }
}
`;var X=`/* Beside the grid: bars for the next token, and one cell in full. */

.side section {
  position: relative;
  padding: 10px 12px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.side table {
  width: 100%;
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}

.side th {
  padding: 1px 0;
  font-weight: 400;
  text-align: left;
}

.side td {
  padding: 1px 0;
}

.side th code {
  display: block;
  overflow: hidden;
  text-overflow: ellipsis;
}

h3 {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 8px;
  align-items: baseline;
  font-size: 13px;
  font-weight: 650;
}

.at {
  color: var(--quiet);
  font-weight: 400;
}

.key {
  position: absolute;
  top: 11px;
  right: 12px;
  display: flex;
  gap: 12px;
  color: var(--quiet);
  font-size: 11.5px;
}

.mark::before {
  content: "";
  display: inline-block;
  width: 9px;
  height: 9px;
  margin-right: 5px;
  border-radius: 2px;
  background: var(--accent);
}

.mark.now::before {
  background: var(--change);
}

.window {
  overflow: auto;
  max-height: 242px;
  margin-top: 6px;
  scrollbar-width: thin;
}

.bars {
  table-layout: fixed;
  font-size: 12px;
}

.bars th {
  width: 88px;
  padding-right: 8px;
}

.values {
  width: 56px;
  text-align: right;
  white-space: nowrap;
}

[data-patched] .values {
  width: 102px;
}

.values .now {
  display: inline-block;
  min-width: 48px;
}

.values .clean {
  color: var(--quiet);
}

.pair {
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.pair i {
  display: block;
  height: 11px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
  transition: width 0.25s ease-out;
}

.pair i.clean {
  display: none;
}

[data-patched] .pair i {
  height: 6px;
  margin: 1px 0;
}

[data-patched] .pair i.clean {
  display: block;
}

[data-patched] .pair i.now {
  background: var(--change);
}

.note {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  min-height: 1.45em;
  margin: 2px 0 4px;
  color: var(--quiet);
  font-size: 12px;
}

.edited {
  color: var(--change-text);
}

.guesses {
  font-size: 11.5px;
}

.guesses thead th {
  padding-bottom: 3px;
  color: var(--quiet);
  font-size: 11px;
}

.guesses thead th:not(:first-child) {
  text-align: right;
}

.guesses tbody th {
  width: 34%;
  max-width: 84px;
  padding: 1px 5px;
  border-radius: 3px;
  --tint: color-mix(in oklab, var(--accent) 28%, transparent);
  background: linear-gradient(var(--tint), var(--tint)) 0 0 / calc(var(--share) * 100%) 100% no-repeat;
}

.guesses td {
  padding-left: 9px;
  text-align: right;
  white-space: nowrap;
}

.exact {
  font-family: var(--mono);
}

.exact.clean,
.id {
  color: var(--quiet);
}

/* In the narrow column the remarks may need a second line: keep its place, so that nothing jumps. */
@container (min-width: 961px) {
  [data-patched] .note {
    min-height: 2.9em;
  }
}

@media (prefers-reduced-motion: reduce) {
  .pair i {
    transition: none;
  }
}

@media (forced-colors: active) {
  .pair i {
    forced-color-adjust: none;
  }
}
`;async function Y(r){try{return await navigator.clipboard.writeText(r),!0}catch{return qe(r)}}function qe(r){let e=document.activeElement,t=i("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=r,document.body.append(t),t.select();let n=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),n}var oe=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],ie=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function se(){return Array.from({length:256},(r,e)=>{let t=e/255,n=ee(t,"light"),o=ee(t,"dark");return{background:`light-dark(${z(n)}, ${z(o)})`,ink:`light-dark(${z(te(n,t,"light"))}, ${z(te(o,t,"dark"))})`}})}function ae(){return`--scale-light:${oe.join(",")};--scale-dark:${ie.join(",")}`}function le(r){return Math.round(Math.min(1,Math.max(0,r))*255)}function ee(r,e){let t=e==="light"?oe:ie,n=r*(t.length-1),o=Math.min(Math.floor(n),t.length-2),s=ne(G(t[o]??"#000000")),l=ne(G(t[o+1]??"#000000"));return Pe(de(s,l,n-o))}function te(r,e,t){let n=[0,0,0],o=[1,1,1],s=j(r,n)>=j(r,o)?n:o,l=G(t==="light"?"#5b6675":"#97a5b5"),a=de(l,s,Math.min(1,e/.22));return j(r,a)>=4.5?a:s}function j(r,e){let[t,n]=[re(r),re(e)].sort((o,s)=>o-s);return(n+.05)/(t+.05)}function re([r,e,t]){return .2126*L(r)+.7152*L(e)+.0722*L(t)}function L(r){return r<=.04045?r/12.92:((r+.055)/1.055)**2.4}function D(r){let e=r<=.0031308?r*12.92:1.055*r**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function de(r,e,t){return[r[0]+(e[0]-r[0])*t,r[1]+(e[1]-r[1])*t,r[2]+(e[2]-r[2])*t]}function ne([r,e,t]){let[n,o,s]=[L(r),L(e),L(t)],l=Math.cbrt(.4122214708*n+.5363325363*o+.0514459929*s),a=Math.cbrt(.2119034982*n+.6806995451*o+.1073969566*s),d=Math.cbrt(.0883024619*n+.2817188376*o+.6299787005*s);return[.2104542553*l+.793617785*a-.0040720468*d,1.9779984951*l-2.428592205*a+.4505937099*d,.0259040371*l+.7827717662*a-.808675766*d]}function Pe([r,e,t]){let n=(r+.3963377774*e+.2158037573*t)**3,o=(r-.1055613458*e-.0638541728*t)**3,s=(r-.0894841775*e-1.291485548*t)**3;return[D(4.0767416621*n-3.3077115913*o+.2309699292*s),D(-1.2684380046*n+2.6097574011*o-.3413193965*s),D(-.0041960863*n-.7034186147*o+1.707614701*s)]}function G(r){let e=Number.parseInt(r.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function z(r){return`#${r.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var M=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Re=8e3;function ce(r,e,t){let n=new Map,o=Math.random().toString(36).slice(2),s=0;return T(r,"msg:custom",a=>{let d=n.get(a?.id);d!==void 0&&(n.delete(a.id),clearTimeout(d.timer),a.kind==="error"?d.fail(new M(a.message,a.details)):d.done())},t),t.addEventListener("abort",()=>{for(let{timer:a}of n.values())clearTimeout(a);n.clear()}),(a,d={})=>new Promise((u,h)=>{let m=`${o}-${++s}`;n.set(m,{done:u,fail:h,timer:setTimeout(e,Re)}),r.send({kind:a,id:m,...d})})}function T(r,e,t,n){r.on(e,t),n.addEventListener("abort",()=>r.off(e,t))}function E(r){if(!Number.isFinite(r))return ue(r);for(let e=6;e<9;e++){let t=Number(r.toPrecision(e));if(Math.fround(t)===r)return pe(t)}return pe(Number(r.toPrecision(9)))}function pe(r){return r!==0&&Math.abs(r)<.001?r.toExponential():String(r)}function b(r){return Number.isFinite(r)?r===0||r>=.001?r.toFixed(4):r.toExponential(1):ue(r)}function ue(r){return Number.isNaN(r)?"NaN":r>0?"∞":"−∞"}function A(r,e,t=`${e}s`){return`${r} ${r===1?e:t}`}var Be=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function I(r){if(r==="")return{spaces:0,text:"∅"};let e=r.length-r.trimStart().length,t=/^ *$/.test(r.slice(0,e))?e:0;return{spaces:t,text:Array.from(r.slice(t),Ke).join("")}}function g(r){let{spaces:e,text:t}=I(r);return"·".repeat(e)+t}function f(r){return JSON.stringify(r)}function Ke(r){let e=Be.get(r);if(e!==void 0)return e;let t=r.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":r}function fe(){let r=i("p",{class:"key"}),e=i("tbody",{}),t=i("h3",{},"Next token"),n=i("table",{class:"bars"},e),o=i("div",{class:"window",tabindex:0,role:"region","aria-label":"Bars"},n),s=i("section",{class:"next","aria-label":"Next token"},t,r,o),l=new Map;return{element:s,draw(a){p(s,"data-patched",a.patched),r.replaceChildren(...a.patched?[he("clean","clean"),he("now","patched")]:[]);let d=a.next(),u=new Set(d.map(({token:h})=>h.id));for(let[h,m]of l)u.has(h)||Oe(l,h,m);for(let[h,m]of d.entries()){let c=l.get(m.token.id)??_e(m);l.set(m.token.id,c),e.children[h]!==c&&e.insertBefore(c,e.children[h]??null),je(c,m)}}}}function Oe(r,e,t){r.delete(e),t.remove()}function he(r,e){return i("span",{class:`mark ${r}`},e)}function _e({token:r}){let e=i("th",{scope:"row",title:`${f(r.text)}, id ${r.id}`});e.append(i("code",{},g(r.text)));let t=i("td",{class:"pair","aria-hidden":"true"});return t.append(i("i",{class:"clean"}),i("i",{class:"now"})),i("tr",{},e,t,i("td",{class:"values"}))}function je(r,{probability:e,clean:t}){let[n,o]=r.querySelectorAll("i");o!==void 0&&(o.style.width=me(e)),n!==void 0&&(n.style.width=me(t??0));let s=i("span",{title:E(e),class:"now"},b(e)),l=r.querySelector(".values");t===null?l?.replaceChildren(s):l?.replaceChildren(i("span",{title:E(t),class:"clean"},b(t))," ",s)}function me(r){return`${(Number.isNaN(r)?0:r)*100}%`}function ge(){let r=i("h3",{}),e=i("p",{class:"note"}),t=i("tbody",{}),n=i("tr",{}),o=i("table",{class:"guesses"},i("thead",{},n),t);return{element:i("section",{class:"details","aria-label":"Cell under the pointer"},r,e,o),draw(l,a){r.replaceChildren(...De(l,a)),e.replaceChildren(...Ge(l,a));let d=l.patched?["token","probability","clean","id"]:["token","probability","id"];n.replaceChildren(...d.map(u=>i("th",{scope:"col"},u))),t.replaceChildren(...l.guesses(a).map(Ie))}}}function De(r,{row:e,column:t}){let n=r.screen.tokens[t]??"";return[`${r.layerName(e)} `,i("span",{class:"at"},`position ${t}`),i("code",{title:f(n)},g(n))]}function Ge(r,e){let t=r.edit(e),n=[];if(t!==void 0&&n.push(i("b",{class:"edited"},`patched: ${t.kind}`)),!r.patched)return n;if(!r.changed(e))return[...n,i("span",{},"as in the clean run")];let{token:o,probability:s}=r.cleanTop(e),l=i("span",{class:"was"},"clean ",i("code",{},g(o.text)),` ${b(s)}`),a=i("span",{title:"total variation distance between the two distributions, 0 to 1"});return a.append(`moved ${b(r.distance(e))}`),[...n,l,a]}function Ie({token:r,probability:e,clean:t}){let n=Number.isNaN(e)?0:e,o=i("th",{scope:"row",style:`--share:${n}`},i("code",{},g(r.text))),s=[i("td",{class:"exact"},E(e))];return t!==null&&s.push(i("td",{class:"exact clean"},E(t))),i("tr",{title:f(r.text)},o,...s,i("td",{class:"id"},String(r.id)))}var Ue=se();function xe(r){let{tokens:e,other_tokens:t}=r.screen,o=[be(t===null?"":"prompt",e,(s,l)=>Fe(s,l,String(l)))];if(t!==null){let s=e.map((l,a)=>t[a]);o.unshift(be("other",s,(l,a)=>We(l,e[a]??"",a)))}return o}function ye(r){let{rows:e,columns:t}=r.size,n=Math.max(...r.screen.tokens.map(o=>g(o).length));for(let o=0;o<e*t&&n<9;o++){let s={row:Math.floor(o/t),column:o%t};n=Math.max(n,g(r.top(s).token.text).length)}return Math.max(5,Math.min(9,n))}function be(r,e,t){let n=i("div",{role:"columnheader",class:"label corner"},r);return i("div",{role:"row",class:"row"},n,...e.map(t))}function Fe(r,e,t){let n=`position ${e}: ${f(r)}`,o=i("span",{class:"token"},g(r));return i("div",{role:"columnheader",class:"heading",title:n},i("span",{class:"number","aria-hidden":"true"},t),o)}function We(r,e,t){if(r===void 0){let s=`the other prompt has no position ${t}`;return i("div",{role:"columnheader",class:"heading other none",title:s,"aria-label":s},"–")}let n=`other prompt, position ${t}: ${f(r)}`;return i("div",{role:"columnheader",class:r===e?"heading other same":"heading other differs",title:n},i("span",{class:"token"},g(r)))}function ve(r,e,t){let n=e===r.size.rows-1,o=i("div",{role:"rowheader",class:"label","aria-label":r.layerName(e)});o.append(r.screen.layers[e]??""),n&&o.append(i("span",{class:"out",title:"the model's own output"},"out"));let s=i("div",{role:"row",class:"row"},o);for(let l=0;l<r.size.columns;l++){let a=i("div",{role:"gridcell",class:"cell",tabindex:-1},"");t.push(a),s.append(a)}return s}function we(r,e,t,n){let{token:o,probability:s}=n?e.cleanTop(t):e.top(t),{spaces:l,text:a}=I(o.text),d=Number.isNaN(s),u=d?"NaN":a;r.textContent!==u&&(r.textContent=u);let h=Ue[le(d?0:s)],m=e.distance(t),c=Number.isNaN(m)?1:m,x=!n&&e.changed(t),y=`--shade:${h?.background};--on:${h?.ink};--moved:${x?c:0}`;r.getAttribute("style")!==y&&r.setAttribute("style",y),p(r,"data-lead",l>0&&!d?"·".repeat(l):null),p(r,"data-unknown",d),p(r,"data-edit",e.edit(t)?.kind),p(r,"data-changed",x?Ve(e,t):null),p(r,"aria-label",e.describe(t))}function Ve(r,e){return r.top(e).token.place===r.cleanTop(e).token.place?"moved":"top"}var q=class{element;#e;#n=i("div",{class:"head",role:"rowgroup"});#s=i("div",{class:"rows",role:"rowgroup"});#t=i("div",{class:"grid",role:"grid","aria-label":"Logit lens, layers by positions"});#i=[];#a={row:0,column:0};#r=null;#o=!1;#c="";constructor(e,t){this.#e=e,this.#t.append(this.#n,this.#s),this.element=i("div",{class:"scroll"},this.#t),this.#t.addEventListener("pointerover",n=>this.#m(this.#h(n.target)),{signal:t}),this.#t.addEventListener("pointerleave",()=>this.#m(null),{signal:t}),this.#t.addEventListener("focusin",n=>this.#l(n),{signal:t}),this.#t.addEventListener("click",n=>this.#b(n),{signal:t}),this.#t.addEventListener("keydown",n=>this.#d(n),{signal:t})}draw(e,t){let o=this.#g(e)||t||this.#o?null:this.#r;this.#r=e,this.#o=t;for(let[s,l]of this.#i.entries()){let a=this.#x(s,e);(o===null||!e.drawsLike(o,a))&&we(l,e,a,t)}this.#p(this.#a)}select(e){this.#p(e);let t=this.#u(this.#a);t!==void 0&&Je(this.element,t,this.#n)}focus(e){this.#u(e)?.focus({preventScroll:!0})}pending(e,t){this.#u(e)?.classList.toggle("pending",t)}#p(e){ke(this.#u(this.#a),!1),this.#a=this.#r===null?e:w(e,this.#r.size),ke(this.#u(this.#a),!0)}#g(e){let{layers:t,tokens:n,other_tokens:o}=e.screen,s=JSON.stringify([t,n,o]);return s===this.#c?!1:(this.#c=s,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(ye(e))),this.#n.replaceChildren(...xe(e)),this.#i=[],this.#s.replaceChildren(...t.map((l,a)=>ve(e,a,this.#i))),!0)}#m(e){for(let t of this.#t.querySelectorAll(".pointed"))t.classList.remove("pointed");if(e!==null){this.#s.children[e.row]?.firstElementChild?.classList.add("pointed");for(let t of this.#n.children)t.children[e.column+1]?.classList.add("pointed")}this.#e.hover(e)}#l(e){let t=this.#h(e.target);t!==null&&this.#e.select(t)}#b(e){let t=this.#h(e.target);t!==null&&(this.focus(t),this.#e.activate(t))}#d(e){let t=this.#h(e.target);if(t===null||this.#r===null)return;let n=_(e),o=O(t,this.#r.size,e);if(n!==null)this.#e.travel(n);else if(o!==null)this.focus(o);else if(H(e,"Enter"," "))this.#e.activate(t);else if(H(e,"Delete","Backspace"))this.#e.remove(t);else return;e.preventDefault(),e.stopPropagation()}#u({row:e,column:t}){return this.#i[e*(this.#r?.size.columns??0)+t]}#h(e){let t=e instanceof Element?e.closest(".cell"):null,n=t===null?-1:this.#i.indexOf(t);return n<0||this.#r===null?null:this.#x(n,this.#r)}#x(e,{size:t}){return{row:Math.floor(e/t.columns),column:e%t.columns}}};function ke(r,e){r!==void 0&&(p(r,"tabindex",e?0:-1),p(r,"aria-selected",e?"true":null))}function Je(r,e,t){let[n,o]=[e.getBoundingClientRect(),r.getBoundingClientRect()],s=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[l,a]=[o.left+s+4,o.top+t.getBoundingClientRect().height+4],[d,u]=[o.left+r.clientWidth-4,o.top+r.clientHeight-4];n.left<l?r.scrollLeft-=l-n.left:n.right>d&&(r.scrollLeft+=n.right-d),n.top<a?r.scrollTop-=a-n.top:n.bottom>u&&(r.scrollTop+=n.bottom-u)}function k(r){let e=Ce(r,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function S(r){let e=Ce(r,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ce(r,e){let t=r instanceof ArrayBuffer?new Uint8Array(r):new Uint8Array(r.buffer,r.byteOffset,r.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Qe=1e-5,N=class{constructor(e){this.screen=e;let{clean:t}=e;this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=S(e.ids),this.#n=k(e.probabilities),this.#s=S(e.vocabulary),this.#i=t&&S(t.ids),this.#t=t&&{tops:k(t.tops),probabilities:k(t.probabilities),distances:k(t.distances)},this.#a=new Map(e.edits.map(n=>[this.#o($(n)),n])),this.#r=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#n;#s;#t;#i;#a;#r;get patched(){return this.#t!==null}top(e){let t=this.#o(e)*this.#r;return{token:this.token(this.#e[t]??0),probability:this.#n[t]??Number.NaN}}cleanTop(e){let t=this.#o(e);return this.#t===null||this.#i===null?this.top(e):{token:this.token(this.#i[t]??0),probability:this.#t.tops[t]??Number.NaN}}guesses(e){let t=this.#o(e)*this.#r;return Array.from({length:this.#r},(n,o)=>({token:this.token(this.#e[t+o]??0),probability:this.#n[t+o]??Number.NaN,clean:this.#t?.probabilities[t+o]??null}))}next(){let{ids:e,probabilities:t,clean:n}=this.screen.next,[o,s]=[k(t),k(n)];return Array.from(S(e),(l,a)=>({token:this.token(l),probability:o[a]??Number.NaN,clean:this.patched?s[a]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#o(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=Qe)}edit(e){return this.#a.get(this.#o(e))}layerName(e){let t=this.screen.layers[e]??"";return t==="embed"?"embed":`layer ${t}`}drawsLike(e,t){let[n,o]=[this.#o(t),e.#o(t)];return this.#s[this.#e[n*this.#r]??0]===e.#s[e.#e[o*e.#r]??0]&&this.#n[n*this.#r]===e.#n[o*e.#r]&&this.distance(t)===e.distance(t)&&this.edit(t)?.kind===e.edit(t)?.kind}describe(e){let{token:t,probability:n}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${f(this.screen.tokens[e.column]??"")}`}: ${f(t.text)} ${b(n)}${this.#c(e)}${this.#p(e)}`}summary(){let{rows:e,columns:t}=this.size,n={row:e-1,column:t-1},{token:o,probability:s}=this.top(n),l=`Next token ${f(o.text)} ${b(s)}`;if(!this.patched)return`${l}.`;let a=this.cleanTop(n),d=`was ${f(a.token.text)} ${b(a.probability)}`;return`${l}, ${d}. ${this.changes()} of ${A(e*t,"cell")} changed.`}changes(){let{rows:e,columns:t}=this.size,n=0;for(let o=0;o<e;o++)for(let s=0;s<t;s++)this.changed({row:o,column:s})&&n++;return n}token(e){return{place:e,id:this.#s[e]??-1,text:this.screen.strings[e]??""}}#o({row:e,column:t}){return e*this.size.columns+t}#c(e){if(!this.changed(e))return"";let{token:t,probability:n}=this.cleanTop(e);return`, was ${f(t.text)} ${b(n)}`}#p(e){let t=this.edit(e);return t===void 0?"":`, patched: ${U(t.kind)}`}};function $({layer:r,position:e}){return{row:r+1,column:e}}function U(r){return r==="zero"?"set to zero":"copied from the other prompt"}function Le(r,e){let t=i("ul",{class:"patches","aria-label":"Patches",tabindex:-1}),n=null;return t.addEventListener("click",o=>{let s=o.target instanceof Element?o.target.closest("button"):null,l=n?.screen.edits[Number(s?.dataset.index??Number.NaN)];l!==void 0&&(s?.dataset.act==="remove"?r.remove($(l)):r.go($(l)))},{signal:e}),{element:t,draw(o){n=o;let{edits:s}=o.screen,l=t.getRootNode(),a=t.contains(l.activeElement??null);s.length===0?t.replaceChildren(i("li",{class:"empty"},"No patches: click a cell.")):t.replaceChildren(...s.map((d,u)=>Ze(o,d,u))),a&&(t.querySelector("button")??t).focus()}}}function Ze(r,e,t){let{row:n,column:o}=$(e),s=g(r.screen.tokens[o]??""),l=`${r.layerName(n)}, position ${o} ${s}`,a=i("button",{type:"button","data-index":t,"data-act":"go",title:"Go to this cell"});a.append(i("span",{class:"badge","data-edit":e.kind,"aria-hidden":"true"}),`${r.layerName(n)} · ${o} `,i("code",{},s),i("span",{class:"kind"},e.kind==="zero"?"zero":"copy"));let d=i("button",{type:"button",class:"remove","data-index":t,"data-act":"remove","aria-label":`Remove the patch at ${l} (${U(e.kind)})`});return d.append("✕"),i("li",{},a,d)}var Xe=[["copy","copy from other","A click copies the same cell's residual stream from the other prompt"],["zero","zero","A click sets the cell's residual stream to zero"],["inspect","just look","A click only selects the cell"]];function Te(r,e){let t=i("span",{class:"size"}),n=i("fieldset",{class:"modes"},i("legend",{},"Click to")),o=(c,x,y)=>{let v=i("button",{type:"button",title:y},c);return v.addEventListener("click",()=>Ye(v)&&x(),{signal:e}),v},s=o("Undo",r.undo,"Take back the last change (Ctrl+Z in the grid)"),l=o("Redo",r.redo,"Make it again (Ctrl+Shift+Z in the grid)"),a=o("Clear",r.clear,"Remove all patches"),d=o("Show clean",()=>r.compare(d.getAttribute("aria-pressed")!=="true"),"Look at the grid of the run without patches"),u=o("Copy as code",r.copyCode,"Copy Python that gives the same values"),h=i("header",{class:"toolbar"},i("h2",{},"Logit lens"),t,n);h.append(i("span",{class:"buttons"},s,l,a,d,u));let m=`mode-${Math.random().toString(36).slice(2)}`;for(let[c,x,y]of Xe){let v=i("input",{type:"radio",name:m,value:c});v.addEventListener("change",()=>r.mode(c),{signal:e}),n.append(i("label",{title:y},v,i("span",{},x)))}return{element:h,draw(c,x,y){let{rows:v,columns:Ee}=c.size;t.textContent=`${A(v-1,"layer")} × ${A(Ee,"token")}`,P(s,c.screen.can_undo),P(l,c.screen.can_redo),P(a,c.patched),P(d,c.patched),d.setAttribute("aria-pressed",String(y));for(let C of n.querySelectorAll("input"))C.checked=C.value===x,C.disabled=C.value==="copy"&&c.screen.other_tokens===null,C.disabled&&C.parentElement?.setAttribute("title","There is no other prompt to copy from")}}}function P(r,e){r.setAttribute("aria-disabled",String(!e))}function Ye(r){return r.getAttribute("aria-disabled")!=="true"}var et="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",R=class{element;#e;#n;#s;#t;#i;#a=fe();#r=ge();#o;#c=i("div",{class:"messages"});#p=i("p",{class:"status",role:"status"});#g=i("pre",{tabindex:0,"aria-label":"Python"});#m=i("details",{class:"code"},i("summary",{},"Python"),this.#g);#l;#b=null;#d=!1;constructor(e,t){this.#e=e,this.#n=t,this.#l=new N(e.get("_screen")),this.#s=ce(e,()=>this.#R(et),t),this.#t=this.#u(),this.#o=Le({go:n=>this.#t.focus(n),remove:n=>this.#y(n)},t),this.#i=this.#h(),this.element=this.#x(),this.#B(),T(e,"change:_screen",()=>this.#P(),t),T(e,"change:selected",()=>this.#w(),t),T(e,"change:mode",()=>this.#M(),t),T(e,"change:busy",()=>this.#A(),t)}#u(){return new q({hover:e=>this.#$(e),select:e=>this.#N(e),activate:e=>this.#S(e),remove:e=>this.#y(e),travel:e=>{this.#f(e)}},this.#n)}#h(){return Te({mode:e=>this.#H(e),undo:()=>{this.#f("undo")},redo:()=>{this.#f("redo")},clear:()=>{this.#f("clear")},compare:e=>this.#z(e),copyCode:()=>{this.#q()}},this.#n)}#x(){let e=i("div",{class:"foot"},tt(),this.#p,this.#o.element),t=i("aside",{class:"side","aria-label":"Values"},this.#a.element,this.#r.element),n=i("div",{class:"body"},this.#t.element,e,t,this.#m);return i("section",{class:"lens","aria-label":"Logit lens"},this.#i.element,this.#c,n)}#S(e){let t=this.#e.get("mode");t!=="inspect"&&(this.#l.edit(e)?.kind===t?this.#y(e):this.#L("patch",e,{edit:t}))}#y(e){this.#l.edit(e)!==void 0&&this.#L("remove",e)}#N(e){let t=this.#C();this.#t.select(e),!(t.row===e.row&&t.column===e.column)&&(this.#e.set("selected",[e.row,e.column]),this.#e.save_changes())}#$(e){this.#b=e,this.#k()}#H(e){this.#e.set("mode",e),this.#e.save_changes()}#z(e){this.#d=e,this.#v()}async#q(){let e=await Y(this.#l.screen.code);e||(this.#m.open=!0),this.#E(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}async#L(e,t,n={}){this.#t.pending(t,!0),await this.#f(e,{layer:t.row-1,position:t.column,...n}),this.#t.pending(t,!1)}async#f(e,t={}){try{await this.#s(e,t),this.#c.replaceChildren()}catch(n){this.#T(n)}}#P(){try{this.#l=new N(this.#e.get("_screen")),this.#d=!1,this.#v()}catch(e){this.#T(e)}}#T(e){let{message:t,details:n}=B(e),o=e instanceof M?e.details:n;this.#c.replaceChildren(K({message:t,details:o},this.#n))}#R(e){this.#c.replaceChildren(i("p",{class:"notice",role:"status"},e))}#E(e){this.#p.textContent=e}#B(){this.#v(),this.#w(),this.#M(),this.#A(),requestAnimationFrame(()=>this.#w())}#v(){let e=this.#l;this.#d&&=e.patched,p(this.element,"data-patched",e.patched),p(this.element,"data-clean",this.#d),this.#i.draw(e,this.#e.get("mode"),this.#d),this.#t.draw(e,this.#d),this.#a.draw(e),this.#o.draw(e),this.#k(),this.#g.textContent=e.screen.code,this.#E(this.#d?"The clean run, without patches.":e.summary())}#w(){this.#t.select(this.#C()),this.#k()}#k(){this.#r.draw(this.#l,this.#b??this.#C())}#M(){this.#i.draw(this.#l,this.#e.get("mode"),this.#d)}#A(){p(this.element,"data-busy",this.#e.get("busy")),p(this.#t.element,"aria-busy",String(this.#e.get("busy")))}#C(){let[e=0,t=0]=this.#e.get("selected");return w({row:e,column:t},this.#l.size)}};function tt(){let r=(e,t,n="")=>i("span",{class:`item ${e}`,title:n||null},i("i",{"aria-hidden":"true"}),t);return i("p",{class:"legend"},i("span",{class:"item scale"},"probability 0",i("i",{"aria-hidden":"true",style:ae()}),"1"),r("edit","patched"),r("top","different first guess","The likeliest token is not the clean run's"),r("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"))}function rt({model:r,el:e,signal:t}){let n=new AbortController;t?.addEventListener("abort",()=>n.abort());let o=i("div",{class:"nnexplore"}),s=o.attachShadow({mode:"open"});return s.append(i("style",{},F,Q,Z,X)),e.append(o),J(o,n.signal),V(o,n.signal),W(s,()=>s.append(new R(r,n.signal).element),n.signal),()=>n.abort()}var mr={render:rt};export{mr as default};

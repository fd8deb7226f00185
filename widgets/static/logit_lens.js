var U=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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

.progress {
  display: flex;
  gap: 10px;
  align-items: center;
  margin: 0 0 8px;
  color: var(--quiet);
}

.progress[hidden] {
  display: none;
}

.progress progress {
  flex: 0 1 240px;
  height: 6px;
  accent-color: var(--accent);
}
`;function i(t,e={},...r){let n=document.createElement(t);for(let[o,s]of Object.entries(e))u(n,o,s);return n.append(...r),n}function u(t,e,r){if(r===!1||r===null||r===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=r===!0?"":String(r);t.getAttribute(e)!==n&&t.setAttribute(e,n)}function W(t,e,r){try{e()}catch(n){t.append(B(R(n),r))}}function R(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function B({message:t,details:e},r){let n=i("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=i("div",{},i("p",{},t));e&&o.append(i("details",{},i("summary",{},"Details"),i("pre",{tabindex:0},e)));let s=i("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>s.remove(),{signal:r}),s}var Pe=["a","c","v","x","y","z"],Ke=["text","search","number"];function V(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Ke.includes(t.type)}function J(t){return t.ctrlKey||t.metaKey?Pe.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function Q(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function O({row:t,column:e},{rows:r,columns:n},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return w({row:t,column:e-1},{rows:r,columns:n});case"ArrowRight":return w({row:t,column:e+1},{rows:r,columns:n});case"ArrowUp":return w({row:t-1,column:e},{rows:r,columns:n});case"ArrowDown":return w({row:t+1,column:e},{rows:r,columns:n});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?r-1:t,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:r-1,column:e};default:return null}}function w({row:t,column:e},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,t)),column:Math.max(0,Math.min(n-1,e))}}function H(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function _(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var qe=["Enter"," ","Delete","Backspace"],Re=[{row:0,column:0},{rows:1,columns:1}];function Z(t,e){let r=n=>{let o=n.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Be(n,o[0]))};window.addEventListener("keydown",r,{capture:!0,signal:e})}function Be(t,e){return V(e)?J(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&Q(t)?!0:O(...Re,t)!==null||H(t,...qe)||_(t)!==null}var M=class extends Error{details;constructor(e,r){super(e),this.name="KernelError",this.details=r}},Oe=8e3;function Y(t,e,r){let n=new Map,o=Math.random().toString(36).slice(2),s=0;return k(t,"msg:custom",l=>{let d=n.get(l?.id);d!==void 0&&(n.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new M(l.message,l.details)):d.done())},r),r.addEventListener("abort",()=>{for(let{timer:l}of n.values())clearTimeout(l);n.clear()}),(l,d={})=>new Promise((p,h)=>{let m=`${o}-${++s}`;n.set(m,{done:p,fail:h,timer:setTimeout(e,Oe)}),t.send({kind:l,id:m,...d})})}var X=new WeakMap;function k(t,e,r,n){t.on(e,r);let o=X.get(n),s=()=>t.off(e,r);if(o){o.push(s);return}let a=[s];X.set(n,a),n.addEventListener("abort",()=>{for(let l of a)l()})}function ee(t,e){let r=i("progress",{max:1,value:0,"aria-label":"Progress"}),n=i("span",{class:"quiet"}),o=i("button",{type:"button"},"Cancel"),s=i("div",{class:"progress",role:"group",hidden:!0},r,n,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:l=0,total:d=0,text:p=""}=t.get("_progress")??{};s.hidden=d===0,r.value=d>0?l/d:0,n.textContent=p};return k(t,"change:_progress",a,e),a(),s}function _e(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function te(t,e){let r=()=>{t.style.colorScheme=_e(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function re(t,e){function r({model:n,el:o,signal:s}){let a=new AbortController;s?.addEventListener("abort",()=>a.abort());let l=i("div",{class:"nnexplore"}),d=l.attachShadow({mode:"open"});return d.append(i("style",{},U,...t),ee(n,a.signal)),o.append(l),te(l,a.signal),Z(l,a.signal),W(d,()=>d.append(e(n,a.signal,l).element),a.signal),()=>a.abort()}return{render:r}}var ne=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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
`;var oe=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var ie=`/* Beside the grid: bars for the next token, and one cell in full. */

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
`;async function se(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Ge(t)}}function Ge(t){let e=document.activeElement,r=i("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});r.value=t,document.body.append(r),r.select();let n=document.execCommand?.("copy")??!1;return r.remove(),e instanceof HTMLElement&&e.focus(),n}var pe=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],ue=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function he(){return Array.from({length:256},(t,e)=>{let r=e/255,n=ae(r,"light"),o=ae(r,"dark");return{background:`light-dark(${z(n)}, ${z(o)})`,ink:`light-dark(${z(le(n,r,"light"))}, ${z(le(o,r,"dark"))})`}})}function me(){return`--scale-light:${pe.join(",")};--scale-dark:${ue.join(",")}`}function fe(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function ae(t,e){let r=e==="light"?pe:ue,n=t*(r.length-1),o=Math.min(Math.floor(n),r.length-2),s=ce(j(r[o]??"#000000")),a=ce(j(r[o+1]??"#000000"));return Fe(ge(s,a,n-o))}function le(t,e,r){let n=[0,0,0],o=[1,1,1],s=D(t,n)>=D(t,o)?n:o,a=j(r==="light"?"#5b6675":"#97a5b5"),l=ge(a,s,Math.min(1,e/.22));return D(t,l)>=4.5?l:s}function D(t,e){let[r,n]=[de(t),de(e)].sort((o,s)=>o-s);return(n+.05)/(r+.05)}function de([t,e,r]){return .2126*L(t)+.7152*L(e)+.0722*L(r)}function L(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function I(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function ge(t,e,r){return[t[0]+(e[0]-t[0])*r,t[1]+(e[1]-t[1])*r,t[2]+(e[2]-t[2])*r]}function ce([t,e,r]){let[n,o,s]=[L(t),L(e),L(r)],a=Math.cbrt(.4122214708*n+.5363325363*o+.0514459929*s),l=Math.cbrt(.2119034982*n+.6806995451*o+.1073969566*s),d=Math.cbrt(.0883024619*n+.2817188376*o+.6299787005*s);return[.2104542553*a+.793617785*l-.0040720468*d,1.9779984951*a-2.428592205*l+.4505937099*d,.0259040371*a+.7827717662*l-.808675766*d]}function Fe([t,e,r]){let n=(t+.3963377774*e+.2158037573*r)**3,o=(t-.1055613458*e-.0638541728*r)**3,s=(t-.0894841775*e-1.291485548*r)**3;return[I(4.0767416621*n-3.3077115913*o+.2309699292*s),I(-1.2684380046*n+2.6097574011*o-.3413193965*s),I(-.0041960863*n-.7034186147*o+1.707614701*s)]}function j(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function z(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}function C(t){if(!Number.isFinite(t))return xe(t);for(let e=6;e<9;e++){let r=Number(t.toPrecision(e));if(Math.fround(r)===t)return be(r)}return be(Number(t.toPrecision(9)))}function be(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function b(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):xe(t)}function xe(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function A(t,e,r=`${e}s`){return`${t} ${t===1?e:r}`}var Ue=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function G(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,r=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:r,text:Array.from(t.slice(r),We).join("")}}function g(t){let{spaces:e,text:r}=G(t);return"·".repeat(e)+r}function f(t){return JSON.stringify(t)}function We(t){let e=Ue.get(t);if(e!==void 0)return e;let r=t.codePointAt(0)??0;return r<32?String.fromCodePoint(9216+r):r===127?"␡":t}function we(){let t=i("p",{class:"key"}),e=i("tbody",{}),r=i("h3",{},"Next token"),n=i("table",{class:"bars"},e),o=i("div",{class:"window",tabindex:0,role:"region","aria-label":"Bars"},n),s=i("section",{class:"next","aria-label":"Next token"},r,t,o),a=new Map;return{element:s,draw(l){u(s,"data-patched",l.patched),t.replaceChildren(...l.patched?[ye("clean","clean"),ye("now","patched")]:[]);let d=l.next(),p=new Set(d.map(({token:h})=>h.id));for(let[h,m]of a)p.has(h)||Ve(a,h,m);for(let[h,m]of d.entries()){let c=a.get(m.token.id)??Je(m);a.set(m.token.id,c),e.children[h]!==c&&e.insertBefore(c,e.children[h]??null),Qe(c,m)}}}}function Ve(t,e,r){t.delete(e),r.remove()}function ye(t,e){return i("span",{class:`mark ${t}`},e)}function Je({token:t}){let e=i("th",{scope:"row",title:`${f(t.text)}, id ${t.id}`});e.append(i("code",{},g(t.text)));let r=i("td",{class:"pair","aria-hidden":"true"});return r.append(i("i",{class:"clean"}),i("i",{class:"now"})),i("tr",{},e,r,i("td",{class:"values"}))}function Qe(t,{probability:e,clean:r}){let[n,o]=t.querySelectorAll("i");o!==void 0&&(o.style.width=ve(e)),n!==void 0&&(n.style.width=ve(r??0));let s=i("span",{title:C(e),class:"now"},b(e)),a=t.querySelector(".values");r===null?a?.replaceChildren(s):a?.replaceChildren(i("span",{title:C(r),class:"clean"},b(r))," ",s)}function ve(t){return`${(Number.isNaN(t)?0:t)*100}%`}function ke(){let t=i("h3",{}),e=i("p",{class:"note"}),r=i("tbody",{}),n=i("tr",{}),o=i("table",{class:"guesses"},i("thead",{},n),r);return{element:i("section",{class:"details","aria-label":"Cell under the pointer"},t,e,o),draw(a,l){t.replaceChildren(...Ze(a,l)),e.replaceChildren(...Xe(a,l));let d=a.patched?["token","probability","clean","id"]:["token","probability","id"];n.replaceChildren(...d.map(p=>i("th",{scope:"col"},p))),r.replaceChildren(...a.guesses(l).map(Ye))}}}function Ze(t,{row:e,column:r}){let n=t.screen.tokens[r]??"";return[`${t.layerName(e)} `,i("span",{class:"at"},`position ${r}`),i("code",{title:f(n)},g(n))]}function Xe(t,e){let r=t.edit(e),n=[];if(r!==void 0&&n.push(i("b",{class:"edited"},`patched: ${r.kind}`)),!t.patched)return n;if(!t.changed(e))return[...n,i("span",{},"as in the clean run")];let{token:o,probability:s}=t.cleanTop(e),a=i("span",{class:"was"},"clean ",i("code",{},g(o.text)),` ${b(s)}`),l=i("span",{title:"total variation distance between the two distributions, 0 to 1"});return l.append(`moved ${b(t.distance(e))}`),[...n,a,l]}function Ye({token:t,probability:e,clean:r}){let n=Number.isNaN(e)?0:e,o=i("th",{scope:"row",style:`--share:${n}`},i("code",{},g(t.text))),s=[i("td",{class:"exact"},C(e))];return r!==null&&s.push(i("td",{class:"exact clean"},C(r))),i("tr",{title:f(t.text)},o,...s,i("td",{class:"id"},String(t.id)))}var et=he();function Ee(t){let{tokens:e,other_tokens:r}=t.screen,o=[Te(r===null?"":"prompt",e,(s,a)=>tt(s,a,String(a)))];if(r!==null){let s=e.map((a,l)=>r[l]);o.unshift(Te("other",s,(a,l)=>rt(a,e[l]??"",l)))}return o}function Le(t){let{rows:e,columns:r}=t.size,n=Math.max(...t.screen.tokens.map(o=>g(o).length));for(let o=0;o<e*r&&n<9;o++){let s={row:Math.floor(o/r),column:o%r};n=Math.max(n,g(t.top(s).token.text).length)}return Math.max(5,Math.min(9,n))}function Te(t,e,r){let n=i("div",{role:"columnheader",class:"label corner"},t);return i("div",{role:"row",class:"row"},n,...e.map(r))}function tt(t,e,r){let n=`position ${e}: ${f(t)}`,o=i("span",{class:"token"},g(t));return i("div",{role:"columnheader",class:"heading",title:n},i("span",{class:"number","aria-hidden":"true"},r),o)}function rt(t,e,r){if(t===void 0){let s=`the other prompt has no position ${r}`;return i("div",{role:"columnheader",class:"heading other none",title:s,"aria-label":s},"–")}let n=`other prompt, position ${r}: ${f(t)}`;return i("div",{role:"columnheader",class:t===e?"heading other same":"heading other differs",title:n},i("span",{class:"token"},g(t)))}function Ce(t,e,r){let n=e===t.size.rows-1,o=i("div",{role:"rowheader",class:"label","aria-label":t.layerName(e)});o.append(t.screen.layers[e]??""),n&&o.append(i("span",{class:"out",title:"the model's own output"},"out"));let s=i("div",{role:"row",class:"row"},o);for(let a=0;a<t.size.columns;a++){let l=i("div",{role:"gridcell",class:"cell",tabindex:-1},"");r.push(l),s.append(l)}return s}function Me(t,e,r,n){let{token:o,probability:s}=n?e.cleanTop(r):e.top(r),{spaces:a,text:l}=G(o.text),d=Number.isNaN(s),p=d?"NaN":l;t.textContent!==p&&(t.textContent=p);let h=et[fe(d?0:s)],m=e.distance(r),c=Number.isNaN(m)?1:m,x=!n&&e.changed(r),y=`--shade:${h?.background};--on:${h?.ink};--moved:${x?c:0}`;t.getAttribute("style")!==y&&t.setAttribute("style",y),u(t,"data-lead",a>0&&!d?"·".repeat(a):null),u(t,"data-unknown",d),u(t,"data-edit",e.edit(r)?.kind),u(t,"data-changed",x?nt(e,r):null),u(t,"aria-label",e.describe(r))}function nt(t,e){return t.top(e).token.place===t.cleanTop(e).token.place?"moved":"top"}var P=class{element;#e;#n=i("div",{class:"head",role:"rowgroup"});#s=i("div",{class:"rows",role:"rowgroup"});#t=i("div",{class:"grid",role:"grid","aria-label":"Logit lens, layers by positions"});#i=[];#a={row:0,column:0};#r=null;#o=!1;#c="";constructor(e,r){this.#e=e,this.#t.append(this.#n,this.#s),this.element=i("div",{class:"scroll"},this.#t),this.#t.addEventListener("pointerover",n=>this.#m(this.#h(n.target)),{signal:r}),this.#t.addEventListener("pointerleave",()=>this.#m(null),{signal:r}),this.#t.addEventListener("focusin",n=>this.#l(n),{signal:r}),this.#t.addEventListener("click",n=>this.#b(n),{signal:r}),this.#t.addEventListener("keydown",n=>this.#d(n),{signal:r})}draw(e,r){let o=this.#g(e)||r||this.#o?null:this.#r;this.#r=e,this.#o=r;for(let[s,a]of this.#i.entries()){let l=this.#x(s,e);(o===null||!e.drawsLike(o,l))&&Me(a,e,l,r)}this.#p(this.#a)}select(e){this.#p(e);let r=this.#u(this.#a);r!==void 0&&ot(this.element,r,this.#n)}focus(e){this.#u(e)?.focus({preventScroll:!0})}pending(e,r){this.#u(e)?.classList.toggle("pending",r)}#p(e){Ae(this.#u(this.#a),!1),this.#a=this.#r===null?e:w(e,this.#r.size),Ae(this.#u(this.#a),!0)}#g(e){let{layers:r,tokens:n,other_tokens:o}=e.screen,s=JSON.stringify([r,n,o]);return s===this.#c?!1:(this.#c=s,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(Le(e))),this.#n.replaceChildren(...Ee(e)),this.#i=[],this.#s.replaceChildren(...r.map((a,l)=>Ce(e,l,this.#i))),!0)}#m(e){for(let r of this.#t.querySelectorAll(".pointed"))r.classList.remove("pointed");if(e!==null){this.#s.children[e.row]?.firstElementChild?.classList.add("pointed");for(let r of this.#n.children)r.children[e.column+1]?.classList.add("pointed")}this.#e.hover(e)}#l(e){let r=this.#h(e.target);r!==null&&this.#e.select(r)}#b(e){let r=this.#h(e.target);r!==null&&(this.focus(r),this.#e.activate(r))}#d(e){let r=this.#h(e.target);if(r===null||this.#r===null)return;let n=_(e),o=O(r,this.#r.size,e);if(n!==null)this.#e.travel(n);else if(o!==null)this.focus(o);else if(H(e,"Enter"," "))this.#e.activate(r);else if(H(e,"Delete","Backspace"))this.#e.remove(r);else return;e.preventDefault(),e.stopPropagation()}#u({row:e,column:r}){return this.#i[e*(this.#r?.size.columns??0)+r]}#h(e){let r=e instanceof Element?e.closest(".cell"):null,n=r===null?-1:this.#i.indexOf(r);return n<0||this.#r===null?null:this.#x(n,this.#r)}#x(e,{size:r}){return{row:Math.floor(e/r.columns),column:e%r.columns}}};function Ae(t,e){t!==void 0&&(u(t,"tabindex",e?0:-1),u(t,"aria-selected",e?"true":null))}function ot(t,e,r){let[n,o]=[e.getBoundingClientRect(),t.getBoundingClientRect()],s=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[a,l]=[o.left+s+4,o.top+r.getBoundingClientRect().height+4],[d,p]=[o.left+t.clientWidth-4,o.top+t.clientHeight-4];n.left<a?t.scrollLeft-=a-n.left:n.right>d&&(t.scrollLeft+=n.right-d),n.top<l?t.scrollTop-=l-n.top:n.bottom>p&&(t.scrollTop+=n.bottom-p)}function T(t){let e=Se(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function S(t){let e=Se(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Se(t,e){let r=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(r.byteLength%e!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${e}-byte values`);return r.byteOffset%e===0?r:r.slice()}var it=1e-5,N=class{constructor(e){this.screen=e;let{clean:r}=e;this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=S(e.ids),this.#n=T(e.probabilities),this.#s=S(e.vocabulary),this.#i=r&&S(r.ids),this.#t=r&&{tops:T(r.tops),probabilities:T(r.probabilities),distances:T(r.distances)},this.#a=new Map(e.edits.map(n=>[this.#o($(n)),n])),this.#r=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#n;#s;#t;#i;#a;#r;get patched(){return this.#t!==null}top(e){let r=this.#o(e)*this.#r;return{token:this.token(this.#e[r]??0),probability:this.#n[r]??Number.NaN}}cleanTop(e){let r=this.#o(e);return this.#t===null||this.#i===null?this.top(e):{token:this.token(this.#i[r]??0),probability:this.#t.tops[r]??Number.NaN}}guesses(e){let r=this.#o(e)*this.#r;return Array.from({length:this.#r},(n,o)=>({token:this.token(this.#e[r+o]??0),probability:this.#n[r+o]??Number.NaN,clean:this.#t?.probabilities[r+o]??null}))}next(){let{ids:e,probabilities:r,clean:n}=this.screen.next,[o,s]=[T(r),T(n)];return Array.from(S(e),(a,l)=>({token:this.token(a),probability:o[l]??Number.NaN,clean:this.patched?s[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#o(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=it)}edit(e){return this.#a.get(this.#o(e))}layerName(e){let r=this.screen.layers[e]??"";return r==="embed"?"embed":`layer ${r}`}drawsLike(e,r){let[n,o]=[this.#o(r),e.#o(r)];return this.#s[this.#e[n*this.#r]??0]===e.#s[e.#e[o*e.#r]??0]&&this.#n[n*this.#r]===e.#n[o*e.#r]&&this.distance(r)===e.distance(r)&&this.edit(r)?.kind===e.edit(r)?.kind}describe(e){let{token:r,probability:n}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${f(this.screen.tokens[e.column]??"")}`}: ${f(r.text)} ${b(n)}${this.#c(e)}${this.#p(e)}`}summary(){let{rows:e,columns:r}=this.size,n={row:e-1,column:r-1},{token:o,probability:s}=this.top(n),a=`Next token ${f(o.text)} ${b(s)}`;if(!this.patched)return`${a}.`;let l=this.cleanTop(n),d=`was ${f(l.token.text)} ${b(l.probability)}`;return`${a}, ${d}. ${this.changes()} of ${A(e*r,"cell")} changed.`}changes(){let{rows:e,columns:r}=this.size,n=0;for(let o=0;o<e;o++)for(let s=0;s<r;s++)this.changed({row:o,column:s})&&n++;return n}token(e){return{place:e,id:this.#s[e]??-1,text:this.screen.strings[e]??""}}#o({row:e,column:r}){return e*this.size.columns+r}#c(e){if(!this.changed(e))return"";let{token:r,probability:n}=this.cleanTop(e);return`, was ${f(r.text)} ${b(n)}`}#p(e){let r=this.edit(e);return r===void 0?"":`, patched: ${F(r.kind)}`}};function $({layer:t,position:e}){return{row:t+1,column:e}}function F(t){return t==="zero"?"set to zero":"copied from the other prompt"}function Ne(t,e){let r=i("ul",{class:"patches","aria-label":"Patches",tabindex:-1}),n=null;return r.addEventListener("click",o=>{let s=o.target instanceof Element?o.target.closest("button"):null,a=n?.screen.edits[Number(s?.dataset.index??Number.NaN)];a!==void 0&&(s?.dataset.act==="remove"?t.remove($(a)):t.go($(a)))},{signal:e}),{element:r,draw(o){n=o;let{edits:s}=o.screen,a=r.getRootNode(),l=r.contains(a.activeElement??null);s.length===0?r.replaceChildren(i("li",{class:"empty"},"No patches: click a cell.")):r.replaceChildren(...s.map((d,p)=>st(o,d,p))),l&&(r.querySelector("button")??r).focus()}}}function st(t,e,r){let{row:n,column:o}=$(e),s=g(t.screen.tokens[o]??""),a=`${t.layerName(n)}, position ${o} ${s}`,l=i("button",{type:"button","data-index":r,"data-act":"go",title:"Go to this cell"});l.append(i("span",{class:"badge","data-edit":e.kind,"aria-hidden":"true"}),`${t.layerName(n)} · ${o} `,i("code",{},s),i("span",{class:"kind"},e.kind==="zero"?"zero":"copy"));let d=i("button",{type:"button",class:"remove","data-index":r,"data-act":"remove","aria-label":`Remove the patch at ${a} (${F(e.kind)})`});return d.append("✕"),i("li",{},l,d)}var at=[["copy","copy from other","A click copies the same cell's residual stream from the other prompt"],["zero","zero","A click sets the cell's residual stream to zero"],["inspect","just look","A click only selects the cell"]];function $e(t,e){let r=i("span",{class:"size"}),n=i("fieldset",{class:"modes"},i("legend",{},"Click to")),o=(c,x,y)=>{let v=i("button",{type:"button",title:y},c);return v.addEventListener("click",()=>lt(v)&&x(),{signal:e}),v},s=o("Undo",t.undo,"Take back the last change (Ctrl+Z in the grid)"),a=o("Redo",t.redo,"Make it again (Ctrl+Shift+Z in the grid)"),l=o("Clear",t.clear,"Remove all patches"),d=o("Show clean",()=>t.compare(d.getAttribute("aria-pressed")!=="true"),"Look at the grid of the run without patches"),p=o("Copy as code",t.copyCode,"Copy Python that gives the same values"),h=i("header",{class:"toolbar"},i("h2",{},"Logit lens"),r,n);h.append(i("span",{class:"buttons"},s,a,l,d,p));let m=`mode-${Math.random().toString(36).slice(2)}`;for(let[c,x,y]of at){let v=i("input",{type:"radio",name:m,value:c});v.addEventListener("change",()=>t.mode(c),{signal:e}),n.append(i("label",{title:y},v,i("span",{},x)))}return{element:h,draw(c,x,y){let{rows:v,columns:He}=c.size;r.textContent=`${A(v-1,"layer")} × ${A(He,"token")}`,K(s,c.screen.can_undo),K(a,c.screen.can_redo),K(l,c.patched),K(d,c.patched),d.setAttribute("aria-pressed",String(y));for(let E of n.querySelectorAll("input"))E.checked=E.value===x,E.disabled=E.value==="copy"&&c.screen.other_tokens===null,E.disabled&&E.parentElement?.setAttribute("title","There is no other prompt to copy from")}}}function K(t,e){t.setAttribute("aria-disabled",String(!e))}function lt(t){return t.getAttribute("aria-disabled")!=="true"}var dt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",q=class{element;#e;#n;#s;#t;#i;#a=we();#r=ke();#o;#c=i("div",{class:"messages"});#p=i("p",{class:"status",role:"status"});#g=i("pre",{tabindex:0,"aria-label":"Python"});#m=i("details",{class:"code"},i("summary",{},"Python"),this.#g);#l;#b=null;#d=!1;constructor(e,r){this.#e=e,this.#n=r,this.#l=new N(e.get("_screen")),this.#s=Y(e,()=>this.#q(dt),r),this.#t=this.#u(),this.#o=Ne({go:n=>this.#t.focus(n),remove:n=>this.#y(n)},r),this.#i=this.#h(),this.element=this.#x(),this.#R(),k(e,"change:_screen",()=>this.#K(),r),k(e,"change:selected",()=>this.#w(),r),k(e,"change:mode",()=>this.#M(),r),k(e,"change:busy",()=>this.#A(),r)}#u(){return new P({hover:e=>this.#$(e),select:e=>this.#N(e),activate:e=>this.#S(e),remove:e=>this.#y(e),travel:e=>{this.#f(e)}},this.#n)}#h(){return $e({mode:e=>this.#H(e),undo:()=>{this.#f("undo")},redo:()=>{this.#f("redo")},clear:()=>{this.#f("clear")},compare:e=>this.#z(e),copyCode:()=>{this.#P()}},this.#n)}#x(){let e=i("div",{class:"foot"},ct(),this.#p,this.#o.element),r=i("aside",{class:"side","aria-label":"Values"},this.#a.element,this.#r.element),n=i("div",{class:"body"},this.#t.element,e,r,this.#m);return i("section",{class:"lens","aria-label":"Logit lens"},this.#i.element,this.#c,n)}#S(e){let r=this.#e.get("mode");r!=="inspect"&&(this.#l.edit(e)?.kind===r?this.#y(e):this.#E("patch",e,{edit:r}))}#y(e){this.#l.edit(e)!==void 0&&this.#E("remove",e)}#N(e){let r=this.#T();this.#t.select(e),!(r.row===e.row&&r.column===e.column)&&(this.#e.set("selected",[e.row,e.column]),this.#e.save_changes())}#$(e){this.#b=e,this.#k()}#H(e){this.#e.set("mode",e),this.#e.save_changes()}#z(e){this.#d=e,this.#v()}async#P(){let e=await se(this.#l.screen.code);e||(this.#m.open=!0),this.#C(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}async#E(e,r,n={}){this.#t.pending(r,!0),await this.#f(e,{layer:r.row-1,position:r.column,...n}),this.#t.pending(r,!1)}async#f(e,r={}){try{await this.#s(e,r),this.#c.replaceChildren()}catch(n){this.#L(n)}}#K(){try{this.#l=new N(this.#e.get("_screen")),this.#d=!1,this.#v()}catch(e){this.#L(e)}}#L(e){let{message:r,details:n}=R(e),o=e instanceof M?e.details:n;this.#c.replaceChildren(B({message:r,details:o},this.#n))}#q(e){this.#c.replaceChildren(i("p",{class:"notice",role:"status"},e))}#C(e){this.#p.textContent=e}#R(){this.#v(),this.#w(),this.#M(),this.#A(),requestAnimationFrame(()=>this.#w())}#v(){let e=this.#l;this.#d&&=e.patched,u(this.element,"data-patched",e.patched),u(this.element,"data-clean",this.#d),this.#i.draw(e,this.#e.get("mode"),this.#d),this.#t.draw(e,this.#d),this.#a.draw(e),this.#o.draw(e),this.#k(),this.#g.textContent=e.screen.code,this.#C(this.#d?"The clean run, without patches.":e.summary())}#w(){this.#t.select(this.#T()),this.#k()}#k(){this.#r.draw(this.#l,this.#b??this.#T())}#M(){this.#i.draw(this.#l,this.#e.get("mode"),this.#d)}#A(){u(this.element,"data-busy",this.#e.get("busy")),u(this.#t.element,"aria-busy",String(this.#e.get("busy")))}#T(){let[e=0,r=0]=this.#e.get("selected");return w({row:e,column:r},this.#l.size)}};function ct(){let t=(e,r,n="")=>i("span",{class:`item ${e}`,title:n||null},i("i",{"aria-hidden":"true"}),r);return i("p",{class:"legend"},i("span",{class:"item scale"},"probability 0",i("i",{"aria-hidden":"true",style:me()}),"1"),t("edit","patched"),t("top","different first guess","The likeliest token is not the clean run's"),t("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"))}var Nr=re([ne,oe,ie],(t,e)=>new q(t,e));export{Nr as default};

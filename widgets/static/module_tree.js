var Z=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function l(t,e={},...r){let n=document.createElement(t);for(let[o,i]of Object.entries(e))k(n,o,i);return n.append(...r),n}function k(t,e,r){if(r===!1||r===null||r===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=r===!0?"":String(r);t.getAttribute(e)!==n&&t.setAttribute(e,n)}function ee(t,e,r){try{e()}catch(n){t.append(H(z(n),r))}}function z(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function H({message:t,details:e},r){let n=l("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=l("div",{},l("p",{},t));e&&o.append(l("details",{},l("summary",{},"Details"),l("pre",{tabindex:0},e)));let i=l("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>i.remove(),{signal:r}),i}var Le=["a","c","v","x","y","z"],Ee=["text","search","number"];function te(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Ee.includes(t.type)}function re(t){return t.ctrlKey||t.metaKey?Le.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ne(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function Ne({row:t,column:e},{rows:r,columns:n},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return P({row:t,column:e-1},{rows:r,columns:n});case"ArrowRight":return P({row:t,column:e+1},{rows:r,columns:n});case"ArrowUp":return P({row:t-1,column:e},{rows:r,columns:n});case"ArrowDown":return P({row:t+1,column:e},{rows:r,columns:n});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?r-1:t,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:r-1,column:e};default:return null}}function P({row:t,column:e},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,t)),column:Math.max(0,Math.min(n-1,e))}}function v(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function Ae(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Re=["Enter"," ","Delete","Backspace"],$e=[{row:0,column:0},{rows:1,columns:1}];function oe(t,e){let r=n=>{let o=n.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Se(n,o[0]))};window.addEventListener("keydown",r,{capture:!0,signal:e})}function Se(t,e){return te(e)?re(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ne(t)?!0:Ne(...$e,t)!==null||v(t,...Re)||Ae(t)!==null}var R=class extends Error{details;constructor(e,r){super(e),this.name="KernelError",this.details=r}},Ke=8e3;function se(t,e,r){let n=new Map,o=Math.random().toString(36).slice(2),i=0;return $(t,"msg:custom",s=>{let d=n.get(s?.id);d!==void 0&&(n.delete(s.id),clearTimeout(d.timer),s.kind==="error"?d.fail(new R(s.message,s.details)):d.done())},r),r.addEventListener("abort",()=>{for(let{timer:s}of n.values())clearTimeout(s);n.clear()}),(s,d={})=>new Promise((c,u)=>{let p=`${o}-${++i}`;n.set(p,{done:c,fail:u,timer:setTimeout(e,Ke)}),t.send({kind:s,id:p,...d})})}var ie=new WeakMap;function $(t,e,r,n){t.on(e,r);let o=ie.get(n),i=()=>t.off(e,r);if(o){o.push(i);return}let a=[i];ie.set(n,a),n.addEventListener("abort",()=>{for(let s of a)s()})}function ae(t,e){let r=l("progress",{max:1,value:0,"aria-label":"Progress"}),n=l("span",{class:"quiet"}),o=l("button",{type:"button"},"Cancel"),i=l("div",{class:"progress",role:"group",hidden:!0},r,n,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:s=0,total:d=0,text:c=""}=t.get("_progress")??{};i.hidden=d===0,r.value=d>0?s/d:0,n.textContent=c};return $(t,"change:_progress",a,e),a(),i}function He(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function le(t,e){let r=()=>{t.style.colorScheme=He(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function de(t,e){function r({model:n,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let s=l("div",{class:"nnexplore"}),d=s.attachShadow({mode:"open"});return d.append(l("style",{},Z,...t),ae(n,a.signal)),o.append(s),le(s,a.signal),oe(s,a.signal),ee(d,()=>d.append(e(n,a.signal,s).element),a.signal),()=>a.abort()}return{render:r}}var ue=`/* The view as a whole: toolbar, window, details. */

.modules {
  container-type: inline-size;
  display: grid;
  gap: 10px;
  padding: 4px 2px 6px;
}

.messages:empty,
.details[hidden],
.details section[hidden],
button[hidden] {
  display: none;
}

.toolbar {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 14px;
  align-items: center;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

.size {
  margin-left: -6px;
  color: var(--quiet);
  white-space: nowrap;
}

.search {
  position: relative;
  flex: 1 1 220px;
  max-width: 380px;
}

.search input {
  width: 100%;
  padding: 4px 10px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
}

.search input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.found {
  position: absolute;
  top: 5px;
  right: 30px;
  color: var(--quiet);
  font-size: 12px;
  pointer-events: none;
}

.buttons {
  display: inline-flex;
  flex: none;
  gap: 6px;
  margin-left: auto;
}

/* All that is known of one module. */
.details {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
  gap: 6px 28px;
  padding: 10px 14px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--raised);
}

.path-line,
.what {
  grid-column: 1 / -1;
}

.path-line {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
}

.path {
  min-width: 0;
  font-size: 13px;
  font-weight: 650;
  overflow-wrap: anywhere;
  white-space: normal;
}

.details button {
  background: var(--paper);
}

.details .read:not([aria-disabled="true"]) {
  border-color: var(--accent);
  color: var(--accent);
  font-weight: 600;
}

.what b {
  font-weight: 600;
}

.extra {
  margin-left: 6px;
  color: var(--quiet);
  font-family: var(--mono);
  font-size: 12px;
  overflow-wrap: anywhere;
}

dl {
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 2px 14px;
  align-content: start;
  margin: 0;
}

h3 {
  margin-bottom: 3px;
  color: var(--quiet);
  font-size: 11.5px;
  font-weight: 600;
}

dt {
  color: var(--quiet);
}

dd {
  margin: 0;
  overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums;
}

.shared {
  display: block;
  color: var(--quiet);
}

.bad {
  color: var(--bad);
  font-weight: 600;
}

.status {
  min-height: 1.45em;
  color: var(--quiet);
}

@container (max-width: 620px) {
  .toolbar .search {
    order: 1;
    flex-basis: 100%;
    max-width: none;
  }
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
`;var ce=`/* The rows of the tree: one grid of columns, fewer where there is less room. A row is 26 px high, as in row.ts. */

.window {
  --columns: minmax(200px, 2.2fr) minmax(110px, 1.1fr) 104px 92px 118px;
  overflow: auto;
  max-height: 494px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  scrollbar-width: thin;
}

.window[data-run] {
  --columns: minmax(200px, 2.2fr) minmax(110px, 1.1fr) 92px 84px 108px 104px 112px 72px;
}

.headings,
.row {
  display: grid;
  grid-template-columns: var(--columns);
  gap: 0 12px;
  align-items: center;
  height: 26px;
  padding: 0 12px 0 8px;
  white-space: nowrap;
}

.headings {
  position: sticky;
  z-index: 2;
  top: 0;
  border-bottom: 1px solid var(--line);
  background: var(--raised);
  color: var(--quiet);
  font-size: 11.5px;
}

.tree {
  position: relative;
  outline: none;
}

.row {
  position: absolute;
  right: 0;
  left: 0;
  cursor: default;
}

.row > span,
.headings > span {
  overflow: hidden;
  line-height: 26px;
  text-overflow: ellipsis;
}

.row:hover {
  background: color-mix(in oklab, var(--accent) 7%, var(--paper));
}

.row[data-active] {
  background: color-mix(in oklab, var(--accent) 9%, var(--paper));
}

.row[aria-selected="true"] {
  background: color-mix(in oklab, var(--accent) 20%, var(--paper));
}

.tree:focus-visible .row[data-active] {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

/* The layer that another view has selected. */
.row[data-layer]::before {
  position: absolute;
  top: 3px;
  bottom: 3px;
  left: 0;
  width: 3px;
  border-radius: 0 2px 2px 0;
  background: var(--accent);
  content: "";
}

.name {
  display: flex;
  gap: 6px;
  align-items: center;
}

.headings .name {
  padding-left: 18px;
}

.row .name {
  padding-left: calc((var(--level) - 1) * 15px);
}

.twisty {
  display: grid;
  flex: none;
  place-items: center;
  width: 18px;
  height: 26px;
  margin-right: -6px;
  color: var(--quiet);
  cursor: pointer;
}

.twisty::before {
  width: 6px;
  height: 6px;
  border: solid currentcolor;
  border-width: 0 1.5px 1.5px 0;
  content: "";
  transform: translateX(-1px) rotate(-45deg);
}

[aria-expanded="true"] .twisty::before {
  transform: translateY(-1px) rotate(45deg);
}

.twisty.none {
  visibility: hidden;
}

.label {
  overflow: hidden;
  text-overflow: ellipsis;
}

.named,
.row[aria-level="1"] .label {
  font-weight: 600;
}

.tag,
.alike {
  flex: none;
  padding: 0 6px;
  border-radius: 8px;
  font-size: 11px;
  line-height: 16px;
}

.tag {
  background: color-mix(in oklab, var(--accent) 15%, var(--paper));
  color: var(--accent);
}

.alike {
  border: 1px solid var(--line);
  color: var(--quiet);
  line-height: 15px;
}

.copy {
  visibility: hidden;
  flex: none;
  position: relative;
  width: 20px;
  height: 26px;
  color: var(--quiet);
  cursor: pointer;
}

.row:hover .copy {
  visibility: visible;
}

.copy::before,
.copy::after {
  position: absolute;
  width: 8px;
  height: 8px;
  border: 1.5px solid currentcolor;
  border-radius: 2px;
  background: var(--paper);
  content: "";
}

.copy::before {
  top: 7px;
  left: 8px;
}

.copy::after {
  top: 10px;
  left: 5px;
}

.copy:hover {
  color: var(--accent);
}

.kind,
.weight,
.lies {
  color: var(--quiet);
}

.weight,
.count,
.output,
.norm,
.time {
  font-variant-numeric: tabular-nums;
  text-align: right;
}

/* The share of the whole, as a line below the number. */
.row .count,
.row .time {
  height: 26px;
  background:
    linear-gradient(var(--share-colour), var(--share-colour)) 100% 22px / calc(100% * var(--share, 0)) 2px
    no-repeat;
}

.row .count {
  --share-colour: light-dark(#9aa7b6, #5c6a7a);
}

.row .time {
  --share-colour: var(--accent);
}

.row[data-changed] .label::after {
  margin-left: 6px;
  color: var(--change-text);
  content: "◆ changed";
  font-size: 11px;
}

.row[data-unusual] .norm {
  color: var(--bad);
  font-weight: 700;
}

/* What is selected is folded away in here. */
.row[data-holds] .label::before {
  display: inline-block;
  width: 7px;
  height: 7px;
  margin-right: 6px;
  border-radius: 50%;
  background: var(--accent);
  content: "";
  vertical-align: 1px;
}

mark {
  border-radius: 2px;
  background: light-dark(#ffe08a, #6b5200);
  color: inherit;
}

.window:not([data-run]) :is(.output, .norm, .time) {
  display: none;
}

@container (max-width: 1000px) {
  .window {
    --columns: minmax(180px, 2fr) minmax(100px, 1fr) 92px 84px;
  }

  .window[data-run] {
    --columns: minmax(200px, 2.5fr) minmax(90px, 1fr) 78px 98px 108px 64px;
  }

  .lies,
  [data-run] .weight {
    display: none;
  }
}

@container (max-width: 640px) {
  .window {
    --columns: minmax(0, 1fr) 92px 78px;
  }

  .window[data-run] {
    --columns: minmax(0, 1fr) 62px 104px 56px;
  }

  .headings,
  .row {
    gap: 0 8px;
  }

  .kind,
  .alike + .tag,
  [data-run] .output {
    display: none;
  }

  .row[data-changed] .label::after {
    content: "◆";
  }
}
`;function L(t){let e=pe(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function x(t){let e=pe(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function pe(t,e){let r=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(r.byteLength%e!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${e}-byte values`);return r.byteOffset%e===0?r:r.slice()}function U(t){let[e,r,n]=[x(t.parent),x(t.name),x(t.kind)],[o,i,a]=[x(t.fact),x(t.lie),Ce(t.parameters)],s=[];for(let[d,c]of e.entries()){let u=d===0?null:s[c]??null,p=t.names[r[d]??0]??"",[f,g]=t.lies[i[d]??0]??["",""],h={number:d,path:u?.path?`${u.path}.${p}`:p,name:p,kind:t.kinds[n[d]??0]??"",facts:t.facts[o[d]??0]??{extra:"",parameters:[],runs:!1},fact:o[d]??0,parameters:a[d]??0,dtype:f,device:g,tags:[],block:null,parent:u,children:[]};s.push(h),u?.children.push(h)}for(let[d,c]of t.tags)s[d]?.tags.push(c);for(let[d,c]of t.blocks.entries()){let u=s[c];u!==void 0&&(u.block=d)}return s}function I(t){let{outputs:e,norm:r,mean:n,time:o,calls:i,output:a,changed:s}=t;if(!e||!r||!n||!o||!i||!a||!s)return[];let[d,c,u]=[L(r),L(n),L(o)],[p,f,g]=[x(i),x(a),new Set(x(s))];return Array.from(p,(h,m)=>{if(h===0)return null;let[y,_]=e[f[m]??0]??[[],""];return{shape:y,dtype:_,norm:d[m]??0,mean:c[m]??0,time:u[m]??0,calls:h,changed:g.has(m)}})}function Ce(t){let e=t instanceof ArrayBuffer?new Uint8Array(t):t,r=e.byteOffset;return new Float64Array(e.buffer.slice(r,r+e.byteLength))}async function he(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Be(t)}}function Be(t){let e=document.activeElement,r=l("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});r.value=t,document.body.append(r),r.select();let n=document.execCommand?.("copy")??!1;return r.remove(),e instanceof HTMLElement&&e.focus(),n}function E(t){if(!Number.isFinite(t))return Fe(t);for(let e=6;e<9;e++){let r=Number(t.toPrecision(e));if(Math.fround(r)===t)return me(r)}return me(Number(t.toPrecision(9)))}function me(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function Fe(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function S(t,e,r=`${e}s`){return`${t} ${t===1?e:r}`}var De=[[1e12,"T"],[1e9,"B"],[1e6,"M"],[1e3,"k"]];function N(t){let[e,r]=De.find(([o])=>t>=o)??[1,""];if(e===1)return String(t);let n=(t/e).toPrecision(3);return`${n.includes("e")?Number(n):n} ${r}`}function w(t){return t.toLocaleString("en-US")}function q(t){if(!Number.isFinite(t)||t===0)return E(t);let e=Math.abs(t);return e>=1e5||e<.001?t.toExponential(2):t.toPrecision(4)}function C(t){return t>=1e3?`${j(t/1e3)} s`:t>=1?`${j(t)} ms`:`${j(t*1e3)} µs`}function j(t){return t>=100?t.toFixed(0):t.toPrecision(3)}function M(t){return t.length===0?"scalar":t.join(" × ")}function B(t,e){let{module:r,alike:n}=t,o=n[0]??r,i=(n.length>0?n:r===null?[]:[r]).flatMap(s=>{let d=e[s.number];return d?[d]:[]}),a=i.filter(s=>s.dtype!=="").map(s=>s.norm);return{kind:o?.kind??"",weight:n.length>0||o===null?"":Oe(o),parameters:T(t),lies:o===null?"":[o.dtype,o.device].filter(Boolean).join(" · "),output:_e(i.map(s=>s.dtype===""?"":M(s.shape))),norm:ze(a),unusual:a.some(s=>!Number.isFinite(s)),time:i.length>0?i.reduce((s,d)=>s+d.time,0):null,changed:i.some(s=>s.changed)}}function T({module:t,alike:e}){return t?.parameters??e.reduce((r,n)=>r+n.parameters,0)}function G({module:t,alike:e}){return t?.path??e[0]?.parent?.path??""}function fe(t,e){let r=t.alike.length>0?`${t.alike.length} alike`:"",n=t.module?.tags.join(", ");return[t.label,n,r,e.kind===t.label?"":e.kind,e.parameters>0?`${N(e.parameters)} parameters`:"",e.output&&`output ${e.output}`,e.norm&&`norm ${e.norm}`,e.time===null?"":C(e.time),e.changed?"changed":""].filter(Boolean).join(", ")}function Oe({facts:t}){let e=t.parameters.find(([r])=>r==="weight")??t.parameters[0];return e===void 0?"":M(e[1])}function _e(t){let[e="",...r]=t;return r.every(n=>n===e)?e:""}function ze(t){if(t.length===0)return"";let e=t.find(o=>!Number.isFinite(o));if(e!==void 0)return q(e);let[r,n]=[q(Math.min(...t)),q(Math.max(...t))];return r===n?r:`${r} – ${n}`}function ge(t,e){let r=null,n=l("code",{class:"path"}),o=l("button",{type:"button"},"Copy path"),i=l("button",{type:"button",class:"read"},"Read this"),a=l("p",{class:"what"}),s=l("dl"),d=l("dl"),c=l("dl"),u=l("div",{class:"path-line"},n,l("span",{class:"buttons"},o,i)),p=l("aside",{class:"details","aria-label":"Module"},u,a,W("What it is",s)),f=[W("In this run",d),W("Value read",c)];p.append(...f);let g=async h=>{let m=G(h),y=await he(m);t.announce(y?`Copied: ${m||"(the model itself has no path)"}`:"The browser did not let us copy.")};return o.addEventListener("click",()=>r&&void g(r),{signal:e}),i.addEventListener("click",()=>r&&Ue(i)&&t.read(r),{signal:e}),{element:p,copy:g,draw(h,m,y,_){if(r=h,p.hidden=h===null,h===null)return;let X=Ie(h,_);i.setAttribute("aria-disabled",String(X!=="")),i.title=X||"Select it in all views, and read its value",n.textContent=G(h)||"the whole model",a.replaceChildren(...je(h)),s.replaceChildren(...Q(Ge(h)));let Me=h.module===null?null:m[h.module.number]??null;d.replaceChildren(...Q(Qe(h,Me,m))),c.replaceChildren(...Q(Ve(h,y)));for(let Y of f)Y.hidden=Y.querySelector("dt")===null}}}function W(t,e){return l("section",{},l("h3",{},t),e)}function Ue(t){return t.getAttribute("aria-disabled")!=="true"}function Ie(t,e){return t.module?.facts.runs?e?"":"There is no prompt: set workspace.prompt":"A list of modules is never called and gives no value"}function je({module:t,alike:e}){let r=e[0]??t,n=e.length===0?r?.facts.extra:"",o=e.length>0?`${e.length} × `:"",i=[l("b",{},`${o}${r?.kind??""}`)];return n&&i.push(l("span",{class:"extra"},`(${n})`)),i}function Ge(t){let{module:e,alike:r}=t,n=r[0]??e,o=r.length>0?[]:e?.facts.parameters??[],i=o.map(([s,d,c,u,p])=>[s,`${M(d)} · ${c} · ${u}`,...p?[l("span",{class:"shared"},`the same as ${p}`)]:[]]);o.length===0&&n?.dtype&&i.push(["dtype · device",`${n.dtype} · ${n.device}`]);let a=T(t);return i.push(["parameters",a>0?w(a):"none",...We(r)]),i}function We(t){return t[0]===void 0?[]:[` (${w(t[0].parameters)} each)`]}function Qe(t,e,r){if(r.length===0)return[];if(t.alike.length>0){let{time:a,norm:s,output:d}=B(t,r);return a===null?[["run","not called in this run"]]:[["output",d||"not of one shape"],["norm",s],["time",`${E(a)} ms, all together`]]}if(e===null)return[["run","not called in this run"]];let n=r[0]?.time??0,o=n>0?`, ${(100*e.time/n).toFixed(1)} % of the run`:"",i=e.dtype?[["output",`${M(e.shape)} · ${e.dtype}`],["norm",A(e.norm)],["mean",A(e.mean)]]:[["output","no tensor"]];return i.push(["time",`${E(e.time)} ms${o}`]),e.calls>1&&i.push(["calls",S(e.calls,"call"),", the last one's output"]),e.changed&&i.push(["changed","its output is written to by a change of the workspace"]),i}function Ve({module:t},{path:e,shape:r,dtype:n,numbers:o,unusual:i}){if(t===null||e!==t.path||r===void 0||o===void 0)return[];let[a=0,s=0,d=0,c=0]=L(o),u=[["value",`${M(r)} · ${n}`],["norm",A(s)],["mean",A(a)],["least",A(d)],["greatest",A(c)]];return i&&u.push(["not finite",l("b",{class:"bad"},S(i,"number"))]),u}function A(t){return l("span",{class:Number.isFinite(t)?"number":"number bad"},E(t))}function Q(t){return t.flatMap(([e,...r])=>[l("dt",{},e),l("dd",{},...r)])}function V(t){let e=t.toLowerCase().split(/\s+/).filter(Boolean);return{words:e,empty:e.length===0}}function F(t,{words:e}){let r=!1;for(let n of e){let o=t.path.toLowerCase(),i=o.lastIndexOf(n),a=[t.kind.toLowerCase(),...t.tags].some(s=>s.includes(n));if(i<0&&!a)return!1;r||=a||i+n.length>o.length-t.name.length}return r}function ye(t,{words:e}){let r=new Array(t.length).fill(!1),n=t.toLowerCase();for(let i of e){let a=n.indexOf(i),[s,d]=a>=0?[a,a+i.length]:[0,Je(n,i)];r.fill(!0,s,d)}let o=[];for(let[i,a]of[...t].entries()){let s=o.at(-1);s!==void 0&&s[1]===(r[i]??!1)?s[0]+=a:o.push([a,r[i]??!1])}return o}function Je(t,e){let r=e.slice(e.lastIndexOf(".")+1);return r!==e&&t.startsWith(r)?r.length:0}var b=26,Xe=[["name","module",""],["kind","class",""],["weight","weight","The shape of its own weight"],["count","parameters","All below; what is shared is counted once. The bar is the share of the model's"],["lies","dtype · device",""],["output","output","The shape of what it gave"],["norm","norm","L2 norm of all numbers of its output; of blocks that are alike the least and the greatest"],["time","time","From call to return in this one run, all inside included. The bar is the share of the model's"]];function be(){let t=Xe.map(([e,r,n])=>l("span",{class:e,title:n||null},r));return l("div",{class:"headings","aria-hidden":"true"},...t)}function xe(t,e,r,n,o){let{node:i,level:a,open:s,place:d,count:c}=t,u=B(i,n),p=T(r.root),f=n[0]?.time??0,g=l("div",{class:"row",id:`row-${e}`,role:"treeitem","aria-level":a,"aria-posinset":d,"aria-setsize":c,"aria-expanded":i.children.length>0?String(s):null,"aria-selected":String(o.selected),"aria-label":fe(i,u),"data-index":e,"data-path":i.module?.path??null,"data-active":o.active,"data-holds":o.holds,"data-layer":o.layer,"data-changed":u.changed,"data-unusual":u.unusual,style:`--level:${a};top:${e*b}px`}),h=(m,y)=>m>0&&y>0?`--share:${Math.min(1,m/y).toFixed(4)}`:null;return g.append(Ye(t,r.query),l("span",{class:"kind"},...J(u.kind===i.label?"":u.kind,r.query)),l("span",{class:"weight"},u.weight),l("span",{class:"count",title:u.parameters?w(u.parameters):null,style:h(u.parameters,p)},u.parameters>0?N(u.parameters):""),l("span",{class:"lies"},u.lies),l("span",{class:"output"},u.output),l("span",{class:"norm"},u.norm),l("span",{class:"time",style:u.time===null?null:h(u.time,f)},u.time===null?"":C(u.time))),g}function Ye({node:t},e){let r=l("span",{class:"label"},...J(t.label,e)),n=l("span",{class:"name"},l("i",{class:t.children.length>0?"twisty":"twisty none"}),r);t.alike.length>0&&n.append(l("span",{class:"alike"},`${t.alike.length} alike`));for(let o of t.module?.tags??[])o!==t.label?n.append(l("span",{class:"tag"},...J(o,e))):r.classList.add("named");return n.append(l("span",{class:"copy",title:"Copy the path (Ctrl+C)","aria-hidden":"true"})),n}function J(t,e){return ye(t,e).map(([r,n])=>n?l("mark",{},r):r)}var we=6,Ze=40,et=700,D=class{element;tree=l("div",{class:"tree",role:"tree",tabindex:0,"aria-label":"Modules","data-letters":!0});#t;#n;#r=[];#i=[];#e=null;#s=null;#a=null;#l={text:"",at:0};constructor(e,r,n){this.#n=e,this.#t=r,this.element=l("div",{class:"window"},be(),this.tree),this.element.addEventListener("scroll",()=>this.#o(),{signal:n}),this.tree.addEventListener("click",o=>this.#f(o),{signal:n}),this.tree.addEventListener("keydown",o=>this.#w(o),{signal:n})}get active(){return this.#e}refresh(e){this.#i=e,this.#r=this.#n().list(),this.#c(this.#e)<0&&(this.#e=this.#r[0]?.node??this.#e),k(this.element,"data-run",e.length>0),this.tree.style.height=`${this.#r.length*b}px`,this.#o()}mark(e,r){this.#s=e,this.#a=r,this.#o()}go(e){e!==null&&(this.#e=e,this.#x(),this.#o(),this.#t.look(e))}first(e){return this.#r.find(({node:r})=>e(r))?.node??this.#r[0]?.node??null}#o(){let[e,r]=this.#d(),n=this.#c(this.#e),o=[];for(let[i,a]of this.#r.entries())(i>=e&&i<r||i===n)&&o.push(xe(a,i,this.#n(),this.#i,this.#u(a)));this.tree.replaceChildren(...o),k(this.tree,"aria-activedescendant",n<0?null:`row-${n}`)}#u({node:e,open:r}){let n=a=>{for(let s=a?.parent??null;s!==null;s=s.parent)if(s===e)return!0;return!1},o=this.#a,i=e.alike.some(a=>a.block===o);return{active:e===this.#e,selected:e===this.#s,holds:!r&&n(this.#s),layer:o!==null&&(e.module?.block===o||!r&&i)}}#d(){let e=Math.floor(this.element.scrollTop/b),r=Math.ceil(this.element.clientHeight/b)||Ze;return[Math.max(0,e-we),e+r+we]}#x(){let e=this.#c(this.#e)*b;if(e<0||this.element.clientHeight===0)return;let r=this.element.clientHeight-b;e<this.element.scrollTop?this.element.scrollTop=e:e+b>this.element.scrollTop+r&&(this.element.scrollTop=e+b-r)}#c(e){return e===null?-1:this.#r.findIndex(r=>r.node===e)}#h(e,r){this.#n().fold(e,r),this.refresh(this.#i),this.go(e)}#g(e){e.module?.facts.runs?this.#t.select(e):this.#h(e,!this.#n().isOpen(e))}#f(e){let r=e.target instanceof Element?e.target:null,n=this.#r[Number(r?.closest(".row")?.dataset.index??-1)]?.node;n!==void 0&&(this.tree.focus({preventScroll:!0}),r?.closest(".copy")?this.#t.copy(n):r?.closest(".twisty:not(.none)")?this.#h(n,!this.#n().isOpen(n)):(this.go(n),this.#g(n)))}#w(e){let r=this.#c(this.#e),n=this.#r[r];if(n===void 0)return;let o=this.#l;if(this.#l={text:"",at:0},(e.ctrlKey||e.metaKey)&&e.key.toLowerCase()==="c")this.#t.copy(n.node);else if(v(e,"Enter"," "))this.#g(n.node);else if(v(e,"ArrowRight","ArrowLeft"))this.#v(n,e.key==="ArrowRight");else if(v(e,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.go(this.#r[this.#y(r,e.key)]?.node??null);else if(e.key==="*")this.#b(n);else if(e.key.length===1&&!e.ctrlKey&&!e.metaKey&&!e.altKey)this.#p(r,e,o);else return;e.preventDefault(),e.stopPropagation()}#y(e,r){let n=Math.max(1,Math.floor(this.element.clientHeight/b)-2),o=this.#r.length-1,i={ArrowUp:e-1,ArrowDown:e+1,Home:0,End:o,PageUp:e-n,PageDown:e+n};return Math.max(0,Math.min(o,i[r]))}#v({node:e,open:r},n){n&&e.children.length>0&&!r?this.#h(e,!0):n&&r?this.go(this.#r[this.#c(e)+1]?.node??null):!n&&r?this.#h(e,!1):n||this.go(e.parent)}#b({node:e}){for(let r of e.parent?.children??[e])this.#n().fold(r,!0);this.refresh(this.#i),this.go(e)}#p(e,{key:r,timeStamp:n},o){let i=(n-o.at<et?o.text:"")+r.toLowerCase();this.#l={text:i,at:n};let a=[...i].every(u=>u===i[0]),s=a?i[0]??"":i,d=a?e+1:e,c=[...this.#r.slice(d),...this.#r.slice(0,d)];this.go(c.find(({node:u})=>u.label.toLowerCase().startsWith(s))?.node??null)}};function ve(t){let e=nt(t),r=new Map,n=(a,s,d)=>{let c={label:d,module:a,alike:[],parent:s,children:[]};return r.set(a.number,c),o(c,a),c},o=(a,s)=>{let d=tt(s),c=d?rt(s.children,e):s.children.map(p=>[p]),u=p=>d&&s.name?`${s.name}.${p.name}`:p.name;for(let p of c){let[f,g]=[p[0],p.at(-1)];if(f===void 0||g===void 0)continue;if(p.length===1){a.children.push(n(f,a,u(f)));continue}let h=c.length===1,m=h?a:{label:"",module:null,alike:[],parent:a,children:[]};m.label=`${u(f)} … ${u(g)}`,m.alike=p,h||a.children.push(m);for(let y of p)m.children.push(n(y,m,u(y)))}},i=n(t,null,t.name||t.kind);return{root:i,of:a=>r.get(a.number)??i}}function tt(t){return t.children.length>1&&t.children.every(e=>/^\d+$/.test(e.name))}function rt(t,e){let r=[];for(let n of t){let o=r.at(-1),i=o?.[0];i!==void 0&&e.get(i.number)===e.get(n.number)?o?.push(n):r.push([n])}return r}function nt(t){let e=new Map,r=new Map,n=o=>{let i=o.children.map(d=>`${d.name}:${n(d)}`),a=JSON.stringify([o.kind,o.fact,o.dtype,o.device,i]),s=r.get(a)??r.size;return r.set(a,s),e.set(o.number,s),s};return n(t),e}var ot=16,K=class{modules;#t;#n=new Set;#r=new Map;#i=V("");#e=new Set;#s=0;constructor(e){let r=e[0];if(r===void 0)throw new Error("there is no module to show");this.modules=e,this.#t=ve(r),this.#l()}get query(){return this.#i}get found(){return this.#s}get root(){return this.#t.root}of(e){let r=this.modules.find(n=>n.path===e);return r===void 0?null:this.#t.of(r)}search(e){if(this.#i=V(e),this.#r.clear(),this.#e=new Set,this.#s=0,!this.#i.empty)for(let r of this.modules){if(!F(r,this.#i))continue;this.#s++;let n=this.#t.of(r);for(let o=n;o!==null&&!this.#e.has(o);o=o.parent)this.#e.add(o)}}isOpen(e){return e.children.length===0?!1:this.#i.empty?this.#n.has(e):this.#r.get(e)??e.children.some(r=>this.#e.has(r))}fold(e,r){e.children.length!==0&&(this.#i.empty?r?this.#n.add(e):this.#n.delete(e):this.#r.set(e,r))}reveal(e){for(let r=e.parent;r!==null;r=r.parent)this.isOpen(r)||this.fold(r,!0)}foldAll(){this.#n.clear(),this.#l()}list(){let e=[],r=(n,o,i,a)=>{let s=this.isOpen(n);if(e.push({node:n,level:o,open:s,place:i,count:a}),!s)return;let d=this.#a(n);for(let[c,u]of d.entries())r(u,o+1,c+1,d.length)};return(this.#i.empty||this.#e.size>0)&&r(this.#t.root,1,1,1),e}#a(e){if(this.#i.empty)return e.children;let r=e.children.filter(n=>this.#e.has(n));return r.length>0?r:e.children}#l(){let e=1;for(let r=[this.#t.root];r.length>0;){let n=r.shift(),o=n.children.length;o===0||n.alike.length>0||e+o>ot||(this.#n.add(n),e+=o,r.push(...n.children))}}};function ke(t,e){let r=l("span",{class:"size"}),n=l("span",{class:"found",role:"status"}),o=l("input",{type:"search",placeholder:"name, class or part","aria-label":"Search the modules",autocomplete:"off",spellcheck:"false"}),i=l("button",{type:"button",title:"Fold as at first"},"Fold"),a=l("button",{type:"button",title:"Run the prompt once more and measure anew"},"Run again"),s=()=>{o.value="",t.search("")};o.addEventListener("input",()=>t.search(o.value),{signal:e}),o.addEventListener("keydown",u=>{if(v(u,"ArrowDown","Enter"))t.down();else if(v(u,"Escape")&&o.value!=="")s();else return;u.preventDefault(),u.stopPropagation()},{signal:e}),i.addEventListener("click",t.fold,{signal:e}),a.addEventListener("click",t.run,{signal:e});let d=l("span",{class:"search"},o,n),c=l("header",{class:"toolbar"},l("h2",{},"Modules"),r,d);return c.append(l("span",{class:"buttons"},i,a)),{element:c,draw(u,p){let f=T(u.root);r.textContent=`${w(u.modules.length)} with ${N(f)} parameters`,r.title=`${S(u.modules.length,"module")}, ${w(f)} parameters`,n.textContent=u.query.empty?"":u.found>0?`${w(u.found)} found`:"nothing found",a.hidden=!p}}}var it="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",O=class{element;#t;#n;#r;#i;#e;#s;#a=l("div",{class:"messages"});#l=l("p",{class:"status",role:"status"});#o;#u;#d;constructor(e,r){this.#t=e,this.#n=r,this.#o=new K(U(e.get("_tree"))),this.#u=I(e.get("_screen")),this.#d=e.get("_path"),this.#r=se(e,()=>this.#v(it),r),this.#i=ke({search:o=>this.#c(o),down:()=>this.#e.tree.focus(),fold:()=>this.#h(),run:()=>{this.#f("run")}},r),this.#e=new D(()=>this.#o,{look:()=>this.#k(),select:o=>{this.#g(o)},copy:o=>{this.#s.copy(o)}},r),this.#s=ge({read:o=>{this.#f("read",{path:o.module?.path})},announce:o=>{this.#l.textContent=o}},r);let n=[this.#i.element,this.#a,this.#e.element,this.#s.element,this.#l];this.element=l("section",{class:"modules","aria-label":"Modules of the model"},...n),this.#x(),this.#b()}#x(){let e=(r,n)=>$(this.#t,`change:${r}`,()=>this.#w(n),this.#n);e("_tree",()=>{this.#o=new K(U(this.#t.get("_tree"))),this.#b()}),e("_screen",()=>{this.#u=I(this.#t.get("_screen")),this.#p()}),e("_path",()=>{this.#d=this.#t.get("_path"),this.#m(!0)}),e("_selected",()=>this.#m(!1)),e("_value",()=>this.#k()),e("_error",()=>this.#M()),e("busy",()=>this.#T())}#c(e){let r=this.#e.active;this.#o.search(e),this.#o.query.empty&&r!==null&&this.#o.reveal(r),this.#p();let n=({module:o})=>o!==null&&F(o,this.#o.query);this.#e.go(this.#o.query.empty?r:this.#e.first(n))}#h(){this.#o.foldAll(),this.#p(),this.#e.go(this.#e.active)}async#g(e){this.#d=e.module?.path??null,this.#m(!1),await this.#f("select",{path:this.#d}),this.#d=this.#t.get("_path"),this.#m(!1)}async#f(e,r={}){try{await this.#r(e,r),this.#M()}catch(n){this.#y(n)}}#w(e){try{e()}catch(r){this.#y(r)}}#y(e){let{message:r,details:n}=z(e),o=e instanceof R?e.details:n;this.#a.replaceChildren(H({message:r,details:o},this.#n))}#v(e){this.#a.replaceChildren(l("p",{class:"notice",role:"status"},e))}#b(){this.#p(),this.#m(!0),this.#M(),this.#T(),requestAnimationFrame(()=>this.#m(!0))}#p(){this.#e.refresh(this.#u),this.#i.draw(this.#o,this.#u.length>0),this.#k()}#m(e){let r=this.#d===null?null:this.#o.of(this.#d);this.#e.mark(r,this.#t.get("_selected").layer),!(!e||r===null||!this.#o.query.empty||r===this.#e.active)&&(this.#o.reveal(r),this.#p(),this.#e.go(r))}#k(){this.#s.draw(this.#e.active,this.#u,this.#t.get("_value"),this.#u.length>0)}#M(){let{message:e,details:r}=this.#t.get("_error");this.#a.replaceChildren(),e&&this.#a.append(H({message:e,details:r},this.#n))}#T(){k(this.element,"data-busy",this.#t.get("busy")),k(this.#e.tree,"aria-busy",String(this.#t.get("busy")))}};var Tr=de([ue,ce],(t,e)=>new O(t,e));export{Tr as default};

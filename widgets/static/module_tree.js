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
`;function a(t,e={},...r){let n=document.createElement(t);for(let[o,i]of Object.entries(e))k(n,o,i);return n.append(...r),n}function k(t,e,r){if(r===!1||r===null||r===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=r===!0?"":String(r);t.getAttribute(e)!==n&&t.setAttribute(e,n)}function ee(t,e,r){try{e()}catch(n){t.append(H(_(n),r))}}function _(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function H({message:t,details:e},r){let n=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>i.remove(),{signal:r}),i}function we({row:t,column:e},{rows:r,columns:n},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return K({row:t,column:e-1},{rows:r,columns:n});case"ArrowRight":return K({row:t,column:e+1},{rows:r,columns:n});case"ArrowUp":return K({row:t-1,column:e},{rows:r,columns:n});case"ArrowDown":return K({row:t+1,column:e},{rows:r,columns:n});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?r-1:t,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:r-1,column:e};default:return null}}function K({row:t,column:e},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,t)),column:Math.max(0,Math.min(n-1,e))}}function v(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function ve(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var ke=["Enter"," ","Delete","Backspace"],Me=[{row:0,column:0},{rows:1,columns:1}];function te(t,e){let r=n=>{if(!n.composedPath().includes(t))return;let i=we(...Me,n)!==null||v(n,...ke)||ve(n)!==null;t.toggleAttribute("data-lm-suppress-shortcuts",i)};window.addEventListener("keydown",r,{capture:!0,signal:e})}function Te(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function re(t,e){let r=()=>{t.style.colorScheme=Te(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}var ne=`/* The view as a whole: toolbar, window, details. */

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
`;function oe(t,e){let r=n=>{let[o]=n.composedPath();if(!n.composedPath().includes(t))return;let i=!n.ctrlKey&&!n.metaKey&&!n.altKey,l=o instanceof HTMLInputElement&&"acvxzy".includes(n.key.toLowerCase());(i?n.key.length===1||n.key==="Escape":l||n.key.toLowerCase()==="c")&&t.setAttribute("data-lm-suppress-shortcuts","")};window.addEventListener("keydown",r,{capture:!0,signal:e})}var ie=`/* The rows of the tree: one grid of columns, fewer where there is less room. A row is 26 px high, as in row.ts. */

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
`;var R=class extends Error{details;constructor(e,r){super(e),this.name="KernelError",this.details=r}},Ee=8e3;function se(t,e,r){let n=new Map,o=Math.random().toString(36).slice(2),i=0;return z(t,"msg:custom",s=>{let u=n.get(s?.id);u!==void 0&&(n.delete(s.id),clearTimeout(u.timer),s.kind==="error"?u.fail(new R(s.message,s.details)):u.done())},r),r.addEventListener("abort",()=>{for(let{timer:s}of n.values())clearTimeout(s);n.clear()}),(s,u={})=>new Promise((c,d)=>{let p=`${o}-${++i}`;n.set(p,{done:c,fail:d,timer:setTimeout(e,Ee)}),t.send({kind:s,id:p,...u})})}function z(t,e,r,n){t.on(e,r),n.addEventListener("abort",()=>t.off(e,r))}function L(t){let e=ae(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function x(t){let e=ae(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ae(t,e){let r=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(r.byteLength%e!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${e}-byte values`);return r.byteOffset%e===0?r:r.slice()}function U(t){let[e,r,n]=[x(t.parent),x(t.name),x(t.kind)],[o,i,l]=[x(t.fact),x(t.lie),Ae(t.parameters)],s=[];for(let[u,c]of e.entries()){let d=u===0?null:s[c]??null,p=t.names[r[u]??0]??"",[f,g]=t.lies[i[u]??0]??["",""],h={number:u,path:d?.path?`${d.path}.${p}`:p,name:p,kind:t.kinds[n[u]??0]??"",facts:t.facts[o[u]??0]??{extra:"",parameters:[],runs:!1},fact:o[u]??0,parameters:l[u]??0,dtype:f,device:g,tags:[],block:null,parent:d,children:[]};s.push(h),d?.children.push(h)}for(let[u,c]of t.tags)s[u]?.tags.push(c);for(let[u,c]of t.blocks.entries()){let d=s[c];d!==void 0&&(d.block=u)}return s}function j(t){let{outputs:e,norm:r,mean:n,time:o,calls:i,output:l,changed:s}=t;if(!e||!r||!n||!o||!i||!l||!s)return[];let[u,c,d]=[L(r),L(n),L(o)],[p,f,g]=[x(i),x(l),new Set(x(s))];return Array.from(p,(h,m)=>{if(h===0)return null;let[b,D]=e[f[m]??0]??[[],""];return{shape:b,dtype:D,norm:u[m]??0,mean:c[m]??0,time:d[m]??0,calls:h,changed:g.has(m)}})}function Ae(t){let e=t instanceof ArrayBuffer?new Uint8Array(t):t,r=e.byteOffset;return new Float64Array(e.buffer.slice(r,r+e.byteLength))}async function le(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Re(t)}}function Re(t){let e=document.activeElement,r=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});r.value=t,document.body.append(r),r.select();let n=document.execCommand?.("copy")??!1;return r.remove(),e instanceof HTMLElement&&e.focus(),n}function N(t){if(!Number.isFinite(t))return $e(t);for(let e=6;e<9;e++){let r=Number(t.toPrecision(e));if(Math.fround(r)===t)return de(r)}return de(Number(t.toPrecision(9)))}function de(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function $e(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function $(t,e,r=`${e}s`){return`${t} ${t===1?e:r}`}var Se=[[1e12,"T"],[1e9,"B"],[1e6,"M"],[1e3,"k"]];function E(t){let[e,r]=Se.find(([o])=>t>=o)??[1,""];if(e===1)return String(t);let n=(t/e).toPrecision(3);return`${n.includes("e")?Number(n):n} ${r}`}function w(t){return t.toLocaleString("en-US")}function q(t){if(!Number.isFinite(t)||t===0)return N(t);let e=Math.abs(t);return e>=1e5||e<.001?t.toExponential(2):t.toPrecision(4)}function C(t){return t>=1e3?`${I(t/1e3)} s`:t>=1?`${I(t)} ms`:`${I(t*1e3)} µs`}function I(t){return t>=100?t.toFixed(0):t.toPrecision(3)}function M(t){return t.length===0?"scalar":t.join(" × ")}function P(t,e){let{module:r,alike:n}=t,o=n[0]??r,i=(n.length>0?n:r===null?[]:[r]).flatMap(s=>{let u=e[s.number];return u?[u]:[]}),l=i.filter(s=>s.dtype!=="").map(s=>s.norm);return{kind:o?.kind??"",weight:n.length>0||o===null?"":He(o),parameters:T(t),lies:o===null?"":[o.dtype,o.device].filter(Boolean).join(" · "),output:Ke(i.map(s=>s.dtype===""?"":M(s.shape))),norm:qe(l),unusual:l.some(s=>!Number.isFinite(s)),time:i.length>0?i.reduce((s,u)=>s+u.time,0):null,changed:i.some(s=>s.changed)}}function T({module:t,alike:e}){return t?.parameters??e.reduce((r,n)=>r+n.parameters,0)}function G({module:t,alike:e}){return t?.path??e[0]?.parent?.path??""}function ue(t,e){let r=t.alike.length>0?`${t.alike.length} alike`:"",n=t.module?.tags.join(", ");return[t.label,n,r,e.kind===t.label?"":e.kind,e.parameters>0?`${E(e.parameters)} parameters`:"",e.output&&`output ${e.output}`,e.norm&&`norm ${e.norm}`,e.time===null?"":C(e.time),e.changed?"changed":""].filter(Boolean).join(", ")}function He({facts:t}){let e=t.parameters.find(([r])=>r==="weight")??t.parameters[0];return e===void 0?"":M(e[1])}function Ke(t){let[e="",...r]=t;return r.every(n=>n===e)?e:""}function qe(t){if(t.length===0)return"";let e=t.find(o=>!Number.isFinite(o));if(e!==void 0)return q(e);let[r,n]=[q(Math.min(...t)),q(Math.max(...t))];return r===n?r:`${r} – ${n}`}function ce(t,e){let r=null,n=a("code",{class:"path"}),o=a("button",{type:"button"},"Copy path"),i=a("button",{type:"button",class:"read"},"Read this"),l=a("p",{class:"what"}),s=a("dl"),u=a("dl"),c=a("dl"),d=a("div",{class:"path-line"},n,a("span",{class:"buttons"},o,i)),p=a("aside",{class:"details","aria-label":"Module"},d,l,Q("What it is",s)),f=[Q("In this run",u),Q("Value read",c)];p.append(...f);let g=async h=>{let m=G(h),b=await le(m);t.announce(b?`Copied: ${m||"(the model itself has no path)"}`:"The browser did not let us copy.")};return o.addEventListener("click",()=>r&&void g(r),{signal:e}),i.addEventListener("click",()=>r&&Ce(i)&&t.read(r),{signal:e}),{element:p,copy:g,draw(h,m,b,D){if(r=h,p.hidden=h===null,h===null)return;let X=Pe(h,D);i.setAttribute("aria-disabled",String(X!=="")),i.title=X||"Select it in all views, and read its value",n.textContent=G(h)||"the whole model",l.replaceChildren(...Be(h)),s.replaceChildren(...W(Fe(h)));let ye=h.module===null?null:m[h.module.number]??null;u.replaceChildren(...W(De(h,ye,m))),c.replaceChildren(...W(_e(h,b)));for(let Y of f)Y.hidden=Y.querySelector("dt")===null}}}function Q(t,e){return a("section",{},a("h3",{},t),e)}function Ce(t){return t.getAttribute("aria-disabled")!=="true"}function Pe(t,e){return t.module?.facts.runs?e?"":"There is no prompt: set workspace.prompt":"A list of modules is never called and gives no value"}function Be({module:t,alike:e}){let r=e[0]??t,n=e.length===0?r?.facts.extra:"",o=e.length>0?`${e.length} × `:"",i=[a("b",{},`${o}${r?.kind??""}`)];return n&&i.push(a("span",{class:"extra"},`(${n})`)),i}function Fe(t){let{module:e,alike:r}=t,n=r[0]??e,o=r.length>0?[]:e?.facts.parameters??[],i=o.map(([s,u,c,d,p])=>[s,`${M(u)} · ${c} · ${d}`,...p?[a("span",{class:"shared"},`the same as ${p}`)]:[]]);o.length===0&&n?.dtype&&i.push(["dtype · device",`${n.dtype} · ${n.device}`]);let l=T(t);return i.push(["parameters",l>0?w(l):"none",...Oe(r)]),i}function Oe(t){return t[0]===void 0?[]:[` (${w(t[0].parameters)} each)`]}function De(t,e,r){if(r.length===0)return[];if(t.alike.length>0){let{time:l,norm:s,output:u}=P(t,r);return l===null?[["run","not called in this run"]]:[["output",u||"not of one shape"],["norm",s],["time",`${N(l)} ms, all together`]]}if(e===null)return[["run","not called in this run"]];let n=r[0]?.time??0,o=n>0?`, ${(100*e.time/n).toFixed(1)} % of the run`:"",i=e.dtype?[["output",`${M(e.shape)} · ${e.dtype}`],["norm",A(e.norm)],["mean",A(e.mean)]]:[["output","no tensor"]];return i.push(["time",`${N(e.time)} ms${o}`]),e.calls>1&&i.push(["calls",$(e.calls,"call"),", the last one's output"]),e.changed&&i.push(["changed","its output is written to by a change of the workspace"]),i}function _e({module:t},{path:e,shape:r,dtype:n,numbers:o,unusual:i}){if(t===null||e!==t.path||r===void 0||o===void 0)return[];let[l=0,s=0,u=0,c=0]=L(o),d=[["value",`${M(r)} · ${n}`],["norm",A(s)],["mean",A(l)],["least",A(u)],["greatest",A(c)]];return i&&d.push(["not finite",a("b",{class:"bad"},$(i,"number"))]),d}function A(t){return a("span",{class:Number.isFinite(t)?"number":"number bad"},N(t))}function W(t){return t.flatMap(([e,...r])=>[a("dt",{},e),a("dd",{},...r)])}function V(t){let e=t.toLowerCase().split(/\s+/).filter(Boolean);return{words:e,empty:e.length===0}}function B(t,{words:e}){let r=!1;for(let n of e){let o=t.path.toLowerCase(),i=o.lastIndexOf(n),l=[t.kind.toLowerCase(),...t.tags].some(s=>s.includes(n));if(i<0&&!l)return!1;r||=l||i+n.length>o.length-t.name.length}return r}function pe(t,{words:e}){let r=new Array(t.length).fill(!1),n=t.toLowerCase();for(let i of e){let l=n.indexOf(i),[s,u]=l>=0?[l,l+i.length]:[0,ze(n,i)];r.fill(!0,s,u)}let o=[];for(let[i,l]of[...t].entries()){let s=o.at(-1);s!==void 0&&s[1]===(r[i]??!1)?s[0]+=l:o.push([l,r[i]??!1])}return o}function ze(t,e){let r=e.slice(e.lastIndexOf(".")+1);return r!==e&&t.startsWith(r)?r.length:0}var y=26,Ue=[["name","module",""],["kind","class",""],["weight","weight","The shape of its own weight"],["count","parameters","All below; what is shared is counted once. The bar is the share of the model's"],["lies","dtype · device",""],["output","output","The shape of what it gave"],["norm","norm","L2 norm of all numbers of its output; of blocks that are alike the least and the greatest"],["time","time","From call to return in this one run, all inside included. The bar is the share of the model's"]];function he(){let t=Ue.map(([e,r,n])=>a("span",{class:e,title:n||null},r));return a("div",{class:"headings","aria-hidden":"true"},...t)}function me(t,e,r,n,o){let{node:i,level:l,open:s,place:u,count:c}=t,d=P(i,n),p=T(r.root),f=n[0]?.time??0,g=a("div",{class:"row",id:`row-${e}`,role:"treeitem","aria-level":l,"aria-posinset":u,"aria-setsize":c,"aria-expanded":i.children.length>0?String(s):null,"aria-selected":String(o.selected),"aria-label":ue(i,d),"data-index":e,"data-path":i.module?.path??null,"data-active":o.active,"data-holds":o.holds,"data-layer":o.layer,"data-changed":d.changed,"data-unusual":d.unusual,style:`--level:${l};top:${e*y}px`}),h=(m,b)=>m>0&&b>0?`--share:${Math.min(1,m/b).toFixed(4)}`:null;return g.append(je(t,r.query),a("span",{class:"kind"},...J(d.kind===i.label?"":d.kind,r.query)),a("span",{class:"weight"},d.weight),a("span",{class:"count",title:d.parameters?w(d.parameters):null,style:h(d.parameters,p)},d.parameters>0?E(d.parameters):""),a("span",{class:"lies"},d.lies),a("span",{class:"output"},d.output),a("span",{class:"norm"},d.norm),a("span",{class:"time",style:d.time===null?null:h(d.time,f)},d.time===null?"":C(d.time))),g}function je({node:t},e){let r=a("span",{class:"label"},...J(t.label,e)),n=a("span",{class:"name"},a("i",{class:t.children.length>0?"twisty":"twisty none"}),r);t.alike.length>0&&n.append(a("span",{class:"alike"},`${t.alike.length} alike`));for(let o of t.module?.tags??[])o!==t.label?n.append(a("span",{class:"tag"},...J(o,e))):r.classList.add("named");return n.append(a("span",{class:"copy",title:"Copy the path (Ctrl+C)","aria-hidden":"true"})),n}function J(t,e){return pe(t,e).map(([r,n])=>n?a("mark",{},r):r)}var fe=6,Ie=40,Ge=700,F=class{element;tree=a("div",{class:"tree",role:"tree",tabindex:0,"aria-label":"Modules"});#t;#n;#r=[];#i=[];#e=null;#s=null;#a=null;#l={text:"",at:0};constructor(e,r,n){this.#n=e,this.#t=r,this.element=a("div",{class:"window"},he(),this.tree),this.element.addEventListener("scroll",()=>this.#o(),{signal:n}),this.tree.addEventListener("click",o=>this.#f(o),{signal:n}),this.tree.addEventListener("keydown",o=>this.#w(o),{signal:n})}get active(){return this.#e}refresh(e){this.#i=e,this.#r=this.#n().list(),this.#c(this.#e)<0&&(this.#e=this.#r[0]?.node??this.#e),k(this.element,"data-run",e.length>0),this.tree.style.height=`${this.#r.length*y}px`,this.#o()}mark(e,r){this.#s=e,this.#a=r,this.#o()}go(e){e!==null&&(this.#e=e,this.#x(),this.#o(),this.#t.look(e))}first(e){return this.#r.find(({node:r})=>e(r))?.node??this.#r[0]?.node??null}#o(){let[e,r]=this.#d(),n=this.#c(this.#e),o=[];for(let[i,l]of this.#r.entries())(i>=e&&i<r||i===n)&&o.push(me(l,i,this.#n(),this.#i,this.#u(l)));this.tree.replaceChildren(...o),k(this.tree,"aria-activedescendant",n<0?null:`row-${n}`)}#u({node:e,open:r}){let n=l=>{for(let s=l?.parent??null;s!==null;s=s.parent)if(s===e)return!0;return!1},o=this.#a,i=e.alike.some(l=>l.block===o);return{active:e===this.#e,selected:e===this.#s,holds:!r&&n(this.#s),layer:o!==null&&(e.module?.block===o||!r&&i)}}#d(){let e=Math.floor(this.element.scrollTop/y),r=Math.ceil(this.element.clientHeight/y)||Ie;return[Math.max(0,e-fe),e+r+fe]}#x(){let e=this.#c(this.#e)*y;if(e<0||this.element.clientHeight===0)return;let r=this.element.clientHeight-y;e<this.element.scrollTop?this.element.scrollTop=e:e+y>this.element.scrollTop+r&&(this.element.scrollTop=e+y-r)}#c(e){return e===null?-1:this.#r.findIndex(r=>r.node===e)}#h(e,r){this.#n().fold(e,r),this.refresh(this.#i),this.go(e)}#g(e){e.module?.facts.runs?this.#t.select(e):this.#h(e,!this.#n().isOpen(e))}#f(e){let r=e.target instanceof Element?e.target:null,n=this.#r[Number(r?.closest(".row")?.dataset.index??-1)]?.node;n!==void 0&&(this.tree.focus({preventScroll:!0}),r?.closest(".copy")?this.#t.copy(n):r?.closest(".twisty:not(.none)")?this.#h(n,!this.#n().isOpen(n)):(this.go(n),this.#g(n)))}#w(e){let r=this.#c(this.#e),n=this.#r[r];if(n===void 0)return;let o=this.#l;if(this.#l={text:"",at:0},(e.ctrlKey||e.metaKey)&&e.key.toLowerCase()==="c")this.#t.copy(n.node);else if(v(e,"Enter"," "))this.#g(n.node);else if(v(e,"ArrowRight","ArrowLeft"))this.#v(n,e.key==="ArrowRight");else if(v(e,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.go(this.#r[this.#b(r,e.key)]?.node??null);else if(e.key==="*")this.#y(n);else if(e.key.length===1&&!e.ctrlKey&&!e.metaKey&&!e.altKey)this.#p(r,e,o);else return;e.preventDefault(),e.stopPropagation()}#b(e,r){let n=Math.max(1,Math.floor(this.element.clientHeight/y)-2),o=this.#r.length-1,i={ArrowUp:e-1,ArrowDown:e+1,Home:0,End:o,PageUp:e-n,PageDown:e+n};return Math.max(0,Math.min(o,i[r]))}#v({node:e,open:r},n){n&&e.children.length>0&&!r?this.#h(e,!0):n&&r?this.go(this.#r[this.#c(e)+1]?.node??null):!n&&r?this.#h(e,!1):n||this.go(e.parent)}#y({node:e}){for(let r of e.parent?.children??[e])this.#n().fold(r,!0);this.refresh(this.#i),this.go(e)}#p(e,{key:r,timeStamp:n},o){let i=(n-o.at<Ge?o.text:"")+r.toLowerCase();this.#l={text:i,at:n};let l=[...i].every(d=>d===i[0]),s=l?i[0]??"":i,u=l?e+1:e,c=[...this.#r.slice(u),...this.#r.slice(0,u)];this.go(c.find(({node:d})=>d.label.toLowerCase().startsWith(s))?.node??null)}};function ge(t){let e=Ve(t),r=new Map,n=(l,s,u)=>{let c={label:u,module:l,alike:[],parent:s,children:[]};return r.set(l.number,c),o(c,l),c},o=(l,s)=>{let u=Qe(s),c=u?We(s.children,e):s.children.map(p=>[p]),d=p=>u&&s.name?`${s.name}.${p.name}`:p.name;for(let p of c){let[f,g]=[p[0],p.at(-1)];if(f===void 0||g===void 0)continue;if(p.length===1){l.children.push(n(f,l,d(f)));continue}let h=c.length===1,m=h?l:{label:"",module:null,alike:[],parent:l,children:[]};m.label=`${d(f)} … ${d(g)}`,m.alike=p,h||l.children.push(m);for(let b of p)m.children.push(n(b,m,d(b)))}},i=n(t,null,t.name||t.kind);return{root:i,of:l=>r.get(l.number)??i}}function Qe(t){return t.children.length>1&&t.children.every(e=>/^\d+$/.test(e.name))}function We(t,e){let r=[];for(let n of t){let o=r.at(-1),i=o?.[0];i!==void 0&&e.get(i.number)===e.get(n.number)?o?.push(n):r.push([n])}return r}function Ve(t){let e=new Map,r=new Map,n=o=>{let i=o.children.map(u=>`${u.name}:${n(u)}`),l=JSON.stringify([o.kind,o.fact,o.dtype,o.device,i]),s=r.get(l)??r.size;return r.set(l,s),e.set(o.number,s),s};return n(t),e}var Je=16,S=class{modules;#t;#n=new Set;#r=new Map;#i=V("");#e=new Set;#s=0;constructor(e){let r=e[0];if(r===void 0)throw new Error("there is no module to show");this.modules=e,this.#t=ge(r),this.#l()}get query(){return this.#i}get found(){return this.#s}get root(){return this.#t.root}of(e){let r=this.modules.find(n=>n.path===e);return r===void 0?null:this.#t.of(r)}search(e){if(this.#i=V(e),this.#r.clear(),this.#e=new Set,this.#s=0,!this.#i.empty)for(let r of this.modules){if(!B(r,this.#i))continue;this.#s++;let n=this.#t.of(r);for(let o=n;o!==null&&!this.#e.has(o);o=o.parent)this.#e.add(o)}}isOpen(e){return e.children.length===0?!1:this.#i.empty?this.#n.has(e):this.#r.get(e)??e.children.some(r=>this.#e.has(r))}fold(e,r){e.children.length!==0&&(this.#i.empty?r?this.#n.add(e):this.#n.delete(e):this.#r.set(e,r))}reveal(e){for(let r=e.parent;r!==null;r=r.parent)this.isOpen(r)||this.fold(r,!0)}foldAll(){this.#n.clear(),this.#l()}list(){let e=[],r=(n,o,i,l)=>{let s=this.isOpen(n);if(e.push({node:n,level:o,open:s,place:i,count:l}),!s)return;let u=this.#a(n);for(let[c,d]of u.entries())r(d,o+1,c+1,u.length)};return(this.#i.empty||this.#e.size>0)&&r(this.#t.root,1,1,1),e}#a(e){if(this.#i.empty)return e.children;let r=e.children.filter(n=>this.#e.has(n));return r.length>0?r:e.children}#l(){let e=1;for(let r=[this.#t.root];r.length>0;){let n=r.shift(),o=n.children.length;o===0||n.alike.length>0||e+o>Je||(this.#n.add(n),e+=o,r.push(...n.children))}}};function be(t,e){let r=a("span",{class:"size"}),n=a("span",{class:"found",role:"status"}),o=a("input",{type:"search",placeholder:"name, class or part","aria-label":"Search the modules",autocomplete:"off",spellcheck:"false"}),i=a("button",{type:"button",title:"Fold as at first"},"Fold"),l=a("button",{type:"button",title:"Run the prompt once more and measure anew"},"Run again"),s=()=>{o.value="",t.search("")};o.addEventListener("input",()=>t.search(o.value),{signal:e}),o.addEventListener("keydown",d=>{if(v(d,"ArrowDown","Enter"))t.down();else if(v(d,"Escape")&&o.value!=="")s();else return;d.preventDefault(),d.stopPropagation()},{signal:e}),i.addEventListener("click",t.fold,{signal:e}),l.addEventListener("click",t.run,{signal:e});let u=a("span",{class:"search"},o,n),c=a("header",{class:"toolbar"},a("h2",{},"Modules"),r,u);return c.append(a("span",{class:"buttons"},i,l)),{element:c,draw(d,p){let f=T(d.root);r.textContent=`${w(d.modules.length)} with ${E(f)} parameters`,r.title=`${$(d.modules.length,"module")}, ${w(f)} parameters`,n.textContent=d.query.empty?"":d.found>0?`${w(d.found)} found`:"nothing found",l.hidden=!p}}}var Xe="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",O=class{element;#t;#n;#r;#i;#e;#s;#a=a("div",{class:"messages"});#l=a("p",{class:"status",role:"status"});#o;#u;#d;constructor(e,r){this.#t=e,this.#n=r,this.#o=new S(U(e.get("_tree"))),this.#u=j(e.get("_screen")),this.#d=e.get("_path"),this.#r=se(e,()=>this.#v(Xe),r),this.#i=be({search:o=>this.#c(o),down:()=>this.#e.tree.focus(),fold:()=>this.#h(),run:()=>{this.#f("run")}},r),this.#e=new F(()=>this.#o,{look:()=>this.#k(),select:o=>{this.#g(o)},copy:o=>{this.#s.copy(o)}},r),this.#s=ce({read:o=>{this.#f("read",{path:o.module?.path})},announce:o=>{this.#l.textContent=o}},r);let n=[this.#i.element,this.#a,this.#e.element,this.#s.element,this.#l];this.element=a("section",{class:"modules","aria-label":"Modules of the model"},...n),this.#x(),this.#y()}#x(){let e=(r,n)=>z(this.#t,`change:${r}`,()=>this.#w(n),this.#n);e("_tree",()=>{this.#o=new S(U(this.#t.get("_tree"))),this.#y()}),e("_screen",()=>{this.#u=j(this.#t.get("_screen")),this.#p()}),e("_path",()=>{this.#d=this.#t.get("_path"),this.#m(!0)}),e("_selected",()=>this.#m(!1)),e("_value",()=>this.#k()),e("_error",()=>this.#M()),e("busy",()=>this.#T())}#c(e){let r=this.#e.active;this.#o.search(e),this.#o.query.empty&&r!==null&&this.#o.reveal(r),this.#p();let n=({module:o})=>o!==null&&B(o,this.#o.query);this.#e.go(this.#o.query.empty?r:this.#e.first(n))}#h(){this.#o.foldAll(),this.#p(),this.#e.go(this.#e.active)}async#g(e){this.#d=e.module?.path??null,this.#m(!1),await this.#f("select",{path:this.#d}),this.#d=this.#t.get("_path"),this.#m(!1)}async#f(e,r={}){try{await this.#r(e,r),this.#M()}catch(n){this.#b(n)}}#w(e){try{e()}catch(r){this.#b(r)}}#b(e){let{message:r,details:n}=_(e),o=e instanceof R?e.details:n;this.#a.replaceChildren(H({message:r,details:o},this.#n))}#v(e){this.#a.replaceChildren(a("p",{class:"notice",role:"status"},e))}#y(){this.#p(),this.#m(!0),this.#M(),this.#T(),requestAnimationFrame(()=>this.#m(!0))}#p(){this.#e.refresh(this.#u),this.#i.draw(this.#o,this.#u.length>0),this.#k()}#m(e){let r=this.#d===null?null:this.#o.of(this.#d);this.#e.mark(r,this.#t.get("_selected").layer),!(!e||r===null||!this.#o.query.empty||r===this.#e.active)&&(this.#o.reveal(r),this.#p(),this.#e.go(r))}#k(){this.#s.draw(this.#e.active,this.#u,this.#t.get("_value"),this.#u.length>0)}#M(){let{message:e,details:r}=this.#t.get("_error");this.#a.replaceChildren(),e&&this.#a.append(H({message:e,details:r},this.#n))}#T(){k(this.element,"data-busy",this.#t.get("busy")),k(this.#e.tree,"aria-busy",String(this.#t.get("busy")))}};function Ye({model:t,el:e,signal:r}){let n=new AbortController;r?.addEventListener("abort",()=>n.abort());let o=a("div",{class:"nnexplore"}),i=o.attachShadow({mode:"open"});return i.append(a("style",{},Z,ne,ie)),e.append(o),re(o,n.signal),te(o,n.signal),oe(o,n.signal),ee(i,()=>i.append(new O(t,n.signal).element),n.signal),()=>n.abort()}var cr={render:Ye};export{cr as default};

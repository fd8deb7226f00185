var ae=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
:host {
  position: relative;
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

/* The menu that saves; the view's first row leaves it its corner. */

.save-menu {
  position: absolute;
  z-index: 9;
  top: 4px;
  right: 2px;
}

:has(+ .save-menu) > :first-child {
  margin-right: 34px;
}

.more {
  width: 26px;
  height: 26px;
  padding: 0;
  border-color: transparent;
  background: transparent;
  color: var(--quiet);
  font-size: 16px;
  line-height: 1;
}

.more:hover,
.more[aria-expanded="true"] {
  border-color: var(--line);
  background: var(--raised);
  color: var(--text);
}

.choices {
  position: absolute;
  top: 30px;
  right: 0;
  min-width: 120px;
  padding: 4px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
}

.choices[hidden] {
  display: none;
}

.choices button {
  display: block;
  width: 100%;
  border-color: transparent;
  background: transparent;
  text-align: left;
  white-space: nowrap;
}

.choices button:is(:hover, :focus-visible) {
  background: var(--raised);
}
`;function c(n,e={},...t){let r=document.createElement(n);for(let[i,o]of Object.entries(e))p(r,i,o);return r.append(...t),r}function p(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function le(n,e,t){try{e()}catch(r){n.append($(C(r),t))}}function C(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function $({message:n,details:e},t){let r=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=c("div",{},c("p",{},n));e&&i.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let o=c("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:t}),o}var Ue=["a","c","v","x","y","z"],We=["text","search","number"];function ce(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&We.includes(n.type)}function de(n){return n.ctrlKey||n.metaKey?Ue.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ue(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function V({row:n,column:e},{rows:t,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return b({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return b({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return b({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return b({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function b({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function A(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function X(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var Ve=["Enter"," ","Delete","Backspace"],Xe=[{row:0,column:0},{rows:1,columns:1}];function he(n,e){let t=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",Ye(r,i[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Ye(n,e){return ce(e)?de(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ue(n)?!0:V(...Xe,n)!==null||A(n,...Ve)||X(n)!==null}var pe="http://www.w3.org/1999/xhtml";var Je=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ge(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=Qe(n),i=document.createElementNS(pe,"style");i.textContent=Ze(e);let o=document.createElementNS(pe,"div");for(let{name:a,value:l}of n.attributes)a!=="style"&&o.setAttribute(a,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",et(n,i.textContent,t,r)),o.append(i,...nt(e));let s={width:t+24,height:r+24};return{...s,svg:it(o,s.width,s.height)}}async function be({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(2,16e3/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*i),o.height=Math.round(t*i);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,o.width,o.height),new Promise((a,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(u=>u===null?d():a(u),"image/png")})}function Qe(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Ze(n){let e=[...n.querySelectorAll("style")].map(i=>i.textContent),t=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...e,...t].join(`
`);return Je+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function et(n,e,t,r){let i=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${tt(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function tt(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function nt(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!me(t)).map(t=>{let r=t.cloneNode(!0),i=[...r.querySelectorAll("*")];fe(t,r),[...t.querySelectorAll("*")].forEach((o,s)=>{let a=i[s];a!==void 0&&fe(o,a)});for(let o of i)me(o)&&o.remove();return r})}function me(n){return n.hasAttribute("data-unexported")}function fe(n,e){n instanceof HTMLCanvasElement?rt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&ot(n,e)}function rt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function ot(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let o of e.children)o.style.translate=`${-t}px ${-r}px`;let i=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((o,s)=>{let a=getComputedStyle(o),l=i[s];if(a.position!=="sticky"||l===void 0)return;let d=o.parentElement===n,[u,h]=[a.left!=="auto"?t:0,a.top!=="auto"?r:0];l.style.translate=d?`${u-t}px ${h-r}px`:`${u}px ${h}px`,l.style.position="relative"})}function it(n,e,t){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return st(o)}function st(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var N=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},at=8e3;function H(n,e,t){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return y(n,"msg:custom",a=>{let l=r.get(a?.id);l!==void 0&&(r.delete(a.id),clearTimeout(l.timer),a.kind==="error"?l.fail(new N(a.message,a.details)):l.done())},t),t.addEventListener("abort",()=>{for(let{timer:a}of r.values())clearTimeout(a);r.clear()}),(a,l={})=>new Promise((d,u)=>{let h=`${i}-${++o}`;r.set(h,{done:d,fail:u,timer:setTimeout(e,at)}),n.send({kind:a,id:h,...l})})}var ye=new WeakMap;function y(n,e,t,r){n.on(e,t);let i=ye.get(r),o=()=>n.off(e,t);if(i){i.push(o);return}let s=[o];ye.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var lt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function xe(n,e,t,r){let i=d=>async()=>{try{await d()}catch(u){t($(C(u),r))}},s=ct(n,()=>t(c("p",{class:"notice",role:"status"},lt)),r),a=d=>`${dt(e)}.${d}`,l=()=>ge(e);return ut([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>Y(await be(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>Y(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],r)}function ct(n,e,t){let r=H(n,e,t),i=new Set;return y(n,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);Y(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await r("page",{ticket:s})}}function Y(n,e){let t=URL.createObjectURL(n);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function dt(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ut(n,e){let t=c("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:l,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),i=c("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=c("div",{class:"save-menu","data-unexported":!0},t,i),s=l=>{i.hidden=!1,t.setAttribute("aria-expanded","true"),r[l]?.focus()},a=l=>{i.hidden||(i.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>i.hidden?s(0):a(!0),{signal:e}),r.forEach((l,d)=>{let u=()=>{a(!0),n[d]?.act()};l.addEventListener("click",u,{signal:e})}),o.addEventListener("keydown",l=>ht(l,r,i.hidden,s,a),{signal:e}),o.addEventListener("focusout",l=>pt(l,o,a),{signal:e}),o}function ht(n,e,t,r,i){let o=e.length-1,s=e.indexOf(n.target),a=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];a!==void 0&&A(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(a)):n.key==="Escape"&&!t&&(n.stopPropagation(),i(!0))}function pt(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}function ve(n,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),r=c("span",{class:"quiet"}),i=c("button",{type:"button"},"Cancel"),o=c("div",{class:"progress",role:"group",hidden:!0},t,r,i);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let s=()=>{let{done:a=0,total:l=0,text:d=""}=n.get("_progress")??{};o.hidden=l===0,t.value=l>0?a/l:0,r.textContent=d};return y(n,"change:_progress",s,e),s(),o}function mt(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function we(n,e){let t=()=>{n.style.colorScheme=mt(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function ke(n,e){function t({model:r,el:i,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=c("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(c("style",{},ae,...n),ve(r,s.signal)),i.append(a),we(a,s.signal),he(a,s.signal),le(l,()=>l.append(e(r,s.signal,a).element),s.signal);let d=l.lastElementChild;return l.append(xe(r,a,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:t}}var Ee=`/* The patch grid: prompts and choices on top, the grid on the left, the cells in order on the right. */

.patches {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.toolbar {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  min-height: 28px;
  margin-bottom: 10px;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

h3 {
  font-size: 13px;
  font-weight: 650;
}

.quiet,
.state,
.legend {
  color: var(--quiet);
}

.buttons {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-left: auto;
}

.primary:not([aria-disabled="true"]) {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
  font-weight: 600;
}

.ends {
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 3px 12px;
  margin: 0 0 12px;
  padding: 8px 12px;
  border-radius: 8px;
  background: var(--raised);
}

.ends:empty {
  display: none;
}

dt {
  display: flex;
  gap: 7px;
  align-items: center;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}

dt i {
  width: 12px;
  height: 12px;
  border: 1px solid var(--line);
  border-radius: 3px;
}

dd {
  display: flex;
  flex-wrap: wrap;
  gap: 0 16px;
  min-width: 0;
  margin: 0;
}

.prompt {
  display: -webkit-box;
  overflow: hidden;
  max-height: 4.5em;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  overflow-wrap: anywhere;
  font-weight: 600;
  white-space: pre-wrap;
}

.number {
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.settings {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 16px;
  align-items: center;
  margin-bottom: 12px;
}

.settings label,
fieldset {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 4px 7px;
  align-items: center;
  min-width: 0;
}

.settings label span,
legend {
  color: var(--quiet);
}

legend {
  float: left;
  padding: 0;
}

select,
input[type="text"] {
  max-width: 100%;
  padding: 3px 6px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

input[type="text"] {
  width: 104px;
  font-family: var(--mono);
  font-size: 12px;
}

input[type="range"] {
  width: min(220px, 50%);
  accent-color: var(--accent);
}

.slices {
  display: flex;
  gap: 8px;
  align-items: center;
}

.body {
  display: grid;
  grid-template-columns: minmax(0, 1fr) max-content;
  gap: 14px 26px;
  align-items: start;
}

.main {
  display: grid;
  gap: 9px;
  min-width: 0;
}

.window {
  overflow: auto;
  min-width: 0;
  max-height: 640px;
  scrollbar-width: thin;
}

.pad {
  width: max-content;
  border-radius: 4px;
  cursor: pointer;
}

.pad:focus-visible {
  outline-offset: -2px;
}

canvas {
  display: block;
}

[data-stale] canvas {
  opacity: 0.55;
}

.unseen {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.chosen-cell {
  display: flex;
  gap: 12px;
  align-items: flex-start;
  justify-content: space-between;
  min-height: 2.9em;
}

.readout {
  font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere;
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  font-size: 11.5px;
}

.item {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.item i {
  position: relative;
  overflow: hidden;
  width: 14px;
  height: 14px;
  border: 1px solid var(--line);
  border-radius: 3px;
  background: var(--raised);
}

.item i.map {
  width: 110px;
}

.item i.applied {
  border: 2px solid var(--change);
}

.item i.empty::after {
  position: absolute;
  inset: 4px;
  background: var(--line);
  content: "";
}

.item i.beyond {
  background: linear-gradient(135deg, var(--text) 6px, transparent 6.5px), var(--raised);
}

.ranking {
  display: grid;
  gap: 6px;
  justify-items: start;
}

.rows {
  overflow-x: auto;
  max-width: 100%;
}

table {
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}

th,
td {
  padding: 2px 10px 2px 0;
  font-weight: 400;
  text-align: left;
  white-space: nowrap;
}

thead th {
  color: var(--quiet);
}

.act {
  padding: 0 8px;
}

.sort,
.go {
  margin-left: -4px;
  padding: 1px 4px;
  border-color: transparent;
  background: none;
}

.sort {
  color: var(--quiet);
}

[aria-sort] .sort {
  color: var(--text);
  font-weight: 600;
}

.go {
  color: var(--accent);
  text-decoration: underline;
  text-underline-offset: 2px;
}

td.position {
  overflow: hidden;
  max-width: 150px;
  text-overflow: ellipsis;
}

td.number {
  text-align: right;
}

tr.chosen > * {
  background: color-mix(in oklab, var(--accent) 11%, var(--paper));
}

.code summary {
  width: max-content;
  margin-top: 8px;
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

.patches [hidden] {
  display: none;
}

@container (max-width: 860px) {
  .body {
    grid-template-columns: minmax(0, 1fr);
  }
}

@container (max-width: 560px) {
  .ends {
    grid-template-columns: minmax(0, 1fr);
  }

  .buttons {
    margin-left: 0;
  }
}
`;async function Me(n){try{return await navigator.clipboard.writeText(n),!0}catch{return gt(n)}}function gt(n){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}var bt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],yt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Te(n,e){let t=e==="light"?bt:yt,r=n*(t.length-1),i=Math.min(Math.floor(r),t.length-2),o=Ae(Se(t[i]??"#000000")),s=Ae(Se(t[i+1]??"#000000"));return vt(xt(o,s,r-i))}function J(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function Q(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function xt(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Ae([n,e,t]){let[r,i,o]=[J(n),J(e),J(t)],s=Math.cbrt(.4122214708*r+.5363325363*i+.0514459929*o),a=Math.cbrt(.2119034982*r+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*r+.2817188376*i+.6299787005*o);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function vt([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,i=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[Q(4.0767416621*r-3.3077115913*i+.2309699292*o),Q(-1.2684380046*r+2.6097574011*i-.3413193965*o),Q(-.0041960863*r-.7034186147*i+1.707614701*o)]}function Se(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var wt=["text","quiet","line","paper","raised","accent","change","bad"],_=256,kt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Z(n){let e=c("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),r=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(wt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...i,dark:r,...Et(r?"dark":"light")}}function Ce(n,e,t,r){let i=new MutationObserver(t);if(i.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>i.disconnect()),typeof ResizeObserver>"u")return;let o=0,s=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});s.observe(e),r.addEventListener("abort",()=>s.disconnect())}function Et(n){let e=Array.from({length:_},(t,r)=>r/(_-1));return{sequential:e.map(t=>Mt(Te(t,n))),diverging:e.map(t=>At(kt[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function K(n,e,t){if(!Number.isFinite(e))return n.hole;let r=t===null?e:.5+e/(2*t||1),i=Math.round(Math.min(1,Math.max(0,r))*(_-1));return(t===null?n.sequential:n.diverging)[i]??n.hole}function $e([n,e,t]){let r=[n,e,t].map(o=>(o/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function S([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function Ne(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,r)=>S(n[Math.round(r/8*(_-1))]??[0,0,0])).join(", ")})`}function Mt(n){return n.map(e=>Math.round(e*255))}function At(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[i,o]=[Le(n[r]??"#000000"),Le(n[r+1]??"#000000")];return i.map((s,a)=>Math.round(s+((o[a]??0)-s)*(t-r)))}function Le(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var St="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",q=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#t;#e;#r;constructor(e,t){this.#t=e,this.#r=t,this.#e=H(e,()=>this.notice(St),t),y(e,"change:_error",()=>this.#n(),t),this.#n()}async ask(e,t={}){try{return await this.#e(e,t),this.#n(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:r}=C(e);this.#o({message:t,details:e instanceof N?e.details:r})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#n(){let{message:e,details:t}=this.#t.get("_error")??{};e?this.#o({message:e,details:t}):this.messages.replaceChildren()}#o(e){this.messages.replaceChildren($(e,this.#r))}};var Tt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Lt(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Ct).join("")}}function x(n){let{spaces:e,text:t}=Lt(n);return"·".repeat(e)+t}function O(n){return JSON.stringify(n)}function Ct(n){let e=Tt.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function v(n){if(!Number.isFinite(n))return $t(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Re(t)}return Re(Number(n.toPrecision(9)))}function Re(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function $t(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function E(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var Nt=0,B=class{element;canvas=c("canvas",{"aria-hidden":"true"});#t;#e=c("div",{role:"gridcell",id:`cell-${++Nt}`,"aria-selected":"true"});#r=c("div",{role:"row",class:"unseen"},this.#e);#n={rows:1,columns:1};#o={row:0,column:0};constructor(e,t,r){this.#t=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#e.id}),this.element.append(this.canvas,this.#r);let i=(o,s)=>this.element.addEventListener(o,s,{signal:r});i("pointermove",o=>t.hover(this.#s(o))),i("pointerleave",()=>t.hover(null)),i("click",o=>this.#a(o)),i("keydown",o=>this.#l(o))}get cell(){return this.#o}place(e,t){this.#n=e,this.#o=b(t,e),p(this.element,"aria-rowcount",e.rows),p(this.element,"aria-colcount",e.columns),p(this.#r,"aria-rowindex",this.#o.row+1),p(this.#e,"aria-colindex",this.#o.column+1),p(this.#e,"aria-label",this.#t.describe(this.#o))}context(e,t){return ee(this.canvas,e,t)}#s(e){let t=this.canvas.getBoundingClientRect();return this.#t.cellAt(e.clientX-t.left,e.clientY-t.top)}#a(e){let t=this.#s(e);t!==null&&this.#t.select(t)}#l(e){let t=X(e),r=V(this.#o,this.#n,e);if(t!==null)this.#t.travel(t);else if(r!==null)this.#t.select(r);else if(A(e,"Enter"," "))this.#t.activate(this.#o);else if(A(e,"Delete","Backspace"))this.#t.remove(this.#o);else return;e.preventDefault(),e.stopPropagation()}};function ee(n,e,t){let r=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*r),Math.round(t*r)];n.width!==i&&(n.width=i),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let s=n.getContext("2d");return s===null?null:(s.setTransform(r,0,0,r,0,0),s.clearRect(0,0,e,t),s.textBaseline="middle",s)}function te(n,e,t){if(n.measureText(e).width<=t)return e;let r=e;for(;r.length>1&&n.measureText(`${r}…`).width>t;)r=r.slice(0,-1);return`${r}…`}var w='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',[k,Pe,He,D]=[46,40,78,2],[Rt,_e,Pt,Ke]=[20,78,22,30],ne=42,F=class{pad;#t=null;#e=_e;#r=Ke;#n=Pe;#o=document.createElement("canvas");#s=[];constructor(e,t){this.pad=new B("Patches",{...e,cellAt:(i,o)=>this.#p(i,o)},t);let r=i=>{let o=this.pad.canvas.getBoundingClientRect(),s=this.#p(i.clientX-o.left,i.clientY-o.top);s!==null&&e.activate(s)};this.pad.canvas.addEventListener("dblclick",r,{signal:t})}draw(e){this.#t=e;let{grid:t,at:r,room:i}=e,{rows:o,columns:s}=t.size;this.pad.place({rows:o,columns:s},r),this.#e=Math.max(Rt,Math.min(_e,Math.floor((i-k-4)/s))),this.#r=o>24?Pt:Ke,this.#n=this.#e>=ne||t.columns?.name!=="position"?Pe:He;let[a,l]=[k+s*this.#e+4,this.#n+o*this.#r+4],d=this.pad.context(a,l);d!==null&&(this.#a(e,a,l),d.drawImage(this.#o,0,0,a,l),this.#l(d,e),this.#m(d,e))}#a(e,t,r){let{grid:i,show:o,slice:s,palette:a,reach:l}=e,d=[i,o,s,a,l,t,r];if(d.every((m,f)=>m===this.#s[f]))return;this.#s=d;let u=ee(this.#o,t,r);if(u===null)return;let{rows:h,columns:g}=i.size;for(let m=0;m<h;m++)for(let f=0;f<g;f++)this.#u(u,e,{row:m,column:f})}#l(e,{grid:t,at:r,hovered:i,palette:o}){let s=i??r;e.font=`11px ${w}`,e.fillStyle=o.quiet,e.textAlign="left",e.fillText("layer",0,this.#n-9),e.textAlign="right",t.rows?.numbers.forEach((a,l)=>{e.fillStyle=l===s.row?o.text:o.quiet,e.font=`${l===s.row?"600 ":""}12px ${w}`,e.fillText(String(a),k-10,this.#n+(l+.5)*this.#r)}),t.columns?.numbers.forEach((a,l)=>{let d=t.columns?.name==="position"?x(t.columns.labels[l]??""):"";this.#c(e,l,a,d,l===s.column,o)}),t.columns?.name==="head"&&t.size.columns*this.#e>20&&(e.font=`11px ${w}`,e.fillStyle=o.quiet,e.textAlign="left",e.fillText("head",k,8))}#c(e,t,r,i,o,s){let a=k+(t+.5)*this.#e,l=o?"600 ":"";if(e.textAlign="center",e.fillStyle=o?s.text:s.quiet,i===""){e.font=`${l}12px ${w}`,e.fillText(String(r),a,this.#n-11);return}if(e.font=`10px ${w}`,this.#e>=ne){e.fillStyle=s.quiet,e.fillText(String(r),a,10),e.font=`${l}12px ${w}`,e.fillStyle=s.text,e.fillText(te(e,i,this.#e-4),a,27);return}e.save(),e.translate(a+3,this.#n-7),e.rotate(-Math.PI/3),e.textAlign="left",e.font=`${l}11.5px ${w}`,e.fillStyle=o?s.text:s.quiet,e.fillText(te(e,i,He-16),0,0),e.restore()}#u(e,t,r){let{grid:i,show:o,slice:s,palette:a,reach:l}=t,d=i.number(r,s),[u,h,g,m]=this.#d(r);if(!i.done(d)){e.fillStyle=a.raised,e.fillRect(u,h,g,m),e.fillStyle=a.line,e.fillRect(u+g/2-2,h+m/2-2,4,4);return}let f=i.value(d,o),L=K(a,f,l);e.fillStyle=S(L),e.fillRect(u,h,g,m),e.fillStyle=$e(L),this.#e>=ne?(e.font=`12px ${w}`,e.textAlign="center",e.fillText(M(f),u+g/2,h+m/2+.5)):Number.isFinite(f)||(e.font=`10px ${w}`,e.textAlign="center",e.fillText("×",u+g/2,h+m/2)),Number.isFinite(f)&&Math.abs(f)>l&&Ht(e,u,h)}#m(e,t){let{grid:r,slice:i,palette:o,at:s,hovered:a}=t;for(let d of r.applied){let u=r.place(d);if(r.slices&&u.slice!==i)continue;let[h,g,m,f]=this.#d(u);G(e,h,g,m,f,1.5,3,o.change),e.fillStyle=o.change,e.beginPath(),e.moveTo(h+m,g+f),e.lineTo(h+m-10,g+f),e.lineTo(h+m,g+f-10),e.fill()}a&&G(e,...this.#d(a),.5,1.5,o.text);let l=this.#d(s);G(e,...l,-.5,2.5,o.accent),G(e,...l,1.5,1,o.paper)}reveal(e,t){let[r,i,o,s]=this.#d(e),{scrollLeft:a,scrollTop:l,clientWidth:d,clientHeight:u}=t;r<a+k?t.scrollLeft=r-k:r+o>a+d&&(t.scrollLeft=r+o+4-d),i<l?t.scrollTop=i-this.#n:i+s>l+u&&(t.scrollTop=i+s+4-u)}#d({row:e,column:t}){return[k+t*this.#e+D/2,this.#n+e*this.#r+D/2,this.#e-D,this.#r-D]}#p(e,t){let{rows:r,columns:i}=this.#t?.grid.size??{rows:0,columns:0},o=Math.floor((t-this.#n)/this.#r),s=Math.floor((e-k)/this.#e);return o<0||s<0||o>=r||s>=i?null:{row:o,column:s}}};function M(n){if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"∞":"−∞";let e=Math.abs(n),t=e>=1e3?e.toExponential(0):e>=10?e.toFixed(1):e.toFixed(2);return n<0&&Number(t)!==0?`−${t}`:t}function G(n,e,t,r,i,o,s,a){n.strokeStyle=a,n.lineWidth=s,n.strokeRect(e+o,t+o,r-2*o,i-2*o)}function Ht(n,e,t){n.beginPath(),n.moveTo(e,t),n.lineTo(e+8,t),n.lineTo(e,t+8),n.fill()}function T(n,e,t,r){let i=c("button",{type:"button",title:e},n);return i.addEventListener("click",()=>i.getAttribute("aria-disabled")!=="true"&&t(),{signal:r}),i}function qe(n,e){let{screen:t}=n;if(t.prompt===void 0||t.other===void 0)return[];let r=t.unit?` ${t.unit}`:"",i=(o,s,a,l,d)=>{let u=S(K(e,o,1)),h=c("i",{style:`background:${u}`,"aria-hidden":"true"});return[c("dt",{title:d},h,`${o} = ${s}`),c("dd",{},c("span",{class:"prompt",title:a},a),c("span",{class:"number",title:v(l)},Number.isNaN(l)?"":`${M(l)}${r}`))]};return[...i(0,"patched",t.prompt,n.here,"A cell of recovery 0 leaves this prompt's metric as it is"),...i(1,"values from",t.other,n.there,"A cell of recovery 1 gives this prompt's metric")]}function re(n){let{count:e,finished:t,state:r}=n;return e===0?"":r===null?`Not run yet: ${E(e,"cell")}.`:r==="running"?`Running: ${t} of ${E(e,"cell")}.`:r==="cancelled"?`Cancelled, ${t} of ${E(e,"cell")}.`:r==="failed"?`Stopped by an error, ${t} of ${E(e,"cell")}.`:`Finished: ${E(e,"cell")}.`}function Oe(n){let{screen:e}=n;if(e.changes===0||e.stale||e.runs===void 0)return"";let t=e.unit?` ${e.unit}`:"",r=n.recovered(n.now);return`The sweep is without the ${E(e.changes,"change")} of the workspace. With ${e.changes===1?"it":"them"} the prompt now gives ${v(n.now)}${t}, recovery ${v(r)}.`}function Be(n){return Number.isNaN(n.here)||!Number.isNaN(n.recovered(n.here))?"":"Both prompts give the same metric, so there is nothing to recover: choose other tokens."}function oe(n,e){let t=n.words(e);if(!n.done(e))return`${t}: not there yet`;let r=n.screen.unit?` ${n.screen.unit}`:"",i=n.applied.has(e)?", applied in the workspace":"",o=`metric ${v(n.metric(e))}${r}, change ${v(n.change(e))}`;return`${t}: recovery ${v(n.recovery(e))}, ${o}${i}`}function De(n,e,t,r){let i=(...u)=>c("span",{class:"item"},...u),o=(u,h="")=>c("i",{class:u,style:h||null,"aria-hidden":"true"}),s=e==="recovery"?"recovery":"change of the metric",a=e==="change"&&n.screen.unit?` ${n.screen.unit}`:"",l=o("map",`background:${Ne(r.diverging)}`),d=[[!n.complete,o("empty"),"not there yet"],[n.holes(e),o("hole",`background:${S(r.hole)}`),"NaN or ∞"],[n.largest(e)>t,o("beyond"),"beyond the colours"],[n.applied.size>0,o("applied"),"applied in the workspace"]];return[i(s,` −${M(t)}`,l,`+${M(t)}${a}`),...d.filter(([u])=>u).map(([,u,h])=>i(u,h))]}var ie=10,z=class{element=c("section",{class:"ranking","aria-label":"Cells in order"});#t=c("table",{});#e=c("button",{type:"button"},"Show more");#r;#n;#o={key:"recovery",down:!0};#s=ie;#a=null;#l=-1;constructor(e,t){this.#r=e,this.#n=t;let r=()=>{this.#s+=ie,this.#a&&this.draw(this.#a,this.#l)};this.#e.addEventListener("click",r,{signal:t});let i=o=>this.#d(o.target);this.#t.addEventListener("click",i,{signal:t}),this.element.append(c("h3",{},"Cells"),c("div",{class:"rows"},this.#t),this.#e)}draw(e,t){this.#a=e,this.#l=t,this.element.hidden=e.finished===0;let r=this.#c(e);this.#e.hidden=r.length<=this.#s;let i=_t(this.#t),o=[...e.screen.axes.map(({name:l})=>l),"recovery","metric"],s=r.slice(0,this.#s).map(l=>this.#m(e,l,t)),a=c("tr",{},...o.map(l=>this.#u(l)),c("th",{},"Patch"));this.#t.replaceChildren(c("thead",{},a),c("tbody",{},...s)),i&&this.#t.querySelector(`[data-focus="${i}"]`)?.focus()}#c(e){let{key:t,down:r}=this.#o,i=s=>t==="recovery"?e.recovery(s):t==="metric"?e.metric(s):e.where(s)[t]??0,o=r?-1:1;return[...e.ready()].map(s=>[s,i(s)]).sort(([s,a],[l,d])=>Number.isNaN(a)||Number.isNaN(d)?Number(Number.isNaN(a))-Number(Number.isNaN(d)):o*(a-d)||s-l).map(([s])=>s)}#u(e){let{key:t,down:r}=this.#o,i=e===t?r?"descending":"ascending":null,o=e===t?r?" ↓":" ↑":"",s=c("button",{type:"button",class:"sort","data-sort":e,"data-focus":`sort ${e}`},e+o);return c("th",{scope:"col","aria-sort":i},s)}#m(e,t,r){let i=e.where(t),o=e.words(t),s=e.screen.axes.map(({name:u,numbers:h,labels:g},m)=>{let f=u==="position"?` ${x(g[h.indexOf(i.position??0)]??"")}`:"",L=`${i[u]}${f}`;if(m>0)return c("td",{class:u},L);let se=c("button",{type:"button",class:"go","data-go":t,"data-focus":`go ${t}`},L);return p(se,"aria-label",`Go to ${o}`),c("th",{scope:"row"},se)}),a=e.applied.has(t),l=c("button",{type:"button",class:"act","data-patch":t,"data-focus":`patch ${t}`,"aria-pressed":String(a),"aria-disabled":e.screen.stale?"true":null,"aria-label":`Patch ${o}`,title:a?"Take this patch out of the workspace":"Apply this patch in the workspace"},a?"Remove":"Apply"),d=u=>c("td",{class:"number",title:v(u)},M(u));return c("tr",{class:t===r?"chosen":null},...s,d(e.recovery(t)),d(e.metric(t)),c("td",{},l))}#d(e){let t=e instanceof Element?e.closest("button"):null;if(!(t instanceof HTMLElement)||this.#n.aborted)return;let{sort:r,go:i,patch:o}=t.dataset;if(i!==void 0&&this.#r.select(Number(i)),o!==void 0&&t.ariaDisabled!=="true"&&this.#r.toggle(Number(o)),r===void 0||this.#a===null)return;let s=this.#o.key===r?!this.#o.down:r==="recovery"||r==="metric";this.#o={key:r,down:s},this.#s=ie,this.draw(this.#a,this.#l)}};function _t(n){let e=n.getRootNode(),t=e instanceof ShadowRoot?e.activeElement:document.activeElement;return t instanceof HTMLElement&&n.contains(t)?t.dataset.focus:void 0}var Kt={resid_pre:"resid_pre · stream before the block",resid_mid:"resid_mid · stream after attention",resid_post:"resid_post · stream after the block",attn_out:"attn_out · what attention adds",mlp_out:"mlp_out · what the MLP adds",head_out:"head_out · output of a head",head_q:"head_q · queries of a head",head_k:"head_k · keys of a head",head_v:"head_v · values of a head",head_pattern:"head_pattern · attention of a head"},qt=["layer position","layer"],Ot=["layer head","layer position","layer head position","layer"],Bt={recovery:"recovery",change:"change of the metric"},Dt={"":"choose…",end:"from the last token",start:"from the first token"},I=class{element=c("div",{class:"settings"});#t=c("select",{});#e=c("select",{});#r=c("select",{"aria-label":"Match tokens"});#n=c("select",{});#o=c("label",{},c("span",{},"Match tokens"),this.#r);#s=[Ge(),Ge()];#a=c("datalist",{id:`tokens-${Math.random().toString(36).slice(2)}`});#l=c("p",{class:"quiet given"});#c;#u=null;constructor(e,t){let r=(d,u)=>d.addEventListener("change",()=>u(d.value),{signal:t});r(this.#t,d=>e.set({component:d,by:[]})),r(this.#e,d=>e.set({by:d.split(" ")})),r(this.#r,d=>e.set({align:d})),r(this.#n,d=>e.set({show:d})),j(this.#n,Bt),j(this.#r,Dt);let i=c("button",{type:"button",title:"The likeliest next token of each prompt"},"Likeliest"),o=()=>{this.#u=null,e.tokens(null)};i.addEventListener("click",o,{signal:t});let[s,a]=this.#s;p(s,"aria-label","Token of the metric"),p(a,"aria-label","Token that it is compared with");for(let d of this.#s)p(d,"list",this.#a.id),d.addEventListener("change",()=>e.tokens([Fe(s.value),Fe(a.value)]),{signal:t});this.#c=c("fieldset",{},c("legend",{},"Metric"),"logit of ",s," − logit of ",a),this.#c.append(" ",i,this.#a);let l=(d,u)=>(p(u,"aria-label",d),c("label",{},c("span",{},d),u));this.element.append(l("Patch",this.#t),l("By",this.#e),this.#o,l("Colour",this.#n),this.#c,this.#l)}draw({screen:e},t){j(this.#t,Object.fromEntries(e.components.map(d=>[d,Kt[d]??d]))),this.#t.value=t.component;let r=t.component.startsWith("head_"),o=["layer","head","position"].filter(d=>t.by.includes(d)).join(" ")||(r?"layer head":"layer position"),s=r?Ot:qt;j(this.#e,Object.fromEntries((s.includes(o)?s:[...s,o]).map(d=>[d,d.replaceAll(" "," × ")]))),this.#e.value=o,this.#r.value=t.align,this.#o.hidden=!e.uneven&&t.align==="",this.#n.value=t.show;let a=e.tokens?.length===2;this.#c.hidden=!a&&e.metric!==void 0,this.#l.hidden=!this.#c.hidden,this.#l.textContent=`Metric: ${e.metric??""}, set from Python`;let l=e.tokens??[];a&&l.join(`
`)!==this.#u?.join(`
`)&&(this.#u=l,this.#s.forEach((d,u)=>{d.value=x(l[u]??"")})),this.#a.replaceChildren(...e.offered.map(d=>c("option",{value:x(d)})))}};function Ge(){return c("input",{type:"text",size:9,autocomplete:"off",spellcheck:"false"})}function Fe(n){return n.replace(/^·+/,e=>" ".repeat(e.length)).replaceAll("⏎",`
`)}function j(n,e){let t=Object.entries(e);[...n.options].map(i=>i.value).join()===t.map(([i])=>i).join()||n.replaceChildren(...t.map(([i,o])=>c("option",{value:i},o)))}function U(n){let e=je(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ze(n){let e=je(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function je(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Gt=2,R=class{constructor(e,t){this.screen=e;let r=a=>e.axes.find(l=>l.name===a);this.rows=r("layer"),this.columns=r("position")??r("head"),this.slices=r("position")&&r("head"),this.count=e.axes.length>0?e.axes.reduce((a,l)=>a*l.numbers.length,1):0;let i=t.of===e.of&&t.values!==void 0;this.#t=i&&t.values?U(t.values):new Float32Array(this.count),this.#e=i&&t.done?Ft(t.done):new Uint8Array(0),this.finished=i?t.finished??0:0,this.state=i?t.state??null:null,this.applied=new Set(e.applied?ze(e.applied):[]);let o=e.runs?U(e.runs):new Float32Array(0),s=i&&t.ends?U(t.ends):o;[this.here,this.there]=[s[0]??Number.NaN,s[1]??Number.NaN],this.now=o[2]??Number.NaN}screen;rows;columns;slices;count;finished;state;applied;here;there;now;#t;#e;#r=new Map;get size(){return{rows:this.rows?.numbers.length??0,columns:this.columns?.numbers.length??1}}get complete(){return this.count>0&&this.finished===this.count}number({row:e,column:t},r){let i=this.size.columns,o=this.slices?.numbers.length??1;return(e*o+(this.slices?r:0))*i+t}place(e){let t=this.size.columns,r=this.slices?.numbers.length??1,i=Math.floor(e/t);return{row:Math.floor(i/r),column:e%t,slice:i%r}}done(e){return((this.#e[e>>3]??0)>>(e&7)&1)===1}metric(e){return this.#t[e]??Number.NaN}recovery(e){return this.recovered(this.metric(e))}recovered(e){let t=Math.fround(this.there-this.here);return Math.abs(t)<=1e-4*Math.max(Math.abs(this.here),Math.abs(this.there))?Number.NaN:Math.fround(Math.fround(e-this.here)/t)}change(e){return Math.fround(this.metric(e)-this.here)}value(e,t){return t==="recovery"?this.recovery(e):this.change(e)}reach(e){let t=this.largest(e);return e==="recovery"?Math.min(Gt,Math.max(1,t)):t||1}largest(e){let t=this.#r.get(e);if(t!==void 0)return t;let r=0;for(let i of this.ready()){let o=Math.abs(this.value(i,e));Number.isFinite(o)&&o>r&&(r=o)}return this.#r.set(e,r),r}holes(e){for(let t of this.ready())if(!Number.isFinite(this.value(t,e)))return!0;return!1}where(e){let t={};for(let r of[...this.screen.axes].reverse())t[r.name]=r.numbers[e%r.numbers.length],e=Math.floor(e/r.numbers.length);return t}words(e,t=x){let r=this.where(e);return this.screen.axes.map(({name:i,numbers:o,labels:s})=>{let a=r[i]??0,l=s[o.indexOf(a)]??"";return i==="position"?`position ${a} ${t(l)}`:`${i} ${a}`}).join(t===O?", ":" · ")}*ready(){for(let e=0;e<this.count;e++)this.done(e)&&(yield e)}};function Ft(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}var W=class{element=c("section",{class:"patches","aria-label":"Patch grid"});#t;#e;#r;#n;#o;#s=c("dl",{class:"ends"});#a=c("p",{class:"state"});#l=c("p",{class:"quiet aside"});#c=c("p",{class:"notice problem",role:"note"});#u=c("output",{class:"readout","aria-live":"off"});#m=c("p",{class:"legend"});#d=c("div",{class:"window"});#p=c("input",{type:"range",min:0,step:1,"aria-label":"Head"});#$=c("span",{class:"number"});#N=c("label",{class:"slices"},"Head ",this.#p,this.#$);#E=c("details",{class:"code"});#R=c("pre",{tabindex:0});#b;#y;#g;#A;#S;#x;#i;#h={row:0,column:0};#v=null;constructor(e,t,r){this.#t=e,this.#e=new q(e,r),this.#x=Z(t),this.#i=new R(e.get("_screen"),e.get("_cells"));let i=a=>()=>{this.#e.ask(a)};this.#b=T("Run","Carry the sweep out",i("run"),r),this.#y=T("Copy as Python","The call that gives these numbers",()=>{this.#D()},r),this.#g=T("Apply","Make this patch a change of the workspace (Enter)",()=>this.#L(),r),this.#A=T("Undo","Take back the last change (Ctrl+Z in the grid)",i("undo"),r),this.#S=T("Redo","Make it again (Ctrl+Shift+Z in the grid)",i("redo"),r),this.#r=new I({set:a=>this.#P(a),tokens:a=>{this.#e.ask("metric",{tokens:a})}},r),this.#n=new F({describe:a=>this.#G(a),hover:a=>this.#B(a),select:a=>this.#H(a),activate:a=>{this.#H(a),this.#L()},remove:a=>{this.#i.applied.has(this.#f(a))&&this.#L(a)},travel:a=>{this.#e.ask(a)}},r),this.#o=new z({select:a=>this.#O(a),toggle:a=>{this.#e.ask("apply",{cell:a})}},r),this.#p.addEventListener("input",()=>this.#T({head:this.#w()[this.#p.valueAsNumber]??0}),{signal:r}),this.#q(),this.#C(),this.#_();let o=(a,l)=>y(e,`change:${a}`,()=>this.#F(l),r);for(let a of["_screen","_cells"])o(a,()=>this.#_());for(let a of["component","by","align","show"])o(a,()=>this.#k());o("_selected",()=>{this.#C(),this.#k(),this.#n.reveal(this.#h,this.#d)});let s=()=>{this.#x=Z(t),this.#k()};Ce(t,this.element,s,r)}#q(){let e=c("span",{class:"buttons"},this.#y,this.#A,this.#S);this.#d.append(this.#n.pad.element),this.#E.append(c("summary",{},"Python"),this.#R),this.#e.status.classList.add("unseen");let t=c("div",{class:"main"},this.#N,this.#d,c("div",{class:"chosen-cell"},this.#u,this.#g),this.#m,this.#l);this.#b.classList.add("primary"),this.element.append(c("header",{class:"toolbar"},c("h2",{},"Patch grid"),this.#b,this.#a,e),this.#e.messages,this.#e.status,this.#s,this.#r.element,this.#c,c("div",{class:"body"},t,this.#o.element),this.#E)}#P(e){for(let[t,r]of Object.entries(e))this.#t.set(t,r);this.#t.save_changes()}#T(e){this.#i.screen.stale||this.#P({_selected:{...this.#t.get("_selected"),...e}}),this.#k()}#H(e){this.#h=e,this.#T(this.#i.where(this.#f(e)))}#O(e){let{row:t,column:r}=this.#i.place(e);this.#h={row:t,column:r},this.#T(this.#i.where(e))}#L(e=this.#h){this.#e.ask("apply",{cell:this.#f(e)})}#B(e){e?.row===this.#v?.row&&e?.column===this.#v?.column||(this.#v=e,this.#K())}async#D(){let e=await Me(this.#i.screen.code??"");this.#e.announce(e?"Copied.":"It cannot be copied here: select it below."),e?this.#y.textContent="Copied":this.#E.open=!0,setTimeout(()=>{this.#y.textContent="Copy as Python"},1500)}#_(){let[e,t]=[this.#t.get("_screen"),this.#t.get("_cells")];if(t.of!==void 0&&t.of!==e.of)return;let r=this.#i.state;this.#i=new R(e,t),this.#C(),this.#k(),(this.#i.state!==r||this.#i.state!=="running")&&this.#e.announce(re(this.#i))}#C(){let{layer:e,position:t,head:r}=this.#t.get("_selected"),{rows:i,columns:o,size:s}=this.#i,a=i?.numbers.indexOf(e??-1)??-1,l=o?.numbers.indexOf((o.name==="head"?r:t)??-1)??-1,{row:d,column:u}=this.#h;this.#h=b({row:a<0?d:a,column:l<0?u:l},s)}#w(){return this.#i.slices?.numbers??[]}#M(){return Math.max(0,this.#w().indexOf(this.#t.get("_selected").head??-1))}#f(e){return this.#i.number(e,this.#M())}#G(e){let t=this.#f(e);return oe(this.#i,t).replace(this.#i.words(t),this.#i.words(t,O))}#F(e){try{e()}catch(t){this.#e.fail(t)}}#k(){let e=this.#i,{screen:t,state:r}=e,i={component:this.#t.get("component"),by:this.#t.get("by"),align:this.#t.get("align"),show:this.#t.get("show")};this.#r.draw(e,i),this.#a.textContent=t.stale?"":re(e),this.#z();let o="These cells are of other prompts than the workspace has now: run again.",s=t.problem||(t.stale?o:Be(e));this.#c.textContent=t.problem&&t.stale?`${t.problem}. ${o}`:s,this.#c.hidden=s==="",this.#l.textContent=Oe(e),this.#s.replaceChildren(...qe(e,this.#x)),this.#R.textContent=t.code??"",this.#E.hidden=!t.code,P(this.#y,!!t.code),P(this.#A,t.can.undo),P(this.#S,t.can.redo),p(this.element,"data-stale",t.stale),p(this.element,"data-state",r),this.#N.hidden=this.#w().length===0,this.#p.max=String(Math.max(0,this.#w().length-1)),this.#p.value=String(this.#M()),this.#$.textContent=String(this.#w()[this.#M()]??""),this.#m.replaceChildren(...De(e,i.show,e.reach(i.show),this.#x)),this.#K(),this.#o.draw(e,this.#f(this.#h))}#z(){let{screen:e,state:t,complete:r}=this.#i,i=e.stale||t===null,o=t==="cancelled"||t==="failed";this.#b.textContent=e.stale?"Run again":o&&!r?"Continue":"Run",P(this.#b,!e.problem&&(i||o))}#K(){let e=this.#i,t=e.count>0;for(let a of[this.#d,this.#u,this.#g,this.#m])a.hidden=!t;if(!t)return;let r=this.#t.get("show"),i=e.reach(r);this.#n.draw({grid:e,show:r,reach:i,slice:this.#M(),at:this.#h,hovered:this.#v,palette:this.#x,room:this.#d.clientWidth||640});let o=this.#f(b(this.#v??this.#h,e.size));this.#u.textContent=oe(e,o);let s=e.applied.has(this.#f(this.#h));this.#g.textContent=s?"Remove":"Apply",p(this.#g,"aria-pressed",String(s)),P(this.#g,!e.screen.stale)}};function P(n,e){p(n,"aria-disabled",String(!e))}var gr=ke([Ee],(n,e,t)=>new W(n,t,e));export{gr as default};

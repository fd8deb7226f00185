var U=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function l(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))u(r,o,i);return r.append(...n),r}function u(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function j(t,e,n){try{e()}catch(r){t.append(E(k(r),n))}}function k(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function E({message:t,details:e},n){let r=l("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=l("div",{},l("p",{},t));e&&o.append(l("details",{},l("summary",{},"Details"),l("pre",{tabindex:0},e)));let i=l("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var $e=["a","c","v","x","y","z"],He=["text","search","number"];function I(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&He.includes(t.type)}function D(t){return t.ctrlKey||t.metaKey?$e.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function G(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function K({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return S({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return S({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return S({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return S({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function S({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function b(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function _(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Ne=["Enter"," ","Delete","Backspace"],Pe=[{row:0,column:0},{rows:1,columns:1}];function V(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Re(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function Re(t,e){return I(e)?D(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&G(t)?!0:K(...Pe,t)!==null||b(t,...Ne)||_(t)!==null}var W="http://www.w3.org/1999/xhtml";var Ke=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function X(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=_e(t),o=document.createElementNS(W,"style");o.textContent=qe(e);let i=document.createElementNS(W,"div");for(let{name:a,value:c}of t.attributes)a!=="style"&&i.setAttribute(a,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",Be(t,o.textContent,n,r)),i.append(o,...Fe(e));let s={width:n+24,height:r+24};return{...s,svg:je(i,s.width,s.height)}}async function Y({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((a,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(p=>p===null?d():a(p),"image/png")})}function _e(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function qe(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return Ke+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Be(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${ze(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function ze(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Fe(t){return[...t.children].filter(n=>n.tagName!=="STYLE"&&!J(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];Q(n,r),[...n.querySelectorAll("*")].forEach((i,s)=>{let a=o[s];a!==void 0&&Q(i,a)});for(let i of o)J(i)&&i.remove();return r})}function J(t){return t.hasAttribute("data-unexported")}function Q(t,e){t instanceof HTMLCanvasElement?Oe(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected),(t.scrollTop!==0||t.scrollLeft!==0)&&Ue(t,e)}function Oe(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Ue(t,e){let[n,r]=[t.scrollLeft,t.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-n}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...t.querySelectorAll("*")].forEach((i,s)=>{let a=getComputedStyle(i),c=o[s];if(a.position!=="sticky"||c===void 0)return;let d=i.parentElement===t,[p,w]=[a.left!=="auto"?n:0,a.top!=="auto"?r:0];c.style.translate=d?`${p-n}px ${w-r}px`:`${p}px ${w}px`,c.style.position="relative"})}function je(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Ie(i)}function Ie(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var T=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},De=8e3;function A(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return h(t,"msg:custom",a=>{let c=r.get(a?.id);c!==void 0&&(r.delete(a.id),clearTimeout(c.timer),a.kind==="error"?c.fail(new T(a.message,a.details)):c.done())},n),n.addEventListener("abort",()=>{for(let{timer:a}of r.values())clearTimeout(a);r.clear()}),(a,c={})=>new Promise((d,p)=>{let w=`${o}-${++i}`;r.set(w,{done:d,fail:p,timer:setTimeout(e,De)}),t.send({kind:a,id:w,...c})})}var Z=new WeakMap;function h(t,e,n,r){t.on(e,n);let o=Z.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let s=[i];Z.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var Ge="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ee(t,e,n,r){let o=d=>async()=>{try{await d()}catch(p){n(E(k(p),r))}},s=Ve(t,()=>n(l("p",{class:"notice",role:"status"},Ge)),r),a=d=>`${We(e)}.${d}`,c=()=>X(e);return Je([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>q(await Y(c()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>q(new Blob([c().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function Ve(t,e,n){let r=A(t,e,n),o=new Set;return h(t,"msg:custom",(s,a)=>{let[c]=a??[];if(s?.kind!=="page"||c===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);q(new Blob([d],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function q(t,e){let n=URL.createObjectURL(t);l("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function We(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Je(t,e){let n=l("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:c,title:d})=>l("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=l("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=l("div",{class:"save-menu","data-unexported":!0},n,o),s=c=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[c]?.focus()},a=c=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),c&&n.focus())};return n.addEventListener("click",()=>o.hidden?s(0):a(!0),{signal:e}),r.forEach((c,d)=>{let p=()=>{a(!0),t[d]?.act()};c.addEventListener("click",p,{signal:e})}),i.addEventListener("keydown",c=>Qe(c,r,o.hidden,s,a),{signal:e}),i.addEventListener("focusout",c=>Xe(c,i,a),{signal:e}),i}function Qe(t,e,n,r,o){let i=e.length-1,s=e.indexOf(t.target),a=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[t.key];a!==void 0&&b(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(a)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function Xe(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}function te(t,e){let n=l("progress",{max:1,value:0,"aria-label":"Progress"}),r=l("span",{class:"quiet"}),o=l("button",{type:"button"},"Cancel"),i=l("div",{class:"progress",role:"group",hidden:!0},n,r,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let s=()=>{let{done:a=0,total:c=0,text:d=""}=t.get("_progress")??{};i.hidden=c===0,n.value=c>0?a/c:0,r.textContent=d};return h(t,"change:_progress",s,e),s(),i}function Ye(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function ne(t,e){let n=()=>{t.style.colorScheme=Ye(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function re(t,e){function n({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let a=l("div",{class:"nnexplore"}),c=a.attachShadow({mode:"open"});c.append(l("style",{},U,...t),te(r,s.signal)),o.append(a),ne(a,s.signal),V(a,s.signal),j(c,()=>c.append(e(r,s.signal,a).element),s.signal);let d=c.lastElementChild;return c.append(ee(r,a,p=>d?.before(p),s.signal)),()=>s.abort()}return{render:n}}var oe=`/* The bar: fields, the strip of tokens, and what one token is. */

.bar {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

header {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  margin-bottom: 8px;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

.size,
.hint,
.id {
  color: var(--quiet);
}

.colours {
  display: inline-flex;
  align-items: center;
  min-width: 0;
  margin-left: auto;
}

.colours legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.colours label {
  position: relative;
  margin-left: -1px;
}

.colours span {
  display: block;
  padding: 2px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
}

.colours label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.colours label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.colours input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.colours input:checked + span {
  position: relative;
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
  font-weight: 600;
}

.colours input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.fields {
  display: grid;
  gap: 4px;
  margin-bottom: 10px;
}

.fields label {
  position: relative;
  display: grid;
  grid-template-columns: 58px minmax(0, 1fr);
  align-items: center;
}

.fields .name {
  color: var(--quiet);
}

.fields input {
  width: 100%;
  padding: 4px 9px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: 12.5px / 1.45 var(--mono);
}

.fields input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.fields [data-pending] input {
  background: repeating-linear-gradient(-45deg, var(--raised) 0 8px, var(--paper) 8px 16px);
}

.fields [data-typed] input {
  padding-right: 190px;
  border-color: var(--change);
}

.fields input:hover {
  border-color: var(--accent);
}

.fields input:focus-visible {
  border-color: var(--accent);
  outline-offset: -1px;
}

.fields .hint {
  position: absolute;
  right: 10px;
  padding-left: 8px;
  background: var(--paper);
  font-size: 11.5px;
  pointer-events: none;
}

.scroll {
  position: relative;
  overflow: auto;
  max-height: 264px;
  scrollbar-width: thin;
}

.strip {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 3px;
  padding: 3px;
  font: 12.5px / 1.45 var(--mono);
  user-select: none;
}

.labels {
  display: grid;
  grid-auto-rows: 24px;
  gap: 2px;
  align-content: start;
  width: 52px;
  padding-top: 17px;
  color: var(--quiet);
  font: 13px / 24px var(--sans);
}

.labels b {
  font-weight: 400;
}

.column {
  position: relative;
  display: grid;
  grid-template-rows: 15px 24px;
  gap: 2px;
  padding: 1px 2px 2px;
  border-radius: 6px;
  cursor: pointer;
}

[data-compared] .column {
  grid-template-rows: 15px 24px 24px;
}

.column[aria-disabled] {
  cursor: default;
}

.number {
  color: var(--quiet);
  font: 10.5px / 15px var(--sans);
  font-variant-numeric: tabular-nums;
  text-align: center;
}

.token {
  overflow: hidden;
  min-width: 24px;
  max-width: 18ch;
  padding: 0 6px;
  border-radius: 4px;
  background: var(--raised);
  line-height: 24px;
  text-align: center;
  text-overflow: ellipsis;
  white-space: pre;
}

.token[hidden] {
  display: none;
}

.token[data-lead]::before {
  content: attr(data-lead);
  opacity: 0.55;
}

.token[data-none] {
  background: none;
  color: var(--quiet);
}

.token[data-unknown] {
  background: repeating-linear-gradient(-45deg, var(--line) 0 3px, var(--raised) 3px 7px);
}

.token[data-unknown]::after {
  content: " " attr(data-unknown);
  color: var(--bad);
  font-size: 10px;
}

/* A difference is a bar between the two tokens and, for who sees no hue, weight. */
[data-differs] .there {
  box-shadow: inset 0 -3px var(--change);
  font-weight: 700;
}

.column:hover:not([aria-disabled]) {
  background: color-mix(in oklab, var(--accent) 18%, transparent);
}

.column[aria-selected="true"] {
  background: var(--accent);
}

.column[aria-selected="true"] .number {
  color: light-dark(#ffffff, #0b1420);
  font-weight: 700;
}

.column:focus-visible {
  outline-offset: 1px;
}

.under {
  margin: 6px 3px 12px;
}

.facts,
.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  align-content: start;
  align-items: center;
}

.facts {
  min-height: 24px;
  margin-bottom: 4px;
  font-size: 12px;
}

.fact {
  font-variant-numeric: tabular-nums;
}

.beside {
  padding-left: 12px;
  border-left: 1px solid var(--line);
}

.legend {
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
  width: 84px;
  height: 12px;
  border-radius: 3px;
  background: light-dark(
    linear-gradient(90deg, var(--scale-light, #fff, #fff)),
    linear-gradient(90deg, var(--scale-dark, #fff, #fff))
  );
}

.item.change i {
  background: linear-gradient(
    90deg in oklab,
    color-mix(in oklab, var(--change) 58%, var(--paper)),
    var(--paper),
    color-mix(in oklab, var(--accent) 58%, var(--paper))
  );
  box-shadow: inset 0 0 0 1px var(--line);
}

.item i.differs {
  width: 18px;
  background: var(--raised);
  box-shadow: inset 0 -3px var(--change);
}

.status {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

[data-busy] .scroll {
  opacity: 0.6;
}

/* What is said of a token may need more lines here: keep their place, so that nothing jumps. */
@container (max-width: 860px) {
  .facts {
    min-height: 40px;
  }
}

@container (max-width: 560px) {
  .colours {
    margin-left: 0;
  }

  .beside {
    padding-left: 0;
    border-left: 0;
  }
}

@media (forced-colors: active) {
  .token,
  .column[aria-selected="true"] {
    forced-color-adjust: none;
  }
}
`;var ie=`/* What comes next: a table a prompt, a bar a run. */

.next {
  display: flex;
  flex-wrap: wrap;
  gap: 12px;
}

.next section {
  flex: 1 1 300px;
  min-width: 0;
  max-width: 560px;
  padding: 8px 12px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.next section[hidden] {
  display: none;
}

h3 {
  display: flex;
  gap: 12px;
  justify-content: space-between;
  margin-bottom: 4px;
  font-size: 13px;
  font-weight: 650;
}

.key {
  display: flex;
  gap: 12px;
  color: var(--quiet);
  font-size: 11.5px;
  font-weight: 400;
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

.mark.edited::before {
  background: var(--change);
}

.next table {
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.next th {
  width: 96px;
  padding: 1px 8px 1px 0;
  font-weight: 400;
  text-align: left;
}

.next th code {
  display: block;
  overflow: hidden;
  text-overflow: ellipsis;
}

.next td {
  padding: 1px 0;
}

.value {
  width: 56px;
  text-align: right;
  white-space: nowrap;
}

.value.clean {
  color: var(--quiet);
}

.bars {
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.next .bars i {
  display: block;
  height: 11px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-compared] .bars i {
  height: 6px;
  margin: 1px 0;
}

[data-compared] .bars i.edited {
  background: var(--change);
}

@media (forced-colors: active) {
  .bars i {
    forced-color-adjust: none;
  }
}
`;function f(t){if(!Number.isFinite(t))return le(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return se(n)}return se(Number(t.toPrecision(9)))}function se(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function ae(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):le(t)}function le(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function x(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var tt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",L=class{messages=l("div",{class:"messages"});status=l("p",{class:"status",role:"status"});#t;#n;#e;constructor(e,n){this.#t=e,this.#e=n,this.#n=A(e,()=>this.notice(tt),n),h(e,"change:_error",()=>this.#r(),n),this.#r()}async ask(e,n={}){try{return await this.#n(e,n),this.#r(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:n,details:r}=k(e);this.#i({message:n,details:e instanceof T?e.details:r})}notice(e){this.messages.replaceChildren(l("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#r(){let{message:e,details:n}=this.#t.get("_error")??{};e?this.#i({message:e,details:n}):this.messages.replaceChildren()}#i(e){this.messages.replaceChildren(E(e,this.#e))}};var nt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function B(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),rt).join("")}}function g(t){let{spaces:e,text:n}=B(t);return"·".repeat(e)+n}function m(t){return JSON.stringify(t)}function rt(t){let e=nt.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}var he=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],fe=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function me(){return Array.from({length:256},(t,e)=>{let n=e/255,r=ce(n,"light"),o=ce(n,"dark");return{background:`light-dark(${C(r)}, ${C(o)})`,ink:`light-dark(${C(de(r,n,"light"))}, ${C(de(o,n,"dark"))})`}})}function ge(){return`--scale-light:${he.join(",")};--scale-dark:${fe.join(",")}`}function be(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function ce(t,e){let n=e==="light"?he:fe,r=t*(n.length-1),o=Math.min(Math.floor(r),n.length-2),i=pe(O(n[o]??"#000000")),s=pe(O(n[o+1]??"#000000"));return ot(xe(i,s,r-o))}function de(t,e,n){let r=[0,0,0],o=[1,1,1],i=z(t,r)>=z(t,o)?r:o,s=O(n==="light"?"#5b6675":"#97a5b5"),a=xe(s,i,Math.min(1,e/.22));return z(t,a)>=4.5?a:i}function z(t,e){let[n,r]=[ue(t),ue(e)].sort((o,i)=>o-i);return(r+.05)/(n+.05)}function ue([t,e,n]){return .2126*y(t)+.7152*y(e)+.0722*y(n)}function y(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function F(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function xe(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function pe([t,e,n]){let[r,o,i]=[y(t),y(e),y(n)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),a=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*a-.0040720468*c,1.9779984951*s-2.428592205*a+.4505937099*c,.0259040371*s+.7827717662*a-.808675766*c]}function ot([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,o=(t-.1055613458*e-.0638541728*n)**3,i=(t-.0894841775*e-1.291485548*n)**3;return[F(4.0767416621*r-3.3077115913*o+.2309699292*i),F(-1.2684380046*r+2.6097574011*o-.3413193965*i),F(-.0041960863*r-.7034186147*o+1.707614701*i)]}function O(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function C(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var it=me(),st=58;function ye(t,{low:e,high:n},r){return t===null||r==="none"||!Number.isFinite(t)?null:r==="change"?at(t/n):it[be((t-e)/(n-e))]??null}function at(t){let e=Math.min(1,Math.abs(t))*st;return{background:`color-mix(in oklab, ${t<0?"var(--change)":"var(--accent)"} ${e.toFixed(1)}%, var(--paper))`,ink:"light-dark(#000000, #ffffff)"}}function ve(t,{low:e,high:n},r){let o=[],i=l("i",{"aria-hidden":"true",style:t==="change"?null:ge()});if(t!=="none"){let s=t==="change"?"log-probability, edited − clean":`log-probability, ${t} run`,a=[f(e).replace("-","−"),`${f(n)} nats`];t==="change"&&(a[1]=`+${a[1]}`),o.push(l("span",{class:`item ${t}`},`${s} `,a[0]??"",i,a[1]??""))}return r&&o.push(l("span",{class:"item"},l("i",{class:"differs","aria-hidden":"true"}),"differs")),o}var lt="The logarithm of the probability that the model gave this token after those before it, in nats";function ke(t,e){let n=e===null?null:t.here(e);if(e===null||n===null&&t.there(e)===null)return[l("span",{class:"hint"},"Click a token, or use the arrow keys, to select its position in all views.")];let r=[l("b",{},`position ${e}`)];r.push(n===null?l("span",{},"not in the prompt"):we(n));let[o,i]=[t.said("edited",e),t.said("clean",e)];n!==null&&o===null&&r.push(l("span",{class:"hint"},"the first: nothing predicts it")),i!==null&&r.push($(t.screen.changed?"clean":"log p",i)),i!==null&&o!==null&&t.screen.changed&&r.push($("edited",o),$("change",Math.fround(o-i)));let s=t.there(e);if(s!==null){let a=l("span",{class:"beside"},"other ",we(s)),c=t.said("others",e);r.push(a,...c===null?[]:[$("log p",c)])}return r}function we({text:t,id:e}){return l("span",{title:m(t)},l("code",{},g(t)),l("span",{class:"id"},` id ${e}`))}function $(t,e){let n=f(e).replace("-","−");return l("span",{class:"fact",title:lt,"data-value":f(e)},l("span",{class:"hint"},`${t} `),n)}var H=class{label;input;#t=l("span",{class:"hint"});#n=null;#e=!1;constructor(e,n,r,o,i){this.input=l("input",{type:"text",spellcheck:"false",autocomplete:"off",placeholder:r}),this.label=l("label",{},l("span",{class:"name"},n),this.input,this.#t);let s=(a,c)=>this.input.addEventListener(a,d=>c(d),{signal:i});s("input",()=>this.#s()),s("keydown",async a=>{a.isComposing||(a.key==="Escape"&&this.#i(),!(a.key!=="Enter"||a.shiftKey||!this.#e)&&(a.preventDefault(),u(this.label,"data-pending",!0),await o(e,this.input.value)&&this.#i(),u(this.label,"data-pending",!1)))})}draw(e,n){this.#n=e,this.#e?this.#s():this.#i(),this.#r(e?.ids?`given as ${x(n,"token id")}`:"")}#r(e){this.label.title=e}#i(){this.input.value=this.#n?.text??"",this.#s()}#s(){this.#e=this.input.value!==(this.#n?.text??""),u(this.label,"data-typed",this.#e),this.#t.textContent=this.#e?"Enter runs, Esc takes back":""}};function Ee(t,e){let n=new H("prompt","Prompt","type a prompt",t,e),r=new H("other","Other","none: type one to compare and to copy from",t,e);return{element:l("div",{class:"fields"},n.label,r.label),draw(o,i,s){n.draw(o,s[0]),r.draw(i,s[1])}}}function Me(){let t=Te("Next token"),e=Te("Next token of the other prompt");return{element:l("div",{class:"next"},t.element,e.element),draw(n){let r=n.screen.changed,o=n.after.position,i=o===void 0?"":` after ${g(n.here(o)?.text??"")} (${o})`;t.named(`Next token${i}`);let s=o===void 0?"":` after ${g(n.there(o)?.text??"")} (${o})`;e.named(`Next token of the other prompt${s}`),t.draw(n.next("next"),r?["clean","edited"]:["clean"],r),e.draw(n.next("other_next"),["other"],!1)}}}function Te(t){let e=l("span",{class:"key"}),n=l("tbody",{}),r=l("span",{},t),o=l("h3",{},r,e),i=l("section",{"aria-label":t},o,l("table",{},n));return{element:i,named(s){r.textContent!==s&&(r.textContent=s)},draw(s,a,c){i.hidden=s.length===0,e.replaceChildren(...c?a.map(d=>l("span",{class:`mark ${d}`},d)):[]),u(i,"data-compared",c),n.replaceChildren(...s.map(d=>ct(d,a)))}}}function ct({id:t,text:e,probabilities:n},r){let o=l("th",{scope:"row",title:`${m(e)}, id ${t}`},l("code",{},g(e))),i=l("td",{class:"bars","aria-hidden":"true"}),s=l("tr",{},o,i);for(let[a,c]of r.entries()){let d=n[a]??Number.NaN,p=Number.isFinite(d)?d*100:0;i.append(l("i",{class:c,style:`width:${p}%`})),s.append(l("td",{class:`value ${c}`,title:`${c} ${f(d)}`},ae(d)))}return s}function M(t){let e=Se(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function N(t){let e=Se(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Se(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var v=class{constructor(e,n={}){this.screen=e;this.after=n;this.#t=N(e.ids),this.#n=N(e.other_ids),this.#e={edited:M(e.edited),clean:M(e.clean),others:M(e.others)}}screen;after;#t;#n;#e;get length(){return Math.max(this.screen.tokens.length,this.screen.other_tokens?.length??0)}here(e){return Ae(this.screen.tokens,this.#t,e)}there(e){return Ae(this.screen.other_tokens??[],this.#n,e)}differs(e){return this.screen.other_tokens!==null&&this.here(e)?.id!==this.there(e)?.id}get differing(){return Array.from({length:this.length},(e,n)=>this.differs(n)).filter(Boolean).length}said(e,n){return this.#e[e][n-1]??null}value(e,n){if(e==="none")return null;if(e!=="change")return this.said(e,n);let[r,o]=[this.said("edited",n),this.said("clean",n)];return r===null||o===null?null:Math.fround(r-o)}range(e){let n=[];for(let s=1;s<this.length;s++){let a=e==="change"?null:this.said("others",s);for(let c of[this.value(e,s),a])c!==null&&Number.isFinite(c)&&n.push(c)}let r=(s,a)=>Math.max(s,Math.abs(a)),o=Math.max(e==="change"?.01:1,n.reduce(r,0));if(e!=="change")return{low:-Math.ceil(o),high:0};let i=o>=1?Math.ceil(o):Math.ceil(o*100)/100;return{low:-i,high:i}}next(e){let n=this.after.position===void 0?this.screen[e]:this.after[e];if(!n)return[];let r=n.probabilities.map(M);return[...N(n.ids)].map((o,i)=>({id:o,text:n.texts[i]??"",probabilities:r.map(s=>s[i]??Number.NaN)}))}describe(e,n){let[r,o]=[this.here(e),this.there(e)],i=[`position ${e}`,r===null?"none":m(r.text)],s=this.value(n,e);return s!==null&&i.push(`${n==="change"?"change":"log-probability"} ${f(s)}`),this.screen.other_tokens!==null&&this.differs(e)&&i.push(o===null?"none in the other prompt":`${m(o.text)} in the other prompt`),i.join(", ")}};function Ae(t,e,n){let[r,o]=[t[n],e[n]];return r===void 0||o===void 0?null:{text:r,id:o}}var P=class{element;#t=l("div",{class:"strip",role:"listbox","aria-orientation":"horizontal"});#n;#e=[];#r=0;#i=null;constructor(e,n){this.#n=e,this.#t.setAttribute("aria-label","Tokens of the prompt"),this.element=l("div",{class:"scroll"},this.#t);let r=i=>this.#o(i),o=(i,s)=>this.#t.addEventListener(i,a=>s(a),{signal:n});o("click",i=>{let s=r(i);s===null||s>=this.#r||(this.#e[s]?.focus(),e.select(s))}),o("pointerover",i=>e.hover(r(i))),o("pointerleave",()=>e.hover(null)),o("keydown",i=>this.#a(i))}draw(e,n){let r=e.range(n);this.#r=e.screen.tokens.length;let o=e.screen.other_tokens!==null;for(;this.#e.length<e.length;)this.#e.push(dt(this.#e.length));this.#e.length=e.length;let s=l("div",{class:"labels","aria-hidden":"true"},...(o?["prompt","other"]:["prompt"]).map(a=>l("b",{},a)));this.#t.replaceChildren(s,...this.#e),u(this.#t,"data-compared",o);for(let[a,c]of this.#e.entries())ut(c,e,a,n,r,o);this.select(this.#i)}select(e){let n=e!==null&&e<this.#r;this.#i=e;let r=n?e:0;for(let[i,s]of this.#e.entries())u(s,"aria-selected",String(n&&i===e)),s.tabIndex=i===r&&i<this.#r?0:-1;let o=n?this.#e[e]:void 0;o!==void 0&&this.#s(o)}#s(e){let n=this.element,r=e.offsetTop-this.#t.offsetTop;r<n.scrollTop&&(n.scrollTop=r-4);let o=r+e.offsetHeight;o>n.scrollTop+n.clientHeight&&(n.scrollTop=o-n.clientHeight+4)}#a(e){let n=this.#o(e),r=_(e),o=n===null?null:this.#c(e,n);if(r!==null)this.#n.travel(r);else if(o!==null)this.#e[o]?.focus({preventScroll:!0}),this.#n.select(o);else if(b(e,"Enter"," "))this.#n.select(n);else if(b(e,"Escape"))this.#n.select(null);else return;e.preventDefault()}#c(e,n){let r={rows:1,columns:this.#r},o=K({row:0,column:n},r,e);return o===null?null:e.key==="ArrowUp"||e.key==="PageUp"?this.#l(n,-1):e.key==="ArrowDown"||e.key==="PageDown"?this.#l(n,1):o.column}#l(e,n){let r=this.#e[e];if(r===void 0)return e;let o=a=>a.offsetLeft+a.offsetWidth/2,i=e,s=null;for(let a=e+n;a>=0&&a<this.#r;a+=n){let c=this.#e[a];if(c===void 0||c.offsetTop===r.offsetTop)continue;if(s??=c.offsetTop,c.offsetTop!==s)break;let d=p=>Math.abs(o(this.#e[p]??r)-o(r));(i===e||d(a)<d(i))&&(i=a)}return i}#o(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null,r=n===null?-1:this.#e.indexOf(n);return r<0?null:r}};function dt(t){let e=["number","token here","token there"].map(n=>l("span",{class:n}));return e[0]&&(e[0].textContent=String(t)),l("div",{role:"option",class:"column"},...e)}function ut(t,e,n,r,o,i){let[s,a]=[e.here(n),e.there(n)],[,c,d]=t.children,p=r==="none"||r==="change"?null:e.said("others",n);Le(c,s,e.value(r,n),o,r),Le(d,a,p,o,r),d.hidden=!i,u(t,"data-differs",e.differs(n)),u(t,"aria-disabled",s===null?"true":null),u(t,"aria-label",e.describe(n,r))}function Le(t,e,n,r,o){let{spaces:i,text:s}=B(e?.text??"–");t.textContent!==s&&(t.textContent=s);let a=ye(n,r,o),c=n!==null&&!Number.isFinite(n);u(t,"style",a===null?null:`background:${a.background};color:${a.ink}`),u(t,"data-lead",i>0&&e!==null?"·".repeat(i):null),u(t,"data-none",e===null),u(t,"data-unknown",c?f(n):null),u(t,"title",e===null?null:`${g(e.text)}, id ${e.id}`)}var pt=[["none","No colour"],["clean","The log-probability that the model gave each token without changes"],["edited","The log-probability that the model gave each token with the changes"],["change","Edited − clean: blue is likelier with the changes, orange less likely"]],R=class{element;#t;#n;#e;#r;#i=Me();#s=l("span",{class:"size"});#a=l("fieldset",{class:"colours"},l("legend",{},"Colour"));#c=l("p",{class:"facts"});#l=l("p",{class:"legend"});#o;#d=null;constructor(e,n){this.#t=e,this.#o=new v(e.get("_screen"),e.get("_here")),this.#n=new L(e,n),this.#r=Ee((r,o)=>this.#n.ask(r,{text:o}),n),this.#e=new P({select:r=>this.#x(r),hover:r=>this.#y(r),travel:r=>{this.#n.ask(r)}},n),this.#b(n),this.element=this.#g(),this.#u(),this.#m(),h(e,"change:_screen",()=>this.#v(),n),h(e,"change:_selected",()=>this.#h(),n),h(e,"change:_here",()=>this.#w(),n),h(e,"change:colour",()=>this.#u(),n),h(e,"change:busy",()=>this.#m(),n)}#g(){let e=l("header",{},l("h2",{},"Tokens"),this.#s,this.#a),n=l("div",{class:"under"},this.#c,this.#l);return l("section",{class:"bar","aria-label":"Tokens"},e,this.#n.messages,this.#r.element,this.#e.element,n,this.#i.element,this.#n.status)}#b(e){let n=`colour-${Math.random().toString(36).slice(2)}`;for(let[r,o]of pt){let i=l("input",{type:"radio",name:n,value:r});i.addEventListener("change",()=>this.#p("colour",r),{signal:e}),this.#a.append(l("label",{title:o},i,l("span",{},r)))}}#x(e){this.#d=null;let n=this.#t.get("_selected");n.position!==e&&this.#p("_selected",{...n,position:e})}#p(e,n){this.#t.set(e,n),this.#t.save_changes()}#y(e){this.#d=e,this.#f()}#v(){try{this.#o=new v(this.#t.get("_screen"),this.#t.get("_here")),this.#d=null,this.#u(),this.#n.announce(this.#k())}catch(e){this.#n.fail(e)}}#u(){let{screen:e}=this.#o,n=this.#t.get("colour"),[r,o]=[e.tokens.length,e.other_tokens?.length??0],i=e.other_tokens!==null,s=`other prompt ${o}, ${x(this.#o.differing,"position differs","positions differ")}`;this.#s.textContent=i?`${x(r,"token")} · ${s}`:x(r,"token"),this.#r.draw(e.prompt,e.other,[r,o]),this.#e.draw(this.#o,n),this.#l.replaceChildren(...ve(n,this.#o.range(n),i)),this.#i.draw(this.#o);for(let a of this.#a.querySelectorAll("input"))a.checked=a.value===n;this.#h()}#w(){this.#o=new v(this.#t.get("_screen"),this.#t.get("_here")),this.#i.draw(this.#o)}#h(){this.#e.select(this.#t.get("_selected").position),this.#f()}#f(){let e=this.#d??this.#t.get("_selected").position;this.#c.replaceChildren(...ke(this.#o,e))}#m(){u(this.element,"data-busy",this.#t.get("busy")),u(this.#e.element,"aria-busy",String(this.#t.get("busy")))}#k(){let[e]=this.#o.next("next");return e===void 0?"No prompt.":`Next token ${m(e.text)}, probability ${e.probabilities.at(-1)?.toFixed(4)}.`}};var Bn=re([oe,ie],(t,e)=>new R(t,e));export{Bn as default};

var he=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function a(n,e={},...t){let r=document.createElement(n);for(let[o,i]of Object.entries(e))m(r,o,i);return r.append(...t),r}function m(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function me(n,e,t){try{e()}catch(r){n.append(H(R(r),t))}}function R(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function H({message:n,details:e},t){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},n));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:t}),i}var lt=["a","c","v","x","y","z"],ct=["text","search","number"];function fe(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&ct.includes(n.type)}function ge(n){return n.ctrlKey||n.metaKey?lt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function be(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function J({row:n,column:e},{rows:t,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return M({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return M({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return M({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return M({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:i?0:n,column:0};case"End":return{row:i?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function M({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function A(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function Q(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var dt=["Enter"," ","Delete","Backspace"],ut=[{row:0,column:0},{rows:1,columns:1}];function ye(n,e){let t=r=>{let o=r.composedPath();o.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",pt(r,o[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function pt(n,e){return fe(e)?ge(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&be(n)?!0:J(...ut,n)!==null||A(n,...dt)||Q(n)!==null}var xe="http://www.w3.org/1999/xhtml";var ht=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ke(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=mt(n),o=document.createElementNS(xe,"style");o.textContent=ft(e);let i=document.createElementNS(xe,"div");for(let{name:l,value:c}of n.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",gt(n,o.textContent,t,r)),i.append(o,...yt(e));let s={width:t+24,height:r+24};return{...s,svg:wt(i,s.width,s.height)}}async function Me({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,t)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(t*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?d():l(u),"image/png")})}function mt(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ft(n){let e=[...n.querySelectorAll("style")].map(o=>o.textContent),t=[...n.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...t].join(`
`);return ht+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function gt(n,e,t,r){let o=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${bt(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function bt(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function yt(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!ve(t)).map(t=>{let r=t.cloneNode(!0),o=[...r.querySelectorAll("*")];we(t,r),[...t.querySelectorAll("*")].forEach((i,s)=>{let l=o[s];l!==void 0&&we(i,l)});for(let i of o)ve(i)&&i.remove();return r})}function ve(n){return n.hasAttribute("data-unexported")}function we(n,e){n instanceof HTMLCanvasElement?xt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&vt(n,e)}function xt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function vt(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-t}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((i,s)=>{let l=getComputedStyle(i),c=o[s];if(l.position!=="sticky"||c===void 0)return;let d=i.parentElement===n,[u,p]=[l.left!=="auto"?t:0,l.top!=="auto"?r:0];c.style.translate=d?`${u-t}px ${p-r}px`:`${u}px ${p}px`,c.style.position="relative"})}function wt(n,e,t){let r=new XMLSerializer().serializeToString(n),o=`all: initial; display: block; width: ${e}px; height: ${t}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return kt(i)}function kt(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var B=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Mt=8e3;function W(n,e,t){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return L(n,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new B(l.message,l.details)):c.done())},t),t.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((d,u)=>{let p=`${o}-${++i}`;r.set(p,{done:d,fail:u,timer:setTimeout(e,Mt)}),n.send({kind:l,id:p,...c})})}var Ee=new WeakMap;function L(n,e,t,r){n.on(e,t);let o=Ee.get(r),i=()=>n.off(e,t);if(o){o.push(i);return}let s=[i];Ee.set(r,s),r.addEventListener("abort",()=>{for(let l of s)l()})}var Et="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Le(n,e,t,r){let o=d=>async()=>{try{await d()}catch(u){t(H(R(u),r))}},s=Lt(n,()=>t(a("p",{class:"notice",role:"status"},Et)),r),l=d=>`${Tt(e)}.${d}`,c=()=>ke(e);return Ct([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>Z(await Me(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>Z(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function Lt(n,e,t){let r=W(n,e,t),o=new Set;return L(n,"msg:custom",(s,l)=>{let[c]=l??[];if(s?.kind!=="page"||c===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);Z(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function Z(n,e){let t=URL.createObjectURL(n);a("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Tt(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Ct(n,e){let t=a("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=a("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=a("div",{class:"save-menu","data-unexported":!0},t,o),s=c=>{o.hidden=!1,t.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,t.setAttribute("aria-expanded","false"),c&&t.focus())};return t.addEventListener("click",()=>o.hidden?s(0):l(!0),{signal:e}),r.forEach((c,d)=>{let u=()=>{l(!0),n[d]?.act()};c.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",c=>St(c,r,o.hidden,s,l),{signal:e}),i.addEventListener("focusout",c=>At(c,i,l),{signal:e}),i}function St(n,e,t,r,o){let i=e.length-1,s=e.indexOf(n.target),l=t?{ArrowDown:0,ArrowUp:i}[n.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[n.key];l!==void 0&&A(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(l)):n.key==="Escape"&&!t&&(n.stopPropagation(),o(!0))}function At(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}function Te(n,e){let t=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),i=a("div",{class:"progress",role:"group",hidden:!0},t,r,o);o.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let s=()=>{let{done:l=0,total:c=0,text:d=""}=n.get("_progress")??{};i.hidden=c===0,t.value=c>0?l/c:0,r.textContent=d};return L(n,"change:_progress",s,e),s(),i}function $t(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Ce(n,e){let t=()=>{n.style.colorScheme=$t(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Se(n,e){function t({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},he,...n),Te(r,s.signal)),o.append(l),Ce(l,s.signal),ye(l,s.signal),me(c,()=>c.append(e(r,s.signal,l).element),s.signal);let d=c.lastElementChild;return c.append(Le(r,l,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:t}}var Ae=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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

.looks {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 16px;
  margin: -4px 0 12px;
}

.select {
  display: inline-flex;
  gap: 8px;
  align-items: center;
  min-width: 0;
  color: var(--quiet);
}

.select[hidden] {
  display: none;
}

select,
input[type="text"] {
  min-width: 0;
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

input[type="text"]::placeholder {
  color: var(--quiet);
  opacity: 1;
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

.lens[data-difference] .item:is(.top, .moved),
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
`;var $e=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var Ne=`/* The board: two prompts, the result below them, arrows over all of it. */

.board {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.stage {
  position: relative;
  display: grid;
  grid-template: "source target" auto "result side" auto / minmax(0, 1fr) minmax(0, 1fr);
  gap: 18px 44px;
  align-items: start;
}

.panel {
  min-width: 0;
}

.panel.source {
  grid-area: source;
}

.panel.target {
  grid-area: target;
}

.panel.result {
  grid-area: result;
}

.panel .scroll {
  max-height: min(420px, 60vh);
}

.panel .scroll[hidden],
.notice[hidden] {
  display: none;
}

/* Three grids have less room than one. */
.panel .grid {
  --cell: calc(min(var(--longest), 6) * 1ch + 8px);
}

.panel .cell {
  padding: 0 3px;
}

.panel.source .cell {
  cursor: grab;
}

h3 {
  margin-bottom: 5px;
  font-size: 13px;
  font-weight: 650;
}

.at {
  color: var(--quiet);
  font-weight: 400;
}

h3 code {
  margin-left: 8px;
}

.cell[data-link] {
  outline: 2px solid var(--change);
  outline-offset: -2px;
}

.cell[data-link="from"] {
  outline-style: dashed;
}

.cell[data-link="picked"] {
  outline: 3px solid var(--change);
  outline-offset: -3px;
}

/* Without its colour: it is legible still, and what can change is a shape of its own. */
.panel .cell[data-dim] {
  background: var(--raised);
  color: var(--quiet);
  font-weight: 400;
}

[data-picked] .panel.target .cell:not([data-dim]) {
  cursor: copy;
}

.arrows {
  position: absolute;
  z-index: 3;
  inset: 0;
  overflow: hidden;
  width: 100%;
  height: 100%;
  pointer-events: none;
}

.arrow,
.halo,
.drag {
  fill: none;
  stroke: var(--change);
  stroke-width: 2;
}

.halo {
  stroke: var(--paper);
  stroke-width: 4.5;
  opacity: 0.7;
}

.away .arrow,
.drag {
  stroke-dasharray: 5 4;
}

.patch.off {
  opacity: 0.45;
}

.knob {
  pointer-events: all;
  cursor: pointer;
}

.knob circle {
  fill: var(--paper);
  stroke: var(--change);
  stroke-width: 1.5;
}

.knob path {
  stroke: var(--change-text);
  stroke-width: 1.6;
}

.arrows marker path {
  fill: var(--change);
}

.knob:hover circle {
  fill: color-mix(in oklab, var(--change) 25%, var(--paper));
}

.side {
  grid-area: side;
  grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
  gap: 14px 24px;
  align-items: start;
}

.side table {
  width: 100%;
  border-collapse: collapse;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.side th,
.side td {
  padding: 1px 0 1px 8px;
  font-weight: 400;
  text-align: right;
  white-space: nowrap;
}

.side th:first-child,
.side td:first-child {
  padding-left: 0;
  text-align: left;
}

.side th code {
  display: block;
  overflow: hidden;
  max-width: 92px;
  text-overflow: ellipsis;
}

.side thead th {
  color: var(--quiet);
  font-size: 11px;
}

.side .bars .pair {
  width: 45%;
  padding-left: 0;
}

.pair i {
  display: block;
  height: 4px;
  margin: 1px 0;
  border-radius: 0 2px 2px 0;
}

.bars thead i {
  display: inline-block;
  width: 9px;
  height: 9px;
  margin-right: 4px;
  border-radius: 2px;
}

i.clean {
  background: var(--accent);
}

i.now {
  background: var(--change);
}

i.other {
  background: var(--quiet);
}

.note {
  min-height: 2.9em;
  color: var(--quiet);
  font-size: 12px;
}

.exact {
  font-family: var(--mono);
  font-size: 11.5px;
}

.exact.clean {
  color: var(--quiet);
}

.status {
  margin: 0 0 12px;
}

.legend {
  margin: 12px 0 4px;
}

.item.unreached i {
  border: 1px solid var(--line);
}

.item.edit,
.board:not([data-patched]) .item:not(.scale) {
  display: none;
}

.patches {
  margin: 4px 0 8px;
}

.patches li {
  align-items: center;
}

.patches li > span {
  padding: 3px 4px 3px 9px;
}

.patches .off {
  color: var(--quiet);
}

.patches .empty {
  padding-left: 0;
}

.board .code {
  margin-left: 0;
}

@container (max-width: 1100px) {
  .side {
    grid-template-columns: minmax(0, 1fr);
  }
}

@container (max-width: 720px) {
  .stage {
    grid-template: "source" auto "target" auto "result" auto "side" auto / minmax(0, 1fr);
    gap: 22px;
  }
}

@media (forced-colors: active) {
  .arrows,
  .pair i {
    forced-color-adjust: none;
  }
}
`;async function Pe(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Ht(n)}}function Ht(n){let e=document.activeElement,t=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}var Bt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],zt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function ze(){return Array.from({length:256},(n,e)=>{let t=e/255,r=D(t,"light"),o=D(t,"dark");return{background:`light-dark(${I(r)}, ${I(o)})`,ink:`light-dark(${I(Re(r,t,"light"))}, ${I(Re(o,t,"dark"))})`}})}function Oe(n){return Math.round(Math.min(1,Math.max(0,n))*255)}function D(n,e){let t=e==="light"?Bt:zt,r=n*(t.length-1),o=Math.min(Math.floor(r),t.length-2),i=Be(ne(t[o]??"#000000")),s=Be(ne(t[o+1]??"#000000"));return Ot(_e(i,s,r-o))}function Re(n,e,t){let r=[0,0,0],o=[1,1,1],i=ee(n,r)>=ee(n,o)?r:o,s=ne(t==="light"?"#5b6675":"#97a5b5"),l=_e(s,i,Math.min(1,e/.22));return ee(n,l)>=4.5?l:i}function ee(n,e){let[t,r]=[He(n),He(e)].sort((o,i)=>o-i);return(r+.05)/(t+.05)}function He([n,e,t]){return .2126*$(n)+.7152*$(e)+.0722*$(t)}function $(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function te(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function _e(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Be([n,e,t]){let[r,o,i]=[$(n),$(e),$(t)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*c,1.9779984951*s-2.428592205*l+.4505937099*c,.0259040371*s+.7827717662*l-.808675766*c]}function Ot([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,o=(n-.1055613458*e-.0638541728*t)**3,i=(n-.0894841775*e-1.291485548*t)**3;return[te(4.0767416621*r-3.3077115913*o+.2309699292*i),te(-1.2684380046*r+2.6097574011*o-.3413193965*i),te(-.0041960863*r-.7034186147*o+1.707614701*i)]}function ne(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function I(n){return`#${n.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var qe=256,_t={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function We(n,e,t,r){let o=new MutationObserver(t);if(o.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>o.disconnect()),typeof ResizeObserver>"u")return;let i=0,s=new ResizeObserver(()=>{e.clientWidth!==i&&(i=e.clientWidth,t())});s.observe(e),r.addEventListener("abort",()=>s.disconnect())}function re(n){let e=Array.from({length:qe},(t,r)=>r/(qe-1));return{sequential:e.map(t=>qt(D(t,n))),diverging:e.map(t=>Kt(_t[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function oe([n,e,t]){let r=[n,e,t].map(i=>(i/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function ie([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function qt(n){return n.map(e=>Math.round(e*255))}function Kt(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[o,i]=[Ke(n[r]??"#000000"),Ke(n[r+1]??"#000000")];return o.map((s,l)=>Math.round(s+((i[l]??0)-s)*(t-r)))}function Ke(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var Wt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",F=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#n;#r;constructor(e,t){this.#e=e,this.#r=t,this.#n=W(e,()=>this.notice(Wt),t),L(e,"change:_error",()=>this.#t(),t),this.#t()}async ask(e,t={}){try{return await this.#n(e,t),this.#t(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:r}=R(e);this.#o({message:t,details:e instanceof B?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#t(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#o({message:e,details:t}):this.messages.replaceChildren()}#o(e){this.messages.replaceChildren(H(e,this.#r))}};var It=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function se(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Dt).join("")}}function v(n){let{spaces:e,text:t}=se(n);return"·".repeat(e)+t}function f(n){return JSON.stringify(n)}function Dt(n){let e=It.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function De(n){let{tokens:e,other_tokens:t}=n.screen,o=[Ie(t===null?"layer":"prompt",e,(i,s)=>Ft(i,s,String(s)))];if(t!==null){let i=e.map((s,l)=>t[l]);o.unshift(Ie("other",i,(s,l)=>Gt(s,e[l]??"",l)))}return o}function Fe(n){let{rows:e,columns:t}=n.size,r=Math.max(...n.screen.tokens.map(o=>v(o).length));for(let o=0;o<e*t&&r<9;o++){let i={row:Math.floor(o/t),column:o%t};r=Math.max(r,v(n.top(i).token.text).length)}return Math.max(5,Math.min(9,r))}function Ie(n,e,t){let r=a("div",{role:"columnheader",class:"label corner"},n);return a("div",{role:"row",class:"row"},r,...e.map(t))}function Ft(n,e,t){let r=`position ${e}: ${f(n)}`,o=a("span",{class:"token"},v(n));return a("div",{role:"columnheader",class:"heading",title:r},a("span",{class:"number","aria-hidden":"true"},t),o)}function Gt(n,e,t){if(n===void 0){let i=`the other prompt has no position ${t}`;return a("div",{role:"columnheader",class:"heading other none",title:i,"aria-label":i},"–")}let r=`other prompt, position ${t}: ${f(n)}`;return a("div",{role:"columnheader",class:n===e?"heading other same":"heading other differs",title:r},a("span",{class:"token"},v(n)))}function Ge(n,e,t){let r=e===n.size.rows-1,o=a("div",{role:"rowheader",class:"label","aria-label":n.layerName(e)});o.append(n.screen.layers[e]??""),r&&o.append(a("span",{class:"out",title:"the model's own output"},"out"));let i=a("div",{role:"row",class:"row"},o);for(let s=0;s<n.size.columns;s++){let l=a("div",{role:"gridcell",class:"cell",tabindex:-1},"");t.push(l),i.append(l)}return i}function je(n,e,t,r){let{token:o,probability:i}=e.top(t),{spaces:s,text:l}=se(o.text),c=r.of(t),d=Number.isNaN(i)||!Number.isFinite(c),u=d?"NaN":l;n.textContent!==u&&(n.textContent=u);let p=r.shade(d?0:c),h=e.distance(t),k=Number.isNaN(h)?1:h,x=!e.difference&&e.changed(t),y=`--shade:${p.background};--on:${p.ink};--moved:${x?k:0}`;n.getAttribute("style")!==y&&n.setAttribute("style",y),m(n,"data-lead",s>0&&!d?"·".repeat(s):null),m(n,"data-unknown",d),m(n,"data-edit",e.edit(t)?.kind),m(n,"data-changed",x?jt(e,t):null),m(n,"aria-label",e.describe(t))}function jt(n,e){return n.top(e).token.place===n.cleanTop(e).token.place?"moved":"top"}var G=class{element;#e;#n=a("div",{class:"head",role:"rowgroup"});#r=a("div",{class:"rows",role:"rowgroup"});#t;#o=[];#a={row:0,column:0};#i=null;#c=null;#l="";constructor(e,t,r){this.#e=t,this.#t=a("div",{class:"grid",role:"grid","aria-label":e}),this.#t.append(this.#n,this.#r),this.element=a("div",{class:"scroll"},this.#t),this.#t.addEventListener("pointerover",o=>this.#m(this.cellOf(o.target)),{signal:r}),this.#t.addEventListener("pointerleave",()=>this.#m(null),{signal:r}),this.#t.addEventListener("focusin",o=>this.#g(o),{signal:r}),this.#t.addEventListener("click",o=>this.#b(o),{signal:r}),this.#t.addEventListener("keydown",o=>this.#s(o),{signal:r})}draw(e,t){let r=this.#p(e)||this.#c===null,[o,i]=r?[null,null]:[this.#i,this.#c];this.#i=e,this.#c=t;for(let[s,l]of this.#o.entries()){let c=this.#h(s,e);o!==null&&e.drawsLike(o,c)&&i!==null&&Ut(i,t,c)||je(l,e,c,t)}this.#d(this.#a)}select(e){this.#d(e);let t=this.cell(this.#a);t!==void 0&&Vt(this.element,t,this.#n)}focus(e){this.cell(e)?.focus({preventScroll:!0})}cell({row:e,column:t}){return this.#o[e*(this.#i?.size.columns??0)+t]}cellOf(e){let t=e instanceof Element?e.closest(".cell"):null,r=t===null?-1:this.#o.indexOf(t);return r<0||this.#i===null?null:this.#h(r,this.#i)}pending(e,t){this.cell(e)?.classList.toggle("pending",t)}#d(e){Ue(this.cell(this.#a),!1),this.#a=this.#i===null?e:M(e,this.#i.size),Ue(this.cell(this.#a),!0)}#p(e){let{layers:t,tokens:r,other_tokens:o}=e.screen,i=JSON.stringify([t,r,o]);return i===this.#l?!1:(this.#l=i,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(Fe(e))),this.#n.replaceChildren(...De(e)),this.#o=[],this.#r.replaceChildren(...t.map((s,l)=>Ge(e,l,this.#o))),!0)}#m(e){for(let t of this.#t.querySelectorAll(".pointed"))t.classList.remove("pointed");if(e!==null){this.#r.children[e.row]?.firstElementChild?.classList.add("pointed");for(let t of this.#n.children)t.children[e.column+1]?.classList.add("pointed")}this.#e.hover(e)}#g(e){let t=this.cellOf(e.target);t!==null&&this.#e.select(t)}#b(e){let t=this.cellOf(e.target);t!==null&&(this.focus(t),this.#e.activate(t))}#s(e){let t=this.cellOf(e.target);if(t===null||this.#i===null)return;let r=Q(e),o=J(t,this.#i.size,e);if(r!==null)this.#e.travel(r);else if(o!==null)this.focus(o);else if(A(e,"Enter"," "))this.#e.activate(t);else if(A(e,"Delete","Backspace"))this.#e.remove(t);else return;e.preventDefault(),e.stopPropagation()}#h(e,{size:t}){return{row:Math.floor(e/t.columns),column:e%t.columns}}};function Ut(n,e,t){let[r,o]=[n.of(t),e.of(t)];return Object.is(r,o)&&n.shade(r)===e.shade(o)}function Ue(n,e){n!==void 0&&(m(n,"tabindex",e?0:-1),m(n,"aria-selected",e?"true":null))}function Vt(n,e,t){let[r,o]=[e.getBoundingClientRect(),n.getBoundingClientRect()],i=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[s,l]=[o.left+i+4,o.top+t.getBoundingClientRect().height+4],[c,d]=[o.left+n.clientWidth-4,o.top+n.clientHeight-4];r.left<s?n.scrollLeft-=s-r.left:r.right>c&&(n.scrollLeft+=r.right-c),r.top<l?n.scrollTop-=l-r.top:r.bottom>d&&(n.scrollTop+=r.bottom-d)}function Ve(...n){let e=a("i",{"aria-hidden":"true"}),[t,r,o]=[a("span",{}),a("span",{}),a("span",{})],i=a("span",{class:"item scale"},t,r,e,o);return{element:a("p",{class:"legend"},i,z("edit","patched"),z("top","different first guess","The likeliest token is not the clean run's"),z("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"),...n),draw(l){t.textContent=l.name,r.textContent=l.low,o.textContent=l.high,m(e,"style",`background:${l.gradient}`)}}}function z(n,e,t=""){return a("span",{class:`item ${n}`,title:t||null},a("i",{"aria-hidden":"true"}),e)}function E(n){if(!Number.isFinite(n))return Ye(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Xe(t)}return Xe(Number(n.toPrecision(9)))}function Xe(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function w(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):Ye(n)}function Ye(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function N(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var S=ze(),[Xt,Yt]=[re("light").diverging,re("dark").diverging],Je=Xt.map((n,e)=>{let t=Yt[e]??n,r=(o,i)=>`light-dark(${o}, ${i})`;return{background:r(ie(n),ie(t)),ink:r(oe(n),oe(t))}}),Qe=S[0];function ae(n,e,t){let r=n.pins[t]??n.pins[0];return e==="entropy"?n.difference?on(n):en(n):e==="token"&&r!==void 0?n.difference?nn(n,t):Zt(n,t):e==="rank"&&r!==void 0?n.difference?rn(n,t):tn(n,t):n.difference?Qt(n):Jt(n)}function Jt(n){return le("probability of the likeliest",e=>n.top(e).probability,"0","1")}function Qt(n){return le("total variation distance",e=>n.distance(e),"0","1")}function Zt(n,e){let t=`probability of ${j(n,e)}`;return le(t,r=>n.pinned(e,r).now.probability,"0","1")}function en(n){let e=Math.max(...n.cells().map(r=>de(n.entropy(r).now)),1e-6);return{name:"entropy in nats",of:r=>n.entropy(r).now,shade:r=>O(S,r/e),inWords:r=>`${E(r)} nats`,low:"0",high:e.toPrecision(3),gradient:U(S)}}function tn(n,e){let t=Math.max(...n.cells().map(o=>de(n.pinned(e,o).now.rank)),9),r=o=>O(S,1-Math.log1p(o)/Math.log1p(t));return{name:`rank of ${j(n,e)}`,of:o=>n.pinned(e,o).now.rank,shade:r,inWords:o=>o===0?"the likeliest":`${N(o,"token")} likelier`,low:`${t}`,high:"0, the likeliest",gradient:U(S)}}function nn(n,e){return ce(n,`change of the probability of ${j(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return Math.fround(r.probability-o.probability)})}function rn(n,e){return ce(n,`ranks gained by ${j(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return o.rank-r.rank})}function on(n){return ce(n,"change of the entropy in nats",e=>{let{now:t,clean:r}=n.entropy(e);return Math.fround(t-r)})}function le(n,e,t,r){return{name:n,of:e,shade:i=>O(S,i),inWords:E,low:t,high:r,gradient:U(S)}}function ce(n,e,t){let r=Math.max(...n.cells().map(o=>de(Math.abs(t(o)))),1e-6);return{name:e,of:t,shade:o=>O(Je,.5+o/(2*r)),inWords:sn,low:`−${r.toPrecision(3)}`,high:`+${r.toPrecision(3)}`,gradient:U(Je)}}function sn(n){return n>0?`+${E(n)}`:E(n).replace("-","−")}function j(n,e){return f((n.pins[e]??n.pins[0])?.text??"")}function O(n,e){return Number.isNaN(e)?Qe:n[Oe(e)]??Qe}function de(n){return Number.isFinite(n)?n:0}function U(n){return`linear-gradient(90deg, ${[0,.125,.25,.375,.5,.625,.75,.875,1].map(t=>O(n,t).background).join(", ")})`}function b(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[o,i]of Object.entries(e))i!==null&&r.setAttribute(o,String(i));return r.append(...t),r}var an=0,V=class{element=b("svg",{class:"arrows","aria-hidden":"true"});#e;#n=`head-${++an}`;#r=b("path",{class:"drag"});constructor(e,t,r){this.#e=e;let o=i=>{let s=i.target instanceof Element?i.target.closest(".knob"):null;s!==null&&t(Number(s.dataset.number))};this.element.addEventListener("click",o,{signal:r})}draw(e){let t={id:this.#n,viewBox:"0 0 8 8",refX:7,refY:4,markerWidth:7,markerHeight:7},r=b("marker",{...t,orient:"auto"},b("path",{d:"M0 0L8 4L0 8z"}));this.element.replaceChildren(b("defs",{},r),...this.#t(e),this.#r)}drag(e,t){if(e===void 0||t===null){this.#r.removeAttribute("d");return}let r=this.#e.getBoundingClientRect(),o={x:t.clientX-r.left,y:t.clientY-r.top},i=ue(this.#a(e).box);this.#r.setAttribute("d",`M${i.x} ${i.y}L${o.x} ${o.y}`)}#t(e){let t=new Map;return e.map(r=>{let o=t.get(r.patch.layer)??0;return t.set(r.patch.layer,o+1),this.#o(r,o)})}#o({patch:e,from:t,to:r},o){let[i,s]=[this.#a(t),this.#a(r)],l=s.frame.left>=i.frame.right-1,[c,d]=[ue(i.box),ue(s.box)],u=i.box.bottom+1+o*3,p={x:_(i.frame.right,s.frame.left)+o*18,y:u},h={x:_(c.x,d.x),y:_(i.frame.bottom,s.frame.top)},k=l?`M${c.x} ${i.box.bottom-4}V${u}H${d.x}V${s.box.bottom-5}`:`M${c.x} ${i.box.bottom-4}C${c.x} ${h.y} ${d.x} ${h.y} ${d.x} ${s.box.top+5}`,x=b("path",{class:"arrow",d:k,"marker-end":`url(#${this.#n})`}),y=["patch",e.on?"":"off",i.hidden||s.hidden?"away":""],T=[b("path",{class:"halo",d:k}),x,ln(e,l?p:h)];return b("g",{class:y.join(" ").trim()},...T)}#a(e){let t=this.#e.getBoundingClientRect(),r=p=>new DOMRect(p.x-t.x,p.y-t.y,p.width,p.height),o=r(e.getBoundingClientRect()),i=r(e.closest(".scroll")?.getBoundingClientRect()??o),s=Math.max(i.left,Math.min(o.left,i.right)),l=Math.max(i.left,Math.min(o.right,i.right)),c=Math.max(i.top,Math.min(o.top,i.bottom)),d=Math.max(i.top,Math.min(o.bottom,i.bottom)),u=new DOMRect(s,c,l-s,d-c);return{box:u,frame:i,hidden:u.width<4||u.height<4}}};function ln(n,{x:e,y:t}){let r=b("path",{d:`M${e-3} ${t-3}l6 6m0 -6l-6 6`}),o=b("g",{class:"knob"},b("circle",{cx:e,cy:t,r:8}),r);return o.dataset.number=String(n.number),o.append(b("title",{},`Take away: ${n.text}`)),o}function ue(n){return{x:_(n.left,n.right),y:_(n.top,n.bottom)}}function _(n,e){return(n+e)/2}function g(n){let e=Ze(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function C(n){let e=Ze(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ze(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var cn={edited:{now:"patched",clean:"clean"},clean:{now:"clean",clean:"clean"},other:{now:"other",clean:"other"},"edited - clean":{now:"now",clean:"clean"},"edited - other":{now:"now",clean:"other"},"clean - other":{now:"clean",clean:"other"}},dn=1e-5,P=class{constructor(e){this.screen=e;let{clean:t,facts:r}=e;this.first=r?.first??-1,this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=C(e.ids),this.#n=g(e.probabilities),this.#r=C(e.vocabulary),this.#o=t&&C(t.ids),this.#t=t&&{tops:g(t.tops),probabilities:g(t.probabilities),distances:g(t.distances)},this.#a=new Map(e.edits.map(o=>[this.#l(this.cellOf(o)),o])),this.#c={now:et(r?.now),clean:et(r?.clean)},this.pins=r?Array.from(C(r.pins),o=>this.token(o)):[],this.#i=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#n;#r;#t;#o;#a;#i;#c;pins;first;get patched(){return this.#t!==null}get difference(){return(this.screen.facts?.show??"edited").includes(" - ")}get names(){return cn[this.screen.facts?.show??"edited"]}cellOf({layer:e,position:t}){return{row:e-this.first,column:t}}cells(){let{rows:e,columns:t}=this.size;return Array.from({length:e*t},(r,o)=>({row:Math.floor(o/t),column:o%t}))}entropy(e){let t=r=>r?.entropy[this.#l(e)]??Number.NaN;return{now:t(this.#c.now),clean:t(this.#c.clean??this.#c.now)}}pinned(e,t){let r=Math.min(e,this.pins.length-1)*this.size.rows*this.size.columns+this.#l(t),o=i=>({probability:i?.probabilities[r]??Number.NaN,rank:i?.ranks[r]??Number.NaN});return{now:o(this.#c.now),clean:o(this.#c.clean??this.#c.now)}}top(e){let t=this.#l(e)*this.#i;return{token:this.token(this.#e[t]??0),probability:this.#n[t]??Number.NaN}}cleanTop(e){let t=this.#l(e);return this.#t===null||this.#o===null?this.top(e):{token:this.token(this.#o[t]??0),probability:this.#t.tops[t]??Number.NaN}}guesses(e){let t=this.#l(e)*this.#i;return Array.from({length:this.#i},(r,o)=>({token:this.token(this.#e[t+o]??0),probability:this.#n[t+o]??Number.NaN,clean:this.#t?.probabilities[t+o]??null}))}next(){let{ids:e,probabilities:t,clean:r}=this.screen.next,[o,i]=[g(t),g(r)];return Array.from(C(e),(s,l)=>({token:this.token(s),probability:o[l]??Number.NaN,clean:this.patched?i[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#l(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=dn)}edit(e){return this.#a.get(this.#l(e))}layerName(e){let t=this.screen.layers[e]??"";return t==="embed"?"embed":`layer ${t}`}drawsLike(e,t){let[r,o]=[this.#l(t),e.#l(t)];return this.#r[this.#e[r*this.#i]??0]===e.#r[e.#e[o*e.#i]??0]&&this.#n[r*this.#i]===e.#n[o*e.#i]&&this.distance(t)===e.distance(t)&&this.difference===e.difference&&this.edit(t)?.kind===e.edit(t)?.kind}describe(e){let{token:t,probability:r}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${f(this.screen.tokens[e.column]??"")}`}: ${f(t.text)} ${w(r)}${this.#d(e)}${this.#p(e)}`}summary(){let{rows:e,columns:t}=this.size,r={row:e-1,column:t-1},{token:o,probability:i}=this.top(r),s=`Next token ${f(o.text)} ${w(i)}`;if(!this.patched)return`${s}.`;let l=this.cleanTop(r),c=`was ${f(l.token.text)} ${w(l.probability)}`;return`${s}, ${c}. ${this.changes()} of ${N(e*t,"cell")} changed.`}changes(){let{rows:e,columns:t}=this.size,r=0;for(let o=0;o<e;o++)for(let i=0;i<t;i++)this.changed({row:o,column:i})&&r++;return r}token(e){return{place:e,id:this.#r[e]??-1,text:this.screen.strings[e]??""}}#l({row:e,column:t}){return e*this.size.columns+t}#d(e){if(!this.changed(e))return"";let{token:t,probability:r}=this.cleanTop(e);return`, was ${f(t.text)} ${w(r)}`}#p(e){let t=this.edit(e);return t===void 0?"":`, patched: ${un(t.kind)}`}};function et(n){if(!n)return null;let{entropy:e,probabilities:t,ranks:r}=n;return{entropy:g(e),probabilities:g(t),ranks:g(r)}}function un(n){return n==="zero"?"set to zero":"copied from the other prompt"}var pn={resid_post:"layer",attn_out:"attention",mlp_out:"MLP",head_out:"head"},q=class{constructor(e){this.screen=e;this.source=e.source&&new P(e.source),this.target=new P(e.target),this.result=new P(e.result);let{cone:t}=e;this.#e=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength)}screen;source;target;result;#e;lens(e){return this[e]}get changed(){let{patches:e,changes:t}=this.screen;return[...e,...t].some(({on:r})=>r)}reached({row:e,column:t}){return this.#e[e*this.result.size.columns+t]===1}ends(e){let t=e.layer-this.target.first;return t<0||this.source===null||e.from>=this.source.size.columns?null:{from:{row:t,column:e.from},to:{row:t,column:e.to}}}at(e,{row:t,column:r}){let o=t+(this.lens(e)?.first??0);return this.screen.patches.filter(i=>i.layer===o&&(e==="source"?i.from:i.to)===r)}next(){let{strings:e,ids:t,clean:r,now:o,other:i}=this.screen.next,[s,l,c,d]=[C(t),g(r),g(o),i&&g(i)];return e.map((u,p)=>({text:u,id:s[p]??-1,clean:l[p]??Number.NaN,now:c[p]??Number.NaN,other:d===null?null:d[p]??Number.NaN}))}summary(){let{result:e}=this,t={row:e.size.rows-1,column:e.size.columns-1},[r,o]=[e.top(t),e.cleanTop(t)],i=`Next token ${f(r.token.text)} ${w(r.probability)}`;if(!this.changed)return`${i}.`;let s=e.cells().filter(c=>this.reached(c)).length,l=`${e.changes()} of ${N(s,"cell")} within reach changed`;return`${i}, was ${f(o.token.text)} ${w(o.probability)}. ${l}.`}inWords(e){let t=(i,s)=>v(i?.screen.tokens[s]??""),r=e.head===null?"":`.${e.head}`;return`${e.layer<0?"embeddings":`${pn[e.component]} ${e.layer}${r}`}: ${e.from} ${t(this.source,e.from)} → ${e.to} ${t(this.target,e.to)}`}};var X=class{constructor(e,t,r){this.stage=e;this.actions=t;let o=(i,s)=>(i==="pointerdown"?e:window).addEventListener(i,s,{signal:r});o("pointerdown",i=>this.#r(i)),o("pointermove",i=>this.#t(i)),o("pointerup",i=>this.#o(i,!0)),o("pointercancel",i=>this.#o(i,!1))}stage;actions;#e=null;#n=!1;#r(e){let t=e.button===0&&e.pointerType!=="touch"?this.actions.from(e.target):null;this.#e=t&&{cell:t,x:e.clientX,y:e.clientY,pointer:e.pointerId}}#t(e){let t=this.#e;t===null||e.pointerId!==t.pointer||!this.#n&&Math.hypot(e.clientX-t.x,e.clientY-t.y)<6||(this.#n||this.actions.start(t.cell),this.#n=!0,this.actions.line(t.cell,e))}#o(e,t){let[r,o]=[this.#e,this.#n];if(this.#e=null,this.#n=!1,r===null||!o)return;this.actions.line(r.cell,null);let i=t?this.#a(e):null;this.actions.drop(r.cell,i&&this.actions.to(i))}#a({clientX:e,clientY:t}){return this.stage.getRootNode().elementFromPoint(e,t)}};var hn=[["clean","clean"],["now","patched"],["other","other"]];function nt(n){let e=hn.filter(([s])=>(s!=="now"||n.changed)&&(s!=="other"||n.source!==null)),t=e.map(([s,l])=>a("th",{scope:"col"},a("i",{class:s}),l)),r=a("tr",{},a("td",{}),a("td",{}),...t),o=n.next().map(s=>mn(s,e)),i=a("table",{class:"bars"},a("thead",{},r),a("tbody",{},...o));return[a("h3",{},"Next token"),i]}function mn(n,e){let t=`${f(n.text)}, id ${n.id}`,r=a("th",{scope:"row",title:t},a("code",{},v(n.text))),o=l=>`width:${100*(Number.isFinite(l)?l??0:0)}%`,i=e.map(([l])=>a("i",{class:l,style:o(n[l])})),s=e.map(([l])=>{let c=n[l]??Number.NaN;return a("td",{class:"number",title:E(c)},w(c))});return a("tr",{},r,a("td",{class:"pair","aria-hidden":"true"},...i),...s)}var fn={source:"Other prompt",target:"Prompt, clean",result:"Result"};function rt(n,e,t){let r=n.lens(e);if(r===null)return[];let o=r.screen.tokens[t.column]??"",i=a("span",{class:"at"},`${r.layerName(t.row)}, position ${t.column}`),s=a("h3",{},`${fn[e]} `,i,a("code",{title:f(o)},v(o))),l=e==="result"&&r.patched,d=a("tr",{},...(l?["token","patched","clean"]:["token","probability"]).map(h=>a("th",{scope:"col"},h))),u=r.guesses(t).map(({token:{text:h,id:k},probability:x,clean:y})=>{let T=a("th",{scope:"row",title:`${f(h)}, id ${k}`},a("code",{},v(h))),K=l?[a("td",{class:"exact clean"},E(y??Number.NaN))]:[];return a("tr",{},T,a("td",{class:"exact"},E(x)),...K)}),p=a("table",{class:"guesses"},a("thead",{},d),a("tbody",{},...u));return[s,a("p",{class:"note"},gn(n,e,t)),p]}function gn(n,e,t){if(e!=="result")return n.at(e,t).map(i=>n.inWords(i)).join(" · ");if(!n.changed)return"no patches: as in the clean run";if(!n.reached(t))return"out of reach of the patches: as in the clean run";let r=n.result.distance(t);return`moved ${E(r)} (total variation distance from the clean run)`}function ot(n){let{patches:e,changes:t}=n.screen;return e.length+t.length===0?[a("li",{class:"empty"},"No patches yet: drag a cell of the other prompt onto the prompt.")]:[...e.map(r=>tt(r,n.inWords(r))),...t.map(r=>tt(r,r.text))]}function tt(n,e){let t=a("button",{type:"button",class:"remove","data-number":n.number},"✕");return t.setAttribute("aria-label",`Take away: ${e}`),a("li",{class:n.on?null:"off"},a("span",{},n.on?e:`${e} (off)`),t)}function it(n,e,t,r){let o=a("select",{"aria-label":n}),i=e.map(([s,l])=>a("option",{value:s},l));return o.append(...i),o.addEventListener("change",()=>t(o.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},n),o),draw(s,l=()=>null){for(let[c,d]of i.entries()){let[u,p]=e[c],h=l(u);d.disabled=h!==null&&u!==s,d.textContent=h===null?p:`${p} (${h})`}o.value=s}}}var bn=[["resid_post","residual stream"],["attn_out","attention's output"],["mlp_out","MLP's output"],["head_out","one head"]];function st(n,e){let t=it("Copy",bn,n.component,e),r=a("select",{"aria-label":"Head"}),o=a("label",{class:"select"},a("span",{},"Head"),r);r.addEventListener("change",()=>n.head(Number(r.value)),{signal:e});let i=(h,k,x)=>{let y=a("button",{type:"button",title:k},h),T=()=>y.getAttribute("aria-disabled")!=="true";return y.addEventListener("click",()=>T()&&x(),{signal:e}),y},s=i("Undo","Take back the last change (Ctrl+Z in a grid)",()=>n.travel("undo")),l=i("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>n.travel("redo")),c=i("Clear","Take all changes away",()=>n.travel("clear")),d=i("Copy as code","Copy Python that gives the same values",n.copyCode),u=a("span",{class:"size"}),p=a("header",{class:"toolbar"},a("h2",{},"Patch board"),u,t.element,o);return p.append(a("span",{class:"buttons"},s,l,c,d)),{element:p,draw({screen:h,result:k},x,y){u.textContent=`${h.result.layers.length+k.first} layers`,t.draw(x,T=>T==="head_out"&&h.heads===0?"no heads":null),o.hidden=x!=="head_out",r.options.length!==h.heads&&r.replaceChildren(...Array.from({length:h.heads},(T,K)=>a("option",{value:K},String(K)))),r.value=String(y),m(s,"aria-disabled",String(!h.can_undo)),m(l,"aria-disabled",String(!h.can_redo)),m(c,"aria-disabled",String(h.patches.length+h.changes.length===0))}}}var yn="There is no other prompt to take cells from. Give the workspace one: workspace.other = “…”.",pe=["source","target","result"],Y=class{element=a("section",{class:"board","aria-label":"Patch board"});#e;#n;#r;#t;#o=a("div",{class:"stage"});#a;#i;#c=Ve(z("unreached","out of reach of the patches: as in the clean run"));#l=a("p",{class:"notice"},yn);#d=a("ul",{class:"patches","aria-label":"Patches",tabindex:-1});#p=a("section",{"aria-label":"Next token"});#m=a("section",{class:"readout","aria-label":"Cell under the pointer"});#g=a("pre",{tabindex:0,"aria-label":"Python"});#b=a("details",{class:"code"},a("summary",{},"Python"),this.#g);#s;#h="result";#E=null;constructor(e,t,r){this.#e=e,this.#n=t,this.#r=new F(e,t),this.#s=new q(e.get("_screen")),this.#t={source:this.#v("source","Other prompt, layers by positions"),target:this.#v("target","Prompt without patches, layers by positions"),result:this.#v("result","Result, layers by positions")},this.#a=new V(this.#o,o=>{this.#f("remove",{number:o})},t),this.#i=st({component:o=>this.#u("component",o),head:o=>this.#u("_selected",{...this.#e.get("_selected"),head:o}),travel:o=>{this.#f(o)},copyCode:()=>{this.#O()}},t),this.#P(),this.#R(),this.#A(),We(r,this.element,()=>this.#y(),t),requestAnimationFrame(()=>this.#k())}#v(e,t){let r=new G(t,{hover:o=>this.#M(e,o),select:o=>this.#z(e,o),activate:o=>this.#H(e,o),remove:o=>this.#C(e,o),travel:o=>{this.#f(o)}},this.#n);return r.element.addEventListener("scroll",()=>this.#y(),{signal:this.#n,passive:!0}),r}#P(){let{source:e,target:t,result:r}=this.#t,o=(c,d,u,...p)=>a("div",{class:`panel ${c}`},a("h3",{},d," ",a("span",{class:"at"},u)),...p);this.#o.append(o("source","Other prompt","drag or click a cell to take it",this.#l,e.element),o("target","Prompt, clean","put it into the same layer",t.element),o("result","Result","the residual stream with all patches",r.element),a("div",{class:"side",role:"group","aria-label":"Values"},this.#p,this.#m),this.#a.element);let{messages:i,status:s}=this.#r,l=[this.#i.element,i,s];this.element.append(...l,this.#o,this.#c.element,this.#d),this.element.append(this.#b)}#R(){let e=(t,r)=>L(this.#e,`change:${t}`,r,this.#n);e("_screen",()=>this.#_()),e("_selected",()=>this.#k()),e("picked",()=>this.#$()),e("component",()=>this.#w()),e("busy",()=>m(this.element,"data-busy",this.#e.get("busy"))),this.#d.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("button"):null;r!==null&&this.#f("remove",{number:Number(r.dataset.number)})},{signal:this.#n}),new X(this.#o,{from:t=>this.#t.source.cellOf(t),to:t=>this.#t.target.cellOf(t)??this.#t.result.cellOf(t),line:(t,r)=>this.#a.drag(this.#t.source.cell(t),r),start:t=>this.#L(t),drop:(t,r)=>r===null?this.#u("picked",null):this.#T(r.column)},this.#n)}#H(e,t){let r=this.#e.get("picked");e==="source"?r?.[0]===this.#x("source",t)&&r[1]===t.column?this.#u("picked",null):this.#B(t):r!==null?this.#T(t.column):this.#C(e,t)}#B(e){this.#L(e);let{source:t,target:r}=this.#s,o=f(t?.screen.tokens[e.column]??"");this.#r.announce(`${t?.layerName(e.row)}, position ${e.column} ${o} is taken. Click, or press Enter, where it goes.`),this.#t.target.focus(M(e,r.size))}#L(e){this.#u("picked",[this.#x("source",e),e.column])}#T(e){let[t,r]=this.#e.get("picked")??[0,0];this.#S({row:t-this.#s.target.first,column:e},"patch",{layer:t,source:r,target:e})}#C(e,t){e==="source"&&this.#u("picked",null);let r=e==="source"?void 0:this.#s.at(e,t).at(-1);r!==void 0&&this.#S(t,"remove",{number:r.number})}#z(e,t){if(this.#h=e,e==="source"&&(this.#E=t),this.#t[e].select(t),this.#M(e,null),e==="source")return;let[r,o]=[this.#x(e,t),t.column],i=this.#e.get("_selected");(i.layer!==r||i.position!==o)&&this.#u("_selected",{...i,layer:r,position:o})}#u(e,t){this.#e.set(e,t),this.#e.save_changes()}async#S(e,t,r){this.#t.target.pending(e,!0),await this.#f(t,r),this.#t.target.pending(e,!1)}async#f(e,t={}){await this.#r.ask(e,t)}async#O(){let e=await Pe(this.#s.screen.code);e||(this.#b.open=!0),this.#r.announce(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#_(){try{this.#s=new q(this.#e.get("_screen")),this.#A()}catch(e){this.#r.fail(e)}}#A(){let e=this.#s;for(let t of pe){let r=e.lens(t);this.#t[t].element.hidden=r===null,r!==null&&this.#t[t].draw(r,ae(r,"top probability",0))}this.#l.hidden=e.source!==null,m(this.element,"data-patched",e.changed),this.#c.draw(ae(e.result,"top probability",0)),this.#p.replaceChildren(...nt(e)),this.#q(),this.#g.textContent=e.screen.code,this.#r.announce(e.summary()),this.#w(),this.#k(),this.#$()}#q(){let e=this.#d.getRootNode(),t=this.#d.contains(e.activeElement??null);this.#d.replaceChildren(...ot(this.#s)),t&&(this.#d.querySelector("button")??this.#d).focus()}#w(){let e=this.#e.get("_selected").head??0;this.#i.draw(this.#s,this.#e.get("component"),e)}#k(){for(let e of pe)this.#s.lens(e)&&this.#t[e].select(this.#N(e));this.#w(),this.#M(this.#h,null),this.#y()}#$(){let e=this.#e.get("picked");for(let t of pe)for(let r of this.#s.lens(t)?.cells()??[]){let o=this.#t[t].cell(r);o!==void 0&&this.#K(t,r,o,e)}m(this.#o,"data-picked",e!==null),this.#y()}#K(e,t,r,o){let i=this.#x(e,t),s=e==="source"&&o?.[0]===i&&o[1]===t.column,l=e==="result"?[]:this.#s.at(e,t),c=e==="target"&&o!==null&&o[0]!==i,d=e==="result"&&this.#s.changed&&!this.#s.reached(t),u=e==="source"?"from":"to";m(r,"data-link",s?"picked":l.length>0?u:null),m(r,"data-dim",c||d);let p=s?"taken":l.length>0?e==="source"?"copied":"patched":null;m(r,"aria-description",p??(d?"out of reach":null))}#y(){let e=[];for(let t of this.#s.screen.patches){let r=this.#s.ends(t),o=r&&this.#t.source.cell(r.from),i=r&&this.#t.target.cell(r.to);o&&i&&e.push({patch:t,from:o,to:i})}this.#a.draw(e)}#M(e,t){let r=t===null?this.#h:e;this.#m.replaceChildren(...rt(this.#s,r,t??this.#N(r)))}#x(e,t){return t.row+(this.#s.lens(e)?.first??0)}#N(e){let t=this.#s.lens(e)??this.#s.target,r={row:t.size.rows-1,column:t.size.columns-1};if(e==="source")return M(this.#E??r,t.size);let{layer:o,position:i}=this.#e.get("_selected");return M({row:o===null?r.row:o-t.first,column:i??r.column},t.size)}};var po=Se([Ae,$e,Ne],(n,e,t)=>new Y(n,e,t));export{po as default};

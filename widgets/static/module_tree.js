var re=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function d(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))k(r,o,i);return r.append(...n),r}function k(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function oe(t,e,n){try{e()}catch(r){t.append(N(H(r),n))}}function H(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function N({message:t,details:e},n){let r=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=d("div",{},d("p",{},t));e&&o.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let i=d("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var Pe=["a","c","v","x","y","z"],Ce=["text","search","number"];function ie(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Ce.includes(t.type)}function se(t){return t.ctrlKey||t.metaKey?Pe.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ae(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function qe({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return O({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return O({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return O({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return O({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function O({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function x(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function Ke(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Be=["Enter"," ","Delete","Backspace"],Oe=[{row:0,column:0},{rows:1,columns:1}];function le(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",ze(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function ze(t,e){return ie(e)?se(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ae(t)?!0:qe(...Oe,t)!==null||x(t,...Be)||Ke(t)!==null}var de="http://www.w3.org/1999/xhtml";var De=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function pe(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Ue(t),o=document.createElementNS(de,"style");o.textContent=_e(e);let i=document.createElementNS(de,"div");for(let{name:s,value:l}of t.attributes)s!=="style"&&i.setAttribute(s,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",Fe(t,o.textContent,n,r)),i.append(o,...Ge(e));let a={width:n+24,height:r+24};return{...a,svg:We(i,a.width,a.height)}}async function he({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let a=i.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,i.width,i.height),new Promise((s,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?c():s(u),"image/png")})}function Ue(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function _e(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return De+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Fe(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${Ie(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function Ie(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Ge(t){return[...t.children].filter(n=>n.tagName!=="STYLE"&&!ce(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];ue(n,r),[...n.querySelectorAll("*")].forEach((i,a)=>{let s=o[a];s!==void 0&&ue(i,s)});for(let i of o)ce(i)&&i.remove();return r})}function ce(t){return t.hasAttribute("data-unexported")}function ue(t,e){t instanceof HTMLCanvasElement?je(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected),(t.scrollTop!==0||t.scrollLeft!==0)&&Ve(t,e)}function je(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Ve(t,e){let[n,r]=[t.scrollLeft,t.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-n}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...t.querySelectorAll("*")].forEach((i,a)=>{let s=getComputedStyle(i),l=o[a];if(s.position!=="sticky"||l===void 0)return;let c=i.parentElement===t,[u,p]=[s.left!=="auto"?n:0,s.top!=="auto"?r:0];l.style.translate=c?`${u-n}px ${p-r}px`:`${u}px ${p}px`,l.style.position="relative"})}function We(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Qe(i)}function Qe(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var P=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Xe=8e3;function z(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return M(t,"msg:custom",s=>{let l=r.get(s?.id);l!==void 0&&(r.delete(s.id),clearTimeout(l.timer),s.kind==="error"?l.fail(new P(s.message,s.details)):l.done())},n),n.addEventListener("abort",()=>{for(let{timer:s}of r.values())clearTimeout(s);r.clear()}),(s,l={})=>new Promise((c,u)=>{let p=`${o}-${++i}`;r.set(p,{done:c,fail:u,timer:setTimeout(e,Xe)}),t.send({kind:s,id:p,...l})})}var me=new WeakMap;function M(t,e,n,r){t.on(e,n);let o=me.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let a=[i];me.set(r,a),r.addEventListener("abort",()=>{for(let s of a)s()})}var Je="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function fe(t,e,n,r){let o=c=>async()=>{try{await c()}catch(u){n(N(H(u),r))}},a=Ye(t,()=>n(d("p",{class:"notice",role:"status"},Je)),r),s=c=>`${Ze(e)}.${c}`,l=()=>pe(e);return et([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>j(await he(l()),s("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>j(new Blob([l().svg],{type:"image/svg+xml"}),s("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(a)}],r)}function Ye(t,e,n){let r=z(t,e,n),o=new Set;return M(t,"msg:custom",(a,s)=>{let[l]=s??[];if(a?.kind!=="page"||l===void 0||!o.delete(a.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);j(new Blob([c],{type:"text/html"}),a.name??"view.html")},n),async()=>{let a=Math.random().toString(36).slice(2);o.add(a),await r("page",{ticket:a})}}function j(t,e){let n=URL.createObjectURL(t);d("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Ze(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function et(t,e){let n=d("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>d("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),o=d("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=d("div",{class:"save-menu","data-unexported":!0},n,o),a=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},s=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?a(0):s(!0),{signal:e}),r.forEach((l,c)=>{let u=()=>{s(!0),t[c]?.act()};l.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",l=>tt(l,r,o.hidden,a,s),{signal:e}),i.addEventListener("focusout",l=>nt(l,i,s),{signal:e}),i}function tt(t,e,n,r,o){let i=e.length-1,a=e.indexOf(t.target),s=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:a===i?0:a+1,ArrowUp:a<=0?i:a-1,Home:0,End:i}[t.key];s!==void 0&&x(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(s)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function nt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}function ge(t,e){let n=d("progress",{max:1,value:0,"aria-label":"Progress"}),r=d("span",{class:"quiet"}),o=d("button",{type:"button"},"Cancel"),i=d("div",{class:"progress",role:"group",hidden:!0},n,r,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:s=0,total:l=0,text:c=""}=t.get("_progress")??{};i.hidden=l===0,n.value=l>0?s/l:0,r.textContent=c};return M(t,"change:_progress",a,e),a(),i}function rt(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function be(t,e){let n=()=>{t.style.colorScheme=rt(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function ye(t,e){function n({model:r,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let s=d("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});l.append(d("style",{},re,...t),ge(r,a.signal)),o.append(s),be(s,a.signal),le(s,a.signal),oe(l,()=>l.append(e(r,a.signal,s).element),a.signal);let c=l.lastElementChild;return l.append(fe(r,s,u=>c?.before(u),a.signal)),()=>a.abort()}return{render:n}}var xe=`/* The view as a whole: toolbar, window, details. */

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
  grid-template-columns: repeat(auto-fit, minmax(min(250px, 100%), 1fr));
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
`;var we=`/* The rows of the tree: one grid of columns, fewer where there is less room. A row is 26 px high, as in row.ts. */

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

.window[data-moved] {
  --columns: minmax(190px, 2.2fr) minmax(100px, 1fr) 88px 84px 100px 100px 108px 104px 68px;
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
.moved,
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

.row .moved {
  color: var(--change-text);
}

.row .moved[data-zero] {
  color: var(--quiet);
}

.window:not([data-run]) :is(.output, .norm, .time),
.window:not([data-moved]) .moved {
  display: none;
}

@container (max-width: 1000px) {
  .window {
    --columns: minmax(180px, 2fr) minmax(100px, 1fr) 92px 84px;
  }

  .window[data-run] {
    --columns: minmax(200px, 2.5fr) minmax(90px, 1fr) 84px 98px 108px 64px;
  }

  .window[data-moved] {
    --columns: minmax(170px, 2.5fr) minmax(80px, 1fr) 84px 90px 96px 96px 60px;
  }

  .lies,
  [data-run] .weight {
    display: none;
  }
}

@container (max-width: 640px) {
  .window {
    --columns: minmax(0, 1fr) 92px 84px;
  }

  .window[data-run] {
    --columns: minmax(0, 1fr) 78px 100px 56px;
  }

  .window[data-moved] {
    --columns: minmax(0, 1fr) 100px 94px 54px;
  }

  .headings,
  .row {
    gap: 0 8px;
  }

  .kind,
  .alike + .tag,
  [data-moved] .count,
  [data-run] .output {
    display: none;
  }

  .row[data-changed] .label::after {
    content: "◆";
  }
}
`;function E(t){let e=ve(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function V(t){let e=ve(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ve(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}function Q(t){let e=c=>W(c,t.count),[n,r,o]=[e(t.parent),e(t.name),e(t.kind)],[i,a,s]=[e(t.fact),e(t.lie),e(t.total)],l=[];for(let[c,u]of n.entries()){let p=c===0?null:l[u]??null,h=t.names[r[c]??0]??"",[g,m]=t.lies[a[c]??0]??["",""],f={number:c,path:p?.path?`${p.path}.${h}`:h,name:h,kind:t.kinds[o[c]??0]??"",facts:t.facts[i[c]??0]??{extra:"",parameters:[],runs:!1},fact:i[c]??0,parameters:t.totals[s[c]??0]??0,dtype:g,device:m,tags:[],block:null,parent:p,children:[]};l.push(f),p?.children.push(f)}for(let[c,u]of t.tags)l[c]?.tags.push(u);for(let[c,u]of t.blocks.entries()){let p=l[u];p!==void 0&&(p.block=c)}return l}function X(t){let{outputs:e,norm:n,mean:r,time:o,calls:i,output:a,changed:s,clean:l}=t;if(!e||!n||!r||!o||!i||!a||!s)return[];let[c,u,p]=[E(n),E(r),E(o)],h=c.length,[g,m,f]=[W(i,h),W(a,h),new Set(V(s))],b=l?E(l):null;return Array.from(g,(K,y)=>{if(K===0)return null;let[G,B]=e[m[y]??0]??[[],""];return{shape:G,dtype:B,norm:c[y]??0,mean:u[y]??0,time:p[y]??0,calls:K,changed:f.has(y),moved:b===null?null:Math.fround((c[y]??0)-(b[y]??0))}})}function W(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);return n.byteLength===e?n:n.byteLength===2*e?new Uint16Array(n.slice().buffer):V(t)}async function ke(t){try{return await navigator.clipboard.writeText(t),!0}catch{return st(t)}}function st(t){let e=document.activeElement,n=d("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function S(t){if(!Number.isFinite(t))return at(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return Me(n)}return Me(Number(t.toPrecision(9)))}function Me(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function at(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function C(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var lt=[[1e12,"T"],[1e9,"B"],[1e6,"M"],[1e3,"k"]];function $(t){let[e,n]=lt.find(([o])=>t>=o)??[1,""];if(e===1)return String(t);let r=(t/e).toPrecision(3);return`${r.includes("e")?Number(r):r} ${n}`}function v(t){return t.toLocaleString("en-US")}function R(t){if(!Number.isFinite(t)||t===0)return S(t);let e=Math.abs(t);return e>=1e5||e<.001?t.toExponential(2):t.toPrecision(4)}function D(t){return t>=1e3?`${J(t/1e3)} s`:t>=1?`${J(t)} ms`:`${J(t*1e3)} µs`}function J(t){return t>=100?t.toFixed(0):t.toPrecision(3)}function T(t){return t.length===0?"scalar":t.join(" × ")}function U(t,e){let{module:n,alike:r}=t,o=r[0]??n,i=(r.length>0?r:n===null?[]:[n]).flatMap(s=>{let l=e[s.number];return l?[l]:[]}),a=i.filter(s=>s.dtype!=="").map(s=>s.norm);return{kind:o?.kind??"",weight:r.length>0||o===null?"":dt(o),parameters:L(t),lies:o===null?"":[o.dtype,o.device].filter(Boolean).join(" · "),output:ct(i.map(s=>s.dtype===""?"":T(s.shape))),norm:pt(a),moved:ut(i.flatMap(({dtype:s,moved:l})=>l===null||s===""?[]:[l])),unusual:a.some(s=>!Number.isFinite(s)),time:i.length>0?i.reduce((s,l)=>s+l.time,0):null,changed:i.some(s=>s.changed)}}function L({module:t,alike:e}){return t?.parameters??e.reduce((n,r)=>n+r.parameters,0)}function Y({module:t,alike:e}){return t?.path??e[0]?.parent?.path??""}function Ee(t,e){let n=t.alike.length>0?`${t.alike.length} alike`:"",r=t.module?.tags.join(", ");return[t.label,r,n,e.kind===t.label?"":e.kind,e.parameters>0?`${$(e.parameters)} parameters`:"",e.output&&`output ${e.output}`,e.norm&&`norm ${e.norm}`,e.moved&&e.moved!=="0"?`norm moved by ${e.moved}`:"",e.time===null?"":D(e.time),e.changed?"changed":""].filter(Boolean).join(", ")}function dt({facts:t}){let e=t.parameters.find(([n])=>n==="weight")??t.parameters[0];return e===void 0?"":T(e[1])}function ct(t){let[e="",...n]=t;return n.every(r=>r===e)?e:""}function ut(t){let e=t.find(i=>!Number.isFinite(i));if(t.length===0)return"";if(e!==void 0)return R(e);let n=i=>`${i>0?"+":""}${R(i)}`.replace(/^-/,"−"),[r,o]=[n(Math.min(...t)),n(Math.max(...t))];return r===o?r:`${r} … ${o}`}function pt(t){if(t.length===0)return"";let e=t.find(o=>!Number.isFinite(o));if(e!==void 0)return R(e);let[n,r]=[R(Math.min(...t)),R(Math.max(...t))];return n===r?n:`${n} – ${r}`}function Te(t,e){let n=null,r=d("code",{class:"path"}),o=d("button",{type:"button"},"Copy path"),i=d("button",{type:"button",class:"read"},"Show the value"),a=d("p",{class:"what"}),s=d("dl"),l=d("dl"),c=d("dl"),u=d("div",{class:"path-line"},r,d("span",{class:"buttons"},o,i)),p=d("aside",{class:"details","aria-label":"Module"},u,a,Z("What it is",s)),h=[Z("In this run",l),Z("Value, selected in all views",c)];p.append(...h);let g=async m=>{let f=Y(m),b=await ke(f);t.announce(b?`Copied: ${f||"(the model itself has no path)"}`:"The browser did not let us copy.")};return o.addEventListener("click",()=>n&&void g(n),{signal:e}),i.addEventListener("click",()=>n&&ht(i)&&t.read(n),{signal:e}),{element:p,copy:g,draw(m,f,b,K){if(n=m,p.hidden=m===null,m===null)return;let y=mt(m,K);i.setAttribute("aria-disabled",String(y!=="")),i.title=y||"Select this output in all views: a heatmap of the same workspace shows it, and it is summed up here",r.textContent=Y(m)||"the whole model",a.replaceChildren(...ft(m)),s.replaceChildren(...ee(gt(m)));let G=m.module===null?null:f[m.module.number]??null;l.replaceChildren(...ee(yt(m,G,f))),c.replaceChildren(...ee(xt(m,b)));for(let B of h)B.hidden=B.querySelector("dt")===null}}}function Z(t,e){return d("section",{},d("h3",{},t),e)}function ht(t){return t.getAttribute("aria-disabled")!=="true"}function mt(t,e){return t.module?.facts.runs?e?"":"There is no prompt: set workspace.prompt":"A list of modules is never called and gives no value"}function ft({module:t,alike:e}){let n=e[0]??t,r=e.length===0?n?.facts.extra:"",o=e.length>0?`${e.length} × `:"",i=[d("b",{},`${o}${n?.kind??""}`)];return r&&i.push(d("span",{class:"extra"},`(${r})`)),i}function gt(t){let{module:e,alike:n}=t,r=n[0]??e,o=n.length>0?[]:e?.facts.parameters??[],i=o.map(([s,l,c,u,p])=>[s,`${T(l)} · ${c} · ${u}`,...p?[d("span",{class:"shared"},`the same as ${p}`)]:[]]);o.length===0&&r?.dtype&&i.push(["dtype · device",`${r.dtype} · ${r.device}`]);let a=L(t);return i.push(["parameters",a>0?v(a):"none",...bt(n)]),i}function bt(t){return t[0]===void 0?[]:[` (${v(t[0].parameters)} each)`]}function yt(t,e,n){if(n.length===0)return[];if(t.alike.length>0){let{time:a,norm:s,output:l}=U(t,n);return a===null?[["run","not called in this run"]]:[["output",l||"not of one shape"],["norm",s],["time",`${S(a)} ms, all together`]]}if(e===null)return[["run","not called in this run"]];let r=n[0]?.time??0,o=r>0?`, ${(100*e.time/r).toFixed(1)} % of the run`:"",i=e.dtype?[["output",`${T(e.shape)} · ${e.dtype}`],["norm",A(e.norm)],["mean",A(e.mean)]]:[["output","no tensor"]];return e.moved!==null&&e.dtype&&i.push(["norm now − clean",A(e.moved)]),i.push(["time",`${S(e.time)} ms${o}`]),e.calls>1&&i.push(["calls",C(e.calls,"call"),", the last one's output"]),e.changed&&i.push(["changed","its output is written to by a change of the workspace"]),i}function xt({module:t},{path:e,shape:n,dtype:r,numbers:o,unusual:i}){if(t===null||e!==t.path||n===void 0||o===void 0)return[];let[a=0,s=0,l=0,c=0]=E(o),u=[["value",`${T(n)} · ${r}`],["norm",A(s)],["mean",A(a)],["least",A(l)],["greatest",A(c)]];return i&&u.push(["not finite",d("b",{class:"bad"},C(i,"number"))]),u}function A(t){return d("span",{class:Number.isFinite(t)?"number":"number bad"},S(t))}function ee(t){return t.flatMap(([e,...n])=>[d("dt",{},e),d("dd",{},...n)])}function te(t){let e=t.toLowerCase().split(/\s+/).filter(Boolean);return{words:e,empty:e.length===0}}function _(t,{words:e}){let n=!1;for(let r of e){let o=t.path.toLowerCase(),i=o.lastIndexOf(r),a=[t.kind.toLowerCase(),...t.tags].some(s=>s.includes(r));if(i<0&&!a)return!1;n||=a||i+r.length>o.length-t.name.length}return n}function Le(t,{words:e}){let n=new Array(t.length).fill(!1),r=t.toLowerCase();for(let i of e){let a=r.indexOf(i),[s,l]=a>=0?[a,a+i.length]:[0,wt(r,i)];n.fill(!0,s,l)}let o=[];for(let[i,a]of[...t].entries()){let s=o.at(-1);s!==void 0&&s[1]===(n[i]??!1)?s[0]+=a:o.push([a,n[i]??!1])}return o}function wt(t,e){let n=e.slice(e.lastIndexOf(".")+1);return n!==e&&t.startsWith(n)?n.length:0}var w=26,vt=[["name","module",""],["kind","class",""],["weight","weight","The shape of its own weight"],["count","parameters","All below; what is shared is counted once. The bar is the share of the model's"],["lies","dtype · device",""],["output","output","The shape of what it gave"],["norm","norm","L2 norm of all numbers of its output; of blocks that are alike the least and the greatest"],["moved","Δ norm","The norm now less the norm without the changes; of blocks that are alike the least and the greatest"],["time","time","Wall time from call to return, measured in this one run, all inside included. The bar is the share of the model's"]];function Ae(){let t=vt.map(([e,n,r])=>d("span",{class:e,title:r||null},n));return d("div",{class:"headings","aria-hidden":"true"},...t)}function Ne(t,e,n,r,o){let{node:i,level:a,open:s,place:l,count:c}=t,u=U(i,r),p=L(n.root),h=r[0]?.time??0,g=d("div",{class:"row",id:`row-${e}`,role:"treeitem","aria-level":a,"aria-posinset":l,"aria-setsize":c,"aria-expanded":i.children.length>0?String(s):null,"aria-selected":String(o.selected),"aria-label":Ee(i,u),"data-index":e,"data-path":i.module?.path??null,"data-active":o.active,"data-holds":o.holds,"data-layer":o.layer,"data-changed":u.changed,"data-unusual":u.unusual,style:`--level:${a};top:${e*w}px`}),m=(f,b)=>f>0&&b>0?`--share:${Math.min(1,f/b).toFixed(4)}`:null;return g.append(kt(t,n.query),d("span",{class:"kind"},...ne(u.kind===i.label?"":u.kind,n.query)),d("span",{class:"weight"},u.weight),d("span",{class:"count",title:u.parameters?v(u.parameters):null,style:m(u.parameters,p)},u.parameters>0?$(u.parameters):""),d("span",{class:"lies"},u.lies),d("span",{class:"output"},u.output),d("span",{class:"norm"},u.norm),d("span",{class:"moved","data-zero":u.moved==="0"},u.moved),d("span",{class:"time",style:u.time===null?null:m(u.time,h)},u.time===null?"":D(u.time))),g}function kt({node:t},e){let n=d("span",{class:"label"},...ne(t.label,e)),r=d("span",{class:"name"},d("i",{class:t.children.length>0?"twisty":"twisty none"}),n);t.alike.length>0&&r.append(d("span",{class:"alike"},`${t.alike.length} alike`));for(let o of t.module?.tags??[])o!==t.label?r.append(d("span",{class:"tag"},...ne(o,e))):n.classList.add("named");return r.append(d("span",{class:"copy",title:"Copy the path (Ctrl+C)","aria-hidden":"true"})),r}function ne(t,e){return Le(t,e).map(([n,r])=>r?d("mark",{},n):n)}var Se=6,Mt=40,Et=700,F=class{element;tree=d("div",{class:"tree",role:"tree",tabindex:0,"aria-label":"Modules","data-letters":!0});#t;#r;#n=[];#i=[];#e=null;#s=null;#a=null;#l={text:"",at:0};constructor(e,n,r){this.#r=e,this.#t=n,this.element=d("div",{class:"window"},Ae(),this.tree),this.element.addEventListener("scroll",()=>this.#o(),{signal:r}),this.tree.addEventListener("click",o=>this.#x(o),{signal:r}),this.tree.addEventListener("keydown",o=>this.#w(o),{signal:r})}get active(){return this.#e}refresh(e){this.#i=e,this.#n=this.#r().list(),this.#u(this.#e)<0&&(this.#e=this.#n[0]?.node??this.#e),k(this.element,"data-run",e.length>0),k(this.element,"data-moved",e.some(n=>n!==null&&n.moved!==null)),this.tree.style.height=`${this.#n.length*w}px`,this.#o()}mark(e,n){this.#s=e,this.#a=n,this.#o()}go(e){e!==null&&(this.#e=e,this.#y(),this.#o(),this.#t.look(e))}first(e){return this.#n.find(({node:n})=>e(n))?.node??this.#n[0]?.node??null}#o(){let[e,n]=this.#d(),r=this.#u(this.#e),o=[];for(let[i,a]of this.#n.entries())(i>=e&&i<n||i===r)&&o.push(Ne(a,i,this.#r(),this.#i,this.#c(a)));this.tree.replaceChildren(...o),k(this.tree,"aria-activedescendant",r<0?null:`row-${r}`)}#c({node:e,open:n}){let r=a=>{for(let s=a?.parent??null;s!==null;s=s.parent)if(s===e)return!0;return!1},o=this.#a,i=e.alike.some(a=>a.block===o);return{active:e===this.#e,selected:e===this.#s,holds:!n&&r(this.#s),layer:o!==null&&(e.module?.block===o||!n&&i)}}#d(){let e=Math.floor(this.element.scrollTop/w),n=Math.ceil(this.element.clientHeight/w)||Mt;return[Math.max(0,e-Se),e+n+Se]}#y(){let e=this.#u(this.#e)*w;if(e<0||this.element.clientHeight===0)return;let n=this.element.clientHeight-w;e<this.element.scrollTop?this.element.scrollTop=e:e+w>this.element.scrollTop+n&&(this.element.scrollTop=e+w-n)}#u(e){return e===null?-1:this.#n.findIndex(n=>n.node===e)}#p(e,n){this.#r().fold(e,n),this.refresh(this.#i),this.go(e)}#g(e){e.module?.facts.runs?this.#t.select(e):this.#p(e,!this.#r().isOpen(e))}#x(e){let n=e.target instanceof Element?e.target:null,r=this.#n[Number(n?.closest(".row")?.dataset.index??-1)]?.node;r!==void 0&&(this.tree.focus({preventScroll:!0}),n?.closest(".copy")?this.#t.copy(r):n?.closest(".twisty:not(.none)")?this.#p(r,!this.#r().isOpen(r)):(this.go(r),this.#g(r)))}#w(e){let n=this.#u(this.#e),r=this.#n[n];if(r===void 0)return;let o=this.#l;if(this.#l={text:"",at:0},(e.ctrlKey||e.metaKey)&&e.key.toLowerCase()==="c")this.#t.copy(r.node);else if(x(e,"Enter"," "))this.#g(r.node);else if(x(e,"ArrowRight","ArrowLeft"))this.#v(r,e.key==="ArrowRight");else if(x(e,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.go(this.#n[this.#f(n,e.key)]?.node??null);else if(e.key==="*")this.#b(r);else if(e.key.length===1&&!e.ctrlKey&&!e.metaKey&&!e.altKey)this.#k(n,e,o);else return;e.preventDefault(),e.stopPropagation()}#f(e,n){let r=Math.max(1,Math.floor(this.element.clientHeight/w)-2),o=this.#n.length-1,i={ArrowUp:e-1,ArrowDown:e+1,Home:0,End:o,PageUp:e-r,PageDown:e+r};return Math.max(0,Math.min(o,i[n]))}#v({node:e,open:n},r){r&&e.children.length>0&&!n?this.#p(e,!0):r&&n?this.go(this.#n[this.#u(e)+1]?.node??null):!r&&n?this.#p(e,!1):r||this.go(e.parent)}#b({node:e}){for(let n of e.parent?.children??[e])this.#r().fold(n,!0);this.refresh(this.#i),this.go(e)}#k(e,{key:n,timeStamp:r},o){let i=(r-o.at<Et?o.text:"")+n.toLowerCase();this.#l={text:i,at:r};let a=[...i].every(u=>u===i[0]),s=a?i[0]??"":i,l=a?e+1:e,c=[...this.#n.slice(l),...this.#n.slice(0,l)];this.go(c.find(({node:u})=>u.label.toLowerCase().startsWith(s))?.node??null)}};function $e(t){let e=At(t),n=new Map,r=(a,s,l)=>{let c={label:l,module:a,alike:[],parent:s,children:[]};return n.set(a.number,c),o(c,a),c},o=(a,s)=>{let l=Tt(s),c=l?Lt(s.children,e):s.children.map(p=>[p]),u=p=>l&&s.name?`${s.name}.${p.name}`:p.name;for(let p of c){let[h,g]=[p[0],p.at(-1)];if(h===void 0||g===void 0)continue;if(p.length===1){a.children.push(r(h,a,u(h)));continue}let m=c.length===1,f=m?a:{label:"",module:null,alike:[],parent:a,children:[]};f.label=`${u(h)} … ${u(g)}`,f.alike=p,m||a.children.push(f);for(let b of p)f.children.push(r(b,f,u(b)))}},i=r(t,null,t.name||t.kind);return{root:i,of:a=>n.get(a.number)??i}}function Tt(t){return t.children.length>1&&t.children.every(e=>/^\d+$/.test(e.name))}function Lt(t,e){let n=[];for(let r of t){let o=n.at(-1),i=o?.[0];i!==void 0&&e.get(i.number)===e.get(r.number)?o?.push(r):n.push([r])}return n}function At(t){let e=new Map,n=new Map,r=o=>{let i=o.children.map(l=>`${l.name}:${r(l)}`),a=JSON.stringify([o.kind,o.fact,o.dtype,o.device,i]),s=n.get(a)??n.size;return n.set(a,s),e.set(o.number,s),s};return r(t),e}var Nt=16,q=class{modules;#t;#r=new Set;#n=new Map;#i=te("");#e=new Set;#s=0;constructor(e){let n=e[0];if(n===void 0)throw new Error("there is no module to show");this.modules=e,this.#t=$e(n),this.#l()}get query(){return this.#i}get found(){return this.#s}get root(){return this.#t.root}of(e){let n=this.modules.find(r=>r.path===e);return n===void 0?null:this.#t.of(n)}search(e){if(this.#i=te(e),this.#n.clear(),this.#e=new Set,this.#s=0,!this.#i.empty)for(let n of this.modules){if(!_(n,this.#i))continue;this.#s++;let r=this.#t.of(n);for(let o=r;o!==null&&!this.#e.has(o);o=o.parent)this.#e.add(o)}}isOpen(e){return e.children.length===0?!1:this.#i.empty?this.#r.has(e):this.#n.get(e)??e.children.some(n=>this.#e.has(n))}fold(e,n){e.children.length!==0&&(this.#i.empty?n?this.#r.add(e):this.#r.delete(e):this.#n.set(e,n))}reveal(e){for(let n=e.parent;n!==null;n=n.parent)this.isOpen(n)||this.fold(n,!0)}foldAll(){this.#r.clear(),this.#l()}list(){let e=[],n=(r,o,i,a)=>{let s=this.isOpen(r);if(e.push({node:r,level:o,open:s,place:i,count:a}),!s)return;let l=this.#a(r);for(let[c,u]of l.entries())n(u,o+1,c+1,l.length)};return(this.#i.empty||this.#e.size>0)&&n(this.#t.root,1,1,1),e}#a(e){if(this.#i.empty)return e.children;let n=e.children.filter(r=>this.#e.has(r));return n.length>0?n:e.children}#l(){let e=1;for(let n=[this.#t.root];n.length>0;){let r=n.shift(),o=r.children.length;o===0||r.alike.length>0||e+o>Nt||(this.#r.add(r),e+=o,n.push(...r.children))}}};function Re(t,e){let n=d("span",{class:"size"}),r=d("span",{class:"found",role:"status"}),o=d("input",{type:"search",placeholder:"name, class or part","aria-label":"Search the modules",autocomplete:"off",spellcheck:"false"}),i=d("button",{type:"button",title:"Fold as at first"},"Fold"),a=d("button",{type:"button",title:"Run the prompt once more and measure anew"},"Run again"),s=d("button",{type:"button",title:"Run the prompt and show what each module gave: output, norm, time"},"Measure"),l=()=>{o.value="",t.search("")};o.addEventListener("input",()=>t.search(o.value),{signal:e}),o.addEventListener("keydown",h=>{if(x(h,"ArrowDown","Enter"))t.down();else if(x(h,"Escape")&&o.value!=="")l();else return;h.preventDefault(),h.stopPropagation()},{signal:e}),i.addEventListener("click",t.fold,{signal:e}),a.addEventListener("click",t.run,{signal:e});let c=()=>t.measure(s.getAttribute("aria-pressed")!=="true");s.addEventListener("click",c,{signal:e});let u=d("span",{class:"search"},o,r),p=d("header",{class:"toolbar"},d("h2",{},"Modules"),n,u);return p.append(d("span",{class:"buttons"},i,s,a)),{element:p,draw(h,g,m){let f=L(h.root);n.textContent=`${v(h.modules.length)} with ${$(f)} parameters`,n.title=`${C(h.modules.length,"module")}, ${v(f)} parameters`,r.textContent=h.query.empty?"":h.found>0?`${v(h.found)} found`:"nothing found",a.hidden=!g||!m,s.setAttribute("aria-pressed",String(m))}}}var St="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",I=class{element;#t;#r;#n;#i;#e;#s;#a=d("div",{class:"messages"});#l=d("p",{class:"status",role:"status"});#o;#c;#d;constructor(e,n){this.#t=e,this.#r=n,this.#o=new q(Q(e.get("_tree"))),this.#c=X(e.get("_screen")),this.#d=e.get("_path"),this.#n=z(e,()=>this.#k(St),n),this.#i=Re({search:o=>this.#u(o),down:()=>this.#e.tree.focus(),fold:()=>this.#p(),run:()=>{this.#f("run")},measure:o=>this.#w(o)},n),this.#e=new F(()=>this.#o,{look:()=>this.#M(),select:o=>{this.#g(o)},copy:o=>{this.#s.copy(o)}},n),this.#s=Te({read:o=>{this.#x(o)},announce:o=>{this.#l.textContent=o}},n);let r=[this.#i.element,this.#a,this.#e.element,this.#s.element,this.#l];this.element=d("section",{class:"modules","aria-label":"Modules of the model"},...r),this.#y(),this.#T()}#y(){let e=(n,r)=>M(this.#t,`change:${n}`,()=>this.#v(r),this.#r);e("_tree",()=>{this.#o=new q(Q(this.#t.get("_tree"))),this.#T()}),e("_screen",()=>{this.#c=X(this.#t.get("_screen")),this.#h()}),e("_path",()=>{this.#d=this.#t.get("_path"),this.#m(!0)}),e("_selected",()=>this.#m(!1)),e("_value",()=>this.#M()),e("_error",()=>this.#E()),e("measured",()=>this.#h()),e("busy",()=>this.#L())}#u(e){let n=this.#e.active;this.#o.search(e),this.#o.query.empty&&n!==null&&this.#o.reveal(n),this.#h();let r=({module:o})=>o!==null&&_(o,this.#o.query);this.#e.go(this.#o.query.empty?n:this.#e.first(r))}#p(){this.#o.foldAll(),this.#h(),this.#e.go(this.#e.active)}async#g(e){this.#d=e.module?.path??null,this.#m(!1),await this.#f("select",{path:this.#d}),this.#d=this.#t.get("_path"),this.#m(!1)}async#x(e){let n=e.module?.path??"";await this.#f("read",{path:n})&&(this.#l.textContent=`${n||"The model"} is selected in all views; a heatmap of this workspace shows its output.`)}#w(e){this.#t.set("measured",e),this.#t.save_changes()}async#f(e,n={}){try{return await this.#n(e,n),this.#E(),!0}catch(r){return this.#b(r),!1}}#v(e){try{e()}catch(n){this.#b(n)}}#b(e){let{message:n,details:r}=H(e),o=e instanceof P?e.details:r;this.#a.replaceChildren(N({message:n,details:o},this.#r))}#k(e){this.#a.replaceChildren(d("p",{class:"notice",role:"status"},e))}#T(){this.#h(),this.#m(!0),this.#E(),this.#L(),requestAnimationFrame(()=>this.#m(!0))}#h(){this.#e.refresh(this.#c);let e=this.#t.get("measured")!==!1;this.#i.draw(this.#o,this.#c.length>0,e),this.#M()}#m(e){let n=this.#d===null?null:this.#o.of(this.#d);this.#e.mark(n,this.#t.get("_selected").layer),!(!e||n===null||!this.#o.query.empty||n===this.#e.active)&&(this.#o.reveal(n),this.#h(),this.#e.go(n))}#M(){this.#s.draw(this.#e.active,this.#c,this.#t.get("_value"),this.#c.length>0)}#E(){let{message:e,details:n}=this.#t.get("_error");this.#a.replaceChildren(),e&&this.#a.append(N({message:e,details:n},this.#r))}#L(){k(this.element,"data-busy",this.#t.get("busy")),k(this.#e.tree,"aria-busy",String(this.#t.get("busy")))}};var rr=ye([xe,we],(t,e)=>new I(t,e));export{rr as default};

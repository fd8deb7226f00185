var ge=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function d(n,e={},...t){let r=document.createElement(n);for(let[i,o]of Object.entries(e))u(r,i,o);return r.append(...t),r}function u(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function xe(n,e,t){try{e()}catch(r){n.append(R(P(r),t))}}function P(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function R({message:n,details:e},t){let r=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=d("div",{},d("p",{},n));e&&i.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let o=d("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:t}),o}var ot=["a","c","v","x","y","z"],st=["text","search","number"];function z(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&st.includes(n.type)}function ye(n){return n.ctrlKey||n.metaKey?ot.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ve(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function se({row:n,column:e},{rows:t,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return T({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return T({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return T({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return T({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function T({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function S(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function H(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var at=["Enter"," ","Delete","Backspace"],lt=[{row:0,column:0},{rows:1,columns:1}];function we(n,e){let t=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",dt(r,i[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function dt(n,e){return z(e)?ye(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ve(n)?!0:se(...lt,n)!==null||S(n,...at)||H(n)!==null}var ke="http://www.w3.org/1999/xhtml";var ct=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Me(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=ut(n),i=document.createElementNS(ke,"style");i.textContent=ht(e);let o=document.createElementNS(ke,"div");for(let{name:s,value:l}of n.attributes)s!=="style"&&o.setAttribute(s,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",pt(n,i.textContent,t,r)),o.append(i,...ft(e));let a={width:t+24,height:r+24};return{...a,svg:xt(o,a.width,a.height)}}async function Ae({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(2,16e3/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*i),o.height=Math.round(t*i);let a=o.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,o.width,o.height),new Promise((s,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(f=>f===null?c():s(f),"image/png")})}function ut(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ht(n){let e=[...n.querySelectorAll("style")].map(i=>i.textContent),t=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...e,...t].join(`
`);return ct+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function pt(n,e,t,r){let i=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${mt(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function mt(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function ft(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!Se(t)).map(t=>{let r=t.cloneNode(!0),i=[...r.querySelectorAll("*")];Ee(t,r),[...t.querySelectorAll("*")].forEach((o,a)=>{let s=i[a];s!==void 0&&Ee(o,s)});for(let o of i)Se(o)&&o.remove();return r})}function Se(n){return n.hasAttribute("data-unexported")}function Ee(n,e){n instanceof HTMLCanvasElement?bt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&gt(n,e)}function bt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function gt(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let o of e.children)o.style.translate=`${-t}px ${-r}px`;let i=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((o,a)=>{let s=getComputedStyle(o),l=i[a];if(s.position!=="sticky"||l===void 0)return;let c=o.parentElement===n,[f,h]=[s.left!=="auto"?t:0,s.top!=="auto"?r:0];l.style.translate=c?`${f-t}px ${h-r}px`:`${f}px ${h}px`,l.style.position="relative"})}function xt(n,e,t){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return yt(o)}function yt(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var q=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},vt=8e3;function O(n,e,t){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return E(n,"msg:custom",s=>{let l=r.get(s?.id);l!==void 0&&(r.delete(s.id),clearTimeout(l.timer),s.kind==="error"?l.fail(new q(s.message,s.details)):l.done())},t),t.addEventListener("abort",()=>{for(let{timer:s}of r.values())clearTimeout(s);r.clear()}),(s,l={})=>new Promise((c,f)=>{let h=`${i}-${++o}`;r.set(h,{done:c,fail:f,timer:setTimeout(e,vt)}),n.send({kind:s,id:h,...l})})}var Te=new WeakMap;function E(n,e,t,r){n.on(e,t);let i=Te.get(r),o=()=>n.off(e,t);if(i){i.push(o);return}let a=[o];Te.set(r,a),r.addEventListener("abort",()=>{for(let s of a)s()})}var wt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Le(n,e,t,r){let i=c=>async()=>{try{await c()}catch(f){t(R(P(f),r))}},a=kt(n,()=>t(d("p",{class:"notice",role:"status"},wt)),r),s=c=>`${St(e)}.${c}`,l=()=>Me(e);return Et([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>ae(await Ae(l()),s("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>ae(new Blob([l().svg],{type:"image/svg+xml"}),s("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(a)}],r)}function kt(n,e,t){let r=O(n,e,t),i=new Set;return E(n,"msg:custom",(a,s)=>{let[l]=s??[];if(a?.kind!=="page"||l===void 0||!i.delete(a.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);ae(new Blob([c],{type:"text/html"}),a.name??"view.html")},t),async()=>{let a=Math.random().toString(36).slice(2);i.add(a),await r("page",{ticket:a})}}function ae(n,e){let t=URL.createObjectURL(n);d("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function St(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Et(n,e){let t=d("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:l,title:c})=>d("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),i=d("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=d("div",{class:"save-menu","data-unexported":!0},t,i),a=l=>{i.hidden=!1,t.setAttribute("aria-expanded","true"),r[l]?.focus()},s=l=>{i.hidden||(i.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>i.hidden?a(0):s(!0),{signal:e}),r.forEach((l,c)=>{let f=()=>{s(!0),n[c]?.act()};l.addEventListener("click",f,{signal:e})}),o.addEventListener("keydown",l=>Mt(l,r,i.hidden,a,s),{signal:e}),o.addEventListener("focusout",l=>At(l,o,s),{signal:e}),o}function Mt(n,e,t,r,i){let o=e.length-1,a=e.indexOf(n.target),s=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:a===o?0:a+1,ArrowUp:a<=0?o:a-1,Home:0,End:o}[n.key];s!==void 0&&S(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(s)):n.key==="Escape"&&!t&&(n.stopPropagation(),i(!0))}function At(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}function Ce(n,e){let t=d("progress",{max:1,value:0,"aria-label":"Progress"}),r=d("span",{class:"quiet"}),i=d("button",{type:"button"},"Cancel"),o=d("div",{class:"progress",role:"group",hidden:!0},t,r,i);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:s=0,total:l=0,text:c=""}=n.get("_progress")??{};o.hidden=l===0,t.value=l>0?s/l:0,r.textContent=c};return E(n,"change:_progress",a,e),a(),o}function Tt(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Ne(n,e){let t=()=>{n.style.colorScheme=Tt(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function $e(n,e){function t({model:r,el:i,signal:o}){let a=new AbortController;o?.addEventListener("abort",()=>a.abort());let s=d("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});l.append(d("style",{},ge,...n),Ce(r,a.signal)),i.append(s),Ne(s,a.signal),we(s,a.signal),xe(l,()=>l.append(e(r,a.signal,s).element),a.signal);let c=l.lastElementChild;return l.append(Le(r,s,f=>c?.before(f),a.signal)),()=>a.abort()}return{render:t}}var Pe=`/* What the model says: bars of the next tokens, the line of a sweep, the two texts. */

.next,
.sweep {
  padding: 8px 12px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.sweep {
  margin-top: 12px;
}

.sweep header {
  justify-content: space-between;
}

.next h3 {
  display: flex;
  gap: 12px;
  justify-content: space-between;
  margin-bottom: 4px;
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

.mark.now::before {
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
  width: 104px;
  padding: 1px 8px 1px 0;
  font-weight: 400;
  text-align: left;
}

.token {
  overflow: hidden;
  max-width: 100%;
  padding: 0 6px;
  border-color: transparent;
  background: none;
  font: 12px / 19px var(--mono);
  text-overflow: ellipsis;
  white-space: pre;
}

.next td {
  padding: 1px 0;
}

.next .value {
  width: 58px;
  text-align: right;
  white-space: nowrap;
}

.next .before {
  color: var(--quiet);
}

.next td[data-unknown] {
  color: var(--bad);
  font-weight: 600;
}

.bars {
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.bars i {
  display: block;
  height: 7px;
  margin: 1px 0;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

.bars i.now {
  background: var(--change);
}

.bars i.was {
  height: 5px;
}

.measures {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 16px;
  margin-top: 8px;
  padding-top: 6px;
  border-top: 1px solid var(--line);
  color: var(--quiet);
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.measures b {
  color: var(--text);
  font-weight: 600;
}

.chart {
  height: 150px;
  border-radius: 4px;
  cursor: crosshair;
}

.chart svg {
  display: block;
  max-width: 100%;
}

.chart text {
  fill: var(--quiet);
  font: 10.5px var(--sans);
}

.chart .said {
  fill: var(--text);
  font-weight: 600;
}

.chart .grid {
  stroke: var(--line);
}

.chart .rest {
  stroke: var(--quiet);
  stroke-dasharray: 3 3;
}

.chart .now {
  stroke: var(--change);
  stroke-width: 1.5;
}

.chart .line {
  fill: none;
  stroke: var(--accent);
  stroke-linejoin: round;
  stroke-width: 2;
}

.chart .point {
  fill: var(--accent);
  stroke: var(--paper);
  stroke-width: 1.5;
}

.sweep output {
  font-size: 11.5px;
}

.sample {
  padding-top: 10px;
  border-top: 1px solid var(--line);
}

.sample label {
  color: var(--quiet);
}

.sample input[type="number"] {
  width: 62px;
}

.old {
  color: var(--change-text);
}

.texts {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
  gap: 10px 20px;
  margin-top: 8px;
}

.texts[data-old] {
  opacity: 0.75;
}

figure {
  min-width: 0;
  margin: 0;
  padding: 6px 12px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

figcaption {
  margin-bottom: 2px;
  color: var(--quiet);
  font-size: 11.5px;
}

.written {
  font-size: 14px;
  line-height: 1.6;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

.written span:hover {
  background: color-mix(in oklab, var(--accent) 18%, transparent);
}

.now .differs {
  box-shadow: inset 0 -2px var(--change);
}

@media (forced-colors: active) {
  .bars i,
  .rail::before {
    forced-color-adjust: none;
  }
}
`;var Re=`/* Where sliders come from: the map of heads, and the neurons. */

.chooser header {
  margin-bottom: 6px;
}

.whole {
  margin-left: auto;
  color: var(--quiet);
}

.parts {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 210px), 1fr));
  gap: 12px 24px;
}

.part {
  min-width: 0;
}

.heads {
  overflow: auto;
}

.pad {
  position: relative;
  width: max-content;
  border-radius: 4px;
}

.pad canvas {
  display: block;
  cursor: pointer;
}

.unseen,
.status {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.readout,
.legend {
  display: block;
  margin-top: 6px;
  font-size: 11.5px;
}

.readout {
  min-height: 34px;
}

.legend i {
  display: inline-block;
  width: 60px;
  height: 9px;
  margin: 0 5px;
  border-radius: 3px;
}

.fields {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 10px;
  align-items: center;
  margin-bottom: 8px;
}

.fields label {
  color: var(--quiet);
}

.top {
  display: flex;
  flex-wrap: wrap;
  gap: 5px;
  list-style: none;
}

.top button {
  padding: 2px 8px;
  color: var(--quiet);
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.top b {
  color: var(--text);
  font-weight: 600;
}
`;var He=`/* Steering: sliders on the left, what they do on the right; in a narrow cell one above the other. */

.steering {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.steering [hidden] {
  display: none;
}

header {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  min-height: 28px;
}

.toolbar {
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

h4 {
  margin: 0 0 4px;
  color: var(--quiet);
  font-size: 12px;
  font-weight: 600;
}

.size,
.quiet {
  color: var(--quiet);
}

.buttons {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
  margin-left: auto;
}

.choice {
  display: inline-flex;
  align-items: center;
  min-width: 0;
  margin-right: 6px;
}

.choice legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.choice label {
  position: relative;
  margin-left: -1px;
}

.choice span {
  display: block;
  padding: 3px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
}

.choice label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.choice label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.choice input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.choice input:disabled {
  cursor: default;
}

.choice input:disabled + span {
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
}

.choice input:checked + span {
  position: relative;
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
  font-weight: 600;
}

.choice input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.body {
  display: grid;
  grid-template: "sliders answers" auto "chooser answers" 1fr / minmax(0, 1.25fr) minmax(0, 1fr);
  gap: 14px 20px;
  align-items: start;
  margin-bottom: 14px;
}

.sliders {
  overflow: auto;
  max-height: 420px;
  border: 1px solid var(--line);
  border-radius: 8px;
  list-style: none;
  scrollbar-width: thin;
}

.sliders li {
  display: grid;
  grid-template-columns: minmax(120px, 0.9fr) minmax(110px, 1fr) auto auto;
  gap: 2px 12px;
  align-items: center;
  padding: 6px 10px;
}

.sliders li + li {
  border-top: 1px solid var(--line);
}

.title {
  min-width: 0;
}

.name {
  display: block;
  overflow: hidden;
  font-weight: 600;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.where {
  display: block;
  overflow: hidden;
  color: var(--quiet);
  font-size: 11.5px;
  text-overflow: ellipsis;
  white-space: nowrap;
}

[data-changed] .name {
  color: var(--change-text);
}

/* The rail is drawn behind a native range: a line, what was moved, and a mark where nothing is changed. */
.rail {
  position: relative;
  height: 26px;
}

.rail::before,
.rail::after,
.moved {
  position: absolute;
  pointer-events: none;
}

.rail::before,
.rail::after {
  content: "";
}

.rail::before {
  inset: 11px 0;
  border-radius: 2px;
  background: var(--line);
}

.moved {
  top: 11px;
  bottom: 11px;
  left: calc(8px + (100% - 16px) * var(--from));
  width: calc((100% - 16px) * (var(--to) - var(--from)));
  background: var(--change);
}

.rail::after {
  top: 4px;
  bottom: 4px;
  left: calc(8px + (100% - 16px) * var(--rest) - 1px);
  width: 2px;
  border-radius: 1px;
  background: var(--quiet);
}

.rail input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  margin: 0;
  appearance: none;
  background: transparent;
  cursor: pointer;
}

.rail input::-webkit-slider-thumb {
  width: 16px;
  height: 16px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  appearance: none;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
}

.rail input::-moz-range-thumb {
  width: 12px;
  height: 12px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
}

[data-changed] .rail input::-webkit-slider-thumb {
  background: var(--change);
  box-shadow: 0 0 0 1px var(--change);
}

[data-changed] .rail input::-moz-range-thumb {
  background: var(--change);
  box-shadow: 0 0 0 1px var(--change);
}

input[type="number"],
select {
  width: 74px;
  padding: 3px 6px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
  font-variant-numeric: tabular-nums;
}

select {
  width: auto;
}

input[type="number"]:hover,
select:hover {
  border-color: var(--accent);
}

input:invalid {
  border-color: var(--bad);
}

input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

input[type="checkbox"] {
  margin: 0 6px 0 0;
  accent-color: var(--accent);
  vertical-align: -2px;
}

[data-off] .rail {
  opacity: 0.55;
}

.number {
  display: flex;
  gap: 4px;
  align-items: center;
}

.number button {
  width: 26px;
  padding: 2px 0;
  text-align: center;
}

.number button.fixed {
  border-color: transparent;
  background: none;
  color: var(--quiet);
  cursor: default;
}

.tools {
  display: inline-flex;
  gap: 4px;
}

.small {
  padding: 2px 7px;
  font-size: 12px;
}

.none {
  padding: 12px 14px;
  border: 1px dashed var(--line);
  border-radius: 8px;
}

.left {
  grid-area: sliders;
}

.right {
  grid-area: answers;
}

.chooser {
  grid-area: chooser;
}

@container (max-width: 860px) {
  .body {
    grid-template: "sliders" auto "answers" auto "chooser" auto / minmax(0, 1fr);
  }
}

@container (max-width: 560px) {
  .buttons {
    margin-left: 0;
  }

  .sliders li {
    grid-template-columns: minmax(0, 1fr) auto;
  }

  .sliders .rail {
    grid-row: 2;
  }

  .sliders .number {
    grid-row: 2;
    justify-self: end;
  }

  .sliders .tools {
    grid-column: 2;
    grid-row: 1;
  }
}
`;async function qe(n){try{return await navigator.clipboard.writeText(n),!0}catch{return $t(n)}}function $t(n){let e=document.activeElement,t=d("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}function x(n){if(!Number.isFinite(n))return _e(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Ke(t)}return Ke(Number(n.toPrecision(9)))}function Ke(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function j(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):_e(n)}function _e(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function K(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var Pt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Rt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ie(n,e){let t=e==="light"?Pt:Rt,r=n*(t.length-1),i=Math.min(Math.floor(r),t.length-2),o=Be(Fe(t[i]??"#000000")),a=Be(Fe(t[i+1]??"#000000"));return qt(Ht(o,a,r-i))}function le(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function de(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Ht(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Be([n,e,t]){let[r,i,o]=[le(n),le(e),le(t)],a=Math.cbrt(.4122214708*r+.5363325363*i+.0514459929*o),s=Math.cbrt(.2119034982*r+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*r+.2817188376*i+.6299787005*o);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function qt([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,i=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[de(4.0767416621*r-3.3077115913*i+.2309699292*o),de(-1.2684380046*r+2.6097574011*i-.3413193965*o),de(-.0041960863*r-.7034186147*i+1.707614701*o)]}function Fe(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Kt=["text","quiet","line","paper","raised","accent","change","bad"],D=256,_t={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function ce(n){let e=d("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),r=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(Kt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...i,dark:r,...Bt(r?"dark":"light")}}function Oe(n,e,t,r){let i=new MutationObserver(t);if(i.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>i.disconnect()),typeof ResizeObserver>"u")return;let o=0,a=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});a.observe(e),r.addEventListener("abort",()=>a.disconnect())}function Bt(n){let e=Array.from({length:D},(t,r)=>r/(D-1));return{sequential:e.map(t=>Ft(Ie(t,n))),diverging:e.map(t=>It(_t[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function je(n,e,t){if(!Number.isFinite(e))return n.hole;let r=t===null?e:.5+e/(2*t||1),i=Math.round(Math.min(1,Math.max(0,r))*(D-1));return(t===null?n.sequential:n.diverging)[i]??n.hole}function De([n,e,t]){let r=[n,e,t].map(o=>(o/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function ue([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function Ge(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,r)=>ue(n[Math.round(r/8*(D-1))]??[0,0,0])).join(", ")})`}function Ft(n){return n.map(e=>Math.round(e*255))}function It(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[i,o]=[ze(n[r]??"#000000"),ze(n[r+1]??"#000000")];return i.map((a,s)=>Math.round(a+((o[s]??0)-a)*(t-r)))}function ze(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var zt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",G=class{messages=d("div",{class:"messages"});status=d("p",{class:"status",role:"status"});#e;#t;#r;constructor(e,t){this.#e=e,this.#r=t,this.#t=O(e,()=>this.notice(zt),t),E(e,"change:_error",()=>this.#i(),t),this.#i()}async ask(e,t={}){try{return await this.#t(e,t),this.#i(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:r}=P(e);this.#n({message:t,details:e instanceof q?e.details:r})}notice(e){this.messages.replaceChildren(d("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#i(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#n({message:e,details:t}):this.messages.replaceChildren()}#n(e){this.messages.replaceChildren(R(e,this.#r))}};var Ot=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function jt(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Dt).join("")}}function L(n){let{spaces:e,text:t}=jt(n);return"·".repeat(e)+t}function v(n){return JSON.stringify(n)}function Dt(n){let e=Ot.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function w(n){let e=Ue(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function U(n){let e=Ue(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ue(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Gt=0,W=class{element;canvas=d("canvas",{"aria-hidden":"true"});#e;#t=d("div",{role:"gridcell",id:`cell-${++Gt}`,"aria-selected":"true"});#r=d("div",{role:"row",class:"unseen"},this.#t);#i={rows:1,columns:1};#n={row:0,column:0};constructor(e,t,r){this.#e=t,this.element=d("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#r);let i=(o,a)=>this.element.addEventListener(o,a,{signal:r});i("pointermove",o=>t.hover(this.#s(o))),i("pointerleave",()=>t.hover(null)),i("click",o=>this.#o(o)),i("keydown",o=>this.#a(o))}get cell(){return this.#n}place(e,t){this.#i=e,this.#n=T(t,e),u(this.element,"aria-rowcount",e.rows),u(this.element,"aria-colcount",e.columns),u(this.#r,"aria-rowindex",this.#n.row+1),u(this.#t,"aria-colindex",this.#n.column+1),u(this.#t,"aria-label",this.#e.describe(this.#n))}context(e,t){return Ut(this.canvas,e,t)}#s(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#o(e){let t=this.#s(e);t!==null&&this.#e.select(t)}#a(e){let t=H(e),r=se(this.#n,this.#i,e);if(t!==null)this.#e.travel(t);else if(r!==null)this.#e.select(r);else if(S(e,"Enter"," "))this.#e.activate(this.#n);else if(S(e,"Delete","Backspace"))this.#e.remove(this.#n);else return;e.preventDefault(),e.stopPropagation()}};function Ut(n,e,t){let r=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*r),Math.round(t*r)];n.width!==i&&(n.width=i),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let a=n.getContext("2d");return a===null?null:(a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}var[C,_,V]=[26,16,2],Q=class{pad;#e=null;#t=new Float32Array;#r=[];#i={row:0,column:0};#n=26;#s=()=>{};constructor(e,t){let r=o=>a=>{let s=this.#e?.layers[a.row];s!==void 0&&Number.isFinite(this.#a(a))&&o(s,a.column)},i=r(e.add);this.pad=new W("Heads to steer",{cellAt:(o,a)=>this.#d(o,a),describe:o=>this.describe(o),hover:o=>e.hover(o===null?"":this.describe(o)),select:o=>{this.#i=o,this.#s(),e.hover(this.describe(o))},activate:i,remove:r(e.remove),travel:e.travel},t),this.pad.canvas.addEventListener("click",o=>{let a=this.pad.canvas.getBoundingClientRect(),s=this.#d(o.clientX-a.left,o.clientY-a.top);s!==null&&i(s)},{signal:t})}draw(e,t,r,i){this.#e!==e&&(this.#t=w(e.norms)),this.#e=e,this.#r=t,this.#s=()=>this.draw(e,t,r,i);let[o,a]=[e.layers.length,e.columns];this.#n=Math.max(9,Math.min(30,Math.floor((i-C)/Math.max(1,a))-V)),this.pad.place({rows:o,columns:a},this.#i);let s=this.#n+V,l=this.pad.context(C+a*s,_+o*s);if(l===null)return;let c=this.most||1;l.font='10.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';let f=Math.ceil(16/s);l.fillStyle=r.quiet,l.textAlign="center";for(let h=0;h<a;h+=f)l.fillText(String(h),C+h*s+this.#n/2,_/2);l.textAlign="right";for(let h=0;h<o;h+=f)l.fillText(String(e.layers[h]),C-6,_+h*s+this.#n/2);for(let h=0;h<o;h++)for(let b=0;b<a;b++)this.#o(l,{row:h,column:b},c,r)}#o(e,t,r,i){let o=this.#n+V,[a,s]=[C+t.column*o,_+t.row*o],l=this.#a(t),c=je(i,l/r,null);e.fillStyle=ue(c),e.fillRect(a,s,this.#n,this.#n),this.#c(t)!==void 0&&(e.strokeStyle=i.change,e.lineWidth=2,e.strokeRect(a+1,s+1,this.#n-2,this.#n-2),e.fillStyle=De(c),e.beginPath(),e.arc(a+this.#n/2,s+this.#n/2,Math.min(3.5,this.#n/5),0,7),e.fill()),!(t.row!==this.pad.cell.row||t.column!==this.pad.cell.column)&&(e.strokeStyle=i.text,e.lineWidth=1.5,e.strokeRect(a-.5,s-.5,this.#n+1,this.#n+1))}get most(){return this.#t.reduce((e,t)=>t>e?t:e,0)}describe(e){let t=this.#e?.layers[e.row],r=this.#a(e);if(t===void 0||Number.isNaN(r)&&this.#e===null)return"no head";let i=this.#c(e)?", has a slider":"";return`layer ${t}, head ${e.column}: length of its output ${x(r)}${i}`}#a({row:e,column:t}){return this.#t[e*(this.#e?.columns??0)+t]??Number.NaN}#c({row:e,column:t}){let r=this.#e?.layers[e];return this.#r.find(i=>he(i,r,t))}#d(e,t){let r=this.#n+V,[i,o]=[Math.floor((t-_)/r),Math.floor((e-C)/r)],{layers:a=[],columns:s=0}=this.#e??{};return i>=0&&o>=0&&i<a.length&&o<s?{row:i,column:o}:null}};function he(n,e,t){return n.part==="head_out"&&n.layer===e&&n.at.head===t}var Wt=8,X=class{element;#e;#t=d("output",{class:"quiet readout"});#r=d("p",{class:"quiet legend"});#i=d("div",{class:"heads"});#n=d("input",{type:"checkbox"});#s=d("span",{});#o=d("select",{"aria-label":"Layer of the neurons"});#a=d("input",{type:"number",min:0,step:1,"aria-label":"Number of the neuron"});#c=d("output",{class:"quiet"});#d=d("button",{type:"button"},"Add");#l=d("ul",{class:"top","aria-label":"Most active neurons"});#u;#m;#p=0;#b=[];#g=null;#h=new Float32Array;constructor(e,t){this.#u=e,this.#m=t,this.#e=new Q({add:(i,o)=>e.head(i,o,this.#k),remove:(i,o)=>{let a=this.#b.find(s=>he(s,i,o));a&&e.remove(a.id)},hover:i=>{this.#t.textContent=i},travel:e.travel},t);let r=(i,o,a)=>i.addEventListener(o,a,{signal:t});r(this.#o,"change",()=>e.look(Number(this.#o.value))),r(this.#a,"input",()=>this.#E()),r(this.#a,"keydown",i=>{i.key==="Enter"&&this.#w()}),r(this.#d,"click",()=>this.#w()),this.element=this.#x()}#x(){this.#i.append(this.#e.pad.element);let e=d("div",{class:"part"},d("h4",{},"Heads"),this.#i,this.#r,this.#t),t=d("p",{class:"fields"},d("label",{},"layer ",this.#o),d("label",{},"neuron ",this.#a),this.#d,this.#c),r=d("div",{class:"part"},d("h4",{},"Neurons"),t,this.#l),i=d("label",{class:"whole"},this.#n,this.#s);return d("section",{class:"chooser","aria-label":"Add a slider"},d("header",{},d("h3",{},"Add a slider"),i),d("div",{class:"parts"},e,r))}draw(e,t,r,i,o){if(this.element.hidden=!("layers"in e),!("layers"in e))return;this.#b=r,this.#p=e.position;let a=`${e.position} ${v(i[e.position]??"")}`;this.#s.textContent=`only at token ${a}`,this.#v(e,a,o);let s=String(e.blocks);this.#o.dataset.layers!==s&&(this.#o.dataset.layers=s,this.#o.replaceChildren(...Array.from({length:e.blocks},(l,c)=>d("option",{value:c},String(c))))),this.#y("values"in t?t:null,a)}#v(e,t,r){if(e.layers.length===0){this.#i.replaceChildren(d("p",{class:"quiet"},`No heads: ${e.reason}`));return}u(this.#e.pad.element,"title",`Colour: length of the head's output at ${t}`),this.#e.draw(e,this.#b,r,this.#i.clientWidth||260);let[i,o]=[d("i",{"aria-hidden":"true"}),this.#e.most];i.style.background=Ge(r.sequential),this.#r.replaceChildren("length of the output 0",i,`${o.toPrecision(3)} at ${t}`)}#y(e,t){if(e===null){let i=this.#S("Show the most active",()=>this.#u.look(this.#f));this.#l.replaceChildren(d("li",{},i));return}this.#g!==e&&(this.#h=w(e.values)),this.#g=e,this.#o.value=String(e.layer),u(this.#a,"max",this.#h.length-1);let r=Vt(this.#h,Wt).map(i=>{let o=this.#h[i]??Number.NaN,a=this.#S("",()=>this.#u.neuron(e.layer,i,this.#k));return a.append(d("b",{},String(i)),` ${o.toFixed(2)}`),u(a,"title",`neuron ${e.layer}.${i} is ${x(o)} at ${t}`),u(a,"aria-label",`Add neuron ${i}, activation ${x(o)}`),u(a,"data-value",o),d("li",{},a)});this.#l.replaceChildren(...r),this.#E()}#S(e,t){let r=d("button",{type:"button"},e);return r.addEventListener("click",t,{signal:this.#m}),r}get#k(){return this.#n.checked?this.#p:null}get#f(){return Number(this.#o.value||0)}#E(){let e=this.#a.valueAsNumber,t=this.#g!==null&&this.#g.layer===this.#f?this.#h:null,r=t?.[e];this.#c.textContent=r===void 0?"":`is ${x(r)}`,t===null&&Number.isFinite(e)&&this.#u.look(this.#f)}#w(){let e=this.#a.valueAsNumber;Number.isInteger(e)?this.#u.neuron(this.#f,e,this.#k):this.#a.focus()}};function Vt(n,e){let t=r=>Math.abs(n[r]??0);return Array.from(n.keys()).sort((r,i)=>t(i)-t(r)).slice(0,e)}var Y=class{#e;#t=null;#r=!1;constructor(e){this.#e=e}move(e){this.#t=e,this.#r||this.#i()}settle(){this.#t=null}async#i(){for(this.#r=!0;this.#t!==null;){let e=this.#t;this.#t=null,await this.#e(e),await new Promise(t=>setTimeout(t,12))}this.#r=!1}};function B(n){let[e,t,r]=[U(n.ids),w(n.now),w(n.was)];return n.texts.map((i,o)=>({id:e[o]??-1,text:i,now:t[o]??Number.NaN,was:r[o]??Number.NaN}))}function We(n){let[e=Number.NaN,t=Number.NaN,r=Number.NaN]=pe(n.measures);return{divergence:e,now:t,was:r}}function pe(n){let e=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);return new Float64Array(e.slice().buffer)}function Ve(n,e){let{ids:t,texts:r,now:i,was:o,measures:a}=e;return e.turn!==n.turn||!t||!r||!i||!o||!a?n.next:{ids:t,texts:r,now:i,was:o,measures:a}}function Qe(n,e){return 10**Math.floor(Math.log10((e-n)/100))}function y(n){return String(Number(n.toPrecision(6)))}var J=2.5;function F({pace:n,tokens:e},t){return e.length===0?Number.POSITIVE_INFINITY:2*n*t}function Ye(n,e){let t=d("tbody",{}),r=d("span",{class:"mark was"}),i=d("span",{class:"key"},d("span",{class:"mark now"},"now"),r),o=d("p",{class:"measures"}),a=d("table",{},t),s=d("section",{class:"next","aria-label":"Next token"},d("h3",{},"Next token",i),a,o),l=new Map;return{element:s,draw(c,f,h){if(s.hidden=c===null,c===null)return;r.textContent=f;let b=B(c);for(let m of[...l.keys()])b.some(g=>g.id===m)||l.delete(m);let p=b.map(m=>{let g=l.get(m.id)??Qt(m.id,n,e);return l.set(m.id,g),g.draw(m,f,m.id===h),g.element});(p.some((m,g)=>t.children[g]!==m)||t.children.length!==p.length)&&t.replaceChildren(...p),o.replaceChildren(...Xt(c,f))}}}function Qt(n,e,t){let r=d("button",{type:"button",class:"token"}),[i,o]=[d("i",{class:"now"}),d("i",{class:"was"})],[a,s]=[d("td",{class:"value"}),d("td",{class:"value before"})],l=d("tr",{},d("th",{scope:"row"},r),d("td",{class:"bars","aria-hidden":"true"},i,o),a,s);return r.addEventListener("click",()=>e(n),{signal:t}),{element:l,draw(c,f,h){r.textContent=L(c.text),u(r,"title",`${v(c.text)}, id ${n}: click to follow it in a sweep`),u(r,"aria-pressed",String(h)),Xe(i,a,c.now,`now ${x(c.now)}`),Xe(o,s,c.was,`${f} ${x(c.was)}`)}}}function Xe(n,e,t,r){n.style.width=`${Number.isFinite(t)?t*100:0}%`,u(n,"data-unknown",!Number.isFinite(t)),e.textContent=j(t),u(e,"data-unknown",!Number.isFinite(t)),u(e,"title",r),u(e,"data-value",t)}function Xt(n,e){let{divergence:t,now:r,was:i}=We(n),o=s=>d("b",{title:String(s),"data-value":s},Yt(s)),a=(...s)=>d("span",{},...s);return[a(`KL(${e} ‖ now) `,o(t)," nats = ",o(t/Math.LN2)," bits"),a("entropy now ",o(r),`, ${e} `,o(i)," nats")]}function Yt(n){return Number.isFinite(n)?Math.abs(n)>=.001||n===0?n.toFixed(3):n.toExponential(1):x(n)}var Jt={scale:"×",set:"=",add:"×"},Zt=350,Z=class{element;#e;#t=d("input",{type:"range"});#r=d("input",{type:"number",step:"any"});#i=d("span",{class:"name"});#n=d("span",{class:"where"});#s=d("div",{class:"rail"},d("i",{class:"moved"}),this.#t);#o;#a;#c;#d;#l;#u=!1;#m=!1;#p;constructor(e,t,r){this.#l=e,this.#e=t;let i=(a,s)=>{let l=d("button",{type:"button",class:"small"},a);return l.addEventListener("click",()=>l.getAttribute("aria-disabled")!=="true"&&s(),{signal:r}),l};this.#o=i("",()=>t.how(this.#l.id,this.#l.kind==="set"?"scale":"set")),this.#c=i("Sweep",()=>t.sweep(this.#l.id)),this.#a=i("Reset",()=>this.#y(this.#l.neutral)),this.#d=i("✕",()=>t.remove(this.#l.id)),this.element=d("li",{},d("div",{class:"title"},this.#i,this.#n),this.#s,d("label",{class:"number"},this.#o,this.#r),d("span",{class:"tools"},this.#c,this.#a,this.#d));let o=(a,s,l)=>a.addEventListener(s,l,{signal:r});o(this.#t,"pointerdown",()=>{this.#u=!0}),o(this.#t,"input",()=>this.#g(this.#t.valueAsNumber)),o(this.#t,"change",()=>this.#u?this.#x():this.#h()),o(this.#t,"pointerup",()=>{this.#u=!1}),o(this.#t,"blur",()=>this.#x()),o(this.#t,"dblclick",()=>this.#y(this.#l.neutral)),o(this.#r,"change",()=>this.#v()),r.addEventListener("abort",()=>clearTimeout(this.#p))}focus(){this.#t.focus()}draw(e,t,r){this.#l=e;let{name:i,position:o,kind:a,unit:s,blocked:l,on:c}=e,f=o===null?"all tokens":`at ${o} ${v(t[o]??"")}`,h=e.clean===null?"":` · clean ${y(Number(e.clean.toPrecision(3)))}`;this.#i.textContent=i,this.#n.textContent=`${f}${h}${c?"":" · off"}${l?` · now: ${l}`:""}`,u(this.#n,"title",e.clean===null?null:`without changes ${x(e.clean)}`),u(this.element,"data-off",!c||l!=="");let b=e.part==="neurons"&&"neuron"in e.at;this.#o.textContent=Jt[a],this.#o.classList.toggle("fixed",!b),u(this.#o,"aria-disabled",String(!b)),u(this.#o,"aria-label",`${i}: ${s}${b?"; change to the other way":""}`);let p=a==="set"?"Set to this value; click to multiply":"Multiplied; click to set a value";if(u(this.#o,"title",b?p:s),u(this.#r,"aria-label",`${i}: ${s}`),u(this.#c,"aria-pressed",String(r)),u(this.#c,"aria-label",`Sweep ${i}`),u(this.#c,"title","The probability of the chosen token at 21 places of this slider"),u(this.#a,"aria-label",`Reset ${i}`),u(this.#a,"title","Leave it as the model has it (double-click on the slider)"),u(this.#d,"aria-label",`Remove ${i}`),u(this.#d,"title","Remove the slider and its change"),this.#m)return;let m=Qe(e.low,e.high);u(this.#t,"min",e.low),u(this.#t,"max",e.high),u(this.#t,"step",y(m)),this.#b(e.value)}#b(e){let{low:t,high:r,kind:i,clean:o,name:a,unit:s}=this.#l,l=this.#l.neutral??o??0,c=e??l;this.#t.valueAsNumber!==c&&(this.#t.value=String(c)),this.#r.value=e===null?"":y(e),this.#r.placeholder=e===null?"as is":"";let f=g=>(Math.min(r,Math.max(t,g))-t)/(r-t),[h,b]=[f(l),f(c)];this.#s.style.cssText=`--rest:${h};--from:${Math.min(h,b)};--to:${Math.max(h,b)}`;let p=e!==null&&e!==this.#l.neutral;u(this.element,"data-changed",p),u(this.#a,"aria-disabled",String(!p&&this.#l.blocked===""));let m={scale:`${y(c)} times`,set:y(c),add:`${y(c)} times the vector`};u(this.#t,"aria-label",`${a}: ${s}`),u(this.#t,"aria-valuetext",e===null?"as the model has it":m[i])}#g(e){this.#m=!0,this.#b(e),this.#e.move(this.#l.id,e)}#h(){clearTimeout(this.#p),this.#p=setTimeout(()=>this.#x(),Zt)}#x(){clearTimeout(this.#p),this.#u=!1,this.#m&&this.#y(this.#t.valueAsNumber)}#v(){let e=this.#r.valueAsNumber;this.#y(Number.isFinite(e)?e:this.#l.neutral)}#y(e){clearTimeout(this.#p),this.#m=!1,this.#b(e),this.#e.put(this.#l.id,e)}};var ee=class{element;#e=me("tokens",{min:1,max:200,step:1});#t=me("temperature",{min:0,step:.1});#r=me("seed",{min:0,step:1});#i=d("input",{type:"checkbox"});#n=d("button",{type:"button"},"Write");#s=d("span",{class:"old"});#o=d("div",{class:"texts"});constructor(e,t){let{set:r}=e,i=(o,a)=>a.addEventListener("change",()=>a.checkValidity()&&r(o,a.valueAsNumber),{signal:t});i("length",this.#e.input),i("temperature",this.#t.input),i("seed",this.#r.input),this.#i.addEventListener("change",()=>r("automatic",this.#i.checked),{signal:t}),this.#n.addEventListener("click",()=>e.write(),{signal:t}),this.element=d("section",{class:"sample","aria-label":"Text"},d("header",{},d("h3",{},"Text"),this.#n,d("label",{title:"After each change, where it is quick"},this.#i,"after each change"),this.#e.element,this.#t.element,this.#r.element,this.#s),this.#o)}draw(e,t,r){if(this.element.hidden=t.tokens.length===0,fe(this.#e.input,r.length),fe(this.#t.input,r.temperature),fe(this.#r.input,r.seed),this.#r.element.hidden=r.temperature===0,this.#i.checked=r.automatic,e===null){this.#s.textContent="",this.#o.replaceChildren(d("p",{class:"quiet"},"What the model writes with the changes and without them: press Write."));return}let i=[r.length,r.temperature,r.seed],o=e.state!==t.state?"the changes or the prompt are others now":i.some((l,c)=>l!==e.settings[c])?"written with other settings":"",s=r.automatic&&F(t,r.length)>=J?`: press Write, about ${Math.round(F(t,r.length))} s`:"";this.#s.textContent=o===""?"":`${o}${s}`,u(this.#o,"data-old",o!==""),this.#o.replaceChildren(Je("with the changes","now",e.edited,e.clean.texts),Je("without","was",e.clean,e.clean.texts))}};function Je(n,e,t,r){let i=w(t.probabilities),o=t.texts.findIndex((s,l)=>s!==r[l]),a=t.texts.map((s,l)=>d("span",{class:o>=0&&l>=o?"differs":null,title:`${v(s)}, probability ${x(i[l]??Number.NaN)}`,"data-value":i[l]??null},s.includes(`
`)?L(s):s));return d("figure",{class:e},d("figcaption",{},d("span",{class:`mark ${e}`},n)),d("p",{class:"written"},d("span",{class:"quiet","aria-hidden":"true"},"…"),...a))}function me(n,e){let t=d("input",{type:"number",...e});return{input:t,element:d("label",{},`${n} `,t)}}function fe(n,e){n.getRootNode().activeElement!==n&&(n.value=String(e))}var[te,N,be,ne,Ze]=[150,34,10,10,20],en="http://www.w3.org/2000/svg";function tn(n,e){let[t,r,i]=[pe(n.values),U(n.ids),w(n.probabilities)],o=Math.max(0,r.indexOf(e??-1)),a=Array.from(t,(s,l)=>i[l*r.length+o]??Number.NaN);return{values:t,chances:a,text:n.texts[o]??"",id:r[o]??-1}}var re=class{element;#e=d("h3",{});#t=d("div",{class:"chart",role:"slider",tabindex:0});#r=d("output",{class:"quiet"});#i=null;#n=null;#s=0;#o=400;constructor(e,t,r){let i=d("button",{type:"button",class:"small","aria-label":"Close the sweep"},"✕"),o=d("header",{},this.#e,i);this.element=d("section",{class:"sweep","aria-label":"Sweep"},o,this.#t,this.#r);let a=(l,c)=>this.#t.addEventListener(l,c,{signal:r}),s=()=>{let l=this.#i?.values[this.#s];this.#n&&l!==void 0&&e(this.#n.id,Number(y(l)))};i.addEventListener("click",t,{signal:r}),a("pointermove",l=>this.#a(this.#l(l))),a("click",l=>{this.#a(this.#l(l)),s()}),a("keydown",l=>{let c=(this.#i?.values.length??1)-1,h={ArrowLeft:this.#s-1,ArrowDown:this.#s-1,ArrowRight:this.#s+1,ArrowUp:this.#s+1,Home:0,End:c}[l.key];if(S(l,"Enter"," "))s();else if(h!==void 0&&S(l,l.key))this.#a(Math.max(0,Math.min(c,h)));else return;l.preventDefault(),l.stopPropagation()})}draw(e,t,r){if(this.element.hidden=e===null||t===void 0,e===null||t===void 0)return;let i=tn(e,r);(this.#i===null||this.#n?.id!==t.id)&&(this.#s=i.values.length>>1),this.#i=i,this.#n=t,this.#o=this.#t.clientWidth||400,this.#e.replaceChildren("P(",d("code",{},L(i.text)),`) by ${t.name}`),u(this.#t,"aria-label",`Probability of ${v(i.text)} by ${t.name}`),u(this.#t,"aria-valuemin",i.values[0]),u(this.#t,"aria-valuemax",i.values.at(-1)),this.#a(this.#s)}#a(e){let{curve:t,slider:r}={curve:this.#i,slider:this.#n};if(t===null||r===null)return;this.#s=e;let[i,o]=[t.values[e]??Number.NaN,t.chances[e]??Number.NaN],a=`${r.unit} ${y(i)}: ${x(o)}`;u(this.#t,"aria-valuenow",y(i)),u(this.#t,"aria-valuetext",a),this.#r.textContent=`${a} · click or Enter puts the slider there`,this.#t.replaceChildren(this.#c(t,r,e))}#c({values:e,chances:t},r,i){let o=p=>N+this.#d(p)*(this.#o-N-be),a=nn(t),s=p=>ne+(1-p/a)*(te-ne-Ze),l=M("svg",{width:this.#o,height:te,"aria-hidden":"true"});for(let p of[0,.5,1]){let m=s(p*a);l.append(M("line",{class:"grid",x1:N,x2:this.#o-be,y1:m,y2:m})),l.append(M("text",{x:N-6,y:m+3.5,"text-anchor":"end"},y(p*a)))}let c=e.length-1;for(let p of[0,c/4,c/2,3*c/4,c]){let m=e[p];if(m===void 0)continue;let g=p===0?"start":p===c?"end":"middle";l.append(M("text",{x:o(m),y:te-5,"text-anchor":g},y(m)))}let f=r.neutral??r.clean,h=(p,m)=>{p===null||this.#d(p)<0||this.#d(p)>1||l.append(M("line",{class:m,x1:o(p),x2:o(p),y1:ne,y2:te-Ze}))};h(f,"rest"),r.value!==null&&r.value!==r.neutral&&h(r.value,"now"),l.append(M("path",{class:"line",d:rn(t,p=>o(e[p]??0),s)}));let b=t[i]??Number.NaN;if(Number.isFinite(b)){l.append(M("circle",{class:"point",cx:o(e[i]??0),cy:s(b),r:4}));let p=o(e[i]??0),m=p>this.#o-70?"end":"start",g=m==="end"?-8:8,k=s(b)<ne+14?s(b)+15:s(b)-6;l.append(M("text",{class:"said",x:p+g,y:k,"text-anchor":m},j(b)))}return l}#d(e){let[t,r]=[this.#i?.values[0]??0,this.#i?.values.at(-1)??1];return(e-t)/(r-t)}#l(e){let t=this.#t.getBoundingClientRect(),r=(e.clientX-t.left-N)/(this.#o-N-be),i=(this.#i?.values.length??1)-1;return Math.round(Math.max(0,Math.min(1,r))*i)}};function nn(n){let e=n.reduce((i,o)=>o>i?o:i,0);if(e===0)return 1;let t=10**Math.floor(Math.log10(e)),r=[1,2,5,10].find(i=>i*t>=e*(1-1e-6))??10;return Math.min(1,r*t)}function rn(n,e,t){let r="M";return n.map((i,o)=>{if(!Number.isFinite(i))return r="M","";let a=`${r}${e(o).toFixed(1)} ${t(i).toFixed(1)}`;return r="L",a}).join("")}function M(n,e,t=""){let r=document.createElementNS(en,n);for(let[i,o]of Object.entries(e))r.setAttribute(i,String(o));return t!==""&&r.append(t),r}var on=[["clean","clean","Compare with the prediction without changes"],["other","other prompt","Compare with the prediction of the other prompt"]];function et(n,e){let t=d("span",{class:"size"}),r=(b,p,m)=>{let g=d("button",{type:"button",title:m},b),k=()=>g.getAttribute("aria-disabled")!=="true";return g.addEventListener("click",()=>k()&&p(),{signal:e}),g},i=r("Undo",()=>n.travel("undo"),"Take back the last step (Ctrl+Z)"),o=r("Redo",()=>n.travel("redo"),"Make it again (Ctrl+Shift+Z)"),a=r("Reset all",()=>n.reset(),"Put every slider back, in one step"),s=r("Copy as code",()=>n.copy(),"Copy Python that makes this view"),l=d("fieldset",{class:"choice"},d("legend",{},"Compare with")),c=`against-${Math.random().toString(36).slice(2)}`,f=on.map(([b,p,m])=>{let g=d("input",{type:"radio",name:c,value:b});g.addEventListener("change",()=>n.against(b),{signal:e});let k=d("label",{title:m},g,d("span",{},p));return l.append(k),{value:b,title:m,radio:g,label:k}}),h=d("div",{class:"buttons"},l,i,o,a,s);return{element:d("header",{class:"toolbar"},d("h2",{},"Steering"),t,h),draw(b,p){let{sliders:m,others:g,can:k}=b,tt=g>0?` · ${K(g,"other change")} in force`:"";t.textContent=`${K(m.length,"slider")}${tt}`;let nt=m.some(({value:A,neutral:$})=>A!==$),I=(A,$)=>u(A,"aria-disabled",String(!$));I(i,k.undo),I(o,k.redo),I(a,nt),I(s,b.tokens.length>0);for(let{value:A,title:$,radio:oe,label:rt}of f)oe.checked=A===p,oe.disabled=A==="other"&&!b.compared&&p!=="other",u(rt,"title",oe.disabled?"There is no other prompt":$)}}}var ie=class{element;#e;#t;#r;#i;#n=new Map;#s=d("ul",{class:"sliders","aria-label":"Sliders"});#o=d("p",{class:"quiet none"});#a;#c;#d;#l;#u;#m;#p=!1;constructor(e,t,r){this.#e=e,this.#t=r,this.#m=ce(t),this.#r=new G(e,r),this.#i=new Y(s=>this.#r.ask("preview",s));let i=(s,l={})=>{this.#h(s,l)};this.#a=et({travel:s=>i(s),reset:()=>i("reset all"),copy:()=>{this.#S()},against:s=>this.#f("against",s)},r),this.#c=Ye(s=>this.#f("token",this.#L()===s?null:s),r),this.#d=new re((s,l)=>i("put",{slider:s,value:l}),()=>this.#f("_sweep",{}),r),this.#l=new ee({write:()=>{this.#v()},set:(s,l)=>this.#f(s,l)},r),this.#u=new X({head:(s,l,c)=>{this.#x("add head",{layer:s,head:l,position:c})},neuron:(s,l,c)=>{this.#x("add neuron",{layer:s,neuron:l,position:c})},remove:s=>i("remove",{slider:s}),look:s=>{this.#r.ask("neurons",{layer:s})},travel:s=>i(s)},r),this.element=this.#b(),this.element.addEventListener("keydown",s=>this.#k(s),{signal:r}),this.#w();let o=(s,l)=>{for(let c of s)E(e,`change:${c}`,()=>this.#E(l),r)};o(["_screen"],()=>{this.#w(),this.#r.announce(this.#P())}),o(["_live"],()=>this.#A()),o(["_sweep","token"],()=>{this.#M(),this.#A()}),o(["_sample","length","temperature","seed","automatic"],()=>this.#N()),o(["_heads","_neurons"],()=>this.#$()),o(["against"],()=>this.#C()),o(["busy"],()=>u(this.element,"data-busy",e.get("busy")));let a=()=>{this.#m=ce(t),this.#w()};Oe(t,this.element,a,r)}#b(){let e=d("section",{class:"left","aria-label":"Sliders"},this.#s,this.#o),t=d("div",{class:"right"},this.#c.element,this.#d.element);return d("section",{class:"steering","aria-label":"Steering"},this.#a.element,this.#r.messages,d("div",{class:"body"},e,t,this.#u.element),this.#l.element,this.#r.status)}#g={move:(e,t)=>this.#i.move({slider:e,value:t}),put:(e,t)=>{this.#i.settle(),this.#h("put",{slider:e,value:t})},remove:e=>{this.#h("remove",{slider:e})},sweep:e=>{let t=this.#e.get("_sweep");"slider"in t&&t.slider===e?this.#f("_sweep",{}):this.#r.ask("sweep",{slider:e})},how:(e,t)=>{this.#h("how",{slider:e,how:t})}};async#h(e,t){let r=await this.#r.ask(e,t);r||this.#M();let{automatic:i,length:o}=this.#T();return r&&i&&F(this.#e.get("_screen"),o)<J&&await this.#v(!0),r}async#x(e,t){if(!await this.#r.ask(e,t))return;let r=e==="add head"?"head":"neuron",i=this.#e.get("_screen").sliders.find(({at:o,layer:a,position:s})=>a===t.layer&&o[r]===t[r]&&s===t.position);i&&this.#n.get(i.id)?.focus()}async#v(e=!1){if(!this.#p){this.#p=!0;try{for(let t=0;t<3;t++){let{state:r}=this.#e.get("_screen"),i=this.#e.get("_sample");if(e&&"state"in i&&i.state===r&&!this.#y(i))return;let o=await this.#r.ask("write");if(this.#e.get("_screen").state===r||!o&&!e)return}}finally{this.#p=!1}}}#y(e){let{length:t,temperature:r,seed:i}=this.#T();return[t,r,i].some((o,a)=>o!==e.settings[a])}async#S(){if(!await this.#r.ask("code"))return;let e=await qe(this.#e.get("_code"));this.#r.notice(e?"Copied Python that makes this view.":"The browser refused; see view.code.")}#k(e){let t=H(e);t===null||z(e.composedPath()[0]??void 0)||(e.preventDefault(),this.#h(t,{}))}#f(e,t){this.#e.set(e,t),this.#e.save_changes()}#E(e){try{e()}catch(t){this.#r.fail(t)}}#w(){this.#C(),this.#M(),this.#A(),this.#N(),this.#$()}#C(){let e=this.#e.get("_screen");this.#a.draw(e,this.#e.get("against"))}#M(){let{sliders:e,tokens:t}=this.#e.get("_screen"),r=this.#e.get("_sweep"),i=new Set(e.map(({id:s})=>s));for(let s of[...this.#n.keys()])i.has(s)||this.#n.delete(s);let o=e.map(s=>{let l=this.#n.get(s.id)??new Z(s,this.#g,this.#t);return this.#n.set(s.id,l),l.draw(s,t,"slider"in r&&r.slider===s.id),l.element});o.length===this.#s.children.length&&o.every((s,l)=>this.#s.children[l]===s)||this.#s.replaceChildren(...o),this.#s.hidden=e.length===0,this.#o.hidden=e.length>0,this.#o.textContent=t.length===0?"There is no prompt yet: set workspace.prompt.":"No sliders yet: click a head or a neuron below, or call view.add_vector(…) for a direction."}#A(){let e=this.#e.get("_screen"),t=Ve(e,this.#e.get("_live")),r=this.#e.get("against")==="other"?"other prompt":"clean";this.#c.draw(t,r,this.#L());let i=this.#e.get("_sweep"),o="slider"in i?i:null,a=e.sliders.find(({id:s})=>s===o?.slider);this.#d.draw(o,a,this.#L())}#N(){let e=this.#e.get("_sample");this.#l.draw("state"in e?e:null,this.#e.get("_screen"),this.#T())}#$(){let{sliders:e,tokens:t}=this.#e.get("_screen"),[r,i]=[this.#e.get("_heads"),this.#e.get("_neurons")];this.#u.draw(r,i,e,t,this.#m)}#T(){let e=this.#e.get.bind(this.#e);return{length:e("length"),temperature:e("temperature"),seed:e("seed"),automatic:e("automatic")}}#L(){let e=this.#e.get("token"),{next:t}=this.#e.get("_screen");return e!==null||t===null?e:B(t).reduce((r,i)=>i.was>r.was?i:r).id}#P(){let{next:e,sliders:t}=this.#e.get("_screen");if(e===null)return"No prompt.";let r=B(e).reduce((i,o)=>o.now>i.now?o:i);return`${K(t.length,"slider")}. Next token ${v(r.text)}, probability ${r.now.toFixed(4)}.`}};var li=$e([He,Re,Pe],(n,e,t)=>new ie(n,t,e));export{li as default};

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

.unheard {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.progress[hidden] {
  display: none;
}

.progress progress {
  flex: 0 1 240px;
  height: 6px;
  accent-color: var(--accent);
}

/* Radios in a row, each looking like a part of one long button. */

.choice {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 0;
  align-items: center;
  min-width: 0;
}

.choice legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.choice label {
  display: block;
  position: relative;
  margin-left: -1px;
}

.choice label span {
  display: block;
  padding: 3px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
  white-space: nowrap;
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

.choice input:disabled {
  cursor: not-allowed;
}

.choice input:disabled + span {
  color: color-mix(in oklab, var(--quiet) 65%, var(--paper));
}

@container (max-width: 600px) {
  .choice {
    gap: 4px;
  }

  .choice label,
  .choice label:first-of-type,
  .choice label:last-of-type {
    margin: 0;
  }

  .choice label span,
  .choice label:first-of-type span,
  .choice label:last-of-type span {
    border-radius: 6px;
  }
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

.save-button {
  width: 26px;
  height: 26px;
  padding: 0;
  border-color: transparent;
  background: transparent;
  color: var(--quiet);
  font-size: 16px;
  line-height: 1;
}

.save-button:hover,
.save-button[aria-expanded="true"] {
  border-color: var(--line);
  background: var(--raised);
  color: var(--text);
}

.save-list {
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

.save-list[hidden] {
  display: none;
}

.save-list button {
  display: block;
  width: 100%;
  border-color: transparent;
  background: transparent;
  text-align: left;
  white-space: nowrap;
}

.save-list button:is(:hover, :focus-visible) {
  background: var(--raised);
}
`;function c(n,e={},...t){let r=document.createElement(n);for(let[i,o]of Object.entries(e))u(r,i,o);return r.append(...t),r}function u(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function xe(n,e,t){try{e()}catch(r){n.append($(N(r),t))}}function N(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function $({message:n,details:e},t){let r=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=c("div",{},c("p",{},n));e&&i.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let o=c("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:t}),o}var st=["a","c","v","x","y","z"],at=["text","search","number"];function B(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&at.includes(n.type)}function ve(n){return n.ctrlKey||n.metaKey?st.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ye(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function F({row:n,column:e},{rows:t,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return T({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return T({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return T({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return T({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function T({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function E(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function R(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var lt=["Enter"," ","Delete","Backspace"],we=[{row:0,column:0},{rows:1,columns:1}];function ke(n,e){let t=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",ct(r,i[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function ct(n,e){return B(e)?ve(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ye(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&dt(n)?!0:F(...we,n)!==null||E(n,...lt)||R(n)!==null}function dt(n){let{ctrlKey:e,metaKey:t,altKey:r,key:i}=n;return n.shiftKey&&F(...we,{key:i,ctrlKey:e,metaKey:t,altKey:r,shiftKey:!1})!==null}var Ee="http://www.w3.org/1999/xhtml";var ut=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Te(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=ht(n),i=document.createElementNS(Ee,"style");i.textContent=pt(e);let o=document.createElementNS(Ee,"div");for(let{name:s,value:l}of n.attributes)s!=="style"&&o.setAttribute(s,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",mt(n,i.textContent,t,r)),o.append(i,...bt(e));let a={width:t+24,height:r+24};return{...a,svg:vt(o,a.width,a.height)}}async function Ae({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(2,16e3/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*i),o.height=Math.round(t*i);let a=o.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,o.width,o.height),new Promise((s,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(p=>p===null?d():s(p),"image/png")})}function ht(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function pt(n){let e=[...n.querySelectorAll("style")].map(i=>i.textContent),t=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...e,...t].join(`
`);return ut+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function mt(n,e,t,r){let i=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${ft(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function ft(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function bt(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!Se(t)).map(t=>{let r=t.cloneNode(!0),i=[...r.querySelectorAll("*")];Me(t,r),[...t.querySelectorAll("*")].forEach((o,a)=>{let s=i[a];s!==void 0&&Me(o,s)});for(let o of i)Se(o)&&o.remove();return r})}function Se(n){return n.hasAttribute("data-unexported")}function Me(n,e){n instanceof HTMLCanvasElement?gt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&xt(n,e)}function gt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function xt(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let o of e.children)o.style.translate=`${-t}px ${-r}px`;let i=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((o,a)=>{let s=getComputedStyle(o),l=i[a];if(s.position!=="sticky"||l===void 0)return;let d=o.parentElement===n,[p,h]=[s.left!=="auto"?t:0,s.top!=="auto"?r:0];l.style.translate=d?`${p-t}px ${h-r}px`:`${p}px ${h}px`,l.style.position="relative"})}function vt(n,e,t){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return yt(o)}function yt(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var H=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Le=8e3;function O(n,e,t){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return w(n,"msg:custom",l=>{let d=r.get(l?.id);d!==void 0&&(r.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new H(l.message,l.details)):d.done())},t),w(n,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,Le)},t),t.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,d={})=>new Promise((p,h)=>{let f=`${i}-${++o}`;r.set(f,{done:p,fail:h,timer:setTimeout(e,Le)}),n.send({kind:l,id:f,...d})})}var Ce=new WeakMap;function w(n,e,t,r){n.on(e,t);let i=Ce.get(r),o=()=>n.off(e,t);if(i){i.push(o);return}let a=[o];Ce.set(r,a),r.addEventListener("abort",()=>{for(let s of a)s()})}var wt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Ne(n,e,t,r){let i=d=>async()=>{try{await d()}catch(p){t($(N(p),r))}},a=kt(n,()=>t(c("p",{class:"notice",role:"status"},wt)),r),s=d=>`${Et(e)}.${d}`,l=()=>Te(e);return St([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>ae(await Ae(l()),s("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>ae(new Blob([l().svg],{type:"image/svg+xml"}),s("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(a)}],r)}function kt(n,e,t){let r=O(n,e,t),i=new Set;return w(n,"msg:custom",(a,s)=>{let[l]=s??[];if(a?.kind!=="page"||l===void 0||!i.delete(a.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);ae(new Blob([d],{type:"text/html"}),a.name??"view.html")},t),async()=>{let a=Math.random().toString(36).slice(2);i.add(a),await r("page",{ticket:a})}}function ae(n,e){let t=URL.createObjectURL(n);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Et(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function St(n,e){let t=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:l,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),i=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=c("div",{class:"save-menu","data-unexported":!0},t,i),a=l=>{i.hidden=!1,t.setAttribute("aria-expanded","true"),r[l]?.focus()},s=l=>{i.hidden||(i.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>i.hidden?a(0):s(!0),{signal:e}),r.forEach((l,d)=>{let p=()=>{s(!0),n[d]?.act()};l.addEventListener("click",p,{signal:e})}),o.addEventListener("keydown",l=>Mt(l,r,i.hidden,a,s),{signal:e}),o.addEventListener("focusout",l=>Tt(l,o,s),{signal:e}),o}function Mt(n,e,t,r,i){let o=e.length-1,a=e.indexOf(n.target),s=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:a===o?0:a+1,ArrowUp:a<=0?o:a-1,Home:0,End:o}[n.key];s!==void 0&&E(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(s)):n.key==="Escape"&&!t&&(n.stopPropagation(),i(!0))}function Tt(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var At=4;function $e(n,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),r=c("span",{class:"quiet"}),i=c("button",{type:"button"},"Cancel"),o=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,r,i),a=c("div",{class:"unheard","aria-live":"polite","data-unexported":!0}),s=c("div",{},o,a);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let l=Lt(i,e),d=-1,p=(f,m)=>{let b=Math.floor(f*At);b!==d&&(a.textContent=`Running: ${m||`${Math.round(f*100)} %`}`),d=b},h=()=>{let{done:f=0,total:m=0,text:b=""}=n.get("_progress")??{};m===0?(l(),d>=0&&(a.textContent="No longer running"),d=-1):p(f/m,b),o.hidden=m===0,t.value=m>0?f/m:0,r.textContent=b};return w(n,"change:_progress",h,e),h(),s}function Lt(n,e){let t=null,r=({relatedTarget:i})=>{t=i instanceof HTMLElement?i:null};return n.addEventListener("focus",r,{signal:e}),()=>{let i=n.getRootNode();if(i.activeElement!==n)return;let o=t?.isConnected&&t.getRootNode()===i,a=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?t:a)?.focus()}}function Ct(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Re(n,e){let t=()=>{n.style.colorScheme=Ct(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function He(n,e){function t({model:r,el:i,signal:o}){let a=new AbortController;o?.addEventListener("abort",()=>a.abort());let s=c("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});l.append(c("style",{},ge,...n),$e(r,a.signal)),i.append(s),Re(s,a.signal),ke(s,a.signal),xe(l,()=>l.append(e(r,a.signal,s).element),a.signal);let d=l.lastElementChild;return l.append(Ne(r,s,p=>d?.before(p),a.signal)),()=>a.abort()}return{render:t}}var Pe=`/* What the model says: bars of the next tokens, the line of a sweep, the two texts. */

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
`;var Ke=`/* Where sliders come from: the map of heads, and the neurons. */

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
`;var qe=`/* Steering: sliders on the left, what they do on the right; in a narrow cell one above the other. */

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
`;async function _e(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Ht(n)}}function Ht(n){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}function g(n){if(!Number.isFinite(n))return Fe(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Be(t)}return Be(Number(n.toPrecision(9)))}function Be(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function I(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):Fe(n)}function Fe(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function P(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var Pt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Kt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function ze(n,e){let t=e==="light"?Pt:Kt,r=n*(t.length-1),i=Math.min(Math.floor(r),t.length-2),o=Oe(Ie(t[i]??"#000000")),a=Oe(Ie(t[i+1]??"#000000"));return _t(qt(o,a,r-i))}function le(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function ce(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function qt(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Oe([n,e,t]){let[r,i,o]=[le(n),le(e),le(t)],a=Math.cbrt(.4122214708*r+.5363325363*i+.0514459929*o),s=Math.cbrt(.2119034982*r+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*r+.2817188376*i+.6299787005*o);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function _t([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,i=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[ce(4.0767416621*r-3.3077115913*i+.2309699292*o),ce(-1.2684380046*r+2.6097574011*i-.3413193965*o),ce(-.0041960863*r-.7034186147*i+1.707614701*o)]}function Ie(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Bt=["text","quiet","line","paper","raised","accent","change","bad"],z=256,Ft={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function de(n){let e=c("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),r=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(Bt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...i,dark:r,...Ot(r?"dark":"light")}}function Ge(n,e,t,r){let i=new MutationObserver(t);if(i.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>i.disconnect()),typeof ResizeObserver>"u")return;let o=0,a=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});a.observe(e),r.addEventListener("abort",()=>a.disconnect())}function Ot(n){let e=Array.from({length:z},(t,r)=>r/(z-1));return{sequential:e.map(t=>It(ze(t,n))),diverging:e.map(t=>zt(Ft[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function De(n,e,t){if(!Number.isFinite(e))return n.hole;let r=t===null?e:.5+e/(2*t||1),i=Math.round(Math.min(1,Math.max(0,r))*(z-1));return(t===null?n.sequential:n.diverging)[i]??n.hole}function We([n,e,t]){let r=[n,e,t].map(o=>(o/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function ue([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function Ue(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,r)=>ue(n[Math.round(r/8*(z-1))]??[0,0,0])).join(", ")})`}function It(n){return n.map(e=>Math.round(e*255))}function zt(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[i,o]=[je(n[r]??"#000000"),je(n[r+1]??"#000000")];return i.map((a,s)=>Math.round(a+((o[s]??0)-a)*(t-r)))}function je(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var jt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",j=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#e;#t;#r;#o=null;constructor(e,t){this.#e=e,this.#r=t,this.#t=O(e,()=>this.#s(),t);for(let r of["_error","_screen"])w(e,`change:${r}`,()=>this.#n(),t);w(e,"change:_progress",()=>this.#i(),t),this.#n()}async ask(e,t={},{quiet:r=!1}={}){try{return await this.#t(e,t),r?this.#i():this.#n(),!0}catch(i){return this.fail(i),!1}}fail(e){let{message:t,details:r}=N(e);this.#a({message:t,details:e instanceof H?e.details:r})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#n(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#a({message:e,details:t}):this.messages.replaceChildren()}#s(){this.notice(jt),this.#o=this.messages.firstElementChild}#i(){this.#o?.remove(),this.#o=null}#a(e){this.messages.replaceChildren($(e,this.#r))}};var Gt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Dt(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Wt).join("")}}function A(n){let{spaces:e,text:t}=Dt(n);return"·".repeat(e)+t}function y(n){return JSON.stringify(n)}function Wt(n){let e=Gt.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function k(n){let e=he(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function G(n){let e=he(n,8);return new Float64Array(e.buffer,e.byteOffset,e.byteLength/8)}function D(n){let e=he(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function he(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Ut=0,W=class{element;canvas=c("canvas",{"aria-hidden":"true"});#e;#t=c("div",{role:"gridcell",id:`cell-${++Ut}`,"aria-selected":"true"});#r=c("div",{role:"row",class:"unseen"},this.#t);#o={rows:1,columns:1};#n={row:0,column:0};constructor(e,t,r){this.#e=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#r);let i=(o,a)=>this.element.addEventListener(o,a,{signal:r});i("pointermove",o=>t.hover(this.#s(o))),i("pointerleave",()=>t.hover(null)),i("click",o=>this.#i(o)),i("keydown",o=>this.#a(o))}get cell(){return this.#n}place(e,t){this.#o=e,this.#n=T(t,e),u(this.element,"aria-rowcount",e.rows),u(this.element,"aria-colcount",e.columns),u(this.#r,"aria-rowindex",this.#n.row+1),u(this.#t,"aria-colindex",this.#n.column+1),u(this.#t,"aria-label",this.#e.describe(this.#n))}context(e,t){return Vt(this.canvas,e,t)}#s(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#i(e){let t=this.#s(e);t!==null&&this.#e.select(t)}#a(e){let t=R(e),r=F(this.#n,this.#o,e);if(t!==null)this.#e.travel(t);else if(r!==null)this.#e.select(r);else if(E(e,"Enter"," "))this.#e.activate(this.#n);else if(E(e,"Delete","Backspace"))this.#e.remove(this.#n);else return;e.preventDefault(),e.stopPropagation()}};function Vt(n,e,t){let r=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*r),Math.round(t*r)];n.width!==i&&(n.width=i),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let a=n.getContext("2d");return a===null?null:(a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}var[L,K,U]=[26,16,2],V=class{pad;#e=null;#t=new Float32Array;#r=[];#o={row:0,column:0};#n=26;#s=()=>{};constructor(e,t){let r=o=>a=>{let s=this.#e?.layers[a.row];s!==void 0&&Number.isFinite(this.#a(a))&&o(s,a.column)},i=r(e.add);this.pad=new W("Heads to steer",{cellAt:(o,a)=>this.#c(o,a),describe:o=>this.describe(o),hover:o=>e.hover(o===null?"":this.describe(o)),select:o=>{this.#o=o,this.#s(),e.hover(this.describe(o))},activate:i,remove:r(e.remove),travel:e.travel},t),this.pad.canvas.addEventListener("click",o=>{let a=this.pad.canvas.getBoundingClientRect(),s=this.#c(o.clientX-a.left,o.clientY-a.top);s!==null&&i(s)},{signal:t})}draw(e,t,r,i){this.#e!==e&&(this.#t=k(e.norms)),this.#e=e,this.#r=t,this.#s=()=>this.draw(e,t,r,i);let[o,a]=[e.layers.length,e.columns];this.#n=Math.max(9,Math.min(30,Math.floor((i-L)/Math.max(1,a))-U)),this.pad.place({rows:o,columns:a},this.#o);let s=this.#n+U,l=this.pad.context(L+a*s,K+o*s);if(l===null)return;let d=this.most||1;l.font='10.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';let p=Math.ceil(16/s);l.fillStyle=r.quiet,l.textAlign="center";for(let h=0;h<a;h+=p)l.fillText(String(h),L+h*s+this.#n/2,K/2);l.textAlign="right";for(let h=0;h<o;h+=p)l.fillText(String(e.layers[h]),L-6,K+h*s+this.#n/2);for(let h=0;h<o;h++)for(let f=0;f<a;f++)this.#i(l,{row:h,column:f},d,r)}#i(e,t,r,i){let o=this.#n+U,[a,s]=[L+t.column*o,K+t.row*o],l=this.#a(t),d=De(i,l/r,null);e.fillStyle=ue(d),e.fillRect(a,s,this.#n,this.#n),this.#d(t)!==void 0&&(e.strokeStyle=i.change,e.lineWidth=2,e.strokeRect(a+1,s+1,this.#n-2,this.#n-2),e.fillStyle=We(d),e.beginPath(),e.arc(a+this.#n/2,s+this.#n/2,Math.min(3.5,this.#n/5),0,7),e.fill()),!(t.row!==this.pad.cell.row||t.column!==this.pad.cell.column)&&(e.strokeStyle=i.text,e.lineWidth=1.5,e.strokeRect(a-.5,s-.5,this.#n+1,this.#n+1))}get most(){return this.#t.reduce((e,t)=>t>e?t:e,0)}describe(e){let t=this.#e?.layers[e.row],r=this.#a(e);if(t===void 0||Number.isNaN(r)&&this.#e===null)return"no head";let i=this.#d(e)?", has a slider":"";return`layer ${t}, head ${e.column}: length of its output ${g(r)}${i}`}#a({row:e,column:t}){return this.#t[e*(this.#e?.columns??0)+t]??Number.NaN}#d({row:e,column:t}){let r=this.#e?.layers[e];return this.#r.find(i=>pe(i,r,t))}#c(e,t){let r=this.#n+U,[i,o]=[Math.floor((t-K)/r),Math.floor((e-L)/r)],{layers:a=[],columns:s=0}=this.#e??{};return i>=0&&o>=0&&i<a.length&&o<s?{row:i,column:o}:null}};function pe(n,e,t){return n.part==="head_out"&&n.layer===e&&n.at.head===t}var Qt=8,Q=class{element;#e;#t=c("output",{class:"quiet readout"});#r=c("p",{class:"quiet legend"});#o=c("div",{class:"heads"});#n=c("input",{type:"checkbox"});#s=c("span",{});#i=c("select",{"aria-label":"Layer of the neurons"});#a=c("input",{type:"number",min:0,step:1,"aria-label":"Number of the neuron"});#d=c("output",{class:"quiet"});#c=c("button",{type:"button"},"Add");#l=c("ul",{class:"top","aria-label":"Most active neurons"});#u;#m;#p=0;#b=[];#g=null;#h=new Float32Array;constructor(e,t){this.#u=e,this.#m=t,this.#e=new V({add:(i,o)=>e.head(i,o,this.#k),remove:(i,o)=>{let a=this.#b.find(s=>pe(s,i,o));a&&e.remove(a.id)},hover:i=>{this.#t.textContent=i},travel:e.travel},t);let r=(i,o,a)=>i.addEventListener(o,a,{signal:t});r(this.#i,"change",()=>e.look(Number(this.#i.value))),r(this.#a,"input",()=>this.#S()),r(this.#a,"keydown",i=>{i.key==="Enter"&&this.#w()}),r(this.#c,"click",()=>this.#w()),this.element=this.#x()}#x(){this.#o.append(this.#e.pad.element);let e=c("div",{class:"part"},c("h4",{},"Heads"),this.#o,this.#r,this.#t),t=c("p",{class:"fields"},c("label",{},"layer ",this.#i),c("label",{},"neuron ",this.#a),this.#c,this.#d),r=c("div",{class:"part"},c("h4",{},"Neurons"),t,this.#l),i=c("label",{class:"whole"},this.#n,this.#s);return c("section",{class:"chooser","aria-label":"Add a slider"},c("header",{},c("h3",{},"Add a slider"),i),c("div",{class:"parts"},e,r))}draw(e,t,r,i,o){if(this.element.hidden=!("layers"in e),!("layers"in e))return;this.#b=r,this.#p=e.position;let a=`${e.position} ${y(i[e.position]??"")}`;this.#s.textContent=`only at token ${a}`,this.#y(e,a,o);let s=String(e.blocks);this.#i.dataset.layers!==s&&(this.#i.dataset.layers=s,this.#i.replaceChildren(...Array.from({length:e.blocks},(l,d)=>c("option",{value:d},String(d))))),this.#v("values"in t?t:null,a)}#y(e,t,r){if(e.layers.length===0){this.#o.replaceChildren(c("p",{class:"quiet"},`No heads: ${e.reason}`));return}u(this.#e.pad.element,"title",`Colour: length of the head's output at ${t}`),this.#e.draw(e,this.#b,r,this.#o.clientWidth||260);let[i,o]=[c("i",{"aria-hidden":"true"}),this.#e.most];i.style.background=Ue(r.sequential),this.#r.replaceChildren("length of the output 0",i,`${o.toPrecision(3)} at ${t}`)}#v(e,t){if(e===null){let i=this.#E("Show the most active",()=>this.#u.look(this.#f));this.#l.replaceChildren(c("li",{},i));return}this.#g!==e&&(this.#h=k(e.values)),this.#g=e,this.#i.value=String(e.layer),u(this.#a,"max",this.#h.length-1);let r=Xt(this.#h,Qt).map(i=>{let o=this.#h[i]??Number.NaN,a=this.#E("",()=>this.#u.neuron(e.layer,i,this.#k));return a.append(c("b",{},String(i)),` ${o.toFixed(2)}`),u(a,"title",`neuron ${e.layer}.${i} is ${g(o)} at ${t}`),u(a,"aria-label",`Add neuron ${i}, activation ${g(o)}`),u(a,"data-value",o),c("li",{},a)});this.#l.replaceChildren(...r),this.#S()}#E(e,t){let r=c("button",{type:"button"},e);return r.addEventListener("click",t,{signal:this.#m}),r}get#k(){return this.#n.checked?this.#p:null}get#f(){return Number(this.#i.value||0)}#S(){let e=this.#a.valueAsNumber,t=this.#g!==null&&this.#g.layer===this.#f?this.#h:null,r=t?.[e];this.#d.textContent=r===void 0?"":`is ${g(r)}`,t===null&&Number.isFinite(e)&&this.#u.look(this.#f)}#w(){let e=this.#a.valueAsNumber;Number.isInteger(e)?this.#u.neuron(this.#f,e,this.#k):this.#a.focus()}};function Xt(n,e){let t=r=>Math.abs(n[r]??0);return Array.from(n.keys()).sort((r,i)=>t(i)-t(r)).slice(0,e)}var X=class{#e;#t=null;#r=!1;constructor(e){this.#e=e}move(e){this.#t=e,this.#r||this.#o()}settle(){this.#t=null}async#o(){for(this.#r=!0;this.#t!==null;){let e=this.#t;this.#t=null,await this.#e(e),await new Promise(t=>setTimeout(t,12))}this.#r=!1}};function q(n){let[e,t,r]=[D(n.ids),k(n.now),k(n.was)];return n.texts.map((i,o)=>({id:e[o]??-1,text:i,now:t[o]??Number.NaN,was:r[o]??Number.NaN}))}function Ve(n){let[e=Number.NaN,t=Number.NaN,r=Number.NaN]=G(n.measures);return{divergence:e,now:t,was:r}}function Qe(n,e){let{ids:t,texts:r,now:i,was:o,measures:a}=e;return e.turn!==n.turn||!t||!r||!i||!o||!a?n.next:{ids:t,texts:r,now:i,was:o,measures:a}}function Xe(n,e){return 10**Math.floor(Math.log10((e-n)/100))}function v(n){return String(Number(n.toPrecision(6)))}var Y=2.5;function _({pace:n,tokens:e},t){return e.length===0?Number.POSITIVE_INFINITY:2*n*t}function Je(n,e){let t=c("tbody",{}),r=c("span",{class:"mark was"}),i=c("span",{class:"key"},c("span",{class:"mark now"},"now"),r),o=c("p",{class:"measures"}),a=c("table",{},t),s=c("section",{class:"next","aria-label":"Next token"},c("h3",{},"Next token",i),a,o),l=new Map;return{element:s,draw(d,p,h){if(s.hidden=d===null,d===null)return;r.textContent=p;let f=q(d);for(let b of[...l.keys()])f.some(x=>x.id===b)||l.delete(b);let m=f.map(b=>{let x=l.get(b.id)??Yt(b.id,n,e);return l.set(b.id,x),x.draw(b,p,b.id===h),x.element});(m.some((b,x)=>t.children[x]!==b)||t.children.length!==m.length)&&t.replaceChildren(...m),o.replaceChildren(...Jt(d,p))}}}function Yt(n,e,t){let r=c("button",{type:"button",class:"token"}),[i,o]=[c("i",{class:"now"}),c("i",{class:"was"})],[a,s]=[c("td",{class:"value"}),c("td",{class:"value before"})],l=c("tr",{},c("th",{scope:"row"},r),c("td",{class:"bars","aria-hidden":"true"},i,o),a,s);return r.addEventListener("click",()=>e(n),{signal:t}),{element:l,draw(d,p,h){r.textContent=A(d.text),u(r,"title",`${y(d.text)}, id ${n}: click to follow it in a sweep`),u(r,"aria-pressed",String(h)),Ye(i,a,d.now,`now ${g(d.now)}`),Ye(o,s,d.was,`${p} ${g(d.was)}`)}}}function Ye(n,e,t,r){n.style.width=`${Number.isFinite(t)?t*100:0}%`,u(n,"data-unknown",!Number.isFinite(t)),e.textContent=I(t),u(e,"data-unknown",!Number.isFinite(t)),u(e,"title",r),u(e,"data-value",t)}function Jt(n,e){let{divergence:t,now:r,was:i}=Ve(n),o=s=>c("b",{title:String(s),"data-value":s},Zt(s)),a=(...s)=>c("span",{},...s);return[a(`KL(${e} ‖ now) `,o(t)," nats = ",o(t/Math.LN2)," bits"),a("entropy now ",o(r),`, ${e} `,o(i)," nats")]}function Zt(n){return Number.isFinite(n)?Math.abs(n)>=.001||n===0?n.toFixed(3):n.toExponential(1):g(n)}function J(n,e,t,r){let i=c("button",{type:"button",title:e||null},n);return i.addEventListener("click",()=>en(i)&&t(),{signal:r}),i}function S(n,e,t=""){u(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,u(n,"title",(e?"":t)||n.dataset.title||null)}function en(n){return n.getAttribute("aria-disabled")!=="true"}function Ze(n,e,t,r){let i=c("fieldset",{class:"choice"},c("legend",{},n)),o=`choice-${Math.random().toString(36).slice(2)}`,a=e.map(([s,l,d])=>{let p=c("input",{type:"radio",name:o,value:s});p.addEventListener("change",()=>t(s),{signal:r});let h=c("label",{title:d||null},p,c("span",{},l));return i.append(h),{value:s,title:d,radio:p,label:h}});return{element:i,draw(s,l=()=>null){for(let{value:d,title:p,radio:h,label:f}of a){let m=l(d);h.checked=d===s,h.disabled=m!==null&&d!==s,u(f,"title",m??(p||null))}}}}var tn={scale:"×",set:"=",add:"×"},nn=350,Z=class{element;#e;#t=c("input",{type:"range"});#r=c("input",{type:"number",step:"any"});#o=c("span",{class:"name"});#n=c("span",{class:"where"});#s=c("div",{class:"rail"},c("i",{class:"moved"}),this.#t);#i;#a;#d;#c;#l;#u=!1;#m=!1;#p;constructor(e,t,r){this.#l=e,this.#e=t;let i=(a,s)=>{let l=J(a,"",s,r);return l.className="small",l};this.#i=i("",()=>t.how(this.#l.id,this.#l.kind==="set"?"scale":"set")),this.#d=i("Sweep",()=>t.sweep(this.#l.id)),this.#a=i("Reset",()=>this.#v(this.#l.neutral)),this.#c=i("✕",()=>t.remove(this.#l.id)),this.element=c("li",{},c("div",{class:"title"},this.#o,this.#n),this.#s,c("label",{class:"number"},this.#i,this.#r),c("span",{class:"tools"},this.#d,this.#a,this.#c));let o=(a,s,l)=>a.addEventListener(s,l,{signal:r});o(this.#t,"pointerdown",()=>{this.#u=!0}),o(this.#t,"input",()=>this.#g(this.#t.valueAsNumber)),o(this.#t,"change",()=>this.#u?this.#x():this.#h()),o(this.#t,"pointerup",()=>{this.#u=!1}),o(this.#t,"blur",()=>this.#x()),o(this.#t,"dblclick",()=>this.#v(this.#l.neutral)),o(this.#r,"change",()=>this.#y()),r.addEventListener("abort",()=>clearTimeout(this.#p))}focus(){this.#t.focus()}draw(e,t,r){this.#l=e;let{name:i,position:o,kind:a,unit:s,blocked:l,on:d}=e,p=o===null?"all tokens":`at ${o} ${y(t[o]??"")}`,h=e.clean===null?"":` · clean ${v(Number(e.clean.toPrecision(3)))}`;this.#o.textContent=i,this.#n.textContent=`${p}${h}${d?"":" · off"}${l?` · now: ${l}`:""}`,u(this.#n,"title",e.clean===null?null:`without changes ${g(e.clean)}`),u(this.element,"data-off",!d||l!=="");let f=e.part==="neurons"&&"neuron"in e.at;this.#i.textContent=tn[a],this.#i.classList.toggle("fixed",!f),S(this.#i,f),u(this.#i,"aria-label",`${i}: ${s}${f?"; change to the other way":""}`);let m=a==="set"?"Set to this value; click to multiply":"Multiplied; click to set a value";if(u(this.#i,"title",f?m:s),u(this.#r,"aria-label",`${i}: ${s}`),u(this.#d,"aria-pressed",String(r)),u(this.#d,"aria-label",`Sweep ${i}`),u(this.#d,"title","The probability of the chosen token at 21 places of this slider"),u(this.#a,"aria-label",`Reset ${i}`),u(this.#a,"title","Leave it as the model has it (double-click on the slider)"),u(this.#c,"aria-label",`Remove ${i}`),u(this.#c,"title","Remove the slider and its change"),this.#m)return;let b=Xe(e.low,e.high);u(this.#t,"min",e.low),u(this.#t,"max",e.high),u(this.#t,"step",v(b)),this.#b(e.value)}#b(e){let{low:t,high:r,kind:i,clean:o,name:a,unit:s}=this.#l,l=this.#l.neutral??o??0,d=e??l;this.#t.valueAsNumber!==d&&(this.#t.value=String(d)),this.#r.value=e===null?"":v(e),this.#r.placeholder=e===null?"as is":"";let p=x=>(Math.min(r,Math.max(t,x))-t)/(r-t),[h,f]=[p(l),p(d)];this.#s.style.cssText=`--rest:${h};--from:${Math.min(h,f)};--to:${Math.max(h,f)}`;let m=e!==null&&e!==this.#l.neutral;u(this.element,"data-changed",m),S(this.#a,m||this.#l.blocked!=="");let b={scale:`${v(d)} times`,set:v(d),add:`${v(d)} times the vector`};u(this.#t,"aria-label",`${a}: ${s}`),u(this.#t,"aria-valuetext",e===null?"as the model has it":b[i])}#g(e){this.#m=!0,this.#b(e),this.#e.move(this.#l.id,e)}#h(){clearTimeout(this.#p),this.#p=setTimeout(()=>this.#x(),nn)}#x(){clearTimeout(this.#p),this.#u=!1,this.#m&&this.#v(this.#t.valueAsNumber)}#y(){let e=this.#r.valueAsNumber;this.#v(Number.isFinite(e)?e:this.#l.neutral)}#v(e){clearTimeout(this.#p),this.#m=!1,this.#b(e),this.#e.put(this.#l.id,e)}};var ee=class{element;#e=me("tokens",{min:1,max:200,step:1});#t=me("temperature",{min:0,step:.1});#r=me("seed",{min:0,step:1});#o=c("input",{type:"checkbox"});#n=c("button",{type:"button"},"Write");#s=c("span",{class:"old"});#i=c("div",{class:"texts"});constructor(e,t){let{set:r}=e,i=(o,a)=>a.addEventListener("change",()=>a.checkValidity()&&r(o,a.valueAsNumber),{signal:t});i("length",this.#e.input),i("temperature",this.#t.input),i("seed",this.#r.input),this.#o.addEventListener("change",()=>r("automatic",this.#o.checked),{signal:t}),this.#n.addEventListener("click",()=>e.write(),{signal:t}),this.element=c("section",{class:"sample","aria-label":"Text"},c("header",{},c("h3",{},"Text"),this.#n,c("label",{title:"After each change, where it is quick"},this.#o,"after each change"),this.#e.element,this.#t.element,this.#r.element,this.#s),this.#i)}draw(e,t,r){if(this.element.hidden=t.tokens.length===0,fe(this.#e.input,r.length),fe(this.#t.input,r.temperature),fe(this.#r.input,r.seed),this.#r.element.hidden=r.temperature===0,this.#o.checked=r.automatic,e===null){this.#s.textContent="",this.#i.replaceChildren(c("p",{class:"quiet"},"What the model writes with the changes and without them: press Write."));return}let i=[r.length,r.temperature,r.seed],o=e.state!==t.state?"the changes or the prompt are others now":i.some((l,d)=>l!==e.settings[d])?"written with other settings":"",s=r.automatic&&_(t,r.length)>=Y?`: press Write, about ${Math.round(_(t,r.length))} s`:"";this.#s.textContent=o===""?"":`${o}${s}`,u(this.#i,"data-old",o!==""),this.#i.replaceChildren(et("with the changes","now",e.edited,e.clean.texts),et("without","was",e.clean,e.clean.texts))}};function et(n,e,t,r){let i=k(t.probabilities),o=t.texts.findIndex((s,l)=>s!==r[l]),a=t.texts.map((s,l)=>c("span",{class:o>=0&&l>=o?"differs":null,title:`${y(s)}, probability ${g(i[l]??Number.NaN)}`,"data-value":i[l]??null},s.includes(`
`)?A(s):s));return c("figure",{class:e},c("figcaption",{},c("span",{class:`mark ${e}`},n)),c("p",{class:"written"},c("span",{class:"quiet","aria-hidden":"true"},"…"),...a))}function me(n,e){let t=c("input",{type:"number",...e});return{input:t,element:c("label",{},`${n} `,t)}}function fe(n,e){n.getRootNode().activeElement!==n&&(n.value=String(e))}var[te,C,be,ne,tt]=[150,34,10,10,20],rn="http://www.w3.org/2000/svg";function on(n,e){let[t,r,i]=[G(n.values),D(n.ids),k(n.probabilities)],o=Math.max(0,r.indexOf(e??-1)),a=Array.from(t,(s,l)=>i[l*r.length+o]??Number.NaN);return{values:t,chances:a,text:n.texts[o]??"",id:r[o]??-1}}var re=class{element;#e=c("h3",{});#t=c("div",{class:"chart",role:"slider",tabindex:0});#r=c("output",{class:"quiet"});#o=null;#n=null;#s=0;#i=400;constructor(e,t,r){let i=c("button",{type:"button",class:"small","aria-label":"Close the sweep"},"✕"),o=c("header",{},this.#e,i);this.element=c("section",{class:"sweep","aria-label":"Sweep"},o,this.#t,this.#r);let a=(l,d)=>this.#t.addEventListener(l,d,{signal:r}),s=()=>{let l=this.#o?.values[this.#s];this.#n&&l!==void 0&&e(this.#n.id,Number(v(l)))};i.addEventListener("click",t,{signal:r}),a("pointermove",l=>this.#a(this.#l(l))),a("click",l=>{this.#a(this.#l(l)),s()}),a("keydown",l=>{let d=(this.#o?.values.length??1)-1,h={ArrowLeft:this.#s-1,ArrowDown:this.#s-1,ArrowRight:this.#s+1,ArrowUp:this.#s+1,Home:0,End:d}[l.key];if(E(l,"Enter"," "))s();else if(h!==void 0&&E(l,l.key))this.#a(Math.max(0,Math.min(d,h)));else return;l.preventDefault(),l.stopPropagation()})}draw(e,t,r){if(this.element.hidden=e===null||t===void 0,e===null||t===void 0)return;let i=on(e,r);(this.#o===null||this.#n?.id!==t.id)&&(this.#s=i.values.length>>1),this.#o=i,this.#n=t,this.#i=this.#t.clientWidth||400,this.#e.replaceChildren("P(",c("code",{},A(i.text)),`) by ${t.name}`),u(this.#t,"aria-label",`Probability of ${y(i.text)} by ${t.name}`),u(this.#t,"aria-valuemin",i.values[0]),u(this.#t,"aria-valuemax",i.values.at(-1)),this.#a(this.#s)}#a(e){let{curve:t,slider:r}={curve:this.#o,slider:this.#n};if(t===null||r===null)return;this.#s=e;let[i,o]=[t.values[e]??Number.NaN,t.chances[e]??Number.NaN],a=`${r.unit} ${v(i)}: ${g(o)}`;u(this.#t,"aria-valuenow",v(i)),u(this.#t,"aria-valuetext",a),this.#r.textContent=`${a} · click or Enter puts the slider there`,this.#t.replaceChildren(this.#d(t,r,e))}#d({values:e,chances:t},r,i){let o=m=>C+this.#c(m)*(this.#i-C-be),a=sn(t),s=m=>ne+(1-m/a)*(te-ne-tt),l=M("svg",{width:this.#i,height:te,"aria-hidden":"true"});for(let m of[0,.5,1]){let b=s(m*a);l.append(M("line",{class:"grid",x1:C,x2:this.#i-be,y1:b,y2:b})),l.append(M("text",{x:C-6,y:b+3.5,"text-anchor":"end"},v(m*a)))}let d=e.length-1;for(let m of[0,d/4,d/2,3*d/4,d]){let b=e[m];if(b===void 0)continue;let x=m===0?"start":m===d?"end":"middle";l.append(M("text",{x:o(b),y:te-5,"text-anchor":x},v(b)))}let p=r.neutral??r.clean,h=(m,b)=>{m===null||this.#c(m)<0||this.#c(m)>1||l.append(M("line",{class:b,x1:o(m),x2:o(m),y1:ne,y2:te-tt}))};h(p,"rest"),r.value!==null&&r.value!==r.neutral&&h(r.value,"now"),l.append(M("path",{class:"line",d:an(t,m=>o(e[m]??0),s)}));let f=t[i]??Number.NaN;if(Number.isFinite(f)){l.append(M("circle",{class:"point",cx:o(e[i]??0),cy:s(f),r:4}));let m=o(e[i]??0),b=m>this.#i-70?"end":"start",x=b==="end"?-8:8,oe=s(f)<ne+14?s(f)+15:s(f)-6;l.append(M("text",{class:"said",x:m+x,y:oe,"text-anchor":b},I(f)))}return l}#c(e){let[t,r]=[this.#o?.values[0]??0,this.#o?.values.at(-1)??1];return(e-t)/(r-t)}#l(e){let t=this.#t.getBoundingClientRect(),r=(e.clientX-t.left-C)/(this.#i-C-be),i=(this.#o?.values.length??1)-1;return Math.round(Math.max(0,Math.min(1,r))*i)}};function sn(n){let e=n.reduce((i,o)=>o>i?o:i,0);if(e===0)return 1;let t=10**Math.floor(Math.log10(e)),r=[1,2,5,10].find(i=>i*t>=e*(1-1e-6))??10;return Math.min(1,r*t)}function an(n,e,t){let r="M";return n.map((i,o)=>{if(!Number.isFinite(i))return r="M","";let a=`${r}${e(o).toFixed(1)} ${t(i).toFixed(1)}`;return r="L",a}).join("")}function M(n,e,t=""){let r=document.createElementNS(rn,n);for(let[i,o]of Object.entries(e))r.setAttribute(i,String(o));return t!==""&&r.append(t),r}var ln=[["clean","clean","Compare with the prediction without changes"],["other","other prompt","Compare with the prediction of the other prompt"]];function nt(n,e){let t=c("span",{class:"size"}),r=(p,h,f)=>J(p,f,h,e),i=r("Undo",()=>n.travel("undo"),"Take back the last step (Ctrl+Z)"),o=r("Redo",()=>n.travel("redo"),"Make it again (Ctrl+Shift+Z)"),a=r("Reset all",()=>n.reset(),"Put every slider back, in one step"),s=r("Copy as code",()=>n.copy(),"Copy Python that makes this view"),l=Ze("Compare with",ln,n.against,e),d=c("div",{class:"buttons"},l.element,i,o,a,s);return{element:c("header",{class:"toolbar"},c("h2",{},"Steering"),t,d),draw(p,h){let{sliders:f,others:m,can:b}=p,x=m>0?` · ${P(m,"other change")} in force`:"";t.textContent=`${P(f.length,"slider")}${x}`;let oe=f.some(({value:se,neutral:it})=>se!==it);S(i,b.undo),S(o,b.redo),S(a,oe),S(s,p.tokens.length>0);let rt=p.compared?null:"There is no other prompt";l.draw(h,se=>se==="other"?rt:null)}}}var ie=class{element;#e;#t;#r;#o;#n=new Map;#s=c("ul",{class:"sliders","aria-label":"Sliders"});#i=c("p",{class:"quiet none"});#a;#d;#c;#l;#u;#m;#p=!1;constructor(e,t,r){this.#e=e,this.#t=r,this.#m=de(t),this.#r=new j(e,r),this.#o=new X(s=>this.#r.ask("preview",s));let i=(s,l={})=>{this.#h(s,l)};this.#a=nt({travel:s=>i(s),reset:()=>i("reset all"),copy:()=>{this.#E()},against:s=>this.#f("against",s)},r),this.#d=Je(s=>this.#f("token",this.#L()===s?null:s),r),this.#c=new re((s,l)=>i("put",{slider:s,value:l}),()=>this.#f("_sweep",{}),r),this.#l=new ee({write:()=>{this.#y()},set:(s,l)=>this.#f(s,l)},r),this.#u=new Q({head:(s,l,d)=>{this.#x("add head",{layer:s,head:l,position:d})},neuron:(s,l,d)=>{this.#x("add neuron",{layer:s,neuron:l,position:d})},remove:s=>i("remove",{slider:s}),look:s=>{this.#r.ask("neurons",{layer:s})},travel:s=>i(s)},r),this.element=this.#b(),this.element.addEventListener("keydown",s=>this.#k(s),{signal:r}),this.#w();let o=(s,l)=>{for(let d of s)w(e,`change:${d}`,()=>this.#S(l),r)};o(["_screen"],()=>{this.#w(),this.#r.announce(this.#R())}),o(["_live"],()=>this.#T()),o(["_sweep","token"],()=>{this.#M(),this.#T()}),o(["_sample","length","temperature","seed","automatic"],()=>this.#N()),o(["_heads","_neurons"],()=>this.#$()),o(["against"],()=>this.#C()),o(["busy"],()=>u(this.element,"data-busy",e.get("busy")));let a=()=>{this.#m=de(t),this.#w()};Ge(t,this.element,a,r)}#b(){let e=c("section",{class:"left","aria-label":"Sliders"},this.#s,this.#i),t=c("div",{class:"right"},this.#d.element,this.#c.element);return c("section",{class:"steering","aria-label":"Steering"},this.#a.element,this.#r.messages,c("div",{class:"body"},e,t,this.#u.element),this.#l.element,this.#r.status)}#g={move:(e,t)=>this.#o.move({slider:e,value:t}),put:(e,t)=>{this.#o.settle(),this.#h("put",{slider:e,value:t})},remove:e=>{this.#h("remove",{slider:e})},sweep:e=>{let t=this.#e.get("_sweep");"slider"in t&&t.slider===e?this.#f("_sweep",{}):this.#r.ask("sweep",{slider:e})},how:(e,t)=>{this.#h("how",{slider:e,how:t})}};async#h(e,t){let r=await this.#r.ask(e,t);r||this.#M();let{automatic:i,length:o}=this.#A();return r&&i&&_(this.#e.get("_screen"),o)<Y&&await this.#y(!0),r}async#x(e,t){if(!await this.#r.ask(e,t))return;let r=e==="add head"?"head":"neuron",i=this.#e.get("_screen").sliders.find(({at:o,layer:a,position:s})=>a===t.layer&&o[r]===t[r]&&s===t.position);i&&this.#n.get(i.id)?.focus()}async#y(e=!1){if(!this.#p){this.#p=!0;try{for(let t=0;t<3;t++){let{state:r}=this.#e.get("_screen"),i=this.#e.get("_sample");if(e&&"state"in i&&i.state===r&&!this.#v(i))return;let o=await this.#r.ask("write");if(this.#e.get("_screen").state===r||!o&&!e)return}}finally{this.#p=!1}}}#v(e){let{length:t,temperature:r,seed:i}=this.#A();return[t,r,i].some((o,a)=>o!==e.settings[a])}async#E(){if(!await this.#r.ask("code"))return;let e=await _e(this.#e.get("_code"));this.#r.notice(e?"Copied Python that makes this view.":"The browser refused; see view.code.")}#k(e){let t=R(e);t===null||B(e.composedPath()[0]??void 0)||(e.preventDefault(),this.#h(t,{}))}#f(e,t){this.#e.set(e,t),this.#e.save_changes()}#S(e){try{e()}catch(t){this.#r.fail(t)}}#w(){this.#C(),this.#M(),this.#T(),this.#N(),this.#$()}#C(){let e=this.#e.get("_screen");this.#a.draw(e,this.#e.get("against"))}#M(){let{sliders:e,tokens:t}=this.#e.get("_screen"),r=this.#e.get("_sweep"),i=new Set(e.map(({id:s})=>s));for(let s of[...this.#n.keys()])i.has(s)||this.#n.delete(s);let o=e.map(s=>{let l=this.#n.get(s.id)??new Z(s,this.#g,this.#t);return this.#n.set(s.id,l),l.draw(s,t,"slider"in r&&r.slider===s.id),l.element});o.length===this.#s.children.length&&o.every((s,l)=>this.#s.children[l]===s)||this.#s.replaceChildren(...o),this.#s.hidden=e.length===0,this.#i.hidden=e.length>0,this.#i.textContent=t.length===0?"There is no prompt yet: set workspace.prompt.":"No sliders yet: click a head or a neuron below, or call view.add_vector(…) for a direction."}#T(){let e=this.#e.get("_screen"),t=Qe(e,this.#e.get("_live")),r=this.#e.get("against")==="other"?"other prompt":"clean";this.#d.draw(t,r,this.#L());let i=this.#e.get("_sweep"),o="slider"in i?i:null,a=e.sliders.find(({id:s})=>s===o?.slider);this.#c.draw(o,a,this.#L())}#N(){let e=this.#e.get("_sample");this.#l.draw("state"in e?e:null,this.#e.get("_screen"),this.#A())}#$(){let{sliders:e,tokens:t}=this.#e.get("_screen"),[r,i]=[this.#e.get("_heads"),this.#e.get("_neurons")];this.#u.draw(r,i,e,t,this.#m)}#A(){let e=this.#e.get.bind(this.#e);return{length:e("length"),temperature:e("temperature"),seed:e("seed"),automatic:e("automatic")}}#L(){let e=this.#e.get("token"),{next:t}=this.#e.get("_screen");return e!==null||t===null?e:q(t).reduce((r,i)=>i.was>r.was?i:r).id}#R(){let{next:e,sliders:t}=this.#e.get("_screen");if(e===null)return"No prompt.";let r=q(e).reduce((i,o)=>o.now>i.now?o:i);return`${P(t.length,"slider")}. Next token ${y(r.text)}, probability ${r.now.toFixed(4)}.`}};var fi=He([qe,Ke,Pe],(n,e,t)=>new ie(n,t,e));export{fi as default};

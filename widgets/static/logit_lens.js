var me=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function s(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))g(r,o,i);return r.append(...n),r}function g(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function fe(t,e,n){try{e()}catch(r){t.append(B(q(r),n))}}function q(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function B({message:t,details:e},n){let r=s("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=s("div",{},s("p",{},t));e&&o.append(s("details",{},s("summary",{},"Details"),s("pre",{tabindex:0},e)));let i=s("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var xt=["a","c","v","x","y","z"],yt=["text","search","number"];function ge(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&yt.includes(t.type)}function be(t){return t.ctrlKey||t.metaKey?xt.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function xe(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function Q({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return C({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return C({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return C({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return C({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function C({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function N(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function X(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var vt=["Enter"," ","Delete","Backspace"],wt=[{row:0,column:0},{rows:1,columns:1}];function ye(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",kt(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function kt(t,e){return ge(e)?be(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&xe(t)?!0:Q(...wt,t)!==null||N(t,...vt)||X(t)!==null}var ve="http://www.w3.org/1999/xhtml";var Mt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Me(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Lt(t),o=document.createElementNS(ve,"style");o.textContent=Et(e);let i=document.createElementNS(ve,"div");for(let{name:l,value:c}of t.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",Tt(t,o.textContent,n,r)),i.append(o,...St(e));let a={width:n+24,height:r+24};return{...a,svg:Nt(i,a.width,a.height)}}async function Le({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let a=i.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(p=>p===null?d():l(p),"image/png")})}function Lt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Et(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return Mt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Tt(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${Ct(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function Ct(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function St(t){return[...t.children].filter(n=>n.tagName!=="STYLE"&&!we(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];ke(n,r),[...n.querySelectorAll("*")].forEach((i,a)=>{let l=o[a];l!==void 0&&ke(i,l)});for(let i of o)we(i)&&i.remove();return r})}function we(t){return t.hasAttribute("data-unexported")}function ke(t,e){t instanceof HTMLCanvasElement?At(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected),(t.scrollTop!==0||t.scrollLeft!==0)&&$t(t,e)}function At(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function $t(t,e){let[n,r]=[t.scrollLeft,t.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-n}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...t.querySelectorAll("*")].forEach((i,a)=>{let l=getComputedStyle(i),c=o[a];if(l.position!=="sticky"||c===void 0)return;let d=i.parentElement===t,[p,u]=[l.left!=="auto"?n:0,l.top!=="auto"?r:0];c.style.translate=d?`${p-n}px ${u-r}px`:`${p}px ${u}px`,c.style.position="relative"})}function Nt(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Pt(i)}function Pt(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var z=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Ht=8e3;function D(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return E(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new z(l.message,l.details)):c.done())},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((d,p)=>{let u=`${o}-${++i}`;r.set(u,{done:d,fail:p,timer:setTimeout(e,Ht)}),t.send({kind:l,id:u,...c})})}var Ee=new WeakMap;function E(t,e,n,r){t.on(e,n);let o=Ee.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let a=[i];Ee.set(r,a),r.addEventListener("abort",()=>{for(let l of a)l()})}var Rt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Te(t,e,n,r){let o=d=>async()=>{try{await d()}catch(p){n(B(q(p),r))}},a=qt(t,()=>n(s("p",{class:"notice",role:"status"},Rt)),r),l=d=>`${Bt(e)}.${d}`,c=()=>Me(e);return zt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>Z(await Le(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>Z(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(a)}],r)}function qt(t,e,n){let r=D(t,e,n),o=new Set;return E(t,"msg:custom",(a,l)=>{let[c]=l??[];if(a?.kind!=="page"||c===void 0||!o.delete(a.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);Z(new Blob([d],{type:"text/html"}),a.name??"view.html")},n),async()=>{let a=Math.random().toString(36).slice(2);o.add(a),await r("page",{ticket:a})}}function Z(t,e){let n=URL.createObjectURL(t);s("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Bt(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function zt(t,e){let n=s("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:c,title:d})=>s("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=s("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=s("div",{class:"save-menu","data-unexported":!0},n,o),a=c=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),c&&n.focus())};return n.addEventListener("click",()=>o.hidden?a(0):l(!0),{signal:e}),r.forEach((c,d)=>{let p=()=>{l(!0),t[d]?.act()};c.addEventListener("click",p,{signal:e})}),i.addEventListener("keydown",c=>Ot(c,r,o.hidden,a,l),{signal:e}),i.addEventListener("focusout",c=>Kt(c,i,l),{signal:e}),i}function Ot(t,e,n,r,o){let i=e.length-1,a=e.indexOf(t.target),l=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:a===i?0:a+1,ArrowUp:a<=0?i:a-1,Home:0,End:i}[t.key];l!==void 0&&N(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(l)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function Kt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}function Ce(t,e){let n=s("progress",{max:1,value:0,"aria-label":"Progress"}),r=s("span",{class:"quiet"}),o=s("button",{type:"button"},"Cancel"),i=s("div",{class:"progress",role:"group",hidden:!0},n,r,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:l=0,total:c=0,text:d=""}=t.get("_progress")??{};i.hidden=c===0,n.value=c>0?l/c:0,r.textContent=d};return E(t,"change:_progress",a,e),a(),i}function _t(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function Se(t,e){let n=()=>{t.style.colorScheme=_t(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Ae(t,e){function n({model:r,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let l=s("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(s("style",{},me,...t),Ce(r,a.signal)),o.append(l),Se(l,a.signal),ye(l,a.signal),fe(c,()=>c.append(e(r,a.signal,l).element),a.signal);let d=c.lastElementChild;return c.append(Te(r,l,p=>d?.before(p),a.signal)),()=>a.abort()}return{render:n}}var $e=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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
`;var Ne=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var Pe=`/* Pinned tokens: eight colours that can be told apart, each with a marker of its own; lines, and exact numbers. */

.trajectories {
  --pin-0: light-dark(#0072b2, #56b4e9);
  --pin-1: light-dark(#c24e00, #ff9d5c);
  --pin-2: light-dark(#007a5e, #2fd0a5);
  --pin-3: light-dark(#a8437f, #e79ac6);
  --pin-4: light-dark(#7a6200, #f0e442);
  --pin-5: light-dark(#5b4bb3, #b3a8ff);
  --pin-6: light-dark(#4d5663, #c5ced8);
  --pin-7: light-dark(#8c2d04, #ffc2a1);
  min-width: 0;
  margin-top: 6px;
  padding: 10px 12px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.trajectories header {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
}

.trajectories header input {
  flex: 1 1 200px;
  max-width: 280px;
  margin-left: auto;
}

.quiet {
  margin-top: 4px;
  color: var(--quiet);
  font-size: 12px;
}

.chart[hidden] {
  display: none;
}

.picture {
  overflow: hidden;
  margin: 8px 0 4px;
}

.picture svg {
  display: block;
  cursor: crosshair;
}

.rule {
  stroke: var(--line);
}

.cursor {
  stroke: var(--quiet);
  stroke-dasharray: 2 3;
}

.tick {
  fill: var(--quiet);
  font: 11px var(--sans);
  font-variant-numeric: tabular-nums;
}

.line,
.ghost {
  fill: none;
  stroke-width: 2;
  stroke-linejoin: round;
}

.ghost {
  opacity: 0.75;
  stroke-width: 1.4;
  stroke-dasharray: 5 4;
}

.point {
  font-size: 10px;
  text-anchor: middle;
}

.point.here {
  font-size: 14px;
}

.pins {
  width: 100%;
  border-collapse: collapse;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.pins thead th {
  color: var(--quiet);
  font-size: 11px;
  font-weight: 400;
  text-align: right;
}

.pins thead th:first-child,
.pins tbody th {
  padding: 1px 0;
  text-align: left;
}

.pins td {
  padding: 1px 0 1px 12px;
  text-align: right;
  white-space: nowrap;
}

.pins td:last-child {
  width: 34px;
}

.pins th button {
  display: inline-flex;
  gap: 6px;
  align-items: baseline;
  padding: 1px 8px 1px 5px;
  border-color: transparent;
  background: none;
  font-weight: 400;
}

.pins th button[aria-pressed="true"] {
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 12%, var(--paper));
  color: var(--text);
}

.pins i {
  font-size: 11px;
  font-style: normal;
}

.pins .remove {
  padding: 0 7px;
  border-color: transparent;
  background: none;
  color: var(--quiet);
}
`;var He=`/* Beside the grid: bars for the next token, and one cell in full. */

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

.guesses button {
  display: block;
  width: 100%;
  padding: 0;
  border: 0;
  background: none;
  text-align: left;
}

.guesses button:hover {
  text-decoration: underline;
}

.guessed {
  overflow: auto;
  max-height: 420px;
  scrollbar-width: thin;
}

.fetch {
  margin-top: 8px;
  padding: 2px 9px;
  font-size: 12px;
}

.measured {
  flex-basis: 100%;
  color: var(--text);
  font-variant-numeric: tabular-nums;
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
`;async function Re(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Ft(t)}}function Ft(t){let e=document.activeElement,n=s("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}var Ut=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Wt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Oe(){return Array.from({length:256},(t,e)=>{let n=e/255,r=I(n,"light"),o=I(n,"dark");return{background:`light-dark(${G(r)}, ${G(o)})`,ink:`light-dark(${G(qe(r,n,"light"))}, ${G(qe(o,n,"dark"))})`}})}function Ke(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function I(t,e){let n=e==="light"?Ut:Wt,r=t*(n.length-1),o=Math.min(Math.floor(r),n.length-2),i=ze(te(n[o]??"#000000")),a=ze(te(n[o+1]??"#000000"));return Vt(_e(i,a,r-o))}function qe(t,e,n){let r=[0,0,0],o=[1,1,1],i=Y(t,r)>=Y(t,o)?r:o,a=te(n==="light"?"#5b6675":"#97a5b5"),l=_e(a,i,Math.min(1,e/.22));return Y(t,l)>=4.5?l:i}function Y(t,e){let[n,r]=[Be(t),Be(e)].sort((o,i)=>o-i);return(r+.05)/(n+.05)}function Be([t,e,n]){return .2126*P(t)+.7152*P(e)+.0722*P(n)}function P(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function ee(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function _e(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function ze([t,e,n]){let[r,o,i]=[P(t),P(e),P(n)],a=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*a+.793617785*l-.0040720468*c,1.9779984951*a-2.428592205*l+.4505937099*c,.0259040371*a+.7827717662*l-.808675766*c]}function Vt([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,o=(t-.1055613458*e-.0638541728*n)**3,i=(t-.0894841775*e-1.291485548*n)**3;return[ee(4.0767416621*r-3.3077115913*o+.2309699292*i),ee(-1.2684380046*r+2.6097574011*o-.3413193965*i),ee(-.0041960863*r-.7034186147*o+1.707614701*i)]}function te(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function G(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var De=256,Jt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Ie(t,e,n,r){let o=new MutationObserver(n);if(o.observe(t,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>o.disconnect()),typeof ResizeObserver>"u")return;let i=0,a=new ResizeObserver(()=>{e.clientWidth!==i&&(i=e.clientWidth,n())});a.observe(e),r.addEventListener("abort",()=>a.disconnect())}function ne(t){let e=Array.from({length:De},(n,r)=>r/(De-1));return{sequential:e.map(n=>Qt(I(n,t))),diverging:e.map(n=>Xt(Jt[t],n)),hole:t==="light"?[120,0,230]:[150,60,255]}}function re([t,e,n]){let r=[t,e,n].map(i=>(i/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function oe([t,e,n],r=1){return`rgb(${t} ${e} ${n} / ${r})`}function Qt(t){return t.map(e=>Math.round(e*255))}function Xt(t,e){let n=e*(t.length-1),r=Math.min(Math.floor(n),t.length-2),[o,i]=[Ge(t[r]??"#000000"),Ge(t[r+1]??"#000000")];return o.map((a,l)=>Math.round(a+((i[l]??0)-a)*(n-r)))}function Ge(t){let e=Number.parseInt(t.slice(1),16);return[e>>16,e>>8&255,e&255]}var Zt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",j=class{messages=s("div",{class:"messages"});status=s("p",{class:"status",role:"status"});#e;#o;#n;constructor(e,n){this.#e=e,this.#n=n,this.#o=D(e,()=>this.notice(Zt),n),E(e,"change:_error",()=>this.#t(),n),this.#t()}async ask(e,n={}){try{return await this.#o(e,n),this.#t(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:n,details:r}=q(e);this.#a({message:n,details:e instanceof z?e.details:r})}notice(e){this.messages.replaceChildren(s("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#t(){let{message:e,details:n}=this.#e.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#a(e){this.messages.replaceChildren(B(e,this.#n))}};function v(t){if(!Number.isFinite(t))return Fe(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return je(n)}return je(Number(t.toPrecision(9)))}function je(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function k(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):Fe(t)}function Fe(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function A(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var Yt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function ie(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),en).join("")}}function y(t){let{spaces:e,text:n}=ie(t);return"·".repeat(e)+n}function b(t){return JSON.stringify(t)}function en(t){let e=Yt.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}function Ve(){let t=s("p",{class:"key"}),e=s("tbody",{}),n=s("h3",{},"Next token"),r=s("table",{class:"bars"},e),o=s("div",{class:"window",tabindex:0,role:"region","aria-label":"Bars"},r),i=s("section",{class:"next","aria-label":"Next token"},n,t,o),a=new Map;return{element:i,draw(l){g(i,"data-patched",l.patched),t.replaceChildren(...l.patched?[Ue("clean",l.names.clean),Ue("now",l.names.now)]:[]);let c=l.next(),d=new Set(c.map(({token:p})=>p.id));for(let[p,u]of a)d.has(p)||tn(a,p,u);for(let[p,u]of c.entries()){let h=a.get(u.token.id)??nn(u);a.set(u.token.id,h),e.children[p]!==h&&e.insertBefore(h,e.children[p]??null),rn(h,u)}}}}function tn(t,e,n){t.delete(e),n.remove()}function Ue(t,e){return s("span",{class:`mark ${t}`},e)}function nn({token:t}){let e=s("th",{scope:"row",title:`${b(t.text)}, id ${t.id}`});e.append(s("code",{},y(t.text)));let n=s("td",{class:"pair","aria-hidden":"true"});return n.append(s("i",{class:"clean"}),s("i",{class:"now"})),s("tr",{},e,n,s("td",{class:"values"}))}function rn(t,{probability:e,clean:n}){let[r,o]=t.querySelectorAll("i");o!==void 0&&(o.style.width=We(e)),r!==void 0&&(r.style.width=We(n??0));let i=s("span",{title:v(e),class:"now"},k(e)),a=t.querySelector(".values");n===null?a?.replaceChildren(i):a?.replaceChildren(s("span",{title:v(n),class:"clean"},k(n))," ",i)}function We(t){return`${(Number.isNaN(t)?0:t)*100}%`}function w(t){let e=Je(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function S(t){let e=Je(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Je(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}function Qe(t,e){let n=s("h3",{}),r=s("p",{class:"note"}),o=s("tbody",{}),i=s("tr",{}),a=s("table",{class:"guesses"},s("thead",{},i),o),l=s("button",{type:"button",class:"fetch"},"50 likeliest"),c=s("div",{class:"guessed"},a),d=s("section",{class:"details","aria-label":"Cell under the pointer"},n,r,c,l);return l.addEventListener("click",()=>t.more(),{signal:e}),o.addEventListener("click",p=>{let u=p.target instanceof Element?p.target.closest("button"):null;u!==null&&t.pin(Number(u.dataset.token))},{signal:e}),{element:d,draw(p,u,h,m){let f=d.getRootNode(),x=o.contains(f.activeElement??null)?[...o.querySelectorAll("button")].indexOf(f.activeElement):-1;n.replaceChildren(...sn(p,u)),r.replaceChildren(...an(p,u,h));let{clean:M}=p.names,L=p.patched?["token","probability",M,"id"]:["token","probability","id"];i.replaceChildren(...L.map(_=>s("th",{scope:"col"},_))),o.replaceChildren(...(m===null?p.guesses(u):on(m)).map(ln)),l.hidden=m!==null,c.tabIndex=m===null?-1:0,x>=0&&o.querySelectorAll("button")[x]?.focus()}}}function on({strings:t,ids:e,probabilities:n,clean:r}){let[o,i,a]=[S(e),w(n),r&&w(r)];return t.map((l,c)=>({token:{place:c,id:o[c]??-1,text:l},probability:i[c]??Number.NaN,clean:a===null?null:a[c]??Number.NaN}))}function sn(t,{row:e,column:n}){let r=t.screen.tokens[n]??"";return[`${t.layerName(e)} `,s("span",{class:"at"},`position ${n}`),s("code",{title:b(r)},y(r))]}function an(t,e,n){let r=t.edit(e),o=[];if((t.difference||!n.name.startsWith("probability of the likeliest"))&&o.push(s("span",{class:"measured"},`${n.name}: ${n.inWords(n.of(e))}`)),r!==void 0&&o.push(s("b",{class:"edited"},`patched: ${r.kind}`)),!t.patched)return o;if(!t.changed(e))return[...o,s("span",{},`as in the ${t.names.clean} run`)];let{token:i,probability:a}=t.cleanTop(e),l=s("span",{class:"was"},`${t.names.clean} `,s("code",{},y(i.text)),` ${k(a)}`),c=s("span",{title:"total variation distance between the two distributions, 0 to 1"});return c.append(`moved ${k(t.distance(e))}`),[...o,l,c]}function ln({token:t,probability:e,clean:n}){let r=Number.isNaN(e)?0:e,o=s("button",{type:"button","data-token":t.id,title:`Pin ${b(t.text)}`});o.append(s("code",{},y(t.text)));let i=s("th",{scope:"row",style:`--share:${r}`},o),a=[s("td",{class:"exact"},v(e))];return n!==null&&a.push(s("td",{class:"exact clean"},v(n))),s("tr",{title:b(t.text)},i,...a,s("td",{class:"id"},String(t.id)))}function Ze(t){let{tokens:e,other_tokens:n}=t.screen,o=[Xe(n===null?"layer":"prompt",e,(i,a)=>cn(i,a,String(a)))];if(n!==null){let i=e.map((a,l)=>n[l]);o.unshift(Xe("other",i,(a,l)=>dn(a,e[l]??"",l)))}return o}function Ye(t){let{rows:e,columns:n}=t.size,r=Math.max(...t.screen.tokens.map(o=>y(o).length));for(let o=0;o<e*n&&r<9;o++){let i={row:Math.floor(o/n),column:o%n};r=Math.max(r,y(t.top(i).token.text).length)}return Math.max(5,Math.min(9,r))}function Xe(t,e,n){let r=s("div",{role:"columnheader",class:"label corner"},t);return s("div",{role:"row",class:"row"},r,...e.map(n))}function cn(t,e,n){let r=`position ${e}: ${b(t)}`,o=s("span",{class:"token"},y(t));return s("div",{role:"columnheader",class:"heading",title:r},s("span",{class:"number","aria-hidden":"true"},n),o)}function dn(t,e,n){if(t===void 0){let i=`the other prompt has no position ${n}`;return s("div",{role:"columnheader",class:"heading other none",title:i,"aria-label":i},"–")}let r=`other prompt, position ${n}: ${b(t)}`;return s("div",{role:"columnheader",class:t===e?"heading other same":"heading other differs",title:r},s("span",{class:"token"},y(t)))}function et(t,e,n){let r=e===t.size.rows-1,o=s("div",{role:"rowheader",class:"label","aria-label":t.layerName(e)});o.append(t.screen.layers[e]??""),r&&o.append(s("span",{class:"out",title:"the model's own output"},"out"));let i=s("div",{role:"row",class:"row"},o);for(let a=0;a<t.size.columns;a++){let l=s("div",{role:"gridcell",class:"cell",tabindex:-1},"");n.push(l),i.append(l)}return i}function tt(t,e,n,r){let{token:o,probability:i}=e.top(n),{spaces:a,text:l}=ie(o.text),c=r.of(n),d=Number.isNaN(i)||!Number.isFinite(c),p=d?"NaN":l;t.textContent!==p&&(t.textContent=p);let u=r.shade(d?0:c),h=e.distance(n),m=Number.isNaN(h)?1:h,f=!e.difference&&e.changed(n),x=`--shade:${u.background};--on:${u.ink};--moved:${f?m:0}`;t.getAttribute("style")!==x&&t.setAttribute("style",x),g(t,"data-lead",a>0&&!d?"·".repeat(a):null),g(t,"data-unknown",d),g(t,"data-edit",e.edit(n)?.kind),g(t,"data-changed",f?pn(e,n):null),g(t,"aria-label",e.describe(n))}function pn(t,e){return t.top(e).token.place===t.cleanTop(e).token.place?"moved":"top"}var F=class{element;#e;#o=s("div",{class:"head",role:"rowgroup"});#n=s("div",{class:"rows",role:"rowgroup"});#t;#a=[];#c={row:0,column:0};#r=null;#l=null;#i="";constructor(e,n,r){this.#e=n,this.#t=s("div",{class:"grid",role:"grid","aria-label":e}),this.#t.append(this.#o,this.#n),this.element=s("div",{class:"scroll"},this.#t),this.#t.addEventListener("pointerover",o=>this.#f(this.cellOf(o.target)),{signal:r}),this.#t.addEventListener("pointerleave",()=>this.#f(null),{signal:r}),this.#t.addEventListener("focusin",o=>this.#b(o),{signal:r}),this.#t.addEventListener("click",o=>this.#s(o),{signal:r}),this.#t.addEventListener("keydown",o=>this.#h(o),{signal:r})}draw(e,n){let r=this.#u(e)||this.#l===null,[o,i]=r?[null,null]:[this.#r,this.#l];this.#r=e,this.#l=n;for(let[a,l]of this.#a.entries()){let c=this.#g(a,e);o!==null&&e.drawsLike(o,c)&&i!==null&&un(i,n,c)||tt(l,e,c,n)}this.#p(this.#c)}select(e){this.#p(e);let n=this.cell(this.#c);n!==void 0&&hn(this.element,n,this.#o)}focus(e){this.cell(e)?.focus({preventScroll:!0})}cell({row:e,column:n}){return this.#a[e*(this.#r?.size.columns??0)+n]}cellOf(e){let n=e instanceof Element?e.closest(".cell"):null,r=n===null?-1:this.#a.indexOf(n);return r<0||this.#r===null?null:this.#g(r,this.#r)}pending(e,n){this.cell(e)?.classList.toggle("pending",n)}#p(e){nt(this.cell(this.#c),!1),this.#c=this.#r===null?e:C(e,this.#r.size),nt(this.cell(this.#c),!0)}#u(e){let{layers:n,tokens:r,other_tokens:o}=e.screen,i=JSON.stringify([n,r,o]);return i===this.#i?!1:(this.#i=i,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(Ye(e))),this.#o.replaceChildren(...Ze(e)),this.#a=[],this.#n.replaceChildren(...n.map((a,l)=>et(e,l,this.#a))),!0)}#f(e){for(let n of this.#t.querySelectorAll(".pointed"))n.classList.remove("pointed");if(e!==null){this.#n.children[e.row]?.firstElementChild?.classList.add("pointed");for(let n of this.#o.children)n.children[e.column+1]?.classList.add("pointed")}this.#e.hover(e)}#b(e){let n=this.cellOf(e.target);n!==null&&this.#e.select(n)}#s(e){let n=this.cellOf(e.target);n!==null&&(this.focus(n),this.#e.activate(n))}#h(e){let n=this.cellOf(e.target);if(n===null||this.#r===null)return;let r=X(e),o=Q(n,this.#r.size,e);if(r!==null)this.#e.travel(r);else if(o!==null)this.focus(o);else if(N(e,"Enter"," "))this.#e.activate(n);else if(N(e,"Delete","Backspace"))this.#e.remove(n);else return;e.preventDefault(),e.stopPropagation()}#g(e,{size:n}){return{row:Math.floor(e/n.columns),column:e%n.columns}}};function un(t,e,n){let[r,o]=[t.of(n),e.of(n)];return Object.is(r,o)&&t.shade(r)===e.shade(o)}function nt(t,e){t!==void 0&&(g(t,"tabindex",e?0:-1),g(t,"aria-selected",e?"true":null))}function hn(t,e,n){let[r,o]=[e.getBoundingClientRect(),t.getBoundingClientRect()],i=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[a,l]=[o.left+i+4,o.top+n.getBoundingClientRect().height+4],[c,d]=[o.left+t.clientWidth-4,o.top+t.clientHeight-4];r.left<a?t.scrollLeft-=a-r.left:r.right>c&&(t.scrollLeft+=r.right-c),r.top<l?t.scrollTop-=l-r.top:r.bottom>d&&(t.scrollTop+=r.bottom-d)}function rt(...t){let e=s("i",{"aria-hidden":"true"}),[n,r,o]=[s("span",{}),s("span",{}),s("span",{})],i=s("span",{class:"item scale"},n,r,e,o);return{element:s("p",{class:"legend"},i,se("edit","patched"),se("top","different first guess","The likeliest token is not the clean run's"),se("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"),...t),draw(l){n.textContent=l.name,r.textContent=l.low,o.textContent=l.high,g(e,"style",`background:${l.gradient}`)}}}function se(t,e,n=""){return s("span",{class:`item ${t}`,title:n||null},s("i",{"aria-hidden":"true"}),e)}var mn={edited:{now:"patched",clean:"clean"},clean:{now:"clean",clean:"clean"},other:{now:"other",clean:"other"},"edited - clean":{now:"now",clean:"clean"},"edited - other":{now:"now",clean:"other"},"clean - other":{now:"clean",clean:"other"}},fn=1e-5,O=class{constructor(e){this.screen=e;let{clean:n,facts:r}=e;this.first=r?.first??-1,this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=S(e.ids),this.#o=w(e.probabilities),this.#n=S(e.vocabulary),this.#a=n&&S(n.ids),this.#t=n&&{tops:w(n.tops),probabilities:w(n.probabilities),distances:w(n.distances)},this.#c=new Map(e.edits.map(o=>[this.#i(this.cellOf(o)),o])),this.#l={now:ot(r?.now),clean:ot(r?.clean)},this.pins=r?Array.from(S(r.pins),o=>this.token(o)):[],this.#r=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#o;#n;#t;#a;#c;#r;#l;pins;first;get patched(){return this.#t!==null}get difference(){return(this.screen.facts?.show??"edited").includes(" - ")}get names(){return mn[this.screen.facts?.show??"edited"]}cellOf({layer:e,position:n}){return{row:e-this.first,column:n}}cells(){let{rows:e,columns:n}=this.size;return Array.from({length:e*n},(r,o)=>({row:Math.floor(o/n),column:o%n}))}entropy(e){let n=r=>r?.entropy[this.#i(e)]??Number.NaN;return{now:n(this.#l.now),clean:n(this.#l.clean??this.#l.now)}}pinned(e,n){let r=Math.min(e,this.pins.length-1)*this.size.rows*this.size.columns+this.#i(n),o=i=>({probability:i?.probabilities[r]??Number.NaN,rank:i?.ranks[r]??Number.NaN});return{now:o(this.#l.now),clean:o(this.#l.clean??this.#l.now)}}top(e){let n=this.#i(e)*this.#r;return{token:this.token(this.#e[n]??0),probability:this.#o[n]??Number.NaN}}cleanTop(e){let n=this.#i(e);return this.#t===null||this.#a===null?this.top(e):{token:this.token(this.#a[n]??0),probability:this.#t.tops[n]??Number.NaN}}guesses(e){let n=this.#i(e)*this.#r;return Array.from({length:this.#r},(r,o)=>({token:this.token(this.#e[n+o]??0),probability:this.#o[n+o]??Number.NaN,clean:this.#t?.probabilities[n+o]??null}))}next(){let{ids:e,probabilities:n,clean:r}=this.screen.next,[o,i]=[w(n),w(r)];return Array.from(S(e),(a,l)=>({token:this.token(a),probability:o[l]??Number.NaN,clean:this.patched?i[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#i(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=fn)}edit(e){return this.#c.get(this.#i(e))}layerName(e){let n=this.screen.layers[e]??"";return n==="embed"?"embed":`layer ${n}`}drawsLike(e,n){let[r,o]=[this.#i(n),e.#i(n)];return this.#n[this.#e[r*this.#r]??0]===e.#n[e.#e[o*e.#r]??0]&&this.#o[r*this.#r]===e.#o[o*e.#r]&&this.distance(n)===e.distance(n)&&this.difference===e.difference&&this.edit(n)?.kind===e.edit(n)?.kind}describe(e){let{token:n,probability:r}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${b(this.screen.tokens[e.column]??"")}`}: ${b(n.text)} ${k(r)}${this.#p(e)}${this.#u(e)}`}summary(){let{rows:e,columns:n}=this.size,r={row:e-1,column:n-1},{token:o,probability:i}=this.top(r),a=`Next token ${b(o.text)} ${k(i)}`;if(!this.patched)return`${a}.`;let l=this.cleanTop(r),c=`was ${b(l.token.text)} ${k(l.probability)}`;return`${a}, ${c}. ${this.changes()} of ${A(e*n,"cell")} changed.`}changes(){let{rows:e,columns:n}=this.size,r=0;for(let o=0;o<e;o++)for(let i=0;i<n;i++)this.changed({row:o,column:i})&&r++;return r}token(e){return{place:e,id:this.#n[e]??-1,text:this.screen.strings[e]??""}}#i({row:e,column:n}){return e*this.size.columns+n}#p(e){if(!this.changed(e))return"";let{token:n,probability:r}=this.cleanTop(e);return`, was ${b(n.text)} ${k(r)}`}#u(e){let n=this.edit(e);return n===void 0?"":`, patched: ${ae(n.kind)}`}};function ot(t){if(!t)return null;let{entropy:e,probabilities:n,ranks:r}=t;return{entropy:w(e),probabilities:w(n),ranks:w(r)}}function ae(t){return t==="zero"?"set to zero":"copied from the other prompt"}function H(t,e,n,r){let o=s("select",{"aria-label":t}),i=e.map(([a,l])=>s("option",{value:a},l));return o.append(...i),o.addEventListener("change",()=>n(o.value),{signal:r}),{element:s("label",{class:"select"},s("span",{},t),o),draw(a,l=()=>null){for(let[c,d]of i.entries()){let[p,u]=e[c],h=l(p);d.disabled=h!==null&&p!==a,d.textContent=h===null?u:`${u} (${h})`}o.value=a}}}var gn=[["resid_post","residual stream"],["resid_mid","stream between attention and MLP"],["attn_out","attention's output"],["mlp_out","MLP's output"]],bn=[["edited","now"],["clean","clean"],["other","other prompt"],["edited - clean","now − clean"],["edited - other","now − other"],["clean - other","clean − other"]],xn=[["top probability","likeliest token"],["entropy","entropy"],["token","pinned token"],["rank","rank of pinned token"]];function it(t,e){let n=H("Rows",gn,t.component,e),r=H("Show",bn,t.show,e),o=H("Colour",xn,t.colour,e);return{element:s("div",{class:"looks"},n.element,r.element,o.element),draw(i,a,l,c){n.draw(a),r.draw(l,d=>yn(i,d)),o.draw(c)}}}function yn({screen:t},e){let{other_tokens:n,tokens:r,facts:o}=t;if(e==="edited - clean"&&!o?.changed)return"no changes";if(!e.includes("other"))return null;if(n===null)return"no other prompt";let i=o?.show!=="other"&&n.length!==r.length;return e.includes(" - ")&&i?"prompts of unequal length":null}var $=Oe(),[vn,wn]=[ne("light").diverging,ne("dark").diverging],st=vn.map((t,e)=>{let n=wn[e]??t,r=(o,i)=>`light-dark(${o}, ${i})`;return{background:r(oe(t),oe(n)),ink:r(re(t),re(n))}}),at=$[0];function lt(t,e,n){let r=t.pins[n]??t.pins[0];return e==="entropy"?t.difference?An(t):En(t):e==="token"&&r!==void 0?t.difference?Cn(t,n):Ln(t,n):e==="rank"&&r!==void 0?t.difference?Sn(t,n):Tn(t,n):t.difference?Mn(t):kn(t)}function kn(t){return le("probability of the likeliest",e=>t.top(e).probability,"0","1")}function Mn(t){return le("total variation distance",e=>t.distance(e),"0","1")}function Ln(t,e){let n=`probability of ${U(t,e)}`;return le(n,r=>t.pinned(e,r).now.probability,"0","1")}function En(t){let e=Math.max(...t.cells().map(r=>de(t.entropy(r).now)),1e-6);return{name:"entropy in nats",of:r=>t.entropy(r).now,shade:r=>K($,r/e),inWords:r=>`${v(r)} nats`,low:"0",high:e.toPrecision(3),gradient:W($)}}function Tn(t,e){let n=Math.max(...t.cells().map(o=>de(t.pinned(e,o).now.rank)),9),r=o=>K($,1-Math.log1p(o)/Math.log1p(n));return{name:`rank of ${U(t,e)}`,of:o=>t.pinned(e,o).now.rank,shade:r,inWords:o=>o===0?"the likeliest":`${A(o,"token")} likelier`,low:`${n}`,high:"0, the likeliest",gradient:W($)}}function Cn(t,e){return ce(t,`change of the probability of ${U(t,e)}`,n=>{let{now:r,clean:o}=t.pinned(e,n);return Math.fround(r.probability-o.probability)})}function Sn(t,e){return ce(t,`ranks gained by ${U(t,e)}`,n=>{let{now:r,clean:o}=t.pinned(e,n);return o.rank-r.rank})}function An(t){return ce(t,"change of the entropy in nats",e=>{let{now:n,clean:r}=t.entropy(e);return Math.fround(n-r)})}function le(t,e,n,r){return{name:t,of:e,shade:i=>K($,i),inWords:v,low:n,high:r,gradient:W($)}}function ce(t,e,n){let r=Math.max(...t.cells().map(o=>de(Math.abs(n(o)))),1e-6);return{name:e,of:n,shade:o=>K(st,.5+o/(2*r)),inWords:$n,low:`−${r.toPrecision(3)}`,high:`+${r.toPrecision(3)}`,gradient:W(st)}}function $n(t){return t>0?`+${v(t)}`:v(t).replace("-","−")}function U(t,e){return b((t.pins[e]??t.pins[0])?.text??"")}function K(t,e){return Number.isNaN(e)?at:t[Ke(e)]??at}function de(t){return Number.isFinite(t)?t:0}function W(t){return`linear-gradient(90deg, ${[0,.125,.25,.375,.5,.625,.75,.875,1].map(n=>K(t,n).background).join(", ")})`}function ct(t,e){let n=s("ul",{class:"patches","aria-label":"Patches",tabindex:-1}),r=null;return n.addEventListener("click",o=>{let i=o.target instanceof Element?o.target.closest("button"):null,a=r?.screen.edits[Number(i?.dataset.index??Number.NaN)];r===null||a===void 0||(i?.dataset.act==="remove"?t.remove(r.cellOf(a)):t.go(r.cellOf(a)))},{signal:e}),{element:n,draw(o){r=o;let{edits:i}=o.screen,a=n.getRootNode(),l=n.contains(a.activeElement??null);i.length===0?n.replaceChildren(s("li",{class:"empty"},"No patches: click a cell.")):n.replaceChildren(...i.map((c,d)=>Nn(o,c,d))),l&&(n.querySelector("button")??n).focus()}}}function Nn(t,e,n){let{row:r,column:o}=t.cellOf(e),i=y(t.screen.tokens[o]??""),a=`${t.layerName(r)}, position ${o} ${i}`,l=s("button",{type:"button","data-index":n,"data-act":"go",title:"Go to this cell"});l.append(s("span",{class:"badge","data-edit":e.kind,"aria-hidden":"true"}),`${t.layerName(r)} · ${o} `,s("code",{},i),s("span",{class:"kind"},e.kind==="zero"?"zero":"copy"));let c=s("button",{type:"button",class:"remove","data-index":n,"data-act":"remove","aria-label":`Remove the patch at ${a} (${ae(e.kind)})`});return c.append("✕"),s("li",{},l,c)}function T(t,e={},...n){let r=document.createElementNS("http://www.w3.org/2000/svg",t);for(let[o,i]of Object.entries(e))i!==null&&r.setAttribute(o,String(i));return r.append(...n),r}var V=190,R=46,pe=10,dt=24,ue=1e-6,pt=["●","■","▲","◆","○","□","△","◇"];function ut(t,e){let n=T("svg",{role:"img",height:V}),r=s("tbody",{}),o=s("tr",{}),i=s("table",{class:"pins"},s("thead",{},o),r),a=s("div",{class:"chart"},s("div",{class:"picture"},n),i),l=()=>{},c=1,d=0,p=u=>{let h=n.getBoundingClientRect(),m=(u.clientX-h.left-R)/Math.max(1,h.width-R-12);return Math.max(0,Math.min(c-1,Math.round(m*(c-1))))};return n.addEventListener("pointermove",u=>l(p(u)),{signal:e}),n.addEventListener("pointerleave",()=>l(d),{signal:e}),n.addEventListener("click",u=>t.row(p(u)),{signal:e}),r.addEventListener("click",u=>{let h=u.target instanceof Element?u.target.closest("button"):null;if(h===null)return;let m=Number(h.dataset.pin);h.dataset.act==="unpin"?t.unpin(m):t.colour(m)},{signal:e}),{element:a,draw(u,h,m,f,x){if(a.hidden=u.pins.length===0,a.hidden)return;c=u.size.rows,d=m;let M=n.parentElement?.clientWidth||560;g(n,"width",M),g(n,"aria-label",`${f} of the pinned tokens by layer at position ${h}`),l=L=>{n.replaceChildren(...Pn(u,h,L,f,M)),o.replaceChildren(...Bn(u,L)),zn(r,u,{row:L,column:h},x)},l(m)}}}function Pn(t,e,n,r,o){let i=t.pins.map((h,m)=>Array.from({length:t.size.rows},(f,x)=>t.pinned(m,{row:x,column:e}))),a=Rn(r,i.flat()),l=(o-R-12)/Math.max(1,t.size.rows-1),c=h=>R+h*l,d=h=>pe+(1-h)*(V-pe-dt),p=[];for(let[h,m]of a.ticks){let f=d(a.at(h));p.push(T("line",{class:"rule",x1:R,x2:o-12,y1:f,y2:f})),p.push(T("text",{class:"tick",x:R-7,y:f+4,"text-anchor":"end"},m))}let u=Math.ceil(26/l);for(let[h,m]of t.screen.layers.entries())h%u===0&&p.push(T("text",{class:"tick",x:c(h),y:V-6,"text-anchor":"middle"},m));p.push(T("line",{class:"cursor",x1:c(n),x2:c(n),y1:pe,y2:V-dt}));for(let[h,m]of i.entries()){let f=M=>Hn(m,L=>a.at(a.of(L[M])),c,d),x=`stroke:var(--pin-${h%8})`;t.patched&&p.push(T("path",{class:"ghost",d:f("clean"),style:x})),p.push(T("path",{class:"line",d:f("now"),style:x}));for(let[M,L]of m.entries()){let _=a.at(a.of(L.now));if(!Number.isFinite(_))continue;let gt={class:M===n?"point here":"point",x:c(M),y:d(_)+3.5};p.push(T("text",{...gt,style:`fill:var(--pin-${h%8})`},pt[h%8]??"●"))}}return p}function Hn(t,e,n,r){let o="M";return t.map((a,l)=>{let c=e(a);if(!Number.isFinite(c))return o="M","";let d=`${o}${n(l).toFixed(1)} ${r(c).toFixed(1)}`;return o="L",d}).join("")}function Rn(t,e){if(t==="rank")return qn(e);if(t==="log probability"){let o=a=>1-Math.log10(Math.max(a,ue))/Math.log10(ue),i=[1,.01,1e-4].map(a=>[a,String(a)]);return{of:({probability:a})=>a,at:o,ticks:[...i,[ue,"≤ 10⁻⁶"]]}}let n=Math.max(...e.flatMap(({now:o,clean:i})=>[o.probability,i.probability]).map(ht)),r=[.01,.02,.05,.1,.2,.5,1].find(o=>n<=o)??1;return{of:({probability:o})=>o,at:o=>o/r,ticks:[0,r/2,r].map(o=>[o,String(o)])}}function qn(t){let e=Math.max(9,...t.flatMap(({now:r,clean:o})=>[r.rank,o.rank]).map(ht)),n=[0,9,99,999,9999,99999].filter(r=>r<=e);return{of:({rank:r})=>r,at:r=>1-Math.log1p(r)/Math.log1p(e),ticks:n.map(r=>[r,String(r)])}}function ht(t){return Number.isFinite(t)?t:0}function Bn(t,e){let{now:n,clean:r}=t.names;return(t.patched?[t.layerName(e),n,r,"rank",`rank, ${r}`,""]:[t.layerName(e),"probability","rank",""]).map(i=>i===""?s("td",{}):s("th",{scope:"col"},i))}function zn(t,e,n,r){let o=t.getRootNode(),i=t.contains(o.activeElement??null),a=e.pins.map((d,p)=>On(e,d,p,n,r===p)),c=[...t.querySelectorAll("button")].indexOf(o.activeElement);t.replaceChildren(...a),i&&t.querySelectorAll("button")[Math.min(c,2*a.length-1)]?.focus()}function On(t,e,n,r,o){let{now:i,clean:a}=t.pinned(n,r),l=s("i",{"aria-hidden":"true",style:`color:var(--pin-${n%8})`},pt[n%8]??"●"),c=s("button",{type:"button","data-pin":n,"aria-pressed":String(o),title:`${b(e.text)}, id ${e.id}: colour the cells by it`});c.append(l,s("code",{},y(e.text)));let d=s("button",{type:"button",class:"remove","data-pin":n,"data-act":"unpin","aria-label":`Unpin ${b(e.text)}`});d.append("✕");let p=(h,m="exact")=>s("td",{class:m},v(h)),u=t.patched?[p(i.probability),p(a.probability,"exact clean"),p(i.rank),p(a.rank,"exact clean")]:[p(i.probability),p(i.rank)];return s("tr",{},s("th",{scope:"row"},c),...u,s("td",{},d))}var Kn=[["probability","probability"],["log probability","probability, log"],["rank","rank"]];function mt(t,e){let n=s("span",{class:"at"}),r=s("input",{type:"text",spellcheck:"false",autocomplete:"off","aria-label":"Pin a token",placeholder:"pin a token, as “ Paris”, then Enter"});r.addEventListener("keydown",async d=>{d.key!=="Enter"||d.isComposing||d.shiftKey||r.value===""||(d.preventDefault(),await t.pin(r.value)&&(r.value=""))},{signal:e});let o=H("Axis",Kn,t.chart,e),i=ut(t,e),a=s("p",{class:"quiet"},"Pin a token, here or in the list of a cell, to follow it from layer to layer."),l=s("header",{},s("h3",{},"Pinned tokens ",n),r,o.element);return{element:s("section",{class:"trajectories","aria-label":"Pinned tokens"},l,a,i.element),draw(d,p,u,h,m){a.hidden=d.pins.length>0,o.element.hidden=d.pins.length===0,n.textContent=d.pins.length>0?`position ${p} ${y(d.screen.tokens[p]??"")}`:"",o.draw(h),i.draw(d,p,u,h,m)}}}var _n=[["copy","copy from other","A click copies the same cell from the other prompt"],["zero","zero","A click sets the cell to zero"],["inspect","just look","A click only selects the cell"]];function ft(t,e){let n=s("span",{class:"size"}),r=s("fieldset",{class:"modes"},s("legend",{},"Click to")),o=(u,h,m)=>{let f=s("button",{type:"button",title:m},u);return f.addEventListener("click",()=>Dn(f)&&h(),{signal:e}),f},i=o("Undo",t.undo,"Take back the last change (Ctrl+Z in the grid)"),a=o("Redo",t.redo,"Make it again (Ctrl+Shift+Z in the grid)"),l=o("Clear",t.clear,"Remove all patches"),c=o("Copy as code",t.copyCode,"Copy Python that gives the same values"),d=s("header",{class:"toolbar"},s("h2",{},"Logit lens"),n,r);d.append(s("span",{class:"buttons"},i,a,l,c));let p=`mode-${Math.random().toString(36).slice(2)}`;for(let[u,h,m]of _n){let f=s("input",{type:"radio",name:p,value:u});f.addEventListener("change",()=>t.mode(u),{signal:e}),r.append(s("label",{title:m},f,s("span",{},h)))}return{element:d,draw(u,h){let{rows:m,columns:f}=u.size;n.textContent=`${A(m+u.first,"layer")} × ${A(f,"token")}`,he(i,u.screen.can_undo??!1),he(a,u.screen.can_redo??!1),he(l,u.screen.facts?.changed??u.patched);for(let x of r.querySelectorAll("input"))x.checked=x.value===h,x.disabled=x.value==="copy"&&u.screen.other_tokens===null,x.disabled&&x.parentElement?.setAttribute("title","There is no other prompt to copy from")}}}function he(t,e){t.setAttribute("aria-disabled",String(!e))}function Dn(t){return t.getAttribute("aria-disabled")!=="true"}var J=class{element;#e;#o;#n;#t;#a;#c;#r=Ve();#l=rt();#i;#p;#u;#f=s("pre",{tabindex:0,"aria-label":"Python"});#b=s("details",{class:"code"},s("summary",{},"Python"),this.#f);#s;#h;#g=null;constructor(e,n,r){this.#e=e,this.#o=n,this.#n=new j(e,n),this.#s=new O(e.get("_screen")),this.#h=this.#S(),this.#t=this.#N(),this.#p=ct({go:o=>this.#t.focus(o),remove:o=>this.#v(o)},n),this.#a=this.#P(),this.#c=it({component:o=>this.#d("component",o),show:o=>this.#d("show",o),colour:o=>this.#d("colour",o)},n),this.#i=Qe({pin:o=>{this.#n.ask("pin",{token:o})},more:()=>this.#O()},n),this.#u=this.#H(),this.element=this.#R(),this.#D(),this.#$(),Ie(r,this.element,()=>this.#y(),n)}#$(){let e=(n,r)=>{for(let o of n)E(this.#e,`change:${o}`,r,this.#o)};e(["_screen"],()=>this.#_()),e(["selected"],()=>this.#k()),e(["mode","component","show"],()=>this.#T()),e(["colour","pin"],()=>this.#w()),e(["chart"],()=>this.#y()),e(["_more"],()=>this.#x()),e(["busy"],()=>this.#C())}#N(){return new F("Logit lens, layers by positions",{hover:e=>this.#B(e),select:e=>this.#L(e),activate:e=>this.#q(e),remove:e=>this.#v(e),travel:e=>{this.#n.ask(e)}},this.#o)}#P(){return ft({mode:e=>this.#d("mode",e),undo:()=>{this.#n.ask("undo")},redo:()=>{this.#n.ask("redo")},clear:()=>{this.#n.ask("clear")},copyCode:()=>{this.#K()}},this.#o)}#H(){return mt({pin:e=>this.#n.ask("pin",{token:e}),unpin:e=>{this.#n.ask("unpin",{number:e})},colour:e=>this.#z(e),chart:e=>this.#d("chart",e),row:e=>this.#L({row:e,column:this.#m().column})},this.#o)}#R(){let{messages:e,status:n}=this.#n,r=s("div",{class:"foot"},this.#l.element,n,this.#p.element);r.append(this.#u.element);let i=s("div",{class:"side",role:"group","aria-label":"Values"},this.#r.element,this.#i.element),a=s("div",{class:"body"},this.#t.element,r,i,this.#b);return s("section",{class:"lens","aria-label":"Logit lens"},this.#a.element,this.#c.element,e,a)}#q(e){let n=this.#e.get("mode");if(n!=="inspect"){if(this.#s.screen.facts?.show==="other"){this.#n.announce("This is the other prompt: patches are made in the prompt itself. Show “now”.");return}this.#s.edit(e)?.kind===n?this.#v(e):this.#E("patch",e,{edit:n})}}#v(e){this.#s.edit(e)!==void 0&&this.#E("remove",e)}#L(e){let n=this.#m();this.#t.select(e),!(n.row===e.row&&n.column===e.column)&&this.#d("selected",[e.row,e.column])}#B(e){this.#g=e,this.#x()}#z(e){let n=this.#e.get("colour");this.#A()===e?this.#d("colour","top probability"):(this.#d("pin",e),n!=="token"&&n!=="rank"&&this.#d("colour","token"))}#O(){let{row:e,column:n}=this.#m();this.#n.ask("more",{row:e,column:n})}#d(e,n){this.#e.set(e,n),this.#e.save_changes()}async#K(){let e=await Re(this.#s.screen.code);e||(this.#b.open=!0),this.#n.announce(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}async#E(e,n,r={}){this.#t.pending(n,!0),await this.#n.ask(e,{layer:n.row+this.#s.first,position:n.column,...r}),this.#t.pending(n,!1)}#_(){try{this.#s=new O(this.#e.get("_screen")),this.#w(),this.#t.select(this.#m())}catch(e){this.#n.fail(e)}}#D(){this.#w(),this.#k(),this.#C(),requestAnimationFrame(()=>this.#k())}#w(){let e=this.#s;this.#h=this.#S(),g(this.element,"data-patched",e.patched),g(this.element,"data-difference",e.difference),this.#T(),this.#t.draw(e,this.#h),this.#l.draw(this.#h),this.#r.draw(e),this.#p.draw(e),this.#x(),this.#y(),this.#f.textContent=e.screen.code,this.#n.announce(e.summary())}#T(){let e=this.#e.get.bind(this.#e);this.#a.draw(this.#s,e("mode"));let[n,r]=[e("component")??"resid_post",e("show")??"edited"];this.#c.draw(this.#s,n,r,this.#M())}#k(){this.#t.select(this.#m()),this.#x(),this.#y()}#x(){let e=this.#g??this.#m(),n=this.#e.get("_more"),r=n?.strings!==void 0&&n.row===e.row&&n.column===e.column;this.#i.draw(this.#s,e,this.#h,r?n:null)}#y(){let{row:e,column:n}=this.#m();this.#u.draw(this.#s,n,e,this.#e.get("chart")??"probability",this.#A())}#C(){g(this.element,"data-busy",this.#e.get("busy")),g(this.#t.element,"aria-busy",String(this.#e.get("busy")))}#S(){return lt(this.#s,this.#M(),this.#e.get("pin")??0)}#M(){return this.#e.get("colour")??"top probability"}#A(){let{pins:e}=this.#s;return["token","rank"].includes(this.#M())&&e.length>0?Math.min(this.#e.get("pin")??0,e.length-1):null}#m(){let[e=0,n=0]=this.#e.get("selected");return C({row:e,column:n},this.#s.size)}};var Zo=Ae([$e,Ne,Pe,He],(t,e,n)=>new J(t,e,n));export{Zo as default};

var be=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function a(n,e={},...t){let r=document.createElement(n);for(let[o,i]of Object.entries(e))m(r,o,i);return r.append(...t),r}function m(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function ye(n,e,t){try{e()}catch(r){n.append(P(H(r),t))}}function H(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function P({message:n,details:e},t){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},n));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:t}),i}var ft=["a","c","v","x","y","z"],gt=["text","search","number"];function xe(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&gt.includes(n.type)}function ve(n){return n.ctrlKey||n.metaKey?ft.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function we(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function I({row:n,column:e},{rows:t,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return M({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return M({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return M({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return M({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:i?0:n,column:0};case"End":return{row:i?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function M({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function A(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function te(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var bt=["Enter"," ","Delete","Backspace"],ke=[{row:0,column:0},{rows:1,columns:1}];function Me(n,e){let t=r=>{let o=r.composedPath();o.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",yt(r,o[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function yt(n,e){return xe(e)?ve(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&we(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&xt(n)?!0:I(...ke,n)!==null||A(n,...bt)||te(n)!==null}function xt(n){let{ctrlKey:e,metaKey:t,altKey:r,key:o}=n;return n.shiftKey&&I(...ke,{key:o,ctrlKey:e,metaKey:t,altKey:r,shiftKey:!1})!==null}var Ee="http://www.w3.org/1999/xhtml";var vt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Ce(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=wt(n),o=document.createElementNS(Ee,"style");o.textContent=kt(e);let i=document.createElementNS(Ee,"div");for(let{name:l,value:c}of n.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",Mt(n,o.textContent,t,r)),i.append(o,...Lt(e));let s={width:t+24,height:r+24};return{...s,svg:St(i,s.width,s.height)}}async function Se({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,t)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(t*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(p=>p===null?d():l(p),"image/png")})}function wt(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function kt(n){let e=[...n.querySelectorAll("style")].map(o=>o.textContent),t=[...n.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...t].join(`
`);return vt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Mt(n,e,t,r){let o=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${Et(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function Et(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function Lt(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!Le(t)).map(t=>{let r=t.cloneNode(!0),o=[...r.querySelectorAll("*")];Te(t,r),[...t.querySelectorAll("*")].forEach((i,s)=>{let l=o[s];l!==void 0&&Te(i,l)});for(let i of o)Le(i)&&i.remove();return r})}function Le(n){return n.hasAttribute("data-unexported")}function Te(n,e){n instanceof HTMLCanvasElement?Tt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&Ct(n,e)}function Tt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Ct(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-t}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((i,s)=>{let l=getComputedStyle(i),c=o[s];if(l.position!=="sticky"||c===void 0)return;let d=i.parentElement===n,[p,u]=[l.left!=="auto"?t:0,l.top!=="auto"?r:0];c.style.translate=d?`${p-t}px ${u-r}px`:`${p}px ${u}px`,c.style.position="relative"})}function St(n,e,t){let r=new XMLSerializer().serializeToString(n),o=`all: initial; display: block; width: ${e}px; height: ${t}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return At(i)}function At(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var B=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Ae=8e3;function F(n,e,t){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return v(n,"msg:custom",c=>{let d=r.get(c?.id);d!==void 0&&(r.delete(c.id),clearTimeout(d.timer),c.kind==="error"?d.fail(new B(c.message,c.details)):d.done())},t),v(n,"change:_progress",()=>{for(let c of r.values())clearTimeout(c.timer),c.timer=setTimeout(e,Ae)},t),t.addEventListener("abort",()=>{for(let{timer:c}of r.values())clearTimeout(c);r.clear()}),(c,d={})=>new Promise((p,u)=>{let h=`${o}-${++i}`;r.set(h,{done:p,fail:u,timer:setTimeout(e,Ae)}),n.send({kind:c,id:h,...d})})}var $e=new WeakMap;function v(n,e,t,r){n.on(e,t);let o=$e.get(r),i=()=>n.off(e,t);if(o){o.push(i);return}let s=[i];$e.set(r,s),r.addEventListener("abort",()=>{for(let l of s)l()})}var $t="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Ne(n,e,t,r){let o=d=>async()=>{try{await d()}catch(p){t(P(H(p),r))}},s=Nt(n,()=>t(a("p",{class:"notice",role:"status"},$t)),r),l=d=>`${Rt(e)}.${d}`,c=()=>Ce(e);return Ht([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>ne(await Se(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>ne(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function Nt(n,e,t){let r=F(n,e,t),o=new Set;return v(n,"msg:custom",(s,l)=>{let[c]=l??[];if(s?.kind!=="page"||c===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);ne(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function ne(n,e){let t=URL.createObjectURL(n);a("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Rt(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Ht(n,e){let t=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=a("div",{class:"save-menu","data-unexported":!0},t,o),s=c=>{o.hidden=!1,t.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,t.setAttribute("aria-expanded","false"),c&&t.focus())};return t.addEventListener("click",()=>o.hidden?s(0):l(!0),{signal:e}),r.forEach((c,d)=>{let p=()=>{l(!0),n[d]?.act()};c.addEventListener("click",p,{signal:e})}),i.addEventListener("keydown",c=>Pt(c,r,o.hidden,s,l),{signal:e}),i.addEventListener("focusout",c=>Bt(c,i,l),{signal:e}),i}function Pt(n,e,t,r,o){let i=e.length-1,s=e.indexOf(n.target),l=t?{ArrowDown:0,ArrowUp:i}[n.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[n.key];l!==void 0&&A(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(l)):n.key==="Escape"&&!t&&(n.stopPropagation(),o(!0))}function Bt(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var zt=4;function Re(n,e){let t=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),i=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,r,o),s=a("div",{class:"unheard","aria-live":"polite","data-unexported":!0}),l=a("div",{},i,s);o.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let c=Ot(o,e),d=-1,p=(h,g)=>{let b=Math.floor(h*zt);b!==d&&(s.textContent=`Running: ${g||`${Math.round(h*100)} %`}`),d=b},u=()=>{let{done:h=0,total:g=0,text:b=""}=n.get("_progress")??{};g===0?(c(),d>=0&&(s.textContent="No longer running"),d=-1):p(h/g,b),i.hidden=g===0,t.value=g>0?h/g:0,r.textContent=b};return v(n,"change:_progress",u,e),u(),l}function Ot(n,e){let t=null,r=({relatedTarget:o})=>{t=o instanceof HTMLElement?o:null};return n.addEventListener("focus",r,{signal:e}),()=>{let o=n.getRootNode();if(o.activeElement!==n)return;let i=t?.isConnected&&t.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?t:s)?.focus()}}function _t(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function He(n,e){let t=()=>{n.style.colorScheme=_t(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Pe(n,e){function t({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},be,...n),Re(r,s.signal)),o.append(l),He(l,s.signal),Me(l,s.signal),ye(c,()=>c.append(e(r,s.signal,l).element),s.signal);let d=c.lastElementChild;return c.append(Ne(r,l,p=>d?.before(p),s.signal)),()=>s.abort()}return{render:t}}var Be=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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

/* A click makes a change, and that has its own colour; one that only looks has not. */
.modes input:checked + span {
  border-color: var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  color: var(--change-text);
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
`;var ze=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var Oe=`/* The board: two prompts, the result below them, arrows over all of it. */

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
`;async function _e(n){try{return await navigator.clipboard.writeText(n),!0}catch{return It(n)}}function It(n){let e=document.activeElement,t=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}var Ft=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Dt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ie(){return Array.from({length:256},(n,e)=>{let t=e/255,r=G(t,"light"),o=G(t,"dark");return{background:`light-dark(${D(r)}, ${D(o)})`,ink:`light-dark(${D(qe(r,t,"light"))}, ${D(qe(o,t,"dark"))})`}})}function Fe(n){return Math.round(Math.min(1,Math.max(0,n))*255)}function G(n,e){let t=e==="light"?Ft:Dt,r=n*(t.length-1),o=Math.min(Math.floor(r),t.length-2),i=We(ie(t[o]??"#000000")),s=We(ie(t[o+1]??"#000000"));return Gt(De(i,s,r-o))}function qe(n,e,t){let r=[0,0,0],o=[1,1,1],i=re(n,r)>=re(n,o)?r:o,s=ie(t==="light"?"#5b6675":"#97a5b5"),l=De(s,i,Math.min(1,e/.22));return re(n,l)>=4.5?l:i}function re(n,e){let[t,r]=[Ke(n),Ke(e)].sort((o,i)=>o-i);return(r+.05)/(t+.05)}function Ke([n,e,t]){return .2126*$(n)+.7152*$(e)+.0722*$(t)}function $(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function oe(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function De(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function We([n,e,t]){let[r,o,i]=[$(n),$(e),$(t)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*c,1.9779984951*s-2.428592205*l+.4505937099*c,.0259040371*s+.7827717662*l-.808675766*c]}function Gt([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,o=(n-.1055613458*e-.0638541728*t)**3,i=(n-.0894841775*e-1.291485548*t)**3;return[oe(4.0767416621*r-3.3077115913*o+.2309699292*i),oe(-1.2684380046*r+2.6097574011*o-.3413193965*i),oe(-.0041960863*r-.7034186147*o+1.707614701*i)]}function ie(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function D(n){return`#${n.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var Ge=256,jt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Ue(n,e,t,r){let o=new MutationObserver(t);if(o.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>o.disconnect()),typeof ResizeObserver>"u")return;let i=0,s=new ResizeObserver(()=>{e.clientWidth!==i&&(i=e.clientWidth,t())});s.observe(e),r.addEventListener("abort",()=>s.disconnect())}function se(n){let e=Array.from({length:Ge},(t,r)=>r/(Ge-1));return{sequential:e.map(t=>Ut(G(t,n))),diverging:e.map(t=>Vt(jt[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function ae([n,e,t]){let r=[n,e,t].map(i=>(i/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function le([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function Ut(n){return n.map(e=>Math.round(e*255))}function Vt(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[o,i]=[je(n[r]??"#000000"),je(n[r+1]??"#000000")];return o.map((s,l)=>Math.round(s+((i[l]??0)-s)*(t-r)))}function je(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var Xt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",j=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#n;#r;#t=null;constructor(e,t){this.#e=e,this.#r=t,this.#n=F(e,()=>this.#a(),t);for(let r of["_error","_screen"])v(e,`change:${r}`,()=>this.#s(),t);v(e,"change:_progress",()=>this.#o(),t),this.#s()}async ask(e,t={},{quiet:r=!1}={}){try{return await this.#n(e,t),r?this.#o():this.#s(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:t,details:r}=H(e);this.#l({message:t,details:e instanceof B?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#s(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#l({message:e,details:t}):this.messages.replaceChildren()}#a(){this.notice(Xt),this.#t=this.messages.firstElementChild}#o(){this.#t?.remove(),this.#t=null}#l(e){this.messages.replaceChildren(P(e,this.#r))}};var Yt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function ce(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Jt).join("")}}function w(n){let{spaces:e,text:t}=ce(n);return"·".repeat(e)+t}function f(n){return JSON.stringify(n)}function Jt(n){let e=Yt.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}var Qt=240,U=16,Zt=48,z=class{element;items=new Map;#e;constructor(e,t){this.element=a("div",{role:"row",class:"row"},e),this.#e=t}show(e){let t=new Set(e);for(let[i,s]of this.items)t.has(i)||this.#r(i,s);let r=[],o=this.element.children[1]??null;for(let i of e){let s=this.items.get(i);s===void 0?(r.push(i),this.element.insertBefore(this.#n(i),o)):o=s.nextElementSibling}return r}#n(e){let t=this.#e(e);return t.style.gridColumn=String(e+2),m(t,"aria-colindex",e+2),this.items.set(e,t),t}#r(e,t){t.remove(),this.items.delete(e)}};function Ve(n,e,t){if(n<=Qt)return Array.from({length:n},(u,h)=>h);let{left:r,width:o,step:i}=e,s=i>0&&o>0,l=u=>Math.floor(u/U)*U,c=s?Math.max(0,l(r/i)-U):0,d=s?Math.min(n,l((r+o)/i)+2*U):Zt,p=new Set(Array.from({length:Math.max(0,d-c)},(u,h)=>c+h));for(let u of t)u>=0&&u<n&&p.add(u);return[...p].sort((u,h)=>u-h)}function Ye(n){let{tokens:e,other_tokens:t}=n.screen,o=[Xe(t===null?"layer":"prompt",i=>en(e[i]??"",i))];return t!==null&&o.unshift(Xe("other",i=>tn(t[i],e[i]??"",i))),o}function Je(n){let{rows:e,columns:t}=n.size,r=Math.max(...n.screen.tokens.map(o=>w(o).length));for(let o=0;o<e*t&&r<9;o++){let i={row:Math.floor(o/t),column:o%t};r=Math.max(r,w(n.top(i).token.text).length)}return Math.max(5,Math.min(9,r))}function Xe(n,e){return new z(a("div",{role:"columnheader",class:"label corner","aria-colindex":1},n),e)}function en(n,e){let t=`position ${e}: ${f(n)}`,r=a("span",{class:"token"},w(n));return a("div",{role:"columnheader",class:"heading",title:t},a("span",{class:"number","aria-hidden":"true"},String(e)),r)}function tn(n,e,t){if(n===void 0){let i=`the other prompt has no position ${t}`;return a("div",{role:"columnheader",class:"heading other none",title:i,"aria-label":i},"–")}let r=`other prompt, position ${t}: ${f(n)}`;return a("div",{role:"columnheader",class:n===e?"heading other same":"heading other differs",title:r},a("span",{class:"token"},w(n)))}function Qe(n,e){let t=e===n.size.rows-1,r={role:"rowheader",class:"label","aria-label":n.layerName(e),"aria-colindex":1},o=a("div",r);return o.append(n.screen.layers[e]??""),t&&o.append(a("span",{class:"out",title:"the model's own output"},"out")),new z(o,()=>a("div",{role:"gridcell",class:"cell",tabindex:-1}))}function de(n,e,t,r){let{token:o,probability:i}=e.top(t),{spaces:s,text:l}=ce(o.text),c=r.of(t),d=Number.isNaN(i)||!Number.isFinite(c),p=d?"NaN":l;n.textContent!==p&&(n.textContent=p);let u=r.shade(d?0:c),h=e.distance(t),g=Number.isNaN(h)?1:h,b=!e.difference&&e.changed(t),L=`grid-column:${t.column+2};--shade:${u.background};--on:${u.ink};--moved:${b?g:0}`;n.getAttribute("style")!==L&&n.setAttribute("style",L),m(n,"data-lead",s>0&&!d?"·".repeat(s):null),m(n,"data-unknown",d),m(n,"data-edit",e.edit(t)?.kind),m(n,"data-changed",b?nn(e,t):null),m(n,"aria-label",e.describe(t))}function nn(n,e){return n.top(e).token.place===n.cleanTop(e).token.place?"moved":"top"}var V=class{element;#e;#n=a("div",{class:"head",role:"rowgroup"});#r=a("div",{class:"rows",role:"rowgroup"});#t;#s=new WeakMap;#a=[];#o=[];#l=[];#c="";#d={row:0,column:0};#u=null;#h=null;#f="";constructor(e,t,r){this.#e=t,this.#t=a("div",{class:"grid",role:"grid","aria-label":e}),this.#t.append(this.#n,this.#r),this.element=a("div",{class:"scroll"},this.#t),this.#E(r),this.#t.addEventListener("pointerover",o=>this.#v(this.cellOf(o.target)),{signal:r}),this.#t.addEventListener("pointerleave",()=>this.#v(null),{signal:r}),this.#t.addEventListener("focusin",o=>this.#L(o),{signal:r}),this.#t.addEventListener("click",o=>this.#T(o),{signal:r}),this.#t.addEventListener("keydown",o=>this.#w(o),{signal:r})}draw(e,t){let r=this.#i(e)||this.#h===null,[o,i]=r?[null,null]:[this.#u,this.#h];this.#u=e,this.#h=t;for(let[s,l]of r?[]:this.shown())o!==null&&e.drawsLike(o,s)&&i!==null&&rn(i,t,s)||de(l,e,s,t);r&&this.#p(),this.#g(this.#d)}select(e){this.#g(e);let t=this.cell(this.#d);t!==void 0&&on(this.element,t,this.#n)}focus(e){this.cell(e)===void 0&&this.#p([e.column]),this.cell(e)?.focus({preventScroll:!0})}cell({row:e,column:t}){return this.#o[e]?.items.get(t)}*shown(){for(let[e,t]of this.#o.entries())for(let[r,o]of t.items)yield[{row:e,column:r},o]}keep(e){String(e)!==String(this.#l)&&(this.#l=e,this.#p())}cellOf(e){let t=e instanceof Element?e.closest(".cell"):null;return(t&&this.#s.get(t))??null}pending(e,t){this.cell(e)?.classList.toggle("pending",t)}#g(e){Ze(this.cell(this.#d),!1),this.#d=this.#u===null?e:M(e,this.#u.size),this.cell(this.#d)===void 0&&this.#p(),Ze(this.cell(this.#d),!0)}#i(e){let{layers:t,tokens:r,other_tokens:o}=e.screen,i=JSON.stringify([t,r,o]);return i===this.#f?!1:(this.#f=i,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(Je(e))),m(this.#t,"aria-colcount",e.size.columns+1),this.#c="",this.#a=Ye(e),this.#o=t.map((s,l)=>Qe(e,l)),this.#n.replaceChildren(...this.#a.map(({element:s})=>s)),this.#r.replaceChildren(...this.#o.map(({element:s})=>s)),!0)}#p(e=[]){let[t,r]=[this.#u,this.#h];if(t===null||r===null)return;let o=[this.#d.column,...this.#l,...e],i=Ve(t.size.columns,this.#b(t),o);if(String(i)!==this.#c){this.#c=String(i);for(let s of this.#a)s.show(i);for(let[s,l]of this.#o.entries())for(let c of l.show(i))this.#x({row:s,column:c},t,r)}}#x(e,t,r){let o=this.cell(e);o!==void 0&&(this.#s.set(o,e),de(o,t,e,r),this.#e.shown?.(e,o))}#b(e){let[t,r]=[this.#o[0]?.element,this.#o[0]?.element.firstElementChild],o=((t?.clientWidth??0)-(r?.clientWidth??0))/e.size.columns;return{left:this.element.scrollLeft,width:this.element.clientWidth,step:o}}#E(e){if(this.element.addEventListener("scroll",()=>this.#p(),{signal:e,passive:!0}),typeof ResizeObserver>"u")return;let t=new ResizeObserver(()=>this.#p());t.observe(this.element),e.addEventListener("abort",()=>t.disconnect())}#v(e){for(let t of this.#t.querySelectorAll(".pointed"))t.classList.remove("pointed");if(e!==null){this.#r.children[e.row]?.firstElementChild?.classList.add("pointed");for(let t of this.#a)t.items.get(e.column)?.classList.add("pointed")}this.#e.hover(e)}#L(e){let t=this.cellOf(e.target);t!==null&&this.#e.select(t)}#T(e){let t=this.cellOf(e.target);t!==null&&(this.focus(t),this.#e.activate(t))}#w(e){let t=this.cellOf(e.target);if(t===null||this.#u===null)return;let r=te(e),o=I(t,this.#u.size,e);if(r!==null)this.#e.travel(r);else if(o!==null)this.focus(o);else if(A(e,"Enter"," "))this.#e.activate(t);else if(A(e,"Delete","Backspace"))this.#e.remove(t);else return;e.preventDefault(),e.stopPropagation()}};function rn(n,e,t){let[r,o]=[n.of(t),e.of(t)];return Object.is(r,o)&&n.shade(r)===e.shade(o)}function Ze(n,e){n!==void 0&&(m(n,"tabindex",e?0:-1),m(n,"aria-selected",e?"true":null))}function on(n,e,t){let[r,o]=[e.getBoundingClientRect(),n.getBoundingClientRect()],i=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[s,l]=[o.left+i+4,o.top+t.getBoundingClientRect().height+4],[c,d]=[o.left+n.clientWidth-4,o.top+n.clientHeight-4];r.left<s?n.scrollLeft-=s-r.left:r.right>c&&(n.scrollLeft+=r.right-c),r.top<l?n.scrollTop-=l-r.top:r.bottom>d&&(n.scrollTop+=r.bottom-d)}function et(...n){let e=a("i",{"aria-hidden":"true"}),[t,r,o]=[a("span",{}),a("span",{}),a("span",{})],i=a("span",{class:"item scale"},t,r,e,o);return{element:a("p",{class:"legend"},i,O("edit","patched"),O("top","different first guess","The likeliest token is not the clean run's"),O("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"),...n),draw(l){t.textContent=l.name,r.textContent=l.low,o.textContent=l.high,m(e,"style",`background:${l.gradient}`)}}}function O(n,e,t=""){return a("span",{class:`item ${n}`,title:t||null},a("i",{"aria-hidden":"true"}),e)}function E(n){if(!Number.isFinite(n))return nt(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return tt(t)}return tt(Number(n.toPrecision(9)))}function tt(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function k(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):nt(n)}function nt(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function N(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var C=Ie(),[sn,an]=[se("light").diverging,se("dark").diverging],rt=sn.map((n,e)=>{let t=an[e]??n,r=(o,i)=>`light-dark(${o}, ${i})`;return{background:r(le(n),le(t)),ink:r(ae(n),ae(t))}}),ot=C[0];function ue(n,e,t){let r=n.pins[t]??n.pins[0];return e==="entropy"?n.difference?fn(n):un(n):e==="token"&&r!==void 0?n.difference?hn(n,t):dn(n,t):e==="rank"&&r!==void 0?n.difference?mn(n,t):pn(n,t):n.difference?cn(n):ln(n)}function ln(n){return pe("probability of the likeliest",e=>n.top(e).probability,"0","1")}function cn(n){return pe("total variation distance",e=>n.distance(e),"0","1")}function dn(n,e){let t=`probability of ${X(n,e)}`;return pe(t,r=>n.pinned(e,r).now.probability,"0","1")}function un(n){let e=Math.max(...n.cells().map(r=>me(n.entropy(r).now)),1e-6);return{name:"entropy in nats",of:r=>n.entropy(r).now,shade:r=>_(C,r/e),inWords:r=>`${E(r)} nats`,low:"0",high:e.toPrecision(3),gradient:Y(C)}}function pn(n,e){let t=Math.max(...n.cells().map(o=>me(n.pinned(e,o).now.rank)),9),r=o=>_(C,1-Math.log1p(o)/Math.log1p(t));return{name:`rank of ${X(n,e)}`,of:o=>n.pinned(e,o).now.rank,shade:r,inWords:o=>o===0?"the likeliest":`${N(o,"token")} likelier`,low:`${t}`,high:"0, the likeliest",gradient:Y(C)}}function hn(n,e){return he(n,`change of the probability of ${X(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return Math.fround(r.probability-o.probability)})}function mn(n,e){return he(n,`ranks gained by ${X(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return o.rank-r.rank})}function fn(n){return he(n,"change of the entropy in nats",e=>{let{now:t,clean:r}=n.entropy(e);return Math.fround(t-r)})}function pe(n,e,t,r){return{name:n,of:e,shade:i=>_(C,i),inWords:E,low:t,high:r,gradient:Y(C)}}function he(n,e,t){let r=Math.max(...n.cells().map(o=>me(Math.abs(t(o)))),1e-6);return{name:e,of:t,shade:o=>_(rt,.5+o/(2*r)),inWords:gn,low:`−${r.toPrecision(3)}`,high:`+${r.toPrecision(3)}`,gradient:Y(rt)}}function gn(n){return n>0?`+${E(n)}`:E(n).replace("-","−")}function X(n,e){return f((n.pins[e]??n.pins[0])?.text??"")}function _(n,e){return Number.isNaN(e)?ot:n[Fe(e)]??ot}function me(n){return Number.isFinite(n)?n:0}function Y(n){return`linear-gradient(90deg, ${[0,.125,.25,.375,.5,.625,.75,.875,1].map(t=>_(n,t).background).join(", ")})`}function x(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[o,i]of Object.entries(e))i!==null&&r.setAttribute(o,String(i));return r.append(...t),r}var bn=0,J=class{element=x("svg",{class:"arrows","aria-hidden":"true"});#e;#n=`head-${++bn}`;#r=x("path",{class:"drag"});constructor(e,t,r){this.#e=e;let o=i=>{let s=i.target instanceof Element?i.target.closest(".knob"):null;s!==null&&t(Number(s.dataset.number))};this.element.addEventListener("click",o,{signal:r})}draw(e){let t={id:this.#n,viewBox:"0 0 8 8",refX:7,refY:4,markerWidth:7,markerHeight:7},r=x("marker",{...t,orient:"auto"},x("path",{d:"M0 0L8 4L0 8z"}));this.element.replaceChildren(x("defs",{},r),...this.#t(e),this.#r)}drag(e,t){if(e===void 0||t===null){this.#r.removeAttribute("d");return}let r=this.#e.getBoundingClientRect(),o={x:t.clientX-r.left,y:t.clientY-r.top},i=fe(this.#a(e).box);this.#r.setAttribute("d",`M${i.x} ${i.y}L${o.x} ${o.y}`)}#t(e){let t=new Map;return e.map(r=>{let o=t.get(r.patch.layer)??0;return t.set(r.patch.layer,o+1),this.#s(r,o)})}#s({patch:e,from:t,to:r},o){let[i,s]=[this.#a(t),this.#a(r)],l=s.frame.left>=i.frame.right-1,[c,d]=[fe(i.box),fe(s.box)],p=i.box.bottom+1+o*3,u={x:q(i.frame.right,s.frame.left)+o*18,y:p},h={x:q(c.x,d.x),y:q(i.frame.bottom,s.frame.top)},g=l?`M${c.x} ${i.box.bottom-4}V${p}H${d.x}V${s.box.bottom-5}`:`M${c.x} ${i.box.bottom-4}C${c.x} ${h.y} ${d.x} ${h.y} ${d.x} ${s.box.top+5}`,b=x("path",{class:"arrow",d:g,"marker-end":`url(#${this.#n})`}),L=["patch",e.on?"":"off",i.hidden||s.hidden?"away":""],S=[x("path",{class:"halo",d:g}),b,yn(e,l?u:h)];return x("g",{class:L.join(" ").trim()},...S)}#a(e){let t=this.#e.getBoundingClientRect(),r=u=>new DOMRect(u.x-t.x,u.y-t.y,u.width,u.height),o=r(e.getBoundingClientRect()),i=r(e.closest(".scroll")?.getBoundingClientRect()??o),s=Math.max(i.left,Math.min(o.left,i.right)),l=Math.max(i.left,Math.min(o.right,i.right)),c=Math.max(i.top,Math.min(o.top,i.bottom)),d=Math.max(i.top,Math.min(o.bottom,i.bottom)),p=new DOMRect(s,c,l-s,d-c);return{box:p,frame:i,hidden:p.width<4||p.height<4}}};function yn(n,{x:e,y:t}){let r=x("path",{d:`M${e-3} ${t-3}l6 6m0 -6l-6 6`}),o=x("g",{class:"knob"},x("circle",{cx:e,cy:t,r:8}),r);return o.dataset.number=String(n.number),o.append(x("title",{},`Take away: ${n.text}`)),o}function fe(n){return{x:q(n.left,n.right),y:q(n.top,n.bottom)}}function q(n,e){return(n+e)/2}function y(n){let e=it(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function T(n){let e=it(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function it(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var xn={edited:{now:"patched",clean:"clean"},clean:{now:"clean",clean:"clean"},other:{now:"other",clean:"other"},"edited - clean":{now:"now",clean:"clean"},"edited - other":{now:"now",clean:"other"},"clean - other":{now:"clean",clean:"other"}},vn=1e-5,R=class{constructor(e){this.screen=e;let{clean:t,facts:r}=e;this.first=r?.first??-1,this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=T(e.ids),this.#n=y(e.probabilities),this.#r=T(e.vocabulary),this.#s=t&&T(t.ids),this.#t=t&&{tops:y(t.tops),probabilities:y(t.probabilities),distances:y(t.distances)},this.#a=new Map(e.edits.map(o=>[this.#c(this.cellOf(o)),o])),this.#l={now:st(r?.now),clean:st(r?.clean)},this.pins=r?Array.from(T(r.pins),o=>this.token(o)):[],this.#o=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#n;#r;#t;#s;#a;#o;#l;pins;first;get patched(){return this.#t!==null}get difference(){return(this.screen.facts?.show??"edited").includes(" - ")}get names(){return xn[this.screen.facts?.show??"edited"]}cellOf({layer:e,position:t}){return{row:e-this.first,column:t}}cells(){let{rows:e,columns:t}=this.size;return Array.from({length:e*t},(r,o)=>({row:Math.floor(o/t),column:o%t}))}entropy(e){let t=r=>r?.entropy[this.#c(e)]??Number.NaN;return{now:t(this.#l.now),clean:t(this.#l.clean??this.#l.now)}}pinned(e,t){let r=Math.min(e,this.pins.length-1)*this.size.rows*this.size.columns+this.#c(t),o=i=>({probability:i?.probabilities[r]??Number.NaN,rank:i?.ranks[r]??Number.NaN});return{now:o(this.#l.now),clean:o(this.#l.clean??this.#l.now)}}top(e){let t=this.#c(e)*this.#o;return{token:this.token(this.#e[t]??0),probability:this.#n[t]??Number.NaN}}cleanTop(e){let t=this.#c(e);return this.#t===null||this.#s===null?this.top(e):{token:this.token(this.#s[t]??0),probability:this.#t.tops[t]??Number.NaN}}guesses(e){let t=this.#c(e)*this.#o;return Array.from({length:this.#o},(r,o)=>({token:this.token(this.#e[t+o]??0),probability:this.#n[t+o]??Number.NaN,clean:this.#t?.probabilities[t+o]??null}))}next(){let{ids:e,probabilities:t,clean:r}=this.screen.next,[o,i]=[y(t),y(r)];return Array.from(T(e),(s,l)=>({token:this.token(s),probability:o[l]??Number.NaN,clean:this.patched?i[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#c(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=vn)}edit(e){return this.#a.get(this.#c(e))}layerName(e){let t=this.screen.layers[e]??"";return t==="embed"?"embed":`layer ${t}`}drawsLike(e,t){let[r,o]=[this.#c(t),e.#c(t)];return this.#r[this.#e[r*this.#o]??0]===e.#r[e.#e[o*e.#o]??0]&&this.#n[r*this.#o]===e.#n[o*e.#o]&&this.distance(t)===e.distance(t)&&this.difference===e.difference&&this.edit(t)?.kind===e.edit(t)?.kind}describe(e){let{token:t,probability:r}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${f(this.screen.tokens[e.column]??"")}`}: ${f(t.text)} ${k(r)}${this.#d(e)}${this.#u(e)}`}summary(){let{rows:e,columns:t}=this.size,r={row:e-1,column:t-1},{token:o,probability:i}=this.top(r),s=`Next token ${f(o.text)} ${k(i)}`;if(!this.patched)return`${s}.`;let l=this.cleanTop(r),c=`was ${f(l.token.text)} ${k(l.probability)}`;return`${s}, ${c}. ${this.changes()} of ${N(e*t,"cell")} changed.`}changes(){let{rows:e,columns:t}=this.size,r=0;for(let o=0;o<e;o++)for(let i=0;i<t;i++)this.changed({row:o,column:i})&&r++;return r}token(e){return{place:e,id:this.#r[e]??-1,text:this.screen.strings[e]??""}}#c({row:e,column:t}){return e*this.size.columns+t}#d(e){if(!this.changed(e))return"";let{token:t,probability:r}=this.cleanTop(e);return`, was ${f(t.text)} ${k(r)}`}#u(e){let t=this.edit(e);return t===void 0?"":`, patched: ${wn(t.kind)}`}};function st(n){if(!n)return null;let{entropy:e,probabilities:t,ranks:r}=n;return{entropy:y(e),probabilities:y(t),ranks:y(r)}}function wn(n){return n==="zero"?"set to zero":"copied from the other prompt"}var kn={resid_post:"layer",attn_out:"attention",mlp_out:"MLP",head_out:"head"},K=class{constructor(e){this.screen=e;this.source=e.source&&new R(e.source),this.target=new R(e.target),this.result=new R(e.result);let{cone:t}=e;this.#e=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength)}screen;source;target;result;#e;lens(e){return this[e]}get changed(){let{patches:e,changes:t}=this.screen;return[...e,...t].some(({on:r})=>r)}reached({row:e,column:t}){return this.#e[e*this.result.size.columns+t]===1}ends(e){let t=e.layer-this.target.first;return t<0||this.source===null||e.from>=this.source.size.columns?null:{from:{row:t,column:e.from},to:{row:t,column:e.to}}}at(e,{row:t,column:r}){let o=t+(this.lens(e)?.first??0);return this.screen.patches.filter(i=>i.layer===o&&(e==="source"?i.from:i.to)===r)}next(){let{strings:e,ids:t,clean:r,now:o,other:i}=this.screen.next,[s,l,c,d]=[T(t),y(r),y(o),i&&y(i)];return e.map((p,u)=>({text:p,id:s[u]??-1,clean:l[u]??Number.NaN,now:c[u]??Number.NaN,other:d===null?null:d[u]??Number.NaN}))}summary(){let{result:e}=this,t={row:e.size.rows-1,column:e.size.columns-1},[r,o]=[e.top(t),e.cleanTop(t)],i=`Next token ${f(r.token.text)} ${k(r.probability)}`;if(!this.changed)return`${i}.`;let s=e.cells().filter(c=>this.reached(c)).length,l=`${e.changes()} of ${N(s,"cell")} within reach changed`;return`${i}, was ${f(o.token.text)} ${k(o.probability)}. ${l}.`}inWords(e){let t=(i,s)=>w(i?.screen.tokens[s]??""),r=e.head===null?"":`.${e.head}`;return`${e.layer<0?"embeddings":`${kn[e.component]} ${e.layer}${r}`}: ${e.from} ${t(this.source,e.from)} → ${e.to} ${t(this.target,e.to)}`}};var Q=class{constructor(e,t,r){this.stage=e;this.actions=t;let o=(i,s)=>(i==="pointerdown"?e:window).addEventListener(i,s,{signal:r});o("pointerdown",i=>this.#r(i)),o("pointermove",i=>this.#t(i)),o("pointerup",i=>this.#s(i,!0)),o("pointercancel",i=>this.#s(i,!1))}stage;actions;#e=null;#n=!1;#r(e){let t=e.button===0&&e.pointerType!=="touch"?this.actions.from(e.target):null;this.#e=t&&{cell:t,x:e.clientX,y:e.clientY,pointer:e.pointerId}}#t(e){let t=this.#e;t===null||e.pointerId!==t.pointer||!this.#n&&Math.hypot(e.clientX-t.x,e.clientY-t.y)<6||(this.#n||this.actions.start(t.cell),this.#n=!0,this.actions.line(t.cell,e))}#s(e,t){let[r,o]=[this.#e,this.#n];if(this.#e=null,this.#n=!1,r===null||!o)return;this.actions.line(r.cell,null);let i=t?this.#a(e):null;this.actions.drop(r.cell,i&&this.actions.to(i))}#a({clientX:e,clientY:t}){return this.stage.getRootNode().elementFromPoint(e,t)}};var Mn=[["clean","clean"],["now","patched"],["other","other"]];function lt(n){let e=Mn.filter(([s])=>(s!=="now"||n.changed)&&(s!=="other"||n.source!==null)),t=e.map(([s,l])=>a("th",{scope:"col"},a("i",{class:s}),l)),r=a("tr",{},a("td",{}),a("td",{}),...t),o=n.next().map(s=>En(s,e)),i=a("table",{class:"bars"},a("thead",{},r),a("tbody",{},...o));return[a("h3",{},"Next token"),i]}function En(n,e){let t=`${f(n.text)}, id ${n.id}`,r=a("th",{scope:"row",title:t},a("code",{},w(n.text))),o=l=>`width:${100*(Number.isFinite(l)?l??0:0)}%`,i=e.map(([l])=>a("i",{class:l,style:o(n[l])})),s=e.map(([l])=>{let c=n[l]??Number.NaN;return a("td",{class:"number",title:E(c)},k(c))});return a("tr",{},r,a("td",{class:"pair","aria-hidden":"true"},...i),...s)}var Ln={source:"Other prompt",target:"Prompt, clean",result:"Result"};function ct(n,e,t){let r=n.lens(e);if(r===null)return[];let o=r.screen.tokens[t.column]??"",i=a("span",{class:"at"},`${r.layerName(t.row)}, position ${t.column}`),s=a("h3",{},`${Ln[e]} `,i,a("code",{title:f(o)},w(o))),l=e==="result"&&r.patched,d=a("tr",{},...(l?["token","patched","clean"]:["token","probability"]).map(h=>a("th",{scope:"col"},h))),p=r.guesses(t).map(({token:{text:h,id:g},probability:b,clean:L})=>{let S=a("th",{scope:"row",title:`${f(h)}, id ${g}`},a("code",{},w(h))),W=l?[a("td",{class:"exact clean"},E(L??Number.NaN))]:[];return a("tr",{},S,a("td",{class:"exact"},E(b)),...W)}),u=a("table",{class:"guesses"},a("thead",{},d),a("tbody",{},...p));return[s,a("p",{class:"note"},Tn(n,e,t)),u]}function Tn(n,e,t){if(e!=="result")return n.at(e,t).map(i=>n.inWords(i)).join(" · ");if(!n.changed)return"no patches: as in the clean run";if(!n.reached(t))return"out of reach of the patches: as in the clean run";let r=n.result.distance(t);return`moved ${E(r)} (total variation distance from the clean run)`}function dt(n){let{patches:e,changes:t}=n.screen;return e.length+t.length===0?[a("li",{class:"empty"},"No patches yet: drag a cell of the other prompt onto the prompt.")]:[...e.map(r=>at(r,n.inWords(r))),...t.map(r=>at(r,r.text))]}function at(n,e){let t=a("button",{type:"button",class:"remove","data-number":n.number},"✕");return t.setAttribute("aria-label",`Take away: ${e}`),a("li",{class:n.on?null:"off"},a("span",{},n.on?e:`${e} (off)`),t)}function ut(n,e,t,r){let o=a("button",{type:"button",title:e||null},n);return o.addEventListener("click",()=>Cn(o)&&t(),{signal:r}),o}function Z(n,e,t=""){m(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,m(n,"title",(e?"":t)||n.dataset.title||null)}function Cn(n){return n.getAttribute("aria-disabled")!=="true"}function pt(n,e,t,r){let o=a("select",{"aria-label":n}),i=e.map(([s,l])=>a("option",{value:s},l));return o.append(...i),o.addEventListener("change",()=>t(o.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},n),o),draw(s,l=()=>null){for(let[c,d]of i.entries()){let[p,u]=e[c],h=l(p);d.disabled=h!==null&&p!==s,d.textContent=h===null?u:`${u} (${h})`}o.value=s}}}var Sn=[["resid_post","residual stream"],["attn_out","attention's output"],["mlp_out","MLP's output"],["head_out","one head"]];function ht(n,e){let t=pt("Copy",Sn,n.component,e),r=a("select",{"aria-label":"Head"}),o=a("label",{class:"select"},a("span",{},"Head"),r);r.addEventListener("change",()=>n.head(Number(r.value)),{signal:e});let i=(h,g,b)=>ut(h,g,b,e),s=i("Undo","Take back the last change (Ctrl+Z in a grid)",()=>n.travel("undo")),l=i("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>n.travel("redo")),c=i("Clear","Take all changes away",()=>n.travel("clear")),d=i("Copy as code","Copy Python that gives the same values",n.copyCode),p=a("span",{class:"size"}),u=a("header",{class:"toolbar"},a("h2",{},"Patch board"),p,t.element,o);return u.append(a("span",{class:"buttons"},s,l,c,d)),{element:u,draw({screen:h,result:g},b,L){p.textContent=`${h.result.layers.length+g.first} layers`,t.draw(b,S=>S==="head_out"&&h.heads===0?"no heads":null),o.hidden=b!=="head_out",r.options.length!==h.heads&&r.replaceChildren(...Array.from({length:h.heads},(S,W)=>a("option",{value:W},String(W)))),r.value=String(L),Z(s,h.can_undo),Z(l,h.can_redo),Z(c,h.patches.length+h.changes.length>0)}}}var An="There is no other prompt to take cells from. Give the workspace one: workspace.other = “…”.",ge=["source","target","result"],ee=class{element=a("section",{class:"board","aria-label":"Patch board"});#e;#n;#r;#t;#s=a("div",{class:"stage"});#a;#o;#l=et(O("unreached","out of reach of the patches: as in the clean run"));#c=a("p",{class:"notice"},An);#d=a("ul",{class:"patches","aria-label":"Patches",tabindex:-1});#u=a("section",{"aria-label":"Next token"});#h=a("section",{class:"readout","aria-label":"Cell under the pointer"});#f=a("pre",{tabindex:0,"aria-label":"Python"});#g=a("details",{class:"code"},a("summary",{},"Python"),this.#f);#i;#p="result";#x=null;constructor(e,t,r){this.#e=e,this.#n=t,this.#r=new j(e,t),this.#i=new K(e.get("_screen")),this.#t={source:this.#b("source","Other prompt, layers by positions"),target:this.#b("target","Prompt without patches, layers by positions"),result:this.#b("result","Result, layers by positions")},this.#a=new J(this.#s,o=>{this.#y("remove",{number:o})},t),this.#o=ht({component:o=>this.#m("component",o),head:o=>this.#m("_selected",{...this.#e.get("_selected"),head:o}),travel:o=>{this.#y(o)},copyCode:()=>{this.#_()}},t),this.#E(),this.#v(),this.#H(),Ue(r,this.element,()=>this.#k(),t),requestAnimationFrame(()=>this.#S())}#b(e,t){let r=new V(t,{hover:o=>this.#A(e,o),select:o=>this.#O(e,o),activate:o=>this.#L(e,o),remove:o=>this.#N(e,o),travel:o=>{this.#y(o)},shown:(o,i)=>this.#B(e,o,i,this.#e.get("picked"))},this.#n);return r.element.addEventListener("scroll",()=>this.#k(),{signal:this.#n,passive:!0}),r}#E(){let{source:e,target:t,result:r}=this.#t,o=(c,d,p,...u)=>a("div",{class:`panel ${c}`},a("h3",{},d," ",a("span",{class:"at"},p)),...u);this.#s.append(o("source","Other prompt","drag or click a cell to take it",this.#c,e.element),o("target","Prompt, clean","put it into the same layer",t.element),o("result","Result","the residual stream with all patches",r.element),a("div",{class:"side",role:"group","aria-label":"Values"},this.#u,this.#h),this.#a.element);let{messages:i,status:s}=this.#r,l=[this.#o.element,i,s];this.element.append(...l,this.#s,this.#l.element,this.#d),this.element.append(this.#g)}#v(){let e=(t,r)=>v(this.#e,`change:${t}`,r,this.#n);e("_screen",()=>this.#q()),e("_selected",()=>this.#S()),e("picked",()=>this.#P()),e("component",()=>this.#C()),e("busy",()=>m(this.element,"data-busy",this.#e.get("busy"))),this.#d.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("button"):null;r!==null&&this.#y("remove",{number:Number(r.dataset.number)})},{signal:this.#n}),new Q(this.#s,{from:t=>this.#t.source.cellOf(t),to:t=>this.#t.target.cellOf(t)??this.#t.result.cellOf(t),line:(t,r)=>this.#a.drag(this.#t.source.cell(t),r),start:t=>this.#w(t),drop:(t,r)=>r===null?this.#m("picked",null):this.#$(r.column)},this.#n)}#L(e,t){let r=this.#e.get("picked");e==="source"?r?.[0]===this.#M("source",t)&&r[1]===t.column?this.#m("picked",null):this.#T(t):r!==null?this.#$(t.column):this.#N(e,t)}#T(e){this.#w(e);let{source:t,target:r}=this.#i,o=f(t?.screen.tokens[e.column]??"");this.#r.announce(`${t?.layerName(e.row)}, position ${e.column} ${o} is taken. Click, or press Enter, where it goes.`),this.#t.target.focus(M(e,r.size))}#w(e){this.#m("picked",[this.#M("source",e),e.column])}#$(e){let[t,r]=this.#e.get("picked")??[0,0];this.#R({row:t-this.#i.target.first,column:e},"patch",{layer:t,source:r,target:e})}#N(e,t){e==="source"&&this.#m("picked",null);let r=e==="source"?void 0:this.#i.at(e,t).at(-1);r!==void 0&&this.#R(t,"remove",{number:r.number})}#O(e,t){if(this.#p=e,e==="source"&&(this.#x=t),this.#t[e].select(t),this.#A(e,null),e==="source")return;let[r,o]=[this.#M(e,t),t.column],i=this.#e.get("_selected");(i.layer!==r||i.position!==o)&&this.#m("_selected",{...i,layer:r,position:o})}#m(e,t){this.#e.set(e,t),this.#e.save_changes()}async#R(e,t,r){this.#t.target.pending(e,!0),await this.#y(t,r),this.#t.target.pending(e,!1)}async#y(e,t={}){await this.#r.ask(e,t)}async#_(){let e=await _e(this.#i.screen.code);e||(this.#g.open=!0),this.#r.announce(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#q(){try{this.#i=new K(this.#e.get("_screen")),this.#H()}catch(e){this.#r.fail(e)}}#H(){let e=this.#i;for(let t of ge){let r=e.lens(t);this.#t[t].element.hidden=r===null,r!==null&&this.#t[t].draw(r,ue(r,"top probability",0))}this.#c.hidden=e.source!==null,m(this.element,"data-patched",e.changed),this.#l.draw(ue(e.result,"top probability",0)),this.#u.replaceChildren(...lt(e)),this.#W(),this.#K(),this.#f.textContent=e.screen.code,this.#r.announce(e.summary()),this.#C(),this.#S(),this.#P()}#K(){let e=this.#d.getRootNode(),t=this.#d.contains(e.activeElement??null);this.#d.replaceChildren(...dt(this.#i)),t&&(this.#d.querySelector("button")??this.#d).focus()}#C(){let e=this.#e.get("_selected").head??0;this.#o.draw(this.#i,this.#e.get("component"),e)}#S(){for(let e of ge)this.#i.lens(e)&&this.#t[e].select(this.#z(e));this.#C(),this.#A(this.#p,null),this.#k()}#P(){let e=this.#e.get("picked");for(let t of ge)for(let[r,o]of this.#t[t].shown())this.#B(t,r,o,e);m(this.#s,"data-picked",e!==null),this.#k()}#B(e,t,r,o){let i=this.#M(e,t),s=e==="source"&&o?.[0]===i&&o[1]===t.column,l=e==="result"?[]:this.#i.at(e,t),c=e==="target"&&o!==null&&o[0]!==i,d=e==="result"&&this.#i.changed&&!this.#i.reached(t),p=e==="source"?"from":"to";m(r,"data-link",s?"picked":l.length>0?p:null),m(r,"data-dim",c||d);let u=s?"taken":l.length>0?e==="source"?"copied":"patched":null;m(r,"aria-description",u??(d?"out of reach":null))}#W(){let{patches:e}=this.#i.screen;this.#t.source.keep(e.map(({from:t})=>t)),this.#t.target.keep(e.map(({to:t})=>t))}#k(){let e=[];for(let t of this.#i.screen.patches){let r=this.#i.ends(t),o=r&&this.#t.source.cell(r.from),i=r&&this.#t.target.cell(r.to);o&&i&&e.push({patch:t,from:o,to:i})}this.#a.draw(e)}#A(e,t){let r=t===null?this.#p:e;this.#h.replaceChildren(...ct(this.#i,r,t??this.#z(r)))}#M(e,t){return t.row+(this.#i.lens(e)?.first??0)}#z(e){let t=this.#i.lens(e)??this.#i.target,r={row:t.size.rows-1,column:t.size.columns-1};if(e==="source")return M(this.#x??r,t.size);let{layer:o,position:i}=this.#e.get("_selected");return M({row:o===null?r.row:o-t.first,column:i??r.column},t.size)}};var $o=Pe([Be,ze,Oe],(n,e,t)=>new ee(n,e,t));export{$o as default};

var Q=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
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

/* What is only read aloud. */
.unseen {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.progress span {
  overflow: hidden;
  min-width: 0;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.progress[hidden] {
  display: none;
}

.progress progress {
  flex: 0 0 160px;
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

/* A drop-down choice with its name. */
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

.select select {
  min-width: 0;
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

/* A swatch before a name: which run it is. */
.mark::before {
  content: "";
  display: inline-block;
  width: 9px;
  height: 9px;
  margin-right: 5px;
  border-radius: 2px;
  background: var(--accent);
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
`;function c(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))p(r,o,i);return r.append(...n),r}function p(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function X(t,e,n){try{e()}catch(r){t.append(L(S(r),n))}}function S(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function L({message:t,details:e},n){let r=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=c("div",{},c("p",{},t));e&&o.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let i=c("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var Ve=["a","c","v","x","y","z"],We=["text","search","number"];function Y(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&We.includes(t.type)}function Z(t){return t.ctrlKey||t.metaKey?Ve.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ee(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function te(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function P({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return H({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return H({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return H({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return H({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function H({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function v(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function O(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Je=["Enter"," ","Delete","Backspace"],ne=[{row:0,column:0},{rows:1,columns:1}];function re(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Qe(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function Qe(t,e){return Y(e)?Z(t):ee(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&te(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Xe(t)?!0:P(...ne,t)!==null||v(t,...Je)||O(t)!==null}function Xe(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&P(...ne,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function ie(t){let e=[...t.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)ae(s);let o=e.map(s=>s.getBoundingClientRect());e.forEach((s,l)=>{let a=r[l]??null;a===null?s.removeAttribute("style"):s.setAttribute("style",a)});let i=new Map(e.map((s,l)=>[s,oe(o[l],n[l])]));return new Map([...i].map(([s,l])=>[s,oe(Ze(s,i),l)]))}function se(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&Ye(t,e);let r=n.get(t);r!==void 0&&ae(e);let o=t.parentElement,[i,s]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function ae(t){t.style.position="relative",t.style.inset="auto"}function Ye(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...s)=>s.reduce((l,a)=>l+(Number.parseFloat(n.getPropertyValue(a))||0),0),[o,i]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),i>=1&&(e.style.paddingBottom=`${r("padding-bottom")+i}px`)}function oe(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function Ze(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var le="http://www.w3.org/1999/xhtml",U=12,et=2,tt=16e3,nt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function de(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=rt(t),o=document.createElementNS(le,"style");o.textContent=ot(e);let i=document.createElementNS(le,"div");for(let{name:l,value:a}of t.attributes)l!=="style"&&i.setAttribute(l,a);i.setAttribute("class","nnexplore"),i.setAttribute("style",it(t,o.textContent,n,r)),i.append(o,...at(e));let s={width:n+2*U,height:r+2*U};return{...s,svg:dt(i,s.width,s.height)}}async function ue({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(et,tt/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((l,a)=>{let d=()=>a(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?d():l(u),"image/png")})}function rt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ot(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return nt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function it(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(a=>[a,o.getPropertyValue(a).trim()]).filter(([,a])=>a!=="").map(([a,d])=>`${a}: ${d}`),`color-scheme: ${st(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${U}px`,"overflow: hidden"].join("; ")}function st(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function at(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!ce(r)),n=ie(t);return e.map(r=>{let o=r.cloneNode(!0),i=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,l)=>{let a=i[l];a!==void 0&&(lt(s,a),se(s,a,n))});for(let s of i)ce(s)&&s.remove();return o})}function ce(t){return t.hasAttribute("data-unexported")}function lt(t,e){t instanceof HTMLCanvasElement?ct(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function ct(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function dt(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return ut(i)}function ut(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var A=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},pe=8e3;function N(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return h(t,"msg:custom",a=>{let d=r.get(a?.id);d!==void 0&&(r.delete(a.id),clearTimeout(d.timer),a.kind==="error"?d.fail(new A(a.message,a.details)):d.done())},n),h(t,"change:_progress",()=>{for(let a of r.values())clearTimeout(a.timer),a.timer=setTimeout(e,pe)},n),n.addEventListener("abort",()=>{for(let{timer:a}of r.values())clearTimeout(a);r.clear()}),(a,d={})=>new Promise((u,f)=>{let g=`${o}-${++i}`;r.set(g,{done:u,fail:f,timer:setTimeout(e,pe)}),t.send({kind:a,id:g,...d})})}var he=new WeakMap;function h(t,e,n,r){t.on(e,n);let o=he.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let s=[i];he.set(r,s),r.addEventListener("abort",()=>{for(let l of s)l()})}var pt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function fe(t,e,n,r){let o=d=>async()=>{try{await d()}catch(u){n(L(S(u),r))}},s=ht(t,()=>n(c("p",{class:"notice",role:"status"},pt)),r),l=d=>`${ft(e)}.${d}`,a=()=>de(e);return mt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>j(await ue(a()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>j(new Blob([a().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function ht(t,e,n){let r=N(t,e,n),o=new Set;return h(t,"msg:custom",(s,l)=>{let[a]=l??[];if(s?.kind!=="page"||a===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(a.buffer,a.byteOffset,a.byteLength);j(new Blob([d],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function j(t,e){let n=URL.createObjectURL(t);c("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function ft(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function mt(t,e){let n=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:a,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},a)),o=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=c("div",{class:"save-menu","data-unexported":!0},n,o),s=a=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[a]?.focus()},l=a=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),a&&n.focus())};return n.addEventListener("click",()=>o.hidden?s(0):l(!0),{signal:e}),r.forEach((a,d)=>{let u=()=>{l(!0),t[d]?.act()};a.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",a=>gt(a,r,o.hidden,s,l),{signal:e}),i.addEventListener("focusout",a=>bt(a,i,l),{signal:e}),i}function gt(t,e,n,r,o){let i=e.length-1,s=e.indexOf(t.target),l=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[t.key];l!==void 0&&v(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(l)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function bt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var xt=4;function me(t,e){let n=c("progress",{max:1,value:0,"aria-label":"Progress"}),r=c("span",{class:"quiet"}),o=c("button",{type:"button"},"Cancel"),i=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),s=c("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),l=c("div",{},i,s);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let a=yt(o,e),d=-1,u=(g,b)=>{let M=Math.floor(g*xt);M!==d&&(s.textContent=`Running: ${b||`${Math.round(g*100)} %`}`),d=M},f=()=>{let{done:g=0,total:b=0,text:M=""}=t.get("_progress")??{};b===0?(a(),d>=0&&(s.textContent="No longer running"),d=-1):u(g/b,M),i.hidden=b===0,n.value=b>0?g/b:0,r.textContent=M};return h(t,"change:_progress",f,e),f(),l}function yt(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let i=n?.isConnected&&n.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?n:s)?.focus()}}function vt(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function ge(t,e){let n=()=>{t.style.colorScheme=vt(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function be(t,e){function n({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=c("div",{class:"nnexplore"}),a=l.attachShadow({mode:"open"});a.append(c("style",{},Q,...t),me(r,s.signal)),o.append(l),ge(l,s.signal),re(l,s.signal),X(a,()=>a.append(e(r,s.signal,l).element),s.signal);let d=a.lastElementChild;return a.append(fe(r,l,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:n}}var xe=`/* The bar: fields, the strip of tokens, and what one token is. */

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

.size,
.hint,
.id {
  color: var(--quiet);
}

.choice {
  margin-left: auto;
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

/* A long prompt: which part of it is shown. */
.parts {
  display: flex;
  gap: 10px;
  align-items: center;
  margin: 0 3px 6px;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.parts[hidden] {
  display: none;
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
`;var ye=`/* What comes next: a table a prompt, a bar a run. */

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
`;function D(t,e,n,r){let o=c("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>Et(o)&&n(),{signal:r}),o}function I(t,e,n=""){p(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,p(t,"title",(e?"":n)||t.dataset.title||null)}function Et(t){return t.getAttribute("aria-disabled")!=="true"}function ve(t,e,n,r){let o=c("fieldset",{class:"choice"},c("legend",{},t)),i=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([l,a,d])=>{let u=c("input",{type:"radio",name:i,value:l});u.addEventListener("change",()=>n(l),{signal:r});let f=c("label",{title:d||null},u,c("span",{},a));return o.append(f),{value:l,title:d,radio:u,label:f}});return{element:o,draw(l,a=()=>null){for(let{value:d,title:u,radio:f,label:g}of s){let b=a(d);f.checked=d===l,f.disabled=b!==null&&d!==l,p(g,"title",b??(u||null))}}}}function m(t){if(!Number.isFinite(t))return Ee(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return we(n)}return we(Number(t.toPrecision(9)))}function we(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function ke(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):Ee(t)}function Ee(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function w(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var Tt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",K=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#e;#t;#n;#s=null;constructor(e,n){this.#e=e,this.#n=n,this.#t=N(e,()=>this.#i(),n);for(let r of["_error","_screen"])h(e,`change:${r}`,()=>this.#r(),n);h(e,"change:_progress",()=>this.#a(),n),this.#r()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#t(e,n),r?this.#a():this.#r(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=S(e);this.#d({message:n,details:e instanceof A?e.details:r})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#r(){let{message:e,details:n}=this.#e.get("_error")??{};e?this.#d({message:e,details:n}):this.messages.replaceChildren()}#i(){this.notice(Tt),this.#s=this.messages.firstElementChild}#a(){this.#s?.remove(),this.#s=null}#d(e){this.messages.replaceChildren(L(e,this.#n))}};var Mt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function G(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),St).join("")}}function y(t){let{spaces:e,text:n}=G(t);return"·".repeat(e)+n}function x(t){return JSON.stringify(t)}function St(t){let e=Mt.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}var Ae=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Ce=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function $e(){return Array.from({length:256},(t,e)=>{let n=e/255,r=Te(n,"light"),o=Te(n,"dark");return{background:`light-dark(${R(r)}, ${R(o)})`,ink:`light-dark(${R(Me(r,n,"light"))}, ${R(Me(o,n,"dark"))})`}})}function He(){return`--scale-light:${Ae.join(",")};--scale-dark:${Ce.join(",")}`}function Pe(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function Te(t,e){let n=e==="light"?Ae:Ce,r=t*(n.length-1),o=Math.min(Math.floor(r),n.length-2),i=Le(J(n[o]??"#000000")),s=Le(J(n[o+1]??"#000000"));return Lt(Ne(i,s,r-o))}function Me(t,e,n){let r=[0,0,0],o=[1,1,1],i=V(t,r)>=V(t,o)?r:o,s=J(n==="light"?"#5b6675":"#97a5b5"),l=Ne(s,i,Math.min(1,e/.22));return V(t,l)>=4.5?l:i}function V(t,e){let[n,r]=[Se(t),Se(e)].sort((o,i)=>o-i);return(r+.05)/(n+.05)}function Se([t,e,n]){return .2126*k(t)+.7152*k(e)+.0722*k(n)}function k(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function W(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Ne(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function Le([t,e,n]){let[r,o,i]=[k(t),k(e),k(n)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),a=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*a,1.9779984951*s-2.428592205*l+.4505937099*a,.0259040371*s+.7827717662*l-.808675766*a]}function Lt([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,o=(t-.1055613458*e-.0638541728*n)**3,i=(t-.0894841775*e-1.291485548*n)**3;return[W(4.0767416621*r-3.3077115913*o+.2309699292*i),W(-1.2684380046*r+2.6097574011*o-.3413193965*i),W(-.0041960863*r-.7034186147*o+1.707614701*i)]}function J(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function R(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var At=$e(),Ct=58;function Ke(t,{low:e,high:n},r){return t===null||r==="none"||!Number.isFinite(t)?null:r==="change"?$t(t/n):At[Pe((t-e)/(n-e))]??null}function $t(t){let e=Math.min(1,Math.abs(t))*Ct;return{background:`color-mix(in oklab, ${t<0?"var(--change)":"var(--accent)"} ${e.toFixed(1)}%, var(--paper))`,ink:"light-dark(#000000, #ffffff)"}}function Re(t,{low:e,high:n},r){let o=[],i=c("i",{"aria-hidden":"true",style:t==="change"?null:He()});if(t!=="none"){let s=t==="change"?"log-probability, edited − clean":`log-probability, ${t} run`,l=[m(e).replace("-","−"),`${m(n)} nats`];t==="change"&&(l[1]=`+${l[1]}`),o.push(c("span",{class:`item ${t}`},`${s} `,l[0]??"",i,l[1]??""))}return r&&o.push(c("span",{class:"item"},c("i",{class:"differs","aria-hidden":"true"}),"differs")),o}var Ht="The logarithm of the probability that the model gave this token after those before it, in nats";function qe(t,e){let n=e===null?null:t.here(e);if(e===null||n===null&&t.there(e)===null)return[c("span",{class:"hint"},"Click a token, or use the arrow keys, to select its position in all views.")];let r=[c("b",{},`position ${e}`)];r.push(n===null?c("span",{},"not in the prompt"):_e(n));let[o,i]=[t.said("edited",e),t.said("clean",e)];n!==null&&o===null&&r.push(c("span",{class:"hint"},"the first: nothing predicts it")),i!==null&&r.push(_(t.screen.changed?"clean":"log p",i)),i!==null&&o!==null&&t.screen.changed&&r.push(_("edited",o),_("change",Math.fround(o-i)));let s=t.there(e);if(s!==null){let l=c("span",{class:"beside"},"other ",_e(s)),a=t.said("others",e);r.push(l,...a===null?[]:[_("log p",a)])}return r}function _e({text:t,id:e}){return c("span",{title:x(t)},c("code",{},y(t)),c("span",{class:"id"},` id ${e}`))}function _(t,e){let n=m(e).replace("-","−");return c("span",{class:"fact",title:Ht,"data-value":m(e)},c("span",{class:"hint"},`${t} `),n)}var q=class{label;input;#e=c("span",{class:"hint"});#t=null;#n=!1;constructor(e,n,r,o,i){this.input=c("input",{type:"text",spellcheck:"false",autocomplete:"off",placeholder:r}),this.label=c("label",{},c("span",{class:"name"},n),this.input,this.#e);let s=(l,a)=>this.input.addEventListener(l,d=>a(d),{signal:i});s("input",()=>this.#i()),s("keydown",async l=>{l.isComposing||(l.key==="Escape"&&this.#r(),!(l.key!=="Enter"||l.shiftKey||!this.#n)&&(l.preventDefault(),p(this.label,"data-pending",!0),await o(e,this.input.value)&&this.#r(),p(this.label,"data-pending",!1)))})}draw(e,n){this.#t=e,this.#n?this.#i():this.#r(),this.#s(e?.ids?`given as ${w(n,"token id")}`:"")}#s(e){this.label.title=e}#r(){this.input.value=Be(this.#t),this.#i()}#i(){this.#n=this.input.value!==Be(this.#t),p(this.label,"data-typed",this.#n),this.#e.textContent=this.#n?"Enter runs, Esc takes back":""}};function Be(t){return(t?.text??"").replace(/[\r\n]/g,"")}function Fe(t,e){let n=new q("prompt","Prompt","type a prompt",t,e),r=new q("other","Other","none: type one to compare and to copy from",t,e);return{element:c("div",{class:"fields"},n.label,r.label),draw(o,i,s){n.draw(o,s[0]),r.draw(i,s[1])}}}function Oe(){let t=ze("Next token"),e=ze("Next token of the other prompt");return{element:c("div",{class:"next"},t.element,e.element),draw(n){let r=n.screen.changed,o=n.after.position,i=o===void 0?"":` after ${y(n.here(o)?.text??"")} (${o})`;t.named(`Next token${i}`);let s=o===void 0?"":` after ${y(n.there(o)?.text??"")} (${o})`;e.named(`Next token of the other prompt${s}`),t.draw(n.next("next"),r?["clean","edited"]:["clean"],r),e.draw(n.next("other_next"),["other"],!1)}}}function ze(t){let e=c("span",{class:"key"}),n=c("tbody",{}),r=c("span",{},t),o=c("h3",{},r,e),i=c("section",{"aria-label":t},o,c("table",{},n));return{element:i,named(s){r.textContent!==s&&(r.textContent=s)},draw(s,l,a){i.hidden=s.length===0,e.replaceChildren(...a?l.map(d=>c("span",{class:`mark ${d}`},d)):[]),p(i,"data-compared",a),n.replaceChildren(...s.map(d=>Pt(d,l)))}}}function Pt({id:t,text:e,probabilities:n},r){let o=c("th",{scope:"row",title:`${x(e)}, id ${t}`},c("code",{},y(e))),i=c("td",{class:"bars","aria-hidden":"true"}),s=c("tr",{},o,i);for(let[l,a]of r.entries()){let d=n[l]??Number.NaN,u=Number.isFinite(d)?d*100:0;i.append(c("i",{class:a,style:`width:${u}%`})),s.append(c("td",{class:`value ${a}`,title:`${a} ${m(d)}`},ke(d)))}return s}function C(t){let e=Ue(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function B(t){let e=Ue(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ue(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var E=class{constructor(e,n={}){this.screen=e;this.after=n;this.#e=B(e.ids),this.#t=B(e.other_ids),this.#n={edited:C(e.edited),clean:C(e.clean),others:C(e.others)}}screen;after;#e;#t;#n;get length(){return Math.max(this.screen.tokens.length,this.screen.other_tokens?.length??0)}here(e){return je(this.screen.tokens,this.#e,e)}there(e){return je(this.screen.other_tokens??[],this.#t,e)}differs(e){return this.screen.other_tokens!==null&&this.here(e)?.id!==this.there(e)?.id}get differing(){return Array.from({length:this.length},(e,n)=>this.differs(n)).filter(Boolean).length}said(e,n){return this.#n[e][n-1]??null}value(e,n){if(e==="none")return null;if(e!=="change")return this.said(e,n);let[r,o]=[this.said("edited",n),this.said("clean",n)];return r===null||o===null?null:Math.fround(r-o)}range(e){let n=[];for(let s=1;s<this.length;s++){let l=e==="change"?null:this.said("others",s);for(let a of[this.value(e,s),l])a!==null&&Number.isFinite(a)&&n.push(a)}let r=(s,l)=>Math.max(s,Math.abs(l)),o=Math.max(e==="change"?.01:1,n.reduce(r,0));if(e!=="change")return{low:-Math.ceil(o),high:0};let i=o>=1?Math.ceil(o):Math.ceil(o*100)/100;return{low:-i,high:i}}next(e){let n=this.after.position===void 0?this.screen[e]:this.after[e];if(!n)return[];let r=n.probabilities.map(C);return[...B(n.ids)].map((o,i)=>({id:o,text:n.texts[i]??"",probabilities:r.map(s=>s[i]??Number.NaN)}))}describe(e,n){let[r,o]=[this.here(e),this.there(e)],i=[`position ${e}`,r===null?"none":x(r.text)],s=this.value(n,e);return s!==null&&i.push(`${n==="change"?"change":"log-probability"} ${m(s)}`),this.screen.other_tokens!==null&&this.differs(e)&&i.push(o===null?"none in the other prompt":`${x(o.text)} in the other prompt`),i.join(", ")}};function je(t,e,n){let[r,o]=[t[n],e[n]];return r===void 0||o===void 0?null:{text:r,id:o}}var T=400;function $(t,e){let n=Math.floor(t/T)*T;return{from:n,upto:Math.min(e,n+T)}}function De(t,e){let n=0,r=D("‹ earlier","",()=>t(n-T),e),o=D("later ›","",()=>t(n+T),e),i=c("span",{}),s=c("div",{class:"parts",role:"group","aria-label":"Part of the prompt"},r,i,o);return{element:s,draw(l,a){n=l;let{upto:d}=$(l,a);s.hidden=a<=T,i.textContent=`positions ${l} to ${d-1} of ${a}`,I(r,l>0),I(o,d<a)}}}var F=class{element;#e=c("div",{class:"strip",role:"listbox","aria-orientation":"horizontal"});#t;#n;#s;#r=[];#i=0;#a=null;#d="none";#l=0;#o=null;constructor(e,n){this.#t=e,this.#e.setAttribute("aria-label","Tokens of the prompt"),this.#n=c("div",{class:"scroll"},this.#e),this.#s=De(i=>this.#p(i),n),this.element=c("div",{},this.#s.element,this.#n);let r=i=>this.#b(i),o=(i,s)=>this.#e.addEventListener(i,l=>s(l),{signal:n});o("click",i=>{let s=r(i);s===null||s>=this.#l||(this.#c(s)?.focus(),e.select(s))}),o("pointerover",i=>e.hover(r(i))),o("pointerleave",()=>e.hover(null)),o("keydown",i=>this.#v(i)),requestAnimationFrame(()=>this.#x())}draw(e,n){this.#a=e,this.#d=n,this.#l=e.screen.tokens.length,this.#i=$(Math.min(this.#i,Math.max(0,e.length-1)),e.length).from,this.#u()}#u(){let[e,n]=[this.#a,this.#d];if(e===null)return;let r=e.range(n),o=e.screen.other_tokens!==null,{from:i,upto:s}=$(this.#i,e.length);for(;this.#r.length<s-i;)this.#r.push(Nt());this.#r.length=s-i;let a=c("div",{class:"labels","aria-hidden":"true"},...(o?["prompt","other"]:["prompt"]).map(d=>c("b",{},d)));this.#e.replaceChildren(a,...this.#r),p(this.#e,"data-compared",o);for(let[d,u]of this.#r.entries())Kt(u,e,i+d,n,r,o);this.#s.draw(i,e.length),this.#h()}select(e){let n=e!==this.#o;this.#o=e,n&&this.#f(e)&&this.#p(e),this.#h(),this.#x()}#x(){let e=this.#f(this.#o)?this.#c(this.#o):void 0;e!==void 0&&this.#m(e)}#p(e){let{from:n}=$(e,this.#a?.length??0);n!==this.#i&&(this.#i=n,this.#n.scrollTop=0,this.#u())}#h(){let e=this.#f(this.#o)&&this.#c(this.#o)!==void 0,n=e?this.#o:this.#i;for(let[r,o]of this.#r.entries()){let i=this.#i+r;p(o,"aria-selected",String(e&&i===this.#o)),o.tabIndex=i===n&&i<this.#l?0:-1}}#f(e){return e!==null&&e<this.#l}#c(e){return this.#r[e-this.#i]}#m(e){let n=this.#n,r=e.offsetTop-this.#e.offsetTop;r<n.scrollTop&&(n.scrollTop=r-4);let o=r+e.offsetHeight;o>n.scrollTop+n.clientHeight&&(n.scrollTop=o-n.clientHeight+4)}#v(e){let n=this.#b(e),r=O(e),o=n===null?null:this.#y(e,n);if(r!==null)this.#t.travel(r);else if(o!==null)this.#p(o),this.#c(o)?.focus({preventScroll:!0}),this.#t.select(o);else if(v(e,"Enter"," "))this.#t.select(n);else if(v(e,"Escape"))this.#t.select(null);else return;e.preventDefault()}#y(e,n){let r={rows:1,columns:this.#l},o=P({row:0,column:n},r,e);return o===null?null:e.key==="ArrowUp"||e.key==="PageUp"?this.#g(n,-1):e.key==="ArrowDown"||e.key==="PageDown"?this.#g(n,1):o.column}#g(e,n){let r=this.#c(e);if(r===void 0)return e;let o=a=>a.offsetLeft+a.offsetWidth/2,i=e,s=null,l=e+n;for(;l>=0&&l<this.#l;l+=n){let a=this.#c(l);if(a===void 0)break;if(a.offsetTop===r.offsetTop)continue;if(s??=a.offsetTop,a.offsetTop!==s)break;let d=u=>Math.abs(o(this.#c(u)??r)-o(r));(i===e||d(l)<d(i))&&(i=l)}return s===null&&l>=0&&l<this.#l?l:i}#b(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null,r=n===null?-1:this.#r.indexOf(n);return r<0?null:this.#i+r}};function Nt(){let t=["number","token here","token there"].map(e=>c("span",{class:e}));return c("div",{role:"option",class:"column"},...t)}function Kt(t,e,n,r,o,i){let[s,l]=[e.here(n),e.there(n)],[a,d,u]=t.children,f=r==="none"||r==="change"?null:e.said("others",n);Ie(d,s,e.value(r,n),o,r),Ie(u,l,f,o,r),a.textContent!==String(n)&&(a.textContent=String(n)),u.hidden=!i,p(t,"aria-posinset",n+1),p(t,"aria-setsize",e.length),p(t,"data-differs",e.differs(n)),p(t,"aria-disabled",s===null?"true":null),p(t,"aria-label",e.describe(n,r))}function Ie(t,e,n,r,o){let{spaces:i,text:s}=G(e?.text??"–");t.textContent!==s&&(t.textContent=s);let l=Ke(n,r,o),a=n!==null&&!Number.isFinite(n);p(t,"style",l===null?null:`background:${l.background};color:${l.ink}`),p(t,"data-lead",i>0&&e!==null?"·".repeat(i):null),p(t,"data-none",e===null),p(t,"data-unknown",a?m(n):null),p(t,"title",e===null?null:`${y(e.text)}, id ${e.id}`)}var Rt=[["none","none","No colour"],["clean","clean","The log-probability that the model gave each token without changes"],["edited","edited","The log-probability that the model gave each token with the changes"],["change","change","Edited − clean: blue is likelier with the changes, orange less likely"]],z=class{element;#e;#t;#n;#s;#r=Oe();#i=c("span",{class:"size"});#a;#d=c("p",{class:"facts"});#l=c("p",{class:"legend"});#o;#u=null;constructor(e,n){this.#e=e,this.#o=new E(e.get("_screen"),e.get("_here")),this.#t=new K(e,n),this.#s=Fe((r,o)=>this.#t.ask(r,{text:o}),n),this.#n=new F({select:r=>this.#p(r),hover:r=>this.#f(r),travel:r=>{this.#t.ask(r)}},n),this.#a=ve("Colour",Rt,r=>this.#h("colour",r),n),this.element=this.#x(),this.#m(),this.#b(),h(e,"change:_screen",()=>this.#c(),n),h(e,"change:_selected",()=>this.#y(),n),h(e,"change:_here",()=>this.#v(),n),h(e,"change:colour",()=>this.#m(),n),h(e,"change:busy",()=>this.#b(),n)}#x(){this.#t.status.classList.add("unseen");let e=c("header",{},c("h2",{},"Tokens"),this.#i,this.#a.element),n=c("div",{class:"under"},this.#d,this.#l);return c("section",{class:"bar","aria-label":"Tokens"},e,this.#t.messages,this.#s.element,this.#n.element,n,this.#r.element,this.#t.status)}#p(e){this.#u=null;let n=this.#e.get("_selected");n.position!==e&&this.#h("_selected",{...n,position:e})}#h(e,n){this.#e.set(e,n),this.#e.save_changes()}#f(e){this.#u=e,this.#g()}#c(){try{this.#o=new E(this.#e.get("_screen"),this.#e.get("_here")),this.#u=null,this.#m(),this.#t.announce(this.#w())}catch(e){this.#t.fail(e)}}#m(){let{screen:e}=this.#o,n=this.#e.get("colour"),[r,o]=[e.tokens.length,e.other_tokens?.length??0],i=e.other_tokens!==null,s=`other prompt ${o}, ${w(this.#o.differing,"position differs","positions differ")}`;this.#i.textContent=i?`${w(r,"token")} · ${s}`:w(r,"token"),this.#s.draw(e.prompt,e.other,[r,o]),this.#n.draw(this.#o,n),this.#l.replaceChildren(...Re(n,this.#o.range(n),i)),this.#r.draw(this.#o),this.#a.draw(n),this.#y()}#v(){this.#o=new E(this.#e.get("_screen"),this.#e.get("_here")),this.#r.draw(this.#o)}#y(){this.#n.select(this.#e.get("_selected").position),this.#g()}#g(){let e=this.#u??this.#e.get("_selected").position;this.#d.replaceChildren(...qe(this.#o,e))}#b(){p(this.element,"data-busy",this.#e.get("busy")),p(this.#n.element,"aria-busy",String(this.#e.get("busy")))}#w(){let[e]=this.#o.next("next");return e===void 0?"No prompt.":`Next token ${x(e.text)}, probability ${e.probabilities.at(-1)?.toFixed(4)}.`}};var gr=be([xe,ye],(t,e)=>new z(t,e));export{gr as default};

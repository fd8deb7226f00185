var lt=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function a(n,t={},...e){let r=document.createElement(n);for(let[i,o]of Object.entries(t))m(r,i,o);return r.append(...e),r}function m(n,t,e){if(e===!1||e===null||e===void 0){n.hasAttribute(t)&&n.removeAttribute(t);return}let r=e===!0?"":String(e);n.getAttribute(t)!==r&&n.setAttribute(t,r)}function dt(n,t,e){try{t()}catch(r){n.append(z(K(r),e))}}function K(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function z({message:n,details:t},e){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=a("div",{},a("p",{},n));t&&i.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},t)));let o=a("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:e}),o}var Zt=["a","c","v","x","y","z"],Qt=["text","search","number"];function pt(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&Qt.includes(n.type)}function ut(n){return n.ctrlKey||n.metaKey?Zt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ct(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function ht(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function mt({row:n,column:t},{rows:e,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return F({row:n,column:t-1},{rows:e,columns:r});case"ArrowRight":return F({row:n,column:t+1},{rows:e,columns:r});case"ArrowUp":return F({row:n-1,column:t},{rows:e,columns:r});case"ArrowDown":return F({row:n+1,column:t},{rows:e,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?e-1:n,column:r-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:e-1,column:t};default:return null}}function F({row:n,column:t},{rows:e,columns:r}){return{row:Math.max(0,Math.min(e-1,n)),column:Math.max(0,Math.min(r-1,t))}}function q(n,...t){return t.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function Y(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let t=n.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:n.shiftKey?"redo":"undo"}var te=["Enter"," ","Delete","Backspace"],ft=[{row:0,column:0},{rows:1,columns:1}];function gt(n,t){let e=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",ee(r,i[0]))};window.addEventListener("keydown",e,{capture:!0,signal:t})}function ee(n,t){return pt(t)?ut(n):ct(n)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&ht(n)||t instanceof Element&&t.closest("[data-shifted]")!==null&&ne(n)?!0:mt(...ft,n)!==null||q(n,...te)||Y(n)!==null}function ne(n){let{ctrlKey:t,metaKey:e,altKey:r,key:i}=n;return n.shiftKey&&mt(...ft,{key:i,ctrlKey:t,metaKey:e,altKey:r,shiftKey:!1})!==null}function xt(n){let t=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),e=t.map(s=>s.getBoundingClientRect()),r=t.map(s=>s.getAttribute("style"));for(let s of t)wt(s);let i=t.map(s=>s.getBoundingClientRect());t.forEach((s,d)=>{let l=r[d]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(t.map((s,d)=>[s,bt(i[d],e[d])]));return new Map([...o].map(([s,d])=>[s,bt(ie(s,o),d)]))}function yt(n,t,e){/auto|scroll/.test(getComputedStyle(n).overflow)&&re(n,t);let r=e.get(n);r!==void 0&&wt(t);let i=n.parentElement,[o,s]=[(r?.x??0)-(i?.scrollLeft??0),(r?.y??0)-(i?.scrollTop??0)];(o!==0||s!==0)&&(t.style.translate=`${o}px ${s}px`)}function wt(n){n.style.position="relative",n.style.inset="auto"}function re(n,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${n.getBoundingClientRect().height}px`,t.style.maxHeight="none";let e=getComputedStyle(n),r=(...s)=>s.reduce((d,l)=>d+(Number.parseFloat(e.getPropertyValue(l))||0),0),[i,o]=[n.offsetWidth-n.clientWidth-r("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-r("border-top-width","border-bottom-width")];i>=1&&(t.style.paddingRight=`${r("padding-right")+i}px`),o>=1&&(t.style.paddingBottom=`${r("padding-bottom")+o}px`)}function bt(n={x:0,y:0},t=n){return{x:t.x-n.x,y:t.y-n.y}}function ie(n,t){let e=n.parentElement;for(;e!==null&&!t.has(e);)e=e.parentElement;return e===null?void 0:t.get(e)}var vt="http://www.w3.org/1999/xhtml",Z=12,oe=2,se=16e3,ae=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Et(n){let t=n.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:e,height:r}=le(n),i=document.createElementNS(vt,"style");i.textContent=de(t);let o=document.createElementNS(vt,"div");for(let{name:d,value:l}of n.attributes)d!=="style"&&o.setAttribute(d,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",pe(n,i.textContent,e,r)),o.append(i,...ce(t));let s={width:e+2*Z,height:r+2*Z};return{...s,svg:fe(o,s.width,s.height)}}async function Tt({svg:n,width:t,height:e}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(oe,se/Math.max(t,e)),o=document.createElement("canvas");o.width=Math.round(t*i),o.height=Math.round(e*i);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,o.width,o.height),new Promise((d,l)=>{let p=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(u=>u===null?p():d(u),"image/png")})}function le(n){let t=n.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function de(n){let t=[...n.querySelectorAll("style")].map(i=>i.textContent),e=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...t,...e].join(`
`);return ae+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function pe(n,t,e,r){let i=getComputedStyle(n);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,p])=>`${l}: ${p}`),`color-scheme: ${ue(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${e}px`,`height: ${r}px`,`padding: ${Z}px`,"overflow: hidden"].join("; ")}function ue(n){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(t);let e=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),e}function ce(n){let t=[...n.children].filter(r=>r.tagName!=="STYLE"&&!kt(r)),e=xt(n);return t.map(r=>{let i=r.cloneNode(!0),o=[i,...i.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,d)=>{let l=o[d];l!==void 0&&(he(s,l),yt(s,l,e))});for(let s of o)kt(s)&&s.remove();return i})}function kt(n){return n.hasAttribute("data-unexported")}function he(n,t){n instanceof HTMLCanvasElement?me(n,t):n instanceof HTMLInputElement?(t.setAttribute("value",n.value),t.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?t.textContent=n.value:n instanceof HTMLOptionElement&&t.toggleAttribute("selected",n.selected)}function me(n,t){n.width===0||n.height===0||(t.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function fe(n,t,e){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${t}px; height: ${e}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${e}" viewBox="0 0 ${t} ${e}" style="${i}"><foreignObject x="0" y="0" width="${t}" height="${e}">${r}</foreignObject></svg>`;return ge(o)}function ge(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var L=class extends Error{details;constructor(t,e){super(t),this.name="KernelError",this.details=e}},Mt=8e3;function N(n,t,e){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return b(n,"msg:custom",l=>{let p=r.get(l?.id);p!==void 0&&(r.delete(l.id),clearTimeout(p.timer),l.kind==="error"?p.fail(new L(l.message,l.details)):p.done())},e),b(n,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(t,Mt)},e),e.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,p={})=>new Promise((u,h)=>{let c=`${i}-${++o}`;r.set(c,{done:u,fail:h,timer:setTimeout(t,Mt)}),n.send({kind:l,id:c,...p})})}var Lt=new WeakMap;function b(n,t,e,r){n.on(t,e);let i=Lt.get(r),o=()=>n.off(t,e);if(i){i.push(o);return}let s=[o];Lt.set(r,s),r.addEventListener("abort",()=>{for(let d of s)d()})}var be="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function St(n,t,e,r){let i=p=>async()=>{try{await p()}catch(u){e(z(K(u),r))}},s=xe(n,()=>e(a("p",{class:"notice",role:"status"},be)),r),d=p=>`${ye(t)}.${p}`,l=()=>Et(t);return we([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>Q(await Tt(l()),d("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>Q(new Blob([l().svg],{type:"image/svg+xml"}),d("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],r)}function xe(n,t,e){let r=N(n,t,e),i=new Set;return b(n,"msg:custom",(s,d)=>{let[l]=d??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let p=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);Q(new Blob([p],{type:"text/html"}),s.name??"view.html")},e),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await r("page",{ticket:s})}}function Q(n,t){let e=URL.createObjectURL(n);a("a",{href:e,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(e),1e4)}function ye(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function we(n,t){let e=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});e.append("⋯");let r=n.map(({name:l,title:p})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:p},l)),i=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=a("div",{class:"save-menu","data-unexported":!0},e,i),s=l=>{i.hidden=!1,e.setAttribute("aria-expanded","true"),r[l]?.focus()},d=l=>{i.hidden||(i.hidden=!0,e.setAttribute("aria-expanded","false"),l&&e.focus())};return e.addEventListener("click",()=>i.hidden?s(0):d(!0),{signal:t}),r.forEach((l,p)=>{let u=()=>{d(!0),n[p]?.act()};l.addEventListener("click",u,{signal:t})}),o.addEventListener("keydown",l=>ve(l,r,i.hidden,s,d),{signal:t}),o.addEventListener("focusout",l=>ke(l,o,d),{signal:t}),o}function ve(n,t,e,r,i){let o=t.length-1,s=t.indexOf(n.target),d=e?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];d!==void 0&&q(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(d)):n.key==="Escape"&&!e&&(n.stopPropagation(),i(!0))}function ke(n,t,e){n.relatedTarget instanceof Node&&t.contains(n.relatedTarget)||e(!1)}var Ee=4;function At(n,t){let e=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),i=a("button",{type:"button"},"Cancel"),o=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},e,r,i),s=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),d=a("div",{},o,s);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:t});let l=Te(i,t),p=-1,u=(c,g)=>{let P=Math.floor(c*Ee);P!==p&&(s.textContent=`Running: ${g||`${Math.round(c*100)} %`}`),p=P},h=()=>{let{done:c=0,total:g=0,text:P=""}=n.get("_progress")??{};g===0?(l(),p>=0&&(s.textContent="No longer running"),p=-1):u(c/g,P),o.hidden=g===0,e.value=g>0?c/g:0,r.textContent=P};return b(n,"change:_progress",h,t),h(),d}function Te(n,t){let e=null,r=({relatedTarget:i})=>{e=i instanceof HTMLElement?i:null};return n.addEventListener("focus",r,{signal:t}),()=>{let i=n.getRootNode();if(i.activeElement!==n)return;let o=e?.isConnected&&e.getRootNode()===i,s=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?e:s)?.focus()}}function Me(n){let t=n.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Ht(n,t){let e=()=>{n.style.colorScheme=Me(document.body)??""};e();let r=new MutationObserver(e);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>r.disconnect())}function Nt(n,t){function e({model:r,el:i,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let d=a("div",{class:"nnexplore"}),l=d.attachShadow({mode:"open"});l.append(a("style",{},lt,...n),At(r,s.signal)),i.append(d),Ht(d,s.signal),gt(d,s.signal),dt(l,()=>l.append(t(r,s.signal,d).element),s.signal);let p=l.lastElementChild;return l.append(St(r,d,u=>p?.before(u),s.signal)),()=>s.abort()}return{render:e}}var $t=`/* The card: one token's probability, worked out. */

.card {
  padding: 10px 14px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-size: 12.5px;
  font-variant-numeric: tabular-nums;
}

.card h3 {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 10px;
  align-items: baseline;
  margin-bottom: 8px;
  font-size: 13px;
}

.card h3 code {
  overflow: hidden;
  max-width: 100%;
  font-size: 15px;
  font-weight: 700;
  text-overflow: ellipsis;
}

.card h3 span {
  color: var(--quiet);
  font-weight: 400;
}

.card ol {
  display: grid;
  gap: 8px;
  margin: 0;
  padding: 0 0 0 18px;
}

.card li::marker {
  color: var(--quiet);
  font-weight: 650;
}

.card h4 {
  margin: 0;
  color: var(--quiet);
  font-size: 12px;
  font-weight: 600;
}

.card table {
  width: 100%;
  margin: 3px 0;
  border-collapse: collapse;
}

.card caption {
  color: var(--quiet);
  font-size: 11.5px;
  text-align: left;
}

.card :is(th, td) {
  padding: 1px 4px;
  text-align: right;
  white-space: nowrap;
}

.card th {
  overflow: hidden;
  max-width: 110px;
  font-weight: 400;
  text-align: left;
  text-overflow: ellipsis;
}

.card sup {
  font-size: 10.5px;
  line-height: 1;
}

.card .mine {
  background: color-mix(in oklab, var(--accent) 15%, transparent);
  font-weight: 650;
}

.card .total {
  border-top: 1px solid var(--line);
  font-weight: 650;
}

.card [data-out] {
  color: var(--bad);
}

.card b[data-value] {
  color: var(--accent);
  font-size: 14px;
}

@container (max-width: 1000px) {
  .card ol {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 30px;
  }
}

@container (max-width: 520px) {
  .card ol {
    grid-template-columns: minmax(0, 1fr);
  }
}
`;var Ct=`/* The view as a whole: the text, the settings, the draws, the way step by step. */

.sampling {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

.sampling [hidden],
.sampling-panel [hidden] {
  display: none;
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
.rough {
  color: var(--quiet);
}

header .select {
  margin-left: auto;
}

.place {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 8px;
  align-items: center;
  margin-bottom: 10px;
}

.place button {
  padding: 3px 9px;
}

/* The end of the text is what matters: it is cut at its beginning. */
.context {
  display: flex;
  gap: 2px;
  justify-content: flex-end;
  overflow: hidden;
  padding: 4px 6px;
  border-radius: 6px;
  background: var(--raised);
  font: 12.5px / 22px var(--mono);
  white-space: pre;
}

.context span,
.context .next {
  flex: none;
  padding: 0 4px;
  border-radius: 4px;
  background: var(--paper);
}

.context span:first-child {
  margin-right: 0;
}

.context .next {
  min-width: 28px;
  margin-right: auto;
  border: 1px solid var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  line-height: 20px;
  text-align: center;
}

.settings {
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 8px 20px;
  margin-bottom: 10px;
}

.slider {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 76px;
  gap: 2px 8px;
  align-items: center;
}

.slider .name {
  display: flex;
  gap: 6px;
  align-items: center;
  font-weight: 600;
}

.slider input[type="checkbox"],
.overlay input {
  margin: 0;
  accent-color: var(--accent);
}

.slider input[type="number"],
.seed input,
.tools input[type="search"] {
  min-width: 0;
  padding: 3px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
  font-variant-numeric: tabular-nums;
}

.slider input::placeholder,
.tools input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.rail {
  grid-column: 1 / -1;
  height: 22px;
}

.rail input {
  width: 100%;
  height: 22px;
  margin: 0;
  background:
    linear-gradient(
      90deg,
      var(--accent) var(--at, 0%),
      color-mix(in oklab, var(--quiet) 40%, var(--paper)) var(--at, 0%)
    )
    0 50% / 100% 4px no-repeat;
  appearance: none;
  cursor: pointer;
}

.rail input::-webkit-slider-thumb {
  width: 16px;
  height: 16px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
  appearance: none;
}

.rail input::-moz-range-thumb {
  width: 12px;
  height: 12px;
  border: 2px solid var(--paper);
  border-radius: 50%;
  background: var(--accent);
  box-shadow: 0 0 0 1px var(--accent);
}

.rail input:is([data-off] *) {
  background: linear-gradient(var(--line), var(--line)) 0 50% / 100% 4px no-repeat;
}

.slider[data-off] .rail input::-webkit-slider-thumb {
  background: var(--paper);
  box-shadow: 0 0 0 1px var(--quiet);
}

.slider[data-off] .rail input::-moz-range-thumb {
  background: var(--paper);
  box-shadow: 0 0 0 1px var(--quiet);
}

.sampler {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 8px;
  align-items: center;
  margin-bottom: 10px;
}

.primary:not([aria-disabled="true"]) {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
  font-weight: 600;
}

.seed {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  margin-left: 6px;
  color: var(--quiet);
}

.seed input {
  width: 92px;
}

.drawn {
  margin-left: 6px;
}

.drawn code {
  padding: 2px 6px;
  border: 1px solid var(--change);
  border-radius: 4px;
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  font-weight: 700;
}

.drawn[data-none] {
  color: var(--quiet);
}

.nothing {
  display: none;
  padding: 10px 12px;
  border: 1px solid var(--bad);
  border-radius: 6px;
  color: var(--bad);
}

.sampling-panel:not([data-usable]) .nothing {
  display: block;
}

.sampling-panel:not([data-usable]) .halves {
  display: none;
}

/* One step after the other, an arrow between them; then what came of it. */
.summary {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 0;
  margin-bottom: 10px;
  list-style: none;
}

.summary li {
  display: grid;
  position: relative;
  padding: 3px 24px 4px 12px;
  background: var(--raised);
  line-height: 1.3;
}

.summary li:first-child {
  border-radius: 6px 0 0 6px;
}

.summary li:not(.fact, :has(+ .fact))::after {
  content: "›";
  position: absolute;
  top: 8px;
  right: 6px;
  color: var(--quiet);
  font-size: 16px;
}

.summary li:has(+ .fact):not(.fact) {
  padding-right: 14px;
  border-radius: 0 6px 6px 0;
}

.summary .fact {
  padding-right: 4px;
  background: none;
}

.summary span {
  color: var(--quiet);
  font-size: 11.5px;
}

.summary b {
  font-weight: 650;
  font-variant-numeric: tabular-nums;
}

.status {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

@container (max-width: 900px) {
  .settings {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;var Rt=`/* The rows: what becomes of a logit, from left to right. */

.halves {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 300px;
  gap: 14px;
  align-items: start;
}

.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  margin-bottom: 6px;
}

.tools input[type="search"] {
  width: 190px;
}

.hits {
  color: var(--quiet);
  font-size: 12px;
}

.overlay {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  margin-left: auto;
  cursor: pointer;
}

.key {
  display: inline-flex;
  gap: 12px;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.stroke {
  display: inline-block;
  width: 22px;
  height: 0;
  margin: 0 5px 3px 0;
  border-top: 2px solid var(--tone);
}

.t0 {
  --tone: light-dark(#7a2ea0, #d9a2f5);
}

.t1 {
  --tone: light-dark(#00695c, #59d6c2);
}

.t2 {
  --tone: light-dark(#a3195b, #ff9cc2);
}

.t3 {
  --tone: light-dark(#5b4a00, #e6cf5c);
}

/* Told apart without hue, too. */
.t1 .stroke {
  border-top-style: dashed;
}

.t2 .stroke,
.t3 .stroke {
  border-top-style: dotted;
}

.lines {
  grid-column: -2 / -1;
  width: 100%;
  height: 100%;
  overflow: visible;
}

[data-drawn] .lines {
  grid-column: -3 / -2;
}

.line {
  fill: none;
  stroke: var(--tone);
  stroke-width: 1.75;
  vector-effect: non-scaling-stroke;
}

.line.t1 {
  stroke-dasharray: 7 4;
}

.line.t2 {
  stroke-dasharray: 2 3;
}

.line.t3 {
  stroke-dasharray: 9 3 2 3;
}

.window {
  overflow: auto;
  height: 420px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-size: 12.5px;
  font-variant-numeric: tabular-nums;
  scrollbar-width: thin;
}

.window:focus-visible {
  outline-offset: -1px;
}

.top {
  position: sticky;
  z-index: 2;
  top: 0;
}

.body {
  position: relative;
}

.row {
  display: grid;
  grid-template-columns: 46px minmax(92px, 0.9fr) 66px 66px 72px 66px 78px 82px minmax(60px, 2fr);
  gap: 0 8px;
  align-items: center;
  height: 26px;
  padding: 0 10px 0 6px;
}

[data-drawn] .row {
  grid-template-columns: 46px minmax(92px, 0.9fr) 66px 66px 72px 66px 78px 82px minmax(60px, 2fr) 48px;
}

.body .row {
  position: absolute;
  right: 0;
  left: 0;
}

.body .over {
  z-index: 1;
  pointer-events: none;
}

.over[hidden] {
  display: none;
}

.heading {
  border-bottom: 1px solid var(--line);
  background: var(--raised);
  color: var(--quiet);
  font-size: 12px;
}

.row > span {
  overflow: hidden;
  text-align: right;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.heading .short {
  display: none;
}

.row > .token,
.row > .cut {
  text-align: left;
}

.row > .token code {
  font-size: 12.5px;
}

.rank,
.body .cut {
  color: var(--quiet);
}

.body .rank {
  font-size: 11.5px;
}

.body .chance {
  font-weight: 650;
}

.body .count {
  color: var(--change-text);
  font-weight: 650;
}

.window:not([data-drawn]) .count {
  display: none;
}

.row > .bar {
  position: relative;
  align-self: stretch;
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.heading > .bar {
  background: none;
  line-height: 26px;
}

.heading > .bar::before {
  content: "0";
  float: left;
}

.heading > .bar::after {
  content: attr(data-reach);
}

.bar i {
  position: absolute;
  top: 6px;
  left: 0;
  height: 14px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-drawn] .bar i.probability {
  top: 4px;
  height: 9px;
}

.bar i.share {
  top: 15px;
  height: 7px;
  background: var(--change);
}

/* Struck out, and not only fainter: what a cut takes away. */
.row[data-out] > :is(.token, .logit, .scaled, .soft, .sum) {
  color: var(--quiet);
  text-decoration: line-through;
}

.row[data-out] > .chance {
  color: var(--quiet);
  font-weight: 400;
}

.body .row:hover {
  background: color-mix(in oklab, var(--accent) 9%, transparent);
}

.row[aria-selected="true"] {
  background: color-mix(in oklab, var(--accent) 15%, transparent);
  box-shadow: inset 3px 0 var(--accent);
}

.row[data-last] > .token code {
  padding: 1px 5px;
  border-radius: 4px;
  box-shadow: inset 0 0 0 1px var(--change);
  background: color-mix(in oklab, var(--change) 14%, var(--paper));
  font-weight: 700;
}

.rough {
  margin-top: 4px;
  font-size: 12px;
}

@container (max-width: 1000px) {
  .halves {
    grid-template-columns: minmax(0, 1fr);
  }

  .window {
    height: 340px;
  }
}

@container (max-width: 860px) {
  .row {
    grid-template-columns: minmax(88px, 0.9fr) 60px 60px 64px 60px 70px 80px minmax(60px, 2fr);
  }

  [data-drawn] .row {
    grid-template-columns: minmax(88px, 0.9fr) 60px 60px 64px 60px 70px 80px minmax(60px, 2fr) 46px;
  }

  .row > .rank {
    display: none;
  }
}

/* The card has what is left out here. */
@container (max-width: 660px) {
  .row {
    grid-template-columns: minmax(64px, 1fr) 56px 56px 60px minmax(60px, 1.6fr);
    gap: 0 6px;
  }

  [data-drawn] .row {
    grid-template-columns: minmax(64px, 1fr) 54px 54px 58px minmax(60px, 1.4fr) 30px;
  }

  .row > :is(.rank, .scaled, .soft, .sum) {
    display: none;
  }

  .heading .short {
    display: inline;
  }

  .heading .long {
    display: none;
  }
}

@media (forced-colors: active) {
  .bar i,
  .line {
    forced-color-adjust: none;
  }
}
`;var Pt="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";function S(n,t,e,r){let i=a("button",{type:"button",title:t||null},n);return i.addEventListener("click",()=>He(i)&&e(),{signal:r}),i}function $(n,t,e=""){m(n,"aria-disabled",String(!t)),n.dataset.title??=n.title,m(n,"title",(t?"":e)||n.dataset.title||null)}function He(n){return n.getAttribute("aria-disabled")!=="true"}var Ne="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",O=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#t;#n;#o;#s=null;constructor(t,e){this.#t=t,this.#o=e,this.#n=N(t,()=>this.#i(),e);for(let r of["_error","_screen"])b(t,`change:${r}`,()=>this.#d(),e);b(t,"change:_progress",()=>this.#r(),e),this.#d()}async ask(t,e={},{quiet:r=!1}={}){try{return await this.#n(t,e),r?this.#r():this.#d(),!0}catch(i){return this.fail(i),!1}}fail(t){let{message:e,details:r}=K(t);this.#e({message:e,details:t instanceof L?t.details:r})}notice(t){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#d(){let{message:t,details:e}=this.#t.get("_error")??{};t?this.#e({message:t,details:e}):this.messages.replaceChildren()}#i(){this.notice(Ne),this.#s=this.messages.firstElementChild}#r(){this.#s?.remove(),this.#s=null}#e(t){this.messages.replaceChildren(z(t,this.#o))}};function Kt(n,t,e,r){let i=a("select",{"aria-label":n}),o=t.map(([s,d])=>a("option",{value:s},d));return i.append(...o),i.addEventListener("change",()=>e(i.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},n),i),draw(s,d=()=>null){for(let[l,p]of o.entries()){let[u,h]=t[l],c=d(u);p.disabled=c!==null&&u!==s,p.textContent=c===null?h:`${h} (${c})`}i.value=s}}}var tt=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],On=Object.fromEntries(tt);var $e=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Ce(n){if(n==="")return{spaces:0,text:"∅"};let t=n.length-n.trimStart().length,e=/^ *$/.test(n.slice(0,t))?t:0;return{spaces:e,text:Array.from(n.slice(e),Re).join("")}}function E(n){let{spaces:t,text:e}=Ce(n);return"·".repeat(t)+e}function T(n){return JSON.stringify(n)}function Re(n){let t=$e.get(n);if(t!==void 0)return t;let e=n.codePointAt(0)??0;return e<32?String.fromCodePoint(9216+e):e===127?"␡":n}function D(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):Pe(n)}function Pe(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function et(n,t,e=`${t}s`){return`${n} ${n===1?t:e}`}function M(n,t=3){return Number.isFinite(n)?n.toFixed(t).replace("-","−"):D(n)}function w(n){return Number.isFinite(n)?n===0||n===1?`${n*100} %`:n>=.9995?"> 99.9 %":n>=1e-4?`${(n*100).toFixed(n>=.1?1:2)} %`:n>=1e-6?`${(n*100).toPrecision(1)} %`:`${(n*100).toExponential(0).replace("-","−")} %`:D(n)}function k(n){if(!Number.isFinite(n))return D(n);let t=Math.abs(n);return(t!==0&&(t<.001||t>=1e5)?n.toExponential(3):n.toPrecision(4)).replace("e+","e").replaceAll("-","−")}function x(n){return String(Number(n.toPrecision(4)))}function f(n){return n.toLocaleString("en-US")}var zt=4;function qt(){let n=a("h3",{}),t=a("ol",{}),e=a("section",{class:"card","aria-label":"How its probability comes about"},n,t);return{element:e,draw(r,i,o){if(e.hidden=o===null,o===null)return;let s=r.text(o),d=o<r.named?` id ${r.ids[o]}`:"";n.replaceChildren(a("code",{title:s===null?null:T(s)},s===null?"…":E(s)),a("span",{},`number ${f(o+1)} of ${f(i.size)}${d&&","}${d}`)),t.replaceChildren(...Ke(r,i,o))}}}function Ke(n,t,e){let{temperature:r}=t.settings,i=t.logits[e]??Number.NaN;if(r===0)return[ze(t,e)];let o=C("Divide by the temperature",_(v(i,M),` ÷ ${x(r)} = `,v(t.scaled(e),M,"scaled"))),s=C("Softmax over the whole vocabulary",qe(n,t,e),Fe(t,e)),d=[o,s],l=_t(t,e);return l.length>0&&d.push(C("Cut",...l),Oe(t,e)),d}function ze(n,t){let e=n.has(t)?"It has the largest logit.":`Another has a larger logit: ${M(n.logits[0]??Number.NaN)}.`;return C("Temperature 0: take the likeliest",a("p",{},e),_("p = ",v(n.probability(t),w,"result")))}function qe(n,t,e){let r=Array.from({length:Math.min(zt,t.size)},(u,h)=>h),i=e<zt?r:[...r,e],o=i.reduce((u,h)=>u+t.term(h),0),s=t.size-i.length,d=a("tbody",{});for(let u of i){let h=M(t.scaled(u)-t.shift),c=a("td",{},"e",a("sup",{},h)),g=u===e?"mine":null;d.append(a("tr",{class:g},_e(n,u),c,a("td",{},v(t.term(u),k,"term"))))}if(s>0){let u=v(t.total()-o,k,"term");d.append(a("tr",{},a("th",{scope:"row"},`${f(s)} others`),a("td",{}),a("td",{},u)))}let l=v(t.total(),k,"total");d.append(a("tr",{class:"total"},a("th",{scope:"row"},"sum"),a("td",{}),a("td",{},l)));let p=t.shift===0?null:a("caption",{},`the largest exponent, ${M(t.shift)}, is taken off`);return a("table",{},...p===null?[]:[p],d)}function _e(n,t){let e=n.text(t);return a("th",{scope:"row"},a("code",{},e===null?"…":E(e)))}function Fe(n,t){return _(v(n.term(t),k)," ÷ ",v(n.total(),k)," = ",v(n.softmax(t),w,_t(n,t).length>0?"softmax":"result"))}function _t(n,t){let{top_k:e,top_p:r,min_p:i}=n.settings,o=[],s=()=>o.some(l=>l.dataset.out!==void 0),d=(l,p)=>o.push(a("p",{"data-out":l},a("b",{},l?"✕ ":"✓ "),p));if(e>0&&e<n.size&&d(t>=n.left["top-k"],`top-k: number ${f(t+1)}, ${f(e)} stay`),r<1&&!s()){let l=t===0?0:n.running(t-1),p=t>=n.left["top-p"];d(p,`top-p: the likelier ones have ${l.toFixed(4)}, ${p?"enough":"not yet"} for ${x(r)}`)}if(i>0&&!s()){let l=t>=n.left["min-p"],p=k(n.softmax(t)/n.softmax(0));d(l,`min-p: ${p} of the largest, ${x(i)} ${l?"is needed":"is enough"}`)}return o}function Oe(n,t){let e=n.probability(t);return n.has(t)?C("Divide by what is left",_(v(n.softmax(t),w)," ÷ ",v(n.mass,w,"mass")," = ",v(e,w,"result"))):C("Cut away",_("p = ",v(0,w,"result")))}function C(n,...t){return a("li",{},a("h4",{},n),...t)}function _(...n){return a("p",{class:"sum"},...n)}function v(n,t,e=""){return a(e==="result"?"b":"span",{"data-value":n,"data-role":e||null},t(n))}var R=class{constructor(t,e){this.logits=t;this.temperature=e;let r=t.length,i=new Float64Array(r),o=new Float64Array(r),s=new Float64Array(r),d=t[0]??Number.NaN,l=e||1,[p,u]=[0,0];for(let h=0;h<r;h++){let c=(t[h]-d)/l,g=Math.exp(c);p+=g,g!==0&&(u+=g*c),i[h]=g,o[h]=p,s[h]=u}this.weights=i,this.#t=o,this.#n=s}logits;temperature;weights;#t;#n;weight(t){return this.weights[t]}sum(t){return t===0?0:this.#t[t-1]}entropy(t){let e=this.sum(t);return Math.log(e)-this.#n[t-1]/e}};var De=600,B=class{constructor(t,e,r=new R(t,e.temperature)){this.logits=t;this.settings=e;let i=t.length;if(this.#t=r,e.temperature===0){this.left={"top-k":i,"top-p":i,"min-p":i},this.kept=1;return}let o=this.#n(),s=this.#o(o),d=this.#s(s);this.left={"top-k":o,"top-p":s,"min-p":d},this.kept=d}logits;settings;left;kept;#t;get size(){return this.logits.length}get usable(){return this.size>0&&Number.isFinite(this.logits[0])&&!Number.isNaN(this.#e(this.size))}has(t){return t<this.kept}cut(t){return this.settings.temperature===0?null:["top-k","top-p","min-p"].find(e=>t>=this.left[e])??null}scaled(t){return this.#i(t)/this.settings.temperature}get shift(){return Math.abs(this.scaled(0))>De?this.scaled(0):0}term(t){return this.#r(t)*Math.exp(this.scaled(0)-this.shift)}total(t=this.size){return this.#e(t)*Math.exp(this.scaled(0)-this.shift)}softmax(t){return this.#r(t)/this.#e(this.size)}running(t){let e=this.#e(this.left["top-k"]);return Math.min(1,this.#e(t+1)/e)}probability(t){return this.has(t)?this.#r(t)/this.#e(this.kept):0}get mass(){return this.#e(this.kept)/this.#e(this.size)}entropy(t=!1){return this.settings.temperature===0?0:Math.max(0,this.#t.entropy(t?this.size:this.kept))}draw(t){let e=t*this.#e(this.kept),[r,i]=[0,this.kept-1];for(;r<i;){let o=r+i>>1;this.#e(o+1)>e?i=o:r=o+1}return r}#n(){let{top_k:t}=this.settings;return t>0&&t<this.size?this.#d(t-1):this.size}#o(t){let{top_p:e}=this.settings;if(e>=1)return t;let r=this.#e(t),[i,o]=[t,0];for(;i>1&&(o+=this.#r(i-1)/r,o<=1-e);)i--;return i}#s(t){let{min_p:e}=this.settings;if(e<=0)return t;let r=t;for(;r>1&&this.#r(r-1)<e;)r--;return r}#d(t){let e=t+1;for(;e<this.size&&this.#i(e)===this.#i(t);)e++;return e}#i(t){return this.logits[t]}#r(t){return this.#t.weight(t)}#e(t){return this.#t.sum(t)}};function nt(n,t){let e=Ft(n+2654435769),r=i=>Ft(e+Math.imul(i,2654435769))>>>0;return((r(2*t+1)>>>5)*2**26+(r(2*t+2)>>>6))/2**53}function Ft(n){let t=n|0;return t=Math.imul(t^t>>>16,2246822507),t=Math.imul(t^t>>>13,3266489909),t^t>>>16|0}function rt(n,t={},...e){let r=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[i,o]of Object.entries(t))o!==null&&r.setAttribute(i,String(o));return r.append(...e),r}var y=26,U=[{key:"rank",name:"#",title:"By likelihood, from 1"},{key:"token",name:"token",title:"A blank is a dot; the id is in the tooltip of a row"},{key:"logit",name:"logit",title:"What the model gives: any number"},{key:"scaled",name:"÷ T",title:"The logit divided by the temperature"},{key:"soft",name:"softmax",title:"exp(logit ÷ T) over the sum of it over all tokens, before any cut"},{key:"sum",name:"Σ",title:"The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves"},{key:"cut",name:"cut",title:"Whether it stays, or which cut takes it away"},{key:"chance",name:"probability",short:"p",title:"That it is drawn: those that stay, made to sum to 1"},{key:"bar",name:"",title:"Probability, and beneath it the share of the draws"},{key:"count",name:"drawn",short:"n",title:"How often it was drawn"}],W=class{element=a("div",{class:"row",role:"row"});#t=new Map;#n=a("code",{});#o=a("i",{class:"probability"});#s=a("i",{class:"share"});#d=a("span",{class:"unseen"});constructor(){for(let[t,{key:e}]of U.entries()){let r=a("span",{role:"gridcell",class:e,"aria-colindex":t+1});this.#t.set(e,r),this.element.append(r)}this.#t.get("token")?.append(this.#n),this.#t.get("bar")?.append(this.#o,this.#s,this.#d)}draw(t,e){let{list:r,chances:i,last:o}=t,s=r.text(e),d=e<r.named?r.ids[e]:void 0,l=i.settings.temperature===0;this.#r("rank",f(e+1)),it(this.#n,s===null?"…":E(s)),this.#e("logit",i.logits[e]??Number.NaN,M),this.#e("scaled",l?null:i.scaled(e),M),this.#e("soft",l?null:i.softmax(e),w),this.#e("sum",l||e>=i.left["top-k"]?null:i.running(e),Be),this.#r("cut",We(i,e)),this.#e("chance",i.probability(e),w),this.#i(t,e);let p=s===null?"a token that is not here without the kernel":`${T(s)}, id ${d}`;m(this.element,"title",p),m(this.element,"data-out",!i.has(e)),m(this.element,"data-last",o===e)}#i({chances:t,counts:e,draws:r,reach:i},o){let s=e.get(o)??0;Ot(this.#o,t.probability(o)/i),Ot(this.#s,r===0?0:s/r/i),it(this.#d,r===0?"no draws":`${w(s/r)} of the draws`),this.#r("count",s===0?"":f(s)),m(this.#t.get("count"),"data-value",s)}#r(t,e){it(this.#t.get(t),e)}#e(t,e,r){this.#r(t,e===null?"–":r(e)),m(this.#t.get(t),"data-value",e)}};function it(n,t){let e=n.firstChild;e===null?n.append(t):e.nodeValue!==t&&(e.nodeValue=t)}function Ot(n,t){m(n,"style",`width:${(Math.min(1,t)*100).toFixed(2)}%`)}function Be(n){return n>.99995&&n<1?"> 0.9999":n.toFixed(4)}function We(n,t){let{temperature:e,top_k:r,top_p:i,min_p:o}=n.settings;if(e===0)return n.has(t)?"✓ likeliest":"✕ not likeliest";if(r===0&&i===1&&o===0)return"";let s=n.cut(t);return s===null?"✓":`✕ ${s}`}var Dt=6,Bt=1e3,Ue=16,I=class{element;#t;#n;#o=a("div",{class:"body",role:"rowgroup"});#s=rt("svg",{class:"lines","aria-hidden":"true",preserveAspectRatio:"none"});#d=a("div",{class:"row over","aria-hidden":"true"});#i=new Map;#r={top:0,height:0};#e=null;#a=0;constructor(t,e){this.#t=t;let r=U.map(Ie);this.#n=a("div",{class:"heading row",role:"row","aria-rowindex":1},...r);let i=a("div",{role:"rowgroup",class:"top"},this.#n);this.element=a("div",{class:"window",role:"grid",tabindex:0,"aria-label":"Tokens by likelihood","aria-colcount":U.length},i,this.#o);let o=(s,d)=>this.element.addEventListener(s,d,{signal:e});if(o("scroll",()=>this.#l()),typeof ResizeObserver<"u"){let s=new ResizeObserver(()=>this.#l());s.observe(this.element),e.addEventListener("abort",()=>s.disconnect())}this.#d.append(this.#s),this.#o.append(this.#d),o("click",s=>this.#m(this.#g(s)??this.#a)),o("pointermove",s=>t.look(this.#c(this.#g(s)))),o("pointerleave",()=>t.look(null)),o("keydown",s=>this.#y(s))}get active(){return this.#c(this.#a)}draw(t){let e=this.#e?.list===t.list&&this.#e.found===t.found;this.#e=t,e||(this.#a=0,this.element.scrollTop=0,this.#r.top=0);let r=this.#p;m(this.element,"aria-rowcount",r+1),m(this.element,"data-drawn",t.draws>0),this.#o.style.height=`${r*y}px`;let i=this.#n.querySelector("[data-column=bar]");i&&(i.dataset.reach=String(t.reach)),this.#u()}reveal(t){let e=this.#e?.found,r=e?e.indexOf(t):t;r>=0&&this.#m(r)}get#p(){return this.#e===null?0:this.#e.found?.length??this.#e.list.logits.length}#c(t){return t===null||this.#e===null||t>=this.#p?null:this.#e.found?this.#e.found[t]??null:t}#l(){this.#r={top:this.element.scrollTop,height:this.element.clientHeight},this.#u()}#u(){let t=this.#e;if(t===null)return;let[e,r]=this.#x(),i=Array.from({length:r-e},(o,s)=>e+s);this.#p>0&&(this.#a<e||this.#a>=r)&&i.push(this.#a),this.#f(i);for(let[o,s]of this.#i)s.draw(t,this.#c(o)??o),m(s.element,"aria-selected",String(o===this.#a));m(this.element,"aria-activedescendant",this.#p>0?`token-${this.#a}`:null),this.#h(t,e,r)}#f(t){let e=[...this.#i].filter(([o])=>!t.includes(o)),r=new Map;for(let o of t){let s=this.#i.get(o)??e.pop()?.[1]??new W;r.set(o,s),this.#i.get(o)!==s&&(s.element.id=`token-${o}`,s.element.style.top=`${o*y}px`,s.element.dataset.at=String(o),m(s.element,"aria-rowindex",o+2))}for(let[,o]of e)o.element.remove();this.#i=r;let i=null;for(let{element:o}of r.values()){let s=i===null?this.#o.firstElementChild:i.nextElementSibling;s!==o&&this.#o.insertBefore(o,s),i=o}}#h(t,e,r){this.#d.hidden=t.others.length===0;let i=(r-e)*y;this.#d.style.cssText=`top:${e*y}px;height:${i}px`,m(this.#s,"viewBox",`0 0 ${Bt} ${Math.max(1,i)}`);let o=t.others.map((s,d)=>{let l=[];for(let p=e;p<r;p++){let u=Math.min(1,s.probability(this.#c(p)??0)/t.reach)*Bt;l.push(`${u.toFixed(2)},${(p-e)*y+y/2}`)}return rt("polyline",{points:l.join(" "),class:`line t${d}`})});this.#s.replaceChildren(...o)}#x(){let t=Math.floor(this.#r.top/y),e=Math.ceil(this.#r.height/y)||Ue;return[Math.max(0,t-Dt),Math.min(this.#p,t+e+Dt)]}#g(t){let e=t.target instanceof Element?t.target.closest("[data-at]"):null;return e===null?null:Number(e.dataset.at)}#m(t){if(this.#p===0)return;this.#a=Math.max(0,Math.min(this.#p-1,t));let[e,r]=[this.#a*y,this.element.clientHeight-y];e<this.element.scrollTop?this.element.scrollTop=e:e+y>this.element.scrollTop+r&&(this.element.scrollTop=e+y-r),this.#l(),this.#t.look(null)}#y(t){let e=Y(t);if(e!==null)this.#t.travel(e);else if(q(t,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.#m(this.#b(t.key));else return;t.preventDefault(),t.stopPropagation()}#b(t){let e=Math.max(1,Math.floor(this.element.clientHeight/y)-2);return{ArrowUp:this.#a-1,ArrowDown:this.#a+1,Home:0,End:this.#p-1,PageUp:this.#a-e,PageDown:this.#a+e}[t]??this.#a}};function Ie(n,t){let{name:e,title:r,key:i}=n,o=a("span",{role:"columnheader",class:i,title:r,"aria-colindex":t+1,"data-column":i});return"short"in n?o.append(a("span",{class:"short"},n.short),a("span",{class:"long"},e)):o.append(e),o}var ot=1e4,Wt=2**32-1;function Ut(n,t){let e={draws:0,seed:0,usable:!1,text:null,tokens:0},r=u=>()=>n({draws:Math.min(ot,e.draws+u)}),i=S("Sample","Draw a token",r(1),t),o=S("Sample 100 times","Draw a hundred, and see how often each comes",r(100),t),s=S("Start over","Forget the draws",()=>n({draws:0}),t),d=a("input",{type:"number",min:0,max:Wt,step:1}),l=a("label",{class:"seed",title:"The same seed draws the same tokens, here and in Python"},a("span",{},"seed"),d),p=a("p",{class:"drawn"});return i.className="primary",d.addEventListener("change",()=>{let u=Number.isNaN(d.valueAsNumber)?0:Math.round(d.valueAsNumber);n({seed:Math.min(Wt,Math.max(0,u))}),d.value=String(e.seed)},{signal:t}),{element:a("div",{class:"sampler"},i,o,s,l,p),draw(u){e=u;let h=u.draws>=ot?`There are ${f(ot)} draws already: start over`:"";for(let c of[i,o])$(c,u.usable&&h==="",h||"There are no probabilities to draw from");$(s,u.draws>0,"Nothing is drawn yet"),d.value=String(u.seed),p.replaceChildren(...je(u)),m(p,"data-none",u.draws===0)}}}function je({draws:n,text:t,tokens:e}){if(n===0||t===null)return["Nothing is drawn yet."];let r=a("code",{title:T(t)},E(t));return n===1?["drawn: ",r]:[`${et(n,"draw")}, ${et(e,"different token")}, the last: `,r]}var j=1e3,A=class{element;#t;#n;#o;#s;#d;#i;#r;constructor(t,e,r){this.#i=t,this.#d=e,this.#r=t.first??t.range[0];let{name:i,title:o,field:s}=t;this.#t=a("input",{type:"range",min:0,max:j,step:1,"aria-label":i}),this.#n=a("input",{type:"number",step:"any","aria-label":`${i}, exactly`}),m(this.#n,"min",s[0]),this.#o=t.off===void 0?null:a("input",{type:"checkbox"});let d=this.#o===null?a("span",{class:"name"},i):a("label",{class:"name"},this.#o,i);this.#s=a("div",{class:"rail"},this.#t),this.element=a("div",{class:"slider",role:"group","aria-label":i,title:o},d,this.#n,this.#s);let l=(p,u,h)=>p.addEventListener(u,h,{signal:r});l(this.#t,"input",()=>this.#l(this.#e(),!1)),l(this.#t,"change",()=>this.#l(this.#e(),!0)),l(this.#n,"change",()=>this.#p()),this.#o!==null&&l(this.#o,"change",()=>this.#c())}upto(t){this.#i={...this.#i,range:[this.#i.range[0],t]}}draw(t){let e=t===this.#i.off;e||(this.#r=t);let r=this.#a(e?this.#r:t);this.#t.valueAsNumber!==r&&(this.#t.value=String(r)),this.#n.value=e?"":x(t),m(this.#n,"placeholder",e?"off":null),m(this.#t,"aria-valuetext",e?"off":x(t)),this.#o!==null&&(this.#o.checked=!e),m(this.element,"data-off",e),this.#s.style.setProperty("--at",`${r/j*100}%`)}#e(){let[t,e]=this.#i.range,r=this.#t.valueAsNumber/j,i=this.#i.log?t*(e/t)**r:t+(e-t)*r;return this.#i.whole?Math.round(i):Number(i.toPrecision(2+ +(i>=1)))}#a(t){let[e,r]=this.#i.range,i=this.#i.log?Math.log(Math.max(t,e)/e)/Math.log(r/e||2):(t-e)/(r-e);return Math.round(Math.min(1,Math.max(0,i))*j)}#p(){let{off:t,field:e,whole:r}=this.#i,i=this.#n.valueAsNumber;if(Number.isNaN(i)){this.#l(t??this.#r,!0);return}let o=Math.min(e[1],Math.max(e[0],i));this.#l(r?Math.round(o):o,!0)}#c(){let{off:t}=this.#i;t!==void 0&&this.#l(this.#o?.checked?this.#r:t,!0)}#l(t,e){this.draw(t),this.#d(t,e)}};function V(n){let t=It(n,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function G(n){let t=It(n,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function It(n,t){let e=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(e.byteLength%t!==0)throw new RangeError(`${e.byteLength} bytes are no whole number of ${t}-byte values`);return e.byteOffset%t===0?e:e.slice()}function jt(n){let t=V(n.logits),e=new Float32Array(n.vocabulary);e.set(t);let[r,i]=[V(n.means),G(n.sizes)],o=t.length;for(let[s,d]of i.entries())e.fill(r[s]??Number.NaN,o,o+d),o+=d;return{logits:e,ids:G(n.ids),named:t.length,text:s=>n.texts[s]??null}}function Vt(n,t,e){let r=G(n);return{logits:V(t),ids:r,named:r.length,text:i=>e[r[i]??-1]??null}}function st(n,t){if(t==="")return null;let e=t.toLowerCase(),r=/^#\d+$/.test(t)?Number(t.slice(1)):null,i=[];for(let o=0;o<n.named;o++)(r===null?n.text(o)?.toLowerCase().includes(e):n.ids[o]===r)&&i.push(o);return Uint32Array.from(i)}function Gt(n){let{temperature:t,top_k:e,top_p:r,min_p:i}=n.settings,o=[H("vocabulary",f(n.size),"All tokens of the model")];t===0?o.push(H("T = 0","likeliest","The likeliest token is taken")):(o.push(H("logit ÷ T",`÷ ${x(t)}`,"Logits are divided by the temperature")),e>0&&o.push(at("top-k",x(e),n.left["top-k"])),r<1&&o.push(at("top-p",x(r),n.left["top-p"])),i>0&&o.push(at("min-p",x(i),n.left["min-p"])));let{kept:s}=n,d=t===0?null:n.mass;o.push(H("softmax",`${f(s)} kept`,"So many tokens can be drawn; their probabilities sum to 1")),d!==null&&o.push(H("kept mass",w(d),"What the tokens that stay had before the cuts, together",d,"mass"));let l=n.entropy(),p=l/Math.LN2,u=n.entropy(!0),h=t===0||s===n.size?"":`; ${k(u)} nats before the cuts`;return o.push(H("entropy",`${Ve(l)} nats`,`${k(p)} bits: as if ${k(Math.exp(l))} tokens were equally likely${h}`,l,"entropy")),o}function Ve(n){return n===0||n>=.001?n.toFixed(3):k(n)}function at(n,t,e){return H(`${n} ${t}`,`${f(e)} left`,`So many tokens are left after ${n}`)}function H(n,t,e,r,i){let o=a("b",{"data-value":r,"data-role":i},t);return a("li",{title:e,class:i===void 0?null:"fact"},a("span",{},n),o)}var Jt=["temperature","top_k","top_p","min_p"],Ge=[.5,1,2],Je=6,Xe=[1e-4,2e-4,5e-4,.001,.002,.005,.01,.02,.05,.1,.2,.5,1],J=class{element;#t;#n;#o;#s;#d=qt();#i=a("ul",{class:"summary","aria-label":"Step by step"});#r=a("input",{type:"search",placeholder:"Find a token, or #id","aria-label":"Find a token"});#e=a("span",{class:"hits",role:"status"});#a=a("input",{type:"checkbox"});#p=a("span",{class:"key"});#c=a("p",{class:"rough"});#l=null;#u=null;#f=null;#h=null;#x=null;#g=[];constructor(t,e){this.#t=t,this.#n=this.#m(e),this.#o=Ut(i=>this.#b(i,!0),e),this.#s=new I({look:i=>this.#T(i),travel:t.travel},e),this.#r.addEventListener("input",()=>this.#w(),{signal:e});let r=()=>this.#b({temperatures:this.#a.checked?Ge:[]},!0);this.#a.addEventListener("change",r,{signal:e}),this.element=this.#y()}get last(){let[t,e]=[this.#h,this.#u];return!t?.usable||!e||e.draws===0?null:t.draw(nt(e.seed,e.draws-1))}get drawn(){return this.last===null?null:this.#l?.text(this.last)??"…"}draw(t,e){t!==this.#l&&(this.#f=st(t,this.#r.value)),this.#l=t,this.#u=e,this.#h=this.#E(t,e);for(let i of Jt)this.#n[i].draw(e[i]);this.#n.top_k.upto(t.logits.length),this.#a.checked=e.temperatures.length>0,this.#p.replaceChildren(...e.temperatures.map((i,o)=>a("span",{class:`t${o}`},a("i",{class:"stroke"}),x(i))));let r=t.named<t.logits.length;this.#c.hidden=!r,this.#c.textContent=`The ${f(t.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`,m(this.element,"data-usable",this.#h.usable),this.#v(t,e,this.#h)}#m(t){let e=i=>(o,s)=>this.#b({[i]:o},s),r={range:[0,1],field:[0,1],log:!1};return{temperature:new A({name:"temperature",title:"What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",range:[.2,10],field:[0,100],log:!0},e("temperature"),t),top_k:new A({name:"top-k",title:"So many of the likeliest stay, with those as likely as the last of them",range:[1,100],field:[0,2**31-1],off:0,first:50,log:!0,whole:!0},e("top_k"),t),top_p:new A({...r,name:"top-p",title:"The fewest likeliest that have this probability together stay",off:1,first:.9},e("top_p"),t),min_p:new A({...r,name:"min-p",title:"What has at least this share of the largest probability stays",off:0,first:.05},e("min_p"),t)}}#y(){let t=a("div",{class:"settings"},...Jt.map(s=>this.#n[s].element)),e=a("label",{class:"overlay",title:"The probabilities at other temperatures, with the same cuts, as lines over the bars"},this.#a,"overlay T"),r=a("div",{class:"tools"},this.#r,this.#e,e,this.#p),i=a("div",{class:"table"},r,this.#s.element,this.#c),o=a("p",{class:"nothing",role:"status"},"The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.");return a("div",{class:"sampling-panel"},t,this.#o.element,this.#i,o,a("div",{class:"halves"},i,this.#d.element))}#b(t,e){this.#l!==null&&this.#u!==null&&this.draw(this.#l,{...this.#u,...t}),this.#t.wish(t,e)}#E(t,e){let i=this.#g.find(o=>o.logits===t.logits&&o.temperature===e.temperature)??new R(t.logits,e.temperature);return this.#g=[i,...this.#g.filter(o=>o!==i)].slice(0,Je),new B(t.logits,e,i)}#T(t){this.#x=t,this.#k()}#w(){this.#l===null||this.#u===null||this.#h===null||(this.#f=st(this.#l,this.#r.value),this.#v(this.#l,this.#u,this.#h))}#v(t,e,r){let i=new Map,o=r.usable?e.draws:0;for(let c=0;c<o;c++){let g=r.draw(nt(e.seed,c));i.set(g,(i.get(g)??0)+1)}let s=e.temperatures.map(c=>this.#E(t,{...e,temperature:c})),d=this.last,l=[r.probability(0),...s.map(c=>c.probability(0))];for(let c of i.values())l.push(c/o);let p=Math.max(...l.filter(Number.isFinite),0),u=Xe.find(c=>c>=p)??1;this.#i.replaceChildren(...r.usable?Gt(r):[]),this.#s.draw({list:t,chances:r,others:s,counts:i,draws:o,last:d,found:this.#f,reach:u});let h=d===null?null:t.text(d)??"…";this.#o.draw({draws:o,seed:e.seed,usable:r.usable,text:h,tokens:i.size}),this.#e.textContent=this.#f===null?"":`${f(this.#f.length)} found`,this.#k()}#k(){let t=this.#h?.usable??!1;this.#l===null||this.#h===null||this.#d.draw(this.#l,this.#h,t?this.#x??this.#s.active:null)}};var Ye=tt.slice(0,3),Xt=["temperature","top_k","top_p","min_p","seed","draws","temperatures"],X=class{element;#t;#n;#o;#s;#d=a("span",{class:"size"});#i=a("p",{class:"context"});#r;#e;#a;#p;#c=a("p",{class:"hint"},"No prompt yet: set workspace.prompt, or type one in the bar of tokens.");#l=null;#u=null;constructor(t,e){this.#t=t,this.#n=new O(t,e),this.#o=N(t,()=>{},e),this.#s=new J({wish:(r,i)=>this.#h(r,i),travel:r=>{this.#n.ask(r)}},e),this.#r=S("‹","The token before",()=>this.#g(-1),e),this.#e=S("›","The token after",()=>this.#g(1),e),this.#r.setAttribute("aria-label","earlier position"),this.#e.setAttribute("aria-label","later position"),this.#a=Kt("Show",Ye,r=>this.#x("show",r),e),this.#p=a("div",{class:"place"},this.#r,this.#i,this.#e),this.element=this.#f(),b(t,"change:_screen",()=>this.#b(),e),b(t,"change:busy",()=>m(this.element,"data-busy",t.get("busy")),e),b(t,"msg:custom",(r,i)=>this.#T(r,i??[]),e);for(let r of Xt)b(t,`change:${r}`,()=>this.#w(),e);b(t,"change:show",()=>this.#v(),e),this.#b()}#f(){let t=a("header",{},a("h2",{},"Next token"),this.#d,this.#a.element);return a("section",{class:"sampling","aria-label":"Next token"},t,this.#n.messages,this.#c,this.#p,this.#s.element,this.#n.status)}#h(t,e){if(this.#k(),!!e){for(let[r,i]of Object.entries(t))this.#t.set(r,i);this.#t.save_changes(),t.draws&&this.#n.announce(`Drawn: ${T(this.#s.drawn??"")}.`)}}#x(t,e){this.#t.set(t,e),this.#t.save_changes()}#g(t){let e=this.#m;if(e===null)return;let r=Math.max(0,Math.min(e.tokens-1,e.position+t));this.#x("_selected",{...this.#t.get("_selected"),position:r})}get#m(){let t=this.#t.get("_screen");return t.empty?null:t}get#y(){return Object.fromEntries(Xt.map(t=>[t,this.#t.get(t)]))}#b(){let t=this.#m;this.#l=t===null?null:jt(t),t!==null&&this.#l!==null&&this.#l.named<t.vocabulary&&this.#E(),this.#w()}async#E(){try{await this.#o("whole",{texts:this.#u===null})}catch(t){t instanceof L&&t.message===Pt||this.#n.fail(t)}}#T({kind:t,version:e},[r,i,o]){t!=="whole"||r===void 0||i===void 0||(o!==void 0&&(this.#u=JSON.parse(new TextDecoder().decode(o))),!(e!==this.#m?.version||this.#u===null)&&(this.#l=Vt(r,i,this.#u),this.#w()))}#w(){let t=this.#m;this.#c.hidden=t!==null;for(let r of[this.#p,this.#s.element,this.#d,this.#a.element])r.hidden=t===null;if(t===null||this.#l===null)return;this.#s.draw(this.#l,this.#y);let e=t.position===t.tokens-1;this.#d.textContent=`${f(t.vocabulary)} tokens · after position ${t.position}${e?", the last":""}`,$(this.#r,t.position>0,"This is the first position"),$(this.#e,!e,"This is the last position"),this.#v(),this.#k()}#v(){let t=this.#m?.missing??{};this.#a.draw(this.#t.get("show"),e=>t[e]??null)}#k(){let t=this.#m;if(t===null)return;let e=this.#s.drawn,r=a("b",{class:"next",title:e===null?"What comes next?":T(e)});r.textContent=e===null?"?":E(e);let i=t.before.length<t.position+1?["… "]:[];this.#i.replaceChildren(...i,...t.before.map(o=>a("span",{},E(o))),r)}};var ti=Nt([Ct,Rt,$t],(n,t)=>new X(n,t));export{ti as default};

var de=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function c(n,e={},...t){let r=document.createElement(n);for(let[o,i]of Object.entries(e))g(r,o,i);return r.append(...t),r}function g(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function ue(n,e,t){try{e()}catch(r){n.append(R($(r),t))}}function $(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function R({message:n,details:e},t){let r=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=c("div",{},c("p",{},n));e&&o.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let i=c("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:t}),i}var tt=["a","c","v","x","y","z"],nt=["text","search","number"];function he(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&nt.includes(n.type)}function pe(n){return n.ctrlKey||n.metaKey?tt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function me(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function fe(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function H({row:n,column:e},{rows:t,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return y({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return y({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return y({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return y({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:i?0:n,column:0};case"End":return{row:i?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function y({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function T(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function Y(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var rt=["Enter"," ","Delete","Backspace"],ge=[{row:0,column:0},{rows:1,columns:1}];function be(n,e){let t=r=>{let o=r.composedPath();o.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",ot(r,o[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function ot(n,e){return he(e)?pe(n):me(n)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&fe(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&it(n)?!0:H(...ge,n)!==null||T(n,...rt)||Y(n)!==null}function it(n){let{ctrlKey:e,metaKey:t,altKey:r,key:o}=n;return n.shiftKey&&H(...ge,{key:o,ctrlKey:e,metaKey:t,altKey:r,shiftKey:!1})!==null}function xe(n){let e=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),t=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)we(s);let o=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=r[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let i=new Map(e.map((s,a)=>[s,ye(o[a],t[a])]));return new Map([...i].map(([s,a])=>[s,ye(at(s,i),a)]))}function ve(n,e,t){/auto|scroll/.test(getComputedStyle(n).overflow)&&st(n,e);let r=t.get(n);r!==void 0&&we(e);let o=n.parentElement,[i,s]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function we(n){n.style.position="relative",n.style.inset="auto"}function st(n,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${n.getBoundingClientRect().height}px`,e.style.maxHeight="none";let t=getComputedStyle(n),r=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(t.getPropertyValue(l))||0),0),[o,i]=[n.offsetWidth-n.clientWidth-r("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),i>=1&&(e.style.paddingBottom=`${r("padding-bottom")+i}px`)}function ye(n={x:0,y:0},e=n){return{x:e.x-n.x,y:e.y-n.y}}function at(n,e){let t=n.parentElement;for(;t!==null&&!e.has(t);)t=t.parentElement;return t===null?void 0:e.get(t)}var ke="http://www.w3.org/1999/xhtml",J=12,lt=2,ct=16e3,dt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Me(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=ut(n),o=document.createElementNS(ke,"style");o.textContent=ht(e);let i=document.createElementNS(ke,"div");for(let{name:a,value:l}of n.attributes)a!=="style"&&i.setAttribute(a,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",pt(n,o.textContent,t,r)),i.append(o,...ft(e));let s={width:t+2*J,height:r+2*J};return{...s,svg:yt(i,s.width,s.height)}}async function Se({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let o=Math.min(lt,ct/Math.max(e,t)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(t*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((a,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?d():a(u),"image/png")})}function ut(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ht(n){let e=[...n.querySelectorAll("style")].map(o=>o.textContent),t=[...n.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...t].join(`
`);return dt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function pt(n,e,t,r){let o=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${mt(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,`padding: ${J}px`,"overflow: hidden"].join("; ")}function mt(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function ft(n){let e=[...n.children].filter(r=>r.tagName!=="STYLE"&&!Ee(r)),t=xe(n);return e.map(r=>{let o=r.cloneNode(!0),i=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,a)=>{let l=i[a];l!==void 0&&(gt(s,l),ve(s,l,t))});for(let s of i)Ee(s)&&s.remove();return o})}function Ee(n){return n.hasAttribute("data-unexported")}function gt(n,e){n instanceof HTMLCanvasElement?bt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected)}function bt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function yt(n,e,t){let r=new XMLSerializer().serializeToString(n),o=`all: initial; display: block; width: ${e}px; height: ${t}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return xt(i)}function xt(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var N=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Te=8e3;function K(n,e,t){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return b(n,"msg:custom",l=>{let d=r.get(l?.id);d!==void 0&&(r.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new N(l.message,l.details)):d.done())},t),b(n,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,Te)},t),t.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,d={})=>new Promise((u,h)=>{let f=`${o}-${++i}`;r.set(f,{done:u,fail:h,timer:setTimeout(e,Te)}),n.send({kind:l,id:f,...d})})}var Ae=new WeakMap;function b(n,e,t,r){n.on(e,t);let o=Ae.get(r),i=()=>n.off(e,t);if(o){o.push(i);return}let s=[i];Ae.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var vt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Le(n,e,t,r){let o=d=>async()=>{try{await d()}catch(u){t(R($(u),r))}},s=wt(n,()=>t(c("p",{class:"notice",role:"status"},vt)),r),a=d=>`${kt(e)}.${d}`,l=()=>Me(e);return Et([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>Q(await Se(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>Q(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function wt(n,e,t){let r=K(n,e,t),o=new Set;return b(n,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);Q(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function Q(n,e){let t=URL.createObjectURL(n);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function kt(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Et(n,e){let t=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:l,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),o=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=c("div",{class:"save-menu","data-unexported":!0},t,o),s=l=>{o.hidden=!1,t.setAttribute("aria-expanded","true"),r[l]?.focus()},a=l=>{o.hidden||(o.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>o.hidden?s(0):a(!0),{signal:e}),r.forEach((l,d)=>{let u=()=>{a(!0),n[d]?.act()};l.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",l=>Mt(l,r,o.hidden,s,a),{signal:e}),i.addEventListener("focusout",l=>St(l,i,a),{signal:e}),i}function Mt(n,e,t,r,o){let i=e.length-1,s=e.indexOf(n.target),a=t?{ArrowDown:0,ArrowUp:i}[n.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[n.key];a!==void 0&&T(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(a)):n.key==="Escape"&&!t&&(n.stopPropagation(),o(!0))}function St(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var Tt=4;function Ce(n,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),r=c("span",{class:"quiet"}),o=c("button",{type:"button"},"Cancel"),i=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,r,o),s=c("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=c("div",{},i,s);o.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let l=At(o,e),d=-1,u=(f,p)=>{let m=Math.floor(f*Tt);m!==d&&(s.textContent=`Running: ${p||`${Math.round(f*100)} %`}`),d=m},h=()=>{let{done:f=0,total:p=0,text:m=""}=n.get("_progress")??{};p===0?(l(),d>=0&&(s.textContent="No longer running"),d=-1):u(f/p,m),i.hidden=p===0,t.value=p>0?f/p:0,r.textContent=m};return b(n,"change:_progress",h,e),h(),a}function At(n,e){let t=null,r=({relatedTarget:o})=>{t=o instanceof HTMLElement?o:null};return n.addEventListener("focus",r,{signal:e}),()=>{let o=n.getRootNode();if(o.activeElement!==n)return;let i=t?.isConnected&&t.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?t:s)?.focus()}}function Lt(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function $e(n,e){let t=()=>{n.style.colorScheme=Lt(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Re(n,e){function t({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let a=c("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(c("style",{},de,...n),Ce(r,s.signal)),o.append(a),$e(a,s.signal),be(a,s.signal),ue(l,()=>l.append(e(r,s.signal,a).element),s.signal);let d=l.lastElementChild;return l.append(Le(r,a,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:t}}var Ne=`/* The patch grid: prompts and choices on top, the grid on the left, the cells in order on the right. */

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
`;async function Pe(n){try{return await navigator.clipboard.writeText(n),!0}catch{return $t(n)}}function $t(n){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}function A(n,e,t,r){let o=c("button",{type:"button",title:e||null},n);return o.addEventListener("click",()=>Z(o)&&t(),{signal:r}),o}function E(n,e,t=""){g(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,g(n,"title",(e?"":t)||n.dataset.title||null)}function Z(n){return n.getAttribute("aria-disabled")!=="true"}var Rt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Nt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function qe(n,e){let t=e==="light"?Rt:Nt,r=n*(t.length-1),o=Math.min(Math.floor(r),t.length-2),i=He(Ke(t[o]??"#000000")),s=He(Ke(t[o+1]??"#000000"));return Ht(Pt(i,s,r-o))}function ee(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function te(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Pt(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function He([n,e,t]){let[r,o,i]=[ee(n),ee(e),ee(t)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),a=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),l=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function Ht([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,o=(n-.1055613458*e-.0638541728*t)**3,i=(n-.0894841775*e-1.291485548*t)**3;return[te(4.0767416621*r-3.3077115913*o+.2309699292*i),te(-1.2684380046*r+2.6097574011*o-.3413193965*i),te(-.0041960863*r-.7034186147*o+1.707614701*i)]}function Ke(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Kt=["text","quiet","line","paper","raised","accent","change","bad"],q=256,qt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function ne(n){let e=c("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=i=>(e.style.color=i,getComputedStyle(e).color),r=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",o=Object.fromEntries(Kt.map(i=>[i,t(`var(--${i})`)]));return e.remove(),{...o,dark:r,..._t(r?"dark":"light")}}function Oe(n,e,t,r){let o=()=>e.clientWidth>0&&!r.aborted,i=()=>o()?t():requestAnimationFrame(()=>o()&&t()),s=new MutationObserver(i);if(s.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{e.clientWidth!==a&&(a=e.clientWidth,o()&&t())});l.observe(e),r.addEventListener("abort",()=>l.disconnect())}function _t(n){let e=Array.from({length:q},(t,r)=>r/(q-1));return{sequential:e.map(t=>Ot(qe(t,n))),diverging:e.map(t=>Bt(qt[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function _(n,e,t){if(!Number.isFinite(e))return n.hole;let r=t===null?e:.5+e/(2*t||1),o=Math.round(Math.min(1,Math.max(0,r))*(q-1));return(t===null?n.sequential:n.diverging)[o]??n.hole}function Be([n,e,t]){let r=[n,e,t].map(i=>(i/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function L([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function Fe(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,r)=>L(n[Math.round(r/8*(q-1))]??[0,0,0])).join(", ")})`}function Ot(n){return n.map(e=>Math.round(e*255))}function Bt(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[o,i]=[_e(n[r]??"#000000"),_e(n[r+1]??"#000000")];return o.map((s,a)=>Math.round(s+((i[a]??0)-s)*(t-r)))}function _e(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var Ft="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",O=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#t;#e;#r;#n=null;constructor(e,t){this.#t=e,this.#r=t,this.#e=K(e,()=>this.#s(),t);for(let r of["_error","_screen"])b(e,`change:${r}`,()=>this.#o(),t);b(e,"change:_progress",()=>this.#a(),t),this.#o()}async ask(e,t={},{quiet:r=!1}={}){try{return await this.#e(e,t),r?this.#a():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:t,details:r}=$(e);this.#l({message:t,details:e instanceof N?e.details:r})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:t}=this.#t.get("_error")??{};e?this.#l({message:e,details:t}):this.messages.replaceChildren()}#s(){this.notice(Ft),this.#n=this.messages.firstElementChild}#a(){this.#n?.remove(),this.#n=null}#l(e){this.messages.replaceChildren(R(e,this.#r))}};var zt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Dt(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),jt).join("")}}function x(n){let{spaces:e,text:t}=Dt(n);return"·".repeat(e)+t}function B(n){return JSON.stringify(n)}function jt(n){let e=zt.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function v(n){if(!Number.isFinite(n))return Gt(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return ze(t)}return ze(Number(n.toPrecision(9)))}function ze(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function Gt(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function M(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var It=0,z=class{element;canvas=c("canvas",{"aria-hidden":"true"});#t;#e=c("div",{role:"gridcell",id:`cell-${++It}`,"aria-selected":"true"});#r=c("div",{role:"row",class:"unseen"},this.#e);#n={rows:1,columns:1};#o={row:0,column:0};constructor(e,t,r){this.#t=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#e.id}),this.element.append(this.canvas,this.#r);let o=(i,s)=>this.element.addEventListener(i,s,{signal:r});o("pointermove",i=>t.hover(this.#s(i))),o("pointerleave",()=>t.hover(null)),o("click",i=>this.#a(i)),o("keydown",i=>this.#l(i))}get cell(){return this.#o}place(e,t){this.#n=e,this.#o=y(t,e),g(this.element,"aria-rowcount",e.rows),g(this.element,"aria-colcount",e.columns),g(this.#r,"aria-rowindex",this.#o.row+1),g(this.#e,"aria-colindex",this.#o.column+1),g(this.#e,"aria-label",this.#t.describe(this.#o))}context(e,t){return re(this.canvas,e,t)}#s(e){let t=this.canvas.getBoundingClientRect();return this.#t.cellAt(e.clientX-t.left,e.clientY-t.top)}#a(e){let t=this.#s(e);t!==null&&this.#t.select(t)}#l(e){let t=Y(e),r=H(this.#o,this.#n,e);if(t!==null)this.#t.travel(t);else if(r!==null)this.#t.select(r);else if(T(e,"Enter"," "))this.#t.activate(this.#o);else if(T(e,"Delete","Backspace"))this.#t.remove(this.#o);else return;e.preventDefault(),e.stopPropagation()}};function re(n,e,t){let r=Math.min(globalThis.devicePixelRatio||1,2),[o,i]=[Math.round(e*r),Math.round(t*r)];n.width!==o&&(n.width=o),n.height!==i&&(n.height=i),n.style.width=`${e}px`,n.style.height=`${t}px`;let s=n.getContext("2d");return s===null?null:(s.setTransform(r,0,0,r,0,0),s.clearRect(0,0,e,t),s.textBaseline="middle",s)}var F=new Map;function oe(n,e,t){let r=`${n.font}
${t}
${e}`,o=F.get(r);if(o!==void 0)return o;F.size>5e3&&F.clear();let i=Ut(n,e,t);return F.set(r,i),i}function Ut(n,e,t){if(n.measureText(e).width<=t)return e;let r=e;for(;r.length>1&&n.measureText(`${r}…`).width>t;)r=r.slice(0,-1);return`${r}…`}var w='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',[k,De,je,D]=[46,40,78,2],[Wt,Ge,Vt,Ie]=[20,78,22,30],ie=42,G=class{pad;#t=null;#e=Ge;#r=Ie;#n=De;#o=document.createElement("canvas");#s=[];constructor(e,t){this.pad=new z("Patches",{...e,cellAt:(o,i)=>this.#p(o,i)},t);let r=o=>{let i=this.pad.canvas.getBoundingClientRect(),s=this.#p(o.clientX-i.left,o.clientY-i.top);s!==null&&e.activate(s)};this.pad.canvas.addEventListener("dblclick",r,{signal:t})}draw(e){this.#t=e;let{grid:t,at:r,room:o}=e,{rows:i,columns:s}=t.size;this.pad.place({rows:i,columns:s},r),this.#e=Math.max(Wt,Math.min(Ge,Math.floor((o-k-4)/s))),this.#r=i>24?Vt:Ie,this.#n=this.#e>=ie||t.columns?.name!=="position"?De:je;let[a,l]=[k+s*this.#e+4,this.#n+i*this.#r+4],d=this.pad.context(a,l);d!==null&&(this.#a(e,a,l),d.drawImage(this.#o,0,0,a,l),this.#l(d,e),this.#m(d,e))}#a(e,t,r){let{grid:o,show:i,slice:s,palette:a,reach:l}=e,d=[o,i,s,a,l,t,r];if(d.every((p,m)=>p===this.#s[m]))return;this.#s=d;let u=re(this.#o,t,r);if(u===null)return;let{rows:h,columns:f}=o.size;for(let p=0;p<h;p++)for(let m=0;m<f;m++)this.#u(u,e,{row:p,column:m})}#l(e,{grid:t,at:r,hovered:o,palette:i}){let s=o??r;e.font=`11px ${w}`,e.fillStyle=i.quiet,e.textAlign="left",e.fillText("layer",0,this.#n-9),e.textAlign="right",t.rows?.numbers.forEach((a,l)=>{e.fillStyle=l===s.row?i.text:i.quiet,e.font=`${l===s.row?"600 ":""}12px ${w}`,e.fillText(String(a),k-10,this.#n+(l+.5)*this.#r)}),t.columns?.numbers.forEach((a,l)=>{let d=t.columns?.name==="position"?x(t.columns.labels[l]??""):"";this.#c(e,l,a,d,l===s.column,i)}),t.columns?.name==="head"&&t.size.columns*this.#e>20&&(e.font=`11px ${w}`,e.fillStyle=i.quiet,e.textAlign="left",e.fillText("head",k,8))}#c(e,t,r,o,i,s){let a=k+(t+.5)*this.#e,l=i?"600 ":"";if(e.textAlign="center",e.fillStyle=i?s.text:s.quiet,o===""){e.font=`${l}12px ${w}`,e.fillText(String(r),a,this.#n-11);return}if(e.font=`10px ${w}`,this.#e>=ie){e.fillStyle=s.quiet,e.fillText(String(r),a,10),e.font=`${l}12px ${w}`,e.fillStyle=s.text,e.fillText(oe(e,o,this.#e-4),a,27);return}e.save(),e.translate(a+3,this.#n-7),e.rotate(-Math.PI/3),e.textAlign="left",e.font=`${l}11.5px ${w}`,e.fillStyle=i?s.text:s.quiet,e.fillText(oe(e,o,je-16),0,0),e.restore()}#u(e,t,r){let{grid:o,show:i,slice:s,palette:a,reach:l}=t,d=o.number(r,s),[u,h,f,p]=this.#d(r);if(!o.done(d)){e.fillStyle=a.raised,e.fillRect(u,h,f,p),e.fillStyle=a.line,e.fillRect(u+f/2-2,h+p/2-2,4,4);return}let m=o.value(d,i),C=_(a,m,l);e.fillStyle=L(C),e.fillRect(u,h,f,p),e.fillStyle=Be(C),this.#e>=ie?(e.font=`12px ${w}`,e.textAlign="center",e.fillText(S(m),u+f/2,h+p/2+.5)):Number.isFinite(m)||(e.font=`10px ${w}`,e.textAlign="center",e.fillText("×",u+f/2,h+p/2)),Number.isFinite(m)&&Math.abs(m)>l&&Xt(e,u,h)}#m(e,t){let{grid:r,slice:o,palette:i,at:s,hovered:a}=t;for(let d of r.applied){let u=r.place(d);if(r.slices&&u.slice!==o)continue;let[h,f,p,m]=this.#d(u);j(e,h,f,p,m,1.5,3,i.change),e.fillStyle=i.change,e.beginPath(),e.moveTo(h+p,f+m),e.lineTo(h+p-10,f+m),e.lineTo(h+p,f+m-10),e.fill()}a&&j(e,...this.#d(a),.5,1.5,i.text);let l=this.#d(s);j(e,...l,-.5,2.5,i.accent),j(e,...l,1.5,1,i.paper)}reveal(e,t){let[r,o,i,s]=this.#d(e),{scrollLeft:a,scrollTop:l,clientWidth:d,clientHeight:u}=t;r<a+k?t.scrollLeft=r-k:r+i>a+d&&(t.scrollLeft=r+i+4-d),o<l?t.scrollTop=o-this.#n:o+s>l+u&&(t.scrollTop=o+s+4-u)}#d({row:e,column:t}){return[k+t*this.#e+D/2,this.#n+e*this.#r+D/2,this.#e-D,this.#r-D]}#p(e,t){let{rows:r,columns:o}=this.#t?.grid.size??{rows:0,columns:0},i=Math.floor((t-this.#n)/this.#r),s=Math.floor((e-k)/this.#e);return i<0||s<0||i>=r||s>=o?null:{row:i,column:s}}};function S(n){if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"∞":"−∞";let e=Math.abs(n),t=e>=1e3?e.toExponential(0):e>=10?e.toFixed(1):e.toFixed(2);return n<0&&Number(t)!==0?`−${t}`:t}function j(n,e,t,r,o,i,s,a){n.strokeStyle=a,n.lineWidth=s,n.strokeRect(e+i,t+i,r-2*i,o-2*i)}function Xt(n,e,t){n.beginPath(),n.moveTo(e,t),n.lineTo(e+8,t),n.lineTo(e,t+8),n.fill()}function Ue(n,e){let{screen:t}=n;if(t.prompt===void 0||t.other===void 0)return[];let r=t.unit?` ${t.unit}`:"",o=(i,s,a,l,d)=>{let u=L(_(e,i,1)),h=c("i",{style:`background:${u}`,"aria-hidden":"true"});return[c("dt",{title:d},h,`${i} = ${s}`),c("dd",{},c("span",{class:"prompt",title:a},a),c("span",{class:"number",title:v(l)},Number.isNaN(l)?"":`${S(l)}${r}`))]};return[...o(0,"patched",t.prompt,n.here,"A cell of recovery 0 leaves this prompt's metric as it is"),...o(1,"values from",t.other,n.there,"A cell of recovery 1 gives this prompt's metric")]}function se(n){let{count:e,finished:t,state:r}=n;return e===0?"":r===null?`Not run yet: ${M(e,"cell")}.`:r==="running"?`Running: ${t} of ${M(e,"cell")}.`:r==="cancelled"?`Cancelled, ${t} of ${M(e,"cell")}.`:r==="failed"?`Stopped by an error, ${t} of ${M(e,"cell")}.`:`Finished: ${M(e,"cell")}.`}function We(n){let{screen:e}=n;if(e.changes===0||e.stale||e.runs===void 0)return"";let t=e.unit?` ${e.unit}`:"",r=n.recovered(n.now);return`The sweep is without the ${M(e.changes,"change")} of the workspace. With ${e.changes===1?"it":"them"} the prompt now gives ${v(n.now)}${t}, recovery ${v(r)}.`}function Ve(n){return Number.isNaN(n.here)||!Number.isNaN(n.recovered(n.here))?"":"Both prompts give the same metric, so there is nothing to recover: choose other tokens."}function ae(n,e){let t=n.words(e);if(!n.done(e))return`${t}: not there yet`;let r=n.screen.unit?` ${n.screen.unit}`:"",o=n.applied.has(e)?", applied in the workspace":"",i=`metric ${v(n.metric(e))}${r}, change ${v(n.change(e))}`;return`${t}: recovery ${v(n.recovery(e))}, ${i}${o}`}function Xe(n,e,t,r){let o=(...u)=>c("span",{class:"item"},...u),i=(u,h="")=>c("i",{class:u,style:h||null,"aria-hidden":"true"}),s=e==="recovery"?"recovery":"change of the metric",a=e==="change"&&n.screen.unit?` ${n.screen.unit}`:"",l=i("map",`background:${Fe(r.diverging)}`),d=[[!n.complete,i("empty"),"not there yet"],[n.holes(e),i("hole",`background:${L(r.hole)}`),"NaN or ∞"],[n.largest(e)>t,i("beyond"),"beyond the colours"],[n.applied.size>0,i("applied"),"applied in the workspace"]];return[o(s,` −${S(t)}`,l,`+${S(t)}${a}`),...d.filter(([u])=>u).map(([,u,h])=>o(u,h))]}var le=10,I=class{element=c("section",{class:"ranking","aria-label":"Cells in order"});#t=c("table",{});#e=c("button",{type:"button"},"Show more");#r;#n;#o={key:"recovery",down:!0};#s=le;#a=null;#l=-1;constructor(e,t){this.#r=e,this.#n=t;let r=()=>{this.#s+=le,this.#a&&this.draw(this.#a,this.#l)};this.#e.addEventListener("click",r,{signal:t});let o=i=>this.#d(i.target);this.#t.addEventListener("click",o,{signal:t}),this.element.append(c("h3",{},"Cells"),c("div",{class:"rows"},this.#t),this.#e)}draw(e,t){this.#a=e,this.#l=t,this.element.hidden=e.finished===0;let r=this.#c(e);this.#e.hidden=r.length<=this.#s;let o=Yt(this.#t),i=[...e.screen.axes.map(({name:l})=>l),"recovery","metric"],s=r.slice(0,this.#s).map(l=>this.#m(e,l,t)),a=c("tr",{},...i.map(l=>this.#u(l)),c("th",{},"Patch"));this.#t.replaceChildren(c("thead",{},a),c("tbody",{},...s)),o&&this.#t.querySelector(`[data-focus="${o}"]`)?.focus()}#c(e){let{key:t,down:r}=this.#o,o=s=>t==="recovery"?e.recovery(s):t==="metric"?e.metric(s):e.where(s)[t]??0,i=r?-1:1;return[...e.ready()].map(s=>[s,o(s)]).sort(([s,a],[l,d])=>Number.isNaN(a)||Number.isNaN(d)?Number(Number.isNaN(a))-Number(Number.isNaN(d)):i*(a-d)||s-l).map(([s])=>s)}#u(e){let{key:t,down:r}=this.#o,o=e===t?r?"descending":"ascending":null,i=e===t?r?" ↓":" ↑":"",s=c("button",{type:"button",class:"sort","data-sort":e,"data-focus":`sort ${e}`},e+i);return c("th",{scope:"col","aria-sort":o},s)}#m(e,t,r){let o=e.where(t),i=e.words(t),s=e.screen.axes.map(({name:u,numbers:h,labels:f},p)=>{let m=u==="position"?` ${x(f[h.indexOf(o.position??0)]??"")}`:"",C=`${o[u]}${m}`;if(p>0)return c("td",{class:u},C);let ce=c("button",{type:"button",class:"go","data-go":t,"data-focus":`go ${t}`},C);return g(ce,"aria-label",`Go to ${i}`),c("th",{scope:"row"},ce)}),a=e.applied.has(t),l=c("button",{type:"button",class:"act","data-patch":t,"data-focus":`patch ${t}`,"aria-pressed":String(a),"aria-label":`Patch ${i}`,title:a?"Take this patch out of the workspace":"Apply this patch in the workspace"},a?"Remove":"Apply");E(l,!e.screen.stale,"These cells are of other prompts: run again");let d=u=>c("td",{class:"number",title:v(u)},S(u));return c("tr",{class:t===r?"chosen":null},...s,d(e.recovery(t)),d(e.metric(t)),c("td",{},l))}#d(e){let t=e instanceof Element?e.closest("button"):null;if(!(t instanceof HTMLElement)||this.#n.aborted)return;let{sort:r,go:o,patch:i}=t.dataset;if(o!==void 0&&this.#r.select(Number(o)),i!==void 0&&Z(t)&&this.#r.toggle(Number(i)),r===void 0||this.#a===null)return;let s=this.#o.key===r?!this.#o.down:r==="recovery"||r==="metric";this.#o={key:r,down:s},this.#s=le,this.draw(this.#a,this.#l)}};function Yt(n){let e=n.getRootNode(),t=e instanceof ShadowRoot?e.activeElement:document.activeElement;return t instanceof HTMLElement&&n.contains(t)?t.dataset.focus:void 0}var Jt={resid_pre:"resid_pre · stream before the block",resid_mid:"resid_mid · stream after attention",resid_post:"resid_post · stream after the block",attn_out:"attn_out · what attention adds",mlp_out:"mlp_out · what the MLP adds",head_out:"head_out · output of a head",head_q:"head_q · queries of a head",head_k:"head_k · keys of a head",head_v:"head_v · values of a head",head_pattern:"head_pattern · attention of a head"},Qt=["layer position","layer"],Zt=["layer head","layer position","layer head position","layer"],en={recovery:"recovery",change:"change of the metric"},tn={"":"choose…",end:"from the last token",start:"from the first token"},W=class{element=c("div",{class:"settings"});#t=c("select",{});#e=c("select",{});#r=c("select",{"aria-label":"Match tokens"});#n=c("select",{});#o=c("label",{},c("span",{},"Match tokens"),this.#r);#s=[Ye(),Ye()];#a=c("datalist",{id:`tokens-${Math.random().toString(36).slice(2)}`});#l=c("p",{class:"quiet given"});#c;#u=null;constructor(e,t){let r=(d,u)=>d.addEventListener("change",()=>u(d.value),{signal:t});r(this.#t,d=>e.set({component:d,by:[]})),r(this.#e,d=>e.set({by:d.split(" ")})),r(this.#r,d=>e.set({align:d})),r(this.#n,d=>e.set({show:d})),U(this.#n,en),U(this.#r,tn);let o=c("button",{type:"button",title:"The likeliest next token of each prompt"},"Likeliest"),i=()=>{this.#u=null,e.tokens(null)};o.addEventListener("click",i,{signal:t});let[s,a]=this.#s;g(s,"aria-label","Token of the metric"),g(a,"aria-label","Token that it is compared with");for(let d of this.#s)g(d,"list",this.#a.id),d.addEventListener("change",()=>e.tokens([Je(s.value),Je(a.value)]),{signal:t});this.#c=c("fieldset",{},c("legend",{},"Metric"),"logit of ",s," − logit of ",a),this.#c.append(" ",o,this.#a);let l=(d,u)=>(g(u,"aria-label",d),c("label",{},c("span",{},d),u));this.element.append(l("Patch",this.#t),l("By",this.#e),this.#o,l("Colour",this.#n),this.#c,this.#l)}draw({screen:e},t){U(this.#t,Object.fromEntries(e.components.map(d=>[d,Jt[d]??d]))),this.#t.value=t.component;let r=t.component.startsWith("head_"),i=["layer","head","position"].filter(d=>t.by.includes(d)).join(" ")||(r?"layer head":"layer position"),s=r?Zt:Qt;U(this.#e,Object.fromEntries((s.includes(i)?s:[...s,i]).map(d=>[d,d.replaceAll(" "," × ")]))),this.#e.value=i,this.#r.value=t.align,this.#o.hidden=!e.uneven&&t.align==="",this.#n.value=t.show;let a=e.tokens?.length===2;this.#c.hidden=!a&&e.metric!==void 0,this.#l.hidden=!this.#c.hidden,this.#l.textContent=`Metric: ${e.metric??""}, set from Python`;let l=e.tokens??[];a&&l.join(`
`)!==this.#u?.join(`
`)&&(this.#u=l,this.#s.forEach((d,u)=>{d.value=x(l[u]??"")})),this.#a.replaceChildren(...e.offered.map(d=>c("option",{value:x(d)})))}};function Ye(){return c("input",{type:"text",size:9,autocomplete:"off",spellcheck:"false"})}function Je(n){return n.replace(/^·+/,e=>" ".repeat(e.length)).replaceAll("⏎",`
`)}function U(n,e){let t=Object.entries(e);[...n.options].map(o=>o.value).join()===t.map(([o])=>o).join()||n.replaceChildren(...t.map(([o,i])=>c("option",{value:o},i)))}function V(n){let e=Ze(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Qe(n){let e=Ze(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ze(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var nn=2,P=class{constructor(e,t){this.screen=e;let r=a=>e.axes.find(l=>l.name===a);this.rows=r("layer"),this.columns=r("position")??r("head"),this.slices=r("position")&&r("head"),this.count=e.axes.length>0?e.axes.reduce((a,l)=>a*l.numbers.length,1):0;let o=t.of===e.of&&t.values!==void 0;this.#t=o&&t.values?V(t.values):new Float32Array(this.count),this.#e=o&&t.done?rn(t.done):new Uint8Array(0),this.finished=o?t.finished??0:0,this.state=o?t.state??null:null,this.applied=new Set(e.applied?Qe(e.applied):[]);let i=e.runs?V(e.runs):new Float32Array(0),s=o&&t.ends?V(t.ends):i;[this.here,this.there]=[s[0]??Number.NaN,s[1]??Number.NaN],this.now=i[2]??Number.NaN}screen;rows;columns;slices;count;finished;state;applied;here;there;now;#t;#e;#r=new Map;get size(){return{rows:this.rows?.numbers.length??0,columns:this.columns?.numbers.length??1}}get complete(){return this.count>0&&this.finished===this.count}number({row:e,column:t},r){let o=this.size.columns,i=this.slices?.numbers.length??1;return(e*i+(this.slices?r:0))*o+t}place(e){let t=this.size.columns,r=this.slices?.numbers.length??1,o=Math.floor(e/t);return{row:Math.floor(o/r),column:e%t,slice:o%r}}done(e){return((this.#e[e>>3]??0)>>(e&7)&1)===1}metric(e){return this.#t[e]??Number.NaN}recovery(e){return this.recovered(this.metric(e))}recovered(e){let t=Math.fround(this.there-this.here);return Math.abs(t)<=1e-4*Math.max(Math.abs(this.here),Math.abs(this.there))?Number.NaN:Math.fround(Math.fround(e-this.here)/t)}change(e){return Math.fround(this.metric(e)-this.here)}value(e,t){return t==="recovery"?this.recovery(e):this.change(e)}reach(e){let t=this.largest(e);return e==="recovery"?Math.min(nn,Math.max(1,t)):t||1}largest(e){let t=this.#r.get(e);if(t!==void 0)return t;let r=0;for(let o of this.ready()){let i=Math.abs(this.value(o,e));Number.isFinite(i)&&i>r&&(r=i)}return this.#r.set(e,r),r}holes(e){for(let t of this.ready())if(!Number.isFinite(this.value(t,e)))return!0;return!1}where(e){let t={};for(let r of[...this.screen.axes].reverse())t[r.name]=r.numbers[e%r.numbers.length],e=Math.floor(e/r.numbers.length);return t}words(e,t=x){let r=this.where(e);return this.screen.axes.map(({name:o,numbers:i,labels:s})=>{let a=r[o]??0,l=s[i.indexOf(a)]??"";return o==="position"?`position ${a} ${t(l)}`:`${o} ${a}`}).join(t===B?", ":" · ")}*ready(){for(let e=0;e<this.count;e++)this.done(e)&&(yield e)}};function rn(n){return n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength)}var X=class{element=c("section",{class:"patches","aria-label":"Patch grid"});#t;#e;#r;#n;#o;#s=c("dl",{class:"ends"});#a=c("p",{class:"state"});#l=c("p",{class:"quiet aside"});#c=c("p",{class:"notice problem",role:"note"});#u=c("output",{class:"readout","aria-live":"off"});#m=c("p",{class:"legend"});#d=c("div",{class:"window"});#p=c("input",{type:"range",min:0,step:1,"aria-label":"Head"});#$=c("span",{class:"number"});#R=c("label",{class:"slices"},"Head ",this.#p,this.#$);#E=c("details",{class:"code"});#N=c("pre",{tabindex:0});#b;#y;#g;#S;#T;#x;#i;#h={row:0,column:0};#v=null;constructor(e,t,r){this.#t=e,this.#e=new O(e,r),this.#x=ne(t),this.#i=new P(e.get("_screen"),e.get("_cells"));let o=a=>()=>{this.#e.ask(a)};this.#b=A("Run","Carry the sweep out",o("run"),r),this.#y=A("Copy as Python","The call that gives these numbers",()=>{this.#F()},r),this.#g=A("Apply","Make this patch a change of the workspace (Enter)",()=>this.#L(),r),this.#S=A("Undo","Take back the last change (Ctrl+Z in the grid)",o("undo"),r),this.#T=A("Redo","Make it again (Ctrl+Shift+Z in the grid)",o("redo"),r),this.#r=new W({set:a=>this.#P(a),tokens:a=>{this.#e.ask("metric",{tokens:a})}},r),this.#n=new G({describe:a=>this.#z(a),hover:a=>this.#B(a),select:a=>this.#H(a),activate:a=>{this.#H(a),this.#L()},remove:a=>{this.#i.applied.has(this.#f(a))&&this.#L(a)},travel:a=>{this.#e.ask(a)}},r),this.#o=new I({select:a=>this.#O(a),toggle:a=>{this.#e.ask("apply",{cell:a})}},r),this.#p.addEventListener("input",()=>this.#A({head:this.#w()[this.#p.valueAsNumber]??0}),{signal:r}),this.#_(),this.#C(),this.#K();let i=(a,l)=>b(e,`change:${a}`,()=>this.#D(l),r);for(let a of["_screen","_cells"])i(a,()=>this.#K());for(let a of["component","by","align","show"])i(a,()=>this.#k());i("_selected",()=>{this.#C(),this.#k(),this.#n.reveal(this.#h,this.#d)});let s=()=>{this.#x=ne(t),this.#k()};Oe(t,this.element,s,r)}#_(){let e=c("span",{class:"buttons"},this.#y,this.#S,this.#T);this.#d.append(this.#n.pad.element),this.#E.append(c("summary",{},"Python"),this.#N),this.#e.status.classList.add("unseen");let t=c("div",{class:"main"},this.#R,this.#d,c("div",{class:"chosen-cell"},this.#u,this.#g),this.#m,this.#l);this.#b.classList.add("primary"),this.element.append(c("header",{class:"toolbar"},c("h2",{},"Patch grid"),this.#b,this.#a,e),this.#e.messages,this.#e.status,this.#s,this.#r.element,this.#c,c("div",{class:"body"},t,this.#o.element),this.#E)}#P(e){for(let[t,r]of Object.entries(e))this.#t.set(t,r);this.#t.save_changes()}#A(e){this.#i.screen.stale||this.#P({_selected:{...this.#t.get("_selected"),...e}}),this.#k()}#H(e){this.#h=e,this.#A(this.#i.where(this.#f(e)))}#O(e){let{row:t,column:r}=this.#i.place(e);this.#h={row:t,column:r},this.#A(this.#i.where(e))}#L(e=this.#h){this.#e.ask("apply",{cell:this.#f(e)})}#B(e){e?.row===this.#v?.row&&e?.column===this.#v?.column||(this.#v=e,this.#q())}async#F(){let e=await Pe(this.#i.screen.code??"");this.#e.announce(e?"Copied.":"It cannot be copied here: select it below."),e?this.#y.textContent="Copied":this.#E.open=!0,setTimeout(()=>{this.#y.textContent="Copy as Python"},1500)}#K(){let[e,t]=[this.#t.get("_screen"),this.#t.get("_cells")];if(t.of!==void 0&&t.of!==e.of)return;let r=this.#i.state;this.#i=new P(e,t),this.#C(),this.#k(),(this.#i.state!==r||this.#i.state!=="running")&&this.#e.announce(se(this.#i))}#C(){let{layer:e,position:t,head:r}=this.#t.get("_selected"),{rows:o,columns:i,size:s}=this.#i,a=o?.numbers.indexOf(e??-1)??-1,l=i?.numbers.indexOf((i.name==="head"?r:t)??-1)??-1,{row:d,column:u}=this.#h;this.#h=y({row:a<0?d:a,column:l<0?u:l},s)}#w(){return this.#i.slices?.numbers??[]}#M(){return Math.max(0,this.#w().indexOf(this.#t.get("_selected").head??-1))}#f(e){return this.#i.number(e,this.#M())}#z(e){let t=this.#f(e);return ae(this.#i,t).replace(this.#i.words(t),this.#i.words(t,B))}#D(e){try{e()}catch(t){this.#e.fail(t)}}#k(){let e=this.#i,{screen:t,state:r}=e,o={component:this.#t.get("component"),by:this.#t.get("by"),align:this.#t.get("align"),show:this.#t.get("show")};this.#r.draw(e,o),this.#a.textContent=t.stale?"":se(e),this.#j();let i="These cells are of other prompts than the workspace has now: run again.",s=t.problem||(t.stale?i:Ve(e));this.#c.textContent=t.problem&&t.stale?`${t.problem}. ${i}`:s,this.#c.hidden=s==="",this.#l.textContent=We(e),this.#s.replaceChildren(...Ue(e,this.#x)),this.#N.textContent=t.code??"",this.#E.hidden=!t.code,E(this.#y,!!t.code),E(this.#S,t.can.undo),E(this.#T,t.can.redo),g(this.element,"data-stale",t.stale),g(this.element,"data-state",r),this.#R.hidden=this.#w().length===0,this.#p.max=String(Math.max(0,this.#w().length-1)),this.#p.value=String(this.#M()),this.#$.textContent=String(this.#w()[this.#M()]??""),this.#m.replaceChildren(...Xe(e,o.show,e.reach(o.show),this.#x)),this.#q(),this.#o.draw(e,this.#f(this.#h))}#j(){let{screen:e,state:t,complete:r}=this.#i,o=e.stale||t===null,i=t==="cancelled"||t==="failed";this.#b.textContent=e.stale?"Run again":i&&!r?"Continue":"Run",E(this.#b,!e.problem&&(o||i))}#q(){let e=this.#i,t=e.count>0;for(let a of[this.#d,this.#u,this.#g,this.#m])a.hidden=!t;if(!t)return;let r=this.#t.get("show"),o=e.reach(r);this.#n.draw({grid:e,show:r,reach:o,slice:this.#M(),at:this.#h,hovered:this.#v,palette:this.#x,room:this.#d.clientWidth||640});let i=this.#f(y(this.#v??this.#h,e.size));this.#u.textContent=ae(e,i);let s=e.applied.has(this.#f(this.#h));this.#g.textContent=s?"Remove":"Apply",g(this.#g,"aria-pressed",String(s)),E(this.#g,!e.screen.stale)}};var _r=Re([Ne],(n,e,t)=>new X(n,t,e));export{_r as default};

var xe=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function d(t,e={},...n){let r=document.createElement(t);for(let[i,o]of Object.entries(e))u(r,i,o);return r.append(...n),r}function u(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function ye(t,e,n){try{e()}catch(r){t.append($(N(r),n))}}function N(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function $({message:t,details:e},n){let r=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=d("div",{},d("p",{},t));e&&i.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let o=d("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:n}),o}var ut=["a","c","v","x","y","z"],ht=["text","search","number"];function B(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&ht.includes(t.type)}function we(t){return t.ctrlKey||t.metaKey?ut.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ve(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function ke(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function F({row:t,column:e},{rows:n,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return T({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return T({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return T({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return T({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:o?0:t,column:0};case"End":return{row:o?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function T({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function S(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function H(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var pt=["Enter"," ","Delete","Backspace"],Se=[{row:0,column:0},{rows:1,columns:1}];function Ee(t,e){let n=r=>{let i=r.composedPath();i.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",mt(r,i[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function mt(t,e){return B(e)?we(t):ve(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&ke(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&ft(t)?!0:F(...Se,t)!==null||S(t,...pt)||H(t)!==null}function ft(t){let{ctrlKey:e,metaKey:n,altKey:r,key:i}=t;return t.shiftKey&&F(...Se,{key:i,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function Te(t){let e=[...t.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)Le(s);let i=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=r[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(e.map((s,a)=>[s,Me(i[a],n[a])]));return new Map([...o].map(([s,a])=>[s,Me(gt(s,o),a)]))}function Ae(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&bt(t,e);let r=n.get(t);r!==void 0&&Le(e);let i=t.parentElement,[o,s]=[(r?.x??0)-(i?.scrollLeft??0),(r?.y??0)-(i?.scrollTop??0)];(o!==0||s!==0)&&(e.style.translate=`${o}px ${s}px`)}function Le(t){t.style.position="relative",t.style.inset="auto"}function bt(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(n.getPropertyValue(l))||0),0),[i,o]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];i>=1&&(e.style.paddingRight=`${r("padding-right")+i}px`),o>=1&&(e.style.paddingBottom=`${r("padding-bottom")+o}px`)}function Me(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function gt(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var Ce="http://www.w3.org/1999/xhtml",ae=12,xt=2,yt=16e3,wt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function $e(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=vt(t),i=document.createElementNS(Ce,"style");i.textContent=kt(e);let o=document.createElementNS(Ce,"div");for(let{name:a,value:l}of t.attributes)a!=="style"&&o.setAttribute(a,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",St(t,i.textContent,n,r)),o.append(i,...Mt(e));let s={width:n+2*ae,height:r+2*ae};return{...s,svg:Lt(o,s.width,s.height)}}async function He({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let i=Math.min(xt,yt/Math.max(e,n)),o=document.createElement("canvas");o.width=Math.round(e*i),o.height=Math.round(n*i);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,o.width,o.height),new Promise((a,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(m=>m===null?c():a(m),"image/png")})}function vt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function kt(t){let e=[...t.querySelectorAll("style")].map(i=>i.textContent),n=[...t.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...e,...n].join(`
`);return wt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function St(t,e,n,r){let i=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${Et(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${ae}px`,"overflow: hidden"].join("; ")}function Et(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Mt(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!Ne(r)),n=Te(t);return e.map(r=>{let i=r.cloneNode(!0),o=[i,...i.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,a)=>{let l=o[a];l!==void 0&&(Tt(s,l),Ae(s,l,n))});for(let s of o)Ne(s)&&s.remove();return i})}function Ne(t){return t.hasAttribute("data-unexported")}function Tt(t,e){t instanceof HTMLCanvasElement?At(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function At(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Lt(t,e,n){let r=new XMLSerializer().serializeToString(t),i=`all: initial; display: block; width: ${e}px; height: ${n}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Ct(o)}function Ct(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var R=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Re=8e3;function z(t,e,n){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return v(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new R(l.message,l.details)):c.done())},n),v(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,Re)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((m,h)=>{let f=`${i}-${++o}`;r.set(f,{done:m,fail:h,timer:setTimeout(e,Re)}),t.send({kind:l,id:f,...c})})}var Pe=new WeakMap;function v(t,e,n,r){t.on(e,n);let i=Pe.get(r),o=()=>t.off(e,n);if(i){i.push(o);return}let s=[o];Pe.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var Nt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Ke(t,e,n,r){let i=c=>async()=>{try{await c()}catch(m){n($(N(m),r))}},s=$t(t,()=>n(d("p",{class:"notice",role:"status"},Nt)),r),a=c=>`${Ht(e)}.${c}`,l=()=>$e(e);return Rt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>le(await He(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>le(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],r)}function $t(t,e,n){let r=z(t,e,n),i=new Set;return v(t,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);le(new Blob([c],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await r("page",{ticket:s})}}function le(t,e){let n=URL.createObjectURL(t);d("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Ht(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Rt(t,e){let n=d("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>d("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),i=d("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=d("div",{class:"save-menu","data-unexported":!0},n,i),s=l=>{i.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},a=l=>{i.hidden||(i.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>i.hidden?s(0):a(!0),{signal:e}),r.forEach((l,c)=>{let m=()=>{a(!0),t[c]?.act()};l.addEventListener("click",m,{signal:e})}),o.addEventListener("keydown",l=>Pt(l,r,i.hidden,s,a),{signal:e}),o.addEventListener("focusout",l=>Kt(l,o,a),{signal:e}),o}function Pt(t,e,n,r,i){let o=e.length-1,s=e.indexOf(t.target),a=n?{ArrowDown:0,ArrowUp:o}[t.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[t.key];a!==void 0&&S(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(a)):t.key==="Escape"&&!n&&(t.stopPropagation(),i(!0))}function Kt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var qt=4;function qe(t,e){let n=d("progress",{max:1,value:0,"aria-label":"Progress"}),r=d("span",{class:"quiet"}),i=d("button",{type:"button"},"Cancel"),o=d("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,i),s=d("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=d("div",{},o,s);i.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=_t(i,e),c=-1,m=(f,p)=>{let b=Math.floor(f*qt);b!==c&&(s.textContent=`Running: ${p||`${Math.round(f*100)} %`}`),c=b},h=()=>{let{done:f=0,total:p=0,text:b=""}=t.get("_progress")??{};p===0?(l(),c>=0&&(s.textContent="No longer running"),c=-1):m(f/p,b),o.hidden=p===0,n.value=p>0?f/p:0,r.textContent=b};return v(t,"change:_progress",h,e),h(),a}function _t(t,e){let n=null,r=({relatedTarget:i})=>{n=i instanceof HTMLElement?i:null};return t.addEventListener("focus",r,{signal:e}),()=>{let i=t.getRootNode();if(i.activeElement!==t)return;let o=n?.isConnected&&n.getRootNode()===i,s=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?n:s)?.focus()}}function Bt(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function _e(t,e){let n=()=>{t.style.colorScheme=Bt(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Be(t,e){function n({model:r,el:i,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=d("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(d("style",{},xe,...t),qe(r,s.signal)),i.append(a),_e(a,s.signal),Ee(a,s.signal),ye(l,()=>l.append(e(r,s.signal,a).element),s.signal);let c=l.lastElementChild;return l.append(Ke(r,a,m=>c?.before(m),s.signal)),()=>s.abort()}return{render:n}}var Fe=`/* What the model says: bars of the next tokens, the line of a sweep, the two texts. */

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
`;var ze=`/* Where sliders come from: the map of heads, and the neurons. */

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
`;var Oe=`/* Steering: sliders on the left, what they do on the right; in a narrow cell one above the other. */

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

/* A container of its own: in two columns there is less room for the sliders than for the view. */
.left {
  container-type: inline-size;
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
`;async function Ie(t){try{return await navigator.clipboard.writeText(t),!0}catch{return It(t)}}function It(t){let e=document.activeElement,n=d("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function g(t){if(!Number.isFinite(t))return je(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return We(n)}return We(Number(t.toPrecision(9)))}function We(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function O(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):je(t)}function je(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function P(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var Wt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],jt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ge(t,e){let n=e==="light"?Wt:jt,r=t*(n.length-1),i=Math.min(Math.floor(r),n.length-2),o=De(Ue(n[i]??"#000000")),s=De(Ue(n[i+1]??"#000000"));return Ut(Dt(o,s,r-i))}function de(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function ce(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Dt(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function De([t,e,n]){let[r,i,o]=[de(t),de(e),de(n)],s=Math.cbrt(.4122214708*r+.5363325363*i+.0514459929*o),a=Math.cbrt(.2119034982*r+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*r+.2817188376*i+.6299787005*o);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function Ut([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,i=(t-.1055613458*e-.0638541728*n)**3,o=(t-.0894841775*e-1.291485548*n)**3;return[ce(4.0767416621*r-3.3077115913*i+.2309699292*o),ce(-1.2684380046*r+2.6097574011*i-.3413193965*o),ce(-.0041960863*r-.7034186147*i+1.707614701*o)]}function Ue(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Gt=["text","quiet","line","paper","raised","accent","change","bad"],I=256,Vt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function ue(t){let e=d("span",{style:"display:none"});(t.shadowRoot??t).append(e);let n=o=>(e.style.color=o,getComputedStyle(e).color),r=n("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(Gt.map(o=>[o,n(`var(--${o})`)]));return e.remove(),{...i,dark:r,...Qt(r?"dark":"light")}}function Qe(t,e,n,r){let i=()=>e.clientWidth>0&&!r.aborted,o=()=>i()?n():requestAnimationFrame(()=>i()&&n()),s=new MutationObserver(o);if(s.observe(t,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{e.clientWidth!==a&&(a=e.clientWidth,i()&&n())});l.observe(e),r.addEventListener("abort",()=>l.disconnect())}function Qt(t){let e=Array.from({length:I},(n,r)=>r/(I-1));return{sequential:e.map(n=>Xt(Ge(n,t))),diverging:e.map(n=>Yt(Vt[t],n)),hole:t==="light"?[120,0,230]:[150,60,255]}}function Xe(t,e,n){if(!Number.isFinite(e))return t.hole;let r=n===null?e:.5+e/(2*n||1),i=Math.round(Math.min(1,Math.max(0,r))*(I-1));return(n===null?t.sequential:t.diverging)[i]??t.hole}function Ye([t,e,n]){let r=[t,e,n].map(o=>(o/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function he([t,e,n],r=1){return`rgb(${t} ${e} ${n} / ${r})`}function Je(t){return`linear-gradient(90deg, ${Array.from({length:9},(n,r)=>he(t[Math.round(r/8*(I-1))]??[0,0,0])).join(", ")})`}function Xt(t){return t.map(e=>Math.round(e*255))}function Yt(t,e){let n=e*(t.length-1),r=Math.min(Math.floor(n),t.length-2),[i,o]=[Ve(t[r]??"#000000"),Ve(t[r+1]??"#000000")];return i.map((s,a)=>Math.round(s+((o[a]??0)-s)*(n-r)))}function Ve(t){let e=Number.parseInt(t.slice(1),16);return[e>>16,e>>8&255,e&255]}var Jt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",W=class{messages=d("div",{class:"messages"});status=d("p",{class:"status",role:"status"});#e;#t;#r;#o=null;constructor(e,n){this.#e=e,this.#r=n,this.#t=z(e,()=>this.#s(),n);for(let r of["_error","_screen"])v(e,`change:${r}`,()=>this.#n(),n);v(e,"change:_progress",()=>this.#i(),n),this.#n()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#t(e,n),r?this.#i():this.#n(),!0}catch(i){return this.fail(i),!1}}fail(e){let{message:n,details:r}=N(e);this.#a({message:n,details:e instanceof R?e.details:r})}notice(e){this.messages.replaceChildren(d("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#n(){let{message:e,details:n}=this.#e.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#s(){this.notice(Jt),this.#o=this.messages.firstElementChild}#i(){this.#o?.remove(),this.#o=null}#a(e){this.messages.replaceChildren($(e,this.#r))}};var Zt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function en(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),tn).join("")}}function A(t){let{spaces:e,text:n}=en(t);return"·".repeat(e)+n}function w(t){return JSON.stringify(t)}function tn(t){let e=Zt.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}function k(t){let e=pe(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function j(t){let e=pe(t,8);return new Float64Array(e.buffer,e.byteOffset,e.byteLength/8)}function D(t){let e=pe(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function pe(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var nn=0,U=class{element;canvas=d("canvas",{"aria-hidden":"true"});#e;#t=d("div",{role:"gridcell",id:`cell-${++nn}`,"aria-selected":"true"});#r=d("div",{role:"row",class:"unseen"},this.#t);#o={rows:1,columns:1};#n={row:0,column:0};constructor(e,n,r){this.#e=n,this.element=d("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#r);let i=(o,s)=>this.element.addEventListener(o,s,{signal:r});i("pointermove",o=>n.hover(this.#s(o))),i("pointerleave",()=>n.hover(null)),i("click",o=>this.#i(o)),i("keydown",o=>this.#a(o))}get cell(){return this.#n}place(e,n){this.#o=e,this.#n=T(n,e),u(this.element,"aria-rowcount",e.rows),u(this.element,"aria-colcount",e.columns),u(this.#r,"aria-rowindex",this.#n.row+1),u(this.#t,"aria-colindex",this.#n.column+1),u(this.#t,"aria-label",this.#e.describe(this.#n))}context(e,n){return rn(this.canvas,e,n)}#s(e){let n=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-n.left,e.clientY-n.top)}#i(e){let n=this.#s(e);n!==null&&this.#e.select(n)}#a(e){let n=H(e),r=F(this.#n,this.#o,e);if(n!==null)this.#e.travel(n);else if(r!==null)this.#e.select(r);else if(S(e,"Enter"," "))this.#e.activate(this.#n);else if(S(e,"Delete","Backspace"))this.#e.remove(this.#n);else return;e.preventDefault(),e.stopPropagation()}};function rn(t,e,n){let r=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*r),Math.round(n*r)];t.width!==i&&(t.width=i),t.height!==o&&(t.height=o),t.style.width=`${e}px`,t.style.height=`${n}px`;let s=t.getContext("2d");return s===null?null:(s.setTransform(r,0,0,r,0,0),s.clearRect(0,0,e,n),s.textBaseline="middle",s)}var[L,K,G]=[26,16,2],V=class{pad;#e=null;#t=new Float32Array;#r=[];#o={row:0,column:0};#n=26;#s=()=>{};constructor(e,n){let r=o=>s=>{let a=this.#e?.layers[s.row];a!==void 0&&Number.isFinite(this.#a(s))&&o(a,s.column)},i=r(e.add);this.pad=new U("Heads to steer",{cellAt:(o,s)=>this.#d(o,s),describe:o=>this.describe(o),hover:o=>e.hover(o===null?"":this.describe(o)),select:o=>{this.#o=o,this.#s(),e.hover(this.describe(o))},activate:i,remove:r(e.remove),travel:e.travel},n),this.pad.canvas.addEventListener("click",o=>{let s=this.pad.canvas.getBoundingClientRect(),a=this.#d(o.clientX-s.left,o.clientY-s.top);a!==null&&i(a)},{signal:n})}draw(e,n,r,i){this.#e!==e&&(this.#t=k(e.norms)),this.#e=e,this.#r=n,this.#s=()=>this.draw(e,n,r,i);let[o,s]=[e.layers.length,e.columns];this.#n=Math.max(9,Math.min(30,Math.floor((i-L)/Math.max(1,s))-G)),this.pad.place({rows:o,columns:s},this.#o);let a=this.#n+G,l=this.pad.context(L+s*a,K+o*a);if(l===null)return;let c=this.most||1;l.font='10.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';let m=Math.ceil(16/a);l.fillStyle=r.quiet,l.textAlign="center";for(let h=0;h<s;h+=m)l.fillText(String(h),L+h*a+this.#n/2,K/2);l.textAlign="right";for(let h=0;h<o;h+=m)l.fillText(String(e.layers[h]),L-6,K+h*a+this.#n/2);for(let h=0;h<o;h++)for(let f=0;f<s;f++)this.#i(l,{row:h,column:f},c,r)}#i(e,n,r,i){let o=this.#n+G,[s,a]=[L+n.column*o,K+n.row*o],l=this.#a(n),c=Xe(i,l/r,null);e.fillStyle=he(c),e.fillRect(s,a,this.#n,this.#n),this.#c(n)!==void 0&&(e.strokeStyle=i.change,e.lineWidth=2,e.strokeRect(s+1,a+1,this.#n-2,this.#n-2),e.fillStyle=Ye(c),e.beginPath(),e.arc(s+this.#n/2,a+this.#n/2,Math.min(3.5,this.#n/5),0,7),e.fill()),!(n.row!==this.pad.cell.row||n.column!==this.pad.cell.column)&&(e.strokeStyle=i.text,e.lineWidth=1.5,e.strokeRect(s-.5,a-.5,this.#n+1,this.#n+1))}get most(){return this.#t.reduce((e,n)=>n>e?n:e,0)}describe(e){let n=this.#e?.layers[e.row],r=this.#a(e);if(n===void 0||Number.isNaN(r)&&this.#e===null)return"no head";let i=this.#c(e)?", has a slider":"";return`layer ${n}, head ${e.column}: length of its output ${g(r)}${i}`}#a({row:e,column:n}){return this.#t[e*(this.#e?.columns??0)+n]??Number.NaN}#c({row:e,column:n}){let r=this.#e?.layers[e];return this.#r.find(i=>me(i,r,n))}#d(e,n){let r=this.#n+G,[i,o]=[Math.floor((n-K)/r),Math.floor((e-L)/r)],{layers:s=[],columns:a=0}=this.#e??{};return i>=0&&o>=0&&i<s.length&&o<a?{row:i,column:o}:null}};function me(t,e,n){return t.part==="head_out"&&t.layer===e&&t.at.head===n}var on=8,Q=class{element;#e;#t=d("output",{class:"quiet readout"});#r=d("p",{class:"quiet legend"});#o=d("div",{class:"heads"});#n=d("input",{type:"checkbox"});#s=d("span",{});#i=d("select",{"aria-label":"Layer of the neurons"});#a=d("input",{type:"number",min:0,step:1,"aria-label":"Number of the neuron"});#c=d("output",{class:"quiet"});#d=d("button",{type:"button"},"Add");#l=d("ul",{class:"top","aria-label":"Most active neurons"});#u;#m;#p=0;#b=[];#g=null;#h=new Float32Array;constructor(e,n){this.#u=e,this.#m=n,this.#e=new V({add:(i,o)=>e.head(i,o,this.#k),remove:(i,o)=>{let s=this.#b.find(a=>me(a,i,o));s&&e.remove(s.id)},hover:i=>{this.#t.textContent=i},travel:e.travel},n);let r=(i,o,s)=>i.addEventListener(o,s,{signal:n});r(this.#i,"change",()=>e.look(Number(this.#i.value))),r(this.#a,"input",()=>this.#E()),r(this.#a,"keydown",i=>{i.key==="Enter"&&this.#v()}),r(this.#d,"click",()=>this.#v()),this.element=this.#x()}#x(){this.#o.append(this.#e.pad.element);let e=d("div",{class:"part"},d("h4",{},"Heads"),this.#o,this.#r,this.#t),n=d("p",{class:"fields"},d("label",{},"layer ",this.#i),d("label",{},"neuron ",this.#a),this.#d,this.#c),r=d("div",{class:"part"},d("h4",{},"Neurons"),n,this.#l),i=d("label",{class:"whole"},this.#n,this.#s);return d("section",{class:"chooser","aria-label":"Add a slider"},d("header",{},d("h3",{},"Add a slider"),i),d("div",{class:"parts"},e,r))}draw(e,n,r,i,o){if(this.element.hidden=!("layers"in e),!("layers"in e))return;this.#b=r,this.#p=e.position;let s=`${e.position} ${w(i[e.position]??"")}`;this.#s.textContent=`only at token ${s}`,this.#w(e,s,o);let a=String(e.blocks);this.#i.dataset.layers!==a&&(this.#i.dataset.layers=a,this.#i.replaceChildren(...Array.from({length:e.blocks},(l,c)=>d("option",{value:c},String(c))))),this.#y("values"in n?n:null,s)}#w(e,n,r){if(e.layers.length===0){this.#o.replaceChildren(d("p",{class:"quiet"},`No heads: ${e.reason}`));return}u(this.#e.pad.element,"title",`Colour: length of the head's output at ${n}`),this.#e.draw(e,this.#b,r,this.#o.clientWidth||260);let[i,o]=[d("i",{"aria-hidden":"true"}),this.#e.most];i.style.background=Je(r.sequential),this.#r.replaceChildren("length of the output 0",i,`${o.toPrecision(3)} at ${n}`)}#y(e,n){if(e===null){let i=this.#S("Show the most active",()=>this.#u.look(this.#f));this.#l.replaceChildren(d("li",{},i));return}this.#g!==e&&(this.#h=k(e.values)),this.#g=e,this.#i.value=String(e.layer),u(this.#a,"max",this.#h.length-1);let r=sn(this.#h,on).map(i=>{let o=this.#h[i]??Number.NaN,s=this.#S("",()=>this.#u.neuron(e.layer,i,this.#k));return s.append(d("b",{},String(i)),` ${o.toFixed(2)}`),u(s,"title",`neuron ${e.layer}.${i} is ${g(o)} at ${n}`),u(s,"aria-label",`Add neuron ${i}, activation ${g(o)}`),u(s,"data-value",o),d("li",{},s)});this.#l.replaceChildren(...r),this.#E()}#S(e,n){let r=d("button",{type:"button"},e);return r.addEventListener("click",n,{signal:this.#m}),r}get#k(){return this.#n.checked?this.#p:null}get#f(){return Number(this.#i.value||0)}#E(){let e=this.#a.valueAsNumber,n=this.#g!==null&&this.#g.layer===this.#f?this.#h:null,r=n?.[e];this.#c.textContent=r===void 0?"":`is ${g(r)}`,n===null&&Number.isFinite(e)&&this.#u.look(this.#f)}#v(){let e=this.#a.valueAsNumber;Number.isInteger(e)?this.#u.neuron(this.#f,e,this.#k):this.#a.focus()}};function sn(t,e){let n=r=>Math.abs(t[r]??0);return Array.from(t.keys()).sort((r,i)=>n(i)-n(r)).slice(0,e)}var X=class{#e;#t=null;#r=!1;constructor(e){this.#e=e}move(e){this.#t=e,this.#r||this.#o()}settle(){this.#t=null}async#o(){for(this.#r=!0;this.#t!==null;){let e=this.#t;this.#t=null,await this.#e(e),await new Promise(n=>setTimeout(n,12))}this.#r=!1}};function q(t){let[e,n,r]=[D(t.ids),k(t.now),k(t.was)];return t.texts.map((i,o)=>({id:e[o]??-1,text:i,now:n[o]??Number.NaN,was:r[o]??Number.NaN}))}function Ze(t){let[e=Number.NaN,n=Number.NaN,r=Number.NaN]=j(t.measures);return{divergence:e,now:n,was:r}}function et(t,e){let{ids:n,texts:r,now:i,was:o,measures:s}=e;return e.turn!==t.turn||!n||!r||!i||!o||!s?t.next:{ids:n,texts:r,now:i,was:o,measures:s}}function tt(t,e){return 10**Math.floor(Math.log10((e-t)/100))}function y(t){return String(Number(t.toPrecision(6)))}var Y=2.5;function _({pace:t,tokens:e},n){return e.length===0?Number.POSITIVE_INFINITY:2*t*n}function rt(t,e){let n=d("tbody",{}),r=d("span",{class:"mark was"}),i=d("span",{class:"key"},d("span",{class:"mark now"},"now"),r),o=d("p",{class:"measures"}),s=d("table",{},n),a=d("section",{class:"next","aria-label":"Next token"},d("h3",{},"Next token",i),s,o),l=new Map;return{element:a,draw(c,m,h){if(a.hidden=c===null,c===null)return;r.textContent=m;let f=q(c);for(let b of[...l.keys()])f.some(x=>x.id===b)||l.delete(b);let p=f.map(b=>{let x=l.get(b.id)??an(b.id,t,e);return l.set(b.id,x),x.draw(b,m,b.id===h),x.element});(p.some((b,x)=>n.children[x]!==b)||n.children.length!==p.length)&&n.replaceChildren(...p),o.replaceChildren(...ln(c,m))}}}function an(t,e,n){let r=d("button",{type:"button",class:"token"}),[i,o]=[d("i",{class:"now"}),d("i",{class:"was"})],[s,a]=[d("td",{class:"value"}),d("td",{class:"value before"})],l=d("tr",{},d("th",{scope:"row"},r),d("td",{class:"bars","aria-hidden":"true"},i,o),s,a);return r.addEventListener("click",()=>e(t),{signal:n}),{element:l,draw(c,m,h){r.textContent=A(c.text),u(r,"title",`${w(c.text)}, id ${t}: click to follow it in a sweep`),u(r,"aria-pressed",String(h)),nt(i,s,c.now,`now ${g(c.now)}`),nt(o,a,c.was,`${m} ${g(c.was)}`)}}}function nt(t,e,n,r){t.style.width=`${Number.isFinite(n)?n*100:0}%`,u(t,"data-unknown",!Number.isFinite(n)),e.textContent=O(n),u(e,"data-unknown",!Number.isFinite(n)),u(e,"title",r),u(e,"data-value",n)}function ln(t,e){let{divergence:n,now:r,was:i}=Ze(t),o=a=>d("b",{title:String(a),"data-value":a},dn(a)),s=(...a)=>d("span",{},...a);return[s(`KL(${e} ‖ now) `,o(n)," nats = ",o(n/Math.LN2)," bits"),s("entropy now ",o(r),`, ${e} `,o(i)," nats")]}function dn(t){return Number.isFinite(t)?Math.abs(t)>=.001||t===0?t.toFixed(3):t.toExponential(1):g(t)}function J(t,e,n,r){let i=d("button",{type:"button",title:e||null},t);return i.addEventListener("click",()=>cn(i)&&n(),{signal:r}),i}function E(t,e,n=""){u(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,u(t,"title",(e?"":n)||t.dataset.title||null)}function cn(t){return t.getAttribute("aria-disabled")!=="true"}function it(t,e,n,r){let i=d("fieldset",{class:"choice"},d("legend",{},t)),o=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([a,l,c])=>{let m=d("input",{type:"radio",name:o,value:a});m.addEventListener("change",()=>n(a),{signal:r});let h=d("label",{title:c||null},m,d("span",{},l));return i.append(h),{value:a,title:c,radio:m,label:h}});return{element:i,draw(a,l=()=>null){for(let{value:c,title:m,radio:h,label:f}of s){let p=l(c);h.checked=c===a,h.disabled=p!==null&&c!==a,u(f,"title",p??(m||null))}}}}var un={scale:"×",set:"=",add:"×"},hn=350,Z=class{element;#e;#t=d("input",{type:"range"});#r=d("input",{type:"number",step:"any"});#o=d("span",{class:"name"});#n=d("span",{class:"where"});#s=d("div",{class:"rail"},d("i",{class:"moved"}),this.#t);#i;#a;#c;#d;#l;#u=!1;#m=!1;#p;constructor(e,n,r){this.#l=e,this.#e=n;let i=(s,a)=>{let l=J(s,"",a,r);return l.className="small",l};this.#i=i("",()=>n.how(this.#l.id,this.#l.kind==="set"?"scale":"set")),this.#c=i("Sweep",()=>n.sweep(this.#l.id)),this.#a=i("Reset",()=>this.#y(this.#l.neutral)),this.#d=i("✕",()=>n.remove(this.#l.id)),this.element=d("li",{},d("div",{class:"title"},this.#o,this.#n),this.#s,d("label",{class:"number"},this.#i,this.#r),d("span",{class:"tools"},this.#c,this.#a,this.#d));let o=(s,a,l)=>s.addEventListener(a,l,{signal:r});o(this.#t,"pointerdown",()=>{this.#u=!0}),o(this.#t,"input",()=>this.#g(this.#t.valueAsNumber)),o(this.#t,"change",()=>this.#u?this.#x():this.#h()),o(this.#t,"pointerup",()=>{this.#u=!1}),o(this.#t,"blur",()=>this.#x()),o(this.#t,"dblclick",()=>this.#y(this.#l.neutral)),o(this.#r,"change",()=>this.#w()),r.addEventListener("abort",()=>clearTimeout(this.#p))}focus(){this.#t.focus()}draw(e,n,r){this.#l=e;let{name:i,position:o,kind:s,unit:a,blocked:l,on:c}=e,m=o===null?"all tokens":`at ${o} ${w(n[o]??"")}`,h=e.clean===null?"":` · clean ${y(Number(e.clean.toPrecision(3)))}`;this.#o.textContent=i,this.#n.textContent=`${m}${h}${c?"":" · off"}${l?` · now: ${l}`:""}`,u(this.#n,"title",e.clean===null?null:`without changes ${g(e.clean)}`),u(this.element,"data-off",!c||l!=="");let f=e.part==="neurons"&&"neuron"in e.at;this.#i.textContent=un[s],this.#i.classList.toggle("fixed",!f),E(this.#i,f),u(this.#i,"aria-label",`${i}: ${a}${f?"; change to the other way":""}`);let p=s==="set"?"Set to this value; click to multiply":"Multiplied; click to set a value";if(u(this.#i,"title",f?p:a),u(this.#r,"aria-label",`${i}: ${a}`),u(this.#c,"aria-pressed",String(r)),u(this.#c,"aria-label",`Sweep ${i}`),u(this.#c,"title","The probability of the chosen token at 21 places of this slider"),u(this.#a,"aria-label",`Reset ${i}`),u(this.#a,"title","Leave it as the model has it (double-click on the slider)"),u(this.#d,"aria-label",`Remove ${i}`),u(this.#d,"title","Remove the slider and its change"),this.#m)return;let b=tt(e.low,e.high);u(this.#t,"min",e.low),u(this.#t,"max",e.high),u(this.#t,"step",y(b)),this.#b(e.value)}#b(e){let{low:n,high:r,kind:i,clean:o,name:s,unit:a}=this.#l,l=this.#l.neutral??o??0,c=e??l;this.#t.valueAsNumber!==c&&(this.#t.value=String(c)),this.#r.value=e===null?"":y(e),this.#r.placeholder=e===null?"as is":"";let m=x=>(Math.min(r,Math.max(n,x))-n)/(r-n),[h,f]=[m(l),m(c)];this.#s.style.cssText=`--rest:${h};--from:${Math.min(h,f)};--to:${Math.max(h,f)}`;let p=e!==null&&e!==this.#l.neutral;u(this.element,"data-changed",p),E(this.#a,p||this.#l.blocked!=="");let b={scale:`${y(c)} times`,set:y(c),add:`${y(c)} times the vector`};u(this.#t,"aria-label",`${s}: ${a}`),u(this.#t,"aria-valuetext",e===null?"as the model has it":b[i])}#g(e){this.#m=!0,this.#b(e),this.#e.move(this.#l.id,e)}#h(){clearTimeout(this.#p),this.#p=setTimeout(()=>this.#x(),hn)}#x(){clearTimeout(this.#p),this.#u=!1,this.#m&&this.#y(this.#t.valueAsNumber)}#w(){let e=this.#r.valueAsNumber;this.#y(Number.isFinite(e)?e:this.#l.neutral)}#y(e){clearTimeout(this.#p),this.#m=!1,this.#b(e),this.#e.put(this.#l.id,e)}};var ee=class{element;#e=fe("tokens",{min:1,max:200,step:1});#t=fe("temperature",{min:0,step:.1});#r=fe("seed",{min:0,step:1});#o=d("input",{type:"checkbox"});#n=d("button",{type:"button"},"Write");#s=d("span",{class:"old"});#i=d("div",{class:"texts"});constructor(e,n){let{set:r}=e,i=(o,s)=>s.addEventListener("change",()=>s.checkValidity()&&r(o,s.valueAsNumber),{signal:n});i("length",this.#e.input),i("temperature",this.#t.input),i("seed",this.#r.input),this.#o.addEventListener("change",()=>r("automatic",this.#o.checked),{signal:n}),this.#n.addEventListener("click",()=>e.write(),{signal:n}),this.element=d("section",{class:"sample","aria-label":"Text"},d("header",{},d("h3",{},"Text"),this.#n,d("label",{title:"After each change, where it is quick"},this.#o,"after each change"),this.#e.element,this.#t.element,this.#r.element,this.#s),this.#i)}draw(e,n,r){if(this.element.hidden=n.tokens.length===0,be(this.#e.input,r.length),be(this.#t.input,r.temperature),be(this.#r.input,r.seed),this.#r.element.hidden=r.temperature===0,this.#o.checked=r.automatic,e===null){this.#s.textContent="",this.#i.replaceChildren(d("p",{class:"quiet"},"What the model writes with the changes and without them: press Write."));return}let i=[r.length,r.temperature,r.seed],o=e.state!==n.state?"the changes or the prompt are others now":i.some((l,c)=>l!==e.settings[c])?"written with other settings":"",a=r.automatic&&_(n,r.length)>=Y?`: press Write, about ${Math.round(_(n,r.length))} s`:"";this.#s.textContent=o===""?"":`${o}${a}`,u(this.#i,"data-old",o!==""),this.#i.replaceChildren(ot("with the changes","now",e.edited,e.clean.texts),ot("without","was",e.clean,e.clean.texts))}};function ot(t,e,n,r){let i=k(n.probabilities),o=n.texts.findIndex((a,l)=>a!==r[l]),s=n.texts.map((a,l)=>d("span",{class:o>=0&&l>=o?"differs":null,title:`${w(a)}, probability ${g(i[l]??Number.NaN)}`,"data-value":i[l]??null},a.includes(`
`)?A(a):a));return d("figure",{class:e},d("figcaption",{},d("span",{class:`mark ${e}`},t)),d("p",{class:"written"},d("span",{class:"quiet","aria-hidden":"true"},"…"),...s))}function fe(t,e){let n=d("input",{type:"number",...e});return{input:n,element:d("label",{},`${t} `,n)}}function be(t,e){t.getRootNode().activeElement!==t&&(t.value=String(e))}var[te,C,ge,ne,st]=[150,34,10,10,20],pn="http://www.w3.org/2000/svg";function mn(t,e){let[n,r,i]=[j(t.values),D(t.ids),k(t.probabilities)],o=Math.max(0,r.indexOf(e??-1)),s=Array.from(n,(a,l)=>i[l*r.length+o]??Number.NaN);return{values:n,chances:s,text:t.texts[o]??"",id:r[o]??-1}}var re=class{element;#e=d("h3",{});#t=d("div",{class:"chart",role:"slider",tabindex:0});#r=d("output",{class:"quiet"});#o=null;#n=null;#s=0;#i=400;constructor(e,n,r){let i=d("button",{type:"button",class:"small","aria-label":"Close the sweep"},"✕"),o=d("header",{},this.#e,i);this.element=d("section",{class:"sweep","aria-label":"Sweep"},o,this.#t,this.#r);let s=(l,c)=>this.#t.addEventListener(l,c,{signal:r}),a=()=>{let l=this.#o?.values[this.#s];this.#n&&l!==void 0&&e(this.#n.id,Number(y(l)))};i.addEventListener("click",n,{signal:r}),s("pointermove",l=>this.#a(this.#l(l))),s("click",l=>{this.#a(this.#l(l)),a()}),s("keydown",l=>{let c=(this.#o?.values.length??1)-1,h={ArrowLeft:this.#s-1,ArrowDown:this.#s-1,ArrowRight:this.#s+1,ArrowUp:this.#s+1,Home:0,End:c}[l.key];if(S(l,"Enter"," "))a();else if(h!==void 0&&S(l,l.key))this.#a(Math.max(0,Math.min(c,h)));else return;l.preventDefault(),l.stopPropagation()})}draw(e,n,r){if(this.element.hidden=e===null||n===void 0,e===null||n===void 0)return;let i=mn(e,r);(this.#o===null||this.#n?.id!==n.id)&&(this.#s=i.values.length>>1),this.#o=i,this.#n=n,this.#i=this.#t.clientWidth||400,this.#e.replaceChildren("P(",d("code",{},A(i.text)),`) by ${n.name}`),u(this.#t,"aria-label",`Probability of ${w(i.text)} by ${n.name}`),u(this.#t,"aria-valuemin",i.values[0]),u(this.#t,"aria-valuemax",i.values.at(-1)),this.#a(this.#s)}#a(e){let{curve:n,slider:r}={curve:this.#o,slider:this.#n};if(n===null||r===null)return;this.#s=e;let[i,o]=[n.values[e]??Number.NaN,n.chances[e]??Number.NaN],s=`${r.unit} ${y(i)}: ${g(o)}`;u(this.#t,"aria-valuenow",y(i)),u(this.#t,"aria-valuetext",s),this.#r.textContent=`${s} · click or Enter puts the slider there`,this.#t.replaceChildren(this.#c(n,r,e))}#c({values:e,chances:n},r,i){let o=p=>C+this.#d(p)*(this.#i-C-ge),s=fn(n),a=p=>ne+(1-p/s)*(te-ne-st),l=M("svg",{width:this.#i,height:te,"aria-hidden":"true"});for(let p of[0,.5,1]){let b=a(p*s);l.append(M("line",{class:"grid",x1:C,x2:this.#i-ge,y1:b,y2:b})),l.append(M("text",{x:C-6,y:b+3.5,"text-anchor":"end"},y(p*s)))}let c=e.length-1;for(let p of[0,c/4,c/2,3*c/4,c]){let b=e[p];if(b===void 0)continue;let x=p===0?"start":p===c?"end":"middle";l.append(M("text",{x:o(b),y:te-5,"text-anchor":x},y(b)))}let m=r.neutral??r.clean,h=(p,b)=>{p===null||this.#d(p)<0||this.#d(p)>1||l.append(M("line",{class:b,x1:o(p),x2:o(p),y1:ne,y2:te-st}))};h(m,"rest"),r.value!==null&&r.value!==r.neutral&&h(r.value,"now"),l.append(M("path",{class:"line",d:bn(n,p=>o(e[p]??0),a)}));let f=n[i]??Number.NaN;if(Number.isFinite(f)){l.append(M("circle",{class:"point",cx:o(e[i]??0),cy:a(f),r:4}));let p=o(e[i]??0),b=p>this.#i-70?"end":"start",x=b==="end"?-8:8,oe=a(f)<ne+14?a(f)+15:a(f)-6;l.append(M("text",{class:"said",x:p+x,y:oe,"text-anchor":b},O(f)))}return l}#d(e){let[n,r]=[this.#o?.values[0]??0,this.#o?.values.at(-1)??1];return(e-n)/(r-n)}#l(e){let n=this.#t.getBoundingClientRect(),r=(e.clientX-n.left-C)/(this.#i-C-ge),i=(this.#o?.values.length??1)-1;return Math.round(Math.max(0,Math.min(1,r))*i)}};function fn(t){let e=t.reduce((i,o)=>o>i?o:i,0);if(e===0)return 1;let n=10**Math.floor(Math.log10(e)),r=[1,2,5,10].find(i=>i*n>=e*(1-1e-6))??10;return Math.min(1,r*n)}function bn(t,e,n){let r="M";return t.map((i,o)=>{if(!Number.isFinite(i))return r="M","";let s=`${r}${e(o).toFixed(1)} ${n(i).toFixed(1)}`;return r="L",s}).join("")}function M(t,e,n=""){let r=document.createElementNS(pn,t);for(let[i,o]of Object.entries(e))r.setAttribute(i,String(o));return n!==""&&r.append(n),r}var gn=[["clean","clean","Compare with the prediction without changes"],["other","other prompt","Compare with the prediction of the other prompt"]];function at(t,e){let n=d("span",{class:"size"}),r=(m,h,f)=>J(m,f,h,e),i=r("Undo",()=>t.travel("undo"),"Take back the last step (Ctrl+Z)"),o=r("Redo",()=>t.travel("redo"),"Make it again (Ctrl+Shift+Z)"),s=r("Reset all",()=>t.reset(),"Put every slider back, in one step"),a=r("Copy as Python",()=>t.copy(),"Code that makes this view"),l=it("Compare with",gn,t.against,e),c=d("div",{class:"buttons"},l.element,i,o,s,a);return{element:d("header",{class:"toolbar"},d("h2",{},"Steering"),n,c),draw(m,h){let{sliders:f,others:p,can:b}=m,x=p>0?` · ${P(p,"other change")} in force`:"";n.textContent=`${P(f.length,"slider")}${x}`;let oe=f.some(({value:se,neutral:dt})=>se!==dt);E(i,b.undo),E(o,b.redo),E(s,oe),E(a,m.tokens.length>0);let lt=m.compared?null:"There is no other prompt";l.draw(h,se=>se==="other"?lt:null)}}}var ie=class{element;#e;#t;#r;#o;#n=new Map;#s=d("ul",{class:"sliders","aria-label":"Sliders"});#i=d("p",{class:"quiet none"});#a;#c;#d;#l;#u;#m;#p=!1;constructor(e,n,r){this.#e=e,this.#t=r,this.#m=ue(n),this.#r=new W(e,r),this.#o=new X(a=>this.#r.ask("preview",a));let i=(a,l={})=>{this.#h(a,l)};this.#a=at({travel:a=>i(a),reset:()=>i("reset all"),copy:()=>{this.#S()},against:a=>this.#f("against",a)},r),this.#c=rt(a=>this.#f("token",this.#L()===a?null:a),r),this.#d=new re((a,l)=>i("put",{slider:a,value:l}),()=>this.#f("_sweep",{}),r),this.#l=new ee({write:()=>{this.#w()},set:(a,l)=>this.#f(a,l)},r),this.#u=new Q({head:(a,l,c)=>{this.#x("add head",{layer:a,head:l,position:c})},neuron:(a,l,c)=>{this.#x("add neuron",{layer:a,neuron:l,position:c})},remove:a=>i("remove",{slider:a}),look:a=>{this.#r.ask("neurons",{layer:a})},travel:a=>i(a)},r),this.element=this.#b(),this.element.addEventListener("keydown",a=>this.#k(a),{signal:r}),this.#v();let o=(a,l)=>{for(let c of a)v(e,`change:${c}`,()=>this.#E(l),r)};o(["_screen"],()=>{this.#v(),this.#r.announce(this.#H())}),o(["_live"],()=>this.#T()),o(["_sweep","token"],()=>{this.#M(),this.#T()}),o(["_sample","length","temperature","seed","automatic"],()=>this.#N()),o(["_heads","_neurons"],()=>this.#$()),o(["against"],()=>this.#C()),o(["busy"],()=>u(this.element,"data-busy",e.get("busy")));let s=()=>{this.#m=ue(n),this.#v()};Qe(n,this.element,s,r)}#b(){this.#r.status.classList.add("unseen");let e=d("section",{class:"left","aria-label":"Sliders"},this.#s,this.#i),n=d("div",{class:"right"},this.#c.element,this.#d.element);return d("section",{class:"steering","aria-label":"Steering"},this.#a.element,this.#r.messages,d("div",{class:"body"},e,n,this.#u.element),this.#l.element,this.#r.status)}#g={move:(e,n)=>this.#o.move({slider:e,value:n}),put:(e,n)=>{this.#o.settle(),this.#h("put",{slider:e,value:n})},remove:e=>{this.#h("remove",{slider:e})},sweep:e=>{let n=this.#e.get("_sweep");"slider"in n&&n.slider===e?this.#f("_sweep",{}):this.#r.ask("sweep",{slider:e})},how:(e,n)=>{this.#h("how",{slider:e,how:n})}};async#h(e,n){let r=await this.#r.ask(e,n);r||this.#M();let{automatic:i,length:o}=this.#A();return r&&i&&_(this.#e.get("_screen"),o)<Y&&await this.#w(!0),r}async#x(e,n){if(!await this.#r.ask(e,n))return;let r=e==="add head"?"head":"neuron",i=this.#e.get("_screen").sliders.find(({at:o,layer:s,position:a})=>s===n.layer&&o[r]===n[r]&&a===n.position);i&&this.#n.get(i.id)?.focus()}async#w(e=!1){if(!this.#p){this.#p=!0;try{for(let n=0;n<3;n++){let{state:r}=this.#e.get("_screen"),i=this.#e.get("_sample");if(e&&"state"in i&&i.state===r&&!this.#y(i))return;let o=await this.#r.ask("write");if(this.#e.get("_screen").state===r||!o&&!e)return}}finally{this.#p=!1}}}#y(e){let{length:n,temperature:r,seed:i}=this.#A();return[n,r,i].some((o,s)=>o!==e.settings[s])}async#S(){if(!await this.#r.ask("code"))return;let e=await Ie(this.#e.get("_code"));this.#r.notice(e?"Copied Python that makes this view.":"The browser refused; see view.code.")}#k(e){let n=H(e);n===null||B(e.composedPath()[0]??void 0)||(e.preventDefault(),this.#h(n,{}))}#f(e,n){this.#e.set(e,n),this.#e.save_changes()}#E(e){try{e()}catch(n){this.#r.fail(n)}}#v(){this.#C(),this.#M(),this.#T(),this.#N(),this.#$()}#C(){let e=this.#e.get("_screen");this.#a.draw(e,this.#e.get("against"))}#M(){let{sliders:e,tokens:n}=this.#e.get("_screen"),r=this.#e.get("_sweep"),i=new Set(e.map(({id:a})=>a));for(let a of[...this.#n.keys()])i.has(a)||this.#n.delete(a);let o=e.map(a=>{let l=this.#n.get(a.id)??new Z(a,this.#g,this.#t);return this.#n.set(a.id,l),l.draw(a,n,"slider"in r&&r.slider===a.id),l.element});o.length===this.#s.children.length&&o.every((a,l)=>this.#s.children[l]===a)||this.#s.replaceChildren(...o),this.#s.hidden=e.length===0,this.#i.hidden=e.length>0,this.#i.textContent=n.length===0?"There is no prompt yet: set workspace.prompt.":"No sliders yet: click a head or a neuron below, or call view.add_vector(…) for a direction."}#T(){let e=this.#e.get("_screen"),n=et(e,this.#e.get("_live")),r=this.#e.get("against")==="other"?"other prompt":"clean";this.#c.draw(n,r,this.#L());let i=this.#e.get("_sweep"),o="slider"in i?i:null,s=e.sliders.find(({id:a})=>a===o?.slider);this.#d.draw(o,s,this.#L())}#N(){let e=this.#e.get("_sample");this.#l.draw("state"in e?e:null,this.#e.get("_screen"),this.#A())}#$(){let{sliders:e,tokens:n}=this.#e.get("_screen"),[r,i]=[this.#e.get("_heads"),this.#e.get("_neurons")];this.#u.draw(r,i,e,n,this.#m)}#A(){let e=this.#e.get.bind(this.#e);return{length:e("length"),temperature:e("temperature"),seed:e("seed"),automatic:e("automatic")}}#L(){let e=this.#e.get("token"),{next:n}=this.#e.get("_screen");return e!==null||n===null?e:q(n).reduce((r,i)=>i.was>r.was?i:r).id}#H(){let{next:e,sliders:n}=this.#e.get("_screen");if(e===null)return"No prompt.";let r=q(e).reduce((i,o)=>o.now>i.now?o:i);return`${P(n.length,"slider")}. Next token ${w(r.text)}, probability ${r.now.toFixed(4)}.`}};var Ti=Be([Oe,ze,Fe],(t,e,n)=>new ie(t,n,e));export{Ti as default};

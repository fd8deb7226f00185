var ct=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function d(n,t={},...e){let r=document.createElement(n);for(let[i,o]of Object.entries(t))h(r,i,o);return r.append(...e),r}function h(n,t,e){if(e===!1||e===null||e===void 0){n.hasAttribute(t)&&n.removeAttribute(t);return}let r=e===!0?"":String(e);n.getAttribute(t)!==r&&n.setAttribute(t,r)}function ht(n,t,e){try{t()}catch(r){n.append(q(O(r),e))}}function O(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function q({message:n,details:t},e){let r=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=d("div",{},d("p",{},n));t&&i.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},t)));let o=d("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:e}),o}var re=["a","c","v","x","y","z"],ie=["text","search","number"];function mt(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&ie.includes(n.type)}function ft(n){return n.ctrlKey||n.metaKey?re.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function gt(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function bt(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function xt({row:n,column:t},{rows:e,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return F({row:n,column:t-1},{rows:e,columns:r});case"ArrowRight":return F({row:n,column:t+1},{rows:e,columns:r});case"ArrowUp":return F({row:n-1,column:t},{rows:e,columns:r});case"ArrowDown":return F({row:n+1,column:t},{rows:e,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?e-1:n,column:r-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:e-1,column:t};default:return null}}function F({row:n,column:t},{rows:e,columns:r}){return{row:Math.max(0,Math.min(e-1,n)),column:Math.max(0,Math.min(r-1,t))}}function W(n,...t){return t.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function et(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let t=n.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:n.shiftKey?"redo":"undo"}var oe=["Enter"," ","Delete","Backspace"],yt=[{row:0,column:0},{rows:1,columns:1}];function wt(n,t){let e=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",se(r,i[0]))};window.addEventListener("keydown",e,{capture:!0,signal:t})}function se(n,t){return mt(t)?ft(n):gt(n)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&bt(n)||t instanceof Element&&t.closest("[data-shifted]")!==null&&ae(n)?!0:xt(...yt,n)!==null||W(n,...oe)||et(n)!==null}function ae(n){let{ctrlKey:t,metaKey:e,altKey:r,key:i}=n;return n.shiftKey&&xt(...yt,{key:i,ctrlKey:t,metaKey:e,altKey:r,shiftKey:!1})!==null}function kt(n){let t=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),e=t.map(s=>s.getBoundingClientRect()),r=t.map(s=>s.getAttribute("style"));for(let s of t)Mt(s);let i=t.map(s=>s.getBoundingClientRect());t.forEach((s,a)=>{let l=r[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(t.map((s,a)=>[s,vt(i[a],e[a])]));return new Map([...o].map(([s,a])=>[s,vt(de(s,o),a)]))}function Et(n,t,e){/auto|scroll/.test(getComputedStyle(n).overflow)&&le(n,t);let r=e.get(n);r!==void 0&&Mt(t);let i=n.parentElement,[o,s]=[(r?.x??0)-(i?.scrollLeft??0),(r?.y??0)-(i?.scrollTop??0)];(o!==0||s!==0)&&(t.style.translate=`${o}px ${s}px`)}function Mt(n){n.style.position="relative",n.style.inset="auto"}function le(n,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${n.getBoundingClientRect().height}px`,t.style.maxHeight="none";let e=getComputedStyle(n),r=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(e.getPropertyValue(l))||0),0),[i,o]=[n.offsetWidth-n.clientWidth-r("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-r("border-top-width","border-bottom-width")];i>=1&&(t.style.paddingRight=`${r("padding-right")+i}px`),o>=1&&(t.style.paddingBottom=`${r("padding-bottom")+o}px`)}function vt(n={x:0,y:0},t=n){return{x:t.x-n.x,y:t.y-n.y}}function de(n,t){let e=n.parentElement;for(;e!==null&&!t.has(e);)e=e.parentElement;return e===null?void 0:t.get(e)}var Tt="http://www.w3.org/1999/xhtml",nt=12,ue=2,pe=16e3,ce=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Lt(n){let t=n.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:e,height:r}=he(n),i=document.createElementNS(Tt,"style");i.textContent=me(t);let o=document.createElementNS(Tt,"div");for(let{name:a,value:l}of n.attributes)a!=="style"&&o.setAttribute(a,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",fe(n,i.textContent,e,r)),o.append(i,...be(t));let s={width:e+2*nt,height:r+2*nt};return{...s,svg:we(o,s.width,s.height)}}async function At({svg:n,width:t,height:e}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(ue,pe/Math.max(t,e)),o=document.createElement("canvas");o.width=Math.round(t*i),o.height=Math.round(e*i);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,o.width,o.height),new Promise((a,l)=>{let u=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(p=>p===null?u():a(p),"image/png")})}function he(n){let t=n.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function me(n){let t=[...n.querySelectorAll("style")].map(i=>i.textContent),e=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...t,...e].join(`
`);return ce+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function fe(n,t,e,r){let i=getComputedStyle(n);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,u])=>`${l}: ${u}`),`color-scheme: ${ge(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${e}px`,`height: ${r}px`,`padding: ${nt}px`,"overflow: hidden"].join("; ")}function ge(n){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(t);let e=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),e}function be(n){let t=[...n.children].filter(r=>r.tagName!=="STYLE"&&!St(r)),e=kt(n);return t.map(r=>{let i=r.cloneNode(!0),o=[i,...i.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,a)=>{let l=o[a];l!==void 0&&(xe(s,l),Et(s,l,e))});for(let s of o)St(s)&&s.remove();return i})}function St(n){return n.hasAttribute("data-unexported")}function xe(n,t){n instanceof HTMLCanvasElement?ye(n,t):n instanceof HTMLInputElement?(t.setAttribute("value",n.value),t.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?t.textContent=n.value:n instanceof HTMLOptionElement&&t.toggleAttribute("selected",n.selected)}function ye(n,t){n.width===0||n.height===0||(t.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function we(n,t,e){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${t}px; height: ${e}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${e}" viewBox="0 0 ${t} ${e}" style="${i}"><foreignObject x="0" y="0" width="${t}" height="${e}">${r}</foreignObject></svg>`;return ve(o)}function ve(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var A=class extends Error{details;constructor(t,e){super(t),this.name="KernelError",this.details=e}},Nt=8e3;function P(n,t,e){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return b(n,"msg:custom",l=>{let u=r.get(l?.id);u!==void 0&&(r.delete(l.id),clearTimeout(u.timer),l.kind==="error"?u.fail(new A(l.message,l.details)):u.done())},e),b(n,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(t,Nt)},e),e.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,u={})=>new Promise((p,f)=>{let m=`${i}-${++o}`;r.set(m,{done:p,fail:f,timer:setTimeout(t,Nt)}),n.send({kind:l,id:m,...u})})}var Ht=new WeakMap;function b(n,t,e,r){n.on(t,e);let i=Ht.get(r),o=()=>n.off(t,e);if(i){i.push(o);return}let s=[o];Ht.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var ke="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function $t(n,t,e,r){let i=u=>async()=>{try{await u()}catch(p){e(q(O(p),r))}},s=Ee(n,()=>e(d("p",{class:"notice",role:"status"},ke)),r),a=u=>`${Me(t)}.${u}`,l=()=>Lt(t);return Te([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>rt(await At(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>rt(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],r)}function Ee(n,t,e){let r=P(n,t,e),i=new Set;return b(n,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let u=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);rt(new Blob([u],{type:"text/html"}),s.name??"view.html")},e),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await r("page",{ticket:s})}}function rt(n,t){let e=URL.createObjectURL(n);d("a",{href:e,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(e),1e4)}function Me(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Te(n,t){let e=d("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});e.append("⋯");let r=n.map(({name:l,title:u})=>d("button",{type:"button",role:"menuitem",tabindex:-1,title:u},l)),i=d("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=d("div",{class:"save-menu","data-unexported":!0},e,i),s=l=>{i.hidden=!1,e.setAttribute("aria-expanded","true"),r[l]?.focus()},a=l=>{i.hidden||(i.hidden=!0,e.setAttribute("aria-expanded","false"),l&&e.focus())};return e.addEventListener("click",()=>i.hidden?s(0):a(!0),{signal:t}),r.forEach((l,u)=>{let p=()=>{a(!0),n[u]?.act()};l.addEventListener("click",p,{signal:t})}),o.addEventListener("keydown",l=>Se(l,r,i.hidden,s,a),{signal:t}),o.addEventListener("focusout",l=>Le(l,o,a),{signal:t}),o}function Se(n,t,e,r,i){let o=t.length-1,s=t.indexOf(n.target),a=e?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];a!==void 0&&W(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(a)):n.key==="Escape"&&!e&&(n.stopPropagation(),i(!0))}function Le(n,t,e){n.relatedTarget instanceof Node&&t.contains(n.relatedTarget)||e(!1)}var Ae=4;function Pt(n,t){let e=d("progress",{max:1,value:0,"aria-label":"Progress"}),r=d("span",{class:"quiet"}),i=d("button",{type:"button"},"Cancel"),o=d("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},e,r,i),s=d("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=d("div",{},o,s);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:t});let l=Ne(i,t),u=-1,p=(m,E)=>{let K=Math.floor(m*Ae);K!==u&&(s.textContent=`Running: ${E||`${Math.round(m*100)} %`}`),u=K},f=()=>{let{done:m=0,total:E=0,text:K=""}=n.get("_progress")??{};E===0?(l(),u>=0&&(s.textContent="No longer running"),u=-1):p(m/E,K),o.hidden=E===0,e.value=E>0?m/E:0,r.textContent=K};return b(n,"change:_progress",f,t),f(),a}function Ne(n,t){let e=null,r=({relatedTarget:i})=>{e=i instanceof HTMLElement?i:null};return n.addEventListener("focus",r,{signal:t}),()=>{let i=n.getRootNode();if(i.activeElement!==n)return;let o=e?.isConnected&&e.getRootNode()===i,s=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?e:s)?.focus()}}function He(n){let t=n.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function Ct(n,t){let e=()=>{n.style.colorScheme=He(document.body)??""};e();let r=new MutationObserver(e);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>r.disconnect())}function Rt(n,t){function e({model:r,el:i,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=d("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(d("style",{},ct,...n),Pt(r,s.signal)),i.append(a),Ct(a,s.signal),wt(a,s.signal),ht(l,()=>l.append(t(r,s.signal,a).element),s.signal);let u=l.lastElementChild;return l.append($t(r,a,p=>u?.before(p),s.signal)),()=>s.abort()}return{render:e}}var zt=`/* The card: one token's probability, worked out. */

.card {
  padding: 10px 14px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-size: 13px;
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
  font-size: 13px;
  font-weight: 600;
}

.card table {
  width: 100%;
  margin: 3px 0;
  border-collapse: collapse;
}

.card caption {
  color: var(--quiet);
  font-size: 13px;
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
  font-size: 11.5px;
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

.card b[data-role] {
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
`;var Kt=`/* The view as a whole: the text, the settings, the draws, the way step by step. */

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
  font: 13px / 22px var(--mono);
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
  font-size: 13px;
}

.summary b {
  font-weight: 650;
  font-variant-numeric: tabular-nums;
}

@container (max-width: 900px) {
  .settings {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`;var Ot=`/* The rows: what becomes of a logit, from left to right. */

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
  font-size: 13px;
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
  font-size: 13px;
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
  font-size: 13px;
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
  grid-template-rows: 26px; /* not as high as the cells need: their texts change all the time */
  position: absolute;
  right: 0;
  left: 0;
}

.body .over {
  grid-template-rows: none;
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
  font-size: 13px;
}

.row > span {
  overflow: hidden;
  text-align: right;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.body .row > span {
  overflow: clip; /* "hidden" makes each cell a box that scrolls, with a layer of its own */
}

.heading .short {
  display: none;
}

.row > .token,
.row > .cut {
  text-align: left;
}

.row > .token code {
  font-size: 13px;
}

.rank,
.body .cut {
  color: var(--quiet);
}

.body .rank {
  font-size: 13px;
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

/* In the flow, one beneath the other: what is positioned costs a layer for each. */
.bar i {
  display: block;
  margin-top: 6px;
  height: 14px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-drawn] .bar i.probability {
  margin-top: 4px;
  height: 9px;
}

.bar i.share {
  margin-top: 2px;
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
  font-size: 13px;
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
`;var Re="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",D=class{messages=d("div",{class:"messages"});status=d("p",{class:"status",role:"status"});#t;#e;#o;#s=null;constructor(t,e){this.#t=t,this.#o=e,this.#e=P(t,()=>this.#n(),e);for(let r of["_error","_screen"])b(t,`change:${r}`,()=>this.#d(),e);b(t,"change:_progress",()=>this.#r(),e),this.#d()}async ask(t,e={},{quiet:r=!1}={}){try{return await this.#e(t,e),r?this.#r():this.#d(),!0}catch(i){return this.fail(i),!1}}fail(t){let{message:e,details:r}=O(t);this.#i({message:e,details:t instanceof A?t.details:r})}notice(t){this.messages.replaceChildren(d("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#d(){let{message:t,details:e}=this.#t.get("_error")??{};t?this.#i({message:t,details:e}):this.messages.replaceChildren()}#n(){this.notice(Re),this.#s=this.messages.firstElementChild}#r(){this.#s?.remove(),this.#s=null}#i(t){this.messages.replaceChildren(q(t,this.#o))}};function qt(n,t,e,r){let i=d("select",{"aria-label":n}),o=t.map(([s,a])=>d("option",{value:s},a));return i.append(...o),i.addEventListener("change",()=>e(i.value),{signal:r}),{element:d("label",{class:"select"},d("span",{},n),i),draw(s,a=()=>null){for(let[l,u]of o.entries()){let[p,f]=t[l],m=a(p);u.disabled=m!==null&&p!==s,u.textContent=m===null?f:`${f} (${m})`}i.value=s}}}var it=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],jn=Object.fromEntries(it);var Wt="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";function N(n,t,e,r){let i=d("button",{type:"button",title:t||null},n);return i.addEventListener("click",()=>ze(i)&&e(),{signal:r}),i}function C(n,t,e=""){h(n,"aria-disabled",String(!t)),n.dataset.title??=n.title,h(n,"title",(t?"":e)||n.dataset.title||null)}function ze(n){return n.getAttribute("aria-disabled")!=="true"}var Ke=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Oe(n){if(n==="")return{spaces:0,text:"∅"};let t=n.length-n.trimStart().length,e=/^ *$/.test(n.slice(0,t))?t:0;return{spaces:e,text:Array.from(n.slice(e),qe).join("")}}function T(n){let{spaces:t,text:e}=Oe(n);return"·".repeat(t)+e}function S(n){return JSON.stringify(n)}function qe(n){let t=Ke.get(n);if(t!==void 0)return t;let e=n.codePointAt(0)??0;return e<32?String.fromCodePoint(9216+e):e===127?"␡":n}var _t=new WeakMap;function c(n,t={},...e){return{tag:n,attributes:t,children:e}}function x(n,t){let e=_t.get(n)??[],r=n.firstChild;for(let[i,o]of t.entries()){let s=r?.nextSibling??null;r===null?n.append(Ft(o)):We(r,e[i],o)||r.replaceWith(Ft(o)),r=s}for(let i=e.length;i>t.length;i--)n.lastChild?.remove();_t.set(n,t)}function We(n,t,e){if(typeof e=="string")return typeof t!="string"?!1:(t!==e&&(n.nodeValue=e),!0);if(t===void 0||typeof t=="string"||t.tag!==e.tag)return!1;let r=n;for(let i of Object.keys({...t.attributes,...e.attributes}))t.attributes[i]!==e.attributes[i]&&h(r,i,e.attributes[i]);return x(r,e.children),!0}function Ft(n){if(typeof n=="string")return document.createTextNode(n);let t=d(n.tag,n.attributes);return x(t,n.children),t}function B(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):_e(n)}function _e(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function ot(n,t,e=`${t}s`){return`${n} ${n===1?t:e}`}function L(n,t=3){return Number.isFinite(n)?n.toFixed(t).replace("-","−"):B(n)}function v(n){return Number.isFinite(n)?n===0||n===1?`${n*100} %`:n>=.9995?"> 99.9 %":n>=1e-4?`${(n*100).toFixed(n>=.1?1:2)} %`:n>=1e-6?`${(n*100).toPrecision(1)} %`:`${(n*100).toExponential(0).replace("-","−")} %`:B(n)}function M(n){if(!Number.isFinite(n))return B(n);let t=Math.abs(n);return(t!==0&&(t<.001||t>=1e5)?n.toExponential(3):n.toPrecision(4)).replace("e+","e").replaceAll("-","−")}function y(n){return String(Number(n.toPrecision(4)))}var Fe=new Intl.NumberFormat("en-US");function g(n){return Fe.format(n)}var Dt=4;function Bt(){let n=d("h3",{}),t=d("ol",{}),e=d("section",{class:"card","aria-label":"How its probability comes about"},n,t);return{element:e,draw(r,i,o){if(e.hidden=o===null,o===null)return;let s=r.text(o),a=o<r.named?` id ${r.ids[o]}`:"";x(n,[c("code",{title:s===null?null:S(s)},s===null?"…":T(s)),c("span",{},`number ${g(o+1)} of ${g(i.size)}${a&&","}${a}`)]),x(t,De(r,i,o))}}}function De(n,t,e){let{temperature:r}=t.settings,i=t.logits[e]??Number.NaN;if(r===0)return[Be(t,e)];let o=R("Divide by the temperature",_(k(i,L),` ÷ ${y(r)} = `,k(t.scaled(e),L,"scaled"))),s=R("Softmax over the whole vocabulary",Ue(n,t,e),je(t,e)),a=[o,s],l=Ut(t,e);return l.length>0&&a.push(R("Cut",...l),Ve(t,e)),a}function Be(n,t){let e=n.has(t)?"It has the largest logit.":`Another has a larger logit: ${L(n.logits[0]??Number.NaN)}.`;return R("Temperature 0: take the likeliest",c("p",{},e),_("p = ",k(n.probability(t),v,"result")))}function Ue(n,t,e){let r=Array.from({length:Math.min(Dt,t.size)},(p,f)=>f),i=e<Dt?r:[...r,e],o=i.reduce((p,f)=>p+t.term(f),0),s=t.size-i.length,a=[];for(let p of i){let f=L(t.scaled(p)-t.shift),m=c("td",{},"e",c("sup",{},f)),E=p===e?"mine":null;a.push(c("tr",{class:E},Ie(n,p),m,c("td",{},k(t.term(p),M,"term"))))}if(s>0){let p=k(t.total()-o,M,"term");a.push(c("tr",{},c("th",{scope:"row"},`${g(s)} others`),c("td",{}),c("td",{},p)))}let l=k(t.total(),M,"total");a.push(c("tr",{class:"total"},c("th",{scope:"row"},"sum"),c("td",{}),c("td",{},l)));let u=t.shift===0?null:c("caption",{},`the largest exponent, ${L(t.shift)}, is taken off`);return c("table",{},...u===null?[]:[u],c("tbody",{},...a))}function Ie(n,t){let e=n.text(t);return c("th",{scope:"row"},c("code",{},e===null?"…":T(e)))}function je(n,t){return _(k(n.term(t),M)," ÷ ",k(n.total(),M)," = ",k(n.softmax(t),v,Ut(n,t).length>0?"softmax":"result"))}function Ut(n,t){let{top_k:e,top_p:r,min_p:i}=n.settings,o=[],s=()=>o.some(l=>l.attributes["data-out"]===!0),a=(l,u)=>o.push(c("p",{"data-out":l},c("b",{},l?"✕ ":"✓ "),u));if(e>0&&e<n.size&&a(t>=n.left["top-k"],`top-k: number ${g(t+1)}, ${g(e)} stay`),r<1&&!s()){let l=t===0?0:n.running(t-1),u=t>=n.left["top-p"];a(u,`top-p: the likelier ones have ${l.toFixed(4)}, ${u?"enough":"not yet"} for ${y(r)}`)}if(i>0&&!s()){let l=t>=n.left["min-p"],u=M(n.softmax(t)/n.softmax(0));a(l,`min-p: ${u} of the largest, ${y(i)} ${l?"is needed":"is enough"}`)}return o}function Ve(n,t){let e=n.probability(t);return n.has(t)?R("Divide by what is left",_(k(n.softmax(t),v)," ÷ ",k(n.mass,v,"mass")," = ",k(e,v,"result"))):R("Cut away",_("p = ",k(0,v,"result")))}function R(n,...t){return c("li",{},c("h4",{},n),...t)}function _(...n){return c("p",{class:"sum"},...n)}function k(n,t,e=""){return c(e==="result"?"b":"span",{"data-value":n,"data-role":e||null},t(n))}var z=class{constructor(t,e,r){this.logits=t;this.temperature=e;let i=t.length,o=r?.logits.length===i;this.#t=o?r.#t:new Float64Array(i),this.#e=o?r.#e:new Float64Array(i),this.#o=this.#s(this.#t,this.#e)}logits;temperature;#t;#e;#o;weight(t){return this.#t[t]}sum(t){return t===0?0:this.#e[t-1]}entropy(t){let e=this.sum(t),r=t===this.logits.length?this.#o:this.#d(t);return Math.log(e)-r/e}#s(t,e){let{logits:r}=this,i=r[0]??Number.NaN,o=this.temperature||1,[s,a]=[0,0];for(let l=0;l<r.length;l++){let u=(r[l]-i)/o,p=Math.exp(u);s+=p,p!==0&&(a+=p*u),t[l]=p,e[l]=s}return a}#d(t){let e=this.logits[0],r=this.temperature||1,i=0;for(let o=0;o<t;o++){let s=this.#t[o];s!==0&&(i+=s*((this.logits[o]-e)/r))}return i}};var Ge=600,U=class{constructor(t,e,r=new z(t,e.temperature)){this.logits=t;this.settings=e;let i=t.length;if(this.#t=r,e.temperature===0){this.left={"top-k":i,"top-p":i,"min-p":i},this.kept=1;return}let o=this.#e(),s=this.#o(o),a=this.#s(s);this.left={"top-k":o,"top-p":s,"min-p":a},this.kept=a}logits;settings;left;kept;#t;get size(){return this.logits.length}get usable(){return this.size>0&&Number.isFinite(this.logits[0])&&!Number.isNaN(this.#i(this.size))}has(t){return t<this.kept}cut(t){return this.settings.temperature===0?null:["top-k","top-p","min-p"].find(e=>t>=this.left[e])??null}scaled(t){return this.#n(t)/this.settings.temperature}get shift(){return Math.abs(this.scaled(0))>Ge?this.scaled(0):0}term(t){return this.#r(t)*Math.exp(this.scaled(0)-this.shift)}total(t=this.size){return this.#i(t)*Math.exp(this.scaled(0)-this.shift)}softmax(t){return this.#r(t)/this.#i(this.size)}running(t){let e=this.#i(this.left["top-k"]);return Math.min(1,this.#i(t+1)/e)}probability(t){return this.has(t)?this.#r(t)/this.#i(this.kept):0}get mass(){return this.#i(this.kept)/this.#i(this.size)}entropy(t=!1){return this.settings.temperature===0?0:Math.max(0,this.#t.entropy(t?this.size:this.kept))}draw(t){let e=t*this.#i(this.kept),[r,i]=[0,this.kept-1];for(;r<i;){let o=r+i>>1;this.#i(o+1)>e?i=o:r=o+1}return r}#e(){let{top_k:t}=this.settings;return t>0&&t<this.size?this.#d(t-1):this.size}#o(t){let{top_p:e}=this.settings;if(e>=1)return t;let r=this.#i(t),[i,o]=[t,0];for(;i>1&&(o+=this.#r(i-1)/r,o<=1-e);)i--;return i}#s(t){let{min_p:e}=this.settings;if(e<=0)return t;let r=t;for(;r>1&&this.#r(r-1)<e;)r--;return r}#d(t){let e=t+1;for(;e<this.size&&this.#n(e)===this.#n(t);)e++;return e}#n(t){return this.logits[t]}#r(t){return this.#t.weight(t)}#i(t){return this.#t.sum(t)}};function st(n,t){let e=It(n+2654435769),r=i=>It(e+Math.imul(i,2654435769))>>>0;return((r(2*t+1)>>>5)*2**26+(r(2*t+2)>>>6))/2**53}function It(n){let t=n|0;return t=Math.imul(t^t>>>16,2246822507),t=Math.imul(t^t>>>13,3266489909),t^t>>>16|0}function at(n,t={},...e){let r=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[i,o]of Object.entries(t))o!==null&&r.setAttribute(i,String(o));return r.append(...e),r}var w=26,V=[{key:"rank",name:"#",title:"By likelihood, from 1"},{key:"token",name:"token",title:"A blank is a dot; the id is in the tooltip of a row"},{key:"logit",name:"logit",title:"What the model gives: any number"},{key:"scaled",name:"÷ T",title:"The logit divided by the temperature"},{key:"soft",name:"softmax",title:"exp(logit ÷ T) over the sum of it over all tokens, before any cut"},{key:"sum",name:"Σ",title:"The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves"},{key:"cut",name:"cut",title:"Whether it stays, or which cut takes it away"},{key:"chance",name:"probability",short:"p",title:"That it is drawn: those that stay, made to sum to 1"},{key:"bar",name:"",title:"Probability, and beneath it the share of the draws"},{key:"count",name:"drawn",short:"n",title:"How often it was drawn"}],I=class{element=d("div",{class:"row",role:"row"});#t=new Map;#e=d("code",{});#o=new j("probability");#s=new j("share");#d=d("span",{class:"unseen"});#n=null;#r=-1;constructor(){for(let[t,{key:e}]of V.entries()){let r=d("span",{role:"gridcell",class:e,"aria-colindex":t+1});this.#t.set(e,r),this.element.append(r)}this.#t.get("token")?.append(this.#e),this.#t.get("bar")?.append(this.#o.element,this.#s.element,this.#d)}draw(t,e){let{list:r,chances:i,last:o}=t,s=i.settings.temperature===0;(r!==this.#n||e!==this.#r)&&this.#i(r,e),this.#u("scaled",s?null:i.scaled(e),L),this.#u("soft",s?null:i.softmax(e),v),this.#u("sum",s||e>=i.left["top-k"]?null:i.running(e),Je),this.#a("cut",Xe(i,e)),this.#u("chance",i.probability(e),v),this.#l(t,e),h(this.element,"data-out",!i.has(e)),h(this.element,"data-last",o===e)}#i(t,e){this.#n=t,this.#r=e;let r=t.text(e),i=e<t.named?t.ids[e]:void 0;this.#a("rank",g(e+1)),lt(this.#e,r===null?"…":T(r)),this.#u("logit",t.logits[e]??Number.NaN,L);let o=r===null?"a token that is not here without the kernel":`${S(r)}, id ${i}`;h(this.element,"title",o)}#l({chances:t,counts:e,draws:r,reach:i},o){let s=e.get(o)??0;this.#o.draw(t.probability(o)/i),this.#s.draw(r===0?0:s/r/i),lt(this.#d,r===0?"no draws":`${v(s/r)} of the draws`),this.#a("count",s===0?"":g(s)),h(this.#t.get("count"),"data-value",s)}#a(t,e){lt(this.#t.get(t),e)}#u(t,e,r){this.#a(t,e===null?"–":r(e)),h(this.#t.get(t),"data-value",e)}};function lt(n,t){let e=n.firstChild;e===null?n.append(t):e.nodeValue!==t&&(e.nodeValue=t)}var j=class{element;#t="";constructor(t){this.element=d("i",{class:t})}draw(t){let e=`${(Math.min(1,t)*100).toFixed(2)}%`;e!==this.#t&&(this.#t=e,this.element.style.width=e)}};function Je(n){return n>.99995&&n<1?"> 0.9999":n.toFixed(4)}function Xe(n,t){let{temperature:e,top_k:r,top_p:i,min_p:o}=n.settings;if(e===0)return n.has(t)?"✓ likeliest":"✕ not likeliest";if(r===0&&i===1&&o===0)return"";let s=n.cut(t);return s===null?"✓":`✕ ${s}`}var Ye=6,Ze=1,jt=1e3,Qe=16,G=class{element;#t;#e;#o=d("div",{class:"body",role:"rowgroup"});#s=at("svg",{class:"lines","aria-hidden":"true",preserveAspectRatio:"none"});#d=[];#n=d("div",{class:"row over","aria-hidden":"true"});#r=new Map;#i={top:0,height:0};#l=null;#a=0;constructor(t,e){this.#t=t;let r=V.map(tn),i=d("div",{class:"heading row",role:"row","aria-rowindex":1},...r);this.#e=i.querySelector("[data-column=bar]");let o=d("div",{role:"rowgroup",class:"top"},i);this.element=d("div",{class:"window",role:"grid",tabindex:0,"aria-label":"Tokens by likelihood","aria-colcount":V.length},o,this.#o);let s=(a,l)=>this.element.addEventListener(a,l,{signal:e});if(s("scroll",()=>this.#h()),typeof ResizeObserver<"u"){let a=new ResizeObserver(()=>this.#h());a.observe(this.element),e.addEventListener("abort",()=>a.disconnect())}this.#n.append(this.#s),this.#o.append(this.#n),s("click",a=>this.#b(this.#y(a)??this.#a)),s("pointermove",a=>t.look(this.#p(this.#y(a)))),s("pointerleave",()=>t.look(null)),s("keydown",a=>this.#x(a))}get active(){return this.#p(this.#a)}draw(t){let e=this.#l?.list===t.list&&this.#l.found===t.found;this.#l=t,e||(this.#a=0,this.element.scrollTop=0,this.#i.top=0);let r=this.#u;h(this.element,"aria-rowcount",r+1),h(this.element,"data-drawn",t.draws>0),this.#o.style.height=`${r*w}px`,this.#e!==null&&h(this.#e,"data-reach",t.reach),this.#m(Ze)}reveal(t){let e=this.#l?.found,r=e?e.indexOf(t):t;r>=0&&this.#b(r)}get#u(){return this.#l===null?0:this.#l.found?.length??this.#l.list.logits.length}#p(t){return t===null||this.#l===null||t>=this.#u?null:this.#l.found?this.#l.found[t]??null:t}#h(){this.#i={top:this.element.scrollTop,height:this.element.clientHeight},this.#m(Ye)}#m(t){let e=this.#l;if(e===null)return;let[r,i]=this.#f(t),o=Array.from({length:i-r},(s,a)=>r+a);this.#u>0&&(this.#a<r||this.#a>=i)&&o.push(this.#a),(o.length!==this.#r.size||o.some(s=>!this.#r.has(s)))&&this.#c(o);for(let[s,a]of this.#r)a.draw(e,this.#p(s)??s),h(a.element,"aria-selected",String(s===this.#a));h(this.element,"aria-activedescendant",this.#u>0?`token-${this.#a}`:null),this.#g(e,r,i)}#c(t){let e=[...this.#r].filter(([o])=>!t.includes(o)),r=new Map;for(let o of t){let s=this.#r.get(o)??e.pop()?.[1]??new I;r.set(o,s),this.#r.get(o)!==s&&(s.element.id=`token-${o}`,s.element.style.top=`${o*w}px`,s.element.dataset.at=String(o),h(s.element,"aria-rowindex",o+2))}for(let[,o]of e)o.element.remove();this.#r=r;let i=null;for(let{element:o}of r.values()){let s=i===null?this.#o.firstElementChild:i.nextElementSibling;s!==o&&this.#o.insertBefore(o,s),i=o}}#g(t,e,r){for(h(this.#n,"hidden",t.others.length===0);this.#d.length>t.others.length;)this.#d.pop()?.remove();if(t.others.length===0)return;let i=(r-e)*w;Object.assign(this.#n.style,{top:`${e*w}px`,height:`${i}px`}),h(this.#s,"viewBox",`0 0 ${jt} ${Math.max(1,i)}`);for(let[o,s]of t.others.entries()){let a=[];for(let u=e;u<r;u++){let p=Math.min(1,s.probability(this.#p(u)??0)/t.reach)*jt;a.push(`${p.toFixed(2)},${(u-e)*w+w/2}`)}let l=this.#d[o]??at("polyline",{class:`line t${o}`});h(l,"points",a.join(" ")),l.parentNode===null&&this.#d.push(this.#s.appendChild(l))}}#f(t){let{top:e,height:r}=this.#i,i=r>0?Math.ceil((e+r)/w)-1:Qe;return[Math.max(0,Math.floor(e/w)-t),Math.min(this.#u,i+t)]}#y(t){let e=t.target instanceof Element?t.target.closest("[data-at]"):null;return e===null?null:Number(e.dataset.at)}#b(t){if(this.#u===0)return;this.#a=Math.max(0,Math.min(this.#u-1,t));let[e,r]=[this.#a*w,this.element.clientHeight-w];e<this.element.scrollTop?this.element.scrollTop=e:e+w>this.element.scrollTop+r&&(this.element.scrollTop=e+w-r),this.#h(),this.#t.look(null)}#x(t){let e=et(t);if(e!==null)this.#t.travel(e);else if(W(t,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.#b(this.#w(t.key));else return;t.preventDefault(),t.stopPropagation()}#w(t){let e=Math.max(1,Math.floor(this.element.clientHeight/w)-2);return{ArrowUp:this.#a-1,ArrowDown:this.#a+1,Home:0,End:this.#u-1,PageUp:this.#a-e,PageDown:this.#a+e}[t]??this.#a}};function tn(n,t){let{name:e,title:r,key:i}=n,o=d("span",{role:"columnheader",class:i,title:r,"aria-colindex":t+1,"data-column":i});return"short"in n?o.append(d("span",{class:"short"},n.short),d("span",{class:"long"},e)):o.append(e),o}var dt=1e4,Vt=2**32-1;function Gt(n,t){let e={draws:0,seed:0,usable:!1,text:null,tokens:0},r=p=>()=>n({draws:Math.min(dt,e.draws+p)}),i=N("Sample","Draw a token",r(1),t),o=N("Sample 100 times","Draw a hundred, and see how often each comes",r(100),t),s=N("Start over","Forget the draws",()=>n({draws:0}),t),a=d("input",{type:"number",min:0,max:Vt,step:1}),l=d("label",{class:"seed",title:"The same seed draws the same tokens, here and in Python"},d("span",{},"seed"),a),u=d("p",{class:"drawn"});return i.className="primary",a.addEventListener("change",()=>{let p=Number.isNaN(a.valueAsNumber)?0:Math.round(a.valueAsNumber);n({seed:Math.min(Vt,Math.max(0,p))}),a.value=String(e.seed)},{signal:t}),{element:d("div",{class:"sampler"},i,o,s,l,u),draw(p){e=p;let f=p.draws>=dt?`There are ${g(dt)} draws already: start over`:"";for(let m of[i,o])C(m,p.usable&&f==="",f||"There are no probabilities to draw from");C(s,p.draws>0,"Nothing is drawn yet"),a.value=String(p.seed),x(u,en(p)),h(u,"data-none",p.draws===0)}}}function en({draws:n,text:t,tokens:e}){if(n===0||t===null)return["Nothing is drawn yet."];let r=c("code",{title:S(t)},T(t));return n===1?["drawn: ",r]:[`${ot(n,"draw")}, ${ot(e,"different token")}, the last: `,r]}var J=1e3,H=class{element;#t;#e;#o;#s;#d;#n;#r;constructor(t,e,r){this.#n=t,this.#d=e,this.#r=t.first??t.range[0];let{name:i,title:o,field:s}=t;this.#t=d("input",{type:"range",min:0,max:J,step:1,"aria-label":i}),this.#e=d("input",{type:"number",step:"any","aria-label":`${i}, exactly`}),h(this.#e,"min",s[0]),this.#o=t.off===void 0?null:d("input",{type:"checkbox"});let a=this.#o===null?d("span",{class:"name"},i):d("label",{class:"name"},this.#o,i);this.#s=d("div",{class:"rail"},this.#t),this.element=d("div",{class:"slider",role:"group","aria-label":i,title:o},a,this.#e,this.#s);let l=(u,p,f)=>u.addEventListener(p,f,{signal:r});l(this.#t,"input",()=>this.#p(this.#i(),!1)),l(this.#t,"change",()=>this.#p(this.#i(),!0)),l(this.#e,"change",()=>this.#a()),this.#o!==null&&l(this.#o,"change",()=>this.#u())}upto(t){this.#n={...this.#n,range:[this.#n.range[0],t]}}draw(t){let e=t===this.#n.off;e||(this.#r=t);let r=this.#l(e?this.#r:t);this.#t.valueAsNumber!==r&&(this.#t.value=String(r)),this.#e.value=e?"":y(t),h(this.#e,"placeholder",e?"off":null),h(this.#t,"aria-valuetext",e?"off":y(t)),this.#o!==null&&(this.#o.checked=!e),h(this.element,"data-off",e);let i=`${r/J*100}%`,{style:o}=this.#s;o.getPropertyValue("--at")!==i&&o.setProperty("--at",i)}#i(){let[t,e]=this.#n.range,r=this.#t.valueAsNumber/J,i=this.#n.log?t*(e/t)**r:t+(e-t)*r;return this.#n.whole?Math.round(i):Number(i.toPrecision(2+ +(i>=1)))}#l(t){let[e,r]=this.#n.range,i=this.#n.log?Math.log(Math.max(t,e)/e)/Math.log(r/e||2):(t-e)/(r-e);return Math.round(Math.min(1,Math.max(0,i))*J)}#a(){let{off:t,field:e,whole:r}=this.#n,i=this.#e.valueAsNumber;if(Number.isNaN(i)){this.#p(t??this.#r,!0);return}let o=Math.min(e[1],Math.max(e[0],i));this.#p(r?Math.round(o):o,!0)}#u(){let{off:t}=this.#n;t!==void 0&&this.#p(this.#o?.checked?this.#r:t,!0)}#p(t,e){this.draw(t),this.#d(t,e)}};function X(n){let t=Jt(n,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function Y(n){let t=Jt(n,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function Jt(n,t){let e=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(e.byteLength%t!==0)throw new RangeError(`${e.byteLength} bytes are no whole number of ${t}-byte values`);return e.byteOffset%t===0?e:e.slice()}function Xt(n){let t=X(n.logits),e=new Float32Array(n.vocabulary);e.set(t);let[r,i]=[X(n.means),Y(n.sizes)],o=t.length;for(let[s,a]of i.entries())e.fill(r[s]??Number.NaN,o,o+a),o+=a;return{logits:e,ids:Y(n.ids),named:t.length,text:s=>n.texts[s]??null}}function Yt(n,t,e){let r=Y(n);return{logits:X(t),ids:r,named:r.length,text:i=>e[r[i]??-1]??null}}function ut(n,t){if(t==="")return null;let e=t.toLowerCase(),r=/^#\d+$/.test(t)?Number(t.slice(1)):null,i=[];for(let o=0;o<n.named;o++)(r===null?n.text(o)?.toLowerCase().includes(e):n.ids[o]===r)&&i.push(o);return Uint32Array.from(i)}function Zt(n){let{temperature:t,top_k:e,top_p:r,min_p:i}=n.settings,o=[$("vocabulary",g(n.size),"All tokens of the model")];t===0?o.push($("T = 0","likeliest","The likeliest token is taken")):(o.push($("logit ÷ T",`÷ ${y(t)}`,"Logits are divided by the temperature")),e>0&&o.push(pt("top-k",y(e),n.left["top-k"])),r<1&&o.push(pt("top-p",y(r),n.left["top-p"])),i>0&&o.push(pt("min-p",y(i),n.left["min-p"])));let{kept:s}=n,a=t===0?null:n.mass;o.push($("softmax",`${g(s)} kept`,"So many tokens can be drawn; their probabilities sum to 1")),a!==null&&o.push($("kept mass",v(a),"What the tokens that stay had before the cuts, together",a,"mass"));let l=n.entropy(),u=l/Math.LN2,p=n.entropy(!0),f=t===0||s===n.size?"":`; ${M(p)} nats before the cuts`;return o.push($("entropy",`${nn(l)} nats`,`${M(u)} bits: as if ${M(Math.exp(l))} tokens were equally likely${f}`,l,"entropy")),o}function nn(n){return n===0||n>=.001?n.toFixed(3):M(n)}function pt(n,t,e){return $(`${n} ${t}`,`${g(e)} left`,`So many tokens are left after ${n}`)}function $(n,t,e,r,i){let o=c("b",{"data-value":r,"data-role":i},t);return c("li",{title:e,class:i===void 0?null:"fact"},c("span",{},n),o)}var Qt=["temperature","top_k","top_p","min_p"],rn=[.5,1,2],on=6,sn=[1e-4,2e-4,5e-4,.001,.002,.005,.01,.02,.05,.1,.2,.5,1],Z=class{element;#t;#e;#o;#s;#d=Bt();#n=d("ul",{class:"summary","aria-label":"Step by step"});#r=d("input",{type:"search",placeholder:"Find a token, or #id","aria-label":"Find a token"});#i=d("span",{class:"hits",role:"status"});#l=d("input",{type:"checkbox"});#a=d("span",{class:"key"});#u=d("p",{class:"rough"});#p=null;#h=null;#m=null;#c=null;#g=null;#f=[];constructor(t,e){this.#t=t,this.#e=this.#y(e),this.#o=Gt(i=>this.#x(i,!0),e),this.#s=new G({look:i=>this.#E(i),travel:t.travel},e),this.#r.addEventListener("input",()=>this.#M(),{signal:e});let r=()=>this.#x({temperatures:this.#l.checked?rn:[]},!0);this.#l.addEventListener("change",r,{signal:e}),this.element=this.#b()}get last(){let[t,e]=[this.#c,this.#h];return!t?.usable||!e||e.draws===0?null:t.draw(st(e.seed,e.draws-1))}get drawn(){return this.last===null?null:this.#p?.text(this.last)??"…"}draw(t,e){t!==this.#p&&(this.#m=ut(t,this.#r.value)),this.#p=t,this.#h=e,this.#c=this.#w(t,e);for(let s of Qt)this.#e[s].draw(e[s]);this.#e.top_k.upto(t.logits.length),this.#l.checked=e.temperatures.length>0;let r=e.temperatures.map((s,a)=>c("span",{class:`t${a}`},c("i",{class:"stroke"}),y(s)));x(this.#a,r);let i=t.named<t.logits.length;h(this.#u,"hidden",!i);let o=`The ${g(t.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`;x(this.#u,[o]),h(this.element,"data-usable",this.#c.usable),this.#v(t,e,this.#c)}#y(t){let e=i=>(o,s)=>this.#x({[i]:o},s),r={range:[0,1],field:[0,1],log:!1};return{temperature:new H({name:"temperature",title:"What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",range:[.2,10],field:[0,100],log:!0},e("temperature"),t),top_k:new H({name:"top-k",title:"So many of the likeliest stay, with those as likely as the last of them",range:[1,100],field:[0,2**31-1],off:0,first:50,log:!0,whole:!0},e("top_k"),t),top_p:new H({...r,name:"top-p",title:"The fewest likeliest that have this probability together stay",off:1,first:.9},e("top_p"),t),min_p:new H({...r,name:"min-p",title:"What has at least this share of the largest probability stays",off:0,first:.05},e("min_p"),t)}}#b(){let t=d("div",{class:"settings"},...Qt.map(s=>this.#e[s].element)),e=d("label",{class:"overlay",title:"The probabilities at other temperatures, with the same cuts, as lines over the bars"},this.#l,"overlay T"),r=d("div",{class:"tools"},this.#r,this.#i,e,this.#a),i=d("div",{class:"table"},r,this.#s.element,this.#u),o=d("p",{class:"nothing",role:"status"},"The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.");return d("div",{class:"sampling-panel"},t,this.#o.element,this.#n,o,d("div",{class:"halves"},i,this.#d.element))}#x(t,e){this.#p!==null&&this.#h!==null&&this.draw(this.#p,{...this.#h,...t}),this.#t.wish(t,e)}#w(t,e){let r=this.#f.find(s=>s.logits===t.logits&&s.temperature===e.temperature),i=r===void 0&&this.#f.length===on?this.#f.pop():void 0,o=r??new z(t.logits,e.temperature,i);return this.#f=[o,...this.#f.filter(s=>s!==o)],new U(t.logits,e,o)}#E(t){this.#g=t,this.#k()}#M(){this.#p===null||this.#h===null||this.#c===null||(this.#m=ut(this.#p,this.#r.value),this.#v(this.#p,this.#h,this.#c))}#v(t,e,r){let i=new Map,o=r.usable?e.draws:0;for(let m=0;m<o;m++){let E=r.draw(st(e.seed,m));i.set(E,(i.get(E)??0)+1)}let s=e.temperatures.map(m=>this.#w(t,{...e,temperature:m})),a=this.last,l=[r.probability(0),...s.map(m=>m.probability(0))];for(let m of i.values())l.push(m/o);let u=Math.max(...l.filter(Number.isFinite),0),p=sn.find(m=>m>=u)??1;x(this.#n,r.usable?Zt(r):[]),this.#s.draw({list:t,chances:r,others:s,counts:i,draws:o,last:a,found:this.#m,reach:p});let f=a===null?null:t.text(a)??"…";this.#o.draw({draws:o,seed:e.seed,usable:r.usable,text:f,tokens:i.size}),x(this.#i,this.#m===null?[]:[`${g(this.#m.length)} found`]),this.#k()}#k(){let t=this.#c?.usable??!1;this.#p===null||this.#c===null||this.#d.draw(this.#p,this.#c,t?this.#g??this.#s.active:null)}};var te=["temperature","top_k","top_p","min_p","seed","draws","temperatures"],Q=class{element;#t;#e;#o;#s;#d=d("p",{class:"context"});#n;#r;#i=null;#l=null;#a=null;constructor(t,e,r){this.#t=t,this.#e=e,this.#o=P(t,()=>{},r);let i=(s,a)=>this.#u(s,a);this.#s=new Z({wish:i,travel:e.travel},r),this.#n=N("‹","The token before",()=>this.#p(-1),r),this.#r=N("›","The token after",()=>this.#p(1),r),this.#n.setAttribute("aria-label","earlier position"),this.#r.setAttribute("aria-label","later position");let o=d("div",{class:"place"},this.#n,this.#d,this.#r);this.element=d("div",{},o,this.#s.element),b(t,"msg:custom",(s,a)=>this.#c(s,a??[]),r);for(let s of te)b(t,`change:${s}`,()=>this.#g(),r)}draw(t){this.#i=t,this.#l=t===null?null:Xt(t),t!==null&&this.#l!==null&&this.#l.named<t.vocabulary&&this.#m(),this.element.hidden=t===null,this.#g()}#u(t,e){if(this.#f(),!!e){for(let[r,i]of Object.entries(t))this.#t.set(r,i);this.#t.save_changes(),t.draws&&this.#e.announce(`Drawn: ${S(this.#s.drawn??"")}.`)}}#p(t){if(this.#i===null)return;let{position:e,tokens:r}=this.#i,i=Math.max(0,Math.min(r-1,e+t));this.#t.set("_selected",{...this.#t.get("_selected"),position:i}),this.#t.save_changes()}get#h(){return Object.fromEntries(te.map(t=>[t,this.#t.get(t)]))}async#m(){try{await this.#o("whole",{texts:this.#a===null})}catch(t){t instanceof A&&t.message===Wt||this.#e.fail(t)}}#c({kind:t,version:e},[r,i,o]){t!=="whole"||r===void 0||i===void 0||(o!==void 0&&(this.#a=JSON.parse(new TextDecoder().decode(o))),!(e!==this.#i?.version||this.#a===null)&&(this.#l=Yt(r,i,this.#a),this.#g()))}#g(){if(this.#i===null||this.#l===null)return;let{position:t,tokens:e}=this.#i;this.#s.draw(this.#l,this.#h),C(this.#n,t>0,"This is the first position"),C(this.#r,t<e-1,"This is the last position"),this.#f()}#f(){if(this.#i===null)return;let{before:t,position:e}=this.#i,r=this.#s.drawn,i=r===null?"What comes next?":S(r),o=c("b",{class:"next",title:i},r===null?"?":T(r)),s=t.length<e+1?["… "]:[];x(this.#d,[...s,...t.map(a=>c("span",{},T(a))),o])}};function ee({vocabulary:n,position:t,tokens:e}){let r=t===e-1?", the last":"";return`${g(n)} tokens · after position ${t}${r}`}var an=it.slice(0,3),tt=class{element;#t;#e;#o;#s=d("span",{class:"size"});#d;#n=d("p",{class:"hint"},"No prompt yet: set workspace.prompt, or type one in the bar of tokens.");constructor(t,e){this.#t=t,this.#e=new D(t,e),this.#o=new Q(t,{fail:r=>this.#e.fail(r),announce:r=>this.#e.announce(r),travel:r=>{this.#e.ask(r)}},e),this.#d=qt("Show",an,r=>this.#i(r),e),this.element=this.#r(),b(t,"change:_screen",()=>this.#a(),e),b(t,"change:busy",()=>h(this.element,"data-busy",t.get("busy")),e),b(t,"change:show",()=>this.#u(),e),this.#a()}#r(){this.#e.status.classList.add("unseen");let t=d("header",{},d("h2",{},"Next token"),this.#s,this.#d.element);return d("section",{class:"sampling","aria-label":"Next token"},t,this.#e.messages,this.#n,this.#o.element,this.#e.status)}#i(t){this.#t.set("show",t),this.#t.save_changes()}get#l(){let t=this.#t.get("_screen");return t.empty?null:t}#a(){let t=this.#l;this.#o.draw(t),this.#n.hidden=t!==null;for(let e of[this.#s,this.#d.element])e.hidden=t===null;t!==null&&(this.#s.textContent=ee(t)),this.#u()}#u(){let t=this.#l?.missing??{};this.#d.draw(this.#t.get("show"),e=>t[e]??null)}};var yi=Rt([Kt,Ot,zt],(n,t)=>new tt(n,t));export{yi as default};

var se=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function d(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))y(r,o,i);return r.append(...n),r}function y(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function ae(t,e,n){try{e()}catch(r){t.append(H(R(r),n))}}function R(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function H({message:t,details:e},n){let r=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=d("div",{},d("p",{},t));e&&o.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let i=d("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var je=["a","c","v","x","y","z"],Ge=["text","search","number"];function le(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Ge.includes(t.type)}function de(t){return t.ctrlKey||t.metaKey?je.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ce(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function ue(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function pe({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return O({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return O({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return O({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return O({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function O({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function v(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function V(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Ve=["Enter"," ","Delete","Backspace"],he=[{row:0,column:0},{rows:1,columns:1}];function me(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",We(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function We(t,e){return le(e)?de(t):ce(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&ue(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Qe(t)?!0:pe(...he,t)!==null||v(t,...Ve)||V(t)!==null}function Qe(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&pe(...he,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function ge(t){let e=[...t.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)ye(s);let o=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=r[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let i=new Map(e.map((s,a)=>[s,fe(o[a],n[a])]));return new Map([...i].map(([s,a])=>[s,fe(Je(s,i),a)]))}function be(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&Xe(t,e);let r=n.get(t);r!==void 0&&ye(e);let o=t.parentElement,[i,s]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function ye(t){t.style.position="relative",t.style.inset="auto"}function Xe(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(n.getPropertyValue(l))||0),0),[o,i]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),i>=1&&(e.style.paddingBottom=`${r("padding-bottom")+i}px`)}function fe(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function Je(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var xe="http://www.w3.org/1999/xhtml",W=12,Ye=2,Ze=16e3,et=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ve(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=tt(t),o=document.createElementNS(xe,"style");o.textContent=nt(e);let i=document.createElementNS(xe,"div");for(let{name:a,value:l}of t.attributes)a!=="style"&&i.setAttribute(a,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",rt(t,o.textContent,n,r)),i.append(o,...it(e));let s={width:n+2*W,height:r+2*W};return{...s,svg:lt(i,s.width,s.height)}}async function ke({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(Ye,Ze/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((a,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?c():a(u),"image/png")})}function tt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function nt(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return et+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function rt(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${ot(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${W}px`,"overflow: hidden"].join("; ")}function ot(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function it(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!we(r)),n=ge(t);return e.map(r=>{let o=r.cloneNode(!0),i=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,a)=>{let l=i[a];l!==void 0&&(st(s,l),be(s,l,n))});for(let s of i)we(s)&&s.remove();return o})}function we(t){return t.hasAttribute("data-unexported")}function st(t,e){t instanceof HTMLCanvasElement?at(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function at(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function lt(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return dt(i)}function dt(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var C=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Me=8e3;function F(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return x(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new C(l.message,l.details)):c.done())},n),x(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,Me)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((u,p)=>{let h=`${o}-${++i}`;r.set(h,{done:u,fail:p,timer:setTimeout(e,Me)}),t.send({kind:l,id:h,...c})})}var Ee=new WeakMap;function x(t,e,n,r){t.on(e,n);let o=Ee.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let s=[i];Ee.set(r,s),r.addEventListener("abort",()=>{for(let a of s)a()})}var ct="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Te(t,e,n,r){let o=c=>async()=>{try{await c()}catch(u){n(H(R(u),r))}},s=ut(t,()=>n(d("p",{class:"notice",role:"status"},ct)),r),a=c=>`${pt(e)}.${c}`,l=()=>ve(e);return ht([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>Q(await ke(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>Q(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function ut(t,e,n){let r=F(t,e,n),o=new Set;return x(t,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!o.delete(s.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);Q(new Blob([c],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function Q(t,e){let n=URL.createObjectURL(t);d("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function pt(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ht(t,e){let n=d("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>d("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),o=d("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=d("div",{class:"save-menu","data-unexported":!0},n,o),s=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},a=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?s(0):a(!0),{signal:e}),r.forEach((l,c)=>{let u=()=>{a(!0),t[c]?.act()};l.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",l=>mt(l,r,o.hidden,s,a),{signal:e}),i.addEventListener("focusout",l=>ft(l,i,a),{signal:e}),i}function mt(t,e,n,r,o){let i=e.length-1,s=e.indexOf(t.target),a=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[t.key];a!==void 0&&v(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(a)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function ft(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var gt=4;function Le(t,e){let n=d("progress",{max:1,value:0,"aria-label":"Progress"}),r=d("span",{class:"quiet"}),o=d("button",{type:"button"},"Cancel"),i=d("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),s=d("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=d("div",{},i,s);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=bt(o,e),c=-1,u=(h,f)=>{let m=Math.floor(h*gt);m!==c&&(s.textContent=`Running: ${f||`${Math.round(h*100)} %`}`),c=m},p=()=>{let{done:h=0,total:f=0,text:m=""}=t.get("_progress")??{};f===0?(l(),c>=0&&(s.textContent="No longer running"),c=-1):u(h/f,m),i.hidden=f===0,n.value=f>0?h/f:0,r.textContent=m};return x(t,"change:_progress",p,e),p(),a}function bt(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let i=n?.isConnected&&n.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?n:s)?.focus()}}function yt(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function Ae(t,e){let n=()=>{t.style.colorScheme=yt(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Se(t,e){function n({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let a=d("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(d("style",{},se,...t),Le(r,s.signal)),o.append(a),Ae(a,s.signal),me(a,s.signal),ae(l,()=>l.append(e(r,s.signal,a).element),s.signal);let c=l.lastElementChild;return l.append(Te(r,a,u=>c?.before(u),s.signal)),()=>s.abort()}return{render:n}}var Ne=`/* The view as a whole: toolbar, window, details. */

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
`;var $e=`/* The rows of the tree: one grid of columns, fewer where there is less room. A row is 26 px high, as in row.ts. */

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

/* What is beside the name gives way before it. */
.label ~ :is(.alike, .tag) {
  overflow: hidden;
  flex: 0 1000 auto;
  min-width: 0;
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
    --columns: minmax(0, 1fr) 100px 112px 54px;
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

/* The name gives way last. */
@container (max-width: 540px) {
  .window[data-run] {
    --columns: minmax(0, 1fr) 100px 56px;
  }

  .window[data-moved] {
    --columns: minmax(0, 1fr) 112px 54px;
  }

  [data-moved] .norm,
  [data-run]:not([data-moved]) .count {
    display: none;
  }
}

@container (max-width: 420px) {
  .window {
    --columns: minmax(0, 1fr) 60px;
  }

  .window[data-run] {
    --columns: minmax(0, 1fr) 56px;
  }

  .row .name {
    padding-left: calc((var(--level) - 1) * 10px);
  }

  .weight,
  [data-run] .norm,
  [data-moved] .moved,
  .copy {
    display: none;
  }
}
`;var vt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",_=class{messages=d("div",{class:"messages"});status=d("p",{class:"status",role:"status"});#t;#i;#n;#r=null;constructor(e,n){this.#t=e,this.#n=n,this.#i=F(e,()=>this.#a(),n);for(let r of["_error","_screen"])x(e,`change:${r}`,()=>this.#e(),n);x(e,"change:_progress",()=>this.#o(),n),this.#e()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#i(e,n),r?this.#o():this.#e(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=R(e);this.#s({message:n,details:e instanceof C?e.details:r})}notice(e){this.messages.replaceChildren(d("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#e(){let{message:e,details:n}=this.#t.get("_error")??{};e?this.#s({message:e,details:n}):this.messages.replaceChildren()}#a(){this.notice(vt),this.#r=this.messages.firstElementChild}#o(){this.#r?.remove(),this.#r=null}#s(e){this.messages.replaceChildren(H(e,this.#n))}};function E(t){let e=Re(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function X(t){let e=Re(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Re(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}function Y(t){let e=c=>J(c,t.count),[n,r,o]=[e(t.parent),e(t.name),e(t.kind)],[i,s,a]=[e(t.fact),e(t.lie),e(t.total)],l=[];for(let[c,u]of n.entries()){let p=c===0?null:l[u]??null,h=t.names[r[c]??0]??"",[f,m]=t.lies[s[c]??0]??["",""],g={number:c,path:p?.path?`${p.path}.${h}`:h,name:h,kind:t.kinds[o[c]??0]??"",facts:t.facts[i[c]??0]??{extra:"",parameters:[],runs:!1},fact:i[c]??0,parameters:t.totals[a[c]??0]??0,dtype:f,device:m,tags:[],block:null,parent:p,children:[]};l.push(g),p?.children.push(g)}for(let[c,u]of t.tags)l[c]?.tags.push(u);for(let[c,u]of t.blocks.entries()){let p=l[u];p!==void 0&&(p.block=c)}return l}function Z(t){let{outputs:e,norm:n,mean:r,time:o,calls:i,output:s,changed:a,clean:l}=t;if(!e||!n||!r||!o||!i||!s||!a)return[];let[c,u,p]=[E(n),E(r),E(o)],h=c.length,[f,m,g]=[J(i,h),J(s,h),new Set(X(a))],b=l?E(l):null;return Array.from(f,(q,w)=>{if(q===0)return null;let[G,B]=e[m[w]??0]??[[],""];return{shape:G,dtype:B,norm:c[w]??0,mean:u[w]??0,time:p[w]??0,calls:q,changed:g.has(w),moved:b===null?null:Math.fround((c[w]??0)-(b[w]??0))}})}function J(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);return n.byteLength===e?n:n.byteLength===2*e?new Uint16Array(n.slice().buffer):X(t)}async function He(t){try{return await navigator.clipboard.writeText(t),!0}catch{return kt(t)}}function kt(t){let e=document.activeElement,n=d("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function Ce(t,e,n,r){let o=d("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>Mt(o)&&n(),{signal:r}),o}function Pe(t,e,n=""){y(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,y(t,"title",(e?"":n)||t.dataset.title||null)}function Mt(t){return t.getAttribute("aria-disabled")!=="true"}function S(t){if(!Number.isFinite(t))return Et(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return Ke(n)}return Ke(Number(t.toPrecision(9)))}function Ke(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function Et(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function P(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var Tt=[[1e12,"T"],[1e9,"B"],[1e6,"M"],[1e3,"k"]];function N(t){let[e,n]=Tt.find(([o])=>t>=o)??[1,""];if(e===1)return String(t);let r=(t/e).toPrecision(3);return`${r.includes("e")?Number(r):r} ${n}`}function M(t){return t.toLocaleString("en-US")}function $(t){if(!Number.isFinite(t)||t===0)return S(t);let e=Math.abs(t);return e>=1e5||e<.001?t.toExponential(2):t.toPrecision(4)}function z(t){return t>=1e3?`${ee(t/1e3)} s`:t>=1?`${ee(t)} ms`:`${ee(t*1e3)} µs`}function ee(t){return t>=100?t.toFixed(0):t.toPrecision(3)}function T(t){return t.length===0?"scalar":t.join(" × ")}function D(t,e){let{module:n,alike:r}=t,o=r[0]??n,i=(r.length>0?r:n===null?[]:[n]).flatMap(a=>{let l=e[a.number];return l?[l]:[]}),s=i.filter(a=>a.dtype!=="").map(a=>a.norm);return{kind:o?.kind??"",weight:r.length>0||o===null?"":Lt(o),parameters:L(t),lies:o===null?"":[o.dtype,o.device].filter(Boolean).join(" · "),output:At(i.map(a=>a.dtype===""?"":T(a.shape))),norm:Nt(s),moved:St(i.flatMap(({dtype:a,moved:l})=>l===null||a===""?[]:[l])),unusual:s.some(a=>!Number.isFinite(a)),time:i.length>0?i.reduce((a,l)=>a+l.time,0):null,changed:i.some(a=>a.changed)}}function L({module:t,alike:e}){return t?.parameters??e.reduce((n,r)=>n+r.parameters,0)}function te({module:t,alike:e}){return t?.path??e[0]?.parent?.path??""}function qe(t,e){let n=t.alike.length>0?`${t.alike.length} alike`:"",r=t.module?.tags.join(", ");return[t.label,r,n,e.kind===t.label?"":e.kind,e.parameters>0?`${N(e.parameters)} parameters`:"",e.output&&`output ${e.output}`,e.norm&&`norm ${e.norm}`,e.moved&&e.moved!=="0"?`norm moved by ${e.moved}`:"",e.time===null?"":z(e.time),e.changed?"changed":""].filter(Boolean).join(", ")}function Lt({facts:t}){let e=t.parameters.find(([n])=>n==="weight")??t.parameters[0];return e===void 0?"":T(e[1])}function At(t){let[e="",...n]=t;return n.every(r=>r===e)?e:""}function St(t){let e=t.find(i=>!Number.isFinite(i));if(t.length===0)return"";if(e!==void 0)return $(e);let n=i=>`${i>0?"+":""}${$(i)}`.replace(/^-/,"−"),[r,o]=[n(Math.min(...t)),n(Math.max(...t))];return r===o?r:`${r} … ${o}`}function Nt(t){if(t.length===0)return"";let e=t.find(o=>!Number.isFinite(o));if(e!==void 0)return $(e);let[n,r]=[$(Math.min(...t)),$(Math.max(...t))];return n===r?n:`${n} – ${r}`}var $t="Select this output in all views: a heatmap of the same workspace shows it, and it is summed up here";function Be(t,e){let n=null,r=d("code",{class:"path"}),o=d("button",{type:"button"},"Copy path"),i=Ce("Show the value",$t,()=>n&&t.read(n),e);i.className="read";let s=d("p",{class:"what"}),a=d("dl"),l=d("dl"),c=d("dl"),u=d("div",{class:"path-line"},r,d("span",{class:"buttons"},o,i)),p=d("aside",{class:"details","aria-label":"Module"},u,s,ne("What it is",a)),h=[ne("In this run",l),ne("Value, selected in all views",c)];p.append(...h);let f=async m=>{let g=te(m),b=await He(g);t.announce(b?`Copied: ${g||"(the model itself has no path)"}`:"The browser did not let us copy.")};return o.addEventListener("click",()=>n&&void f(n),{signal:e}),{element:p,copy:f,draw(m,g,b,q){if(n=m,p.hidden=m===null,m===null)return;let w=Rt(m,q);Pe(i,w==="",w),r.textContent=te(m)||"the whole model",s.replaceChildren(...Ht(m)),a.replaceChildren(...re(Ct(m)));let G=m.module===null?null:g[m.module.number]??null;l.replaceChildren(...re(Kt(m,G,g))),c.replaceChildren(...re(qt(m,b)));for(let B of h)B.hidden=B.querySelector("dt")===null}}}function ne(t,e){return d("section",{},d("h3",{},t),e)}function Rt(t,e){return t.module?.facts.runs?e?"":"There is no prompt: set workspace.prompt":"A list of modules is never called and gives no value"}function Ht({module:t,alike:e}){let n=e[0]??t,r=e.length===0?n?.facts.extra:"",o=e.length>0?`${e.length} × `:"",i=[d("b",{},`${o}${n?.kind??""}`)];return r&&i.push(d("span",{class:"extra"},`(${r})`)),i}function Ct(t){let{module:e,alike:n}=t,r=n[0]??e,o=n.length>0?[]:e?.facts.parameters??[],i=o.map(([a,l,c,u,p])=>[a,`${T(l)} · ${c} · ${u}`,...p?[d("span",{class:"shared"},`the same as ${p}`)]:[]]);o.length===0&&r?.dtype&&i.push(["dtype · device",`${r.dtype} · ${r.device}`]);let s=L(t);return i.push(["parameters",s>0?M(s):"none",...Pt(n)]),i}function Pt(t){return t[0]===void 0?[]:[` (${M(t[0].parameters)} each)`]}function Kt(t,e,n){if(n.length===0)return[];if(t.alike.length>0){let{time:s,norm:a,output:l}=D(t,n);return s===null?[["run","not called in this run"]]:[["output",l||"not of one shape"],["norm",a],["time",`${S(s)} ms, all together`]]}if(e===null)return[["run","not called in this run"]];let r=n[0]?.time??0,o=r>0?`, ${(100*e.time/r).toFixed(1)} % of the run`:"",i=e.dtype?[["output",`${T(e.shape)} · ${e.dtype}`],["norm",A(e.norm)],["mean",A(e.mean)]]:[["output","no tensor"]];return e.moved!==null&&e.dtype&&i.push(["norm now − clean",A(e.moved)]),i.push(["time",`${S(e.time)} ms${o}`]),e.calls>1&&i.push(["calls",P(e.calls,"call"),", the last one's output"]),e.changed&&i.push(["changed","its output is written to by a change of the workspace"]),i}function qt({module:t},{path:e,shape:n,dtype:r,numbers:o,unusual:i}){if(t===null||e!==t.path||n===void 0||o===void 0)return[];let[s=0,a=0,l=0,c=0]=E(o),u=[["value",`${T(n)} · ${r}`],["norm",A(a)],["mean",A(s)],["least",A(l)],["greatest",A(c)]];return i&&u.push(["not finite",d("b",{class:"bad"},P(i,"number"))]),u}function A(t){return d("span",{class:Number.isFinite(t)?"number":"number bad"},S(t))}function re(t){return t.flatMap(([e,...n])=>[d("dt",{},e),d("dd",{},...n)])}function oe(t){let e=t.toLowerCase().split(/\s+/).filter(Boolean);return{words:e,empty:e.length===0}}function U(t,{words:e}){let n=!1;for(let r of e){let o=t.path.toLowerCase(),i=o.lastIndexOf(r),s=[t.kind.toLowerCase(),...t.tags].some(a=>a.includes(r));if(i<0&&!s)return!1;n||=s||i+r.length>o.length-t.name.length}return n}function Oe(t,{words:e}){let n=new Array(t.length).fill(!1),r=t.toLowerCase();for(let i of e){let s=r.indexOf(i),[a,l]=s>=0?[s,s+i.length]:[0,Bt(r,i)];n.fill(!0,a,l)}let o=[];for(let[i,s]of[...t].entries()){let a=o.at(-1);a!==void 0&&a[1]===(n[i]??!1)?a[0]+=s:o.push([s,n[i]??!1])}return o}function Bt(t,e){let n=e.slice(e.lastIndexOf(".")+1);return n!==e&&t.startsWith(n)?n.length:0}var k=26,Ot=[["name","module",""],["kind","class",""],["weight","weight","The shape of its own weight"],["count","parameters","All below; what is shared is counted once. The bar is the share of the model's"],["lies","dtype · device",""],["output","output","The shape of what it gave"],["norm","norm","L2 norm of all numbers of its output; of blocks that are alike the least and the greatest"],["moved","Δ norm","The norm now less the norm without the changes; of blocks that are alike the least and the greatest"],["time","time","Wall time from call to return, measured in this one run, all inside included. The bar is the share of the model's"]];function Fe(){let t=Ot.map(([e,n,r])=>d("span",{class:e,title:r||null},n));return d("div",{class:"headings","aria-hidden":"true"},...t)}function _e(t,e,n,r,o){let{node:i,level:s,open:a,place:l,count:c}=t,u=D(i,r),p=L(n.root),h=r[0]?.time??0,f=d("div",{class:"row",id:`row-${e}`,role:"treeitem","aria-level":s,"aria-posinset":l,"aria-setsize":c,"aria-expanded":i.children.length>0?String(a):null,"aria-selected":String(o.selected),"aria-label":qe(i,u),"data-index":e,"data-path":i.module?.path??null,"data-active":o.active,"data-holds":o.holds,"data-layer":o.layer,"data-changed":u.changed,"data-unusual":u.unusual,style:`--level:${s};top:${e*k}px`}),m=(g,b)=>g>0&&b>0?`--share:${Math.min(1,g/b).toFixed(4)}`:null;return f.append(Ft(t,n.query),d("span",{class:"kind"},...ie(u.kind===i.label?"":u.kind,n.query)),d("span",{class:"weight"},u.weight),d("span",{class:"count",title:u.parameters?M(u.parameters):null,style:m(u.parameters,p)},u.parameters>0?N(u.parameters):""),d("span",{class:"lies"},u.lies),d("span",{class:"output"},u.output),d("span",{class:"norm"},u.norm),d("span",{class:"moved","data-zero":u.moved==="0"},u.moved),d("span",{class:"time",style:u.time===null?null:m(u.time,h)},u.time===null?"":z(u.time))),f}function Ft({node:t},e){let n=d("span",{class:"label"},...ie(t.label,e)),r=d("span",{class:"name"},d("i",{class:t.children.length>0?"twisty":"twisty none"}),n);t.alike.length>0&&r.append(d("span",{class:"alike"},`${t.alike.length} alike`));for(let o of t.module?.tags??[])o!==t.label?r.append(d("span",{class:"tag"},...ie(o,e))):n.classList.add("named");return r.append(d("span",{class:"copy",title:"Copy the path (Ctrl+C)","aria-hidden":"true"})),r}function ie(t,e){return Oe(t,e).map(([n,r])=>r?d("mark",{},n):n)}var ze=6,_t=40,zt=700,I=class{element;tree=d("div",{class:"tree",role:"tree",tabindex:0,"aria-label":"Modules","data-letters":!0});#t;#i;#n=[];#r=[];#e=null;#a=null;#o=null;#s={text:"",at:0};constructor(e,n,r){this.#i=e,this.#t=n,this.element=d("div",{class:"window"},Fe(),this.tree),this.element.addEventListener("scroll",()=>this.#l(),{signal:r}),this.tree.addEventListener("click",o=>this.#x(o),{signal:r}),this.tree.addEventListener("keydown",o=>this.#w(o),{signal:r})}get active(){return this.#e}refresh(e){this.#r=e,this.#n=this.#i().list(),this.#u(this.#e)<0&&(this.#e=this.#n[0]?.node??this.#e),y(this.element,"data-run",e.length>0),y(this.element,"data-moved",e.some(n=>n!==null&&n.moved!==null)),this.tree.style.height=`${this.#n.length*k}px`,this.#l()}mark(e,n){this.#a=e,this.#o=n,this.#l()}go(e){e!==null&&(this.#e=e,this.#y(),this.#l(),this.#t.look(e))}first(e){return this.#n.find(({node:n})=>e(n))?.node??this.#n[0]?.node??null}#l(){let[e,n]=this.#b(),r=this.#u(this.#e),o=[];for(let[i,s]of this.#n.entries())(i>=e&&i<n||i===r)&&o.push(_e(s,i,this.#i(),this.#r,this.#g(s)));this.tree.replaceChildren(...o),y(this.tree,"aria-activedescendant",r<0?null:`row-${r}`)}#g({node:e,open:n}){let r=s=>{for(let a=s?.parent??null;a!==null;a=a.parent)if(a===e)return!0;return!1},o=this.#o,i=e.alike.some(s=>s.block===o);return{active:e===this.#e,selected:e===this.#a,holds:!n&&r(this.#a),layer:o!==null&&(e.module?.block===o||!n&&i)}}#b(){let e=Math.floor(this.element.scrollTop/k),n=Math.ceil(this.element.clientHeight/k)||_t;return[Math.max(0,e-ze),e+n+ze]}#y(){let e=this.#u(this.#e)*k;if(e<0||this.element.clientHeight===0)return;let n=this.element.clientHeight-k;e<this.element.scrollTop?this.element.scrollTop=e:e+k>this.element.scrollTop+n&&(this.element.scrollTop=e+k-n)}#u(e){return e===null?-1:this.#n.findIndex(n=>n.node===e)}#p(e,n){this.#i().fold(e,n),this.refresh(this.#r),this.go(e)}#m(e){e.module?.facts.runs?this.#t.select(e):this.#p(e,!this.#i().isOpen(e))}#x(e){let n=e.target instanceof Element?e.target:null,r=this.#n[Number(n?.closest(".row")?.dataset.index??-1)]?.node;r!==void 0&&(this.tree.focus({preventScroll:!0}),n?.closest(".copy")?this.#t.copy(r):n?.closest(".twisty:not(.none)")?this.#p(r,!this.#i().isOpen(r)):(this.go(r),this.#m(r)))}#w(e){let n=this.#u(this.#e),r=this.#n[n];if(r===void 0)return;let o=this.#s;this.#s={text:"",at:0};let i=V(e);if(i!==null)this.#t.travel(i);else if((e.ctrlKey||e.metaKey)&&e.key.toLowerCase()==="c")this.#t.copy(r.node);else if(v(e,"Enter"," "))this.#m(r.node);else if(v(e,"ArrowRight","ArrowLeft"))this.#d(r,e.key==="ArrowRight");else if(v(e,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.go(this.#n[this.#f(n,e.key)]?.node??null);else if(e.key==="*")this.#c(r);else if(e.key.length===1&&!e.ctrlKey&&!e.metaKey&&!e.altKey)this.#h(n,e,o);else return;e.preventDefault(),e.stopPropagation()}#f(e,n){let r=Math.max(1,Math.floor(this.element.clientHeight/k)-2),o=this.#n.length-1,i={ArrowUp:e-1,ArrowDown:e+1,Home:0,End:o,PageUp:e-r,PageDown:e+r};return Math.max(0,Math.min(o,i[n]))}#d({node:e,open:n},r){r&&e.children.length>0&&!n?this.#p(e,!0):r&&n?this.go(this.#n[this.#u(e)+1]?.node??null):!r&&n?this.#p(e,!1):r||this.go(e.parent)}#c({node:e}){for(let n of e.parent?.children??[e])this.#i().fold(n,!0);this.refresh(this.#r),this.go(e)}#h(e,{key:n,timeStamp:r},o){let i=(r-o.at<zt?o.text:"")+n.toLowerCase();this.#s={text:i,at:r};let s=[...i].every(u=>u===i[0]),a=s?i[0]??"":i,l=s?e+1:e,c=[...this.#n.slice(l),...this.#n.slice(0,l)];this.go(c.find(({node:u})=>u.label.toLowerCase().startsWith(a))?.node??null)}};function De(t){let e=It(t),n=new Map,r=(s,a,l)=>{let c={label:l,module:s,alike:[],parent:a,children:[]};return n.set(s.number,c),o(c,s),c},o=(s,a)=>{let l=Dt(a),c=l?Ut(a.children,e):a.children.map(p=>[p]),u=p=>l&&a.name?`${a.name}.${p.name}`:p.name;for(let p of c){let[h,f]=[p[0],p.at(-1)];if(h===void 0||f===void 0)continue;if(p.length===1){s.children.push(r(h,s,u(h)));continue}let m=c.length===1,g=m?s:{label:"",module:null,alike:[],parent:s,children:[]};g.label=`${u(h)} … ${u(f)}`,g.alike=p,m||s.children.push(g);for(let b of p)g.children.push(r(b,g,u(b)))}},i=r(t,null,t.name||t.kind);return{root:i,of:s=>n.get(s.number)??i}}function Dt(t){return t.children.length>1&&t.children.every(e=>/^\d+$/.test(e.name))}function Ut(t,e){let n=[];for(let r of t){let o=n.at(-1),i=o?.[0];i!==void 0&&e.get(i.number)===e.get(r.number)?o?.push(r):n.push([r])}return n}function It(t){let e=new Map,n=new Map,r=o=>{let i=o.children.map(l=>`${l.name}:${r(l)}`),s=JSON.stringify([o.kind,o.fact,o.dtype,o.device,i]),a=n.get(s)??n.size;return n.set(s,a),e.set(o.number,a),a};return r(t),e}var jt=16,K=class{modules;#t;#i=new Set;#n=new Map;#r=oe("");#e=new Set;#a=0;constructor(e){let n=e[0];if(n===void 0)throw new Error("there is no module to show");this.modules=e,this.#t=De(n),this.#s()}get query(){return this.#r}get found(){return this.#a}get root(){return this.#t.root}of(e){let n=this.modules.find(r=>r.path===e);return n===void 0?null:this.#t.of(n)}search(e){if(this.#r=oe(e),this.#n.clear(),this.#e=new Set,this.#a=0,!this.#r.empty)for(let n of this.modules){if(!U(n,this.#r))continue;this.#a++;let r=this.#t.of(n);for(let o=r;o!==null&&!this.#e.has(o);o=o.parent)this.#e.add(o)}}isOpen(e){return e.children.length===0?!1:this.#r.empty?this.#i.has(e):this.#n.get(e)??e.children.some(n=>this.#e.has(n))}fold(e,n){e.children.length!==0&&(this.#r.empty?n?this.#i.add(e):this.#i.delete(e):this.#n.set(e,n))}reveal(e){for(let n=e.parent;n!==null;n=n.parent)this.isOpen(n)||this.fold(n,!0)}foldAll(){this.#i.clear(),this.#s()}list(){let e=[],n=(r,o,i,s)=>{let a=this.isOpen(r);if(e.push({node:r,level:o,open:a,place:i,count:s}),!a)return;let l=this.#o(r);for(let[c,u]of l.entries())n(u,o+1,c+1,l.length)};return(this.#r.empty||this.#e.size>0)&&n(this.#t.root,1,1,1),e}#o(e){if(this.#r.empty)return e.children;let n=e.children.filter(r=>this.#e.has(r));return n.length>0?n:e.children}#s(){let e=1;for(let n=[this.#t.root];n.length>0;){let r=n.shift(),o=r.children.length;o===0||r.alike.length>0||e+o>jt||(this.#i.add(r),e+=o,n.push(...r.children))}}};function Ue(t,e){let n=d("span",{class:"size"}),r=d("span",{class:"found",role:"status"}),o=d("input",{type:"search",placeholder:"name, class or part","aria-label":"Search the modules",autocomplete:"off",spellcheck:"false"}),i=d("button",{type:"button",title:"Fold as at first"},"Fold"),s=d("button",{type:"button",title:"Run the prompt once more and measure anew"},"Run again"),a=d("button",{type:"button",title:"Run the prompt and show what each module gave: output, norm, time"},"Measure"),l=()=>{o.value="",t.search("")};o.addEventListener("input",()=>t.search(o.value),{signal:e}),o.addEventListener("keydown",h=>{if(v(h,"ArrowDown","Enter"))t.down();else if(v(h,"Escape")&&o.value!=="")l();else return;h.preventDefault(),h.stopPropagation()},{signal:e}),i.addEventListener("click",t.fold,{signal:e}),s.addEventListener("click",t.run,{signal:e});let c=()=>t.measure(a.getAttribute("aria-pressed")!=="true");a.addEventListener("click",c,{signal:e});let u=d("span",{class:"search"},o,r),p=d("header",{class:"toolbar"},d("h2",{},"Modules"),n,u);return p.append(d("span",{class:"buttons"},i,a,s)),{element:p,draw(h,f,m){let g=L(h.root);n.textContent=`${M(h.modules.length)} with ${N(g)} parameters`,n.title=`${P(h.modules.length,"module")}, ${M(g)} parameters`,r.textContent=h.query.empty?"":h.found>0?`${M(h.found)} found`:"nothing found",s.hidden=!f||!m,a.setAttribute("aria-pressed",String(m))}}}var j=class{element;#t;#i;#n;#r;#e;#a;#o;#s;#l;constructor(e,n){this.#t=e,this.#i=n,this.#o=new K(Y(e.get("_tree"))),this.#s=Z(e.get("_screen")),this.#l=e.get("_path"),this.#n=new _(e,n),this.#r=Ue({search:o=>this.#b(o),down:()=>this.#e.tree.focus(),fold:()=>this.#y(),run:()=>{this.#n.ask("run")},measure:o=>this.#x(o)},n),this.#e=new I(()=>this.#o,{look:()=>this.#h(),select:o=>{this.#u(o)},copy:o=>{this.#a.copy(o)},travel:o=>{this.#n.ask(o)}},n),this.#a=Be({read:o=>{this.#m(o)},announce:o=>this.#n.announce(o)},n);let r=[this.#r.element,this.#n.messages,this.#e.element,this.#a.element,this.#n.status];this.element=d("section",{class:"modules","aria-label":"Modules of the model"},...r),this.#g(),this.#f()}#g(){let e=(n,r)=>x(this.#t,`change:${n}`,()=>this.#w(r),this.#i);e("_tree",()=>{this.#o=new K(Y(this.#t.get("_tree"))),this.#f()}),e("_screen",()=>{this.#s=Z(this.#t.get("_screen")),this.#d()}),e("_path",()=>{this.#l=this.#t.get("_path"),this.#c(!0)}),e("_selected",()=>this.#c(!1)),e("_value",()=>this.#h()),e("measured",()=>this.#d()),e("busy",()=>this.#v())}#b(e){let n=this.#e.active;this.#o.search(e),this.#o.query.empty&&n!==null&&this.#o.reveal(n),this.#d();let r=({module:o})=>o!==null&&U(o,this.#o.query);this.#e.go(this.#o.query.empty?n:this.#e.first(r))}#y(){this.#o.foldAll(),this.#d(),this.#e.go(this.#e.active)}async#u(e){this.#l=e.module?.path??null,this.#p(e),this.#c(!1),await this.#n.ask("select",{path:this.#l}),this.#l=this.#t.get("_path"),this.#c(!1)}#p(e){let n=Gt(e.module),r=this.#t.get("_selected");n===null||n===r.layer||(this.#t.set("_selected",{...r,layer:n}),this.#t.save_changes())}async#m(e){let n=e.module?.path??"";await this.#n.ask("read",{path:n})&&this.#n.announce(`${n||"The model"} is selected in all views; a heatmap of this workspace shows its output.`)}#x(e){this.#t.set("measured",e),this.#t.save_changes()}#w(e){try{e()}catch(n){this.#n.fail(n)}}#f(){this.#d(),this.#c(!0),this.#v(),requestAnimationFrame(()=>this.#c(!0))}#d(){this.#e.refresh(this.#s);let e=this.#t.get("measured")!==!1;this.#r.draw(this.#o,this.#s.length>0,e),this.#h()}#c(e){let n=this.#l===null?null:this.#o.of(this.#l);this.#e.mark(n,this.#t.get("_selected").layer),!(!e||n===null||!this.#o.query.empty||n===this.#e.active)&&(this.#o.reveal(n),this.#d(),this.#e.go(n))}#h(){this.#a.draw(this.#e.active,this.#s,this.#t.get("_value"),this.#s.length>0)}#v(){y(this.element,"data-busy",this.#t.get("busy")),y(this.#e.tree,"aria-busy",String(this.#t.get("busy")))}};function Gt(t){if(t===null||!t.facts.runs)return null;for(let e=t;e!==null;e=e.parent)if(e.block!==null)return e.block;return null}var Nr=Se([Ne,$e],(t,e)=>new j(t,e));export{Nr as default};

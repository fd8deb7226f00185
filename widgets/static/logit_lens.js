var ye=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function a(t,e={},...n){let o=document.createElement(t);for(let[r,i]of Object.entries(e))f(o,r,i);return o.append(...n),o}function f(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let o=n===!0?"":String(n);t.getAttribute(e)!==o&&t.setAttribute(e,o)}function we(t,e,n){try{e()}catch(o){t.append(z(B(o),n))}}function B(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function z({message:t,details:e},n){let o=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=a("div",{},a("p",{},t));e&&r.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},r,o);return o.addEventListener("click",()=>i.remove(),{signal:n}),i}var Nt=["a","c","v","x","y","z"],Ht=["text","search","number"];function ve(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Ht.includes(t.type)}function ke(t){return t.ctrlKey||t.metaKey?Nt.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function Me(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function Ee(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function j({row:t,column:e},{rows:n,columns:o},r){let i=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||i&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return T({row:t,column:e-1},{rows:n,columns:o});case"ArrowRight":return T({row:t,column:e+1},{rows:n,columns:o});case"ArrowUp":return T({row:t-1,column:e},{rows:n,columns:o});case"ArrowDown":return T({row:t+1,column:e},{rows:n,columns:o});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:o-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function T({row:t,column:e},{rows:n,columns:o}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(o-1,e))}}function N(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function ee(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Rt=["Enter"," ","Delete","Backspace"],Le=[{row:0,column:0},{rows:1,columns:1}];function Te(t,e){let n=o=>{let r=o.composedPath();r.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Pt(o,r[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function Pt(t,e){return ve(e)?ke(t):Me(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&Ee(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Bt(t)?!0:j(...Le,t)!==null||N(t,...Rt)||ee(t)!==null}function Bt(t){let{ctrlKey:e,metaKey:n,altKey:o,key:r}=t;return t.shiftKey&&j(...Le,{key:r,ctrlKey:e,metaKey:n,altKey:o,shiftKey:!1})!==null}function Ce(t){let e=[...t.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=e.map(s=>s.getBoundingClientRect()),o=e.map(s=>s.getAttribute("style"));for(let s of e)$e(s);let r=e.map(s=>s.getBoundingClientRect());e.forEach((s,l)=>{let c=o[l]??null;c===null?s.removeAttribute("style"):s.setAttribute("style",c)});let i=new Map(e.map((s,l)=>[s,Se(r[l],n[l])]));return new Map([...i].map(([s,l])=>[s,Se(qt(s,i),l)]))}function Ae(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&zt(t,e);let o=n.get(t);o!==void 0&&$e(e);let r=t.parentElement,[i,s]=[(o?.x??0)-(r?.scrollLeft??0),(o?.y??0)-(r?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function $e(t){t.style.position="relative",t.style.inset="auto"}function zt(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),o=(...s)=>s.reduce((l,c)=>l+(Number.parseFloat(n.getPropertyValue(c))||0),0),[r,i]=[t.offsetWidth-t.clientWidth-o("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-o("border-top-width","border-bottom-width")];r>=1&&(e.style.paddingRight=`${o("padding-right")+r}px`),i>=1&&(e.style.paddingBottom=`${o("padding-bottom")+i}px`)}function Se(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function qt(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var Ne="http://www.w3.org/1999/xhtml",te=12,Ot=2,Kt=16e3,_t=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Re(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:o}=Ft(t),r=document.createElementNS(Ne,"style");r.textContent=jt(e);let i=document.createElementNS(Ne,"div");for(let{name:l,value:c}of t.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",Dt(t,r.textContent,n,o)),i.append(r,...It(e));let s={width:n+2*te,height:o+2*te};return{...s,svg:Vt(i,s.width,s.height)}}async function Pe({svg:t,width:e,height:n}){let o=new Image;o.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await o.decode();let r=Math.min(Ot,Kt/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*r),i.height=Math.round(n*r);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(o,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?d():l(u),"image/png")})}function Ft(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function jt(t){let e=[...t.querySelectorAll("style")].map(r=>r.textContent),n=[...t.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(i=>i.cssText).join(`
`)),o=[...e,...n].join(`
`);return _t+o.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Dt(t,e,n,o){let r=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,r.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${Gt(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${o}px`,`padding: ${te}px`,"overflow: hidden"].join("; ")}function Gt(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function It(t){let e=[...t.children].filter(o=>o.tagName!=="STYLE"&&!He(o)),n=Ce(t);return e.map(o=>{let r=o.cloneNode(!0),i=[r,...r.querySelectorAll("*")];[o,...o.querySelectorAll("*")].forEach((s,l)=>{let c=i[l];c!==void 0&&(Wt(s,c),Ae(s,c,n))});for(let s of i)He(s)&&s.remove();return r})}function He(t){return t.hasAttribute("data-unexported")}function Wt(t,e){t instanceof HTMLCanvasElement?Ut(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function Ut(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Vt(t,e,n){let o=new XMLSerializer().serializeToString(t),r=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${r}"><foreignObject x="0" y="0" width="${e}" height="${n}">${o}</foreignObject></svg>`;return Jt(i)}function Jt(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var q=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Be=8e3;function D(t,e,n){let o=new Map,r=Math.random().toString(36).slice(2),i=0;return M(t,"msg:custom",c=>{let d=o.get(c?.id);d!==void 0&&(o.delete(c.id),clearTimeout(d.timer),c.kind==="error"?d.fail(new q(c.message,c.details)):d.done())},n),M(t,"change:_progress",()=>{for(let c of o.values())clearTimeout(c.timer),c.timer=setTimeout(e,Be)},n),n.addEventListener("abort",()=>{for(let{timer:c}of o.values())clearTimeout(c);o.clear()}),(c,d={})=>new Promise((u,p)=>{let h=`${r}-${++i}`;o.set(h,{done:u,fail:p,timer:setTimeout(e,Be)}),t.send({kind:c,id:h,...d})})}var ze=new WeakMap;function M(t,e,n,o){t.on(e,n);let r=ze.get(o),i=()=>t.off(e,n);if(r){r.push(i);return}let s=[i];ze.set(o,s),o.addEventListener("abort",()=>{for(let l of s)l()})}var Qt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function qe(t,e,n,o){let r=d=>async()=>{try{await d()}catch(u){n(z(B(u),o))}},s=Xt(t,()=>n(a("p",{class:"notice",role:"status"},Qt)),o),l=d=>`${Zt(e)}.${d}`,c=()=>Re(e);return Yt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>ne(await Pe(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>ne(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(s)}],o)}function Xt(t,e,n){let o=D(t,e,n),r=new Set;return M(t,"msg:custom",(s,l)=>{let[c]=l??[];if(s?.kind!=="page"||c===void 0||!r.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);ne(new Blob([d],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);r.add(s),await o("page",{ticket:s})}}function ne(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Zt(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Yt(t,e){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let o=t.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),r=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...o),i=a("div",{class:"save-menu","data-unexported":!0},n,r),s=c=>{r.hidden=!1,n.setAttribute("aria-expanded","true"),o[c]?.focus()},l=c=>{r.hidden||(r.hidden=!0,n.setAttribute("aria-expanded","false"),c&&n.focus())};return n.addEventListener("click",()=>r.hidden?s(0):l(!0),{signal:e}),o.forEach((c,d)=>{let u=()=>{l(!0),t[d]?.act()};c.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",c=>en(c,o,r.hidden,s,l),{signal:e}),i.addEventListener("focusout",c=>tn(c,i,l),{signal:e}),i}function en(t,e,n,o,r){let i=e.length-1,s=e.indexOf(t.target),l=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[t.key];l!==void 0&&N(t,t.key)?(t.preventDefault(),t.stopPropagation(),o(l)):t.key==="Escape"&&!n&&(t.stopPropagation(),r(!0))}function tn(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var nn=4;function Oe(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),o=a("span",{class:"quiet"}),r=a("button",{type:"button"},"Cancel"),i=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,o,r),s=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),l=a("div",{},i,s);r.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let c=on(r,e),d=-1,u=(h,m)=>{let b=Math.floor(h*nn);b!==d&&(s.textContent=`Running: ${m||`${Math.round(h*100)} %`}`),d=b},p=()=>{let{done:h=0,total:m=0,text:b=""}=t.get("_progress")??{};m===0?(c(),d>=0&&(s.textContent="No longer running"),d=-1):u(h/m,b),i.hidden=m===0,n.value=m>0?h/m:0,o.textContent=b};return M(t,"change:_progress",p,e),p(),l}function on(t,e){let n=null,o=({relatedTarget:r})=>{n=r instanceof HTMLElement?r:null};return t.addEventListener("focus",o,{signal:e}),()=>{let r=t.getRootNode();if(r.activeElement!==t)return;let i=n?.isConnected&&n.getRootNode()===r,s=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?n:s)?.focus()}}function rn(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function Ke(t,e){let n=()=>{t.style.colorScheme=rn(document.body)??""};n();let o=new MutationObserver(n);o.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>o.disconnect())}function _e(t,e){function n({model:o,el:r,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},ye,...t),Oe(o,s.signal)),r.append(l),Ke(l,s.signal),Te(l,s.signal),we(c,()=>c.append(e(o,s.signal,l).element),s.signal);let d=c.lastElementChild;return c.append(qe(o,l,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:n}}var Fe=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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

@container (max-width: 1100px) {
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
`;var je=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var De=`/* Pinned tokens: eight colours that can be told apart, each with a marker of its own; lines, and exact numbers. */

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
`;var Ge=`/* Beside the grid: bars for the next token, and one cell in full. */

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
@container (min-width: 1101px) {
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
`;async function Ie(t){try{return await navigator.clipboard.writeText(t),!0}catch{return dn(t)}}function dn(t){let e=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let o=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),o}var un=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],pn=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Je(){return Array.from({length:256},(t,e)=>{let n=e/255,o=I(n,"light"),r=I(n,"dark");return{background:`light-dark(${G(o)}, ${G(r)})`,ink:`light-dark(${G(We(o,n,"light"))}, ${G(We(r,n,"dark"))})`}})}function Qe(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function I(t,e){let n=e==="light"?un:pn,o=t*(n.length-1),r=Math.min(Math.floor(o),n.length-2),i=Ve(ie(n[r]??"#000000")),s=Ve(ie(n[r+1]??"#000000"));return hn(Xe(i,s,o-r))}function We(t,e,n){let o=[0,0,0],r=[1,1,1],i=oe(t,o)>=oe(t,r)?o:r,s=ie(n==="light"?"#5b6675":"#97a5b5"),l=Xe(s,i,Math.min(1,e/.22));return oe(t,l)>=4.5?l:i}function oe(t,e){let[n,o]=[Ue(t),Ue(e)].sort((r,i)=>r-i);return(o+.05)/(n+.05)}function Ue([t,e,n]){return .2126*H(t)+.7152*H(e)+.0722*H(n)}function H(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function re(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Xe(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function Ve([t,e,n]){let[o,r,i]=[H(t),H(e),H(n)],s=Math.cbrt(.4122214708*o+.5363325363*r+.0514459929*i),l=Math.cbrt(.2119034982*o+.6806995451*r+.1073969566*i),c=Math.cbrt(.0883024619*o+.2817188376*r+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*c,1.9779984951*s-2.428592205*l+.4505937099*c,.0259040371*s+.7827717662*l-.808675766*c]}function hn([t,e,n]){let o=(t+.3963377774*e+.2158037573*n)**3,r=(t-.1055613458*e-.0638541728*n)**3,i=(t-.0894841775*e-1.291485548*n)**3;return[re(4.0767416621*o-3.3077115913*r+.2309699292*i),re(-1.2684380046*o+2.6097574011*r-.3413193965*i),re(-.0041960863*o-.7034186147*r+1.707614701*i)]}function ie(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function G(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var Ze=256,mn={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function et(t,e,n,o){let r=()=>e.clientWidth>0&&!o.aborted,i=()=>r()?n():requestAnimationFrame(()=>r()&&n()),s=new MutationObserver(i);if(s.observe(t,{attributes:!0,attributeFilter:["style"]}),o.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let l=0,c=new ResizeObserver(()=>{e.clientWidth!==l&&(l=e.clientWidth,r()&&n())});c.observe(e),o.addEventListener("abort",()=>c.disconnect())}function se(t){let e=Array.from({length:Ze},(n,o)=>o/(Ze-1));return{sequential:e.map(n=>fn(I(n,t))),diverging:e.map(n=>bn(mn[t],n)),hole:t==="light"?[120,0,230]:[150,60,255]}}function ae([t,e,n]){let o=[t,e,n].map(i=>(i/255)**2.2);return .2126*(o[0]??0)+.7152*(o[1]??0)+.0722*(o[2]??0)>.18?"#000000":"#ffffff"}function le([t,e,n],o=1){return`rgb(${t} ${e} ${n} / ${o})`}function fn(t){return t.map(e=>Math.round(e*255))}function bn(t,e){let n=e*(t.length-1),o=Math.min(Math.floor(n),t.length-2),[r,i]=[Ye(t[o]??"#000000"),Ye(t[o+1]??"#000000")];return r.map((s,l)=>Math.round(s+((i[l]??0)-s)*(n-o)))}function Ye(t){let e=Number.parseInt(t.slice(1),16);return[e>>16,e>>8&255,e&255]}var gn="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",W=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#i;#n;#t=null;constructor(e,n){this.#e=e,this.#n=n,this.#i=D(e,()=>this.#c(),n);for(let o of["_error","_screen"])M(e,`change:${o}`,()=>this.#l(),n);M(e,"change:_progress",()=>this.#o(),n),this.#l()}async ask(e,n={},{quiet:o=!1}={}){try{return await this.#i(e,n),o?this.#o():this.#l(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:n,details:o}=B(e);this.#a({message:n,details:e instanceof q?e.details:o})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#l(){let{message:e,details:n}=this.#e.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#c(){this.notice(gn),this.#t=this.messages.firstElementChild}#o(){this.#t?.remove(),this.#t=null}#a(e){this.messages.replaceChildren(z(e,this.#n))}};function w(t){if(!Number.isFinite(t))return nt(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return tt(n)}return tt(Number(t.toPrecision(9)))}function tt(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function k(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):nt(t)}function nt(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function A(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var xn=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function ce(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),yn).join("")}}function x(t){let{spaces:e,text:n}=ce(t);return"·".repeat(e)+n}function g(t){return JSON.stringify(t)}function yn(t){let e=xn.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}function it(){let t=a("p",{class:"key"}),e=a("tbody",{}),n=a("h3",{},"Next token"),o=a("table",{class:"bars"},e),r=a("div",{class:"window",tabindex:0,role:"region","aria-label":"Bars"},o),i=a("section",{class:"next","aria-label":"Next token"},n,t,r),s=new Map;return{element:i,draw(l){f(i,"data-patched",l.patched),t.replaceChildren(...l.patched?[ot("clean",l.names.clean),ot("now",l.names.now)]:[]);let c=l.next(),d=new Set(c.map(({token:u})=>u.id));for(let[u,p]of s)d.has(u)||wn(s,u,p);for(let[u,p]of c.entries()){let h=s.get(p.token.id)??vn(p);s.set(p.token.id,h),e.children[u]!==h&&e.insertBefore(h,e.children[u]??null),kn(h,p)}}}}function wn(t,e,n){t.delete(e),n.remove()}function ot(t,e){return a("span",{class:`mark ${t}`},e)}function vn({token:t}){let e=a("th",{scope:"row",title:`${g(t.text)}, id ${t.id}`});e.append(a("code",{},x(t.text)));let n=a("td",{class:"pair","aria-hidden":"true"});return n.append(a("i",{class:"clean"}),a("i",{class:"now"})),a("tr",{},e,n,a("td",{class:"values"}))}function kn(t,{probability:e,clean:n}){let[o,r]=t.querySelectorAll("i");r!==void 0&&(r.style.width=rt(e)),o!==void 0&&(o.style.width=rt(n??0));let i=a("span",{title:w(e),class:"now"},k(e)),s=t.querySelector(".values");n===null?s?.replaceChildren(i):s?.replaceChildren(a("span",{title:w(n),class:"clean"},k(n))," ",i)}function rt(t){return`${(Number.isNaN(t)?0:t)*100}%`}function v(t){let e=st(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function C(t){let e=st(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function st(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}function at(t,e){let n=a("h3",{}),o=a("p",{class:"note"}),r=a("tbody",{}),i=a("tr",{}),s=a("table",{class:"guesses"},a("thead",{},i),r),l=a("button",{type:"button",class:"fetch"},"50 likeliest"),c=a("div",{class:"guessed"},s),d=a("section",{class:"details","aria-label":"Cell under the pointer"},n,o,c,l);return l.addEventListener("click",()=>t.more(),{signal:e}),r.addEventListener("click",u=>{let p=u.target instanceof Element?u.target.closest("button"):null;p!==null&&t.pin(Number(p.dataset.token))},{signal:e}),{element:d,draw(u,p,h,m){let b=d.getRootNode(),y=r.contains(b.activeElement??null)?[...r.querySelectorAll("button")].indexOf(b.activeElement):-1;n.replaceChildren(...En(u,p)),o.replaceChildren(...Ln(u,p,h));let{clean:E}=u.names,L=u.patched?["token","probability",E,"id"]:["token","probability","id"];i.replaceChildren(...L.map(F=>a("th",{scope:"col"},F))),r.replaceChildren(...(m===null?u.guesses(p):Mn(m)).map(Tn)),l.hidden=m!==null,c.tabIndex=m===null?-1:0,y>=0&&r.querySelectorAll("button")[y]?.focus()}}}function Mn({strings:t,ids:e,probabilities:n,clean:o}){let[r,i,s]=[C(e),v(n),o&&v(o)];return t.map((l,c)=>({token:{place:c,id:r[c]??-1,text:l},probability:i[c]??Number.NaN,clean:s===null?null:s[c]??Number.NaN}))}function En(t,{row:e,column:n}){let o=t.screen.tokens[n]??"";return[`${t.layerName(e)} `,a("span",{class:"at"},`position ${n}`),a("code",{title:g(o)},x(o))]}function Ln(t,e,n){let o=t.edit(e),r=[];if((t.difference||!n.name.startsWith("probability of the likeliest"))&&r.push(a("span",{class:"measured"},`${n.name}: ${n.inWords(n.of(e))}`)),o!==void 0&&r.push(a("b",{class:"edited"},`patched: ${o.kind}`)),!t.patched)return r;if(!t.changed(e))return[...r,a("span",{},`as in the ${t.names.clean} run`)];let{token:i,probability:s}=t.cleanTop(e),l=a("span",{class:"was"},`${t.names.clean} `,a("code",{},x(i.text)),` ${k(s)}`),c=a("span",{title:"total variation distance between the two distributions, 0 to 1"});return c.append(`moved ${k(t.distance(e))}`),[...r,l,c]}function Tn({token:t,probability:e,clean:n}){let o=Number.isNaN(e)?0:e,r=a("button",{type:"button","data-token":t.id,title:`Pin ${g(t.text)}`});r.append(a("code",{},x(t.text)));let i=a("th",{scope:"row",style:`--share:${o}`},r),s=[a("td",{class:"exact"},w(e))];return n!==null&&s.push(a("td",{class:"exact clean"},w(n))),a("tr",{title:g(t.text)},i,...s,a("td",{class:"id"},String(t.id)))}var Sn=240,U=16,Cn=48,O=class{element;items=new Map;#e;constructor(e,n){this.element=a("div",{role:"row",class:"row"},e),this.#e=n}show(e){let n=new Set(e);for(let[i,s]of this.items)n.has(i)||this.#n(i,s);let o=[],r=this.element.children[1]??null;for(let i of e){let s=this.items.get(i);s===void 0?(o.push(i),this.element.insertBefore(this.#i(i),r)):r=s.nextElementSibling}return o}#i(e){let n=this.#e(e);return n.style.gridColumn=String(e+2),f(n,"aria-colindex",e+2),this.items.set(e,n),n}#n(e,n){n.remove(),this.items.delete(e)}};function lt(t,e,n){if(t<=Sn)return Array.from({length:t},(p,h)=>h);let{left:o,width:r,step:i}=e,s=i>0&&r>0,l=p=>Math.floor(p/U)*U,c=s?Math.max(0,l(o/i)-U):0,d=s?Math.min(t,l((o+r)/i)+2*U):Cn,u=new Set(Array.from({length:Math.max(0,d-c)},(p,h)=>c+h));for(let p of n)p>=0&&p<t&&u.add(p);return[...u].sort((p,h)=>p-h)}function dt(t){let{tokens:e,other_tokens:n}=t.screen,r=[ct(n===null?"layer":"prompt",i=>An(e[i]??"",i))];return n!==null&&r.unshift(ct("other",i=>$n(n[i],e[i]??"",i))),r}function ut(t){let{rows:e,columns:n}=t.size,o=Math.max(...t.screen.tokens.map(r=>x(r).length));for(let r=0;r<e*n&&o<9;r++){let i={row:Math.floor(r/n),column:r%n};o=Math.max(o,x(t.top(i).token.text).length)}return Math.max(5,Math.min(9,o))}function ct(t,e){return new O(a("div",{role:"columnheader",class:"label corner","aria-colindex":1},t),e)}function An(t,e){let n=`position ${e}: ${g(t)}`,o=a("span",{class:"token"},x(t));return a("div",{role:"columnheader",class:"heading",title:n},a("span",{class:"number","aria-hidden":"true"},String(e)),o)}function $n(t,e,n){if(t===void 0){let i=`the other prompt has no position ${n}`;return a("div",{role:"columnheader",class:"heading other none",title:i,"aria-label":i},"–")}let o=`other prompt, position ${n}: ${g(t)}`;return a("div",{role:"columnheader",class:t===e?"heading other same":"heading other differs",title:o},a("span",{class:"token"},x(t)))}function pt(t,e){let n=e===t.size.rows-1,o={role:"rowheader",class:"label","aria-label":t.layerName(e),"aria-colindex":1},r=a("div",o);return r.append(t.screen.layers[e]??""),n&&r.append(a("span",{class:"out",title:"the model's own output"},"out")),new O(r,()=>a("div",{role:"gridcell",class:"cell",tabindex:-1}))}function de(t,e,n,o){let{token:r,probability:i}=e.top(n),{spaces:s,text:l}=ce(r.text),c=o.of(n),d=Number.isNaN(i)||!Number.isFinite(c),u=d?"NaN":l;t.textContent!==u&&(t.textContent=u);let p=o.shade(d?0:c),h=e.distance(n),m=Number.isNaN(h)?1:h,b=!e.difference&&e.changed(n),y=`grid-column:${n.column+2};--shade:${p.background};--on:${p.ink};--moved:${b?m:0}`;t.getAttribute("style")!==y&&t.setAttribute("style",y),f(t,"data-lead",s>0&&!d?"·".repeat(s):null),f(t,"data-unknown",d),f(t,"data-edit",e.edit(n)?.kind),f(t,"data-changed",b?Nn(e,n):null),f(t,"aria-label",e.describe(n))}function Nn(t,e){return t.top(e).token.place===t.cleanTop(e).token.place?"moved":"top"}var V=class{element;#e;#i=a("div",{class:"head",role:"rowgroup"});#n=a("div",{class:"rows",role:"rowgroup"});#t;#l=new WeakMap;#c=[];#o=[];#a=[];#s="";#d={row:0,column:0};#u=null;#f=null;#g="";constructor(e,n,o){this.#e=n,this.#t=a("div",{class:"grid",role:"grid","aria-label":e}),this.#t.append(this.#i,this.#n),this.element=a("div",{class:"scroll"},this.#t),this.#E(o),this.#t.addEventListener("pointerover",r=>this.#y(this.cellOf(r.target)),{signal:o}),this.#t.addEventListener("pointerleave",()=>this.#y(null),{signal:o}),this.#t.addEventListener("focusin",r=>this.#L(r),{signal:o}),this.#t.addEventListener("click",r=>this.#T(r),{signal:o}),this.#t.addEventListener("keydown",r=>this.#x(r),{signal:o})}draw(e,n){let o=this.#b(e)||this.#f===null,[r,i]=o?[null,null]:[this.#u,this.#f];this.#u=e,this.#f=n;for(let[s,l]of o?[]:this.shown())r!==null&&e.drawsLike(r,s)&&i!==null&&Hn(i,n,s)||de(l,e,s,n);o&&this.#p(),this.#r(this.#d)}select(e){this.#r(e);let n=this.cell(this.#d);n!==void 0&&Rn(this.element,n,this.#i)}focus(e){this.cell(e)===void 0&&this.#p([e.column]),this.cell(e)?.focus({preventScroll:!0})}cell({row:e,column:n}){return this.#o[e]?.items.get(n)}*shown(){for(let[e,n]of this.#o.entries())for(let[o,r]of n.items)yield[{row:e,column:o},r]}keep(e){String(e)!==String(this.#a)&&(this.#a=e,this.#p())}cellOf(e){let n=e instanceof Element?e.closest(".cell"):null;return(n&&this.#l.get(n))??null}pending(e,n){this.cell(e)?.classList.toggle("pending",n)}#r(e){ht(this.cell(this.#d),!1),this.#d=this.#u===null?e:T(e,this.#u.size),this.cell(this.#d)===void 0&&this.#p(),ht(this.cell(this.#d),!0)}#b(e){let{layers:n,tokens:o,other_tokens:r}=e.screen,i=JSON.stringify([n,o,r]);return i===this.#g?!1:(this.#g=i,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(ut(e))),f(this.#t,"aria-colcount",e.size.columns+1),this.#s="",this.#c=dt(e),this.#o=n.map((s,l)=>pt(e,l)),this.#i.replaceChildren(...this.#c.map(({element:s})=>s)),this.#n.replaceChildren(...this.#o.map(({element:s})=>s)),!0)}#p(e=[]){let[n,o]=[this.#u,this.#f];if(n===null||o===null)return;let r=[this.#d.column,...this.#a,...e],i=lt(n.size.columns,this.#M(n),r);if(String(i)!==this.#s){this.#s=String(i);for(let s of this.#c)s.show(i);for(let[s,l]of this.#o.entries())for(let c of l.show(i))this.#k({row:s,column:c},n,o)}}#k(e,n,o){let r=this.cell(e);r!==void 0&&(this.#l.set(r,e),de(r,n,e,o),this.#e.shown?.(e,r))}#M(e){let[n,o]=[this.#o[0]?.element,this.#o[0]?.element.firstElementChild],r=((n?.clientWidth??0)-(o?.clientWidth??0))/e.size.columns;return{left:this.element.scrollLeft,width:this.element.clientWidth,step:r}}#E(e){if(this.element.addEventListener("scroll",()=>this.#p(),{signal:e,passive:!0}),typeof ResizeObserver>"u")return;let n=new ResizeObserver(()=>this.#p());n.observe(this.element),e.addEventListener("abort",()=>n.disconnect())}#y(e){for(let n of this.#t.querySelectorAll(".pointed"))n.classList.remove("pointed");if(e!==null){this.#n.children[e.row]?.firstElementChild?.classList.add("pointed");for(let n of this.#c)n.items.get(e.column)?.classList.add("pointed")}this.#e.hover(e)}#L(e){let n=this.cellOf(e.target);n!==null&&this.#e.select(n)}#T(e){let n=this.cellOf(e.target);n!==null&&(this.focus(n),this.#e.activate(n))}#x(e){let n=this.cellOf(e.target);if(n===null||this.#u===null)return;let o=ee(e),r=j(n,this.#u.size,e);if(o!==null)this.#e.travel(o);else if(r!==null)this.focus(r);else if(N(e,"Enter"," "))this.#e.activate(n);else if(N(e,"Delete","Backspace"))this.#e.remove(n);else return;e.preventDefault(),e.stopPropagation()}};function Hn(t,e,n){let[o,r]=[t.of(n),e.of(n)];return Object.is(o,r)&&t.shade(o)===e.shade(r)}function ht(t,e){t!==void 0&&(f(t,"tabindex",e?0:-1),f(t,"aria-selected",e?"true":null))}function Rn(t,e,n){let[o,r]=[e.getBoundingClientRect(),t.getBoundingClientRect()],i=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[s,l]=[r.left+i+4,r.top+n.getBoundingClientRect().height+4],[c,d]=[r.left+t.clientWidth-4,r.top+t.clientHeight-4];o.left<s?t.scrollLeft-=s-o.left:o.right>c&&(t.scrollLeft+=o.right-c),o.top<l?t.scrollTop-=l-o.top:o.bottom>d&&(t.scrollTop+=o.bottom-d)}function mt(...t){let e=a("i",{"aria-hidden":"true"}),[n,o,r]=[a("span",{}),a("span",{}),a("span",{})],i=a("span",{class:"item scale"},n,o,e,r);return{element:a("p",{class:"legend"},i,ue("edit","patched"),ue("top","different first guess","The likeliest token is not the clean run's"),ue("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"),...t),draw(l){n.textContent=l.name,o.textContent=l.low,r.textContent=l.high,f(e,"style",`background:${l.gradient}`)}}}function ue(t,e,n=""){return a("span",{class:`item ${t}`,title:n||null},a("i",{"aria-hidden":"true"}),e)}var Pn={edited:{now:"patched",clean:"clean"},clean:{now:"clean",clean:"clean"},other:{now:"other",clean:"other"},"edited - clean":{now:"now",clean:"clean"},"edited - other":{now:"now",clean:"other"},"clean - other":{now:"clean",clean:"other"}},Bn=1e-5,K=class{constructor(e){this.screen=e;let{clean:n,facts:o}=e;this.first=o?.first??-1,this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=C(e.ids),this.#i=v(e.probabilities),this.#n=C(e.vocabulary),this.#l=n&&C(n.ids),this.#t=n&&{tops:v(n.tops),probabilities:v(n.probabilities),distances:v(n.distances)},this.#c=new Map(e.edits.map(r=>[this.#s(this.cellOf(r)),r])),this.#a={now:ft(o?.now),clean:ft(o?.clean)},this.pins=o?Array.from(C(o.pins),r=>this.token(r)):[],this.#o=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#i;#n;#t;#l;#c;#o;#a;pins;first;get patched(){return this.#t!==null}get difference(){return(this.screen.facts?.show??"edited").includes(" - ")}get names(){return Pn[this.screen.facts?.show??"edited"]}cellOf({layer:e,position:n}){return{row:e-this.first,column:n}}cells(){let{rows:e,columns:n}=this.size;return Array.from({length:e*n},(o,r)=>({row:Math.floor(r/n),column:r%n}))}entropy(e){let n=o=>o?.entropy[this.#s(e)]??Number.NaN;return{now:n(this.#a.now),clean:n(this.#a.clean??this.#a.now)}}pinned(e,n){let o=Math.min(e,this.pins.length-1)*this.size.rows*this.size.columns+this.#s(n),r=i=>({probability:i?.probabilities[o]??Number.NaN,rank:i?.ranks[o]??Number.NaN});return{now:r(this.#a.now),clean:r(this.#a.clean??this.#a.now)}}top(e){let n=this.#s(e)*this.#o;return{token:this.token(this.#e[n]??0),probability:this.#i[n]??Number.NaN}}cleanTop(e){let n=this.#s(e);return this.#t===null||this.#l===null?this.top(e):{token:this.token(this.#l[n]??0),probability:this.#t.tops[n]??Number.NaN}}guesses(e){let n=this.#s(e)*this.#o;return Array.from({length:this.#o},(o,r)=>({token:this.token(this.#e[n+r]??0),probability:this.#i[n+r]??Number.NaN,clean:this.#t?.probabilities[n+r]??null}))}next(){let{ids:e,probabilities:n,clean:o}=this.screen.next,[r,i]=[v(n),v(o)];return Array.from(C(e),(s,l)=>({token:this.token(s),probability:r[l]??Number.NaN,clean:this.patched?i[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#s(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=Bn)}edit(e){return this.#c.get(this.#s(e))}layerName(e){let n=this.screen.layers[e]??"";return n==="embed"?"embed":`layer ${n}`}drawsLike(e,n){let[o,r]=[this.#s(n),e.#s(n)];return this.#n[this.#e[o*this.#o]??0]===e.#n[e.#e[r*e.#o]??0]&&this.#i[o*this.#o]===e.#i[r*e.#o]&&this.distance(n)===e.distance(n)&&this.difference===e.difference&&this.edit(n)?.kind===e.edit(n)?.kind}describe(e){let{token:n,probability:o}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${g(this.screen.tokens[e.column]??"")}`}: ${g(n.text)} ${k(o)}${this.#d(e)}${this.#u(e)}`}summary(){let{rows:e,columns:n}=this.size,o={row:e-1,column:n-1},{token:r,probability:i}=this.top(o),s=`Next token ${g(r.text)} ${k(i)}`;if(!this.patched)return`${s}.`;let l=this.cleanTop(o),c=`was ${g(l.token.text)} ${k(l.probability)}`;return`${s}, ${c}. ${this.changes()} of ${A(e*n,"cell")} changed.`}changes(){let{rows:e,columns:n}=this.size,o=0;for(let r=0;r<e;r++)for(let i=0;i<n;i++)this.changed({row:r,column:i})&&o++;return o}token(e){return{place:e,id:this.#n[e]??-1,text:this.screen.strings[e]??""}}#s({row:e,column:n}){return e*this.size.columns+n}#d(e){if(!this.changed(e))return"";let{token:n,probability:o}=this.cleanTop(e);return`, was ${g(n.text)} ${k(o)}`}#u(e){let n=this.edit(e);return n===void 0?"":`, patched: ${pe(n.kind)}`}};function ft(t){if(!t)return null;let{entropy:e,probabilities:n,ranks:o}=t;return{entropy:v(e),probabilities:v(n),ranks:v(o)}}function pe(t){return t==="zero"?"set to zero":"copied from the other prompt"}function R(t,e,n,o){let r=a("select",{"aria-label":t}),i=e.map(([s,l])=>a("option",{value:s},l));return r.append(...i),r.addEventListener("change",()=>n(r.value),{signal:o}),{element:a("label",{class:"select"},a("span",{},t),r),draw(s,l=()=>null){for(let[c,d]of i.entries()){let[u,p]=e[c],h=l(u);d.disabled=h!==null&&u!==s,d.textContent=h===null?p:`${p} (${h})`}r.value=s}}}var he=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],Cr=Object.fromEntries(he);var zn=[["resid_post","residual stream"],["resid_mid","stream between attention and MLP"],["attn_out","attention's output"],["mlp_out","MLP's output"],["head_out","one head"]],qn=[["top probability","likeliest token"],["entropy","entropy"],["token","pinned token"],["rank","rank of pinned token"]];function bt(t,e){let n=R("Rows",zn,t.component,e),o=On(t.head,e),r=R("Show",he,t.show,e),i=R("Colour",qn,t.colour,e);return{element:a("div",{class:"looks"},n.element,o.element,r.element,i.element),draw(s,l,c,d,u){n.draw(l,p=>p==="head_out"&&!s.screen.facts?.heads?"no heads":null),o.draw(l==="head_out"?s.screen.facts?.heads??0:0,c),r.draw(d,p=>s.screen.facts?.missing?.[p]??null),i.draw(u)}}}function On(t,e){let n=a("select",{"aria-label":"Head"}),o=a("label",{class:"select"},a("span",{},"Head"),n);return n.addEventListener("change",()=>t(Number(n.value)),{signal:e}),{element:o,draw(r,i){o.hidden=r===0,n.options.length!==r&&n.replaceChildren(...Array.from({length:r},(s,l)=>a("option",{value:l},String(l)))),n.value=String(i)}}}var $=Je(),[Kn,_n]=[se("light").diverging,se("dark").diverging],gt=Kn.map((t,e)=>{let n=_n[e]??t,o=(r,i)=>`light-dark(${r}, ${i})`;return{background:o(le(t),le(n)),ink:o(ae(t),ae(n))}}),xt=$[0];function yt(t,e,n){let o=t.pins[n]??t.pins[0];return e==="entropy"?t.difference?Vn(t):Gn(t):e==="token"&&o!==void 0?t.difference?Wn(t,n):Dn(t,n):e==="rank"&&o!==void 0?t.difference?Un(t,n):In(t,n):t.difference?jn(t):Fn(t)}function Fn(t){return me("probability of the likeliest",e=>t.top(e).probability,"0","1")}function jn(t){return me("total variation distance",e=>t.distance(e),"0","1")}function Dn(t,e){let n=`probability of ${J(t,e)}`;return me(n,o=>t.pinned(e,o).now.probability,"0","1")}function Gn(t){let e=Math.max(...t.cells().map(o=>be(t.entropy(o).now)),1e-6);return{name:"entropy in nats",of:o=>t.entropy(o).now,shade:o=>_($,o/e),inWords:o=>`${w(o)} nats`,low:"0",high:e.toPrecision(3),gradient:Q($)}}function In(t,e){let n=Math.max(...t.cells().map(r=>be(t.pinned(e,r).now.rank)),9),o=r=>_($,1-Math.log1p(r)/Math.log1p(n));return{name:`rank of ${J(t,e)}`,of:r=>t.pinned(e,r).now.rank,shade:o,inWords:r=>r===0?"the likeliest":`${A(r,"token")} likelier`,low:`${n}`,high:"0, the likeliest",gradient:Q($)}}function Wn(t,e){return fe(t,`change of the probability of ${J(t,e)}`,n=>{let{now:o,clean:r}=t.pinned(e,n);return Math.fround(o.probability-r.probability)})}function Un(t,e){return fe(t,`ranks gained by ${J(t,e)}`,n=>{let{now:o,clean:r}=t.pinned(e,n);return r.rank-o.rank})}function Vn(t){return fe(t,"change of the entropy in nats",e=>{let{now:n,clean:o}=t.entropy(e);return Math.fround(n-o)})}function me(t,e,n,o){return{name:t,of:e,shade:i=>_($,i),inWords:w,low:n,high:o,gradient:Q($)}}function fe(t,e,n){let o=Math.max(...t.cells().map(r=>be(Math.abs(n(r)))),1e-6);return{name:e,of:n,shade:r=>_(gt,.5+r/(2*o)),inWords:Jn,low:`−${o.toPrecision(3)}`,high:`+${o.toPrecision(3)}`,gradient:Q(gt)}}function Jn(t){return t>0?`+${w(t)}`:w(t).replace("-","−")}function J(t,e){return g((t.pins[e]??t.pins[0])?.text??"")}function _(t,e){return Number.isNaN(e)?xt:t[Qe(e)]??xt}function be(t){return Number.isFinite(t)?t:0}function Q(t){return`linear-gradient(90deg, ${[0,.125,.25,.375,.5,.625,.75,.875,1].map(n=>_(t,n).background).join(", ")})`}function wt(t,e){let n=a("ul",{class:"patches","aria-label":"Patches",tabindex:-1}),o=null;return n.addEventListener("click",r=>{let i=r.target instanceof Element?r.target.closest("button"):null,s=o?.screen.edits[Number(i?.dataset.index??Number.NaN)];o===null||s===void 0||(i?.dataset.act==="remove"?t.remove(o.cellOf(s)):t.go(o.cellOf(s)))},{signal:e}),{element:n,draw(r){o=r;let{edits:i}=r.screen,s=n.getRootNode(),l=n.contains(s.activeElement??null);i.length===0?n.replaceChildren(a("li",{class:"empty"},"No patches: click a cell.")):n.replaceChildren(...i.map((c,d)=>Qn(r,c,d))),l&&(n.querySelector("button")??n).focus()}}}function Qn(t,e,n){let{row:o,column:r}=t.cellOf(e),i=x(t.screen.tokens[r]??""),s=`${t.layerName(o)}, position ${r} ${i}`,l=a("button",{type:"button","data-index":n,"data-act":"go",title:"Go to this cell"});l.append(a("span",{class:"badge","data-edit":e.kind,"aria-hidden":"true"}),`${t.layerName(o)} · ${r} `,a("code",{},i),a("span",{class:"kind"},e.kind==="zero"?"zero":"copy"));let c=a("button",{type:"button",class:"remove","data-index":n,"data-act":"remove","aria-label":`Remove the patch at ${s} (${pe(e.kind)})`});return c.append("✕"),a("li",{},l,c)}function S(t,e={},...n){let o=document.createElementNS("http://www.w3.org/2000/svg",t);for(let[r,i]of Object.entries(e))i!==null&&o.setAttribute(r,String(i));return o.append(...n),o}var X=190,P=46,ge=10,vt=24,xe=1e-6,kt=["●","■","▲","◆","○","□","△","◇"];function Mt(t,e){let n=S("svg",{role:"img",height:X}),o=a("tbody",{}),r=a("tr",{}),i=a("table",{class:"pins"},a("thead",{},r),o),s=a("div",{class:"chart"},a("div",{class:"picture"},n),i),l=()=>{},c=1,d=0,u=p=>{let h=n.getBoundingClientRect(),m=(p.clientX-h.left-P)/Math.max(1,h.width-P-12);return Math.max(0,Math.min(c-1,Math.round(m*(c-1))))};return n.addEventListener("pointermove",p=>l(u(p)),{signal:e}),n.addEventListener("pointerleave",()=>l(d),{signal:e}),n.addEventListener("click",p=>t.row(u(p)),{signal:e}),o.addEventListener("click",p=>{let h=p.target instanceof Element?p.target.closest("button"):null;if(h===null)return;let m=Number(h.dataset.pin);h.dataset.act==="unpin"?t.unpin(m):t.colour(m)},{signal:e}),{element:s,draw(p,h,m,b,y){if(s.hidden=p.pins.length===0,s.hidden)return;c=p.size.rows,d=m;let E=n.parentElement?.clientWidth||560;f(n,"width",E),f(n,"aria-label",`${b} of the pinned tokens by layer at position ${h}`),l=L=>{n.replaceChildren(...Xn(p,h,L,b,E)),r.replaceChildren(...to(p,L)),no(o,p,{row:L,column:h},y)},l(m)}}}function Xn(t,e,n,o,r){let i=t.pins.map((h,m)=>Array.from({length:t.size.rows},(b,y)=>t.pinned(m,{row:y,column:e}))),s=Yn(o,i.flat()),l=(r-P-12)/Math.max(1,t.size.rows-1),c=h=>P+h*l,d=h=>ge+(1-h)*(X-ge-vt),u=[];for(let[h,m]of s.ticks){let b=d(s.at(h));u.push(S("line",{class:"rule",x1:P,x2:r-12,y1:b,y2:b})),u.push(S("text",{class:"tick",x:P-7,y:b+4,"text-anchor":"end"},m))}let p=Math.ceil(26/l);for(let[h,m]of t.screen.layers.entries())h%p===0&&u.push(S("text",{class:"tick",x:c(h),y:X-6,"text-anchor":"middle"},m));u.push(S("line",{class:"cursor",x1:c(n),x2:c(n),y1:ge,y2:X-vt}));for(let[h,m]of i.entries()){let b=E=>Zn(m,L=>s.at(s.of(L[E])),c,d),y=`stroke:var(--pin-${h%8})`;t.patched&&u.push(S("path",{class:"ghost",d:b("clean"),style:y})),u.push(S("path",{class:"line",d:b("now"),style:y}));for(let[E,L]of m.entries()){let F=s.at(s.of(L.now));if(!Number.isFinite(F))continue;let At={class:E===n?"point here":"point",x:c(E),y:d(F)+3.5};u.push(S("text",{...At,style:`fill:var(--pin-${h%8})`},kt[h%8]??"●"))}}return u}function Zn(t,e,n,o){let r="M";return t.map((s,l)=>{let c=e(s);if(!Number.isFinite(c))return r="M","";let d=`${r}${n(l).toFixed(1)} ${o(c).toFixed(1)}`;return r="L",d}).join("")}function Yn(t,e){if(t==="rank")return eo(e);if(t==="log probability"){let r=s=>1-Math.log10(Math.max(s,xe))/Math.log10(xe),i=[1,.01,1e-4].map(s=>[s,String(s)]);return{of:({probability:s})=>s,at:r,ticks:[...i,[xe,"≤ 10⁻⁶"]]}}let n=Math.max(...e.flatMap(({now:r,clean:i})=>[r.probability,i.probability]).map(Et)),o=[.01,.02,.05,.1,.2,.5,1].find(r=>n<=r)??1;return{of:({probability:r})=>r,at:r=>r/o,ticks:[0,o/2,o].map(r=>[r,String(r)])}}function eo(t){let e=Math.max(9,...t.flatMap(({now:o,clean:r})=>[o.rank,r.rank]).map(Et)),n=[0,9,99,999,9999,99999].filter(o=>o<=e);return{of:({rank:o})=>o,at:o=>1-Math.log1p(o)/Math.log1p(e),ticks:n.map(o=>[o,String(o)])}}function Et(t){return Number.isFinite(t)?t:0}function to(t,e){let{now:n,clean:o}=t.names;return(t.patched?[t.layerName(e),n,o,"rank",`rank, ${o}`,""]:[t.layerName(e),"probability","rank",""]).map(i=>i===""?a("td",{}):a("th",{scope:"col"},i))}function no(t,e,n,o){let r=t.getRootNode(),i=t.contains(r.activeElement??null),s=e.pins.map((d,u)=>oo(e,d,u,n,o===u)),c=[...t.querySelectorAll("button")].indexOf(r.activeElement);t.replaceChildren(...s),i&&t.querySelectorAll("button")[Math.min(c,2*s.length-1)]?.focus()}function oo(t,e,n,o,r){let{now:i,clean:s}=t.pinned(n,o),l=a("i",{"aria-hidden":"true",style:`color:var(--pin-${n%8})`},kt[n%8]??"●"),c=a("button",{type:"button","data-pin":n,"aria-pressed":String(r),title:`${g(e.text)}, id ${e.id}: colour the cells by it`});c.append(l,a("code",{},x(e.text)));let d=a("button",{type:"button",class:"remove","data-pin":n,"data-act":"unpin","aria-label":`Unpin ${g(e.text)}`});d.append("✕");let u=(h,m="exact")=>a("td",{class:m},w(h)),p=t.patched?[u(i.probability),u(s.probability,"exact clean"),u(i.rank),u(s.rank,"exact clean")]:[u(i.probability),u(i.rank)];return a("tr",{},a("th",{scope:"row"},c),...p,a("td",{},d))}var ro=[["probability","probability"],["log probability","probability, log"],["rank","rank"]];function Lt(t,e){let n=a("span",{class:"at"}),o=a("input",{type:"text",spellcheck:"false",autocomplete:"off","aria-label":"Pin a token",placeholder:"pin a token, as “ Paris”, then Enter"});o.addEventListener("keydown",async d=>{d.key!=="Enter"||d.isComposing||d.shiftKey||o.value===""||(d.preventDefault(),await t.pin(o.value)&&(o.value=""))},{signal:e});let r=R("Axis",ro,t.chart,e),i=Mt(t,e),s=a("p",{class:"quiet"},"Pin a token, here or in the list of a cell, to follow it from layer to layer."),l=a("header",{},a("h3",{},"Pinned tokens ",n),o,r.element);return{element:a("section",{class:"trajectories","aria-label":"Pinned tokens"},l,s,i.element),draw(d,u,p,h,m){s.hidden=d.pins.length>0,r.element.hidden=d.pins.length===0,n.textContent=d.pins.length>0?`position ${u} ${x(d.screen.tokens[u]??"")}`:"",r.draw(h),i.draw(d,u,p,h,m)}}}function Tt(t,e,n,o){let r=a("button",{type:"button",title:e||null},t);return r.addEventListener("click",()=>io(r)&&n(),{signal:o}),r}function Z(t,e,n=""){f(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,f(t,"title",(e?"":n)||t.dataset.title||null)}function io(t){return t.getAttribute("aria-disabled")!=="true"}function St(t,e,n,o){let r=a("fieldset",{class:"choice"},a("legend",{},t)),i=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([l,c,d])=>{let u=a("input",{type:"radio",name:i,value:l});u.addEventListener("change",()=>n(l),{signal:o});let p=a("label",{title:d||null},u,a("span",{},c));return r.append(p),{value:l,title:d,radio:u,label:p}});return{element:r,draw(l,c=()=>null){for(let{value:d,title:u,radio:p,label:h}of s){let m=c(d);p.checked=d===l,p.disabled=m!==null&&d!==l,f(h,"title",m??(u||null))}}}}var so=[["copy","copy from other","A click copies the same cell from the other prompt"],["zero","zero","A click sets the cell to zero"],["inspect","just look","A click only selects the cell"]];function Ct(t,e){let n=a("span",{class:"size"}),o=St("Click to",so,t.mode,e);o.element.classList.add("modes");let r=(u,p,h)=>Tt(u,h,p,e),i=r("Undo",t.undo,"Take back the last change (Ctrl+Z in the grid)"),s=r("Redo",t.redo,"Make it again (Ctrl+Shift+Z in the grid)"),l=r("Clear",t.clear,"Remove all patches"),c=r("Copy as Python",t.copyCode,"Code that gives the same values"),d=a("header",{class:"toolbar"},a("h2",{},"Logit lens"),n,o.element);return d.append(a("span",{class:"buttons"},i,s,l,c)),{element:d,draw(u,p){let{rows:h,columns:m}=u.size;n.textContent=`${A(h+u.first,"layer")} × ${A(m,"token")}`,Z(i,u.screen.can_undo??!1),Z(s,u.screen.can_redo??!1),Z(l,u.screen.facts?.changed??u.patched);let b=u.screen.other_tokens===null?"There is no other prompt to copy from":null;o.draw(p,y=>y==="copy"?b:null)}}}var Y=class{element;#e;#i;#n;#t;#l;#c;#o=it();#a=mt();#s;#d;#u;#f=a("pre",{tabindex:0,"aria-label":"Python"});#g=a("details",{class:"code"},a("summary",{},"Python"),this.#f);#r;#b;#p=null;constructor(e,n,o){this.#e=e,this.#i=n,this.#n=new W(e,n),this.#r=new K(e.get("_screen")),this.#b=this.#P(),this.#t=this.#M(),this.#d=wt({go:r=>this.#t.focus(r),remove:r=>this.#x(r)},n),this.#l=this.#E(),this.#c=bt({component:r=>this.#h("component",r),head:r=>this.#h("head",r),show:r=>this.#h("show",r),colour:r=>this.#h("colour",r)},n),this.#s=at({pin:r=>{this.#n.ask("pin",{token:r})},more:()=>this.#K()},n),this.#u=this.#y(),this.element=this.#L(),this.#j(),this.#k(),et(o,this.element,()=>this.#v(),n)}#k(){let e=(n,o)=>{for(let r of n)M(this.#e,`change:${r}`,o,this.#i)};e(["_screen"],()=>this.#F()),e(["selected"],()=>this.#C()),e(["_selected"],()=>this.#z()),e(["mode","component","head","show"],()=>this.#H()),e(["colour","pin"],()=>this.#S()),e(["chart"],()=>this.#v()),e(["_more"],()=>this.#w()),e(["busy"],()=>this.#R())}#M(){return new V("Logit lens, layers by positions",{hover:e=>this.#q(e),select:e=>this.#$(e),activate:e=>this.#T(e),remove:e=>this.#x(e),travel:e=>{this.#n.ask(e)}},this.#i)}#E(){return Ct({mode:e=>this.#h("mode",e),undo:()=>{this.#n.ask("undo")},redo:()=>{this.#n.ask("redo")},clear:()=>{this.#n.ask("clear")},copyCode:()=>{this.#_()}},this.#i)}#y(){return Lt({pin:e=>this.#n.ask("pin",{token:e}),unpin:e=>{this.#n.ask("unpin",{number:e})},colour:e=>this.#O(e),chart:e=>this.#h("chart",e),row:e=>this.#$({row:e,column:this.#m().column})},this.#i)}#L(){let{messages:e,status:n}=this.#n,o=a("div",{class:"foot"},this.#a.element,n,this.#d.element);o.append(this.#u.element);let i=a("div",{class:"side",role:"group","aria-label":"Values"},this.#o.element,this.#s.element),s=a("div",{class:"body"},this.#t.element,o,i,this.#g);return a("section",{class:"lens","aria-label":"Logit lens"},this.#l.element,this.#c.element,e,s)}#T(e){let n=this.#e.get("mode");if(n!=="inspect"){if(this.#r.screen.facts?.show==="other"){this.#n.announce("This is the other prompt: patches are made in the prompt itself. Show “now”.");return}this.#r.edit(e)?.kind===n?this.#x(e):this.#N("patch",e,{edit:n})}}#x(e){this.#r.edit(e)!==void 0&&this.#N("remove",e)}#$(e){let n=this.#m();if(this.#t.select(e),!(n.row===e.row&&n.column===e.column)){if(this.#e.set("selected",[e.row,e.column]),this.#r.screen.facts?.show!=="other"){let o=this.#e.get("_selected");this.#e.set("_selected",{...o,layer:e.row+this.#r.first,position:e.column})}this.#e.save_changes()}}#z(){let{layer:e,position:n}=this.#e.get("_selected"),o=this.#m(),r=e===null?o.row:e-this.#r.first,i=T({row:r,column:n??o.column},this.#r.size);(i.row!==o.row||i.column!==o.column)&&this.#e.set("selected",[i.row,i.column])}#q(e){this.#p=e,this.#w()}#O(e){let n=this.#e.get("colour");this.#B()===e?this.#h("colour","top probability"):(this.#h("pin",e),n!=="token"&&n!=="rank"&&this.#h("colour","token"))}#K(){let{row:e,column:n}=this.#m();this.#n.ask("more",{row:e,column:n})}#h(e,n){this.#e.set(e,n),this.#e.save_changes()}async#_(){let e=await Ie(this.#r.screen.code);e||(this.#g.open=!0),this.#n.announce(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}async#N(e,n,o={}){this.#t.pending(n,!0),await this.#n.ask(e,{layer:n.row+this.#r.first,position:n.column,...o}),this.#t.pending(n,!1)}#F(){try{this.#r=new K(this.#e.get("_screen")),this.#S(),this.#t.select(this.#m())}catch(e){this.#n.fail(e)}}#j(){this.#S(),this.#C(),this.#R(),requestAnimationFrame(()=>this.#C())}#S(){let e=this.#r;this.#b=this.#P(),f(this.element,"data-patched",e.patched),f(this.element,"data-difference",e.difference),this.#H(),this.#t.draw(e,this.#b),this.#a.draw(this.#b),this.#o.draw(e),this.#d.draw(e),this.#w(),this.#v(),this.#f.textContent=e.screen.code,this.#n.announce(e.summary())}#H(){let e=this.#e.get.bind(this.#e);this.#l.draw(this.#r,e("mode"));let[n,o]=[e("component")??"resid_post",e("show")??"edited"];this.#c.draw(this.#r,n,e("head")??0,o,this.#A())}#C(){this.#t.select(this.#m()),this.#w(),this.#v()}#w(){let e=this.#p??this.#m(),n=this.#e.get("_more"),o=n?.strings!==void 0&&n.row===e.row&&n.column===e.column;this.#s.draw(this.#r,e,this.#b,o?n:null)}#v(){let{row:e,column:n}=this.#m();this.#u.draw(this.#r,n,e,this.#e.get("chart")??"probability",this.#B())}#R(){f(this.element,"data-busy",this.#e.get("busy")),f(this.#t.element,"aria-busy",String(this.#e.get("busy")))}#P(){return yt(this.#r,this.#A(),this.#e.get("pin")??0)}#A(){return this.#e.get("colour")??"top probability"}#B(){let{pins:e}=this.#r;return["token","rank"].includes(this.#A())&&e.length>0?Math.min(this.#e.get("pin")??0,e.length-1):null}#m(){let[e=0,n=0]=this.#e.get("selected");return T({row:e,column:n},this.#r.size)}};var Ai=_e([Fe,je,De,Ge],(t,e,n)=>new Y(t,e,n));export{Ai as default};

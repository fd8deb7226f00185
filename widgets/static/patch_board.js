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
`;function a(n,e={},...t){let r=document.createElement(n);for(let[o,i]of Object.entries(e))m(r,o,i);return r.append(...t),r}function m(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function ye(n,e,t){try{e()}catch(r){n.append(P(H(r),t))}}function H(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function P({message:n,details:e},t){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},n));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:t}),i}var vt=["a","c","v","x","y","z"],wt=["text","search","number"];function ve(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&wt.includes(n.type)}function we(n){return n.ctrlKey||n.metaKey?vt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ke(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function Me(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function F({row:n,column:e},{rows:t,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return M({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return M({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return M({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return M({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:i?0:n,column:0};case"End":return{row:i?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function M({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function A(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function te(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var kt=["Enter"," ","Delete","Backspace"],Ee=[{row:0,column:0},{rows:1,columns:1}];function Le(n,e){let t=r=>{let o=r.composedPath();o.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",Mt(r,o[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Mt(n,e){return ve(e)?we(n):ke(n)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&Me(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Et(n)?!0:F(...Ee,n)!==null||A(n,...kt)||te(n)!==null}function Et(n){let{ctrlKey:e,metaKey:t,altKey:r,key:o}=n;return n.shiftKey&&F(...Ee,{key:o,ctrlKey:e,metaKey:t,altKey:r,shiftKey:!1})!==null}function Ce(n){let e=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),t=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)Ae(s);let o=e.map(s=>s.getBoundingClientRect());e.forEach((s,l)=>{let c=r[l]??null;c===null?s.removeAttribute("style"):s.setAttribute("style",c)});let i=new Map(e.map((s,l)=>[s,Te(o[l],t[l])]));return new Map([...i].map(([s,l])=>[s,Te(Tt(s,i),l)]))}function Se(n,e,t){/auto|scroll/.test(getComputedStyle(n).overflow)&&Lt(n,e);let r=t.get(n);r!==void 0&&Ae(e);let o=n.parentElement,[i,s]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function Ae(n){n.style.position="relative",n.style.inset="auto"}function Lt(n,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${n.getBoundingClientRect().height}px`,e.style.maxHeight="none";let t=getComputedStyle(n),r=(...s)=>s.reduce((l,c)=>l+(Number.parseFloat(t.getPropertyValue(c))||0),0),[o,i]=[n.offsetWidth-n.clientWidth-r("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),i>=1&&(e.style.paddingBottom=`${r("padding-bottom")+i}px`)}function Te(n={x:0,y:0},e=n){return{x:e.x-n.x,y:e.y-n.y}}function Tt(n,e){let t=n.parentElement;for(;t!==null&&!e.has(t);)t=t.parentElement;return t===null?void 0:e.get(t)}var $e="http://www.w3.org/1999/xhtml",ne=12,Ct=2,St=16e3,At=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Re(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=$t(n),o=document.createElementNS($e,"style");o.textContent=Nt(e);let i=document.createElementNS($e,"div");for(let{name:l,value:c}of n.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",Rt(n,o.textContent,t,r)),i.append(o,...Pt(e));let s={width:t+2*ne,height:r+2*ne};return{...s,svg:Ot(i,s.width,s.height)}}async function He({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let o=Math.min(Ct,St/Math.max(e,t)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(t*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(h=>h===null?d():l(h),"image/png")})}function $t(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Nt(n){let e=[...n.querySelectorAll("style")].map(o=>o.textContent),t=[...n.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...t].join(`
`);return At+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Rt(n,e,t,r){let o=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${Ht(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,`padding: ${ne}px`,"overflow: hidden"].join("; ")}function Ht(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function Pt(n){let e=[...n.children].filter(r=>r.tagName!=="STYLE"&&!Ne(r)),t=Ce(n);return e.map(r=>{let o=r.cloneNode(!0),i=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,l)=>{let c=i[l];c!==void 0&&(Bt(s,c),Se(s,c,t))});for(let s of i)Ne(s)&&s.remove();return o})}function Ne(n){return n.hasAttribute("data-unexported")}function Bt(n,e){n instanceof HTMLCanvasElement?zt(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected)}function zt(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Ot(n,e,t){let r=new XMLSerializer().serializeToString(n),o=`all: initial; display: block; width: ${e}px; height: ${t}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return _t(i)}function _t(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var B=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Pe=8e3;function I(n,e,t){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return v(n,"msg:custom",c=>{let d=r.get(c?.id);d!==void 0&&(r.delete(c.id),clearTimeout(d.timer),c.kind==="error"?d.fail(new B(c.message,c.details)):d.done())},t),v(n,"change:_progress",()=>{for(let c of r.values())clearTimeout(c.timer),c.timer=setTimeout(e,Pe)},t),t.addEventListener("abort",()=>{for(let{timer:c}of r.values())clearTimeout(c);r.clear()}),(c,d={})=>new Promise((h,u)=>{let p=`${o}-${++i}`;r.set(p,{done:h,fail:u,timer:setTimeout(e,Pe)}),n.send({kind:c,id:p,...d})})}var Be=new WeakMap;function v(n,e,t,r){n.on(e,t);let o=Be.get(r),i=()=>n.off(e,t);if(o){o.push(i);return}let s=[i];Be.set(r,s),r.addEventListener("abort",()=>{for(let l of s)l()})}var Kt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ze(n,e,t,r){let o=d=>async()=>{try{await d()}catch(h){t(P(H(h),r))}},s=qt(n,()=>t(a("p",{class:"notice",role:"status"},Kt)),r),l=d=>`${Wt(e)}.${d}`,c=()=>Re(e);return Ft([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>re(await He(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>re(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function qt(n,e,t){let r=I(n,e,t),o=new Set;return v(n,"msg:custom",(s,l)=>{let[c]=l??[];if(s?.kind!=="page"||c===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);re(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function re(n,e){let t=URL.createObjectURL(n);a("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Wt(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Ft(n,e){let t=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=a("div",{class:"save-menu","data-unexported":!0},t,o),s=c=>{o.hidden=!1,t.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,t.setAttribute("aria-expanded","false"),c&&t.focus())};return t.addEventListener("click",()=>o.hidden?s(0):l(!0),{signal:e}),r.forEach((c,d)=>{let h=()=>{l(!0),n[d]?.act()};c.addEventListener("click",h,{signal:e})}),i.addEventListener("keydown",c=>It(c,r,o.hidden,s,l),{signal:e}),i.addEventListener("focusout",c=>Dt(c,i,l),{signal:e}),i}function It(n,e,t,r,o){let i=e.length-1,s=e.indexOf(n.target),l=t?{ArrowDown:0,ArrowUp:i}[n.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[n.key];l!==void 0&&A(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(l)):n.key==="Escape"&&!t&&(n.stopPropagation(),o(!0))}function Dt(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var Gt=4;function Oe(n,e){let t=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),i=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,r,o),s=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),l=a("div",{},i,s);o.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let c=jt(o,e),d=-1,h=(p,g)=>{let b=Math.floor(p*Gt);b!==d&&(s.textContent=`Running: ${g||`${Math.round(p*100)} %`}`),d=b},u=()=>{let{done:p=0,total:g=0,text:b=""}=n.get("_progress")??{};g===0?(c(),d>=0&&(s.textContent="No longer running"),d=-1):h(p/g,b),i.hidden=g===0,t.value=g>0?p/g:0,r.textContent=b};return v(n,"change:_progress",u,e),u(),l}function jt(n,e){let t=null,r=({relatedTarget:o})=>{t=o instanceof HTMLElement?o:null};return n.addEventListener("focus",r,{signal:e}),()=>{let o=n.getRootNode();if(o.activeElement!==n)return;let i=t?.isConnected&&t.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?t:s)?.focus()}}function Ut(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function _e(n,e){let t=()=>{n.style.colorScheme=Ut(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function Ke(n,e){function t({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},xe,...n),Oe(r,s.signal)),o.append(l),_e(l,s.signal),Le(l,s.signal),ye(c,()=>c.append(e(r,s.signal,l).element),s.signal);let d=c.lastElementChild;return c.append(ze(r,l,h=>d?.before(h),s.signal)),()=>s.abort()}return{render:t}}var qe=`/* The lens as a whole: toolbar, the places of grid, values and foot, legend, patches, code. */

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
`;var We=`/* The grid: headings that stay in sight, shaded cells, and the marks of patches and of what they changed. */

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
`;var Fe=`/* The board: two prompts, the result below them, arrows over all of it. */

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

/* Three grids have less room than one: cells shrink before a grid scrolls. */
.panel .grid {
  --cell: 44px;
  min-width: calc(54px + var(--columns) * (var(--cell) + 2px) + 3px);
}

.panel .row {
  grid-template-columns: 54px repeat(var(--columns), minmax(var(--cell), 1fr));
}

.panel .label {
  gap: 3px;
  padding-right: 5px;
}

.panel .heading {
  padding: 3px 1px 2px;
}

.panel .cell {
  padding: 0 2px;
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

@container (min-width: 720.1px) and (max-width: 960px) {
  .panel .grid {
    font-size: 11px;
  }
}

@container (max-width: 460px) {
  .panel .grid {
    font-size: 11px;
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
`;async function Ie(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Jt(n)}}function Jt(n){let e=document.activeElement,t=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}var Qt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Zt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ue(){return Array.from({length:256},(n,e)=>{let t=e/255,r=G(t,"light"),o=G(t,"dark");return{background:`light-dark(${D(r)}, ${D(o)})`,ink:`light-dark(${D(De(r,t,"light"))}, ${D(De(o,t,"dark"))})`}})}function Ve(n){return Math.round(Math.min(1,Math.max(0,n))*255)}function G(n,e){let t=e==="light"?Qt:Zt,r=n*(t.length-1),o=Math.min(Math.floor(r),t.length-2),i=je(se(t[o]??"#000000")),s=je(se(t[o+1]??"#000000"));return en(Xe(i,s,r-o))}function De(n,e,t){let r=[0,0,0],o=[1,1,1],i=oe(n,r)>=oe(n,o)?r:o,s=se(t==="light"?"#5b6675":"#97a5b5"),l=Xe(s,i,Math.min(1,e/.22));return oe(n,l)>=4.5?l:i}function oe(n,e){let[t,r]=[Ge(n),Ge(e)].sort((o,i)=>o-i);return(r+.05)/(t+.05)}function Ge([n,e,t]){return .2126*$(n)+.7152*$(e)+.0722*$(t)}function $(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function ie(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Xe(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function je([n,e,t]){let[r,o,i]=[$(n),$(e),$(t)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*c,1.9779984951*s-2.428592205*l+.4505937099*c,.0259040371*s+.7827717662*l-.808675766*c]}function en([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,o=(n-.1055613458*e-.0638541728*t)**3,i=(n-.0894841775*e-1.291485548*t)**3;return[ie(4.0767416621*r-3.3077115913*o+.2309699292*i),ie(-1.2684380046*r+2.6097574011*o-.3413193965*i),ie(-.0041960863*r-.7034186147*o+1.707614701*i)]}function se(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function D(n){return`#${n.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var Ye=256,tn={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Qe(n,e,t,r){let o=()=>e.clientWidth>0&&!r.aborted,i=()=>o()?t():requestAnimationFrame(()=>o()&&t()),s=new MutationObserver(i);if(s.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let l=0,c=new ResizeObserver(()=>{e.clientWidth!==l&&(l=e.clientWidth,o()&&t())});c.observe(e),r.addEventListener("abort",()=>c.disconnect())}function ae(n){let e=Array.from({length:Ye},(t,r)=>r/(Ye-1));return{sequential:e.map(t=>nn(G(t,n))),diverging:e.map(t=>rn(tn[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function le([n,e,t]){let r=[n,e,t].map(i=>(i/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function ce([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function nn(n){return n.map(e=>Math.round(e*255))}function rn(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[o,i]=[Je(n[r]??"#000000"),Je(n[r+1]??"#000000")];return o.map((s,l)=>Math.round(s+((i[l]??0)-s)*(t-r)))}function Je(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var on="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",j=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#n;#r;#t=null;constructor(e,t){this.#e=e,this.#r=t,this.#n=I(e,()=>this.#a(),t);for(let r of["_error","_screen"])v(e,`change:${r}`,()=>this.#s(),t);v(e,"change:_progress",()=>this.#o(),t),this.#s()}async ask(e,t={},{quiet:r=!1}={}){try{return await this.#n(e,t),r?this.#o():this.#s(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:t,details:r}=H(e);this.#l({message:t,details:e instanceof B?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#s(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#l({message:e,details:t}):this.messages.replaceChildren()}#a(){this.notice(on),this.#t=this.messages.firstElementChild}#o(){this.#t?.remove(),this.#t=null}#l(e){this.messages.replaceChildren(P(e,this.#r))}};var sn=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function de(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),an).join("")}}function w(n){let{spaces:e,text:t}=de(n);return"·".repeat(e)+t}function f(n){return JSON.stringify(n)}function an(n){let e=sn.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}var ln=240,U=16,cn=48,z=class{element;items=new Map;#e;constructor(e,t){this.element=a("div",{role:"row",class:"row"},e),this.#e=t}show(e){let t=new Set(e);for(let[i,s]of this.items)t.has(i)||this.#r(i,s);let r=[],o=this.element.children[1]??null;for(let i of e){let s=this.items.get(i);s===void 0?(r.push(i),this.element.insertBefore(this.#n(i),o)):o=s.nextElementSibling}return r}#n(e){let t=this.#e(e);return t.style.gridColumn=String(e+2),m(t,"aria-colindex",e+2),this.items.set(e,t),t}#r(e,t){t.remove(),this.items.delete(e)}};function Ze(n,e,t){if(n<=ln)return Array.from({length:n},(u,p)=>p);let{left:r,width:o,step:i}=e,s=i>0&&o>0,l=u=>Math.floor(u/U)*U,c=s?Math.max(0,l(r/i)-U):0,d=s?Math.min(n,l((r+o)/i)+2*U):cn,h=new Set(Array.from({length:Math.max(0,d-c)},(u,p)=>c+p));for(let u of t)u>=0&&u<n&&h.add(u);return[...h].sort((u,p)=>u-p)}function tt(n){let{tokens:e,other_tokens:t}=n.screen,o=[et(t===null?"layer":"prompt",i=>dn(e[i]??"",i))];return t!==null&&o.unshift(et("other",i=>un(t[i],e[i]??"",i))),o}function nt(n){let{rows:e,columns:t}=n.size,r=Math.max(...n.screen.tokens.map(o=>w(o).length));for(let o=0;o<e*t&&r<9;o++){let i={row:Math.floor(o/t),column:o%t};r=Math.max(r,w(n.top(i).token.text).length)}return Math.max(5,Math.min(9,r))}function et(n,e){return new z(a("div",{role:"columnheader",class:"label corner","aria-colindex":1},n),e)}function dn(n,e){let t=`position ${e}: ${f(n)}`,r=a("span",{class:"token"},w(n));return a("div",{role:"columnheader",class:"heading",title:t},a("span",{class:"number","aria-hidden":"true"},String(e)),r)}function un(n,e,t){if(n===void 0){let i=`the other prompt has no position ${t}`;return a("div",{role:"columnheader",class:"heading other none",title:i,"aria-label":i},"–")}let r=`other prompt, position ${t}: ${f(n)}`;return a("div",{role:"columnheader",class:n===e?"heading other same":"heading other differs",title:r},a("span",{class:"token"},w(n)))}function rt(n,e){let t=e===n.size.rows-1,r={role:"rowheader",class:"label","aria-label":n.layerName(e),"aria-colindex":1},o=a("div",r);return o.append(n.screen.layers[e]??""),t&&o.append(a("span",{class:"out",title:"the model's own output"},"out")),new z(o,()=>a("div",{role:"gridcell",class:"cell",tabindex:-1}))}function ue(n,e,t,r){let{token:o,probability:i}=e.top(t),{spaces:s,text:l}=de(o.text),c=r.of(t),d=Number.isNaN(i)||!Number.isFinite(c),h=d?"NaN":l;n.textContent!==h&&(n.textContent=h);let u=r.shade(d?0:c),p=e.distance(t),g=Number.isNaN(p)?1:p,b=!e.difference&&e.changed(t),L=`grid-column:${t.column+2};--shade:${u.background};--on:${u.ink};--moved:${b?g:0}`;n.getAttribute("style")!==L&&n.setAttribute("style",L),m(n,"data-lead",s>0&&!d?"·".repeat(s):null),m(n,"data-unknown",d),m(n,"data-edit",e.edit(t)?.kind),m(n,"data-changed",b?pn(e,t):null),m(n,"aria-label",e.describe(t))}function pn(n,e){return n.top(e).token.place===n.cleanTop(e).token.place?"moved":"top"}var V=class{element;#e;#n=a("div",{class:"head",role:"rowgroup"});#r=a("div",{class:"rows",role:"rowgroup"});#t;#s=new WeakMap;#a=[];#o=[];#l=[];#c="";#d={row:0,column:0};#u=null;#h=null;#f="";constructor(e,t,r){this.#e=t,this.#t=a("div",{class:"grid",role:"grid","aria-label":e}),this.#t.append(this.#n,this.#r),this.element=a("div",{class:"scroll"},this.#t),this.#E(r),this.#t.addEventListener("pointerover",o=>this.#v(this.cellOf(o.target)),{signal:r}),this.#t.addEventListener("pointerleave",()=>this.#v(null),{signal:r}),this.#t.addEventListener("focusin",o=>this.#L(o),{signal:r}),this.#t.addEventListener("click",o=>this.#T(o),{signal:r}),this.#t.addEventListener("keydown",o=>this.#w(o),{signal:r})}draw(e,t){let r=this.#i(e)||this.#h===null,[o,i]=r?[null,null]:[this.#u,this.#h];this.#u=e,this.#h=t;for(let[s,l]of r?[]:this.shown())o!==null&&e.drawsLike(o,s)&&i!==null&&hn(i,t,s)||ue(l,e,s,t);r&&this.#p(),this.#g(this.#d)}select(e){this.#g(e);let t=this.cell(this.#d);t!==void 0&&mn(this.element,t,this.#n)}focus(e){this.cell(e)===void 0&&this.#p([e.column]),this.cell(e)?.focus({preventScroll:!0})}cell({row:e,column:t}){return this.#o[e]?.items.get(t)}*shown(){for(let[e,t]of this.#o.entries())for(let[r,o]of t.items)yield[{row:e,column:r},o]}keep(e){String(e)!==String(this.#l)&&(this.#l=e,this.#p())}cellOf(e){let t=e instanceof Element?e.closest(".cell"):null;return(t&&this.#s.get(t))??null}pending(e,t){this.cell(e)?.classList.toggle("pending",t)}#g(e){ot(this.cell(this.#d),!1),this.#d=this.#u===null?e:M(e,this.#u.size),this.cell(this.#d)===void 0&&this.#p(),ot(this.cell(this.#d),!0)}#i(e){let{layers:t,tokens:r,other_tokens:o}=e.screen,i=JSON.stringify([t,r,o]);return i===this.#f?!1:(this.#f=i,this.#t.style.setProperty("--columns",String(e.size.columns)),this.#t.style.setProperty("--longest",String(nt(e))),m(this.#t,"aria-colcount",e.size.columns+1),this.#c="",this.#a=tt(e),this.#o=t.map((s,l)=>rt(e,l)),this.#n.replaceChildren(...this.#a.map(({element:s})=>s)),this.#r.replaceChildren(...this.#o.map(({element:s})=>s)),!0)}#p(e=[]){let[t,r]=[this.#u,this.#h];if(t===null||r===null)return;let o=[this.#d.column,...this.#l,...e],i=Ze(t.size.columns,this.#b(t),o);if(String(i)!==this.#c){this.#c=String(i);for(let s of this.#a)s.show(i);for(let[s,l]of this.#o.entries())for(let c of l.show(i))this.#y({row:s,column:c},t,r)}}#y(e,t,r){let o=this.cell(e);o!==void 0&&(this.#s.set(o,e),ue(o,t,e,r),this.#e.shown?.(e,o))}#b(e){let[t,r]=[this.#o[0]?.element,this.#o[0]?.element.firstElementChild],o=((t?.clientWidth??0)-(r?.clientWidth??0))/e.size.columns;return{left:this.element.scrollLeft,width:this.element.clientWidth,step:o}}#E(e){if(this.element.addEventListener("scroll",()=>this.#p(),{signal:e,passive:!0}),typeof ResizeObserver>"u")return;let t=new ResizeObserver(()=>this.#p());t.observe(this.element),e.addEventListener("abort",()=>t.disconnect())}#v(e){for(let t of this.#t.querySelectorAll(".pointed"))t.classList.remove("pointed");if(e!==null){this.#r.children[e.row]?.firstElementChild?.classList.add("pointed");for(let t of this.#a)t.items.get(e.column)?.classList.add("pointed")}this.#e.hover(e)}#L(e){let t=this.cellOf(e.target);t!==null&&this.#e.select(t)}#T(e){let t=this.cellOf(e.target);t!==null&&(this.focus(t),this.#e.activate(t))}#w(e){let t=this.cellOf(e.target);if(t===null||this.#u===null)return;let r=te(e),o=F(t,this.#u.size,e);if(r!==null)this.#e.travel(r);else if(o!==null)this.focus(o);else if(A(e,"Enter"," "))this.#e.activate(t);else if(A(e,"Delete","Backspace"))this.#e.remove(t);else return;e.preventDefault(),e.stopPropagation()}};function hn(n,e,t){let[r,o]=[n.of(t),e.of(t)];return Object.is(r,o)&&n.shade(r)===e.shade(o)}function ot(n,e){n!==void 0&&(m(n,"tabindex",e?0:-1),m(n,"aria-selected",e?"true":null))}function mn(n,e,t){let[r,o]=[e.getBoundingClientRect(),n.getBoundingClientRect()],i=e.parentElement?.firstElementChild?.getBoundingClientRect().width??0,[s,l]=[o.left+i+4,o.top+t.getBoundingClientRect().height+4],[c,d]=[o.left+n.clientWidth-4,o.top+n.clientHeight-4];r.left<s?n.scrollLeft-=s-r.left:r.right>c&&(n.scrollLeft+=r.right-c),r.top<l?n.scrollTop-=l-r.top:r.bottom>d&&(n.scrollTop+=r.bottom-d)}function it(...n){let e=a("i",{"aria-hidden":"true"}),[t,r,o]=[a("span",{}),a("span",{}),a("span",{})],i=a("span",{class:"item scale"},t,r,e,o);return{element:a("p",{class:"legend"},i,O("edit","patched"),O("top","different first guess","The likeliest token is not the clean run's"),O("moved","distribution moved","Length: total variation distance from the clean run, full width = 1"),...n),draw(l){t.textContent=l.name,r.textContent=l.low,o.textContent=l.high,m(e,"style",`background:${l.gradient}`)}}}function O(n,e,t=""){return a("span",{class:`item ${n}`,title:t||null},a("i",{"aria-hidden":"true"}),e)}function E(n){if(!Number.isFinite(n))return at(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return st(t)}return st(Number(n.toPrecision(9)))}function st(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function k(n){return Number.isFinite(n)?n===0||n>=.001?n.toFixed(4):n.toExponential(1):at(n)}function at(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function N(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var C=Ue(),[fn,gn]=[ae("light").diverging,ae("dark").diverging],lt=fn.map((n,e)=>{let t=gn[e]??n,r=(o,i)=>`light-dark(${o}, ${i})`;return{background:r(ce(n),ce(t)),ink:r(le(n),le(t))}}),ct=C[0];function pe(n,e,t){let r=n.pins[t]??n.pins[0];return e==="entropy"?n.difference?En(n):vn(n):e==="token"&&r!==void 0?n.difference?kn(n,t):yn(n,t):e==="rank"&&r!==void 0?n.difference?Mn(n,t):wn(n,t):n.difference?xn(n):bn(n)}function bn(n){return he("probability of the likeliest",e=>n.top(e).probability,"0","1")}function xn(n){return he("total variation distance",e=>n.distance(e),"0","1")}function yn(n,e){let t=`probability of ${X(n,e)}`;return he(t,r=>n.pinned(e,r).now.probability,"0","1")}function vn(n){let e=Math.max(...n.cells().map(r=>fe(n.entropy(r).now)),1e-6);return{name:"entropy in nats",of:r=>n.entropy(r).now,shade:r=>_(C,r/e),inWords:r=>`${E(r)} nats`,low:"0",high:e.toPrecision(3),gradient:Y(C)}}function wn(n,e){let t=Math.max(...n.cells().map(o=>fe(n.pinned(e,o).now.rank)),9),r=o=>_(C,1-Math.log1p(o)/Math.log1p(t));return{name:`rank of ${X(n,e)}`,of:o=>n.pinned(e,o).now.rank,shade:r,inWords:o=>o===0?"the likeliest":`${N(o,"token")} likelier`,low:`${t}`,high:"0, the likeliest",gradient:Y(C)}}function kn(n,e){return me(n,`change of the probability of ${X(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return Math.fround(r.probability-o.probability)})}function Mn(n,e){return me(n,`ranks gained by ${X(n,e)}`,t=>{let{now:r,clean:o}=n.pinned(e,t);return o.rank-r.rank})}function En(n){return me(n,"change of the entropy in nats",e=>{let{now:t,clean:r}=n.entropy(e);return Math.fround(t-r)})}function he(n,e,t,r){return{name:n,of:e,shade:i=>_(C,i),inWords:E,low:t,high:r,gradient:Y(C)}}function me(n,e,t){let r=Math.max(...n.cells().map(o=>fe(Math.abs(t(o)))),1e-6);return{name:e,of:t,shade:o=>_(lt,.5+o/(2*r)),inWords:Ln,low:`−${r.toPrecision(3)}`,high:`+${r.toPrecision(3)}`,gradient:Y(lt)}}function Ln(n){return n>0?`+${E(n)}`:E(n).replace("-","−")}function X(n,e){return f((n.pins[e]??n.pins[0])?.text??"")}function _(n,e){return Number.isNaN(e)?ct:n[Ve(e)]??ct}function fe(n){return Number.isFinite(n)?n:0}function Y(n){return`linear-gradient(90deg, ${[0,.125,.25,.375,.5,.625,.75,.875,1].map(t=>_(n,t).background).join(", ")})`}function y(n,e={},...t){let r=document.createElementNS("http://www.w3.org/2000/svg",n);for(let[o,i]of Object.entries(e))i!==null&&r.setAttribute(o,String(i));return r.append(...t),r}var Tn=0,J=class{element=y("svg",{class:"arrows","aria-hidden":"true"});#e;#n=`head-${++Tn}`;#r=y("path",{class:"drag"});constructor(e,t,r){this.#e=e;let o=i=>{let s=i.target instanceof Element?i.target.closest(".knob"):null;s!==null&&t(Number(s.dataset.number))};this.element.addEventListener("click",o,{signal:r})}draw(e){let t={id:this.#n,viewBox:"0 0 8 8",refX:7,refY:4,markerWidth:7,markerHeight:7},r=y("marker",{...t,orient:"auto"},y("path",{d:"M0 0L8 4L0 8z"}));this.element.replaceChildren(y("defs",{},r),...this.#t(e),this.#r)}drag(e,t){if(e===void 0||t===null){this.#r.removeAttribute("d");return}let r=this.#e.getBoundingClientRect(),o={x:t.clientX-r.left,y:t.clientY-r.top},i=ge(this.#a(e).box);this.#r.setAttribute("d",`M${i.x} ${i.y}L${o.x} ${o.y}`)}#t(e){let t=new Map;return e.map(r=>{let o=t.get(r.patch.layer)??0;return t.set(r.patch.layer,o+1),this.#s(r,o)})}#s({patch:e,from:t,to:r},o){let[i,s]=[this.#a(t),this.#a(r)],l=s.frame.left>=i.frame.right-1,[c,d]=[ge(i.box),ge(s.box)],h=i.box.bottom+1+o*3,u={x:K(i.frame.right,s.frame.left)+o*18,y:h},p={x:K(c.x,d.x),y:K(i.frame.bottom,s.frame.top)},g=l?`M${c.x} ${i.box.bottom-4}V${h}H${d.x}V${s.box.bottom-5}`:`M${c.x} ${i.box.bottom-4}C${c.x} ${p.y} ${d.x} ${p.y} ${d.x} ${s.box.top+5}`,b=y("path",{class:"arrow",d:g,"marker-end":`url(#${this.#n})`}),L=["patch",e.on?"":"off",i.hidden||s.hidden?"away":""],S=[y("path",{class:"halo",d:g}),b,Cn(e,l?u:p)];return y("g",{class:L.join(" ").trim()},...S)}#a(e){let t=this.#e.getBoundingClientRect(),r=u=>new DOMRect(u.x-t.x,u.y-t.y,u.width,u.height),o=r(e.getBoundingClientRect()),i=r(e.closest(".scroll")?.getBoundingClientRect()??o),s=Math.max(i.left,Math.min(o.left,i.right)),l=Math.max(i.left,Math.min(o.right,i.right)),c=Math.max(i.top,Math.min(o.top,i.bottom)),d=Math.max(i.top,Math.min(o.bottom,i.bottom)),h=new DOMRect(s,c,l-s,d-c);return{box:h,frame:i,hidden:h.width<4||h.height<4}}};function Cn(n,{x:e,y:t}){let r=y("path",{d:`M${e-3} ${t-3}l6 6m0 -6l-6 6`}),o=y("g",{class:"knob"},y("circle",{cx:e,cy:t,r:8}),r);return o.dataset.number=String(n.number),o.append(y("title",{},`Take away: ${n.text}`)),o}function ge(n){return{x:K(n.left,n.right),y:K(n.top,n.bottom)}}function K(n,e){return(n+e)/2}function x(n){let e=dt(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function T(n){let e=dt(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function dt(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Sn={edited:{now:"patched",clean:"clean"},clean:{now:"clean",clean:"clean"},other:{now:"other",clean:"other"},"edited - clean":{now:"now",clean:"clean"},"edited - other":{now:"now",clean:"other"},"clean - other":{now:"clean",clean:"other"}},An=1e-5,R=class{constructor(e){this.screen=e;let{clean:t,facts:r}=e;this.first=r?.first??-1,this.size={rows:e.layers.length,columns:e.tokens.length},this.#e=T(e.ids),this.#n=x(e.probabilities),this.#r=T(e.vocabulary),this.#s=t&&T(t.ids),this.#t=t&&{tops:x(t.tops),probabilities:x(t.probabilities),distances:x(t.distances)},this.#a=new Map(e.edits.map(o=>[this.#c(this.cellOf(o)),o])),this.#l={now:ut(r?.now),clean:ut(r?.clean)},this.pins=r?Array.from(T(r.pins),o=>this.token(o)):[],this.#o=this.#e.length/(this.size.rows*this.size.columns)}screen;size;#e;#n;#r;#t;#s;#a;#o;#l;pins;first;get patched(){return this.#t!==null}get difference(){return(this.screen.facts?.show??"edited").includes(" - ")}get names(){return Sn[this.screen.facts?.show??"edited"]}cellOf({layer:e,position:t}){return{row:e-this.first,column:t}}cells(){let{rows:e,columns:t}=this.size;return Array.from({length:e*t},(r,o)=>({row:Math.floor(o/t),column:o%t}))}entropy(e){let t=r=>r?.entropy[this.#c(e)]??Number.NaN;return{now:t(this.#l.now),clean:t(this.#l.clean??this.#l.now)}}pinned(e,t){let r=Math.min(e,this.pins.length-1)*this.size.rows*this.size.columns+this.#c(t),o=i=>({probability:i?.probabilities[r]??Number.NaN,rank:i?.ranks[r]??Number.NaN});return{now:o(this.#l.now),clean:o(this.#l.clean??this.#l.now)}}top(e){let t=this.#c(e)*this.#o;return{token:this.token(this.#e[t]??0),probability:this.#n[t]??Number.NaN}}cleanTop(e){let t=this.#c(e);return this.#t===null||this.#s===null?this.top(e):{token:this.token(this.#s[t]??0),probability:this.#t.tops[t]??Number.NaN}}guesses(e){let t=this.#c(e)*this.#o;return Array.from({length:this.#o},(r,o)=>({token:this.token(this.#e[t+o]??0),probability:this.#n[t+o]??Number.NaN,clean:this.#t?.probabilities[t+o]??null}))}next(){let{ids:e,probabilities:t,clean:r}=this.screen.next,[o,i]=[x(t),x(r)];return Array.from(T(e),(s,l)=>({token:this.token(s),probability:o[l]??Number.NaN,clean:this.patched?i[l]??Number.NaN:null}))}distance(e){return this.#t?.distances[this.#c(e)]??0}changed(e){return this.patched&&!(this.distance(e)<=An)}edit(e){return this.#a.get(this.#c(e))}layerName(e){let t=this.screen.layers[e]??"";return t==="embed"?"embed":`layer ${t}`}drawsLike(e,t){let[r,o]=[this.#c(t),e.#c(t)];return this.#r[this.#e[r*this.#o]??0]===e.#r[e.#e[o*e.#o]??0]&&this.#n[r*this.#o]===e.#n[o*e.#o]&&this.distance(t)===e.distance(t)&&this.difference===e.difference&&this.edit(t)?.kind===e.edit(t)?.kind}describe(e){let{token:t,probability:r}=this.top(e);return`${`${this.layerName(e.row)}, position ${e.column}, ${f(this.screen.tokens[e.column]??"")}`}: ${f(t.text)} ${k(r)}${this.#d(e)}${this.#u(e)}`}summary(){let{rows:e,columns:t}=this.size,r={row:e-1,column:t-1},{token:o,probability:i}=this.top(r),s=`Next token ${f(o.text)} ${k(i)}`;if(!this.patched)return`${s}.`;let l=this.cleanTop(r),c=`was ${f(l.token.text)} ${k(l.probability)}`;return`${s}, ${c}. ${this.changes()} of ${N(e*t,"cell")} changed.`}changes(){let{rows:e,columns:t}=this.size,r=0;for(let o=0;o<e;o++)for(let i=0;i<t;i++)this.changed({row:o,column:i})&&r++;return r}token(e){return{place:e,id:this.#r[e]??-1,text:this.screen.strings[e]??""}}#c({row:e,column:t}){return e*this.size.columns+t}#d(e){if(!this.changed(e))return"";let{token:t,probability:r}=this.cleanTop(e);return`, was ${f(t.text)} ${k(r)}`}#u(e){let t=this.edit(e);return t===void 0?"":`, patched: ${$n(t.kind)}`}};function ut(n){if(!n)return null;let{entropy:e,probabilities:t,ranks:r}=n;return{entropy:x(e),probabilities:x(t),ranks:x(r)}}function $n(n){return n==="zero"?"set to zero":"copied from the other prompt"}var Nn={resid_post:"layer",attn_out:"attention",mlp_out:"MLP",head_out:"head"},q=class{constructor(e){this.screen=e;this.source=e.source&&new R(e.source),this.target=new R(e.target),this.result=new R(e.result);let{cone:t}=e;this.#e=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength)}screen;source;target;result;#e;lens(e){return this[e]}get changed(){let{patches:e,changes:t}=this.screen;return[...e,...t].some(({on:r})=>r)}reached({row:e,column:t}){return this.#e[e*this.result.size.columns+t]===1}ends(e){let t=e.layer-this.target.first;return t<0||this.source===null||e.from>=this.source.size.columns?null:{from:{row:t,column:e.from},to:{row:t,column:e.to}}}at(e,{row:t,column:r}){let o=t+(this.lens(e)?.first??0);return this.screen.patches.filter(i=>i.layer===o&&(e==="source"?i.from:i.to)===r)}next(){let{strings:e,ids:t,clean:r,now:o,other:i}=this.screen.next,[s,l,c,d]=[T(t),x(r),x(o),i&&x(i)];return e.map((h,u)=>({text:h,id:s[u]??-1,clean:l[u]??Number.NaN,now:c[u]??Number.NaN,other:d===null?null:d[u]??Number.NaN}))}summary(){let{result:e}=this,t={row:e.size.rows-1,column:e.size.columns-1},[r,o]=[e.top(t),e.cleanTop(t)],i=`Next token ${f(r.token.text)} ${k(r.probability)}`;if(!this.changed)return`${i}.`;let s=e.cells().filter(c=>this.reached(c)).length,l=`${e.changes()} of ${N(s,"cell")} within reach changed`;return`${i}, was ${f(o.token.text)} ${k(o.probability)}. ${l}.`}inWords(e){let t=(i,s)=>w(i?.screen.tokens[s]??""),r=e.head===null?"":`.${e.head}`;return`${e.layer<0?"embeddings":`${Nn[e.component]} ${e.layer}${r}`}: ${e.from} ${t(this.source,e.from)} → ${e.to} ${t(this.target,e.to)}`}};var Q=class{constructor(e,t,r){this.stage=e;this.actions=t;let o=(i,s)=>(i==="pointerdown"?e:window).addEventListener(i,s,{signal:r});o("pointerdown",i=>this.#r(i)),o("pointermove",i=>this.#t(i)),o("pointerup",i=>this.#s(i,!0)),o("pointercancel",i=>this.#s(i,!1))}stage;actions;#e=null;#n=!1;#r(e){let t=e.button===0&&e.pointerType!=="touch"?this.actions.from(e.target):null;this.#e=t&&{cell:t,x:e.clientX,y:e.clientY,pointer:e.pointerId}}#t(e){let t=this.#e;t===null||e.pointerId!==t.pointer||!this.#n&&Math.hypot(e.clientX-t.x,e.clientY-t.y)<6||(this.#n||this.actions.start(t.cell),this.#n=!0,this.actions.line(t.cell,e))}#s(e,t){let[r,o]=[this.#e,this.#n];if(this.#e=null,this.#n=!1,r===null||!o)return;this.actions.line(r.cell,null);let i=t?this.#a(e):null;this.actions.drop(r.cell,i&&this.actions.to(i))}#a({clientX:e,clientY:t}){return this.stage.getRootNode().elementFromPoint(e,t)}};var Rn=[["clean","clean"],["now","patched"],["other","other"]];function ht(n){let e=Rn.filter(([s])=>(s!=="now"||n.changed)&&(s!=="other"||n.source!==null)),t=e.map(([s,l])=>a("th",{scope:"col"},a("i",{class:s}),l)),r=a("tr",{},a("td",{}),a("td",{}),...t),o=n.next().map(s=>Hn(s,e)),i=a("table",{class:"bars"},a("thead",{},r),a("tbody",{},...o));return[a("h3",{},"Next token"),i]}function Hn(n,e){let t=`${f(n.text)}, id ${n.id}`,r=a("th",{scope:"row",title:t},a("code",{},w(n.text))),o=l=>`width:${100*(Number.isFinite(l)?l??0:0)}%`,i=e.map(([l])=>a("i",{class:l,style:o(n[l])})),s=e.map(([l])=>{let c=n[l]??Number.NaN;return a("td",{class:"number",title:E(c)},k(c))});return a("tr",{},r,a("td",{class:"pair","aria-hidden":"true"},...i),...s)}var Pn={source:"Other prompt",target:"Prompt, clean",result:"Result"};function mt(n,e,t){let r=n.lens(e);if(r===null)return[];let o=r.screen.tokens[t.column]??"",i=a("span",{class:"at"},`${r.layerName(t.row)}, position ${t.column}`),s=a("h3",{},`${Pn[e]} `,i,a("code",{title:f(o)},w(o))),l=e==="result"&&r.patched,d=a("tr",{},...(l?["token","patched","clean"]:["token","probability"]).map(p=>a("th",{scope:"col"},p))),h=r.guesses(t).map(({token:{text:p,id:g},probability:b,clean:L})=>{let S=a("th",{scope:"row",title:`${f(p)}, id ${g}`},a("code",{},w(p))),W=l?[a("td",{class:"exact clean"},E(L??Number.NaN))]:[];return a("tr",{},S,a("td",{class:"exact"},E(b)),...W)}),u=a("table",{class:"guesses"},a("thead",{},d),a("tbody",{},...h));return[s,a("p",{class:"note"},Bn(n,e,t)),u]}function Bn(n,e,t){if(e!=="result")return n.at(e,t).map(i=>n.inWords(i)).join(" · ");if(!n.changed)return"no patches: as in the clean run";if(!n.reached(t))return"out of reach of the patches: as in the clean run";let r=n.result.distance(t);return`moved ${E(r)} (total variation distance from the clean run)`}function ft(n){let{patches:e,changes:t}=n.screen;return e.length+t.length===0?[a("li",{class:"empty"},"No patches yet: drag a cell of the other prompt onto the prompt.")]:[...e.map(r=>pt(r,n.inWords(r))),...t.map(r=>pt(r,r.text))]}function pt(n,e){let t=a("button",{type:"button",class:"remove","data-number":n.number},"✕");return t.setAttribute("aria-label",`Take away: ${e}`),a("li",{class:n.on?null:"off"},a("span",{},n.on?e:`${e} (off)`),t)}function gt(n,e,t,r){let o=a("button",{type:"button",title:e||null},n);return o.addEventListener("click",()=>zn(o)&&t(),{signal:r}),o}function Z(n,e,t=""){m(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,m(n,"title",(e?"":t)||n.dataset.title||null)}function zn(n){return n.getAttribute("aria-disabled")!=="true"}function bt(n,e,t,r){let o=a("select",{"aria-label":n}),i=e.map(([s,l])=>a("option",{value:s},l));return o.append(...i),o.addEventListener("change",()=>t(o.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},n),o),draw(s,l=()=>null){for(let[c,d]of i.entries()){let[h,u]=e[c],p=l(h);d.disabled=p!==null&&h!==s,d.textContent=p===null?u:`${u} (${p})`}o.value=s}}}var On=[["resid_post","residual stream"],["attn_out","attention's output"],["mlp_out","MLP's output"],["head_out","one head"]];function xt(n,e){let t=bt("Copy",On,n.component,e),r=a("select",{"aria-label":"Head"}),o=a("label",{class:"select"},a("span",{},"Head"),r);r.addEventListener("change",()=>n.head(Number(r.value)),{signal:e});let i=(p,g,b)=>gt(p,g,b,e),s=i("Undo","Take back the last change (Ctrl+Z in a grid)",()=>n.travel("undo")),l=i("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>n.travel("redo")),c=i("Clear","Take all changes away",()=>n.travel("clear")),d=i("Copy as Python","Code that gives the same values",n.copyCode),h=a("span",{class:"size"}),u=a("header",{class:"toolbar"},a("h2",{},"Patch board"),h,t.element,o);return u.append(a("span",{class:"buttons"},s,l,c,d)),{element:u,draw({screen:p,result:g},b,L){h.textContent=`${p.result.layers.length+g.first} layers`,t.draw(b,S=>S==="head_out"&&p.heads===0?"no heads":null),o.hidden=b!=="head_out",r.options.length!==p.heads&&r.replaceChildren(...Array.from({length:p.heads},(S,W)=>a("option",{value:W},String(W)))),r.value=String(L),Z(s,p.can_undo),Z(l,p.can_redo),Z(c,p.patches.length+p.changes.length>0)}}}var _n="There is no other prompt to take cells from. Give the workspace one: workspace.other = “…”.",be=["source","target","result"],ee=class{element=a("section",{class:"board","aria-label":"Patch board"});#e;#n;#r;#t;#s=a("div",{class:"stage"});#a;#o;#l=it(O("unreached","out of reach of the patches: as in the clean run"));#c=a("p",{class:"notice"},_n);#d=a("ul",{class:"patches","aria-label":"Patches",tabindex:-1});#u=a("section",{"aria-label":"Next token"});#h=a("section",{class:"readout","aria-label":"Cell under the pointer"});#f=a("pre",{tabindex:0,"aria-label":"Python"});#g=a("details",{class:"code"},a("summary",{},"Python"),this.#f);#i;#p="result";#y=null;constructor(e,t,r){this.#e=e,this.#n=t,this.#r=new j(e,t),this.#i=new q(e.get("_screen")),this.#t={source:this.#b("source","Other prompt, layers by positions"),target:this.#b("target","Prompt without patches, layers by positions"),result:this.#b("result","Result, layers by positions")},this.#a=new J(this.#s,o=>{this.#x("remove",{number:o})},t),this.#o=xt({component:o=>this.#m("component",o),head:o=>this.#m("_selected",{...this.#e.get("_selected"),head:o}),travel:o=>{this.#x(o)},copyCode:()=>{this.#_()}},t),this.#E(),this.#v(),this.#H(),Qe(r,this.element,()=>this.#k(),t),requestAnimationFrame(()=>this.#S())}#b(e,t){let r=new V(t,{hover:o=>this.#A(e,o),select:o=>this.#O(e,o),activate:o=>this.#L(e,o),remove:o=>this.#N(e,o),travel:o=>{this.#x(o)},shown:(o,i)=>this.#B(e,o,i,this.#e.get("picked"))},this.#n);return r.element.addEventListener("scroll",()=>this.#k(),{signal:this.#n,passive:!0}),r}#E(){let{source:e,target:t,result:r}=this.#t,o=(c,d,h,...u)=>a("div",{class:`panel ${c}`},a("h3",{},d," ",a("span",{class:"at"},h)),...u);this.#s.append(o("source","Other prompt","drag or click a cell to take it",this.#c,e.element),o("target","Prompt, clean","put it into the same layer",t.element),o("result","Result","the residual stream with all patches",r.element),a("div",{class:"side",role:"group","aria-label":"Values"},this.#u,this.#h),this.#a.element);let{messages:i,status:s}=this.#r,l=[this.#o.element,i,s];this.element.append(...l,this.#s,this.#l.element,this.#d),this.element.append(this.#g)}#v(){let e=(t,r)=>v(this.#e,`change:${t}`,r,this.#n);e("_screen",()=>this.#K()),e("_selected",()=>this.#S()),e("picked",()=>this.#P()),e("component",()=>this.#C()),e("busy",()=>m(this.element,"data-busy",this.#e.get("busy"))),this.#d.addEventListener("click",t=>{let r=t.target instanceof Element?t.target.closest("button"):null;r!==null&&this.#x("remove",{number:Number(r.dataset.number)})},{signal:this.#n}),new Q(this.#s,{from:t=>this.#t.source.cellOf(t),to:t=>this.#t.target.cellOf(t)??this.#t.result.cellOf(t),line:(t,r)=>this.#a.drag(this.#t.source.cell(t),r),start:t=>this.#w(t),drop:(t,r)=>r===null?this.#m("picked",null):this.#$(r.column)},this.#n)}#L(e,t){let r=this.#e.get("picked");e==="source"?r?.[0]===this.#M("source",t)&&r[1]===t.column?this.#m("picked",null):this.#T(t):r!==null?this.#$(t.column):this.#N(e,t)}#T(e){this.#w(e);let{source:t,target:r}=this.#i,o=f(t?.screen.tokens[e.column]??"");this.#r.announce(`${t?.layerName(e.row)}, position ${e.column} ${o} is taken. Click, or press Enter, where it goes.`),this.#t.target.focus(M(e,r.size))}#w(e){this.#m("picked",[this.#M("source",e),e.column])}#$(e){let[t,r]=this.#e.get("picked")??[0,0];this.#R({row:t-this.#i.target.first,column:e},"patch",{layer:t,source:r,target:e})}#N(e,t){e==="source"&&this.#m("picked",null);let r=e==="source"?void 0:this.#i.at(e,t).at(-1);r!==void 0&&this.#R(t,"remove",{number:r.number})}#O(e,t){if(this.#p=e,e==="source"&&(this.#y=t),this.#t[e].select(t),this.#A(e,null),e==="source")return;let[r,o]=[this.#M(e,t),t.column],i=this.#e.get("_selected");(i.layer!==r||i.position!==o)&&this.#m("_selected",{...i,layer:r,position:o})}#m(e,t){this.#e.set(e,t),this.#e.save_changes()}async#R(e,t,r){this.#t.target.pending(e,!0),await this.#x(t,r),this.#t.target.pending(e,!1)}async#x(e,t={}){await this.#r.ask(e,t)}async#_(){let e=await Ie(this.#i.screen.code);e||(this.#g.open=!0),this.#r.announce(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#K(){try{this.#i=new q(this.#e.get("_screen")),this.#H()}catch(e){this.#r.fail(e)}}#H(){let e=this.#i;for(let t of be){let r=e.lens(t);this.#t[t].element.hidden=r===null,r!==null&&this.#t[t].draw(r,pe(r,"top probability",0))}this.#c.hidden=e.source!==null,m(this.element,"data-patched",e.changed),this.#l.draw(pe(e.result,"top probability",0)),this.#u.replaceChildren(...ht(e)),this.#W(),this.#q(),this.#f.textContent=e.screen.code,this.#r.announce(e.summary()),this.#C(),this.#S(),this.#P()}#q(){let e=this.#d.getRootNode(),t=this.#d.contains(e.activeElement??null);this.#d.replaceChildren(...ft(this.#i)),t&&(this.#d.querySelector("button")??this.#d).focus()}#C(){let e=this.#e.get("_selected").head??0;this.#o.draw(this.#i,this.#e.get("component"),e)}#S(){for(let e of be)this.#i.lens(e)&&this.#t[e].select(this.#z(e));this.#C(),this.#A(this.#p,null),this.#k()}#P(){let e=this.#e.get("picked");for(let t of be)for(let[r,o]of this.#t[t].shown())this.#B(t,r,o,e);m(this.#s,"data-picked",e!==null),this.#k()}#B(e,t,r,o){let i=this.#M(e,t),s=e==="source"&&o?.[0]===i&&o[1]===t.column,l=e==="result"?[]:this.#i.at(e,t),c=e==="target"&&o!==null&&o[0]!==i,d=e==="result"&&this.#i.changed&&!this.#i.reached(t),h=e==="source"?"from":"to";m(r,"data-link",s?"picked":l.length>0?h:null),m(r,"data-dim",c||d);let u=s?"taken":l.length>0?e==="source"?"copied":"patched":null;m(r,"aria-description",u??(d?"out of reach":null))}#W(){let{patches:e}=this.#i.screen;this.#t.source.keep(e.map(({from:t})=>t)),this.#t.target.keep(e.map(({to:t})=>t))}#k(){let e=[];for(let t of this.#i.screen.patches){let r=this.#i.ends(t),o=r&&this.#t.source.cell(r.from),i=r&&this.#t.target.cell(r.to);o&&i&&e.push({patch:t,from:o,to:i})}this.#a.draw(e)}#A(e,t){let r=t===null?this.#p:e;this.#h.replaceChildren(...mt(this.#i,r,t??this.#z(r)))}#M(e,t){return t.row+(this.#i.lens(e)?.first??0)}#z(e){let t=this.#i.lens(e)??this.#i.target,r={row:t.size.rows-1,column:t.size.columns-1};if(e==="source")return M(this.#y??r,t.size);let{layer:o,position:i}=this.#e.get("_selected");return M({row:o===null?r.row:o-t.first,column:i??r.column},t.size)}};var Wo=Ke([qe,We,Fe],(n,e,t)=>new ee(n,e,t));export{Wo as default};

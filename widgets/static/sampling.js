var dt=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function a(e,t={},...n){let r=document.createElement(e);for(let[i,o]of Object.entries(t))m(r,i,o);return r.append(...n),r}function m(e,t,n){if(n===!1||n===null||n===void 0){e.hasAttribute(t)&&e.removeAttribute(t);return}let r=n===!0?"":String(n);e.getAttribute(t)!==r&&e.setAttribute(t,r)}function ut(e,t,n){try{t()}catch(r){e.append(K(z(r),n))}}function z(e){return e instanceof Error?{message:e.message,details:e.stack}:{message:String(e)}}function K({message:e,details:t},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=a("div",{},a("p",{},e));t&&i.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},t)));let o=a("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:n}),o}var te=["a","c","v","x","y","z"],ee=["text","search","number"];function pt(e){return e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement&&ee.includes(e.type)}function ct(e){return e.ctrlKey||e.metaKey?te.includes(e.key.toLowerCase()):!(e.shiftKey&&e.key==="Enter")}function ht(e){return e.key.length===1&&!(e.ctrlKey||e.metaKey||e.altKey)}function mt(e){return e.ctrlKey||e.metaKey||e.altKey?e.key.toLowerCase()==="c":e.key==="Escape"}function ft({row:e,column:t},{rows:n,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return _({row:e,column:t-1},{rows:n,columns:r});case"ArrowRight":return _({row:e,column:t+1},{rows:n,columns:r});case"ArrowUp":return _({row:e-1,column:t},{rows:n,columns:r});case"ArrowDown":return _({row:e+1,column:t},{rows:n,columns:r});case"Home":return{row:o?0:e,column:0};case"End":return{row:o?n-1:e,column:r-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:n-1,column:t};default:return null}}function _({row:e,column:t},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,e)),column:Math.max(0,Math.min(r-1,t))}}function q(e,...t){return t.includes(e.key)&&!(e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)}function Z(e){if(!(e.ctrlKey||e.metaKey)||e.altKey)return null;let t=e.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:e.shiftKey?"redo":"undo"}var ne=["Enter"," ","Delete","Backspace"],gt=[{row:0,column:0},{rows:1,columns:1}];function bt(e,t){let n=r=>{let i=r.composedPath();i.includes(e)&&e.toggleAttribute("data-lm-suppress-shortcuts",re(r,i[0]))};window.addEventListener("keydown",n,{capture:!0,signal:t})}function re(e,t){return pt(t)?ct(e):ht(e)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&mt(e)||t instanceof Element&&t.closest("[data-shifted]")!==null&&ie(e)?!0:ft(...gt,e)!==null||q(e,...ne)||Z(e)!==null}function ie(e){let{ctrlKey:t,metaKey:n,altKey:r,key:i}=e;return e.shiftKey&&ft(...gt,{key:i,ctrlKey:t,metaKey:n,altKey:r,shiftKey:!1})!==null}function yt(e){let t=[...e.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=t.map(s=>s.getBoundingClientRect()),r=t.map(s=>s.getAttribute("style"));for(let s of t)vt(s);let i=t.map(s=>s.getBoundingClientRect());t.forEach((s,d)=>{let l=r[d]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(t.map((s,d)=>[s,xt(i[d],n[d])]));return new Map([...o].map(([s,d])=>[s,xt(se(s,o),d)]))}function wt(e,t,n){/auto|scroll/.test(getComputedStyle(e).overflow)&&oe(e,t);let r=n.get(e);r!==void 0&&vt(t);let i=e.parentElement,[o,s]=[(r?.x??0)-(i?.scrollLeft??0),(r?.y??0)-(i?.scrollTop??0)];(o!==0||s!==0)&&(t.style.translate=`${o}px ${s}px`)}function vt(e){e.style.position="relative",e.style.inset="auto"}function oe(e,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${e.getBoundingClientRect().height}px`,t.style.maxHeight="none";let n=getComputedStyle(e),r=(...s)=>s.reduce((d,l)=>d+(Number.parseFloat(n.getPropertyValue(l))||0),0),[i,o]=[e.offsetWidth-e.clientWidth-r("border-left-width","border-right-width"),e.offsetHeight-e.clientHeight-r("border-top-width","border-bottom-width")];i>=1&&(t.style.paddingRight=`${r("padding-right")+i}px`),o>=1&&(t.style.paddingBottom=`${r("padding-bottom")+o}px`)}function xt(e={x:0,y:0},t=e){return{x:t.x-e.x,y:t.y-e.y}}function se(e,t){let n=e.parentElement;for(;n!==null&&!t.has(n);)n=n.parentElement;return n===null?void 0:t.get(n)}var kt="http://www.w3.org/1999/xhtml",Q=12,ae=2,le=16e3,de=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Mt(e){let t=e.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=ue(e),i=document.createElementNS(kt,"style");i.textContent=pe(t);let o=document.createElementNS(kt,"div");for(let{name:d,value:l}of e.attributes)d!=="style"&&o.setAttribute(d,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",ce(e,i.textContent,n,r)),o.append(i,...me(t));let s={width:n+2*Q,height:r+2*Q};return{...s,svg:be(o,s.width,s.height)}}async function Tt({svg:e,width:t,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();let i=Math.min(ae,le/Math.max(t,n)),o=document.createElement("canvas");o.width=Math.round(t*i),o.height=Math.round(n*i);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,o.width,o.height),new Promise((d,l)=>{let u=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(p=>p===null?u():d(p),"image/png")})}function ue(e){let t=e.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function pe(e){let t=[...e.querySelectorAll("style")].map(i=>i.textContent),n=[...e.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...t,...n].join(`
`);return de+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function ce(e,t,n,r){let i=getComputedStyle(e);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,u])=>`${l}: ${u}`),`color-scheme: ${he(e)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${Q}px`,"overflow: hidden"].join("; ")}function he(e){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(e.shadowRoot??e).append(t);let n=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),n}function me(e){let t=[...e.children].filter(r=>r.tagName!=="STYLE"&&!Et(r)),n=yt(e);return t.map(r=>{let i=r.cloneNode(!0),o=[i,...i.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,d)=>{let l=o[d];l!==void 0&&(fe(s,l),wt(s,l,n))});for(let s of o)Et(s)&&s.remove();return i})}function Et(e){return e.hasAttribute("data-unexported")}function fe(e,t){e instanceof HTMLCanvasElement?ge(e,t):e instanceof HTMLInputElement?(t.setAttribute("value",e.value),t.toggleAttribute("checked",e.checked)):e instanceof HTMLTextAreaElement?t.textContent=e.value:e instanceof HTMLOptionElement&&t.toggleAttribute("selected",e.selected)}function ge(e,t){e.width===0||e.height===0||(t.style.backgroundImage=`url("${e.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function be(e,t,n){let r=new XMLSerializer().serializeToString(e),i=`all: initial; display: block; width: ${t}px; height: ${n}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${n}" viewBox="0 0 ${t} ${n}" style="${i}"><foreignObject x="0" y="0" width="${t}" height="${n}">${r}</foreignObject></svg>`;return xe(o)}function xe(e){return e.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var L=class extends Error{details;constructor(t,n){super(t),this.name="KernelError",this.details=n}},Lt=8e3;function N(e,t,n){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return b(e,"msg:custom",l=>{let u=r.get(l?.id);u!==void 0&&(r.delete(l.id),clearTimeout(u.timer),l.kind==="error"?u.fail(new L(l.message,l.details)):u.done())},n),b(e,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(t,Lt)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,u={})=>new Promise((p,h)=>{let c=`${i}-${++o}`;r.set(c,{done:p,fail:h,timer:setTimeout(t,Lt)}),e.send({kind:l,id:c,...u})})}var St=new WeakMap;function b(e,t,n,r){e.on(t,n);let i=St.get(r),o=()=>e.off(t,n);if(i){i.push(o);return}let s=[o];St.set(r,s),r.addEventListener("abort",()=>{for(let d of s)d()})}var ye="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function At(e,t,n,r){let i=u=>async()=>{try{await u()}catch(p){n(K(z(p),r))}},s=we(e,()=>n(a("p",{class:"notice",role:"status"},ye)),r),d=u=>`${ve(t)}.${u}`,l=()=>Mt(t);return ke([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>tt(await Tt(l()),d("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>tt(new Blob([l().svg],{type:"image/svg+xml"}),d("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],r)}function we(e,t,n){let r=N(e,t,n),i=new Set;return b(e,"msg:custom",(s,d)=>{let[l]=d??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let u=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);tt(new Blob([u],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await r("page",{ticket:s})}}function tt(e,t){let n=URL.createObjectURL(e);a("a",{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function ve(e){return(e.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ke(e,t){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=e.map(({name:l,title:u})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:u},l)),i=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=a("div",{class:"save-menu","data-unexported":!0},n,i),s=l=>{i.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},d=l=>{i.hidden||(i.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>i.hidden?s(0):d(!0),{signal:t}),r.forEach((l,u)=>{let p=()=>{d(!0),e[u]?.act()};l.addEventListener("click",p,{signal:t})}),o.addEventListener("keydown",l=>Ee(l,r,i.hidden,s,d),{signal:t}),o.addEventListener("focusout",l=>Me(l,o,d),{signal:t}),o}function Ee(e,t,n,r,i){let o=t.length-1,s=t.indexOf(e.target),d=n?{ArrowDown:0,ArrowUp:o}[e.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[e.key];d!==void 0&&q(e,e.key)?(e.preventDefault(),e.stopPropagation(),r(d)):e.key==="Escape"&&!n&&(e.stopPropagation(),i(!0))}function Me(e,t,n){e.relatedTarget instanceof Node&&t.contains(e.relatedTarget)||n(!1)}var Te=4;function Ht(e,t){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),i=a("button",{type:"button"},"Cancel"),o=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,i),s=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),d=a("div",{},o,s);i.addEventListener("click",()=>e.send({kind:"cancel",id:"cancel"}),{signal:t});let l=Le(i,t),u=-1,p=(c,g)=>{let P=Math.floor(c*Te);P!==u&&(s.textContent=`Running: ${g||`${Math.round(c*100)} %`}`),u=P},h=()=>{let{done:c=0,total:g=0,text:P=""}=e.get("_progress")??{};g===0?(l(),u>=0&&(s.textContent="No longer running"),u=-1):p(c/g,P),o.hidden=g===0,n.value=g>0?c/g:0,r.textContent=P};return b(e,"change:_progress",h,t),h(),d}function Le(e,t){let n=null,r=({relatedTarget:i})=>{n=i instanceof HTMLElement?i:null};return e.addEventListener("focus",r,{signal:t}),()=>{let i=e.getRootNode();if(i.activeElement!==e)return;let o=n?.isConnected&&n.getRootNode()===i,s=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?n:s)?.focus()}}function Se(e){let t=e.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":e.classList.contains("vscode-light")?"light":e.classList.contains("vscode-dark")||e.classList.contains("vscode-high-contrast")||e.classList.contains("dark")||e.classList.contains("dark-theme")?"dark":null}function Nt(e,t){let n=()=>{e.style.colorScheme=Se(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>r.disconnect())}function $t(e,t){function n({model:r,el:i,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let d=a("div",{class:"nnexplore"}),l=d.attachShadow({mode:"open"});l.append(a("style",{},dt,...e),Ht(r,s.signal)),i.append(d),Nt(d,s.signal),bt(d,s.signal),ut(l,()=>l.append(t(r,s.signal,d).element),s.signal);let u=l.lastElementChild;return l.append(At(r,d,p=>u?.before(p),s.signal)),()=>s.abort()}return{render:n}}var Ct=`/* The card: one token's probability, worked out. */

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
`;var Rt=`/* The view as a whole: the text, the settings, the draws, the way step by step. */

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
`;var Pt=`/* The rows: what becomes of a logit, from left to right. */

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
  font-size: 13px;
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
`;var $e="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",F=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#n;#o;#a=null;constructor(t,n){this.#e=t,this.#o=n,this.#n=N(t,()=>this.#r(),n);for(let r of["_error","_screen"])b(t,`change:${r}`,()=>this.#l(),n);b(t,"change:_progress",()=>this.#i(),n),this.#l()}async ask(t,n={},{quiet:r=!1}={}){try{return await this.#n(t,n),r?this.#i():this.#l(),!0}catch(i){return this.fail(i),!1}}fail(t){let{message:n,details:r}=z(t);this.#t({message:n,details:t instanceof L?t.details:r})}notice(t){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#l(){let{message:t,details:n}=this.#e.get("_error")??{};t?this.#t({message:t,details:n}):this.messages.replaceChildren()}#r(){this.notice($e),this.#a=this.messages.firstElementChild}#i(){this.#a?.remove(),this.#a=null}#t(t){this.messages.replaceChildren(K(t,this.#o))}};function zt(e,t,n,r){let i=a("select",{"aria-label":e}),o=t.map(([s,d])=>a("option",{value:s},d));return i.append(...o),i.addEventListener("change",()=>n(i.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},e),i),draw(s,d=()=>null){for(let[l,u]of o.entries()){let[p,h]=t[l],c=d(p);u.disabled=c!==null&&p!==s,u.textContent=c===null?h:`${h} (${c})`}i.value=s}}}var et=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],_n=Object.fromEntries(et);var Kt="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.";function S(e,t,n,r){let i=a("button",{type:"button",title:t||null},e);return i.addEventListener("click",()=>Ce(i)&&n(),{signal:r}),i}function $(e,t,n=""){m(e,"aria-disabled",String(!t)),e.dataset.title??=e.title,m(e,"title",(t?"":n)||e.dataset.title||null)}function Ce(e){return e.getAttribute("aria-disabled")!=="true"}var Re=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Pe(e){if(e==="")return{spaces:0,text:"∅"};let t=e.length-e.trimStart().length,n=/^ *$/.test(e.slice(0,t))?t:0;return{spaces:n,text:Array.from(e.slice(n),ze).join("")}}function E(e){let{spaces:t,text:n}=Pe(e);return"·".repeat(t)+n}function M(e){return JSON.stringify(e)}function ze(e){let t=Re.get(e);if(t!==void 0)return t;let n=e.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":e}function B(e){return Number.isFinite(e)?e===0||e>=.001?e.toFixed(4):e.toExponential(1):Ke(e)}function Ke(e){return Number.isNaN(e)?"NaN":e>0?"∞":"−∞"}function nt(e,t,n=`${t}s`){return`${e} ${e===1?t:n}`}function T(e,t=3){return Number.isFinite(e)?e.toFixed(t).replace("-","−"):B(e)}function w(e){return Number.isFinite(e)?e===0||e===1?`${e*100} %`:e>=.9995?"> 99.9 %":e>=1e-4?`${(e*100).toFixed(e>=.1?1:2)} %`:e>=1e-6?`${(e*100).toPrecision(1)} %`:`${(e*100).toExponential(0).replace("-","−")} %`:B(e)}function k(e){if(!Number.isFinite(e))return B(e);let t=Math.abs(e);return(t!==0&&(t<.001||t>=1e5)?e.toExponential(3):e.toPrecision(4)).replace("e+","e").replaceAll("-","−")}function x(e){return String(Number(e.toPrecision(4)))}function f(e){return e.toLocaleString("en-US")}var qt=4;function Ot(){let e=a("h3",{}),t=a("ol",{}),n=a("section",{class:"card","aria-label":"How its probability comes about"},e,t);return{element:n,draw(r,i,o){if(n.hidden=o===null,o===null)return;let s=r.text(o),d=o<r.named?` id ${r.ids[o]}`:"";e.replaceChildren(a("code",{title:s===null?null:M(s)},s===null?"…":E(s)),a("span",{},`number ${f(o+1)} of ${f(i.size)}${d&&","}${d}`)),t.replaceChildren(...qe(r,i,o))}}}function qe(e,t,n){let{temperature:r}=t.settings,i=t.logits[n]??Number.NaN;if(r===0)return[Oe(t,n)];let o=C("Divide by the temperature",O(v(i,T),` ÷ ${x(r)} = `,v(t.scaled(n),T,"scaled"))),s=C("Softmax over the whole vocabulary",_e(e,t,n),Be(t,n)),d=[o,s],l=_t(t,n);return l.length>0&&d.push(C("Cut",...l),De(t,n)),d}function Oe(e,t){let n=e.has(t)?"It has the largest logit.":`Another has a larger logit: ${T(e.logits[0]??Number.NaN)}.`;return C("Temperature 0: take the likeliest",a("p",{},n),O("p = ",v(e.probability(t),w,"result")))}function _e(e,t,n){let r=Array.from({length:Math.min(qt,t.size)},(p,h)=>h),i=n<qt?r:[...r,n],o=i.reduce((p,h)=>p+t.term(h),0),s=t.size-i.length,d=a("tbody",{});for(let p of i){let h=T(t.scaled(p)-t.shift),c=a("td",{},"e",a("sup",{},h)),g=p===n?"mine":null;d.append(a("tr",{class:g},Fe(e,p),c,a("td",{},v(t.term(p),k,"term"))))}if(s>0){let p=v(t.total()-o,k,"term");d.append(a("tr",{},a("th",{scope:"row"},`${f(s)} others`),a("td",{}),a("td",{},p)))}let l=v(t.total(),k,"total");d.append(a("tr",{class:"total"},a("th",{scope:"row"},"sum"),a("td",{}),a("td",{},l)));let u=t.shift===0?null:a("caption",{},`the largest exponent, ${T(t.shift)}, is taken off`);return a("table",{},...u===null?[]:[u],d)}function Fe(e,t){let n=e.text(t);return a("th",{scope:"row"},a("code",{},n===null?"…":E(n)))}function Be(e,t){return O(v(e.term(t),k)," ÷ ",v(e.total(),k)," = ",v(e.softmax(t),w,_t(e,t).length>0?"softmax":"result"))}function _t(e,t){let{top_k:n,top_p:r,min_p:i}=e.settings,o=[],s=()=>o.some(l=>l.dataset.out!==void 0),d=(l,u)=>o.push(a("p",{"data-out":l},a("b",{},l?"✕ ":"✓ "),u));if(n>0&&n<e.size&&d(t>=e.left["top-k"],`top-k: number ${f(t+1)}, ${f(n)} stay`),r<1&&!s()){let l=t===0?0:e.running(t-1),u=t>=e.left["top-p"];d(u,`top-p: the likelier ones have ${l.toFixed(4)}, ${u?"enough":"not yet"} for ${x(r)}`)}if(i>0&&!s()){let l=t>=e.left["min-p"],u=k(e.softmax(t)/e.softmax(0));d(l,`min-p: ${u} of the largest, ${x(i)} ${l?"is needed":"is enough"}`)}return o}function De(e,t){let n=e.probability(t);return e.has(t)?C("Divide by what is left",O(v(e.softmax(t),w)," ÷ ",v(e.mass,w,"mass")," = ",v(n,w,"result"))):C("Cut away",O("p = ",v(0,w,"result")))}function C(e,...t){return a("li",{},a("h4",{},e),...t)}function O(...e){return a("p",{class:"sum"},...e)}function v(e,t,n=""){return a(n==="result"?"b":"span",{"data-value":e,"data-role":n||null},t(e))}var R=class{constructor(t,n){this.logits=t;this.temperature=n;let r=t.length,i=new Float64Array(r),o=new Float64Array(r),s=new Float64Array(r),d=t[0]??Number.NaN,l=n||1,[u,p]=[0,0];for(let h=0;h<r;h++){let c=(t[h]-d)/l,g=Math.exp(c);u+=g,g!==0&&(p+=g*c),i[h]=g,o[h]=u,s[h]=p}this.weights=i,this.#e=o,this.#n=s}logits;temperature;weights;#e;#n;weight(t){return this.weights[t]}sum(t){return t===0?0:this.#e[t-1]}entropy(t){let n=this.sum(t);return Math.log(n)-this.#n[t-1]/n}};var We=600,D=class{constructor(t,n,r=new R(t,n.temperature)){this.logits=t;this.settings=n;let i=t.length;if(this.#e=r,n.temperature===0){this.left={"top-k":i,"top-p":i,"min-p":i},this.kept=1;return}let o=this.#n(),s=this.#o(o),d=this.#a(s);this.left={"top-k":o,"top-p":s,"min-p":d},this.kept=d}logits;settings;left;kept;#e;get size(){return this.logits.length}get usable(){return this.size>0&&Number.isFinite(this.logits[0])&&!Number.isNaN(this.#t(this.size))}has(t){return t<this.kept}cut(t){return this.settings.temperature===0?null:["top-k","top-p","min-p"].find(n=>t>=this.left[n])??null}scaled(t){return this.#r(t)/this.settings.temperature}get shift(){return Math.abs(this.scaled(0))>We?this.scaled(0):0}term(t){return this.#i(t)*Math.exp(this.scaled(0)-this.shift)}total(t=this.size){return this.#t(t)*Math.exp(this.scaled(0)-this.shift)}softmax(t){return this.#i(t)/this.#t(this.size)}running(t){let n=this.#t(this.left["top-k"]);return Math.min(1,this.#t(t+1)/n)}probability(t){return this.has(t)?this.#i(t)/this.#t(this.kept):0}get mass(){return this.#t(this.kept)/this.#t(this.size)}entropy(t=!1){return this.settings.temperature===0?0:Math.max(0,this.#e.entropy(t?this.size:this.kept))}draw(t){let n=t*this.#t(this.kept),[r,i]=[0,this.kept-1];for(;r<i;){let o=r+i>>1;this.#t(o+1)>n?i=o:r=o+1}return r}#n(){let{top_k:t}=this.settings;return t>0&&t<this.size?this.#l(t-1):this.size}#o(t){let{top_p:n}=this.settings;if(n>=1)return t;let r=this.#t(t),[i,o]=[t,0];for(;i>1&&(o+=this.#i(i-1)/r,o<=1-n);)i--;return i}#a(t){let{min_p:n}=this.settings;if(n<=0)return t;let r=t;for(;r>1&&this.#i(r-1)<n;)r--;return r}#l(t){let n=t+1;for(;n<this.size&&this.#r(n)===this.#r(t);)n++;return n}#r(t){return this.logits[t]}#i(t){return this.#e.weight(t)}#t(t){return this.#e.sum(t)}};function rt(e,t){let n=Ft(e+2654435769),r=i=>Ft(n+Math.imul(i,2654435769))>>>0;return((r(2*t+1)>>>5)*2**26+(r(2*t+2)>>>6))/2**53}function Ft(e){let t=e|0;return t=Math.imul(t^t>>>16,2246822507),t=Math.imul(t^t>>>13,3266489909),t^t>>>16|0}function it(e,t={},...n){let r=document.createElementNS("http://www.w3.org/2000/svg",e);for(let[i,o]of Object.entries(t))o!==null&&r.setAttribute(i,String(o));return r.append(...n),r}var y=26,U=[{key:"rank",name:"#",title:"By likelihood, from 1"},{key:"token",name:"token",title:"A blank is a dot; the id is in the tooltip of a row"},{key:"logit",name:"logit",title:"What the model gives: any number"},{key:"scaled",name:"÷ T",title:"The logit divided by the temperature"},{key:"soft",name:"softmax",title:"exp(logit ÷ T) over the sum of it over all tokens, before any cut"},{key:"sum",name:"Σ",title:"The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves"},{key:"cut",name:"cut",title:"Whether it stays, or which cut takes it away"},{key:"chance",name:"probability",short:"p",title:"That it is drawn: those that stay, made to sum to 1"},{key:"bar",name:"",title:"Probability, and beneath it the share of the draws"},{key:"count",name:"drawn",short:"n",title:"How often it was drawn"}],W=class{element=a("div",{class:"row",role:"row"});#e=new Map;#n=a("code",{});#o=a("i",{class:"probability"});#a=a("i",{class:"share"});#l=a("span",{class:"unseen"});constructor(){for(let[t,{key:n}]of U.entries()){let r=a("span",{role:"gridcell",class:n,"aria-colindex":t+1});this.#e.set(n,r),this.element.append(r)}this.#e.get("token")?.append(this.#n),this.#e.get("bar")?.append(this.#o,this.#a,this.#l)}draw(t,n){let{list:r,chances:i,last:o}=t,s=r.text(n),d=n<r.named?r.ids[n]:void 0,l=i.settings.temperature===0;this.#i("rank",f(n+1)),ot(this.#n,s===null?"…":E(s)),this.#t("logit",i.logits[n]??Number.NaN,T),this.#t("scaled",l?null:i.scaled(n),T),this.#t("soft",l?null:i.softmax(n),w),this.#t("sum",l||n>=i.left["top-k"]?null:i.running(n),Ue),this.#i("cut",Ie(i,n)),this.#t("chance",i.probability(n),w),this.#r(t,n);let u=s===null?"a token that is not here without the kernel":`${M(s)}, id ${d}`;m(this.element,"title",u),m(this.element,"data-out",!i.has(n)),m(this.element,"data-last",o===n)}#r({chances:t,counts:n,draws:r,reach:i},o){let s=n.get(o)??0;Bt(this.#o,t.probability(o)/i),Bt(this.#a,r===0?0:s/r/i),ot(this.#l,r===0?"no draws":`${w(s/r)} of the draws`),this.#i("count",s===0?"":f(s)),m(this.#e.get("count"),"data-value",s)}#i(t,n){ot(this.#e.get(t),n)}#t(t,n,r){this.#i(t,n===null?"–":r(n)),m(this.#e.get(t),"data-value",n)}};function ot(e,t){let n=e.firstChild;n===null?e.append(t):n.nodeValue!==t&&(n.nodeValue=t)}function Bt(e,t){m(e,"style",`width:${(Math.min(1,t)*100).toFixed(2)}%`)}function Ue(e){return e>.99995&&e<1?"> 0.9999":e.toFixed(4)}function Ie(e,t){let{temperature:n,top_k:r,top_p:i,min_p:o}=e.settings;if(n===0)return e.has(t)?"✓ likeliest":"✕ not likeliest";if(r===0&&i===1&&o===0)return"";let s=e.cut(t);return s===null?"✓":`✕ ${s}`}var Dt=6,Wt=1e3,je=16,I=class{element;#e;#n;#o=a("div",{class:"body",role:"rowgroup"});#a=it("svg",{class:"lines","aria-hidden":"true",preserveAspectRatio:"none"});#l=a("div",{class:"row over","aria-hidden":"true"});#r=new Map;#i={top:0,height:0};#t=null;#s=0;constructor(t,n){this.#e=t;let r=U.map(Ve);this.#n=a("div",{class:"heading row",role:"row","aria-rowindex":1},...r);let i=a("div",{role:"rowgroup",class:"top"},this.#n);this.element=a("div",{class:"window",role:"grid",tabindex:0,"aria-label":"Tokens by likelihood","aria-colcount":U.length},i,this.#o);let o=(s,d)=>this.element.addEventListener(s,d,{signal:n});if(o("scroll",()=>this.#d()),typeof ResizeObserver<"u"){let s=new ResizeObserver(()=>this.#d());s.observe(this.element),n.addEventListener("abort",()=>s.disconnect())}this.#l.append(this.#a),this.#o.append(this.#l),o("click",s=>this.#b(this.#f(s)??this.#s)),o("pointermove",s=>t.look(this.#p(this.#f(s)))),o("pointerleave",()=>t.look(null)),o("keydown",s=>this.#y(s))}get active(){return this.#p(this.#s)}draw(t){let n=this.#t?.list===t.list&&this.#t.found===t.found;this.#t=t,n||(this.#s=0,this.element.scrollTop=0,this.#i.top=0);let r=this.#u;m(this.element,"aria-rowcount",r+1),m(this.element,"data-drawn",t.draws>0),this.#o.style.height=`${r*y}px`;let i=this.#n.querySelector("[data-column=bar]");i&&(i.dataset.reach=String(t.reach)),this.#h()}reveal(t){let n=this.#t?.found,r=n?n.indexOf(t):t;r>=0&&this.#b(r)}get#u(){return this.#t===null?0:this.#t.found?.length??this.#t.list.logits.length}#p(t){return t===null||this.#t===null||t>=this.#u?null:this.#t.found?this.#t.found[t]??null:t}#d(){this.#i={top:this.element.scrollTop,height:this.element.clientHeight},this.#h()}#h(){let t=this.#t;if(t===null)return;let[n,r]=this.#g(),i=Array.from({length:r-n},(o,s)=>n+s);this.#u>0&&(this.#s<n||this.#s>=r)&&i.push(this.#s),this.#m(i);for(let[o,s]of this.#r)s.draw(t,this.#p(o)??o),m(s.element,"aria-selected",String(o===this.#s));m(this.element,"aria-activedescendant",this.#u>0?`token-${this.#s}`:null),this.#c(t,n,r)}#m(t){let n=[...this.#r].filter(([o])=>!t.includes(o)),r=new Map;for(let o of t){let s=this.#r.get(o)??n.pop()?.[1]??new W;r.set(o,s),this.#r.get(o)!==s&&(s.element.id=`token-${o}`,s.element.style.top=`${o*y}px`,s.element.dataset.at=String(o),m(s.element,"aria-rowindex",o+2))}for(let[,o]of n)o.element.remove();this.#r=r;let i=null;for(let{element:o}of r.values()){let s=i===null?this.#o.firstElementChild:i.nextElementSibling;s!==o&&this.#o.insertBefore(o,s),i=o}}#c(t,n,r){this.#l.hidden=t.others.length===0;let i=(r-n)*y;this.#l.style.cssText=`top:${n*y}px;height:${i}px`,m(this.#a,"viewBox",`0 0 ${Wt} ${Math.max(1,i)}`);let o=t.others.map((s,d)=>{let l=[];for(let u=n;u<r;u++){let p=Math.min(1,s.probability(this.#p(u)??0)/t.reach)*Wt;l.push(`${p.toFixed(2)},${(u-n)*y+y/2}`)}return it("polyline",{points:l.join(" "),class:`line t${d}`})});this.#a.replaceChildren(...o)}#g(){let t=Math.floor(this.#i.top/y),n=Math.ceil(this.#i.height/y)||je;return[Math.max(0,t-Dt),Math.min(this.#u,t+n+Dt)]}#f(t){let n=t.target instanceof Element?t.target.closest("[data-at]"):null;return n===null?null:Number(n.dataset.at)}#b(t){if(this.#u===0)return;this.#s=Math.max(0,Math.min(this.#u-1,t));let[n,r]=[this.#s*y,this.element.clientHeight-y];n<this.element.scrollTop?this.element.scrollTop=n:n+y>this.element.scrollTop+r&&(this.element.scrollTop=n+y-r),this.#d(),this.#e.look(null)}#y(t){let n=Z(t);if(n!==null)this.#e.travel(n);else if(q(t,"ArrowUp","ArrowDown","Home","End","PageUp","PageDown"))this.#b(this.#x(t.key));else return;t.preventDefault(),t.stopPropagation()}#x(t){let n=Math.max(1,Math.floor(this.element.clientHeight/y)-2);return{ArrowUp:this.#s-1,ArrowDown:this.#s+1,Home:0,End:this.#u-1,PageUp:this.#s-n,PageDown:this.#s+n}[t]??this.#s}};function Ve(e,t){let{name:n,title:r,key:i}=e,o=a("span",{role:"columnheader",class:i,title:r,"aria-colindex":t+1,"data-column":i});return"short"in e?o.append(a("span",{class:"short"},e.short),a("span",{class:"long"},n)):o.append(n),o}var st=1e4,Ut=2**32-1;function It(e,t){let n={draws:0,seed:0,usable:!1,text:null,tokens:0},r=p=>()=>e({draws:Math.min(st,n.draws+p)}),i=S("Sample","Draw a token",r(1),t),o=S("Sample 100 times","Draw a hundred, and see how often each comes",r(100),t),s=S("Start over","Forget the draws",()=>e({draws:0}),t),d=a("input",{type:"number",min:0,max:Ut,step:1}),l=a("label",{class:"seed",title:"The same seed draws the same tokens, here and in Python"},a("span",{},"seed"),d),u=a("p",{class:"drawn"});return i.className="primary",d.addEventListener("change",()=>{let p=Number.isNaN(d.valueAsNumber)?0:Math.round(d.valueAsNumber);e({seed:Math.min(Ut,Math.max(0,p))}),d.value=String(n.seed)},{signal:t}),{element:a("div",{class:"sampler"},i,o,s,l,u),draw(p){n=p;let h=p.draws>=st?`There are ${f(st)} draws already: start over`:"";for(let c of[i,o])$(c,p.usable&&h==="",h||"There are no probabilities to draw from");$(s,p.draws>0,"Nothing is drawn yet"),d.value=String(p.seed),u.replaceChildren(...Ge(p)),m(u,"data-none",p.draws===0)}}}function Ge({draws:e,text:t,tokens:n}){if(e===0||t===null)return["Nothing is drawn yet."];let r=a("code",{title:M(t)},E(t));return e===1?["drawn: ",r]:[`${nt(e,"draw")}, ${nt(n,"different token")}, the last: `,r]}var j=1e3,A=class{element;#e;#n;#o;#a;#l;#r;#i;constructor(t,n,r){this.#r=t,this.#l=n,this.#i=t.first??t.range[0];let{name:i,title:o,field:s}=t;this.#e=a("input",{type:"range",min:0,max:j,step:1,"aria-label":i}),this.#n=a("input",{type:"number",step:"any","aria-label":`${i}, exactly`}),m(this.#n,"min",s[0]),this.#o=t.off===void 0?null:a("input",{type:"checkbox"});let d=this.#o===null?a("span",{class:"name"},i):a("label",{class:"name"},this.#o,i);this.#a=a("div",{class:"rail"},this.#e),this.element=a("div",{class:"slider",role:"group","aria-label":i,title:o},d,this.#n,this.#a);let l=(u,p,h)=>u.addEventListener(p,h,{signal:r});l(this.#e,"input",()=>this.#d(this.#t(),!1)),l(this.#e,"change",()=>this.#d(this.#t(),!0)),l(this.#n,"change",()=>this.#u()),this.#o!==null&&l(this.#o,"change",()=>this.#p())}upto(t){this.#r={...this.#r,range:[this.#r.range[0],t]}}draw(t){let n=t===this.#r.off;n||(this.#i=t);let r=this.#s(n?this.#i:t);this.#e.valueAsNumber!==r&&(this.#e.value=String(r)),this.#n.value=n?"":x(t),m(this.#n,"placeholder",n?"off":null),m(this.#e,"aria-valuetext",n?"off":x(t)),this.#o!==null&&(this.#o.checked=!n),m(this.element,"data-off",n),this.#a.style.setProperty("--at",`${r/j*100}%`)}#t(){let[t,n]=this.#r.range,r=this.#e.valueAsNumber/j,i=this.#r.log?t*(n/t)**r:t+(n-t)*r;return this.#r.whole?Math.round(i):Number(i.toPrecision(2+ +(i>=1)))}#s(t){let[n,r]=this.#r.range,i=this.#r.log?Math.log(Math.max(t,n)/n)/Math.log(r/n||2):(t-n)/(r-n);return Math.round(Math.min(1,Math.max(0,i))*j)}#u(){let{off:t,field:n,whole:r}=this.#r,i=this.#n.valueAsNumber;if(Number.isNaN(i)){this.#d(t??this.#i,!0);return}let o=Math.min(n[1],Math.max(n[0],i));this.#d(r?Math.round(o):o,!0)}#p(){let{off:t}=this.#r;t!==void 0&&this.#d(this.#o?.checked?this.#i:t,!0)}#d(t,n){this.draw(t),this.#l(t,n)}};function V(e){let t=jt(e,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function G(e){let t=jt(e,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function jt(e,t){let n=e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);if(n.byteLength%t!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${t}-byte values`);return n.byteOffset%t===0?n:n.slice()}function Vt(e){let t=V(e.logits),n=new Float32Array(e.vocabulary);n.set(t);let[r,i]=[V(e.means),G(e.sizes)],o=t.length;for(let[s,d]of i.entries())n.fill(r[s]??Number.NaN,o,o+d),o+=d;return{logits:n,ids:G(e.ids),named:t.length,text:s=>e.texts[s]??null}}function Gt(e,t,n){let r=G(e);return{logits:V(t),ids:r,named:r.length,text:i=>n[r[i]??-1]??null}}function at(e,t){if(t==="")return null;let n=t.toLowerCase(),r=/^#\d+$/.test(t)?Number(t.slice(1)):null,i=[];for(let o=0;o<e.named;o++)(r===null?e.text(o)?.toLowerCase().includes(n):e.ids[o]===r)&&i.push(o);return Uint32Array.from(i)}function Jt(e){let{temperature:t,top_k:n,top_p:r,min_p:i}=e.settings,o=[H("vocabulary",f(e.size),"All tokens of the model")];t===0?o.push(H("T = 0","likeliest","The likeliest token is taken")):(o.push(H("logit ÷ T",`÷ ${x(t)}`,"Logits are divided by the temperature")),n>0&&o.push(lt("top-k",x(n),e.left["top-k"])),r<1&&o.push(lt("top-p",x(r),e.left["top-p"])),i>0&&o.push(lt("min-p",x(i),e.left["min-p"])));let{kept:s}=e,d=t===0?null:e.mass;o.push(H("softmax",`${f(s)} kept`,"So many tokens can be drawn; their probabilities sum to 1")),d!==null&&o.push(H("kept mass",w(d),"What the tokens that stay had before the cuts, together",d,"mass"));let l=e.entropy(),u=l/Math.LN2,p=e.entropy(!0),h=t===0||s===e.size?"":`; ${k(p)} nats before the cuts`;return o.push(H("entropy",`${Je(l)} nats`,`${k(u)} bits: as if ${k(Math.exp(l))} tokens were equally likely${h}`,l,"entropy")),o}function Je(e){return e===0||e>=.001?e.toFixed(3):k(e)}function lt(e,t,n){return H(`${e} ${t}`,`${f(n)} left`,`So many tokens are left after ${e}`)}function H(e,t,n,r,i){let o=a("b",{"data-value":r,"data-role":i},t);return a("li",{title:n,class:i===void 0?null:"fact"},a("span",{},e),o)}var Xt=["temperature","top_k","top_p","min_p"],Xe=[.5,1,2],Ye=6,Ze=[1e-4,2e-4,5e-4,.001,.002,.005,.01,.02,.05,.1,.2,.5,1],J=class{element;#e;#n;#o;#a;#l=Ot();#r=a("ul",{class:"summary","aria-label":"Step by step"});#i=a("input",{type:"search",placeholder:"Find a token, or #id","aria-label":"Find a token"});#t=a("span",{class:"hits",role:"status"});#s=a("input",{type:"checkbox"});#u=a("span",{class:"key"});#p=a("p",{class:"rough"});#d=null;#h=null;#m=null;#c=null;#g=null;#f=[];constructor(t,n){this.#e=t,this.#n=this.#b(n),this.#o=It(i=>this.#x(i,!0),n),this.#a=new I({look:i=>this.#E(i),travel:t.travel},n),this.#i.addEventListener("input",()=>this.#M(),{signal:n});let r=()=>this.#x({temperatures:this.#s.checked?Xe:[]},!0);this.#s.addEventListener("change",r,{signal:n}),this.element=this.#y()}get last(){let[t,n]=[this.#c,this.#h];return!t?.usable||!n||n.draws===0?null:t.draw(rt(n.seed,n.draws-1))}get drawn(){return this.last===null?null:this.#d?.text(this.last)??"…"}draw(t,n){t!==this.#d&&(this.#m=at(t,this.#i.value)),this.#d=t,this.#h=n,this.#c=this.#w(t,n);for(let i of Xt)this.#n[i].draw(n[i]);this.#n.top_k.upto(t.logits.length),this.#s.checked=n.temperatures.length>0,this.#u.replaceChildren(...n.temperatures.map((i,o)=>a("span",{class:`t${o}`},a("i",{class:"stroke"}),x(i))));let r=t.named<t.logits.length;this.#p.hidden=!r,this.#p.textContent=`The ${f(t.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`,m(this.element,"data-usable",this.#c.usable),this.#v(t,n,this.#c)}#b(t){let n=i=>(o,s)=>this.#x({[i]:o},s),r={range:[0,1],field:[0,1],log:!1};return{temperature:new A({name:"temperature",title:"What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",range:[.2,10],field:[0,100],log:!0},n("temperature"),t),top_k:new A({name:"top-k",title:"So many of the likeliest stay, with those as likely as the last of them",range:[1,100],field:[0,2**31-1],off:0,first:50,log:!0,whole:!0},n("top_k"),t),top_p:new A({...r,name:"top-p",title:"The fewest likeliest that have this probability together stay",off:1,first:.9},n("top_p"),t),min_p:new A({...r,name:"min-p",title:"What has at least this share of the largest probability stays",off:0,first:.05},n("min_p"),t)}}#y(){let t=a("div",{class:"settings"},...Xt.map(s=>this.#n[s].element)),n=a("label",{class:"overlay",title:"The probabilities at other temperatures, with the same cuts, as lines over the bars"},this.#s,"overlay T"),r=a("div",{class:"tools"},this.#i,this.#t,n,this.#u),i=a("div",{class:"table"},r,this.#a.element,this.#p),o=a("p",{class:"nothing",role:"status"},"The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.");return a("div",{class:"sampling-panel"},t,this.#o.element,this.#r,o,a("div",{class:"halves"},i,this.#l.element))}#x(t,n){this.#d!==null&&this.#h!==null&&this.draw(this.#d,{...this.#h,...t}),this.#e.wish(t,n)}#w(t,n){let i=this.#f.find(o=>o.logits===t.logits&&o.temperature===n.temperature)??new R(t.logits,n.temperature);return this.#f=[i,...this.#f.filter(o=>o!==i)].slice(0,Ye),new D(t.logits,n,i)}#E(t){this.#g=t,this.#k()}#M(){this.#d===null||this.#h===null||this.#c===null||(this.#m=at(this.#d,this.#i.value),this.#v(this.#d,this.#h,this.#c))}#v(t,n,r){let i=new Map,o=r.usable?n.draws:0;for(let c=0;c<o;c++){let g=r.draw(rt(n.seed,c));i.set(g,(i.get(g)??0)+1)}let s=n.temperatures.map(c=>this.#w(t,{...n,temperature:c})),d=this.last,l=[r.probability(0),...s.map(c=>c.probability(0))];for(let c of i.values())l.push(c/o);let u=Math.max(...l.filter(Number.isFinite),0),p=Ze.find(c=>c>=u)??1;this.#r.replaceChildren(...r.usable?Jt(r):[]),this.#a.draw({list:t,chances:r,others:s,counts:i,draws:o,last:d,found:this.#m,reach:p});let h=d===null?null:t.text(d)??"…";this.#o.draw({draws:o,seed:n.seed,usable:r.usable,text:h,tokens:i.size}),this.#t.textContent=this.#m===null?"":`${f(this.#m.length)} found`,this.#k()}#k(){let t=this.#c?.usable??!1;this.#d===null||this.#c===null||this.#l.draw(this.#d,this.#c,t?this.#g??this.#a.active:null)}};var Yt=["temperature","top_k","top_p","min_p","seed","draws","temperatures"],X=class{element;#e;#n;#o;#a;#l=a("p",{class:"context"});#r;#i;#t=null;#s=null;#u=null;constructor(t,n,r){this.#e=t,this.#n=n,this.#o=N(t,()=>{},r);let i=(s,d)=>this.#p(s,d);this.#a=new J({wish:i,travel:n.travel},r),this.#r=S("‹","The token before",()=>this.#d(-1),r),this.#i=S("›","The token after",()=>this.#d(1),r),this.#r.setAttribute("aria-label","earlier position"),this.#i.setAttribute("aria-label","later position");let o=a("div",{class:"place"},this.#r,this.#l,this.#i);this.element=a("div",{},o,this.#a.element),b(t,"msg:custom",(s,d)=>this.#c(s,d??[]),r);for(let s of Yt)b(t,`change:${s}`,()=>this.#g(),r)}draw(t){this.#t=t,this.#s=t===null?null:Vt(t),t!==null&&this.#s!==null&&this.#s.named<t.vocabulary&&this.#m(),this.element.hidden=t===null,this.#g()}#p(t,n){if(this.#f(),!!n){for(let[r,i]of Object.entries(t))this.#e.set(r,i);this.#e.save_changes(),t.draws&&this.#n.announce(`Drawn: ${M(this.#a.drawn??"")}.`)}}#d(t){if(this.#t===null)return;let{position:n,tokens:r}=this.#t,i=Math.max(0,Math.min(r-1,n+t));this.#e.set("_selected",{...this.#e.get("_selected"),position:i}),this.#e.save_changes()}get#h(){return Object.fromEntries(Yt.map(t=>[t,this.#e.get(t)]))}async#m(){try{await this.#o("whole",{texts:this.#u===null})}catch(t){t instanceof L&&t.message===Kt||this.#n.fail(t)}}#c({kind:t,version:n},[r,i,o]){t!=="whole"||r===void 0||i===void 0||(o!==void 0&&(this.#u=JSON.parse(new TextDecoder().decode(o))),!(n!==this.#t?.version||this.#u===null)&&(this.#s=Gt(r,i,this.#u),this.#g()))}#g(){if(this.#t===null||this.#s===null)return;let{position:t,tokens:n}=this.#t;this.#a.draw(this.#s,this.#h),$(this.#r,t>0,"This is the first position"),$(this.#i,t<n-1,"This is the last position"),this.#f()}#f(){if(this.#t===null)return;let{before:t,position:n}=this.#t,r=this.#a.drawn,i=a("b",{class:"next",title:r===null?"What comes next?":M(r)});i.textContent=r===null?"?":E(r);let o=t.length<n+1?["… "]:[];this.#l.replaceChildren(...o,...t.map(s=>a("span",{},E(s))),i)}};function Zt({vocabulary:e,position:t,tokens:n}){let r=t===n-1?", the last":"";return`${f(e)} tokens · after position ${t}${r}`}var Qe=et.slice(0,3),Y=class{element;#e;#n;#o;#a=a("span",{class:"size"});#l;#r=a("p",{class:"hint"},"No prompt yet: set workspace.prompt, or type one in the bar of tokens.");constructor(t,n){this.#e=t,this.#n=new F(t,n),this.#o=new X(t,{fail:r=>this.#n.fail(r),announce:r=>this.#n.announce(r),travel:r=>{this.#n.ask(r)}},n),this.#l=zt("Show",Qe,r=>this.#t(r),n),this.element=this.#i(),b(t,"change:_screen",()=>this.#u(),n),b(t,"change:busy",()=>m(this.element,"data-busy",t.get("busy")),n),b(t,"change:show",()=>this.#p(),n),this.#u()}#i(){this.#n.status.classList.add("unseen");let t=a("header",{},a("h2",{},"Next token"),this.#a,this.#l.element);return a("section",{class:"sampling","aria-label":"Next token"},t,this.#n.messages,this.#r,this.#o.element,this.#n.status)}#t(t){this.#e.set("show",t),this.#e.save_changes()}get#s(){let t=this.#e.get("_screen");return t.empty?null:t}#u(){let t=this.#s;this.#o.draw(t),this.#r.hidden=t!==null;for(let n of[this.#a,this.#l.element])n.hidden=t===null;t!==null&&(this.#a.textContent=Zt(t)),this.#p()}#p(){let t=this.#s?.missing??{};this.#l.draw(this.#e.get("show"),n=>t[n]??null)}};var si=$t([Rt,Pt,Ct],(e,t)=>new Y(e,t));export{si as default};

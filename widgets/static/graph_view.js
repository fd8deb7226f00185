var B=`/* The graph: a row of edits, the drawing, the node that is looked at. Colours and lines of the drawing are its own. */

.graph {
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

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

h3 {
  font-size: 13px;
  font-weight: 600;
}

.size,
.hint,
.soft,
.status {
  color: var(--quiet);
}

.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 4px;
  margin-left: auto;
}

.edits {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-bottom: 8px;
}

.edit {
  display: inline-flex;
  gap: 6px;
  align-items: baseline;
  max-width: 100%;
  padding: 2px 10px;
  border-radius: 12px;
  text-align: left;
}

.edit i {
  color: var(--quiet);
  font: 600 11px / 1 var(--mono);
}

.off {
  color: inherit;
}

.edit[aria-pressed="true"] i,
.edit[aria-pressed="true"] .edit[data-same] {
  border-color: var(--change);
  box-shadow: inset 0 0 0 1px var(--change);
}

.edit[data-off] span:first-of-type {
  text-decoration: line-through;
}

.off {
  color: var(--quiet);
  font-size: 12px;
}

.drawing {
  --nnx-read: light-dark(#0b66b0, #6cb6f5);
  --nnx-change: light-dark(#c2410c, #ff9d5c);
  --nnx-across: light-dark(#00795c, #4fd0a8);
  --nnx-line: color-mix(in srgb, var(--text) 35%, var(--paper));
  --nnx-raised: color-mix(in srgb, var(--text) 5%, var(--paper));
  overflow: auto;
  max-height: 620px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  scrollbar-width: thin;
}

.drawing svg {
  display: block;
  max-width: 100%;
  height: auto;
  margin: 0 auto;
}

.drawing text {
  fill: var(--text);
  font: 11.5px var(--mono);
  white-space: pre;
}

.drawing .nnx-sans {
  font: 12px var(--sans);
}

.drawing .nnx-strong {
  font-weight: 600;
}

.drawing .nnx-soft {
  fill: var(--quiet);
}

.drawing .nnx-over {
  stroke: var(--paper);
  stroke-width: 5px;
  stroke-linejoin: round;
  paint-order: stroke;
}

.drawing .nnx-paper {
  fill: var(--paper);
}

.drawing .nnx-band {
  fill: var(--nnx-raised);
  opacity: 0.7;
}

.drawing .nnx-spine {
  stroke: var(--nnx-line);
  stroke-width: 4;
}

.drawing .nnx-stop,
.drawing .nnx-edge polygon {
  fill: var(--quiet);
}

.drawing .nnx-node rect {
  fill: var(--paper);
  stroke: var(--nnx-line);
}

.drawing .nnx-read rect {
  stroke: var(--nnx-read);
}

.drawing .nnx-write rect,
.drawing .nnx-inplace rect {
  stroke: var(--nnx-change);
}

.drawing .nnx-module rect {
  stroke: var(--quiet);
  stroke-width: 1.6;
}

.drawing .nnx-small rect {
  fill: var(--nnx-raised);
  stroke: none;
}

.drawing .nnx-small text {
  fill: var(--quiet);
  font-size: 10.5px;
}

.drawing .nnx-save rect {
  fill: var(--text);
  stroke: none;
}

.drawing .nnx-save text {
  fill: var(--paper);
  font-weight: 600;
}

.drawing .nnx-edge path {
  stroke: var(--quiet);
  stroke-width: 1.3;
}

.drawing .nnx-edge.nnx-constant path {
  stroke-width: 0.9;
}

.drawing .nnx-edge.nnx-read path {
  stroke: var(--nnx-read);
  stroke-width: 1.8;
}

.drawing .nnx-edge.nnx-read polygon {
  fill: var(--nnx-read);
}

.drawing .nnx-edge.nnx-change path {
  stroke: var(--nnx-change);
  stroke-width: 1.8;
}

.drawing .nnx-edge.nnx-change polygon {
  fill: var(--nnx-change);
}

.drawing .nnx-edge.nnx-across path {
  stroke: var(--nnx-across);
  stroke-width: 2.2;
}

.drawing .nnx-edge.nnx-across polygon {
  fill: var(--nnx-across);
}

.drawing .nnx-edge path.nnx-halo {
  stroke: var(--paper);
  stroke-width: 6;
}

/* What a node is to the one that is pointed at. */

.drawing [data-node] {
  outline: none;
  cursor: pointer;
}

.drawing[data-lit] [data-node]:not([data-same], [data-near]) {
  opacity: 0.32;
}

.drawing [data-near] > rect {
  stroke-width: 2.4;
}

.drawing [aria-selected="true"] > rect {
  fill: color-mix(in oklab, var(--accent) 16%, var(--paper));
  stroke: var(--accent);
  stroke-width: 2.6;
}

.drawing .nnx-save[aria-selected="true"] > rect {
  fill: var(--accent);
}

.drawing [data-node]:focus-visible > rect {
  stroke: var(--accent);
  stroke-width: 3.4;
}

.drawing[data-lit="gone"] [data-same] > rect {
  stroke: var(--bad);
  stroke-dasharray: 4 2;
  stroke-width: 2;
}

.hint {
  overflow: hidden;
  min-height: 1.45em;
  margin: 4px 0 8px;
  font-size: 12px;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.hint b {
  color: var(--text);
  font-weight: 600;
}

.empty {
  padding: 12px;
  border: 1px dashed var(--line);
  border-radius: 8px;
  color: var(--quiet);
}

.details {
  padding: 10px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.details[data-waiting] {
  opacity: 0.6;
}

.head {
  display: flex;
  gap: 6px 12px;
  align-items: flex-start;
}

.words {
  flex: 1;
  min-width: 0;
}

.act {
  display: flex;
  gap: 4px;
}

.act .delete {
  color: var(--bad);
}

.id {
  font-family: var(--mono);
}

.words code {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.words .code code {
  color: var(--change-text);
  font-weight: 600;
}

.facts {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 18px;
  margin: 10px 0;
}

.facts dt {
  color: var(--quiet);
  font-size: 11px;
}

.facts dd {
  margin: 0;
  font-variant-numeric: tabular-nums;
}

.bad,
.wrong {
  color: var(--bad);
  font-weight: 600;
}

.numbers {
  overflow: auto;
  max-height: 320px;
}

.preview {
  border-collapse: separate;
  border-spacing: 1px;
  font: 11.5px var(--mono);
}

.preview th,
.preview .corner {
  padding: 1px 6px;
  color: var(--quiet);
  font-weight: 400;
  text-align: right;
}

.preview td {
  min-width: 68px;
  padding: 2px 6px;
  border-radius: 2px;
  text-align: right;
}

.preview .more-than {
  background: color-mix(in oklab, var(--change) var(--share), var(--paper));
}

.preview .less {
  background: color-mix(in oklab, light-dark(#2f7fc0, #5fb0e4) var(--share), var(--paper));
}

.status {
  min-height: 1.45em;
  margin-top: 4px;
  font-size: 12px;
}

.graph[data-busy] .drawing {
  opacity: 0.7;
}

.graph [hidden] {
  display: none;
}

@container (max-width: 640px) {
  .drawing svg {
    max-width: none;
  }

  .head {
    flex-direction: column;
  }
}

@media (forced-colors: active) {
  .preview td,
  .drawing {
    forced-color-adjust: none;
  }
}
`;function s(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))u(r,o,i);return r.append(...n),r}function u(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}async function _(t){try{return await navigator.clipboard.writeText(t),!0}catch{return ce(t)}}function ce(t){let e=document.activeElement,n=s("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function D(t,e,n,r){let o=s("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>ue(o)&&n(),{signal:r}),o}function F(t,e,n=""){u(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,u(t,"title",(e?"":n)||t.dataset.title||null)}function ue(t){return t.getAttribute("aria-disabled")!=="true"}function v(t){if(!Number.isFinite(t))return pe(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return z(n)}return z(Number(t.toPrecision(9)))}function z(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function pe(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function w(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}function O(t,e,n){try{e()}catch(r){t.append(k(y(r),n))}}function y(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function k({message:t,details:e},n){let r=s("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=s("div",{},s("p",{},t));e&&o.append(s("details",{},s("summary",{},"Details"),s("pre",{tabindex:0},e)));let i=s("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var E=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},I=8e3;function T(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return m(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new E(l.message,l.details)):c.done())},n),m(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,I)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((p,b)=>{let h=`${o}-${++i}`;r.set(h,{done:p,fail:b,timer:setTimeout(e,I)}),t.send({kind:l,id:h,...c})})}var j=new WeakMap;function m(t,e,n,r){t.on(e,n);let o=j.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let a=[i];j.set(r,a),r.addEventListener("abort",()=>{for(let d of a)d()})}var he="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",A=class{messages=s("div",{class:"messages"});status=s("p",{class:"status",role:"status"});#n;#e;#r;#t=null;constructor(e,n){this.#n=e,this.#r=n,this.#e=T(e,()=>this.#i(),n);for(let r of["_error","_screen"])m(e,`change:${r}`,()=>this.#o(),n);m(e,"change:_progress",()=>this.#s(),n),this.#o()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#e(e,n),r?this.#s():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=y(e);this.#a({message:n,details:e instanceof E?e.details:r})}notice(e){this.messages.replaceChildren(s("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:n}=this.#n.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#i(){this.notice(he),this.#t=this.messages.firstElementChild}#s(){this.#t?.remove(),this.#t=null}#a(e){this.messages.replaceChildren(k(e,this.#r))}};function C(t){let e=fe(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function fe(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var me=["least","largest","mean","std","norm"],L=class{element=s("section",{class:"details","aria-label":"The node"});#n=s("button",{type:"button",class:"delete"},"Delete");#e=s("button",{type:"button",class:"dismiss","aria-label":"Close the node"},"✕");#r=null;#t=[];constructor(e,n){let r=o=>e.warn(o&&this.#t.length>0?this.#t:null);this.#n.addEventListener("click",()=>this.#r&&e.remove(this.#r.id),{signal:n});for(let o of["pointerenter","focus"])this.#n.addEventListener(o,()=>r(!0),{signal:n});for(let o of["pointerleave","blur"])this.#n.addEventListener(o,()=>r(!1),{signal:n});this.#e.addEventListener("click",()=>e.close(),{signal:n})}draw(e,n,r){if(this.#r=e,this.element.hidden=e===null,e===null)return;let o=r.id===e.id?r:{};this.#t=o.gone??[];let i=this.#t.filter(d=>d!==e.id).map(d=>`%${d}`),a=n[e.edit];this.#n.title=a?.code?`Take it out of the graph${i.length>0?`, with ${i.join(", ")} that need it`:""}`:"Remove the change that it is of",this.#n.textContent=a?.code?`Delete${i.length>0?` with ${i.join(", ")}`:""}`:"Remove this change",u(this.element,"data-waiting",r.id!==e.id),this.element.replaceChildren(this.#o(e,a),...this.#i(o))}#o(e,n){let r=s("div",{class:"words"});return r.append(s("h3",{},s("span",{class:"id"},`%${e.id}`),` ${e.kind}`),s("p",{class:"code"},s("code",{},e.code||e.says)),s("p",{class:"soft"},`of “${n?.text??""}”`,...e.line?[", made in ",s("code",{},e.line)]:[])),s("div",{class:"head"},r,s("div",{class:"act"},this.#n,this.#e))}#i(e){return e.message!==void 0?[s("p",{class:"wrong",role:"alert"},e.message)]:e.id===void 0?[s("p",{class:"soft"},"…")]:e.shape?[ge(e),be(e)]:[s("p",{},s("code",{},`${e.type??""} ${e.text??""}`))]}};function ge(t){let e=t.stats?[...C(t.stats)]:[],n=t.shape?.length?t.shape.join(" × "):"one number",r=s("dl",{class:"facts"}),o=(i,a,d={})=>r.append(s("div",d,s("dt",{},i),s("dd",{},a)));o(t.after?"after it":"value",`${t.dtype} ${n}${t.type?` (${t.type})`:""}`);for(let[i,a]of me.entries()){let d=e[i]??Number.NaN;o(a,R(d),{"data-stat":a,"data-value":v(d),title:v(d)})}return t.moved!==void 0&&o("moved by",R(t.moved),{"data-stat":"moved","data-value":String(t.moved),title:`the norm of what this line has changed: ${t.moved}`}),t.holes&&o("NaN or ∞",w(t.holes,"number"),{class:"bad"}),r}function be(t){let e=t.preview?C(t.preview):new Float32Array,{rows:n=0,columns:r=0,shape:o=[],index:i=[]}=t,a=e.reduce((h,f)=>Number.isFinite(f)?Math.max(h,Math.abs(f)):h,0),l=`[${[...i.map(String),o&&o.length>1?`:${n}`:"",`:${r}`].filter(h=>h!=="").join(", ")}]`,c=Array.from({length:n},(h,f)=>s("tr",{},s("th",{scope:"row"},String(f)),...Array.from({length:r},(x,le)=>xe(e[f*r+le]??0,a)))),p=Array.from({length:r},(h,f)=>s("th",{scope:"col"},String(f))),b=s("table",{class:"preview","aria-label":`Its first numbers, ${l}`},s("thead",{},s("tr",{},s("td",{class:"corner"},l),...p)),s("tbody",{},...c));return s("div",{class:"numbers",tabindex:0,role:"region","aria-label":"First numbers"},b)}function xe(t,e){let n=s("td",{"data-value":v(t),title:v(t)},R(t));if(!Number.isFinite(t))u(n,"class","bad");else{let r=e>0?Math.round(45*Math.abs(t)/e):0;n.style.setProperty("--share",`${r}%`),u(n,"class",t<0?"less":"more-than")}return n}function R(t){if(!Number.isFinite(t))return v(t);let e=Number(t.toPrecision(4));return(e!==0&&Math.abs(e)<.001?e.toExponential():String(e)).replace("-","−")}var ve=["a","c","v","x","y","z"],we=["text","search","number"];function G(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&we.includes(t.type)}function U(t){return t.ctrlKey||t.metaKey?ve.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function V(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function W({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return M({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return M({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return M({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return M({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function M({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function g(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function K(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var ye=["Enter"," ","Delete","Backspace"],J=[{row:0,column:0},{rows:1,columns:1}];function X(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",ke(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function ke(t,e){return G(e)?U(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&V(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Ee(t)?!0:W(...J,t)!==null||g(t,...ye)||K(t)!==null}function Ee(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&W(...J,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function S(t,e){return t.filter(({from:n})=>n.includes(e)).map(n=>n.id)}function $(t,e){return`%${t.id}, ${t.kind}: ${t.says}; of the edit “${e[t.edit]?.text??""}”`}var Te={svg:"",nodes:[],edits:[],code:"",can_undo:!1,can_redo:!1},H=class{element=s("div",{class:"drawing"});#n;#e=Te;#r=new Map;#t=0;constructor(e,n){this.#n=e;let r=o=>Ae(o.target);this.element.addEventListener("click",o=>this.#a(r(o)),{signal:n}),this.element.addEventListener("pointerover",o=>e.hover(r(o)),{signal:n}),this.element.addEventListener("pointerleave",()=>e.hover(null),{signal:n}),this.element.addEventListener("focusin",o=>this.#d(r(o)),{signal:n}),this.element.addEventListener("focusout",()=>e.hover(null),{signal:n}),this.element.addEventListener("keydown",o=>this.#c(o),{signal:n})}draw(e){if(e.svg===this.#e.svg&&e.nodes.length===this.#e.nodes.length){this.#e=e,this.#o();return}let n=this.element.contains(this.element.getRootNode().activeElement??null);this.#e=e,this.element.replaceChildren(...e.svg===""?[]:[Le(e.svg)]),this.element.hidden=e.nodes.length===0,this.#r=new Map([...this.element.querySelectorAll("[data-node]")].map(r=>[Number(r.dataset.node),r])),this.#t=Math.min(this.#t,Math.max(0,e.nodes.length-1)),this.#o(),n&&this.#s()}select(e){for(let[r,o]of this.#r)u(o,"aria-selected",String(r===e));let n=this.#e.nodes.findIndex(r=>r.id===e);n>=0&&(this.#t=n),this.#i()}light(e,n=[],r="same"){u(this.element,"data-lit",e===null?null:r);for(let[o,i]of this.#r)u(i,"data-same",e?.includes(o)??!1),u(i,"data-near",n.includes(o))}#o(){for(let e of this.#e.nodes){let n=this.#r.get(e.id);if(n!==void 0){u(n,"role","option"),u(n,"aria-label",$(e,this.#e.edits));for(let r of n.querySelectorAll("title"))r.remove()}}this.#i()}#i(){for(let[e,n]of this.#e.nodes.entries()){let r=this.#r.get(n.id);r&&u(r,"tabindex",e===this.#t?0:-1)}}#s(){let e=this.#e.nodes[this.#t];e&&this.#r.get(e.id)?.focus()}#a(e){e!==null&&(this.#d(e),this.#r.get(e)?.focus(),this.#n.look(e))}#d(e){let n=this.#e.nodes.findIndex(r=>r.id===e);n<0||(this.#t=n,this.#i(),this.#n.hover(e))}#c(e){let n=this.#e.nodes[this.#t],r=K(e);if(n===void 0)return;let o=this.#u(e);if(r!==null)this.#n.travel(r);else if(o!==null)this.#t=Math.max(0,Math.min(this.#e.nodes.length-1,o)),this.#i(),this.#s();else if(g(e,"Enter"," "))this.#n.look(n.id);else if(g(e,"Escape"))this.#n.look(null);else if(g(e,"Delete","Backspace"))this.#n.remove(n.id);else return;e.preventDefault()}#u(e){let{nodes:n}=this.#e,r=n[this.#t],o=a=>n.findIndex(d=>d.id===a);if(g(e,"ArrowUp"))return this.#t-1;if(g(e,"ArrowDown"))return this.#t+1;if(g(e,"Home","PageUp"))return 0;if(g(e,"End","PageDown"))return n.length-1;if(r===void 0||!g(e,"ArrowLeft","ArrowRight"))return null;let i=e.key==="ArrowLeft"?o(r.from.at(-1)):o(S(n,r.id)[0]);return i<0?this.#t:i}};function Ae(t){let e=t instanceof Element?t.closest("[data-node]"):null;return e===null?null:Number(e.dataset.node)}function Le(t){let e=document.importNode(new DOMParser().parseFromString(t,"image/svg+xml").documentElement,!0);for(let n of e.querySelectorAll(":scope > title, :scope > desc, script, style"))n.remove();return u(e,"role","listbox"),u(e,"aria-label","Nodes of the graph"),e}var P=class{element=s("div",{class:"edits",role:"group","aria-label":"Edits; press one to see its nodes"});#n;#e;#r=[];#t=[];pinned=null;constructor(e,n){this.#n=e,this.#e=n}draw(e){JSON.stringify(e)!==JSON.stringify(this.#t)&&(this.#t=e,this.pinned=null,this.#r=e.map((n,r)=>this.#o(n,r)),this.element.replaceChildren(...this.#r),this.element.hidden=e.length===0)}mark(e){for(let[n,r]of this.#r.entries())u(r,"data-same",n===e)}#o(e,n){let r=s("i",{"aria-hidden":"true"},e.code?"{ }":"✎"),o=e.on?[]:[s("span",{class:"off"},"off")],i=s("button",{type:"button",class:"edit","aria-pressed":"false","data-off":!e.on,title:e.code?"A graph made in code":"A change made by hand"},r,s("span",{},e.text),...o),a=this.#e;i.addEventListener("click",()=>this.#i(n),{signal:a});for(let d of["pointerenter","focus"])i.addEventListener(d,()=>this.#n(n),{signal:a});for(let d of["pointerleave","blur"])i.addEventListener(d,()=>this.#n(null),{signal:a});return i}#i(e){this.pinned=this.pinned===e?null:e;for(let[n,r]of this.#r.entries())u(r,"aria-pressed",String(n===this.pinned));this.#n(this.pinned)}};var Me="No edits are in force. Make one in any view of this workspace, or open a graph made in code: ",Se="workspace.open(run.graph)",Y="Click a node to see its value; arrows go from node to node, Delete takes one away.",N=class{element;#n;#e;#r;#t;#o;#i=s("span",{class:"size"});#s;#a;#d;#c=s("p",{class:"hint"},Y);#u=s("p",{class:"empty"},Me,s("code",{},Se));#p=null;constructor(e,n){this.#n=e,this.#e=new A(e,n);let r=(a,d={})=>this.#e.ask(a,d),o=a=>{this.#w(a)};this.#r=new H({look:a=>{this.#b(a)},hover:a=>this.#y(a),remove:o,travel:a=>{r(a)}},n),this.#t=new L({remove:o,warn:a=>this.#k(a),close:()=>{this.#b(null)}},n),this.#o=new P(a=>this.#m(a),n);let i=(a,d,l)=>D(a,l,d,n);this.#s=i("Undo",()=>{r("undo")},"Take back the last step (Ctrl+Z in the drawing)"),this.#a=i("Redo",()=>{r("redo")},"Make it again (Ctrl+Shift+Z in the drawing)"),this.#d=i("Copy as code",()=>{this.#E()},""),this.element=this.#v(),m(e,"change:_screen",()=>this.#g(),n),m(e,"change:_value",()=>this.#h(),n),m(e,"change:node",()=>this.#h(),n),m(e,"change:busy",()=>u(this.element,"data-busy",e.get("busy")),n),this.#g()}get#l(){return this.#n.get("_screen")}#v(){let e=s("div",{class:"tools"},this.#s,this.#a,this.#d);return s("div",{class:"graph"},s("header",{},s("h2",{},"Graph"),this.#i,e),this.#e.messages,this.#o.element,this.#r.element,this.#u,this.#c,this.#t.element,this.#e.status)}#g(){let e=this.#l,n=e.edits.filter(({on:o})=>!o).length,r=`${w(e.edits.length,"edit")}${n>0?`, ${n} off`:""}`;this.#i.textContent=`${w(e.nodes.length,"node")} of ${r}`;for(let[o,i]of[[this.#s,e.can_undo],[this.#a,e.can_redo],[this.#d,e.code!==""]])F(o,i);this.#d.title=e.code===""&&e.nodes.length>0?"The numbers in this graph make its code long; in Python it is workspace.code":"Copy Python that does the same, without the workspace",this.#u.hidden=e.nodes.length>0,this.#c.hidden=e.nodes.length===0,this.#o.draw(e.edits),this.#r.draw(e),this.#h()}#h(){let e=this.#n.get("node"),n=e===null?null:this.#f(e);this.#r.select(n?.id??null),this.#t.draw(n,this.#l.edits,this.#n.get("_value"))}#f(e){return this.#l.nodes.find(n=>n.id===e)??null}async#b(e){this.#r.select(e),e!==null&&this.#t.draw(this.#f(e),this.#l.edits,this.#n.get("_value")),await this.#e.ask("look",{node:e})||this.#h()}async#w(e){let n=this.#f(e);n&&await this.#e.ask("delete",{node:e})&&this.#e.announce(`${$(n,this.#l.edits).split(";")[0]} is deleted.`)}#y(e){let n=e===null?null:this.#f(e);if(n===null){this.#c.textContent=Y,this.#o.mark(null),this.#m(this.#p);return}this.#c.replaceChildren(s("b",{},`%${n.id} ${n.kind}`)," ",s("code",{},n.code||n.says)),this.#o.mark(n.edit);let r=[n.id,...n.from,...S(this.#l.nodes,n.id)];this.#r.light(this.#x(n.edit),r)}#m(e){this.#p=this.#o.pinned;let n=e??this.#p;this.#r.light(n===null?null:this.#x(n))}#k(e){e===null?this.#m(this.#p):this.#r.light(e,[],"gone")}#x(e){return this.#l.nodes.filter(n=>n.edit===e).map(({id:n})=>n)}async#E(){await _(this.#l.code)?this.#e.announce("Python copied to the clipboard."):this.#e.notice("The browser does not let this page copy; in Python it is workspace.code.")}};var Z=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;var Q="http://www.w3.org/1999/xhtml";var He=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ne(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Pe(t),o=document.createElementNS(Q,"style");o.textContent=Ne(e);let i=document.createElementNS(Q,"div");for(let{name:d,value:l}of t.attributes)d!=="style"&&i.setAttribute(d,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",Ce(t,o.textContent,n,r)),i.append(o,...Ke(e));let a={width:n+24,height:r+24};return{...a,svg:_e(i,a.width,a.height)}}async function re({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let a=i.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,i.width,i.height),new Promise((d,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(p=>p===null?c():d(p),"image/png")})}function Pe(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Ne(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return He+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Ce(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${Re(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function Re(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Ke(t){return[...t.children].filter(n=>n.tagName!=="STYLE"&&!ee(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];te(n,r),[...n.querySelectorAll("*")].forEach((i,a)=>{let d=o[a];d!==void 0&&te(i,d)});for(let i of o)ee(i)&&i.remove();return r})}function ee(t){return t.hasAttribute("data-unexported")}function te(t,e){t instanceof HTMLCanvasElement?qe(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected),(t.scrollTop!==0||t.scrollLeft!==0)&&Be(t,e)}function qe(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Be(t,e){let[n,r]=[t.scrollLeft,t.scrollTop];e.style.overflow="hidden";for(let i of e.children)i.style.translate=`${-n}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...t.querySelectorAll("*")].forEach((i,a)=>{let d=getComputedStyle(i),l=o[a];if(d.position!=="sticky"||l===void 0)return;let c=i.parentElement===t,[p,b]=[d.left!=="auto"?n:0,d.top!=="auto"?r:0];l.style.translate=c?`${p-n}px ${b-r}px`:`${p}px ${b}px`,l.style.position="relative"})}function _e(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return De(i)}function De(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var Fe="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function oe(t,e,n,r){let o=c=>async()=>{try{await c()}catch(p){n(k(y(p),r))}},a=ze(t,()=>n(s("p",{class:"notice",role:"status"},Fe)),r),d=c=>`${Oe(e)}.${c}`,l=()=>ne(e);return Ie([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>q(await re(l()),d("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>q(new Blob([l().svg],{type:"image/svg+xml"}),d("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(a)}],r)}function ze(t,e,n){let r=T(t,e,n),o=new Set;return m(t,"msg:custom",(a,d)=>{let[l]=d??[];if(a?.kind!=="page"||l===void 0||!o.delete(a.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);q(new Blob([c],{type:"text/html"}),a.name??"view.html")},n),async()=>{let a=Math.random().toString(36).slice(2);o.add(a),await r("page",{ticket:a})}}function q(t,e){let n=URL.createObjectURL(t);s("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Oe(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Ie(t,e){let n=s("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>s("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),o=s("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=s("div",{class:"save-menu","data-unexported":!0},n,o),a=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},d=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?a(0):d(!0),{signal:e}),r.forEach((l,c)=>{let p=()=>{d(!0),t[c]?.act()};l.addEventListener("click",p,{signal:e})}),i.addEventListener("keydown",l=>je(l,r,o.hidden,a,d),{signal:e}),i.addEventListener("focusout",l=>Ge(l,i,d),{signal:e}),i}function je(t,e,n,r,o){let i=e.length-1,a=e.indexOf(t.target),d=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:a===i?0:a+1,ArrowUp:a<=0?i:a-1,Home:0,End:i}[t.key];d!==void 0&&g(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(d)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function Ge(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var Ue=4;function ie(t,e){let n=s("progress",{max:1,value:0,"aria-label":"Progress"}),r=s("span",{class:"quiet"}),o=s("button",{type:"button"},"Cancel"),i=s("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),a=s("div",{class:"unheard","aria-live":"polite","data-unexported":!0}),d=s("div",{},i,a);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=Ve(o,e),c=-1,p=(h,f)=>{let x=Math.floor(h*Ue);x!==c&&(a.textContent=`Running: ${f||`${Math.round(h*100)} %`}`),c=x},b=()=>{let{done:h=0,total:f=0,text:x=""}=t.get("_progress")??{};f===0?(l(),c>=0&&(a.textContent="No longer running"),c=-1):p(h/f,x),i.hidden=f===0,n.value=f>0?h/f:0,r.textContent=x};return m(t,"change:_progress",b,e),b(),d}function Ve(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let i=n?.isConnected&&n.getRootNode()===o,a=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?n:a)?.focus()}}function We(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function se(t,e){let n=()=>{t.style.colorScheme=We(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function ae(t,e){function n({model:r,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let d=s("div",{class:"nnexplore"}),l=d.attachShadow({mode:"open"});l.append(s("style",{},Z,...t),ie(r,a.signal)),o.append(d),se(d,a.signal),X(d,a.signal),O(l,()=>l.append(e(r,a.signal,d).element),a.signal);let c=l.lastElementChild;return l.append(oe(r,d,p=>c?.before(p),a.signal)),()=>a.abort()}return{render:n}}var on=ae([B],(t,e)=>new N(t,e));export{on as default};

var _=`/* The graph: a row of edits, the drawing, the node that is looked at. Colours and lines of the drawing are its own. */

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
`;function a(t,e={},...n){let r=document.createElement(t);for(let[o,s]of Object.entries(e))u(r,o,s);return r.append(...n),r}function u(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}async function D(t){try{return await navigator.clipboard.writeText(t),!0}catch{return me(t)}}function me(t){let e=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function F(t,e,n,r){let o=a("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>ge(o)&&n(),{signal:r}),o}function z(t,e,n=""){u(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,u(t,"title",(e?"":n)||t.dataset.title||null)}function ge(t){return t.getAttribute("aria-disabled")!=="true"}function y(t){if(!Number.isFinite(t))return be(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return O(n)}return O(Number(t.toPrecision(9)))}function O(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function be(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function w(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}function j(t,e,n){try{e()}catch(r){t.append(k(v(r),n))}}function v(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function k({message:t,details:e},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let s=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>s.remove(),{signal:n}),s}var E=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},I=8e3;function T(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),s=0;return m(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new E(l.message,l.details)):c.done())},n),m(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,I)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((f,b)=>{let p=`${o}-${++s}`;r.set(p,{done:f,fail:b,timer:setTimeout(e,I)}),t.send({kind:l,id:p,...c})})}var U=new WeakMap;function m(t,e,n,r){t.on(e,n);let o=U.get(r),s=()=>t.off(e,n);if(o){o.push(s);return}let i=[s];U.set(r,i),r.addEventListener("abort",()=>{for(let d of i)d()})}var xe="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",M=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#n;#e;#r;#t=null;constructor(e,n){this.#n=e,this.#r=n,this.#e=T(e,()=>this.#i(),n);for(let r of["_error","_screen"])m(e,`change:${r}`,()=>this.#o(),n);m(e,"change:_progress",()=>this.#s(),n),this.#o()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#e(e,n),r?this.#s():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=v(e);this.#a({message:n,details:e instanceof E?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:n}=this.#n.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#i(){this.notice(xe),this.#t=this.messages.firstElementChild}#s(){this.#t?.remove(),this.#t=null}#a(e){this.messages.replaceChildren(k(e,this.#r))}};function N(t){let e=ye(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ye(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var we=["least","largest","mean","std","norm"],L=class{element=a("section",{class:"details","aria-label":"The node"});#n=a("button",{type:"button",class:"delete"},"Delete");#e=a("button",{type:"button",class:"dismiss","aria-label":"Close the node"},"✕");#r=null;#t=[];constructor(e,n){let r=o=>e.warn(o&&this.#t.length>0?this.#t:null);this.#n.addEventListener("click",()=>this.#r&&e.remove(this.#r.id),{signal:n});for(let o of["pointerenter","focus"])this.#n.addEventListener(o,()=>r(!0),{signal:n});for(let o of["pointerleave","blur"])this.#n.addEventListener(o,()=>r(!1),{signal:n});this.#e.addEventListener("click",()=>e.close(),{signal:n})}draw(e,n,r){if(this.#r=e,this.element.hidden=e===null,e===null)return;let o=r.id===e.id?r:{};this.#t=o.gone??[];let s=this.#t.filter(d=>d!==e.id).map(d=>`%${d}`),i=n[e.edit];this.#n.title=i?.code?`Take it out of the graph${s.length>0?`, with ${s.join(", ")} that need it`:""}`:"Remove the change that it is of",this.#n.textContent=i?.code?`Delete${s.length>0?` with ${s.join(", ")}`:""}`:"Remove this change",u(this.element,"data-waiting",r.id!==e.id),this.element.replaceChildren(this.#o(e,i),...this.#i(o))}#o(e,n){let r=a("div",{class:"words"});return r.append(a("h3",{},a("span",{class:"id"},`%${e.id}`),` ${e.kind}`),a("p",{class:"code"},a("code",{},e.code||e.says)),a("p",{class:"soft"},`of “${n?.text??""}”`,...e.line?[", made in ",a("code",{},e.line)]:[])),a("div",{class:"head"},r,a("div",{class:"act"},this.#n,this.#e))}#i(e){return e.message!==void 0?[a("p",{class:"wrong",role:"alert"},e.message)]:e.id===void 0?[a("p",{class:"soft"},"…")]:e.shape?[ve(e),ke(e)]:[a("p",{},a("code",{},`${e.type??""} ${e.text??""}`))]}};function ve(t){let e=t.stats?[...N(t.stats)]:[],n=t.shape?.length?t.shape.join(" × "):"one number",r=a("dl",{class:"facts"}),o=(s,i,d={})=>r.append(a("div",d,a("dt",{},s),a("dd",{},i)));o(t.after?"after it":"value",`${t.dtype} ${n}${t.type?` (${t.type})`:""}`);for(let[s,i]of we.entries()){let d=e[s]??Number.NaN;o(i,R(d),{"data-stat":i,"data-value":y(d),title:y(d)})}return t.moved!==void 0&&o("moved by",R(t.moved),{"data-stat":"moved","data-value":String(t.moved),title:`the norm of what this line has changed: ${t.moved}`}),t.holes&&o("NaN or ∞",w(t.holes,"number"),{class:"bad"}),r}function ke(t){let e=t.preview?N(t.preview):new Float32Array,{rows:n=0,columns:r=0,shape:o=[],index:s=[]}=t,i=e.reduce((p,h)=>Number.isFinite(h)?Math.max(p,Math.abs(h)):p,0),l=`[${[...s.map(String),o&&o.length>1?`:${n}`:"",`:${r}`].filter(p=>p!=="").join(", ")}]`,c=Array.from({length:n},(p,h)=>a("tr",{},a("th",{scope:"row"},String(h)),...Array.from({length:r},(x,he)=>Ee(e[h*r+he]??0,i)))),f=Array.from({length:r},(p,h)=>a("th",{scope:"col"},String(h))),b=a("table",{class:"preview","aria-label":`Its first numbers, ${l}`},a("thead",{},a("tr",{},a("td",{class:"corner"},l),...f)),a("tbody",{},...c));return a("div",{class:"numbers",tabindex:0,role:"region","aria-label":"First numbers"},b)}function Ee(t,e){let n=a("td",{"data-value":y(t),title:y(t)},R(t));if(!Number.isFinite(t))u(n,"class","bad");else{let r=e>0?Math.round(45*Math.abs(t)/e):0;n.style.setProperty("--share",`${r}%`),u(n,"class",t<0?"less":"more-than")}return n}function R(t){if(!Number.isFinite(t))return y(t);let e=Number(t.toPrecision(4));return(e!==0&&Math.abs(e)<.001?e.toExponential():String(e)).replace("-","−")}var Te=["a","c","v","x","y","z"],Me=["text","search","number"];function V(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Me.includes(t.type)}function G(t){return t.ctrlKey||t.metaKey?Te.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function W(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function J(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function X({row:t,column:e},{rows:n,columns:r},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return A({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return A({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return A({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return A({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function A({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function g(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function K(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Le=["Enter"," ","Delete","Backspace"],Y=[{row:0,column:0},{rows:1,columns:1}];function Z(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Ae(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function Ae(t,e){return V(e)?G(t):W(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&J(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Se(t)?!0:X(...Y,t)!==null||g(t,...Le)||K(t)!==null}function Se(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&X(...Y,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function S(t,e){return t.filter(({from:n})=>n.includes(e)).map(n=>n.id)}function H(t,e){return`%${t.id}, ${t.kind}: ${t.says}; of the edit “${e[t.edit]?.text??""}”`}var He={svg:"",nodes:[],edits:[],code:"",can_undo:!1,can_redo:!1},$=class{element=a("div",{class:"drawing"});#n;#e=He;#r=new Map;#t=0;constructor(e,n){this.#n=e;let r=o=>$e(o.target);this.element.addEventListener("click",o=>this.#a(r(o)),{signal:n}),this.element.addEventListener("pointerover",o=>e.hover(r(o)),{signal:n}),this.element.addEventListener("pointerleave",()=>e.hover(null),{signal:n}),this.element.addEventListener("focusin",o=>this.#d(r(o)),{signal:n}),this.element.addEventListener("focusout",()=>e.hover(null),{signal:n}),this.element.addEventListener("keydown",o=>this.#c(o),{signal:n})}draw(e){if(e.svg===this.#e.svg&&e.nodes.length===this.#e.nodes.length){this.#e=e,this.#o();return}let n=this.element.contains(this.element.getRootNode().activeElement??null);this.#e=e,this.element.replaceChildren(...e.svg===""?[]:[Pe(e.svg)]),this.element.hidden=e.nodes.length===0,this.#r=new Map([...this.element.querySelectorAll("[data-node]")].map(r=>[Number(r.dataset.node),r])),this.#t=Math.min(this.#t,Math.max(0,e.nodes.length-1)),this.#o(),n&&this.#s()}select(e){for(let[r,o]of this.#r)u(o,"aria-selected",String(r===e));let n=this.#e.nodes.findIndex(r=>r.id===e);n>=0&&(this.#t=n),this.#i()}light(e,n=[],r="same"){u(this.element,"data-lit",e===null?null:r);for(let[o,s]of this.#r)u(s,"data-same",e?.includes(o)??!1),u(s,"data-near",n.includes(o))}#o(){for(let e of this.#e.nodes){let n=this.#r.get(e.id);if(n!==void 0){u(n,"role","option"),u(n,"aria-label",H(e,this.#e.edits));for(let r of n.querySelectorAll("title"))r.remove()}}this.#i()}#i(){for(let[e,n]of this.#e.nodes.entries()){let r=this.#r.get(n.id);r&&u(r,"tabindex",e===this.#t?0:-1)}}#s(){let e=this.#e.nodes[this.#t];e&&this.#r.get(e.id)?.focus()}#a(e){e!==null&&(this.#d(e),this.#r.get(e)?.focus(),this.#n.look(e))}#d(e){let n=this.#e.nodes.findIndex(r=>r.id===e);n<0||(this.#t=n,this.#i(),this.#n.hover(e))}#c(e){let n=this.#e.nodes[this.#t],r=K(e);if(n===void 0)return;let o=this.#u(e);if(r!==null)this.#n.travel(r);else if(o!==null)this.#t=Math.max(0,Math.min(this.#e.nodes.length-1,o)),this.#i(),this.#s();else if(g(e,"Enter"," "))this.#n.look(n.id);else if(g(e,"Escape"))this.#n.look(null);else if(g(e,"Delete","Backspace"))this.#n.remove(n.id);else return;e.preventDefault()}#u(e){let{nodes:n}=this.#e,r=n[this.#t],o=i=>n.findIndex(d=>d.id===i);if(g(e,"ArrowUp"))return this.#t-1;if(g(e,"ArrowDown"))return this.#t+1;if(g(e,"Home","PageUp"))return 0;if(g(e,"End","PageDown"))return n.length-1;if(r===void 0||!g(e,"ArrowLeft","ArrowRight"))return null;let s=e.key==="ArrowLeft"?o(r.from.at(-1)):o(S(n,r.id)[0]);return s<0?this.#t:s}};function $e(t){let e=t instanceof Element?t.closest("[data-node]"):null;return e===null?null:Number(e.dataset.node)}function Pe(t){let e=document.importNode(new DOMParser().parseFromString(t,"image/svg+xml").documentElement,!0);for(let n of e.querySelectorAll(":scope > title, :scope > desc, script, style"))n.remove();return u(e,"role","listbox"),u(e,"aria-label","Nodes of the graph"),e}var P=class{element=a("div",{class:"edits",role:"group","aria-label":"Edits; press one to see its nodes"});#n;#e;#r=[];#t=[];pinned=null;constructor(e,n){this.#n=e,this.#e=n}draw(e){JSON.stringify(e)!==JSON.stringify(this.#t)&&(this.#t=e,this.pinned=null,this.#r=e.map((n,r)=>this.#o(n,r)),this.element.replaceChildren(...this.#r),this.element.hidden=e.length===0)}mark(e){for(let[n,r]of this.#r.entries())u(r,"data-same",n===e)}#o(e,n){let r=a("i",{"aria-hidden":"true"},e.code?"{ }":"✎"),o=e.on?[]:[a("span",{class:"off"},"off")],s=a("button",{type:"button",class:"edit","aria-pressed":"false","data-off":!e.on,title:e.code?"A graph made in code":"A change made by hand"},r,a("span",{},e.text),...o),i=this.#e;s.addEventListener("click",()=>this.#i(n),{signal:i});for(let d of["pointerenter","focus"])s.addEventListener(d,()=>this.#n(n),{signal:i});for(let d of["pointerleave","blur"])s.addEventListener(d,()=>this.#n(null),{signal:i});return s}#i(e){this.pinned=this.pinned===e?null:e;for(let[n,r]of this.#r.entries())u(r,"aria-pressed",String(n===this.pinned));this.#n(this.pinned)}};var Ce="No edits are in force. Make one in any view of this workspace, or open a graph made in code: ",Ne="workspace.open(run.graph)",Q="Click a node to see its value; arrows go from node to node, Delete takes one away.",C=class{element;#n;#e;#r;#t;#o;#i=a("span",{class:"size"});#s;#a;#d;#c=a("p",{class:"hint"},Q);#u=a("p",{class:"empty"},Ce,a("code",{},Ne));#p=null;constructor(e,n){this.#n=e,this.#e=new M(e,n);let r=(i,d={})=>this.#e.ask(i,d),o=i=>{this.#w(i)};this.#r=new $({look:i=>{this.#b(i)},hover:i=>this.#v(i),remove:o,travel:i=>{r(i)}},n),this.#t=new L({remove:o,warn:i=>this.#k(i),close:()=>{this.#b(null)}},n),this.#o=new P(i=>this.#m(i),n);let s=(i,d,l)=>F(i,l,d,n);this.#s=s("Undo",()=>{r("undo")},"Take back the last step (Ctrl+Z in the drawing)"),this.#a=s("Redo",()=>{r("redo")},"Make it again (Ctrl+Shift+Z in the drawing)"),this.#d=s("Copy as Python",()=>{this.#E()},""),this.element=this.#y(),m(e,"change:_screen",()=>this.#g(),n),m(e,"change:_value",()=>this.#h(),n),m(e,"change:node",()=>this.#h(),n),m(e,"change:busy",()=>u(this.element,"data-busy",e.get("busy")),n),this.#g()}get#l(){return this.#n.get("_screen")}#y(){let e=a("div",{class:"tools"},this.#s,this.#a,this.#d);return a("div",{class:"graph"},a("header",{},a("h2",{},"Graph"),this.#i,e),this.#e.messages,this.#o.element,this.#r.element,this.#u,this.#c,this.#t.element,this.#e.status)}#g(){let e=this.#l,n=e.edits.filter(({on:o})=>!o).length,r=`${w(e.edits.length,"edit")}${n>0?`, ${n} off`:""}`;this.#i.textContent=`${w(e.nodes.length,"node")} of ${r}`;for(let[o,s]of[[this.#s,e.can_undo],[this.#a,e.can_redo],[this.#d,e.code!==""]])z(o,s);this.#d.title=e.code===""&&e.nodes.length>0?"The numbers in this graph make its code long; in Python it is workspace.code":"Code that does the same, without the workspace",this.#u.hidden=e.nodes.length>0,this.#c.hidden=e.nodes.length===0,this.#o.draw(e.edits),this.#r.draw(e),this.#h()}#h(){let e=this.#n.get("node"),n=e===null?null:this.#f(e);this.#r.select(n?.id??null),this.#t.draw(n,this.#l.edits,this.#n.get("_value"))}#f(e){return this.#l.nodes.find(n=>n.id===e)??null}async#b(e){this.#r.select(e),e!==null&&this.#t.draw(this.#f(e),this.#l.edits,this.#n.get("_value")),await this.#e.ask("look",{node:e})||this.#h()}async#w(e){let n=this.#f(e);n&&await this.#e.ask("delete",{node:e})&&this.#e.announce(`${H(n,this.#l.edits).split(";")[0]} is deleted.`)}#v(e){let n=e===null?null:this.#f(e);if(n===null){this.#c.textContent=Q,this.#o.mark(null),this.#m(this.#p);return}this.#c.replaceChildren(a("b",{},`%${n.id} ${n.kind}`)," ",a("code",{},n.code||n.says)),this.#o.mark(n.edit);let r=[n.id,...n.from,...S(this.#l.nodes,n.id)];this.#r.light(this.#x(n.edit),r)}#m(e){this.#p=this.#o.pinned;let n=e??this.#p;this.#r.light(n===null?null:this.#x(n))}#k(e){e===null?this.#m(this.#p):this.#r.light(e,[],"gone")}#x(e){return this.#l.nodes.filter(n=>n.edit===e).map(({id:n})=>n)}async#E(){await D(this.#l.code)?this.#e.announce("Python copied to the clipboard."):this.#e.notice("The browser does not let this page copy; in Python it is workspace.code.")}};var ee=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function ne(t){let e=[...t.querySelectorAll("*")].filter(i=>getComputedStyle(i).position==="sticky"),n=e.map(i=>i.getBoundingClientRect()),r=e.map(i=>i.getAttribute("style"));for(let i of e)oe(i);let o=e.map(i=>i.getBoundingClientRect());e.forEach((i,d)=>{let l=r[d]??null;l===null?i.removeAttribute("style"):i.setAttribute("style",l)});let s=new Map(e.map((i,d)=>[i,te(o[d],n[d])]));return new Map([...s].map(([i,d])=>[i,te(qe(i,s),d)]))}function re(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&Ke(t,e);let r=n.get(t);r!==void 0&&oe(e);let o=t.parentElement,[s,i]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(s!==0||i!==0)&&(e.style.translate=`${s}px ${i}px`)}function oe(t){t.style.position="relative",t.style.inset="auto"}function Ke(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...i)=>i.reduce((d,l)=>d+(Number.parseFloat(n.getPropertyValue(l))||0),0),[o,s]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),s>=1&&(e.style.paddingBottom=`${r("padding-bottom")+s}px`)}function te(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function qe(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var ie="http://www.w3.org/1999/xhtml",q=12,Be=2,_e=16e3,De=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ae(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Fe(t),o=document.createElementNS(ie,"style");o.textContent=ze(e);let s=document.createElementNS(ie,"div");for(let{name:d,value:l}of t.attributes)d!=="style"&&s.setAttribute(d,l);s.setAttribute("class","nnexplore"),s.setAttribute("style",Oe(t,o.textContent,n,r)),s.append(o,...Ie(e));let i={width:n+2*q,height:r+2*q};return{...i,svg:Ge(s,i.width,i.height)}}async function le({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(Be,_e/Math.max(e,n)),s=document.createElement("canvas");s.width=Math.round(e*o),s.height=Math.round(n*o);let i=s.getContext("2d");if(i===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return i.drawImage(r,0,0,s.width,s.height),new Promise((d,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));s.toBlob(f=>f===null?c():d(f),"image/png")})}function Fe(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ze(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(s=>s.cssText).join(`
`)),r=[...e,...n].join(`
`);return De+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Oe(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${je(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${q}px`,"overflow: hidden"].join("; ")}function je(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Ie(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!se(r)),n=ne(t);return e.map(r=>{let o=r.cloneNode(!0),s=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((i,d)=>{let l=s[d];l!==void 0&&(Ue(i,l),re(i,l,n))});for(let i of s)se(i)&&i.remove();return o})}function se(t){return t.hasAttribute("data-unexported")}function Ue(t,e){t instanceof HTMLCanvasElement?Ve(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function Ve(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Ge(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,s=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return We(s)}function We(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var Je="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function de(t,e,n,r){let o=c=>async()=>{try{await c()}catch(f){n(k(v(f),r))}},i=Xe(t,()=>n(a("p",{class:"notice",role:"status"},Je)),r),d=c=>`${Ye(e)}.${c}`,l=()=>ae(e);return Ze([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>B(await le(l()),d("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>B(new Blob([l().svg],{type:"image/svg+xml"}),d("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(i)}],r)}function Xe(t,e,n){let r=T(t,e,n),o=new Set;return m(t,"msg:custom",(i,d)=>{let[l]=d??[];if(i?.kind!=="page"||l===void 0||!o.delete(i.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);B(new Blob([c],{type:"text/html"}),i.name??"view.html")},n),async()=>{let i=Math.random().toString(36).slice(2);o.add(i),await r("page",{ticket:i})}}function B(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Ye(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Ze(t,e){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),s=a("div",{class:"save-menu","data-unexported":!0},n,o),i=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},d=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?i(0):d(!0),{signal:e}),r.forEach((l,c)=>{let f=()=>{d(!0),t[c]?.act()};l.addEventListener("click",f,{signal:e})}),s.addEventListener("keydown",l=>Qe(l,r,o.hidden,i,d),{signal:e}),s.addEventListener("focusout",l=>et(l,s,d),{signal:e}),s}function Qe(t,e,n,r,o){let s=e.length-1,i=e.indexOf(t.target),d=n?{ArrowDown:0,ArrowUp:s}[t.key]:{ArrowDown:i===s?0:i+1,ArrowUp:i<=0?s:i-1,Home:0,End:s}[t.key];d!==void 0&&g(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(d)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function et(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var tt=4;function ce(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),s=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),i=a("div",{class:"unheard","aria-live":"polite","data-unexported":!0}),d=a("div",{},s,i);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=nt(o,e),c=-1,f=(p,h)=>{let x=Math.floor(p*tt);x!==c&&(i.textContent=`Running: ${h||`${Math.round(p*100)} %`}`),c=x},b=()=>{let{done:p=0,total:h=0,text:x=""}=t.get("_progress")??{};h===0?(l(),c>=0&&(i.textContent="No longer running"),c=-1):f(p/h,x),s.hidden=h===0,n.value=h>0?p/h:0,r.textContent=x};return m(t,"change:_progress",b,e),b(),d}function nt(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let s=n?.isConnected&&n.getRootNode()===o,i=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(s?n:i)?.focus()}}function rt(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function ue(t,e){let n=()=>{t.style.colorScheme=rt(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function pe(t,e){function n({model:r,el:o,signal:s}){let i=new AbortController;s?.addEventListener("abort",()=>i.abort());let d=a("div",{class:"nnexplore"}),l=d.attachShadow({mode:"open"});l.append(a("style",{},ee,...t),ce(r,i.signal)),o.append(d),ue(d,i.signal),Z(d,i.signal),j(l,()=>l.append(e(r,i.signal,d).element),i.signal);let c=l.lastElementChild;return l.append(de(r,d,f=>c?.before(f),i.signal)),()=>i.abort()}return{render:n}}var gn=pe([_],(t,e)=>new C(t,e));export{gn as default};

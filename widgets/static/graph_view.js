var O=`/* The graph: a row of edits, the drawing, the node that is looked at. Colours and lines of the drawing are its own. */

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

.select {
  margin: 2px 0 8px;
}
`;function a(t,e={},...n){let r=document.createElement(t);for(let[o,s]of Object.entries(e))u(r,o,s);return r.append(...n),r}function u(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}async function D(t){try{return await navigator.clipboard.writeText(t),!0}catch{return be(t)}}function be(t){let e=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function F(t,e,n,r){let o=a("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>xe(o)&&n(),{signal:r}),o}function z(t,e,n=""){u(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,u(t,"title",(e?"":n)||t.dataset.title||null)}function xe(t){return t.getAttribute("aria-disabled")!=="true"}function w(t){if(!Number.isFinite(t))return we(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return j(n)}return j(Number(t.toPrecision(9)))}function j(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function we(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function y(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}function U(t,e,n){try{e()}catch(r){t.append(k(v(r),n))}}function v(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function k({message:t,details:e},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let s=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>s.remove(),{signal:n}),s}var E=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},I=8e3;function T(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),s=0;return m(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new E(l.message,l.details)):c.done())},n),m(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,I)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((h,b)=>{let p=`${o}-${++s}`;r.set(p,{done:h,fail:b,timer:setTimeout(e,I)}),t.send({kind:l,id:p,...c})})}var V=new WeakMap;function m(t,e,n,r){t.on(e,n);let o=V.get(r),s=()=>t.off(e,n);if(o){o.push(s);return}let i=[s];V.set(r,i),r.addEventListener("abort",()=>{for(let d of i)d()})}var ye="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",S=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#e;#t;#r;#n=null;constructor(e,n){this.#e=e,this.#r=n,this.#t=T(e,()=>this.#i(),n);for(let r of["_error","_screen"])m(e,`change:${r}`,()=>this.#o(),n);m(e,"change:_progress",()=>this.#s(),n),this.#o()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#t(e,n),r?this.#s():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=v(e);this.#a({message:n,details:e instanceof E?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:n}=this.#e.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#i(){this.notice(ye),this.#n=this.messages.firstElementChild}#s(){this.#n?.remove(),this.#n=null}#a(e){this.messages.replaceChildren(k(e,this.#r))}};function G(t,e,n,r){let o=a("select",{"aria-label":t}),s=e.map(([i,d])=>a("option",{value:i},d));return o.append(...s),o.addEventListener("change",()=>n(o.value),{signal:r}),{element:a("label",{class:"select"},a("span",{},t),o),draw(i,d=()=>null){for(let[l,c]of s.entries()){let[h,b]=e[l],p=d(h);c.disabled=p!==null&&h!==i,c.textContent=p===null?b:`${b} (${p})`}o.value=i}}}var N=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],Et=Object.fromEntries(N);function R(t){let e=ve(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ve(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var ke=["least","largest","mean","std","norm"],M=class{element=a("section",{class:"details","aria-label":"The node"});#e=a("button",{type:"button",class:"delete"},"Delete");#t=a("button",{type:"button",class:"dismiss","aria-label":"Close the node"},"✕");#r=null;#n=[];constructor(e,n){let r=o=>e.warn(o&&this.#n.length>0?this.#n:null);this.#e.addEventListener("click",()=>this.#r&&e.remove(this.#r.id),{signal:n});for(let o of["pointerenter","focus"])this.#e.addEventListener(o,()=>r(!0),{signal:n});for(let o of["pointerleave","blur"])this.#e.addEventListener(o,()=>r(!1),{signal:n});this.#t.addEventListener("click",()=>e.close(),{signal:n})}draw(e,n,r){if(this.#r=e,this.element.hidden=e===null,e===null)return;let o=r.id===e.id?r:{};this.#n=o.gone??[];let s=this.#n.filter(d=>d!==e.id).map(d=>`%${d}`),i=n[e.edit];this.#e.title=i?.code?`Take it out of the graph${s.length>0?`, with ${s.join(", ")} that need it`:""}`:"Remove the change that it is of",this.#e.textContent=i?.code?`Delete${s.length>0?` with ${s.join(", ")}`:""}`:"Remove this change",u(this.element,"data-waiting",r.id!==e.id),this.element.replaceChildren(this.#o(e,i),...this.#i(o))}#o(e,n){let r=a("div",{class:"words"});return r.append(a("h3",{},a("span",{class:"id"},`%${e.id}`),` ${e.kind}`),a("p",{class:"code"},a("code",{},e.code||e.says)),a("p",{class:"soft"},`of “${n?.text??""}”`,...e.line?[", made in ",a("code",{},e.line)]:[])),a("div",{class:"head"},r,a("div",{class:"act"},this.#e,this.#t))}#i(e){return e.message!==void 0?[a("p",{class:"wrong",role:"alert"},e.message)]:e.id===void 0?[a("p",{class:"soft"},"…")]:e.shape?[Ee(e),Te(e)]:[a("p",{},a("code",{},`${e.type??""} ${e.text??""}`))]}};function Ee(t){let e=t.stats?[...R(t.stats)]:[],n=t.shape?.length?t.shape.join(" × "):"one number",r=a("dl",{class:"facts"}),o=(s,i,d={})=>r.append(a("div",d,a("dt",{},s),a("dd",{},i)));o(t.after?"after it":"value",`${t.dtype} ${n}${t.type?` (${t.type})`:""}`);for(let[s,i]of ke.entries()){let d=e[s]??Number.NaN;o(i,K(d),{"data-stat":i,"data-value":w(d),title:w(d)})}return t.moved!==void 0&&o("moved by",K(t.moved),{"data-stat":"moved","data-value":String(t.moved),title:`the norm of what this line has changed: ${t.moved}`}),t.holes&&o("NaN or ∞",y(t.holes,"number"),{class:"bad"}),r}function Te(t){let e=t.preview?R(t.preview):new Float32Array,{rows:n=0,columns:r=0,shape:o=[],index:s=[]}=t,i=e.reduce((p,f)=>Number.isFinite(f)?Math.max(p,Math.abs(f)):p,0),l=`[${[...s.map(String),o&&o.length>1?`:${n}`:"",`:${r}`].filter(p=>p!=="").join(", ")}]`,c=Array.from({length:n},(p,f)=>a("tr",{},a("th",{scope:"row"},String(f)),...Array.from({length:r},(x,me)=>Se(e[f*r+me]??0,i)))),h=Array.from({length:r},(p,f)=>a("th",{scope:"col"},String(f))),b=a("table",{class:"preview","aria-label":`Its first numbers, ${l}`},a("thead",{},a("tr",{},a("td",{class:"corner"},l),...h)),a("tbody",{},...c));return a("div",{class:"numbers",tabindex:0,role:"region","aria-label":"First numbers"},b)}function Se(t,e){let n=a("td",{"data-value":w(t),title:w(t)},K(t));if(!Number.isFinite(t))u(n,"class","bad");else{let r=e>0?Math.round(45*Math.abs(t)/e):0;n.style.setProperty("--share",`${r}%`),u(n,"class",t<0?"less":"more-than")}return n}function K(t){if(!Number.isFinite(t))return w(t);let e=Number(t.toPrecision(4));return(e!==0&&Math.abs(e)<.001?e.toExponential():String(e)).replace("-","−")}var Me=["a","c","v","x","y","z"],Le=["text","search","number"];function W(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Le.includes(t.type)}function J(t){return t.ctrlKey||t.metaKey?Me.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function X(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function Y(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function Z({row:t,column:e},{rows:n,columns:r},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return L({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return L({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return L({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return L({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function L({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function g(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function q(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Ae=["Enter"," ","Delete","Backspace"],Q=[{row:0,column:0},{rows:1,columns:1}];function ee(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",He(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function He(t,e){return W(e)?J(t):X(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&Y(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&$e(t)?!0:Z(...Q,t)!==null||g(t,...Ae)||q(t)!==null}function $e(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&Z(...Q,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function A(t,e){return t.filter(({from:n})=>n.includes(e)).map(n=>n.id)}function H(t,e){return`%${t.id}, ${t.kind}: ${t.says}; of the edit “${e[t.edit]?.text??""}”`}var Pe={svg:"",nodes:[],edits:[],code:"",can_undo:!1,can_redo:!1},$=class{element=a("div",{class:"drawing"});#e;#t=Pe;#r=new Map;#n=0;constructor(e,n){this.#e=e;let r=o=>Ce(o.target);this.element.addEventListener("click",o=>this.#a(r(o)),{signal:n}),this.element.addEventListener("pointerover",o=>e.hover(r(o)),{signal:n}),this.element.addEventListener("pointerleave",()=>e.hover(null),{signal:n}),this.element.addEventListener("focusin",o=>this.#d(r(o)),{signal:n}),this.element.addEventListener("focusout",()=>e.hover(null),{signal:n}),this.element.addEventListener("keydown",o=>this.#c(o),{signal:n})}draw(e){if(e.svg===this.#t.svg&&e.nodes.length===this.#t.nodes.length){this.#t=e,this.#o();return}let n=this.element.contains(this.element.getRootNode().activeElement??null);this.#t=e,this.element.replaceChildren(...e.svg===""?[]:[Ne(e.svg)]),this.element.hidden=e.nodes.length===0,this.#r=new Map([...this.element.querySelectorAll("[data-node]")].map(r=>[Number(r.dataset.node),r])),this.#n=Math.min(this.#n,Math.max(0,e.nodes.length-1)),this.#o(),n&&this.#s()}select(e){for(let[r,o]of this.#r)u(o,"aria-selected",String(r===e));let n=this.#t.nodes.findIndex(r=>r.id===e);n>=0&&(this.#n=n),this.#i()}light(e,n=[],r="same"){u(this.element,"data-lit",e===null?null:r);for(let[o,s]of this.#r)u(s,"data-same",e?.includes(o)??!1),u(s,"data-near",n.includes(o))}#o(){for(let e of this.#t.nodes){let n=this.#r.get(e.id);if(n!==void 0){u(n,"role","option"),u(n,"aria-label",H(e,this.#t.edits));for(let r of n.querySelectorAll("title"))r.remove()}}this.#i()}#i(){for(let[e,n]of this.#t.nodes.entries()){let r=this.#r.get(n.id);r&&u(r,"tabindex",e===this.#n?0:-1)}}#s(){let e=this.#t.nodes[this.#n];e&&this.#r.get(e.id)?.focus()}#a(e){e!==null&&(this.#d(e),this.#r.get(e)?.focus(),this.#e.look(e))}#d(e){let n=this.#t.nodes.findIndex(r=>r.id===e);n<0||(this.#n=n,this.#i(),this.#e.hover(e))}#c(e){let n=this.#t.nodes[this.#n],r=q(e);if(n===void 0)return;let o=this.#p(e);if(r!==null)this.#e.travel(r);else if(o!==null)this.#n=Math.max(0,Math.min(this.#t.nodes.length-1,o)),this.#i(),this.#s();else if(g(e,"Enter"," "))this.#e.look(n.id);else if(g(e,"Escape"))this.#e.look(null);else if(g(e,"Delete","Backspace"))this.#e.remove(n.id);else return;e.preventDefault()}#p(e){let{nodes:n}=this.#t,r=n[this.#n],o=i=>n.findIndex(d=>d.id===i);if(g(e,"ArrowUp"))return this.#n-1;if(g(e,"ArrowDown"))return this.#n+1;if(g(e,"Home","PageUp"))return 0;if(g(e,"End","PageDown"))return n.length-1;if(r===void 0||!g(e,"ArrowLeft","ArrowRight"))return null;let s=e.key==="ArrowLeft"?o(r.from.at(-1)):o(A(n,r.id)[0]);return s<0?this.#n:s}};function Ce(t){let e=t instanceof Element?t.closest("[data-node]"):null;return e===null?null:Number(e.dataset.node)}function Ne(t){let e=document.importNode(new DOMParser().parseFromString(t,"image/svg+xml").documentElement,!0);for(let n of e.querySelectorAll(":scope > title, :scope > desc, script, style"))n.remove();return u(e,"role","listbox"),u(e,"aria-label","Nodes of the graph"),e}var P=class{element=a("div",{class:"edits",role:"group","aria-label":"Edits; press one to see its nodes"});#e;#t;#r=[];#n=[];pinned=null;constructor(e,n){this.#e=e,this.#t=n}draw(e){JSON.stringify(e)!==JSON.stringify(this.#n)&&(this.#n=e,this.pinned=null,this.#r=e.map((n,r)=>this.#o(n,r)),this.element.replaceChildren(...this.#r),this.element.hidden=e.length===0)}mark(e){for(let[n,r]of this.#r.entries())u(r,"data-same",n===e)}#o(e,n){let r=a("i",{"aria-hidden":"true"},e.code?"{ }":"✎"),o=e.on?[]:[a("span",{class:"off"},"off")],s=a("button",{type:"button",class:"edit","aria-pressed":"false","data-off":!e.on,title:e.code?"A graph made in code":"A change made by hand"},r,a("span",{},e.text),...o),i=this.#t;s.addEventListener("click",()=>this.#i(n),{signal:i});for(let d of["pointerenter","focus"])s.addEventListener(d,()=>this.#e(n),{signal:i});for(let d of["pointerleave","blur"])s.addEventListener(d,()=>this.#e(null),{signal:i});return s}#i(e){this.pinned=this.pinned===e?null:e;for(let[n,r]of this.#r.entries())u(r,"aria-pressed",String(n===this.pinned));this.#e(this.pinned)}};var Re="No edits are in force. Make one in any view of this workspace, or open a graph made in code: ",Ke="workspace.open(run.graph)",qe=N.map(([t,e])=>[t,`${t==="edited"?"this node":"its place"}, ${e}`]),te="Click a node to see its value; arrows go from node to node, Delete takes one away.",C=class{element;#e;#t;#r;#n;#o;#i=a("span",{class:"size"});#s;#a;#d;#c=a("p",{class:"hint"},te);#p=a("p",{class:"empty"},Re,a("code",{},Ke));#h;#f=null;constructor(e,n){this.#e=e,this.#t=new S(e,n);let r=(i,d={})=>this.#t.ask(i,d),o=i=>{this.#k(i)};this.#r=new $({look:i=>{this.#x(i)},hover:i=>this.#E(i),remove:o,travel:i=>{r(i)}},n),this.#n=new M({remove:o,warn:i=>this.#T(i),close:()=>{this.#x(null)}},n),this.#o=new P(i=>this.#g(i),n),this.#h=G("Show",qe,i=>this.#v(i),n);let s=(i,d,l)=>F(i,l,d,n);this.#s=s("Undo",()=>{r("undo")},"Take back the last step (Ctrl+Z in the drawing)"),this.#a=s("Redo",()=>{r("redo")},"Make it again (Ctrl+Shift+Z in the drawing)"),this.#d=s("Copy as Python",()=>{this.#S()},""),this.element=this.#y(),m(e,"change:_screen",()=>this.#b(),n),m(e,"change:_value",()=>this.#u(),n),m(e,"change:node",()=>this.#u(),n),m(e,"change:show",()=>this.#u(),n),m(e,"change:busy",()=>u(this.element,"data-busy",e.get("busy")),n),this.#b()}get#l(){return this.#e.get("_screen")}#y(){let e=a("div",{class:"tools"},this.#s,this.#a,this.#d);return a("div",{class:"graph"},a("header",{},a("h2",{},"Graph"),this.#i,e),this.#t.messages,this.#o.element,this.#r.element,this.#p,this.#c,this.#h.element,this.#n.element,this.#t.status)}#b(){let e=this.#l,n=e.edits.filter(({on:o})=>!o).length,r=`${y(e.edits.length,"edit")}${n>0?`, ${n} off`:""}`;this.#i.textContent=`${y(e.nodes.length,"node")} of ${r}`;for(let[o,s]of[[this.#s,e.can_undo],[this.#a,e.can_redo],[this.#d,e.code!==""]])z(o,s);this.#d.title=e.code===""&&e.nodes.length>0?"The numbers in this graph make its code long; in Python it is workspace.code":"Code that does the same, without the workspace",this.#p.hidden=e.nodes.length>0,this.#c.hidden=e.nodes.length===0,this.#o.draw(e.edits),this.#r.draw(e),this.#u()}#u(){let e=this.#e.get("node"),n=e===null?null:this.#m(e);this.#r.select(n?.id??null),this.#n.draw(n,this.#l.edits,this.#e.get("_value"));let{missing:r={}}=this.#e.get("_value");this.#h.element.hidden=n===null,this.#h.draw(this.#e.get("show")??"edited",o=>r[o]??null)}#v(e){this.#e.set("show",e),this.#e.save_changes()}#m(e){return this.#l.nodes.find(n=>n.id===e)??null}async#x(e){this.#r.select(e),e!==null&&this.#n.draw(this.#m(e),this.#l.edits,this.#e.get("_value")),await this.#t.ask("look",{node:e})||this.#u()}async#k(e){let n=this.#m(e);n&&await this.#t.ask("delete",{node:e})&&this.#t.announce(`${H(n,this.#l.edits).split(";")[0]} is deleted.`)}#E(e){let n=e===null?null:this.#m(e);if(n===null){this.#c.textContent=te,this.#o.mark(null),this.#g(this.#f);return}this.#c.replaceChildren(a("b",{},`%${n.id} ${n.kind}`)," ",a("code",{},n.code||n.says)),this.#o.mark(n.edit);let r=[n.id,...n.from,...A(this.#l.nodes,n.id)];this.#r.light(this.#w(n.edit),r)}#g(e){this.#f=this.#o.pinned;let n=e??this.#f;this.#r.light(n===null?null:this.#w(n))}#T(e){e===null?this.#g(this.#f):this.#r.light(e,[],"gone")}#w(e){return this.#l.nodes.filter(n=>n.edit===e).map(({id:n})=>n)}async#S(){await D(this.#l.code)?this.#t.announce("Python copied to the clipboard."):this.#t.notice("The browser does not let this page copy; in Python it is workspace.code.")}};var ne=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function oe(t){let e=[...t.querySelectorAll("*")].filter(i=>getComputedStyle(i).position==="sticky"),n=e.map(i=>i.getBoundingClientRect()),r=e.map(i=>i.getAttribute("style"));for(let i of e)se(i);let o=e.map(i=>i.getBoundingClientRect());e.forEach((i,d)=>{let l=r[d]??null;l===null?i.removeAttribute("style"):i.setAttribute("style",l)});let s=new Map(e.map((i,d)=>[i,re(o[d],n[d])]));return new Map([...s].map(([i,d])=>[i,re(Oe(i,s),d)]))}function ie(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&_e(t,e);let r=n.get(t);r!==void 0&&se(e);let o=t.parentElement,[s,i]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(s!==0||i!==0)&&(e.style.translate=`${s}px ${i}px`)}function se(t){t.style.position="relative",t.style.inset="auto"}function _e(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...i)=>i.reduce((d,l)=>d+(Number.parseFloat(n.getPropertyValue(l))||0),0),[o,s]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),s>=1&&(e.style.paddingBottom=`${r("padding-bottom")+s}px`)}function re(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function Oe(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var ae="http://www.w3.org/1999/xhtml",B=12,De=2,Fe=16e3,ze=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function de(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=je(t),o=document.createElementNS(ae,"style");o.textContent=Ue(e);let s=document.createElementNS(ae,"div");for(let{name:d,value:l}of t.attributes)d!=="style"&&s.setAttribute(d,l);s.setAttribute("class","nnexplore"),s.setAttribute("style",Ie(t,o.textContent,n,r)),s.append(o,...Ge(e));let i={width:n+2*B,height:r+2*B};return{...i,svg:Xe(s,i.width,i.height)}}async function ce({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(De,Fe/Math.max(e,n)),s=document.createElement("canvas");s.width=Math.round(e*o),s.height=Math.round(n*o);let i=s.getContext("2d");if(i===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return i.drawImage(r,0,0,s.width,s.height),new Promise((d,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));s.toBlob(h=>h===null?c():d(h),"image/png")})}function je(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Ue(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(s=>s.cssText).join(`
`)),r=[...e,...n].join(`
`);return ze+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Ie(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${Ve(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${B}px`,"overflow: hidden"].join("; ")}function Ve(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Ge(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!le(r)),n=oe(t);return e.map(r=>{let o=r.cloneNode(!0),s=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((i,d)=>{let l=s[d];l!==void 0&&(We(i,l),ie(i,l,n))});for(let i of s)le(i)&&i.remove();return o})}function le(t){return t.hasAttribute("data-unexported")}function We(t,e){t instanceof HTMLCanvasElement?Je(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function Je(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Xe(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,s=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Ye(s)}function Ye(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var Ze="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ue(t,e,n,r){let o=c=>async()=>{try{await c()}catch(h){n(k(v(h),r))}},i=Qe(t,()=>n(a("p",{class:"notice",role:"status"},Ze)),r),d=c=>`${et(e)}.${c}`,l=()=>de(e);return tt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>_(await ce(l()),d("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>_(new Blob([l().svg],{type:"image/svg+xml"}),d("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(i)}],r)}function Qe(t,e,n){let r=T(t,e,n),o=new Set;return m(t,"msg:custom",(i,d)=>{let[l]=d??[];if(i?.kind!=="page"||l===void 0||!o.delete(i.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);_(new Blob([c],{type:"text/html"}),i.name??"view.html")},n),async()=>{let i=Math.random().toString(36).slice(2);o.add(i),await r("page",{ticket:i})}}function _(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function et(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function tt(t,e){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:c})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),s=a("div",{class:"save-menu","data-unexported":!0},n,o),i=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},d=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?i(0):d(!0),{signal:e}),r.forEach((l,c)=>{let h=()=>{d(!0),t[c]?.act()};l.addEventListener("click",h,{signal:e})}),s.addEventListener("keydown",l=>nt(l,r,o.hidden,i,d),{signal:e}),s.addEventListener("focusout",l=>rt(l,s,d),{signal:e}),s}function nt(t,e,n,r,o){let s=e.length-1,i=e.indexOf(t.target),d=n?{ArrowDown:0,ArrowUp:s}[t.key]:{ArrowDown:i===s?0:i+1,ArrowUp:i<=0?s:i-1,Home:0,End:s}[t.key];d!==void 0&&g(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(d)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function rt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var ot=4;function pe(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),s=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),i=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),d=a("div",{},s,i);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=it(o,e),c=-1,h=(p,f)=>{let x=Math.floor(p*ot);x!==c&&(i.textContent=`Running: ${f||`${Math.round(p*100)} %`}`),c=x},b=()=>{let{done:p=0,total:f=0,text:x=""}=t.get("_progress")??{};f===0?(l(),c>=0&&(i.textContent="No longer running"),c=-1):h(p/f,x),s.hidden=f===0,n.value=f>0?p/f:0,r.textContent=x};return m(t,"change:_progress",b,e),b(),d}function it(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let s=n?.isConnected&&n.getRootNode()===o,i=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(s?n:i)?.focus()}}function st(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function he(t,e){let n=()=>{t.style.colorScheme=st(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function fe(t,e){function n({model:r,el:o,signal:s}){let i=new AbortController;s?.addEventListener("abort",()=>i.abort());let d=a("div",{class:"nnexplore"}),l=d.attachShadow({mode:"open"});l.append(a("style",{},ne,...t),pe(r,i.signal)),o.append(d),he(d,i.signal),ee(d,i.signal),U(l,()=>l.append(e(r,i.signal,d).element),i.signal);let c=l.lastElementChild;return l.append(ue(r,d,h=>c?.before(h),i.signal)),()=>i.abort()}return{render:n}}var Sn=fe([O],(t,e)=>new C(t,e));export{Sn as default};

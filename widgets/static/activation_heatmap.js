var we=`/* What is said of the numbers, and the choices beside it. */

aside {
  display: grid;
  gap: 10px;
  min-width: 0;
}

figure {
  margin: 0;
}

.histogram {
  border-bottom: 1px solid var(--quiet);
}

.histogram svg {
  display: block;
  width: 100%;
  height: 56px;
}

.histogram .bar {
  stroke: var(--quiet);
  stroke-width: 0.4;
  vector-effect: non-scaling-stroke;
}

.histogram g:hover .bar {
  stroke: var(--text);
  stroke-width: 1.5;
}

.ends {
  display: flex;
  justify-content: space-between;
  padding-top: 2px;
  font-size: 11.5px;
  font-variant-numeric: tabular-nums;
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 14px;
  align-items: center;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.item {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.map {
  display: inline-block;
  width: 120px;
  height: 10px;
  border: 1px solid var(--line);
  border-radius: 3px;
}

.dot,
.box,
.fold {
  display: inline-block;
  width: 10px;
  height: 10px;
  border-radius: 2px;
}

.box {
  border: 2px solid var(--change);
}

.fold {
  border: 1px solid var(--quiet);
  background: linear-gradient(225deg, var(--text) 45%, transparent 45%);
}

.top {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
  gap: 4px;
  margin: 6px 0 0;
  padding: 0;
  list-style: none;
}

.top button {
  display: flex;
  gap: 8px;
  position: relative;
  justify-content: space-between;
  width: 100%;
  padding: 2px 8px 5px;
  overflow: hidden;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.top button::after {
  position: absolute;
  bottom: 0;
  left: 0;
  width: calc(100% * var(--share));
  height: 3px;
  background: var(--accent);
  content: "";
}

.top span {
  color: var(--quiet);
}

.top b {
  overflow: hidden;
  font-weight: 600;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.choice {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 0;
  align-items: center;
  min-width: 0;
}

.choice legend {
  float: left;
  min-width: 62px;
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
`;var ve=`/* The heatmap: the picture on the left, what is said of it on the right; in a narrow cell one above the other. */

.heatmap {
  container-type: inline-size;
  display: grid;
  gap: 10px;
  padding: 4px 2px 6px;
}

header,
.choosers,
.actions,
.line {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  min-width: 0;
}

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
}

h3 {
  font-size: 13px;
  font-weight: 650;
}

.size,
.quiet,
.legend,
small {
  color: var(--quiet);
}

h3 .quiet {
  font-weight: 400;
}

.size {
  min-width: 0;
  overflow-wrap: anywhere;
}

.buttons,
.zoom,
.joined,
.pair,
.sliders {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
}

.buttons,
.zoom {
  margin-left: auto;
}

.pair {
  gap: 6px 12px;
}

.pair[hidden],
.actions[hidden] {
  display: none;
}

.sliders {
  gap: 6px 16px;
}

label {
  display: inline-flex;
  gap: 6px;
  align-items: center;
  min-width: 0;
}

select,
input[type="number"] {
  max-width: 100%;
  padding: 3px 6px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

.pair select {
  max-width: 260px;
}

input[type="number"] {
  width: 72px;
}

input[type="range"] {
  width: 130px;
  accent-color: var(--accent);
}

.sliders output {
  min-width: 4.5em;
  font-variant-numeric: tabular-nums;
}

.joined {
  gap: 3px;
}

.actions {
  gap: 6px;
}

.actions .quiet {
  min-width: 6.5em;
}

.gap {
  width: 6px;
}

.body {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 250px;
  gap: 12px 24px;
  align-items: start;
}

.main {
  display: grid;
  gap: 6px;
  min-width: 0;
}

.line {
  flex-wrap: nowrap;
  min-height: 28px;
}

.readout {
  overflow: hidden;
  min-width: 0;
  font-variant-numeric: tabular-nums;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.zoom {
  flex: none;
  gap: 4px;
}

.zoom button {
  min-width: 28px;
  padding: 2px 8px;
}

.pad {
  width: max-content;
  max-width: 100%;
  border-radius: 4px;
  cursor: crosshair;
  touch-action: none;
  user-select: none;
}

canvas {
  display: block;
}

.unseen {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

.messages:empty,
.status:empty {
  display: none;
}

.status {
  color: var(--quiet);
}

@container (max-width: 760px) {
  .body {
    grid-template-columns: minmax(0, 1fr);
  }

  aside {
    grid-template-columns: repeat(auto-fit, minmax(210px, 1fr));
    gap: 10px 20px;
  }

  aside > div {
    grid-column: 1 / -1;
  }
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

  .line {
    flex-wrap: wrap;
  }

  .readout {
    white-space: normal;
  }

  .buttons {
    margin-left: 0;
  }
}

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
`;function k(n){let e=xe(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function re(n){let e=xe(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function xe(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}function c(n,e={},...t){let r=document.createElement(n);for(let[i,o]of Object.entries(e))b(r,i,o);return r.append(...t),r}function b(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let r=t===!0?"":String(t);n.getAttribute(e)!==r&&n.setAttribute(e,r)}function ie(n){if(!Number.isFinite(n))return bt(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return ke(t)}return ke(Number(n.toPrecision(9)))}function ke(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function bt(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function Se(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var yt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],wt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ee(n,e){let t=e==="light"?yt:wt,r=n*(t.length-1),i=Math.min(Math.floor(r),t.length-2),o=Me(Te(t[i]??"#000000")),a=Me(Te(t[i+1]??"#000000"));return xt(vt(o,a,r-i))}function oe(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function se(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function vt(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Me([n,e,t]){let[r,i,o]=[oe(n),oe(e),oe(t)],a=Math.cbrt(.4122214708*r+.5363325363*i+.0514459929*o),s=Math.cbrt(.2119034982*r+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*r+.2817188376*i+.6299787005*o);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function xt([n,e,t]){let r=(n+.3963377774*e+.2158037573*t)**3,i=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[se(4.0767416621*r-3.3077115913*i+.2309699292*o),se(-1.2684380046*r+2.6097574011*i-.3413193965*o),se(-.0041960863*r-.7034186147*i+1.707614701*o)]}function Te(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var kt=["text","quiet","line","paper","raised","accent","change","bad"],ae=256,St={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function le(n){let e=c("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),r=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(kt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...i,dark:r,...Mt(r?"dark":"light")}}function Ae(n,e,t,r){let i=new MutationObserver(t);if(i.observe(n,{attributes:!0,attributeFilter:["style"]}),r.addEventListener("abort",()=>i.disconnect()),typeof ResizeObserver>"u")return;let o=0,a=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});a.observe(e),r.addEventListener("abort",()=>a.disconnect())}function Mt(n){let e=Array.from({length:ae},(t,r)=>r/(ae-1));return{sequential:e.map(t=>Tt(Ee(t,n))),diverging:e.map(t=>Et(St[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function Le([n,e,t]){let r=[n,e,t].map(o=>(o/255)**2.2);return .2126*(r[0]??0)+.7152*(r[1]??0)+.0722*(r[2]??0)>.18?"#000000":"#ffffff"}function H([n,e,t],r=1){return`rgb(${n} ${e} ${t} / ${r})`}function ce(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,r)=>H(n[Math.round(r/8*(ae-1))]??[0,0,0])).join(", ")})`}function Tt(n){return n.map(e=>Math.round(e*255))}function Et(n,e){let t=e*(n.length-1),r=Math.min(Math.floor(t),n.length-2),[i,o]=[Ce(n[r]??"#000000"),Ce(n[r+1]??"#000000")];return i.map((a,s)=>Math.round(a+((o[s]??0)-a)*(t-r)))}function Ce(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}var Ct=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function At(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Lt).join("")}}function z(n){let{spaces:e,text:t}=At(n);return"·".repeat(e)+t}function Pe(n){return JSON.stringify(n)}function Lt(n){let e=Ct.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function K(n,e,t,r){let i=c("button",{type:"button",title:e},n);return i.addEventListener("click",()=>i.getAttribute("aria-disabled")!=="true"&&t(),{signal:r}),i}function y(n,e,t=""){b(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,n.title=e?n.dataset.title:t||n.dataset.title}function O(n,e,t,r){let i=c("fieldset",{class:"choice"},c("legend",{},n)),o=`choice-${Math.random().toString(36).slice(2)}`,a=e.map(([s,l,h])=>{let u=c("input",{type:"radio",name:o,value:s});u.addEventListener("change",()=>t(s),{signal:r});let m=c("label",{title:h},u,c("span",{},l));return i.append(m),{value:s,title:h,radio:u,label:m}});return{element:i,draw(s,l){for(let{value:h,title:u,radio:m,label:d}of a){let p=l(h);m.checked=h===s,m.disabled=p!==null&&h!==s,b(d,"title",p??u)}}}}async function $e(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Pt(n)}}function Pt(n){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let r=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),r}var $t=["a","c","v","x","y","z"],Rt=["text","search","number"];function Re(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&Rt.includes(n.type)}function Ne(n){return n.ctrlKey||n.metaKey?$t.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function He(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function E({row:n,column:e},{rows:t,columns:r},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return x({row:n,column:e-1},{rows:t,columns:r});case"ArrowRight":return x({row:n,column:e+1},{rows:t,columns:r});case"ArrowUp":return x({row:n-1,column:e},{rows:t,columns:r});case"ArrowDown":return x({row:n+1,column:e},{rows:t,columns:r});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function x({row:n,column:e},{rows:t,columns:r}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(r-1,e))}}function S(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function he(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var Nt=["Enter"," ","Delete","Backspace"],Ht=[{row:0,column:0},{rows:1,columns:1}];function ze(n,e){let t=r=>{let i=r.composedPath();i.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",zt(r,i[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function zt(n,e){return Re(e)?Ne(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&He(n)?!0:E(...Ht,n)!==null||S(n,...Nt)||he(n)!==null}function Ke(n,e,t){try{e()}catch(r){n.append(A(C(r),t))}}function C(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function A({message:n,details:e},t){let r=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=c("div",{},c("p",{},n));e&&i.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let o=c("div",{class:"error",role:"alert"},i,r);return r.addEventListener("click",()=>o.remove(),{signal:t}),o}var L=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Kt=8e3;function D(n,e,t){let r=new Map,i=Math.random().toString(36).slice(2),o=0;return w(n,"msg:custom",s=>{let l=r.get(s?.id);l!==void 0&&(r.delete(s.id),clearTimeout(l.timer),s.kind==="error"?l.fail(new L(s.message,s.details)):l.done())},t),t.addEventListener("abort",()=>{for(let{timer:s}of r.values())clearTimeout(s);r.clear()}),(s,l={})=>new Promise((h,u)=>{let m=`${i}-${++o}`;r.set(m,{done:h,fail:u,timer:setTimeout(e,Kt)}),n.send({kind:s,id:m,...l})})}var Oe=new WeakMap;function w(n,e,t,r){n.on(e,t);let i=Oe.get(r),o=()=>n.off(e,t);if(i){i.push(o);return}let a=[o];Oe.set(r,a),r.addEventListener("abort",()=>{for(let s of a)s()})}var Ot="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",q=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#e;#t;#n;constructor(e,t){this.#e=e,this.#n=t,this.#t=D(e,()=>this.notice(Ot),t),w(e,"change:_error",()=>this.#r(),t),this.#r()}async ask(e,t={}){try{return await this.#t(e,t),this.#r(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:r}=C(e);this.#i({message:t,details:e instanceof L?e.details:r})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#r(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#i({message:e,details:t}):this.messages.replaceChildren()}#i(e){this.messages.replaceChildren(A(e,this.#n))}};function De({names:n,shape:e,size:t}){let r=n.length-e.length;return Object.fromEntries(n.map((i,o)=>[i,e[o-r]??t[0]]))}function qe({rows:n,columns:e},[t,r]){let i=([o,a],s)=>{let l=a-o+1;return l===s?1:l};return i(n,t)*i(e,r)}var ue=64,Ie=[["edited","now","The value with all changes"],["clean","clean","The value without changes"],["other","other prompt","The value of the other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With the changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]];var I=class{element=c("div",{class:"actions",role:"group"});#e=c("span",{class:"quiet"});#t;#n;#r;#i;#o;constructor(e,t){let r=(u,m,d)=>K(u,m,d,t),i=(u,m)=>c("input",{type:"number",step:"any",value:m,"aria-label":u}),[o,a]=[i("New value","1"),i("Factor","2")],s=r("Zero","Set them to zero (Enter in the picture)",()=>e.change("zero")),l=r("Set to","Set them to the number beside",()=>Be(o,u=>e.change("set",u))),h=r("Scale by","Multiply them",()=>Be(a,u=>e.change("scale",u)));this.#n=r("Copy from other","Take them from the other prompt",()=>e.change("copy")),this.#r=r("Restore","Take their changes away (Delete in the picture)",()=>e.restore()),this.#i=r("Whole row","Select the row (r in the picture, or a click on its name)",()=>e.whole("rows")),this.#o=r("Whole column","Select the column (c in the picture, or a click on its number)",()=>e.whole("columns")),this.#t=[s,l,h],this.element.append(this.#e,this.#i,this.#o,c("span",{class:"gap"}),s,c("span",{class:"joined"},l,o),c("span",{class:"joined"},h,a),this.#n,this.#r)}draw(e,t){this.element.hidden=e.place===void 0;let[r,i]=[t.rows[1]-t.rows[0]+1,t.columns[1]-t.columns[0]+1],o=r*i===1?"This cell":`${r} × ${i} cells`;this.#e.textContent=`${o}:`,b(this.element,"aria-label",`Change ${o.toLowerCase()}`);let a=qe(t,e.size),s=a>ue?`${a} changes, more than ${ue}: select fewer cells, or whole rows or columns`:"";for(let l of this.#t)y(l,s==="",s);y(this.#n,s===""&&e.other===!0,s||"There is no other prompt to copy from"),y(this.#r,(e.outlines??[]).some(l=>Dt(l,t)),"None of them is changed")}};function Dt(n,e){return["rows","columns"].every(t=>n[t][0]>=e[t][0]&&n[t][1]<=e[t][1])}function Be(n,e){Number.isFinite(n.valueAsNumber)?e(n.valueAsNumber):n.focus()}var qt=0,B=class{element;canvas=c("canvas",{"aria-hidden":"true"});#e;#t=c("div",{role:"gridcell",id:`cell-${++qt}`,"aria-selected":"true"});#n=c("div",{role:"row",class:"unseen"},this.#t);#r={rows:1,columns:1};#i={row:0,column:0};constructor(e,t,r){this.#e=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#n);let i=(o,a)=>this.element.addEventListener(o,a,{signal:r});i("pointermove",o=>t.hover(this.#o(o))),i("pointerleave",()=>t.hover(null)),i("click",o=>this.#l(o)),i("keydown",o=>this.#h(o))}get cell(){return this.#i}place(e,t){this.#r=e,this.#i=x(t,e),b(this.element,"aria-rowcount",e.rows),b(this.element,"aria-colcount",e.columns),b(this.#n,"aria-rowindex",this.#i.row+1),b(this.#t,"aria-colindex",this.#i.column+1),b(this.#t,"aria-label",this.#e.describe(this.#i))}context(e,t){return It(this.canvas,e,t)}#o(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#l(e){let t=this.#o(e);t!==null&&this.#e.select(t)}#h(e){let t=he(e),r=E(this.#i,this.#r,e);if(t!==null)this.#e.travel(t);else if(r!==null)this.#e.select(r);else if(S(e,"Enter"," "))this.#e.activate(this.#i);else if(S(e,"Delete","Backspace"))this.#e.remove(this.#i);else return;e.preventDefault(),e.stopPropagation()}};function It(n,e,t){let r=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*r),Math.round(t*r)];n.width!==i&&(n.width=i),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let a=n.getContext("2d");return a===null?null:(a.setTransform(r,0,0,r,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}function de(n,e,t){if(n.measureText(e).width<=t)return e;let r=e;for(;r.length>1&&n.measureText(`${r}…`).width>t;)r=r.slice(0,-1);return`${r}…`}var[Fe,me,F]=[26,46,480],j=class{top=0;left=0;high=1;wide=1;#e=1;#t=1;#n={high:1,wide:1};#r=1;get rows(){return this.#e}get columns(){return this.#t}get width(){return Math.min(this.#r,this.#t*this.wide)}get height(){return Math.min(Math.max(this.#e*this.#n.high,Math.min(F,this.#e*this.high)),F)}get zoomed(){return this.high>this.#n.high*1.001||this.wide>this.#n.wide*1.001}resize([e,t],r){let i=e===this.#e&&t===this.#t&&this.zoomed;if([this.#e,this.#t,this.#r]=[e,t,Math.max(40,r)],this.#n={high:pe(Math.min(Fe,F/e)),wide:pe(Math.min(me,this.#r/t))},e===t){let o=pe(Math.min(me,F/e,this.#r/t));this.#n={high:o,wide:o}}i?this.#i():this.fit()}fit(){this.top=this.left=0,{high:this.high,wide:this.wide}=this.#n}zoom(e,t=this.width/2,r=this.height/2){let[i,o]=[this.top+r/this.high,this.left+t/this.wide];this.high=M(this.high*e,this.#n.high,Math.max(Fe,this.#n.high)),this.wide=M(this.wide*e,this.#n.wide,Math.max(me,this.#n.wide)),this.top=i-r/this.high,this.left=o-t/this.wide,this.#i()}pan(e,t){let[r,i]=[this.top,this.left];return this.top+=t/this.high,this.left+=e/this.wide,this.#i(),r!==this.top||i!==this.left}reveal({row:e,column:t}){this.top=M(this.top,e+1-this.height/this.high,e),this.left=M(this.left,t+1-this.width/this.wide,t),this.#i()}cellAt(e,t){if(e<0||t<0||e>=this.width||t>=this.height)return null;let[r,i]=[Math.floor(this.top+t/this.high),Math.floor(this.left+e/this.wide)];return r<this.#e&&i<this.#t?{row:r,column:i}:null}x(e){return(e-this.left)*this.wide}y(e){return(e-this.top)*this.high}get level(){return[je(this.high),je(this.wide)]}pieces(e=this.level,t=0){let[r,i]=[256<<e[0],256<<e[1]],o={row:this.top+this.height/this.high/2,column:this.left+this.width/this.wide/2},a=[],s=(d,p,f,g)=>[Math.max(0,Math.floor(d/f)-t),Math.min(Math.ceil(g/f),Math.ceil(p/f)+t)],[l,h]=s(this.top,this.top+this.height/this.high,r,this.#e),[u,m]=s(this.left,this.left+this.width/this.wide,i,this.#t);for(let d=l;d<h;d++)for(let p=u;p<m;p++){let f=Math.abs((d+.5)*r-o.row)+Math.abs((p+.5)*i-o.column);a.push({level:e,at:[d,p],far:f})}return a.sort((d,p)=>d.far-p.far).map(({level:d,at:p})=>({level:d,at:p}))}#i(){this.top=M(this.top,0,this.#e-this.height/this.high),this.left=M(this.left,0,this.#t-this.width/this.wide)}};function _({row:n,column:e}){return{level:[0,0],at:[Math.floor(n/256),Math.floor(e/256)]}}function je(n){return Math.max(0,Math.ceil(-Math.log2(n)-.01))}function pe(n){return n>=3?Math.floor(n):n}function M(n,e,t){return Math.max(e,Math.min(Math.max(e,t),n))}var W=class{#e;#t;#n;#r;#i=null;#o={x:0,y:0};constructor(e,t,r,i,o){this.#e=e,this.#t=t,this.#n=r,this.#r=i;let a=(s,l,h={})=>e.element.addEventListener(s,l,{signal:o,...h});a("click",s=>s.stopPropagation(),{capture:!0}),a("pointerdown",s=>this.#d(s)),a("pointermove",s=>this.#u(s)),a("pointerup",()=>this.#m()),a("pointercancel",()=>this.#m()),a("wheel",s=>this.#p(s),{passive:!1}),a("keydown",s=>this.#b(s),{capture:!0})}#l(e){let t=this.#e.canvas.getBoundingClientRect(),{left:r,top:i}=this.#n();return{x:e.clientX-t.left-r,y:e.clientY-t.top-i}}#h({x:e,y:t}){let{width:r,height:i}=this.#t,o=(a,s)=>Math.max(0,Math.min(s-.01,a));return this.#t.cellAt(o(e,r),o(t,i))??this.#e.cell}#d(e){let t=this.#l(e);if(this.#o=t,e.button===1||e.button===0&&e.altKey)this.#i="pan";else{if(e.button!==0)return;if(t.x<0&&t.y>=0)this.#i="rows";else if(t.y<0&&t.x>=0)this.#i="columns";else if(this.#t.cellAt(t.x,t.y)!==null)this.#i="select";else return}this.#e.element.setPointerCapture?.(e.pointerId),this.#i==="pan"?e.preventDefault():this.#i==="select"?this.#r.move(this.#h(t),e.shiftKey):this.#r.whole(this.#i,this.#h(t))}#u(e){if(this.#i===null)return;let t=this.#l(e);this.#i==="pan"&&this.#r.pan(this.#o.x-t.x,this.#o.y-t.y),this.#i==="select"&&this.#r.move(this.#h(t),!0),this.#o=t}#m(){this.#i!==null&&this.#i!=="pan"&&this.#r.settle(),this.#i=null}#p(e){let{x:t,y:r}=this.#l(e),i=e.deltaMode===1?16:1,[o,a]=[e.deltaX*i,e.deltaY*i];if(e.ctrlKey||e.metaKey)this.#r.zoom(Math.exp(-a/180),t,r);else if(this.#t.zoomed){if(!(e.shiftKey?this.#r.pan(a||o,0):this.#r.pan(o,a)))return}else return;e.preventDefault()}#b(e){let t=!(e.ctrlKey||e.metaKey||e.altKey),r={rows:this.#t.rows,columns:this.#t.columns},i=t&&e.shiftKey?E(this.#e.cell,r,{...Bt(e),shiftKey:!1}):null;if(i!==null)this.#r.move(i,!0);else if(t&&(e.key==="+"||e.key==="="))this.#r.zoom(1.5);else if(t&&e.key==="-")this.#r.zoom(1/1.5);else if(t&&e.key==="0")this.#r.zoom(null);else if(t&&e.key==="r")this.#r.whole("rows",this.#e.cell);else if(t&&e.key==="c")this.#r.whole("columns",this.#e.cell);else return;(i!==null||"rc".includes(e.key))&&this.#r.settle(),e.preventDefault(),e.stopPropagation()}};function Bt({key:n,ctrlKey:e,metaKey:t,shiftKey:r,altKey:i}){return{key:n,ctrlKey:e,metaKey:t,shiftKey:r,altKey:i}}function _e(n,e,t){let r=i=>{!i.shiftKey||!i.composedPath().includes(e)||(i.key.startsWith("Arrow")||i.key==="Home"||i.key==="End")&&n.toggleAttribute("data-lm-suppress-shortcuts",!0)};window.addEventListener("keydown",r,{capture:!0,signal:t})}function We({range:n,nan:e},t,r,i){let[o,a]=n[r],s=r==="full"?0:n.clipped[t==="diverging"?0:1];if(t==="sequential")return{low:o,high:a,map:i.sequential,hole:i.hole,clipped:s};let l=Math.max(Math.abs(o),Math.abs(a));return{low:-l,high:l,map:i.diverging,hole:i.hole,clipped:s}}function U({low:n,high:e,map:t,hole:r},i){if(!Number.isFinite(i))return r;let o=e>n?(i-n)/(e-n):.5;return t[Math.round(Math.min(1,Math.max(0,o))*(t.length-1))]??r}function G({low:n,high:e},t){return t<n||t>e}function Ue(n,e){if(n.picture!==void 0&&n.painted===e)return n.picture;let t=n.picture??document.createElement("canvas");t.width=n.columns,t.height=n.rows;let r=t.getContext("2d"),i=r?.createImageData(n.columns,n.rows);if(!r||!i)return null;let{low:o,high:a}=e,s=a>o?(e.map.length-1)/(a-o):0,l=e.map.length-1;for(let h=0;h<n.values.length;h++){let u=n.values[h]??0,m=s===0?l>>1:Math.round(Math.min(l,Math.max(0,(u-o)*s))),d=(Number.isFinite(u)?e.map[m]:void 0)??e.hole;i.data[4*h]=d[0],i.data[4*h+1]=d[1],i.data[4*h+2]=d[2],i.data[4*h+3]=255}return r.putImageData(i,0,0),n.picture=t,n.painted=e,t}var P="11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",Ge={wide:38,high:15},V=class{frame=new j;pad;#e=48;#t=20;#n=null;constructor(e,t){this.pad=new B("Activations",{cellAt:(r,i)=>this.frame.cellAt(r-this.#e,i-this.#t),describe:r=>e.describe(r),hover:r=>e.hover(r),select:r=>e.move(r,!1),activate:()=>e.activate(),remove:()=>e.remove(),travel:r=>e.travel(r)},t),this.pad.element.dataset.letters="",new W(this.pad,this.frame,()=>({left:this.#e,top:this.#t}),e,t)}draw(e,t){this.#n=e;let{screen:r,cursor:i,tiles:o,palette:a}=e,[s,l]=r.size,[h,u]=[r.labels[r.rows],r.labels[r.columns]];this.#e=h?88:16+7*String(s-1).length,this.#t=u?66:20;let{frame:m}=this;m.resize(r.size,t-this.#e-3),this.pad.place({rows:s,columns:l},i),this.#r(o);let d=this.pad.context(this.#e+m.width+2,this.#t+m.height+2);d!==null&&(d.font=P,d.save(),d.translate(this.#e,this.#t),d.beginPath(),d.rect(0,0,m.width,m.height),d.clip(),this.#i(d,e),this.#l(d,a),this.#h(d,e),d.restore(),this.#d(d,e),this.#m(d,e,h),this.#p(d,e,u))}#r(e){let{frame:t}=this,r=this.#n;if(r===null||r.screen.first.exact)return;let i=t.level,o=e.covers(i)?[]:t.pieces(i),a=e.covers(i)||o.length>12?[]:t.pieces(i,1),s=[r.hovered,r.cursor].flatMap(u=>u?[_(u)]:[]),l=new Set,h=[...s.slice(0,1),...o,...s.slice(1),...a].filter(u=>{let m=JSON.stringify(u);return!l.has(m)&&l.add(m)});e.want(h)}#i(e,{tiles:t,scale:r}){e.imageSmoothingEnabled=!1,this.#o(e,t.first,r);let{level:i}=this.frame;if(!t.covers(i))for(let o of this.frame.pieces(i)){let a=t.get(o);a!==void 0&&this.#o(e,a,r)}}#o(e,t,r){let i=Ue(t,r);if(i===null)return;let{frame:o}=this,[a,s]=t.level,l=o.x(t.at[1]*(256<<s)),h=o.y(t.at[0]*(256<<a));e.drawImage(i,l,h,t.columns*2**s*o.wide,t.rows*2**a*o.high)}#l(e,t){let{frame:r}=this;if(!(r.wide<5||r.high<5)){e.strokeStyle=t.paper,e.lineWidth=r.wide<9||r.high<9?.5:1,e.beginPath();for(let i=Math.ceil(r.top);r.y(i)<=r.height;i++)e.moveTo(0,r.y(i)),e.lineTo(r.width,r.y(i));for(let i=Math.ceil(r.left);r.x(i)<=r.width;i++)e.moveTo(r.x(i),0),e.lineTo(r.x(i),r.height);e.stroke()}}#h(e,{screen:t,tiles:r,scale:i}){let{frame:o}=this;if(o.wide<7||o.high<7)return;let a=o.wide>=Ge.wide&&o.high>=Ge.high;e.textAlign="center";for(let s=Math.floor(o.top);s<t.size[0]&&o.y(s)<o.height;s++)for(let l=Math.floor(o.left);l<t.size[1]&&!(o.x(l)>=o.width);l++){let h=r.value(s,l);if(h===void 0)continue;let[u,m]=[o.x(l),o.y(s)];e.fillStyle=e.strokeStyle=Le(U(i,h)),a?e.fillText(jt(h),u+o.wide/2,m+o.high/2+.5):Number.isFinite(h)||Wt(e,u,m,o),Number.isFinite(h)&&G(i,h)&&_t(e,u,m,o)}}#d(e,{screen:t,cells:r,hovered:i,palette:o}){for(let a of Ft(t.outlines??[]))this.#u(e,a,o.change,2,3);i!==null&&this.#u(e,Z(i),o.text,1),this.#u(e,r,o.accent,2)}#u(e,{rows:t,columns:r},i,o,a=0){let{frame:s}=this,[l,h]=[s.x(r[0]),s.x(r[1]+1)].map(g=>fe(g,0,s.width)),[u,m]=[s.y(t[0]),s.y(t[1]+1)].map(g=>fe(g,0,s.height));if(l===void 0||u===void 0||h===void 0||m===void 0||r[1]<s.left||s.x(r[0])>s.width||t[1]+1<=s.top||s.y(t[0])>s.height)return;let[d,p]=[Math.max(h-l-2*a,3),Math.max(m-u-2*a,3)],f=[this.#e+l+a,this.#t+u+a];e.lineWidth=o+2,e.strokeStyle=this.#n?.palette.paper??"",o>1&&e.strokeRect(...f,d,p),e.lineWidth=o,e.strokeStyle=i,e.strokeRect(...f,d,p)}#m(e,t,r){let{frame:i}=this,{palette:o,screen:a,cells:s,hovered:l}=t;e.textAlign="right";let h=Ze(14/i.high),u=(d,p)=>{let f=i.y(d+.5);if(f<0||f>i.height)return;e.fillStyle=p?o.accent:o.quiet,l?.row===d&&(e.fillStyle=o.text),e.font=p||l?.row===d?`600 ${P}`:P;let g=r?z(r[d]??""):String(d);e.fillText(de(e,g,this.#e-10),this.#e-6,this.#t+f)},m=new Set([l?.row??s.rows[0]]);for(let d=Math.floor(i.top/h)*h;d<a.size[0]&&!(i.y(d)>i.height);d+=h)[...m].some(f=>f!==d&&Math.abs(f-d)*i.high<13)||u(d,d>=s.rows[0]&&d<=s.rows[1]);for(let d of m)u(d,d>=s.rows[0]&&d<=s.rows[1])}#p(e,t,r){let{frame:i}=this,{palette:o,screen:a,cells:s,hovered:l}=t,h=Ze((r?14:30)/i.wide);e.textAlign=r?"left":"center";let u=(p,f)=>{let g=i.x(p+.5);if(g<0||g>i.width)return;e.fillStyle=f?o.accent:o.quiet,l?.column===p&&(e.fillStyle=o.text),e.font=f||l?.column===p?`600 ${P}`:P,e.save(),e.translate(this.#e+g,this.#t-(r?6:9)),r&&e.rotate(-Math.PI/3.4);let T=r?de(e,z(r[p]??""),this.#t-4):String(p),ye=e.measureText(T).width/2,pt=r?0:fe(g,ye-this.#e,i.width-ye)-g;e.fillText(T,pt,0),e.restore()},m=l?.column??s.columns[0],d=r?13:34;for(let p=Math.floor(i.left/h)*h;p<a.size[1]&&!(i.x(p)>i.width);p+=h)p!==m&&Math.abs(p-m)*i.wide<d||u(p,p>=s.columns[0]&&p<=s.columns[1]);u(m,m>=s.columns[0]&&m<=s.columns[1])}};function Ft(n){return Ve(Ve(n,"rows","columns"),"columns","rows")}function Ve(n,e,t){let r=[...n].sort((o,a)=>o[e][0]-a[e][0]||o[e][1]-a[e][1]||o[t][0]-a[t][0]),i=[];for(let o of r){let a=i.at(-1);a&&a[e].join()===o[e].join()&&a[t][1]+1===o[t][0]?i[i.length-1]={...a,[t]:[a[t][0],o[t][1]]}:i.push(o)}return i}function Z({row:n,column:e}){return{rows:[n,n],columns:[e,e]}}function Ze(n){if(n<=1)return 1;let e=10**Math.floor(Math.log10(n));return([1,2,5,10].find(t=>t*e>=n)??10)*e}function jt(n){if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"∞":"−∞";let e=Math.abs(n);return e!==0&&(e<.005||e>=9999.5)?n.toExponential(0).replace("-","−"):n.toFixed(e>=99.95?0:e>=9.995?1:2).replace("-","−")}function _t(n,e,t,{wide:r,high:i}){let o=Math.min(6,r/2,i/2);n.beginPath(),n.moveTo(e+r-o-.5,t+.5),n.lineTo(e+r-.5,t+.5),n.lineTo(e+r-.5,t+o+.5),n.fill()}function Wt(n,e,t,{wide:r,high:i}){n.lineWidth=1,n.beginPath(),n.moveTo(e+r*.25,t+i*.25),n.lineTo(e+r*.75,t+i*.75),n.moveTo(e+r*.75,t+i*.25),n.lineTo(e+r*.25,t+i*.75),n.stroke()}function fe(n,e,t){return Math.max(e,Math.min(t,n))}var Ut=[["diverging","around 0","Blue below zero, orange above, as strong as the number is far from zero"],["sequential","low to high","One hue from the lowest number to the highest"]],Gt=[["robust","1–99 %","Without the lowest and the highest hundredth, which are marked"],["full","all","From the lowest to the highest number"]],J=class{shows;colours;range;constructor(e,t){this.shows=O("Show",Ie,r=>e("show",r),t),this.colours=O("Colours",Ut,r=>e("colours",r),t),this.range=O("Range",Gt,r=>e("range",r),t)}draw({shows:e},{show:t,colours:r,range:i}){this.shows.draw(t,o=>e?.[o]??null),this.colours.draw(r,()=>null),this.range.draw(i,()=>null)}};function Je(n,e,t){let r=(o,a,s)=>K(o,a,s,t),i={undo:r("Undo","Take back the last change (Ctrl+Z in the picture)",()=>n("undo")),redo:r("Redo","Make it again (Ctrl+Shift+Z in the picture)",()=>n("redo")),clear:r("Clear","Take all changes away",()=>n("clear")),code:r("Copy code","Python that opens this view again",()=>n("code")),larger:r("+","Larger cells (+ in the picture, or Ctrl and the wheel)",()=>e(1.5)),smaller:r("−","Smaller cells (− in the picture)",()=>e(.6666666666666666)),all:r("Fit","All of it (0 in the picture)",()=>e(null))};return i.larger.setAttribute("aria-label","Zoom in"),i.smaller.setAttribute("aria-label","Zoom out"),i}function Xe({undo:n,redo:e,clear:t},{can:r,edits:i}){y(n,r?.undo===!0,"Nothing to take back"),y(e,r?.redo===!0,"Nothing to make again"),y(t,(i??0)>0,"There are no changes")}var Q=class{element=c("div",{class:"choosers"});#e;#t=c("select",{"aria-label":"Component"});#n=c("select",{"aria-label":"Layer"});#r=c("select",{"aria-label":"Axis that goes down"});#i=c("select",{"aria-label":"Axis that goes right"});#o=c("span",{class:"sliders"});#l;#h;#d;#u=null;constructor(e,t){this.#e=e,this.#d=t,this.#l=c("span",{class:"pair"},X("Value",this.#t),X("Layer",this.#n)),this.#h=c("span",{class:"pair"},X("Down",this.#r),X("Right",this.#i)),this.element.append(this.#l,this.#h,this.#o);let r=(i,o)=>i.addEventListener("change",o,{signal:t});r(this.#t,()=>this.#y()),r(this.#n,()=>this.#y()),r(this.#r,()=>e.axis("rows",this.#r.value)),r(this.#i,()=>e.axis("columns",this.#i.value))}draw(e){this.#u=e,this.#l.hidden=e.place===void 0,this.#h.hidden=e.names.length<3,this.#m(e);for(let[t,r]of[[this.#r,e.rows],[this.#i,e.columns]])t.replaceChildren(...e.names.map(i=>Y(i,i))),t.value=r;this.#p(e)}#m({place:e,components:t=[]}){if(e===void 0)return;let r=t.map(({name:a,layers:s,why:l})=>{let h=Y(a,s.length>0?a:`${a} (none)`);return h.disabled=s.length===0,l&&(h.title=l),h}),i=e.layer===null?[Y(e.name,`${e.name}.${e.port}`)]:[];this.#t.replaceChildren(...i,...r),this.#t.value=e.name;let o=t.find(({name:a})=>a===e.name)?.layers??[];this.#n.replaceChildren(...o.map(a=>Y(String(a),a<0?"embeddings":String(a)))),this.#n.value=String(e.layer),this.#n.disabled=e.layer===null}#p(e){let t=De(e),r=e.names.filter(o=>o!==e.rows&&o!==e.columns),i=r.join(" ");this.#o.dataset.names!==i&&(this.#o.dataset.names=i,this.#o.replaceChildren(...r.map(o=>this.#b(o))));for(let o of r){let a=this.#o.querySelector(`input[name="${CSS.escape(o)}"]`);if(a===null)continue;b(a,"max",(t[o]??1)-1),a.matches(":active")||(a.value=String(e.at[o]??0));let s=a.nextElementSibling;s&&(s.textContent=`${e.at[o]??0} of ${t[o]??1}`)}}#b(e){let t=c("input",{type:"range",min:0,step:1,name:e});return t.addEventListener("input",()=>this.#e.at(e,t.valueAsNumber),{signal:this.#d}),c("label",{},c("span",{class:"quiet"},e),t,c("output",{}))}#y(){let e=this.#u?.components?.find(({name:r})=>r===this.#t.value)?.layers,t=Number(this.#n.value);e===void 0||e[0]===void 0||this.#e.place(this.#t.value,e.includes(t)?t:e[0])}};function X(n,e){return c("label",{},c("span",{class:"quiet"},n),e)}function Y(n,e){return c("option",{value:n},e)}var[Ye,ee]=[256,56],Vt="http://www.w3.org/2000/svg";function v(n){return((Math.abs(n)>=1e4||n!==0&&Math.abs(n)<.001?n.toExponential(2):null)??String(Number(n.toPrecision(3)))).replace("-","−")}function Qe(n,e,t){let{map:r,low:i,high:o,clipped:a}=e,s=(m,d="")=>c("i",{class:m,style:d||null,"aria-hidden":"true"}),l=(...m)=>c("span",{class:"item"},...m),h=[l(v(i),s("map",`background:${ce(r)}`),v(o))],u=n.nan+n.infinite;if(a>0&&h.push(l(s("fold"),`${a.toLocaleString("en")} beyond the colours`)),u>0){let m=[n.nan>0?`${n.nan} NaN`:"",n.infinite>0?`${n.infinite} infinite`:""];h.push(l(s("dot",`background:${H(t.hole)}`),m.filter(Boolean).join(", ")))}return(n.outlines??[]).length>0&&h.push(l(s("box"),"changed")),h}function et({histogram:{low:n,high:e,counts:t}},r){let i=re(t),o=Math.log1p(Math.max(1,...i)),a=R("svg",{viewBox:`0 0 ${Ye} ${ee}`,role:"img",preserveAspectRatio:"none"}),s=i.reduce((u,m)=>u+m,0);a.setAttribute("aria-label",`Histogram of ${s} numbers from ${v(n)} to ${v(e)}`);let[l,h]=[(e-n)/i.length,Ye/i.length];return i.forEach((u,m)=>{let d=Math.log1p(u)/o*(ee-2),[p,f]=[n+m*l,n+(m+1)*l],g=R("g",{}),T=R("title",{});T.textContent=`${Se(u,"number")} from ${v(p)} to ${v(f)}`,g.append(T,R("rect",{x:m*h,y:0,width:h,height:ee,fill:"transparent"}),R("rect",{class:"bar",x:m*h+.3,y:ee-d,width:h-.6,height:d,fill:H(U(r,(p+f)/2))})),a.append(g)}),a}function tt(n,e){let[t,r]=[re(n.top.indices),k(n.top.norms)],i=n.labels[n.columns],o=Array.from(t,(a,s)=>{let l=(r[s]??0)/(r[0]||1),h=i?`${a} ${JSON.stringify(i[a]??"")}`:String(a),u=c("button",{type:"button",style:`--share:${l}`,"data-norm":r[s],title:`Select ${n.columns} ${a}`},c("b",{},h),c("span",{},v(r[s]??0)));return u.onclick=()=>e(a),c("li",{},u)});return c("ol",{class:"top","aria-label":`${n.columns} of the largest norm`},...o)}function R(n,e){let t=document.createElementNS(Vt,n);for(let[r,i]of Object.entries(e))t.setAttribute(r,String(i));return t}var nt=null;function ge(n,e=1){nt??=Float32Array.from({length:65536},(o,a)=>Zt(a));let t=n instanceof ArrayBuffer?new Uint8Array(n):n,r=new DataView((t instanceof Uint8Array,t.buffer),t.byteOffset,t.byteLength),i=new Float32Array(r.byteLength/2);for(let o=0;o<i.length;o++)i[o]=(nt[r.getUint16(2*o,!0)]??0)*e;return i}function Zt(n){let e=n&32768?-1:1,t=n>>10&31,r=n&1023;return t===31?r?Number.NaN:e*Number.POSITIVE_INFINITY:t===0?e*r*2**-24:e*(1024+r)*2**(t-25)}var[Jt,Xt]=[64,2],te=class{first;#e;#t;#n=new Map;#r;#i=[];#o=new Set;constructor(e,t,r){this.#e=t,this.#t=r,this.#r=e,this.first=rt(e)}reset(e){this.#r=e,this.first=rt(e),this.#n.clear(),this.#i=[],this.#o=new Set}get(e){let t=N(e),r=this.#n.get(t);return r!==void 0&&(this.#n.delete(t),this.#n.set(t,r)),r}covers(e){let{level:t}=this.first;return t[0]<=e[0]&&t[1]<=e[1]}want(e){this.#i=e.filter(t=>!this.#n.has(N(t))&&!this.#o.has(N(t))),this.#l()}value(e,t){if(this.#r.first.exact)return this.first.values[e*this.first.columns+t];let r=this.get(_({row:e,column:t}));return r?.values[e%256*r.columns+t%256]}receive(e,t){if(e.version!==this.#r.version)return;let{level:r,at:i,size:o}=e,s=r[0]===0&&r[1]===0?k(t):ge(t,this.#r.scale);this.#n.set(N(e),{level:r,at:i,rows:o[0],columns:o[1],values:s});for(let l of this.#n.keys()){if(this.#n.size<=Jt)break;this.#n.delete(l)}this.#t()}#l(){let e=this.#o;for(;e.size<Xt;){let t=this.#i.shift();if(t===void 0)return;let r=N(t);e.add(r);let i=()=>{e.delete(r),e===this.#o&&this.#l()};this.#e({version:this.#r.version,level:t.level,at:t.at}).then(i,i)}}};function N({level:n,at:e}){return[...n,...e].join(" ")}function rt({size:n,scale:e,first:t}){let[r,i]=[0,1].map(a=>Math.ceil((n[a]??1)/2**(t.level[a]??0))),o=t.exact?k(t.values):ge(t.values,e);if(o.length!==(r??0)*(i??0))throw new RangeError(`a matrix of ${r} × ${i} came with ${o.length} numbers`);return{level:t.level,at:[0,0],rows:r??0,columns:i??0,values:o}}var ne=class{element=c("section",{class:"heatmap","aria-label":"Activations"});#e;#t;#n;#r;#i;#o;#l=c("h2",{});#h=c("span",{class:"size"});#d=c("output",{class:"readout"});#u=c("p",{class:"legend"});#m=c("div",{class:"histogram"});#p=c("p",{class:"ends quiet"});#b=c("div",{});#y=c("div",{class:"main"});#k;#S;#c;#M;#w;#s;#f={row:0,column:0};#a={row:0,column:0};#g=null;#T=0;constructor(e,t,r){this.#e=e,this.#t=new q(e,r),this.#M=le(t),this.#c=e.get("_screen"),this.#w=this.#q(),this.#r=new te(this.#c,s=>this.#t.ask("tile",s),()=>this.#A()),this.#k=Je(s=>{this.#t.ask(s)},s=>this.#O(s),r),this.#n=new V({describe:s=>this.#H(s),hover:s=>this.#B(s),move:(s,l)=>this.#F(s,l),settle:()=>this.#E(),whole:(s,l)=>this.#P(s,l),zoom:(s,l,h)=>this.#O(s,l,h),pan:(s,l)=>this.#j(s,l),activate:()=>this.#K("zero"),remove:()=>this.#z(),travel:s=>{this.#v&&this.#t.ask(s)}},r),this.#i=new Q({place:(s,l)=>{this.#t.ask("place",{name:s,layer:l})},axis:(s,l)=>this.#L(s,l),at:(s,l)=>this.#L("at",{...this.#e.get("at"),[s]:l})},r),this.#o=new I({change:(s,l)=>this.#K(s,l),restore:()=>this.#z(),whole:s=>{this.#P(s,this.#a),this.#E()}},r),this.#S=new J((s,l)=>this.#L(s,l),r),this.#I(),_e(t,this.#n.pad.element,r),this.#s=this.#R(),this.#C();let i=(s,l)=>w(e,`change:${s}`,()=>this.#N(l),r);i("_screen",()=>this.#W()),i("_selected",()=>this.#G()),i("cells",()=>this.#U());for(let s of["colours","range","show"])i(s,()=>this.#C());i("busy",()=>b(this.element,"data-busy",e.get("busy"))),w(e,"msg:custom",((s,l)=>this.#N(()=>this.#_(s,l))),r);let a=()=>{this.#M=le(t),this.#C()};Ae(t,this.element,a,r),r.addEventListener("abort",()=>cancelAnimationFrame(this.#T))}#I(){let{undo:e,redo:t,clear:r,code:i,larger:o,smaller:a,all:s}=this.#k,l=c("span",{class:"buttons"},...this.#v?[e,t,r,i]:[i]),h=c("span",{class:"zoom",role:"group","aria-label":"Zoom"},a,o,s);this.#y.append(c("div",{class:"line"},this.#d,h),this.#n.pad.element,this.#o.element);let u=c("aside",{"aria-label":"About these numbers"},this.#S.colours.element,this.#S.range.element,this.#u,c("figure",{},this.#m,this.#p),this.#b);this.element.append(c("header",{},this.#l,this.#h,l),this.#t.messages,this.#i.element,...this.#v?[this.#S.shows.element]:[],c("div",{class:"body"},this.#y,u),this.#t.status)}#L(e,t){this.#e.set(e,t),this.#e.save_changes()}#B(e){e?.row===this.#g?.row&&e?.column===this.#g?.column||(this.#g=e,this.#d.textContent=this.#H(e??this.#a),this.#A())}#F(e,t){this.#a=e,this.#g=null,t||(this.#f=e);let[r,i]=[this.#f,e];this.#s={rows:[Math.min(r.row,i.row),Math.max(r.row,i.row)],columns:[Math.min(r.column,i.column),Math.max(r.column,i.column)]},this.#n.frame.reveal(e),this.#x(),this.#n.pad.element.matches(":active")||this.#E()}#P(e,t){let[r,i]=this.#c.size;this.#a=this.#f=t,this.#s={...Z(t),...e==="rows"?{columns:[0,i-1]}:{rows:[0,r-1]}},this.#x()}#E(){this.#e.set("cells",this.#s);let e=this.#$("position");if(this.#v&&e!==null){let[t,r]=this.#s[e],i=this.#e.get("_selected");t===r&&i.position!==t&&this.#e.set("_selected",{...i,position:t})}this.#e.save_changes()}get#v(){return this.#c.place!==void 0}#z(){this.#v&&this.#t.ask("restore",{cells:this.#s})}#K(e,t){this.#v&&this.#t.ask("change",{cells:this.#s,how:e,...t===void 0?{}:{value:t}})}#O(e,t,r){let{frame:i}=this.#n;if(e===null)i.fit();else if(t!==void 0)i.zoom(e,t,r);else{let o=i.cellAt(i.x(this.#a.column),i.y(this.#a.row));o===null?i.zoom(e):i.zoom(e,i.x(o.column+.5),i.y(o.row+.5))}this.#A()}#j(e,t){let r=this.#n.frame.pan(e,t);return r&&this.#A(),r}#_(e,t){e.kind==="tile"&&t?.[0]!==void 0&&this.#r.receive(e,t[0]),e.kind==="code"&&$e(e.text).then(r=>this.#t.announce(r?"Python code copied.":"The browser refused to copy; see view.code."))}#W(){let e=this.#c;this.#c=this.#e.get("_screen"),this.#r.reset(this.#c),this.#g=null,e.size.every((r,i)=>r===this.#c.size[i])||this.#n.frame.fit(),this.#s=this.#R(),this.#C()}#U(){JSON.stringify(this.#e.get("cells"))!==JSON.stringify(this.#s)&&(this.#s=this.#R(),this.#n.frame.reveal(this.#a),this.#x())}#G(){let{position:e}=this.#e.get("_selected"),t=this.#$("position");if(e==null||t===null)return;let[r,i]=this.#s[t];if(e>=r&&e<=i)return;let o=this.#c.size[t==="rows"?0:1];e>=o||(this.#s={...this.#s,[t]:[e,e]},this.#a=this.#f={row:this.#s.rows[0],column:this.#s.columns[0]},this.#n.frame.reveal(this.#a),this.#x(),this.#e.set("cells",this.#s),this.#e.save_changes())}#$(e){return this.#c.rows===e?"rows":this.#c.columns===e?"columns":null}#R(){let[e,t]=this.#c.size,r=this.#e.get("cells"),{rows:i,columns:o}=r;if(i&&o&&i[1]<e&&o[1]<t){let h=({row:u,column:m})=>u>=i[0]&&u<=i[1]&&m>=o[0]&&m<=o[1];return h(this.#a)||(this.#a={row:i[0],column:o[0]}),h(this.#f)||(this.#f=this.#a),{rows:i,columns:o}}let{position:a}=this.#e.get("_selected"),s=this.#$("position"),l={row:0,column:0};return s!==null&&(l[s==="rows"?"row":"column"]=a??0),this.#a=this.#f=x(l,{rows:e,columns:t}),Z(this.#a)}#N(e){try{e()}catch(t){this.#t.fail(t)}}#D(){return{colours:this.#e.get("colours"),range:this.#e.get("range")}}#q(){let{colours:e,range:t}=this.#D();return We(this.#c,e,t,this.#M)}#C(){let e=this.#c;this.#w=this.#q(),this.#l.textContent=e.title,this.#h.textContent=`${e.shape.join(" × ")} · ${e.about}`,this.#i.draw(e),this.#S.draw(e,{show:this.#e.get("show"),...this.#D()}),this.#u.replaceChildren(...Qe(e,this.#w,this.#M)),this.#m.replaceChildren(et(e,this.#w));let{low:t,high:r}=e.histogram;this.#p.replaceChildren(c("span",{},v(t)),c("span",{},"log scale"),c("span",{},v(r)));let i=c("h3",{},"Largest norm",c("span",{class:"quiet"},` ${e.columns}`)),o=a=>{this.#P("columns",{row:this.#a.row,column:a}),this.#n.frame.reveal({row:this.#a.row,column:a}),this.#E()};this.#b.replaceChildren(i,tt(e,o)),Xe(this.#k,e),this.#x()}#A(){this.#T===0&&(this.#T=requestAnimationFrame(()=>{this.#T=0,this.#N(()=>this.#x())}))}#x(){let e=this.#y.clientWidth||640;this.#n.draw({screen:this.#c,tiles:this.#r,scale:this.#w,cells:this.#s,cursor:this.#a,hovered:this.#g,palette:this.#M},e),this.#d.textContent=this.#H(this.#g??this.#a),this.#o.draw(this.#c,this.#s);for(let t of[this.#k.smaller,this.#k.all])y(t,this.#n.frame.zoomed,"All of it is in sight")}#H(e){let t=this.#c,r=(s,l)=>{let h=t.labels[s]?.[l];return`${s} ${l}${h===void 0?"":` ${Pe(h)}`}`},i=`${r(t.rows,e.row)} · ${r(t.columns,e.column)}: `,o=this.#r.value(e.row,e.column);if(o===void 0)return`${i}…`;let a=G(this.#w,o)?" (beyond the colours)":"";return`${i}${ie(o)}${a}`}};var it=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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

.progress[hidden] {
  display: none;
}

.progress progress {
  flex: 0 1 240px;
  height: 6px;
  accent-color: var(--accent);
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

.more {
  width: 26px;
  height: 26px;
  padding: 0;
  border-color: transparent;
  background: transparent;
  color: var(--quiet);
  font-size: 16px;
  line-height: 1;
}

.more:hover,
.more[aria-expanded="true"] {
  border-color: var(--line);
  background: var(--raised);
  color: var(--text);
}

.choices {
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

.choices[hidden] {
  display: none;
}

.choices button {
  display: block;
  width: 100%;
  border-color: transparent;
  background: transparent;
  text-align: left;
  white-space: nowrap;
}

.choices button:is(:hover, :focus-visible) {
  background: var(--raised);
}
`;var ot="http://www.w3.org/1999/xhtml";var Qt=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function lt(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:r}=en(n),i=document.createElementNS(ot,"style");i.textContent=tn(e);let o=document.createElementNS(ot,"div");for(let{name:s,value:l}of n.attributes)s!=="style"&&o.setAttribute(s,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",nn(n,i.textContent,t,r)),o.append(i,...on(e));let a={width:t+24,height:r+24};return{...a,svg:ln(o,a.width,a.height)}}async function ct({svg:n,width:e,height:t}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await r.decode();let i=Math.min(2,16e3/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*i),o.height=Math.round(t*i);let a=o.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,o.width,o.height),new Promise((s,l)=>{let h=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(u=>u===null?h():s(u),"image/png")})}function en(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function tn(n){let e=[...n.querySelectorAll("style")].map(i=>i.textContent),t=[...n.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(o=>o.cssText).join(`
`)),r=[...e,...t].join(`
`);return Qt+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function nn(n,e,t,r){let i=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,h])=>`${l}: ${h}`),`color-scheme: ${rn(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function rn(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function on(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!st(t)).map(t=>{let r=t.cloneNode(!0),i=[...r.querySelectorAll("*")];at(t,r),[...t.querySelectorAll("*")].forEach((o,a)=>{let s=i[a];s!==void 0&&at(o,s)});for(let o of i)st(o)&&o.remove();return r})}function st(n){return n.hasAttribute("data-unexported")}function at(n,e){n instanceof HTMLCanvasElement?sn(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&an(n,e)}function sn(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function an(n,e){let[t,r]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let o of e.children)o.style.translate=`${-t}px ${-r}px`;let i=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((o,a)=>{let s=getComputedStyle(o),l=i[a];if(s.position!=="sticky"||l===void 0)return;let h=o.parentElement===n,[u,m]=[s.left!=="auto"?t:0,s.top!=="auto"?r:0];l.style.translate=h?`${u-t}px ${m-r}px`:`${u}px ${m}px`,l.style.position="relative"})}function ln(n,e,t){let r=new XMLSerializer().serializeToString(n),i=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${t}">${r}</foreignObject></svg>`;return cn(o)}function cn(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var hn="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ht(n,e,t,r){let i=h=>async()=>{try{await h()}catch(u){t(A(C(u),r))}},a=un(n,()=>t(c("p",{class:"notice",role:"status"},hn)),r),s=h=>`${dn(e)}.${h}`,l=()=>lt(e);return mn([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>be(await ct(l()),s("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>be(new Blob([l().svg],{type:"image/svg+xml"}),s("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(a)}],r)}function un(n,e,t){let r=D(n,e,t),i=new Set;return w(n,"msg:custom",(a,s)=>{let[l]=s??[];if(a?.kind!=="page"||l===void 0||!i.delete(a.ticket??""))return;let h=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);be(new Blob([h],{type:"text/html"}),a.name??"view.html")},t),async()=>{let a=Math.random().toString(36).slice(2);i.add(a),await r("page",{ticket:a})}}function be(n,e){let t=URL.createObjectURL(n);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function dn(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function mn(n,e){let t=c("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let r=n.map(({name:l,title:h})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:h},l)),i=c("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),o=c("div",{class:"save-menu","data-unexported":!0},t,i),a=l=>{i.hidden=!1,t.setAttribute("aria-expanded","true"),r[l]?.focus()},s=l=>{i.hidden||(i.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>i.hidden?a(0):s(!0),{signal:e}),r.forEach((l,h)=>{let u=()=>{s(!0),n[h]?.act()};l.addEventListener("click",u,{signal:e})}),o.addEventListener("keydown",l=>pn(l,r,i.hidden,a,s),{signal:e}),o.addEventListener("focusout",l=>fn(l,o,s),{signal:e}),o}function pn(n,e,t,r,i){let o=e.length-1,a=e.indexOf(n.target),s=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:a===o?0:a+1,ArrowUp:a<=0?o:a-1,Home:0,End:o}[n.key];s!==void 0&&S(n,n.key)?(n.preventDefault(),n.stopPropagation(),r(s)):n.key==="Escape"&&!t&&(n.stopPropagation(),i(!0))}function fn(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}function ut(n,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),r=c("span",{class:"quiet"}),i=c("button",{type:"button"},"Cancel"),o=c("div",{class:"progress",role:"group",hidden:!0},t,r,i);i.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:s=0,total:l=0,text:h=""}=n.get("_progress")??{};o.hidden=l===0,t.value=l>0?s/l:0,r.textContent=h};return w(n,"change:_progress",a,e),a(),o}function gn(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function dt(n,e){let t=()=>{n.style.colorScheme=gn(document.body)??""};t();let r=new MutationObserver(t);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function mt(n,e){function t({model:r,el:i,signal:o}){let a=new AbortController;o?.addEventListener("abort",()=>a.abort());let s=c("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});l.append(c("style",{},it,...n),ut(r,a.signal)),i.append(s),dt(s,a.signal),ze(s,a.signal),Ke(l,()=>l.append(e(r,a.signal,s).element),a.signal);let h=l.lastElementChild;return l.append(ht(r,s,u=>h?.before(u),a.signal)),()=>a.abort()}return{render:t}}var gi=mt([we,ve],(n,e,t)=>new ne(n,t,e));export{gi as default};

var be=`/* What is said of the numbers, and the choices beside it. */

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

.choice legend {
  min-width: 62px;
}
`;var ye=`/* The heatmap: the picture on the left, what is said of it on the right; in a narrow cell one above the other. */

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
`;function h(n,e={},...t){let i=document.createElement(n);for(let[r,o]of Object.entries(e))g(i,r,o);return i.append(...t),i}function g(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let i=t===!0?"":String(t);n.getAttribute(e)!==i&&n.setAttribute(e,i)}async function we(n){try{return await navigator.clipboard.writeText(n),!0}catch{return yt(n)}}function yt(n){let e=document.activeElement,t=h("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let i=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),i}function N(n,e,t,i){let r=h("button",{type:"button",title:e||null},n);return r.addEventListener("click",()=>wt(r)&&t(),{signal:i}),r}function w(n,e,t=""){g(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,g(n,"title",(e?"":t)||n.dataset.title||null)}function wt(n){return n.getAttribute("aria-disabled")!=="true"}function z(n,e,t,i){let r=h("fieldset",{class:"choice"},h("legend",{},n)),o=`choice-${Math.random().toString(36).slice(2)}`,a=e.map(([s,l,c])=>{let u=h("input",{type:"radio",name:o,value:s});u.addEventListener("change",()=>t(s),{signal:i});let p=h("label",{title:c||null},u,h("span",{},l));return r.append(p),{value:s,title:c,radio:u,label:p}});return{element:r,draw(s,l=()=>null){for(let{value:c,title:u,radio:p,label:d}of a){let m=l(c);p.checked=c===s,p.disabled=m!==null&&c!==s,g(d,"title",m??(u||null))}}}}var vt=["a","c","v","x","y","z"],xt=["text","search","number"];function ve(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&xt.includes(n.type)}function xe(n){return n.ctrlKey||n.metaKey?vt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function ke(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key.length===1||n.key==="Escape"}function k({row:n,column:e},{rows:t,columns:i},r){let o=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||o&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return x({row:n,column:e-1},{rows:t,columns:i});case"ArrowRight":return x({row:n,column:e+1},{rows:t,columns:i});case"ArrowUp":return x({row:n-1,column:e},{rows:t,columns:i});case"ArrowDown":return x({row:n+1,column:e},{rows:t,columns:i});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:i-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function x({row:n,column:e},{rows:t,columns:i}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(i-1,e))}}function M(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function ne(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var kt=["Enter"," ","Delete","Backspace"],Me=[{row:0,column:0},{rows:1,columns:1}];function Se(n,e){let t=i=>{let r=i.composedPath();r.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",Mt(i,r[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Mt(n,e){return ve(e)?xe(n):e instanceof HTMLElement&&e.dataset.letters!==void 0&&ke(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&St(n)?!0:k(...Me,n)!==null||M(n,...kt)||ne(n)!==null}function St(n){let{ctrlKey:e,metaKey:t,altKey:i,key:r}=n;return n.shiftKey&&k(...Me,{key:r,ctrlKey:e,metaKey:t,altKey:i,shiftKey:!1})!==null}function Te(n){if(!Number.isFinite(n))return Et(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Ee(t)}return Ee(Number(n.toPrecision(9)))}function Ee(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function Et(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function Ce(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var Tt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Ct=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Pe(n,e){let t=e==="light"?Tt:Ct,i=n*(t.length-1),r=Math.min(Math.floor(i),t.length-2),o=Ae(Le(t[r]??"#000000")),a=Ae(Le(t[r+1]??"#000000"));return Lt(At(o,a,i-r))}function ie(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function re(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function At(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function Ae([n,e,t]){let[i,r,o]=[ie(n),ie(e),ie(t)],a=Math.cbrt(.4122214708*i+.5363325363*r+.0514459929*o),s=Math.cbrt(.2119034982*i+.6806995451*r+.1073969566*o),l=Math.cbrt(.0883024619*i+.2817188376*r+.6299787005*o);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function Lt([n,e,t]){let i=(n+.3963377774*e+.2158037573*t)**3,r=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[re(4.0767416621*i-3.3077115913*r+.2309699292*o),re(-1.2684380046*i+2.6097574011*r-.3413193965*o),re(-.0041960863*i-.7034186147*r+1.707614701*o)]}function Le(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Pt=["text","quiet","line","paper","raised","accent","change","bad"],oe=256,$t={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function se(n){let e=h("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),i=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",r=Object.fromEntries(Pt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...r,dark:i,...Rt(i?"dark":"light")}}function Re(n,e,t,i){let r=new MutationObserver(t);if(r.observe(n,{attributes:!0,attributeFilter:["style"]}),i.addEventListener("abort",()=>r.disconnect()),typeof ResizeObserver>"u")return;let o=0,a=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});a.observe(e),i.addEventListener("abort",()=>a.disconnect())}function Rt(n){let e=Array.from({length:oe},(t,i)=>i/(oe-1));return{sequential:e.map(t=>Ht(Pe(t,n))),diverging:e.map(t=>Nt($t[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function He([n,e,t]){let i=[n,e,t].map(o=>(o/255)**2.2);return .2126*(i[0]??0)+.7152*(i[1]??0)+.0722*(i[2]??0)>.18?"#000000":"#ffffff"}function K([n,e,t],i=1){return`rgb(${n} ${e} ${t} / ${i})`}function Ne(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,i)=>K(n[Math.round(i/8*(oe-1))]??[0,0,0])).join(", ")})`}function Ht(n){return n.map(e=>Math.round(e*255))}function Nt(n,e){let t=e*(n.length-1),i=Math.min(Math.floor(t),n.length-2),[r,o]=[$e(n[i]??"#000000"),$e(n[i+1]??"#000000")];return r.map((a,s)=>Math.round(a+((o[s]??0)-a)*(t-i)))}function $e(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}function ze(n,e,t){try{e()}catch(i){n.append(C(T(i),t))}}function T(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function C({message:n,details:e},t){let i=h("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=h("div",{},h("p",{},n));e&&r.append(h("details",{},h("summary",{},"Details"),h("pre",{tabindex:0},e)));let o=h("div",{class:"error",role:"alert"},r,i);return i.addEventListener("click",()=>o.remove(),{signal:t}),o}var A=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Ke=8e3;function O(n,e,t){let i=new Map,r=Math.random().toString(36).slice(2),o=0;return y(n,"msg:custom",l=>{let c=i.get(l?.id);c!==void 0&&(i.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new A(l.message,l.details)):c.done())},t),y(n,"change:_progress",()=>{for(let l of i.values())clearTimeout(l.timer),l.timer=setTimeout(e,Ke)},t),t.addEventListener("abort",()=>{for(let{timer:l}of i.values())clearTimeout(l);i.clear()}),(l,c={})=>new Promise((u,p)=>{let d=`${r}-${++o}`;i.set(d,{done:u,fail:p,timer:setTimeout(e,Ke)}),n.send({kind:l,id:d,...c})})}var Oe=new WeakMap;function y(n,e,t,i){n.on(e,t);let r=Oe.get(i),o=()=>n.off(e,t);if(r){r.push(o);return}let a=[o];Oe.set(i,a),i.addEventListener("abort",()=>{for(let s of a)s()})}var zt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",D=class{messages=h("div",{class:"messages"});status=h("p",{class:"status",role:"status"});#e;#t;#n;#i=null;constructor(e,t){this.#e=e,this.#n=t,this.#t=O(e,()=>this.#o(),t);for(let i of["_error","_screen"])y(e,`change:${i}`,()=>this.#r(),t);y(e,"change:_progress",()=>this.#s(),t),this.#r()}async ask(e,t={},{quiet:i=!1}={}){try{return await this.#t(e,t),i?this.#s():this.#r(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:i}=T(e);this.#c({message:t,details:e instanceof A?e.details:i})}notice(e){this.messages.replaceChildren(h("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#r(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#c({message:e,details:t}):this.messages.replaceChildren()}#o(){this.notice(zt),this.#i=this.messages.firstElementChild}#s(){this.#i?.remove(),this.#i=null}#c(e){this.messages.replaceChildren(C(e,this.#n))}};var Kt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Ot(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),Dt).join("")}}function ae(n){let{spaces:e,text:t}=Ot(n);return"·".repeat(e)+t}function De(n){return JSON.stringify(n)}function Dt(n){let e=Kt.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function qe({names:n,shape:e,size:t}){let i=n.length-e.length;return Object.fromEntries(n.map((r,o)=>[r,e[o-i]??t[0]]))}function Ie({rows:n,columns:e},[t,i]){let r=([o,a],s)=>{let l=a-o+1;return l===s?1:l};return r(n,t)*r(e,i)}var le=64,Be=[["edited","now","The value with all changes"],["clean","clean","The value without changes"],["other","other prompt","The value of the other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With the changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]];var q=class{element=h("div",{class:"actions",role:"group"});#e=h("span",{class:"quiet"});#t;#n;#i;#r;#o;constructor(e,t){let i=(u,p,d)=>N(u,p,d,t),r=(u,p)=>h("input",{type:"number",step:"any",value:p,"aria-label":u}),[o,a]=[r("New value","1"),r("Factor","2")],s=i("Zero","Set them to zero (Enter in the picture)",()=>e.change("zero")),l=i("Set to","Set them to the number beside",()=>Fe(o,u=>e.change("set",u))),c=i("Scale by","Multiply them",()=>Fe(a,u=>e.change("scale",u)));this.#n=i("Copy from other","Take them from the other prompt",()=>e.change("copy")),this.#i=i("Restore","Take their changes away (Delete in the picture)",()=>e.restore()),this.#r=i("Whole row","Select the row (r in the picture, or a click on its name)",()=>e.whole("rows")),this.#o=i("Whole column","Select the column (c in the picture, or a click on its number)",()=>e.whole("columns")),this.#t=[s,l,c],this.element.append(this.#e,this.#r,this.#o,h("span",{class:"gap"}),s,h("span",{class:"joined"},l,o),h("span",{class:"joined"},c,a),this.#n,this.#i)}draw(e,t){this.element.hidden=e.place===void 0;let[i,r]=[t.rows[1]-t.rows[0]+1,t.columns[1]-t.columns[0]+1],o=i*r===1?"This cell":`${i} × ${r} cells`;this.#e.textContent=`${o}:`,g(this.element,"aria-label",`Change ${o.toLowerCase()}`);let a=Ie(t,e.size),s=a>le?`${a} changes, more than ${le}: select fewer cells, or whole rows or columns`:"";for(let l of this.#t)w(l,s==="",s);w(this.#n,s===""&&e.other===!0,s||"There is no other prompt to copy from"),w(this.#i,(e.outlines??[]).some(l=>qt(l,t)),"None of them is changed")}};function qt(n,e){return["rows","columns"].every(t=>n[t][0]>=e[t][0]&&n[t][1]<=e[t][1])}function Fe(n,e){Number.isFinite(n.valueAsNumber)?e(n.valueAsNumber):n.focus()}var It=0,I=class{element;canvas=h("canvas",{"aria-hidden":"true"});#e;#t=h("div",{role:"gridcell",id:`cell-${++It}`,"aria-selected":"true"});#n=h("div",{role:"row",class:"unseen"},this.#t);#i={rows:1,columns:1};#r={row:0,column:0};constructor(e,t,i){this.#e=t,this.element=h("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#n);let r=(o,a)=>this.element.addEventListener(o,a,{signal:i});r("pointermove",o=>t.hover(this.#o(o))),r("pointerleave",()=>t.hover(null)),r("click",o=>this.#s(o)),r("keydown",o=>this.#c(o))}get cell(){return this.#r}place(e,t){this.#i=e,this.#r=x(t,e),g(this.element,"aria-rowcount",e.rows),g(this.element,"aria-colcount",e.columns),g(this.#n,"aria-rowindex",this.#r.row+1),g(this.#t,"aria-colindex",this.#r.column+1),g(this.#t,"aria-label",this.#e.describe(this.#r))}context(e,t){return Bt(this.canvas,e,t)}#o(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#s(e){let t=this.#o(e);t!==null&&this.#e.select(t)}#c(e){let t=ne(e),i=k(this.#r,this.#i,e);if(t!==null)this.#e.travel(t);else if(i!==null)this.#e.select(i);else if(M(e,"Enter"," "))this.#e.activate(this.#r);else if(M(e,"Delete","Backspace"))this.#e.remove(this.#r);else return;e.preventDefault(),e.stopPropagation()}};function Bt(n,e,t){let i=Math.min(globalThis.devicePixelRatio||1,2),[r,o]=[Math.round(e*i),Math.round(t*i)];n.width!==r&&(n.width=r),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let a=n.getContext("2d");return a===null?null:(a.setTransform(i,0,0,i,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}function ce(n,e,t){if(n.measureText(e).width<=t)return e;let i=e;for(;i.length>1&&n.measureText(`${i}…`).width>t;)i=i.slice(0,-1);return`${i}…`}var[je,he,B]=[26,46,480],F=class{top=0;left=0;high=1;wide=1;#e=1;#t=1;#n={high:1,wide:1};#i=1;get rows(){return this.#e}get columns(){return this.#t}get width(){return Math.min(this.#i,this.#t*this.wide)}get height(){return Math.min(Math.max(this.#e*this.#n.high,Math.min(B,this.#e*this.high)),B)}get zoomed(){return this.high>this.#n.high*1.001||this.wide>this.#n.wide*1.001}resize([e,t],i){let r=e===this.#e&&t===this.#t&&this.zoomed;if([this.#e,this.#t,this.#i]=[e,t,Math.max(40,i)],this.#n={high:ue(Math.min(je,B/e)),wide:ue(Math.min(he,this.#i/t))},e===t){let o=ue(Math.min(he,B/e,this.#i/t));this.#n={high:o,wide:o}}r?this.#r():this.fit()}fit(){this.top=this.left=0,{high:this.high,wide:this.wide}=this.#n}zoom(e,t=this.width/2,i=this.height/2){let[r,o]=[this.top+i/this.high,this.left+t/this.wide];this.high=S(this.high*e,this.#n.high,Math.max(je,this.#n.high)),this.wide=S(this.wide*e,this.#n.wide,Math.max(he,this.#n.wide)),this.top=r-i/this.high,this.left=o-t/this.wide,this.#r()}pan(e,t){let[i,r]=[this.top,this.left];return this.top+=t/this.high,this.left+=e/this.wide,this.#r(),i!==this.top||r!==this.left}reveal({row:e,column:t}){this.top=S(this.top,e+1-this.height/this.high,e),this.left=S(this.left,t+1-this.width/this.wide,t),this.#r()}cellAt(e,t){if(e<0||t<0||e>=this.width||t>=this.height)return null;let[i,r]=[Math.floor(this.top+t/this.high),Math.floor(this.left+e/this.wide)];return i<this.#e&&r<this.#t?{row:i,column:r}:null}x(e){return(e-this.left)*this.wide}y(e){return(e-this.top)*this.high}get level(){return[_e(this.high),_e(this.wide)]}pieces(e=this.level,t=0){let[i,r]=[256<<e[0],256<<e[1]],o={row:this.top+this.height/this.high/2,column:this.left+this.width/this.wide/2},a=[],s=(d,m,f,b)=>[Math.max(0,Math.floor(d/f)-t),Math.min(Math.ceil(b/f),Math.ceil(m/f)+t)],[l,c]=s(this.top,this.top+this.height/this.high,i,this.#e),[u,p]=s(this.left,this.left+this.width/this.wide,r,this.#t);for(let d=l;d<c;d++)for(let m=u;m<p;m++){let f=Math.abs((d+.5)*i-o.row)+Math.abs((m+.5)*r-o.column);a.push({level:e,at:[d,m],far:f})}return a.sort((d,m)=>d.far-m.far).map(({level:d,at:m})=>({level:d,at:m}))}#r(){this.top=S(this.top,0,this.#e-this.height/this.high),this.left=S(this.left,0,this.#t-this.width/this.wide)}};function j({row:n,column:e}){return{level:[0,0],at:[Math.floor(n/256),Math.floor(e/256)]}}function _e(n){return Math.max(0,Math.ceil(-Math.log2(n)-.01))}function ue(n){return n>=3?Math.floor(n):n}function S(n,e,t){return Math.max(e,Math.min(Math.max(e,t),n))}var _=class{#e;#t;#n;#i;#r=null;#o={x:0,y:0};constructor(e,t,i,r,o){this.#e=e,this.#t=t,this.#n=i,this.#i=r;let a=(s,l,c={})=>e.element.addEventListener(s,l,{signal:o,...c});a("click",s=>s.stopPropagation(),{capture:!0}),a("pointerdown",s=>this.#d(s)),a("pointermove",s=>this.#u(s)),a("pointerup",()=>this.#p()),a("pointercancel",()=>this.#p()),a("wheel",s=>this.#m(s),{passive:!1}),a("keydown",s=>this.#b(s),{capture:!0})}#s(e){let t=this.#e.canvas.getBoundingClientRect(),{left:i,top:r}=this.#n();return{x:e.clientX-t.left-i,y:e.clientY-t.top-r}}#c({x:e,y:t}){let{width:i,height:r}=this.#t,o=(a,s)=>Math.max(0,Math.min(s-.01,a));return this.#t.cellAt(o(e,i),o(t,r))??this.#e.cell}#d(e){let t=this.#s(e);if(this.#o=t,e.button===1||e.button===0&&e.altKey)this.#r="pan";else{if(e.button!==0)return;if(t.x<0&&t.y>=0)this.#r="rows";else if(t.y<0&&t.x>=0)this.#r="columns";else if(this.#t.cellAt(t.x,t.y)!==null)this.#r="select";else return}this.#e.element.setPointerCapture?.(e.pointerId),this.#r==="pan"?e.preventDefault():this.#r==="select"?this.#i.move(this.#c(t),e.shiftKey):this.#i.whole(this.#r,this.#c(t))}#u(e){if(this.#r===null)return;let t=this.#s(e);this.#r==="pan"&&this.#i.pan(this.#o.x-t.x,this.#o.y-t.y),this.#r==="select"&&this.#i.move(this.#c(t),!0),this.#o=t}#p(){this.#r!==null&&this.#r!=="pan"&&this.#i.settle(),this.#r=null}#m(e){let{x:t,y:i}=this.#s(e),r=e.deltaMode===1?16:1,[o,a]=[e.deltaX*r,e.deltaY*r];if(e.ctrlKey||e.metaKey)this.#i.zoom(Math.exp(-a/180),t,i);else if(this.#t.zoomed){if(!(e.shiftKey?this.#i.pan(a||o,0):this.#i.pan(o,a)))return}else return;e.preventDefault()}#b(e){let t=!(e.ctrlKey||e.metaKey||e.altKey),i={rows:this.#t.rows,columns:this.#t.columns},r=t&&e.shiftKey?k(this.#e.cell,i,{...Ft(e),shiftKey:!1}):null;if(r!==null)this.#i.move(r,!0);else if(t&&(e.key==="+"||e.key==="="))this.#i.zoom(1.5);else if(t&&e.key==="-")this.#i.zoom(1/1.5);else if(t&&e.key==="0")this.#i.zoom(null);else if(t&&e.key==="r")this.#i.whole("rows",this.#e.cell);else if(t&&e.key==="c")this.#i.whole("columns",this.#e.cell);else return;(r!==null||"rc".includes(e.key))&&this.#i.settle(),e.preventDefault(),e.stopPropagation()}};function Ft({key:n,ctrlKey:e,metaKey:t,shiftKey:i,altKey:r}){return{key:n,ctrlKey:e,metaKey:t,shiftKey:i,altKey:r}}function We({range:n,nan:e},t,i,r){let[o,a]=n[i],s=i==="full"?0:n.clipped[t==="diverging"?0:1];if(t==="sequential")return{low:o,high:a,map:r.sequential,hole:r.hole,clipped:s};let l=Math.max(Math.abs(o),Math.abs(a));return{low:-l,high:l,map:r.diverging,hole:r.hole,clipped:s}}function W({low:n,high:e,map:t,hole:i},r){if(!Number.isFinite(r))return i;let o=e>n?(r-n)/(e-n):.5;return t[Math.round(Math.min(1,Math.max(0,o))*(t.length-1))]??i}function U({low:n,high:e},t){return t<n||t>e}function Ue(n,e){if(n.picture!==void 0&&n.painted===e)return n.picture;let t=n.picture??document.createElement("canvas");t.width=n.columns,t.height=n.rows;let i=t.getContext("2d"),r=i?.createImageData(n.columns,n.rows);if(!i||!r)return null;let{low:o,high:a}=e,s=a>o?(e.map.length-1)/(a-o):0,l=e.map.length-1;for(let c=0;c<n.values.length;c++){let u=n.values[c]??0,p=s===0?l>>1:Math.round(Math.min(l,Math.max(0,(u-o)*s))),d=(Number.isFinite(u)?e.map[p]:void 0)??e.hole;r.data[4*c]=d[0],r.data[4*c+1]=d[1],r.data[4*c+2]=d[2],r.data[4*c+3]=255}return i.putImageData(r,0,0),n.picture=t,n.painted=e,t}var L="11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",Ge={wide:38,high:15},G=class{frame=new F;pad;#e=48;#t=20;#n=null;constructor(e,t){this.pad=new I("Activations",{cellAt:(i,r)=>this.frame.cellAt(i-this.#e,r-this.#t),describe:i=>e.describe(i),hover:i=>e.hover(i),select:i=>e.move(i,!1),activate:()=>e.activate(),remove:()=>e.remove(),travel:i=>e.travel(i)},t),this.pad.element.dataset.letters="",new _(this.pad,this.frame,()=>({left:this.#e,top:this.#t}),e,t)}draw(e,t){this.#n=e;let{screen:i,cursor:r,tiles:o,palette:a}=e,[s,l]=i.size,[c,u]=[i.labels[i.rows],i.labels[i.columns]];this.#e=c?88:16+7*String(s-1).length,this.#t=u?66:20;let{frame:p}=this;p.resize(i.size,t-this.#e-3),this.pad.place({rows:s,columns:l},r),this.#i(o);let d=this.pad.context(this.#e+p.width+2,this.#t+p.height+2);d!==null&&(d.font=L,d.save(),d.translate(this.#e,this.#t),d.beginPath(),d.rect(0,0,p.width,p.height),d.clip(),this.#r(d,e),this.#s(d,a),this.#c(d,e),d.restore(),this.#d(d,e),this.#p(d,e,c),this.#m(d,e,u))}#i(e){let{frame:t}=this,i=this.#n;if(i===null||i.screen.first.exact)return;let r=t.level,o=e.covers(r)?[]:t.pieces(r),a=e.covers(r)||o.length>12?[]:t.pieces(r,1),s=[i.hovered,i.cursor].flatMap(u=>u?[j(u)]:[]),l=new Set,c=[...s.slice(0,1),...o,...s.slice(1),...a].filter(u=>{let p=JSON.stringify(u);return!l.has(p)&&l.add(p)});e.want(c)}#r(e,{tiles:t,scale:i}){e.imageSmoothingEnabled=!1,this.#o(e,t.first,i);let{level:r}=this.frame;if(!t.covers(r))for(let o of this.frame.pieces(r)){let a=t.get(o);a!==void 0&&this.#o(e,a,i)}}#o(e,t,i){let r=Ue(t,i);if(r===null)return;let{frame:o}=this,[a,s]=t.level,l=o.x(t.at[1]*(256<<s)),c=o.y(t.at[0]*(256<<a));e.drawImage(r,l,c,t.columns*2**s*o.wide,t.rows*2**a*o.high)}#s(e,t){let{frame:i}=this;if(!(i.wide<5||i.high<5)){e.strokeStyle=t.paper,e.lineWidth=i.wide<9||i.high<9?.5:1,e.beginPath();for(let r=Math.ceil(i.top);i.y(r)<=i.height;r++)e.moveTo(0,i.y(r)),e.lineTo(i.width,i.y(r));for(let r=Math.ceil(i.left);i.x(r)<=i.width;r++)e.moveTo(i.x(r),0),e.lineTo(i.x(r),i.height);e.stroke()}}#c(e,{screen:t,tiles:i,scale:r}){let{frame:o}=this;if(o.wide<7||o.high<7)return;let a=o.wide>=Ge.wide&&o.high>=Ge.high;e.textAlign="center";for(let s=Math.floor(o.top);s<t.size[0]&&o.y(s)<o.height;s++)for(let l=Math.floor(o.left);l<t.size[1]&&!(o.x(l)>=o.width);l++){let c=i.value(s,l);if(c===void 0)continue;let[u,p]=[o.x(l),o.y(s)];e.fillStyle=e.strokeStyle=He(W(r,c)),a?e.fillText(_t(c),u+o.wide/2,p+o.high/2+.5):Number.isFinite(c)||Ut(e,u,p,o),Number.isFinite(c)&&U(r,c)&&Wt(e,u,p,o)}}#d(e,{screen:t,cells:i,hovered:r,palette:o}){for(let a of jt(t.outlines??[]))this.#u(e,a,o.change,2,3);r!==null&&this.#u(e,V(r),o.text,1),this.#u(e,i,o.accent,2)}#u(e,{rows:t,columns:i},r,o,a=0){let{frame:s}=this,[l,c]=[s.x(i[0]),s.x(i[1]+1)].map(b=>de(b,0,s.width)),[u,p]=[s.y(t[0]),s.y(t[1]+1)].map(b=>de(b,0,s.height));if(l===void 0||u===void 0||c===void 0||p===void 0||i[1]<s.left||s.x(i[0])>s.width||t[1]+1<=s.top||s.y(t[0])>s.height)return;let[d,m]=[Math.max(c-l-2*a,3),Math.max(p-u-2*a,3)],f=[this.#e+l+a,this.#t+u+a];e.lineWidth=o+2,e.strokeStyle=this.#n?.palette.paper??"",o>1&&e.strokeRect(...f,d,m),e.lineWidth=o,e.strokeStyle=r,e.strokeRect(...f,d,m)}#p(e,t,i){let{frame:r}=this,{palette:o,screen:a,cells:s,hovered:l}=t;e.textAlign="right";let c=Je(14/r.high),u=(d,m)=>{let f=r.y(d+.5);if(f<0||f>r.height)return;e.fillStyle=m?o.accent:o.quiet,l?.row===d&&(e.fillStyle=o.text),e.font=m||l?.row===d?`600 ${L}`:L;let b=i?ae(i[d]??""):String(d);e.fillText(ce(e,b,this.#e-10),this.#e-6,this.#t+f)},p=new Set([l?.row??s.rows[0]]);for(let d=Math.floor(r.top/c)*c;d<a.size[0]&&!(r.y(d)>r.height);d+=c)[...p].some(f=>f!==d&&Math.abs(f-d)*r.high<13)||u(d,d>=s.rows[0]&&d<=s.rows[1]);for(let d of p)u(d,d>=s.rows[0]&&d<=s.rows[1])}#m(e,t,i){let{frame:r}=this,{palette:o,screen:a,cells:s,hovered:l}=t,c=Je((i?14:30)/r.wide);e.textAlign=i?"left":"center";let u=(m,f)=>{let b=r.x(m+.5);if(b<0||b>r.width)return;e.fillStyle=f?o.accent:o.quiet,l?.column===m&&(e.fillStyle=o.text),e.font=f||l?.column===m?`600 ${L}`:L,e.save(),e.translate(this.#e+b,this.#t-(i?6:9)),i&&e.rotate(-Math.PI/3.4);let E=i?ce(e,ae(i[m]??""),this.#t-4):String(m),ge=e.measureText(E).width/2,ft=i?0:de(b,ge-this.#e,r.width-ge)-b;e.fillText(E,ft,0),e.restore()},p=l?.column??s.columns[0],d=i?13:34;for(let m=Math.floor(r.left/c)*c;m<a.size[1]&&!(r.x(m)>r.width);m+=c)m!==p&&Math.abs(m-p)*r.wide<d||u(m,m>=s.columns[0]&&m<=s.columns[1]);u(p,p>=s.columns[0]&&p<=s.columns[1])}};function jt(n){return Ve(Ve(n,"rows","columns"),"columns","rows")}function Ve(n,e,t){let i=[...n].sort((o,a)=>o[e][0]-a[e][0]||o[e][1]-a[e][1]||o[t][0]-a[t][0]),r=[];for(let o of i){let a=r.at(-1);a&&a[e].join()===o[e].join()&&a[t][1]+1===o[t][0]?r[r.length-1]={...a,[t]:[a[t][0],o[t][1]]}:r.push(o)}return r}function V({row:n,column:e}){return{rows:[n,n],columns:[e,e]}}function Je(n){if(n<=1)return 1;let e=10**Math.floor(Math.log10(n));return([1,2,5,10].find(t=>t*e>=n)??10)*e}function _t(n){if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"∞":"−∞";let e=Math.abs(n);return e!==0&&(e<.005||e>=9999.5)?n.toExponential(0).replace("-","−"):n.toFixed(e>=99.95?0:e>=9.995?1:2).replace("-","−")}function Wt(n,e,t,{wide:i,high:r}){let o=Math.min(6,i/2,r/2);n.beginPath(),n.moveTo(e+i-o-.5,t+.5),n.lineTo(e+i-.5,t+.5),n.lineTo(e+i-.5,t+o+.5),n.fill()}function Ut(n,e,t,{wide:i,high:r}){n.lineWidth=1,n.beginPath(),n.moveTo(e+i*.25,t+r*.25),n.lineTo(e+i*.75,t+r*.75),n.moveTo(e+i*.75,t+r*.25),n.lineTo(e+i*.25,t+r*.75),n.stroke()}function de(n,e,t){return Math.max(e,Math.min(t,n))}var Gt=[["diverging","around 0","Blue below zero, orange above, as strong as the number is far from zero"],["sequential","low to high","One hue from the lowest number to the highest"]],Vt=[["robust","1–99 %","Without the lowest and the highest hundredth, which are marked"],["full","all","From the lowest to the highest number"]],J=class{shows;colours;range;constructor(e,t){this.shows=z("Show",Be,i=>e("show",i),t),this.colours=z("Colours",Gt,i=>e("colours",i),t),this.range=z("Range",Vt,i=>e("range",i),t)}draw({shows:e},{show:t,colours:i,range:r}){this.shows.draw(t,o=>e?.[o]??null),this.colours.draw(i,()=>null),this.range.draw(r,()=>null)}};function Ze(n,e,t){let i=(o,a,s)=>N(o,a,s,t),r={undo:i("Undo","Take back the last change (Ctrl+Z in the picture)",()=>n("undo")),redo:i("Redo","Make it again (Ctrl+Shift+Z in the picture)",()=>n("redo")),clear:i("Clear","Take all changes away",()=>n("clear")),code:i("Copy code","Python that opens this view again",()=>n("code")),larger:i("+","Larger cells (+ in the picture, or Ctrl and the wheel)",()=>e(1.5)),smaller:i("−","Smaller cells (− in the picture)",()=>e(.6666666666666666)),all:i("Fit","All of it (0 in the picture)",()=>e(null))};return r.larger.setAttribute("aria-label","Zoom in"),r.smaller.setAttribute("aria-label","Zoom out"),r}function Xe({undo:n,redo:e,clear:t},{can:i,edits:r}){w(n,i?.undo===!0,"Nothing to take back"),w(e,i?.redo===!0,"Nothing to make again"),w(t,(r??0)>0,"There are no changes")}var Y=class{element=h("div",{class:"choosers"});#e;#t=h("select",{"aria-label":"Component"});#n=h("select",{"aria-label":"Layer"});#i=h("select",{"aria-label":"Axis that goes down"});#r=h("select",{"aria-label":"Axis that goes right"});#o=h("span",{class:"sliders"});#s;#c;#d;#u=null;constructor(e,t){this.#e=e,this.#d=t,this.#s=h("span",{class:"pair"},Z("Value",this.#t),Z("Layer",this.#n)),this.#c=h("span",{class:"pair"},Z("Down",this.#i),Z("Right",this.#r)),this.element.append(this.#s,this.#c,this.#o);let i=(r,o)=>r.addEventListener("change",o,{signal:t});i(this.#t,()=>this.#y()),i(this.#n,()=>this.#y()),i(this.#i,()=>e.axis("rows",this.#i.value)),i(this.#r,()=>e.axis("columns",this.#r.value))}draw(e){this.#u=e,this.#s.hidden=e.place===void 0,this.#c.hidden=e.names.length<3,this.#p(e);for(let[t,i]of[[this.#i,e.rows],[this.#r,e.columns]])t.replaceChildren(...e.names.map(r=>X(r,r))),t.value=i;this.#m(e)}#p({place:e,components:t=[]}){if(e===void 0)return;let i=t.map(({name:a,layers:s,why:l})=>{let c=X(a,s.length>0?a:`${a} (none)`);return c.disabled=s.length===0,l&&(c.title=l),c}),r=e.layer===null?[X(e.name,`${e.name}.${e.port}`)]:[];this.#t.replaceChildren(...r,...i),this.#t.value=e.name;let o=t.find(({name:a})=>a===e.name)?.layers??[];this.#n.replaceChildren(...o.map(a=>X(String(a),a<0?"embeddings":String(a)))),this.#n.value=String(e.layer),this.#n.disabled=e.layer===null}#m(e){let t=qe(e),i=e.names.filter(o=>o!==e.rows&&o!==e.columns),r=i.join(" ");this.#o.dataset.names!==r&&(this.#o.dataset.names=r,this.#o.replaceChildren(...i.map(o=>this.#b(o))));for(let o of i){let a=this.#o.querySelector(`input[name="${CSS.escape(o)}"]`);if(a===null)continue;g(a,"max",(t[o]??1)-1),a.matches(":active")||(a.value=String(e.at[o]??0));let s=a.nextElementSibling;s&&(s.textContent=`${e.at[o]??0} of ${t[o]??1}`)}}#b(e){let t=h("input",{type:"range",min:0,step:1,name:e});return t.addEventListener("input",()=>this.#e.at(e,t.valueAsNumber),{signal:this.#d}),h("label",{},h("span",{class:"quiet"},e),t,h("output",{}))}#y(){let e=this.#u?.components?.find(({name:i})=>i===this.#t.value)?.layers,t=Number(this.#n.value);e===void 0||e[0]===void 0||this.#e.place(this.#t.value,e.includes(t)?t:e[0])}};function Z(n,e){return h("label",{},h("span",{class:"quiet"},n),e)}function X(n,e){return h("option",{value:n},e)}function $(n){let e=Ye(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function pe(n){let e=Ye(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ye(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var[Qe,Q]=[256,56],Jt="http://www.w3.org/2000/svg";function v(n){return((Math.abs(n)>=1e4||n!==0&&Math.abs(n)<.001?n.toExponential(2):null)??String(Number(n.toPrecision(3)))).replace("-","−")}function et(n,e,t){let{map:i,low:r,high:o,clipped:a}=e,s=(p,d="")=>h("i",{class:p,style:d||null,"aria-hidden":"true"}),l=(...p)=>h("span",{class:"item"},...p),c=[l(v(r),s("map",`background:${Ne(i)}`),v(o))],u=n.nan+n.infinite;if(a>0&&c.push(l(s("fold"),`${a.toLocaleString("en")} beyond the colours`)),u>0){let p=[n.nan>0?`${n.nan} NaN`:"",n.infinite>0?`${n.infinite} infinite`:""];c.push(l(s("dot",`background:${K(t.hole)}`),p.filter(Boolean).join(", ")))}return(n.outlines??[]).length>0&&c.push(l(s("box"),"changed")),c}function tt({histogram:{low:n,high:e,counts:t}},i){let r=pe(t),o=Math.log1p(Math.max(1,...r)),a=R("svg",{viewBox:`0 0 ${Qe} ${Q}`,role:"img",preserveAspectRatio:"none"}),s=r.reduce((u,p)=>u+p,0);a.setAttribute("aria-label",`Histogram of ${s} numbers from ${v(n)} to ${v(e)}`);let[l,c]=[(e-n)/r.length,Qe/r.length];return r.forEach((u,p)=>{let d=Math.log1p(u)/o*(Q-2),[m,f]=[n+p*l,n+(p+1)*l],b=R("g",{}),E=R("title",{});E.textContent=`${Ce(u,"number")} from ${v(m)} to ${v(f)}`,b.append(E,R("rect",{x:p*c,y:0,width:c,height:Q,fill:"transparent"}),R("rect",{class:"bar",x:p*c+.3,y:Q-d,width:c-.6,height:d,fill:K(W(i,(m+f)/2))})),a.append(b)}),a}function nt(n,e){let[t,i]=[pe(n.top.indices),$(n.top.norms)],r=n.labels[n.columns],o=Array.from(t,(a,s)=>{let l=(i[s]??0)/(i[0]||1),c=r?`${a} ${JSON.stringify(r[a]??"")}`:String(a),u=h("button",{type:"button",style:`--share:${l}`,"data-norm":i[s],title:`Select ${n.columns} ${a}`},h("b",{},c),h("span",{},v(i[s]??0)));return u.onclick=()=>e(a),h("li",{},u)});return h("ol",{class:"top","aria-label":`${n.columns} of the largest norm`},...o)}function R(n,e){let t=document.createElementNS(Jt,n);for(let[i,r]of Object.entries(e))t.setAttribute(i,String(r));return t}var it=null;function me(n,e=1){it??=Float32Array.from({length:65536},(o,a)=>Zt(a));let t=n instanceof ArrayBuffer?new Uint8Array(n):n,i=new DataView((t instanceof Uint8Array,t.buffer),t.byteOffset,t.byteLength),r=new Float32Array(i.byteLength/2);for(let o=0;o<r.length;o++)r[o]=(it[i.getUint16(2*o,!0)]??0)*e;return r}function Zt(n){let e=n&32768?-1:1,t=n>>10&31,i=n&1023;return t===31?i?Number.NaN:e*Number.POSITIVE_INFINITY:t===0?e*i*2**-24:e*(1024+i)*2**(t-25)}var[Xt,Yt]=[64,2],ee=class{first;#e;#t;#n=new Map;#i;#r=[];#o=new Set;constructor(e,t,i){this.#e=t,this.#t=i,this.#i=e,this.first=rt(e)}reset(e){this.#i=e,this.first=rt(e),this.#n.clear(),this.#r=[],this.#o=new Set}get(e){let t=H(e),i=this.#n.get(t);return i!==void 0&&(this.#n.delete(t),this.#n.set(t,i)),i}covers(e){let{level:t}=this.first;return t[0]<=e[0]&&t[1]<=e[1]}want(e){this.#r=e.filter(t=>!this.#n.has(H(t))&&!this.#o.has(H(t))),this.#s()}value(e,t){if(this.#i.first.exact)return this.first.values[e*this.first.columns+t];let i=this.get(j({row:e,column:t}));return i?.values[e%256*i.columns+t%256]}receive(e,t){if(e.version!==this.#i.version)return;let{level:i,at:r,size:o}=e,s=i[0]===0&&i[1]===0?$(t):me(t,this.#i.scale);this.#n.set(H(e),{level:i,at:r,rows:o[0],columns:o[1],values:s});for(let l of this.#n.keys()){if(this.#n.size<=Xt)break;this.#n.delete(l)}this.#t()}#s(){let e=this.#o;for(;e.size<Yt;){let t=this.#r.shift();if(t===void 0)return;let i=H(t);e.add(i);let r=()=>{e.delete(i),e===this.#o&&this.#s()};this.#e({version:this.#i.version,level:t.level,at:t.at}).then(r,r)}}};function H({level:n,at:e}){return[...n,...e].join(" ")}function rt({size:n,scale:e,first:t}){let[i,r]=[0,1].map(a=>Math.ceil((n[a]??1)/2**(t.level[a]??0))),o=t.exact?$(t.values):me(t.values,e);if(o.length!==(i??0)*(r??0))throw new RangeError(`a matrix of ${i} × ${r} came with ${o.length} numbers`);return{level:t.level,at:[0,0],rows:i??0,columns:r??0,values:o}}var te=class{element=h("section",{class:"heatmap","aria-label":"Activations"});#e;#t;#n;#i;#r;#o;#s=h("h2",{});#c=h("span",{class:"size"});#d=h("output",{class:"readout"});#u=h("p",{class:"legend"});#p=h("div",{class:"histogram"});#m=h("p",{class:"ends quiet"});#b=h("div",{});#y=h("div",{class:"main"});#k;#M;#h;#S;#w;#a;#f={row:0,column:0};#l={row:0,column:0};#g=null;#E=0;constructor(e,t,i){this.#e=e,this.#t=new D(e,i),this.#S=se(t),this.#h=e.get("_screen"),this.#w=this.#q(),this.#i=new ee(this.#h,s=>this.#t.ask("tile",s,{quiet:!0}),()=>this.#A()),this.#k=Ze(s=>{this.#t.ask(s)},s=>this.#O(s),i),this.#n=new G({describe:s=>this.#N(s),hover:s=>this.#B(s),move:(s,l)=>this.#F(s,l),settle:()=>this.#T(),whole:(s,l)=>this.#P(s,l),zoom:(s,l,c)=>this.#O(s,l,c),pan:(s,l)=>this.#j(s,l),activate:()=>this.#K("zero"),remove:()=>this.#z(),travel:s=>{this.#v&&this.#t.ask(s)}},i),this.#r=new Y({place:(s,l)=>{this.#t.ask("place",{name:s,layer:l})},axis:(s,l)=>this.#L(s,l),at:(s,l)=>this.#L("at",{...this.#e.get("at"),[s]:l})},i),this.#o=new q({change:(s,l)=>this.#K(s,l),restore:()=>this.#z(),whole:s=>{this.#P(s,this.#l),this.#T()}},i),this.#M=new J((s,l)=>this.#L(s,l),i),this.#I(),g(this.#n.pad.element,"data-shifted",!0),this.#a=this.#R(),this.#C();let r=(s,l)=>y(e,`change:${s}`,()=>this.#H(l),i);r("_screen",()=>this.#W()),r("_selected",()=>this.#G()),r("cells",()=>this.#U());for(let s of["colours","range","show"])r(s,()=>this.#C());r("busy",()=>g(this.element,"data-busy",e.get("busy"))),y(e,"msg:custom",(s,l)=>this.#H(()=>this.#_(s,l)),i);let a=()=>{this.#S=se(t),this.#C()};Re(t,this.element,a,i),i.addEventListener("abort",()=>cancelAnimationFrame(this.#E))}#I(){let{undo:e,redo:t,clear:i,code:r,larger:o,smaller:a,all:s}=this.#k,l=h("span",{class:"buttons"},...this.#v?[e,t,i,r]:[r]),c=h("span",{class:"zoom",role:"group","aria-label":"Zoom"},a,o,s);this.#y.append(h("div",{class:"line"},this.#d,c),this.#n.pad.element,this.#o.element);let u=h("aside",{"aria-label":"About these numbers"},this.#M.colours.element,this.#M.range.element,this.#u,h("figure",{},this.#p,this.#m),this.#b);this.element.append(h("header",{},this.#s,this.#c,l),this.#t.messages,this.#r.element,...this.#v?[this.#M.shows.element]:[],h("div",{class:"body"},this.#y,u),this.#t.status)}#L(e,t){this.#e.set(e,t),this.#e.save_changes()}#B(e){e?.row===this.#g?.row&&e?.column===this.#g?.column||(this.#g=e,this.#d.textContent=this.#N(e??this.#l),this.#A())}#F(e,t){this.#l=e,this.#g=null,t||(this.#f=e);let[i,r]=[this.#f,e];this.#a={rows:[Math.min(i.row,r.row),Math.max(i.row,r.row)],columns:[Math.min(i.column,r.column),Math.max(i.column,r.column)]},this.#n.frame.reveal(e),this.#x(),this.#n.pad.element.matches(":active")||this.#T()}#P(e,t){let[i,r]=this.#h.size;this.#l=this.#f=t,this.#a={...V(t),...e==="rows"?{columns:[0,r-1]}:{rows:[0,i-1]}},this.#x()}#T(){this.#e.set("cells",this.#a);let e=this.#$("position");if(this.#v&&e!==null){let[t,i]=this.#a[e],r=this.#e.get("_selected");t===i&&r.position!==t&&this.#e.set("_selected",{...r,position:t})}this.#e.save_changes()}get#v(){return this.#h.place!==void 0}#z(){this.#v&&this.#t.ask("restore",{cells:this.#a})}#K(e,t){this.#v&&this.#t.ask("change",{cells:this.#a,how:e,...t===void 0?{}:{value:t}})}#O(e,t,i){let{frame:r}=this.#n;if(e===null)r.fit();else if(t!==void 0)r.zoom(e,t,i);else{let o=r.cellAt(r.x(this.#l.column),r.y(this.#l.row));o===null?r.zoom(e):r.zoom(e,r.x(o.column+.5),r.y(o.row+.5))}this.#A()}#j(e,t){let i=this.#n.frame.pan(e,t);return i&&this.#A(),i}#_(e,t){e.kind==="tile"&&t?.[0]!==void 0&&this.#i.receive(e,t[0]),e.kind==="code"&&we(e.text).then(i=>this.#t.announce(i?"Python code copied.":"The browser refused to copy; see view.code."))}#W(){let e=this.#h;this.#h=this.#e.get("_screen"),this.#i.reset(this.#h),this.#g=null,e.size.every((i,r)=>i===this.#h.size[r])||this.#n.frame.fit(),this.#a=this.#R(),this.#C()}#U(){JSON.stringify(this.#e.get("cells"))!==JSON.stringify(this.#a)&&(this.#a=this.#R(),this.#n.frame.reveal(this.#l),this.#x())}#G(){let{position:e}=this.#e.get("_selected"),t=this.#$("position");if(e==null||t===null)return;let[i,r]=this.#a[t];if(e>=i&&e<=r)return;let o=this.#h.size[t==="rows"?0:1];e>=o||(this.#a={...this.#a,[t]:[e,e]},this.#l=this.#f={row:this.#a.rows[0],column:this.#a.columns[0]},this.#n.frame.reveal(this.#l),this.#x(),this.#e.set("cells",this.#a),this.#e.save_changes())}#$(e){return this.#h.rows===e?"rows":this.#h.columns===e?"columns":null}#R(){let[e,t]=this.#h.size,i=this.#e.get("cells"),{rows:r,columns:o}=i;if(r&&o&&r[1]<e&&o[1]<t){let c=({row:u,column:p})=>u>=r[0]&&u<=r[1]&&p>=o[0]&&p<=o[1];return c(this.#l)||(this.#l={row:r[0],column:o[0]}),c(this.#f)||(this.#f=this.#l),{rows:r,columns:o}}let{position:a}=this.#e.get("_selected"),s=this.#$("position"),l={row:0,column:0};return s!==null&&(l[s==="rows"?"row":"column"]=a??0),this.#l=this.#f=x(l,{rows:e,columns:t}),V(this.#l)}#H(e){try{e()}catch(t){this.#t.fail(t)}}#D(){return{colours:this.#e.get("colours"),range:this.#e.get("range")}}#q(){let{colours:e,range:t}=this.#D();return We(this.#h,e,t,this.#S)}#C(){let e=this.#h;this.#w=this.#q(),this.#s.textContent=e.title,this.#c.textContent=`${e.shape.join(" × ")} · ${e.about}`,this.#r.draw(e),this.#M.draw(e,{show:this.#e.get("show"),...this.#D()}),this.#u.replaceChildren(...et(e,this.#w,this.#S)),this.#p.replaceChildren(tt(e,this.#w));let{low:t,high:i}=e.histogram;this.#m.replaceChildren(h("span",{},v(t)),h("span",{},"log scale"),h("span",{},v(i)));let r=h("h3",{},"Largest norm",h("span",{class:"quiet"},` ${e.columns}`)),o=a=>{this.#P("columns",{row:this.#l.row,column:a}),this.#n.frame.reveal({row:this.#l.row,column:a}),this.#T()};this.#b.replaceChildren(r,nt(e,o)),Xe(this.#k,e),this.#x()}#A(){this.#E===0&&(this.#E=requestAnimationFrame(()=>{this.#E=0,this.#H(()=>this.#x())}))}#x(){let e=this.#y.clientWidth||640;this.#n.draw({screen:this.#h,tiles:this.#i,scale:this.#w,cells:this.#a,cursor:this.#l,hovered:this.#g,palette:this.#S},e),this.#d.textContent=this.#N(this.#g??this.#l),this.#o.draw(this.#h,this.#a);for(let t of[this.#k.smaller,this.#k.all])w(t,this.#n.frame.zoomed,"All of it is in sight")}#N(e){let t=this.#h,i=(s,l)=>{let c=t.labels[s]?.[l];return`${s} ${l}${c===void 0?"":` ${De(c)}`}`},r=`${i(t.rows,e.row)} · ${i(t.columns,e.column)}: `,o=this.#i.value(e.row,e.column);if(o===void 0)return`${r}…`;let a=U(this.#w,o)?" (beyond the colours)":"";return`${r}${Te(o)}${a}`}};var ot=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;var st="http://www.w3.org/1999/xhtml";var en=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ct(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:i}=tn(n),r=document.createElementNS(st,"style");r.textContent=nn(e);let o=document.createElementNS(st,"div");for(let{name:s,value:l}of n.attributes)s!=="style"&&o.setAttribute(s,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",rn(n,r.textContent,t,i)),o.append(r,...sn(e));let a={width:t+24,height:i+24};return{...a,svg:cn(o,a.width,a.height)}}async function ht({svg:n,width:e,height:t}){let i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await i.decode();let r=Math.min(2,16e3/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*r),o.height=Math.round(t*r);let a=o.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(i,0,0,o.width,o.height),new Promise((s,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(u=>u===null?c():s(u),"image/png")})}function tn(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function nn(n){let e=[...n.querySelectorAll("style")].map(r=>r.textContent),t=[...n.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(o=>o.cssText).join(`
`)),i=[...e,...t].join(`
`);return en+i.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function rn(n,e,t,i){let r=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,r.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${on(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${i}px`,"padding: 12px","overflow: hidden"].join("; ")}function on(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function sn(n){return[...n.children].filter(t=>t.tagName!=="STYLE"&&!at(t)).map(t=>{let i=t.cloneNode(!0),r=[...i.querySelectorAll("*")];lt(t,i),[...t.querySelectorAll("*")].forEach((o,a)=>{let s=r[a];s!==void 0&&lt(o,s)});for(let o of r)at(o)&&o.remove();return i})}function at(n){return n.hasAttribute("data-unexported")}function lt(n,e){n instanceof HTMLCanvasElement?an(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected),(n.scrollTop!==0||n.scrollLeft!==0)&&ln(n,e)}function an(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function ln(n,e){let[t,i]=[n.scrollLeft,n.scrollTop];e.style.overflow="hidden";for(let o of e.children)o.style.translate=`${-t}px ${-i}px`;let r=[...e.querySelectorAll("*")];[...n.querySelectorAll("*")].forEach((o,a)=>{let s=getComputedStyle(o),l=r[a];if(s.position!=="sticky"||l===void 0)return;let c=o.parentElement===n,[u,p]=[s.left!=="auto"?t:0,s.top!=="auto"?i:0];l.style.translate=c?`${u-t}px ${p-i}px`:`${u}px ${p}px`,l.style.position="relative"})}function cn(n,e,t){let i=new XMLSerializer().serializeToString(n),r=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${r}"><foreignObject x="0" y="0" width="${e}" height="${t}">${i}</foreignObject></svg>`;return hn(o)}function hn(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var un="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ut(n,e,t,i){let r=c=>async()=>{try{await c()}catch(u){t(C(T(u),i))}},a=dn(n,()=>t(h("p",{class:"notice",role:"status"},un)),i),s=c=>`${pn(e)}.${c}`,l=()=>ct(e);return mn([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>fe(await ht(l()),s("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>fe(new Blob([l().svg],{type:"image/svg+xml"}),s("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(a)}],i)}function dn(n,e,t){let i=O(n,e,t),r=new Set;return y(n,"msg:custom",(a,s)=>{let[l]=s??[];if(a?.kind!=="page"||l===void 0||!r.delete(a.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);fe(new Blob([c],{type:"text/html"}),a.name??"view.html")},t),async()=>{let a=Math.random().toString(36).slice(2);r.add(a),await i("page",{ticket:a})}}function fe(n,e){let t=URL.createObjectURL(n);h("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function pn(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function mn(n,e){let t=h("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let i=n.map(({name:l,title:c})=>h("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),r=h("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...i),o=h("div",{class:"save-menu","data-unexported":!0},t,r),a=l=>{r.hidden=!1,t.setAttribute("aria-expanded","true"),i[l]?.focus()},s=l=>{r.hidden||(r.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>r.hidden?a(0):s(!0),{signal:e}),i.forEach((l,c)=>{let u=()=>{s(!0),n[c]?.act()};l.addEventListener("click",u,{signal:e})}),o.addEventListener("keydown",l=>fn(l,i,r.hidden,a,s),{signal:e}),o.addEventListener("focusout",l=>gn(l,o,s),{signal:e}),o}function fn(n,e,t,i,r){let o=e.length-1,a=e.indexOf(n.target),s=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:a===o?0:a+1,ArrowUp:a<=0?o:a-1,Home:0,End:o}[n.key];s!==void 0&&M(n,n.key)?(n.preventDefault(),n.stopPropagation(),i(s)):n.key==="Escape"&&!t&&(n.stopPropagation(),r(!0))}function gn(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var bn=4;function dt(n,e){let t=h("progress",{max:1,value:0,"aria-label":"Progress"}),i=h("span",{class:"quiet"}),r=h("button",{type:"button"},"Cancel"),o=h("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,i,r),a=h("div",{class:"unheard","aria-live":"polite","data-unexported":!0}),s=h("div",{},o,a);r.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let l=yn(r,e),c=-1,u=(d,m)=>{let f=Math.floor(d*bn);f!==c&&(a.textContent=`Running: ${m||`${Math.round(d*100)} %`}`),c=f},p=()=>{let{done:d=0,total:m=0,text:f=""}=n.get("_progress")??{};m===0?(l(),c>=0&&(a.textContent="No longer running"),c=-1):u(d/m,f),o.hidden=m===0,t.value=m>0?d/m:0,i.textContent=f};return y(n,"change:_progress",p,e),p(),s}function yn(n,e){let t=null,i=({relatedTarget:r})=>{t=r instanceof HTMLElement?r:null};return n.addEventListener("focus",i,{signal:e}),()=>{let r=n.getRootNode();if(r.activeElement!==n)return;let o=t?.isConnected&&t.getRootNode()===r,a=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?t:a)?.focus()}}function wn(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function pt(n,e){let t=()=>{n.style.colorScheme=wn(document.body)??""};t();let i=new MutationObserver(t);i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>i.disconnect())}function mt(n,e){function t({model:i,el:r,signal:o}){let a=new AbortController;o?.addEventListener("abort",()=>a.abort());let s=h("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});l.append(h("style",{},ot,...n),dt(i,a.signal)),r.append(s),pt(s,a.signal),Se(s,a.signal),ze(l,()=>l.append(e(i,a.signal,s).element),a.signal);let c=l.lastElementChild;return l.append(ut(i,s,u=>c?.before(u),a.signal)),()=>a.abort()}return{render:t}}var pr=mt([be,ye],(n,e,t)=>new te(n,t,e));export{pr as default};

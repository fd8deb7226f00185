var ve=`/* What is said of the numbers, and the choices beside it. */

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
`;var xe=`/* The heatmap: the picture on the left, what is said of it on the right; in a narrow cell one above the other. */

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

.messages:empty,
.status:empty {
  display: none;
}

.status {
  color: var(--quiet);
}

@container (max-width: 880px) {
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
`;function h(n,e={},...t){let i=document.createElement(n);for(let[r,o]of Object.entries(e))g(i,r,o);return i.append(...t),i}function g(n,e,t){if(t===!1||t===null||t===void 0){n.hasAttribute(e)&&n.removeAttribute(e);return}let i=t===!0?"":String(t);n.getAttribute(e)!==i&&n.setAttribute(e,i)}async function ke(n){try{return await navigator.clipboard.writeText(n),!0}catch{return Mt(n)}}function Mt(n){let e=document.activeElement,t=h("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=n,document.body.append(t),t.select();let i=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),i}function N(n,e,t,i){let r=h("button",{type:"button",title:e||null},n);return r.addEventListener("click",()=>Et(r)&&t(),{signal:i}),r}function w(n,e,t=""){g(n,"aria-disabled",String(!e)),n.dataset.title??=n.title,g(n,"title",(e?"":t)||n.dataset.title||null)}function Et(n){return n.getAttribute("aria-disabled")!=="true"}function z(n,e,t,i){let r=h("fieldset",{class:"choice"},h("legend",{},n)),o=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([a,l,c])=>{let d=h("input",{type:"radio",name:o,value:a});d.addEventListener("change",()=>t(a),{signal:i});let p=h("label",{title:c||null},d,h("span",{},l));return r.append(p),{value:a,title:c,radio:d,label:p}});return{element:r,draw(a,l=()=>null){for(let{value:c,title:d,radio:p,label:u}of s){let m=l(c);p.checked=c===a,p.disabled=m!==null&&c!==a,g(u,"title",m??(d||null))}}}}var Tt=["a","c","v","x","y","z"],Ct=["text","search","number"];function Se(n){return n instanceof HTMLTextAreaElement||n instanceof HTMLInputElement&&Ct.includes(n.type)}function Me(n){return n.ctrlKey||n.metaKey?Tt.includes(n.key.toLowerCase()):!(n.shiftKey&&n.key==="Enter")}function Ee(n){return n.key.length===1&&!(n.ctrlKey||n.metaKey||n.altKey)}function Te(n){return n.ctrlKey||n.metaKey||n.altKey?n.key.toLowerCase()==="c":n.key==="Escape"}function k({row:n,column:e},{rows:t,columns:i},r){let o=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||o&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return x({row:n,column:e-1},{rows:t,columns:i});case"ArrowRight":return x({row:n,column:e+1},{rows:t,columns:i});case"ArrowUp":return x({row:n-1,column:e},{rows:t,columns:i});case"ArrowDown":return x({row:n+1,column:e},{rows:t,columns:i});case"Home":return{row:o?0:n,column:0};case"End":return{row:o?t-1:n,column:i-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function x({row:n,column:e},{rows:t,columns:i}){return{row:Math.max(0,Math.min(t-1,n)),column:Math.max(0,Math.min(i-1,e))}}function S(n,...e){return e.includes(n.key)&&!(n.ctrlKey||n.metaKey||n.shiftKey||n.altKey)}function ie(n){if(!(n.ctrlKey||n.metaKey)||n.altKey)return null;let e=n.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:n.shiftKey?"redo":"undo"}var At=["Enter"," ","Delete","Backspace"],Ce=[{row:0,column:0},{rows:1,columns:1}];function Ae(n,e){let t=i=>{let r=i.composedPath();r.includes(n)&&n.toggleAttribute("data-lm-suppress-shortcuts",Lt(i,r[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Lt(n,e){return Se(e)?Me(n):Ee(n)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&Te(n)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Pt(n)?!0:k(...Ce,n)!==null||S(n,...At)||ie(n)!==null}function Pt(n){let{ctrlKey:e,metaKey:t,altKey:i,key:r}=n;return n.shiftKey&&k(...Ce,{key:r,ctrlKey:e,metaKey:t,altKey:i,shiftKey:!1})!==null}function Pe(n){if(!Number.isFinite(n))return Rt(n);for(let e=6;e<9;e++){let t=Number(n.toPrecision(e));if(Math.fround(t)===n)return Le(t)}return Le(Number(n.toPrecision(9)))}function Le(n){return n!==0&&Math.abs(n)<.001?n.toExponential():String(n)}function Rt(n){return Number.isNaN(n)?"NaN":n>0?"∞":"−∞"}function Re(n,e,t=`${e}s`){return`${n} ${n===1?e:t}`}var $t=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Ht=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ne(n,e){let t=e==="light"?$t:Ht,i=n*(t.length-1),r=Math.min(Math.floor(i),t.length-2),o=$e(He(t[r]??"#000000")),s=$e(He(t[r+1]??"#000000"));return zt(Nt(o,s,i-r))}function re(n){return n<=.04045?n/12.92:((n+.055)/1.055)**2.4}function oe(n){let e=n<=.0031308?n*12.92:1.055*n**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Nt(n,e,t){return[n[0]+(e[0]-n[0])*t,n[1]+(e[1]-n[1])*t,n[2]+(e[2]-n[2])*t]}function $e([n,e,t]){let[i,r,o]=[re(n),re(e),re(t)],s=Math.cbrt(.4122214708*i+.5363325363*r+.0514459929*o),a=Math.cbrt(.2119034982*i+.6806995451*r+.1073969566*o),l=Math.cbrt(.0883024619*i+.2817188376*r+.6299787005*o);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function zt([n,e,t]){let i=(n+.3963377774*e+.2158037573*t)**3,r=(n-.1055613458*e-.0638541728*t)**3,o=(n-.0894841775*e-1.291485548*t)**3;return[oe(4.0767416621*i-3.3077115913*r+.2309699292*o),oe(-1.2684380046*i+2.6097574011*r-.3413193965*o),oe(-.0041960863*i-.7034186147*r+1.707614701*o)]}function He(n){let e=Number.parseInt(n.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Kt=["text","quiet","line","paper","raised","accent","change","bad"],se=256,Ot={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function ae(n){let e=h("span",{style:"display:none"});(n.shadowRoot??n).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),i=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",r=Object.fromEntries(Kt.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...r,dark:i,...qt(i?"dark":"light")}}function Ke(n,e,t,i){let r=()=>e.clientWidth>0&&!i.aborted,o=()=>r()?t():requestAnimationFrame(()=>r()&&t()),s=new MutationObserver(o);if(s.observe(n,{attributes:!0,attributeFilter:["style"]}),i.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{e.clientWidth!==a&&(a=e.clientWidth,r()&&t())});l.observe(e),i.addEventListener("abort",()=>l.disconnect())}function qt(n){let e=Array.from({length:se},(t,i)=>i/(se-1));return{sequential:e.map(t=>Dt(Ne(t,n))),diverging:e.map(t=>Bt(Ot[n],t)),hole:n==="light"?[120,0,230]:[150,60,255]}}function Oe([n,e,t]){let i=[n,e,t].map(o=>(o/255)**2.2);return .2126*(i[0]??0)+.7152*(i[1]??0)+.0722*(i[2]??0)>.18?"#000000":"#ffffff"}function K([n,e,t],i=1){return`rgb(${n} ${e} ${t} / ${i})`}function qe(n){return`linear-gradient(90deg, ${Array.from({length:9},(t,i)=>K(n[Math.round(i/8*(se-1))]??[0,0,0])).join(", ")})`}function Dt(n){return n.map(e=>Math.round(e*255))}function Bt(n,e){let t=e*(n.length-1),i=Math.min(Math.floor(t),n.length-2),[r,o]=[ze(n[i]??"#000000"),ze(n[i+1]??"#000000")];return r.map((s,a)=>Math.round(s+((o[a]??0)-s)*(t-i)))}function ze(n){let e=Number.parseInt(n.slice(1),16);return[e>>16,e>>8&255,e&255]}function De(n,e,t){try{e()}catch(i){n.append(C(T(i),t))}}function T(n){return n instanceof Error?{message:n.message,details:n.stack}:{message:String(n)}}function C({message:n,details:e},t){let i=h("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=h("div",{},h("p",{},n));e&&r.append(h("details",{},h("summary",{},"Details"),h("pre",{tabindex:0},e)));let o=h("div",{class:"error",role:"alert"},r,i);return i.addEventListener("click",()=>o.remove(),{signal:t}),o}var A=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Be=8e3;function O(n,e,t){let i=new Map,r=Math.random().toString(36).slice(2),o=0;return y(n,"msg:custom",l=>{let c=i.get(l?.id);c!==void 0&&(i.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new A(l.message,l.details)):c.done())},t),y(n,"change:_progress",()=>{for(let l of i.values())clearTimeout(l.timer),l.timer=setTimeout(e,Be)},t),t.addEventListener("abort",()=>{for(let{timer:l}of i.values())clearTimeout(l);i.clear()}),(l,c={})=>new Promise((d,p)=>{let u=`${r}-${++o}`;i.set(u,{done:d,fail:p,timer:setTimeout(e,Be)}),n.send({kind:l,id:u,...c})})}var Fe=new WeakMap;function y(n,e,t,i){n.on(e,t);let r=Fe.get(i),o=()=>n.off(e,t);if(r){r.push(o);return}let s=[o];Fe.set(i,s),i.addEventListener("abort",()=>{for(let a of s)a()})}var Ft="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",q=class{messages=h("div",{class:"messages"});status=h("p",{class:"status",role:"status"});#e;#t;#n;#i=null;constructor(e,t){this.#e=e,this.#n=t,this.#t=O(e,()=>this.#o(),t);for(let i of["_error","_screen"])y(e,`change:${i}`,()=>this.#r(),t);y(e,"change:_progress",()=>this.#s(),t),this.#r()}async ask(e,t={},{quiet:i=!1}={}){try{return await this.#t(e,t),i?this.#s():this.#r(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:i}=T(e);this.#c({message:t,details:e instanceof A?e.details:i})}notice(e){this.messages.replaceChildren(h("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#r(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#c({message:e,details:t}):this.messages.replaceChildren()}#o(){this.notice(Ft),this.#i=this.messages.firstElementChild}#s(){this.#i?.remove(),this.#i=null}#c(e){this.messages.replaceChildren(C(e,this.#n))}};var It=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function jt(n){if(n==="")return{spaces:0,text:"∅"};let e=n.length-n.trimStart().length,t=/^ *$/.test(n.slice(0,e))?e:0;return{spaces:t,text:Array.from(n.slice(t),_t).join("")}}function le(n){let{spaces:e,text:t}=jt(n);return"·".repeat(e)+t}function Ie(n){return JSON.stringify(n)}function _t(n){let e=It.get(n);if(e!==void 0)return e;let t=n.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":n}function je({names:n,shape:e,size:t}){let i=n.length-e.length;return Object.fromEntries(n.map((r,o)=>[r,e[o-i]??t[0]]))}function _e({rows:n,columns:e},[t,i]){let r=([o,s],a)=>{let l=s-o+1;return l===a?1:l};return r(n,t)*r(e,i)}var ce=64;var D=class{element=h("div",{class:"actions",role:"group"});#e=h("span",{class:"quiet"});#t;#n;#i;#r;#o;constructor(e,t){let i=(d,p,u)=>N(d,p,u,t),r=(d,p)=>h("input",{type:"number",step:"any",value:p,"aria-label":d}),[o,s]=[r("New value","1"),r("Factor","2")],a=i("Zero","Set them to zero (Enter in the picture)",()=>e.change("zero")),l=i("Set to","Set them to the number beside",()=>We(o,d=>e.change("set",d))),c=i("Scale by","Multiply them",()=>We(s,d=>e.change("scale",d)));this.#n=i("Copy from other","Take them from the other prompt",()=>e.change("copy")),this.#i=i("Restore","Take their changes away (Delete in the picture)",()=>e.restore()),this.#r=i("Whole row","Select the row (r in the picture, or a click on its name)",()=>e.whole("rows")),this.#o=i("Whole column","Select the column (c in the picture, or a click on its number)",()=>e.whole("columns")),this.#t=[a,l,c],this.element.append(this.#e,this.#r,this.#o,h("span",{class:"gap"}),a,h("span",{class:"joined"},l,o),h("span",{class:"joined"},c,s),this.#n,this.#i)}draw(e,t){this.element.hidden=e.place===void 0;let[i,r]=[t.rows[1]-t.rows[0]+1,t.columns[1]-t.columns[0]+1],o=i*r===1?"This cell":`${i} × ${r} cells`;this.#e.textContent=`${o}:`,g(this.element,"aria-label",`Change ${o.toLowerCase()}`);let s=_e(t,e.size),a=s>ce?`${s} changes, more than ${ce}: select fewer cells, or whole rows or columns`:"";for(let l of this.#t)w(l,a==="",a);w(this.#n,a===""&&e.other===!0,a||"There is no other prompt to copy from"),w(this.#i,(e.outlines??[]).some(l=>Wt(l,t)),"None of them is changed")}};function Wt(n,e){return["rows","columns"].every(t=>n[t][0]>=e[t][0]&&n[t][1]<=e[t][1])}function We(n,e){Number.isFinite(n.valueAsNumber)?e(n.valueAsNumber):n.focus()}var Ut=0,F=class{element;canvas=h("canvas",{"aria-hidden":"true"});#e;#t=h("div",{role:"gridcell",id:`cell-${++Ut}`,"aria-selected":"true"});#n=h("div",{role:"row",class:"unseen"},this.#t);#i={rows:1,columns:1};#r={row:0,column:0};constructor(e,t,i){this.#e=t,this.element=h("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#n);let r=(o,s)=>this.element.addEventListener(o,s,{signal:i});r("pointermove",o=>t.hover(this.#o(o))),r("pointerleave",()=>t.hover(null)),r("click",o=>this.#s(o)),r("keydown",o=>this.#c(o))}get cell(){return this.#r}place(e,t){this.#i=e,this.#r=x(t,e),g(this.element,"aria-rowcount",e.rows),g(this.element,"aria-colcount",e.columns),g(this.#n,"aria-rowindex",this.#r.row+1),g(this.#t,"aria-colindex",this.#r.column+1),g(this.#t,"aria-label",this.#e.describe(this.#r))}context(e,t){return Gt(this.canvas,e,t)}#o(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#s(e){let t=this.#o(e);t!==null&&this.#e.select(t)}#c(e){let t=ie(e),i=k(this.#r,this.#i,e);if(t!==null)this.#e.travel(t);else if(i!==null)this.#e.select(i);else if(S(e,"Enter"," "))this.#e.activate(this.#r);else if(S(e,"Delete","Backspace"))this.#e.remove(this.#r);else return;e.preventDefault(),e.stopPropagation()}};function Gt(n,e,t){let i=Math.min(globalThis.devicePixelRatio||1,2),[r,o]=[Math.round(e*i),Math.round(t*i)];n.width!==r&&(n.width=r),n.height!==o&&(n.height=o),n.style.width=`${e}px`,n.style.height=`${t}px`;let s=n.getContext("2d");return s===null?null:(s.setTransform(i,0,0,i,0,0),s.clearRect(0,0,e,t),s.textBaseline="middle",s)}var B=new Map;function he(n,e,t){let i=`${n.font}
${t}
${e}`,r=B.get(i);if(r!==void 0)return r;B.size>5e3&&B.clear();let o=Vt(n,e,t);return B.set(i,o),o}function Vt(n,e,t){if(n.measureText(e).width<=t)return e;let i=e;for(;i.length>1&&n.measureText(`${i}…`).width>t;)i=i.slice(0,-1);return`${i}…`}var[Ue,ue,I]=[26,46,480],j=class{top=0;left=0;high=1;wide=1;#e=1;#t=1;#n={high:1,wide:1};#i=1;get rows(){return this.#e}get columns(){return this.#t}get width(){return Math.min(this.#i,this.#t*this.wide)}get height(){return Math.min(Math.max(this.#e*this.#n.high,Math.min(I,this.#e*this.high)),I)}get zoomed(){return this.high>this.#n.high*1.001||this.wide>this.#n.wide*1.001}resize([e,t],i){let r=e===this.#e&&t===this.#t&&this.zoomed;if([this.#e,this.#t,this.#i]=[e,t,Math.max(40,i)],this.#n={high:de(Math.min(Ue,I/e)),wide:de(Math.min(ue,this.#i/t))},e===t){let o=de(Math.min(ue,I/e,this.#i/t));this.#n={high:o,wide:o}}r?this.#r():this.fit()}fit(){this.top=this.left=0,{high:this.high,wide:this.wide}=this.#n}zoom(e,t=this.width/2,i=this.height/2){let[r,o]=[this.top+i/this.high,this.left+t/this.wide];this.high=M(this.high*e,this.#n.high,Math.max(Ue,this.#n.high)),this.wide=M(this.wide*e,this.#n.wide,Math.max(ue,this.#n.wide)),this.top=r-i/this.high,this.left=o-t/this.wide,this.#r()}pan(e,t){let[i,r]=[this.top,this.left];return this.top+=t/this.high,this.left+=e/this.wide,this.#r(),i!==this.top||r!==this.left}reveal({row:e,column:t}){this.top=M(this.top,e+1-this.height/this.high,e),this.left=M(this.left,t+1-this.width/this.wide,t),this.#r()}cellAt(e,t){if(e<0||t<0||e>=this.width||t>=this.height)return null;let[i,r]=[Math.floor(this.top+t/this.high),Math.floor(this.left+e/this.wide)];return i<this.#e&&r<this.#t?{row:i,column:r}:null}x(e){return(e-this.left)*this.wide}y(e){return(e-this.top)*this.high}get level(){return[Ge(this.high),Ge(this.wide)]}pieces(e=this.level,t=0){let[i,r]=[256<<e[0],256<<e[1]],o={row:this.top+this.height/this.high/2,column:this.left+this.width/this.wide/2},s=[],a=(u,m,f,b)=>[Math.max(0,Math.floor(u/f)-t),Math.min(Math.ceil(b/f),Math.ceil(m/f)+t)],[l,c]=a(this.top,this.top+this.height/this.high,i,this.#e),[d,p]=a(this.left,this.left+this.width/this.wide,r,this.#t);for(let u=l;u<c;u++)for(let m=d;m<p;m++){let f=Math.abs((u+.5)*i-o.row)+Math.abs((m+.5)*r-o.column);s.push({level:e,at:[u,m],far:f})}return s.sort((u,m)=>u.far-m.far).map(({level:u,at:m})=>({level:u,at:m}))}#r(){this.top=M(this.top,0,this.#e-this.height/this.high),this.left=M(this.left,0,this.#t-this.width/this.wide)}};function _({row:n,column:e}){return{level:[0,0],at:[Math.floor(n/256),Math.floor(e/256)]}}function Ge(n){return Math.max(0,Math.ceil(-Math.log2(n)-.01))}function de(n){return n>=3?Math.floor(n):n}function M(n,e,t){return Math.max(e,Math.min(Math.max(e,t),n))}var W=class{#e;#t;#n;#i;#r=null;#o={x:0,y:0};constructor(e,t,i,r,o){this.#e=e,this.#t=t,this.#n=i,this.#i=r;let s=(a,l,c={})=>e.element.addEventListener(a,l,{signal:o,...c});s("click",a=>a.stopPropagation(),{capture:!0}),s("pointerdown",a=>this.#d(a)),s("pointermove",a=>this.#u(a)),s("pointerup",()=>this.#p()),s("pointercancel",()=>this.#p()),s("wheel",a=>this.#m(a),{passive:!1}),s("keydown",a=>this.#b(a),{capture:!0})}#s(e){let t=this.#e.canvas.getBoundingClientRect(),{left:i,top:r}=this.#n();return{x:e.clientX-t.left-i,y:e.clientY-t.top-r}}#c({x:e,y:t}){let{width:i,height:r}=this.#t,o=(s,a)=>Math.max(0,Math.min(a-.01,s));return this.#t.cellAt(o(e,i),o(t,r))??this.#e.cell}#d(e){let t=this.#s(e);if(this.#o=t,e.button===1||e.button===0&&e.altKey)this.#r="pan";else{if(e.button!==0)return;if(t.x<0&&t.y>=0)this.#r="rows";else if(t.y<0&&t.x>=0)this.#r="columns";else if(this.#t.cellAt(t.x,t.y)!==null)this.#r="select";else return}this.#e.element.setPointerCapture?.(e.pointerId),this.#r==="pan"?e.preventDefault():this.#r==="select"?this.#i.move(this.#c(t),e.shiftKey):this.#i.whole(this.#r,this.#c(t))}#u(e){if(this.#r===null)return;let t=this.#s(e);this.#r==="pan"&&this.#i.pan(this.#o.x-t.x,this.#o.y-t.y),this.#r==="select"&&this.#i.move(this.#c(t),!0),this.#o=t}#p(){this.#r!==null&&this.#r!=="pan"&&this.#i.settle(),this.#r=null}#m(e){let{x:t,y:i}=this.#s(e),r=e.deltaMode===1?16:1,[o,s]=[e.deltaX*r,e.deltaY*r];if(e.ctrlKey||e.metaKey)this.#i.zoom(Math.exp(-s/180),t,i);else if(this.#t.zoomed){if(!(e.shiftKey?this.#i.pan(s||o,0):this.#i.pan(o,s)))return}else return;e.preventDefault()}#b(e){let t=!(e.ctrlKey||e.metaKey||e.altKey),i={rows:this.#t.rows,columns:this.#t.columns},r=t&&e.shiftKey?k(this.#e.cell,i,{...Jt(e),shiftKey:!1}):null;if(r!==null)this.#i.move(r,!0);else if(t&&(e.key==="+"||e.key==="="))this.#i.zoom(1.5);else if(t&&e.key==="-")this.#i.zoom(1/1.5);else if(t&&e.key==="0")this.#i.zoom(null);else if(t&&e.key==="r")this.#i.whole("rows",this.#e.cell);else if(t&&e.key==="c")this.#i.whole("columns",this.#e.cell);else return;(r!==null||"rc".includes(e.key))&&this.#i.settle(),e.preventDefault(),e.stopPropagation()}};function Jt({key:n,ctrlKey:e,metaKey:t,shiftKey:i,altKey:r}){return{key:n,ctrlKey:e,metaKey:t,shiftKey:i,altKey:r}}function Ve({range:n,nan:e},t,i,r){let[o,s]=n[i],a=i==="full"?0:n.clipped[t==="diverging"?0:1];if(t==="sequential")return{low:o,high:s,map:r.sequential,hole:r.hole,clipped:a};let l=Math.max(Math.abs(o),Math.abs(s));return{low:-l,high:l,map:r.diverging,hole:r.hole,clipped:a}}function U({low:n,high:e,map:t,hole:i},r){if(!Number.isFinite(r))return i;let o=e>n?(r-n)/(e-n):.5;return t[Math.round(Math.min(1,Math.max(0,o))*(t.length-1))]??i}function G({low:n,high:e},t){return t<n||t>e}function Je(n,e){if(n.picture!==void 0&&n.painted===e)return n.picture;let t=n.picture??document.createElement("canvas");t.width=n.columns,t.height=n.rows;let i=t.getContext("2d"),r=i?.createImageData(n.columns,n.rows);if(!i||!r)return null;let{low:o,high:s}=e,a=s>o?(e.map.length-1)/(s-o):0,l=e.map.length-1;for(let c=0;c<n.values.length;c++){let d=n.values[c]??0,p=a===0?l>>1:Math.round(Math.min(l,Math.max(0,(d-o)*a))),u=(Number.isFinite(d)?e.map[p]:void 0)??e.hole;r.data[4*c]=u[0],r.data[4*c+1]=u[1],r.data[4*c+2]=u[2],r.data[4*c+3]=255}return i.putImageData(r,0,0),n.picture=t,n.painted=e,t}var L="11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",Ze={wide:38,high:15},V=class{frame=new j;pad;#e=48;#t=20;#n=null;constructor(e,t){this.pad=new F("Activations",{cellAt:(i,r)=>this.frame.cellAt(i-this.#e,r-this.#t),describe:i=>e.describe(i),hover:i=>e.hover(i),select:i=>e.move(i,!1),activate:()=>e.activate(),remove:()=>e.remove(),travel:i=>e.travel(i)},t),this.pad.element.dataset.letters="",new W(this.pad,this.frame,()=>({left:this.#e,top:this.#t}),e,t)}draw(e,t){this.#n=e;let{screen:i,cursor:r,tiles:o,palette:s}=e,[a,l]=i.size,[c,d]=[i.labels[i.rows],i.labels[i.columns]];this.#e=c?88:16+7*String(a-1).length,this.#t=d?66:20;let{frame:p}=this;p.resize(i.size,t-this.#e-3),this.pad.place({rows:a,columns:l},r),this.#i(o);let u=this.pad.context(this.#e+p.width+2,this.#t+p.height+2);u!==null&&(u.font=L,u.save(),u.translate(this.#e,this.#t),u.beginPath(),u.rect(0,0,p.width,p.height),u.clip(),this.#r(u,e),this.#s(u,s),this.#c(u,e),u.restore(),this.#d(u,e),this.#p(u,e,c),this.#m(u,e,d))}#i(e){let{frame:t}=this,i=this.#n;if(i===null||i.screen.first.exact)return;let r=t.level,o=e.covers(r)?[]:t.pieces(r),s=e.covers(r)||o.length>12?[]:t.pieces(r,1),a=[i.hovered,i.cursor].flatMap(d=>d?[_(d)]:[]),l=new Set,c=[...a.slice(0,1),...o,...a.slice(1),...s].filter(d=>{let p=JSON.stringify(d);return!l.has(p)&&l.add(p)});e.want(c)}#r(e,{tiles:t,scale:i}){e.imageSmoothingEnabled=!1,this.#o(e,t.first,i);let{level:r}=this.frame;if(!t.covers(r))for(let o of this.frame.pieces(r)){let s=t.get(o);s!==void 0&&this.#o(e,s,i)}}#o(e,t,i){let r=Je(t,i);if(r===null)return;let{frame:o}=this,[s,a]=t.level,l=o.x(t.at[1]*(256<<a)),c=o.y(t.at[0]*(256<<s));e.drawImage(r,l,c,t.columns*2**a*o.wide,t.rows*2**s*o.high)}#s(e,t){let{frame:i}=this;if(!(i.wide<5||i.high<5)){e.strokeStyle=t.paper,e.lineWidth=i.wide<9||i.high<9?.5:1,e.beginPath();for(let r=Math.ceil(i.top);i.y(r)<=i.height;r++)e.moveTo(0,i.y(r)),e.lineTo(i.width,i.y(r));for(let r=Math.ceil(i.left);i.x(r)<=i.width;r++)e.moveTo(i.x(r),0),e.lineTo(i.x(r),i.height);e.stroke()}}#c(e,{screen:t,tiles:i,scale:r}){let{frame:o}=this;if(o.wide<7||o.high<7)return;let s=o.wide>=Ze.wide&&o.high>=Ze.high;e.textAlign="center";for(let a=Math.floor(o.top);a<t.size[0]&&o.y(a)<o.height;a++)for(let l=Math.floor(o.left);l<t.size[1]&&!(o.x(l)>=o.width);l++){let c=i.value(a,l);if(c===void 0)continue;let[d,p]=[o.x(l),o.y(a)];e.fillStyle=e.strokeStyle=Oe(U(r,c)),s?e.fillText(Xt(c),d+o.wide/2,p+o.high/2+.5):Number.isFinite(c)||Qt(e,d,p,o),Number.isFinite(c)&&G(r,c)&&Yt(e,d,p,o)}}#d(e,{screen:t,cells:i,hovered:r,palette:o}){for(let s of Zt(t.outlines??[]))this.#u(e,s,o.change,2,3);r!==null&&this.#u(e,J(r),o.text,1),this.#u(e,i,o.accent,2)}#u(e,{rows:t,columns:i},r,o,s=0){let{frame:a}=this,[l,c]=[a.x(i[0]),a.x(i[1]+1)].map(b=>pe(b,0,a.width)),[d,p]=[a.y(t[0]),a.y(t[1]+1)].map(b=>pe(b,0,a.height));if(l===void 0||d===void 0||c===void 0||p===void 0||i[1]<a.left||a.x(i[0])>a.width||t[1]+1<=a.top||a.y(t[0])>a.height)return;let[u,m]=[Math.max(c-l-2*s,3),Math.max(p-d-2*s,3)],f=[this.#e+l+s,this.#t+d+s];e.lineWidth=o+2,e.strokeStyle=this.#n?.palette.paper??"",o>1&&e.strokeRect(...f,u,m),e.lineWidth=o,e.strokeStyle=r,e.strokeRect(...f,u,m)}#p(e,t,i){let{frame:r}=this,{palette:o,screen:s,cells:a,hovered:l}=t;e.textAlign="right";let c=Ye(14/r.high),d=(u,m)=>{let f=r.y(u+.5);if(f<0||f>r.height)return;e.fillStyle=m?o.accent:o.quiet,l?.row===u&&(e.fillStyle=o.text),e.font=m||l?.row===u?`600 ${L}`:L;let b=i?le(i[u]??""):String(u);e.fillText(he(e,b,this.#e-10),this.#e-6,this.#t+f)},p=new Set([l?.row??a.rows[0]]);for(let u=Math.floor(r.top/c)*c;u<s.size[0]&&!(r.y(u)>r.height);u+=c)[...p].some(f=>f!==u&&Math.abs(f-u)*r.high<13)||d(u,u>=a.rows[0]&&u<=a.rows[1]);for(let u of p)d(u,u>=a.rows[0]&&u<=a.rows[1])}#m(e,t,i){let{frame:r}=this,{palette:o,screen:s,cells:a,hovered:l}=t,c=Ye((i?14:30)/r.wide);e.textAlign=i?"left":"center";let d=(m,f)=>{let b=r.x(m+.5);if(b<0||b>r.width)return;e.fillStyle=f?o.accent:o.quiet,l?.column===m&&(e.fillStyle=o.text),e.font=f||l?.column===m?`600 ${L}`:L,e.save(),e.translate(this.#e+b,this.#t-(i?6:9)),i&&e.rotate(-Math.PI/3.4);let E=i?he(e,le(i[m]??""),this.#t-4):String(m),we=e.measureText(E).width/2,xt=i?0:pe(b,we-this.#e,r.width-we)-b;e.fillText(E,xt,0),e.restore()},p=l?.column??a.columns[0],u=i?13:34;for(let m=Math.floor(r.left/c)*c;m<s.size[1]&&!(r.x(m)>r.width);m+=c)m!==p&&Math.abs(m-p)*r.wide<u||d(m,m>=a.columns[0]&&m<=a.columns[1]);d(p,p>=a.columns[0]&&p<=a.columns[1])}};function Zt(n){return Xe(Xe(n,"rows","columns"),"columns","rows")}function Xe(n,e,t){let i=[...n].sort((o,s)=>o[e][0]-s[e][0]||o[e][1]-s[e][1]||o[t][0]-s[t][0]),r=[];for(let o of i){let s=r.at(-1);s&&s[e].join()===o[e].join()&&s[t][1]+1===o[t][0]?r[r.length-1]={...s,[t]:[s[t][0],o[t][1]]}:r.push(o)}return r}function J({row:n,column:e}){return{rows:[n,n],columns:[e,e]}}function Ye(n){if(n<=1)return 1;let e=10**Math.floor(Math.log10(n));return([1,2,5,10].find(t=>t*e>=n)??10)*e}function Xt(n){if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"∞":"−∞";let e=Math.abs(n);return e!==0&&(e<.005||e>=9999.5)?n.toExponential(0).replace("-","−"):n.toFixed(e>=99.95?0:e>=9.995?1:2).replace("-","−")}function Yt(n,e,t,{wide:i,high:r}){let o=Math.min(6,i/2,r/2);n.beginPath(),n.moveTo(e+i-o-.5,t+.5),n.lineTo(e+i-.5,t+.5),n.lineTo(e+i-.5,t+o+.5),n.fill()}function Qt(n,e,t,{wide:i,high:r}){n.lineWidth=1,n.beginPath(),n.moveTo(e+i*.25,t+r*.25),n.lineTo(e+i*.75,t+r*.75),n.moveTo(e+i*.75,t+r*.25),n.lineTo(e+i*.25,t+r*.75),n.stroke()}function pe(n,e,t){return Math.max(e,Math.min(t,n))}var me=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],wi=Object.fromEntries(me);var en=[["diverging","around 0","Blue below zero, orange above, as strong as the number is far from zero"],["sequential","low to high","One hue from the lowest number to the highest"]],tn=[["robust","1–99 %","Without the lowest and the highest hundredth, which are marked"],["full","all","From the lowest to the highest number"]],Z=class{shows;colours;range;constructor(e,t){this.shows=z("Show",me,i=>e("show",i),t),this.colours=z("Colours",en,i=>e("colours",i),t),this.range=z("Range",tn,i=>e("range",i),t)}draw({missing:e},{show:t,colours:i,range:r}){this.shows.draw(t,o=>e?.[o]??null),this.colours.draw(i,()=>null),this.range.draw(r,()=>null)}};function Qe(n,e,t){let i=(o,s,a)=>N(o,s,a,t),r={undo:i("Undo","Take back the last change (Ctrl+Z in the picture)",()=>n("undo")),redo:i("Redo","Make it again (Ctrl+Shift+Z in the picture)",()=>n("redo")),clear:i("Clear","Take all changes away",()=>n("clear")),code:i("Copy as Python","Code that opens this view again",()=>n("code")),larger:i("+","Larger cells (+ in the picture, or Ctrl and the wheel)",()=>e(1.5)),smaller:i("−","Smaller cells (− in the picture)",()=>e(.6666666666666666)),all:i("Fit","All of it (0 in the picture)",()=>e(null))};return r.larger.setAttribute("aria-label","Zoom in"),r.smaller.setAttribute("aria-label","Zoom out"),r}function et({undo:n,redo:e,clear:t},{can:i,edits:r}){w(n,i?.undo===!0,"Nothing to take back"),w(e,i?.redo===!0,"Nothing to make again"),w(t,(r??0)>0,"There are no changes")}var Q=class{element=h("div",{class:"choosers"});#e;#t=h("select",{"aria-label":"Component"});#n=h("select",{"aria-label":"Layer"});#i=h("select",{"aria-label":"Axis that goes down"});#r=h("select",{"aria-label":"Axis that goes right"});#o=h("span",{class:"sliders"});#s;#c;#d;#u=null;constructor(e,t){this.#e=e,this.#d=t,this.#s=h("span",{class:"pair"},X("Value",this.#t),X("Layer",this.#n)),this.#c=h("span",{class:"pair"},X("Down",this.#i),X("Right",this.#r)),this.element.append(this.#s,this.#c,this.#o);let i=(r,o)=>r.addEventListener("change",o,{signal:t});i(this.#t,()=>this.#y()),i(this.#n,()=>this.#y()),i(this.#i,()=>e.axis("rows",this.#i.value)),i(this.#r,()=>e.axis("columns",this.#r.value))}draw(e){this.#u=e,this.#s.hidden=e.place===void 0,this.#c.hidden=e.names.length<3,this.#p(e);for(let[t,i]of[[this.#i,e.rows],[this.#r,e.columns]])t.replaceChildren(...e.names.map(r=>Y(r,r))),t.value=i;this.#m(e)}#p({place:e,components:t=[]}){if(e===void 0)return;let i=t.map(({name:s,layers:a,why:l})=>{let c=Y(s,a.length>0?s:`${s} (none)`);return c.disabled=a.length===0,l&&(c.title=l),c}),r=e.layer===null?[Y(e.name,`${e.name}.${e.port}`)]:[];this.#t.replaceChildren(...r,...i),this.#t.value=e.name;let o=t.find(({name:s})=>s===e.name)?.layers??[];this.#n.replaceChildren(...o.map(s=>Y(String(s),s<0?"embeddings":String(s)))),this.#n.value=String(e.layer),this.#n.disabled=e.layer===null}#m(e){let t=je(e),i=e.names.filter(o=>o!==e.rows&&o!==e.columns),r=i.join(" ");this.#o.dataset.names!==r&&(this.#o.dataset.names=r,this.#o.replaceChildren(...i.map(o=>this.#b(o))));for(let o of i){let s=this.#o.querySelector(`input[name="${CSS.escape(o)}"]`);if(s===null)continue;g(s,"max",(t[o]??1)-1),s.matches(":active")||(s.value=String(e.at[o]??0));let a=s.nextElementSibling;a&&(a.textContent=`${e.at[o]??0} of ${t[o]??1}`)}}#b(e){let t=h("input",{type:"range",min:0,step:1,name:e});return t.addEventListener("input",()=>this.#e.at(e,t.valueAsNumber),{signal:this.#d}),h("label",{},h("span",{class:"quiet"},e),t,h("output",{}))}#y(){let e=this.#u?.components?.find(({name:i})=>i===this.#t.value)?.layers,t=Number(this.#n.value);e===void 0||e[0]===void 0||this.#e.place(this.#t.value,e.includes(t)?t:e[0])}};function X(n,e){return h("label",{},h("span",{class:"quiet"},n),e)}function Y(n,e){return h("option",{value:n},e)}function R(n){let e=tt(n,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function fe(n){let e=tt(n,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function tt(n,e){let t=n instanceof ArrayBuffer?new Uint8Array(n):new Uint8Array(n.buffer,n.byteOffset,n.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var[nt,ee]=[256,56],nn="http://www.w3.org/2000/svg";function v(n){return((Math.abs(n)>=1e4||n!==0&&Math.abs(n)<.001?n.toExponential(2):null)??String(Number(n.toPrecision(3)))).replace("-","−")}function it(n,e,t){let{map:i,low:r,high:o,clipped:s}=e,a=(p,u="")=>h("i",{class:p,style:u||null,"aria-hidden":"true"}),l=(...p)=>h("span",{class:"item"},...p),c=[l(v(r),a("map",`background:${qe(i)}`),v(o))],d=n.nan+n.infinite;if(s>0&&c.push(l(a("fold"),`${s.toLocaleString("en")} beyond the colours`)),d>0){let p=[n.nan>0?`${n.nan} NaN`:"",n.infinite>0?`${n.infinite} infinite`:""];c.push(l(a("dot",`background:${K(t.hole)}`),p.filter(Boolean).join(", ")))}return(n.outlines??[]).length>0&&c.push(l(a("box"),"changed")),c}function rt({histogram:{low:n,high:e,counts:t}},i){let r=fe(t),o=Math.log1p(Math.max(1,...r)),s=$("svg",{viewBox:`0 0 ${nt} ${ee}`,role:"img",preserveAspectRatio:"none"}),a=r.reduce((d,p)=>d+p,0);s.setAttribute("aria-label",`Histogram of ${a} numbers from ${v(n)} to ${v(e)}`);let[l,c]=[(e-n)/r.length,nt/r.length];return r.forEach((d,p)=>{let u=Math.log1p(d)/o*(ee-2),[m,f]=[n+p*l,n+(p+1)*l],b=$("g",{}),E=$("title",{});E.textContent=`${Re(d,"number")} from ${v(m)} to ${v(f)}`,b.append(E,$("rect",{x:p*c,y:0,width:c,height:ee,fill:"transparent"}),$("rect",{class:"bar",x:p*c+.3,y:ee-u,width:c-.6,height:u,fill:K(U(i,(m+f)/2))})),s.append(b)}),s}function ot(n,e){let[t,i]=[fe(n.top.indices),R(n.top.norms)],r=n.labels[n.columns],o=Array.from(t,(s,a)=>{let l=(i[a]??0)/(i[0]||1),c=r?`${s} ${JSON.stringify(r[s]??"")}`:String(s),d=h("button",{type:"button",style:`--share:${l}`,"data-norm":i[a],title:`Select ${n.columns} ${s}`},h("b",{},c),h("span",{},v(i[a]??0)));return d.onclick=()=>e(s),h("li",{},d)});return h("ol",{class:"top","aria-label":`${n.columns} of the largest norm`},...o)}function $(n,e){let t=document.createElementNS(nn,n);for(let[i,r]of Object.entries(e))t.setAttribute(i,String(r));return t}var st=null;function ge(n,e=1){st??=Float32Array.from({length:65536},(o,s)=>rn(s));let t=n instanceof ArrayBuffer?new Uint8Array(n):n,i=new DataView((t instanceof Uint8Array,t.buffer),t.byteOffset,t.byteLength),r=new Float32Array(i.byteLength/2);for(let o=0;o<r.length;o++)r[o]=(st[i.getUint16(2*o,!0)]??0)*e;return r}function rn(n){let e=n&32768?-1:1,t=n>>10&31,i=n&1023;return t===31?i?Number.NaN:e*Number.POSITIVE_INFINITY:t===0?e*i*2**-24:e*(1024+i)*2**(t-25)}var[on,sn]=[64,2],te=class{first;#e;#t;#n=new Map;#i;#r=[];#o=new Set;constructor(e,t,i){this.#e=t,this.#t=i,this.#i=e,this.first=at(e)}reset(e){this.#i=e,this.first=at(e),this.#n.clear(),this.#r=[],this.#o=new Set}get(e){let t=H(e),i=this.#n.get(t);return i!==void 0&&(this.#n.delete(t),this.#n.set(t,i)),i}covers(e){let{level:t}=this.first;return t[0]<=e[0]&&t[1]<=e[1]}want(e){this.#r=e.filter(t=>!this.#n.has(H(t))&&!this.#o.has(H(t))),this.#s()}value(e,t){if(this.#i.first.exact)return this.first.values[e*this.first.columns+t];let i=this.get(_({row:e,column:t}));return i?.values[e%256*i.columns+t%256]}receive(e,t){if(e.version!==this.#i.version)return;let{level:i,at:r,size:o}=e,a=i[0]===0&&i[1]===0?R(t):ge(t,this.#i.scale);this.#n.set(H(e),{level:i,at:r,rows:o[0],columns:o[1],values:a});for(let l of this.#n.keys()){if(this.#n.size<=on)break;this.#n.delete(l)}this.#t()}#s(){let e=this.#o;for(;e.size<sn;){let t=this.#r.shift();if(t===void 0)return;let i=H(t);e.add(i);let r=()=>{e.delete(i),e===this.#o&&this.#s()};this.#e({version:this.#i.version,level:t.level,at:t.at}).then(r,r)}}};function H({level:n,at:e}){return[...n,...e].join(" ")}function at({size:n,scale:e,first:t}){let[i,r]=[0,1].map(s=>Math.ceil((n[s]??1)/2**(t.level[s]??0))),o=t.exact?R(t.values):ge(t.values,e);if(o.length!==(i??0)*(r??0))throw new RangeError(`a matrix of ${i} × ${r} came with ${o.length} numbers`);return{level:t.level,at:[0,0],rows:i??0,columns:r??0,values:o}}var ne=class{element=h("section",{class:"heatmap","aria-label":"Activations"});#e;#t;#n;#i;#r;#o;#s=h("h2",{});#c=h("span",{class:"size"});#d=h("output",{class:"readout"});#u=h("p",{class:"legend"});#p=h("div",{class:"histogram"});#m=h("p",{class:"ends quiet"});#b=h("div",{});#y=h("div",{class:"main"});#k;#S;#h;#M;#w;#a;#f={row:0,column:0};#l={row:0,column:0};#g=null;#E=0;constructor(e,t,i){this.#e=e,this.#t=new q(e,i),this.#M=ae(t),this.#h=e.get("_screen"),this.#w=this.#D(),this.#i=new te(this.#h,a=>this.#t.ask("tile",a,{quiet:!0}),()=>this.#A()),this.#k=Qe(a=>{this.#t.ask(a)},a=>this.#O(a),i),this.#n=new V({describe:a=>this.#N(a),hover:a=>this.#F(a),move:(a,l)=>this.#I(a,l),settle:()=>this.#T(),whole:(a,l)=>this.#P(a,l),zoom:(a,l,c)=>this.#O(a,l,c),pan:(a,l)=>this.#j(a,l),activate:()=>this.#K("zero"),remove:()=>this.#z(),travel:a=>{this.#v&&this.#t.ask(a)}},i),this.#r=new Q({place:(a,l)=>{this.#t.ask("place",{name:a,layer:l})},axis:(a,l)=>this.#L(a,l),at:(a,l)=>this.#L("at",{...this.#e.get("at"),[a]:l})},i),this.#o=new D({change:(a,l)=>this.#K(a,l),restore:()=>this.#z(),whole:a=>{this.#P(a,this.#l),this.#T()}},i),this.#S=new Z((a,l)=>this.#L(a,l),i),this.#B(),g(this.#n.pad.element,"data-shifted",!0),this.#a=this.#$(),this.#C();let r=(a,l)=>y(e,`change:${a}`,()=>this.#H(l),i);r("_screen",()=>this.#W()),r("_selected",()=>this.#G()),r("cells",()=>this.#U());for(let a of["colours","range","show"])r(a,()=>this.#C());r("busy",()=>g(this.element,"data-busy",e.get("busy"))),y(e,"msg:custom",(a,l)=>this.#H(()=>this.#_(a,l)),i);let s=()=>{this.#M=ae(t),this.#C()};Ke(t,this.element,s,i),i.addEventListener("abort",()=>cancelAnimationFrame(this.#E))}#B(){let{undo:e,redo:t,clear:i,code:r,larger:o,smaller:s,all:a}=this.#k,l=h("span",{class:"buttons"},...this.#v?[e,t,i,r]:[r]),c=h("span",{class:"zoom",role:"group","aria-label":"Zoom"},s,o,a);this.#y.append(h("div",{class:"line"},this.#d,c),this.#n.pad.element,this.#o.element);let d=h("aside",{"aria-label":"About these numbers"},this.#S.colours.element,this.#S.range.element,this.#u,h("figure",{},this.#p,this.#m),this.#b);this.element.append(h("header",{},this.#s,this.#c,l),this.#t.messages,this.#r.element,...this.#v?[this.#S.shows.element]:[],h("div",{class:"body"},this.#y,d),this.#t.status)}#L(e,t){this.#e.set(e,t),this.#e.save_changes()}#F(e){e?.row===this.#g?.row&&e?.column===this.#g?.column||(this.#g=e,this.#d.textContent=this.#N(e??this.#l),this.#A())}#I(e,t){this.#l=e,this.#g=null,t||(this.#f=e);let[i,r]=[this.#f,e];this.#a={rows:[Math.min(i.row,r.row),Math.max(i.row,r.row)],columns:[Math.min(i.column,r.column),Math.max(i.column,r.column)]},this.#n.frame.reveal(e),this.#x(),this.#n.pad.element.matches(":active")||this.#T()}#P(e,t){let[i,r]=this.#h.size;this.#l=this.#f=t,this.#a={...J(t),...e==="rows"?{columns:[0,r-1]}:{rows:[0,i-1]}},this.#x()}#T(){this.#e.set("cells",this.#a);let e=this.#R("position");if(this.#v&&e!==null){let[t,i]=this.#a[e],r=this.#e.get("_selected");t===i&&r.position!==t&&this.#e.set("_selected",{...r,position:t})}this.#e.save_changes()}get#v(){return this.#h.place!==void 0}#z(){this.#v&&this.#t.ask("restore",{cells:this.#a})}#K(e,t){this.#v&&this.#t.ask("change",{cells:this.#a,how:e,...t===void 0?{}:{value:t}})}#O(e,t,i){let{frame:r}=this.#n;if(e===null)r.fit();else if(t!==void 0)r.zoom(e,t,i);else{let o=r.cellAt(r.x(this.#l.column),r.y(this.#l.row));o===null?r.zoom(e):r.zoom(e,r.x(o.column+.5),r.y(o.row+.5))}this.#A()}#j(e,t){let i=this.#n.frame.pan(e,t);return i&&this.#A(),i}#_(e,t){e.kind==="tile"&&t?.[0]!==void 0&&this.#i.receive(e,t[0]),e.kind==="code"&&ke(e.text).then(i=>this.#t.announce(i?"Python code copied.":"The browser refused to copy; see view.code."))}#W(){let e=this.#h;this.#h=this.#e.get("_screen"),this.#i.reset(this.#h),this.#g=null,e.size.every((i,r)=>i===this.#h.size[r])||this.#n.frame.fit(),this.#a=this.#$(),this.#C()}#U(){JSON.stringify(this.#e.get("cells"))!==JSON.stringify(this.#a)&&(this.#a=this.#$(),this.#n.frame.reveal(this.#l),this.#x())}#G(){let{position:e}=this.#e.get("_selected"),t=this.#R("position");if(e==null||t===null)return;let[i,r]=this.#a[t];if(e>=i&&e<=r)return;let o=this.#h.size[t==="rows"?0:1];e>=o||(this.#a={...this.#a,[t]:[e,e]},this.#l=this.#f={row:this.#a.rows[0],column:this.#a.columns[0]},this.#n.frame.reveal(this.#l),this.#x(),this.#e.set("cells",this.#a),this.#e.save_changes())}#R(e){return this.#h.rows===e?"rows":this.#h.columns===e?"columns":null}#$(){let[e,t]=this.#h.size,i=this.#e.get("cells"),{rows:r,columns:o}=i;if(r&&o&&r[1]<e&&o[1]<t){let c=({row:d,column:p})=>d>=r[0]&&d<=r[1]&&p>=o[0]&&p<=o[1];return c(this.#l)||(this.#l={row:r[0],column:o[0]}),c(this.#f)||(this.#f=this.#l),{rows:r,columns:o}}let{position:s}=this.#e.get("_selected"),a=this.#R("position"),l={row:0,column:0};return a!==null&&(l[a==="rows"?"row":"column"]=s??0),this.#l=this.#f=x(l,{rows:e,columns:t}),J(this.#l)}#H(e){try{e()}catch(t){this.#t.fail(t)}}#q(){return{colours:this.#e.get("colours"),range:this.#e.get("range")}}#D(){let{colours:e,range:t}=this.#q();return Ve(this.#h,e,t,this.#M)}#C(){let e=this.#h;this.#w=this.#D(),this.#s.textContent=e.title,this.#c.textContent=`${e.shape.join(" × ")} · ${e.about}`,this.#r.draw(e),this.#S.draw(e,{show:this.#e.get("show"),...this.#q()}),this.#u.replaceChildren(...it(e,this.#w,this.#M)),this.#p.replaceChildren(rt(e,this.#w));let{low:t,high:i}=e.histogram;this.#m.replaceChildren(h("span",{},v(t)),h("span",{},"log scale"),h("span",{},v(i)));let r=h("h3",{},"Largest norm",h("span",{class:"quiet"},` ${e.columns}`)),o=s=>{this.#P("columns",{row:this.#l.row,column:s}),this.#n.frame.reveal({row:this.#l.row,column:s}),this.#T()};this.#b.replaceChildren(r,ot(e,o)),et(this.#k,e),this.#x()}#A(){this.#E===0&&(this.#E=requestAnimationFrame(()=>{this.#E=0,this.#H(()=>this.#x())}))}#x(){let e=this.#y.clientWidth||640;this.#n.draw({screen:this.#h,tiles:this.#i,scale:this.#w,cells:this.#a,cursor:this.#l,hovered:this.#g,palette:this.#M},e),this.#d.textContent=this.#N(this.#g??this.#l),this.#o.draw(this.#h,this.#a);for(let t of[this.#k.smaller,this.#k.all])w(t,this.#n.frame.zoomed,"All of it is in sight")}#N(e){let t=this.#h,i=(a,l)=>{let c=t.labels[a]?.[l];return`${a} ${l}${c===void 0?"":` ${Ie(c)}`}`},r=`${i(t.rows,e.row)} · ${i(t.columns,e.column)}: `,o=this.#i.value(e.row,e.column);if(o===void 0)return`${r}…`;let s=G(this.#w,o)?" (beyond the colours)":"";return`${r}${Pe(o)}${s}`}};var lt=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function ht(n){let e=[...n.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),t=e.map(s=>s.getBoundingClientRect()),i=e.map(s=>s.getAttribute("style"));for(let s of e)dt(s);let r=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=i[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let o=new Map(e.map((s,a)=>[s,ct(r[a],t[a])]));return new Map([...o].map(([s,a])=>[s,ct(cn(s,o),a)]))}function ut(n,e,t){/auto|scroll/.test(getComputedStyle(n).overflow)&&ln(n,e);let i=t.get(n);i!==void 0&&dt(e);let r=n.parentElement,[o,s]=[(i?.x??0)-(r?.scrollLeft??0),(i?.y??0)-(r?.scrollTop??0)];(o!==0||s!==0)&&(e.style.translate=`${o}px ${s}px`)}function dt(n){n.style.position="relative",n.style.inset="auto"}function ln(n,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${n.getBoundingClientRect().height}px`,e.style.maxHeight="none";let t=getComputedStyle(n),i=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(t.getPropertyValue(l))||0),0),[r,o]=[n.offsetWidth-n.clientWidth-i("border-left-width","border-right-width"),n.offsetHeight-n.clientHeight-i("border-top-width","border-bottom-width")];r>=1&&(e.style.paddingRight=`${i("padding-right")+r}px`),o>=1&&(e.style.paddingBottom=`${i("padding-bottom")+o}px`)}function ct(n={x:0,y:0},e=n){return{x:e.x-n.x,y:e.y-n.y}}function cn(n,e){let t=n.parentElement;for(;t!==null&&!e.has(t);)t=t.parentElement;return t===null?void 0:e.get(t)}var pt="http://www.w3.org/1999/xhtml",be=12,hn=2,un=16e3,dn=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ft(n){let e=n.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:i}=pn(n),r=document.createElementNS(pt,"style");r.textContent=mn(e);let o=document.createElementNS(pt,"div");for(let{name:a,value:l}of n.attributes)a!=="style"&&o.setAttribute(a,l);o.setAttribute("class","nnexplore"),o.setAttribute("style",fn(n,r.textContent,t,i)),o.append(r,...bn(e));let s={width:t+2*be,height:i+2*be};return{...s,svg:vn(o,s.width,s.height)}}async function gt({svg:n,width:e,height:t}){let i=new Image;i.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(n)}`,await i.decode();let r=Math.min(hn,un/Math.max(e,t)),o=document.createElement("canvas");o.width=Math.round(e*r),o.height=Math.round(t*r);let s=o.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(i,0,0,o.width,o.height),new Promise((a,l)=>{let c=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));o.toBlob(d=>d===null?c():a(d),"image/png")})}function pn(n){let e=n.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function mn(n){let e=[...n.querySelectorAll("style")].map(r=>r.textContent),t=[...n.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(o=>o.cssText).join(`
`)),i=[...e,...t].join(`
`);return dn+i.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function fn(n,e,t,i){let r=getComputedStyle(n);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,r.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,c])=>`${l}: ${c}`),`color-scheme: ${gn(n)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${i}px`,`padding: ${be}px`,"overflow: hidden"].join("; ")}function gn(n){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(n.shadowRoot??n).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function bn(n){let e=[...n.children].filter(i=>i.tagName!=="STYLE"&&!mt(i)),t=ht(n);return e.map(i=>{let r=i.cloneNode(!0),o=[r,...r.querySelectorAll("*")];[i,...i.querySelectorAll("*")].forEach((s,a)=>{let l=o[a];l!==void 0&&(yn(s,l),ut(s,l,t))});for(let s of o)mt(s)&&s.remove();return r})}function mt(n){return n.hasAttribute("data-unexported")}function yn(n,e){n instanceof HTMLCanvasElement?wn(n,e):n instanceof HTMLInputElement?(e.setAttribute("value",n.value),e.toggleAttribute("checked",n.checked)):n instanceof HTMLTextAreaElement?e.textContent=n.value:n instanceof HTMLOptionElement&&e.toggleAttribute("selected",n.selected)}function wn(n,e){n.width===0||n.height===0||(e.style.backgroundImage=`url("${n.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function vn(n,e,t){let i=new XMLSerializer().serializeToString(n),r=`all: initial; display: block; width: ${e}px; height: ${t}px`,o=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${r}"><foreignObject x="0" y="0" width="${e}" height="${t}">${i}</foreignObject></svg>`;return xn(o)}function xn(n){return n.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var kn="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function bt(n,e,t,i){let r=c=>async()=>{try{await c()}catch(d){t(C(T(d),i))}},s=Sn(n,()=>t(h("p",{class:"notice",role:"status"},kn)),i),a=c=>`${Mn(e)}.${c}`,l=()=>ft(e);return En([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>ye(await gt(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>ye(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(s)}],i)}function Sn(n,e,t){let i=O(n,e,t),r=new Set;return y(n,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!r.delete(s.ticket??""))return;let c=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);ye(new Blob([c],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);r.add(s),await i("page",{ticket:s})}}function ye(n,e){let t=URL.createObjectURL(n);h("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Mn(n){return(n.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function En(n,e){let t=h("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let i=n.map(({name:l,title:c})=>h("button",{type:"button",role:"menuitem",tabindex:-1,title:c},l)),r=h("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...i),o=h("div",{class:"save-menu","data-unexported":!0},t,r),s=l=>{r.hidden=!1,t.setAttribute("aria-expanded","true"),i[l]?.focus()},a=l=>{r.hidden||(r.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>r.hidden?s(0):a(!0),{signal:e}),i.forEach((l,c)=>{let d=()=>{a(!0),n[c]?.act()};l.addEventListener("click",d,{signal:e})}),o.addEventListener("keydown",l=>Tn(l,i,r.hidden,s,a),{signal:e}),o.addEventListener("focusout",l=>Cn(l,o,a),{signal:e}),o}function Tn(n,e,t,i,r){let o=e.length-1,s=e.indexOf(n.target),a=t?{ArrowDown:0,ArrowUp:o}[n.key]:{ArrowDown:s===o?0:s+1,ArrowUp:s<=0?o:s-1,Home:0,End:o}[n.key];a!==void 0&&S(n,n.key)?(n.preventDefault(),n.stopPropagation(),i(a)):n.key==="Escape"&&!t&&(n.stopPropagation(),r(!0))}function Cn(n,e,t){n.relatedTarget instanceof Node&&e.contains(n.relatedTarget)||t(!1)}var An=4;function yt(n,e){let t=h("progress",{max:1,value:0,"aria-label":"Progress"}),i=h("span",{class:"quiet"}),r=h("button",{type:"button"},"Cancel"),o=h("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,i,r),s=h("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=h("div",{},o,s);r.addEventListener("click",()=>n.send({kind:"cancel",id:"cancel"}),{signal:e});let l=Ln(r,e),c=-1,d=(u,m)=>{let f=Math.floor(u*An);f!==c&&(s.textContent=`Running: ${m||`${Math.round(u*100)} %`}`),c=f},p=()=>{let{done:u=0,total:m=0,text:f=""}=n.get("_progress")??{};m===0?(l(),c>=0&&(s.textContent="No longer running"),c=-1):d(u/m,f),o.hidden=m===0,t.value=m>0?u/m:0,i.textContent=f};return y(n,"change:_progress",p,e),p(),a}function Ln(n,e){let t=null,i=({relatedTarget:r})=>{t=r instanceof HTMLElement?r:null};return n.addEventListener("focus",i,{signal:e}),()=>{let r=n.getRootNode();if(r.activeElement!==n)return;let o=t?.isConnected&&t.getRootNode()===r,s=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(o?t:s)?.focus()}}function Pn(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}function wt(n,e){let t=()=>{n.style.colorScheme=Pn(document.body)??""};t();let i=new MutationObserver(t);i.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>i.disconnect())}function vt(n,e){function t({model:i,el:r,signal:o}){let s=new AbortController;o?.addEventListener("abort",()=>s.abort());let a=h("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(h("style",{},lt,...n),yt(i,s.signal)),r.append(a),wt(a,s.signal),Ae(a,s.signal),De(l,()=>l.append(e(i,s.signal,a).element),s.signal);let c=l.lastElementChild;return l.append(bt(i,a,d=>c?.before(d),s.signal)),()=>s.abort()}return{render:t}}var Ar=vt([ve,xe],(n,e,t)=>new ne(n,t,e));export{Ar as default};

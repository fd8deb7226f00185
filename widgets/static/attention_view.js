var Oe=`/* The attention view: heads on the left, the chosen one on the right; in a narrow cell one above the other. */

.attention {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

header {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
  min-height: 28px;
}

.toolbar {
  margin-bottom: 10px;
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

.size {
  margin-left: -4px;
}

.buttons {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-left: auto;
}

.strip {
  display: flex;
  gap: 6px 12px;
  align-items: center;
  margin-bottom: 14px;
}

footer h3,
.strip h3 {
  flex: none;
}

.strip > div {
  flex: 1;
  min-width: 0;
}

.next {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(128px, 1fr));
  gap: 6px;
  margin: 0;
  padding: 0;
  list-style: none;
}

.next li {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 0 8px;
  position: relative;
  padding: 3px 8px 9px;
  overflow: hidden;
  border-radius: 6px;
  background: var(--raised);
}

.next li::before,
.next li::after {
  position: absolute;
  bottom: 0;
  left: 0;
  width: calc(100% * var(--is));
  height: 3px;
  background: var(--accent);
  content: "";
}

.next li:has(.was)::before {
  bottom: 4px;
}

.next li:has(.was)::after {
  width: calc(100% * var(--was));
  background: var(--change);
}

.next li:not(:has(.was))::after {
  content: none;
}

.next code {
  overflow: hidden;
  font-weight: 600;
  text-overflow: ellipsis;
}

.number {
  font-variant-numeric: tabular-nums;
}

.was {
  grid-column: 1 / -1;
  color: var(--change-text);
  font-size: 11.5px;
  text-align: right;
}

.body {
  display: grid;
  grid-template-columns: minmax(230px, 3fr) minmax(0, 7fr);
  gap: 16px 26px;
  align-items: start;
}

.heads,
.head {
  display: grid;
  gap: 8px;
  min-width: 0;
}

.order {
  margin-left: auto;
}

select,
input[type="number"] {
  padding: 3px 6px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  color: var(--text);
  font: inherit;
}

.window {
  overflow: auto;
  min-width: 0;
  max-height: 640px;
}

.pad {
  position: relative;
  width: max-content;
  border-radius: 4px;
  cursor: pointer;
}

.point {
  position: absolute;
  inset: 0;
  overflow: hidden;
  pointer-events: none;
  font-size: 11.5px;
  font-weight: 600;
  line-height: 18px;
  white-space: pre;
}

.point > * {
  position: absolute;
  top: 0;
  left: 0;
}

.point i {
  border: 1px solid var(--text);
}

.point span {
  overflow: hidden;
  padding: 0 2px;
  background: var(--paper);
  text-overflow: ellipsis;
}

.point .row {
  width: 80px;
  text-align: right;
}

.point .column {
  max-width: 72px;
  transform-origin: 0 50%;
}

.pad:focus-visible {
  outline-offset: -2px;
}

canvas {
  display: block;
}

.meaning,
.scores {
  font-size: 12px;
}

.meaning {
  min-height: 2.9em;
}

@container (max-width: 800px) {
  .body {
    grid-template-columns: minmax(0, 1fr);
  }
}

@container (max-width: 600px) {
  .window {
    max-height: 480px;
  }

  .strip,
  footer {
    display: grid;
  }

  .head .buttons {
    margin-left: 0;
  }
}
`;var De=`/* The chosen head: its pictures, what is read off them, the steps of a weight; and the list of changes. */

.pictures {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 20px;
  align-items: flex-start;
}

.pictures > * {
  max-width: 100%;
}

.lines {
  overflow: auto;
  max-height: 640px;
  cursor: pointer;
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 14px;
  font-size: 11.5px;
}

.item {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.item i {
  display: inline-block;
  width: 90px;
  height: 12px;
  border-radius: 3px;
}

.item .dot,
.item .fold {
  width: 12px;
}

.item .fold {
  background: linear-gradient(225deg, var(--change) 8px, transparent 8.5px);
}

.readout {
  padding: 6px 10px;
  overflow-wrap: anywhere;
  border-left: 3px solid var(--accent);
  background: var(--raised);
  font-family: var(--mono);
  font-size: 12.5px;
}

.actions {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
}

.joined {
  display: inline-flex;
}

.joined button {
  border-radius: 6px 0 0 6px;
}

.joined input {
  width: 68px;
  margin-left: -1px;
  border-radius: 0 6px 6px 0;
}

.steps {
  display: grid;
  gap: 10px;
  padding: 12px 14px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.steps[hidden] {
  display: none;
}

.chain {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(136px, 1fr));
  gap: 8px;
}

.step {
  display: grid;
  gap: 1px;
  padding: 6px 10px;
  border-radius: 6px;
  background: var(--raised);
}

.step b {
  color: var(--accent);
}

.step output {
  font-family: var(--mono);
  font-size: 14px;
  font-weight: 600;
}

.terms {
  display: flex;
  flex-wrap: wrap;
  gap: 10px 20px;
  align-items: center;
}

.terms caption {
  padding-bottom: 4px;
  color: var(--quiet);
  font-size: 11.5px;
  text-align: left;
}

.terms table {
  border-collapse: collapse;
}

.terms th {
  padding: 0 14px 0 0;
  color: var(--quiet);
  font-weight: 400;
  text-align: left;
}

.terms td {
  font-family: var(--mono);
  font-size: 12px;
  text-align: right;
}

.terms .sum > * {
  border-top: 1px solid var(--line);
  color: var(--text);
  font-weight: 600;
}

footer {
  display: flex;
  gap: 12px;
  align-items: baseline;
  margin-top: 14px;
}

.changes {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  list-style: none;
}

.changes li {
  display: inline-flex;
  gap: 2px;
  align-items: center;
  padding-left: 10px;
  border: 1px solid var(--line);
  border-left: 3px solid var(--change);
  border-radius: 6px;
  background: var(--raised);
}

.changes li.off span {
  color: var(--quiet);
  text-decoration: line-through;
}

.changes button {
  border: 0;
  background: none;
  color: var(--quiet);
}

/* What is on screen, and how near; then the heads that are kept beside each other. */
.views {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 14px;
  align-items: center;
}

.zoom {
  align-items: center;
}

.zoom .quiet {
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.pad[data-zoomed] {
  cursor: grab;
  touch-action: none;
}

.pad[data-zoomed]:active {
  cursor: grabbing;
}

.pins {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 12px;
  list-style: none;
}

.pins[hidden] {
  display: none;
}

.pins li {
  display: grid;
  gap: 2px;
}

.caption {
  display: flex;
  gap: 6px;
  align-items: center;
  font-size: 12px;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}

.caption i {
  width: 18px;
  height: 4px;
  border-radius: 2px;
  background: var(--colour);
}

.out {
  margin-left: auto;
  padding: 0 4px;
  border: 0;
  background: none;
  color: var(--quiet);
}

.pin,
.pin[aria-pressed="true"] {
  padding: 2px;
  border: 2px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
}

.pin[aria-pressed="true"],
.pin:hover {
  border-color: var(--colour);
}

.most {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 8px;
  align-items: center;
  font-size: 12px;
}

.most button {
  padding: 1px 8px;
  font-variant-numeric: tabular-nums;
}

.status {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}
`;function c(o,e={},...t){let n=document.createElement(o);for(let[i,r]of Object.entries(e))b(n,i,r);return n.append(...t),n}function b(o,e,t){if(t===!1||t===null||t===void 0){o.hasAttribute(e)&&o.removeAttribute(e);return}let n=t===!0?"":String(t);o.getAttribute(e)!==n&&o.setAttribute(e,n)}async function Ke(o){try{return await navigator.clipboard.writeText(o),!0}catch{return zt(o)}}function zt(o){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=o,document.body.append(t),t.select();let n=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),n}function A(o,e,t,n){let i=c("button",{type:"button",title:e||null},o);return i.addEventListener("click",()=>Ot(i)&&t(),{signal:n}),i}function w(o,e,t=""){b(o,"aria-disabled",String(!e)),o.dataset.title??=o.title,b(o,"title",(e?"":t)||o.dataset.title||null)}function Ot(o){return o.getAttribute("aria-disabled")!=="true"}function _e(o,e,t,n){let i=c("fieldset",{class:"choice"},c("legend",{},o)),r=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([a,l,d])=>{let h=c("input",{type:"radio",name:r,value:a});h.addEventListener("change",()=>t(a),{signal:n});let u=c("label",{title:d||null},h,c("span",{},l));return i.append(u),{value:a,title:d,radio:h,label:u}});return{element:i,draw(a,l=()=>null){for(let{value:d,title:h,radio:u,label:p}of s){let m=l(d);u.checked=d===a,u.disabled=m!==null&&d!==a,b(p,"title",m??(h||null))}}}}function y(o){if(!Number.isFinite(o))return We(o);for(let e=6;e<9;e++){let t=Number(o.toPrecision(e));if(Math.fround(t)===o)return Ie(t)}return Ie(Number(o.toPrecision(9)))}function Ie(o){return o!==0&&Math.abs(o)<.001?o.toExponential():String(o)}function W(o){return Number.isFinite(o)?o===0||o>=.001?o.toFixed(4):o.toExponential(1):We(o)}function We(o){return Number.isNaN(o)?"NaN":o>0?"∞":"−∞"}function z(o,e,t=`${e}s`){return`${o} ${o===1?e:t}`}var Dt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Kt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Fe(o,e){let t=e==="light"?Dt:Kt,n=o*(t.length-1),i=Math.min(Math.floor(n),t.length-2),r=qe(Be(t[i]??"#000000")),s=qe(Be(t[i+1]??"#000000"));return It(_t(r,s,n-i))}function Se(o){return o<=.04045?o/12.92:((o+.055)/1.055)**2.4}function Ee(o){let e=o<=.0031308?o*12.92:1.055*o**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function _t(o,e,t){return[o[0]+(e[0]-o[0])*t,o[1]+(e[1]-o[1])*t,o[2]+(e[2]-o[2])*t]}function qe([o,e,t]){let[n,i,r]=[Se(o),Se(e),Se(t)],s=Math.cbrt(.4122214708*n+.5363325363*i+.0514459929*r),a=Math.cbrt(.2119034982*n+.6806995451*i+.1073969566*r),l=Math.cbrt(.0883024619*n+.2817188376*i+.6299787005*r);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function It([o,e,t]){let n=(o+.3963377774*e+.2158037573*t)**3,i=(o-.1055613458*e-.0638541728*t)**3,r=(o-.0894841775*e-1.291485548*t)**3;return[Ee(4.0767416621*n-3.3077115913*i+.2309699292*r),Ee(-1.2684380046*n+2.6097574011*i-.3413193965*r),Ee(-.0041960863*n-.7034186147*i+1.707614701*r)]}function Be(o){let e=Number.parseInt(o.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var Wt=["text","quiet","line","paper","raised","accent","change","bad"],X=256,qt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Te(o){let e=c("span",{style:"display:none"});(o.shadowRoot??o).append(e);let t=r=>(e.style.color=r,getComputedStyle(e).color),n=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(Wt.map(r=>[r,t(`var(--${r})`)]));return e.remove(),{...i,dark:n,...Bt(n?"dark":"light")}}function Ue(o,e,t,n){let i=()=>e.clientWidth>0&&!n.aborted,r=()=>i()?t():requestAnimationFrame(()=>i()&&t()),s=new MutationObserver(r);if(s.observe(o,{attributes:!0,attributeFilter:["style"]}),n.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{e.clientWidth!==a&&(a=e.clientWidth,i()&&t())});l.observe(e),n.addEventListener("abort",()=>l.disconnect())}function Bt(o){let e=Array.from({length:X},(t,n)=>n/(X-1));return{sequential:e.map(t=>Ft(Fe(t,o))),diverging:e.map(t=>jt(qt[o],t)),hole:o==="light"?[120,0,230]:[150,60,255]}}function F(o,e,t){if(!Number.isFinite(e))return o.hole;let n=t===null?e:.5+e/(2*t||1),i=Math.round(Math.min(1,Math.max(0,n))*(X-1));return(t===null?o.sequential:o.diverging)[i]??o.hole}function Ge([o,e,t]){let n=[o,e,t].map(r=>(r/255)**2.2);return .2126*(n[0]??0)+.7152*(n[1]??0)+.0722*(n[2]??0)>.18?"#000000":"#ffffff"}function j([o,e,t],n=1){return`rgb(${o} ${e} ${t} / ${n})`}function Ve(o){return`linear-gradient(90deg, ${Array.from({length:9},(t,n)=>j(o[Math.round(n/8*(X-1))]??[0,0,0])).join(", ")})`}function Ft(o){return o.map(e=>Math.round(e*255))}function jt(o,e){let t=e*(o.length-1),n=Math.min(Math.floor(t),o.length-2),[i,r]=[je(o[n]??"#000000"),je(o[n+1]??"#000000")];return i.map((s,a)=>Math.round(s+((r[a]??0)-s)*(t-n)))}function je(o){let e=Number.parseInt(o.slice(1),16);return[e>>16,e>>8&255,e&255]}var U=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Ye=8e3;function Q(o,e,t){let n=new Map,i=Math.random().toString(36).slice(2),r=0;return v(o,"msg:custom",l=>{let d=n.get(l?.id);d!==void 0&&(n.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new U(l.message,l.details)):d.done())},t),v(o,"change:_progress",()=>{for(let l of n.values())clearTimeout(l.timer),l.timer=setTimeout(e,Ye)},t),t.addEventListener("abort",()=>{for(let{timer:l}of n.values())clearTimeout(l);n.clear()}),(l,d={})=>new Promise((h,u)=>{let p=`${i}-${++r}`;n.set(p,{done:h,fail:u,timer:setTimeout(e,Ye)}),o.send({kind:l,id:p,...d})})}var Ze=new WeakMap;function v(o,e,t,n){o.on(e,t);let i=Ze.get(n),r=()=>o.off(e,t);if(i){i.push(r);return}let s=[r];Ze.set(n,s),n.addEventListener("abort",()=>{for(let a of s)a()})}function k(o){let e=Ut(o,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Ut(o,e){let t=o instanceof ArrayBuffer?new Uint8Array(o):new Uint8Array(o.buffer,o.byteOffset,o.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var O=class{size;block;side;triangle;values;constructor({size:e,block:t,triangle:n,values:i}){this.size=e,this.block=t,this.side=Math.ceil(e/t),this.triangle=n,this.values=k(i);let r=n?this.side*(this.side+1)/2:this.side**2;if(this.values.length!==r)throw new RangeError(`a pattern of ${this.side} × ${this.side} has ${this.values.length} numbers`)}at({row:e,column:t}){return this.values[Ae(this.side,this.triangle,e,t)]??0}masked({row:e,column:t}){return this.triangle&&t>e}reach(){let e=0;for(let t of this.values)Math.abs(t)>e&&(e=Math.abs(t));return e}};function Ae(o,e,t,n){return e?n>t?-1:t*(t+1)/2+n:t*o+n}var D=class{constructor(e){this.screen=e;this.columns=Math.max(...e.heads),this.all=e.heads.flatMap((t,n)=>Array.from({length:t},(i,r)=>({layer:e.layers[n]??n,row:n,head:r,index:0}))),this.all.forEach((t,n)=>{t.index=n}),this.#e=new Map(Object.entries(e.scores).map(([t,n])=>[t,k(n)]))}screen;all;columns;#e;score({row:e,head:t},n){return this.#e.get(n)?.[e*this.columns+t]??Number.NaN}has(e){return e==="layer"||this.#e.has(e)}find(e,t){return this.all.find(n=>n.layer===e&&n.head===t)}inWords(e,t=n=>n.toFixed(3)){return Gt.map(n=>[n,this.score(e,n)]).filter(([,n])=>!Number.isNaN(n)).map(([n,i])=>`${Ce[n]} ${t(i)}`).join(" · ")}slots(e,t=this.columns){let n=this.all.map(s=>({head:s,score:this.score(s,e)}));if(e==="layer"||!this.has(e))return n.map(({head:s,score:a})=>({row:s.row,column:s.head,head:s,score:a}));let i=e==="entropy"?1:-1,r=s=>Number.isNaN(s)?Number.POSITIVE_INFINITY:i*s;return n.sort((s,a)=>r(s.score)===r(a.score)?0:r(s.score)-r(a.score)),n.map(({head:s,score:a},l)=>({row:Math.floor(l/t),column:l%t,head:s,score:a}))}edits({layer:e,head:t}){let n=i=>!("head"in i.at)||i.at.head===t;return this.screen.edits.filter(i=>i.on&&i.layer===e&&i.of.startsWith("head_")&&n(i))}},Ce={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes",patch:"patch effect"},ee={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens",patch:"How far the next token's distribution moves (total variation, 0 to 1) when this head alone is changed at all tokens"},Gt=["entropy","previous","first","duplicate","induction","effect","patch"];var Vt=["a","c","v","x","y","z"],Yt=["text","search","number"];function Je(o){return o instanceof HTMLTextAreaElement||o instanceof HTMLInputElement&&Yt.includes(o.type)}function Xe(o){return o.ctrlKey||o.metaKey?Vt.includes(o.key.toLowerCase()):!(o.shiftKey&&o.key==="Enter")}function Qe(o){return o.key.length===1&&!(o.ctrlKey||o.metaKey||o.altKey)}function et(o){return o.ctrlKey||o.metaKey||o.altKey?o.key.toLowerCase()==="c":o.key==="Escape"}function te({row:o,column:e},{rows:t,columns:n},i){let r=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||r&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return R({row:o,column:e-1},{rows:t,columns:n});case"ArrowRight":return R({row:o,column:e+1},{rows:t,columns:n});case"ArrowUp":return R({row:o-1,column:e},{rows:t,columns:n});case"ArrowDown":return R({row:o+1,column:e},{rows:t,columns:n});case"Home":return{row:r?0:o,column:0};case"End":return{row:r?t-1:o,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function R({row:o,column:e},{rows:t,columns:n}){return{row:Math.max(0,Math.min(t-1,o)),column:Math.max(0,Math.min(n-1,e))}}function q(o,...e){return e.includes(o.key)&&!(o.ctrlKey||o.metaKey||o.shiftKey||o.altKey)}function $e(o){if(!(o.ctrlKey||o.metaKey)||o.altKey)return null;let e=o.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:o.shiftKey?"redo":"undo"}var Zt=["Enter"," ","Delete","Backspace"],tt=[{row:0,column:0},{rows:1,columns:1}];function nt(o,e){let t=n=>{let i=n.composedPath();i.includes(o)&&o.toggleAttribute("data-lm-suppress-shortcuts",Jt(n,i[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Jt(o,e){return Je(e)?Xe(o):Qe(o)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&et(o)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Xt(o)?!0:te(...tt,o)!==null||q(o,...Zt)||$e(o)!==null}function Xt(o){let{ctrlKey:e,metaKey:t,altKey:n,key:i}=o;return o.shiftKey&&te(...tt,{key:i,ctrlKey:e,metaKey:t,altKey:n,shiftKey:!1})!==null}var Le=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],ao=Object.fromEntries(Le);var ot="There is no other prompt to copy from",ne=class{forHead=c("span",{class:"buttons",role:"group","aria-label":"Change this head"});forCell=c("div",{class:"actions",role:"group"});#e;#t;#n;#s;#o;#i;#r;#a;#d=c("input",{type:"number",step:"0.05",value:"1","aria-label":"New weight"});constructor(e,t){let n=(r,s,a)=>A(r,s,a,t),i="Set what this head writes to zero, and compute again what follows";this.#e=n("Ablate head",i,()=>e.head("zero head")),this.#t=n("Copy head from other","Take what this head writes from the other prompt",()=>e.head("copy head")),this.#n=n("Pin","Keep this head beside others, its lines in a colour of their own",e.pin),this.#s=n("Set to 0","Set this weight to zero (Enter in the matrix)",()=>e.cell("set cell",{to:0})),this.#o=n("Set to","Set this weight to the number beside",()=>{Number.isFinite(this.#d.valueAsNumber)&&e.cell("set cell",{to:this.#d.valueAsNumber})}),this.#i=n("Copy from other","Take this weight from the other prompt",()=>e.cell("copy cell")),this.#r=n("Restore","Take the change of this weight away (Delete in the matrix)",e.restore),this.#a=n("Show the steps","Score, scale, mask and softmax of this weight, with its terms",e.steps),this.forHead.append(this.#n,this.#e,this.#t),this.forCell.append(c("span",{class:"quiet"},"This weight:"),this.#s,c("span",{class:"joined"},this.#o,this.#d),this.#i,this.#r,this.#a)}explained(e){this.#a.textContent=e?"Hide the steps":"Show the steps",b(this.#a,"aria-expanded",String(e))}draw({other:e,head:t,block:n,masked:i,cell:r,edited:s,pinned:a,full:l}){b(this.forCell,"aria-label",`Change this weight, ${r}`),b(this.#e,"aria-pressed",String(t==="zero")),b(this.#t,"aria-pressed",String(t==="copy")),w(this.#t,e,ot),b(this.#n,"aria-pressed",String(a)),w(this.#n,a||!l,"Six heads are pinned; take one away first");let d=n===1,h=d?"":`One cell is ${n} × ${n} weights here; zoom in until a cell is one`;w(this.#s,d,h),w(this.#o,d,h),w(this.#i,d&&e,h||ot),w(this.#r,d&&s,h||"This weight is not changed"),w(this.#a,d&&!i,h||"A later token: masked")}};var Qt=0,B=class{element;canvas=c("canvas",{"aria-hidden":"true"});#e;#t=c("div",{role:"gridcell",id:`cell-${++Qt}`,"aria-selected":"true"});#n=c("div",{role:"row",class:"unseen"},this.#t);#s={rows:1,columns:1};#o={row:0,column:0};constructor(e,t,n){this.#e=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#n);let i=(r,s)=>this.element.addEventListener(r,s,{signal:n});i("pointermove",r=>t.hover(this.#i(r))),i("pointerleave",()=>t.hover(null)),i("click",r=>this.#r(r)),i("keydown",r=>this.#a(r))}get cell(){return this.#o}place(e,t){this.#s=e,this.#o=R(t,e),b(this.element,"aria-rowcount",e.rows),b(this.element,"aria-colcount",e.columns),b(this.#n,"aria-rowindex",this.#o.row+1),b(this.#t,"aria-colindex",this.#o.column+1),b(this.#t,"aria-label",this.#e.describe(this.#o))}context(e,t){return K(this.canvas,e,t)}#i(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#r(e){let t=this.#i(e);t!==null&&this.#e.select(t)}#a(e){let t=$e(e),n=te(this.#o,this.#s,e);if(t!==null)this.#e.travel(t);else if(n!==null)this.#e.select(n);else if(q(e,"Enter"," "))this.#e.activate(this.#o);else if(q(e,"Delete","Backspace"))this.#e.remove(this.#o);else return;e.preventDefault(),e.stopPropagation()}};function K(o,e,t){let n=Math.min(globalThis.devicePixelRatio||1,2),[i,r]=[Math.round(e*n),Math.round(t*n)];o.width!==i&&(o.width=i),o.height!==r&&(o.height=r),o.style.width=`${e}px`,o.style.height=`${t}px`;let s=o.getContext("2d");return s===null?null:(s.setTransform(n,0,0,n,0,0),s.clearRect(0,0,e,t),s.textBaseline="middle",s)}var oe=new Map;function G(o,e,t){let n=`${o.font}
${t}
${e}`,i=oe.get(n);if(i!==void 0)return i;oe.size>5e3&&oe.clear();let r=en(o,e,t);return oe.set(n,r),r}function en(o,e,t){if(o.measureText(e).width<=t)return e;let n=e;for(;n.length>1&&o.measureText(`${n}…`).width>t;)n=n.slice(0,-1);return`${n}…`}var tn=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function nn(o){if(o==="")return{spaces:0,text:"∅"};let e=o.length-o.trimStart().length,t=/^ *$/.test(o.slice(0,e))?e:0;return{spaces:t,text:Array.from(o.slice(t),on).join("")}}function C(o){let{spaces:e,text:t}=nn(o);return"·".repeat(e)+t}function ie(o){return JSON.stringify(o)}function on(o){let e=tn.get(o);if(e!==void 0)return e;let t=o.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":o}var[P,x,rn,Pe]=[15,7,30,76],it=255,re=class{pad;#e;#t=[];#n="layer";#s;#o=null;#i=Pe;#r=[];#a=null;constructor(e,t,n){this.#e=new D(e);let i=r=>s=>{let a=this.#h(s)??this.#u(s);a!==void 0&&r(a.head)};this.pad=new B("Attention heads",{cellAt:(r,s)=>this.#c(r,s),describe:r=>this.#p(r),hover:r=>{this.#o=(r&&this.#h(r)?.head)??null,t.hover(this.#o)},select:i(t.select),activate:i(t.activate),remove:i(t.remove),travel:t.travel},n)}draw(e,t,n,i,r){this.#e=e,this.#n=t,this.#s=n;let s=Math.floor((r-x)/(Pe+x)),a=t==="layer"?e.columns:Math.max(e.columns,Math.min(s,e.all.length));this.#t=e.slots(t,a);let l=Math.max(...this.#t.map(({row:f})=>f))+1,d=this.#t.find(({head:f})=>f===n)??{row:0,column:0};this.pad.place({rows:l,columns:a},d);let h=Math.floor((r-x)/a)-x;this.#i=Math.max(rn,Math.min(Pe,h));let[u,p]=[this.#i+x,this.#i+P+x],m=this.pad.context(a*u+x,l*p+x);if(m!==null){this.#m(i);for(let f of this.#t)this.#d(m,f,i)}}#d(e,{row:t,column:n,head:i,score:r},s){let a=this.#i,[l,d]=[x+n*(a+x),x+t*(a+P+x)],h=i===this.#s;e.font=`${h?"600 ":""}10.5px ${N}`,e.fillStyle=h?s.accent:s.quiet,e.textAlign="left",e.fillText(`${i.layer}.${i.head}`,l,d+6),this.#n!=="layer"&&a>40&&(e.textAlign="right",e.fillStyle=s.text,e.fillText(Number.isNaN(r)?"–":r.toFixed(2),l+a,d+6)),e.fillStyle=s.raised,e.fillRect(l,d+P,a,a),e.imageSmoothingEnabled=!1;let u=this.#r[i.index];u!==void 0&&e.drawImage(u,l,d+P,a,a);let p=this.#e.edits(i).length>0,m=i===this.#o;e.lineWidth=h||p?2:1,e.strokeStyle=h?s.accent:p?s.change:m?s.text:s.line,e.strokeRect(l-.5,d+P-.5,a+1,a+1),p&&(e.fillStyle=s.change,e.beginPath(),e.moveTo(l+a,d+P),e.lineTo(l+a-13,d+P),e.lineTo(l+a,d+P+13),e.fill())}#m(e){let{thumbs:t}=this.#e.screen,n=`${e.dark}`;if(this.#a===t.values&&this.#r[0]?.dataset.theme===n)return;this.#a=t.values;let{side:i,triangle:r}=t,s=an(t.values),a=r?i*(i+1)/2:i*i;this.#r=this.#e.all.map(({index:l})=>{let d=document.createElement("canvas");d.dataset.theme=n,d.width=d.height=i;let h=d.getContext("2d"),u=h?.createImageData(i,i);if(!h||!u)return d;for(let p=0;p<i;p++)for(let m=0;m<i;m++){let f=Ae(i,r,p,m);f>=0&&V(u,p*i+m,sn(e,s[l*a+f]??it))}return h.putImageData(u,0,0),d})}#c(e,t){let n=Math.floor((e-x/2)/(this.#i+x)),i=Math.floor((t-x/2)/(this.#i+P+x));return this.#h({row:i,column:n})===void 0?null:{row:i,column:n}}#h({row:e,column:t}){return this.#t.find(n=>n.row===e&&n.column===t)}#u({row:e}){return this.#t.filter(t=>t.row===e).at(-1)}#p(e){let t=this.#h(e);if(t===void 0)return"no head";let{head:n}=t,i=this.#e.edits(n).map(({text:s})=>`, changed: ${s}`),r=this.#e.inWords(n,W).replaceAll(" · ",", ");return`layer ${n.layer}, head ${n.head}: ${r}${i.join("")}`}},N='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function sn(o,e){return e===it?o.hole:o.sequential[e]??o.hole}function V(o,e,[t,n,i]){o.data.set([t,n,i,255],e*4)}function an(o){return o instanceof ArrayBuffer?new Uint8Array(o):new Uint8Array(o.buffer,o.byteOffset,o.byteLength)}var[M,S]=[84,64],se=class{#e=c("i",{});#t=c("span",{class:"row"});#n=c("span",{class:"column"});element=c("div",{class:"point","aria-hidden":"true",hidden:!0},this.#e,this.#t,this.#n);show({x:e,y:t,side:n},i,r){this.element.hidden=!1;let s=`${n+1}px`;Object.assign(this.#e.style,{width:s,height:s,transform:`translate(${e}px, ${t}px)`}),this.#t.style.transform=`translateY(${t+n/2-9}px)`,this.#n.style.transform=`translate(${e+n/2}px, ${S-14}px) rotate(-53deg)`,this.#t.textContent!==i&&(this.#t.textContent=i),this.#n.textContent!==r&&(this.#n.textContent=r)}hide(){this.element.hidden=!0}};var[ln,rt]=[3,46],$=52,ae=class{pad;#e=null;#t=rt;#n=null;#s=[];#o=new se;constructor(e,t){this.pad=new B("Attention weights, tokens that attend by tokens attended to",{cellAt:(n,i)=>this.#p(n,i),describe:n=>this.#e===null?"":le(this.#e,n),...e},t),this.pad.element.append(this.#o.element)}draw(e,t,n,i){this.#e=e;let{total:r,span:s,whole:a}=e.sight;this.pad.place({rows:r,columns:r},t),this.#t=Math.max(ln,Math.min(rt,Math.floor((i-M-4)/s)));let l=this.#t*s,d=this.pad.context(M+l+2,S+l+2);d!==null&&(this.#i(e,n),d.imageSmoothingEnabled=!1,this.#n!==null&&d.drawImage(this.#n,M,S,l,l),this.#t>=9&&this.#a(d,s,n),this.#t>=30&&this.#d(d,e,n),this.#m(d,e,n),this.#c(d,e,this.pad.cell,n),a||this.#r(d,e.sight,n),this.#h(d,this.pad.cell,n.accent,2))}point(e){let{sight:t,tokens:n}=this.#e??{};if(e===null||!t?.has(e)||n===void 0)this.#o.hide();else{let i=r=>C(n[r*t.block]??"");this.#o.show({...this.#u(e),side:this.#t},i(e.row),i(e.column))}}repaint(){this.#s=[]}get width(){return M+this.#t*(this.#e?.sight.span??0)+2}get tokenWidth(){return this.#t/(this.#e?.sight.block??1)}tokensAt(e,t){let n=this.#p(e,t),i=this.#e?.sight.block??1;return n===null?null:{row:n.row*i,column:n.column*i}}onMap(e,t){let n=this.#e?.sight;return n===void 0||n.whole||e<0||t<0||e>$||t>$?null:{row:t/$*n.size,column:e/$*n.size}}get rows(){return this.#t<16?null:{top:S,step:this.#t}}#i({sight:e,reach:t},n){let i=[e,t,n];if(i.every((l,d)=>l===this.#s[d]))return;this.#s=i;let r=document.createElement("canvas");r.width=r.height=e.span;let s=r.getContext("2d"),a=s?.createImageData(e.span,e.span);if(!(!s||!a)){for(let[l,d]of st(e))e.masked(d)||V(a,l,F(n,e.at(d),t));s.putImageData(a,0,0),this.#n=r}}#r(e,{row:t,column:n,span:i,total:r},s){e.fillStyle=s.raised,e.fillRect(0,0,$,$),e.strokeStyle=s.line,e.lineWidth=1,e.strokeRect(.5,.5,$-1,$-1),e.fillStyle=s.accent;let a=Math.max(3,i/r*$);e.fillRect(n/r*$,t/r*$,a,a)}#a(e,t,n){e.strokeStyle=n.paper,e.lineWidth=1,e.beginPath();for(let i=0;i<=t;i++){let r=i*this.#t;e.moveTo(M+r+.5,S),e.lineTo(M+r+.5,S+t*this.#t),e.moveTo(M,S+r+.5),e.lineTo(M+t*this.#t,S+r+.5)}e.stroke()}#d(e,{sight:t,reach:n},i){e.font=`${this.#t>=38?11:10}px ${N}`,e.textAlign="center";for(let[,r]of st(t)){let s=t.at(r);if(t.masked(r)||!t.exact(r)||Math.abs(s)<.005)continue;e.fillStyle=Ge(F(i,s,n));let a=Number.isNaN(s)?"NaN":dn(s,n),{x:l,y:d}=this.#u(r);e.fillText(a,l+.5*this.#t,d+.5*this.#t+.5)}}#m(e,{edits:t,sight:n},i){e.fillStyle=i.change;let r=Math.max(4,Math.min(10,this.#t/3));for(let{at:s,of:a}of t){if(a!=="head_pattern"||s.position===void 0||s.key===void 0)continue;let l={row:Math.floor(s.position/n.block),column:Math.floor(s.key/n.block)};if(!n.has(l))continue;let{x:d,y:h}=this.#u({...l,column:l.column+1});e.beginPath(),e.moveTo(d,h),e.lineTo(d-r,h),e.lineTo(d,h+r),e.fill()}}#c(e,{tokens:t,sight:n},i,r){let s=this.#t>=12;for(let a=0;a<n.span;a++){let l=(a+.5)*this.#t;for(let d of["row","column"]){let h=n[d]+a,u=i[d]===h;if(!s&&!u)continue;let p=C(t[h*n.block]??"");e.font=`${u?"600 ":""}11.5px ${N}`,e.fillStyle=u?r.text:r.quiet,e.textAlign=d==="row"?"right":"left";let m=G(e,p,d==="row"?M-10:S*1.1);e.save(),e.translate(d==="row"?M-6:M+l,d==="row"?S+l:S-5),d==="column"&&e.rotate(-Math.PI/3.4),e.fillText(m,0,0),e.restore()}}}#h(e,t,n,i){if(!this.#e?.sight.has(t))return;let{x:r,y:s}=this.#u(t);e.strokeStyle=n,e.lineWidth=i,e.strokeRect(r+.5,s+.5,this.#t,this.#t)}#u({row:e,column:t}){let{row:n=0,column:i=0}=this.#e?.sight??{};return{x:M+(t-i)*this.#t,y:S+(e-n)*this.#t}}#p(e,t){let n=this.#e?.sight;if(n===void 0)return null;let[i,r]=[Math.floor((t-S)/this.#t),Math.floor((e-M)/this.#t)],s={row:i+n.row,column:r+n.column};return n.has(s)?s:null}};function*st({row:o,column:e,span:t}){for(let n=0;n<t*t;n++)yield[n,{row:o+Math.floor(n/t),column:e+n%t}]}function dn(o,e){let t=Math.abs(o).toFixed(2).replace(/^0/,"");return o<0?`−${t}`:e===null?t:`+${t}`}function le({sight:o,tokens:e},t){let n=l=>`${ie(e[l]??"")} (${l})`,i=l=>{let d=l*o.block,h=Math.min(o.size,d+o.block)-1;return d===h?n(d):`tokens ${d}–${h}`},r=`${i(t.row)} → ${i(t.column)}`;if(o.masked(t))return`${r}: masked, a later token`;let s=o.block>1?o.most(t):void 0;if(s!==void 0){let{row:l,column:d,value:h}=s;return`${r}, the largest ${n(l)} → ${n(d)}: ${y(h)}`}if(o.block>1)return`${r}: ${y(o.at(t))}, the largest of them`;let a=o.exact(t)?"":", the largest nearby; the exact weight is on its way";return`${r}: ${y(o.at(t))}${a}`}function at(o,e,t){return t===null?o.accent:j(o.diverging[e<0?45:210]??[0,0,0])}var _=92,lt=.01,He=64,de=class{element;#e=c("canvas",{role:"img"});#t=20;#n=0;#s=0;#o=0;#i=[];constructor(e,t){this.element=c("div",{class:"lines"},this.#e);let n=i=>{let r=i.clientY-this.#e.getBoundingClientRect().top,s=Math.floor((r-this.#o)/this.#t);return s>=0&&s<this.#n?s+this.#s:null};this.#e.addEventListener("pointermove",i=>e.hover(n(i)),{signal:t}),this.#e.addEventListener("pointerleave",()=>e.hover(null),{signal:t}),this.#e.addEventListener("click",i=>{let r=n(i);r!==null&&e.select(r)},{signal:t})}draw(e,t,n,i,r){let s=[e,e.pins,t,n,i,r?.top,r?.step];if(s.every((g,E)=>g===this.#i[E]))return;this.#i=s;let{span:a,row:l}=e.sight;this.#n=a,this.#s=l,this.#o=r?.top??6,this.#t=r?.step??(a>40?15:a>16?19:Math.max(22,Math.min(34,300/a)));let d=Math.max(230,Math.min(r===null?480:340,i));this.#e.setAttribute("aria-label",`Lines from ${z(a,"token")}; the matrix has the numbers`);let h=K(this.#e,d,a*this.#t+this.#o+6);if(h===null)return;let u=e.pins.length>0?.08:.16,p=g=>E=>e.sight.at({row:g,column:E}),m=g=>at(n,g,e.reach);for(let g=l;a<=He&&g<l+a;g++)g!==t&&this.#r(h,e,g,d,u,p(g),m);let{pins:f}=e;f.some(({layer:g,head:E})=>g===e.state.layer&&E===e.state.head)||this.#r(h,e,t,d,1,p(t),m);for(let g of f){let E=H=>g.at({row:t,column:H},e.sight)??Number.NaN;this.#r(h,e,t,d,.85,E,()=>g.ink(n),1.5*g.colour)}this.#d(h,e,t,d,n)}#r(e,{sight:t,reach:n},i,r,s,a,l,d=0){if(i<t.row||i>=t.row+t.span)return;let[h,u]=[_,r-_],p=(h+u)/2,m=this.#a(i-t.row);for(let f=0;f<t.span;f++){let T=t.column+f;if(t.masked({row:i,column:T}))continue;let g=a(T),E=Math.min(1,Math.abs(g)/(n||1));if(!(E>=lt))continue;let H=this.#a(f)+d;e.globalAlpha=s*(.25+.75*E),e.strokeStyle=l(g),e.lineWidth=.6+5.4*E,e.beginPath(),e.moveTo(h,m),e.bezierCurveTo(p,m,p,H,u,H),e.stroke()}e.globalAlpha=1}#a(e){return this.#o+(e+.5)*this.#t}#d(e,{sight:t,tokens:n,reach:i},r,s,a){for(let l=0;l<t.span;l++){let[d,h]=[t.row+l,t.column+l],u=d===r;e.font=`${u?"600 ":""}12px ${N}`,e.fillStyle=u?a.accent:a.text,e.textAlign="right";let p=C(n[d*t.block]??"");e.fillText(G(e,p,_-10),_-6,this.#a(l));let m=t.masked({row:r,column:h})?0:t.at({row:r,column:h}),f=Math.abs(m)>=lt*(i??1)||Number.isNaN(m);e.font=`${f?"600 ":""}12px ${N}`,e.fillStyle=f?a.text:a.quiet,e.textAlign="left";let T=C(n[h*t.block]??"");e.fillText(G(e,T,f?_-44:_-10),s-_+6,this.#a(l)),f&&(e.font=`11px ${N}`,e.fillStyle=a.quiet,e.textAlign="right",e.fillText(m.toFixed(2).replace("-","−"),s-2,this.#a(l)))}}};function dt({next:o,edits:e}){let[t,n]=[k(o.edited),k(o.clean)],i=e.some(({on:a})=>a),s=o.strings.map((a,l)=>l).sort((a,l)=>(t[l]??0)-(t[a]??0)).map(a=>{let[l,d]=[t[a]??Number.NaN,n[a]??Number.NaN],h=c("li",{title:i?`${y(l)}, was ${y(d)}`:y(l),style:`--is:${l};--was:${d}`},c("code",{},C(o.strings[a]??"")),c("span",{class:"number"},W(l)));return i&&h.append(c("span",{class:"was"},`was ${W(d)}`)),h});return c("ol",{class:"next","aria-label":"Next token"},...s)}function ct({edits:o},e){if(o.length===0)return c("p",{class:"quiet"},"No changes: ablate a head, or set one of its weights.");let t=o.map((n,i)=>{let r=c("button",{type:"button",title:"Take this change away"},"✕");return r.onclick=()=>e(i),r.setAttribute("aria-label",`Take away: ${n.text}`),c("li",{class:n.on?null:"off"},c("span",{},n.text),r)});return c("ul",{class:"changes","aria-label":"Changes"},...t)}function ht(o,e,t){let n=Ve(o===null?t.sequential:t.diverging),[i,r]=o===null?["0","1"]:[`−${o.toPrecision(3)}`,`+${o.toPrecision(3)}`],s=(h,u="")=>c("i",{class:h,style:u||null,"aria-hidden":"true"}),a=(...h)=>c("span",{class:"item"},...h),l=a(o===null?"weight":"difference"," ",i,s("map",`background:${n}`),r),d=a(s("dot",`background:rgb(${t.hole.join(" ")})`),"NaN or ∞");return e?[l,d,a(s("fold"),"changed")]:[l,d]}function ut(o,e){let t=A("Undo","Take back the last change (Ctrl+Z in a grid)",()=>o("undo"),e),n=A("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>o("redo"),e),i=A("Clear","Take all changes away",()=>o("clear"),e);return{element:c("span",{class:"buttons",role:"group","aria-label":"History"},t,n,i),draw({can:r,edits:s}){w(t,r.undo,"There is nothing to take back"),w(n,r.redo,"There is nothing to make again"),w(i,s.length>0,"There are no changes")}}}function pt(o,e,t,n){let i=l=>Math.abs(o[l]??0),s=Array.from(o,(l,d)=>d).sort((l,d)=>i(d)-i(l)).slice(0,5).map(l=>{let d=c("button",{type:"button",title:y(o[l]??0)});return d.append(c("code",{},C(e[l]??"")),` ${l} `,c("b",{},W(o[l]??0))),d.setAttribute("aria-label",`${C(e[l]??"")}, token ${l}, ${y(o[l]??0)}: go there`),d.onclick=()=>n(l),d}),a=`${C(e[t]??"")} (${t}) attends most to`;return c("div",{class:"most",role:"group","aria-label":a},c("span",{class:"quiet"},a),...s)}var cn={light:["#0072b2","#c34e00","#007a5a","#a6407f","#6b5b00","#3d3d3d"],dark:["#56b4e9","#ff9d3d","#2ed3a5","#f29ccb","#e8d44d","#d8d8d8"]},ce=116,he=class{layer;head;matrix;colour;row;position;constructor({layer:e,head:t,matrix:n},i,r){this.layer=e,this.head=t,this.matrix=new O(n),this.colour=i;let s=r.rows?.[i+1];this.row=s?k(s):null,this.position=r.position??-1}get name(){return`${this.layer}.${this.head}`}ink(e){return cn[e.dark?"dark":"light"][this.colour]??e.text}at({row:e,column:t},{block:n}){return this.matrix.block===1&&n===1?this.matrix.at({row:e,column:t}):this.row===null||Math.floor(this.position/n)!==e?void 0:this.row.subarray(t*n,(t+1)*n).reduce((r,s)=>Math.abs(s)>Math.abs(r)?s:r,0)}};function mt(o,e,t){return o.flatMap(i=>{let r=t.masked(e)?void 0:i.at(e,t);return r===void 0?[]:[` · ${i.name} ${y(r)}`]}).join("")}var ue=class{element=c("ul",{class:"pins","aria-label":"Pinned heads"});#e;#t="";constructor(e){this.#e=e}draw(e,t,n,i){let r=JSON.stringify(e.map(({name:s})=>s));r!==this.#t&&this.element.replaceChildren(...e.map(s=>this.#n(s))),this.#t=r,this.element.hidden=e.length===0;for(let[s,a]of e.entries()){let l=this.element.children[s],d=a.layer===t.layer&&a.head===t.head;b(l,"style",`--colour:${a.ink(n)}`),b(l.querySelector(".pin"),"aria-pressed",String(d)),hn(l.querySelector("canvas"),a.matrix,n,i)}}#n({layer:e,head:t,name:n}){let i=c("canvas",{"aria-hidden":"true"}),r=`Look at layer ${e}, head ${t}`,s=c("button",{type:"button",class:"pin",title:r,"aria-label":r},i),a=c("button",{type:"button",class:"out","aria-label":`Unpin ${n}`,title:"Unpin"},"✕");return s.onclick=()=>this.#e.choose(e,t),a.onclick=()=>this.#e.unpin(e,t),c("li",{},c("span",{class:"caption"},c("i",{"aria-hidden":"true"}),n,a),s)}};function hn(o,e,t,n){let i=K(o,ce,ce),r=document.createElement("canvas");r.width=r.height=e.side;let s=r.getContext("2d"),a=s?.createImageData(e.side,e.side);if(!(!i||!s||!a)){for(let l=0;l<e.side;l++)for(let d=0;d<(e.triangle?l+1:e.side);d++)V(a,l*e.side+d,F(t,e.at({row:l,column:d}),n));s.putImageData(a,0,0),i.imageSmoothingEnabled=!1,i.drawImage(r,0,0,ce,ce)}}var pe=class{#e=new Map;#t=new Set;#n="";of({layer:e,head:t,show:n,stamp:i}){let r=JSON.stringify([e,t,n,i]);r!==this.#n&&(this.#n=r,this.#e.clear(),this.#t.clear())}put(e,t,n){let{layer:i,head:r,show:s,stamp:a}=e;return JSON.stringify([i,r,s,a])!==this.#n?!1:(this.#e.set(`${t.row},${t.column}`,n),!0)}at({row:e,column:t},n){let i=Math.floor(t/64),r=this.#e.get(`${Math.floor(e/64)},${i}`),s=Math.min(64,n-i*64);return r?.map(a=>a[e%64*s+t%64]??Number.NaN)}missing(e,t,n){let i=[],r=s=>Math.floor(s/64);for(let s=r(e[0]);s<=r(e[1]);s++)for(let a=r(t[0]);a<=r(t[1]);a++){let l=`${s},${a}`;this.#t.has(l)||n&&a>s||(this.#t.add(l),i.push({row:s,column:a}))}return i}lost({row:e,column:t}){this.#t.delete(`${e},${t}`)}},me=class{constructor(e,t,n){this.matrix=e;this.tiles=n;let i=L(t,e.size);this.whole=i===null;let[r,s,a]=i??[0,0,e.size];this.block=a>160||this.whole?e.block:1,this.total=Math.ceil(e.size/this.block),this.span=Math.min(this.total,Math.ceil(a/this.block)),this.row=Math.min(Math.floor(r/this.block),this.total-this.span),this.column=Math.min(Math.floor(s/this.block),this.total-this.span)}matrix;tiles;block;total;row;column;span;whole;get size(){return this.matrix.size}at(e){return this.block===this.matrix.block?this.matrix.at(e):this.tiles.at(e,this.size)?.[0]??this.matrix.at(this.#e(e))}exact(e){return this.block>1?!1:this.matrix.block===1||this.tiles.at(e,this.size)!==void 0}masked({row:e,column:t}){return this.matrix.triangle&&t>e}parts(e){let t=this.block===1?this.tiles.at(e,this.size):void 0;return t!==void 0&&t.length>1?t.slice(1):void 0}most(e){let t,n=i=>Math.min(this.size,(i+1)*this.block);for(let i=e.row*this.block;i<n(e.row);i++)for(let r=e.column*this.block;r<n(e.column);r++){if(this.matrix.triangle&&r>i)continue;let s=this.tiles.at({row:i,column:r},this.size)?.[0];if(s===void 0)return;(t===void 0||Math.abs(s)>Math.abs(t.value))&&(t={row:i,column:r,value:s})}return t}has({row:e,column:t}){let n=(i,r)=>i>=r&&i<r+this.span;return n(e,this.row)&&n(t,this.column)}wanted(e){if(this.matrix.block===1)return[];let t=(i,r)=>[i*this.block,Math.min(this.size,(i+r)*this.block)-1],n=e.map(({row:i,column:r})=>[t(i,1),t(r,1)]);return this.block===1&&n.push([t(this.row,this.span),t(this.column,this.span)]),n}#e({row:e,column:t}){let{block:n}=this.matrix;return{row:Math.floor(e/n),column:Math.floor(t/n)}}};function L(o,e){if(o==null||o[2]>=e)return null;let t=Math.max(Math.min(4,e),Math.round(o[2])),n=i=>Math.max(0,Math.min(e-t,Math.round(i)));return t>=e?null:[n(o[0]),n(o[1]),t]}function ft(o,e,t,n){let[i,r,s]=L(o,e)??[0,0,e],a=Math.max(4,Math.min(e,Math.round(s*n))),l=(d,h)=>h+.5-(h+.5-d)*a/s;return L([l(i,t.row),l(r,t.column),a],e)}function fe(o,e,{row:t,column:n}){let i=L(o,e);if(i===null)return null;let r=(s,a)=>Math.min(a,Math.max(s,a-i[2]+1));return[r(i[0],t),r(i[1],n),i[2]]}var ge=6,un=-1e4;function pn(o){let[e=Number.NaN,t=Number.NaN,n=Number.NaN,i=Number.NaN]=k(o.numbers),r=k(o.terms),s=k(o.row),a=s.reduce((u,p)=>p>u?p:u,Number.NEGATIVE_INFINITY),l=s.reduce((u,p)=>u+Math.exp(p-a),0),d=Math.fround(e*t),h=n-d;return{dot:e,factor:t,score:n,weight:i,terms:r,scaled:d,masked:n<un,rest:Math.abs(h)<=1e-4*Math.max(1,Math.abs(n))?0:h,softmax:Math.exp(n-a)/l,order:Array.from(r,(u,p)=>p).sort((u,p)=>Math.abs(r[p]??0)-Math.abs(r[u]??0))}}var ye=class{element=c("section",{class:"steps","aria-label":"How this weight comes about"});#e=c("canvas",{role:"img"});draw(e,t,n,i){if(this.element.hidden=e===null,e===null)return;let r=pn(e),{dot:s,factor:a,score:l,weight:d,terms:h,scaled:u,masked:p,rest:m,softmax:f,order:T}=r,g=I=>ie(t[I]??""),E=e.key_head===e.head?"":` (key head ${e.key_head}, shared)`,H=T.slice(0,ge).map(I=>Re(`${I}`,h[I]??0)),Lt=T.slice(ge).reduce((I,Ht)=>I+(h[Ht]??0),0);T.length>ge&&H.push(Re(`${T.length-ge} more`,Lt)),H.push(Re("sum",s,"sum"));let Pt=Math.abs(f-d)>1e-4?"; a change has made it":"";this.element.replaceChildren(c("h3",{},`How ${g(e.position)} comes to attend to ${g(e.key)}`),c("div",{class:"chain"},be("1","query · key",y(s),`${h.length} terms${E}`),be("2","scaled",y(u),`× ${y(a)}`),be("3","masked",p?"−∞":y(l),p?"a later token":mn(m)),be("4","softmax",y(d),`e^score / Σ = ${y(Math.fround(f))}${Pt}`)),c("div",{class:"terms"},this.#e,c("table",{},c("caption",{},"query × key by dimension, largest first"),c("tbody",{},...H)))),this.#t(r.terms,T,n,Math.max(180,Math.min(520,i-230)))}#t(e,t,n,i){this.#e.setAttribute("aria-label",`${e.length} terms as bars, largest first`);let r=150,s=K(this.#e,i,r);if(s===null)return;let a=Math.abs(e[t[0]??0]??1)||1,l=i/e.length;t.forEach((d,h)=>{let u=e[d]??0,p=u/a*(r/2-4);s.fillStyle=j(n.diverging[u<0?45:210]??[0,0,0]),s.fillRect(h*l,r/2-Math.max(0,p),Math.max(1,l-1),Math.abs(p))}),s.fillStyle=n.quiet,s.fillRect(0,r/2-.5,i,1)}};function be(o,e,t,n){return c("div",{class:"step"},c("span",{class:"name"},c("b",{},o),` ${e}`),c("output",{},t),c("small",{},n))}function mn(o){return o===0?"nothing added":`${o>0?"+":"−"} ${Math.abs(o).toPrecision(4)} of bias or cap`}function Re(o,e,t=""){return c("tr",{class:t||null},c("th",{scope:"row"},o),c("td",{},y(Math.fround(e))))}var Y=2,we=class{element=c("span",{class:"buttons zoom",role:"group","aria-label":"Zoom"});#e;#t;#n;#s;#o;#i=c("span",{class:"quiet","aria-live":"polite"});#r=null;constructor(e,t,n){this.#t=e,this.#e=t;let i=(r,s,a,l)=>{let d=A(r,s,l,n);return d.setAttribute("aria-label",a),d};this.#n=i("+","Zoom in (+ in the matrix, Ctrl and the wheel, or a double click)","Zoom in",()=>this.#c(1/Y)),this.#s=i("−","Zoom out (− in the matrix)","Zoom out",()=>this.#c(Y)),this.#o=i("All","Show the whole matrix (Escape in it)","Show all",()=>this.#h(null)),this.element.append(this.#i,this.#n,this.#s,this.#o),this.#a(e.pad.element,n)}draw(){let{window:e,size:t}=this.#e.scene(),n=L(e,t),i=r=>r+(n?.[2]??0)-1;this.#i.textContent=n===null?"":`tokens ${n[0]}–${i(n[0])} to ${n[1]}–${i(n[1])} of ${t}`,w(this.#n,t>4&&(n===null||n[2]>4),"It is as near as it gets"),w(this.#s,n!==null,"All of it is on screen"),w(this.#o,n!==null,"All of it is on screen"),this.#t.pad.element.toggleAttribute("data-zoomed",n!==null)}#a(e,t){e.dataset.letters="true";let n=(i,r,s={})=>e.addEventListener(i,r,{signal:t,...s});n("keydown",i=>this.#d(i)),n("dblclick",i=>this.#c(1/Y,this.#u(i)??void 0)),n("wheel",i=>this.#m(i),{passive:!1}),n("pointerdown",i=>this.#p(i)),n("pointermove",i=>this.#b(i));for(let i of["pointerup","pointercancel"])n(i,()=>this.#l());n("click",i=>this.#f(i),{capture:!0})}#d(e){if(!(e.ctrlKey||e.metaKey||e.altKey)){if(e.key==="+"||e.key==="=")this.#c(1/Y);else if(e.key==="-"||e.key==="−")this.#c(Y);else if(e.key==="Escape")this.#h(null);else return;e.preventDefault(),e.stopPropagation()}}#m(e){!e.ctrlKey&&!e.metaKey||(e.preventDefault(),this.#c(e.deltaY>0?1.25:.8,this.#u(e)??void 0))}#c(e,t=this.#e.scene().cursor){let{window:n,size:i}=this.#e.scene(),r=ft(n,i,t,e);this.#h(t===this.#e.scene().cursor?fe(r,i,t):r)}#h(e){this.#e.show(e,!0)}#u(e){let t=this.#t.pad.canvas.getBoundingClientRect();return this.#t.tokensAt(e.clientX-t.left,e.clientY-t.top)}#p(e){let{window:t,size:n}=this.#e.scene();e.button!==0||L(t,n)===null||(this.#r={x:e.clientX,y:e.clientY,window:L(t,n),moved:!1})}#b(e){let t=this.#r;if(t===null||t.window===null||!(e.buttons&1))return;let[n,i]=[e.clientX-t.x,e.clientY-t.y];if(!t.moved&&Math.hypot(n,i)<5)return;t.moved||this.#t.pad.element.setPointerCapture(e.pointerId),t.moved=!0;let{size:r}=this.#e.scene(),[s,a,l]=t.window,d=this.#t.tokenWidth;this.#e.show(L([s-i/d,a-n/d,l],r),!1)}#l(){this.#r?.moved?this.#h(this.#e.scene().window):this.#r=null}#f(e){let t=this.#r?.moved??!1;this.#r=null;let{window:n,size:i}=this.#e.scene(),r=this.#t.pad.canvas.getBoundingClientRect(),s=this.#t.onMap(e.clientX-r.left,e.clientY-r.top),a=L(n,i);if(!t&&s!==null&&a!==null){let l=a[2]/2;this.#h(L([s.row-l,s.column-l,a[2]],i))}else if(!t)return;e.stopPropagation()}};var fn=6,gn=230,xe=class{element=c("section",{class:"head","aria-label":"Chosen head"});#e;#t;#n;#s;#o;#i=new pe;#r=new ye;#a;#d;#m=c("h3",{});#c=c("p",{class:"quiet scores"});#h=c("output",{class:"readout","aria-live":"polite"});#u=c("p",{class:"legend"});#p=c("div",{});#b=c("div",{class:"window"});#l=null;#f=0;#w=null;#S=!1;#v=!1;constructor(e){this.#e=e;let{signal:t}=e;this.#t=new ae({hover:i=>this.#T(i,!1),select:i=>this.#E(i),activate:()=>this.#$("set cell",{to:0}),remove:()=>this.#L(),travel:i=>{e.ask(i)}},t);let n=i=>({row:i,column:this.#g().column});this.#s=new de({hover:i=>this.#T(i===null?null:n(i),!0),select:i=>this.#E(n(i))},t),this.#n=new we(this.#t,{scene:()=>this.#B(),show:(i,r)=>this.#C(i,r)},t),this.#o=new ue({choose:(i,r)=>e.select({layer:i,head:r}),unpin:(i,r)=>this.#A(i,r)}),this.#a=this.#K(),this.#d=_e("Show",Le,i=>e.set("show",i),t),this.#I(),this.#_()}#K(){let e={head:t=>{let n=this.#e.wanted;n!==void 0&&this.#e.change(t,n)},cell:(t,n)=>this.#$(t,n),steps:()=>this.#r.element.hidden?this.#M():void this.#e.ask("close steps"),restore:()=>this.#L(),pin:()=>{let{layer:t,head:n}=this.#e.model.get("_head");this.#A(t,n)}};return new ne(e,this.#e.signal)}#_(){let{model:e,signal:t}=this.#e,n=(r,s)=>v(e,`change:${r}`,()=>this.#e.guarded(s),t);for(let r of["_head","_pinned"])n(r,()=>this.draw());n("_steps",()=>this.#D()),n("_rows",()=>this.#y()),n("window",()=>this.#N()),n("show",()=>this.#z()),n("_selected",()=>{this.#W(),this.#y()}),v(e,"msg:custom",(r,s)=>this.#e.guarded(()=>this.#q(r,s)),t)}#I(){this.#b.append(this.#t.pad.element),this.element.append(c("header",{},this.#m,this.#a.forHead),this.#c,c("div",{class:"views"},this.#d.element,this.#n.element),this.#o.element,c("div",{class:"pictures"},this.#b,this.#s.element),this.#u,this.#h,this.#p,this.#a.forCell,this.#r.element)}draw(){this.#H(),this.#z(),this.#y(),this.#D()}#E(e){let t=this.#l?.sight.block??1;this.#f=e.column*t;let n=e.row*t,{layer:i,head:r}=this.#e.model.get("_head");this.#e.model.get("_selected").position!==n&&this.#e.select({layer:i,head:r,position:n}),this.#k({row:n,column:this.#f}),this.#y(),this.#r.element.hidden||this.#M()}#T(e,t){[this.#w,this.#S]=[e,t],this.#l!==null&&(this.#P(),this.#O(this.#l))}#A(e,t){let n=this.#e.model.get("pins"),i=n.filter(([r,s])=>r!==e||s!==t);this.#e.set("pins",i.length<n.length?i:[...n,[e,t]])}#C(e,t){t?this.#e.set("window",e):this.#e.model.set("window",e)}#W(){let{position:e}=this.#e.model.get("_selected");e!==null&&this.#k({row:e,column:this.#e.model.get("window")?.[1]??0})}#k(e){let t=this.#e.model.get("window");if(t===null||this.#l===null)return;let n=fe(t,this.#l.sight.size,e);JSON.stringify(t)!==JSON.stringify(n)&&this.#C(n,!0)}#$(e,t={}){this.#l?.sight.block===1&&this.#e.ask(e,{...this.#x(),...t})}#M(){if(!this.#v&&this.#l?.sight.block===1){this.#v=!0;let e=JSON.stringify(this.#x());this.#e.ask("steps",this.#x()).then(()=>{this.#v=!1,e!==JSON.stringify(this.#x())&&!this.#r.element.hidden&&this.#M()})}}#L(){let{layer:e,head:t,position:n,key:i}=this.#x();this.#e.takeAway(({of:r,at:s,layer:a})=>r==="head_pattern"&&a===e&&s.head===t&&s.position===n&&s.key===i)}#q(e,t=[]){e?.kind==="tile"&&this.#i.put(e,e,t.map(k))&&this.#N()}#P(){let{sight:e,state:t}=this.#l??{};if(e===void 0||t===void 0)return;let n=e.wanted([this.#g(),...this.#w?[this.#w]:[]]),{layer:i,head:r,show:s,stamp:a}=t;for(let l of n.flatMap(d=>this.#i.missing(...d,e.matrix.triangle)))this.#e.ask("tile",{layer:i,head:r,show:s,stamp:a,...l}).then(d=>{d||this.#i.lost(l)})}#g(){let{total:e=1,block:t=1,size:n=1}=this.#l?.sight??{},i=this.#e.model.get("_selected").position??n-1,r={row:Math.floor(i/t),column:Math.floor(this.#f/t)};return R(r,{rows:e,columns:e})}#B(){let{size:e=1,block:t=1}=this.#l?.sight??{},{row:n,column:i}=this.#g(),r={row:n*t,column:i*t};return{window:this.#e.model.get("window")??null,size:e,cursor:r}}#x(){let{layer:e,head:t}=this.#e.model.get("_head"),{row:n,column:i}=this.#g();return{layer:e,head:t,position:n,key:i}}#H(){let e=this.#e.model.get("_head"),{screen:t}=this.#e.heads,n=e.show==="other"&&t.other_tokens||t.tokens;if(e.matrix.size!==n.length)return;this.#i.of(e);let i=this.#l?.state===e?this.#l.sight.matrix:new O(e.matrix),r=this.#e.heads.find(e.layer,e.head);this.#l={state:e,sight:new me(i,this.#e.model.get("window")??null,this.#i),tokens:n,reach:e.show.includes(" - ")?i.reach():null,edits:r===void 0?[]:this.#e.heads.edits(r),pins:this.#R()}}#R(){let e=this.#e.model.get("_rows");return this.#e.model.get("_pinned").map((t,n)=>new he(t,n,e))}#N(){this.#t.repaint(),this.#H(),this.#y()}#z(){let{missing:e}=this.#e.heads.screen;this.#d.draw(this.#e.model.get("show"),t=>e[t]??null)}#y(){let e=this.#l;if(e===null)return;this.#P(),e.pins=this.#R();let[t,n]=[this.#g(),this.#e.shown],i=this.element.clientWidth||640;this.#n.draw(),this.#o.draw(e.pins,e.state,this.#e.palette,e.reach),this.#t.draw(e,t,this.#e.palette,i>640?i-260:i),this.#m.textContent=`Layer ${e.state.layer} · head ${e.state.head}`,n!==void 0&&(this.#c.textContent=this.#e.heads.inWords(n)),this.#O(e),this.#u.replaceChildren(...ht(e.reach,this.#e.heads.screen.edits.length>0,this.#e.palette)),this.#F(),this.#a.draw({other:this.#e.heads.screen.other_tokens!==null,head:e.edits.find(({of:r})=>r==="head_out")?.kind??null,block:e.sight.block,masked:e.sight.masked(t),cell:le(e,t),edited:e.edits.some(r=>r.at.position===t.row&&r.at.key===t.column),pinned:e.pins.some(({layer:r,head:s})=>r===e.state.layer&&s===e.state.head),full:e.pins.length>=fn})}#O(e){let t=this.#w??this.#g(),{row:n}=this.#S||e.sight.span<=He?t:this.#g(),i=this.element.clientWidth||640,r=i-this.#t.width-24,s=r>=gn;this.#t.point(this.#w),this.#s.draw(e,n,this.#e.palette,s?r:i,s?this.#t.rows:null),this.#U(e,t)}#F(){let{rows:e,position:t}=this.#e.model.get("_rows"),n=e?.[0];if(!n||t===void 0)this.#p.replaceChildren();else{let i=r=>this.#j(t,r);this.#p.replaceChildren(pt(k(n),this.#l?.tokens??[],t,i))}}#j(e,t){this.#f=t,this.#k({row:e,column:t}),this.#y()}#U(e,t){let{sight:n,state:i,pins:r}=e,s=i.parts?.map(l=>new O(l).at(t))??n.parts(t),a=s?` = ${s.map(y).join(" − ")}`:"";this.#h.textContent=`${le(e,t)}${a}${mt(r,t,n)}`}#D(){let e=this.#e.model.get("_steps"),{tokens:t}=this.#e.heads.screen,n="terms"in e&&e.position<t.length;this.#a.explained(n),this.#r.draw(n?e:null,t,this.#e.palette,this.element.clientWidth||640)}};function gt(o,e,t){try{e()}catch(n){o.append(J(Z(n),t))}}function Z(o){return o instanceof Error?{message:o.message,details:o.stack}:{message:String(o)}}function J({message:o,details:e},t){let n=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=c("div",{},c("p",{},o));e&&i.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let r=c("div",{class:"error",role:"alert"},i,n);return n.addEventListener("click",()=>r.remove(),{signal:t}),r}var bn="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",ve=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#e;#t;#n;#s=null;constructor(e,t){this.#e=e,this.#n=t,this.#t=Q(e,()=>this.#i(),t);for(let n of["_error","_screen"])v(e,`change:${n}`,()=>this.#o(),t);v(e,"change:_progress",()=>this.#r(),t),this.#o()}async ask(e,t={},{quiet:n=!1}={}){try{return await this.#t(e,t),n?this.#r():this.#o(),!0}catch(i){return this.fail(i),!1}}fail(e){let{message:t,details:n}=Z(e);this.#a({message:t,details:e instanceof U?e.details:n})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#a({message:e,details:t}):this.messages.replaceChildren()}#i(){this.notice(bn),this.#s=this.messages.firstElementChild}#r(){this.#s?.remove(),this.#s=null}#a(e){this.messages.replaceChildren(J(e,this.#n))}};var ke=class{model;signal;panel;palette;heads;#e;constructor(e,t,n){this.model=e,this.signal=n,this.#e=t,this.palette=Te(t),this.heads=new D(e.get("_screen")),this.panel=new ve(e,n)}recolour(){this.palette=Te(this.#e)}refresh(){let e=this.model.get("_screen");this.heads.screen!==e&&(this.heads=new D(e))}ask(e,t={}){return this.panel.ask(e,t)}set(e,t){this.model.set(e,t),this.model.save_changes()}select(e){this.set("_selected",{...this.model.get("_selected"),...e})}guarded(e){try{e()}catch(t){this.panel.fail(t)}}get shown(){let{layer:e,head:t}=this.model.get("_head");return this.heads.find(e,t)}get wanted(){let{layer:e,head:t}=this.model.get("_selected");return this.heads.find(e??-1,t??0)??this.shown}change(e,t){let{layer:n,head:i}=t;this.heads.edits(t).some(s=>s.of==="head_out"&&e.startsWith(s.kind))?this.restore(t):this.ask(e,{layer:n,head:i})}restore({layer:e,head:t}){this.takeAway(n=>n.of==="head_out"&&n.layer===e&&n.at.head===t)}takeAway(e){let t=this.heads.screen.edits.findLastIndex(e);t>=0&&this.ask("remove",{number:t})}};var Me=class{element=c("section",{class:"attention","aria-label":"Attention"});#e;#t;#n;#s;#o;#i=c("select",{"aria-label":"Order of the heads"});#r=c("p",{class:"quiet meaning"});#a=c("span",{class:"size"});#d=c("div",{});#m=c("div",{});#c=c("section",{class:"heads","aria-label":"All heads"});constructor(e,t,n){let i=new ke(e,t,n);this.#e=i,this.#t=new re(e.get("_screen"),{hover:s=>this.#p(s),select:({layer:s,head:a})=>i.select({layer:s,head:a}),activate:s=>i.change("zero head",s),remove:s=>i.restore(s),travel:s=>{i.ask(s)}},n),this.#n=new xe(i),this.#s=ut(s=>{i.ask(s)},n),this.#o=A("Measure patch effect","",()=>{i.ask("sweep")},n),this.#u(),this.#l(),this.#h();let r=()=>{i.recolour(),this.#l()};Ue(t,this.element,r,n)}#h(){let{model:e,signal:t}=this.#e,n=(r,s)=>v(e,`change:${r}`,()=>this.#e.guarded(s),t);n("_screen",()=>this.#l());for(let r of["_head","_selected","sort"])n(r,()=>this.#f());n("busy",()=>b(this.element,"data-busy",e.get("busy"))),v(e,"msg:custom",r=>{r?.kind==="code"&&this.#b(r.text??"")},t)}#u(){let{panel:e,signal:t}=this.#e;for(let[l,d]of Object.entries(Ce))this.#i.append(c("option",{value:l},d));let n=()=>this.#e.set("sort",this.#i.value);this.#i.addEventListener("change",n,{signal:t});let i=c("label",{class:"order"},"Order by ",this.#i),r=c("div",{class:"window"},this.#t.pad.element),s=c("header",{},c("h3",{},"All heads"),i);this.#c.append(s,r,this.#r,c("div",{},this.#o)),this.#s.element.append(A("Copy as Python","Code that makes this view again, with all that is changed and selected",()=>{this.#e.ask("code")},t)),this.element.append(c("header",{class:"toolbar"},c("h2",{},"Attention"),this.#a,this.#s.element),e.messages,c("div",{class:"strip"},c("h3",{},"Next token"),this.#d),c("div",{class:"body"},this.#c,this.#n.element),c("footer",{},c("h3",{},"Changes"),this.#m),e.status)}#p(e){this.#f();let{heads:t}=this.#e;e!==null&&(this.#r.textContent=`Layer ${e.layer} · head ${e.head}: ${t.inWords(e)}`)}async#b(e){let{panel:t}=this.#e;await Ke(e)?t.announce("Python copied to the clipboard."):t.notice("The browser did not let us copy; in Python it is print(view.code).")}#l(){this.#e.refresh();let{screen:e}=this.#e.heads,{tokens:t,layers:n,heads:i,without:r}=e,s=r>0?` · ${z(r,"layer")} without attention`:"";this.#a.textContent=`${z(n.length,"layer")} × ${z(Math.max(...i),"head")} · ${z(t.length,"token")}${s}`,this.#d.replaceChildren(dt(e)),this.#m.replaceChildren(ct(e,a=>{this.#e.ask("remove",{number:a})})),this.#s.draw(e),this.#f(),this.#n.draw()}#f(){let e=this.#e.model.get("sort"),t=this.#e.heads.has(e)?e:"layer";for(let s of this.#i.options)s.disabled=!this.#e.heads.has(s.value);this.#i.value=t;let{sweep:n}=this.#e.heads.screen,i=n==="copy"?"copied from the other prompt":"set to zero",r=t==="patch"?ee.patch.replace("changed",i):ee[t];this.#r.textContent=`${r}.`,w(this.#o,!this.#e.heads.has("patch"),"It is measured: order by patch effect"),this.#e.heads.has("patch")||(this.#o.title=`${ee.patch.replace("changed",i)}; one run of the model per head`),this.#t.draw(this.#e.heads,t,this.#e.wanted,this.#e.palette,this.#c.clientWidth||340)}};var bt=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function wt(o){let e=[...o.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),t=e.map(s=>s.getBoundingClientRect()),n=e.map(s=>s.getAttribute("style"));for(let s of e)vt(s);let i=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=n[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let r=new Map(e.map((s,a)=>[s,yt(i[a],t[a])]));return new Map([...r].map(([s,a])=>[s,yt(xn(s,r),a)]))}function xt(o,e,t){/auto|scroll/.test(getComputedStyle(o).overflow)&&wn(o,e);let n=t.get(o);n!==void 0&&vt(e);let i=o.parentElement,[r,s]=[(n?.x??0)-(i?.scrollLeft??0),(n?.y??0)-(i?.scrollTop??0)];(r!==0||s!==0)&&(e.style.translate=`${r}px ${s}px`)}function vt(o){o.style.position="relative",o.style.inset="auto"}function wn(o,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${o.getBoundingClientRect().height}px`,e.style.maxHeight="none";let t=getComputedStyle(o),n=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(t.getPropertyValue(l))||0),0),[i,r]=[o.offsetWidth-o.clientWidth-n("border-left-width","border-right-width"),o.offsetHeight-o.clientHeight-n("border-top-width","border-bottom-width")];i>=1&&(e.style.paddingRight=`${n("padding-right")+i}px`),r>=1&&(e.style.paddingBottom=`${n("padding-bottom")+r}px`)}function yt(o={x:0,y:0},e=o){return{x:e.x-o.x,y:e.y-o.y}}function xn(o,e){let t=o.parentElement;for(;t!==null&&!e.has(t);)t=t.parentElement;return t===null?void 0:e.get(t)}var kt="http://www.w3.org/1999/xhtml",Ne=12,vn=2,kn=16e3,Mn=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function St(o){let e=o.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:n}=Sn(o),i=document.createElementNS(kt,"style");i.textContent=En(e);let r=document.createElementNS(kt,"div");for(let{name:a,value:l}of o.attributes)a!=="style"&&r.setAttribute(a,l);r.setAttribute("class","nnexplore"),r.setAttribute("style",Tn(o,i.textContent,t,n)),r.append(i,...Cn(e));let s={width:t+2*Ne,height:n+2*Ne};return{...s,svg:Pn(r,s.width,s.height)}}async function Et({svg:o,width:e,height:t}){let n=new Image;n.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(o)}`,await n.decode();let i=Math.min(vn,kn/Math.max(e,t)),r=document.createElement("canvas");r.width=Math.round(e*i),r.height=Math.round(t*i);let s=r.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(n,0,0,r.width,r.height),new Promise((a,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));r.toBlob(h=>h===null?d():a(h),"image/png")})}function Sn(o){let e=o.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function En(o){let e=[...o.querySelectorAll("style")].map(i=>i.textContent),t=[...o.adoptedStyleSheets??[]].map(i=>[...i.cssRules].map(r=>r.cssText).join(`
`)),n=[...e,...t].join(`
`);return Mn+n.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Tn(o,e,t,n){let i=getComputedStyle(o);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,i.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${An(o)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${n}px`,`padding: ${Ne}px`,"overflow: hidden"].join("; ")}function An(o){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(o.shadowRoot??o).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function Cn(o){let e=[...o.children].filter(n=>n.tagName!=="STYLE"&&!Mt(n)),t=wt(o);return e.map(n=>{let i=n.cloneNode(!0),r=[i,...i.querySelectorAll("*")];[n,...n.querySelectorAll("*")].forEach((s,a)=>{let l=r[a];l!==void 0&&($n(s,l),xt(s,l,t))});for(let s of r)Mt(s)&&s.remove();return i})}function Mt(o){return o.hasAttribute("data-unexported")}function $n(o,e){o instanceof HTMLCanvasElement?Ln(o,e):o instanceof HTMLInputElement?(e.setAttribute("value",o.value),e.toggleAttribute("checked",o.checked)):o instanceof HTMLTextAreaElement?e.textContent=o.value:o instanceof HTMLOptionElement&&e.toggleAttribute("selected",o.selected)}function Ln(o,e){o.width===0||o.height===0||(e.style.backgroundImage=`url("${o.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Pn(o,e,t){let n=new XMLSerializer().serializeToString(o),i=`all: initial; display: block; width: ${e}px; height: ${t}px`,r=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${i}"><foreignObject x="0" y="0" width="${e}" height="${t}">${n}</foreignObject></svg>`;return Hn(r)}function Hn(o){return o.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var Rn="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Tt(o,e,t,n){let i=d=>async()=>{try{await d()}catch(h){t(J(Z(h),n))}},s=Nn(o,()=>t(c("p",{class:"notice",role:"status"},Rn)),n),a=d=>`${zn(e)}.${d}`,l=()=>St(e);return On([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:i(async()=>ze(await Et(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:i(()=>ze(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:i(s)}],n)}function Nn(o,e,t){let n=Q(o,e,t),i=new Set;return v(o,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!i.delete(s.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);ze(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);i.add(s),await n("page",{ticket:s})}}function ze(o,e){let t=URL.createObjectURL(o);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function zn(o){return(o.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function On(o,e){let t=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let n=o.map(({name:l,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),i=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...n),r=c("div",{class:"save-menu","data-unexported":!0},t,i),s=l=>{i.hidden=!1,t.setAttribute("aria-expanded","true"),n[l]?.focus()},a=l=>{i.hidden||(i.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>i.hidden?s(0):a(!0),{signal:e}),n.forEach((l,d)=>{let h=()=>{a(!0),o[d]?.act()};l.addEventListener("click",h,{signal:e})}),r.addEventListener("keydown",l=>Dn(l,n,i.hidden,s,a),{signal:e}),r.addEventListener("focusout",l=>Kn(l,r,a),{signal:e}),r}function Dn(o,e,t,n,i){let r=e.length-1,s=e.indexOf(o.target),a=t?{ArrowDown:0,ArrowUp:r}[o.key]:{ArrowDown:s===r?0:s+1,ArrowUp:s<=0?r:s-1,Home:0,End:r}[o.key];a!==void 0&&q(o,o.key)?(o.preventDefault(),o.stopPropagation(),n(a)):o.key==="Escape"&&!t&&(o.stopPropagation(),i(!0))}function Kn(o,e,t){o.relatedTarget instanceof Node&&e.contains(o.relatedTarget)||t(!1)}var _n=4;function At(o,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),n=c("span",{class:"quiet"}),i=c("button",{type:"button"},"Cancel"),r=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,n,i),s=c("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=c("div",{},r,s);i.addEventListener("click",()=>o.send({kind:"cancel",id:"cancel"}),{signal:e});let l=In(i,e),d=-1,h=(p,m)=>{let f=Math.floor(p*_n);f!==d&&(s.textContent=`Running: ${m||`${Math.round(p*100)} %`}`),d=f},u=()=>{let{done:p=0,total:m=0,text:f=""}=o.get("_progress")??{};m===0?(l(),d>=0&&(s.textContent="No longer running"),d=-1):h(p/m,f),r.hidden=m===0,t.value=m>0?p/m:0,n.textContent=f};return v(o,"change:_progress",u,e),u(),a}function In(o,e){let t=null,n=({relatedTarget:i})=>{t=i instanceof HTMLElement?i:null};return o.addEventListener("focus",n,{signal:e}),()=>{let i=o.getRootNode();if(i.activeElement!==o)return;let r=t?.isConnected&&t.getRootNode()===i,s=i.querySelector("[tabindex='0'], button:not(.progress *), input, select");(r?t:s)?.focus()}}function Wn(o){let e=o.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":o.classList.contains("vscode-light")?"light":o.classList.contains("vscode-dark")||o.classList.contains("vscode-high-contrast")||o.classList.contains("dark")||o.classList.contains("dark-theme")?"dark":null}function Ct(o,e){let t=()=>{o.style.colorScheme=Wn(document.body)??""};t();let n=new MutationObserver(t);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function $t(o,e){function t({model:n,el:i,signal:r}){let s=new AbortController;r?.addEventListener("abort",()=>s.abort());let a=c("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(c("style",{},bt,...o),At(n,s.signal)),i.append(a),Ct(a,s.signal),nt(a,s.signal),gt(l,()=>l.append(e(n,s.signal,a).element),s.signal);let d=l.lastElementChild;return l.append(Tt(n,a,h=>d?.before(h),s.signal)),()=>s.abort()}return{render:t}}var vr=$t([Oe,De],(o,e,t)=>new Me(o,t,e));export{vr as default};

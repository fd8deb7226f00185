var Ne=`/* The attention view: heads on the left, the chosen one on the right; in a narrow cell one above the other. */

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
`;var ze=`/* The chosen head: its pictures, what is read off them, the steps of a weight; and the list of changes. */

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
`;function c(o,e={},...t){let n=document.createElement(o);for(let[r,i]of Object.entries(e))b(n,r,i);return n.append(...t),n}function b(o,e,t){if(t===!1||t===null||t===void 0){o.hasAttribute(e)&&o.removeAttribute(e);return}let n=t===!0?"":String(t);o.getAttribute(e)!==n&&o.setAttribute(e,n)}async function De(o){try{return await navigator.clipboard.writeText(o),!0}catch{return Nt(o)}}function Nt(o){let e=document.activeElement,t=c("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});t.value=o,document.body.append(t),t.select();let n=document.execCommand?.("copy")??!1;return t.remove(),e instanceof HTMLElement&&e.focus(),n}function C(o,e,t,n){let r=c("button",{type:"button",title:e||null},o);return r.addEventListener("click",()=>zt(r)&&t(),{signal:n}),r}function v(o,e,t=""){b(o,"aria-disabled",String(!e)),o.dataset.title??=o.title,b(o,"title",(e?"":t)||o.dataset.title||null)}function zt(o){return o.getAttribute("aria-disabled")!=="true"}function Oe(o,e,t,n){let r=c("fieldset",{class:"choice"},c("legend",{},o)),i=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([a,l,d])=>{let h=c("input",{type:"radio",name:i,value:a});h.addEventListener("change",()=>t(a),{signal:n});let u=c("label",{title:d||null},h,c("span",{},l));return r.append(u),{value:a,title:d,radio:h,label:u}});return{element:r,draw(a,l=()=>null){for(let{value:d,title:h,radio:u,label:p}of s){let m=l(d);u.checked=d===a,u.disabled=m!==null&&d!==a,b(p,"title",m??(h||null))}}}}function y(o){if(!Number.isFinite(o))return _e(o);for(let e=6;e<9;e++){let t=Number(o.toPrecision(e));if(Math.fround(t)===o)return Ke(t)}return Ke(Number(o.toPrecision(9)))}function Ke(o){return o!==0&&Math.abs(o)<.001?o.toExponential():String(o)}function I(o){return Number.isFinite(o)?o===0||o>=.001?o.toFixed(4):o.toExponential(1):_e(o)}function _e(o){return Number.isNaN(o)?"NaN":o>0?"∞":"−∞"}function N(o,e,t=`${e}s`){return`${o} ${o===1?e:t}`}var Dt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Ot=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function qe(o,e){let t=e==="light"?Dt:Ot,n=o*(t.length-1),r=Math.min(Math.floor(n),t.length-2),i=Ie(We(t[r]??"#000000")),s=Ie(We(t[r+1]??"#000000"));return _t(Kt(i,s,n-r))}function Me(o){return o<=.04045?o/12.92:((o+.055)/1.055)**2.4}function Se(o){let e=o<=.0031308?o*12.92:1.055*o**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Kt(o,e,t){return[o[0]+(e[0]-o[0])*t,o[1]+(e[1]-o[1])*t,o[2]+(e[2]-o[2])*t]}function Ie([o,e,t]){let[n,r,i]=[Me(o),Me(e),Me(t)],s=Math.cbrt(.4122214708*n+.5363325363*r+.0514459929*i),a=Math.cbrt(.2119034982*n+.6806995451*r+.1073969566*i),l=Math.cbrt(.0883024619*n+.2817188376*r+.6299787005*i);return[.2104542553*s+.793617785*a-.0040720468*l,1.9779984951*s-2.428592205*a+.4505937099*l,.0259040371*s+.7827717662*a-.808675766*l]}function _t([o,e,t]){let n=(o+.3963377774*e+.2158037573*t)**3,r=(o-.1055613458*e-.0638541728*t)**3,i=(o-.0894841775*e-1.291485548*t)**3;return[Se(4.0767416621*n-3.3077115913*r+.2309699292*i),Se(-1.2684380046*n+2.6097574011*r-.3413193965*i),Se(-.0041960863*n-.7034186147*r+1.707614701*i)]}function We(o){let e=Number.parseInt(o.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var It=["text","quiet","line","paper","raised","accent","change","bad"],J=256,Wt={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function Ee(o){let e=c("span",{style:"display:none"});(o.shadowRoot??o).append(e);let t=i=>(e.style.color=i,getComputedStyle(e).color),n=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",r=Object.fromEntries(It.map(i=>[i,t(`var(--${i})`)]));return e.remove(),{...r,dark:n,...qt(n?"dark":"light")}}function Fe(o,e,t,n){let r=()=>e.clientWidth>0&&!n.aborted,i=()=>r()?t():requestAnimationFrame(()=>r()&&t()),s=new MutationObserver(i);if(s.observe(o,{attributes:!0,attributeFilter:["style"]}),n.addEventListener("abort",()=>s.disconnect()),typeof ResizeObserver>"u")return;let a=0,l=new ResizeObserver(()=>{e.clientWidth!==a&&(a=e.clientWidth,r()&&t())});l.observe(e),n.addEventListener("abort",()=>l.disconnect())}function qt(o){let e=Array.from({length:J},(t,n)=>n/(J-1));return{sequential:e.map(t=>Bt(qe(t,o))),diverging:e.map(t=>Ft(Wt[o],t)),hole:o==="light"?[120,0,230]:[150,60,255]}}function B(o,e,t){if(!Number.isFinite(e))return o.hole;let n=t===null?e:.5+e/(2*t||1),r=Math.round(Math.min(1,Math.max(0,n))*(J-1));return(t===null?o.sequential:o.diverging)[r]??o.hole}function je([o,e,t]){let n=[o,e,t].map(i=>(i/255)**2.2);return .2126*(n[0]??0)+.7152*(n[1]??0)+.0722*(n[2]??0)>.18?"#000000":"#ffffff"}function F([o,e,t],n=1){return`rgb(${o} ${e} ${t} / ${n})`}function Ue(o){return`linear-gradient(90deg, ${Array.from({length:9},(t,n)=>F(o[Math.round(n/8*(J-1))]??[0,0,0])).join(", ")})`}function Bt(o){return o.map(e=>Math.round(e*255))}function Ft(o,e){let t=e*(o.length-1),n=Math.min(Math.floor(t),o.length-2),[r,i]=[Be(o[n]??"#000000"),Be(o[n+1]??"#000000")];return r.map((s,a)=>Math.round(s+((i[a]??0)-s)*(t-n)))}function Be(o){let e=Number.parseInt(o.slice(1),16);return[e>>16,e>>8&255,e&255]}var j=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Ge=8e3;function X(o,e,t){let n=new Map,r=Math.random().toString(36).slice(2),i=0;return M(o,"msg:custom",l=>{let d=n.get(l?.id);d!==void 0&&(n.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new j(l.message,l.details)):d.done())},t),M(o,"change:_progress",()=>{for(let l of n.values())clearTimeout(l.timer),l.timer=setTimeout(e,Ge)},t),t.addEventListener("abort",()=>{for(let{timer:l}of n.values())clearTimeout(l);n.clear()}),(l,d={})=>new Promise((h,u)=>{let p=`${r}-${++i}`;n.set(p,{done:h,fail:u,timer:setTimeout(e,Ge)}),o.send({kind:l,id:p,...d})})}var Ve=new WeakMap;function M(o,e,t,n){o.on(e,t);let r=Ve.get(n),i=()=>o.off(e,t);if(r){r.push(i);return}let s=[i];Ve.set(n,s),n.addEventListener("abort",()=>{for(let a of s)a()})}function S(o){let e=jt(o,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function jt(o,e){let t=o instanceof ArrayBuffer?new Uint8Array(o):new Uint8Array(o.buffer,o.byteOffset,o.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var z=class{size;block;side;triangle;values;constructor({size:e,block:t,triangle:n,values:r}){this.size=e,this.block=t,this.side=Math.ceil(e/t),this.triangle=n,this.values=S(r);let i=n?this.side*(this.side+1)/2:this.side**2;if(this.values.length!==i)throw new RangeError(`a pattern of ${this.side} × ${this.side} has ${this.values.length} numbers`)}at({row:e,column:t}){return this.values[Ae(this.side,this.triangle,e,t)]??0}masked({row:e,column:t}){return this.triangle&&t>e}reach(){let e=0;for(let t of this.values)Math.abs(t)>e&&(e=Math.abs(t));return e}};function Ae(o,e,t,n){return e?n>t?-1:t*(t+1)/2+n:t*o+n}var D=class{constructor(e){this.screen=e;this.columns=Math.max(...e.heads),this.all=e.heads.flatMap((t,n)=>Array.from({length:t},(r,i)=>({layer:e.layers[n]??n,row:n,head:i,index:0}))),this.all.forEach((t,n)=>{t.index=n}),this.#e=new Map(Object.entries(e.scores).map(([t,n])=>[t,S(n)]))}screen;all;columns;#e;score({row:e,head:t},n){return this.#e.get(n)?.[e*this.columns+t]??Number.NaN}has(e){return e==="layer"||this.#e.has(e)}find(e,t){return this.all.find(n=>n.layer===e&&n.head===t)}inWords(e,t=n=>n.toFixed(3)){return Ut.map(n=>[n,this.score(e,n)]).filter(([,n])=>!Number.isNaN(n)).map(([n,r])=>`${Ce[n]} ${t(r)}`).join(" · ")}slots(e,t=this.columns){let n=this.all.map(s=>({head:s,score:this.score(s,e)}));if(e==="layer"||!this.has(e))return n.map(({head:s,score:a})=>({row:s.row,column:s.head,head:s,score:a}));let r=e==="entropy"?1:-1,i=s=>Number.isNaN(s)?Number.POSITIVE_INFINITY:r*s;return n.sort((s,a)=>i(s.score)===i(a.score)?0:i(s.score)-i(a.score)),n.map(({head:s,score:a},l)=>({row:Math.floor(l/t),column:l%t,head:s,score:a}))}edits({layer:e,head:t}){let n=r=>!("head"in r.at)||r.at.head===t;return this.screen.edits.filter(r=>r.on&&r.layer===e&&r.of.startsWith("head_")&&n(r))}},Ce={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes",patch:"patch effect"},Q={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens",patch:"How far the next token's distribution moves (total variation, 0 to 1) when this head alone is changed at all tokens"},Ut=["entropy","previous","first","duplicate","induction","effect","patch"];var Gt=["a","c","v","x","y","z"],Vt=["text","search","number"];function Ye(o){return o instanceof HTMLTextAreaElement||o instanceof HTMLInputElement&&Vt.includes(o.type)}function Ze(o){return o.ctrlKey||o.metaKey?Gt.includes(o.key.toLowerCase()):!(o.shiftKey&&o.key==="Enter")}function Je(o){return o.key.length===1&&!(o.ctrlKey||o.metaKey||o.altKey)}function Xe(o){return o.ctrlKey||o.metaKey||o.altKey?o.key.toLowerCase()==="c":o.key==="Escape"}function ee({row:o,column:e},{rows:t,columns:n},r){let i=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||i&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return H({row:o,column:e-1},{rows:t,columns:n});case"ArrowRight":return H({row:o,column:e+1},{rows:t,columns:n});case"ArrowUp":return H({row:o-1,column:e},{rows:t,columns:n});case"ArrowDown":return H({row:o+1,column:e},{rows:t,columns:n});case"Home":return{row:i?0:o,column:0};case"End":return{row:i?t-1:o,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function H({row:o,column:e},{rows:t,columns:n}){return{row:Math.max(0,Math.min(t-1,o)),column:Math.max(0,Math.min(n-1,e))}}function W(o,...e){return e.includes(o.key)&&!(o.ctrlKey||o.metaKey||o.shiftKey||o.altKey)}function Te(o){if(!(o.ctrlKey||o.metaKey)||o.altKey)return null;let e=o.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:o.shiftKey?"redo":"undo"}var Yt=["Enter"," ","Delete","Backspace"],Qe=[{row:0,column:0},{rows:1,columns:1}];function et(o,e){let t=n=>{let r=n.composedPath();r.includes(o)&&o.toggleAttribute("data-lm-suppress-shortcuts",Zt(n,r[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function Zt(o,e){return Ye(e)?Ze(o):Je(o)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&Xe(o)||e instanceof Element&&e.closest("[data-shifted]")!==null&&Jt(o)?!0:ee(...Qe,o)!==null||W(o,...Yt)||Te(o)!==null}function Jt(o){let{ctrlKey:e,metaKey:t,altKey:n,key:r}=o;return o.shiftKey&&ee(...Qe,{key:r,ctrlKey:e,metaKey:t,altKey:n,shiftKey:!1})!==null}var $e=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],io=Object.fromEntries($e);var tt="There is no other prompt to copy from",te=class{forHead=c("span",{class:"buttons",role:"group","aria-label":"Change this head"});forCell=c("div",{class:"actions",role:"group"});#e;#t;#n;#i;#o;#s;#r;#a;#d=c("input",{type:"number",step:"0.05",value:"1","aria-label":"New weight"});constructor(e,t){let n=(i,s,a)=>C(i,s,a,t),r="Set what this head writes to zero, and compute again what follows";this.#e=n("Ablate head",r,()=>e.head("zero head")),this.#t=n("Copy head from other","Take what this head writes from the other prompt",()=>e.head("copy head")),this.#n=n("Pin","Keep this head beside others, its lines in a colour of their own",e.pin),this.#i=n("Set to 0","Set this weight to zero (Enter in the matrix)",()=>e.cell("set cell",{to:0})),this.#o=n("Set to","Set this weight to the number beside",()=>{Number.isFinite(this.#d.valueAsNumber)&&e.cell("set cell",{to:this.#d.valueAsNumber})}),this.#s=n("Copy from other","Take this weight from the other prompt",()=>e.cell("copy cell")),this.#r=n("Restore","Take the change of this weight away (Delete in the matrix)",e.restore),this.#a=n("Show the steps","Score, scale, mask and softmax of this weight, with its terms",e.steps),this.forHead.append(this.#n,this.#e,this.#t),this.forCell.append(c("span",{class:"quiet"},"This weight:"),this.#i,c("span",{class:"joined"},this.#o,this.#d),this.#s,this.#r,this.#a)}explained(e){this.#a.textContent=e?"Hide the steps":"Show the steps",b(this.#a,"aria-expanded",String(e))}draw({other:e,head:t,block:n,masked:r,cell:i,edited:s,pinned:a,full:l}){b(this.forCell,"aria-label",`Change this weight, ${i}`),b(this.#e,"aria-pressed",String(t==="zero")),b(this.#t,"aria-pressed",String(t==="copy")),v(this.#t,e,tt),b(this.#n,"aria-pressed",String(a)),v(this.#n,a||!l,"Six heads are pinned; take one away first");let d=n===1,h=d?"":`One cell is ${n} × ${n} weights here; zoom in until a cell is one`;v(this.#i,d,h),v(this.#o,d,h),v(this.#s,d&&e,h||tt),v(this.#r,d&&s,h||"This weight is not changed"),v(this.#a,d&&!r,h||"A later token: masked")}};var Xt=0,q=class{element;canvas=c("canvas",{"aria-hidden":"true"});#e;#t=c("div",{role:"gridcell",id:`cell-${++Xt}`,"aria-selected":"true"});#n=c("div",{role:"row",class:"unseen"},this.#t);#i={rows:1,columns:1};#o={row:0,column:0};constructor(e,t,n){this.#e=t,this.element=c("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#n);let r=(i,s)=>this.element.addEventListener(i,s,{signal:n});r("pointermove",i=>t.hover(this.#s(i))),r("pointerleave",()=>t.hover(null)),r("click",i=>this.#r(i)),r("keydown",i=>this.#a(i))}get cell(){return this.#o}place(e,t){this.#i=e,this.#o=H(t,e),b(this.element,"aria-rowcount",e.rows),b(this.element,"aria-colcount",e.columns),b(this.#n,"aria-rowindex",this.#o.row+1),b(this.#t,"aria-colindex",this.#o.column+1),b(this.#t,"aria-label",this.#e.describe(this.#o))}context(e,t){return O(this.canvas,e,t)}#s(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#r(e){let t=this.#s(e);t!==null&&this.#e.select(t)}#a(e){let t=Te(e),n=ee(this.#o,this.#i,e);if(t!==null)this.#e.travel(t);else if(n!==null)this.#e.select(n);else if(W(e,"Enter"," "))this.#e.activate(this.#o);else if(W(e,"Delete","Backspace"))this.#e.remove(this.#o);else return;e.preventDefault(),e.stopPropagation()}};function O(o,e,t){let n=Math.min(globalThis.devicePixelRatio||1,2),[r,i]=[Math.round(e*n),Math.round(t*n)];o.width!==r&&(o.width=r),o.height!==i&&(o.height=i),o.style.width=`${e}px`,o.style.height=`${t}px`;let s=o.getContext("2d");return s===null?null:(s.setTransform(n,0,0,n,0,0),s.clearRect(0,0,e,t),s.textBaseline="middle",s)}var ne=new Map;function U(o,e,t){let n=`${o.font}
${t}
${e}`,r=ne.get(n);if(r!==void 0)return r;ne.size>5e3&&ne.clear();let i=Qt(o,e,t);return ne.set(n,i),i}function Qt(o,e,t){if(o.measureText(e).width<=t)return e;let n=e;for(;n.length>1&&o.measureText(`${n}…`).width>t;)n=n.slice(0,-1);return`${n}…`}var en=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function tn(o){if(o==="")return{spaces:0,text:"∅"};let e=o.length-o.trimStart().length,t=/^ *$/.test(o.slice(0,e))?e:0;return{spaces:t,text:Array.from(o.slice(t),nn).join("")}}function T(o){let{spaces:e,text:t}=tn(o);return"·".repeat(e)+t}function oe(o){return JSON.stringify(o)}function nn(o){let e=en.get(o);if(e!==void 0)return e;let t=o.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":o}var nt={caption:15,letters:10.5,least:30,most:76,scored:41},x=7,ot=255,re=class{pad;#e;#t;#n=[];#i="layer";#o;#s=null;#r=nt.most;#a=[];#d=null;constructor(e,t,n,r=nt){this.#t=new D(e),this.#e=r;let i=s=>a=>{let l=this.#h(a)??this.#p(a);l!==void 0&&s(l.head)};this.pad=new q("Attention heads",{cellAt:(s,a)=>this.#u(s,a),describe:s=>this.#g(s),hover:s=>{this.#s=(s&&this.#h(s)?.head)??null,t.hover(this.#s)},select:i(t.select),activate:i(t.activate),remove:i(t.remove),travel:t.travel},n)}draw(e,t,n,r,i){let{caption:s,least:a,most:l}=this.#e;this.#t=e,this.#i=t,this.#o=n;let d=Math.floor((i-x)/(l+x)),h=t==="layer"?e.columns:Math.max(e.columns,Math.min(d,e.all.length));this.#n=e.slots(t,h);let u=Math.max(...this.#n.map(({row:w})=>w))+1,p=this.#n.find(({head:w})=>w===n)??{row:0,column:0};this.pad.place({rows:u,columns:h},p);let m=Math.floor((i-x)/h)-x;this.#r=Math.max(a,Math.min(l,m));let[f,k]=[this.#r+x,this.#r+s+x],g=this.pad.context(h*f+x,u*k+x);if(g!==null){this.#c(r);for(let w of this.#n)this.#m(g,w,r)}}get box(){let e=this.#n.find(({head:r})=>r===this.#o);if(e===void 0)return null;let[t,n]=[this.#r+2*x,this.#r+this.#e.caption+2*x];return{x:e.column*(t-x),y:e.row*(n-x),width:t,height:n}}#m(e,{row:t,column:n,head:r,score:i},s){let a=this.#r,{caption:l,letters:d,scored:h}=this.#e,[u,p]=[x+n*(a+x),x+t*(a+l+x)],m=Math.floor(l/2)-1,f=r===this.#o;e.font=`${f?"600 ":""}${d}px ${R}`,e.fillStyle=f?s.accent:s.quiet,e.textAlign="left",e.fillText(`${r.layer}.${r.head}`,u,p+m),this.#i!=="layer"&&a>=h&&(e.textAlign="right",e.fillStyle=s.text,e.fillText(Number.isNaN(i)?"–":i.toFixed(2),u+a,p+m)),e.fillStyle=s.raised,e.fillRect(u,p+l,a,a),e.imageSmoothingEnabled=!1;let k=this.#a[r.index];k!==void 0&&e.drawImage(k,u,p+l,a,a);let g=this.#t.edits(r).length>0,w=r===this.#s;e.lineWidth=f||g?2:1,e.strokeStyle=f?s.accent:g?s.change:w?s.text:s.line,e.strokeRect(u-.5,p+l-.5,a+1,a+1),g&&(e.fillStyle=s.change,e.beginPath(),e.moveTo(u+a,p+l),e.lineTo(u+a-13,p+l),e.lineTo(u+a,p+l+13),e.fill())}#c(e){let{thumbs:t}=this.#t.screen,n=`${e.dark}`;if(this.#d===t.values&&this.#a[0]?.dataset.theme===n)return;this.#d=t.values;let{side:r,triangle:i}=t,s=rn(t.values),a=i?r*(r+1)/2:r*r;this.#a=this.#t.all.map(({index:l})=>{let d=document.createElement("canvas");d.dataset.theme=n,d.width=d.height=r;let h=d.getContext("2d"),u=h?.createImageData(r,r);if(!h||!u)return d;for(let p=0;p<r;p++)for(let m=0;m<r;m++){let f=Ae(r,i,p,m);f>=0&&G(u,p*r+m,on(e,s[l*a+f]??ot))}return h.putImageData(u,0,0),d})}#u(e,t){let n=Math.floor((e-x/2)/(this.#r+x)),r=Math.floor((t-x/2)/(this.#r+this.#e.caption+x));return this.#h({row:r,column:n})===void 0?null:{row:r,column:n}}#h({row:e,column:t}){return this.#n.find(n=>n.row===e&&n.column===t)}#p({row:e}){return this.#n.filter(t=>t.row===e).at(-1)}#g(e){let t=this.#h(e);if(t===void 0)return"no head";let{head:n}=t,r=this.#t.edits(n).map(({text:s})=>`, changed: ${s}`),i=this.#t.inWords(n,I).replaceAll(" · ",", ");return`layer ${n.layer}, head ${n.head}: ${i}${r.join("")}`}},R='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function on(o,e){return e===ot?o.hole:o.sequential[e]??o.hole}function G(o,e,[t,n,r]){o.data.set([t,n,r,255],e*4)}function rn(o){return o instanceof ArrayBuffer?new Uint8Array(o):new Uint8Array(o.buffer,o.byteOffset,o.byteLength)}var[E,A]=[84,64],ie=class{#e=c("i",{});#t=c("span",{class:"row"});#n=c("span",{class:"column"});element=c("div",{class:"point","aria-hidden":"true",hidden:!0},this.#e,this.#t,this.#n);show({x:e,y:t,side:n},r,i){this.element.hidden=!1;let s=`${n+1}px`;Object.assign(this.#e.style,{width:s,height:s,transform:`translate(${e}px, ${t}px)`}),this.#t.style.transform=`translateY(${t+n/2-9}px)`,this.#n.style.transform=`translate(${e+n/2}px, ${A-14}px) rotate(-53deg)`,this.#t.textContent!==r&&(this.#t.textContent=r),this.#n.textContent!==i&&(this.#n.textContent=i)}hide(){this.element.hidden=!0}};var[sn,rt]=[3,46],$=52,se=class{pad;#e=null;#t=rt;#n=null;#i=[];#o=new ie;constructor(e,t){this.pad=new q("Attention weights, tokens that attend by tokens attended to",{cellAt:(n,r)=>this.#p(n,r),describe:n=>this.#e===null?"":ae(this.#e,n),...e},t),this.pad.element.append(this.#o.element)}draw(e,t,n,r){this.#e=e;let{total:i,span:s,whole:a}=e.sight;this.pad.place({rows:i,columns:i},t),this.#t=Math.max(sn,Math.min(rt,Math.floor((r-E-4)/s)));let l=this.#t*s,d=this.pad.context(E+l+2,A+l+2);d!==null&&(this.#s(e,n),d.imageSmoothingEnabled=!1,this.#n!==null&&d.drawImage(this.#n,E,A,l,l),this.#t>=9&&this.#a(d,s,n),this.#t>=30&&this.#d(d,e,n),this.#m(d,e,n),this.#c(d,e,this.pad.cell,n),a||this.#r(d,e.sight,n),this.#u(d,this.pad.cell,n.accent,2))}point(e){let{sight:t,tokens:n}=this.#e??{};if(e===null||!t?.has(e)||n===void 0)this.#o.hide();else{let r=i=>T(n[i*t.block]??"");this.#o.show({...this.#h(e),side:this.#t},r(e.row),r(e.column))}}repaint(){this.#i=[]}get width(){return E+this.#t*(this.#e?.sight.span??0)+2}get tokenWidth(){return this.#t/(this.#e?.sight.block??1)}tokensAt(e,t){let n=this.#p(e,t),r=this.#e?.sight.block??1;return n===null?null:{row:n.row*r,column:n.column*r}}onMap(e,t){let n=this.#e?.sight;return n===void 0||n.whole||e<0||t<0||e>$||t>$?null:{row:t/$*n.size,column:e/$*n.size}}get rows(){return this.#t<16?null:{top:A,step:this.#t}}#s({sight:e,reach:t},n){let r=[e,t,n];if(r.every((l,d)=>l===this.#i[d]))return;this.#i=r;let i=document.createElement("canvas");i.width=i.height=e.span;let s=i.getContext("2d"),a=s?.createImageData(e.span,e.span);if(!(!s||!a)){for(let[l,d]of it(e))e.masked(d)||G(a,l,B(n,e.at(d),t));s.putImageData(a,0,0),this.#n=i}}#r(e,{row:t,column:n,span:r,total:i},s){e.fillStyle=s.raised,e.fillRect(0,0,$,$),e.strokeStyle=s.line,e.lineWidth=1,e.strokeRect(.5,.5,$-1,$-1),e.fillStyle=s.accent;let a=Math.max(3,r/i*$);e.fillRect(n/i*$,t/i*$,a,a)}#a(e,t,n){e.strokeStyle=n.paper,e.lineWidth=1,e.beginPath();for(let r=0;r<=t;r++){let i=r*this.#t;e.moveTo(E+i+.5,A),e.lineTo(E+i+.5,A+t*this.#t),e.moveTo(E,A+i+.5),e.lineTo(E+t*this.#t,A+i+.5)}e.stroke()}#d(e,{sight:t,reach:n},r){e.font=`${this.#t>=38?11:10}px ${R}`,e.textAlign="center";for(let[,i]of it(t)){let s=t.at(i);if(t.masked(i)||!t.exact(i)||Math.abs(s)<.005)continue;e.fillStyle=je(B(r,s,n));let a=Number.isNaN(s)?"NaN":an(s,n),{x:l,y:d}=this.#h(i);e.fillText(a,l+.5*this.#t,d+.5*this.#t+.5)}}#m(e,{edits:t,sight:n},r){e.fillStyle=r.change;let i=Math.max(4,Math.min(10,this.#t/3));for(let{at:s,of:a}of t){if(a!=="head_pattern"||s.position===void 0||s.key===void 0)continue;let l={row:Math.floor(s.position/n.block),column:Math.floor(s.key/n.block)};if(!n.has(l))continue;let{x:d,y:h}=this.#h({...l,column:l.column+1});e.beginPath(),e.moveTo(d,h),e.lineTo(d-i,h),e.lineTo(d,h+i),e.fill()}}#c(e,{tokens:t,sight:n},r,i){let s=this.#t>=12;for(let a=0;a<n.span;a++){let l=(a+.5)*this.#t;for(let d of["row","column"]){let h=n[d]+a,u=r[d]===h;if(!s&&!u)continue;let p=T(t[h*n.block]??"");e.font=`${u?"600 ":""}11.5px ${R}`,e.fillStyle=u?i.text:i.quiet,e.textAlign=d==="row"?"right":"left";let m=U(e,p,d==="row"?E-10:A*1.1);e.save(),e.translate(d==="row"?E-6:E+l,d==="row"?A+l:A-5),d==="column"&&e.rotate(-Math.PI/3.4),e.fillText(m,0,0),e.restore()}}}#u(e,t,n,r){if(!this.#e?.sight.has(t))return;let{x:i,y:s}=this.#h(t);e.strokeStyle=n,e.lineWidth=r,e.strokeRect(i+.5,s+.5,this.#t,this.#t)}#h({row:e,column:t}){let{row:n=0,column:r=0}=this.#e?.sight??{};return{x:E+(t-r)*this.#t,y:A+(e-n)*this.#t}}#p(e,t){let n=this.#e?.sight;if(n===void 0)return null;let[r,i]=[Math.floor((t-A)/this.#t),Math.floor((e-E)/this.#t)],s={row:r+n.row,column:i+n.column};return n.has(s)?s:null}};function*it({row:o,column:e,span:t}){for(let n=0;n<t*t;n++)yield[n,{row:o+Math.floor(n/t),column:e+n%t}]}function an(o,e){let t=Math.abs(o).toFixed(2).replace(/^0/,"");return o<0?`−${t}`:e===null?t:`+${t}`}function ae({sight:o,tokens:e},t){let n=l=>`${oe(e[l]??"")} (${l})`,r=l=>{let d=l*o.block,h=Math.min(o.size,d+o.block)-1;return d===h?n(d):`tokens ${d}–${h}`},i=`${r(t.row)} → ${r(t.column)}`;if(o.masked(t))return`${i}: masked, a later token`;let s=o.block>1?o.most(t):void 0;if(s!==void 0){let{row:l,column:d,value:h}=s;return`${i}, the largest ${n(l)} → ${n(d)}: ${y(h)}`}if(o.block>1)return`${i}: ${y(o.at(t))}, the largest of them`;let a=o.exact(t)?"":", the largest nearby; the exact weight is on its way";return`${i}: ${y(o.at(t))}${a}`}function st(o,e,t){return t===null?o.accent:F(o.diverging[e<0?45:210]??[0,0,0])}var K=92,at=.01,Le=64,le=class{element;#e=c("canvas",{role:"img"});#t=20;#n=0;#i=0;#o=0;#s=[];constructor(e,t){this.element=c("div",{class:"lines"},this.#e);let n=r=>{let i=r.clientY-this.#e.getBoundingClientRect().top,s=Math.floor((i-this.#o)/this.#t);return s>=0&&s<this.#n?s+this.#i:null};this.#e.addEventListener("pointermove",r=>e.hover(n(r)),{signal:t}),this.#e.addEventListener("pointerleave",()=>e.hover(null),{signal:t}),this.#e.addEventListener("click",r=>{let i=n(r);i!==null&&e.select(i)},{signal:t})}draw(e,t,n,r,i){let s=[e,e.pins,t,n,r,i?.top,i?.step];if(s.every((g,w)=>g===this.#s[w]))return;this.#s=s;let{span:a,row:l}=e.sight;this.#n=a,this.#i=l,this.#o=i?.top??6,this.#t=i?.step??(a>40?15:a>16?19:Math.max(22,Math.min(34,300/a)));let d=Math.max(230,Math.min(i===null?480:340,r));this.#e.setAttribute("aria-label",`Lines from ${N(a,"token")}; the matrix has the numbers`);let h=O(this.#e,d,a*this.#t+this.#o+6);if(h===null)return;let u=e.pins.length>0?.08:.16,p=g=>w=>e.sight.at({row:g,column:w}),m=g=>st(n,g,e.reach);for(let g=l;a<=Le&&g<l+a;g++)g!==t&&this.#r(h,e,g,d,u,p(g),m);let{pins:f}=e;f.some(({layer:g,head:w})=>g===e.state.layer&&w===e.state.head)||this.#r(h,e,t,d,1,p(t),m);for(let g of f){let w=P=>g.at({row:t,column:P},e.sight)??Number.NaN;this.#r(h,e,t,d,.85,w,()=>g.ink(n),1.5*g.colour)}this.#d(h,e,t,d,n)}#r(e,{sight:t,reach:n},r,i,s,a,l,d=0){if(r<t.row||r>=t.row+t.span)return;let[h,u]=[K,i-K],p=(h+u)/2,m=this.#a(r-t.row);for(let f=0;f<t.span;f++){let k=t.column+f;if(t.masked({row:r,column:k}))continue;let g=a(k),w=Math.min(1,Math.abs(g)/(n||1));if(!(w>=at))continue;let P=this.#a(f)+d;e.globalAlpha=s*(.25+.75*w),e.strokeStyle=l(g),e.lineWidth=.6+5.4*w,e.beginPath(),e.moveTo(h,m),e.bezierCurveTo(p,m,p,P,u,P),e.stroke()}e.globalAlpha=1}#a(e){return this.#o+(e+.5)*this.#t}#d(e,{sight:t,tokens:n,reach:r},i,s,a){for(let l=0;l<t.span;l++){let[d,h]=[t.row+l,t.column+l],u=d===i;e.font=`${u?"600 ":""}12px ${R}`,e.fillStyle=u?a.accent:a.text,e.textAlign="right";let p=T(n[d*t.block]??"");e.fillText(U(e,p,K-10),K-6,this.#a(l));let m=t.masked({row:i,column:h})?0:t.at({row:i,column:h}),f=Math.abs(m)>=at*(r??1)||Number.isNaN(m);e.font=`${f?"600 ":""}12px ${R}`,e.fillStyle=f?a.text:a.quiet,e.textAlign="left";let k=T(n[h*t.block]??"");e.fillText(U(e,k,f?K-44:K-10),s-K+6,this.#a(l)),f&&(e.font=`11px ${R}`,e.fillStyle=a.quiet,e.textAlign="right",e.fillText(m.toFixed(2).replace("-","−"),s-2,this.#a(l)))}}};function lt({next:o,edits:e}){let[t,n]=[S(o.edited),S(o.clean)],r=e.some(({on:a})=>a),s=o.strings.map((a,l)=>l).sort((a,l)=>(t[l]??0)-(t[a]??0)).map(a=>{let[l,d]=[t[a]??Number.NaN,n[a]??Number.NaN],h=c("li",{title:r?`${y(l)}, was ${y(d)}`:y(l),style:`--is:${l};--was:${d}`},c("code",{},T(o.strings[a]??"")),c("span",{class:"number"},I(l)));return r&&h.append(c("span",{class:"was"},`was ${I(d)}`)),h});return c("ol",{class:"next","aria-label":"Next token"},...s)}function dt({edits:o},e){if(o.length===0)return c("p",{class:"quiet"},"No changes: ablate a head, or set one of its weights.");let t=o.map((n,r)=>{let i=c("button",{type:"button",title:"Take this change away"},"✕");return i.onclick=()=>e(r),i.setAttribute("aria-label",`Take away: ${n.text}`),c("li",{class:n.on?null:"off"},c("span",{},n.text),i)});return c("ul",{class:"changes","aria-label":"Changes"},...t)}function ct(o,e,t){let n=Ue(o===null?t.sequential:t.diverging),[r,i]=o===null?["0","1"]:[`−${o.toPrecision(3)}`,`+${o.toPrecision(3)}`],s=(h,u="")=>c("i",{class:h,style:u||null,"aria-hidden":"true"}),a=(...h)=>c("span",{class:"item"},...h),l=a(o===null?"weight":"difference"," ",r,s("map",`background:${n}`),i),d=a(s("dot",`background:rgb(${t.hole.join(" ")})`),"NaN or ∞");return e?[l,d,a(s("fold"),"changed")]:[l,d]}function ht(o,e){let t=C("Undo","Take back the last change (Ctrl+Z in a grid)",()=>o("undo"),e),n=C("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>o("redo"),e),r=C("Clear","Take all changes away",()=>o("clear"),e);return{element:c("span",{class:"buttons",role:"group","aria-label":"History"},t,n,r),draw({can:i,edits:s}){v(t,i.undo,"There is nothing to take back"),v(n,i.redo,"There is nothing to make again"),v(r,s.length>0,"There are no changes")}}}function ut(o,e,t,n){let r=l=>Math.abs(o[l]??0),s=Array.from(o,(l,d)=>d).sort((l,d)=>r(d)-r(l)).slice(0,5).map(l=>{let d=c("button",{type:"button",title:y(o[l]??0)});return d.append(c("code",{},T(e[l]??"")),` ${l} `,c("b",{},I(o[l]??0))),d.setAttribute("aria-label",`${T(e[l]??"")}, token ${l}, ${y(o[l]??0)}: go there`),d.onclick=()=>n(l),d}),a=`${T(e[t]??"")} (${t}) attends most to`;return c("div",{class:"most",role:"group","aria-label":a},c("span",{class:"quiet"},a),...s)}var ln={light:["#0072b2","#c34e00","#007a5a","#a6407f","#6b5b00","#3d3d3d"],dark:["#56b4e9","#ff9d3d","#2ed3a5","#f29ccb","#e8d44d","#d8d8d8"]},de=116,ce=class{layer;head;matrix;colour;row;position;constructor({layer:e,head:t,matrix:n},r,i){this.layer=e,this.head=t,this.matrix=new z(n),this.colour=r;let s=i.rows?.[r+1];this.row=s?S(s):null,this.position=i.position??-1}get name(){return`${this.layer}.${this.head}`}ink(e){return ln[e.dark?"dark":"light"][this.colour]??e.text}at({row:e,column:t},{block:n}){return this.matrix.block===1&&n===1?this.matrix.at({row:e,column:t}):this.row===null||Math.floor(this.position/n)!==e?void 0:this.row.subarray(t*n,(t+1)*n).reduce((i,s)=>Math.abs(s)>Math.abs(i)?s:i,0)}};function pt(o,e,t){return o.flatMap(r=>{let i=t.masked(e)?void 0:r.at(e,t);return i===void 0?[]:[` · ${r.name} ${y(i)}`]}).join("")}var he=class{element=c("ul",{class:"pins","aria-label":"Pinned heads"});#e;#t="";constructor(e){this.#e=e}draw(e,t,n,r){let i=JSON.stringify(e.map(({name:s})=>s));i!==this.#t&&this.element.replaceChildren(...e.map(s=>this.#n(s))),this.#t=i,this.element.hidden=e.length===0;for(let[s,a]of e.entries()){let l=this.element.children[s],d=a.layer===t.layer&&a.head===t.head;b(l,"style",`--colour:${a.ink(n)}`),b(l.querySelector(".pin"),"aria-pressed",String(d)),dn(l.querySelector("canvas"),a.matrix,n,r)}}#n({layer:e,head:t,name:n}){let r=c("canvas",{"aria-hidden":"true"}),i=`Look at layer ${e}, head ${t}`,s=c("button",{type:"button",class:"pin",title:i,"aria-label":i},r),a=c("button",{type:"button",class:"out","aria-label":`Unpin ${n}`,title:"Unpin"},"✕");return s.onclick=()=>this.#e.choose(e,t),a.onclick=()=>this.#e.unpin(e,t),c("li",{},c("span",{class:"caption"},c("i",{"aria-hidden":"true"}),n,a),s)}};function dn(o,e,t,n){let r=O(o,de,de),i=document.createElement("canvas");i.width=i.height=e.side;let s=i.getContext("2d"),a=s?.createImageData(e.side,e.side);if(!(!r||!s||!a)){for(let l=0;l<e.side;l++)for(let d=0;d<(e.triangle?l+1:e.side);d++)G(a,l*e.side+d,B(t,e.at({row:l,column:d}),n));s.putImageData(a,0,0),r.imageSmoothingEnabled=!1,r.drawImage(i,0,0,de,de)}}var ue=class{#e=new Map;#t=new Set;#n="";of({layer:e,head:t,show:n,stamp:r}){let i=JSON.stringify([e,t,n,r]);i!==this.#n&&(this.#n=i,this.#e.clear(),this.#t.clear())}put(e,t,n){let{layer:r,head:i,show:s,stamp:a}=e;return JSON.stringify([r,i,s,a])!==this.#n?!1:(this.#e.set(`${t.row},${t.column}`,n),!0)}at({row:e,column:t},n){let r=Math.floor(t/64),i=this.#e.get(`${Math.floor(e/64)},${r}`),s=Math.min(64,n-r*64);return i?.map(a=>a[e%64*s+t%64]??Number.NaN)}missing(e,t,n){let r=[],i=s=>Math.floor(s/64);for(let s=i(e[0]);s<=i(e[1]);s++)for(let a=i(t[0]);a<=i(t[1]);a++){let l=`${s},${a}`;this.#t.has(l)||n&&a>s||(this.#t.add(l),r.push({row:s,column:a}))}return r}lost({row:e,column:t}){this.#t.delete(`${e},${t}`)}},pe=class{constructor(e,t,n){this.matrix=e;this.tiles=n;let r=L(t,e.size);this.whole=r===null;let[i,s,a]=r??[0,0,e.size];this.block=a>160||this.whole?e.block:1,this.total=Math.ceil(e.size/this.block),this.span=Math.min(this.total,Math.ceil(a/this.block)),this.row=Math.min(Math.floor(i/this.block),this.total-this.span),this.column=Math.min(Math.floor(s/this.block),this.total-this.span)}matrix;tiles;block;total;row;column;span;whole;get size(){return this.matrix.size}at(e){return this.block===this.matrix.block?this.matrix.at(e):this.tiles.at(e,this.size)?.[0]??this.matrix.at(this.#e(e))}exact(e){return this.block>1?!1:this.matrix.block===1||this.tiles.at(e,this.size)!==void 0}masked({row:e,column:t}){return this.matrix.triangle&&t>e}parts(e){let t=this.block===1?this.tiles.at(e,this.size):void 0;return t!==void 0&&t.length>1?t.slice(1):void 0}most(e){let t,n=r=>Math.min(this.size,(r+1)*this.block);for(let r=e.row*this.block;r<n(e.row);r++)for(let i=e.column*this.block;i<n(e.column);i++){if(this.matrix.triangle&&i>r)continue;let s=this.tiles.at({row:r,column:i},this.size)?.[0];if(s===void 0)return;(t===void 0||Math.abs(s)>Math.abs(t.value))&&(t={row:r,column:i,value:s})}return t}has({row:e,column:t}){let n=(r,i)=>r>=i&&r<i+this.span;return n(e,this.row)&&n(t,this.column)}wanted(e){if(this.matrix.block===1)return[];let t=(r,i)=>[r*this.block,Math.min(this.size,(r+i)*this.block)-1],n=e.map(({row:r,column:i})=>[t(r,1),t(i,1)]);return this.block===1&&n.push([t(this.row,this.span),t(this.column,this.span)]),n}#e({row:e,column:t}){let{block:n}=this.matrix;return{row:Math.floor(e/n),column:Math.floor(t/n)}}};function L(o,e){if(o==null||o[2]>=e)return null;let t=Math.max(Math.min(4,e),Math.round(o[2])),n=r=>Math.max(0,Math.min(e-t,Math.round(r)));return t>=e?null:[n(o[0]),n(o[1]),t]}function mt(o,e,t,n){let[r,i,s]=L(o,e)??[0,0,e],a=Math.max(4,Math.min(e,Math.round(s*n))),l=(d,h)=>h+.5-(h+.5-d)*a/s;return L([l(r,t.row),l(i,t.column),a],e)}function me(o,e,{row:t,column:n}){let r=L(o,e);if(r===null)return null;let i=(s,a)=>Math.min(a,Math.max(s,a-r[2]+1));return[i(r[0],t),i(r[1],n),r[2]]}var fe=6,cn=-1e4;function hn(o){let[e=Number.NaN,t=Number.NaN,n=Number.NaN,r=Number.NaN]=S(o.numbers),i=S(o.terms),s=S(o.row),a=s.reduce((u,p)=>p>u?p:u,Number.NEGATIVE_INFINITY),l=s.reduce((u,p)=>u+Math.exp(p-a),0),d=Math.fround(e*t),h=n-d;return{dot:e,factor:t,score:n,weight:r,terms:i,scaled:d,masked:n<cn,rest:Math.abs(h)<=1e-4*Math.max(1,Math.abs(n))?0:h,softmax:Math.exp(n-a)/l,order:Array.from(i,(u,p)=>p).sort((u,p)=>Math.abs(i[p]??0)-Math.abs(i[u]??0))}}var be=class{element=c("section",{class:"steps","aria-label":"How this weight comes about"});#e=c("canvas",{role:"img"});draw(e,t,n,r){if(this.element.hidden=e===null,e===null)return;let i=hn(e),{dot:s,factor:a,score:l,weight:d,terms:h,scaled:u,masked:p,rest:m,softmax:f,order:k}=i,g=_=>oe(t[_]??""),w=e.key_head===e.head?"":` (key head ${e.key_head}, shared)`,P=k.slice(0,fe).map(_=>Pe(`${_}`,h[_]??0)),$t=k.slice(fe).reduce((_,Pt)=>_+(h[Pt]??0),0);k.length>fe&&P.push(Pe(`${k.length-fe} more`,$t)),P.push(Pe("sum",s,"sum"));let Lt=Math.abs(f-d)>1e-4?"; a change has made it":"";this.element.replaceChildren(c("h3",{},`How ${g(e.position)} comes to attend to ${g(e.key)}`),c("div",{class:"chain"},ge("1","query · key",y(s),`${h.length} terms${w}`),ge("2","scaled",y(u),`× ${y(a)}`),ge("3","masked",p?"−∞":y(l),p?"a later token":un(m)),ge("4","softmax",y(d),`e^score / Σ = ${y(Math.fround(f))}${Lt}`)),c("div",{class:"terms"},this.#e,c("table",{},c("caption",{},"query × key by dimension, largest first"),c("tbody",{},...P)))),this.#t(i.terms,k,n,Math.max(180,Math.min(520,r-230)))}#t(e,t,n,r){this.#e.setAttribute("aria-label",`${e.length} terms as bars, largest first`);let i=150,s=O(this.#e,r,i);if(s===null)return;let a=Math.abs(e[t[0]??0]??1)||1,l=r/e.length;t.forEach((d,h)=>{let u=e[d]??0,p=u/a*(i/2-4);s.fillStyle=F(n.diverging[u<0?45:210]??[0,0,0]),s.fillRect(h*l,i/2-Math.max(0,p),Math.max(1,l-1),Math.abs(p))}),s.fillStyle=n.quiet,s.fillRect(0,i/2-.5,r,1)}};function ge(o,e,t,n){return c("div",{class:"step"},c("span",{class:"name"},c("b",{},o),` ${e}`),c("output",{},t),c("small",{},n))}function un(o){return o===0?"nothing added":`${o>0?"+":"−"} ${Math.abs(o).toPrecision(4)} of bias or cap`}function Pe(o,e,t=""){return c("tr",{class:t||null},c("th",{scope:"row"},o),c("td",{},y(Math.fround(e))))}var V=2,ye=class{element=c("span",{class:"buttons zoom",role:"group","aria-label":"Zoom"});#e;#t;#n;#i;#o;#s=c("span",{class:"quiet","aria-live":"polite"});#r=null;constructor(e,t,n){this.#t=e,this.#e=t;let r=(i,s,a,l)=>{let d=C(i,s,l,n);return d.setAttribute("aria-label",a),d};this.#n=r("+","Zoom in (+ in the matrix, Ctrl and the wheel, or a double click)","Zoom in",()=>this.#c(1/V)),this.#i=r("−","Zoom out (− in the matrix)","Zoom out",()=>this.#c(V)),this.#o=r("All","Show the whole matrix (Escape in it)","Show all",()=>this.#u(null)),this.element.append(this.#s,this.#n,this.#i,this.#o),this.#a(e.pad.element,n)}draw(){let{window:e,size:t}=this.#e.scene(),n=L(e,t),r=i=>i+(n?.[2]??0)-1;this.#s.textContent=n===null?"":`tokens ${n[0]}–${r(n[0])} to ${n[1]}–${r(n[1])} of ${t}`,v(this.#n,t>4&&(n===null||n[2]>4),"It is as near as it gets"),v(this.#i,n!==null,"All of it is on screen"),v(this.#o,n!==null,"All of it is on screen"),this.#t.pad.element.toggleAttribute("data-zoomed",n!==null)}#a(e,t){e.dataset.letters="true";let n=(r,i,s={})=>e.addEventListener(r,i,{signal:t,...s});n("keydown",r=>this.#d(r)),n("dblclick",r=>this.#c(1/V,this.#h(r)??void 0)),n("wheel",r=>this.#m(r),{passive:!1}),n("pointerdown",r=>this.#p(r)),n("pointermove",r=>this.#g(r));for(let r of["pointerup","pointercancel"])n(r,()=>this.#l());n("click",r=>this.#f(r),{capture:!0})}#d(e){if(!(e.ctrlKey||e.metaKey||e.altKey)){if(e.key==="+"||e.key==="=")this.#c(1/V);else if(e.key==="-"||e.key==="−")this.#c(V);else if(e.key==="Escape")this.#u(null);else return;e.preventDefault(),e.stopPropagation()}}#m(e){!e.ctrlKey&&!e.metaKey||(e.preventDefault(),this.#c(e.deltaY>0?1.25:.8,this.#h(e)??void 0))}#c(e,t=this.#e.scene().cursor){let{window:n,size:r}=this.#e.scene(),i=mt(n,r,t,e);this.#u(t===this.#e.scene().cursor?me(i,r,t):i)}#u(e){this.#e.show(e,!0)}#h(e){let t=this.#t.pad.canvas.getBoundingClientRect();return this.#t.tokensAt(e.clientX-t.left,e.clientY-t.top)}#p(e){let{window:t,size:n}=this.#e.scene();e.button!==0||L(t,n)===null||(this.#r={x:e.clientX,y:e.clientY,window:L(t,n),moved:!1})}#g(e){let t=this.#r;if(t===null||t.window===null||!(e.buttons&1))return;let[n,r]=[e.clientX-t.x,e.clientY-t.y];if(!t.moved&&Math.hypot(n,r)<5)return;t.moved||this.#t.pad.element.setPointerCapture(e.pointerId),t.moved=!0;let{size:i}=this.#e.scene(),[s,a,l]=t.window,d=this.#t.tokenWidth;this.#e.show(L([s-r/d,a-n/d,l],i),!1)}#l(){this.#r?.moved?this.#u(this.#e.scene().window):this.#r=null}#f(e){let t=this.#r?.moved??!1;this.#r=null;let{window:n,size:r}=this.#e.scene(),i=this.#t.pad.canvas.getBoundingClientRect(),s=this.#t.onMap(e.clientX-i.left,e.clientY-i.top),a=L(n,r);if(!t&&s!==null&&a!==null){let l=a[2]/2;this.#u(L([s.row-l,s.column-l,a[2]],r))}else if(!t)return;e.stopPropagation()}};var pn=6,mn=230,we=class{element=c("section",{class:"head","aria-label":"Chosen head"});#e;#t;#n;#i;#o;#s=new ue;#r=new be;#a;#d;#m=c("h3",{});#c=c("p",{class:"quiet scores"});#u=c("output",{class:"readout","aria-live":"polite"});#h=c("p",{class:"legend"});#p=c("div",{});#g=c("div",{class:"window"});#l=null;#f=0;#w=null;#S=!1;#v=!1;constructor(e){this.#e=e;let{signal:t}=e;this.#t=new se({hover:r=>this.#A(r,!1),select:r=>this.#E(r),activate:()=>this.#$("set cell",{to:0}),remove:()=>this.#L(),travel:r=>{e.ask(r)}},t);let n=r=>({row:r,column:this.#b().column});this.#i=new le({hover:r=>this.#A(r===null?null:n(r),!0),select:r=>this.#E(n(r))},t),this.#n=new ye(this.#t,{scene:()=>this.#B(),show:(r,i)=>this.#T(r,i)},t),this.#o=new he({choose:(r,i)=>e.select({layer:r,head:i}),unpin:(r,i)=>this.#C(r,i)}),this.#a=this.#K(),this.#d=Oe("Show",$e,r=>e.set("show",r),t),this.#I(),this.#_()}#K(){let e={head:t=>{let n=this.#e.wanted;n!==void 0&&this.#e.change(t,n)},cell:(t,n)=>this.#$(t,n),steps:()=>this.#r.element.hidden?this.#M():void this.#e.ask("close steps"),restore:()=>this.#L(),pin:()=>{let{layer:t,head:n}=this.#e.model.get("_head");this.#C(t,n)}};return new te(e,this.#e.signal)}#_(){let{model:e,signal:t}=this.#e,n=(i,s)=>M(e,`change:${i}`,()=>this.#e.guarded(s),t);for(let i of["_head","_pinned"])n(i,()=>this.draw());n("_steps",()=>this.#O()),n("_rows",()=>this.#y()),n("window",()=>this.#N()),n("show",()=>this.#z()),n("_selected",()=>{this.#W(),this.#y()}),M(e,"msg:custom",(i,s)=>this.#e.guarded(()=>this.#q(i,s)),t)}#I(){this.#g.append(this.#t.pad.element),this.element.append(c("header",{},this.#m,this.#a.forHead),this.#c,c("div",{class:"views"},this.#d.element,this.#n.element),this.#o.element,c("div",{class:"pictures"},this.#g,this.#i.element),this.#h,this.#u,this.#p,this.#a.forCell,this.#r.element)}draw(){this.#H(),this.#z(),this.#y(),this.#O()}#E(e){let t=this.#l?.sight.block??1;this.#f=e.column*t;let n=e.row*t,{layer:r,head:i}=this.#e.model.get("_head");this.#e.model.get("_selected").position!==n&&this.#e.select({layer:r,head:i,position:n}),this.#k({row:n,column:this.#f}),this.#y(),this.#r.element.hidden||this.#M()}#A(e,t){[this.#w,this.#S]=[e,t],this.#l!==null&&(this.#P(),this.#D(this.#l))}#C(e,t){let n=this.#e.model.get("pins"),r=n.filter(([i,s])=>i!==e||s!==t);this.#e.set("pins",r.length<n.length?r:[...n,[e,t]])}#T(e,t){t?this.#e.set("window",e):this.#e.model.set("window",e)}#W(){let{position:e}=this.#e.model.get("_selected");e!==null&&this.#k({row:e,column:this.#e.model.get("window")?.[1]??0})}#k(e){let t=this.#e.model.get("window");if(t===null||this.#l===null)return;let n=me(t,this.#l.sight.size,e);JSON.stringify(t)!==JSON.stringify(n)&&this.#T(n,!0)}#$(e,t={}){this.#l?.sight.block===1&&this.#e.ask(e,{...this.#x(),...t})}#M(){if(!this.#v&&this.#l?.sight.block===1){this.#v=!0;let e=JSON.stringify(this.#x());this.#e.ask("steps",this.#x()).then(()=>{this.#v=!1,e!==JSON.stringify(this.#x())&&!this.#r.element.hidden&&this.#M()})}}#L(){let{layer:e,head:t,position:n,key:r}=this.#x();this.#e.takeAway(({of:i,at:s,layer:a})=>i==="head_pattern"&&a===e&&s.head===t&&s.position===n&&s.key===r)}#q(e,t=[]){e?.kind==="tile"&&this.#s.put(e,e,t.map(S))&&this.#N()}#P(){let{sight:e,state:t}=this.#l??{};if(e===void 0||t===void 0)return;let n=e.wanted([this.#b(),...this.#w?[this.#w]:[]]),{layer:r,head:i,show:s,stamp:a}=t;for(let l of n.flatMap(d=>this.#s.missing(...d,e.matrix.triangle)))this.#e.ask("tile",{layer:r,head:i,show:s,stamp:a,...l}).then(d=>{d||this.#s.lost(l)})}#b(){let{total:e=1,block:t=1,size:n=1}=this.#l?.sight??{},r=this.#e.model.get("_selected").position??n-1,i={row:Math.floor(r/t),column:Math.floor(this.#f/t)};return H(i,{rows:e,columns:e})}#B(){let{size:e=1,block:t=1}=this.#l?.sight??{},{row:n,column:r}=this.#b(),i={row:n*t,column:r*t};return{window:this.#e.model.get("window")??null,size:e,cursor:i}}#x(){let{layer:e,head:t}=this.#e.model.get("_head"),{row:n,column:r}=this.#b();return{layer:e,head:t,position:n,key:r}}#H(){let e=this.#e.model.get("_head"),{screen:t}=this.#e.heads,n=e.show==="other"&&t.other_tokens||t.tokens;if(e.matrix.size!==n.length)return;this.#s.of(e);let r=this.#l?.state===e?this.#l.sight.matrix:new z(e.matrix),i=this.#e.heads.find(e.layer,e.head);this.#l={state:e,sight:new pe(r,this.#e.model.get("window")??null,this.#s),tokens:n,reach:e.show.includes(" - ")?r.reach():null,edits:i===void 0?[]:this.#e.heads.edits(i),pins:this.#R()}}#R(){let e=this.#e.model.get("_rows");return this.#e.model.get("_pinned").map((t,n)=>new ce(t,n,e))}#N(){this.#t.repaint(),this.#H(),this.#y()}#z(){let{missing:e}=this.#e.heads.screen;this.#d.draw(this.#e.model.get("show"),t=>e[t]??null)}#y(){let e=this.#l;if(e===null)return;this.#P(),e.pins=this.#R();let[t,n]=[this.#b(),this.#e.shown],r=this.element.clientWidth||640;this.#n.draw(),this.#o.draw(e.pins,e.state,this.#e.palette,e.reach),this.#t.draw(e,t,this.#e.palette,r>640?r-260:r),this.#m.textContent=`Layer ${e.state.layer} · head ${e.state.head}`,n!==void 0&&(this.#c.textContent=this.#e.heads.inWords(n)),this.#D(e),this.#h.replaceChildren(...ct(e.reach,this.#e.heads.screen.edits.length>0,this.#e.palette)),this.#F(),this.#a.draw({other:this.#e.heads.screen.other_tokens!==null,head:e.edits.find(({of:i})=>i==="head_out")?.kind??null,block:e.sight.block,masked:e.sight.masked(t),cell:ae(e,t),edited:e.edits.some(i=>i.at.position===t.row&&i.at.key===t.column),pinned:e.pins.some(({layer:i,head:s})=>i===e.state.layer&&s===e.state.head),full:e.pins.length>=pn})}#D(e){let t=this.#w??this.#b(),{row:n}=this.#S||e.sight.span<=Le?t:this.#b(),r=this.element.clientWidth||640,i=r-this.#t.width-24,s=i>=mn;this.#t.point(this.#w),this.#i.draw(e,n,this.#e.palette,s?i:r,s?this.#t.rows:null),this.#U(e,t)}#F(){let{rows:e,position:t}=this.#e.model.get("_rows"),n=e?.[0];if(!n||t===void 0)this.#p.replaceChildren();else{let r=i=>this.#j(t,i);this.#p.replaceChildren(ut(S(n),this.#l?.tokens??[],t,r))}}#j(e,t){this.#f=t,this.#k({row:e,column:t}),this.#y()}#U(e,t){let{sight:n,state:r,pins:i}=e,s=r.parts?.map(l=>new z(l).at(t))??n.parts(t),a=s?` = ${s.map(y).join(" − ")}`:"";this.#u.textContent=`${ae(e,t)}${a}${pt(i,t,n)}`}#O(){let e=this.#e.model.get("_steps"),{tokens:t}=this.#e.heads.screen,n="terms"in e&&e.position<t.length;this.#a.explained(n),this.#r.draw(n?e:null,t,this.#e.palette,this.element.clientWidth||640)}};function ft(o,e,t){try{e()}catch(n){o.append(Z(Y(n),t))}}function Y(o){return o instanceof Error?{message:o.message,details:o.stack}:{message:String(o)}}function Z({message:o,details:e},t){let n=c("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=c("div",{},c("p",{},o));e&&r.append(c("details",{},c("summary",{},"Details"),c("pre",{tabindex:0},e)));let i=c("div",{class:"error",role:"alert"},r,n);return n.addEventListener("click",()=>i.remove(),{signal:t}),i}var fn="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",xe=class{messages=c("div",{class:"messages"});status=c("p",{class:"status",role:"status"});#e;#t;#n;#i=null;constructor(e,t){this.#e=e,this.#n=t,this.#t=X(e,()=>this.#s(),t);for(let n of["_error","_screen"])M(e,`change:${n}`,()=>this.#o(),t);M(e,"change:_progress",()=>this.#r(),t),this.#o()}async ask(e,t={},{quiet:n=!1}={}){try{return await this.#t(e,t),n?this.#r():this.#o(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:t,details:n}=Y(e);this.#a({message:t,details:e instanceof j?e.details:n})}notice(e){this.messages.replaceChildren(c("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:t}=this.#e.get("_error")??{};e?this.#a({message:e,details:t}):this.messages.replaceChildren()}#s(){this.notice(fn),this.#i=this.messages.firstElementChild}#r(){this.#i?.remove(),this.#i=null}#a(e){this.messages.replaceChildren(Z(e,this.#n))}};var ve=class{model;signal;panel;palette;heads;#e;constructor(e,t,n){this.model=e,this.signal=n,this.#e=t,this.palette=Ee(t),this.heads=new D(e.get("_screen")),this.panel=new xe(e,n)}recolour(){this.palette=Ee(this.#e)}refresh(){let e=this.model.get("_screen");this.heads.screen!==e&&(this.heads=new D(e))}ask(e,t={}){return this.panel.ask(e,t)}set(e,t){this.model.set(e,t),this.model.save_changes()}select(e){this.set("_selected",{...this.model.get("_selected"),...e})}guarded(e){try{e()}catch(t){this.panel.fail(t)}}get shown(){let{layer:e,head:t}=this.model.get("_head");return this.heads.find(e,t)}get wanted(){let{layer:e,head:t}=this.model.get("_selected");return this.heads.find(e??-1,t??0)??this.shown}change(e,t){let{layer:n,head:r}=t;this.heads.edits(t).some(s=>s.of==="head_out"&&e.startsWith(s.kind))?this.restore(t):this.ask(e,{layer:n,head:r})}restore({layer:e,head:t}){this.takeAway(n=>n.of==="head_out"&&n.layer===e&&n.at.head===t)}takeAway(e){let t=this.heads.screen.edits.findLastIndex(e);t>=0&&this.ask("remove",{number:t})}};var ke=class{element=c("section",{class:"attention","aria-label":"Attention"});#e;#t;#n;#i;#o;#s=c("select",{"aria-label":"Order of the heads"});#r=c("p",{class:"quiet meaning"});#a=c("span",{class:"size"});#d=c("div",{});#m=c("div",{});#c=c("section",{class:"heads","aria-label":"All heads"});constructor(e,t,n){let r=new ve(e,t,n);this.#e=r,this.#t=new re(e.get("_screen"),{hover:s=>this.#p(s),select:({layer:s,head:a})=>r.select({layer:s,head:a}),activate:s=>r.change("zero head",s),remove:s=>r.restore(s),travel:s=>{r.ask(s)}},n),this.#n=new we(r),this.#i=ht(s=>{r.ask(s)},n),this.#o=C("Measure patch effect","",()=>{r.ask("sweep")},n),this.#h(),this.#l(),this.#u();let i=()=>{r.recolour(),this.#l()};Fe(t,this.element,i,n)}#u(){let{model:e,signal:t}=this.#e,n=(i,s)=>M(e,`change:${i}`,()=>this.#e.guarded(s),t);n("_screen",()=>this.#l());for(let i of["_head","_selected","sort"])n(i,()=>this.#f());n("busy",()=>b(this.element,"data-busy",e.get("busy"))),M(e,"msg:custom",i=>{i?.kind==="code"&&this.#g(i.text??"")},t)}#h(){let{panel:e,signal:t}=this.#e;e.status.classList.add("unseen");for(let[l,d]of Object.entries(Ce))this.#s.append(c("option",{value:l},d));let n=()=>this.#e.set("sort",this.#s.value);this.#s.addEventListener("change",n,{signal:t});let r=c("label",{class:"order"},"Order by ",this.#s),i=c("div",{class:"window"},this.#t.pad.element),s=c("header",{},c("h3",{},"All heads"),r);this.#c.append(s,i,this.#r,c("div",{},this.#o)),this.#i.element.append(C("Copy as Python","Code that makes this view again, with all that is changed and selected",()=>{this.#e.ask("code")},t)),this.element.append(c("header",{class:"toolbar"},c("h2",{},"Attention"),this.#a,this.#i.element),e.messages,c("div",{class:"strip"},c("h3",{},"Next token"),this.#d),c("div",{class:"body"},this.#c,this.#n.element),c("footer",{},c("h3",{},"Changes"),this.#m),e.status)}#p(e){this.#f();let{heads:t}=this.#e;e!==null&&(this.#r.textContent=`Layer ${e.layer} · head ${e.head}: ${t.inWords(e)}`)}async#g(e){let{panel:t}=this.#e;await De(e)?t.announce("Python copied to the clipboard."):t.notice("The browser did not let us copy; in Python it is print(view.code).")}#l(){this.#e.refresh();let{screen:e}=this.#e.heads,{tokens:t,layers:n,heads:r,without:i}=e,s=i>0?` · ${N(i,"layer")} without attention`:"";this.#a.textContent=`${N(n.length,"layer")} × ${N(Math.max(...r),"head")} · ${N(t.length,"token")}${s}`,this.#d.replaceChildren(lt(e)),this.#m.replaceChildren(dt(e,a=>{this.#e.ask("remove",{number:a})})),this.#i.draw(e),this.#f(),this.#n.draw()}#f(){let e=this.#e.model.get("sort"),t=this.#e.heads.has(e)?e:"layer";for(let s of this.#s.options)s.disabled=!this.#e.heads.has(s.value);this.#s.value=t;let{sweep:n}=this.#e.heads.screen,r=n==="copy"?"copied from the other prompt":"set to zero",i=t==="patch"?Q.patch.replace("changed",r):Q[t];this.#r.textContent=`${i}.`,v(this.#o,!this.#e.heads.has("patch"),"It is measured: order by patch effect"),this.#e.heads.has("patch")||(this.#o.title=`${Q.patch.replace("changed",r)}; one run of the model per head`),this.#t.draw(this.#e.heads,t,this.#e.wanted,this.#e.palette,this.#c.clientWidth||340)}};var gt=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function yt(o){let e=[...o.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),t=e.map(s=>s.getBoundingClientRect()),n=e.map(s=>s.getAttribute("style"));for(let s of e)xt(s);let r=e.map(s=>s.getBoundingClientRect());e.forEach((s,a)=>{let l=n[a]??null;l===null?s.removeAttribute("style"):s.setAttribute("style",l)});let i=new Map(e.map((s,a)=>[s,bt(r[a],t[a])]));return new Map([...i].map(([s,a])=>[s,bt(yn(s,i),a)]))}function wt(o,e,t){/auto|scroll/.test(getComputedStyle(o).overflow)&&bn(o,e);let n=t.get(o);n!==void 0&&xt(e);let r=o.parentElement,[i,s]=[(n?.x??0)-(r?.scrollLeft??0),(n?.y??0)-(r?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function xt(o){o.style.position="relative",o.style.inset="auto"}function bn(o,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${o.getBoundingClientRect().height}px`,e.style.maxHeight="none";let t=getComputedStyle(o),n=(...s)=>s.reduce((a,l)=>a+(Number.parseFloat(t.getPropertyValue(l))||0),0),[r,i]=[o.offsetWidth-o.clientWidth-n("border-left-width","border-right-width"),o.offsetHeight-o.clientHeight-n("border-top-width","border-bottom-width")];r>=1&&(e.style.paddingRight=`${n("padding-right")+r}px`),i>=1&&(e.style.paddingBottom=`${n("padding-bottom")+i}px`)}function bt(o={x:0,y:0},e=o){return{x:e.x-o.x,y:e.y-o.y}}function yn(o,e){let t=o.parentElement;for(;t!==null&&!e.has(t);)t=t.parentElement;return t===null?void 0:e.get(t)}var vt="http://www.w3.org/1999/xhtml",He=12,wn=2,xn=16e3,vn=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Mt(o){let e=o.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:t,height:n}=kn(o),r=document.createElementNS(vt,"style");r.textContent=Mn(e);let i=document.createElementNS(vt,"div");for(let{name:a,value:l}of o.attributes)a!=="style"&&i.setAttribute(a,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",Sn(o,r.textContent,t,n)),i.append(r,...An(e));let s={width:t+2*He,height:n+2*He};return{...s,svg:$n(i,s.width,s.height)}}async function St({svg:o,width:e,height:t}){let n=new Image;n.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(o)}`,await n.decode();let r=Math.min(wn,xn/Math.max(e,t)),i=document.createElement("canvas");i.width=Math.round(e*r),i.height=Math.round(t*r);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(n,0,0,i.width,i.height),new Promise((a,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(h=>h===null?d():a(h),"image/png")})}function kn(o){let e=o.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Mn(o){let e=[...o.querySelectorAll("style")].map(r=>r.textContent),t=[...o.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(i=>i.cssText).join(`
`)),n=[...e,...t].join(`
`);return vn+n.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Sn(o,e,t,n){let r=getComputedStyle(o);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,r.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${En(o)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${t}px`,`height: ${n}px`,`padding: ${He}px`,"overflow: hidden"].join("; ")}function En(o){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(o.shadowRoot??o).append(e);let t=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),t}function An(o){let e=[...o.children].filter(n=>n.tagName!=="STYLE"&&!kt(n)),t=yt(o);return e.map(n=>{let r=n.cloneNode(!0),i=[r,...r.querySelectorAll("*")];[n,...n.querySelectorAll("*")].forEach((s,a)=>{let l=i[a];l!==void 0&&(Cn(s,l),wt(s,l,t))});for(let s of i)kt(s)&&s.remove();return r})}function kt(o){return o.hasAttribute("data-unexported")}function Cn(o,e){o instanceof HTMLCanvasElement?Tn(o,e):o instanceof HTMLInputElement?(e.setAttribute("value",o.value),e.toggleAttribute("checked",o.checked)):o instanceof HTMLTextAreaElement?e.textContent=o.value:o instanceof HTMLOptionElement&&e.toggleAttribute("selected",o.selected)}function Tn(o,e){o.width===0||o.height===0||(e.style.backgroundImage=`url("${o.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function $n(o,e,t){let n=new XMLSerializer().serializeToString(o),r=`all: initial; display: block; width: ${e}px; height: ${t}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${t}" viewBox="0 0 ${e} ${t}" style="${r}"><foreignObject x="0" y="0" width="${e}" height="${t}">${n}</foreignObject></svg>`;return Ln(i)}function Ln(o){return o.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var Pn="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Et(o,e,t,n){let r=d=>async()=>{try{await d()}catch(h){t(Z(Y(h),n))}},s=Hn(o,()=>t(c("p",{class:"notice",role:"status"},Pn)),n),a=d=>`${Rn(e)}.${d}`,l=()=>Mt(e);return Nn([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>Re(await St(l()),a("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>Re(new Blob([l().svg],{type:"image/svg+xml"}),a("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(s)}],n)}function Hn(o,e,t){let n=X(o,e,t),r=new Set;return M(o,"msg:custom",(s,a)=>{let[l]=a??[];if(s?.kind!=="page"||l===void 0||!r.delete(s.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);Re(new Blob([d],{type:"text/html"}),s.name??"view.html")},t),async()=>{let s=Math.random().toString(36).slice(2);r.add(s),await n("page",{ticket:s})}}function Re(o,e){let t=URL.createObjectURL(o);c("a",{href:t,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function Rn(o){return(o.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Nn(o,e){let t=c("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});t.append("⋯");let n=o.map(({name:l,title:d})=>c("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),r=c("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...n),i=c("div",{class:"save-menu","data-unexported":!0},t,r),s=l=>{r.hidden=!1,t.setAttribute("aria-expanded","true"),n[l]?.focus()},a=l=>{r.hidden||(r.hidden=!0,t.setAttribute("aria-expanded","false"),l&&t.focus())};return t.addEventListener("click",()=>r.hidden?s(0):a(!0),{signal:e}),n.forEach((l,d)=>{let h=()=>{a(!0),o[d]?.act()};l.addEventListener("click",h,{signal:e})}),i.addEventListener("keydown",l=>zn(l,n,r.hidden,s,a),{signal:e}),i.addEventListener("focusout",l=>Dn(l,i,a),{signal:e}),i}function zn(o,e,t,n,r){let i=e.length-1,s=e.indexOf(o.target),a=t?{ArrowDown:0,ArrowUp:i}[o.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[o.key];a!==void 0&&W(o,o.key)?(o.preventDefault(),o.stopPropagation(),n(a)):o.key==="Escape"&&!t&&(o.stopPropagation(),r(!0))}function Dn(o,e,t){o.relatedTarget instanceof Node&&e.contains(o.relatedTarget)||t(!1)}var On=4;function At(o,e){let t=c("progress",{max:1,value:0,"aria-label":"Progress"}),n=c("span",{class:"quiet"}),r=c("button",{type:"button"},"Cancel"),i=c("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},t,n,r),s=c("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),a=c("div",{},i,s);r.addEventListener("click",()=>o.send({kind:"cancel",id:"cancel"}),{signal:e});let l=Kn(r,e),d=-1,h=(p,m)=>{let f=Math.floor(p*On);f!==d&&(s.textContent=`Running: ${m||`${Math.round(p*100)} %`}`),d=f},u=()=>{let{done:p=0,total:m=0,text:f=""}=o.get("_progress")??{};m===0?(l(),d>=0&&(s.textContent="No longer running"),d=-1):h(p/m,f),i.hidden=m===0,t.value=m>0?p/m:0,n.textContent=f};return M(o,"change:_progress",u,e),u(),a}function Kn(o,e){let t=null,n=({relatedTarget:r})=>{t=r instanceof HTMLElement?r:null};return o.addEventListener("focus",n,{signal:e}),()=>{let r=o.getRootNode();if(r.activeElement!==o)return;let i=t?.isConnected&&t.getRootNode()===r,s=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?t:s)?.focus()}}function _n(o){let e=o.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":o.classList.contains("vscode-light")?"light":o.classList.contains("vscode-dark")||o.classList.contains("vscode-high-contrast")||o.classList.contains("dark")||o.classList.contains("dark-theme")?"dark":null}function Ct(o,e){let t=()=>{o.style.colorScheme=_n(document.body)??""};t();let n=new MutationObserver(t);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function Tt(o,e){function t({model:n,el:r,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let a=c("div",{class:"nnexplore"}),l=a.attachShadow({mode:"open"});l.append(c("style",{},gt,...o),At(n,s.signal)),r.append(a),Ct(a,s.signal),et(a,s.signal),ft(l,()=>l.append(e(n,s.signal,a).element),s.signal);let d=l.lastElementChild;return l.append(Et(n,a,h=>d?.before(h),s.signal)),()=>s.abort()}return{render:t}}var wi=Tt([Ne,ze],(o,e,t)=>new ke(o,t,e));export{wi as default};

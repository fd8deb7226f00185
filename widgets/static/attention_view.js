var me=`/* The attention view: heads on the left, the chosen one on the right; in a narrow cell one above the other. */

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
  width: max-content;
  border-radius: 4px;
  cursor: pointer;
}

.pad:focus-visible {
  outline-offset: -2px;
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

.meaning,
.scores {
  font-size: 12px;
}

.meaning {
  min-height: 2.9em;
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
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.choice label {
  position: relative;
  margin-left: -1px;
}

.choice label span {
  display: block;
  padding: 3px 11px;
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

@container (max-width: 960px) {
  .body {
    grid-template-columns: minmax(0, 1fr);
  }
}

@container (max-width: 600px) {
  .window {
    max-height: 480px;
  }

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

  .strip,
  footer {
    display: grid;
  }

  .head .buttons {
    margin-left: 0;
  }
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
`;var fe=`/* The chosen head: its pictures, what is read off them, the steps of a weight; and the list of changes. */

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
`;function d(r,e={},...t){let n=document.createElement(r);for(let[i,o]of Object.entries(e))f(n,i,o);return n.append(...t),n}function f(r,e,t){if(t===!1||t===null||t===void 0){r.hasAttribute(e)&&r.removeAttribute(e);return}let n=t===!0?"":String(t);r.getAttribute(e)!==n&&r.setAttribute(e,n)}function ge(r,e,t){try{e()}catch(n){r.append(K(ee(n),t))}}function ee(r){return r instanceof Error?{message:r.message,details:r.stack}:{message:String(r)}}function K({message:r,details:e},t){let n=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),i=d("div",{},d("p",{},r));e&&i.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let o=d("div",{class:"error",role:"alert"},i,n);return n.addEventListener("click",()=>o.remove(),{signal:t}),o}function te({row:r,column:e},{rows:t,columns:n},i){let o=i.ctrlKey||i.metaKey;if(i.shiftKey||i.altKey||o&&!["Home","End"].includes(i.key))return null;switch(i.key){case"ArrowLeft":return S({row:r,column:e-1},{rows:t,columns:n});case"ArrowRight":return S({row:r,column:e+1},{rows:t,columns:n});case"ArrowUp":return S({row:r-1,column:e},{rows:t,columns:n});case"ArrowDown":return S({row:r+1,column:e},{rows:t,columns:n});case"Home":return{row:o?0:r,column:0};case"End":return{row:o?t-1:r,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function S({row:r,column:e},{rows:t,columns:n}){return{row:Math.max(0,Math.min(t-1,r)),column:Math.max(0,Math.min(n-1,e))}}function I(r,...e){return e.includes(r.key)&&!(r.ctrlKey||r.metaKey||r.shiftKey||r.altKey)}function ne(r){if(!(r.ctrlKey||r.metaKey)||r.altKey)return null;let e=r.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:r.shiftKey?"redo":"undo"}var Ve=["Enter"," ","Delete","Backspace"],Je=[{row:0,column:0},{rows:1,columns:1}];function be(r,e){let t=n=>{if(!n.composedPath().includes(r))return;let o=te(...Je,n)!==null||I(n,...Ve)||ne(n)!==null;r.toggleAttribute("data-lm-suppress-shortcuts",o)};window.addEventListener("keydown",t,{capture:!0,signal:e})}function g(r){if(!Number.isFinite(r))return xe(r);for(let e=6;e<9;e++){let t=Number(r.toPrecision(e));if(Math.fround(t)===r)return ye(t)}return ye(Number(r.toPrecision(9)))}function ye(r){return r!==0&&Math.abs(r)<.001?r.toExponential():String(r)}function H(r){return Number.isFinite(r)?r===0||r>=.001?r.toFixed(4):r.toExponential(1):xe(r)}function xe(r){return Number.isNaN(r)?"NaN":r>0?"∞":"−∞"}function C(r,e,t=`${e}s`){return`${r} ${r===1?e:t}`}var L=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},Ye=8e3;function ve(r,e,t){let n=new Map,i=Math.random().toString(36).slice(2),o=0;return re(r,"msg:custom",s=>{let l=n.get(s?.id);l!==void 0&&(n.delete(s.id),clearTimeout(l.timer),s.kind==="error"?l.fail(new L(s.message,s.details)):l.done())},t),t.addEventListener("abort",()=>{for(let{timer:s}of n.values())clearTimeout(s);n.clear()}),(s,l={})=>new Promise((h,c)=>{let u=`${i}-${++o}`;n.set(u,{done:h,fail:c,timer:setTimeout(e,Ye)}),r.send({kind:s,id:u,...l})})}function re(r,e,t,n){r.on(e,t),n.addEventListener("abort",()=>r.off(e,t))}function w(r){let e=Qe(r,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function Qe(r,e){let t=r instanceof ArrayBuffer?new Uint8Array(r):new Uint8Array(r.buffer,r.byteOffset,r.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var Ze=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Xe(r){if(r==="")return{spaces:0,text:"∅"};let e=r.length-r.trimStart().length,t=/^ *$/.test(r.slice(0,e))?e:0;return{spaces:t,text:Array.from(r.slice(t),et).join("")}}function N(r){let{spaces:e,text:t}=Xe(r);return"·".repeat(e)+t}function W(r){return JSON.stringify(r)}function et(r){let e=Ze.get(r);if(e!==void 0)return e;let t=r.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":r}var tt=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],nt=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Se(r,e){let t=e==="light"?tt:nt,n=r*(t.length-1),i=Math.min(Math.floor(n),t.length-2),o=we(ke(t[i]??"#000000")),a=we(ke(t[i+1]??"#000000"));return it(rt(o,a,n-i))}function ie(r){return r<=.04045?r/12.92:((r+.055)/1.055)**2.4}function oe(r){let e=r<=.0031308?r*12.92:1.055*r**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function rt(r,e,t){return[r[0]+(e[0]-r[0])*t,r[1]+(e[1]-r[1])*t,r[2]+(e[2]-r[2])*t]}function we([r,e,t]){let[n,i,o]=[ie(r),ie(e),ie(t)],a=Math.cbrt(.4122214708*n+.5363325363*i+.0514459929*o),s=Math.cbrt(.2119034982*n+.6806995451*i+.1073969566*o),l=Math.cbrt(.0883024619*n+.2817188376*i+.6299787005*o);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function it([r,e,t]){let n=(r+.3963377774*e+.2158037573*t)**3,i=(r-.1055613458*e-.0638541728*t)**3,o=(r-.0894841775*e-1.291485548*t)**3;return[oe(4.0767416621*n-3.3077115913*i+.2309699292*o),oe(-1.2684380046*n+2.6097574011*i-.3413193965*o),oe(-.0041960863*n-.7034186147*i+1.707614701*o)]}function ke(r){let e=Number.parseInt(r.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var ot=["text","quiet","line","paper","raised","accent","change","bad"],B=256,st={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function se(r){let e=d("span",{style:"display:none"});(r.shadowRoot??r).append(e);let t=o=>(e.style.color=o,getComputedStyle(e).color),n=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",i=Object.fromEntries(ot.map(o=>[o,t(`var(--${o})`)]));return e.remove(),{...i,dark:n,...at(n?"dark":"light")}}function Ce(r,e,t,n){let i=new MutationObserver(t);if(i.observe(r,{attributes:!0,attributeFilter:["style"]}),n.addEventListener("abort",()=>i.disconnect()),typeof ResizeObserver>"u")return;let o=0,a=new ResizeObserver(()=>{e.clientWidth!==o&&(o=e.clientWidth,t())});a.observe(e),n.addEventListener("abort",()=>a.disconnect())}function at(r){let e=Array.from({length:B},(t,n)=>n/(B-1));return{sequential:e.map(t=>lt(Se(t,r))),diverging:e.map(t=>dt(st[r],t)),hole:r==="light"?[196,30,140]:[255,120,205]}}function ae(r,e,t){if(!Number.isFinite(e))return r.hole;let n=t===null?e:.5+e/(2*t||1),i=Math.round(Math.min(1,Math.max(0,n))*(B-1));return(t===null?r.sequential:r.diverging)[i]??r.hole}function Ae([r,e,t]){let n=[r,e,t].map(o=>(o/255)**2.2);return .2126*(n[0]??0)+.7152*(n[1]??0)+.0722*(n[2]??0)>.18?"#000000":"#ffffff"}function _([r,e,t],n=1){return`rgb(${r} ${e} ${t} / ${n})`}function Te(r){return`linear-gradient(90deg, ${Array.from({length:9},(t,n)=>_(r[Math.round(n/8*(B-1))]??[0,0,0])).join(", ")})`}function lt(r){return r.map(e=>Math.round(e*255))}function dt(r,e){let t=e*(r.length-1),n=Math.min(Math.floor(t),r.length-2),[i,o]=[Me(r[n]??"#000000"),Me(r[n+1]??"#000000")];return i.map((a,s)=>Math.round(a+((o[s]??0)-a)*(t-n)))}function Me(r){let e=Number.parseInt(r.slice(1),16);return[e>>16,e>>8&255,e&255]}function D(r,e,t,n){let i=d("button",{type:"button",title:e},r);return i.addEventListener("click",()=>i.getAttribute("aria-disabled")!=="true"&&t(),{signal:n}),i}function A(r,e,t=""){f(r,"aria-disabled",String(!e)),r.dataset.title??=r.title,r.title=e?r.dataset.title:t||r.dataset.title}function Ee(r,e,t,n){let i=d("fieldset",{class:"choice"},d("legend",{},r)),o=`choice-${Math.random().toString(36).slice(2)}`,a=e.map(([s,l,h])=>{let c=d("input",{type:"radio",name:o,value:s});c.addEventListener("change",()=>t(s),{signal:n});let u=d("label",{title:h},c,d("span",{},l));return i.append(u),{value:s,title:h,radio:c,label:u}});return{element:i,draw(s,l){for(let{value:h,title:c,radio:u,label:p}of a){let m=l(h);u.checked=h===s,u.disabled=m!==null&&h!==s,f(p,"title",m??c)}}}}function $e({next:r,edits:e}){let[t,n]=[w(r.edited),w(r.clean)],i=e.some(({on:s})=>s),a=r.strings.map((s,l)=>l).sort((s,l)=>(t[l]??0)-(t[s]??0)).map(s=>{let[l,h]=[t[s]??Number.NaN,n[s]??Number.NaN],c=d("li",{title:i?`${g(l)}, was ${g(h)}`:g(l),style:`--is:${l};--was:${h}`},d("code",{},N(r.strings[s]??"")),d("span",{class:"number"},H(l)));return i&&c.append(d("span",{class:"was"},`was ${H(h)}`)),c});return d("ol",{class:"next","aria-label":"Next token"},...a)}function Ne({edits:r},e){if(r.length===0)return d("p",{class:"quiet"},"No changes: ablate a head, or set one of its weights.");let t=r.map((n,i)=>{let o=d("button",{type:"button",title:"Take this change away"},"✕");return o.onclick=()=>e(i),o.setAttribute("aria-label",`Take away: ${n.text}`),d("li",{class:n.on?null:"off"},d("span",{},n.text),o)});return d("ul",{class:"changes","aria-label":"Changes"},...t)}function Pe(r,e,t){let n=Te(r===null?t.sequential:t.diverging),[i,o]=r===null?["0","1"]:[`−${r.toPrecision(3)}`,`+${r.toPrecision(3)}`],a=(c,u="")=>d("i",{class:c,style:u||null,"aria-hidden":"true"}),s=(...c)=>d("span",{class:"item"},...c),l=s(r===null?"weight":"difference"," ",i,a("map",`background:${n}`),o),h=s(a("dot",`background:rgb(${t.hole.join(" ")})`),"NaN or ∞");return e?[l,h,s(a("fold"),"changed")]:[l,h]}function Re(r,e){return d("span",{class:"buttons"},D("Undo","Take back the last change (Ctrl+Z in a grid)",()=>r("undo"),e),D("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>r("redo"),e),D("Clear","Take all changes away",()=>r("clear"),e))}var He="There is no other prompt to copy from",F=class{forHead=d("span",{class:"buttons",role:"group","aria-label":"Change this head"});forCell=d("div",{class:"actions",role:"group"});#e;#t;#o;#r;#n;#i;#s;#l=d("input",{type:"number",step:"0.05",value:"1","aria-label":"New weight"});constructor(e,t){let n=(o,a,s)=>D(o,a,s,t),i="Set what this head writes to zero, and compute again what follows";this.#e=n("Ablate head",i,()=>e.head("zero head")),this.#t=n("Copy head from other","Take what this head writes from the other prompt",()=>e.head("copy head")),this.#o=n("Set to 0","Set this weight to zero (Enter in the matrix)",()=>e.cell("set cell",{to:0})),this.#r=n("Set to","Set this weight to the number beside",()=>{Number.isFinite(this.#l.valueAsNumber)&&e.cell("set cell",{to:this.#l.valueAsNumber})}),this.#n=n("Copy from other","Take this weight from the other prompt",()=>e.cell("copy cell")),this.#i=n("Restore","Take the change of this weight away (Delete in the matrix)",e.restore),this.#s=n("Show the steps","Score, scale, mask and softmax of this weight, with its terms",e.steps),this.forHead.append(this.#e,this.#t),this.forCell.append(d("span",{class:"quiet"},"This weight:"),this.#o,d("span",{class:"joined"},this.#r,this.#l),this.#n,this.#i,this.#s)}explained(e){this.#s.textContent=e?"Hide the steps":"Show the steps",f(this.#s,"aria-expanded",String(e))}draw({other:e,head:t,block:n,masked:i,cell:o,edited:a}){f(this.forCell,"aria-label",`Change this weight, ${o}`),f(this.#e,"aria-pressed",String(t==="zero")),f(this.#t,"aria-pressed",String(t==="copy")),A(this.#t,e,He);let s=n===1,l=s?"":`One cell is ${n} × ${n} weights here; choose a shorter prompt`;A(this.#o,s,l),A(this.#r,s,l),A(this.#n,s&&e,l||He),A(this.#i,s&&a,l||"This weight is not changed"),A(this.#s,s&&!i,l||"A later token: masked")}};var O=class{size;block;side;triangle;values;constructor({size:e,block:t,triangle:n,values:i}){this.size=e,this.block=t,this.side=Math.ceil(e/t),this.triangle=n,this.values=w(i);let o=n?this.side*(this.side+1)/2:this.side**2;if(this.values.length!==o)throw new RangeError(`a pattern of ${this.side} × ${this.side} has ${this.values.length} numbers`)}at({row:e,column:t}){return this.values[le(this.side,this.triangle,e,t)]??0}masked({row:e,column:t}){return this.triangle&&t>e}reach(){let e=0;for(let t of this.values)Math.abs(t)>e&&(e=Math.abs(t));return e}};function le(r,e,t,n){return e?n>t?-1:t*(t+1)/2+n:t*r+n}var T=class{constructor(e){this.screen=e;this.columns=Math.max(...e.heads),this.all=e.heads.flatMap((t,n)=>Array.from({length:t},(i,o)=>({layer:e.layers[n]??n,row:n,head:o,index:0}))),this.all.forEach((t,n)=>{t.index=n}),this.#e=new Map(Object.entries(e.scores).map(([t,n])=>[t,w(n)]))}screen;all;columns;#e;score({row:e,head:t},n){return this.#e.get(n)?.[e*this.columns+t]??Number.NaN}has(e){return e==="layer"||this.#e.has(e)}find(e,t){return this.all.find(n=>n.layer===e&&n.head===t)}inWords(e,t=n=>n.toFixed(3)){return ht.map(n=>[n,this.score(e,n)]).filter(([,n])=>!Number.isNaN(n)).map(([n,i])=>`${de[n]} ${t(i)}`).join(" · ")}slots(e,t=this.columns){let n=this.all.map(a=>({head:a,score:this.score(a,e)}));if(e==="layer"||!this.has(e))return n.map(({head:a,score:s})=>({row:a.row,column:a.head,head:a,score:s}));let i=e==="entropy"?1:-1,o=a=>Number.isNaN(a)?Number.POSITIVE_INFINITY:i*a;return n.sort((a,s)=>o(a.score)===o(s.score)?0:o(a.score)-o(s.score)),n.map(({head:a,score:s},l)=>({row:Math.floor(l/t),column:l%t,head:a,score:s}))}edits({layer:e,head:t}){let n=i=>!("head"in i.at)||i.at.head===t;return this.screen.edits.filter(i=>i.on&&i.layer===e&&i.of.startsWith("head_")&&n(i))}},de={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes"},Le={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens"},ht=["entropy","previous","first","duplicate","induction","effect"],_e=[["edited","now","The pattern with all changes"],["clean","clean","The pattern without changes"],["edited - clean","now − clean","What the changes have done: orange more, blue less"],["other","other prompt","The pattern of the other prompt"],["edited - other","now − other","This prompt minus the other: orange more, blue less"]];var ct=0,P=class{element;canvas=d("canvas",{"aria-hidden":"true"});#e;#t=d("div",{role:"gridcell",id:`cell-${++ct}`,"aria-selected":"true"});#o=d("div",{role:"row",class:"unseen"},this.#t);#r={rows:1,columns:1};#n={row:0,column:0};constructor(e,t,n){this.#e=t,this.element=d("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#o);let i=(o,a)=>this.element.addEventListener(o,a,{signal:n});i("pointermove",o=>t.hover(this.#i(o))),i("pointerleave",()=>t.hover(null)),i("click",o=>this.#s(o)),i("keydown",o=>this.#l(o))}get cell(){return this.#n}place(e,t){this.#r=e,this.#n=S(t,e),f(this.element,"aria-rowcount",e.rows),f(this.element,"aria-colcount",e.columns),f(this.#o,"aria-rowindex",this.#n.row+1),f(this.#t,"aria-colindex",this.#n.column+1),f(this.#t,"aria-label",this.#e.describe(this.#n))}context(e,t){return q(this.canvas,e,t)}#i(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#s(e){let t=this.#i(e);t!==null&&this.#e.select(t)}#l(e){let t=ne(e),n=te(this.#n,this.#r,e);if(t!==null)this.#e.travel(t);else if(n!==null)this.#e.select(n);else if(I(e,"Enter"," "))this.#e.activate(this.#n);else if(I(e,"Delete","Backspace"))this.#e.remove(this.#n);else return;e.preventDefault(),e.stopPropagation()}};function q(r,e,t){let n=Math.min(globalThis.devicePixelRatio||1,2),[i,o]=[Math.round(e*n),Math.round(t*n)];r.width!==i&&(r.width=i),r.height!==o&&(r.height=o),r.style.width=`${e}px`,r.style.height=`${t}px`;let a=r.getContext("2d");return a===null?null:(a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}function z(r,e,t){if(r.measureText(e).width<=t)return e;let n=e;for(;n.length>1&&r.measureText(`${n}…`).width>t;)n=n.slice(0,-1);return`${n}…`}var[k,b,ut,he]=[15,7,30,76],De=255,j=class{pad;#e;#t=[];#o="layer";#r;#n=null;#i=he;#s=[];#l=null;constructor(e,t,n){this.#e=new T(e);let i=o=>a=>{let s=this.#p(a)??this.#y(a);s!==void 0&&o(s.head)};this.pad=new P("Attention heads",{cellAt:(o,a)=>this.#u(o,a),describe:o=>this.#x(o),hover:o=>{this.#n=(o&&this.#p(o)?.head)??null,t.hover(this.#n)},select:i(t.select),activate:i(t.activate),remove:i(t.remove),travel:t.travel},n)}draw(e,t,n,i,o){this.#e=e,this.#o=t,this.#r=n;let a=Math.floor((o-b)/(he+b)),s=t==="layer"?e.columns:Math.max(e.columns,Math.min(a,e.all.length));this.#t=e.slots(t,s);let l=Math.max(...this.#t.map(({row:y})=>y))+1,h=this.#t.find(({head:y})=>y===n)??{row:0,column:0};this.pad.place({rows:l,columns:s},h);let c=Math.floor((o-b)/s)-b;this.#i=Math.max(ut,Math.min(he,c));let[u,p]=[this.#i+b,this.#i+k+b],m=this.pad.context(s*u+b,l*p+b);if(m!==null){this.#d(i);for(let y of this.#t)this.#c(m,y,i)}}#c(e,{row:t,column:n,head:i,score:o},a){let s=this.#i,[l,h]=[b+n*(s+b),b+t*(s+k+b)],c=i===this.#r;e.font=`${c?"600 ":""}10.5px ${M}`,e.fillStyle=c?a.accent:a.quiet,e.textAlign="left",e.fillText(`${i.layer}.${i.head}`,l,h+6),this.#o!=="layer"&&s>40&&(e.textAlign="right",e.fillStyle=a.text,e.fillText(Number.isNaN(o)?"–":o.toFixed(2),l+s,h+6)),e.fillStyle=a.raised,e.fillRect(l,h+k,s,s),e.imageSmoothingEnabled=!1;let u=this.#s[i.index];u!==void 0&&e.drawImage(u,l,h+k,s,s);let p=this.#e.edits(i).length>0,m=i===this.#n;e.lineWidth=c||p?2:1,e.strokeStyle=c?a.accent:p?a.change:m?a.text:a.line,e.strokeRect(l-.5,h+k-.5,s+1,s+1),p&&(e.fillStyle=a.change,e.beginPath(),e.moveTo(l+s,h+k),e.lineTo(l+s-13,h+k),e.lineTo(l+s,h+k+13),e.fill())}#d(e){let{thumbs:t}=this.#e.screen,n=`${e.dark}`;if(this.#l===t.values&&this.#s[0]?.dataset.theme===n)return;this.#l=t.values;let{side:i,triangle:o}=t,a=mt(t.values),s=o?i*(i+1)/2:i*i;this.#s=this.#e.all.map(({index:l})=>{let h=document.createElement("canvas");h.dataset.theme=n,h.width=h.height=i;let c=h.getContext("2d"),u=c?.createImageData(i,i);if(!c||!u)return h;for(let p=0;p<i;p++)for(let m=0;m<i;m++){let y=le(i,o,p,m);y>=0&&ce(u,p*i+m,pt(e,a[l*s+y]??De))}return c.putImageData(u,0,0),h})}#u(e,t){let n=Math.floor((e-b/2)/(this.#i+b)),i=Math.floor((t-b/2)/(this.#i+k+b));return this.#p({row:i,column:n})===void 0?null:{row:i,column:n}}#p({row:e,column:t}){return this.#t.find(n=>n.row===e&&n.column===t)}#y({row:e}){return this.#t.filter(t=>t.row===e).at(-1)}#x(e){let t=this.#p(e);if(t===void 0)return"no head";let{head:n}=t,i=this.#e.edits(n).map(({text:a})=>`, changed: ${a}`),o=this.#e.inWords(n,H).replaceAll(" · ",", ");return`layer ${n.layer}, head ${n.head}: ${o}${i.join("")}`}},M='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function pt(r,e){return e===De?r.hole:r.sequential[e]??r.hole}function ce(r,e,[t,n,i]){r.data.set([t,n,i,255],e*4)}function mt(r){return r instanceof ArrayBuffer?new Uint8Array(r):new Uint8Array(r.buffer,r.byteOffset,r.byteLength)}var[x,v,ft,Oe]=[84,64,3,46],U=class{pad;#e=null;#t=Oe;#o=null;#r=[];constructor(e,t){this.pad=new P("Attention weights, tokens that attend by tokens attended to",{cellAt:(n,i)=>this.#u(n,i),describe:n=>this.#e===null?"":G(this.#e,n),...e},t)}draw(e,t,n,i,o){this.#e=e;let{side:a}=e.matrix;this.pad.place({rows:a,columns:a},t),this.#t=Math.max(ft,Math.min(Oe,Math.floor((o-x-4)/a)));let s=this.#t*a,l=this.pad.context(x+s+2,v+s+2);l!==null&&(this.#n(e,i),l.imageSmoothingEnabled=!1,this.#o!==null&&l.drawImage(this.#o,x,v,s,s),this.#t>=9&&this.#i(l,a,i),this.#t>=30&&this.#s(l,e,i),this.#l(l,e,i),this.#c(l,e,n??this.pad.cell,i),n!==null&&this.#d(l,n,i.text,1),this.#d(l,this.pad.cell,i.accent,2))}get rows(){return this.#t<16?null:{top:v,step:this.#t}}#n({matrix:e,reach:t},n){let i=[e,t,n];if(i.every((l,h)=>l===this.#r[h]))return;this.#r=i;let o=document.createElement("canvas");o.width=o.height=e.side;let a=o.getContext("2d"),s=a?.createImageData(e.side,e.side);if(!(!a||!s)){for(let l=0;l<e.side;l++){let h=e.triangle?l+1:e.side;for(let c=0;c<h;c++)ce(s,l*e.side+c,ae(n,e.at({row:l,column:c}),t))}a.putImageData(s,0,0),this.#o=o}}#i(e,t,n){e.strokeStyle=n.paper,e.lineWidth=1,e.beginPath();for(let i=0;i<=t;i++){let o=i*this.#t;e.moveTo(x+o+.5,v),e.lineTo(x+o+.5,v+t*this.#t),e.moveTo(x,v+o+.5),e.lineTo(x+t*this.#t,v+o+.5)}e.stroke()}#s(e,{matrix:t,reach:n},i){e.font=`${this.#t>=38?11:10}px ${M}`,e.textAlign="center";for(let o=0;o<t.side;o++)for(let a=0;a<t.side;a++){let s=t.at({row:o,column:a});if(t.masked({row:o,column:a})||Math.abs(s)<.005)continue;e.fillStyle=Ae(ae(i,s,n));let l=Number.isNaN(s)?"NaN":gt(s,n);e.fillText(l,x+(a+.5)*this.#t,v+(o+.5)*this.#t+.5)}}#l(e,{edits:t,matrix:n},i){e.fillStyle=i.change;let o=Math.max(4,Math.min(10,this.#t/3));for(let{at:a,of:s}of t){if(s!=="head_pattern"||a.position===void 0||a.key===void 0)continue;let l=x+(Math.floor(a.key/n.block)+1)*this.#t,h=v+Math.floor(a.position/n.block)*this.#t;e.beginPath(),e.moveTo(l,h),e.lineTo(l-o,h),e.lineTo(l,h+o),e.fill()}}#c(e,{tokens:t,matrix:n},i,o){let a=this.#t>=12;for(let s=0;s<n.side;s++){let l=(s+.5)*this.#t,h=N(t[s]??"");for(let c of["row","column"]){let u=i[c]===s;if(!a&&!u)continue;e.font=`${u?"600 ":""}11.5px ${M}`,e.fillStyle=u?o.text:o.quiet,e.textAlign=c==="row"?"right":"left";let p=z(e,h,c==="row"?x-10:v*1.1);e.save(),e.translate(c==="row"?x-6:x+l,c==="row"?v+l:v-5),c==="column"&&e.rotate(-Math.PI/3.4),e.fillText(p,0,0),e.restore()}}}#d(e,{row:t,column:n},i,o){e.strokeStyle=i,e.lineWidth=o,e.strokeRect(x+n*this.#t+.5,v+t*this.#t+.5,this.#t,this.#t)}#u(e,t){let[n,i]=[Math.floor((t-v)/this.#t),Math.floor((e-x)/this.#t)],o=this.#e?.matrix.side??0;return n>=0&&i>=0&&n<o&&i<o?{row:n,column:i}:null}};function gt(r,e){let t=Math.abs(r).toFixed(2).replace(/^0/,"");return r<0?`−${t}`:e===null?t:`+${t}`}function G(r,e){let{matrix:t}=r,n=a=>{let s=a*t.block,l=Math.min(t.size,s+t.block)-1;return s===l?`${W(r.tokens[a]??"")} (${s})`:`tokens ${s}–${l}`},i=`${n(e.row)} → ${n(e.column)}`;if(t.masked(e))return`${i}: masked, a later token`;let o=t.block>1?", the largest of them":"";return`${i}: ${g(t.at(e))}${o}`}function qe(r,e,t){return t===null?r.accent:_(r.diverging[e<0?45:210]??[0,0,0])}var E=92,ze=.01,V=class{element;#e=d("canvas",{role:"img"});#t=20;#o=0;#r=0;constructor(e,t){this.element=d("div",{class:"lines"},this.#e);let n=i=>{let o=i.clientY-this.#e.getBoundingClientRect().top,a=Math.floor((o-this.#r)/this.#t);return a>=0&&a<this.#o?a:null};this.#e.addEventListener("pointermove",i=>e.hover(n(i)),{signal:t}),this.#e.addEventListener("pointerleave",()=>e.hover(null),{signal:t}),this.#e.addEventListener("click",i=>{let o=n(i);o!==null&&e.select(o)},{signal:t})}draw(e,t,n,i,o){let{side:a}=e.matrix;this.#o=a,this.#r=o?.top??6,this.#t=o?.step??(a>40?15:a>16?19:Math.max(22,Math.min(34,300/a)));let s=Math.max(230,Math.min(340,i));this.#e.setAttribute("aria-label",`Lines from ${C(a,"token")}; the matrix has the numbers`);let l=q(this.#e,s,a*this.#t+this.#r+6);if(l===null)return;let h=c=>this.#r+(c+.5)*this.#t;for(let c=0;c<a;c++)c!==t.row&&this.#n(l,e,c,s,.16,n,h);this.#n(l,e,t.row,s,1,n,h),this.#i(l,e,t,s,n,h)}#n(e,{matrix:t,reach:n},i,o,a,s,l){let[h,c]=[E,o-E],u=(h+c)/2;for(let p=0;p<t.side;p++){let m=t.at({row:i,column:p}),y=Math.min(1,Math.abs(m)/(n||1));y>=ze&&(e.globalAlpha=a*(.25+.75*y),e.strokeStyle=qe(s,m,n),e.lineWidth=.6+5.4*y,e.beginPath(),e.moveTo(h,l(i)),e.bezierCurveTo(u,l(i),u,l(p),c,l(p)),e.stroke())}e.globalAlpha=1}#i(e,{matrix:t,tokens:n,reach:i},o,a,s,l){for(let h=0;h<t.side;h++){let c=N(n[h]??""),u=h===o.row,p=t.at({row:o.row,column:h}),m=Math.abs(p)>=ze*(i??1)||Number.isNaN(p);e.font=`${u?"600 ":""}12px ${M}`,e.fillStyle=u?s.accent:s.text,e.textAlign="right",e.fillText(z(e,c,E-10),E-6,l(h)),e.font=`${m?"600 ":""}12px ${M}`,e.fillStyle=m?s.text:s.quiet,e.textAlign="left",e.fillText(z(e,c,m?E-44:E-10),a-E+6,l(h)),m&&(e.font=`11px ${M}`,e.fillStyle=s.quiet,e.textAlign="right",e.fillText(p.toFixed(2).replace("-","−"),a-2,l(h)))}}};var J=6,bt=-1e4;function yt(r){let[e=Number.NaN,t=Number.NaN,n=Number.NaN,i=Number.NaN]=w(r.numbers),o=w(r.terms),a=w(r.row),s=a.reduce((u,p)=>p>u?p:u,Number.NEGATIVE_INFINITY),l=a.reduce((u,p)=>u+Math.exp(p-s),0),h=Math.fround(e*t),c=n-h;return{dot:e,factor:t,score:n,weight:i,terms:o,scaled:h,masked:n<bt,rest:Math.abs(c)<=1e-4*Math.max(1,Math.abs(n))?0:c,softmax:Math.exp(n-s)/l,order:Array.from(o,(u,p)=>p).sort((u,p)=>Math.abs(o[p]??0)-Math.abs(o[u]??0))}}var Q=class{element=d("section",{class:"steps","aria-label":"How this weight comes about"});#e=d("canvas",{role:"img"});draw(e,t,n,i){if(this.element.hidden=e===null,e===null)return;let o=yt(e),{dot:a,factor:s,score:l,weight:h,terms:c,scaled:u,masked:p,rest:m,softmax:y,order:R}=o,pe=$=>W(t[$]??""),We=e.key_head===e.head?"":` (key head ${e.key_head}, shared)`,X=R.slice(0,J).map($=>ue(`${$}`,c[$]??0)),Be=R.slice(J).reduce(($,je)=>$+(c[je]??0),0);R.length>J&&X.push(ue(`${R.length-J} more`,Be)),X.push(ue("sum",a,"sum"));let Fe=Math.abs(y-h)>1e-4?"; a change has made it":"";this.element.replaceChildren(d("h3",{},`How ${pe(e.position)} comes to attend to ${pe(e.key)}`),d("div",{class:"chain"},Y("1","query · key",g(a),`${c.length} terms${We}`),Y("2","scaled",g(u),`× ${g(s)}`),Y("3","masked",p?"−∞":g(l),p?"a later token":xt(m)),Y("4","softmax",g(h),`e^score / Σ = ${g(Math.fround(y))}${Fe}`)),d("div",{class:"terms"},this.#e,d("table",{},d("caption",{},"query × key by dimension, largest first"),d("tbody",{},...X)))),this.#t(o.terms,R,n,Math.max(180,Math.min(520,i-230)))}#t(e,t,n,i){this.#e.setAttribute("aria-label",`${e.length} terms as bars, largest first`);let o=150,a=q(this.#e,i,o);if(a===null)return;let s=Math.abs(e[t[0]??0]??1)||1,l=i/e.length;t.forEach((h,c)=>{let u=e[h]??0,p=u/s*(o/2-4);a.fillStyle=_(n.diverging[u<0?45:210]??[0,0,0]),a.fillRect(c*l,o/2-Math.max(0,p),Math.max(1,l-1),Math.abs(p))}),a.fillStyle=n.quiet,a.fillRect(0,o/2-.5,i,1)}};function Y(r,e,t,n){return d("div",{class:"step"},d("span",{class:"name"},d("b",{},r),` ${e}`),d("output",{},t),d("small",{},n))}function xt(r){return r===0?"nothing added":`${r>0?"+":"−"} ${Math.abs(r).toPrecision(4)} of bias or cap`}function ue(r,e,t=""){return d("tr",{class:t||null},d("th",{scope:"row"},r),d("td",{},g(Math.fround(e))))}var vt="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",Z=class{element=d("section",{class:"attention","aria-label":"Attention"});#e;#t;#o;#r;#n;#i;#s=new Q;#l;#c;#d=d("select",{"aria-label":"Order of the heads"});#u=d("p",{class:"quiet meaning"});#p=d("span",{class:"size"});#y=d("h3",{});#x=d("p",{class:"quiet scores"});#P=d("output",{class:"readout","aria-live":"polite"});#R=d("p",{class:"legend"});#g=d("div",{class:"messages"});#H=d("div",{});#L=d("div",{});#_=d("div",{class:"window"});#T=d("section",{class:"heads","aria-label":"All heads"});#v=d("section",{class:"head","aria-label":"Chosen head"});#m;#a;#f=null;#D=0;#w=null;#E=!1;constructor(e,t,n){this.#e=e,this.#t=n,this.#m=se(t),this.#a=new T(e.get("_screen")),this.#o=ve(e,()=>this.#te(vt),n);let i=s=>{this.#h(s)};this.#r=new j(e.get("_screen"),{hover:s=>this.#Y(s),select:s=>this.#Q(s),activate:s=>this.#z("zero head",s),remove:s=>this.#I(s),travel:i},n),this.#n=new U({hover:s=>this.#q(s),select:s=>this.#O(s),activate:()=>this.#K("set cell",{to:0}),remove:()=>this.#W(),travel:i},n),this.#i=new V({hover:s=>this.#q(s===null?null:{row:s,column:this.#S().column}),select:s=>this.#O({row:s,column:this.#S().column})},n),this.#l=new F({head:s=>{let l=this.#j();l!==void 0&&this.#z(s,l)},cell:(s,l)=>this.#K(s,l),steps:()=>this.#s.element.hidden?this.#$():void this.#h("close steps"),restore:()=>this.#W()},n),this.#c=Ee("Show",_e,s=>this.#k("show",s),n),this.#J(),this.#M();let o=(s,l)=>re(e,`change:${s}`,()=>this.#Z(l),n);o("_screen",()=>this.#M()),o("_head",()=>this.#M()),o("_steps",()=>this.#G()),o("_selected",()=>{this.#C(),this.#A()}),o("_error",()=>this.#N()),o("sort",()=>this.#C()),o("show",()=>this.#U()),o("busy",()=>f(this.element,"data-busy",e.get("busy")));let a=()=>{this.#m=se(t),this.#M()};Ce(t,this.element,a,n)}#J(){let e=Re(i=>{this.#h(i)},this.#t);for(let[i,o]of Object.entries(de))this.#d.append(d("option",{value:i},o));this.#d.addEventListener("change",()=>this.#k("sort",this.#d.value),{signal:this.#t});let t=d("label",{class:"order"},"Order by ",this.#d),n=d("div",{class:"window"},this.#r.pad.element);this.#T.append(d("header",{},d("h3",{},"All heads"),t),n,this.#u),this.#_.append(this.#n.pad.element),this.#v.append(d("header",{},this.#y,this.#l.forHead),this.#x,this.#c.element,d("div",{class:"pictures"},this.#_,this.#i.element),this.#R,this.#P,this.#l.forCell,this.#s.element),this.element.append(d("header",{class:"toolbar"},d("h2",{},"Attention"),this.#p,e),this.#g,d("div",{class:"strip"},d("h3",{},"Next token"),this.#H),d("div",{class:"body"},this.#T,this.#v),d("footer",{},d("h3",{},"Changes"),this.#L))}#Y(e){this.#C(),e!==null&&(this.#u.textContent=`Layer ${e.layer} · head ${e.head}: ${this.#a.inWords(e)}`)}#Q(e){let{position:t}=this.#e.get("_selected");this.#k("_selected",{layer:e.layer,head:e.head,position:t})}#O(e){this.#D=e.column*(this.#f?.matrix.block??1);let t=e.row*(this.#f?.matrix.block??1),{layer:n,head:i}=this.#e.get("_head");this.#e.get("_selected").position!==t&&this.#k("_selected",{layer:n,head:i,position:t}),this.#A(),this.#s.element.hidden||this.#$()}#q(e){this.#w=e,this.#A()}#z(e,t){let{layer:n,head:i}=t;this.#a.edits(t).some(a=>a.of==="head_out"&&e.startsWith(a.kind))?this.#I(t):this.#h(e,{layer:n,head:i})}#K(e,t={}){this.#h(e,{...this.#b(),...t})}#$(){if(!this.#E&&this.#f?.matrix.block===1){this.#E=!0;let e=JSON.stringify(this.#b());this.#h("steps",this.#b()).then(()=>{this.#E=!1,e!==JSON.stringify(this.#b())&&!this.#s.element.hidden&&this.#$()})}}#I({layer:e,head:t}){this.#B(n=>n.of==="head_out"&&n.layer===e&&n.at.head===t)}#W(){let{layer:e,head:t,position:n,key:i}=this.#b();this.#B(({of:o,at:a,layer:s})=>o==="head_pattern"&&s===e&&a.head===t&&a.position===n&&a.key===i)}#B(e){let t=this.#a.screen.edits.findLastIndex(e);t>=0&&this.#h("remove",{number:t})}#k(e,t){this.#e.set(e,t),this.#e.save_changes()}async#h(e,t={}){try{await this.#o(e,t),this.#N()}catch(n){this.#V(n)}}#F(){let{layer:e,head:t}=this.#e.get("_head");return this.#a.find(e,t)}#j(){let{layer:e,head:t}=this.#e.get("_selected");return this.#a.find(e??-1,t??0)??this.#F()}#S(){let{side:e=1,block:t=1}=this.#f?.matrix??{},n=this.#e.get("_selected").position??e*t-1,i={row:Math.floor(n/t),column:Math.floor(this.#D/t)};return S(i,{rows:e,columns:e})}#b(){let{layer:e,head:t}=this.#e.get("_head"),{row:n,column:i}=this.#S();return{layer:e,head:t,position:n,key:i}}#Z(e){try{e()}catch(t){this.#V(t)}}#M(){let e=this.#e.get("_screen");this.#a.screen!==e&&(this.#a=new T(e));let{tokens:t,layers:n,heads:i,missing:o}=e,a=o>0?` · ${C(o,"layer")} without attention`:"";this.#p.textContent=`${C(n.length,"layer")} × ${C(Math.max(...i),"head")} · ${C(t.length,"token")}${a}`,this.#H.replaceChildren($e(e)),this.#L.replaceChildren(Ne(e,s=>{this.#h("remove",{number:s})})),this.#N(),this.#X(),this.#C(),this.#U(),this.#A(),this.#G()}#X(){let e=this.#e.get("_head"),{screen:t}=this.#a,n=e.show==="other"&&t.other_tokens||t.tokens;if(e.matrix.size!==n.length)return;let i=new O(e.matrix),o=this.#a.find(e.layer,e.head);this.#f={state:e,matrix:i,tokens:n.filter((a,s)=>s%i.block===0),reach:e.show.includes(" - ")?i.reach():null,edits:o===void 0?[]:this.#a.edits(o)}}#C(){let e=this.#e.get("sort"),t=this.#a.has(e)?e:"layer";for(let n of this.#d.options)n.disabled=!this.#a.has(n.value);this.#d.value=t,this.#u.textContent=`${Le[t]}.`,this.#r.draw(this.#a,t,this.#j(),this.#m,this.#T.clientWidth||340)}#U(){let{other_tokens:e,tokens:t,edits:n}=this.#a.screen;this.#c.draw(this.#e.get("show"),i=>i.endsWith("clean")&&n.length===0?"There are no changes":i.endsWith("other")&&e===null?"There is no other prompt":i==="edited - other"&&e?.length!==t.length?"The prompts are not equally long":null)}#A(){let e=this.#f;if(e===null)return;let[t,n]=[this.#S(),this.#F()],i=this.#v.clientWidth||640,o=i>640;this.#n.draw(e,t,this.#w,this.#m,o?i-260:i);let a=i-this.#n.pad.canvas.clientWidth-24;this.#i.draw(e,this.#w??t,this.#m,o?a:i,o?this.#n.rows:null),this.#y.textContent=`Layer ${e.state.layer} · head ${e.state.head}`,n!==void 0&&(this.#x.textContent=this.#a.inWords(n)),this.#ee(e,this.#w??t),this.#R.replaceChildren(...Pe(e.reach,this.#a.screen.edits.length>0,this.#m)),this.#l.draw({other:this.#a.screen.other_tokens!==null,head:e.edits.find(({of:s})=>s==="head_out")?.kind??null,block:e.matrix.block,masked:e.matrix.masked(t),cell:G(e,t),edited:e.edits.some(s=>s.at.position===t.row&&s.at.key===t.column)})}#ee(e,t){let n=e.state.parts?.map(o=>new O(o).at(t)),i=n?` = ${n.map(g).join(" − ")}`:"";this.#P.textContent=`${G(e,t)}${i}`}#G(){let e=this.#e.get("_steps"),{tokens:t}=this.#a.screen,n="terms"in e&&e.position<t.length;this.#l.explained(n),this.#s.draw(n?e:null,t,this.#m,this.#v.clientWidth||640)}#N(){let{message:e,details:t}=this.#e.get("_error");e===void 0?this.#g.replaceChildren():this.#g.replaceChildren(K({message:e,details:t},this.#t))}#V(e){let{message:t,details:n}=ee(e),i=e instanceof L?e.details:n;this.#g.replaceChildren(K({message:t,details:i},this.#t))}#te(e){this.#g.replaceChildren(d("p",{class:"notice",role:"status"},e))}};var Ke=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
:host {
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
`;function kt(r){let e=r.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":r.classList.contains("vscode-light")?"light":r.classList.contains("vscode-dark")||r.classList.contains("vscode-high-contrast")||r.classList.contains("dark")||r.classList.contains("dark-theme")?"dark":null}function Ie(r,e){let t=()=>{r.style.colorScheme=kt(document.body)??""};t();let n=new MutationObserver(t);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function St({model:r,el:e,signal:t}){let n=new AbortController;t?.addEventListener("abort",()=>n.abort());let i=d("div",{class:"nnexplore"}),o=i.attachShadow({mode:"open"});return o.append(d("style",{},Ke,me,fe)),e.append(i),Ie(i,n.signal),be(i,n.signal),ge(o,()=>o.append(new Z(r,i,n.signal).element),n.signal),()=>n.abort()}var Gn={render:St};export{Gn as default};

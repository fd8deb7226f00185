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
`;function d(r,e={},...t){let n=document.createElement(r);for(let[o,i]of Object.entries(e))f(n,o,i);return n.append(...t),n}function f(r,e,t){if(t===!1||t===null||t===void 0){r.hasAttribute(e)&&r.removeAttribute(e);return}let n=t===!0?"":String(t);r.getAttribute(e)!==n&&r.setAttribute(e,n)}function ge(r,e,t){try{e()}catch(n){r.append(I(te(n),t))}}function te(r){return r instanceof Error?{message:r.message,details:r.stack}:{message:String(r)}}function I({message:r,details:e},t){let n=d("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=d("div",{},d("p",{},r));e&&o.append(d("details",{},d("summary",{},"Details"),d("pre",{tabindex:0},e)));let i=d("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>i.remove(),{signal:t}),i}var et=["a","c","v","x","y","z"],tt=["text","search","number"];function be(r){return r instanceof HTMLTextAreaElement||r instanceof HTMLInputElement&&tt.includes(r.type)}function ye(r){return r.ctrlKey||r.metaKey?et.includes(r.key.toLowerCase()):!(r.shiftKey&&r.key==="Enter")}function xe(r){return r.ctrlKey||r.metaKey||r.altKey?r.key.toLowerCase()==="c":r.key.length===1||r.key==="Escape"}function ne({row:r,column:e},{rows:t,columns:n},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return S({row:r,column:e-1},{rows:t,columns:n});case"ArrowRight":return S({row:r,column:e+1},{rows:t,columns:n});case"ArrowUp":return S({row:r-1,column:e},{rows:t,columns:n});case"ArrowDown":return S({row:r+1,column:e},{rows:t,columns:n});case"Home":return{row:i?0:r,column:0};case"End":return{row:i?t-1:r,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:t-1,column:e};default:return null}}function S({row:r,column:e},{rows:t,columns:n}){return{row:Math.max(0,Math.min(t-1,r)),column:Math.max(0,Math.min(n-1,e))}}function W(r,...e){return e.includes(r.key)&&!(r.ctrlKey||r.metaKey||r.shiftKey||r.altKey)}function re(r){if(!(r.ctrlKey||r.metaKey)||r.altKey)return null;let e=r.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:r.shiftKey?"redo":"undo"}var nt=["Enter"," ","Delete","Backspace"],rt=[{row:0,column:0},{rows:1,columns:1}];function ve(r,e){let t=n=>{let o=n.composedPath();o.includes(r)&&r.toggleAttribute("data-lm-suppress-shortcuts",ot(n,o[0]))};window.addEventListener("keydown",t,{capture:!0,signal:e})}function ot(r,e){return be(e)?ye(r):e instanceof HTMLElement&&e.dataset.letters!==void 0&&xe(r)?!0:ne(...rt,r)!==null||W(r,...nt)||re(r)!==null}function g(r){if(!Number.isFinite(r))return ke(r);for(let e=6;e<9;e++){let t=Number(r.toPrecision(e));if(Math.fround(t)===r)return we(t)}return we(Number(r.toPrecision(9)))}function we(r){return r!==0&&Math.abs(r)<.001?r.toExponential():String(r)}function H(r){return Number.isFinite(r)?r===0||r>=.001?r.toFixed(4):r.toExponential(1):ke(r)}function ke(r){return Number.isNaN(r)?"NaN":r>0?"∞":"−∞"}function C(r,e,t=`${e}s`){return`${r} ${r===1?e:t}`}var it=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],st=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Ce(r,e){let t=e==="light"?it:st,n=r*(t.length-1),o=Math.min(Math.floor(n),t.length-2),i=Se(Me(t[o]??"#000000")),a=Se(Me(t[o+1]??"#000000"));return lt(at(i,a,n-o))}function oe(r){return r<=.04045?r/12.92:((r+.055)/1.055)**2.4}function ie(r){let e=r<=.0031308?r*12.92:1.055*r**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function at(r,e,t){return[r[0]+(e[0]-r[0])*t,r[1]+(e[1]-r[1])*t,r[2]+(e[2]-r[2])*t]}function Se([r,e,t]){let[n,o,i]=[oe(r),oe(e),oe(t)],a=Math.cbrt(.4122214708*n+.5363325363*o+.0514459929*i),s=Math.cbrt(.2119034982*n+.6806995451*o+.1073969566*i),l=Math.cbrt(.0883024619*n+.2817188376*o+.6299787005*i);return[.2104542553*a+.793617785*s-.0040720468*l,1.9779984951*a-2.428592205*s+.4505937099*l,.0259040371*a+.7827717662*s-.808675766*l]}function lt([r,e,t]){let n=(r+.3963377774*e+.2158037573*t)**3,o=(r-.1055613458*e-.0638541728*t)**3,i=(r-.0894841775*e-1.291485548*t)**3;return[ie(4.0767416621*n-3.3077115913*o+.2309699292*i),ie(-1.2684380046*n+2.6097574011*o-.3413193965*i),ie(-.0041960863*n-.7034186147*o+1.707614701*i)]}function Me(r){let e=Number.parseInt(r.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}var dt=["text","quiet","line","paper","raised","accent","change","bad"],B=256,ct={light:["#0b3068","#2f7fc0","#a8cde8","#f7f7f7","#f6c08a","#d9661a","#7a2c00"],dark:["#d3ecff","#5fb0e4","#1f4f78","#171c24","#6b3a14","#e0802f","#ffe0bd"]};function se(r){let e=d("span",{style:"display:none"});(r.shadowRoot??r).append(e);let t=i=>(e.style.color=i,getComputedStyle(e).color),n=t("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))")==="rgb(255, 255, 255)",o=Object.fromEntries(dt.map(i=>[i,t(`var(--${i})`)]));return e.remove(),{...o,dark:n,...ht(n?"dark":"light")}}function Ae(r,e,t,n){let o=new MutationObserver(t);if(o.observe(r,{attributes:!0,attributeFilter:["style"]}),n.addEventListener("abort",()=>o.disconnect()),typeof ResizeObserver>"u")return;let i=0,a=new ResizeObserver(()=>{e.clientWidth!==i&&(i=e.clientWidth,t())});a.observe(e),n.addEventListener("abort",()=>a.disconnect())}function ht(r){let e=Array.from({length:B},(t,n)=>n/(B-1));return{sequential:e.map(t=>ut(Ce(t,r))),diverging:e.map(t=>pt(ct[r],t)),hole:r==="light"?[196,30,140]:[255,120,205]}}function ae(r,e,t){if(!Number.isFinite(e))return r.hole;let n=t===null?e:.5+e/(2*t||1),o=Math.round(Math.min(1,Math.max(0,n))*(B-1));return(t===null?r.sequential:r.diverging)[o]??r.hole}function Ee([r,e,t]){let n=[r,e,t].map(i=>(i/255)**2.2);return .2126*(n[0]??0)+.7152*(n[1]??0)+.0722*(n[2]??0)>.18?"#000000":"#ffffff"}function R([r,e,t],n=1){return`rgb(${r} ${e} ${t} / ${n})`}function $e(r){return`linear-gradient(90deg, ${Array.from({length:9},(t,n)=>R(r[Math.round(n/8*(B-1))]??[0,0,0])).join(", ")})`}function ut(r){return r.map(e=>Math.round(e*255))}function pt(r,e){let t=e*(r.length-1),n=Math.min(Math.floor(t),r.length-2),[o,i]=[Te(r[n]??"#000000"),Te(r[n+1]??"#000000")];return o.map((a,s)=>Math.round(a+((i[s]??0)-a)*(t-n)))}function Te(r){let e=Number.parseInt(r.slice(1),16);return[e>>16,e>>8&255,e&255]}var _=class extends Error{details;constructor(e,t){super(e),this.name="KernelError",this.details=t}},mt=8e3;function Pe(r,e,t){let n=new Map,o=Math.random().toString(36).slice(2),i=0;return D(r,"msg:custom",s=>{let l=n.get(s?.id);l!==void 0&&(n.delete(s.id),clearTimeout(l.timer),s.kind==="error"?l.fail(new _(s.message,s.details)):l.done())},t),t.addEventListener("abort",()=>{for(let{timer:s}of n.values())clearTimeout(s);n.clear()}),(s,l={})=>new Promise((c,h)=>{let u=`${o}-${++i}`;n.set(u,{done:c,fail:h,timer:setTimeout(e,mt)}),r.send({kind:s,id:u,...l})})}var Ne=new WeakMap;function D(r,e,t,n){r.on(e,t);let o=Ne.get(n),i=()=>r.off(e,t);if(o){o.push(i);return}let a=[i];Ne.set(n,a),n.addEventListener("abort",()=>{for(let s of a)s()})}function w(r){let e=ft(r,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ft(r,e){let t=r instanceof ArrayBuffer?new Uint8Array(r):new Uint8Array(r.buffer,r.byteOffset,r.byteLength);if(t.byteLength%e!==0)throw new RangeError(`${t.byteLength} bytes are no whole number of ${e}-byte values`);return t.byteOffset%e===0?t:t.slice()}var gt=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function bt(r){if(r==="")return{spaces:0,text:"∅"};let e=r.length-r.trimStart().length,t=/^ *$/.test(r.slice(0,e))?e:0;return{spaces:t,text:Array.from(r.slice(t),yt).join("")}}function N(r){let{spaces:e,text:t}=bt(r);return"·".repeat(e)+t}function F(r){return JSON.stringify(r)}function yt(r){let e=gt.get(r);if(e!==void 0)return e;let t=r.codePointAt(0)??0;return t<32?String.fromCodePoint(9216+t):t===127?"␡":r}function K(r,e,t,n){let o=d("button",{type:"button",title:e},r);return o.addEventListener("click",()=>o.getAttribute("aria-disabled")!=="true"&&t(),{signal:n}),o}function T(r,e,t=""){f(r,"aria-disabled",String(!e)),r.dataset.title??=r.title,r.title=e?r.dataset.title:t||r.dataset.title}function Le(r,e,t,n){let o=d("fieldset",{class:"choice"},d("legend",{},r)),i=`choice-${Math.random().toString(36).slice(2)}`,a=e.map(([s,l,c])=>{let h=d("input",{type:"radio",name:i,value:s});h.addEventListener("change",()=>t(s),{signal:n});let u=d("label",{title:c},h,d("span",{},l));return o.append(u),{value:s,title:c,radio:h,label:u}});return{element:o,draw(s,l){for(let{value:c,title:h,radio:u,label:p}of a){let m=l(c);u.checked=c===s,u.disabled=m!==null&&c!==s,f(p,"title",m??h)}}}}function He({next:r,edits:e}){let[t,n]=[w(r.edited),w(r.clean)],o=e.some(({on:s})=>s),a=r.strings.map((s,l)=>l).sort((s,l)=>(t[l]??0)-(t[s]??0)).map(s=>{let[l,c]=[t[s]??Number.NaN,n[s]??Number.NaN],h=d("li",{title:o?`${g(l)}, was ${g(c)}`:g(l),style:`--is:${l};--was:${c}`},d("code",{},N(r.strings[s]??"")),d("span",{class:"number"},H(l)));return o&&h.append(d("span",{class:"was"},`was ${H(c)}`)),h});return d("ol",{class:"next","aria-label":"Next token"},...a)}function Re({edits:r},e){if(r.length===0)return d("p",{class:"quiet"},"No changes: ablate a head, or set one of its weights.");let t=r.map((n,o)=>{let i=d("button",{type:"button",title:"Take this change away"},"✕");return i.onclick=()=>e(o),i.setAttribute("aria-label",`Take away: ${n.text}`),d("li",{class:n.on?null:"off"},d("span",{},n.text),i)});return d("ul",{class:"changes","aria-label":"Changes"},...t)}function _e(r,e,t){let n=$e(r===null?t.sequential:t.diverging),[o,i]=r===null?["0","1"]:[`−${r.toPrecision(3)}`,`+${r.toPrecision(3)}`],a=(h,u="")=>d("i",{class:h,style:u||null,"aria-hidden":"true"}),s=(...h)=>d("span",{class:"item"},...h),l=s(r===null?"weight":"difference"," ",o,a("map",`background:${n}`),i),c=s(a("dot",`background:rgb(${t.hole.join(" ")})`),"NaN or ∞");return e?[l,c,s(a("fold"),"changed")]:[l,c]}function De(r,e){return d("span",{class:"buttons"},K("Undo","Take back the last change (Ctrl+Z in a grid)",()=>r("undo"),e),K("Redo","Make it again (Ctrl+Shift+Z in a grid)",()=>r("redo"),e),K("Clear","Take all changes away",()=>r("clear"),e))}var Ke="There is no other prompt to copy from",j=class{forHead=d("span",{class:"buttons",role:"group","aria-label":"Change this head"});forCell=d("div",{class:"actions",role:"group"});#e;#t;#i;#r;#n;#o;#s;#l=d("input",{type:"number",step:"0.05",value:"1","aria-label":"New weight"});constructor(e,t){let n=(i,a,s)=>K(i,a,s,t),o="Set what this head writes to zero, and compute again what follows";this.#e=n("Ablate head",o,()=>e.head("zero head")),this.#t=n("Copy head from other","Take what this head writes from the other prompt",()=>e.head("copy head")),this.#i=n("Set to 0","Set this weight to zero (Enter in the matrix)",()=>e.cell("set cell",{to:0})),this.#r=n("Set to","Set this weight to the number beside",()=>{Number.isFinite(this.#l.valueAsNumber)&&e.cell("set cell",{to:this.#l.valueAsNumber})}),this.#n=n("Copy from other","Take this weight from the other prompt",()=>e.cell("copy cell")),this.#o=n("Restore","Take the change of this weight away (Delete in the matrix)",e.restore),this.#s=n("Show the steps","Score, scale, mask and softmax of this weight, with its terms",e.steps),this.forHead.append(this.#e,this.#t),this.forCell.append(d("span",{class:"quiet"},"This weight:"),this.#i,d("span",{class:"joined"},this.#r,this.#l),this.#n,this.#o,this.#s)}explained(e){this.#s.textContent=e?"Hide the steps":"Show the steps",f(this.#s,"aria-expanded",String(e))}draw({other:e,head:t,block:n,masked:o,cell:i,edited:a}){f(this.forCell,"aria-label",`Change this weight, ${i}`),f(this.#e,"aria-pressed",String(t==="zero")),f(this.#t,"aria-pressed",String(t==="copy")),T(this.#t,e,Ke);let s=n===1,l=s?"":`One cell is ${n} × ${n} weights here; choose a shorter prompt`;T(this.#i,s,l),T(this.#r,s,l),T(this.#n,s&&e,l||Ke),T(this.#o,s&&a,l||"This weight is not changed"),T(this.#s,s&&!o,l||"A later token: masked")}};var O=class{size;block;side;triangle;values;constructor({size:e,block:t,triangle:n,values:o}){this.size=e,this.block=t,this.side=Math.ceil(e/t),this.triangle=n,this.values=w(o);let i=n?this.side*(this.side+1)/2:this.side**2;if(this.values.length!==i)throw new RangeError(`a pattern of ${this.side} × ${this.side} has ${this.values.length} numbers`)}at({row:e,column:t}){return this.values[le(this.side,this.triangle,e,t)]??0}masked({row:e,column:t}){return this.triangle&&t>e}reach(){let e=0;for(let t of this.values)Math.abs(t)>e&&(e=Math.abs(t));return e}};function le(r,e,t,n){return e?n>t?-1:t*(t+1)/2+n:t*r+n}var A=class{constructor(e){this.screen=e;this.columns=Math.max(...e.heads),this.all=e.heads.flatMap((t,n)=>Array.from({length:t},(o,i)=>({layer:e.layers[n]??n,row:n,head:i,index:0}))),this.all.forEach((t,n)=>{t.index=n}),this.#e=new Map(Object.entries(e.scores).map(([t,n])=>[t,w(n)]))}screen;all;columns;#e;score({row:e,head:t},n){return this.#e.get(n)?.[e*this.columns+t]??Number.NaN}has(e){return e==="layer"||this.#e.has(e)}find(e,t){return this.all.find(n=>n.layer===e&&n.head===t)}inWords(e,t=n=>n.toFixed(3)){return xt.map(n=>[n,this.score(e,n)]).filter(([,n])=>!Number.isNaN(n)).map(([n,o])=>`${de[n]} ${t(o)}`).join(" · ")}slots(e,t=this.columns){let n=this.all.map(a=>({head:a,score:this.score(a,e)}));if(e==="layer"||!this.has(e))return n.map(({head:a,score:s})=>({row:a.row,column:a.head,head:a,score:s}));let o=e==="entropy"?1:-1,i=a=>Number.isNaN(a)?Number.POSITIVE_INFINITY:o*a;return n.sort((a,s)=>i(a.score)===i(s.score)?0:i(a.score)-i(s.score)),n.map(({head:a,score:s},l)=>({row:Math.floor(l/t),column:l%t,head:a,score:s}))}edits({layer:e,head:t}){let n=o=>!("head"in o.at)||o.at.head===t;return this.screen.edits.filter(o=>o.on&&o.layer===e&&o.of.startsWith("head_")&&n(o))}},de={layer:"layer and head",entropy:"entropy",previous:"previous token",first:"first token",duplicate:"same token before",induction:"induction",effect:"effect of changes"},Oe={layer:"Rows are layers, columns are heads",entropy:"Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",previous:"Mean weight on the token before",first:"Mean weight on the prompt's first token, where heads rest that have nothing to do",duplicate:"Mean weight on earlier occurrences of the same token; – where the prompt repeats none",induction:"Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",effect:"How far the changes moved the pattern: total variation distance, mean over the tokens"},xt=["entropy","previous","first","duplicate","induction","effect"],qe=[["edited","now","The pattern with all changes"],["clean","clean","The pattern without changes"],["edited - clean","now − clean","What the changes have done: orange more, blue less"],["other","other prompt","The pattern of the other prompt"],["edited - other","now − other","This prompt minus the other: orange more, blue less"]];var vt=0,P=class{element;canvas=d("canvas",{"aria-hidden":"true"});#e;#t=d("div",{role:"gridcell",id:`cell-${++vt}`,"aria-selected":"true"});#i=d("div",{role:"row",class:"unseen"},this.#t);#r={rows:1,columns:1};#n={row:0,column:0};constructor(e,t,n){this.#e=t,this.element=d("div",{class:"pad",role:"grid",tabindex:0,"aria-label":e,"aria-activedescendant":this.#t.id}),this.element.append(this.canvas,this.#i);let o=(i,a)=>this.element.addEventListener(i,a,{signal:n});o("pointermove",i=>t.hover(this.#o(i))),o("pointerleave",()=>t.hover(null)),o("click",i=>this.#s(i)),o("keydown",i=>this.#l(i))}get cell(){return this.#n}place(e,t){this.#r=e,this.#n=S(t,e),f(this.element,"aria-rowcount",e.rows),f(this.element,"aria-colcount",e.columns),f(this.#i,"aria-rowindex",this.#n.row+1),f(this.#t,"aria-colindex",this.#n.column+1),f(this.#t,"aria-label",this.#e.describe(this.#n))}context(e,t){return q(this.canvas,e,t)}#o(e){let t=this.canvas.getBoundingClientRect();return this.#e.cellAt(e.clientX-t.left,e.clientY-t.top)}#s(e){let t=this.#o(e);t!==null&&this.#e.select(t)}#l(e){let t=re(e),n=ne(this.#n,this.#r,e);if(t!==null)this.#e.travel(t);else if(n!==null)this.#e.select(n);else if(W(e,"Enter"," "))this.#e.activate(this.#n);else if(W(e,"Delete","Backspace"))this.#e.remove(this.#n);else return;e.preventDefault(),e.stopPropagation()}};function q(r,e,t){let n=Math.min(globalThis.devicePixelRatio||1,2),[o,i]=[Math.round(e*n),Math.round(t*n)];r.width!==o&&(r.width=o),r.height!==i&&(r.height=i),r.style.width=`${e}px`,r.style.height=`${t}px`;let a=r.getContext("2d");return a===null?null:(a.setTransform(n,0,0,n,0,0),a.clearRect(0,0,e,t),a.textBaseline="middle",a)}function z(r,e,t){if(r.measureText(e).width<=t)return e;let n=e;for(;n.length>1&&r.measureText(`${n}…`).width>t;)n=n.slice(0,-1);return`${n}…`}var[k,b,wt,ce]=[15,7,30,76],ze=255,U=class{pad;#e;#t=[];#i="layer";#r;#n=null;#o=ce;#s=[];#l=null;constructor(e,t,n){this.#e=new A(e);let o=i=>a=>{let s=this.#p(a)??this.#y(a);s!==void 0&&i(s.head)};this.pad=new P("Attention heads",{cellAt:(i,a)=>this.#u(i,a),describe:i=>this.#x(i),hover:i=>{this.#n=(i&&this.#p(i)?.head)??null,t.hover(this.#n)},select:o(t.select),activate:o(t.activate),remove:o(t.remove),travel:t.travel},n)}draw(e,t,n,o,i){this.#e=e,this.#i=t,this.#r=n;let a=Math.floor((i-b)/(ce+b)),s=t==="layer"?e.columns:Math.max(e.columns,Math.min(a,e.all.length));this.#t=e.slots(t,s);let l=Math.max(...this.#t.map(({row:y})=>y))+1,c=this.#t.find(({head:y})=>y===n)??{row:0,column:0};this.pad.place({rows:l,columns:s},c);let h=Math.floor((i-b)/s)-b;this.#o=Math.max(wt,Math.min(ce,h));let[u,p]=[this.#o+b,this.#o+k+b],m=this.pad.context(s*u+b,l*p+b);if(m!==null){this.#d(o);for(let y of this.#t)this.#h(m,y,o)}}#h(e,{row:t,column:n,head:o,score:i},a){let s=this.#o,[l,c]=[b+n*(s+b),b+t*(s+k+b)],h=o===this.#r;e.font=`${h?"600 ":""}10.5px ${M}`,e.fillStyle=h?a.accent:a.quiet,e.textAlign="left",e.fillText(`${o.layer}.${o.head}`,l,c+6),this.#i!=="layer"&&s>40&&(e.textAlign="right",e.fillStyle=a.text,e.fillText(Number.isNaN(i)?"–":i.toFixed(2),l+s,c+6)),e.fillStyle=a.raised,e.fillRect(l,c+k,s,s),e.imageSmoothingEnabled=!1;let u=this.#s[o.index];u!==void 0&&e.drawImage(u,l,c+k,s,s);let p=this.#e.edits(o).length>0,m=o===this.#n;e.lineWidth=h||p?2:1,e.strokeStyle=h?a.accent:p?a.change:m?a.text:a.line,e.strokeRect(l-.5,c+k-.5,s+1,s+1),p&&(e.fillStyle=a.change,e.beginPath(),e.moveTo(l+s,c+k),e.lineTo(l+s-13,c+k),e.lineTo(l+s,c+k+13),e.fill())}#d(e){let{thumbs:t}=this.#e.screen,n=`${e.dark}`;if(this.#l===t.values&&this.#s[0]?.dataset.theme===n)return;this.#l=t.values;let{side:o,triangle:i}=t,a=St(t.values),s=i?o*(o+1)/2:o*o;this.#s=this.#e.all.map(({index:l})=>{let c=document.createElement("canvas");c.dataset.theme=n,c.width=c.height=o;let h=c.getContext("2d"),u=h?.createImageData(o,o);if(!h||!u)return c;for(let p=0;p<o;p++)for(let m=0;m<o;m++){let y=le(o,i,p,m);y>=0&&he(u,p*o+m,kt(e,a[l*s+y]??ze))}return h.putImageData(u,0,0),c})}#u(e,t){let n=Math.floor((e-b/2)/(this.#o+b)),o=Math.floor((t-b/2)/(this.#o+k+b));return this.#p({row:o,column:n})===void 0?null:{row:o,column:n}}#p({row:e,column:t}){return this.#t.find(n=>n.row===e&&n.column===t)}#y({row:e}){return this.#t.filter(t=>t.row===e).at(-1)}#x(e){let t=this.#p(e);if(t===void 0)return"no head";let{head:n}=t,o=this.#e.edits(n).map(({text:a})=>`, changed: ${a}`),i=this.#e.inWords(n,H).replaceAll(" · ",", ");return`layer ${n.layer}, head ${n.head}: ${i}${o.join("")}`}},M='system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';function kt(r,e){return e===ze?r.hole:r.sequential[e]??r.hole}function he(r,e,[t,n,o]){r.data.set([t,n,o,255],e*4)}function St(r){return r instanceof ArrayBuffer?new Uint8Array(r):new Uint8Array(r.buffer,r.byteOffset,r.byteLength)}var[x,v,Mt,Ie]=[84,64,3,46],G=class{pad;#e=null;#t=Ie;#i=null;#r=[];constructor(e,t){this.pad=new P("Attention weights, tokens that attend by tokens attended to",{cellAt:(n,o)=>this.#u(n,o),describe:n=>this.#e===null?"":V(this.#e,n),...e},t)}draw(e,t,n,o,i){this.#e=e;let{side:a}=e.matrix;this.pad.place({rows:a,columns:a},t),this.#t=Math.max(Mt,Math.min(Ie,Math.floor((i-x-4)/a)));let s=this.#t*a,l=this.pad.context(x+s+2,v+s+2);l!==null&&(this.#n(e,o),l.imageSmoothingEnabled=!1,this.#i!==null&&l.drawImage(this.#i,x,v,s,s),this.#t>=9&&this.#o(l,a,o),this.#t>=30&&this.#s(l,e,o),this.#l(l,e,o),this.#h(l,e,n??this.pad.cell,o),n!==null&&this.#d(l,n,o.text,1),this.#d(l,this.pad.cell,o.accent,2))}get rows(){return this.#t<16?null:{top:v,step:this.#t}}#n({matrix:e,reach:t},n){let o=[e,t,n];if(o.every((l,c)=>l===this.#r[c]))return;this.#r=o;let i=document.createElement("canvas");i.width=i.height=e.side;let a=i.getContext("2d"),s=a?.createImageData(e.side,e.side);if(!(!a||!s)){for(let l=0;l<e.side;l++){let c=e.triangle?l+1:e.side;for(let h=0;h<c;h++)he(s,l*e.side+h,ae(n,e.at({row:l,column:h}),t))}a.putImageData(s,0,0),this.#i=i}}#o(e,t,n){e.strokeStyle=n.paper,e.lineWidth=1,e.beginPath();for(let o=0;o<=t;o++){let i=o*this.#t;e.moveTo(x+i+.5,v),e.lineTo(x+i+.5,v+t*this.#t),e.moveTo(x,v+i+.5),e.lineTo(x+t*this.#t,v+i+.5)}e.stroke()}#s(e,{matrix:t,reach:n},o){e.font=`${this.#t>=38?11:10}px ${M}`,e.textAlign="center";for(let i=0;i<t.side;i++)for(let a=0;a<t.side;a++){let s=t.at({row:i,column:a});if(t.masked({row:i,column:a})||Math.abs(s)<.005)continue;e.fillStyle=Ee(ae(o,s,n));let l=Number.isNaN(s)?"NaN":Ct(s,n);e.fillText(l,x+(a+.5)*this.#t,v+(i+.5)*this.#t+.5)}}#l(e,{edits:t,matrix:n},o){e.fillStyle=o.change;let i=Math.max(4,Math.min(10,this.#t/3));for(let{at:a,of:s}of t){if(s!=="head_pattern"||a.position===void 0||a.key===void 0)continue;let l=x+(Math.floor(a.key/n.block)+1)*this.#t,c=v+Math.floor(a.position/n.block)*this.#t;e.beginPath(),e.moveTo(l,c),e.lineTo(l-i,c),e.lineTo(l,c+i),e.fill()}}#h(e,{tokens:t,matrix:n},o,i){let a=this.#t>=12;for(let s=0;s<n.side;s++){let l=(s+.5)*this.#t,c=N(t[s]??"");for(let h of["row","column"]){let u=o[h]===s;if(!a&&!u)continue;e.font=`${u?"600 ":""}11.5px ${M}`,e.fillStyle=u?i.text:i.quiet,e.textAlign=h==="row"?"right":"left";let p=z(e,c,h==="row"?x-10:v*1.1);e.save(),e.translate(h==="row"?x-6:x+l,h==="row"?v+l:v-5),h==="column"&&e.rotate(-Math.PI/3.4),e.fillText(p,0,0),e.restore()}}}#d(e,{row:t,column:n},o,i){e.strokeStyle=o,e.lineWidth=i,e.strokeRect(x+n*this.#t+.5,v+t*this.#t+.5,this.#t,this.#t)}#u(e,t){let[n,o]=[Math.floor((t-v)/this.#t),Math.floor((e-x)/this.#t)],i=this.#e?.matrix.side??0;return n>=0&&o>=0&&n<i&&o<i?{row:n,column:o}:null}};function Ct(r,e){let t=Math.abs(r).toFixed(2).replace(/^0/,"");return r<0?`−${t}`:e===null?t:`+${t}`}function V(r,e){let{matrix:t}=r,n=a=>{let s=a*t.block,l=Math.min(t.size,s+t.block)-1;return s===l?`${F(r.tokens[a]??"")} (${s})`:`tokens ${s}–${l}`},o=`${n(e.row)} → ${n(e.column)}`;if(t.masked(e))return`${o}: masked, a later token`;let i=t.block>1?", the largest of them":"";return`${o}: ${g(t.at(e))}${i}`}function We(r,e,t){return t===null?r.accent:R(r.diverging[e<0?45:210]??[0,0,0])}var E=92,Be=.01,J=class{element;#e=d("canvas",{role:"img"});#t=20;#i=0;#r=0;constructor(e,t){this.element=d("div",{class:"lines"},this.#e);let n=o=>{let i=o.clientY-this.#e.getBoundingClientRect().top,a=Math.floor((i-this.#r)/this.#t);return a>=0&&a<this.#i?a:null};this.#e.addEventListener("pointermove",o=>e.hover(n(o)),{signal:t}),this.#e.addEventListener("pointerleave",()=>e.hover(null),{signal:t}),this.#e.addEventListener("click",o=>{let i=n(o);i!==null&&e.select(i)},{signal:t})}draw(e,t,n,o,i){let{side:a}=e.matrix;this.#i=a,this.#r=i?.top??6,this.#t=i?.step??(a>40?15:a>16?19:Math.max(22,Math.min(34,300/a)));let s=Math.max(230,Math.min(340,o));this.#e.setAttribute("aria-label",`Lines from ${C(a,"token")}; the matrix has the numbers`);let l=q(this.#e,s,a*this.#t+this.#r+6);if(l===null)return;let c=h=>this.#r+(h+.5)*this.#t;for(let h=0;h<a;h++)h!==t.row&&this.#n(l,e,h,s,.16,n,c);this.#n(l,e,t.row,s,1,n,c),this.#o(l,e,t,s,n,c)}#n(e,{matrix:t,reach:n},o,i,a,s,l){let[c,h]=[E,i-E],u=(c+h)/2;for(let p=0;p<t.side;p++){let m=t.at({row:o,column:p}),y=Math.min(1,Math.abs(m)/(n||1));y>=Be&&(e.globalAlpha=a*(.25+.75*y),e.strokeStyle=We(s,m,n),e.lineWidth=.6+5.4*y,e.beginPath(),e.moveTo(c,l(o)),e.bezierCurveTo(u,l(o),u,l(p),h,l(p)),e.stroke())}e.globalAlpha=1}#o(e,{matrix:t,tokens:n,reach:o},i,a,s,l){for(let c=0;c<t.side;c++){let h=N(n[c]??""),u=c===i.row,p=t.at({row:i.row,column:c}),m=Math.abs(p)>=Be*(o??1)||Number.isNaN(p);e.font=`${u?"600 ":""}12px ${M}`,e.fillStyle=u?s.accent:s.text,e.textAlign="right",e.fillText(z(e,h,E-10),E-6,l(c)),e.font=`${m?"600 ":""}12px ${M}`,e.fillStyle=m?s.text:s.quiet,e.textAlign="left",e.fillText(z(e,h,m?E-44:E-10),a-E+6,l(c)),m&&(e.font=`11px ${M}`,e.fillStyle=s.quiet,e.textAlign="right",e.fillText(p.toFixed(2).replace("-","−"),a-2,l(c)))}}};var Y=6,Tt=-1e4;function At(r){let[e=Number.NaN,t=Number.NaN,n=Number.NaN,o=Number.NaN]=w(r.numbers),i=w(r.terms),a=w(r.row),s=a.reduce((u,p)=>p>u?p:u,Number.NEGATIVE_INFINITY),l=a.reduce((u,p)=>u+Math.exp(p-s),0),c=Math.fround(e*t),h=n-c;return{dot:e,factor:t,score:n,weight:o,terms:i,scaled:c,masked:n<Tt,rest:Math.abs(h)<=1e-4*Math.max(1,Math.abs(n))?0:h,softmax:Math.exp(n-s)/l,order:Array.from(i,(u,p)=>p).sort((u,p)=>Math.abs(i[p]??0)-Math.abs(i[u]??0))}}var Z=class{element=d("section",{class:"steps","aria-label":"How this weight comes about"});#e=d("canvas",{role:"img"});draw(e,t,n,o){if(this.element.hidden=e===null,e===null)return;let i=At(e),{dot:a,factor:s,score:l,weight:c,terms:h,scaled:u,masked:p,rest:m,softmax:y,order:L}=i,pe=$=>F(t[$]??""),Ve=e.key_head===e.head?"":` (key head ${e.key_head}, shared)`,ee=L.slice(0,Y).map($=>ue(`${$}`,h[$]??0)),Je=L.slice(Y).reduce(($,Qe)=>$+(h[Qe]??0),0);L.length>Y&&ee.push(ue(`${L.length-Y} more`,Je)),ee.push(ue("sum",a,"sum"));let Ye=Math.abs(y-c)>1e-4?"; a change has made it":"";this.element.replaceChildren(d("h3",{},`How ${pe(e.position)} comes to attend to ${pe(e.key)}`),d("div",{class:"chain"},Q("1","query · key",g(a),`${h.length} terms${Ve}`),Q("2","scaled",g(u),`× ${g(s)}`),Q("3","masked",p?"−∞":g(l),p?"a later token":Et(m)),Q("4","softmax",g(c),`e^score / Σ = ${g(Math.fround(y))}${Ye}`)),d("div",{class:"terms"},this.#e,d("table",{},d("caption",{},"query × key by dimension, largest first"),d("tbody",{},...ee)))),this.#t(i.terms,L,n,Math.max(180,Math.min(520,o-230)))}#t(e,t,n,o){this.#e.setAttribute("aria-label",`${e.length} terms as bars, largest first`);let i=150,a=q(this.#e,o,i);if(a===null)return;let s=Math.abs(e[t[0]??0]??1)||1,l=o/e.length;t.forEach((c,h)=>{let u=e[c]??0,p=u/s*(i/2-4);a.fillStyle=R(n.diverging[u<0?45:210]??[0,0,0]),a.fillRect(h*l,i/2-Math.max(0,p),Math.max(1,l-1),Math.abs(p))}),a.fillStyle=n.quiet,a.fillRect(0,i/2-.5,o,1)}};function Q(r,e,t,n){return d("div",{class:"step"},d("span",{class:"name"},d("b",{},r),` ${e}`),d("output",{},t),d("small",{},n))}function Et(r){return r===0?"nothing added":`${r>0?"+":"−"} ${Math.abs(r).toPrecision(4)} of bias or cap`}function ue(r,e,t=""){return d("tr",{class:t||null},d("th",{scope:"row"},r),d("td",{},g(Math.fround(e))))}var $t="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",X=class{element=d("section",{class:"attention","aria-label":"Attention"});#e;#t;#i;#r;#n;#o;#s=new Z;#l;#h;#d=d("select",{"aria-label":"Order of the heads"});#u=d("p",{class:"quiet meaning"});#p=d("span",{class:"size"});#y=d("h3",{});#x=d("p",{class:"quiet scores"});#P=d("output",{class:"readout","aria-live":"polite"});#L=d("p",{class:"legend"});#g=d("div",{class:"messages"});#H=d("div",{});#R=d("div",{});#_=d("div",{class:"window"});#A=d("section",{class:"heads","aria-label":"All heads"});#v=d("section",{class:"head","aria-label":"Chosen head"});#m;#a;#f=null;#D=0;#w=null;#E=!1;constructor(e,t,n){this.#e=e,this.#t=n,this.#m=se(t),this.#a=new A(e.get("_screen")),this.#i=Pe(e,()=>this.#te($t),n);let o=s=>{this.#c(s)};this.#r=new U(e.get("_screen"),{hover:s=>this.#Y(s),select:s=>this.#Q(s),activate:s=>this.#q("zero head",s),remove:s=>this.#I(s),travel:o},n),this.#n=new G({hover:s=>this.#O(s),select:s=>this.#K(s),activate:()=>this.#z("set cell",{to:0}),remove:()=>this.#W(),travel:o},n),this.#o=new J({hover:s=>this.#O(s===null?null:{row:s,column:this.#S().column}),select:s=>this.#K({row:s,column:this.#S().column})},n),this.#l=new j({head:s=>{let l=this.#j();l!==void 0&&this.#q(s,l)},cell:(s,l)=>this.#z(s,l),steps:()=>this.#s.element.hidden?this.#$():void this.#c("close steps"),restore:()=>this.#W()},n),this.#h=Le("Show",qe,s=>this.#k("show",s),n),this.#J(),this.#M();let i=(s,l)=>D(e,`change:${s}`,()=>this.#Z(l),n);i("_screen",()=>this.#M()),i("_head",()=>this.#M()),i("_steps",()=>this.#G()),i("_selected",()=>{this.#C(),this.#T()}),i("_error",()=>this.#N()),i("sort",()=>this.#C()),i("show",()=>this.#U()),i("busy",()=>f(this.element,"data-busy",e.get("busy")));let a=()=>{this.#m=se(t),this.#M()};Ae(t,this.element,a,n)}#J(){let e=De(o=>{this.#c(o)},this.#t);for(let[o,i]of Object.entries(de))this.#d.append(d("option",{value:o},i));this.#d.addEventListener("change",()=>this.#k("sort",this.#d.value),{signal:this.#t});let t=d("label",{class:"order"},"Order by ",this.#d),n=d("div",{class:"window"},this.#r.pad.element);this.#A.append(d("header",{},d("h3",{},"All heads"),t),n,this.#u),this.#_.append(this.#n.pad.element),this.#v.append(d("header",{},this.#y,this.#l.forHead),this.#x,this.#h.element,d("div",{class:"pictures"},this.#_,this.#o.element),this.#L,this.#P,this.#l.forCell,this.#s.element),this.element.append(d("header",{class:"toolbar"},d("h2",{},"Attention"),this.#p,e),this.#g,d("div",{class:"strip"},d("h3",{},"Next token"),this.#H),d("div",{class:"body"},this.#A,this.#v),d("footer",{},d("h3",{},"Changes"),this.#R))}#Y(e){this.#C(),e!==null&&(this.#u.textContent=`Layer ${e.layer} · head ${e.head}: ${this.#a.inWords(e)}`)}#Q(e){let{position:t}=this.#e.get("_selected");this.#k("_selected",{layer:e.layer,head:e.head,position:t})}#K(e){this.#D=e.column*(this.#f?.matrix.block??1);let t=e.row*(this.#f?.matrix.block??1),{layer:n,head:o}=this.#e.get("_head");this.#e.get("_selected").position!==t&&this.#k("_selected",{layer:n,head:o,position:t}),this.#T(),this.#s.element.hidden||this.#$()}#O(e){this.#w=e,this.#T()}#q(e,t){let{layer:n,head:o}=t;this.#a.edits(t).some(a=>a.of==="head_out"&&e.startsWith(a.kind))?this.#I(t):this.#c(e,{layer:n,head:o})}#z(e,t={}){this.#c(e,{...this.#b(),...t})}#$(){if(!this.#E&&this.#f?.matrix.block===1){this.#E=!0;let e=JSON.stringify(this.#b());this.#c("steps",this.#b()).then(()=>{this.#E=!1,e!==JSON.stringify(this.#b())&&!this.#s.element.hidden&&this.#$()})}}#I({layer:e,head:t}){this.#B(n=>n.of==="head_out"&&n.layer===e&&n.at.head===t)}#W(){let{layer:e,head:t,position:n,key:o}=this.#b();this.#B(({of:i,at:a,layer:s})=>i==="head_pattern"&&s===e&&a.head===t&&a.position===n&&a.key===o)}#B(e){let t=this.#a.screen.edits.findLastIndex(e);t>=0&&this.#c("remove",{number:t})}#k(e,t){this.#e.set(e,t),this.#e.save_changes()}async#c(e,t={}){try{await this.#i(e,t),this.#N()}catch(n){this.#V(n)}}#F(){let{layer:e,head:t}=this.#e.get("_head");return this.#a.find(e,t)}#j(){let{layer:e,head:t}=this.#e.get("_selected");return this.#a.find(e??-1,t??0)??this.#F()}#S(){let{side:e=1,block:t=1}=this.#f?.matrix??{},n=this.#e.get("_selected").position??e*t-1,o={row:Math.floor(n/t),column:Math.floor(this.#D/t)};return S(o,{rows:e,columns:e})}#b(){let{layer:e,head:t}=this.#e.get("_head"),{row:n,column:o}=this.#S();return{layer:e,head:t,position:n,key:o}}#Z(e){try{e()}catch(t){this.#V(t)}}#M(){let e=this.#e.get("_screen");this.#a.screen!==e&&(this.#a=new A(e));let{tokens:t,layers:n,heads:o,missing:i}=e,a=i>0?` · ${C(i,"layer")} without attention`:"";this.#p.textContent=`${C(n.length,"layer")} × ${C(Math.max(...o),"head")} · ${C(t.length,"token")}${a}`,this.#H.replaceChildren(He(e)),this.#R.replaceChildren(Re(e,s=>{this.#c("remove",{number:s})})),this.#N(),this.#X(),this.#C(),this.#U(),this.#T(),this.#G()}#X(){let e=this.#e.get("_head"),{screen:t}=this.#a,n=e.show==="other"&&t.other_tokens||t.tokens;if(e.matrix.size!==n.length)return;let o=new O(e.matrix),i=this.#a.find(e.layer,e.head);this.#f={state:e,matrix:o,tokens:n.filter((a,s)=>s%o.block===0),reach:e.show.includes(" - ")?o.reach():null,edits:i===void 0?[]:this.#a.edits(i)}}#C(){let e=this.#e.get("sort"),t=this.#a.has(e)?e:"layer";for(let n of this.#d.options)n.disabled=!this.#a.has(n.value);this.#d.value=t,this.#u.textContent=`${Oe[t]}.`,this.#r.draw(this.#a,t,this.#j(),this.#m,this.#A.clientWidth||340)}#U(){let{other_tokens:e,tokens:t,edits:n}=this.#a.screen;this.#h.draw(this.#e.get("show"),o=>o.endsWith("clean")&&n.length===0?"There are no changes":o.endsWith("other")&&e===null?"There is no other prompt":o==="edited - other"&&e?.length!==t.length?"The prompts are not equally long":null)}#T(){let e=this.#f;if(e===null)return;let[t,n]=[this.#S(),this.#F()],o=this.#v.clientWidth||640,i=o>640;this.#n.draw(e,t,this.#w,this.#m,i?o-260:o);let a=o-this.#n.pad.canvas.clientWidth-24;this.#o.draw(e,this.#w??t,this.#m,i?a:o,i?this.#n.rows:null),this.#y.textContent=`Layer ${e.state.layer} · head ${e.state.head}`,n!==void 0&&(this.#x.textContent=this.#a.inWords(n)),this.#ee(e,this.#w??t),this.#L.replaceChildren(..._e(e.reach,this.#a.screen.edits.length>0,this.#m)),this.#l.draw({other:this.#a.screen.other_tokens!==null,head:e.edits.find(({of:s})=>s==="head_out")?.kind??null,block:e.matrix.block,masked:e.matrix.masked(t),cell:V(e,t),edited:e.edits.some(s=>s.at.position===t.row&&s.at.key===t.column)})}#ee(e,t){let n=e.state.parts?.map(i=>new O(i).at(t)),o=n?` = ${n.map(g).join(" − ")}`:"";this.#P.textContent=`${V(e,t)}${o}`}#G(){let e=this.#e.get("_steps"),{tokens:t}=this.#a.screen,n="terms"in e&&e.position<t.length;this.#l.explained(n),this.#s.draw(n?e:null,t,this.#m,this.#v.clientWidth||640)}#N(){let{message:e,details:t}=this.#e.get("_error");e===void 0?this.#g.replaceChildren():this.#g.replaceChildren(I({message:e,details:t},this.#t))}#V(e){let{message:t,details:n}=te(e),o=e instanceof _?e.details:n;this.#g.replaceChildren(I({message:t,details:o},this.#t))}#te(e){this.#g.replaceChildren(d("p",{class:"notice",role:"status"},e))}};var Fe=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function je(r,e){let t=d("progress",{max:1,value:0,"aria-label":"Progress"}),n=d("span",{class:"quiet"}),o=d("button",{type:"button"},"Cancel"),i=d("div",{class:"progress",role:"group",hidden:!0},t,n,o);o.addEventListener("click",()=>r.send({kind:"cancel",id:"cancel"}),{signal:e});let a=()=>{let{done:s=0,total:l=0,text:c=""}=r.get("_progress")??{};i.hidden=l===0,t.value=l>0?s/l:0,n.textContent=c};return D(r,"change:_progress",a,e),a(),i}function Pt(r){let e=r.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":r.classList.contains("vscode-light")?"light":r.classList.contains("vscode-dark")||r.classList.contains("vscode-high-contrast")||r.classList.contains("dark")||r.classList.contains("dark-theme")?"dark":null}function Ue(r,e){let t=()=>{r.style.colorScheme=Pt(document.body)??""};t();let n=new MutationObserver(t);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function Ge(r,e){function t({model:n,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let s=d("div",{class:"nnexplore"}),l=s.attachShadow({mode:"open"});return l.append(d("style",{},Fe,...r),je(n,a.signal)),o.append(s),Ue(s,a.signal),ve(s,a.signal),ge(l,()=>l.append(e(n,a.signal,s).element),a.signal),()=>a.abort()}return{render:t}}var dr=Ge([me,fe],(r,e,t)=>new X(r,t,e));export{dr as default};

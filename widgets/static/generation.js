var Y=`/* The alternatives of one token, and the branches beside them. */

.panels {
  display: flex;
  flex-wrap: wrap;
  gap: 12px;
  align-items: flex-start;
}

.panels section {
  min-width: 0;
  padding: 8px 12px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.panels section[hidden] {
  display: none;
}

.alternatives {
  flex: 3 1 420px;
  max-width: 760px;
}

.branches {
  flex: 2 1 260px;
}

h3 {
  margin-bottom: 4px;
  font-size: 13px;
  font-weight: 650;
}

h3 .hint {
  font-weight: 400;
}

.row {
  display: grid;
  grid-template-columns: minmax(70px, 116px) minmax(40px, 1fr) repeat(var(--numbers), 54px);
  gap: 0 8px;
  align-items: center;
  min-height: 22px;
  padding: 1px 4px;
  border-radius: 4px;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.row.head {
  color: var(--quiet);
  font-size: 11.5px;
}

.row.head[hidden],
.guesses[hidden] {
  display: none;
}

.row[role="option"] {
  cursor: pointer;
}

.row[aria-disabled="true"] {
  cursor: default;
}

.row[role="option"]:hover:not([aria-disabled="true"]) {
  background: color-mix(in oklab, var(--accent) 14%, transparent);
}

.row[aria-selected="true"] {
  background: var(--raised);
  box-shadow: inset 3px 0 var(--accent);
}

.name {
  display: flex;
  gap: 6px;
  align-items: baseline;
  min-width: 0;
  padding-left: 4px;
}

.name code {
  overflow: hidden;
  text-overflow: ellipsis;
}

.taken {
  color: var(--accent);
  font-size: 11px;
}

[data-cut] code {
  color: var(--quiet);
  text-decoration: line-through;
}

.bars {
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.bars i {
  display: block;
  height: 11px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

.bars i.edited {
  background: var(--change);
}

.bars i:not(:only-child) {
  height: 6px;
  margin: 1px 0;
}

[data-cut] .bars i {
  opacity: 0.45;
}

.number {
  text-align: right;
  white-space: nowrap;
}

.number.cut,
.number.bad {
  color: var(--change-text);
}

/* The other prompt has no bars. */
.mark.other::before {
  content: none;
}

.mark.edited::before {
  background: var(--change);
}

.alternatives > .hint:not(:empty) {
  margin-top: 6px;
  font-size: 12px;
}

.tree {
  overflow: auto;
  max-height: 260px;
  scrollbar-width: thin;
}

.branch {
  position: relative;
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  gap: 8px;
  align-items: baseline;
  padding: 2px 6px 2px calc(6px + 16px * var(--level));
  border-radius: 4px;
  cursor: pointer;
  font-size: 12px;
}

.branch[data-child]::before {
  content: "";
  position: absolute;
  top: 0;
  left: calc(16px * var(--level) - 6px);
  width: 8px;
  height: 50%;
  border: solid var(--quiet);
  border-width: 0 0 1px 1px;
  border-radius: 0 0 0 4px;
}

.branch:hover {
  background: color-mix(in oklab, var(--accent) 14%, transparent);
}

.branch[aria-selected="true"] {
  background: var(--raised);
  box-shadow: inset -3px 0 var(--accent);
  font-weight: 600;
}

.branch:focus-visible,
.row:focus-visible {
  outline-offset: -2px;
}

.where {
  color: var(--quiet);
  font-size: 11px;
  font-variant-numeric: tabular-nums;
  font-weight: 400;
}

.words {
  overflow: hidden;
  font-family: var(--mono);
  text-overflow: ellipsis;
  white-space: pre;
}

.code {
  margin-top: 10px;
}

.code[hidden] {
  display: none;
}

.code summary {
  color: var(--quiet);
  cursor: pointer;
}

.code pre {
  overflow: auto;
  padding: 8px 12px;
  border: 1px solid var(--line);
  border-radius: 6px;
}

@media (forced-colors: active) {
  .bars i {
    forced-color-adjust: none;
  }
}
`;var Z=`/* The head, the text, and what one token is. */

.generation {
  container-type: inline-size;
  padding: 4px 2px 6px;
}

header,
.tools,
.settings,
.group,
.drawn,
.colours {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 12px;
  align-items: center;
}

header {
  margin-bottom: 8px;
}

.size,
.hint {
  color: var(--quiet);
}

.tools {
  gap: 6px 18px;
}

.group {
  gap: 4px;
}

.colours {
  gap: 6px;
  margin-left: auto;
}

select,
input[type="number"] {
  padding: 3px 6px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
}

input[type="number"] {
  width: 60px;
  font-variant-numeric: tabular-nums;
}

select:hover,
input:hover {
  border-color: var(--accent);
}

input:invalid {
  border-color: var(--bad);
}

.joined {
  display: inline-flex;
}

.joined button {
  border-radius: 6px 0 0 6px;
}

.joined input[type="number"] {
  width: 56px;
  margin-left: -1px;
  border-radius: 0 6px 6px 0;
}

button[data-stale] {
  border-color: var(--change);
  color: var(--change-text);
  font-weight: 600;
}

.settings {
  gap: 6px 18px;
  min-height: 30px;
  margin: 8px 0 10px;
}

.drawn {
  gap: 6px 10px;
}

.drawn[hidden] {
  display: none;
}

.drawn label {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.stale {
  margin-bottom: 8px;
  padding: 5px 12px;
  border-left: 4px solid var(--change);
  border-radius: 6px;
  background: var(--raised);
}

.stale[hidden] {
  display: none;
}

.scroll {
  position: relative;
  overflow: auto;
  max-height: 300px;
  padding: 10px 10px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  scrollbar-width: thin;
  font: 13.5px / 1.45 var(--mono);
}

.text {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 3px;
  user-select: none;
}

.token {
  position: relative;
  overflow: hidden;
  max-width: 100%;
  padding: 2px 5px;
  border-radius: 4px;
  cursor: pointer;
  text-overflow: ellipsis;
  white-space: pre;
}

/* What was given is underlined, what was written is filled. */
.token.given {
  padding-inline: 2px;
  border-radius: 2px;
  box-shadow: inset 0 -3px var(--under, var(--line));
}

.dot {
  opacity: 0.4;
}

.given .dot {
  opacity: 0.6;
}

.token.next {
  padding: 1px 8px;
  border: 1px dashed var(--quiet);
  color: var(--quiet);
}

.token.next[data-end] {
  border-color: transparent;
  font-family: var(--sans);
  cursor: default;
}

.token[data-end]:not(.next) {
  font-style: italic;
}

.token:hover:not([aria-selected="true"]) {
  outline: 1px solid var(--accent);
}

.token[aria-selected="true"] {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.token:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

.token[data-position]::before {
  content: "";
  position: absolute;
  inset: 0 0 auto;
  height: 3px;
  background: var(--accent);
}

.token[data-unknown] {
  background: repeating-linear-gradient(-45deg, var(--line) 0 3px, var(--raised) 3px 7px);
}

.token[data-unknown]::after {
  content: " " attr(data-unknown);
  color: var(--bad);
  font-size: 10px;
}

.ahead {
  display: block;
  margin-top: 8px;
  color: var(--quiet);
  font-style: italic;
  white-space: pre-wrap;
}

.ahead::before {
  content: "Forward: ";
  font-family: var(--sans);
  font-style: normal;
}

.ahead[hidden] {
  display: none;
}

.under {
  margin: 6px 3px 12px;
}

.facts,
.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  align-items: center;
  font-variant-numeric: tabular-nums;
}

.facts {
  min-height: 24px;
  margin-bottom: 2px;
  font-size: 12px;
}

.legend {
  gap: 2px 6px;
  color: var(--quiet);
  font-size: 11.5px;
}

.legend i {
  display: inline-block;
  width: 84px;
  height: 12px;
  border-radius: 3px;
  background: light-dark(
    linear-gradient(90deg, var(--scale-light, #fff, #fff)),
    linear-gradient(90deg, var(--scale-dark, #fff, #fff))
  );
}

.legend i.change {
  background: linear-gradient(
    90deg in oklab,
    color-mix(in oklab, var(--change) 58%, var(--paper)),
    var(--paper),
    color-mix(in oklab, var(--accent) 58%, var(--paper))
  );
  box-shadow: inset 0 0 0 1px var(--line);
}

[data-busy] .scroll {
  opacity: 0.6;
}

@container (max-width: 560px) {
  .colours {
    margin-left: 0;
  }

  .facts {
    min-height: 40px;
  }
}

@media (forced-colors: active) {
  .token {
    forced-color-adjust: none;
  }
}
`;function a(t,e={},...n){let r=document.createElement(t);for(let[o,i]of Object.entries(e))p(r,o,i);return r.append(...n),r}function p(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}async function ee(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Je(t)}}function Je(t){let e=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function te(t,e,n){try{e()}catch(r){t.append(L(A(r),n))}}function A(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function L({message:t,details:e},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let i=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var C=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},ne=8e3;function R(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return f(t,"msg:custom",c=>{let d=r.get(c?.id);d!==void 0&&(r.delete(c.id),clearTimeout(d.timer),c.kind==="error"?d.fail(new C(c.message,c.details)):d.done())},n),f(t,"change:_progress",()=>{for(let c of r.values())clearTimeout(c.timer),c.timer=setTimeout(e,ne)},n),n.addEventListener("abort",()=>{for(let{timer:c}of r.values())clearTimeout(c);r.clear()}),(c,d={})=>new Promise((u,h)=>{let y=`${o}-${++i}`;r.set(y,{done:u,fail:h,timer:setTimeout(e,ne)}),t.send({kind:c,id:y,...d})})}var re=new WeakMap;function f(t,e,n,r){t.on(e,n);let o=re.get(r),i=()=>t.off(e,n);if(o){o.push(i);return}let s=[i];re.set(r,s),r.addEventListener("abort",()=>{for(let l of s)l()})}var Qe="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",K=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#t;#n;#i;#e=null;constructor(e,n){this.#t=e,this.#i=n,this.#n=R(e,()=>this.#r(),n);for(let r of["_error","_screen"])f(e,`change:${r}`,()=>this.#o(),n);f(e,"change:_progress",()=>this.#s(),n),this.#o()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#n(e,n),r?this.#s():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=A(e);this.#l({message:n,details:e instanceof C?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:n}=this.#t.get("_error")??{};e?this.#l({message:e,details:n}):this.messages.replaceChildren()}#r(){this.notice(Qe),this.#e=this.messages.firstElementChild}#s(){this.#e?.remove(),this.#e=null}#l(e){this.messages.replaceChildren(L(e,this.#i))}};var Xe=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function P(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),Ye).join("")}}function v(t){let{spaces:e,text:n}=P(t);return"·".repeat(e)+n}function b(t){return JSON.stringify(t)}function Ye(t){let e=Xe.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}function oe(t,e,n,r){let o=a("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>U(o)&&n(),{signal:r}),o}function B(t,e,n=""){p(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,p(t,"title",(e?"":n)||t.dataset.title||null)}function U(t){return t.getAttribute("aria-disabled")!=="true"}function ie(t,e,n,r){let o=a("fieldset",{class:"choice"},a("legend",{},t)),i=`choice-${Math.random().toString(36).slice(2)}`,s=e.map(([l,c,d])=>{let u=a("input",{type:"radio",name:i,value:l});u.addEventListener("change",()=>n(l),{signal:r});let h=a("label",{title:d||null},u,a("span",{},c));return o.append(h),{value:l,title:d,radio:u,label:h}});return{element:o,draw(l,c=()=>null){for(let{value:d,title:u,radio:h,label:y}of s){let w=c(d);h.checked=d===l,h.disabled=w!==null&&d!==l,p(y,"title",w??(u||null))}}}}var Ze=["a","c","v","x","y","z"],et=["text","search","number"];function se(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&et.includes(t.type)}function ae(t){return t.ctrlKey||t.metaKey?Ze.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function le(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function ce(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function k({row:t,column:e},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return q({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return q({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return q({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return q({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function q({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function g(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function D(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var tt=["Enter"," ","Delete","Backspace"],de=[{row:0,column:0},{rows:1,columns:1}];function ue(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",nt(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function nt(t,e){return se(e)?ae(t):le(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&ce(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&rt(t)?!0:k(...de,t)!==null||g(t,...tt)||D(t)!==null}function rt(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&k(...de,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function m(t){if(!Number.isFinite(t))return he(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return pe(n)}return pe(Number(t.toPrecision(9)))}function pe(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function F(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):he(t)}function he(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function $(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}var ot=[["edited","now","With all changes"],["clean","clean","Without changes"],["other","other prompt","The other prompt"],["edited - clean","now − clean","What the changes have done"],["edited - other","now − other","With all changes, minus the other prompt"],["clean - other","clean − other","Without changes, minus the other prompt"]],x=Object.fromEntries(ot);function E(t){let[e,n]=t.split(" - ");return[e,n??null]}function T(t){let e=fe(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function H(t){let e=fe(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function fe(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var be=-1,N=class{constructor(e){this.screen=e;let n=new Uint8Array(0);this.ids=H(e.ids??n);let r=H(e.vocabulary??n);this.#t=new Map(Array.from(r,(o,i)=>[o,e.strings[i]??""]));for(let o of e.runs??[])this.#n[o]=T(e.said[o]??n),this.#i[o]=T(e.bits[o]??n),this.#e[o]=T(e.chances[o]??n);this.#o=H(e.top??n),this.#r=H(e.ranks??n),this.#s=T(e.drawn??n),this.#l=T(e.taken??n),this.#d=this.ids.length>0?this.#o.length/this.ids.length:0}screen;ids;#t;#n={};#i={};#e={};#o;#r;#s;#l;#d;get length(){return this.ids.length}get written(){return this.length-this.screen.first}has(e){return this.screen.runs?.includes(e)??!1}missing(e){return e.includes("clean")&&!this.has("clean")?"There are no changes":e.includes("other")&&!this.has("other")?"There is no other prompt, or it is too long":""}token(e){return this.#t.get(this.ids[e]??-1)??""}isEnd(e){return e>=this.screen.first&&(this.screen.ends??[]).includes(this.ids[e]??-1)}probability(e,n){return me(this.#n[e],n,e==="other"&&n<this.screen.first)}bits(e,n){return me(this.#i[e],n,e==="other"&&n<this.screen.first)}value(e,n,r){let o=d=>r==="surprisal"?this.bits(d,e):this.probability(d,e),[i,s]=E(n),[l,c]=[o(i),s===null?0:o(s)];return l===null||c===null?null:Math.fround(l-c)}reach(e,n){let r=E(e)[1]!==null;if(n==="probability"&&!r)return 1;let o=0;for(let i=0;i<this.length;i++){let s=this.value(i,e,n);s!==null&&Number.isFinite(s)&&(o=Math.max(o,Math.abs(s)))}return n==="surprisal"?Math.max(1,Math.ceil(o)):Math.max(.01,Math.ceil(o*100)/100)}guesses(e){if(e<1||e>this.length)return[];let n=(e-1)*this.#d,r=this.ids[e],o=(e-this.screen.first)*this.#d,i=Array.from({length:this.#d},(s,l)=>{let c=this.#o[n+l]??0,d={};for(let h of this.screen.runs)d[h]=this.#e[h]?.[n+l]??Number.NaN;let u=e>=this.screen.first?this.#s[o+l]??null:null;return{id:c,text:this.#t.get(c)??"",rank:l,chances:d,drawn:u,taken:c===r}});return r!==void 0&&!i.some(s=>s.taken)&&i.push(this.#u(e,r)),i}#u(e,n){let r={};for(let i of this.screen.runs)r[i]=this.#n[i]?.[e]??Number.NaN;let o=this.#l[e-this.screen.first]??null;return{id:n,text:this.token(e),rank:this.#r[e]??0,chances:r,drawn:o,taken:!0}}describe(e,n,r){if(e>=this.length)return"next token";let o=[e<this.screen.first?"prompt":"written",`position ${e}`,this.isEnd(e)?`${b(this.token(e))}, end of the text`:b(this.token(e))],i=this.value(e,n,r),s=r==="surprisal"?" bits":"";return i!==null&&o.push(`${r} ${x[n]} ${m(i)}${s}`),o.join(", ")}};function me(t,e,n){return e===0||n?null:t?.[e]??null}var O=class{element;#t=a("h3",{});#n=a("div",{class:"row head","aria-hidden":"true"});#i=a("div",{class:"guesses",role:"listbox"});#e=a("p",{class:"hint"});#o;#r=[];#s=[];#l=0;constructor(e,n){this.#o=e,this.element=a("section",{class:"alternatives","aria-label":"Alternatives"},this.#t,this.#n,this.#i,this.#e),this.#i.addEventListener("click",r=>this.#c(this.#u(r)),{signal:n}),this.#i.addEventListener("keydown",r=>this.#a(r),{signal:n})}draw(e,n){let r=this.#r.findIndex(d=>d.matches(":focus")),{screen:o}=e;this.#l=n;let i=n>=o.first&&!(n===e.length&&(o.full||o.ended));this.#s=o.ended&&n===e.length?[]:e.guesses(n);let s=o.runs??[],l=this.#s.some(({drawn:d})=>d!==null);p(this.element,"style",`--numbers:${s.length+Number(l)}`),p(this.#i,"aria-label",`Alternatives at position ${n}`),this.#t.replaceChildren(...it(e,n)),this.#n.replaceChildren(...at(s,l)),this.#n.hidden=this.#i.hidden=this.#s.length===0;let c=lt(e,n,i);this.#r=this.#s.map(d=>ct(d,s));for(let d of this.#r)B(d,i,c);this.#i.replaceChildren(...this.#r),this.#e.textContent=c,this.#d(Math.max(0,r)),r>=0&&this.focus()}focus(){(this.#r.find(e=>e.tabIndex===0)??this.#r[0])?.focus({preventScroll:!0})}#d(e){for(let[n,r]of this.#r.entries())r.tabIndex=n===e?0:-1}#u(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null;return this.#r.indexOf(n)}#c(e){let[n,r]=[this.#s[e],this.#r[e]];n!==void 0&&r!==void 0&&U(r)&&!n.taken&&this.#o.take(this.#l,n.id)}#a(e){let n=this.#u(e),r=k({row:n,column:0},{rows:this.#r.length,columns:1},e),o=e.key==="ArrowLeft"||e.key==="ArrowRight";if(r!==null&&!o){let i=e.key==="Home"?0:e.key==="End"?this.#r.length-1:r.row;this.#d(i),this.focus()}else if(g(e,"Enter"," "))this.#c(n);else if(g(e,"Backspace"))this.#o.back();else if(g(e,"Escape"))this.#o.leave();else return;e.preventDefault()}};function it(t,e){return t.screen.ended&&e===t.length?["The text has ended"]:e===t.length?["Next token ",a("span",{class:"hint"},`position ${e}`)]:["In the place of ",a("code",{},v(t.token(e))),a("span",{class:"hint"},` position ${e}`)]}var st={edited:"now",clean:"clean",other:"other"};function at(t,e){let n=t.includes("clean"),r=t.map(o=>a("span",{class:"number"},a("span",{class:n?`mark ${o}`:null,title:x[o]},st[o])));return e&&r.push(a("span",{class:"number"},"drawn")),[a("span",{},"token"),a("span",{},"probability"),...r]}function lt(t,e,n){return e===0?"Nothing predicts the first token.":e<t.screen.first?"A token of the prompt: what the model would have said in its place.":t.screen.ended&&e===t.length?"Step back, or take another token in the place of the last.":n?"":"The model's context is full: nothing can follow."}function ct(t,e){let n=t.drawn===be,r=a("span",{class:"bars","aria-hidden":"true"}),o=a("span",{class:"name",title:`${b(t.text)}, id ${t.id}`});o.append(a("code",{},v(t.text)),...t.taken?[a("span",{class:"taken"},"taken")]:[]);let i=a("div",{class:"row",role:"option","aria-selected":String(t.taken)},o,r);for(let l of e){let c=t.chances[l]??Number.NaN;l!=="other"&&r.append(dt(l,c,e.includes("clean"))),i.append(ge(c,`${x[l]} ${m(c)}, rank ${t.rank+1}`))}t.drawn!==null&&i.append(n?a("span",{class:"number cut"},"cut"):ge(t.drawn,"drawn")),p(i,"data-cut",n);let s=e.map(l=>`${x[l]} ${F(t.chances[l]??Number.NaN)}`);return t.drawn!==null&&s.push(n?"cut by the sampling":`drawn with ${F(t.drawn)}`),i.setAttribute("aria-label",[b(t.text),...t.taken?["taken"]:[],...s].join(", ")),i}function dt(t,e,n){let r=Number.isFinite(e)?e*100:0;return a("i",{class:n?t:"clean",style:`width:${r}%`})}function ge(t,e){let n=Number.isFinite(t)?"":" bad";return a("span",{class:`number${n}`,title:`${e}`,"data-value":m(t)},F(t))}var j=class{element;#t=a("div",{class:"tree",role:"tree","aria-label":"Branches"});#n=a("span",{class:"hint"});#i;#e=[];#o=[];constructor(e,n){this.#i=e,this.element=a("section",{class:"branches","aria-label":"Branches"},a("h3",{},"Branches ",this.#n),this.#t),this.#t.addEventListener("click",r=>this.#s(this.#r(r)),{signal:n}),this.#t.addEventListener("keydown",r=>this.#l(r),{signal:n})}draw(e){let n=e.branches??[],r=this.#e.findIndex(s=>s.matches(":focus")),o=n.length>1;this.element.hidden=!o,this.#n.textContent=$(n.length,"text"),this.#o=ut(n),this.#e=this.#o.map(s=>pt(n[s],e.first)),this.#t.replaceChildren(...this.#e);let i=this.#o.findIndex(s=>n[s]?.now);for(let[s,l]of this.#e.entries())l.tabIndex=s===i?0:-1;r>=0&&this.#e[i]?.focus({preventScroll:!0})}#r(e){let n=e.target instanceof Element?e.target.closest("[role=treeitem]"):null;return this.#e.indexOf(n)}#s(e){let n=this.#o[e];n!==void 0&&(this.#e[e]?.focus({preventScroll:!0}),this.#i(n))}#l(e){let n=this.#r(e),r=this.#e.length-1,o={ArrowUp:n-1,ArrowDown:n+1,Home:0,End:r}[e.key];if(g(e,"Enter"," "))this.#s(n);else if(o!==void 0)this.#e[Math.max(0,Math.min(r,o))]?.focus();else return;e.preventDefault()}};function ut(t){let e=n=>t.map((r,o)=>({branch:r,number:o})).filter(({branch:r})=>r.parent===n).sort((r,o)=>o.branch.at-r.branch.at||r.number-o.number).flatMap(({number:r})=>[r,...e(r)]);return e(null)}function pt(t,e){let n=t.text.replaceAll(`
`,"⏎"),r=t.parent===null?"":`at ${t.at} `,o=a("div",{role:"treeitem",class:"branch","aria-level":t.level+1,"aria-selected":String(t.now),"aria-label":`${r}${t.text||t.token.map(v).join("")||"nothing yet"}, ${$(t.tokens,"token")}`,style:`--level:${t.level}`,title:t.text},a("span",{class:"where"},t.parent===null?`${e}`:`${t.at}`),a("span",{class:"words"},n.trim()||t.token.map(v).join("")||"nothing yet"),a("span",{class:"hint"},String(t.tokens)));return p(o,"data-child",t.parent!==null),o}var ke=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],Ee=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function Te(){return Array.from({length:256},(t,e)=>{let n=e/255,r=xe(n,"light"),o=xe(n,"dark");return{background:`light-dark(${_(r)}, ${_(o)})`,ink:`light-dark(${_(ye(r,n,"light"))}, ${_(ye(o,n,"dark"))})`}})}function Se(){return`--scale-light:${ke.join(",")};--scale-dark:${Ee.join(",")}`}function Me(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function xe(t,e){let n=e==="light"?ke:Ee,r=t*(n.length-1),o=Math.min(Math.floor(r),n.length-2),i=ve(J(n[o]??"#000000")),s=ve(J(n[o+1]??"#000000"));return ht(Ae(i,s,r-o))}function ye(t,e,n){let r=[0,0,0],o=[1,1,1],i=G(t,r)>=G(t,o)?r:o,s=J(n==="light"?"#5b6675":"#97a5b5"),l=Ae(s,i,Math.min(1,e/.22));return G(t,l)>=4.5?l:i}function G(t,e){let[n,r]=[we(t),we(e)].sort((o,i)=>o-i);return(r+.05)/(n+.05)}function we([t,e,n]){return .2126*S(t)+.7152*S(e)+.0722*S(n)}function S(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function V(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function Ae(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function ve([t,e,n]){let[r,o,i]=[S(t),S(e),S(n)],s=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*i),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*i),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*i);return[.2104542553*s+.793617785*l-.0040720468*c,1.9779984951*s-2.428592205*l+.4505937099*c,.0259040371*s+.7827717662*l-.808675766*c]}function ht([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,o=(t-.1055613458*e-.0638541728*n)**3,i=(t-.0894841775*e-1.291485548*n)**3;return[V(4.0767416621*r-3.3077115913*o+.2309699292*i),V(-1.2684380046*r+2.6097574011*o-.3413193965*i),V(-.0041960863*r-.7034186147*o+1.707614701*i)]}function J(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function _(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var ft=Te(),mt=58;function Le(t,e,n,r){if(t===null||!Number.isFinite(t))return null;if(E(n)[1]===null)return ft[Me(t/e)]??null;let o=r==="surprisal"?-t:t,i=Math.min(1,Math.abs(t)/e)*mt;return{background:`color-mix(in oklab, ${o<0?"var(--change)":"var(--accent)"} ${i.toFixed(1)}%, var(--paper))`,ink:"light-dark(#000000, #ffffff)"}}function Ce(t,e,n){let r=E(e)[1]!==null,o=a("i",{"aria-hidden":"true",class:r?"change":null,style:r?null:Se()}),i=n==="surprisal"?" bits":"",s=m(Math.fround(t)),l=r?[`−${s}`,`+${s}`]:["0",s];r&&n==="surprisal"&&l.reverse();let[c="",d=""]=l;return[`${n}, ${x[e]}: `,c,o,`${d}${i}`]}function $e(t,e){if(t.screen.empty)return["There is no prompt yet: type one in the tokens' view, or set workspace.prompt."];if(e>=t.length)return[a("span",{class:"hint"},"Enter takes the likeliest token, Backspace steps back, arrow keys look around.")];let n=a("span",{class:"hint"},` id ${t.ids[e]}`),r=a("span",{title:b(t.token(e))},a("code",{},v(t.token(e))),n),o=[a("b",{},`position ${e}`),r];if(e===0)return[...o,a("span",{class:"hint"},"the first: nothing predicts it")];for(let i of t.screen.runs){let[s,l]=[t.probability(i,e),t.bits(i,e)];if(s===null||l===null)continue;let c=a("span",{class:"hint"},`${x[i]} `),d={class:"fact","data-run":i,"data-probability":m(s),"data-bits":m(l)};o.push(a("span",d,c,`${m(s)} · ${m(l).replace("-","−")} bits`))}return o}var z=class{element;#t=a("div",{class:"text",role:"listbox","aria-orientation":"horizontal"});#n=a("span",{class:"ahead",title:"Stepped back from: Forward brings it back"});#i;#e=[];#o=0;constructor(e,n){this.#i=e,this.#t.setAttribute("aria-label","The text, token by token"),this.element=a("div",{class:"scroll"},this.#t,this.#n);let r=(o,i)=>this.#t.addEventListener(o,s=>i(s),{signal:n});r("click",o=>{let i=this.#c(o);i!==null&&(this.#e[i]?.focus({preventScroll:!0}),e.look(i))}),r("pointerover",o=>e.hover(this.#c(o))),r("pointerleave",()=>e.hover(null)),r("keydown",o=>this.#l(o))}draw(e,n,r){let o=this.#e.some(l=>l.matches(":focus")),i=e.reach(n,r);this.#o=e.length;let s=e.screen.empty?0:e.length+1;for(;this.#e.length<s;)this.#e.push(a("span",{role:"option",tabindex:-1}));for(let l of this.#e.splice(s))l.remove();this.#t.append(...this.#e.filter(l=>l.parentNode===null));for(let l=0;l<e.length;l++)gt(this.#e[l],e,l,i,n,r);xt(this.#e[e.length],e),this.#r(e.screen.ahead??[]),o&&this.#e[e.length]?.focus({preventScroll:!0})}select(e,n){let r=e===null||e>this.#o?this.#o:e;for(let[i,s]of this.#e.entries())p(s,"aria-selected",String(i===r)),p(s,"data-position",i===n),s.tabIndex=i===r?0:-1;let o=this.#e[r];o!==void 0&&this.#s(o)}#r(e){this.#n.hidden=e.length===0,this.#n.textContent=e.map(n=>bt(n)).join(""),p(this.#n,"aria-label",`stepped back from: ${b(e.join(""))}`)}#s(e){let n=this.element,r=e.offsetTop-n.offsetTop;r<n.scrollTop&&(n.scrollTop=r-4);let o=r+e.offsetHeight;o>n.scrollTop+n.clientHeight&&(n.scrollTop=o-n.clientHeight+4)}#l(e){let n=this.#c(e),r=D(e),o=n===null?null:this.#d(e,n);if(r!==null)this.#i.travel(r);else if(o!==null)this.#e[o]?.focus({preventScroll:!0}),this.#i.look(o);else if(g(e,"Enter"," ")&&n!==null)this.#i.accept(n);else if(g(e,"Backspace"))this.#i.back();else if(g(e,"Delete"))this.#i.forward();else return;e.preventDefault()}#d(e,n){let r=k({row:0,column:n},{rows:1,columns:this.#e.length},e);return r===null?null:e.key==="ArrowUp"||e.key==="PageUp"?this.#u(n,-1):e.key==="ArrowDown"||e.key==="PageDown"?this.#u(n,1):r.column}#u(e,n){let r=this.#e[e];if(r===void 0)return e;let o=u=>u.offsetLeft+u.offsetWidth/2,i=[...this.#e.entries()].filter(([,u])=>n*(u.offsetTop-r.offsetTop)>4),s=i.map(([,u])=>u.offsetTop),l=n>0?Math.min(...s):Math.max(...s),c=i.filter(([,u])=>Math.abs(u.offsetTop-l)<=4),d=u=>Math.abs(o(u)-o(r));return c.sort(([,u],[,h])=>d(u)-d(h)),c[0]?.[0]??e}#c(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null,r=n===null?-1:this.#e.indexOf(n);return r<0?null:r}};function bt(t){let{spaces:e,text:n}=P(t);return" ".repeat(e)+n}function He(t){let{spaces:e,text:n}=P(t);return e>0?[a("span",{class:"dot"},"·".repeat(e)),n]:[n]}function gt(t,e,n,r,o,i){if(t===void 0)return;let s=e.value(n,o,i),l=Le(s,r,o,i),c=n<e.screen.first,d=s!==null&&!Number.isFinite(s);t.className=c?"token given":"token",t.replaceChildren(...He(e.token(n)));let u=c?`--under:${l?.background}`:`background:${l?.background};color:${l?.ink}`;p(t,"style",l===null?null:u),p(t,"data-unknown",d?m(s):null),p(t,"data-end",e.isEnd(n)),p(t,"aria-label",e.describe(n,o,i))}function xt(t,e){if(t===void 0)return;let{full:n,ended:r,limit:o}=e.screen,i=e.guesses(e.length)[0],s=r?"end of the text":n?`context full: ${o} tokens`:"";t.className="token next",t.replaceChildren(...s===""?He(i?.text??"…"):[s]),p(t,"style",null),p(t,"data-unknown",null),p(t,"data-end",r||n);let l=r||n?s:`next token, likeliest ${b(i?.text??"")}: Enter takes it`;p(t,"aria-label",l)}var yt=[["temperature","temperature","What logits are divided by",{min:"0.01",step:"any"}],["top_k","top-k","How many of the likeliest stay; 0 is all",{min:"0",step:"1"}],["top_p","top-p","The fewest that have this probability together stay; 1 is all",{min:"0.01",max:"1",step:"any"}],["seed","seed","Of the random numbers: the same seed draws the same text",{min:"0",max:"4294967295",step:"1"}]],wt=[["likeliest","likeliest","The likeliest token each time"],["drawn","drawn","A token drawn by its probability"]],I=class{element;settings;#t;#n;#i=a("span",{class:"size"});#e=Ne("Number of tokens to write",{min:"1",step:"1",max:"1000"});#o={};#r=a("select",{"aria-label":"What colours the tokens: run"});#s=a("select",{"aria-label":"What colours the tokens: number"});#l;#d=new Map;#u=a("span",{class:"drawn"});constructor(e,n){this.#t=e,this.#n=n,this.#e.value="20";let r=a("span",{class:"joined"},this.#a(),this.#e),o=Re("Write",this.#c("back","← Back","Step back by one token (Backspace in the text)"),this.#c("forward","Forward →","Bring back what was stepped back from (Delete in the text)"),this.#c("step","Step","Write one token, chosen as below"),r),i=Re("The whole text",this.#c("again","Generate again","Write it anew under the changes and settings as they are now"),this.#c("reset","Reset","Forget all that was written"),this.#c("copy","Copy as Python","Code that writes the same text in a fresh kernel",()=>e.copy())),s=a("span",{class:"colours"},a("span",{class:"hint"},"Colour"),this.#s,this.#r),l=a("header",{},a("h2",{},"Generation"),this.#i,s);this.element=a("div",{},l,a("div",{class:"tools"},o,i)),this.#l=ie("Next token",wt,c=>e.set("greedy",c==="likeliest"),n),this.settings=this.#b(),this.#m()}draw(e,n){let{screen:r}=e,o=r.limit===null||r.limit===void 0?"":` · context ${r.limit}`,i=`${$(r.first,"prompt token")} + ${e.written} written${o}`;this.#i.textContent=r.empty?"no prompt":i;let s=r.empty?"There is no prompt":r.ended?"The text has ended":r.full?`The context of ${r.limit} tokens is full`:"";this.#p("step",s),this.#p("run",s);let l=e.written>0?"":"Nothing is written yet";this.#p("back",l),this.#p("copy",l),this.#p("forward",(r.ahead??[]).length>0?"":"Nothing was stepped back from"),this.#p("again",r.empty?"There is no prompt":l);let c=(r.branches??[]).some(d=>d.tokens>0);this.#p("reset",c?"":"Nothing is written yet"),p(this.#o.again,"data-stale",r.stale),this.#h(e,n("show"),n("colour")),this.#g(n)}#c(e,n,r,o){let i=oe(n,r,o??(()=>this.#t.ask(e)),this.#n);return this.#o[e]=i,i}#a(){let e=()=>{this.#e.reportValidity()&&this.#t.ask("run",{tokens:this.#e.valueAsNumber})};return this.#c("run","Run","Write as many tokens as the number beside says",e)}#p(e,n){B(this.#o[e],n==="",n)}#m(){for(let[n,r]of Object.entries(x))this.#r.append(a("option",{value:n},r));for(let n of["probability","surprisal"])this.#s.append(a("option",{value:n},n));let e=(n,r)=>n.addEventListener("change",r,{signal:this.#n});e(this.#r,()=>this.#t.set("show",this.#r.value)),e(this.#s,()=>this.#t.set("colour",this.#s.value))}#h(e,n,r){this.#s.value=r;for(let o of this.#r.options){let i=e.missing(o.value);o.disabled=i!==""&&o.value!==n,o.title=i}this.#r.value=n}#b(){for(let[e,n,r,o]of yt)this.#u.append(this.#f(e,n,r,o));return a("div",{class:"settings"},this.#l.element,this.#u)}#f(e,n,r,o){let i=Ne(null,o),s=()=>{i.checkValidity()&&i.value!==""?this.#t.set(e,i.valueAsNumber):i.reportValidity()};return i.addEventListener("change",s,{signal:this.#n}),this.#d.set(e,i),a("label",{title:r},a("span",{class:"hint"},n),i)}#g(e){let n=e("greedy");this.#l.draw(n?"likeliest":"drawn"),this.#u.hidden=n;for(let[r,o]of this.#d)o.matches(":focus")||(o.value=String(e(r)))}};function Ne(t,e){return a("input",{type:"number","aria-label":t,required:!0,...e})}function Re(t,...e){return a("span",{class:"group",role:"group","aria-label":t},...e)}var vt="The changes were different when this was written. The text is kept; its numbers are those of now.",W=class{element;#t;#n;#i;#e;#o;#r;#s=a("p",{class:"facts"});#l=a("p",{class:"legend"});#d=a("p",{class:"stale",role:"note"},vt);#u=a("pre",{tabindex:0,"aria-label":"Python"});#c=a("details",{class:"code"},a("summary",{},"Python"),this.#u);#a;#p=null;constructor(e,n){this.#t=e,this.#a=new N(e.get("_screen")),this.#n=new K(e,n);let r=(o,i={})=>{this.#n.ask(o,i)};this.#i=new I({ask:r,copy:()=>{this.#E()},set:(o,i)=>this.#f(o,i)},n),this.#e=new z({look:o=>this.#h(o),hover:o=>this.#g(o),accept:o=>this.#b(o),back:()=>r("back"),forward:()=>r("forward"),travel:o=>r(o)},n),this.#o=new O({take:(o,i)=>r("branch",{at:o,token:i}),back:()=>r("back"),leave:()=>this.#h(this.#a.length)},n),this.#r=new j(o=>r("take",{number:o}),n),this.element=this.#m(),this.#x(),this.#k(),f(e,"change:_screen",()=>this.#T(),n),f(e,"change:_selected",()=>this.#w(),n),f(e,"change:at",()=>this.#w(),n);for(let o of["show","colour","greedy","temperature","top_k","top_p","seed"])f(e,`change:${o}`,()=>this.#x(),n);f(e,"change:busy",()=>this.#k(),n)}#m(){return this.#n.status.classList.add("unseen"),a("section",{class:"generation","aria-label":"Generation"},this.#i.element,this.#i.settings,this.#n.messages,this.#d,this.#e.element,a("div",{class:"under"},this.#s,this.#l),a("div",{class:"panels"},this.#o.element,this.#r.element),this.#c,this.#n.status)}#h(e){this.#p=null;let n=e>=this.#a.length?null:e;this.#t.get("at")!==n&&this.#f("at",n);let r=this.#t.get("_selected");e<this.#a.screen.first&&r.position!==e&&this.#f("_selected",{...r,position:e})}#b(e){if(e<this.#a.length){this.#h(e),this.#o.focus();return}let[n]=this.#a.guesses(e),{ended:r,full:o}=this.#a.screen;n!==void 0&&!r&&!o&&this.#n.ask("branch",{at:e,token:n.id})}#f(e,n){this.#t.set(e,n),this.#t.save_changes()}#g(e){this.#p=e,this.#v()}async#E(){let e=await ee(this.#a.screen.code);e||(this.#c.open=!0),this.#n.notice(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#T(){try{this.#a=new N(this.#t.get("_screen")),this.#p=null,this.#t.get("_error")?.message||this.#n.messages.replaceChildren(),this.#x(),this.#n.announce(this.#M())}catch(e){this.#n.fail(e)}}get#S(){let e=this.#t.get("show");return this.#a.missing(e)===""?e:"edited"}#x(){let e=this.#a,[n,r]=[this.#S,this.#t.get("colour")];this.#i.draw(e,s=>this.#t.get(s)),this.#d.hidden=!e.screen.stale,this.#e.draw(e,n,r);let o=e.missing(this.#t.get("show")),i=o===""||e.screen.empty?[]:[a("b",{},`${o}: `)];this.#l.replaceChildren(...i,...Ce(e.reach(n,r),n,r)),this.#r.draw(e.screen),this.#u.textContent=e.screen.code??"",this.#c.hidden=!e.screen.code,this.#w()}get#y(){return Math.min(this.#t.get("at")??this.#a.length,this.#a.length)}#w(){this.#e.select(this.#y,this.#t.get("_selected").position),this.#o.element.hidden=!!this.#a.screen.empty,this.#a.screen.empty||this.#o.draw(this.#a,this.#y),this.#v()}#v(){this.#s.replaceChildren(...$e(this.#a,this.#p??this.#y))}#k(){p(this.element,"data-busy",this.#t.get("busy")),p(this.#e.element,"aria-busy",String(this.#t.get("busy")))}#M(){let e=this.#a;if(e.screen.empty)return"No prompt.";if(e.written===0)return"Nothing is written.";let n=e.length-1,r=e.probability("edited",n)??Number.NaN,o=e.screen.ended?" The text has ended.":"";return`${e.written} written, the last ${b(e.token(n))}, probability ${r.toFixed(4)}.${o}`}};var Ke=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function Be(t){let e=[...t.querySelectorAll("*")].filter(s=>getComputedStyle(s).position==="sticky"),n=e.map(s=>s.getBoundingClientRect()),r=e.map(s=>s.getAttribute("style"));for(let s of e)Fe(s);let o=e.map(s=>s.getBoundingClientRect());e.forEach((s,l)=>{let c=r[l]??null;c===null?s.removeAttribute("style"):s.setAttribute("style",c)});let i=new Map(e.map((s,l)=>[s,Pe(o[l],n[l])]));return new Map([...i].map(([s,l])=>[s,Pe(Tt(s,i),l)]))}function qe(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&Et(t,e);let r=n.get(t);r!==void 0&&Fe(e);let o=t.parentElement,[i,s]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(i!==0||s!==0)&&(e.style.translate=`${i}px ${s}px`)}function Fe(t){t.style.position="relative",t.style.inset="auto"}function Et(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...s)=>s.reduce((l,c)=>l+(Number.parseFloat(n.getPropertyValue(c))||0),0),[o,i]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),i>=1&&(e.style.paddingBottom=`${r("padding-bottom")+i}px`)}function Pe(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function Tt(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var Oe="http://www.w3.org/1999/xhtml",Q=12,St=2,Mt=16e3,At=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function _e(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Lt(t),o=document.createElementNS(Oe,"style");o.textContent=Ct(e);let i=document.createElementNS(Oe,"div");for(let{name:l,value:c}of t.attributes)l!=="style"&&i.setAttribute(l,c);i.setAttribute("class","nnexplore"),i.setAttribute("style",$t(t,o.textContent,n,r)),i.append(o,...Nt(e));let s={width:n+2*Q,height:r+2*Q};return{...s,svg:Pt(i,s.width,s.height)}}async function ze({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(St,Mt/Math.max(e,n)),i=document.createElement("canvas");i.width=Math.round(e*o),i.height=Math.round(n*o);let s=i.getContext("2d");if(s===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return s.drawImage(r,0,0,i.width,i.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(u=>u===null?d():l(u),"image/png")})}function Lt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Ct(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...e,...n].join(`
`);return At+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function $t(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${Ht(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${Q}px`,"overflow: hidden"].join("; ")}function Ht(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Nt(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!je(r)),n=Be(t);return e.map(r=>{let o=r.cloneNode(!0),i=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((s,l)=>{let c=i[l];c!==void 0&&(Rt(s,c),qe(s,c,n))});for(let s of i)je(s)&&s.remove();return o})}function je(t){return t.hasAttribute("data-unexported")}function Rt(t,e){t instanceof HTMLCanvasElement?Kt(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function Kt(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function Pt(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Bt(i)}function Bt(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var qt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Ie(t,e,n,r){let o=d=>async()=>{try{await d()}catch(u){n(L(A(u),r))}},s=Ft(t,()=>n(a("p",{class:"notice",role:"status"},qt)),r),l=d=>`${Ot(e)}.${d}`,c=()=>_e(e);return jt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>X(await ze(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>X(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(s)}],r)}function Ft(t,e,n){let r=R(t,e,n),o=new Set;return f(t,"msg:custom",(s,l)=>{let[c]=l??[];if(s?.kind!=="page"||c===void 0||!o.delete(s.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);X(new Blob([d],{type:"text/html"}),s.name??"view.html")},n),async()=>{let s=Math.random().toString(36).slice(2);o.add(s),await r("page",{ticket:s})}}function X(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Ot(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function jt(t,e){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=a("div",{class:"save-menu","data-unexported":!0},n,o),s=c=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),c&&n.focus())};return n.addEventListener("click",()=>o.hidden?s(0):l(!0),{signal:e}),r.forEach((c,d)=>{let u=()=>{l(!0),t[d]?.act()};c.addEventListener("click",u,{signal:e})}),i.addEventListener("keydown",c=>_t(c,r,o.hidden,s,l),{signal:e}),i.addEventListener("focusout",c=>zt(c,i,l),{signal:e}),i}function _t(t,e,n,r,o){let i=e.length-1,s=e.indexOf(t.target),l=n?{ArrowDown:0,ArrowUp:i}[t.key]:{ArrowDown:s===i?0:s+1,ArrowUp:s<=0?i:s-1,Home:0,End:i}[t.key];l!==void 0&&g(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(l)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function zt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var It=4;function We(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),i=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),s=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),l=a("div",{},i,s);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let c=Wt(o,e),d=-1,u=(y,w)=>{let M=Math.floor(y*It);M!==d&&(s.textContent=`Running: ${w||`${Math.round(y*100)} %`}`),d=M},h=()=>{let{done:y=0,total:w=0,text:M=""}=t.get("_progress")??{};w===0?(c(),d>=0&&(s.textContent="No longer running"),d=-1):u(y/w,M),i.hidden=w===0,n.value=w>0?y/w:0,r.textContent=M};return f(t,"change:_progress",h,e),h(),l}function Wt(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let i=n?.isConnected&&n.getRootNode()===o,s=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(i?n:s)?.focus()}}function Ut(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function Ue(t,e){let n=()=>{t.style.colorScheme=Ut(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function De(t,e){function n({model:r,el:o,signal:i}){let s=new AbortController;i?.addEventListener("abort",()=>s.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},Ke,...t),We(r,s.signal)),o.append(l),Ue(l,s.signal),ue(l,s.signal),te(c,()=>c.append(e(r,s.signal,l).element),s.signal);let d=c.lastElementChild;return c.append(Ie(r,l,u=>d?.before(u),s.signal)),()=>s.abort()}return{render:n}}var Or=De([Z,Y],(t,e)=>new W(t,e));export{Or as default};

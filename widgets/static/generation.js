var U=`/* The alternatives of one token, and the branches beside them. */

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

.row[aria-disabled] {
  cursor: default;
}

.row[role="option"]:hover:not([aria-disabled]) {
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

.mark:not(.other)::before {
  content: "";
  display: inline-block;
  width: 9px;
  height: 9px;
  margin-right: 5px;
  border-radius: 2px;
  background: var(--accent);
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
`;var W=`/* The head, the text, and what one token is. */

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

h2 {
  font-size: 16px;
  font-weight: 650;
  letter-spacing: -0.01em;
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

.ways {
  display: inline-flex;
  align-items: center;
}

.ways legend {
  float: left;
  padding: 0 8px 0 0;
}

.ways label {
  position: relative;
  margin-left: -1px;
}

.ways span {
  display: block;
  padding: 2px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
}

.ways label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.ways label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.ways input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.ways input:checked + span {
  position: relative;
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
  font-weight: 600;
}

.ways input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
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

.status {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
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
`;function a(t,e={},...n){let r=document.createElement(t);for(let[o,s]of Object.entries(e))p(r,o,s);return r.append(...n),r}function p(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}async function V(t){try{return await navigator.clipboard.writeText(t),!0}catch{return Pe(t)}}function Pe(t){let e=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=t,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),e instanceof HTMLElement&&e.focus(),r}function J(t,e,n){try{e()}catch(r){t.append(E(k(r),n))}}function k(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function E({message:t,details:e},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let s=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>s.remove(),{signal:n}),s}var T=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},Ke=8e3;function C(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),s=0;return f(t,"msg:custom",l=>{let c=r.get(l?.id);c!==void 0&&(r.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new T(l.message,l.details)):c.done())},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,c={})=>new Promise((d,u)=>{let x=`${o}-${++s}`;r.set(x,{done:d,fail:u,timer:setTimeout(e,Ke)}),t.send({kind:l,id:x,...c})})}var Q=new WeakMap;function f(t,e,n,r){t.on(e,n);let o=Q.get(r),s=()=>t.off(e,n);if(o){o.push(s);return}let i=[s];Q.set(r,i),r.addEventListener("abort",()=>{for(let l of i)l()})}var Be="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",H=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#t;#n;#r;constructor(e,n){this.#t=e,this.#r=n,this.#n=C(e,()=>this.notice(Be),n),f(e,"change:_error",()=>this.#e(),n),this.#e()}async ask(e,n={}){try{return await this.#n(e,n),this.#e(),!0}catch(r){return this.fail(r),!1}}fail(e){let{message:n,details:r}=k(e);this.#o({message:n,details:e instanceof T?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#e(){let{message:e,details:n}=this.#t.get("_error")??{};e?this.#o({message:e,details:n}):this.messages.replaceChildren()}#o(e){this.messages.replaceChildren(E(e,this.#r))}};var qe=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function N(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),Fe).join("")}}function y(t){let{spaces:e,text:n}=N(t);return"·".repeat(e)+n}function m(t){return JSON.stringify(t)}function Fe(t){let e=qe.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}var Ie=["a","c","v","x","y","z"],je=["text","search","number"];function X(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&je.includes(t.type)}function Y(t){return t.ctrlKey||t.metaKey?Ie.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function Z(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function M({row:t,column:e},{rows:n,columns:r},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return R({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return R({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return R({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return R({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function R({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function b(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function _(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var _e=["Enter"," ","Delete","Backspace"],ze=[{row:0,column:0},{rows:1,columns:1}];function ee(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Ge(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function Ge(t,e){return X(e)?Y(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&Z(t)?!0:M(...ze,t)!==null||b(t,..._e)||_(t)!==null}function h(t){if(!Number.isFinite(t))return ne(t);for(let e=6;e<9;e++){let n=Number(t.toPrecision(e));if(Math.fround(n)===t)return te(n)}return te(Number(t.toPrecision(9)))}function te(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function P(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):ne(t)}function ne(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function S(t,e,n=`${e}s`){return`${t} ${t===1?e:n}`}function w(t){let e=re(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function A(t){let e=re(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function re(t,e){let n=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(n.byteLength%e!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${e}-byte values`);return n.byteOffset%e===0?n:n.slice()}var g={edited:"now",clean:"clean",other:"other prompt","edited - clean":"now − clean","edited - other":"now − other","clean - other":"clean − other"};function L(t){let[e,n]=t.split(" - ");return[e,n??null]}var $=class{constructor(e){this.screen=e;let n=new Uint8Array(0);this.ids=A(e.ids??n);let r=A(e.vocabulary??n);this.#t=new Map(Array.from(r,(o,s)=>[o,e.strings[s]??""]));for(let o of e.runs??[])this.#n[o]=w(e.said[o]??n),this.#r[o]=w(e.bits[o]??n),this.#e[o]=w(e.chances[o]??n);this.#o=A(e.top??n),this.#s=A(e.ranks??n),this.#a=w(e.drawn??n),this.#d=w(e.taken??n),this.#c=this.ids.length>0?this.#o.length/this.ids.length:0}screen;ids;#t;#n={};#r={};#e={};#o;#s;#a;#d;#c;get length(){return this.ids.length}get written(){return this.length-this.screen.first}has(e){return this.screen.runs?.includes(e)??!1}missing(e){return e.includes("clean")&&!this.has("clean")?"There are no changes":e.includes("other")&&!this.has("other")?"There is no other prompt, or it is too long":""}token(e){return this.#t.get(this.ids[e]??-1)??""}isEnd(e){return e>=this.screen.first&&(this.screen.ends??[]).includes(this.ids[e]??-1)}probability(e,n){return oe(this.#n[e],n,e==="other"&&n<this.screen.first)}bits(e,n){return oe(this.#r[e],n,e==="other"&&n<this.screen.first)}value(e,n,r){let o=d=>r==="surprisal"?this.bits(d,e):this.probability(d,e),[s,i]=L(n),[l,c]=[o(s),i===null?0:o(i)];return l===null||c===null?null:Math.fround(l-c)}reach(e,n){let r=L(e)[1]!==null;if(n==="probability"&&!r)return 1;let o=0;for(let s=0;s<this.length;s++){let i=this.value(s,e,n);i!==null&&Number.isFinite(i)&&(o=Math.max(o,Math.abs(i)))}return n==="surprisal"?Math.max(1,Math.ceil(o)):Math.max(.01,Math.ceil(o*100)/100)}guesses(e){if(e<1||e>this.length)return[];let n=(e-1)*this.#c,r=this.ids[e],o=(e-this.screen.first)*this.#c,s=Array.from({length:this.#c},(i,l)=>{let c=this.#o[n+l]??0,d={};for(let x of this.screen.runs)d[x]=this.#e[x]?.[n+l]??Number.NaN;let u=e>=this.screen.first?this.#a[o+l]??null:null;return{id:c,text:this.#t.get(c)??"",rank:l,chances:d,drawn:u,taken:c===r}});return r!==void 0&&!s.some(i=>i.taken)&&s.push(this.#u(e,r)),s}#u(e,n){let r={};for(let s of this.screen.runs)r[s]=this.#n[s]?.[e]??Number.NaN;let o=this.#d[e-this.screen.first]??null;return{id:n,text:this.token(e),rank:this.#s[e]??0,chances:r,drawn:o,taken:!0}}describe(e,n,r){if(e>=this.length)return"next token";let o=[e<this.screen.first?"prompt":"written",`position ${e}`,this.isEnd(e)?`${m(this.token(e))}, end of the text`:m(this.token(e))],s=this.value(e,n,r),i=r==="surprisal"?" bits":"";return s!==null&&o.push(`${r} ${g[n]} ${h(s)}${i}`),o.join(", ")}};function oe(t,e,n){return e===0||n?null:t?.[e]??null}var K=class{element;#t=a("h3",{});#n=a("div",{class:"row head","aria-hidden":"true"});#r=a("div",{class:"guesses",role:"listbox"});#e=a("p",{class:"hint"});#o;#s=[];#a=[];#d=0;#c=!1;constructor(e,n){this.#o=e,this.element=a("section",{class:"alternatives","aria-label":"Alternatives"},this.#t,this.#n,this.#r,this.#e),this.#r.addEventListener("click",r=>this.#i(this.#l(r)),{signal:n}),this.#r.addEventListener("keydown",r=>this.#p(r),{signal:n})}draw(e,n){let r=this.#s.findIndex(l=>l.matches(":focus")),{screen:o}=e;this.#d=n,this.#c=n>=o.first&&!(n===e.length&&(o.full||o.ended)),this.#a=o.ended&&n===e.length?[]:e.guesses(n);let s=o.runs??[],i=this.#a.some(({drawn:l})=>l!==null);p(this.element,"style",`--numbers:${s.length+Number(i)}`),p(this.#r,"aria-label",`Alternatives at position ${n}`),this.#t.replaceChildren(...De(e,n)),this.#n.replaceChildren(...Ue(s,i)),this.#n.hidden=this.#r.hidden=this.#a.length===0,this.#s=this.#a.map(l=>Ve(l,s,this.#c)),this.#r.replaceChildren(...this.#s),this.#e.textContent=We(e,n,this.#c),this.#u(Math.max(0,r)),r>=0&&this.focus()}focus(){(this.#s.find(e=>e.tabIndex===0)??this.#s[0])?.focus({preventScroll:!0})}#u(e){for(let[n,r]of this.#s.entries())r.tabIndex=n===e?0:-1}#l(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null;return this.#s.indexOf(n)}#i(e){let n=this.#a[e];n!==void 0&&this.#c&&!n.taken&&this.#o.take(this.#d,n.id)}#p(e){let n=this.#l(e),r=M({row:n,column:0},{rows:this.#s.length,columns:1},e),o=e.key==="ArrowLeft"||e.key==="ArrowRight";if(r!==null&&!o){let s=e.key==="Home"?0:e.key==="End"?this.#s.length-1:r.row;this.#u(s),this.focus()}else if(b(e,"Enter"," "))this.#i(n);else if(b(e,"Backspace"))this.#o.back();else if(b(e,"Escape"))this.#o.leave();else return;e.preventDefault()}};function De(t,e){return t.screen.ended&&e===t.length?["The text has ended"]:e===t.length?["Next token ",a("span",{class:"hint"},`position ${e}`)]:["In the place of ",a("code",{},y(t.token(e))),a("span",{class:"hint"},` position ${e}`)]}var Oe={edited:"now",clean:"clean",other:"other"};function Ue(t,e){let n=t.includes("clean"),r=t.map(o=>a("span",{class:"number"},a("span",{class:n?`mark ${o}`:null,title:g[o]},Oe[o])));return e&&r.push(a("span",{class:"number"},"drawn")),[a("span",{},"token"),a("span",{},"probability"),...r]}function We(t,e,n){return e===0?"Nothing predicts the first token.":e<t.screen.first?"A token of the prompt: what the model would have said in its place.":t.screen.ended&&e===t.length?"Step back, or take another token in the place of the last.":n?"":"The model's context is full: nothing can follow."}function Ve(t,e,n){let r=t.drawn===0,o=a("span",{class:"bars","aria-hidden":"true"}),s=a("span",{class:"name",title:`${m(t.text)}, id ${t.id}`});s.append(a("code",{},y(t.text)),...t.taken?[a("span",{class:"taken"},"taken")]:[]);let i=a("div",{class:"row",role:"option","aria-selected":String(t.taken)},s,o);for(let c of e){let d=t.chances[c]??Number.NaN;c!=="other"&&o.append(Je(c,d,e.includes("clean"))),i.append(se(d,`${g[c]} ${h(d)}, rank ${t.rank+1}`))}t.drawn!==null&&i.append(r?a("span",{class:"number cut"},"cut"):se(t.drawn,"drawn")),p(i,"data-cut",r),p(i,"aria-disabled",n?null:"true");let l=e.map(c=>`${g[c]} ${P(t.chances[c]??Number.NaN)}`);return t.drawn!==null&&l.push(r?"cut by the sampling":`drawn with ${P(t.drawn)}`),i.setAttribute("aria-label",[m(t.text),...t.taken?["taken"]:[],...l].join(", ")),i}function Je(t,e,n){let r=Number.isFinite(e)?e*100:0;return a("i",{class:n?t:"clean",style:`width:${r}%`})}function se(t,e){let n=Number.isFinite(t)?"":" bad";return a("span",{class:`number${n}`,title:`${e}`,"data-value":h(t)},P(t))}var B=class{element;#t=a("div",{class:"tree",role:"tree","aria-label":"Branches"});#n=a("span",{class:"hint"});#r;#e=[];#o=[];constructor(e,n){this.#r=e,this.element=a("section",{class:"branches","aria-label":"Branches"},a("h3",{},"Branches ",this.#n),this.#t),this.#t.addEventListener("click",r=>this.#a(this.#s(r)),{signal:n}),this.#t.addEventListener("keydown",r=>this.#d(r),{signal:n})}draw(e){let n=e.branches??[],r=this.#e.findIndex(i=>i.matches(":focus")),o=n.length>1;this.element.hidden=!o,this.#n.textContent=S(n.length,"text"),this.#o=Qe(n),this.#e=this.#o.map(i=>Xe(n[i],e.first)),this.#t.replaceChildren(...this.#e);let s=this.#o.findIndex(i=>n[i]?.now);for(let[i,l]of this.#e.entries())l.tabIndex=i===s?0:-1;r>=0&&this.#e[s]?.focus({preventScroll:!0})}#s(e){let n=e.target instanceof Element?e.target.closest("[role=treeitem]"):null;return this.#e.indexOf(n)}#a(e){let n=this.#o[e];n!==void 0&&(this.#e[e]?.focus({preventScroll:!0}),this.#r(n))}#d(e){let n=this.#s(e),r=this.#e.length-1,o={ArrowUp:n-1,ArrowDown:n+1,Home:0,End:r}[e.key];if(b(e,"Enter"," "))this.#a(n);else if(o!==void 0)this.#e[Math.max(0,Math.min(r,o))]?.focus();else return;e.preventDefault()}};function Qe(t){let e=n=>t.map((r,o)=>({branch:r,number:o})).filter(({branch:r})=>r.parent===n).sort((r,o)=>o.branch.at-r.branch.at||r.number-o.number).flatMap(({number:r})=>[r,...e(r)]);return e(null)}function Xe(t,e){let n=t.text.replaceAll(`
`,"⏎"),r=t.parent===null?"":`at ${t.at} `,o=a("div",{role:"treeitem",class:"branch","aria-level":t.level+1,"aria-selected":String(t.now),"aria-label":`${r}${t.text||t.token.map(y).join("")||"nothing yet"}, ${S(t.tokens,"token")}`,style:`--level:${t.level}`,title:t.text},a("span",{class:"where"},t.parent===null?`${e}`:`${t.at}`),a("span",{class:"words"},n.trim()||t.token.map(y).join("")||"nothing yet"),a("span",{class:"hint"},String(t.tokens)));return p(o,"data-child",t.parent!==null),o}var de=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],ue=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function pe(){return Array.from({length:256},(t,e)=>{let n=e/255,r=ie(n,"light"),o=ie(n,"dark");return{background:`light-dark(${q(r)}, ${q(o)})`,ink:`light-dark(${q(ae(r,n,"light"))}, ${q(ae(o,n,"dark"))})`}})}function he(){return`--scale-light:${de.join(",")};--scale-dark:${ue.join(",")}`}function fe(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function ie(t,e){let n=e==="light"?de:ue,r=t*(n.length-1),o=Math.min(Math.floor(r),n.length-2),s=ce(D(n[o]??"#000000")),i=ce(D(n[o+1]??"#000000"));return Ye(me(s,i,r-o))}function ae(t,e,n){let r=[0,0,0],o=[1,1,1],s=z(t,r)>=z(t,o)?r:o,i=D(n==="light"?"#5b6675":"#97a5b5"),l=me(i,s,Math.min(1,e/.22));return z(t,l)>=4.5?l:s}function z(t,e){let[n,r]=[le(t),le(e)].sort((o,s)=>o-s);return(r+.05)/(n+.05)}function le([t,e,n]){return .2126*v(t)+.7152*v(e)+.0722*v(n)}function v(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function G(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function me(t,e,n){return[t[0]+(e[0]-t[0])*n,t[1]+(e[1]-t[1])*n,t[2]+(e[2]-t[2])*n]}function ce([t,e,n]){let[r,o,s]=[v(t),v(e),v(n)],i=Math.cbrt(.4122214708*r+.5363325363*o+.0514459929*s),l=Math.cbrt(.2119034982*r+.6806995451*o+.1073969566*s),c=Math.cbrt(.0883024619*r+.2817188376*o+.6299787005*s);return[.2104542553*i+.793617785*l-.0040720468*c,1.9779984951*i-2.428592205*l+.4505937099*c,.0259040371*i+.7827717662*l-.808675766*c]}function Ye([t,e,n]){let r=(t+.3963377774*e+.2158037573*n)**3,o=(t-.1055613458*e-.0638541728*n)**3,s=(t-.0894841775*e-1.291485548*n)**3;return[G(4.0767416621*r-3.3077115913*o+.2309699292*s),G(-1.2684380046*r+2.6097574011*o-.3413193965*s),G(-.0041960863*r-.7034186147*o+1.707614701*s)]}function D(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function q(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var Ze=pe(),et=58;function be(t,e,n,r){if(t===null||!Number.isFinite(t))return null;if(L(n)[1]===null)return Ze[fe(t/e)]??null;let o=r==="surprisal"?-t:t,s=Math.min(1,Math.abs(t)/e)*et;return{background:`color-mix(in oklab, ${o<0?"var(--change)":"var(--accent)"} ${s.toFixed(1)}%, var(--paper))`,ink:"light-dark(#000000, #ffffff)"}}function ge(t,e,n){let r=L(e)[1]!==null,o=a("i",{"aria-hidden":"true",class:r?"change":null,style:r?null:he()}),s=n==="surprisal"?" bits":"",i=h(Math.fround(t)),l=r?[`−${i}`,`+${i}`]:["0",i];r&&n==="surprisal"&&l.reverse();let[c="",d=""]=l;return[`${n}, ${g[e]}: `,c,o,`${d}${s}`]}function xe(t,e){if(t.screen.empty)return["There is no prompt yet: type one in the tokens' view, or set workspace.prompt."];if(e>=t.length)return[a("span",{class:"hint"},"Enter takes the likeliest token, Backspace steps back, arrow keys look around.")];let n=a("span",{class:"hint"},` id ${t.ids[e]}`),r=a("span",{title:m(t.token(e))},a("code",{},y(t.token(e))),n),o=[a("b",{},`position ${e}`),r];if(e===0)return[...o,a("span",{class:"hint"},"the first: nothing predicts it")];for(let s of t.screen.runs){let[i,l]=[t.probability(s,e),t.bits(s,e)];if(i===null||l===null)continue;let c=a("span",{class:"hint"},`${g[s]} `),d={class:"fact","data-run":s,"data-probability":h(i),"data-bits":h(l)};o.push(a("span",d,c,`${h(i)} · ${h(l).replace("-","−")} bits`))}return o}var F=class{element;#t=a("div",{class:"text",role:"listbox","aria-orientation":"horizontal"});#n=a("span",{class:"ahead",title:"Stepped back from: Forward brings it back"});#r;#e=[];#o=0;constructor(e,n){this.#r=e,this.#t.setAttribute("aria-label","The text, token by token"),this.element=a("div",{class:"scroll"},this.#t,this.#n);let r=(o,s)=>this.#t.addEventListener(o,i=>s(i),{signal:n});r("click",o=>{let s=this.#l(o);s!==null&&(this.#e[s]?.focus({preventScroll:!0}),e.look(s))}),r("pointerover",o=>e.hover(this.#l(o))),r("pointerleave",()=>e.hover(null)),r("keydown",o=>this.#d(o))}draw(e,n,r){let o=this.#e.some(l=>l.matches(":focus")),s=e.reach(n,r);this.#o=e.length;let i=e.screen.empty?0:e.length+1;for(;this.#e.length<i;)this.#e.push(a("span",{role:"option",tabindex:-1}));for(let l of this.#e.splice(i))l.remove();this.#t.append(...this.#e.filter(l=>l.parentNode===null));for(let l=0;l<e.length;l++)nt(this.#e[l],e,l,s,n,r);rt(this.#e[e.length],e),this.#s(e.screen.ahead??[]),o&&this.#e[e.length]?.focus({preventScroll:!0})}select(e,n){let r=e===null||e>this.#o?this.#o:e;for(let[s,i]of this.#e.entries())p(i,"aria-selected",String(s===r)),p(i,"data-position",s===n),i.tabIndex=s===r?0:-1;let o=this.#e[r];o!==void 0&&this.#a(o)}#s(e){this.#n.hidden=e.length===0,this.#n.textContent=e.map(n=>tt(n)).join(""),p(this.#n,"aria-label",`stepped back from: ${m(e.join(""))}`)}#a(e){let n=this.element,r=e.offsetTop-n.offsetTop;r<n.scrollTop&&(n.scrollTop=r-4);let o=r+e.offsetHeight;o>n.scrollTop+n.clientHeight&&(n.scrollTop=o-n.clientHeight+4)}#d(e){let n=this.#l(e),r=_(e),o=n===null?null:this.#c(e,n);if(r!==null)this.#r.travel(r);else if(o!==null)this.#e[o]?.focus({preventScroll:!0}),this.#r.look(o);else if(b(e,"Enter"," ")&&n!==null)this.#r.accept(n);else if(b(e,"Backspace"))this.#r.back();else if(b(e,"Delete"))this.#r.forward();else return;e.preventDefault()}#c(e,n){let r=M({row:0,column:n},{rows:1,columns:this.#e.length},e);return r===null?null:e.key==="ArrowUp"||e.key==="PageUp"?this.#u(n,-1):e.key==="ArrowDown"||e.key==="PageDown"?this.#u(n,1):r.column}#u(e,n){let r=this.#e[e];if(r===void 0)return e;let o=u=>u.offsetLeft+u.offsetWidth/2,s=[...this.#e.entries()].filter(([,u])=>n*(u.offsetTop-r.offsetTop)>4),i=s.map(([,u])=>u.offsetTop),l=n>0?Math.min(...i):Math.max(...i),c=s.filter(([,u])=>Math.abs(u.offsetTop-l)<=4),d=u=>Math.abs(o(u)-o(r));return c.sort(([,u],[,x])=>d(u)-d(x)),c[0]?.[0]??e}#l(e){let n=e.target instanceof Element?e.target.closest("[role=option]"):null,r=n===null?-1:this.#e.indexOf(n);return r<0?null:r}};function tt(t){let{spaces:e,text:n}=N(t);return" ".repeat(e)+n}function ye(t){let{spaces:e,text:n}=N(t);return e>0?[a("span",{class:"dot"},"·".repeat(e)),n]:[n]}function nt(t,e,n,r,o,s){if(t===void 0)return;let i=e.value(n,o,s),l=be(i,r,o,s),c=n<e.screen.first,d=i!==null&&!Number.isFinite(i);t.className=c?"token given":"token",t.replaceChildren(...ye(e.token(n)));let u=c?`--under:${l?.background}`:`background:${l?.background};color:${l?.ink}`;p(t,"style",l===null?null:u),p(t,"data-unknown",d?h(i):null),p(t,"data-end",e.isEnd(n)),p(t,"aria-label",e.describe(n,o,s))}function rt(t,e){if(t===void 0)return;let{full:n,ended:r,limit:o}=e.screen,s=e.guesses(e.length)[0],i=r?"end of the text":n?`context full: ${o} tokens`:"";t.className="token next",t.replaceChildren(...i===""?ye(s?.text??"…"):[i]),p(t,"style",null),p(t,"data-unknown",null),p(t,"data-end",r||n);let l=r||n?i:`next token, likeliest ${m(s?.text??"")}: Enter takes it`;p(t,"aria-label",l)}var ot=[["temperature","temperature","What logits are divided by",{min:"0.01",step:"any"}],["top_k","top-k","How many of the likeliest stay; 0 is all",{min:"0",step:"1"}],["top_p","top-p","The fewest that have this probability together stay; 1 is all",{min:"0.01",max:"1",step:"any"}],["seed","seed","Of the random numbers: the same seed draws the same text",{min:"0",step:"1"}]],I=class{element;settings;#t;#n;#r=a("span",{class:"size"});#e=we("Number of tokens to write",{min:"1",step:"1",max:"1000"});#o={};#s=a("select",{"aria-label":"What colours the tokens: run"});#a=a("select",{"aria-label":"What colours the tokens: number"});#d=[];#c=new Map;#u=a("span",{class:"drawn"});constructor(e,n){this.#t=e,this.#n=n,this.#e.value="20";let r=a("span",{class:"joined"},this.#i(),this.#e),o=ve("Write",this.#l("back","← Back","Step back by one token (Backspace in the text)"),this.#l("forward","Forward →","Bring back what was stepped back from (Delete in the text)"),this.#l("step","Step","Write one token, chosen as below"),r),s=ve("The whole text",this.#l("again","Generate again","Write it anew under the changes and settings as they are now"),this.#l("reset","Reset","Forget all that was written"),this.#l("copy","Copy as Python","Code that writes the same text in a fresh kernel",()=>e.copy())),i=a("span",{class:"colours"},a("span",{class:"hint"},"Colour"),this.#a,this.#s),l=a("header",{},a("h2",{},"Generation"),this.#r,i);this.element=a("div",{},l,a("div",{class:"tools"},o,s)),this.settings=this.#b(),this.#m()}draw(e,n){let{screen:r}=e,o=r.limit===null||r.limit===void 0?"":` · context ${r.limit}`,s=`${S(r.first,"prompt token")} + ${e.written} written${o}`;this.#r.textContent=r.empty?"no prompt":s;let i=r.empty?"There is no prompt":r.ended?"The text has ended":r.full?`The context of ${r.limit} tokens is full`:"";this.#p("step",i),this.#p("run",i);let l=e.written>0?"":"Nothing is written yet";this.#p("back",l),this.#p("copy",l),this.#p("forward",(r.ahead??[]).length>0?"":"Nothing was stepped back from"),this.#p("again",r.empty?"There is no prompt":l);let c=(r.branches??[]).some(d=>d.tokens>0);this.#p("reset",c?"":"Nothing is written yet"),p(this.#o.again,"data-stale",r.stale),this.#h(e,n("show"),n("colour")),this.#g(n)}#l(e,n,r,o){let s=a("button",{type:"button",title:r,"data-title":r},n),i=()=>{s.getAttribute("aria-disabled")!=="true"&&(o??(()=>this.#t.ask(e)))()};return s.addEventListener("click",i,{signal:this.#n}),this.#o[e]=s,s}#i(){let e=()=>{this.#e.reportValidity()&&this.#t.ask("run",{tokens:this.#e.valueAsNumber})};return this.#l("run","Run","Write as many tokens as the number beside says",e)}#p(e,n){let r=this.#o[e];p(r,"aria-disabled",n===""?null:"true"),r.title=n||(r.dataset.title??"")}#m(){for(let[n,r]of Object.entries(g))this.#s.append(a("option",{value:n},r));for(let n of["probability","surprisal"])this.#a.append(a("option",{value:n},n));let e=(n,r)=>n.addEventListener("change",r,{signal:this.#n});e(this.#s,()=>this.#t.set("show",this.#s.value)),e(this.#a,()=>this.#t.set("colour",this.#a.value))}#h(e,n,r){this.#a.value=r;for(let o of this.#s.options){let s=e.missing(o.value);o.disabled=s!==""&&o.value!==n,o.title=s}this.#s.value=n}#b(){let e=`way-${Math.random().toString(36).slice(2)}`,n=a("fieldset",{class:"ways"},a("legend",{class:"hint"},"Next token"));for(let[r,o]of[["true","likeliest"],["false","drawn"]]){let s=a("input",{type:"radio",name:e,value:r}),i=()=>this.#t.set("greedy",r==="true");s.addEventListener("change",i,{signal:this.#n}),this.#d.push(s),n.append(a("label",{},s,a("span",{},o)))}for(let[r,o,s,i]of ot)this.#u.append(this.#f(r,o,s,i));return a("div",{class:"settings"},n,this.#u)}#f(e,n,r,o){let s=we(null,o),i=()=>{s.checkValidity()&&s.value!==""?this.#t.set(e,s.valueAsNumber):s.reportValidity()};return s.addEventListener("change",i,{signal:this.#n}),this.#c.set(e,s),a("label",{title:r},a("span",{class:"hint"},n),s)}#g(e){let n=e("greedy");for(let r of this.#d)r.checked=r.value===String(n);this.#u.hidden=n;for(let[r,o]of this.#c)o.matches(":focus")||(o.value=String(e(r)))}};function we(t,e){return a("input",{type:"number","aria-label":t,required:!0,...e})}function ve(t,...e){return a("span",{class:"group",role:"group","aria-label":t},...e)}var st="The changes were different when this was written. The text is kept; its numbers are those of now.",j=class{element;#t;#n;#r;#e;#o;#s;#a=a("p",{class:"facts"});#d=a("p",{class:"legend"});#c=a("p",{class:"stale",role:"note"},st);#u=a("pre",{tabindex:0,"aria-label":"Python"});#l=a("details",{class:"code"},a("summary",{},"Python"),this.#u);#i;#p=null;constructor(e,n){this.#t=e,this.#i=new $(e.get("_screen")),this.#n=new H(e,n);let r=(o,s={})=>{this.#n.ask(o,s)};this.#r=new I({ask:r,copy:()=>{this.#E()},set:(o,s)=>this.#f(o,s)},n),this.#e=new F({look:o=>this.#h(o),hover:o=>this.#g(o),accept:o=>this.#b(o),back:()=>r("back"),forward:()=>r("forward"),travel:o=>r(o)},n),this.#o=new K({take:(o,s)=>r("branch",{at:o,token:s}),back:()=>r("back"),leave:()=>this.#h(this.#i.length)},n),this.#s=new B(o=>r("take",{number:o}),n),this.element=this.#m(),this.#x(),this.#k(),f(e,"change:_screen",()=>this.#T(),n),f(e,"change:_selected",()=>this.#w(),n),f(e,"change:at",()=>this.#w(),n);for(let o of["show","colour","greedy","temperature","top_k","top_p","seed"])f(e,`change:${o}`,()=>this.#x(),n);f(e,"change:busy",()=>this.#k(),n)}#m(){return a("section",{class:"generation","aria-label":"Generation"},this.#r.element,this.#r.settings,this.#n.messages,this.#c,this.#e.element,a("div",{class:"under"},this.#a,this.#d),a("div",{class:"panels"},this.#o.element,this.#s.element),this.#l,this.#n.status)}#h(e){this.#p=null;let n=e>=this.#i.length?null:e;this.#t.get("at")!==n&&this.#f("at",n);let r=this.#t.get("_selected");e<this.#i.screen.first&&r.position!==e&&this.#f("_selected",{...r,position:e})}#b(e){if(e<this.#i.length){this.#h(e),this.#o.focus();return}let[n]=this.#i.guesses(e),{ended:r,full:o}=this.#i.screen;n!==void 0&&!r&&!o&&this.#n.ask("branch",{at:e,token:n.id})}#f(e,n){this.#t.set(e,n),this.#t.save_changes()}#g(e){this.#p=e,this.#v()}async#E(){let e=await V(this.#i.screen.code);e||(this.#l.open=!0),this.#n.notice(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#T(){try{this.#i=new $(this.#t.get("_screen")),this.#p=null,this.#t.get("_error")?.message||this.#n.messages.replaceChildren(),this.#x(),this.#n.announce(this.#S())}catch(e){this.#n.fail(e)}}get#M(){let e=this.#t.get("show");return this.#i.missing(e)===""?e:"edited"}#x(){let e=this.#i,[n,r]=[this.#M,this.#t.get("colour")];this.#r.draw(e,i=>this.#t.get(i)),this.#c.hidden=!e.screen.stale,this.#e.draw(e,n,r);let o=e.missing(this.#t.get("show")),s=o===""||e.screen.empty?[]:[a("b",{},`${o}: `)];this.#d.replaceChildren(...s,...ge(e.reach(n,r),n,r)),this.#s.draw(e.screen),this.#u.textContent=e.screen.code??"",this.#l.hidden=!e.screen.code,this.#w()}get#y(){return Math.min(this.#t.get("at")??this.#i.length,this.#i.length)}#w(){this.#e.select(this.#y,this.#t.get("_selected").position),this.#o.element.hidden=!!this.#i.screen.empty,this.#i.screen.empty||this.#o.draw(this.#i,this.#y),this.#v()}#v(){this.#a.replaceChildren(...xe(this.#i,this.#p??this.#y))}#k(){p(this.element,"data-busy",this.#t.get("busy")),p(this.#e.element,"aria-busy",String(this.#t.get("busy")))}#S(){let e=this.#i;if(e.screen.empty)return"No prompt.";if(e.written===0)return"Nothing is written.";let n=e.length-1,r=e.probability("edited",n)??Number.NaN,o=e.screen.ended?" The text has ended.":"";return`${e.written} written, the last ${m(e.token(n))}, probability ${r.toFixed(4)}.${o}`}};var ke=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;var Ee="http://www.w3.org/1999/xhtml";var at=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Se(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=lt(t),o=document.createElementNS(Ee,"style");o.textContent=ct(e);let s=document.createElementNS(Ee,"div");for(let{name:l,value:c}of t.attributes)l!=="style"&&s.setAttribute(l,c);s.setAttribute("class","nnexplore"),s.setAttribute("style",dt(t,o.textContent,n,r)),s.append(o,...pt(e));let i={width:n+24,height:r+24};return{...i,svg:mt(s,i.width,i.height)}}async function Ae({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(2,16e3/Math.max(e,n)),s=document.createElement("canvas");s.width=Math.round(e*o),s.height=Math.round(n*o);let i=s.getContext("2d");if(i===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return i.drawImage(r,0,0,s.width,s.height),new Promise((l,c)=>{let d=()=>c(new Error("this browser made no PNG of the picture; save an SVG instead"));s.toBlob(u=>u===null?d():l(u),"image/png")})}function lt(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function ct(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(s=>s.cssText).join(`
`)),r=[...e,...n].join(`
`);return at+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function dt(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(c=>[c,o.getPropertyValue(c).trim()]).filter(([,c])=>c!=="").map(([c,d])=>`${c}: ${d}`),`color-scheme: ${ut(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function ut(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function pt(t){return[...t.children].filter(n=>n.tagName!=="STYLE"&&!Te(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];Me(n,r),[...n.querySelectorAll("*")].forEach((s,i)=>{let l=o[i];l!==void 0&&Me(s,l)});for(let s of o)Te(s)&&s.remove();return r})}function Te(t){return t.hasAttribute("data-unexported")}function Me(t,e){t instanceof HTMLCanvasElement?ht(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected),(t.scrollTop!==0||t.scrollLeft!==0)&&ft(t,e)}function ht(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function ft(t,e){let[n,r]=[t.scrollLeft,t.scrollTop];e.style.overflow="hidden";for(let s of e.children)s.style.translate=`${-n}px ${-r}px`;let o=[...e.querySelectorAll("*")];[...t.querySelectorAll("*")].forEach((s,i)=>{let l=getComputedStyle(s),c=o[i];if(l.position!=="sticky"||c===void 0)return;let d=s.parentElement===t,[u,x]=[l.left!=="auto"?n:0,l.top!=="auto"?r:0];c.style.translate=d?`${u-n}px ${x-r}px`:`${u}px ${x}px`,c.style.position="relative"})}function mt(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,s=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return bt(s)}function bt(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var gt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function Le(t,e,n,r){let o=d=>async()=>{try{await d()}catch(u){n(E(k(u),r))}},i=xt(t,()=>n(a("p",{class:"notice",role:"status"},gt)),r),l=d=>`${yt(e)}.${d}`,c=()=>Se(e);return wt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>O(await Ae(c()),l("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>O(new Blob([c().svg],{type:"image/svg+xml"}),l("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(i)}],r)}function xt(t,e,n){let r=C(t,e,n),o=new Set;return f(t,"msg:custom",(i,l)=>{let[c]=l??[];if(i?.kind!=="page"||c===void 0||!o.delete(i.ticket??""))return;let d=new Uint8Array(c.buffer,c.byteOffset,c.byteLength);O(new Blob([d],{type:"text/html"}),i.name??"view.html")},n),async()=>{let i=Math.random().toString(36).slice(2);o.add(i),await r("page",{ticket:i})}}function O(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function yt(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function wt(t,e){let n=a("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:c,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},c)),o=a("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),s=a("div",{class:"save-menu","data-unexported":!0},n,o),i=c=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[c]?.focus()},l=c=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),c&&n.focus())};return n.addEventListener("click",()=>o.hidden?i(0):l(!0),{signal:e}),r.forEach((c,d)=>{let u=()=>{l(!0),t[d]?.act()};c.addEventListener("click",u,{signal:e})}),s.addEventListener("keydown",c=>vt(c,r,o.hidden,i,l),{signal:e}),s.addEventListener("focusout",c=>kt(c,s,l),{signal:e}),s}function vt(t,e,n,r,o){let s=e.length-1,i=e.indexOf(t.target),l=n?{ArrowDown:0,ArrowUp:s}[t.key]:{ArrowDown:i===s?0:i+1,ArrowUp:i<=0?s:i-1,Home:0,End:s}[t.key];l!==void 0&&b(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(l)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function kt(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}function $e(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),s=a("div",{class:"progress",role:"group",hidden:!0},n,r,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let i=()=>{let{done:l=0,total:c=0,text:d=""}=t.get("_progress")??{};s.hidden=c===0,n.value=c>0?l/c:0,r.textContent=d};return f(t,"change:_progress",i,e),i(),s}function Et(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function Ce(t,e){let n=()=>{t.style.colorScheme=Et(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function He(t,e){function n({model:r,el:o,signal:s}){let i=new AbortController;s?.addEventListener("abort",()=>i.abort());let l=a("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});c.append(a("style",{},ke,...t),$e(r,i.signal)),o.append(l),Ce(l,i.signal),ee(l,i.signal),J(c,()=>c.append(e(r,i.signal,l).element),i.signal);let d=c.lastElementChild;return c.append(Le(r,l,u=>d?.before(u),i.signal)),()=>i.abort()}return{render:n}}var lr=He([W,U],(t,e)=>new j(t,e));export{lr as default};

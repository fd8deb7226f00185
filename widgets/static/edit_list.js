var G=`/* The list: buttons, the effect in one line, a row a change, the code. */

.list {
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

.size,
.hint {
  color: var(--quiet);
}

.tools {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 14px;
  margin-left: auto;
}

.group {
  display: inline-flex;
  gap: 4px;
}

.effect {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 14px;
  align-items: center;
  min-height: 38px;
  margin-bottom: 8px;
  padding: 6px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  font-variant-numeric: tabular-nums;
}

.effect b {
  font-weight: 650;
}

.moved,
.now {
  display: inline-flex;
  gap: 8px;
  align-items: center;
}

.pair {
  display: block;
  width: 56px;
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.pair i {
  display: block;
  height: 6px;
  margin: 1px 0;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

.pair i.edited {
  background: var(--change);
}

.before {
  color: light-dark(#175fa5, #79c1ea);
}

.after {
  color: var(--change-text);
  font-weight: 600;
}

.effect .divergence {
  margin-left: auto;
}

.changes {
  overflow: auto;
  max-height: 420px;
  border: 1px solid var(--line);
  border-radius: 8px;
  scrollbar-width: thin;
}

.change {
  display: grid;
  grid-template-columns: 34px minmax(0, 1fr) auto 28px 28px;
  gap: 0 6px;
  align-items: center;
  min-height: 34px;
  padding: 2px 8px 2px 12px;
  border-left: 3px solid transparent;
}

.change + .change {
  border-top: 1px solid var(--line);
}

.change:hover {
  background: var(--raised);
}

.change[aria-selected="true"] {
  border-left-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 9%, var(--paper));
}

.switch {
  display: block;
  width: 28px;
  height: 16px;
  padding: 2px;
  border: 1px solid var(--quiet);
  border-radius: 9px;
  background: var(--raised);
}

.switch i {
  display: block;
  width: 10px;
  height: 10px;
  border-radius: 5px;
  background: var(--quiet);
  transition: transform 0.12s;
}

.switch[aria-checked="true"] {
  border-color: var(--change-text);
  background: var(--change-text);
}

.switch[aria-checked="true"] i {
  background: var(--paper);
  transform: translateX(12px);
}

.what {
  min-width: 0;
}

.says {
  display: flex;
  flex-wrap: wrap;
  gap: 0 8px;
  align-items: baseline;
  max-width: 100%;
  padding: 2px 6px;
  border-color: transparent;
  background: none;
  text-align: left;
  overflow-wrap: anywhere;
}

.says code {
  padding: 0 4px;
  border-radius: 3px;
  background: var(--raised);
}

.name {
  font-weight: 600;
}

.detail {
  color: var(--quiet);
  font-size: 12px;
}

[data-off] .name {
  color: var(--quiet);
  font-weight: 400;
  text-decoration: line-through;
}

.field {
  width: 100%;
  padding: 2px 6px;
  border: 1px solid var(--accent);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
}

.field:focus-visible {
  outline-offset: -1px;
}

.field::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.alone {
  display: flex;
  gap: 14px;
  align-items: center;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.alone .line {
  display: inline-flex;
  gap: 6px;
  align-items: baseline;
}

.alone .divergence {
  display: inline-grid;
  grid-template-columns: 22px 52px 48px;
  align-items: center;
}

.kl {
  display: block;
  height: 8px;
  border-radius: 0 3px 3px 0;
  background: linear-gradient(var(--change), var(--change)) 0 0 / calc(var(--share) * 100%) 100% no-repeat;
  box-shadow: inset 1px 0 var(--line);
}

.icon {
  width: 26px;
  padding: 2px 0;
  border-color: transparent;
  background: none;
  color: var(--quiet);
}

.icon:hover {
  color: var(--text);
}

.empty {
  padding: 12px;
  border: 1px dashed var(--line);
  border-radius: 8px;
  color: var(--quiet);
}

.empty code {
  white-space: pre-wrap;
}

.code {
  margin-top: 8px;
}

.code summary {
  width: fit-content;
  color: var(--quiet);
  cursor: pointer;
}

.code pre {
  overflow: auto;
  max-height: 320px;
  margin: 4px 0 0;
  padding: 10px 12px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--raised);
}

.status {
  min-height: 1.45em;
  margin-top: 4px;
  color: var(--quiet);
  font-size: 12px;
}

.status[data-drawn] {
  position: absolute;
  overflow: hidden;
  width: 1px;
  height: 1px;
  clip-path: inset(50%);
}

[data-busy] .changes {
  opacity: 0.6;
}

.list [hidden] {
  display: none;
}

@container (max-width: 640px) {
  .tools {
    margin-left: 0;
  }

  .effect .divergence {
    margin-left: 0;
  }

  .change {
    grid-template-columns: 34px minmax(0, 1fr) 28px 28px;
  }

  .alone {
    grid-row: 2;
    grid-column: 2 / -1;
    padding: 0 6px 4px;
  }
}

@media (prefers-reduced-motion: reduce) {
  .switch i {
    transition: none;
  }
}

@media (forced-colors: active) {
  .pair i,
  .kl,
  .switch i {
    forced-color-adjust: none;
  }
}
`;function a(e,t={},...n){let o=document.createElement(e);for(let[r,s]of Object.entries(t))u(o,r,s);return o.append(...n),o}function u(e,t,n){if(n===!1||n===null||n===void 0){e.hasAttribute(t)&&e.removeAttribute(t);return}let o=n===!0?"":String(n);e.getAttribute(t)!==o&&e.setAttribute(t,o)}async function V(e){try{return await navigator.clipboard.writeText(e),!0}catch{return Be(e)}}function Be(e){let t=document.activeElement,n=a("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=e,document.body.append(n),n.select();let o=document.execCommand?.("copy")??!1;return n.remove(),t instanceof HTMLElement&&t.focus(),o}function W(e,t,n){try{t()}catch(o){e.append(C(A(o),n))}}function A(e){return e instanceof Error?{message:e.message,details:e.stack}:{message:String(e)}}function C({message:e,details:t},n){let o=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),r=a("div",{},a("p",{},e));t&&r.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},t)));let s=a("div",{class:"error",role:"alert"},r,o);return o.addEventListener("click",()=>s.remove(),{signal:n}),s}var H=class extends Error{details;constructor(t,n){super(t),this.name="KernelError",this.details=n}},X=8e3;function K(e,t,n){let o=new Map,r=Math.random().toString(36).slice(2),s=0;return m(e,"msg:custom",l=>{let d=o.get(l?.id);d!==void 0&&(o.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new H(l.message,l.details)):d.done())},n),m(e,"change:_progress",()=>{for(let l of o.values())clearTimeout(l.timer),l.timer=setTimeout(t,X)},n),n.addEventListener("abort",()=>{for(let{timer:l}of o.values())clearTimeout(l);o.clear()}),(l,d={})=>new Promise((p,h)=>{let f=`${r}-${++s}`;o.set(f,{done:p,fail:h,timer:setTimeout(t,X)}),e.send({kind:l,id:f,...d})})}var J=new WeakMap;function m(e,t,n,o){e.on(t,n);let r=J.get(o),s=()=>e.off(t,n);if(r){r.push(s);return}let i=[s];J.set(o,i),o.addEventListener("abort",()=>{for(let c of i)c()})}var _e="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",P=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#t;#n;#r;#e=null;constructor(t,n){this.#t=t,this.#r=n,this.#n=K(t,()=>this.#l(),n);for(let o of["_error","_screen"])m(t,`change:${o}`,()=>this.#o(),n);m(t,"change:_progress",()=>this.#a(),n),this.#o()}async ask(t,n={},{quiet:o=!1}={}){try{return await this.#n(t,n),o?this.#a():this.#o(),!0}catch(r){return this.fail(r),!1}}fail(t){let{message:n,details:o}=A(t);this.#s({message:n,details:t instanceof H?t.details:o})}notice(t){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#o(){let{message:t,details:n}=this.#t.get("_error")??{};t?this.#s({message:t,details:n}):this.messages.replaceChildren()}#l(){this.notice(_e),this.#e=this.messages.firstElementChild}#a(){this.#e?.remove(),this.#e=null}#s(t){this.messages.replaceChildren(C(t,this.#r))}};function w(e){if(!Number.isFinite(e))return Z(e);for(let t=6;t<9;t++){let n=Number(e.toPrecision(t));if(Math.fround(n)===e)return Y(n)}return Y(Number(e.toPrecision(9)))}function Y(e){return e!==0&&Math.abs(e)<.001?e.toExponential():String(e)}function k(e){return Number.isFinite(e)?e===0||e>=.001?e.toFixed(4):e.toExponential(1):Z(e)}function Z(e){return Number.isNaN(e)?"NaN":e>0?"∞":"−∞"}function O(e,t,n=`${t}s`){return`${e} ${e===1?t:n}`}var Fe=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function je(e){if(e==="")return{spaces:0,text:"∅"};let t=e.length-e.trimStart().length,n=/^ *$/.test(e.slice(0,t))?t:0;return{spaces:n,text:Array.from(e.slice(n),Oe).join("")}}function N(e){let{spaces:t,text:n}=je(e);return"·".repeat(t)+n}function R(e){return JSON.stringify(e)}function Oe(e){let t=Fe.get(e);if(t!==void 0)return t;let n=e.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":e}function te(e,t){if(e===null)return[a("span",{class:"hint"},"No prompt yet, so nothing to see an effect on.")];let n=a("b",{},"Next token");if(t===0)return[n,q(e.first),E(e.first.before),T("no change in force")];let o=e.first.id===e.now.id,r=[n,Q(e.first)];return o||r.push(a("span",{class:"now"},T("now"),Q(e.now))),[...r,ze(e)]}function ne(e,t){let n=t>0&&Number.isFinite(e.kl)?Math.max(0,e.kl/t):0,o=a("i",{class:"kl","aria-hidden":"true",style:`--share:${n}`}),r=e.first.id===e.now.id,{text:s,before:i,after:c}=e.first,l=`alone: ${R(s)} ${w(i)} → ${w(c)}; KL ${w(e.kl)} nats`,d=a("span",{class:"line",title:l});return d.append(q(e.first),E(e.first.after)),r||d.append(T("now"),q(e.now)),[d,a("span",{class:"divergence",title:l},T("KL "),E(e.kl),o)]}function oe(e){if(e===null)return"";let{first:t,now:n,kl:o}=e,r=`${R(t.text)} ${k(t.before)} to ${k(t.after)}`,s=t.id===n.id?"":`; now ${R(n.text)} ${k(n.after)}`;return`Next token ${r}${s}. KL ${k(o)} nats.`}function Q(e){let t=a("span",{class:"pair","aria-hidden":"true"});t.append(ee("clean",e.before),ee("edited",e.after));let n=a("span",{class:"values"},E(e.before,"before")," → ",E(e.after,"after"));return a("span",{class:"moved"},q(e),t,n)}function ee(e,t){return a("i",{class:e,style:`width:${Number.isFinite(t)?t*100:0}%`})}function ze({kl:e}){return a("span",{class:"divergence",title:"How far the prediction moved: KL(clean ‖ edited) of the next token"},T("KL "),E(e),T(" nats"))}function q({id:e,text:t}){return a("code",{title:`${R(t)}, id ${e}`},N(t))}function E(e,t=""){return a("span",{class:`number ${t}`,title:w(e),"data-value":w(e)},k(e))}function T(e){return a("span",{class:"hint"},e)}var Ue=8e6;function re(e,t){let n=URL.createObjectURL(new Blob([e],{type:"application/json"}));a("a",{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e3)}function ie(e,t,n){let o=a("input",{type:"file",accept:".json,application/json",hidden:!0}),r=async()=>{let s=o.files?.[0];if(o.value="",s!==void 0)if(s.size>Ue){let i=(s.size/1e6).toFixed(0);t(new Error(`${s.name} has ${i} MB; what "Save" writes has a few kB. Choose such a file.`))}else e(await s.text())};return o.addEventListener("change",()=>{r()},{signal:n}),o}var De=["a","c","v","x","y","z"],Ie=["text","search","number"];function se(e){return e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement&&Ie.includes(e.type)}function ae(e){return e.ctrlKey||e.metaKey?De.includes(e.key.toLowerCase()):!(e.shiftKey&&e.key==="Enter")}function le(e){return e.key.length===1&&!(e.ctrlKey||e.metaKey||e.altKey)}function ce(e){return e.ctrlKey||e.metaKey||e.altKey?e.key.toLowerCase()==="c":e.key==="Escape"}function B({row:e,column:t},{rows:n,columns:o},r){let s=r.ctrlKey||r.metaKey;if(r.shiftKey||r.altKey||s&&!["Home","End"].includes(r.key))return null;switch(r.key){case"ArrowLeft":return L({row:e,column:t-1},{rows:n,columns:o});case"ArrowRight":return L({row:e,column:t+1},{rows:n,columns:o});case"ArrowUp":return L({row:e-1,column:t},{rows:n,columns:o});case"ArrowDown":return L({row:e+1,column:t},{rows:n,columns:o});case"Home":return{row:s?0:e,column:0};case"End":return{row:s?n-1:e,column:o-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:n-1,column:t};default:return null}}function L({row:e,column:t},{rows:n,columns:o}){return{row:Math.max(0,Math.min(n-1,e)),column:Math.max(0,Math.min(o-1,t))}}function M(e,...t){return t.includes(e.key)&&!(e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)}function z(e){if(!(e.ctrlKey||e.metaKey)||e.altKey)return null;let t=e.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:e.shiftKey?"redo":"undo"}var Ge=["Enter"," ","Delete","Backspace"],de=[{row:0,column:0},{rows:1,columns:1}];function pe(e,t){let n=o=>{let r=o.composedPath();r.includes(e)&&e.toggleAttribute("data-lm-suppress-shortcuts",Ve(o,r[0]))};window.addEventListener("keydown",n,{capture:!0,signal:t})}function Ve(e,t){return se(t)?ae(e):le(e)||t instanceof HTMLElement&&t.dataset.letters!==void 0&&ce(e)||t instanceof Element&&t.closest("[data-shifted]")!==null&&We(e)?!0:B(...de,e)!==null||M(e,...Ge)||z(e)!==null}function We(e){let{ctrlKey:t,metaKey:n,altKey:o,key:r}=e;return e.shiftKey&&B(...de,{key:r,ctrlKey:t,metaKey:n,altKey:o,shiftKey:!1})!==null}function ue(e){let t=fe(e,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function he(e){let t=fe(e,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function fe(e,t){let n=e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);if(n.byteLength%t!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${t}-byte values`);return n.byteOffset%t===0?n:n.slice()}function $({effects:e},t){if(e===null)return null;let n=he(e.tops).subarray(2*t,2*t+2),o=ue(e.numbers).subarray(5*t,5*t+5),[r,s]=[...n],[i=0,c=0,l=0,d=0,p=0]=o;if(r===void 0||s===void 0)return null;let h=f=>({id:e.ids[f]??0,text:e.texts[f]??""});return{first:{...h(r),before:i,after:c},now:{...h(s),before:l,after:d},kl:p}}function me(e){return e.name||e.says}function ge({selects:e},t){let n=["layer","position","head"].filter(o=>e[o]!==null);return n.length>0&&n.every(o=>e[o]===t[o])}var _=class{element;stops;#t;#n;#r=a("button",{type:"button",role:"switch",class:"switch"},a("i",{}));#e=a("button",{type:"button",class:"says",title:"Select this place in all views"});#o=a("div",{role:"gridcell",class:"what"},this.#e);#l=a("div",{role:"gridcell",class:"alone"});#a=a("button",{type:"button",class:"icon",title:"Rename (F2)"},"✎");#s=a("button",{type:"button",class:"icon",title:"Remove (Delete)"},"✕");#i;constructor(t,n,o){this.#i=t,this.#t=n,this.#n=o,this.stops=[this.#r,this.#e,this.#a,this.#s];let r=(...i)=>a("div",{role:"gridcell"},...i);this.element=a("div",{role:"row",class:"change"},r(this.#r),this.#o,this.#l),this.element.append(r(this.#a),r(this.#s));let s=(i,c)=>i.addEventListener("click",c,{signal:o});s(this.#r,()=>this.toggle()),s(this.#e,()=>n.select(this.#i)),s(this.#a,()=>this.rename()),s(this.#s,()=>this.remove())}draw(t,n,o){this.#i=t;let r=me(t);u(this.element,"data-off",!t.on),u(this.#r,"aria-checked",String(t.on)),u(this.#r,"aria-label",`In force: ${r}`),u(this.#r,"title",t.on?"In force: switch off":"Switched off: switch on"),u(this.#a,"aria-label",`Rename ${r}`),u(this.#s,"aria-label",`Remove ${r}`);let s=t.token===null?[]:[a("code",{},N(t.token))],i=a("span",{class:t.name?"detail":"name"},t.says);this.#e.replaceChildren(...t.name?[a("b",{class:"name"},t.name)]:[],i,...s),this.#l.replaceChildren(...n===null?[]:ne(n,o)),this.#l.hidden=n===null}toggle(){this.#t.toggle(this.#i)}remove(){this.#t.remove(this.#i)}rename(){if(this.#e.hidden)return;let t=`Name of ${this.#i.says}`,n=a("input",{type:"text",class:"field",placeholder:this.#i.says,"aria-label":t});n.value=this.#i.name;let o=!0,r=(i,c)=>{if(!o)return;o=!1,this.#e.hidden=!1,n.remove(),c&&this.#e.focus();let l=n.value.trim();i&&l!==this.#i.name&&this.#t.rename(this.#i,l)};n.addEventListener("blur",()=>r(!0,!1),{signal:this.#n});let s=i=>{i.stopPropagation(),!i.isComposing&&(i.key==="Escape"&&r(!1,!0),i.key==="Enter"&&!i.shiftKey&&r(!0,!0))};n.addEventListener("keydown",s,{signal:this.#n}),this.#e.hidden=!0,this.#o.append(n),n.focus(),n.select()}};var be=4,F=class{element=a("div",{class:"changes",role:"grid","aria-label":"Changes",tabindex:-1});#t;#n;#r=new Map;#e=[];#o={row:0,column:0};constructor(t,n){this.#t=t,this.#n=n,this.element.addEventListener("keydown",o=>this.#p(o),{signal:n}),this.element.addEventListener("focusin",o=>this.#c(o.target),{signal:n})}draw(t,n){let o=this.element.contains(ye(this.element)),r=t.changes.map((d,p)=>n?$(t,p+1):null),i=r.map(d=>d?.kl??0).filter(Number.isFinite).reduce((d,p)=>Math.max(d,p),0);this.#e=t.changes.map((d,p)=>{let h=this.#r.get(d.key)??new _(d,this.#t,this.#n);return this.#r.set(d.key,h),h.draw(d,r[p]??null,i),h});let c=new Set(t.changes.map(({key:d})=>d));for(let[d,p]of this.#r)c.has(d)||this.#l(d,p);this.#a(),this.#s();let l=ye(this.element);o&&!this.element.contains(l)&&this.#i()}mark(t,n){for(let[o,r]of this.#e.entries()){let s=t.changes[o];u(r.element,"aria-selected",String(s!==void 0&&ge(s,n)))}}#l(t,n){this.#r.delete(t),n.element.remove()}#a(){for(let[n,o]of this.#e.entries()){let r=this.element.children[n];r!==o.element&&this.element.insertBefore(o.element,r??null)}let t=this.#e.length===0;this.element.hidden=t}#s(){this.#o=L(this.#o,{rows:Math.max(1,this.#e.length),columns:be});for(let[t,n]of this.#e.entries())for(let[o,r]of n.stops.entries())r.tabIndex=t===this.#o.row&&o===this.#o.column?0:-1}#i(){this.#e[this.#o.row]?.stops[this.#o.column]?.focus()}#c(t){let n=this.#e.findIndex(({stops:o})=>o.includes(t));n<0||(this.#o={row:n,column:this.#e[n]?.stops.indexOf(t)??0},this.#s())}#p(t){let n=z(t),o=B(this.#o,{rows:this.#e.length,columns:be},t),r=this.#e[this.#o.row];if(n!==null)this.#t.travel(n);else if(o!==null)this.#o=o,this.#s(),this.#i();else if(M(t,"Delete","Backspace"))r?.remove();else if(M(t,"F2"))r?.rename();else return;t.preventDefault()}};function ye(e){return e.getRootNode().activeElement??null}function xe(e,t,n,o){let r=a("button",{type:"button",title:t||null},e);return r.addEventListener("click",()=>Xe(r)&&n(),{signal:o}),r}function S(e,t,n=""){u(e,"aria-disabled",String(!t)),e.dataset.title??=e.title,u(e,"title",(t?"":n)||e.dataset.title||null)}function Xe(e){return e.getAttribute("aria-disabled")!=="true"}function ve(e,t){let n=a("span",{class:"size"}),o=(b,v,x)=>xe(b,x,v,t),r=o("Undo",e.undo,"Take back the last step (Ctrl+Z in the list)"),s=o("Redo",e.redo,"Make it again (Ctrl+Shift+Z in the list)"),i=o("Clear",e.clear,"Remove all changes"),c=()=>l.getAttribute("aria-pressed")==="true",l=o("Each alone",()=>e.alone(!c()),"Also the effect of each change by itself; it takes a run of the model each"),d=o("Copy as Python",e.copy,"Code that gives the same values"),p=o("Save",e.save,"Download the prompts and the changes as a .json file"),h=o("Load",()=>e.load(!1),"Take the changes from a .json file, on the prompts as they are; Undo brings these back"),f=o("Load with prompts",()=>e.load(!0),"Take the prompts and the changes from a .json file"),g=(b,...v)=>a("span",{class:"group",role:"group","aria-label":b},...v),y=[g("History",r,s,i),g("Effect",l),g("Keep",d,p,h,f)],Pe=a("div",{class:"tools"},...y);return{element:a("header",{},a("h2",{},"Changes"),n,Pe),draw(b,v){let{changes:x}=b,I=x.filter(({on:Ne})=>!Ne).length;n.textContent=I>0?`${O(x.length,"change")}, ${I} off`:O(x.length,"change"),S(r,b.can_undo),S(s,b.can_redo),S(i,x.length>0),S(l,b.effects!==null&&(x.length>0||v)),l.setAttribute("aria-pressed",String(v)),S(d,b.code!=="")}}}var Je="No changes yet. Make one in any view of this workspace, or in Python: ",Ye='workspace.zero("mlp_out", 1, position=3)',j=class{element;#t;#n;#r;#e;#o=a("p",{class:"effect"});#l=a("p",{class:"empty"},Je,a("code",{},Ye));#a=a("pre",{tabindex:0,"aria-label":"Python"});#s=a("details",{class:"code"},a("summary",{},"Python"),this.#a);#i;#c=!1;constructor(t,n){this.#t=t,this.#n=new P(t,n);let o=(r,s={})=>{this.#n.ask(r,s)};this.#e=new F({toggle:r=>o("switch",{key:r.key,on:!r.on}),select:r=>this.#b(r),rename:(r,s)=>o("rename",{key:r.key,name:s}),remove:r=>o("remove",{key:r.key}),travel:r=>o(r)},n),this.#i=ie(r=>o("load",{text:r,prompts:this.#c}),r=>this.#n.fail(r),n),this.#r=ve({undo:()=>o("undo"),redo:()=>o("redo"),clear:()=>o("clear"),alone:r=>this.#u("alone",r),copy:()=>{this.#x()},save:()=>this.#y(),load:r=>{this.#c=r,this.#i.click()}},n),this.element=this.#p(),this.#f(),this.#g(),m(t,"change:_screen",()=>this.#v(),n),m(t,"change:_selected",()=>this.#m(),n),m(t,"change:busy",()=>this.#g(),n)}#p(){return a("section",{class:"list","aria-label":"Changes"},this.#r.element,this.#n.messages,this.#o,this.#e.element,this.#l,this.#s,this.#n.status,this.#i)}get#d(){return this.#t.get("_screen")}#b({selects:t}){this.#u("_selected",{...t})}#u(t,n){this.#t.set(t,n),this.#t.save_changes()}#y(){try{re(this.#t.get("state"),"workspace.json"),this.#h("Saved as workspace.json.")}catch(t){this.#n.fail(t)}}async#x(){let t=await V(this.#d.code);t||(this.#s.open=!0),this.#h(t?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#h(t){this.#n.announce(t),u(this.#n.status,"data-drawn",!1)}#v(){try{this.#f(),this.#n.announce(oe($(this.#d,0))),u(this.#n.status,"data-drawn",!0)}catch(t){this.#n.fail(t)}}#f(){let t=this.#d,n=t.changes.filter(({on:r})=>r).length,o=this.#t.get("alone");this.#r.draw(t,o),this.#o.replaceChildren(...te($(t,0),n)),this.#e.draw(t,o),this.#l.hidden=t.changes.length>0,this.#a.textContent=t.code,this.#s.hidden=t.code==="",this.#m()}#m(){this.#e.mark(this.#d,this.#t.get("_selected"))}#g(){u(this.element,"data-busy",this.#t.get("busy")),u(this.#e.element,"aria-busy",String(this.#t.get("busy")))}};var we=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function Ee(e){let t=[...e.querySelectorAll("*")].filter(i=>getComputedStyle(i).position==="sticky"),n=t.map(i=>i.getBoundingClientRect()),o=t.map(i=>i.getAttribute("style"));for(let i of t)Le(i);let r=t.map(i=>i.getBoundingClientRect());t.forEach((i,c)=>{let l=o[c]??null;l===null?i.removeAttribute("style"):i.setAttribute("style",l)});let s=new Map(t.map((i,c)=>[i,ke(r[c],n[c])]));return new Map([...s].map(([i,c])=>[i,ke(et(i,s),c)]))}function Te(e,t,n){/auto|scroll/.test(getComputedStyle(e).overflow)&&Qe(e,t);let o=n.get(e);o!==void 0&&Le(t);let r=e.parentElement,[s,i]=[(o?.x??0)-(r?.scrollLeft??0),(o?.y??0)-(r?.scrollTop??0)];(s!==0||i!==0)&&(t.style.translate=`${s}px ${i}px`)}function Le(e){e.style.position="relative",e.style.inset="auto"}function Qe(e,t){t.style.overflow="hidden",t.style.boxSizing="border-box",t.style.height=`${e.getBoundingClientRect().height}px`,t.style.maxHeight="none";let n=getComputedStyle(e),o=(...i)=>i.reduce((c,l)=>c+(Number.parseFloat(n.getPropertyValue(l))||0),0),[r,s]=[e.offsetWidth-e.clientWidth-o("border-left-width","border-right-width"),e.offsetHeight-e.clientHeight-o("border-top-width","border-bottom-width")];r>=1&&(t.style.paddingRight=`${o("padding-right")+r}px`),s>=1&&(t.style.paddingBottom=`${o("padding-bottom")+s}px`)}function ke(e={x:0,y:0},t=e){return{x:t.x-e.x,y:t.y-e.y}}function et(e,t){let n=e.parentElement;for(;n!==null&&!t.has(n);)n=n.parentElement;return n===null?void 0:t.get(n)}var Me="http://www.w3.org/1999/xhtml",U=12,tt=2,nt=16e3,ot=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function Ae(e){let t=e.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:n,height:o}=rt(e),r=document.createElementNS(Me,"style");r.textContent=it(t);let s=document.createElementNS(Me,"div");for(let{name:c,value:l}of e.attributes)c!=="style"&&s.setAttribute(c,l);s.setAttribute("class","nnexplore"),s.setAttribute("style",st(e,r.textContent,n,o)),s.append(r,...lt(t));let i={width:n+2*U,height:o+2*U};return{...i,svg:pt(s,i.width,i.height)}}async function Ce({svg:e,width:t,height:n}){let o=new Image;o.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await o.decode();let r=Math.min(tt,nt/Math.max(t,n)),s=document.createElement("canvas");s.width=Math.round(t*r),s.height=Math.round(n*r);let i=s.getContext("2d");if(i===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return i.drawImage(o,0,0,s.width,s.height),new Promise((c,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));s.toBlob(p=>p===null?d():c(p),"image/png")})}function rt(e){let t=e.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function it(e){let t=[...e.querySelectorAll("style")].map(r=>r.textContent),n=[...e.adoptedStyleSheets??[]].map(r=>[...r.cssRules].map(s=>s.cssText).join(`
`)),o=[...t,...n].join(`
`);return ot+o.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function st(e,t,n,o){let r=getComputedStyle(e);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,r.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${at(e)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${o}px`,`padding: ${U}px`,"overflow: hidden"].join("; ")}function at(e){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(e.shadowRoot??e).append(t);let n=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),n}function lt(e){let t=[...e.children].filter(o=>o.tagName!=="STYLE"&&!Se(o)),n=Ee(e);return t.map(o=>{let r=o.cloneNode(!0),s=[r,...r.querySelectorAll("*")];[o,...o.querySelectorAll("*")].forEach((i,c)=>{let l=s[c];l!==void 0&&(ct(i,l),Te(i,l,n))});for(let i of s)Se(i)&&i.remove();return r})}function Se(e){return e.hasAttribute("data-unexported")}function ct(e,t){e instanceof HTMLCanvasElement?dt(e,t):e instanceof HTMLInputElement?(t.setAttribute("value",e.value),t.toggleAttribute("checked",e.checked)):e instanceof HTMLTextAreaElement?t.textContent=e.value:e instanceof HTMLOptionElement&&t.toggleAttribute("selected",e.selected)}function dt(e,t){e.width===0||e.height===0||(t.style.backgroundImage=`url("${e.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function pt(e,t,n){let o=new XMLSerializer().serializeToString(e),r=`all: initial; display: block; width: ${t}px; height: ${n}px`,s=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${n}" viewBox="0 0 ${t} ${n}" style="${r}"><foreignObject x="0" y="0" width="${t}" height="${n}">${o}</foreignObject></svg>`;return ut(s)}function ut(e){return e.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var ht="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function He(e,t,n,o){let r=d=>async()=>{try{await d()}catch(p){n(C(A(p),o))}},i=ft(e,()=>n(a("p",{class:"notice",role:"status"},ht)),o),c=d=>`${mt(t)}.${d}`,l=()=>Ae(t);return gt([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:r(async()=>D(await Ce(l()),c("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:r(()=>D(new Blob([l().svg],{type:"image/svg+xml"}),c("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:r(i)}],o)}function ft(e,t,n){let o=K(e,t,n),r=new Set;return m(e,"msg:custom",(i,c)=>{let[l]=c??[];if(i?.kind!=="page"||l===void 0||!r.delete(i.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);D(new Blob([d],{type:"text/html"}),i.name??"view.html")},n),async()=>{let i=Math.random().toString(36).slice(2);r.add(i),await o("page",{ticket:i})}}function D(e,t){let n=URL.createObjectURL(e);a("a",{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function mt(e){return(e.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function gt(e,t){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let o=e.map(({name:l,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),r=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...o),s=a("div",{class:"save-menu","data-unexported":!0},n,r),i=l=>{r.hidden=!1,n.setAttribute("aria-expanded","true"),o[l]?.focus()},c=l=>{r.hidden||(r.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>r.hidden?i(0):c(!0),{signal:t}),o.forEach((l,d)=>{let p=()=>{c(!0),e[d]?.act()};l.addEventListener("click",p,{signal:t})}),s.addEventListener("keydown",l=>bt(l,o,r.hidden,i,c),{signal:t}),s.addEventListener("focusout",l=>yt(l,s,c),{signal:t}),s}function bt(e,t,n,o,r){let s=t.length-1,i=t.indexOf(e.target),c=n?{ArrowDown:0,ArrowUp:s}[e.key]:{ArrowDown:i===s?0:i+1,ArrowUp:i<=0?s:i-1,Home:0,End:s}[e.key];c!==void 0&&M(e,e.key)?(e.preventDefault(),e.stopPropagation(),o(c)):e.key==="Escape"&&!n&&(e.stopPropagation(),r(!0))}function yt(e,t,n){e.relatedTarget instanceof Node&&t.contains(e.relatedTarget)||n(!1)}var xt=4;function Re(e,t){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),o=a("span",{class:"quiet"}),r=a("button",{type:"button"},"Cancel"),s=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,o,r),i=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),c=a("div",{},s,i);r.addEventListener("click",()=>e.send({kind:"cancel",id:"cancel"}),{signal:t});let l=vt(r,t),d=-1,p=(f,g)=>{let y=Math.floor(f*xt);y!==d&&(i.textContent=`Running: ${g||`${Math.round(f*100)} %`}`),d=y},h=()=>{let{done:f=0,total:g=0,text:y=""}=e.get("_progress")??{};g===0?(l(),d>=0&&(i.textContent="No longer running"),d=-1):p(f/g,y),s.hidden=g===0,n.value=g>0?f/g:0,o.textContent=y};return m(e,"change:_progress",h,t),h(),c}function vt(e,t){let n=null,o=({relatedTarget:r})=>{n=r instanceof HTMLElement?r:null};return e.addEventListener("focus",o,{signal:t}),()=>{let r=e.getRootNode();if(r.activeElement!==e)return;let s=n?.isConnected&&n.getRootNode()===r,i=r.querySelector("[tabindex='0'], button:not(.progress *), input, select");(s?n:i)?.focus()}}function wt(e){let t=e.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":e.classList.contains("vscode-light")?"light":e.classList.contains("vscode-dark")||e.classList.contains("vscode-high-contrast")||e.classList.contains("dark")||e.classList.contains("dark-theme")?"dark":null}function $e(e,t){let n=()=>{e.style.colorScheme=wt(document.body)??""};n();let o=new MutationObserver(n);o.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>o.disconnect())}function Ke(e,t){function n({model:o,el:r,signal:s}){let i=new AbortController;s?.addEventListener("abort",()=>i.abort());let c=a("div",{class:"nnexplore"}),l=c.attachShadow({mode:"open"});l.append(a("style",{},we,...e),Re(o,i.signal)),r.append(c),$e(c,i.signal),pe(c,i.signal),W(l,()=>l.append(t(o,i.signal,c).element),i.signal);let d=l.lastElementChild;return l.append(He(o,c,p=>d?.before(p),i.signal)),()=>i.abort()}return{render:n}}var In=Ke([G],(e,t)=>new j(e,t));export{In as default};

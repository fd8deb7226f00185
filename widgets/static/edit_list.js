var D=`/* The list: buttons, the effect in one line, a row a change, the code. */

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
`;function s(e,t={},...n){let r=document.createElement(e);for(let[o,i]of Object.entries(t))u(r,o,i);return r.append(...n),r}function u(e,t,n){if(n===!1||n===null||n===void 0){e.hasAttribute(t)&&e.removeAttribute(t);return}let r=n===!0?"":String(n);e.getAttribute(t)!==r&&e.setAttribute(t,r)}async function G(e){try{return await navigator.clipboard.writeText(e),!0}catch{return Ce(e)}}function Ce(e){let t=document.activeElement,n=s("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});n.value=e,document.body.append(n),n.select();let r=document.execCommand?.("copy")??!1;return n.remove(),t instanceof HTMLElement&&t.focus(),r}function V(e,t,n){try{t()}catch(r){e.append(M(L(r),n))}}function L(e){return e instanceof Error?{message:e.message,details:e.stack}:{message:String(e)}}function M({message:e,details:t},n){let r=s("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=s("div",{},s("p",{},e));t&&o.append(s("details",{},s("summary",{},"Details"),s("pre",{tabindex:0},t)));let i=s("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>i.remove(),{signal:n}),i}var T=class extends Error{details;constructor(t,n){super(t),this.name="KernelError",this.details=n}},He=8e3;function $(e,t,n){let r=new Map,o=Math.random().toString(36).slice(2),i=0;return f(e,"msg:custom",c=>{let l=r.get(c?.id);l!==void 0&&(r.delete(c.id),clearTimeout(l.timer),c.kind==="error"?l.fail(new T(c.message,c.details)):l.done())},n),n.addEventListener("abort",()=>{for(let{timer:c}of r.values())clearTimeout(c);r.clear()}),(c,l={})=>new Promise((d,p)=>{let h=`${o}-${++i}`;r.set(h,{done:d,fail:p,timer:setTimeout(t,He)}),e.send({kind:c,id:h,...l})})}var W=new WeakMap;function f(e,t,n,r){e.on(t,n);let o=W.get(r),i=()=>e.off(t,n);if(o){o.push(i);return}let a=[i];W.set(r,a),r.addEventListener("abort",()=>{for(let c of a)c()})}var Re="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",P=class{messages=s("div",{class:"messages"});status=s("p",{class:"status",role:"status"});#t;#n;#o;constructor(t,n){this.#t=t,this.#o=n,this.#n=$(t,()=>this.notice(Re),n),f(t,"change:_error",()=>this.#e(),n),this.#e()}async ask(t,n={}){try{return await this.#n(t,n),this.#e(),!0}catch(r){return this.fail(r),!1}}fail(t){let{message:n,details:r}=L(t);this.#r({message:n,details:t instanceof T?t.details:r})}notice(t){this.messages.replaceChildren(s("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#e(){let{message:t,details:n}=this.#t.get("_error")??{};t?this.#r({message:t,details:n}):this.messages.replaceChildren()}#r(t){this.messages.replaceChildren(M(t,this.#o))}};function x(e){if(!Number.isFinite(e))return J(e);for(let t=6;t<9;t++){let n=Number(e.toPrecision(t));if(Math.fround(n)===e)return X(n)}return X(Number(e.toPrecision(9)))}function X(e){return e!==0&&Math.abs(e)<.001?e.toExponential():String(e)}function v(e){return Number.isFinite(e)?e===0||e>=.001?e.toFixed(4):e.toExponential(1):J(e)}function J(e){return Number.isNaN(e)?"NaN":e>0?"∞":"−∞"}function z(e,t,n=`${t}s`){return`${e} ${e===1?t:n}`}var $e=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Pe(e){if(e==="")return{spaces:0,text:"∅"};let t=e.length-e.trimStart().length,n=/^ *$/.test(e.slice(0,t))?t:0;return{spaces:n,text:Array.from(e.slice(n),Ke).join("")}}function K(e){let{spaces:t,text:n}=Pe(e);return"·".repeat(t)+n}function S(e){return JSON.stringify(e)}function Ke(e){let t=$e.get(e);if(t!==void 0)return t;let n=e.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":e}function Q(e,t){if(e===null)return[s("span",{class:"hint"},"No prompt yet, so nothing to see an effect on.")];let n=s("b",{},"Next token");if(t===0)return[n,N(e.first),w(e.first.before),k("no change in force")];let r=e.first.id===e.now.id,o=[n,Y(e.first)];return r||o.push(s("span",{class:"now"},k("now"),Y(e.now))),[...o,Ne(e)]}function ee(e,t){let n=t>0&&Number.isFinite(e.kl)?Math.max(0,e.kl/t):0,r=s("i",{class:"kl","aria-hidden":"true",style:`--share:${n}`}),o=e.first.id===e.now.id,{text:i,before:a,after:c}=e.first,l=`alone: ${S(i)} ${x(a)} → ${x(c)}; KL ${x(e.kl)} nats`,d=s("span",{class:"line",title:l});return d.append(N(e.first),w(e.first.after)),o||d.append(k("now"),N(e.now)),[d,s("span",{class:"divergence",title:l},k("KL "),w(e.kl),r)]}function te(e){if(e===null)return"";let{first:t,now:n,kl:r}=e,o=`${S(t.text)} ${v(t.before)} to ${v(t.after)}`,i=t.id===n.id?"":`; now ${S(n.text)} ${v(n.after)}`;return`Next token ${o}${i}. KL ${v(r)} nats.`}function Y(e){let t=s("span",{class:"pair","aria-hidden":"true"});t.append(Z("clean",e.before),Z("edited",e.after));let n=s("span",{class:"values"},w(e.before,"before")," → ",w(e.after,"after"));return s("span",{class:"moved"},N(e),t,n)}function Z(e,t){return s("i",{class:e,style:`width:${Number.isFinite(t)?t*100:0}%`})}function Ne({kl:e}){return s("span",{class:"divergence",title:"How far the prediction moved: KL(clean ‖ edited) of the next token"},k("KL "),w(e),k(" nats"))}function N({id:e,text:t}){return s("code",{title:`${S(t)}, id ${e}`},K(t))}function w(e,t=""){return s("span",{class:`number ${t}`,title:x(e),"data-value":x(e)},v(e))}function k(e){return s("span",{class:"hint"},e)}var qe=8e6;function ne(e,t){let n=URL.createObjectURL(new Blob([e],{type:"application/json"}));s("a",{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e3)}function re(e,t,n){let r=s("input",{type:"file",accept:".json,application/json",hidden:!0}),o=async()=>{let i=r.files?.[0];if(r.value="",i!==void 0)if(i.size>qe){let a=(i.size/1e6).toFixed(0);t(new Error(`${i.name} has ${a} MB; what "Save" writes has a few kB. Choose such a file.`))}else e(await i.text())};return r.addEventListener("change",()=>{o()},{signal:n}),r}var Be=["a","c","v","x","y","z"],_e=["text","search","number"];function oe(e){return e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement&&_e.includes(e.type)}function ie(e){return e.ctrlKey||e.metaKey?Be.includes(e.key.toLowerCase()):!(e.shiftKey&&e.key==="Enter")}function se(e){return e.ctrlKey||e.metaKey||e.altKey?e.key.toLowerCase()==="c":e.key.length===1||e.key==="Escape"}function F({row:e,column:t},{rows:n,columns:r},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return E({row:e,column:t-1},{rows:n,columns:r});case"ArrowRight":return E({row:e,column:t+1},{rows:n,columns:r});case"ArrowUp":return E({row:e-1,column:t},{rows:n,columns:r});case"ArrowDown":return E({row:e+1,column:t},{rows:n,columns:r});case"Home":return{row:i?0:e,column:0};case"End":return{row:i?n-1:e,column:r-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:n-1,column:t};default:return null}}function E({row:e,column:t},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,e)),column:Math.max(0,Math.min(r-1,t))}}function A(e,...t){return t.includes(e.key)&&!(e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)}function I(e){if(!(e.ctrlKey||e.metaKey)||e.altKey)return null;let t=e.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:e.shiftKey?"redo":"undo"}var je=["Enter"," ","Delete","Backspace"],Oe=[{row:0,column:0},{rows:1,columns:1}];function ae(e,t){let n=r=>{let o=r.composedPath();o.includes(e)&&e.toggleAttribute("data-lm-suppress-shortcuts",ze(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:t})}function ze(e,t){return oe(t)?ie(e):t instanceof HTMLElement&&t.dataset.letters!==void 0&&se(e)?!0:F(...Oe,e)!==null||A(e,...je)||I(e)!==null}function le(e){let t=de(e,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function ce(e){let t=de(e,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function de(e,t){let n=e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);if(n.byteLength%t!==0)throw new RangeError(`${n.byteLength} bytes are no whole number of ${t}-byte values`);return n.byteOffset%t===0?n:n.slice()}function C({effects:e},t){if(e===null)return null;let n=ce(e.tops).subarray(2*t,2*t+2),r=le(e.numbers).subarray(5*t,5*t+5),[o,i]=[...n],[a=0,c=0,l=0,d=0,p=0]=r;if(o===void 0||i===void 0)return null;let h=R=>({id:e.ids[R]??0,text:e.texts[R]??""});return{first:{...h(o),before:a,after:c},now:{...h(i),before:l,after:d},kl:p}}function pe(e){return e.name||e.says}function ue({selects:e},t){let n=["layer","position","head"].filter(r=>e[r]!==null);return n.length>0&&n.every(r=>e[r]===t[r])}var q=class{element;stops;#t;#n;#o=s("button",{type:"button",role:"switch",class:"switch"},s("i",{}));#e=s("button",{type:"button",class:"says",title:"Select this place in all views"});#r=s("div",{role:"gridcell",class:"what"},this.#e);#l=s("div",{role:"gridcell",class:"alone"});#a=s("button",{type:"button",class:"icon",title:"Rename (F2)"},"✎");#s=s("button",{type:"button",class:"icon",title:"Remove (Delete)"},"✕");#i;constructor(t,n,r){this.#i=t,this.#t=n,this.#n=r,this.stops=[this.#o,this.#e,this.#a,this.#s];let o=(...a)=>s("div",{role:"gridcell"},...a);this.element=s("div",{role:"row",class:"change"},o(this.#o),this.#r,this.#l),this.element.append(o(this.#a),o(this.#s));let i=(a,c)=>a.addEventListener("click",c,{signal:r});i(this.#o,()=>this.toggle()),i(this.#e,()=>n.select(this.#i)),i(this.#a,()=>this.rename()),i(this.#s,()=>this.remove())}draw(t,n,r){this.#i=t;let o=pe(t);u(this.element,"data-off",!t.on),u(this.#o,"aria-checked",String(t.on)),u(this.#o,"aria-label",`In force: ${o}`),u(this.#o,"title",t.on?"In force: switch off":"Switched off: switch on"),u(this.#a,"aria-label",`Rename ${o}`),u(this.#s,"aria-label",`Remove ${o}`);let i=t.token===null?[]:[s("code",{},K(t.token))],a=s("span",{class:t.name?"detail":"name"},t.says);this.#e.replaceChildren(...t.name?[s("b",{class:"name"},t.name)]:[],a,...i),this.#l.replaceChildren(...n===null?[]:ee(n,r)),this.#l.hidden=n===null}toggle(){this.#t.toggle(this.#i)}remove(){this.#t.remove(this.#i)}rename(){if(this.#e.hidden)return;let t=`Name of ${this.#i.says}`,n=s("input",{type:"text",class:"field",placeholder:this.#i.says,"aria-label":t});n.value=this.#i.name;let r=!0,o=(a,c)=>{if(!r)return;r=!1,this.#e.hidden=!1,n.remove(),c&&this.#e.focus();let l=n.value.trim();a&&l!==this.#i.name&&this.#t.rename(this.#i,l)};n.addEventListener("blur",()=>o(!0,!1),{signal:this.#n});let i=a=>{a.stopPropagation(),!a.isComposing&&(a.key==="Escape"&&o(!1,!0),a.key==="Enter"&&!a.shiftKey&&o(!0,!0))};n.addEventListener("keydown",i,{signal:this.#n}),this.#e.hidden=!0,this.#r.append(n),n.focus(),n.select()}};var he=4,B=class{element=s("div",{class:"changes",role:"grid","aria-label":"Changes",tabindex:-1});#t;#n;#o=new Map;#e=[];#r={row:0,column:0};constructor(t,n){this.#t=t,this.#n=n,this.element.addEventListener("keydown",r=>this.#p(r),{signal:n}),this.element.addEventListener("focusin",r=>this.#c(r.target),{signal:n})}draw(t,n){let r=this.element.contains(fe(this.element)),o=t.changes.map((d,p)=>n?C(t,p+1):null),a=o.map(d=>d?.kl??0).filter(Number.isFinite).reduce((d,p)=>Math.max(d,p),0);this.#e=t.changes.map((d,p)=>{let h=this.#o.get(d.key)??new q(d,this.#t,this.#n);return this.#o.set(d.key,h),h.draw(d,o[p]??null,a),h});let c=new Set(t.changes.map(({key:d})=>d));for(let[d,p]of this.#o)c.has(d)||this.#l(d,p);this.#a(),this.#s();let l=fe(this.element);r&&!this.element.contains(l)&&this.#i()}mark(t,n){for(let[r,o]of this.#e.entries()){let i=t.changes[r];u(o.element,"aria-selected",String(i!==void 0&&ue(i,n)))}}#l(t,n){this.#o.delete(t),n.element.remove()}#a(){for(let[n,r]of this.#e.entries()){let o=this.element.children[n];o!==r.element&&this.element.insertBefore(r.element,o??null)}let t=this.#e.length===0;this.element.hidden=t}#s(){this.#r=E(this.#r,{rows:Math.max(1,this.#e.length),columns:he});for(let[t,n]of this.#e.entries())for(let[r,o]of n.stops.entries())o.tabIndex=t===this.#r.row&&r===this.#r.column?0:-1}#i(){this.#e[this.#r.row]?.stops[this.#r.column]?.focus()}#c(t){let n=this.#e.findIndex(({stops:r})=>r.includes(t));n<0||(this.#r={row:n,column:this.#e[n]?.stops.indexOf(t)??0},this.#s())}#p(t){let n=I(t),r=F(this.#r,{rows:this.#e.length,columns:he},t),o=this.#e[this.#r.row];if(n!==null)this.#t.travel(n);else if(r!==null)this.#r=r,this.#s(),this.#i();else if(A(t,"Delete","Backspace"))o?.remove();else if(A(t,"F2"))o?.rename();else return;t.preventDefault()}};function fe(e){return e.getRootNode().activeElement??null}function me(e,t){let n=s("span",{class:"size"}),r=(m,b,g)=>{let y=s("button",{type:"button",title:g},m),O=()=>y.getAttribute("aria-disabled")!=="true";return y.addEventListener("click",()=>O()&&b(),{signal:t}),y},o=r("Undo",e.undo,"Take back the last step (Ctrl+Z in the list)"),i=r("Redo",e.redo,"Make it again (Ctrl+Shift+Z in the list)"),a=r("Clear",e.clear,"Remove all changes"),c=()=>l.getAttribute("aria-pressed")==="true",l=r("Each alone",()=>e.alone(!c()),"Also the effect of each change by itself; it takes a run of the model each"),d=r("Copy as code",e.copy,"Copy Python that gives the same values"),p=r("Save",e.save,"Download the prompts and the changes as a .json file"),h=r("Load",()=>e.load(!1),"Take the changes from a .json file, on the prompts as they are; Undo brings these back"),R=r("Load with prompts",()=>e.load(!0),"Take the prompts and the changes from a .json file"),j=(m,...b)=>s("span",{class:"group",role:"group","aria-label":m},...b),Me=[j("History",o,i,a),j("Effect",l),j("Keep",d,p,h,R)],Te=s("div",{class:"tools"},...Me);return{element:s("header",{},s("h2",{},"Changes"),n,Te),draw(m,b){let{changes:g}=m,y=g.filter(({on:O})=>!O).length;n.textContent=y>0?`${z(g.length,"change")}, ${y} off`:z(g.length,"change"),H(o,m.can_undo),H(i,m.can_redo),H(a,g.length>0),H(l,m.effects!==null&&(g.length>0||b)),l.setAttribute("aria-pressed",String(b)),H(d,m.code!=="")}}}function H(e,t){e.setAttribute("aria-disabled",String(!t))}var Fe="No changes yet. Make one in any view of this workspace, or in Python: ",Ie='workspace.zero("mlp_out", 1, position=3)',_=class{element;#t;#n;#o;#e;#r=s("p",{class:"effect"});#l=s("p",{class:"empty"},Fe,s("code",{},Ie));#a=s("pre",{tabindex:0,"aria-label":"Python"});#s=s("details",{class:"code"},s("summary",{},"Python"),this.#a);#i;#c=!1;constructor(t,n){this.#t=t,this.#n=new P(t,n);let r=(o,i={})=>{this.#n.ask(o,i)};this.#e=new B({toggle:o=>r("switch",{key:o.key,on:!o.on}),select:o=>this.#b(o),rename:(o,i)=>r("rename",{key:o.key,name:i}),remove:o=>r("remove",{key:o.key}),travel:o=>r(o)},n),this.#i=re(o=>r("load",{text:o,prompts:this.#c}),o=>this.#n.fail(o),n),this.#o=me({undo:()=>r("undo"),redo:()=>r("redo"),clear:()=>r("clear"),alone:o=>this.#u("alone",o),copy:()=>{this.#x()},save:()=>this.#y(),load:o=>{this.#c=o,this.#i.click()}},n),this.element=this.#p(),this.#f(),this.#g(),f(t,"change:_screen",()=>this.#v(),n),f(t,"change:_selected",()=>this.#m(),n),f(t,"change:busy",()=>this.#g(),n)}#p(){return s("section",{class:"list","aria-label":"Changes"},this.#o.element,this.#n.messages,this.#r,this.#e.element,this.#l,this.#s,this.#n.status,this.#i)}get#d(){return this.#t.get("_screen")}#b({selects:t}){this.#u("_selected",{...t})}#u(t,n){this.#t.set(t,n),this.#t.save_changes()}#y(){try{ne(this.#t.get("state"),"workspace.json"),this.#h("Saved as workspace.json.")}catch(t){this.#n.fail(t)}}async#x(){let t=await G(this.#d.code);t||(this.#s.open=!0),this.#h(t?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#h(t){this.#n.announce(t),u(this.#n.status,"data-drawn",!1)}#v(){try{this.#f(),this.#n.announce(te(C(this.#d,0))),u(this.#n.status,"data-drawn",!0)}catch(t){this.#n.fail(t)}}#f(){let t=this.#d,n=t.changes.filter(({on:o})=>o).length,r=this.#t.get("alone");this.#o.draw(t,r),this.#r.replaceChildren(...Q(C(t,0),n)),this.#e.draw(t,r),this.#l.hidden=t.changes.length>0,this.#a.textContent=t.code,this.#s.hidden=t.code==="",this.#m()}#m(){this.#e.mark(this.#d,this.#t.get("_selected"))}#g(){u(this.element,"data-busy",this.#t.get("busy")),u(this.#e.element,"aria-busy",String(this.#t.get("busy")))}};var ge=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;var be="http://www.w3.org/1999/xhtml";var De=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ve(e){let t=e.shadowRoot;if(t===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Ge(e),o=document.createElementNS(be,"style");o.textContent=Ve(t);let i=document.createElementNS(be,"div");for(let{name:c,value:l}of e.attributes)c!=="style"&&i.setAttribute(c,l);i.setAttribute("class","nnexplore"),i.setAttribute("style",We(e,o.textContent,n,r)),i.append(o,...Je(t));let a={width:n+24,height:r+24};return{...a,svg:Qe(i,a.width,a.height)}}async function we({svg:e,width:t,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(e)}`,await r.decode();let o=Math.min(2,16e3/Math.max(t,n)),i=document.createElement("canvas");i.width=Math.round(t*o),i.height=Math.round(n*o);let a=i.getContext("2d");if(a===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return a.drawImage(r,0,0,i.width,i.height),new Promise((c,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));i.toBlob(p=>p===null?d():c(p),"image/png")})}function Ge(e){let t=e.getBoundingClientRect();return{width:Math.ceil(t.width),height:Math.ceil(t.height)}}function Ve(e){let t=[...e.querySelectorAll("style")].map(o=>o.textContent),n=[...e.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(i=>i.cssText).join(`
`)),r=[...t,...n].join(`
`);return De+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function We(e,t,n,r){let o=getComputedStyle(e);return[...[...new Set(t.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${Xe(e)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,"padding: 12px","overflow: hidden"].join("; ")}function Xe(e){let t=document.createElement("span");t.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(e.shadowRoot??e).append(t);let n=getComputedStyle(t).color==="rgb(255, 255, 255)";return t.remove(),n}function Je(e){return[...e.children].filter(n=>n.tagName!=="STYLE"&&!ye(n)).map(n=>{let r=n.cloneNode(!0),o=[...r.querySelectorAll("*")];xe(n,r),[...n.querySelectorAll("*")].forEach((i,a)=>{let c=o[a];c!==void 0&&xe(i,c)});for(let i of o)ye(i)&&i.remove();return r})}function ye(e){return e.hasAttribute("data-unexported")}function xe(e,t){e instanceof HTMLCanvasElement?Ye(e,t):e instanceof HTMLInputElement?(t.setAttribute("value",e.value),t.toggleAttribute("checked",e.checked)):e instanceof HTMLTextAreaElement?t.textContent=e.value:e instanceof HTMLOptionElement&&t.toggleAttribute("selected",e.selected),(e.scrollTop!==0||e.scrollLeft!==0)&&Ze(e,t)}function Ye(e,t){e.width===0||e.height===0||(t.style.backgroundImage=`url("${e.toDataURL("image/png")}")`,t.style.backgroundSize="100% 100%",t.style.backgroundOrigin="content-box",t.style.backgroundRepeat="no-repeat")}function Ze(e,t){let[n,r]=[e.scrollLeft,e.scrollTop];t.style.overflow="hidden";for(let i of t.children)i.style.translate=`${-n}px ${-r}px`;let o=[...t.querySelectorAll("*")];[...e.querySelectorAll("*")].forEach((i,a)=>{let c=getComputedStyle(i),l=o[a];if(c.position!=="sticky"||l===void 0)return;let d=i.parentElement===e,[p,h]=[c.left!=="auto"?n:0,c.top!=="auto"?r:0];l.style.translate=d?`${p-n}px ${h-r}px`:`${p}px ${h}px`,l.style.position="relative"})}function Qe(e,t,n){let r=new XMLSerializer().serializeToString(e),o=`all: initial; display: block; width: ${t}px; height: ${n}px`,i=`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${n}" viewBox="0 0 ${t} ${n}" style="${o}"><foreignObject x="0" y="0" width="${t}" height="${n}">${r}</foreignObject></svg>`;return et(i)}function et(e){return e.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var tt="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ke(e,t,n,r){let o=d=>async()=>{try{await d()}catch(p){n(M(L(p),r))}},a=nt(e,()=>n(s("p",{class:"notice",role:"status"},tt)),r),c=d=>`${rt(t)}.${d}`,l=()=>ve(t);return ot([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>U(await we(l()),c("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>U(new Blob([l().svg],{type:"image/svg+xml"}),c("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(a)}],r)}function nt(e,t,n){let r=$(e,t,n),o=new Set;return f(e,"msg:custom",(a,c)=>{let[l]=c??[];if(a?.kind!=="page"||l===void 0||!o.delete(a.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);U(new Blob([d],{type:"text/html"}),a.name??"view.html")},n),async()=>{let a=Math.random().toString(36).slice(2);o.add(a),await r("page",{ticket:a})}}function U(e,t){let n=URL.createObjectURL(e);s("a",{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function rt(e){return(e.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function ot(e,t){let n=s("button",{type:"button",class:"more","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=e.map(({name:l,title:d})=>s("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),o=s("div",{class:"choices",role:"menu","aria-label":"Save this view",hidden:!0},...r),i=s("div",{class:"save-menu","data-unexported":!0},n,o),a=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},c=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?a(0):c(!0),{signal:t}),r.forEach((l,d)=>{let p=()=>{c(!0),e[d]?.act()};l.addEventListener("click",p,{signal:t})}),i.addEventListener("keydown",l=>it(l,r,o.hidden,a,c),{signal:t}),i.addEventListener("focusout",l=>st(l,i,c),{signal:t}),i}function it(e,t,n,r,o){let i=t.length-1,a=t.indexOf(e.target),c=n?{ArrowDown:0,ArrowUp:i}[e.key]:{ArrowDown:a===i?0:a+1,ArrowUp:a<=0?i:a-1,Home:0,End:i}[e.key];c!==void 0&&A(e,e.key)?(e.preventDefault(),e.stopPropagation(),r(c)):e.key==="Escape"&&!n&&(e.stopPropagation(),o(!0))}function st(e,t,n){e.relatedTarget instanceof Node&&t.contains(e.relatedTarget)||n(!1)}function Ee(e,t){let n=s("progress",{max:1,value:0,"aria-label":"Progress"}),r=s("span",{class:"quiet"}),o=s("button",{type:"button"},"Cancel"),i=s("div",{class:"progress",role:"group",hidden:!0},n,r,o);o.addEventListener("click",()=>e.send({kind:"cancel",id:"cancel"}),{signal:t});let a=()=>{let{done:c=0,total:l=0,text:d=""}=e.get("_progress")??{};i.hidden=l===0,n.value=l>0?c/l:0,r.textContent=d};return f(e,"change:_progress",a,t),a(),i}function at(e){let t=e.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":e.classList.contains("vscode-light")?"light":e.classList.contains("vscode-dark")||e.classList.contains("vscode-high-contrast")||e.classList.contains("dark")||e.classList.contains("dark-theme")?"dark":null}function Ae(e,t){let n=()=>{e.style.colorScheme=at(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>r.disconnect())}function Le(e,t){function n({model:r,el:o,signal:i}){let a=new AbortController;i?.addEventListener("abort",()=>a.abort());let c=s("div",{class:"nnexplore"}),l=c.attachShadow({mode:"open"});l.append(s("style",{},ge,...e),Ee(r,a.signal)),o.append(c),Ae(c,a.signal),ae(c,a.signal),V(l,()=>l.append(t(r,a.signal,c).element),a.signal);let d=l.lastElementChild;return l.append(ke(r,c,p=>d?.before(p),a.signal)),()=>a.abort()}return{render:n}}var Mn=Le([D],(e,t)=>new _(e,t));export{Mn as default};

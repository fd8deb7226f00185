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
`;function i(e,t={},...r){let n=document.createElement(e);for(let[o,s]of Object.entries(t))p(n,o,s);return n.append(...r),n}function p(e,t,r){if(r===!1||r===null||r===void 0){e.hasAttribute(t)&&e.removeAttribute(t);return}let n=r===!0?"":String(r);e.getAttribute(t)!==n&&e.setAttribute(t,n)}async function O(e){try{return await navigator.clipboard.writeText(e),!0}catch{return we(e)}}function we(e){let t=document.activeElement,r=i("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});r.value=e,document.body.append(r),r.select();let n=document.execCommand?.("copy")??!1;return r.remove(),t instanceof HTMLElement&&t.focus(),n}function U(e,t,r){try{t()}catch(n){e.append(B(_(n),r))}}function _(e){return e instanceof Error?{message:e.message,details:e.stack}:{message:String(e)}}function B({message:e,details:t},r){let n=i("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=i("div",{},i("p",{},e));t&&o.append(i("details",{},i("summary",{},"Details"),i("pre",{tabindex:0},t)));let s=i("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>s.remove(),{signal:r}),s}var T=class extends Error{details;constructor(t,r){super(t),this.name="KernelError",this.details=r}},ke=8e3;function W(e,t,r){let n=new Map,o=Math.random().toString(36).slice(2),s=0;return m(e,"msg:custom",l=>{let c=n.get(l?.id);c!==void 0&&(n.delete(l.id),clearTimeout(c.timer),l.kind==="error"?c.fail(new T(l.message,l.details)):c.done())},r),r.addEventListener("abort",()=>{for(let{timer:l}of n.values())clearTimeout(l);n.clear()}),(l,c={})=>new Promise((d,u)=>{let h=`${o}-${++s}`;n.set(h,{done:d,fail:u,timer:setTimeout(t,ke)}),e.send({kind:l,id:h,...c})})}var I=new WeakMap;function m(e,t,r,n){e.on(t,r);let o=I.get(n),s=()=>e.off(t,r);if(o){o.push(s);return}let a=[s];I.set(n,a),n.addEventListener("abort",()=>{for(let l of a)l()})}var Ee="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",C=class{messages=i("div",{class:"messages"});status=i("p",{class:"status",role:"status"});#t;#r;#o;constructor(t,r){this.#t=t,this.#o=r,this.#r=W(t,()=>this.notice(Ee),r),m(t,"change:_error",()=>this.#e(),r),this.#e()}async ask(t,r={}){try{return await this.#r(t,r),this.#e(),!0}catch(n){return this.fail(n),!1}}fail(t){let{message:r,details:n}=_(t);this.#n({message:r,details:t instanceof T?t.details:n})}notice(t){this.messages.replaceChildren(i("p",{class:"notice",role:"status"},t))}announce(t){this.status.textContent!==t&&(this.status.textContent=t)}#e(){let{message:t,details:r}=this.#t.get("_error")??{};t?this.#n({message:t,details:r}):this.messages.replaceChildren()}#n(t){this.messages.replaceChildren(B(t,this.#o))}};function v(e){if(!Number.isFinite(e))return G(e);for(let t=6;t<9;t++){let r=Number(e.toPrecision(t));if(Math.fround(r)===e)return V(r)}return V(Number(e.toPrecision(9)))}function V(e){return e!==0&&Math.abs(e)<.001?e.toExponential():String(e)}function w(e){return Number.isFinite(e)?e===0||e>=.001?e.toFixed(4):e.toExponential(1):G(e)}function G(e){return Number.isNaN(e)?"NaN":e>0?"∞":"−∞"}function F(e,t,r=`${t}s`){return`${e} ${e===1?t:r}`}var Ae=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function Te(e){if(e==="")return{spaces:0,text:"∅"};let t=e.length-e.trimStart().length,r=/^ *$/.test(e.slice(0,t))?t:0;return{spaces:r,text:Array.from(e.slice(r),Le).join("")}}function K(e){let{spaces:t,text:r}=Te(e);return"·".repeat(t)+r}function L(e){return JSON.stringify(e)}function Le(e){let t=Ae.get(e);if(t!==void 0)return t;let r=e.codePointAt(0)??0;return r<32?String.fromCodePoint(9216+r):r===127?"␡":e}function Z(e,t){if(e===null)return[i("span",{class:"hint"},"No prompt yet, so nothing to see an effect on.")];let r=i("b",{},"Next token");if(t===0)return[r,R(e.first),k(e.first.before),E("no change in force")];let n=e.first.id===e.now.id,o=[r,J(e.first)];return n||o.push(i("span",{class:"now"},E("now"),J(e.now))),[...o,Me(e)]}function Y(e,t){let r=t>0&&Number.isFinite(e.kl)?Math.max(0,e.kl/t):0,n=i("i",{class:"kl","aria-hidden":"true",style:`--share:${r}`}),o=e.first.id===e.now.id,{text:s,before:a,after:l}=e.first,c=`alone: ${L(s)} ${v(a)} → ${v(l)}; KL ${v(e.kl)} nats`,d=i("span",{class:"line",title:c});return d.append(R(e.first),k(e.first.after)),o||d.append(E("now"),R(e.now)),[d,i("span",{class:"divergence",title:c},E("KL "),k(e.kl),n)]}function Q(e){if(e===null)return"";let{first:t,now:r,kl:n}=e,o=`${L(t.text)} ${w(t.before)} to ${w(t.after)}`,s=t.id===r.id?"":`; now ${L(r.text)} ${w(r.after)}`;return`Next token ${o}${s}. KL ${w(n)} nats.`}function J(e){let t=i("span",{class:"pair","aria-hidden":"true"});t.append(X("clean",e.before),X("edited",e.after));let r=i("span",{class:"values"},k(e.before,"before")," → ",k(e.after,"after"));return i("span",{class:"moved"},R(e),t,r)}function X(e,t){return i("i",{class:e,style:`width:${Number.isFinite(t)?t*100:0}%`})}function Me({kl:e}){return i("span",{class:"divergence",title:"How far the prediction moved: KL(clean ‖ edited) of the next token"},E("KL "),k(e),E(" nats"))}function R({id:e,text:t}){return i("code",{title:`${L(t)}, id ${e}`},K(t))}function k(e,t=""){return i("span",{class:`number ${t}`,title:v(e),"data-value":v(e)},w(e))}function E(e){return i("span",{class:"hint"},e)}var Se=8e6;function ee(e,t){let r=URL.createObjectURL(new Blob([e],{type:"application/json"}));i("a",{href:r,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(r),1e3)}function te(e,t,r){let n=i("input",{type:"file",accept:".json,application/json",hidden:!0}),o=async()=>{let s=n.files?.[0];if(n.value="",s!==void 0)if(s.size>Se){let a=(s.size/1e6).toFixed(0);t(new Error(`${s.name} has ${a} MB; what "Save" writes has a few kB. Choose such a file.`))}else e(await s.text())};return n.addEventListener("change",()=>{o()},{signal:r}),n}var Ce=["a","c","v","x","y","z"],Ke=["text","search","number"];function re(e){return e instanceof HTMLTextAreaElement||e instanceof HTMLInputElement&&Ke.includes(e.type)}function ne(e){return e.ctrlKey||e.metaKey?Ce.includes(e.key.toLowerCase()):!(e.shiftKey&&e.key==="Enter")}function oe(e){return e.ctrlKey||e.metaKey||e.altKey?e.key.toLowerCase()==="c":e.key.length===1||e.key==="Escape"}function j({row:e,column:t},{rows:r,columns:n},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return A({row:e,column:t-1},{rows:r,columns:n});case"ArrowRight":return A({row:e,column:t+1},{rows:r,columns:n});case"ArrowUp":return A({row:e-1,column:t},{rows:r,columns:n});case"ArrowDown":return A({row:e+1,column:t},{rows:r,columns:n});case"Home":return{row:s?0:e,column:0};case"End":return{row:s?r-1:e,column:n-1};case"PageUp":return{row:0,column:t};case"PageDown":return{row:r-1,column:t};default:return null}}function A({row:e,column:t},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,e)),column:Math.max(0,Math.min(n-1,t))}}function P(e,...t){return t.includes(e.key)&&!(e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)}function z(e){if(!(e.ctrlKey||e.metaKey)||e.altKey)return null;let t=e.key.toLowerCase();return t==="y"?"redo":t!=="z"?null:e.shiftKey?"redo":"undo"}var Re=["Enter"," ","Delete","Backspace"],Pe=[{row:0,column:0},{rows:1,columns:1}];function ie(e,t){let r=n=>{let o=n.composedPath();o.includes(e)&&e.toggleAttribute("data-lm-suppress-shortcuts",He(n,o[0]))};window.addEventListener("keydown",r,{capture:!0,signal:t})}function He(e,t){return re(t)?ne(e):t instanceof HTMLElement&&t.dataset.letters!==void 0&&oe(e)?!0:j(...Pe,e)!==null||P(e,...Re)||z(e)!==null}function se(e){let t=le(e,4);return new Float32Array(t.buffer,t.byteOffset,t.byteLength/4)}function ae(e){let t=le(e,4);return new Uint32Array(t.buffer,t.byteOffset,t.byteLength/4)}function le(e,t){let r=e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength);if(r.byteLength%t!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${t}-byte values`);return r.byteOffset%t===0?r:r.slice()}function M({effects:e},t){if(e===null)return null;let r=ae(e.tops).subarray(2*t,2*t+2),n=se(e.numbers).subarray(5*t,5*t+5),[o,s]=[...r],[a=0,l=0,c=0,d=0,u=0]=n;if(o===void 0||s===void 0)return null;let h=b=>({id:e.ids[b]??0,text:e.texts[b]??""});return{first:{...h(o),before:a,after:l},now:{...h(s),before:c,after:d},kl:u}}function ce(e){return e.name||e.says}function de({selects:e},t){let r=["layer","position","head"].filter(n=>e[n]!==null);return r.length>0&&r.every(n=>e[n]===t[n])}var H=class{element;stops;#t;#r;#o=i("button",{type:"button",role:"switch",class:"switch"},i("i",{}));#e=i("button",{type:"button",class:"says",title:"Select this place in all views"});#n=i("div",{role:"gridcell",class:"what"},this.#e);#l=i("div",{role:"gridcell",class:"alone"});#a=i("button",{type:"button",class:"icon",title:"Rename (F2)"},"✎");#s=i("button",{type:"button",class:"icon",title:"Remove (Delete)"},"✕");#i;constructor(t,r,n){this.#i=t,this.#t=r,this.#r=n,this.stops=[this.#o,this.#e,this.#a,this.#s];let o=(...a)=>i("div",{role:"gridcell"},...a);this.element=i("div",{role:"row",class:"change"},o(this.#o),this.#n,this.#l),this.element.append(o(this.#a),o(this.#s));let s=(a,l)=>a.addEventListener("click",l,{signal:n});s(this.#o,()=>this.toggle()),s(this.#e,()=>r.select(this.#i)),s(this.#a,()=>this.rename()),s(this.#s,()=>this.remove())}draw(t,r,n){this.#i=t;let o=ce(t);p(this.element,"data-off",!t.on),p(this.#o,"aria-checked",String(t.on)),p(this.#o,"aria-label",`In force: ${o}`),p(this.#o,"title",t.on?"In force: switch off":"Switched off: switch on"),p(this.#a,"aria-label",`Rename ${o}`),p(this.#s,"aria-label",`Remove ${o}`);let s=t.token===null?[]:[i("code",{},K(t.token))],a=i("span",{class:t.name?"detail":"name"},t.says);this.#e.replaceChildren(...t.name?[i("b",{class:"name"},t.name)]:[],a,...s),this.#l.replaceChildren(...r===null?[]:Y(r,n)),this.#l.hidden=r===null}toggle(){this.#t.toggle(this.#i)}remove(){this.#t.remove(this.#i)}rename(){if(this.#e.hidden)return;let t=`Name of ${this.#i.says}`,r=i("input",{type:"text",class:"field",placeholder:this.#i.says,"aria-label":t});r.value=this.#i.name;let n=!0,o=(a,l)=>{if(!n)return;n=!1,this.#e.hidden=!1,r.remove(),l&&this.#e.focus();let c=r.value.trim();a&&c!==this.#i.name&&this.#t.rename(this.#i,c)};r.addEventListener("blur",()=>o(!0,!1),{signal:this.#r});let s=a=>{a.stopPropagation(),!a.isComposing&&(a.key==="Escape"&&o(!1,!0),a.key==="Enter"&&!a.shiftKey&&o(!0,!0))};r.addEventListener("keydown",s,{signal:this.#r}),this.#e.hidden=!0,this.#n.append(r),r.focus(),r.select()}};var pe=4,$=class{element=i("div",{class:"changes",role:"grid","aria-label":"Changes",tabindex:-1});#t;#r;#o=new Map;#e=[];#n={row:0,column:0};constructor(t,r){this.#t=t,this.#r=r,this.element.addEventListener("keydown",n=>this.#c(n),{signal:r}),this.element.addEventListener("focusin",n=>this.#d(n.target),{signal:r})}draw(t,r){let n=this.element.contains(ue(this.element)),o=t.changes.map((d,u)=>r?M(t,u+1):null),a=o.map(d=>d?.kl??0).filter(Number.isFinite).reduce((d,u)=>Math.max(d,u),0);this.#e=t.changes.map((d,u)=>{let h=this.#o.get(d.key)??new H(d,this.#t,this.#r);return this.#o.set(d.key,h),h.draw(d,o[u]??null,a),h});let l=new Set(t.changes.map(({key:d})=>d));for(let[d,u]of this.#o)l.has(d)||this.#l(d,u);this.#a(),this.#s();let c=ue(this.element);n&&!this.element.contains(c)&&this.#i()}mark(t,r){for(let[n,o]of this.#e.entries()){let s=t.changes[n];p(o.element,"aria-selected",String(s!==void 0&&de(s,r)))}}#l(t,r){this.#o.delete(t),r.element.remove()}#a(){for(let[r,n]of this.#e.entries()){let o=this.element.children[r];o!==n.element&&this.element.insertBefore(n.element,o??null)}let t=this.#e.length===0;this.element.hidden=t}#s(){this.#n=A(this.#n,{rows:Math.max(1,this.#e.length),columns:pe});for(let[t,r]of this.#e.entries())for(let[n,o]of r.stops.entries())o.tabIndex=t===this.#n.row&&n===this.#n.column?0:-1}#i(){this.#e[this.#n.row]?.stops[this.#n.column]?.focus()}#d(t){let r=this.#e.findIndex(({stops:n})=>n.includes(t));r<0||(this.#n={row:r,column:this.#e[r]?.stops.indexOf(t)??0},this.#s())}#c(t){let r=z(t),n=j(this.#n,{rows:this.#e.length,columns:pe},t),o=this.#e[this.#n.row];if(r!==null)this.#t.travel(r);else if(n!==null)this.#n=n,this.#s(),this.#i();else if(P(t,"Delete","Backspace"))o?.remove();else if(P(t,"F2"))o?.rename();else return;t.preventDefault()}};function ue(e){return e.getRootNode().activeElement??null}function he(e,t){let r=i("span",{class:"size"}),n=(f,y,g)=>{let x=i("button",{type:"button",title:g},f),q=()=>x.getAttribute("aria-disabled")!=="true";return x.addEventListener("click",()=>q()&&y(),{signal:t}),x},o=n("Undo",e.undo,"Take back the last step (Ctrl+Z in the list)"),s=n("Redo",e.redo,"Make it again (Ctrl+Shift+Z in the list)"),a=n("Clear",e.clear,"Remove all changes"),l=()=>c.getAttribute("aria-pressed")==="true",c=n("Each alone",()=>e.alone(!l()),"Also the effect of each change by itself; it takes a run of the model each"),d=n("Copy as code",e.copy,"Copy Python that gives the same values"),u=n("Save",e.save,"Download the prompts and the changes as a .json file"),h=n("Load",e.load,"Take the changes from a .json file; Undo brings these back"),b=(f,...y)=>i("span",{class:"group",role:"group","aria-label":f},...y),ye=[b("History",o,s,a),b("Effect",c),b("Keep",d,u,h)],xe=i("div",{class:"tools"},...ye);return{element:i("header",{},i("h2",{},"Changes"),r,xe),draw(f,y){let{changes:g}=f,x=g.filter(({on:q})=>!q).length;r.textContent=x>0?`${F(g.length,"change")}, ${x} off`:F(g.length,"change"),S(o,f.can_undo),S(s,f.can_redo),S(a,g.length>0),S(c,f.effects!==null&&(g.length>0||y)),c.setAttribute("aria-pressed",String(y)),S(d,f.code!=="")}}}function S(e,t){e.setAttribute("aria-disabled",String(!t))}var $e="No changes yet. Make one in any view of this workspace, or in Python: ",Ne='workspace.zero("mlp_out", 1, position=3)',N=class{element;#t;#r;#o;#e;#n=i("p",{class:"effect"});#l=i("p",{class:"empty"},$e,i("code",{},Ne));#a=i("pre",{tabindex:0,"aria-label":"Python"});#s=i("details",{class:"code"},i("summary",{},"Python"),this.#a);#i;constructor(t,r){this.#t=t,this.#r=new C(t,r);let n=(o,s={})=>{this.#r.ask(o,s)};this.#e=new $({toggle:o=>n("switch",{key:o.key,on:!o.on}),select:o=>this.#g(o),rename:(o,s)=>n("rename",{key:o.key,name:s}),remove:o=>n("remove",{key:o.key}),travel:o=>n(o)},r),this.#i=te(o=>n("load",{text:o}),o=>this.#r.fail(o),r),this.#o=he({undo:()=>n("undo"),redo:()=>n("redo"),clear:()=>n("clear"),alone:o=>this.#p("alone",o),copy:()=>{this.#y()},save:()=>this.#b(),load:()=>this.#i.click()},r),this.element=this.#d(),this.#h(),this.#m(),m(t,"change:_screen",()=>this.#x(),r),m(t,"change:_selected",()=>this.#f(),r),m(t,"change:busy",()=>this.#m(),r)}#d(){return i("section",{class:"list","aria-label":"Changes"},this.#o.element,this.#r.messages,this.#n,this.#e.element,this.#l,this.#s,this.#r.status,this.#i)}get#c(){return this.#t.get("_screen")}#g({selects:t}){this.#p("_selected",{...t})}#p(t,r){this.#t.set(t,r),this.#t.save_changes()}#b(){try{ee(this.#t.get("state"),"workspace.json"),this.#u("Saved as workspace.json.")}catch(t){this.#r.fail(t)}}async#y(){let t=await O(this.#c.code);t||(this.#s.open=!0),this.#u(t?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#u(t){this.#r.announce(t),p(this.#r.status,"data-drawn",!1)}#x(){try{this.#h(),this.#r.announce(Q(M(this.#c,0))),p(this.#r.status,"data-drawn",!0)}catch(t){this.#r.fail(t)}}#h(){let t=this.#c,r=t.changes.filter(({on:o})=>o).length,n=this.#t.get("alone");this.#o.draw(t,n),this.#n.replaceChildren(...Z(M(t,0),r)),this.#e.draw(t,n),this.#l.hidden=t.changes.length>0,this.#a.textContent=t.code,this.#s.hidden=t.code==="",this.#f()}#f(){this.#e.mark(this.#c,this.#t.get("_selected"))}#m(){p(this.element,"data-busy",this.#t.get("busy")),p(this.#e.element,"aria-busy",String(this.#t.get("busy")))}};var fe=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function me(e,t){let r=i("progress",{max:1,value:0,"aria-label":"Progress"}),n=i("span",{class:"quiet"}),o=i("button",{type:"button"},"Cancel"),s=i("div",{class:"progress",role:"group",hidden:!0},r,n,o);o.addEventListener("click",()=>e.send({kind:"cancel",id:"cancel"}),{signal:t});let a=()=>{let{done:l=0,total:c=0,text:d=""}=e.get("_progress")??{};s.hidden=c===0,r.value=c>0?l/c:0,n.textContent=d};return m(e,"change:_progress",a,t),a(),s}function _e(e){let t=e.dataset.jpThemeLight;return t!==void 0?t==="false"?"dark":"light":e.classList.contains("vscode-light")?"light":e.classList.contains("vscode-dark")||e.classList.contains("vscode-high-contrast")||e.classList.contains("dark")||e.classList.contains("dark-theme")?"dark":null}function ge(e,t){let r=()=>{e.style.colorScheme=_e(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),t.addEventListener("abort",()=>n.disconnect())}function be(e,t){function r({model:n,el:o,signal:s}){let a=new AbortController;s?.addEventListener("abort",()=>a.abort());let l=i("div",{class:"nnexplore"}),c=l.attachShadow({mode:"open"});return c.append(i("style",{},fe,...e),me(n,a.signal)),o.append(l),ge(l,a.signal),ie(l,a.signal),U(c,()=>c.append(t(n,a.signal,l).element),a.signal),()=>a.abort()}return{render:r}}var Vt=be([D],(e,t)=>new N(e,t));export{Vt as default};

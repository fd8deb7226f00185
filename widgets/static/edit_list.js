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
`;function i(t,e={},...r){let n=document.createElement(t);for(let[o,s]of Object.entries(e))p(n,o,s);return n.append(...r),n}function p(t,e,r){if(r===!1||r===null||r===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=r===!0?"":String(r);t.getAttribute(e)!==n&&t.setAttribute(e,n)}async function O(t){try{return await navigator.clipboard.writeText(t),!0}catch{return ge(t)}}function ge(t){let e=document.activeElement,r=i("textarea",{readonly:!0,"aria-hidden":"true",style:"position:fixed;opacity:0"});r.value=t,document.body.append(r),r.select();let n=document.execCommand?.("copy")??!1;return r.remove(),e instanceof HTMLElement&&e.focus(),n}function U(t,e,r){try{e()}catch(n){t.append(j(_(n),r))}}function _(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function j({message:t,details:e},r){let n=i("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=i("div",{},i("p",{},t));e&&o.append(i("details",{},i("summary",{},"Details"),i("pre",{tabindex:0},e)));let s=i("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>s.remove(),{signal:r}),s}var L=class extends Error{details;constructor(e,r){super(e),this.name="KernelError",this.details=r}},be=8e3;function I(t,e,r){let n=new Map,o=Math.random().toString(36).slice(2),s=0;return g(t,"msg:custom",c=>{let d=n.get(c?.id);d!==void 0&&(n.delete(c.id),clearTimeout(d.timer),c.kind==="error"?d.fail(new L(c.message,c.details)):d.done())},r),r.addEventListener("abort",()=>{for(let{timer:c}of n.values())clearTimeout(c);n.clear()}),(c,d={})=>new Promise((l,u)=>{let h=`${o}-${++s}`;n.set(h,{done:l,fail:u,timer:setTimeout(e,be)}),t.send({kind:c,id:h,...d})})}function g(t,e,r,n){t.on(e,r),n.addEventListener("abort",()=>t.off(e,r))}var ye="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",C=class{messages=i("div",{class:"messages"});status=i("p",{class:"status",role:"status"});#t;#r;#o;constructor(e,r){this.#t=e,this.#o=r,this.#r=I(e,()=>this.notice(ye),r),g(e,"change:_error",()=>this.#e(),r),this.#e()}async ask(e,r={}){try{return await this.#r(e,r),this.#e(),!0}catch(n){return this.fail(n),!1}}fail(e){let{message:r,details:n}=_(e);this.#n({message:r,details:e instanceof L?e.details:n})}notice(e){this.messages.replaceChildren(i("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#e(){let{message:e,details:r}=this.#t.get("_error")??{};e?this.#n({message:e,details:r}):this.messages.replaceChildren()}#n(e){this.messages.replaceChildren(j(e,this.#o))}};function v(t){if(!Number.isFinite(t))return V(t);for(let e=6;e<9;e++){let r=Number(t.toPrecision(e));if(Math.fround(r)===t)return W(r)}return W(Number(t.toPrecision(9)))}function W(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function w(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):V(t)}function V(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function B(t,e,r=`${e}s`){return`${t} ${t===1?e:r}`}var xe=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function ve(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,r=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:r,text:Array.from(t.slice(r),we).join("")}}function K(t){let{spaces:e,text:r}=ve(t);return"·".repeat(e)+r}function S(t){return JSON.stringify(t)}function we(t){let e=xe.get(t);if(e!==void 0)return e;let r=t.codePointAt(0)??0;return r<32?String.fromCodePoint(9216+r):r===127?"␡":t}function X(t,e){if(t===null)return[i("span",{class:"hint"},"No prompt yet, so nothing to see an effect on.")];let r=i("b",{},"Next token");if(e===0)return[r,R(t.first),k(t.first.before),E("no change in force")];let n=t.first.id===t.now.id,o=[r,G(t.first)];return n||o.push(i("span",{class:"now"},E("now"),G(t.now))),[...o,ke(t)]}function Z(t,e){let r=e>0&&Number.isFinite(t.kl)?Math.max(0,t.kl/e):0,n=i("i",{class:"kl","aria-hidden":"true",style:`--share:${r}`}),o=t.first.id===t.now.id,{text:s,before:a,after:c}=t.first,d=`alone: ${S(s)} ${v(a)} → ${v(c)}; KL ${v(t.kl)} nats`,l=i("span",{class:"line",title:d});return l.append(R(t.first),k(t.first.after)),o||l.append(E("now"),R(t.now)),[l,i("span",{class:"divergence",title:d},E("KL "),k(t.kl),n)]}function Y(t){if(t===null)return"";let{first:e,now:r,kl:n}=t,o=`${S(e.text)} ${w(e.before)} to ${w(e.after)}`,s=e.id===r.id?"":`; now ${S(r.text)} ${w(r.after)}`;return`Next token ${o}${s}. KL ${w(n)} nats.`}function G(t){let e=i("span",{class:"pair","aria-hidden":"true"});e.append(J("clean",t.before),J("edited",t.after));let r=i("span",{class:"values"},k(t.before,"before")," → ",k(t.after,"after"));return i("span",{class:"moved"},R(t),e,r)}function J(t,e){return i("i",{class:t,style:`width:${Number.isFinite(e)?e*100:0}%`})}function ke({kl:t}){return i("span",{class:"divergence",title:"How far the prediction moved: KL(clean ‖ edited) of the next token"},E("KL "),k(t),E(" nats"))}function R({id:t,text:e}){return i("code",{title:`${S(e)}, id ${t}`},K(e))}function k(t,e=""){return i("span",{class:`number ${e}`,title:v(t),"data-value":v(t)},w(t))}function E(t){return i("span",{class:"hint"},t)}var Ee=8e6;function Q(t,e){let r=URL.createObjectURL(new Blob([t],{type:"application/json"}));i("a",{href:r,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(r),1e3)}function ee(t,e,r){let n=i("input",{type:"file",accept:".json,application/json",hidden:!0}),o=async()=>{let s=n.files?.[0];if(n.value="",s!==void 0)if(s.size>Ee){let a=(s.size/1e6).toFixed(0);e(new Error(`${s.name} has ${a} MB; what "Save" writes has a few kB. Choose such a file.`))}else t(await s.text())};return n.addEventListener("change",()=>{o()},{signal:r}),n}function F({row:t,column:e},{rows:r,columns:n},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return A({row:t,column:e-1},{rows:r,columns:n});case"ArrowRight":return A({row:t,column:e+1},{rows:r,columns:n});case"ArrowUp":return A({row:t-1,column:e},{rows:r,columns:n});case"ArrowDown":return A({row:t+1,column:e},{rows:r,columns:n});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?r-1:t,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:r-1,column:e};default:return null}}function A({row:t,column:e},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,t)),column:Math.max(0,Math.min(n-1,e))}}function P(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function z(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Ae=["Enter"," ","Delete","Backspace"],Le=[{row:0,column:0},{rows:1,columns:1}];function te(t,e){let r=n=>{if(!n.composedPath().includes(t))return;let s=F(...Le,n)!==null||P(n,...Ae)||z(n)!==null;t.toggleAttribute("data-lm-suppress-shortcuts",s)};window.addEventListener("keydown",r,{capture:!0,signal:e})}function re(t){let e=oe(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ne(t){let e=oe(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function oe(t,e){let r=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(r.byteLength%e!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${e}-byte values`);return r.byteOffset%e===0?r:r.slice()}function T({effects:t},e){if(t===null)return null;let r=ne(t.tops).subarray(2*e,2*e+2),n=re(t.numbers).subarray(5*e,5*e+5),[o,s]=[...r],[a=0,c=0,d=0,l=0,u=0]=n;if(o===void 0||s===void 0)return null;let h=b=>({id:t.ids[b]??0,text:t.texts[b]??""});return{first:{...h(o),before:a,after:c},now:{...h(s),before:d,after:l},kl:u}}function ie(t){return t.name||t.says}function se({selects:t},e){let r=["layer","position","head"].filter(n=>t[n]!==null);return r.length>0&&r.every(n=>t[n]===e[n])}var $=class{element;stops;#t;#r;#o=i("button",{type:"button",role:"switch",class:"switch"},i("i",{}));#e=i("button",{type:"button",class:"says",title:"Select this place in all views"});#n=i("div",{role:"gridcell",class:"what"},this.#e);#l=i("div",{role:"gridcell",class:"alone"});#a=i("button",{type:"button",class:"icon",title:"Rename (F2)"},"✎");#s=i("button",{type:"button",class:"icon",title:"Remove (Delete)"},"✕");#i;constructor(e,r,n){this.#i=e,this.#t=r,this.#r=n,this.stops=[this.#o,this.#e,this.#a,this.#s];let o=(...a)=>i("div",{role:"gridcell"},...a);this.element=i("div",{role:"row",class:"change"},o(this.#o),this.#n,this.#l),this.element.append(o(this.#a),o(this.#s));let s=(a,c)=>a.addEventListener("click",c,{signal:n});s(this.#o,()=>this.toggle()),s(this.#e,()=>r.select(this.#i)),s(this.#a,()=>this.rename()),s(this.#s,()=>this.remove())}draw(e,r,n){this.#i=e;let o=ie(e);p(this.element,"data-off",!e.on),p(this.#o,"aria-checked",String(e.on)),p(this.#o,"aria-label",`In force: ${o}`),p(this.#o,"title",e.on?"In force: switch off":"Switched off: switch on"),p(this.#a,"aria-label",`Rename ${o}`),p(this.#s,"aria-label",`Remove ${o}`);let s=e.token===null?[]:[i("code",{},K(e.token))],a=i("span",{class:e.name?"detail":"name"},e.says);this.#e.replaceChildren(...e.name?[i("b",{class:"name"},e.name)]:[],a,...s),this.#l.replaceChildren(...r===null?[]:Z(r,n)),this.#l.hidden=r===null}toggle(){this.#t.toggle(this.#i)}remove(){this.#t.remove(this.#i)}rename(){if(this.#e.hidden)return;let e=`Name of ${this.#i.says}`,r=i("input",{type:"text",class:"field",placeholder:this.#i.says,"aria-label":e});r.value=this.#i.name;let n=!0,o=(a,c)=>{if(!n)return;n=!1,this.#e.hidden=!1,r.remove(),c&&this.#e.focus();let d=r.value.trim();a&&d!==this.#i.name&&this.#t.rename(this.#i,d)};r.addEventListener("blur",()=>o(!0,!1),{signal:this.#r});let s=a=>{a.stopPropagation(),!a.isComposing&&(a.key==="Escape"&&o(!1,!0),a.key==="Enter"&&!a.shiftKey&&o(!0,!0))};r.addEventListener("keydown",s,{signal:this.#r}),this.#e.hidden=!0,this.#n.append(r),r.focus(),r.select()}};var ae=4,H=class{element=i("div",{class:"changes",role:"grid","aria-label":"Changes",tabindex:-1});#t;#r;#o=new Map;#e=[];#n={row:0,column:0};constructor(e,r){this.#t=e,this.#r=r,this.element.addEventListener("keydown",n=>this.#c(n),{signal:r}),this.element.addEventListener("focusin",n=>this.#d(n.target),{signal:r})}draw(e,r){let n=this.element.contains(le(this.element)),o=e.changes.map((l,u)=>r?T(e,u+1):null),a=o.map(l=>l?.kl??0).filter(Number.isFinite).reduce((l,u)=>Math.max(l,u),0);this.#e=e.changes.map((l,u)=>{let h=this.#o.get(l.key)??new $(l,this.#t,this.#r);return this.#o.set(l.key,h),h.draw(l,o[u]??null,a),h});let c=new Set(e.changes.map(({key:l})=>l));for(let[l,u]of this.#o)c.has(l)||this.#l(l,u);this.#a(),this.#s();let d=le(this.element);n&&!this.element.contains(d)&&this.#i()}mark(e,r){for(let[n,o]of this.#e.entries()){let s=e.changes[n];p(o.element,"aria-selected",String(s!==void 0&&se(s,r)))}}#l(e,r){this.#o.delete(e),r.element.remove()}#a(){for(let[r,n]of this.#e.entries()){let o=this.element.children[r];o!==n.element&&this.element.insertBefore(n.element,o??null)}let e=this.#e.length===0;this.element.hidden=e}#s(){this.#n=A(this.#n,{rows:Math.max(1,this.#e.length),columns:ae});for(let[e,r]of this.#e.entries())for(let[n,o]of r.stops.entries())o.tabIndex=e===this.#n.row&&n===this.#n.column?0:-1}#i(){this.#e[this.#n.row]?.stops[this.#n.column]?.focus()}#d(e){let r=this.#e.findIndex(({stops:n})=>n.includes(e));r<0||(this.#n={row:r,column:this.#e[r]?.stops.indexOf(e)??0},this.#s())}#c(e){let r=z(e),n=F(this.#n,{rows:this.#e.length,columns:ae},e),o=this.#e[this.#n.row];if(r!==null)this.#t.travel(r);else if(n!==null)this.#n=n,this.#s(),this.#i();else if(P(e,"Delete","Backspace"))o?.remove();else if(P(e,"F2"))o?.rename();else return;e.preventDefault()}};function le(t){return t.getRootNode().activeElement??null}function ce(t,e){let r=i("span",{class:"size"}),n=(f,y,m)=>{let x=i("button",{type:"button",title:m},f),q=()=>x.getAttribute("aria-disabled")!=="true";return x.addEventListener("click",()=>q()&&y(),{signal:e}),x},o=n("Undo",t.undo,"Take back the last step (Ctrl+Z in the list)"),s=n("Redo",t.redo,"Make it again (Ctrl+Shift+Z in the list)"),a=n("Clear",t.clear,"Remove all changes"),c=()=>d.getAttribute("aria-pressed")==="true",d=n("Each alone",()=>t.alone(!c()),"Also the effect of each change by itself; it takes a run of the model each"),l=n("Copy as code",t.copy,"Copy Python that gives the same values"),u=n("Save",t.save,"Download the prompts and the changes as a .json file"),h=n("Load",t.load,"Take the changes from a .json file; Undo brings these back"),b=(f,...y)=>i("span",{class:"group",role:"group","aria-label":f},...y),he=[b("History",o,s,a),b("Effect",d),b("Keep",l,u,h)],fe=i("div",{class:"tools"},...he);return{element:i("header",{},i("h2",{},"Changes"),r,fe),draw(f,y){let{changes:m}=f,x=m.filter(({on:q})=>!q).length;r.textContent=x>0?`${B(m.length,"change")}, ${x} off`:B(m.length,"change"),M(o,f.can_undo),M(s,f.can_redo),M(a,m.length>0),M(d,f.effects!==null&&(m.length>0||y)),d.setAttribute("aria-pressed",String(y)),M(l,f.code!=="")}}}function M(t,e){t.setAttribute("aria-disabled",String(!e))}var Se="No changes yet. Make one in any view of this workspace, or in Python: ",Te='workspace.zero("mlp_out", 1, position=3)',N=class{element;#t;#r;#o;#e;#n=i("p",{class:"effect"});#l=i("p",{class:"empty"},Se,i("code",{},Te));#a=i("pre",{tabindex:0,"aria-label":"Python"});#s=i("details",{class:"code"},i("summary",{},"Python"),this.#a);#i;constructor(e,r){this.#t=e,this.#r=new C(e,r);let n=(o,s={})=>{this.#r.ask(o,s)};this.#e=new H({toggle:o=>n("switch",{key:o.key,on:!o.on}),select:o=>this.#g(o),rename:(o,s)=>n("rename",{key:o.key,name:s}),remove:o=>n("remove",{key:o.key}),travel:o=>n(o)},r),this.#i=ee(o=>n("load",{text:o}),o=>this.#r.fail(o),r),this.#o=ce({undo:()=>n("undo"),redo:()=>n("redo"),clear:()=>n("clear"),alone:o=>this.#p("alone",o),copy:()=>{this.#y()},save:()=>this.#b(),load:()=>this.#i.click()},r),this.element=this.#d(),this.#h(),this.#m(),g(e,"change:_screen",()=>this.#x(),r),g(e,"change:_selected",()=>this.#f(),r),g(e,"change:busy",()=>this.#m(),r)}#d(){return i("section",{class:"list","aria-label":"Changes"},this.#o.element,this.#r.messages,this.#n,this.#e.element,this.#l,this.#s,this.#r.status,this.#i)}get#c(){return this.#t.get("_screen")}#g({selects:e}){this.#p("_selected",{...e})}#p(e,r){this.#t.set(e,r),this.#t.save_changes()}#b(){try{Q(this.#t.get("state"),"workspace.json"),this.#u("Saved as workspace.json.")}catch(e){this.#r.fail(e)}}async#y(){let e=await O(this.#c.code);e||(this.#s.open=!0),this.#u(e?"Python copied to the clipboard.":"The browser did not let us copy: the code is below.")}#u(e){this.#r.announce(e),p(this.#r.status,"data-drawn",!1)}#x(){try{this.#h(),this.#r.announce(Y(T(this.#c,0))),p(this.#r.status,"data-drawn",!0)}catch(e){this.#r.fail(e)}}#h(){let e=this.#c,r=e.changes.filter(({on:o})=>o).length,n=this.#t.get("alone");this.#o.draw(e,n),this.#n.replaceChildren(...X(T(e,0),r)),this.#e.draw(e,n),this.#l.hidden=e.changes.length>0,this.#a.textContent=e.code,this.#s.hidden=e.code==="",this.#f()}#f(){this.#e.mark(this.#c,this.#t.get("_selected"))}#m(){p(this.element,"data-busy",this.#t.get("busy")),p(this.#e.element,"aria-busy",String(this.#t.get("busy")))}};var de=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function Ce(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function pe(t,e){let r=()=>{t.style.colorScheme=Ce(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}var Ke=["a","c","v","x","y","z"];function Re(t){return t.ctrlKey||t.metaKey?Ke.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function ue(t,e){let r=n=>{let o=n.composedPath();!o.includes(t)||!(o[0]instanceof HTMLInputElement)||o[0].type!=="text"||t.toggleAttribute("data-lm-suppress-shortcuts",Re(n))};window.addEventListener("keydown",r,{capture:!0,signal:e})}function Pe({model:t,el:e,signal:r}){let n=new AbortController;r?.addEventListener("abort",()=>n.abort());let o=i("div",{class:"nnexplore"}),s=o.attachShadow({mode:"open"});return s.append(i("style",{},de,D)),e.append(o),pe(o,n.signal),te(o,n.signal),ue(o,n.signal),U(s,()=>s.append(new N(t,n.signal).element),n.signal),()=>n.abort()}var qt={render:Pe};export{qt as default};

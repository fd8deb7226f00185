var z=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function s(t,e={},...r){let n=document.createElement(t);for(let[o,i]of Object.entries(e))c(n,o,i);return n.append(...r),n}function c(t,e,r){if(r===!1||r===null||r===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let n=r===!0?"":String(r);t.getAttribute(e)!==n&&t.setAttribute(e,n)}function j(t,e,r){try{e()}catch(n){t.append(P($(n),r))}}function $(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function P({message:t,details:e},r){let n=s("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=s("div",{},s("p",{},t));e&&o.append(s("details",{},s("summary",{},"Details"),s("pre",{tabindex:0},e)));let i=s("div",{class:"error",role:"alert"},o,n);return n.addEventListener("click",()=>i.remove(),{signal:r}),i}var Ee=["a","c","v","x","y","z"],Te=["text","search","number"];function D(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&Te.includes(t.type)}function O(t){return t.ctrlKey||t.metaKey?Ee.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function U(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key.length===1||t.key==="Escape"}function N({row:t,column:e},{rows:r,columns:n},o){let i=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||i&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return k({row:t,column:e-1},{rows:r,columns:n});case"ArrowRight":return k({row:t,column:e+1},{rows:r,columns:n});case"ArrowUp":return k({row:t-1,column:e},{rows:r,columns:n});case"ArrowDown":return k({row:t+1,column:e},{rows:r,columns:n});case"Home":return{row:i?0:t,column:0};case"End":return{row:i?r-1:t,column:n-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:r-1,column:e};default:return null}}function k({row:t,column:e},{rows:r,columns:n}){return{row:Math.max(0,Math.min(r-1,t)),column:Math.max(0,Math.min(n-1,e))}}function E(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function H(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var Me=["Enter"," ","Delete","Backspace"],Ae=[{row:0,column:0},{rows:1,columns:1}];function I(t,e){let r=n=>{let o=n.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",Se(n,o[0]))};window.addEventListener("keydown",r,{capture:!0,signal:e})}function Se(t,e){return D(e)?O(t):e instanceof HTMLElement&&e.dataset.letters!==void 0&&U(t)?!0:N(...Ae,t)!==null||E(t,...Me)||H(t)!==null}var y=class extends Error{details;constructor(e,r){super(e),this.name="KernelError",this.details=r}},Ce=8e3;function W(t,e,r){let n=new Map,o=Math.random().toString(36).slice(2),i=0;return h(t,"msg:custom",a=>{let d=n.get(a?.id);d!==void 0&&(n.delete(a.id),clearTimeout(d.timer),a.kind==="error"?d.fail(new y(a.message,a.details)):d.done())},r),r.addEventListener("abort",()=>{for(let{timer:a}of n.values())clearTimeout(a);n.clear()}),(a,d={})=>new Promise((u,m)=>{let B=`${o}-${++i}`;n.set(B,{done:u,fail:m,timer:setTimeout(e,Ce)}),t.send({kind:a,id:B,...d})})}var G=new WeakMap;function h(t,e,r,n){t.on(e,r);let o=G.get(n),i=()=>t.off(e,r);if(o){o.push(i);return}let l=[i];G.set(n,l),n.addEventListener("abort",()=>{for(let a of l)a()})}function V(t,e){let r=s("progress",{max:1,value:0,"aria-label":"Progress"}),n=s("span",{class:"quiet"}),o=s("button",{type:"button"},"Cancel"),i=s("div",{class:"progress",role:"group",hidden:!0},r,n,o);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=()=>{let{done:a=0,total:d=0,text:u=""}=t.get("_progress")??{};i.hidden=d===0,r.value=d>0?a/d:0,n.textContent=u};return h(t,"change:_progress",l,e),l(),i}function Le(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function J(t,e){let r=()=>{t.style.colorScheme=Le(document.body)??""};r();let n=new MutationObserver(r);n.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>n.disconnect())}function Q(t,e){function r({model:n,el:o,signal:i}){let l=new AbortController;i?.addEventListener("abort",()=>l.abort());let a=s("div",{class:"nnexplore"}),d=a.attachShadow({mode:"open"});return d.append(s("style",{},z,...t),V(n,l.signal)),o.append(a),J(a,l.signal),I(a,l.signal),j(d,()=>d.append(e(n,l.signal,a).element),l.signal),()=>l.abort()}return{render:r}}var X=`/* The bar: fields, the strip of tokens, and what one token is. */

.bar {
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
.hint,
.id {
  color: var(--quiet);
}

.colours {
  display: inline-flex;
  align-items: center;
  min-width: 0;
  margin-left: auto;
}

.colours legend {
  float: left;
  padding: 0 8px 0 0;
  color: var(--quiet);
}

.colours label {
  position: relative;
  margin-left: -1px;
}

.colours span {
  display: block;
  padding: 2px 10px;
  border: 1px solid var(--line);
  background: var(--raised);
}

.colours label:first-of-type span {
  border-radius: 6px 0 0 6px;
}

.colours label:last-of-type span {
  border-radius: 0 6px 6px 0;
}

.colours input {
  position: absolute;
  z-index: 1;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  opacity: 0;
  cursor: pointer;
}

.colours input:checked + span {
  position: relative;
  border-color: var(--accent);
  background: color-mix(in oklab, var(--accent) 14%, var(--paper));
  color: var(--accent);
  font-weight: 600;
}

.colours input:focus-visible + span {
  outline: 2px solid var(--accent);
  outline-offset: 1px;
}

.fields {
  display: grid;
  gap: 4px;
  margin-bottom: 10px;
}

.fields label {
  position: relative;
  display: grid;
  grid-template-columns: 58px minmax(0, 1fr);
  align-items: center;
}

.fields .name {
  color: var(--quiet);
}

.fields input {
  width: 100%;
  padding: 4px 9px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: 12.5px / 1.45 var(--mono);
}

.fields input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.fields [data-pending] input {
  background: repeating-linear-gradient(-45deg, var(--raised) 0 8px, var(--paper) 8px 16px);
}

.fields [data-typed] input {
  padding-right: 190px;
  border-color: var(--change);
}

.fields input:hover {
  border-color: var(--accent);
}

.fields input:focus-visible {
  border-color: var(--accent);
  outline-offset: -1px;
}

.fields .hint {
  position: absolute;
  right: 10px;
  padding-left: 8px;
  background: var(--paper);
  font-size: 11.5px;
  pointer-events: none;
}

.scroll {
  position: relative;
  overflow: auto;
  max-height: 264px;
  scrollbar-width: thin;
}

.strip {
  display: flex;
  flex-wrap: wrap;
  gap: 6px 3px;
  padding: 3px;
  font: 12.5px / 1.45 var(--mono);
  user-select: none;
}

.labels {
  display: grid;
  grid-auto-rows: 24px;
  gap: 2px;
  align-content: start;
  width: 52px;
  padding-top: 17px;
  color: var(--quiet);
  font: 13px / 24px var(--sans);
}

.labels b {
  font-weight: 400;
}

.column {
  position: relative;
  display: grid;
  grid-template-rows: 15px 24px;
  gap: 2px;
  padding: 1px 2px 2px;
  border-radius: 6px;
  cursor: pointer;
}

[data-compared] .column {
  grid-template-rows: 15px 24px 24px;
}

.column[aria-disabled] {
  cursor: default;
}

.number {
  color: var(--quiet);
  font: 10.5px / 15px var(--sans);
  font-variant-numeric: tabular-nums;
  text-align: center;
}

.token {
  overflow: hidden;
  min-width: 24px;
  max-width: 18ch;
  padding: 0 6px;
  border-radius: 4px;
  background: var(--raised);
  line-height: 24px;
  text-align: center;
  text-overflow: ellipsis;
  white-space: pre;
}

.token[hidden] {
  display: none;
}

.token[data-lead]::before {
  content: attr(data-lead);
  opacity: 0.55;
}

.token[data-none] {
  background: none;
  color: var(--quiet);
}

.token[data-unknown] {
  background: repeating-linear-gradient(-45deg, var(--line) 0 3px, var(--raised) 3px 7px);
}

.token[data-unknown]::after {
  content: " " attr(data-unknown);
  color: var(--bad);
  font-size: 10px;
}

/* A difference is a bar between the two tokens and, for who sees no hue, weight. */
[data-differs] .there {
  box-shadow: inset 0 -3px var(--change);
  font-weight: 700;
}

.column:hover:not([aria-disabled]) {
  background: color-mix(in oklab, var(--accent) 18%, transparent);
}

.column[aria-selected="true"] {
  background: var(--accent);
}

.column[aria-selected="true"] .number {
  color: light-dark(#ffffff, #0b1420);
  font-weight: 700;
}

.column:focus-visible {
  outline-offset: 1px;
}

.under {
  margin: 6px 3px 12px;
}

.facts,
.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  align-content: start;
  align-items: center;
}

.facts {
  min-height: 24px;
  margin-bottom: 4px;
  font-size: 12px;
}

.fact {
  font-variant-numeric: tabular-nums;
}

.beside {
  padding-left: 12px;
  border-left: 1px solid var(--line);
}

.legend {
  color: var(--quiet);
  font-size: 11.5px;
}

.item {
  display: inline-flex;
  gap: 6px;
  align-items: center;
}

.item i {
  display: inline-block;
  width: 84px;
  height: 12px;
  border-radius: 3px;
  background: light-dark(
    linear-gradient(90deg, var(--scale-light, #fff, #fff)),
    linear-gradient(90deg, var(--scale-dark, #fff, #fff))
  );
}

.item.change i {
  background: linear-gradient(
    90deg in oklab,
    color-mix(in oklab, var(--change) 58%, var(--paper)),
    var(--paper),
    color-mix(in oklab, var(--accent) 58%, var(--paper))
  );
  box-shadow: inset 0 0 0 1px var(--line);
}

.item i.differs {
  width: 18px;
  background: var(--raised);
  box-shadow: inset 0 -3px var(--change);
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

/* What is said of a token may need more lines here: keep their place, so that nothing jumps. */
@container (max-width: 860px) {
  .facts {
    min-height: 40px;
  }
}

@container (max-width: 560px) {
  .colours {
    margin-left: 0;
  }

  .beside {
    padding-left: 0;
    border-left: 0;
  }
}

@media (forced-colors: active) {
  .token,
  .column[aria-selected="true"] {
    forced-color-adjust: none;
  }
}
`;var Y=`/* What comes next: a table a prompt, a bar a run. */

.next {
  display: flex;
  flex-wrap: wrap;
  gap: 12px;
}

.next section {
  flex: 1 1 300px;
  min-width: 0;
  max-width: 560px;
  padding: 8px 12px 10px;
  border: 1px solid var(--line);
  border-radius: 8px;
}

.next section[hidden] {
  display: none;
}

h3 {
  display: flex;
  gap: 12px;
  justify-content: space-between;
  margin-bottom: 4px;
  font-size: 13px;
  font-weight: 650;
}

.key {
  display: flex;
  gap: 12px;
  color: var(--quiet);
  font-size: 11.5px;
  font-weight: 400;
}

.mark::before {
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

.next table {
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;
  font-size: 12px;
  font-variant-numeric: tabular-nums;
}

.next th {
  width: 96px;
  padding: 1px 8px 1px 0;
  font-weight: 400;
  text-align: left;
}

.next th code {
  display: block;
  overflow: hidden;
  text-overflow: ellipsis;
}

.next td {
  padding: 1px 0;
}

.value {
  width: 56px;
  text-align: right;
  white-space: nowrap;
}

.value.clean {
  color: var(--quiet);
}

.bars {
  background: linear-gradient(var(--line), var(--line)) 0 0 / 1px 100% no-repeat;
}

.next .bars i {
  display: block;
  height: 11px;
  border-radius: 0 3px 3px 0;
  background: var(--accent);
}

[data-compared] .bars i {
  height: 6px;
  margin: 1px 0;
}

[data-compared] .bars i.edited {
  background: var(--change);
}

@media (forced-colors: active) {
  .bars i {
    forced-color-adjust: none;
  }
}
`;function p(t){if(!Number.isFinite(t))return te(t);for(let e=6;e<9;e++){let r=Number(t.toPrecision(e));if(Math.fround(r)===t)return Z(r)}return Z(Number(t.toPrecision(9)))}function Z(t){return t!==0&&Math.abs(t)<.001?t.toExponential():String(t)}function ee(t){return Number.isFinite(t)?t===0||t>=.001?t.toFixed(4):t.toExponential(1):te(t)}function te(t){return Number.isNaN(t)?"NaN":t>0?"∞":"−∞"}function g(t,e,r=`${e}s`){return`${t} ${t===1?e:r}`}var Pe="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",T=class{messages=s("div",{class:"messages"});status=s("p",{class:"status",role:"status"});#t;#r;#e;constructor(e,r){this.#t=e,this.#e=r,this.#r=W(e,()=>this.notice(Pe),r),h(e,"change:_error",()=>this.#n(),r),this.#n()}async ask(e,r={}){try{return await this.#r(e,r),this.#n(),!0}catch(n){return this.fail(n),!1}}fail(e){let{message:r,details:n}=$(e);this.#o({message:r,details:e instanceof y?e.details:n})}notice(e){this.messages.replaceChildren(s("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#n(){let{message:e,details:r}=this.#t.get("_error")??{};e?this.#o({message:e,details:r}):this.messages.replaceChildren()}#o(e){this.messages.replaceChildren(P(e,this.#e))}};var Ne=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function _(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,r=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:r,text:Array.from(t.slice(r),He).join("")}}function b(t){let{spaces:e,text:r}=_(t);return"·".repeat(e)+r}function f(t){return JSON.stringify(t)}function He(t){let e=Ne.get(t);if(e!==void 0)return e;let r=t.codePointAt(0)??0;return r<32?String.fromCodePoint(9216+r):r===127?"␡":t}var se=["#f6f8fb","#d5e6f4","#94c4e6","#4292cb","#175fa5","#0b3068"],ae=["#171e28","#17385c","#1b5d92","#2d8bc4","#79c1ea","#e2f4ff"];function le(){return Array.from({length:256},(t,e)=>{let r=e/255,n=re(r,"light"),o=re(r,"dark");return{background:`light-dark(${M(n)}, ${M(o)})`,ink:`light-dark(${M(ne(n,r,"light"))}, ${M(ne(o,r,"dark"))})`}})}function de(){return`--scale-light:${se.join(",")};--scale-dark:${ae.join(",")}`}function ce(t){return Math.round(Math.min(1,Math.max(0,t))*255)}function re(t,e){let r=e==="light"?se:ae,n=t*(r.length-1),o=Math.min(Math.floor(n),r.length-2),i=ie(F(r[o]??"#000000")),l=ie(F(r[o+1]??"#000000"));return _e(ue(i,l,n-o))}function ne(t,e,r){let n=[0,0,0],o=[1,1,1],i=R(t,n)>=R(t,o)?n:o,l=F(r==="light"?"#5b6675":"#97a5b5"),a=ue(l,i,Math.min(1,e/.22));return R(t,a)>=4.5?a:i}function R(t,e){let[r,n]=[oe(t),oe(e)].sort((o,i)=>o-i);return(n+.05)/(r+.05)}function oe([t,e,r]){return .2126*x(t)+.7152*x(e)+.0722*x(r)}function x(t){return t<=.04045?t/12.92:((t+.055)/1.055)**2.4}function q(t){let e=t<=.0031308?t*12.92:1.055*t**.4166666666666667-.055;return Math.min(1,Math.max(0,e))}function ue(t,e,r){return[t[0]+(e[0]-t[0])*r,t[1]+(e[1]-t[1])*r,t[2]+(e[2]-t[2])*r]}function ie([t,e,r]){let[n,o,i]=[x(t),x(e),x(r)],l=Math.cbrt(.4122214708*n+.5363325363*o+.0514459929*i),a=Math.cbrt(.2119034982*n+.6806995451*o+.1073969566*i),d=Math.cbrt(.0883024619*n+.2817188376*o+.6299787005*i);return[.2104542553*l+.793617785*a-.0040720468*d,1.9779984951*l-2.428592205*a+.4505937099*d,.0259040371*l+.7827717662*a-.808675766*d]}function _e([t,e,r]){let n=(t+.3963377774*e+.2158037573*r)**3,o=(t-.1055613458*e-.0638541728*r)**3,i=(t-.0894841775*e-1.291485548*r)**3;return[q(4.0767416621*n-3.3077115913*o+.2309699292*i),q(-1.2684380046*n+2.6097574011*o-.3413193965*i),q(-.0041960863*n-.7034186147*o+1.707614701*i)]}function F(t){let e=Number.parseInt(t.slice(1),16);return[(e>>16)/255,(e>>8&255)/255,(e&255)/255]}function M(t){return`#${t.map(e=>Math.round(e*255).toString(16).padStart(2,"0")).join("")}`}var Re=le(),qe=58;function pe(t,{low:e,high:r},n){return t===null||n==="none"||!Number.isFinite(t)?null:n==="change"?Fe(t/r):Re[ce((t-e)/(r-e))]??null}function Fe(t){let e=Math.min(1,Math.abs(t))*qe;return{background:`color-mix(in oklab, ${t<0?"var(--change)":"var(--accent)"} ${e.toFixed(1)}%, var(--paper))`,ink:"light-dark(#000000, #ffffff)"}}function he(t,{low:e,high:r},n){let o=[],i=s("i",{"aria-hidden":"true",style:t==="change"?null:de()});if(t!=="none"){let l=t==="change"?"log-probability, edited − clean":`log-probability, ${t} run`,a=[p(e).replace("-","−"),`${p(r)} nats`];t==="change"&&(a[1]=`+${a[1]}`),o.push(s("span",{class:`item ${t}`},`${l} `,a[0]??"",i,a[1]??""))}return n&&o.push(s("span",{class:"item"},s("i",{class:"differs","aria-hidden":"true"}),"differs")),o}var Be="The logarithm of the probability that the model gave this token after those before it, in nats";function me(t,e){let r=e===null?null:t.here(e);if(e===null||r===null&&t.there(e)===null)return[s("span",{class:"hint"},"Click a token, or use the arrow keys, to select its position in all views.")];let n=[s("b",{},`position ${e}`)];n.push(r===null?s("span",{},"not in the prompt"):fe(r));let[o,i]=[t.said("edited",e),t.said("clean",e)];r!==null&&o===null&&n.push(s("span",{class:"hint"},"the first: nothing predicts it")),i!==null&&n.push(A(t.screen.changed?"clean":"log p",i)),i!==null&&o!==null&&t.screen.changed&&n.push(A("edited",o),A("change",Math.fround(o-i)));let l=t.there(e);if(l!==null){let a=s("span",{class:"beside"},"other ",fe(l)),d=t.said("others",e);n.push(a,...d===null?[]:[A("log p",d)])}return n}function fe({text:t,id:e}){return s("span",{title:f(t)},s("code",{},b(t)),s("span",{class:"id"},` id ${e}`))}function A(t,e){let r=p(e).replace("-","−");return s("span",{class:"fact",title:Be,"data-value":p(e)},s("span",{class:"hint"},`${t} `),r)}var S=class{label;input;#t=s("span",{class:"hint"});#r=null;#e=!1;constructor(e,r,n,o,i){this.input=s("input",{type:"text",spellcheck:"false",autocomplete:"off",placeholder:n}),this.label=s("label",{},s("span",{class:"name"},r),this.input,this.#t);let l=(a,d)=>this.input.addEventListener(a,u=>d(u),{signal:i});l("input",()=>this.#s()),l("keydown",async a=>{a.isComposing||(a.key==="Escape"&&this.#o(),!(a.key!=="Enter"||a.shiftKey||!this.#e)&&(a.preventDefault(),c(this.label,"data-pending",!0),await o(e,this.input.value)&&this.#o(),c(this.label,"data-pending",!1)))})}draw(e,r){this.#r=e,this.#e?this.#s():this.#o(),this.#n(e?.ids?`given as ${g(r,"token id")}`:"")}#n(e){this.label.title=e}#o(){this.input.value=this.#r?.text??"",this.#s()}#s(){this.#e=this.input.value!==(this.#r?.text??""),c(this.label,"data-typed",this.#e),this.#t.textContent=this.#e?"Enter runs, Esc takes back":""}};function ge(t,e){let r=new S("prompt","Prompt","type a prompt",t,e),n=new S("other","Other","none: type one to compare and to copy from",t,e);return{element:s("div",{class:"fields"},r.label,n.label),draw(o,i,l){r.draw(o,l[0]),n.draw(i,l[1])}}}function xe(){let t=be("Next token"),e=be("Next token of the other prompt");return{element:s("div",{class:"next"},t.element,e.element),draw(r){let n=r.screen.changed;t.draw(r.next("next"),n?["clean","edited"]:["clean"],n),e.draw(r.next("other_next"),["other"],!1)}}}function be(t){let e=s("span",{class:"key"}),r=s("tbody",{}),n=s("h3",{},t,e),o=s("section",{"aria-label":t},n,s("table",{},r));return{element:o,draw(i,l,a){o.hidden=i.length===0,e.replaceChildren(...a?l.map(d=>s("span",{class:`mark ${d}`},d)):[]),c(o,"data-compared",a),r.replaceChildren(...i.map(d=>ze(d,l)))}}}function ze({id:t,text:e,probabilities:r},n){let o=s("th",{scope:"row",title:`${f(e)}, id ${t}`},s("code",{},b(e))),i=s("td",{class:"bars","aria-hidden":"true"}),l=s("tr",{},o,i);for(let[a,d]of n.entries()){let u=r[a]??Number.NaN,m=Number.isFinite(u)?u*100:0;i.append(s("i",{class:d,style:`width:${m}%`})),l.append(s("td",{class:`value ${d}`,title:`${d} ${p(u)}`},ee(u)))}return l}function v(t){let e=ye(t,4);return new Float32Array(e.buffer,e.byteOffset,e.byteLength/4)}function C(t){let e=ye(t,4);return new Uint32Array(e.buffer,e.byteOffset,e.byteLength/4)}function ye(t,e){let r=t instanceof ArrayBuffer?new Uint8Array(t):new Uint8Array(t.buffer,t.byteOffset,t.byteLength);if(r.byteLength%e!==0)throw new RangeError(`${r.byteLength} bytes are no whole number of ${e}-byte values`);return r.byteOffset%e===0?r:r.slice()}var w=class{constructor(e){this.screen=e;this.#t=C(e.ids),this.#r=C(e.other_ids),this.#e={edited:v(e.edited),clean:v(e.clean),others:v(e.others)}}screen;#t;#r;#e;get length(){return Math.max(this.screen.tokens.length,this.screen.other_tokens?.length??0)}here(e){return ve(this.screen.tokens,this.#t,e)}there(e){return ve(this.screen.other_tokens??[],this.#r,e)}differs(e){return this.screen.other_tokens!==null&&this.here(e)?.id!==this.there(e)?.id}get differing(){return Array.from({length:this.length},(e,r)=>this.differs(r)).filter(Boolean).length}said(e,r){return this.#e[e][r-1]??null}value(e,r){if(e==="none")return null;if(e!=="change")return this.said(e,r);let[n,o]=[this.said("edited",r),this.said("clean",r)];return n===null||o===null?null:Math.fround(n-o)}range(e){let r=[];for(let l=1;l<this.length;l++){let a=e==="change"?null:this.said("others",l);for(let d of[this.value(e,l),a])d!==null&&Number.isFinite(d)&&r.push(d)}let n=(l,a)=>Math.max(l,Math.abs(a)),o=Math.max(e==="change"?.01:1,r.reduce(n,0));if(e!=="change")return{low:-Math.ceil(o),high:0};let i=o>=1?Math.ceil(o):Math.ceil(o*100)/100;return{low:-i,high:i}}next(e){let r=this.screen[e];if(r===null)return[];let n=r.probabilities.map(v);return[...C(r.ids)].map((o,i)=>({id:o,text:r.texts[i]??"",probabilities:n.map(l=>l[i]??Number.NaN)}))}describe(e,r){let[n,o]=[this.here(e),this.there(e)],i=[`position ${e}`,n===null?"none":f(n.text)],l=this.value(r,e);return l!==null&&i.push(`${r==="change"?"change":"log-probability"} ${p(l)}`),this.screen.other_tokens!==null&&this.differs(e)&&i.push(o===null?"none in the other prompt":`${f(o.text)} in the other prompt`),i.join(", ")}};function ve(t,e,r){let[n,o]=[t[r],e[r]];return n===void 0||o===void 0?null:{text:n,id:o}}var L=class{element;#t=s("div",{class:"strip",role:"listbox","aria-orientation":"horizontal"});#r;#e=[];#n=0;#o=null;constructor(e,r){this.#r=e,this.#t.setAttribute("aria-label","Tokens of the prompt"),this.element=s("div",{class:"scroll"},this.#t);let n=i=>this.#i(i),o=(i,l)=>this.#t.addEventListener(i,a=>l(a),{signal:r});o("click",i=>{let l=n(i);l===null||l>=this.#n||(this.#e[l]?.focus(),e.select(l))}),o("pointerover",i=>e.hover(n(i))),o("pointerleave",()=>e.hover(null)),o("keydown",i=>this.#a(i))}draw(e,r){let n=e.range(r);this.#n=e.screen.tokens.length;let o=e.screen.other_tokens!==null;for(;this.#e.length<e.length;)this.#e.push(je(this.#e.length));this.#e.length=e.length;let l=s("div",{class:"labels","aria-hidden":"true"},...(o?["prompt","other"]:["prompt"]).map(a=>s("b",{},a)));this.#t.replaceChildren(l,...this.#e),c(this.#t,"data-compared",o);for(let[a,d]of this.#e.entries())De(d,e,a,r,n,o);this.select(this.#o)}select(e){let r=e!==null&&e<this.#n;this.#o=e;let n=r?e:0;for(let[i,l]of this.#e.entries())c(l,"aria-selected",String(r&&i===e)),l.tabIndex=i===n&&i<this.#n?0:-1;let o=r?this.#e[e]:void 0;o!==void 0&&this.#s(o)}#s(e){let r=this.element,n=e.offsetTop-this.#t.offsetTop;n<r.scrollTop&&(r.scrollTop=n-4);let o=n+e.offsetHeight;o>r.scrollTop+r.clientHeight&&(r.scrollTop=o-r.clientHeight+4)}#a(e){let r=this.#i(e),n=H(e),o=r===null?null:this.#d(e,r);if(n!==null)this.#r.travel(n);else if(o!==null)this.#e[o]?.focus({preventScroll:!0}),this.#r.select(o);else if(E(e,"Enter"," "))this.#r.select(r);else if(E(e,"Escape"))this.#r.select(null);else return;e.preventDefault()}#d(e,r){let n={rows:1,columns:this.#n},o=N({row:0,column:r},n,e);return o===null?null:e.key==="ArrowUp"||e.key==="PageUp"?this.#l(r,-1):e.key==="ArrowDown"||e.key==="PageDown"?this.#l(r,1):o.column}#l(e,r){let n=this.#e[e];if(n===void 0)return e;let o=a=>a.offsetLeft+a.offsetWidth/2,i=e,l=null;for(let a=e+r;a>=0&&a<this.#n;a+=r){let d=this.#e[a];if(d===void 0||d.offsetTop===n.offsetTop)continue;if(l??=d.offsetTop,d.offsetTop!==l)break;let u=m=>Math.abs(o(this.#e[m]??n)-o(n));(i===e||u(a)<u(i))&&(i=a)}return i}#i(e){let r=e.target instanceof Element?e.target.closest("[role=option]"):null,n=r===null?-1:this.#e.indexOf(r);return n<0?null:n}};function je(t){let e=["number","token here","token there"].map(r=>s("span",{class:r}));return e[0]&&(e[0].textContent=String(t)),s("div",{role:"option",class:"column"},...e)}function De(t,e,r,n,o,i){let[l,a]=[e.here(r),e.there(r)],[,d,u]=t.children,m=n==="none"||n==="change"?null:e.said("others",r);we(d,l,e.value(n,r),o,n),we(u,a,m,o,n),u.hidden=!i,c(t,"data-differs",e.differs(r)),c(t,"aria-disabled",l===null?"true":null),c(t,"aria-label",e.describe(r,n))}function we(t,e,r,n,o){let{spaces:i,text:l}=_(e?.text??"–");t.textContent!==l&&(t.textContent=l);let a=pe(r,n,o),d=r!==null&&!Number.isFinite(r);c(t,"style",a===null?null:`background:${a.background};color:${a.ink}`),c(t,"data-lead",i>0&&e!==null?"·".repeat(i):null),c(t,"data-none",e===null),c(t,"data-unknown",d?p(r):null),c(t,"title",e===null?null:`${b(e.text)}, id ${e.id}`)}var Oe=[["none","No colour"],["clean","The log-probability that the model gave each token without changes"],["edited","The log-probability that the model gave each token with the changes"],["change","Edited − clean: blue is likelier with the changes, orange less likely"]],K=class{element;#t;#r;#e;#n;#o=xe();#s=s("span",{class:"size"});#a=s("fieldset",{class:"colours"},s("legend",{},"Colour"));#d=s("p",{class:"facts"});#l=s("p",{class:"legend"});#i;#c=null;constructor(e,r){this.#t=e,this.#i=new w(e.get("_screen")),this.#r=new T(e,r),this.#n=ge((n,o)=>this.#r.ask(n,{text:o}),r),this.#e=new L({select:n=>this.#x(n),hover:n=>this.#y(n),travel:n=>{this.#r.ask(n)}},r),this.#b(r),this.element=this.#g(),this.#u(),this.#m(),h(e,"change:_screen",()=>this.#v(),r),h(e,"change:_selected",()=>this.#h(),r),h(e,"change:colour",()=>this.#u(),r),h(e,"change:busy",()=>this.#m(),r)}#g(){let e=s("header",{},s("h2",{},"Tokens"),this.#s,this.#a),r=s("div",{class:"under"},this.#d,this.#l);return s("section",{class:"bar","aria-label":"Tokens"},e,this.#r.messages,this.#n.element,this.#e.element,r,this.#o.element,this.#r.status)}#b(e){let r=`colour-${Math.random().toString(36).slice(2)}`;for(let[n,o]of Oe){let i=s("input",{type:"radio",name:r,value:n});i.addEventListener("change",()=>this.#p("colour",n),{signal:e}),this.#a.append(s("label",{title:o},i,s("span",{},n)))}}#x(e){this.#c=null;let r=this.#t.get("_selected");r.position!==e&&this.#p("_selected",{...r,position:e})}#p(e,r){this.#t.set(e,r),this.#t.save_changes()}#y(e){this.#c=e,this.#f()}#v(){try{this.#i=new w(this.#t.get("_screen")),this.#c=null,this.#u(),this.#r.announce(this.#w())}catch(e){this.#r.fail(e)}}#u(){let{screen:e}=this.#i,r=this.#t.get("colour"),[n,o]=[e.tokens.length,e.other_tokens?.length??0],i=e.other_tokens!==null,l=`other prompt ${o}, ${g(this.#i.differing,"position differs","positions differ")}`;this.#s.textContent=i?`${g(n,"token")} · ${l}`:g(n,"token"),this.#n.draw(e.prompt,e.other,[n,o]),this.#e.draw(this.#i,r),this.#l.replaceChildren(...he(r,this.#i.range(r),i)),this.#o.draw(this.#i);for(let a of this.#a.querySelectorAll("input"))a.checked=a.value===r;this.#h()}#h(){this.#e.select(this.#t.get("_selected").position),this.#f()}#f(){let e=this.#c??this.#t.get("_selected").position;this.#d.replaceChildren(...me(this.#i,e))}#m(){c(this.element,"data-busy",this.#t.get("busy")),c(this.#e.element,"aria-busy",String(this.#t.get("busy")))}#w(){let[e]=this.#i.next("next");return e===void 0?"No prompt.":`Next token ${f(e.text)}, probability ${e.probabilities.at(-1)?.toFixed(4)}.`}};var sr=Q([X,Y],(t,e)=>new K(t,e));export{sr as default};

var R=`/* A lesson: where one is, the text of the page, what it asks, forward and back. */

.lesson {
  container-type: inline-size;
  padding: 4px 4px 8px;
}

header {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 12px;
  align-items: baseline;
  margin-bottom: 8px;
}

.title {
  color: var(--accent);
  font-weight: 650;
}

.size {
  color: var(--quiet);
}

.pages {
  display: flex;
  flex-wrap: wrap;
  gap: 5px;
  margin: 0 0 14px;
  padding: 0;
  list-style: none;
}

.pages button {
  width: 28px;
  height: 28px;
  padding: 0;
  border-radius: 14px;
  font-variant-numeric: tabular-nums;
}

.pages button[data-asks] {
  border-radius: 6px;
}

.pages button[data-done] {
  border-color: var(--accent);
  color: var(--accent);
  font-weight: 650;
}

.pages button[aria-current] {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
}

.left {
  max-width: 620px;
  margin-bottom: 12px;
  padding: 4px 10px;
  border-left: 3px solid var(--change-text);
  color: var(--quiet);
}

.left[hidden] {
  display: none;
}

article {
  max-width: 620px;
  font-size: 15px;
  line-height: 1.6;
}

h2 {
  margin-bottom: 8px;
  font-size: 20px;
  line-height: 1.3;
}

.prose > * + * {
  margin-top: 10px;
}

.prose h3 {
  margin-top: 16px;
  font-size: 15px;
}

.prose ul,
.prose ol {
  margin-left: 0;
  padding-left: 24px;
}

.prose li + li {
  margin-top: 4px;
}

.prose blockquote {
  margin: 0;
  padding: 2px 12px;
  border-left: 3px solid var(--line);
  color: var(--quiet);
}

.lesson code,
.prose pre {
  border-radius: 4px;
  background: var(--raised);
  font-size: 0.9em;
  white-space: pre-wrap;
}

.lesson code {
  padding: 1px 5px;
}

.prose pre {
  overflow: auto;
  padding: 8px 12px;
  border: 1px solid var(--line);
}

.lesson a {
  color: var(--accent);
}

.number {
  color: var(--accent);
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}

.task {
  max-width: 620px;
  margin-top: 16px;
  padding: 12px 14px;
  border: 1px solid var(--line);
  border-left: 4px solid var(--accent);
  border-radius: 8px;
  background: var(--raised);
  font-size: 14px;
  line-height: 1.5;
}

.task[hidden],
.hint[hidden] {
  display: none;
}

.question {
  font-weight: 600;
}

.task legend {
  padding: 0;
}

.option {
  display: flex;
  gap: 8px;
  align-items: baseline;
  margin-top: 6px;
  cursor: pointer;
}

.option input {
  flex: none;
  accent-color: var(--accent);
}

.typed {
  display: block;
}

.typed input {
  width: 14em;
  max-width: 100%;
  margin-top: 8px;
  padding: 4px 8px;
  border: 1px solid var(--quiet);
  border-radius: 6px;
  background: var(--paper);
  color: var(--text);
  font: inherit;
}

.buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  margin-top: 12px;
}

.primary {
  border-color: var(--accent);
  background: var(--accent);
  color: light-dark(#ffffff, #0b1420);
  font-weight: 600;
}

.hint {
  margin-top: 10px;
}

.hint summary {
  width: fit-content;
  cursor: pointer;
}

.hint p {
  margin-top: 4px;
}

.verdict[data-passed] {
  margin-top: 12px;
  padding-top: 10px;
  border-top: 1px solid var(--line);
}

.verdict p {
  overflow-wrap: anywhere;
}

.verdict[data-passed="true"] b {
  color: var(--accent);
}

.verdict[data-passed="false"] b {
  color: var(--change-text);
}

.after {
  margin-top: 6px;
}

/* On a projector, where there is room for it. */
@container (min-width: 480px) {
  article {
    font-size: 17px;
  }

  h2 {
    font-size: 23px;
  }

  .prose h3,
  .task {
    font-size: 16px;
  }
}

footer {
  display: flex;
  gap: 8px;
  justify-content: space-between;
  max-width: 620px;
  margin-top: 16px;
}
`;function a(t,e={},...n){let r=document.createElement(t);for(let[o,s]of Object.entries(e))h(r,o,s);return r.append(...n),r}function h(t,e,n){if(n===!1||n===null||n===void 0){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=n===!0?"":String(n);t.getAttribute(e)!==r&&t.setAttribute(e,r)}function y(t,e,n,r){let o=a("button",{type:"button",title:e||null},t);return o.addEventListener("click",()=>ae(o)&&n(),{signal:r}),o}function v(t,e,n=""){h(t,"aria-disabled",String(!e)),t.dataset.title??=t.title,h(t,"title",(e?"":n)||t.dataset.title||null)}function ae(t){return t.getAttribute("aria-disabled")!=="true"}var le=["a","c","v","x","y","z"],ce=["text","search","number"];function q(t){return t instanceof HTMLTextAreaElement||t instanceof HTMLInputElement&&ce.includes(t.type)}function N(t){return t.ctrlKey||t.metaKey?le.includes(t.key.toLowerCase()):!(t.shiftKey&&t.key==="Enter")}function z(t){return t.key.length===1&&!(t.ctrlKey||t.metaKey||t.altKey)}function B(t){return t.ctrlKey||t.metaKey||t.altKey?t.key.toLowerCase()==="c":t.key==="Escape"}function j({row:t,column:e},{rows:n,columns:r},o){let s=o.ctrlKey||o.metaKey;if(o.shiftKey||o.altKey||s&&!["Home","End"].includes(o.key))return null;switch(o.key){case"ArrowLeft":return L({row:t,column:e-1},{rows:n,columns:r});case"ArrowRight":return L({row:t,column:e+1},{rows:n,columns:r});case"ArrowUp":return L({row:t-1,column:e},{rows:n,columns:r});case"ArrowDown":return L({row:t+1,column:e},{rows:n,columns:r});case"Home":return{row:s?0:t,column:0};case"End":return{row:s?n-1:t,column:r-1};case"PageUp":return{row:0,column:e};case"PageDown":return{row:n-1,column:e};default:return null}}function L({row:t,column:e},{rows:n,columns:r}){return{row:Math.max(0,Math.min(n-1,t)),column:Math.max(0,Math.min(r-1,e))}}function b(t,...e){return e.includes(t.key)&&!(t.ctrlKey||t.metaKey||t.shiftKey||t.altKey)}function de(t){if(!(t.ctrlKey||t.metaKey)||t.altKey)return null;let e=t.key.toLowerCase();return e==="y"?"redo":e!=="z"?null:t.shiftKey?"redo":"undo"}var pe=["Enter"," ","Delete","Backspace"],D=[{row:0,column:0},{rows:1,columns:1}];function I(t,e){let n=r=>{let o=r.composedPath();o.includes(t)&&t.toggleAttribute("data-lm-suppress-shortcuts",ue(r,o[0]))};window.addEventListener("keydown",n,{capture:!0,signal:e})}function ue(t,e){return q(e)?N(t):z(t)||e instanceof HTMLElement&&e.dataset.letters!==void 0&&B(t)||e instanceof Element&&e.closest("[data-shifted]")!==null&&he(t)?!0:j(...D,t)!==null||b(t,...pe)||de(t)!==null}function he(t){let{ctrlKey:e,metaKey:n,altKey:r,key:o}=t;return t.shiftKey&&j(...D,{key:o,ctrlKey:e,metaKey:n,altKey:r,shiftKey:!1})!==null}function O(t,e,n){try{e()}catch(r){t.append(k(w(r),n))}}function w(t){return t instanceof Error?{message:t.message,details:t.stack}:{message:String(t)}}function k({message:t,details:e},n){let r=a("button",{type:"button",class:"dismiss","aria-label":"Dismiss this error"},"✕"),o=a("div",{},a("p",{},t));e&&o.append(a("details",{},a("summary",{},"Details"),a("pre",{tabindex:0},e)));let s=a("div",{class:"error",role:"alert"},o,r);return r.addEventListener("click",()=>s.remove(),{signal:n}),s}var E=class extends Error{details;constructor(e,n){super(e),this.name="KernelError",this.details=n}},_=8e3;function M(t,e,n){let r=new Map,o=Math.random().toString(36).slice(2),s=0;return f(t,"msg:custom",l=>{let d=r.get(l?.id);d!==void 0&&(r.delete(l.id),clearTimeout(d.timer),l.kind==="error"?d.fail(new E(l.message,l.details)):d.done())},n),f(t,"change:_progress",()=>{for(let l of r.values())clearTimeout(l.timer),l.timer=setTimeout(e,_)},n),n.addEventListener("abort",()=>{for(let{timer:l}of r.values())clearTimeout(l);r.clear()}),(l,d={})=>new Promise((p,T)=>{let m=`${o}-${++s}`;r.set(m,{done:p,fail:T,timer:setTimeout(e,_)}),t.send({kind:l,id:m,...d})})}var F=new WeakMap;function f(t,e,n,r){t.on(e,n);let o=F.get(r),s=()=>t.off(e,n);if(o){o.push(s);return}let i=[s];F.set(r,i),r.addEventListener("abort",()=>{for(let c of i)c()})}var fe="No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; run the cell again to bring it back to life.",S=class{messages=a("div",{class:"messages"});status=a("p",{class:"status",role:"status"});#r;#e;#n;#t=null;constructor(e,n){this.#r=e,this.#n=n,this.#e=M(e,()=>this.#s(),n);for(let r of["_error","_screen"])f(e,`change:${r}`,()=>this.#o(),n);f(e,"change:_progress",()=>this.#i(),n),this.#o()}async ask(e,n={},{quiet:r=!1}={}){try{return await this.#e(e,n),r?this.#i():this.#o(),!0}catch(o){return this.fail(o),!1}}fail(e){let{message:n,details:r}=w(e);this.#a({message:n,details:e instanceof E?e.details:r})}notice(e){this.messages.replaceChildren(a("p",{class:"notice",role:"status"},e))}announce(e){this.status.textContent!==e&&(this.status.textContent=e)}#o(){let{message:e,details:n}=this.#r.get("_error")??{};e?this.#a({message:e,details:n}):this.messages.replaceChildren()}#s(){this.notice(fe),this.#t=this.messages.firstElementChild}#i(){this.#t?.remove(),this.#t=null}#a(e){this.messages.replaceChildren(k(e,this.#n))}};var A=class{element=a("nav",{"aria-label":"Pages"});#r=a("ol",{class:"pages"});#e;#n;#t=[];constructor(e,n){this.#e=e,this.#n=n,this.element.append(this.#r)}draw({pages:e,number:n}){this.#t.length!==e.length&&this.#o(e.length);for(let[r,{title:o,done:s,asks:i}]of e.entries()){let c=this.#t[r],l=[i?"asks something":"",s?"done":""].filter(Boolean);h(c,"aria-label",[`Page ${r+1}: ${o}`,...l].join(", ")),h(c,"title",o),h(c,"aria-current",r===n?"page":null),h(c,"data-done",s),h(c,"data-asks",i),c.textContent=s?"✓":String(r+1)}}#o(e){this.#t=Array.from({length:e},(n,r)=>{let o=a("button",{type:"button"});return o.addEventListener("click",()=>this.#e(r),{signal:this.#n}),o}),this.#r.replaceChildren(...this.#t.map(n=>a("li",{},n)))}};var me=new Map([[`
`,"⏎"],["\r","␍"],["	","⇥"],[" ","·"],[" ","⍽"]]);function ge(t){if(t==="")return{spaces:0,text:"∅"};let e=t.length-t.trimStart().length,n=/^ *$/.test(t.slice(0,e))?e:0;return{spaces:n,text:Array.from(t.slice(n),be).join("")}}function G(t){let{spaces:e,text:n}=ge(t);return"·".repeat(e)+n}function be(t){let e=me.get(t);if(e!==void 0)return e;let n=t.codePointAt(0)??0;return n<32?String.fromCodePoint(9216+n):n===127?"␡":t}var xe=["p","h3","ul","ol","li","blockquote","pre","hr","em","strong","code","br"],ye=t=>xe.includes(t);function u(t){return t.flatMap(ve)}function ve(t){if(typeof t=="string")return[U(t)];let[e,...n]=t;return typeof e!="string"?u(t):e==="link"?ke(n):e==="number"?[Ee(n)]:e==="pre"?[a("pre",{tabindex:0},...u(n))]:e==="code"?[a("code",{},...u(n.map(we)))]:ye(e)?[a(e,{},...u(n))]:u(n)}function U(t){return t.replace(/" (?=[^"\s]+")/g,'" ')}function H(t){let e=/[.?!]$/.test(t)?"":".";return U(t.charAt(0).toUpperCase()+t.slice(1))+e}function we(t){return typeof t=="string"&&t.startsWith(" ")?G(t):t}function ke([t,...e]){return typeof t!="string"||!/^https?:\/\//.test(t)?u(e):[a("a",{href:t,target:"_blank",rel:"noopener noreferrer"},...u(e))]}function Ee([t,e]){return a("span",{class:"number",title:`${t}, from the model`},String(e))}var P=class{element=a("section",{class:"task","aria-label":"Question"});#r=a("form");#e=a("div",{class:"inside"});#n=a("details",{class:"hint"});#t=a("div",{class:"verdict",role:"status"});#o;#s=-1;constructor(e,n){let r=a("button",{type:"submit",class:"primary"},"Check my answer");this.#o=y("Show me","Do what is asked, as the lesson has it",e.solve,n);let o=a("div",{class:"buttons"},r,this.#o);this.#r.append(this.#e,o),this.#r.addEventListener("submit",s=>{s.preventDefault(),e.check(this.#c())},{signal:n}),this.element.append(this.#r,this.#n,this.#t)}draw({task:e,verdict:n,opened:r}){this.element.hidden=e===null,e!==null&&(r!==this.#s&&(this.#s=r,this.#i(e)),v(this.#o,n!==null,"Try it first"),this.#l(n))}#i(e){let n=a("div",{class:"question"},...u(e.question));this.#e.replaceChildren(...this.#a(e,n)),this.#n.hidden=e.hint.length===0,this.#n.open=!1,this.#n.replaceChildren(a("summary",{},"Hint"),a("p",{},...u(e.hint)))}#a(e,n){if(e.kind==="do")return[n];if(e.kind==="type"){let o=a("input",{type:"text",autocomplete:"off",value:e.answer??null});return[a("label",{class:"typed"},n,o)]}let r=e.choices.map((o,s)=>a("label",{class:"option"},a("input",{type:"radio",name:"answer",value:s,checked:e.answer===s}),a("span",{},...u(o))));return[a("fieldset",{},a("legend",{},n),...r)]}#c(){let e=this.#e.querySelector("input[type=text], input:checked");return e===null?null:e.type==="radio"?Number(e.value):e.value}#l(e){if(h(this.#t,"data-passed",e===null?null:String(e.passed)),e===null){this.#t.replaceChildren();return}let n=a("p",{},a("b",{},e.passed?"✓ Right. ":"✗ Not yet. "),H(e.why)),r=e.after.length>0?[a("p",{class:"after"},...u(e.after))]:[];this.#t.replaceChildren(n,...r)}};var C=class{element;#r;#e;#n;#t;#o=a("p",{class:"title"});#s=a("span",{class:"size"});#i=a("p",{class:"left"});#a=a("h2",{tabindex:-1});#c=a("div",{class:"prose"});#l;#p;#u=-1;#d=null;constructor(e,n){this.#r=e,this.#e=new S(e,n),this.#n=new A(r=>{this.#m(r)},n),this.#t=new P({check:r=>{this.#e.ask("check",{answer:r})},solve:()=>{this.#e.ask("solve")}},n),this.#l=y("← Previous","The page before (left arrow)",()=>this.#f(-1),n),this.#p=y("Next →","The next page (right arrow)",()=>this.#f(1),n),this.element=this.#b(),this.element.addEventListener("keydown",r=>this.#x(r),{signal:n}),this.#g(),f(e,"change:_screen",()=>this.#y(),n)}#b(){this.#e.status.classList.add("unseen");let e=a("header",{},this.#o,this.#s),n=a("article",{},this.#a,this.#c),r=a("footer",{},this.#l,this.#p);return a("section",{class:"lesson","aria-label":"Lesson"},e,this.#n.element,this.#e.messages,this.#i,n,this.#t.element,r,this.#e.status)}get#h(){return this.#r.get("_screen")}#f(e){this.#m((this.#d??this.#h.number)+e)}async#m(e){e<0||e>=this.#h.pages.length||(this.#d=e,await this.#e.ask("go",{page:e}),this.#d===e&&(this.#d=null))}#x(e){if(e.composedPath()[0]instanceof HTMLInputElement)return;let n=b(e,"ArrowRight","PageDown")?1:b(e,"ArrowLeft","PageUp")?-1:0;n!==0&&(e.preventDefault(),this.#f(n))}#y(){try{this.#g()}catch(e){this.#e.fail(e)}}#g(){let e=this.#h,{number:n,pages:r,opened:o,minutes:s}=e,i=s===null?"":` · about ${s} minutes`;this.#o.textContent=e.title;let c=r.filter(p=>p.done).length;if(this.#s.textContent=`Page ${n+1} of ${r.length}${c>0?` · ${c} done`:""}${i}`,this.#n.draw(e),this.#t.draw(e),v(this.#l,n>0,"This is the first page"),v(this.#p,n<r.length-1,"This is the last page"),o===this.#u)return;let l=this.#u>=0;this.#u=o,this.#a.textContent=r[n]?.title??"",this.#c.replaceChildren(...u(e.text));let d=this.#v(e);l&&this.#e.announce(`Page ${n+1} of ${r.length}: ${r[n]?.title}. ${d}`)}#v({left:e}){let n=e===null?"":H(`Page ${e.page+1} is still open: ${e.why}`);return this.#i.textContent=n,this.#i.hidden=e===null,n}};var V=`/* What all widgets share: the host's colours and fonts, buttons, messages. Follows JupyterLab's themes. */
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
`;function J(t){let e=[...t.querySelectorAll("*")].filter(i=>getComputedStyle(i).position==="sticky"),n=e.map(i=>i.getBoundingClientRect()),r=e.map(i=>i.getAttribute("style"));for(let i of e)Q(i);let o=e.map(i=>i.getBoundingClientRect());e.forEach((i,c)=>{let l=r[c]??null;l===null?i.removeAttribute("style"):i.setAttribute("style",l)});let s=new Map(e.map((i,c)=>[i,W(o[c],n[c])]));return new Map([...s].map(([i,c])=>[i,W(Me(i,s),c)]))}function X(t,e,n){/auto|scroll/.test(getComputedStyle(t).overflow)&&Le(t,e);let r=n.get(t);r!==void 0&&Q(e);let o=t.parentElement,[s,i]=[(r?.x??0)-(o?.scrollLeft??0),(r?.y??0)-(o?.scrollTop??0)];(s!==0||i!==0)&&(e.style.translate=`${s}px ${i}px`)}function Q(t){t.style.position="relative",t.style.inset="auto"}function Le(t,e){e.style.overflow="hidden",e.style.boxSizing="border-box",e.style.height=`${t.getBoundingClientRect().height}px`,e.style.maxHeight="none";let n=getComputedStyle(t),r=(...i)=>i.reduce((c,l)=>c+(Number.parseFloat(n.getPropertyValue(l))||0),0),[o,s]=[t.offsetWidth-t.clientWidth-r("border-left-width","border-right-width"),t.offsetHeight-t.clientHeight-r("border-top-width","border-bottom-width")];o>=1&&(e.style.paddingRight=`${r("padding-right")+o}px`),s>=1&&(e.style.paddingBottom=`${r("padding-bottom")+s}px`)}function W(t={x:0,y:0},e=t){return{x:e.x-t.x,y:e.y-t.y}}function Me(t,e){let n=t.parentElement;for(;n!==null&&!e.has(n);)n=n.parentElement;return n===null?void 0:e.get(n)}var Y="http://www.w3.org/1999/xhtml",K=12,Se=2,Ae=16e3,He=`*, *::before, *::after { animation: none !important; transition: none !important; content-visibility: visible !important; }
`;function ee(t){let e=t.shadowRoot;if(e===null)throw new Error("there is no view here to make a picture of");let{width:n,height:r}=Pe(t),o=document.createElementNS(Y,"style");o.textContent=Ce(e);let s=document.createElementNS(Y,"div");for(let{name:c,value:l}of t.attributes)c!=="style"&&s.setAttribute(c,l);s.setAttribute("class","nnexplore"),s.setAttribute("style",Ke(t,o.textContent,n,r)),s.append(o,...Re(e));let i={width:n+2*K,height:r+2*K};return{...i,svg:ze(s,i.width,i.height)}}async function te({svg:t,width:e,height:n}){let r=new Image;r.src=`data:image/svg+xml;charset=utf-8,${encodeURIComponent(t)}`,await r.decode();let o=Math.min(Se,Ae/Math.max(e,n)),s=document.createElement("canvas");s.width=Math.round(e*o),s.height=Math.round(n*o);let i=s.getContext("2d");if(i===null)throw new Error("this browser gave no canvas to paint the PNG on; save an SVG instead");return i.drawImage(r,0,0,s.width,s.height),new Promise((c,l)=>{let d=()=>l(new Error("this browser made no PNG of the picture; save an SVG instead"));s.toBlob(p=>p===null?d():c(p),"image/png")})}function Pe(t){let e=t.getBoundingClientRect();return{width:Math.ceil(e.width),height:Math.ceil(e.height)}}function Ce(t){let e=[...t.querySelectorAll("style")].map(o=>o.textContent),n=[...t.adoptedStyleSheets??[]].map(o=>[...o.cssRules].map(s=>s.cssText).join(`
`)),r=[...e,...n].join(`
`);return He+r.replace(/:host\(([^)]*)\)/g,".nnexplore$1").replace(/:host(?![\w-])/g,".nnexplore")}function Ke(t,e,n,r){let o=getComputedStyle(t);return[...[...new Set(e.match(/--[\w-]+/g))].map(l=>[l,o.getPropertyValue(l).trim()]).filter(([,l])=>l!=="").map(([l,d])=>`${l}: ${d}`),`color-scheme: ${$e(t)?"dark":"light"}`,"background: var(--paper)","box-sizing: content-box",`width: ${n}px`,`height: ${r}px`,`padding: ${K}px`,"overflow: hidden"].join("; ")}function $e(t){let e=document.createElement("span");e.style.color="light-dark(rgb(0, 0, 0), rgb(255, 255, 255))",(t.shadowRoot??t).append(e);let n=getComputedStyle(e).color==="rgb(255, 255, 255)";return e.remove(),n}function Re(t){let e=[...t.children].filter(r=>r.tagName!=="STYLE"&&!Z(r)),n=J(t);return e.map(r=>{let o=r.cloneNode(!0),s=[o,...o.querySelectorAll("*")];[r,...r.querySelectorAll("*")].forEach((i,c)=>{let l=s[c];l!==void 0&&(qe(i,l),X(i,l,n))});for(let i of s)Z(i)&&i.remove();return o})}function Z(t){return t.hasAttribute("data-unexported")}function qe(t,e){t instanceof HTMLCanvasElement?Ne(t,e):t instanceof HTMLInputElement?(e.setAttribute("value",t.value),e.toggleAttribute("checked",t.checked)):t instanceof HTMLTextAreaElement?e.textContent=t.value:t instanceof HTMLOptionElement&&e.toggleAttribute("selected",t.selected)}function Ne(t,e){t.width===0||t.height===0||(e.style.backgroundImage=`url("${t.toDataURL("image/png")}")`,e.style.backgroundSize="100% 100%",e.style.backgroundOrigin="content-box",e.style.backgroundRepeat="no-repeat")}function ze(t,e,n){let r=new XMLSerializer().serializeToString(t),o=`all: initial; display: block; width: ${e}px; height: ${n}px`,s=`<svg xmlns="http://www.w3.org/2000/svg" width="${e}" height="${n}" viewBox="0 0 ${e} ${n}" style="${o}"><foreignObject x="0" y="0" width="${e}" height="${n}">${r}</foreignObject></svg>`;return Be(s)}function Be(t){return t.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu,"�")}var je="The page is made in the kernel, and there has been no answer from it: it is busy, or no longer running. Pictures, PNG and SVG, are made here, and need none.";function ne(t,e,n,r){let o=d=>async()=>{try{await d()}catch(p){n(k(w(p),r))}},i=De(t,()=>n(a("p",{class:"notice",role:"status"},je)),r),c=d=>`${Ie(e)}.${d}`,l=()=>ee(e);return Oe([{name:"Save PNG",title:"A picture, two pixels for each on screen",act:o(async()=>$(await te(l()),c("png")))},{name:"Save SVG",title:"A picture whose text stays text; for browsers",act:o(()=>$(new Blob([l().svg],{type:"image/svg+xml"}),c("svg")))},{name:"Save HTML",title:"A page that works without a kernel and without a network",act:o(i)}],r)}function De(t,e,n){let r=M(t,e,n),o=new Set;return f(t,"msg:custom",(i,c)=>{let[l]=c??[];if(i?.kind!=="page"||l===void 0||!o.delete(i.ticket??""))return;let d=new Uint8Array(l.buffer,l.byteOffset,l.byteLength);$(new Blob([d],{type:"text/html"}),i.name??"view.html")},n),async()=>{let i=Math.random().toString(36).slice(2);o.add(i),await r("page",{ticket:i})}}function $(t,e){let n=URL.createObjectURL(t);a("a",{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function Ie(t){return(t.shadowRoot?.querySelector("[aria-label]:not([data-unexported] *)")?.getAttribute("aria-label")??"").toLowerCase().replace(/[^a-z0-9]+/g,"_").replace(/^_|_$/g,"").slice(0,40)||"view"}function Oe(t,e){let n=a("button",{type:"button",class:"save-button","aria-label":"Save this view",title:"Save this view","aria-haspopup":"menu","aria-expanded":"false"});n.append("⋯");let r=t.map(({name:l,title:d})=>a("button",{type:"button",role:"menuitem",tabindex:-1,title:d},l)),o=a("div",{class:"save-list",role:"menu","aria-label":"Save this view",hidden:!0},...r),s=a("div",{class:"save-menu","data-unexported":!0},n,o),i=l=>{o.hidden=!1,n.setAttribute("aria-expanded","true"),r[l]?.focus()},c=l=>{o.hidden||(o.hidden=!0,n.setAttribute("aria-expanded","false"),l&&n.focus())};return n.addEventListener("click",()=>o.hidden?i(0):c(!0),{signal:e}),r.forEach((l,d)=>{let p=()=>{c(!0),t[d]?.act()};l.addEventListener("click",p,{signal:e})}),s.addEventListener("keydown",l=>_e(l,r,o.hidden,i,c),{signal:e}),s.addEventListener("focusout",l=>Fe(l,s,c),{signal:e}),s}function _e(t,e,n,r,o){let s=e.length-1,i=e.indexOf(t.target),c=n?{ArrowDown:0,ArrowUp:s}[t.key]:{ArrowDown:i===s?0:i+1,ArrowUp:i<=0?s:i-1,Home:0,End:s}[t.key];c!==void 0&&b(t,t.key)?(t.preventDefault(),t.stopPropagation(),r(c)):t.key==="Escape"&&!n&&(t.stopPropagation(),o(!0))}function Fe(t,e,n){t.relatedTarget instanceof Node&&e.contains(t.relatedTarget)||n(!1)}var Ge=4;function re(t,e){let n=a("progress",{max:1,value:0,"aria-label":"Progress"}),r=a("span",{class:"quiet"}),o=a("button",{type:"button"},"Cancel"),s=a("div",{class:"progress",role:"group","aria-label":"Computation",hidden:!0},n,r,o),i=a("div",{class:"unseen","aria-live":"polite","data-unexported":!0}),c=a("div",{},s,i);o.addEventListener("click",()=>t.send({kind:"cancel",id:"cancel"}),{signal:e});let l=Ue(o,e),d=-1,p=(m,g)=>{let x=Math.floor(m*Ge);x!==d&&(i.textContent=`Running: ${g||`${Math.round(m*100)} %`}`),d=x},T=()=>{let{done:m=0,total:g=0,text:x=""}=t.get("_progress")??{};g===0?(l(),d>=0&&(i.textContent="No longer running"),d=-1):p(m/g,x),s.hidden=g===0,n.value=g>0?m/g:0,r.textContent=x};return f(t,"change:_progress",T,e),T(),c}function Ue(t,e){let n=null,r=({relatedTarget:o})=>{n=o instanceof HTMLElement?o:null};return t.addEventListener("focus",r,{signal:e}),()=>{let o=t.getRootNode();if(o.activeElement!==t)return;let s=n?.isConnected&&n.getRootNode()===o,i=o.querySelector("[tabindex='0'], button:not(.progress *), input, select");(s?n:i)?.focus()}}function Ve(t){let e=t.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":t.classList.contains("vscode-light")?"light":t.classList.contains("vscode-dark")||t.classList.contains("vscode-high-contrast")||t.classList.contains("dark")||t.classList.contains("dark-theme")?"dark":null}function oe(t,e){let n=()=>{t.style.colorScheme=Ve(document.body)??""};n();let r=new MutationObserver(n);r.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]}),e.addEventListener("abort",()=>r.disconnect())}function ie(t,e){function n({model:r,el:o,signal:s}){let i=new AbortController;s?.addEventListener("abort",()=>i.abort());let c=a("div",{class:"nnexplore"}),l=c.attachShadow({mode:"open"});l.append(a("style",{},V,...t),re(r,i.signal)),o.append(c),oe(c,i.signal),I(c,i.signal),O(l,()=>l.append(e(r,i.signal,c).element),i.signal);let d=l.lastElementChild;return l.append(ne(r,c,p=>d?.before(p),i.signal)),()=>i.abort()}return{render:n}}var Yt=ie([R],(t,e)=>new C(t,e));export{Yt as default};

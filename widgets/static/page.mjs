function d(n){let e=n.dataset.jpThemeLight;return e!==void 0?e==="false"?"dark":"light":n.classList.contains("vscode-light")?"light":n.classList.contains("vscode-dark")||n.classList.contains("vscode-high-contrast")||n.classList.contains("dark")||n.classList.contains("dark-theme")?"dark":null}var m="This is a saved page: there is no kernel behind it. What was drawn is all here; run the code to change it.",c=class{#t;#n=new Map;#o=new Set;#s;#r;constructor(e,t,s){this.#t=e,this.#s=t,this.#r=s}get(e){return this.#t[e]}set(e,t){Object.is(this.#t[e],t)||(this.#t[e]=t,this.#o.add(e),this.#e(`change:${e}`),this.#e("change"))}on(e,t){this.#n.set(e,(this.#n.get(e)??new Set).add(t))}off(e,t){for(let[s,o]of this.#n)e&&s!==e||(t?o.delete(t):o.clear())}save_changes(){let e=[...this.#o];this.#o.clear(),this.#s(e)}send(e){queueMicrotask(()=>this.#i(e))}#i({kind:e,id:t,ticket:s}){if(e==="page"){let o=new TextEncoder().encode(this.#r());this.#e("msg:custom",{kind:e,ticket:s,name:h()},[new DataView(o.buffer)]),this.#e("msg:custom",{kind:"done",id:t},[])}else this.#e("msg:custom",{kind:"error",id:t,message:m},[])}#e(e,...t){for(let s of[...this.#n.get(e)??[]])s(...t)}};function h(){let n=decodeURIComponent(location.pathname.split("/").pop()??"");return/\.html?$/.test(n)?n:"view.html"}var l=`:root {
  color-scheme: light dark;
}

body {
  max-width: 1280px;
  margin: 0 auto;
  padding: 20px 24px 32px;
  background: light-dark(#ffffff, #111418);
  color: light-dark(#1c2430, #e8edf3);
  font:
    13px / 1.45 system-ui,
    -apple-system,
    "Segoe UI",
    Roboto,
    sans-serif;
}

section + section {
  margin-top: 24px;
  padding-top: 20px;
  border-top: 1px solid light-dark(#dde3ea, #323c48);
}

footer {
  margin-top: 28px;
  color: light-dark(#566272, #9fadbd);
}

@media (max-width: 600px) {
  body {
    padding: 12px;
  }
}
`;var p=["_selected"],f=`<!doctype html>
${document.documentElement.outerHTML}
`;w();async function w(){let n=document.getElementById("saved")?.textContent??"",{bundles:e,views:t}=JSON.parse(n),s=document.createElement("style");s.textContent=l,document.head.append(s),y(frameElement?.ownerDocument.body),E(frameElement);let o=[];t.forEach((r,i)=>{k(r),o.push(new c(r.state,a=>v(t,o,i,a),()=>f))}),await Promise.all(t.map((r,i)=>b(r,e[r.bundle]??"",o[i])))}async function b(n,e,t){let s=document.createElement("section");s.setAttribute("aria-label",n.name),document.querySelector("main")?.append(s);try{let o=URL.createObjectURL(new Blob([e],{type:"text/javascript"})),{default:r}=await import(o);URL.revokeObjectURL(o);let{signal:i}=new AbortController;await r.render({model:t,el:s,signal:i,experimental:{},host:{}})}catch(o){s.append(`${n.name} could not be drawn: ${o instanceof Error?o.message:o}`)}}function v(n,e,t,s){for(let o of s.filter(r=>p.includes(r)))e.forEach((r,i)=>{i!==t&&n[i]?.workspace===n[t]?.workspace&&r.set(o,e[t]?.get(o))})}function k({state:n,bytes:e}){for(let[t,s]of e){let o=t.at(-1)??"",r=t.slice(0,-1).reduce((a,u)=>a[u],n),i=Uint8Array.from(atob(s),a=>a.charCodeAt(0));r[o]=new DataView(i.buffer)}}function y(n){let e=matchMedia("(prefers-color-scheme: dark)"),t=()=>{let o=((n&&d(n))??(e.matches?"dark":"light"))==="dark";document.body.dataset.jpThemeLight=String(!o),document.documentElement.style.colorScheme=o?"dark":"light"};if(t(),e.addEventListener("change",t),n===void 0)return;new MutationObserver(t).observe(n,{attributes:!0,attributeFilter:["data-jp-theme-light","class"]})}function E(n){if(!(n instanceof(n?.ownerDocument.defaultView?.HTMLElement??HTMLElement)))return;new ResizeObserver(()=>{n.style.height=`${Math.ceil(document.documentElement.getBoundingClientRect().height)+4}px`}).observe(document.documentElement)}

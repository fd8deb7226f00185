// A host for anywidgets in a bare page: the front-end half of a comm, as much of it as our widgets use.
// `toPython(message)` is the other half; it answers with the messages that the widget sent meanwhile.
async ({ esm, state, buffers, paths, dark, width }) => {
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const put = (into, path, value) => {
    const last = path.at(-1);
    path.slice(0, -1).reduce((object, key) => object[key], into)[last] = value;
  };
  const restore = (into, at, encoded) => at.forEach((path, i) => put(into, path, bytes(encoded[i])));
  restore(state, paths, buffers);

  const listeners = new Map();
  const emit = (event, ...args) => [...(listeners.get(event) ?? [])].forEach((listener) => listener(...args));
  const changed = new Set();
  const deliver = (messages) => {
    for (const { data, buffers } of messages) {
      if (data.method === "custom") emit("msg:custom", data.content, buffers.map(bytes));
      if (data.method !== "update") continue;
      restore(data.state, data.buffer_paths, buffers);
      Object.assign(state, data.state);
      for (const name of Object.keys(data.state)) emit(`change:${name}`);
    }
  };
  const tell = async (message) => {
    if (window.kernelGone) return;
    deliver(await window.toPython(message));
  };
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      changed.add(name);
      emit(`change:${name}`);
    },
    on: (event, listener) => listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event, listener) => listeners.get(event)?.delete(listener),
    save_changes() {
      const update = Object.fromEntries([...changed].map((name) => [name, state[name]]));
      changed.clear();
      tell({ method: "update", state: update, buffer_paths: [] });
    },
    send: (content) => tell({ method: "custom", content }),
  };

  document.documentElement.lang = "en";
  document.title = "widget";
  document.body.dataset.jpThemeLight = String(!dark);
  document.body.style.cssText = `margin:16px;background:${dark ? "#111111" : "#ffffff"};--jp-layout-color0:${dark ? "#111111" : "#ffffff"};
    --jp-ui-font-color1:${dark ? "rgba(255,255,255,1)" : "rgba(0,0,0,.87)"}`;
  const el = document.createElement("main");
  if (width) el.style.width = `${width}px`;
  document.body.replaceChildren(el);
  const life = new AbortController();
  const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  await widget.render({ model, el, signal: life.signal, experimental: {}, host: {} });
  window.deliver = deliver;
  window.end = () => life.abort();
  window.listening = () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0);
}

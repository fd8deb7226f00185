/** Letters typed into the tree or its search stay there: "d d" would else delete a cell of the notebook. */

/** Keep what is typed from JupyterLab's shortcuts; to be called after `keepKeys`, whose mark it adds to. */
export function keepTyping(host: HTMLElement, signal: AbortSignal): void {
  const mark = (event: KeyboardEvent) => {
    const [target] = event.composedPath();
    if (!event.composedPath().includes(host)) return;
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    const edits = target instanceof HTMLInputElement && "acvxzy".includes(event.key.toLowerCase());
    const ours = alone
      ? event.key.length === 1 || event.key === "Escape"
      : edits || event.key.toLowerCase() === "c";
    if (ours) host.setAttribute("data-lm-suppress-shortcuts", "");
  };
  window.addEventListener("keydown", mark, { capture: true, signal });
}

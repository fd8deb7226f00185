import { expect, test, vi } from "vitest";
import { Model, NO_KERNEL } from "../host/model.ts";
import { picture, wellFormed } from "../lib/export.ts";

function saved(state: Record<string, unknown> = {}) {
  const told = vi.fn();
  return { told, model: new Model(state, told, () => "<!doctype html>the page") };
}

test("a saved model is read and written as a live one", () => {
  const { model, told } = saved({ colour: "edited" });
  const [changed, any] = [vi.fn(), vi.fn()];
  model.on("change:colour", changed);
  model.on("change", any);
  model.set("colour", "edited");
  expect(changed).not.toHaveBeenCalled();
  model.set("colour", "none");
  expect([model.get("colour"), changed.mock.calls.length, any.mock.calls.length]).toEqual(["none", 1, 1]);
  expect(told).not.toHaveBeenCalled();
  model.save_changes();
  model.save_changes();
  expect(told.mock.calls).toEqual([[["colour"]], [[]]]);
});

test("listeners go one by one, by event, or all", () => {
  const { model } = saved();
  const [one, two] = [vi.fn(), vi.fn()];
  model.on("change:a", one);
  model.on("change:a", two);
  model.off("change:a", one);
  model.set("a", 1);
  expect([one.mock.calls.length, two.mock.calls.length]).toEqual([0, 1]);
  model.on("change:b", one);
  model.off();
  model.set("a", 2);
  model.set("b", 2);
  expect([one.mock.calls.length, two.mock.calls.length]).toEqual([0, 1]);
});

test("every request is answered: with the page, or that there is no kernel", async () => {
  const { model } = saved();
  const heard: unknown[][] = [];
  model.on("msg:custom", (...args) => heard.push(args));
  model.send({ kind: "undo", id: "1" });
  expect(heard).toEqual([]); // not before the asker can hear of it
  await Promise.resolve();
  expect(heard).toEqual([[{ kind: "error", id: "1", message: NO_KERNEL }, []]]);
  heard.length = 0;
  model.send({ kind: "page", id: "2", ticket: "t" });
  await Promise.resolve();
  const [page, done] = heard as [[Record<string, string>, DataView[]], [Record<string, string>]];
  expect(page[0]).toMatchObject({ kind: "page", ticket: "t" });
  expect(new TextDecoder().decode(page[1][0])).toBe("<!doctype html>the page");
  expect(done[0]).toEqual({ kind: "done", id: "2" });
});

test("what XML does not know is replaced, all else is kept", () => {
  expect(wellFormed("a\u0000b\u000cc\ud800d\uffff")).toBe("a\ufffdb\ufffdc\ufffdd\ufffd");
  expect(wellFormed("a\tb\nc \u{1f600} é ⏎")).toBe("a\tb\nc \u{1f600} é ⏎");
});

function shadowed(markup: string): HTMLElement {
  const host = document.createElement("div");
  host.className = "nnexplore";
  host.attachShadow({ mode: "open" }).innerHTML = markup; // a test's own
  document.body.append(host);
  return host;
}

test("a picture has what was typed and chosen, the rules of the host, and not what is left out", () => {
  const host = shadowed(
    `<style>:host { color: red } :host([data-x]) p { color: blue } .hosted {}</style>
     <section><p>some &lt;text&gt;</p><input><input type="checkbox" checked><textarea></textarea>
     <select><option>a</option><option>b</option></select><i data-unexported>no</i></section><b data-unexported></b>`,
  );
  const find = <E extends Element>(what: string) => host.shadowRoot?.querySelector<E>(what) as E;
  find<HTMLInputElement>("input").value = '"typed"';
  find<HTMLInputElement>("[type=checkbox]").checked = false;
  find<HTMLTextAreaElement>("textarea").value = "a & b";
  find<HTMLSelectElement>("select").value = "b";
  const { svg } = picture(host);
  const tree = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(tree.querySelector("parsererror")).toBeNull();
  expect(tree.querySelector("input")?.getAttribute("value")).toBe('"typed"');
  expect(tree.querySelector("[type=checkbox]")?.hasAttribute("checked")).toBe(false);
  expect(tree.querySelector("textarea")?.textContent).toBe("a & b");
  expect(tree.querySelector("option[selected]")?.textContent).toBe("b");
  expect(tree.querySelector("p")?.textContent).toBe("some <text>");
  expect(tree.querySelectorAll("[data-unexported]")).toHaveLength(0);
  const rules = tree.querySelector("style")?.textContent;
  expect(rules).toContain(".nnexplore { color: red } .nnexplore[data-x] p { color: blue } .hosted {}");
  expect(tree.documentElement.querySelectorAll(":scope > foreignObject > .nnexplore")).toHaveLength(1);
  host.remove();
});

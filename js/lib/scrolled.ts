/** What scrolls, in a copy that cannot: it stands where it stood, with no bars. */

type Shift = { x: number; y: number };

/** How far each element that sticks to an edge is now from where it would be if it did not. */
export function stuck(root: ShadowRoot): Map<Element, Shift> {
  const sticky = [...root.querySelectorAll<HTMLElement>("*")].filter(
    (one) => getComputedStyle(one).position === "sticky",
  );
  const now = sticky.map((one) => one.getBoundingClientRect());
  const written = sticky.map((one) => one.getAttribute("style"));
  for (const one of sticky) loosen(one); // nothing is painted before they are as they were
  const loose = sticky.map((one) => one.getBoundingClientRect());
  sticky.forEach((one, at) => {
    const style = written[at] ?? null;
    if (style === null) one.removeAttribute("style");
    else one.setAttribute("style", style);
  });
  const whole = new Map(sticky.map((one, at) => [one as Element, between(loose[at], now[at])]));
  return new Map([...whole].map(([one, shift]) => [one, between(outer(one, whole), shift)]));
}

/** Give a copy the place of its original: inside what was scrolled, and where it stuck. */
export function keepScrolled(original: Element, copy: HTMLElement, moves: Map<Element, Shift>): void {
  if (/auto|scroll/.test(getComputedStyle(original).overflow)) withoutBars(original as HTMLElement, copy);
  const shift = moves.get(original);
  if (shift !== undefined) loosen(copy);
  const parent = original.parentElement;
  const [x, y] = [(shift?.x ?? 0) - (parent?.scrollLeft ?? 0), (shift?.y ?? 0) - (parent?.scrollTop ?? 0)];
  if (x !== 0 || y !== 0) copy.style.translate = `${x}px ${y}px`;
}

function loosen(element: HTMLElement): void {
  element.style.position = "relative";
  element.style.inset = "auto";
}

/** The bars of the browser that draws the picture may take room where those on screen took none, and the reverse. */
function withoutBars(original: HTMLElement, copy: HTMLElement): void {
  copy.style.overflow = "hidden";
  copy.style.boxSizing = "border-box";
  copy.style.height = `${original.getBoundingClientRect().height}px`; // a rule may speak of the height of the window
  copy.style.maxHeight = "none";
  const style = getComputedStyle(original);
  const of = (...names: string[]) =>
    names.reduce((sum, name) => sum + (Number.parseFloat(style.getPropertyValue(name)) || 0), 0);
  const [width, height] = [
    original.offsetWidth - original.clientWidth - of("border-left-width", "border-right-width"),
    original.offsetHeight - original.clientHeight - of("border-top-width", "border-bottom-width"),
  ];
  if (width >= 1) copy.style.paddingRight = `${of("padding-right") + width}px`;
  if (height >= 1) copy.style.paddingBottom = `${of("padding-bottom") + height}px`;
}

function between(one: Shift = { x: 0, y: 0 }, other: Shift = one): Shift {
  return { x: other.x - one.x, y: other.y - one.y };
}

/** The shift of the nearest sticky element around this one, which moves it too. */
function outer(element: Element, shifts: Map<Element, Shift>): Shift | undefined {
  let around = element.parentElement;
  while (around !== null && !shifts.has(around)) around = around.parentElement;
  return around === null ? undefined : shifts.get(around);
}

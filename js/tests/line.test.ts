import { describe, expect, test } from "vitest";
import { ALL, columnsToShow, Line } from "../logit_lens/line.ts";

const NOWHERE = { left: 0, width: 0, step: 0 };

describe("the columns to show", () => {
  test("are all of a prompt that is not long", () => {
    expect(columnsToShow(3, NOWHERE, [])).toEqual([0, 1, 2]);
    expect(columnsToShow(ALL, { left: 900, width: 100, step: 50 }, [])).toHaveLength(ALL);
  });

  test("are of a long one those in sight, with some to spare, and those that are kept", () => {
    const found = columnsToShow(2000, { left: 50_000, width: 1000, step: 50 }, [3, 1999, 1010, 2000, -1]);
    expect(found.slice(0, 2)).toEqual([3, 976]);
    expect(found.slice(-2)).toEqual([1039, 1999]);
    for (let column = 1000; column < 1020; column++) expect(found).toContain(column);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(66);
  });

  test("are the same after a small step, and end with the prompt", () => {
    const at = (left: number) => columnsToShow(2000, { left, width: 1000, step: 50 }, []);
    expect(at(50_010)).toEqual(at(50_000));
    expect(at(99_000).at(-1)).toBe(1999);
    expect(at(0)[0]).toBe(0);
  });

  test("are the first where the page has no size yet", () => {
    expect(columnsToShow(2000, NOWHERE, [1999])).toEqual([...Array(48).keys(), 1999]);
  });
});

describe("a line", () => {
  const line = () => new Line(document.createElement("b"), () => document.createElement("i"));
  const columns = ({ element }: Line) =>
    [...element.children].slice(1).map((item) => Number(item.getAttribute("aria-colindex")) - 2);

  test("has elements for the columns asked for, in order, and keeps those that stay", () => {
    const made = line();
    expect(made.show([0, 1, 5])).toEqual([0, 1, 5]);
    const stays = made.items.get(5);
    expect(made.show([3, 4, 5, 9])).toEqual([3, 4, 9]);
    expect(columns(made)).toEqual([3, 4, 5, 9]);
    expect(made.items.get(5)).toBe(stays);
    expect(made.show([1, 5, 7])).toEqual([1, 7]);
    expect(columns(made)).toEqual([1, 5, 7]);
    expect((made.items.get(7) as HTMLElement).style.gridColumn).toBe("9");
  });
});

import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { dialog, openWindow, row } from '../testing/open-window.tsx';
import { declared, found, jobSeen, lj3055, m1522, printJob, scanned } from '../testing/sessions.ts';

const now = Date.now();
const turned = { ...lj3055, name: 'HP \u202Egpj.teJresaL' };

interface Place {
  readonly line: number;
  readonly left: number;
}

/** Where a piece of text begins, as it is drawn. */
const placeOf = (root: Element, piece: string): Place => {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const at = node.textContent?.indexOf(piece) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + piece.length);
    const { top, left } = range.getClientRects()[0] ?? range.getBoundingClientRect();
    return { line: Math.round(top), left: Math.round(left) };
  }
  throw new Error(`${piece} is not there`);
};
const expectInOrder = (root: Element, pieces: readonly string[]): void => {
  const places = pieces.map((piece) => placeOf(root, piece));
  expect(places).toEqual(places.toSorted((a, b) => a.line - b.line || a.left - b.left));
};
const cell = (column: string): Element => {
  const found = row(/PRINT/).element().querySelector(`[data-column="${column}"]`);
  if (found === null) throw new Error(`no column ${column}`);
  return found;
};

it.each([
  ['an override', '\u202Efdp.exe', 'ines', 'fdp'],
  ['Hebrew that ends in a number', 'דוח 2026', 'אבג', 'דוח'],
  ['an isolate without its end', '\u2067report', 'ines', 'report'],
  ['an end without its isolate', 'a\u2069\u202Ereport', 'ines', 'report'],
])(
  '%s in a name moves nothing beside it, and the question shows what is invisible',
  async (_name, document, user, piece) => {
    await openWindow([
      found(now, [m1522, turned], declared),
      ...scanned(now, turned.id, [2]),
      jobSeen(now, turned.id, { ...printJob, document, user }),
    ]);
    await row(/PRINT/).click();
    expectInOrder(cell('job'), ['print job', piece, ' of ', ' on HP LaserJet', ', page 37']);
    await userEvent.keyboard('{Delete}');
    await expect.element(dialog()).toBeVisible();
    const question = dialog().element();
    expect(question.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(question.textContent).toContain('HP \\u202egpj.teJresaL');
    const warning = question.querySelector('.over-job p');
    expect(warning).not.toBeNull();
    if (warning !== null)
      expectInOrder(warning, ['print job', piece, ' of ', ' on HP LaserJet', ', page 37']);
  },
);

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './project-root.ts';

// What ARCHITECTURE.md asks of components: small, and with every word a person reads from app/words.

const longest = 200;

/** Attributes whose text is shown or read out. */
const spokenAttributes: ReadonlySet<string> = new Set([
  ...['title', 'alt', 'placeholder', 'label', 'hint', 'content', 'children'],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'],
]);

const hasLetters = (text: string): boolean => /\p{Letter}{2}/u.test(text);

const isSpoken = (node: ts.Node): boolean => {
  if (ts.isJsxText(node)) return true;
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node)) return false;
  let holder: ts.Node = ts.isTemplateHead(node) ? node.parent.parent : node.parent;
  // a choice between two texts, or a fallback
  while (ts.isConditionalExpression(holder) || ts.isBinaryExpression(holder)) {
    if (ts.isBinaryExpression(holder) && /^[=!]==?$/.test(holder.operatorToken.getText())) return false;
    holder = holder.parent;
  }
  if (ts.isJsxExpression(holder)) holder = holder.parent;
  if (ts.isJsxAttribute(holder)) return spokenAttributes.has(holder.name.getText());
  return ts.isJsxElement(holder) || ts.isJsxFragment(holder);
};

/** The words that a component says by itself. */
const wordsIn = (file: string, text: string): string[] => {
  const found: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (isSpoken(node) && hasLetters(node.getText())) found.push(`${file}: ${node.getText().trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const components = readdirSync(path.join(projectRoot, 'renderer'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx') && !file.startsWith('testing/'))
  .map((file) => [file, readFileSync(path.join(projectRoot, 'renderer', file), 'utf8')] as const);

test(`no component has more than ${longest} lines`, () => {
  expect(components.length).toBeGreaterThan(50);
  const long = components.filter(([, text]) => text.split('\n').length - 1 > longest);
  expect(long.map(([file]) => file)).toEqual([]);
});

test('every word a person reads is from app/words', () => {
  expect(components.flatMap(([file, text]) => wordsIn(file, text))).toEqual([]);
});

describe('the search would find', () => {
  test.each([
    '<p>Nothing here</p>',
    '<p>{isOpen ? words.open : "Closed"}</p>',
    '<p>{`Socket ${socket}`}</p>',
    '<p title="Not yet" />',
    '<Button aria-label={name ?? "A button"} />',
  ])('%s', (jsx) => {
    expect(wordsIn('any.tsx', `export const Any = () => ${jsx};`)).toHaveLength(1);
  });

  test.each(['<p className="quiet">{words.none} – 1</p>', '<p hidden={kind === "done"} role="status" />'])(
    'nothing in %s',
    (jsx) => {
      expect(wordsIn('any.tsx', `export const Any = () => ${jsx};`)).toEqual([]);
    },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

// The import rule of ARCHITECTURE.md, walked over the real graph: forbidden edges and cycles.

const root = path.join(import.meta.dirname, '..');
const folders = ['app', 'native', 'main', 'renderer', 'e2e', 'scripts'] as const;
type Folder = (typeof folders)[number];

interface Edge {
  readonly from: string;
  /** A file of ours, from the root; or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const isTest = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || file.split('/').includes('testing') || file.endsWith('-harness.ts');

const sourceFiles = (): string[] =>
  folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.includes('node_modules')),
  );

const resolved = (from: string, specifier: string): string => {
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  if (specifier === '#native') return 'native/index.ts';
  return specifier.startsWith('#') ? specifier.slice(1) : specifier;
};

const edgesOf = (from: string): Edge[] => {
  const source = ts.createSourceFile(
    from,
    readFileSync(path.join(root, from), 'utf8'),
    ts.ScriptTarget.ESNext,
    true,
  );
  const edges: Edge[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      edges.push({ from, to: resolved(from, specifier.text), typeOnly });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
};

const isTypeOnly = (node: ts.ImportDeclaration): boolean => {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
};

const edges = sourceFiles().flatMap(edgesOf);
const folderOf = (file: string): Folder | null =>
  folders.find((folder) => file.startsWith(`${folder}/`)) ?? null;

/** What each folder may use besides itself; packages by their first name. `preload` is the bridge of main. */
const allowed: Readonly<Record<Folder, { readonly ours: readonly Folder[]; readonly packages: RegExp }>> = {
  app: { ours: [], packages: /^valibot$/ },
  native: { ours: ['app'], packages: /^(node:|koffi$|valibot$)/ },
  main: { ours: ['app', 'native'], packages: /^(node:|electron$|valibot$|string-width$)/ },
  renderer: { ours: ['app'], packages: /^(react|react-dom|zustand|@fluentui\/|@tanstack\/)/ },
  e2e: { ours: ['app'], packages: /^(node:|@playwright\/test$|axe-core$)/ },
  scripts: { ours: [], packages: /^/ },
};
const testPackages = /^(vitest|fast-check|vite$|vitest-browser-react|axe-core)/;

const complaintOf = ({ from, to }: Edge): string | null => {
  const folder = folderOf(from);
  const target = folderOf(to);
  if (folder === null || folder === 'scripts') return null;
  const complaint = `${from} → ${to}`;
  if (target === null) {
    if (/\.(json|css)$/.test(to)) return null;
    if (isTest(from) && (testPackages.test(to) || to.startsWith('node:'))) return null;
    if (to === 'koffi' && !from.startsWith('native/windows/') && !isTest(from)) {
      return from.startsWith('native/contract/') ? null : complaint;
    }
    if (to === 'electron' && from.startsWith('main/cli/')) return complaint;
    return allowed[folder].packages.test(to) ? null : complaint;
  }
  if (target === folder) return null;
  if (!allowed[folder].ours.includes(target)) return complaint;
  // native is entered through its door; a worker's entry is the one other way in
  if (folder === 'main' && target === 'native') {
    if (to === 'native/testing.ts') return isTest(from) ? null : complaint;
    return to === 'native/index.ts' || to === 'native/windows/worker.ts' ? null : complaint;
  }
  return null;
};

/** The rooms of the window, lowest first: a room uses itself and those before it. */
const rooms = 'state ui commands grid devices operations details audit window'.split(' ');

/** The level of a file of the window: `api.ts` is for all, the other files at the top use all. Null: in no room. */
const levelOf = (file: string): number | null => {
  const [, room = '', ...rest] = file.split('/');
  if (rest.length === 0) return room === 'api.ts' ? -1 : rooms.length;
  const index = rooms.indexOf(room);
  return index === -1 ? null : index;
};

const isOfWindow = (file: string): boolean => folderOf(file) === 'renderer' && !isTest(file);

const roomComplaintOf = ({ from, to }: Edge): string | null => {
  if (!isOfWindow(from) || folderOf(to) !== 'renderer') return null;
  const [level, target] = [levelOf(from), levelOf(to)];
  return level === null || target === null || target > level ? `${from} → ${to}` : null;
};

/** Imports of types count, too: a reader follows them. */
const arrowsBetweenFolders = (among: readonly Edge[]): Pick<Edge, 'from' | 'to'>[] => {
  const place = (file: string): string => (levelOf(file) === -1 ? file : path.posix.dirname(file));
  return among
    .filter(({ from, to }) => isOfWindow(from) && isOfWindow(to))
    .map(({ from, to }) => ({ from: place(from), to: place(to) }))
    .filter(({ from, to }) => from !== to);
};

const cycles = (among: readonly Pick<Edge, 'from' | 'to'>[]): string[][] => {
  const next = new Map<string, string[]>();
  for (const { from, to } of among) next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (place: string, trail: readonly string[]): void => {
    const at = trail.indexOf(place);
    if (at >= 0) found.push([...trail.slice(at), place]);
    if (at >= 0 || done.has(place)) return;
    for (const to of next.get(place) ?? []) walk(to, [...trail, place]);
    done.add(place);
  };
  for (const place of next.keys()) walk(place, []);
  return found;
};

test('the walk sees the whole tree', () => {
  for (const folder of folders) {
    expect(edges.some(({ from }) => from.startsWith(`${folder}/`))).toBe(true);
  }
  expect(edges).toContainEqual({ from: 'main/services.ts', to: 'native/index.ts', typeOnly: true });
});

test('every import stays inside the rule', () => {
  expect(edges.map(complaintOf).filter((complaint) => complaint !== null)).toEqual([]);
});

test('no modules need each other when they are loaded', () => {
  expect(cycles(edges.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
});

describe('the rooms of the window', () => {
  test('are these, and no other folder', () => {
    const entries = readdirSync(path.join(root, 'renderer'), { withFileTypes: true });
    const there = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(there.toSorted()).toEqual([...rooms, 'testing'].toSorted());
  });

  test('use only what is below them', () => {
    expect(edges.map(roomComplaintOf).filter((complaint) => complaint !== null)).toEqual([]);
  });

  test('have no circle between their folders', () => {
    expect(cycles(arrowsBetweenFolders(edges))).toEqual([]);
  });

  test.each([
    ['renderer/state/scan.ts', 'renderer/ui/times.ts'],
    ['renderer/grid/ChannelGrid.tsx', 'renderer/audit/AuditList.tsx'],
    ['renderer/window/WindowLayout.tsx', 'renderer/App.tsx'],
    ['renderer/scope/scan.ts', 'renderer/state/devices.ts'],
    ['renderer/window/WindowLayout.tsx', 'renderer/scope/scan.ts'],
    ['renderer/window/WindowLayout.tsx', 'renderer/testing/sessions.ts'],
  ])('would complain: %s → %s', (from, to) => {
    expect(roomComplaintOf({ from, to, typeOnly: true })).not.toBeNull();
  });

  test('would complain of a circle inside a room', () => {
    const there = { from: 'renderer/grid/rows/a.ts', to: 'renderer/grid/columns/b.ts', typeOnly: true };
    const back = { from: 'renderer/grid/columns/b.ts', to: 'renderer/grid/rows/c.ts', typeOnly: true };
    expect(cycles(arrowsBetweenFolders([there, back]))).not.toEqual([]);
  });
});

describe('the rule would complain', () => {
  test.each([
    ['app/session/state.ts', 'node:fs'],
    ['app/session/state.ts', 'native/port.ts'],
    ['native/port.ts', 'main/log.ts'],
    ['native/simulator/transport.ts', 'koffi'],
    ['native/windows/driver.ts', 'electron'],
    ['main/services.ts', 'native/windows/driver.ts'],
    ['main/services.ts', 'native/testing.ts'],
    ['main/services.ts', 'koffi'],
    ['main/cli/run.ts', 'electron'],
    ['renderer/App.tsx', 'node:fs'],
    ['renderer/App.tsx', 'main/log.ts'],
    ['renderer/App.tsx', 'electron'],
    ['e2e/security.spec.ts', 'main/log.ts'],
  ])('%s → %s', (from, to) => {
    expect(complaintOf({ from, to, typeOnly: false })).not.toBeNull();
  });
});

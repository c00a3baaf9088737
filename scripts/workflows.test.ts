import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from './project-root.ts';

const folder = join(projectRoot, '.github', 'workflows');
const names = readdirSync(folder);
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

// it is compiled each time
test('actionlint finds nothing', { timeout: 60_000 }, () => {
  const program = join(projectRoot, 'node_modules', '@tktco', 'node-actionlint', 'bin', 'node-actionlint.js');
  const said = execFileSync(process.execPath, [program, '.github/workflows/*.yml'], { cwd: projectRoot });
  expect(said.toString()).toContain(`${names.length} workflow file(s)`);
});

describe.each(names)('%s', (name) => {
  test('takes the actions of others at one commit, with its version beside it', () => {
    const uses = [...textOf(name).matchAll(/uses: (.*)/g)].map(([, used]) => used);
    expect(uses.length).toBeGreaterThan(0);
    for (const used of uses) expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('runs only scripts that are here', () => {
    const text = textOf(name);
    const called = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(called.filter((script) => scripts[script] === undefined)).toEqual([]);
    const files = [...text.matchAll(/(?:node|bash) ([\w./-]+)/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
  });
});

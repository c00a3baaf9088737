import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundIn } from '#app/report/found.ts';
import { Gathering } from '#app/report/gathering.ts';
import { reportPage } from '#app/report/page.ts';
import { findChromium } from './chromium.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
const hostile = `"><img src=x onerror="window.broken=1"><script>window.broken=1</script>\u202e'&`;

const names = ['PC-10', 'PC-9', hostile];
const page = (): string => {
  const gathering = new Gathering();
  for (const [index, computer] of names.entries()) {
    const kind = index === 1 ? 'nothing-found' : 'blocked';
    const at = `2026-11-0${index + 1}T08:00:00.000Z`;
    const program = { kind: 'process', process: { name: hostile } };
    const explanation = {
      ...{ kind: 'blocked', cause: { kind: 'channel', holder: program } },
      channels: [{ service: hostile }],
    };
    const verdict = {
      ...{ kind, deviceId: hostile, printer: hostile, at, message: hostile, others: [] },
      explanation: kind === 'blocked' ? explanation : null,
    };
    const driver = { provider: hostile, service: 'dot4', version: '7.0' };
    const found = foundIn({
      ...{ schema: 1, computer, version: hostile, at, simulated: false, verdicts: [verdict] },
      devices: [{ id: hostile, name: hostile, driver, driverProfile: 'measured' }],
      fault: { message: hostile },
    });
    if (typeof found === 'string') throw new Error(found);
    gathering.add(found, 'file');
  }
  const leftOut = { path: hostile, because: 'unreadable', code: hostile, parts: null } as const;
  return [...reportPage(gathering.report(), { count: 1, named: [leftOut] }, hash)].join('');
};

test('without a browser: nothing of others is markup, and nothing is fetched', () => {
  const html = page();
  expect(html).not.toContain('<img');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toMatch(/https?:|url\(|@import/);
  expect(html).toContain("default-src 'none'");
});

const executablePath = findChromium();

describe.skipIf(executablePath === undefined)('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder = '';
  beforeAll(async () => {
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
    folder = await mkdtemp(path.join(tmpdir(), 'unjam-report-'));
    await writeFile(path.join(folder, 'report.html'), page());
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  const opened = async (javaScriptEnabled = true): Promise<{ page: Page; said: string[] }> => {
    const context = await browser.newContext({ javaScriptEnabled });
    const tab = await context.newPage();
    const said: string[] = [];
    tab.on('console', (message) => said.push(message.text()));
    tab.on('pageerror', (error) => said.push(error.message));
    await tab.goto(pathToFileURL(path.join(folder, 'report.html')).href);
    return { page: tab, said };
  };
  const table = 'table:has(caption:text-is("Printers, those with trouble first"))';
  const computers = (tab: Page): Promise<string[]> => tab.locator(`${table} tbody th`).allTextContents();

  test('it sorts, numbers by their value and states by how bad they are, and says so to a screen reader', async () => {
    const { page: tab, said } = await opened();
    const shownHostile = (await computers(tab)).find((name) => !name.startsWith('PC')) ?? '';
    expect(shownHostile).toContain('\\u202e');
    const head = tab.locator(`${table} thead th`, { hasText: 'Computer' });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await computers(tab)).filter((name) => name.startsWith('PC'))).toEqual(['PC-9', 'PC-10']);
    const state = tab.locator(`${table} thead th`, { hasText: 'State' });
    await state.getByRole('button').press('Enter');
    await state.getByRole('button').press('Enter');
    expect(await state.getAttribute('aria-sort')).toBe('descending');
    expect(await head.getAttribute('aria-sort')).toBeNull();
    expect((await computers(tab))[0]).toBe('PC-9');
    expect(await tab.evaluate('window.broken')).toBeUndefined();
    expect(said).toEqual([]);
  });

  test('without script the tables are plain ones, and nothing invites to sort', async () => {
    const { page: tab } = await opened(false);
    expect(await tab.locator('button').count()).toBe(0);
    expect(await computers(tab)).toHaveLength(3);
    expect(await tab.getByText('A click on the head').isVisible()).toBe(false);
    expect(await tab.locator('svg rect').count()).toBeGreaterThan(0);
  });

  test('a script that somebody put into the page does not run', async () => {
    const { page: tab } = await opened();
    await tab.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'window.broken = 1' }))`,
    );
    expect(await tab.evaluate('window.broken')).toBeUndefined();
  });

  test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme) => {
    const context = await browser.newContext({ bypassCSP: true, colorScheme });
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(path.join(folder, 'report.html')).href);
    await tab.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const found = await tab.evaluate<{ violations: { id: string }[] }>('axe.run()');
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBench, temporaryFolder } from '../testing/bench.ts';
import { windowActions } from '../testing/window-actions.ts';
import { createHandlers } from './handlers.ts';
import type { WindowActions } from './handlers.ts';
import { createRouter } from './router.ts';

const own = { webContentsId: 1, isMainFrame: true, frameUrl: 'app://unjam/index.html' };
const trusted = { webContentsId: 1, protocol: 'app:', host: 'unjam' };

/** The real services and the real router; the person answers the dialog with `chosen`. */
const opened = async (chosen: string | null) => {
  const bench = openBench('office');
  await bench.run(bench.services.devices.refresh());
  const offered: string[] = [];
  const chooseFile: WindowActions['chooseFile'] = (name, extension) => {
    offered.push(`${name}.${extension}`);
    return Promise.resolve(chosen);
  };
  const handlers = createHandlers(bench.services, windowActions(bench.auditFile, { chooseFile }));
  const log = { warn: () => undefined, error: () => undefined };
  const router = createRouter(handlers, {
    trustedWindow: () => trusted,
    log,
    flush: () => undefined,
    checksAnswers: true,
  });
  const ask = (call: string, payload: unknown) => router(own, call, payload);
  await bench.scan('sim-m1522nf');
  await bench.close('sim-m1522nf', 4);
  return { ask, offered };
};

test('what was done is read back as it was recorded, newest first', async () => {
  const { ask } = await opened(null);
  expect(await ask('audit.read', { before: null })).toMatchObject({
    ok: true,
    value: {
      lines: [
        { line: 4, record: { record: 'outcome', outcome: { kind: 'freed' }, simulated: true } },
        { line: 3, record: { record: 'intent' } },
        { line: 2, record: { record: 'scan-end' } },
        { line: 1, record: { record: 'scan-start' } },
      ],
      older: null,
    },
  });
});

test('it is saved where the person says, and nowhere when they think better of it', async () => {
  const target = join(temporaryFolder(), 'trail.csv');
  const { ask, offered } = await opened(target);
  expect(await ask('audit.save', { format: 'csv', filter: 'freed' })).toEqual({
    ok: true,
    value: { path: target },
  });
  expect(readFileSync(target, 'utf8')).toMatch(/"Close channel",.*,"Freed","STATUS_SUCCESS 0x00000000"/);
  expect(offered).toEqual(['unjam-audit.csv']);
  const { ask: askAgain } = await opened(null);
  expect(await askAgain('audit.save', { format: 'json', filter: '' })).toEqual({ ok: true, value: null });
});

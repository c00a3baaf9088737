import { expect, test } from 'vitest';
import type { WindowsService } from '#app/evidence/evidence.ts';
import { withSharers } from './services.ts';

const service = (name: string, pid: number | null): WindowsService => ({
  ...{ name, pid },
  state: pid === null ? 'stopped' : 'running',
});

test('whatever runs in the process of a printer service is reported with it, each once', () => {
  const named = [service('Pml Driver HPZ12', 1460), service('stisvc', null), service('Spooler', 1876)];
  const running = [
    service('pml driver hpz12', 1460),
    service('Net Driver HPZ12', 1460),
    service('Themes', 900),
    service('Spooler', 1876),
  ];
  expect(withSharers(named, running).map(({ name }) => name)).toEqual([
    ...named.map(({ name }) => name),
    'Net Driver HPZ12',
  ]);
});

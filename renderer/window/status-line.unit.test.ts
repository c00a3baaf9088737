import { expect, it } from 'vitest';
import { office, sessionAfter } from '../testing/sessions.ts';
import { statusLine } from './status-line.ts';

it('the status bar says what there is, where it is from and who measured it', () => {
  const line = statusLine(sessionAfter(office(1)), null);
  expect(line).toContain('5 channels, 2 suspect · Simulator (office) · not elevated');
  expect(line).toContain('driver profile: declared by the simulator');
});

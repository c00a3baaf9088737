import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import * as v from 'valibot';
import { FaultSchema } from '#app/faults/fault.ts';
import { contractMembers } from '#app/ipc/members.ts';
import { nothingCutOff } from '#app/operations/confirmation.ts';
import { defaultSettings } from '#app/settings/settings.ts';
import { ok } from '#app/result.ts';
import { environment } from '#app/testing/stamped.ts';
import { createSimulator } from '#native';
import { createVirtualClock } from '#native/testing.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { createRouter } from '../ipc/router.ts';
import type { Sender } from '../ipc/sender-guard.ts';
import { createServices } from '../services.ts';
import { windowActions } from './window-actions.ts';

const deviceId = 'sim-m1522nf';
const trusted = { webContentsId: 1, protocol: 'app:', host: 'unjam' };
const page: Sender = { webContentsId: 1, isMainFrame: true, frameUrl: 'app://unjam/index.html' };

const names = contractMembers().flatMap(({ group, name, member }) =>
  member.direction === 'to-main' ? [`${group}.${name}`] : [],
);

const confirmed = {
  arrivedAt: null,
  jobs: [{ queue: 'q', id: 1, submittedAt: null }],
  holders: [{ pid: 7, name: 'scan.exe', startedAt: null }],
  suspicion: { level: 'none', rule: null },
  cutOff: nothingCutOff,
};

/** What the window sends, near which most mistakes lie. */
const ordinary: readonly unknown[] = [
  undefined,
  {},
  { id: 1 },
  { id: 1, text: 'a' },
  { text: 'a' },
  { deviceId },
  { deviceId, after: 0 },
  { epoch: 0, revision: 0 },
  { rateMs: 1_000, isPaused: true },
  { before: null },
  { before: { file: '1-1', offset: 0, line: 1 } },
  { format: 'csv', filter: 'freed' },
  { format: 'html' },
  { scenario: 'full' },
  { theme: 'dark', savedViews: [], columns: defaultSettings.columns },
  { close: { isEnabled: true, isMarked: false } },
  { kind: 'close', deviceId, targets: [{ hostSocket: 4, generation: 1, confirmed }] },
  {
    kind: 'remedy',
    ...{ deviceId, hostSocket: 4, generation: 1, step: 'stop-program', confirmed },
    action: { kind: 'stop-program', pid: 7, name: 'scan.exe', startedAt: '1' },
  },
  ...['measure', 'scan'].map((kind) => ({ kind, deviceId })),
  { kind: 'probe', deviceId, open: true },
  { kind: 'trial', deviceId, service: 'ECHO' },
];

/** A copy with something else at one place of it. */
const withOther = (value: unknown, [first, ...rest]: readonly number[], other: unknown): unknown => {
  if (first === undefined || typeof value !== 'object' || value === null) return other;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const [key, inner] = entries[first % (entries.length + 1)] ?? ['more', undefined];
  const changed: Record<string, unknown> = { ...value, [key]: withOther(inner, rest, other) };
  return Array.isArray(value) ? Object.values(changed) : changed;
};

const nearly = fc
  .tuple(fc.constantFrom(...ordinary), fc.array(fc.nat(20), { maxLength: 5 }), fc.anything())
  .map(([value, where, other]) => withOther(value, where, other));
const anything = fc.anything({ withDate: true, withMap: true, withTypedArray: true, withBigInt: true });
const payload = fc.oneof(
  { arbitrary: nearly, weight: 4 },
  { arbitrary: fc.constantFrom(...ordinary), weight: 2 },
  anything,
);
const call = fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 8 }, fc.string(), anything);

const forged: fc.Arbitrary<Sender> = fc
  .record({
    webContentsId: fc.constantFrom(1, 2),
    isMainFrame: fc.boolean(),
    frameUrl: fc.oneof(
      fc.constantFrom(
        page.frameUrl,
        null,
        'about:blank',
        'app://unjam.example/',
        'app://unjam@evil/',
        'file:///unjam/',
      ),
      fc.webUrl(),
      fc.string(),
    ),
  })
  .filter(
    ({ webContentsId, isMainFrame, frameUrl }) =>
      webContentsId !== 1 || !isMainFrame || frameUrl !== page.frameUrl,
  );

/** The real router on the real services of simulated printers; nothing of it reaches a disk. */
const openBridge = () => {
  const clock = createVirtualClock();
  const driver = createSimulator({ scenario: 'office', clock });
  const services = createServices({
    driver,
    environment,
    clock,
    audit: { append: () => Promise.resolve(ok(undefined)), flush: () => Promise.resolve(ok(undefined)) },
    dataFolder: null,
    program: 'window',
  });
  const log: string[] = [];
  const router = createRouter(createHandlers(services, windowActions('/nonexistent/audit.jsonl')), {
    trustedWindow: () => trusted,
    log: { warn: (text) => log.push(text), error: (text) => log.push(text) },
    flush: () => services.publisher.flush(),
    checksAnswers: true,
  });
  /** Virtual time moves, and a real disk is given real time, until it is answered. */
  const answerOf = async (...message: Parameters<typeof router>) => {
    const settled = { yet: false };
    const answer = router(...message).finally(() => (settled.yet = true));
    for (;;) {
      await new Promise((next) => setImmediate(next));
      // what is refused takes no time, in which others would go on
      if (settled.yet) return answer;
      await clock.advance(1);
    }
  };
  const sent = () => driver.controls.counters(deviceId).sent;
  return { answerOf, log, sent, state: () => services.session.state };
};

const refusals: ReadonlySet<string> = new Set([
  'forbidden-sender',
  'unknown-call',
  'bad-payload',
  'text-too-long',
]);

/** Properties of the bridge between window and main. `internal` is the fault of a bug: there is none. */
export const bridgeProperties = [
  {
    name: 'bridge: each message has an answer that fits the contract, and what is refused does nothing',
    property: (): fc.IRawProperty<unknown> => {
      const { answerOf, log, sent, state } = openBridge();
      return fc.asyncProperty(call, payload, async (name, message) => {
        const before = { state: state(), sent: { ...sent() }, lines: log.length };
        const answer = await answerOf(page, name, message);
        if (answer.ok) return;
        const fault = v.parse(FaultSchema, answer.fault);
        if (fault.kind === 'internal') throw new Error(log.at(-1));
        if (!refusals.has(fault.kind)) return;
        if (log.length !== before.lines + 1) throw new Error('it is not in the log once');
        if (/[\n\r]/.test(log.at(-1) ?? '')) throw new Error('it is more than one line of the log');
        if (!isDeepStrictEqual(before.sent, sent())) throw new Error('something was sent to the driver');
        if (before.state !== state()) throw new Error('the session has changed');
      });
    },
  },
  {
    name: 'bridge: whoever is not our page is refused, whatever it asks',
    property: (): fc.IRawProperty<unknown> => {
      const { answerOf, state } = openBridge();
      return fc.asyncProperty(forged, call, payload, async (sender, name, message) => {
        const before = state();
        const answer = await answerOf(sender, name, message);
        if (answer.ok || answer.fault.kind !== 'forbidden-sender') throw new Error('it was answered');
        if (before !== state()) throw new Error('the session has changed');
      });
    },
  },
];

import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/bench.ts';
import { version } from '../../package.json' with { type: 'json' };
import { buildCli, scenarioFile, startUnjam, unjam } from '../testing/cli.ts';

buildCli();

interface Line {
  readonly kind: string;
  readonly time: string;
  readonly deviceId: string;
  readonly hostSocket?: number;
  readonly state?: string;
}

/** A job that is paused, and a cable that is pulled and put in again. */
const busyHour = (): string => {
  return scenarioFile({
    printers: [
      { id: 'sim-a', name: 'HP LaserJet 3055' },
      { id: 'sim-b', name: 'HP LaserJet 3390' },
    ],
    queues: [{ name: 'LJ', ports: ['DOT4_001'] }],
    timeline: [
      {
        afterMs: 500,
        event: 'job-arrives',
        queue: 'LJ',
        job: { id: 9, pagesTotal: 900, pageEveryMs: 400 },
      },
      { afterMs: 3_000, event: 'job-leaves', queue: 'LJ', job: 9 },
      { afterMs: 5_000, event: 'cable-out', printer: 'sim-a' },
      { afterMs: 6_000, event: 'cable-in', printer: 'sim-a' },
    ],
  });
};

/** Reads lines until one is of this kind, then stops the program by a signal. */
const until = (
  args: string,
  last: string,
): Promise<{ lines: string[]; code: number | null; stderr: string }> =>
  new Promise((resolve) => {
    const child = startUnjam(args, temporaryFolder());
    let text = '';
    let stderr = '';
    child.stdout.on('data', (more: Buffer) => {
      text += more.toString();
      if (text.includes(last)) child.kill('SIGINT');
    });
    child.stderr.on('data', (more: Buffer) => (stderr += more.toString()));
    child.on('close', (code) => resolve({ lines: text.trimEnd().split('\n'), code, stderr }));
  });

test(
  'one line for what is there and each change of it, until a signal; then the exit code is 0',
  { timeout: 30_000 },
  async () => {
    const { lines, code, stderr } = await until(`watch --simulate ${busyHour()} --json`, 'device-arrived');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const events = lines.map((line) => JSON.parse(line) as Line);
    expect(events.map(({ kind, deviceId }) => `${kind} ${deviceId}`)).toEqual([
      ...['device-there sim-a', 'device-there sim-b', 'channel-appeared sim-a', 'channel-went sim-a'],
      ...['device-left sim-a', 'device-arrived sim-a'],
    ]);
    const head = { schema: 1, computer: hostname(), version };
    for (const event of events) expect(event).toMatchObject(head);
    expect(events[2]).toMatchObject({ hostSocket: 2, service: 'PRINT', state: 'in-use' });
    for (const { time } of events) expect(new Date(time).toISOString()).toBe(time);
  },
);

test('as text, for one device', { timeout: 30_000 }, async () => {
  const { lines, code } = await until(`watch --simulate ${busyHour()} --device sim-a`, 'is gone');
  expect(code).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/HP LaserJet 3055 \(DOT4_001\) is there$/) as string,
    expect.stringMatching(
      /PRINT, host socket 2 appeared: in-use\. In use: a job is in progress\.$/,
    ) as string,
    expect.stringMatching(/PRINT, host socket 2 is gone$/) as string,
  ]);
});

/** A printer whose queue has a job, and what becomes of it. */
const queueOf = (status: object, ...timeline: object[]): string => {
  const jobs = [{ id: 9, pagesTotal: 900, pageEveryMs: 400 }];
  const queues = [{ name: 'LJ', ports: ['DOT4_001'], jobs, ...status }];
  return scenarioFile({ printers: [{ id: 'sim-a', name: 'HP LaserJet 3055' }], queues, timeline });
};
const at = (afterMs: number, event: string, more: object): object => ({ afterMs, event, ...more });
const ofPrinterAndFindings = (lines: readonly string[]): string[] =>
  lines.map((line) => (JSON.parse(line) as Line).kind).filter((kind) => !kind.startsWith('channel-'));

test(
  'a finding is said when it begins and when it ends, in the words of check',
  { timeout: 30_000 },
  async () => {
    const file = queueOf(
      {},
      at(1_000, 'queue-changes', { queue: 'LJ', paused: true }),
      at(3_000, 'queue-changes', { queue: 'LJ', paused: false }),
    );
    const [asText, asJson] = await Promise.all([
      until(`watch --simulate ${file}`, 'No longer so'),
      until(`watch --simulate ${file} --json`, 'finding-ended'),
    ]);
    const sentence =
      'Printing on HP LaserJet 3055 (DOT4_001) waits for a person: the queue “LJ” is paused, and 1 job waits in it.';
    const said = asText.lines.map((line) => line.replace(/^\S+ {2}/, ''));
    expect(said.filter((line) => line.includes(sentence))).toEqual([sentence, `No longer so: ${sentence}`]);
    const findings = asJson.lines
      .map((line) => JSON.parse(line) as Line)
      .filter(({ kind }) => kind.startsWith('finding-'));
    const about = { deviceId: 'sim-a', finding: 'queue-paused', message: sentence, simulated: true };
    expect(findings).toMatchObject([
      { ...about, kind: 'finding-began', advice: 'Resume it in the window of the print queue.' },
      { ...about, kind: 'finding-ended' },
    ]);
    expect(findings[1]).not.toHaveProperty('advice');
  },
);

test(
  'a finding of the start is said once; it ends neither with its source nor with its printer',
  { timeout: 30_000 },
  async () => {
    const file = queueOf(
      { paused: true },
      at(1_000, 'source-silent', { source: 'spooler' }),
      at(3_000, 'source-answers', { source: 'spooler' }),
      at(5_000, 'cable-out', { printer: 'sim-a' }),
      at(6_000, 'cable-in', { printer: 'sim-a' }),
    );
    const { lines } = await until(`watch --simulate ${file} --json`, 'finding-began');
    expect(ofPrinterAndFindings(lines)).toEqual([
      ...['device-there', 'finding-there', 'device-left', 'device-arrived', 'finding-began'],
    ]);
  },
);

/** Two printers, and what happens to them or to the computer. */
const twoPrinters = (...timeline: object[]): string => {
  const printers = ['HP LaserJet 3055', 'HP LaserJet 3390'].map((name, index) => ({
    id: `sim-${index}`,
    name,
  }));
  return scenarioFile({ printers, timeline });
};
const findingsIn = (lines: readonly string[]): unknown[] =>
  lines.map((line): unknown => JSON.parse(line)).filter((line) => 'finding' in (line as object));

test('what stops the whole computer from printing is said once', { timeout: 30_000 }, async () => {
  const file = twoPrinters(
    at(1_000, 'service-changes', { service: 'Spooler', state: 'stopped' }),
    at(3_000, 'cable-out', { printer: 'sim-0' }),
    at(5_000, 'service-changes', { service: 'Spooler', state: 'running' }),
  );
  const [asText, asJson] = await Promise.all([
    until(`watch --simulate ${file}`, 'No longer so'),
    until(`watch --simulate ${file} --json`, 'finding-ended'),
  ]);
  const sentence = 'Nothing prints on this computer: its Windows service “Spooler” is stopped.';
  const said = asText.lines.map((line) => line.replace(/^\S+ {2}/, ''));
  expect(said.slice(2)).toEqual([sentence, 'HP LaserJet 3055 left', `No longer so: ${sentence}`]);
  const about = { deviceId: null, printer: null, finding: 'spooler-stopped', message: sentence };
  expect(findingsIn(asJson.lines)).toMatchObject([
    { ...about, kind: 'finding-began', advice: expect.stringContaining('services.msc') as string },
    { ...about, kind: 'finding-ended' },
  ]);
});

test(
  'a problem of the Device Manager is said when it is there, comes and goes',
  { timeout: 30_000 },
  async () => {
    const file = twoPrinters(
      at(1_000, 'device-changes', { printer: 'sim-1', problemCode: 10 }),
      at(3_000, 'device-changes', { printer: 'sim-1', problemCode: 0 }),
    );
    const [asJson, fromStart] = await Promise.all([
      until(`watch --simulate ${file} --json`, 'finding-ended'),
      until('watch --simulate unwell', 'code 10'),
    ]);
    const message = 'Windows cannot use HP LaserJet 3390 (DOT4_002): the device cannot start (code 10).';
    const about = {
      deviceId: 'sim-1',
      printer: 'HP LaserJet 3390 (DOT4_002)',
      finding: 'problem-code',
      message,
    };
    expect(findingsIn(asJson.lines)).toMatchObject([
      { ...about, kind: 'finding-began', advice: expect.stringContaining('Device Manager') as string },
      { ...about, kind: 'finding-ended' },
    ]);
    expect(fromStart.lines.filter((line) => line.endsWith(message))).toHaveLength(1);
  },
);

test('whoever stops reading ends it quietly', { timeout: 30_000 }, async () => {
  const child = startUnjam(`watch --simulate ${busyHour()}`, temporaryFolder());
  child.stdout.once('data', () => child.stdout.destroy());
  let stderr = '';
  child.stderr.on('data', (more: Buffer) => (stderr += more.toString()));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  expect(stderr).toMatch(/^Simulated printers.*\n$/);
});

test('a device that is not there is a fault', async () => {
  expect((await unjam('watch --simulate office --device nobody --json', temporaryFolder())).code).toBe(3);
});

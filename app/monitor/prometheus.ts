import { printerStates } from '../report/found.ts';
import { visible } from '../words/foreign-text.ts';
import type { Checked } from './monitoring.ts';

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: (checked: Checked) => readonly Sample[];
}

const one = (value: number): readonly Sample[] => [{ labels: {}, value }];

const perPrinter =
  (samples: (look: NonNullable<Checked['found']>['looks'][number]) => readonly Sample[]) =>
  ({ found }: Checked): readonly Sample[] =>
    (found?.looks ?? []).flatMap((look) =>
      samples(look).map(({ labels, value }) => ({
        labels: { device: look.deviceId, printer: look.printer, ...labels },
        value,
      })),
    );

/** All of them gauges. What is here is written up in docs/fleet.md, and stays as it is. */
export const metrics: readonly Metric[] = [
  {
    name: 'unjam_info',
    help: 'Which Unjam checked; simulated says whether its printers are simulated.',
    samples: ({ version, found }) => [
      { labels: { version, simulated: String(found?.simulated ?? false) }, value: 1 },
    ],
  },
  {
    name: 'unjam_check_timestamp_seconds',
    help: 'When the check ended, in seconds since the Unix epoch.',
    samples: ({ at }) => one(at / 1_000),
  },
  {
    name: 'unjam_check_exit_code',
    help: 'The exit code of unjam check: 0 nothing is stuck, 6 stuck, 7 may be stuck, 8 not known, others failed.',
    samples: ({ exitCode }) => one(exitCode),
  },
  {
    name: 'unjam_printers',
    help: 'Printers that were checked.',
    samples: ({ found }) => one(found?.looks.length ?? 0),
  },
  {
    name: 'unjam_printer_state',
    help: 'How it stands with a printer: 1 for the one state that holds, 0 for the others.',
    samples: perPrinter(({ state: now }) =>
      printerStates.map((state) => ({ labels: { state }, value: state === now ? 1 : 0 })),
    ),
  },
  {
    name: 'unjam_printer_channels',
    help: 'Channels of a printer that are stuck, or may be.',
    samples: perPrinter(({ stuckChannels, suspectChannels }) => [
      { labels: { suspicion: 'stuck' }, value: stuckChannels },
      { labels: { suspicion: 'suspect' }, value: suspectChannels },
    ]),
  },
  {
    name: 'unjam_printer_driver_info',
    help: 'The driver of a printer, and what is known of it: a driver that is not measured is not scanned.',
    samples: ({ found }) =>
      (found?.drivers ?? []).map(({ deviceId, driver, profile }) => ({
        labels: { device: deviceId, driver, profile: profile ?? 'unknown' },
        value: 1,
      })),
  },
];

/** Signs that steer are shown first; then what the text format wants escaped. */
const labelValue = (text: string): string =>
  visible(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const sampleLine = (name: string, { labels, value }: Sample): string => {
  const all = Object.entries(labels).map(([label, text]) => `${label}="${labelValue(text)}"`);
  return `${name}${all.length === 0 ? '' : `{${all.join(',')}}`} ${value}\n`;
};

/** In the text exposition format 0.0.4, as the textfile collector of the node exporter reads it. */
export const prometheusText = (checked: Checked): string =>
  metrics
    .map(({ name, help, samples }) => {
      const lines = samples(checked).map((sample) => sampleLine(name, sample));
      return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
    })
    .join('');

import { notMeasured } from '../../app/dot4/profile.ts';
import { deviceNamed } from '../../app/testing/arbitrary-state.ts';
import { intentOf, outcomeOf } from '../../app/testing/audit-records.ts';
import type { AuditRecord } from '../../app/audit/record.ts';
import type { SettingsChange } from '../../app/settings/settings.ts';

// What the programs that are killed write, and what must be there afterwards: known to both sides.

/** Two programs write at once; each has its own settings, drivers and host sockets. */
export const programs = ['a', 'b'] as const;
export type Program = (typeof programs)[number];

export const settingsOf = (program: Program, turn: number): SettingsChange =>
  program === 'a' ? { filter: String(turn) } : { sizes: { devicesWidth: turn, detailsHeight: 1 } };

export const deviceOf = (program: Program, turn: number) => ({
  ...deviceNamed('a'),
  driver: { service: program, provider: 'HP', version: String(turn % 10) },
});
export const profileOf = (turn: number) => ({
  ...notMeasured,
  origin: 'measured' as const,
  measuredAt: turn,
});

export const socketOf = (program: Program, turn: number): number =>
  1 + (turn % 100) + (program === 'a' ? 0 : 100);
export const notedDevice = { id: 'a', arrivedAt: 5 };

/** Each month has some turns: the trail is rotated all the time. */
const turnsInMonth = 25;
export const recordsOf = (program: Program, turn: number): readonly [AuditRecord, AuditRecord] => {
  const month = Math.floor(turn / turnsInMonth);
  const at = new Date(Date.UTC(2026, month, 1)).toISOString();
  const id = `${program}${turn}`;
  return [
    { ...intentOf(id), at },
    { ...outcomeOf(id), at },
  ];
};

/** What a program says of itself, a line each; `is` is said when it is on disk, `going` before it is taken away. */
export type Report = readonly [
  'is' | 'going',
  'settings' | 'profile' | 'note' | 'begin' | 'end',
  turn: number,
];

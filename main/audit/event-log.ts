import { windowsEventOf } from '#app/audit/windows-event.ts';
import type { WindowsEvent } from '#app/audit/windows-event.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { readMachineKey, realClock, reportEvent } from '#native';
import { atMost } from '../at-most.ts';
import { flushMs } from './audit-trail.ts';
import type { AuditTrail } from './audit-trail.ts';

const source = 'Unjam';
/** The installer registers the source; where nobody has, an event would have no text, and a stick would leave traces. */
const sourceKey = `SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\${source}`;

export type Report = (event: WindowsEvent) => Promise<boolean>;

/** What writes events, where the policy and this computer want them; null: nothing does. */
export const eventLogOf = async ({ rules }: HeldPolicy): Promise<Report | null> => {
  if (!rules.eventLog) return null;
  const registered = await readMachineKey(sourceKey);
  return registered.ok && registered.value !== null ? (event) => reportEvent(source, event) : null;
};

/**
 * The trail, with an event for each record of a real device beside its line. The line is what counts: an event that cannot be
 * written, or comes late, changes nothing. What is not in the trail, and was therefore not begun, is no event either.
 */
export const withEvents = (trail: AuditTrail, report: Report | null): AuditTrail => {
  if (report === null) return trail;
  let last: Promise<unknown> = Promise.resolve();
  return {
    append: async (record) => {
      const recorded = await trail.append(record);
      const happened = recorded.ok || recorded.fault.kind === 'outcome-not-recorded';
      if (happened && !record.simulated) {
        const event = windowsEventOf(record);
        // in their order; the next is not kept by one that fails
        last = last.then(() => report(event)).catch(() => false);
      }
      return recorded;
    },
    flush: async () => {
      const flushed = await trail.flush();
      await atMost(flushMs, last, realClock);
      return flushed;
    },
  };
};

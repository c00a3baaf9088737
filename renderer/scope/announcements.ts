import type { SessionState } from '#app/session/state.ts';
import { faultWords } from '#app/words/faults.ts';
import { outcomeWords } from '#app/words/outcomes.ts';
import { remedyOutcomeWords } from '#app/words/remedy-outcomes.ts';
import { channelWords } from '#app/words/status.ts';
import { scannedWords } from '#app/words/window.ts';

const scansEnded = (before: SessionState, after: SessionState): string[] =>
  Object.values(after.devices).flatMap(({ device, scan }) => {
    if (before.devices[device.id]?.scan.kind !== 'running') return [];
    if (scan.kind === 'done') return [scannedWords(device.name, scan.report)];
    return scan.kind === 'failed' ? [`${device.name}: ${faultWords(scan.fault).title}.`] : [];
  });

/** Destroying a socket is told as the teardown that it is, unless there was none. */
const remediesEnded = (before: SessionState, after: SessionState): string[] =>
  Object.entries(after.remedies).flatMap(([key, { outcome, step, target, service, hostSocket }]) => {
    const hasJustEnded = outcome !== null && before.remedies[key]?.outcome === null;
    if (!hasJustEnded) return [];
    if (step === 'destroy-socket' && outcome.kind !== 'failed') return [];
    const channel = channelWords(service, hostSocket);
    const { sentence, nextStep } = remedyOutcomeWords(outcome, step, target, channel);
    return [[sentence, nextStep].filter(Boolean).join(' ')];
  });

/** What a screen reader should hear of a change: outcomes of what a person did, and notices; nothing else. */
export const announcements = (before: SessionState, after: SessionState): string[] => {
  const spoken: string[] = [];
  for (const [id, { outcome, service, hostSocket }] of Object.entries(after.teardowns)) {
    if (before.teardowns[id] !== undefined) continue;
    const { sentence, nextStep } = outcomeWords(outcome, channelWords(service, hostSocket));
    spoken.push([sentence, nextStep].filter(Boolean).join(' '));
  }
  for (const [id, { fault }] of Object.entries(after.notices)) {
    if (before.notices[id] !== undefined) continue;
    const { title, nextStep } = faultWords(fault);
    spoken.push(`${title}. ${nextStep}`);
  }
  spoken.push(...remediesEnded(before, after));
  return [...spoken, ...(before.devices === after.devices ? [] : scansEnded(before, after))];
};

import { whyBroken } from '#app/policy/forbidden.ts';
import { policyFields } from '#app/policy/policy.ts';
import type { HeldPolicy } from '#app/policy/policy.ts';
import { policyCliWords as words, policyFieldWords, policyValueWords } from '#app/words/policy.ts';
import { eventLogOf } from '../audit/event-log.ts';
import type { Console } from './console.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { jsonFault } from './json.ts';
import { faultLines, table } from './text.ts';

/** What holds on this computer, rule by rule, and where it stands. A policy that cannot be used is a failure. */
export const runPolicy = async (policy: HeldPolicy, console: Console): Promise<ExitCode> => {
  const { rules, source, set } = policy;
  const writesEvents = (await eventLogOf(policy)) !== null;
  const broken = whyBroken(policy);
  const byDefault = broken === null ? words.byDefault : words.broken;
  const rows = policyFields.map((field) => [
    field,
    policyFieldWords[field].title,
    policyValueWords(rules, field),
    set.includes(field) ? words.byPolicy : byDefault,
  ]);
  const fault = broken === null ? null : jsonFault(broken);
  console.result({ source, rules, set, writesEvents, fault }, [
    source === null ? words.none : words.from(source.place),
    '',
    ...table(words.header, rows),
    '',
    writesEvents ? words.events : words.noEvents,
  ]);
  if (broken === null) return exitCodes.done;
  console.note(...faultLines(broken));
  return exitCodes.failed;
};

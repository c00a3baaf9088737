import { Button } from '@fluentui/react-components';
import { standingOrLevel } from '#app/ticket/cases.ts';
import { groupsOf, resultOf } from '#app/ticket/groups.ts';
import type { Group } from '#app/ticket/groups.ts';
import { detailsWords, unsuspectedSentence } from '#app/words/details.ts';
import { suspicionWords } from '#app/words/evidence.ts';
import { standingWords } from '#app/words/ticket.ts';
import { windowWords } from '#app/words/window.ts';
import { useDevices, usePrinterName } from '../state/session-store.ts';
import { viewEvents } from '../state/view-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { focusGrid } from '../ui/focus.ts';
import { ResultButtons } from './ResultButtons.tsx';
import { useCases } from './use-cases.ts';

const words = windowWords.details;

/** Channels of which all is the same: how many, which, and how it stands with them. */
const GroupLine = ({ group: { cases, name } }: { readonly group: Group }) => {
  const [first] = cases;
  const printer = usePrinterName(first.deviceId) ?? first.deviceName;
  const last = first.attempts.at(-1);
  const result = last === undefined ? null : resultOf(last, name);
  const says =
    result?.sentence ??
    (first.channel === null ? null : suspicionWords(first.channel.suspicion)) ??
    unsuspectedSentence(first.channel);
  const there = cases.flatMap(({ key, channel }) => (channel?.phase.kind === 'seen' ? [key] : []));
  return (
    <li className="group-line">
      <span>
        <Foreign text={`${name} – ${printer}.`} of={[first, printer]} />{' '}
        <span className="quiet">
          <Foreign text={says} of={first} />
        </span>
      </span>
      {last !== undefined && there.length > 0 && (
        <Button
          size="small"
          onClick={() => {
            viewEvents.userSelected(there);
            focusGrid();
          }}
        >
          {detailsWords.result.show}
        </Button>
      )}
    </li>
  );
};

/** Several channels, in groups; once something was done to them, how it ended, in one sentence. */
export const ManyChannels = ({ keys }: { readonly keys: readonly string[] }) => {
  const cases = useCases(keys);
  const groups = groupsOf(cases, { devices: useDevices() });
  const isActedOn = cases.some(({ attempts }) => attempts.length > 0);
  return (
    <section className="result" aria-label={detailsWords.result.name}>
      <h2 className="details-title">
        {isActedOn ? standingWords(cases.map(standingOrLevel), null) : words.many(keys.length)}
      </h2>
      {isActedOn && <ResultButtons keys={keys} />}
      <ul className="names">
        {groups.map((group) => (
          <GroupLine key={group.cases[0].key} group={group} />
        ))}
      </ul>
    </section>
  );
};

import { Button } from '@fluentui/react-components';
import { useId } from 'react';
import type { KeyboardEvent } from 'react';
import { isRunning } from '#app/operations/operation.ts';
import type { PersonAnswer } from '#app/operations/operation.ts';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { Verdict } from '#app/verdict/verdict.ts';
import { closeButton, findWords as words } from '#app/words/find.ts';
import { stepButton } from '#app/words/remedy-run.ts';
import { useApi } from '../../api.ts';
import { askForStep, askToCloseThese, startSearch } from '../../commands/commands.ts';
import { copyTicket } from '../../commands/copying.ts';
import { mendingsSince } from '../../state/searches.ts';
import type { Search } from '../../state/searches.ts';
import { useSession } from '../../state/session-store.ts';
import { viewEvents } from '../../state/view-store.ts';
import { FaultText } from '../../ui/FaultText.tsx';
import { focusGrid } from '../../ui/focus.ts';
import { usePrimary } from '../../ui/use-primary.ts';
import { MendingProgress } from '../MendingProgress.tsx';
import { MendingResult } from './MendingResult.tsx';
import { mendingEnd, stepsLeft } from './mending-steps.ts';
import { Finding } from './Finding.tsx';
import { VerdictGrounds } from './VerdictGrounds.tsx';

interface Props {
  readonly search: Search;
}

/** What a search found, the one step that mends it, how that went, and the next. */
export const VerdictCard = ({ search }: Props) => {
  const session = useSession();
  const { outcome } = search;
  if (session === null || outcome === null) return null;
  return outcome.kind === 'failed' ? (
    <>
      <h2 className="details-title" tabIndex={-1} data-start="failed">
        {words.failed}
      </h2>
      <FaultText fault={outcome.fault} />
      <LeaveButtons search={search} />
    </>
  ) : (
    <Judged search={search} verdict={outcome.report} />
  );
};

/** What a person does with a verdict. */
const LeaveButtons = ({ search, isFirst = false }: Props & { readonly isFirst?: boolean }) => {
  const api = useApi();
  const session = useSession();
  const appearance = usePrimary(isFirst ? 'details' : null);
  const { id, deviceId, complaint } = search;
  const done = (): void => {
    const read = mendingsSince(session?.operations ?? {}, search).filter((one) => !isRunning(one));
    for (const one of [search, ...read]) void api.operation.dismiss({ id: one.id });
    viewEvents.userIsDone([]);
    focusGrid();
  };
  return (
    <div className="find-choices" key={id}>
      <Button
        size="small"
        appearance={appearance}
        data-start={isFirst ? 'fixed' : undefined}
        onClick={() => void copyTicket(api)}
      >
        {words.copy}
      </Button>
      <Button size="small" onClick={() => void startSearch(api, deviceId, complaint)}>
        {words.again}
      </Button>
      <Button size="small" onClick={done}>
        {words.done}
      </Button>
    </div>
  );
};

const keyAnswers: Readonly<Record<string, 'yes' | 'no'>> = { y: 'yes', n: 'no' };

const Judged = ({ search, verdict }: Props & { readonly verdict: Verdict }) => {
  const api = useApi();
  const session = useSession();
  const titleId = useId();
  if (session === null) return null;
  const { explanation } = verdict;
  const tried = mendingsSince(session.operations, search);
  const last = tried.at(-1) ?? null;
  const { channels, steps } = stepsLeft(session, explanation, tried);
  const [channel] = channels;
  const { id, answer } = last ?? search;
  const say = (said: PersonAnswer): void => void api.operation.answer({ id, answer: said });

  const onStep = (step: RemedyStep): void => {
    const keys = channels.map(({ key }) => key);
    if (step.kind === 'destroy-socket') void askToCloseThese(api, keys);
    else if (channel !== undefined) void askForStep(api, channel, step);
  };
  const labelOf = (step: RemedyStep): string =>
    step.kind === 'destroy-socket' ? closeButton(channels.length) : stepButton(step);
  const first = steps.find(({ kind }) => kind === explanation?.first) ?? null;
  const question =
    last === null && answer === null && first !== null ? (explanation?.question ?? null) : null;
  const onKeyDown = ({ key, ctrlKey, altKey, metaKey, repeat }: KeyboardEvent): void => {
    const pressed = ctrlKey || altKey || metaKey || repeat ? undefined : keyAnswers[key.toLowerCase()];
    if (question === null || first === null || pressed === undefined) return;
    if (pressed === 'yes') say('in-use');
    else onStep(first);
  };

  const common = { search, verdict, titleId, labelOf, onStep };
  return (
    // the keys answer a question that has buttons, too
    <div onKeyDown={onKeyDown}>
      {last === null ? (
        <Finding
          {...common}
          first={first}
          steps={steps}
          isInUse={answer === 'in-use'}
          onInUse={() => say('in-use')}
        />
      ) : isRunning(last) ? (
        <MendingProgress mending={last} />
      ) : (
        <MendingResult
          {...common}
          mending={last}
          end={mendingEnd(last)}
          steps={steps}
          answer={answer}
          isGone={channel === undefined}
          onWorks={() => say('works')}
          onFails={() => {
            say('fails');
            if (channel === undefined) void startSearch(api, search.deviceId, search.complaint);
          }}
        />
      )}
      {(last === null || !isRunning(last)) && <LeaveButtons search={search} isFirst={answer === 'works'} />}
      <VerdictGrounds search={search} verdict={verdict} />
    </div>
  );
};

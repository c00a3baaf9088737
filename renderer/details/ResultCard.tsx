import type { PersonAnswer } from '#app/operations/operation.ts';
import type { ChannelState } from '#app/session/state.ts';
import { standing } from '#app/ticket/cases.ts';
import { resultOf } from '#app/ticket/groups.ts';
import { adviceWords } from '#app/words/advice.ts';
import { detailsWords } from '#app/words/details.ts';
import { channelWords, kindOfChannel } from '#app/words/status.ts';
import { standingWords, ticketWords } from '#app/words/ticket.ts';
import { CommandStep } from '../commands/CommandStep.tsx';
import { usePrinterName } from '../state/session-store.ts';
import { Ago } from '../ui/Ago.tsx';
import { Foreign } from '../ui/Foreign.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { ResultButtons } from './ResultButtons.tsx';
import { useCases } from './use-cases.ts';

const words = detailsWords.result;

const whatNow = (answer: PersonAnswer | null): string => {
  switch (answer) {
    case 'works':
      return ticketWords.nothingMore;
    case 'fails':
      return adviceWords.restartPrinter;
    default:
      return adviceWords.tryAgain;
  }
};

/** What else to do, for who still cannot scan or print. */
const StillNotWorking = () => (
  <details className="still-not">
    <summary>{words.stillNot}</summary>
    <p>
      {words.more} {adviceWords.restartPrinter}
    </p>
    <div className="result-buttons">
      <CommandStep id="scan" />
      <CommandStep id="try-channel" />
    </div>
  </details>
);

interface Props {
  readonly channelKey: string;
  /** As its row was last. */
  readonly lastKnown: ChannelState | null;
}

/** What became of a channel whose row is gone. It stays until a person chooses another row, or has read it. */
export const ResultCard = ({ channelKey, lastKnown }: Props) => {
  const [of] = useCases([channelKey], lastKnown);
  const printer = usePrinterName(of?.deviceId ?? '');
  if (of === undefined) return null;
  const { hostSocket, service, attempts, deviceName } = of;
  const how = standing(of) ?? 'gone';
  const name = channelWords(service, hostSocket);
  const last = attempts.at(-1);
  const sentence =
    last === undefined ? ticketWords.goneByItself(name) : (resultOf(last, name)?.sentence ?? '');
  const at = last?.endedAt ?? (lastKnown?.phase.kind === 'gone' ? lastKnown.phase.at : null);
  const title = words.title(
    printer ?? deviceName,
    standingWords([how === 'running' ? 'gone' : how], kindOfChannel(service, hostSocket)),
  );
  return (
    <section className="result" aria-label={words.name} data-standing={how}>
      <h2 className="details-title">
        <span className="state" data-state={how === 'fixed' ? 'freed' : 'gone'}>
          <StateMark state={how === 'fixed' ? 'freed' : 'gone'} />
        </span>
        <span>
          <Foreign text={title} of={[printer, of]} />
        </span>
      </h2>
      <p>
        <strong>{whatNow(last?.answer ?? null)}</strong>
      </p>
      <ResultButtons keys={[channelKey]} />
      <p className="quiet">
        <Foreign text={sentence} of={of} />
        {at !== null && (
          <>
            {' '}
            – <Ago at={at} />
          </>
        )}
      </p>
      <StillNotWorking />
    </section>
  );
};

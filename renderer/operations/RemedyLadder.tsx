import { useEffect, useRef, useState } from 'react';
import type { RemedyStep } from '#app/remedy/plan.ts';
import type { ChannelState } from '#app/session/state.ts';
import { detailsWords } from '#app/words/details.ts';
import { windowWords } from '#app/words/window.ts';
import { useDevice, useEnvironment, useOperations } from '../state/session-store.ts';
import { ladderLines } from './ladder-lines.ts';
import { RemedyDialog } from './RemedyDialog.tsx';
import { RemedyLine } from './RemedyLine.tsx';

interface Props {
  readonly channel: ChannelState;
}

/** What can be done about a channel, in the order to try it; each step with its risk, its check, and its outcome. */
export const RemedyLadder = ({ channel }: Props) => {
  const device = useDevice(channel.deviceId);
  const environment = useEnvironment();
  const operations = useOperations();
  const [asked, setAsked] = useState<RemedyStep | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (asked === null) opener.current?.focus();
  }, [asked]);
  if (device === null || environment === null) return null;
  const lines = ladderLines(channel, device, environment, operations);
  return (
    <>
      {lines.length === 0 ? (
        <p className="quiet">{detailsWords.noSteps}</p>
      ) : (
        <section className="details-part">
          <h3>{windowWords.details.ladder}</h3>
          <ol className="ladder">
            {lines.map((line) => (
              <RemedyLine
                key={line.step.kind}
                channel={channel}
                line={line}
                onAsk={(button) => {
                  opener.current = button;
                  setAsked(line.step);
                }}
              />
            ))}
          </ol>
        </section>
      )}
      {asked !== null && (
        <RemedyDialog channel={channel} device={device} step={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
};

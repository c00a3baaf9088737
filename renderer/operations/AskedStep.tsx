import { useEffect } from 'react';
import type { RemedyStep } from '#app/remedy/plan.ts';
import { useDevice } from '../state/session-store.ts';
import { useKeptChannel } from '../state/use-kept-channel.ts';
import { viewEvents } from '../state/view-store.ts';
import { RemedyDialog } from './RemedyDialog.tsx';

interface Props {
  readonly channelKey: string;
  readonly step: RemedyStep;
}

/** The question before a step. A channel that leaves meanwhile keeps it open: main says then that it is gone. */
export const AskedStep = ({ channelKey, step }: Props) => {
  const { channel } = useKeptChannel(channelKey);
  const device = useDevice(channel?.deviceId ?? null);
  const isThere = channel !== null && device !== null;
  useEffect(() => {
    if (!isThere) viewEvents.userLeftStep();
  }, [isThere]);
  return isThere ? (
    <RemedyDialog channel={channel} device={device} step={step} onClose={viewEvents.userLeftStep} />
  ) : null;
};

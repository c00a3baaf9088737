import type { CommandId } from '#app/commands/command-list.ts';
import type { DeviceState } from '#app/session/state.ts';
import { whyNoProbe } from '#app/teardown/permissions.ts';
import type { DeviceSign } from '#app/verdict/device-sign.ts';
import { devicesWords as words } from '#app/words/devices.ts';
import { CommandStep } from '../commands/CommandStep.tsx';
import { countsIn } from '../state/device-counts.ts';
import { signIn } from '../state/device-signs.ts';
import { usePrinterName, useSessionValue } from '../state/session-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { DetailsTabs } from './DetailsTabs.tsx';
import { HealthList } from './HealthList.tsx';

interface Summary {
  readonly sentence: string;
  readonly command: CommandId;
}

/** What of a device matters first, and the one command that leads on. */
const summaryOf = (
  { presence, scan, profile }: DeviceState,
  sign: DeviceSign,
  stuck: number,
  suspect: number,
): Summary => {
  if (presence === 'gone') return { sentence: words.gone, command: 'refresh' };
  if (stuck + suspect > 0) return { sentence: words.found(stuck, suspect), command: 'copy-ticket' };
  if (whyNoProbe(profile) === 'not-measured') return { sentence: words.notMeasured, command: 'measure' };
  if (scan.kind !== 'done') return { sentence: words.notChecked, command: 'scan' };
  if (sign === 'nothing-found') return { sentence: words.nothingStuck, command: 'scan' };
  return {
    sentence: sign === 'could-not-be-told' ? words.notClear : words.otherTrouble,
    command: 'find-stuck',
  };
};

interface Props {
  readonly device: DeviceState;
}

/** A device of which no channel is selected: what is wrong with it, if anything, and what to do; then what is known. */
export const DeviceDetails = ({ device: state }: Props) => {
  const { id } = state.device;
  const name = usePrinterName(id) ?? id;
  const sign = useSessionValue((session) => signIn(session, id)) ?? 'not-checked';
  const stuck = useSessionValue((session) => countsIn(session, id).stuck) ?? 0;
  const suspect = useSessionValue((session) => countsIn(session, id).suspect) ?? 0;
  const { sentence, command } = summaryOf(state, sign, stuck, suspect);
  return (
    <>
      <h2 className="details-title">
        <Foreign text={name} of={name} />
      </h2>
      <HealthList deviceId={id} />
      <p className="suspicion">{sentence}</p>
      <CommandStep id={command} />
      <DetailsTabs channel={null} device={state} />
    </>
  );
};

import { visible } from '#app/words/foreign-text.ts';
import { windowWords } from '#app/words/window.ts';
import { useSaid } from '../state/said.ts';
import { useSessionValue } from '../state/session-store.ts';
import { useChosenDevice, useSelected } from '../state/view-store.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { statusLine } from './status-line.ts';

const words = windowWords.status;

/** What was just done, or why a key did nothing; then how it stands with all. */
export const StatusBar = () => {
  const chosen = useChosenDevice();
  const selected = useSelected().size;
  const line = useSessionValue((state) => statusLine(state, chosen)) ?? words.connecting;
  const said = useSaid();
  const rest = [selected > 1 ? words.selected(selected) : null, line]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <footer
      className="status-bar"
      aria-label={words.name}
      title={visible([said, rest].filter((part) => part !== null).join(' · '))}
    >
      {said !== null && (
        <strong>
          <Foreign text={said} />
          {' · '}
        </strong>
      )}
      <Foreign text={rest} />
    </footer>
  );
};

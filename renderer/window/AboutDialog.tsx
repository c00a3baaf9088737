import { aboutFacts, aboutWords as words } from '#app/words/about.ts';
import { useEnvironment } from '../state/session-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';

interface Props {
  readonly onClose: () => void;
}

export const AboutDialog = ({ onClose }: Props) => {
  const environment = useEnvironment();
  return (
    <DialogFrame
      kind="text"
      title={words.title(environment?.version ?? '')}
      leaveLabel={words.close}
      onLeave={onClose}
    >
      <p>{words.what}</p>
      {environment !== null && (
        <dl className="facts">
          {aboutFacts(environment).map(([label, value]) => (
            <div className="fact" key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>{words.verified}</p>
      <p>{words.licence}</p>
    </DialogFrame>
  );
};

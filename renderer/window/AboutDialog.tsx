import { aboutFacts, aboutWords as words } from '#app/words/about.ts';
import { PlainDialog } from '../ui/PlainDialog.tsx';
import { useEnvironment } from '../state/session-store.ts';

interface Props {
  readonly onClose: () => void;
}

export const AboutDialog = ({ onClose }: Props) => {
  const environment = useEnvironment();
  return (
    <PlainDialog title={words.title(environment?.version ?? '')} closeLabel={words.close} onClose={onClose}>
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
    </PlainDialog>
  );
};

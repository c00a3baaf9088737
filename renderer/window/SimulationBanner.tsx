import { Beaker16Filled } from '@fluentui/react-icons';
import { runtimeWords, simulationWords } from '#app/words/environment.ts';
import { windowWords } from '#app/words/window.ts';
import { useEnvironment } from '../state/session-store.ts';

const words = windowWords.banner;

/** Nobody may take simulated printers for real ones. */
export const SimulationBanner = () => {
  const environment = useEnvironment();
  if (environment === null) return null;
  const why = simulationWords(environment);
  if (why === null) return null;
  return (
    <aside className="simulation" aria-label={words.name}>
      <Beaker16Filled aria-hidden />
      <strong>{words.title}</strong>
      <span>{why}</span>
      {!environment.runtime.verified && <span>{words.runtime(runtimeWords(environment))}</span>}
    </aside>
  );
};

import { Beaker16Filled } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { runtimeWords, simulationWords } from '#app/words/environment.ts';
import { practiceWords } from '#app/words/scenarios.ts';
import { windowWords } from '#app/words/window.ts';
import { useEnvironment } from '../state/session-store.ts';

const words = windowWords.banner;

/** The title bar says it, too, when nothing is real. */
const useWindowTitle = (isSimulated: boolean): void => {
  useEffect(() => {
    document.title = isSimulated ? practiceWords.title(windowWords.title) : windowWords.title;
  }, [isSimulated]);
};

/** Nobody may take simulated printers for real ones. */
export const SimulationBanner = () => {
  const environment = useEnvironment();
  useWindowTitle(environment?.mode === 'simulator');
  if (environment === null) return null;
  const why = simulationWords(environment);
  if (why === null) return null;
  return (
    <aside className="simulation" aria-label={words.name} title={why}>
      <Beaker16Filled aria-hidden />
      <strong>{words.title}</strong>
      <span>{why}</span>
      {!environment.runtime.verified && <span>{words.runtime(runtimeWords(environment))}</span>}
    </aside>
  );
};

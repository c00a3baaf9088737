import { Toolbar } from '@fluentui/react-components';
import { ArrowSync16Regular } from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { useApi } from '../api.ts';
import { refresh } from '../commands/commands.ts';
import { MeasureButton } from '../measure/MeasureButton.tsx';
import { ProbeButton } from '../probe/ProbeButton.tsx';
import { CloseButton } from './CloseButton.tsx';
import { FilterBox } from './FilterBox.tsx';
import { HintedButton } from './HintedButton.tsx';
import { ScanButton } from './ScanButton.tsx';
import { ScanProgress } from './ScanProgress.tsx';

const words = windowWords.toolbar;

export const WindowToolbar = () => {
  const api = useApi();
  return (
    <header className="toolbar">
      <Toolbar size="small" aria-label={words.name}>
        <HintedButton
          hint={words.refreshHint}
          icon={<ArrowSync16Regular />}
          label={words.refresh}
          onClick={() => void refresh(api)}
        />
        <CloseButton />
        <ScanButton />
        <MeasureButton />
        <ProbeButton />
      </Toolbar>
      <ScanProgress />
      <FilterBox />
    </header>
  );
};

import { Toolbar } from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  Beaker16Regular,
  DismissCircle16Regular,
  History16Regular,
} from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { CommandButton } from '../commands/CommandButton.tsx';
import { FilterBox } from './FilterBox.tsx';
import { ScanButton } from './ScanButton.tsx';
import { ScanProgress } from './ScanProgress.tsx';

export const WindowToolbar = () => (
  <header className="toolbar">
    <Toolbar size="small" aria-label={windowWords.toolbar.name}>
      <CommandButton id="refresh" icon={<ArrowSync16Regular />} />
      <CommandButton id="close" icon={<DismissCircle16Regular />} />
      <ScanButton />
      <CommandButton id="measure" icon={<Beaker16Regular />} />
      <CommandButton id="audit" icon={<History16Regular />} />
    </Toolbar>
    <ScanProgress />
    <FilterBox />
  </header>
);

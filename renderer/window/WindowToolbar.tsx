import { Toolbar } from '@fluentui/react-components';
import {
  ArrowSync16Regular,
  ClipboardTextLtr16Regular,
  DismissCircle16Regular,
  Gauge16Regular,
  History16Regular,
  Pause16Regular,
  SearchSparkle16Regular,
} from '@fluentui/react-icons';
import { windowWords } from '#app/words/window.ts';
import { CommandButton } from '../commands/CommandButton.tsx';
import { ViewsMenu } from '../grid/views/ViewsMenu.tsx';
import { FilterBox } from './FilterBox.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { RateButton } from './RateButton.tsx';
import { ScanButton, ScanProgress } from './ScanButton.tsx';

export const WindowToolbar = () => (
  <header className="toolbar">
    <Toolbar size="small" aria-label={windowWords.toolbar.name}>
      <CommandButton id="find-stuck" icon={<SearchSparkle16Regular />} isPrimary />
      <CommandButton id="refresh" icon={<ArrowSync16Regular />} />
      <CommandButton id="pause" icon={<Pause16Regular />} />
      <RateButton />
      <CommandButton id="close" icon={<DismissCircle16Regular />} />
      <ScanButton />
      <CommandButton id="measure" icon={<Gauge16Regular />} />
      <CommandButton id="copy-ticket" icon={<ClipboardTextLtr16Regular />} />
      <CommandButton id="audit" icon={<History16Regular />} />
    </Toolbar>
    <ScanProgress />
    <div className="finding">
      <FilterBox />
      <ViewsMenu />
      <MoreMenu />
    </div>
  </header>
);

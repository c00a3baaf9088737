import { Button, Input } from '@fluentui/react-components';
import { Delete16Regular } from '@fluentui/react-icons';
import { longestName } from '#app/settings/settings.ts';
import { viewsWords } from '#app/words/views.ts';
import { tableEvents, tableNow, useViews } from '../../state/table-store.ts';
import type { TableView } from '../../state/table-store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { focusGrid, focusLeave } from '../../ui/focus.ts';
import { renamed, withoutView } from './views.ts';

const words = viewsWords.manageDialog;

const rename = (view: TableView, field: HTMLInputElement): void => {
  const views = renamed(tableNow().views, view.name, field.value);
  if (views === tableNow().views) field.value = view.name;
  else tableEvents.userSetViews(views);
};

const deleteView = (view: TableView): void => {
  focusLeave();
  tableEvents.userSetViews(withoutView(tableNow().views, view.name));
};

/** A name holds once the field is left, or with Enter. */
const Line = ({ view }: { readonly view: TableView }) => (
  <li className="column-choice">
    <Input
      size="small"
      aria-label={words.nameOf(view.name)}
      title={view.filter}
      defaultValue={view.name}
      maxLength={longestName}
      onBlur={(event) => rename(view, event.currentTarget)}
      onKeyDown={(event) => event.key === 'Enter' && rename(view, event.currentTarget)}
    />
    <Button
      appearance="subtle"
      size="small"
      icon={<Delete16Regular />}
      aria-label={words.deleteOf(view.name)}
      title={words.delete}
      onClick={() => deleteView(view)}
    />
  </li>
);

const leave = (): void => {
  tableEvents.userLeftOverlay();
  focusGrid();
};

export const ManageViewsDialog = () => {
  const views = useViews();
  return (
    <DialogFrame kind="tool" title={words.title} leaveLabel={words.close} onLeave={leave}>
      {views.length === 0 && <p>{words.none}</p>}
      <ul className="column-choices">
        {views.map((view) => (
          <Line key={view.name} view={view} />
        ))}
      </ul>
    </DialogFrame>
  );
};

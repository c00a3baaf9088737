import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
} from '@fluentui/react-components';
import { Delete16Regular } from '@fluentui/react-icons';
import { viewsWords } from '#app/words/views.ts';
import { tableEvents, tableNow, useViews } from '../../state/table-store.ts';
import { focusGrid } from '../../ui/focus.ts';
import { renamed, withoutView } from './views.ts';
import type { TableView } from './views.ts';

const words = viewsWords.manageDialog;

const rename = (view: TableView, field: HTMLInputElement): void => {
  const views = renamed(tableNow().views, view.name, field.value);
  if (views === tableNow().views) field.value = view.name;
  else tableEvents.userSetViews(views);
};

const closeId = 'views-close';

/** The button that was pressed goes with its line; the focus has to stay in the dialog. */
const deleteView = (view: TableView): void => {
  document.getElementById(closeId)?.focus();
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
    <Dialog open onOpenChange={(_event, { open }) => !open && leave()}>
      <DialogSurface className="columns-dialog">
        <DialogBody>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogContent>
            {views.length === 0 && <p>{words.none}</p>}
            <ul className="column-choices">
              {views.map((view) => (
                <Line key={view.name} view={view} />
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            <Button id={closeId} appearance="primary" onClick={leave}>
              {words.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};

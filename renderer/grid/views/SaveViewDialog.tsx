import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { viewsWords } from '#app/words/views.ts';
import { tableEvents, useViews } from '../../state/table-store.ts';
import { focusGrid } from '../../ui/focus.ts';
import { saveView } from './view-commands.ts';
import { hasView } from './views.ts';

const words = viewsWords.saveDialog;
const longestName = 100;

const leave = (): void => {
  tableEvents.userLeftOverlay();
  focusGrid();
};

export const SaveViewDialog = () => {
  const [name, setName] = useState('');
  const views = useViews();
  const isEmpty = name.trim() === '';
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isEmpty) return;
    saveView(name);
    leave();
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && leave()}>
      <DialogSurface className="columns-dialog">
        <form onSubmit={save}>
          <DialogBody>
            <DialogTitle>{words.title}</DialogTitle>
            <DialogContent>
              <p className="quiet">{words.hint}</p>
              <Field
                label={words.name}
                validationState={hasView(views, name) ? 'warning' : 'none'}
                validationMessage={hasView(views, name) ? words.replaces : null}
              >
                <Input
                  value={name}
                  maxLength={longestName}
                  onChange={(_event, { value }) => setName(value)}
                  autoFocus
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={leave}>{words.cancel}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isEmpty}>
                {words.save}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
};

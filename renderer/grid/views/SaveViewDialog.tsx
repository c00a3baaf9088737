import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { longestName, mostViews } from '#app/settings/settings.ts';
import { viewsWords } from '#app/words/views.ts';
import { tableEvents, useViews } from '../../state/table-store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { focusGrid } from '../../ui/focus.ts';
import { saveView } from './view-commands.ts';
import { hasView } from './views.ts';

const words = viewsWords.saveDialog;
const formId = 'save-view';

const leave = (): void => {
  tableEvents.userLeftOverlay();
  focusGrid();
};

export const SaveViewDialog = () => {
  const [name, setName] = useState('');
  const views = useViews();
  const isEmpty = name.trim() === '';
  const replaces = hasView(views, name);
  const isFull = views.length >= mostViews && !replaces;
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isEmpty || isFull) return;
    saveView(name);
    leave();
  };
  return (
    <DialogFrame
      kind="form"
      title={words.title}
      actions={
        <Button type="submit" form={formId} appearance="primary" disabledFocusable={isEmpty || isFull}>
          {words.save}
        </Button>
      }
      leaveLabel={words.cancel}
      onLeave={leave}
    >
      <form id={formId} onSubmit={save}>
        <p className="quiet">{words.hint}</p>
        <Field
          label={words.name}
          validationState={replaces || isFull ? 'warning' : 'none'}
          validationMessage={replaces ? words.replaces : isFull ? words.full(mostViews) : null}
        >
          <Input
            value={name}
            maxLength={longestName}
            onChange={(_event, { value }) => setName(value)}
            autoFocus
          />
        </Field>
      </form>
    </DialogFrame>
  );
};

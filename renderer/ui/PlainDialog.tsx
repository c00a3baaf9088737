import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that only tells something. */
export const PlainDialog = ({ title, closeLabel, onClose, children }: Props) => (
  <Dialog open onOpenChange={(_event, data) => !data.open && onClose()}>
    <DialogSurface className="plain-dialog">
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        {/* it may be longer than the window: the keyboard must be able to scroll it */}
        <DialogContent tabIndex={0}>{children}</DialogContent>
        <DialogActions>
          <Button appearance="primary" onClick={onClose}>
            {closeLabel}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  </Dialog>
);

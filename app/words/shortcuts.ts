/** What keys do that are no commands: moving about and choosing. */
export const movingKeys: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓ Home End Page', does: 'Move in a list; Space, Shift and Ctrl select' },
  { keys: 'Tab, Shift+Tab', does: 'Go to the next or previous part of the window' },
  { keys: '← →', does: 'Move in the toolbar and between column headings' },
  { keys: 'Ctrl+C', does: 'Copy the selected rows of a list as a table; elsewhere the selected text' },
  { keys: 'Shift+F10', does: 'Open the menu of a row' },
  { keys: 'Esc', does: 'Back' },
];

export const shortcutsWords = {
  title: 'Keyboard shortcuts',
  keys: 'Keys',
  does: 'Does',
  moving: 'Moving about',
  or: 'or',
  close: 'Close',
} as const;

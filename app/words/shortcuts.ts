/** What keys do that are no commands: moving about and choosing. */
export const movingKeys: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '↑ ↓ Home End Page', does: 'move in a list; Space, Shift and Ctrl select' },
  { keys: 'Tab, Shift+Tab', does: 'go to the next or previous part of the window' },
  { keys: '← →', does: 'move in the toolbar and between column headings' },
  { keys: 'Ctrl+C', does: 'copy the selected rows of a list as a table; elsewhere the selected text' },
  { keys: 'Shift+F10', does: 'open the menu of a row' },
  { keys: 'Esc', does: 'back' },
];

export const shortcutsWords = {
  title: 'Keyboard shortcuts',
  keys: 'Keys',
  does: 'Does',
  moving: 'Moving about',
  or: 'or',
  close: 'Close',
} as const;

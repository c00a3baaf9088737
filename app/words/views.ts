/** Words of saved views. */
export const viewsWords = {
  button: 'Views',
  buttonHint: 'Choose a saved filter, order and columns, or save these',
  menu: 'Views',
  predefined: { all: 'All channels', stuck: 'Stuck', mine: 'Mine to close' },
  predefinedHints: {
    all: 'No filter, worst first',
    stuck: 'Stuck channels, oldest first',
    mine: 'Stuck and suspect channels, worst first',
  },
  saved: 'Saved',
  save: 'Save this view…',
  manage: 'Manage views…',
  saveDialog: {
    title: 'Save this view',
    hint: 'Keeps the filter, the device, the order and the columns under a name.',
    name: 'Name',
    replaces: 'A view of this name exists; it is replaced.',
    full: (most: number): string => `There are ${most} views. Delete one first, or take its name.`,
    save: 'Save',
    cancel: 'Cancel',
  },
  manageDialog: {
    title: 'Saved views',
    none: 'No view was saved yet. Set up the table, then choose Save this view…',
    nameOf: (name: string): string => `Name of ${name}`,
    delete: 'Delete',
    deleteOf: (name: string): string => `Delete ${name}`,
    close: 'Close',
  },
} as const;

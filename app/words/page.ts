/** Of a page that cannot show anything itself, in dialogs of the system. */
export const pageWords = {
  stopped: {
    title: 'The window of Unjam has stopped',
    meaning: 'Its page could not be shown again. Operations go on and are recorded in the audit trail.',
    reload: 'Reload',
    quit: 'Quit Unjam',
  },
  hangs: {
    title: 'The window of Unjam does not respond',
    meaning: 'Operations go on. Reloading the page shows them again; text that was typed is lost.',
    wait: 'Wait',
    reload: 'Reload',
  },
};

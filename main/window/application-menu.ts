import { Menu } from 'electron';
import { commandIds } from '#app/commands/command-list.ts';
import type { CommandId } from '#app/commands/command-list.ts';
import type { CommandStates } from '#app/commands/command-state.ts';
import { menuTemplate } from './menu-template.ts';

export interface ApplicationMenu {
  showStates(states: CommandStates): void;
}

/** Shows the menu; a choice goes to `choose`, and the window says what can be chosen. */
export const showApplicationMenu = (
  choose: (id: CommandId) => void,
  withDevTools: boolean,
): ApplicationMenu => {
  let shown: CommandStates | null = null;
  const show = (): void => {
    for (const id of commandIds) {
      const item = menu.getMenuItemById(id);
      const state = shown?.[id];
      if (item === null || state === undefined) continue;
      item.enabled = state.isEnabled;
      if (item.type !== 'normal') item.checked = state.isMarked;
    }
  };
  const menu = Menu.buildFromTemplate(
    menuTemplate((id) => {
      // Electron has moved the mark already; whether it moves is the window's to say
      show();
      choose(id);
    }, withDevTools),
  );
  Menu.setApplicationMenu(menu);
  return {
    showStates: (states) => {
      shown = states;
      show();
    },
  };
};

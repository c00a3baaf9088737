import * as v from 'valibot';
import { forEachScenario } from '../practice/scenarios.ts';

/**
 * Menus from left to right, and the groups of each from top to bottom, with a line between them. A menu none of
 * whose groups has an entry is not shown.
 */
export const menuGroups = {
  file: ['computer', 'save', 'leave'],
  edit: ['text', 'rows', 'find', 'asking'],
  view: ['look', 'rate', 'table', 'record', 'theme', 'zoom', 'screen'],
  channel: ['close', 'details'],
  device: ['ask', 'driver'],
  practice: ['scenarios', 'leave'],
  help: ['keys', 'program'],
} as const;
export type MenuId = keyof typeof menuGroups;

export type Place = { [M in MenuId]: `${M}/${(typeof menuGroups)[M][number]}` }[MenuId];

/** Groups that open as a menu of their own. */
export const submenus = ['view/rate', 'view/theme'] as const satisfies readonly Place[];
export type Submenu = (typeof submenus)[number];

/** Where the keys of a command work: `not-in-text`, because a text field has its own use for them. */
export type KeyScope = 'anywhere' | 'not-in-text' | 'in-grid';

interface CommandEntry {
  readonly place: Place;
  /** Of US keyboards and in Electron's spelling: 'Ctrl+Shift+C', 'F5', 'Delete'. The first one is shown in menus. */
  readonly keys?: readonly string[];
  /** `anywhere` where nothing is said. */
  readonly keysWork?: KeyScope;
  /** Whether the menu of a row has it, too. */
  readonly inRowMenu?: true;
  /** Has a tick, or is one of several of which one has the dot; its state says which. */
  readonly mark?: 'tick' | 'dot';
}

/**
 * Everything a person can make the window do. The application menu, the menu of a row, the keys, the buttons and
 * the list of keyboard shortcuts are made of this; in a menu, commands stand in the order they have here.
 */
const entries = {
  refresh: { place: 'view/look', keys: ['F5'] },
  // not Ctrl+P, which prints everywhere else
  pause: { place: 'view/look', keys: ['Ctrl+Shift+P', 'Pause'], mark: 'tick' },
  'rate-500': { place: 'view/rate', mark: 'dot' },
  'rate-1000': { place: 'view/rate', mark: 'dot' },
  'rate-2000': { place: 'view/rate', mark: 'dot' },
  'rate-5000': { place: 'view/rate', mark: 'dot' },
  'rate-10000': { place: 'view/rate', mark: 'dot' },
  'theme-system': { place: 'view/theme', mark: 'dot' },
  'theme-light': { place: 'view/theme', mark: 'dot' },
  'theme-dark': { place: 'view/theme', mark: 'dot' },
  'focus-filter': { place: 'edit/find', keys: ['Ctrl+F'] },
  'clear-filter': { place: 'edit/find', keys: ['Ctrl+Shift+F'] },
  'select-all': { place: 'edit/rows', keys: ['Ctrl+A'], keysWork: 'in-grid' },
  'ask-before-closing': { place: 'edit/asking', mark: 'tick' },
  thresholds: { place: 'edit/asking' },
  'choose-columns': { place: 'view/table' },
  'save-view': { place: 'view/table' },
  'manage-views': { place: 'view/table' },
  close: { place: 'channel/close', keys: ['Delete'], keysWork: 'not-in-text', inRowMenu: true },
  details: { place: 'channel/details', keys: ['Enter'], keysWork: 'in-grid', inRowMenu: true },
  'copy-rows': { place: 'edit/rows', inRowMenu: true },
  'copy-ticket': { place: 'edit/rows', keys: ['Ctrl+Shift+C'], inRowMenu: true },
  'find-stuck': { place: 'device/ask', keys: ['F6'] },
  scan: { place: 'device/ask', keys: ['Ctrl+Shift+S'], inRowMenu: true },
  'cancel-scan': { place: 'device/ask' },
  'probe-services': { place: 'device/ask' },
  measure: { place: 'device/driver' },
  'try-channel': { place: 'device/driver' },
  'connect-computer': { place: 'file/computer', keys: ['Ctrl+O'] },
  'disconnect-computer': { place: 'file/computer' },
  'save-csv': { place: 'file/save' },
  'save-json': { place: 'file/save' },
  'save-html': { place: 'file/save' },
  audit: { place: 'view/record', keys: ['Ctrl+Shift+A'] },
  ...forEachScenario(() => ({ place: 'practice/scenarios', mark: 'dot' }) as const),
  'leave-practice': { place: 'practice/leave' },
  shortcuts: { place: 'help/keys', keys: ['F1', 'Ctrl+/'] },
  'restart-as-administrator': { place: 'file/leave' },
  about: { place: 'help/program' },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandId = keyof typeof entries;
export const commandIds = Object.keys(entries) as readonly CommandId[];
export const CommandIdSchema = v.picklist(commandIds);

export interface Command {
  readonly id: CommandId;
  readonly place: Place;
  readonly keys: readonly string[];
  readonly keysWork: KeyScope;
  readonly inRowMenu: boolean;
  readonly mark: 'tick' | 'dot' | null;
}

export const commandOf = (id: CommandId): Command => {
  const { place, keys, keysWork, inRowMenu, mark }: CommandEntry = entries[id];
  return {
    id,
    place,
    keys: keys ?? [],
    keysWork: keysWork ?? 'anywhere',
    inRowMenu: inRowMenu ?? false,
    mark: mark ?? null,
  };
};

export const commands: readonly Command[] = commandIds.map(commandOf);

/** What Electron does by itself, for text fields and for the window; the keys are Electron's own for them. */
export const menuRoles = {
  undo: { place: 'edit/text', keys: ['Ctrl+Z'] },
  cut: { place: 'edit/text', keys: ['Ctrl+X'] },
  copy: { place: 'edit/text', keys: ['Ctrl+C'] },
  paste: { place: 'edit/text', keys: ['Ctrl+V'] },
  resetZoom: { place: 'view/zoom', keys: ['Ctrl+0'] },
  zoomIn: { place: 'view/zoom', keys: ['Ctrl+Plus'] },
  zoomOut: { place: 'view/zoom', keys: ['Ctrl+-'] },
  togglefullscreen: { place: 'view/screen', keys: ['F11'] },
  minimize: { place: 'view/screen', keys: ['Ctrl+M'] },
  quit: { place: 'file/leave', keys: ['Ctrl+Q'] },
} as const satisfies Readonly<Record<string, { place: Place; keys: readonly string[] }>>;
export type MenuRole = keyof typeof menuRoles;
export const menuRoleIds = Object.keys(menuRoles) as readonly MenuRole[];

import {
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToolbarButton,
  Tooltip,
} from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons';
import type { Updates } from '#app/session/state.ts';
import { rates } from '#app/settings/settings.ts';
import { rateSentence, rateWords, updatesWords as words } from '#app/words/updates.ts';
import { useApi } from '../api.ts';
import { runCommand } from '../commands/run-command.ts';
import { useSessionValue } from '../state/session-store.ts';

type Rate = Updates['rateMs'];

/** How often is looked: says it, and lets choose another rate. */
export const RateButton = () => {
  const api = useApi();
  const rateMs = useSessionValue(({ updates }) => updates.rateMs);
  if (rateMs === null) return null;
  const choose = (chosen: Rate): void => runCommand(`rate-${chosen}`, api);
  return (
    <Menu checkedValues={{ rate: [String(rateMs)] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words.rateHint} relationship="description" withArrow>
          <ToolbarButton className="rate" aria-label={words.rateButton(rateWords(rateMs))}>
            {rateWords(rateMs)}
            <ChevronDown12Regular aria-hidden />
          </ToolbarButton>
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {rates.map((rate) => (
            <MenuItemRadio key={rate} name="rate" value={String(rate)} onClick={() => choose(rate)}>
              {rateSentence(rate)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};

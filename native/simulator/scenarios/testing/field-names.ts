import { personalities } from '../../personality.ts';
import { ScenarioSchema } from '../schema.ts';

const partsOf = (parts: unknown): readonly unknown[] => (Array.isArray(parts) ? parts : []);

/** Every name that a scenario file may have in it: of fields, of events and triggers, of personalities. */
export const fieldNames = (): readonly string[] => {
  const names = new Set<string>(Object.keys(personalities));
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { entries, wrapped, item, options, pipe, literal } = part as Readonly<Record<string, unknown>>;
    if (typeof literal === 'string') names.add(literal);
    for (const [name, entry] of Object.entries(entries ?? {})) {
      names.add(name);
      walk(entry);
    }
    for (const inner of [wrapped, item, ...partsOf(options), ...partsOf(pipe)]) walk(inner);
  };
  walk(ScenarioSchema);
  return [...names];
};

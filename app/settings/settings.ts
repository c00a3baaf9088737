import * as v from 'valibot';
import { defaultThresholds, isThreshold, thresholdNames, ThresholdsSchema } from '../evidence/thresholds.ts';
import type { Thresholds } from '../evidence/thresholds.ts';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** How often is looked at what does not tell by itself, in ms. */
export const rates = [500, 1_000, 2_000, 5_000, 10_000] as const;
export type Rate = (typeof rates)[number];

/** In characters, and how many views may be saved: the window offers no more than the file takes. */
export const longestName = 100;
export const longestFilter = 1_000;
export const mostViews = 100;

const name = v.pipe(v.string(), v.maxLength(longestName));
const filter = v.pipe(v.string(), v.maxLength(longestFilter));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20_000));
const place = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));

/** A column of the table, in its place; no width: the one it has by itself. */
const ColumnSchema = v.object({ id: name, shown: v.boolean(), width: v.nullable(pixels) });

const columns = v.pipe(v.array(ColumnSchema), v.maxLength(50));
const sorting = v.pipe(v.array(v.object({ id: name, desc: v.boolean() })), v.maxLength(10));

const SavedViewSchema = v.object({
  name,
  filter,
  /** Null: all devices. */
  deviceId: v.nullable(v.pipe(v.string(), v.maxLength(1_000))),
  sorting,
  columns,
});
export type SavedView = v.InferOutput<typeof SavedViewSchema>;

const BoundsSchema = v.object({
  x: place,
  y: place,
  width: pixels,
  height: pixels,
  isMaximized: v.boolean(),
});
export type WindowBounds = v.InferOutput<typeof BoundsSchema>;

const theme = v.picklist(themes);
const rateMs = v.picklist(rates);
const savedViews = v.pipe(v.array(SavedViewSchema), v.maxLength(mostViews));
/** Of the panes whose size a person can change, in CSS pixels. */
const sizes = v.object({ devicesWidth: pixels, detailsHeight: pixels });
const window = v.nullable(BoundsSchema);
/** Closing without the question; it is asked all the same where a job is in progress. */
const dontAskAgain = v.boolean();
/** What *Find what is stuck* does and risks was shown once. */
const findExplained = v.boolean();

/** Computers that the window was connected to, newest first. */
const recentHosts = v.pipe(v.array(v.pipe(v.string(), v.maxLength(400))), v.maxLength(20));

/** What the window remembers from one start to the next. No columns: all of them, as they come. */
export const SettingsSchema = v.strictObject({
  theme,
  rateMs,
  columns,
  sorting,
  filter,
  savedViews,
  sizes,
  window,
  dontAskAgain,
  thresholds: ThresholdsSchema,
  findExplained,
  recentHosts,
});
export type Settings = v.InferOutput<typeof SettingsSchema>;

export const defaultSettings: Settings = {
  theme: 'system',
  rateMs: 1_000,
  columns: [],
  sorting: [{ id: 'state', desc: false }],
  filter: '',
  savedViews: [],
  sizes: { devicesWidth: 208, detailsHeight: 264 },
  window: null,
  dontAskAgain: false,
  thresholds: defaultThresholds,
  findExplained: false,
  recentHosts: [],
};

/** Whole fields to put in the place of others. */
export const SettingsChangeSchema = v.strictObject({
  theme: v.exactOptional(theme),
  rateMs: v.exactOptional(rateMs),
  columns: v.exactOptional(columns),
  sorting: v.exactOptional(sorting),
  filter: v.exactOptional(filter),
  savedViews: v.exactOptional(savedViews),
  sizes: v.exactOptional(sizes),
  window: v.exactOptional(window),
  dontAskAgain: v.exactOptional(dontAskAgain),
  thresholds: v.exactOptional(ThresholdsSchema),
  findExplained: v.exactOptional(findExplained),
  recentHosts: v.exactOptional(recentHosts),
});
export type SettingsChange = v.InferOutput<typeof SettingsChangeSchema>;

/** A settings file: version 1 is ours; a later one may have more fields, and other values in those we know. */
export const SettingsFileSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.looseObject({}),
);
export type SettingsFile = v.InferOutput<typeof SettingsFileSchema>;

export interface ReadSettings {
  readonly settings: SettingsChange;
  /** What is there and cannot be used: "rateMs", "savedViews.2". */
  readonly unusable: readonly string[];
  /** Saved views that cannot be used, as they stand in the file. */
  readonly unusableViews: readonly unknown[];
}

/** Each threshold by itself: what is not there or cannot be used has its default. */
const readThresholds = (file: unknown, unusable: string[]): Thresholds => {
  if (!v.is(v.looseObject({}), file) || Array.isArray(file)) {
    unusable.push('thresholds');
    return defaultThresholds;
  }
  const found = thresholdNames.filter((name) => name in file);
  unusable.push(
    ...found.filter((name) => !isThreshold(name, file[name])).map((name) => `thresholds.${name}`),
  );
  const usable = found.filter((name) => isThreshold(name, file[name])).map((name) => [name, file[name]]);
  return { ...defaultThresholds, ...(Object.fromEntries(usable) as Partial<Thresholds>) };
};

/** What can be used of a settings file, field by field and view by view: one bad value costs no other. */
export const readSettings = ({ savedViews: views, thresholds, ...file }: SettingsFile): ReadSettings => {
  const usable: Record<string, unknown> = {};
  const unusable: string[] = [];
  const unusableViews: unknown[] = [];
  for (const [field, schema] of Object.entries(SettingsSchema.entries)) {
    if (!(field in file)) continue;
    if (v.is(schema, file[field])) usable[field] = file[field];
    else unusable.push(field);
  }
  if (thresholds !== undefined) usable['thresholds'] = readThresholds(thresholds, unusable);
  if (Array.isArray(views)) {
    usable['savedViews'] = views.filter((view, index) => {
      if (v.is(SavedViewSchema, view)) return true;
      unusable.push(`savedViews.${index}`);
      unusableViews.push(view);
      return false;
    });
  } else if (views !== undefined) unusable.push('savedViews');
  return { settings: v.parse(SettingsChangeSchema, usable), unusable, unusableViews };
};

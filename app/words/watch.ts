/** What each line of `unjam watch` is about. Log shippers filter by these names: they stay as they are. */
export const watchEvents = [
  'device-there',
  'device-arrived',
  'device-left',
  'channel-there',
  'channel-appeared',
  'channel-changed',
  'channel-went',
  'finding-there',
  'finding-began',
  'finding-ended',
] as const;
export type WatchEvent = (typeof watchEvents)[number];
export type FindingEvent = Extract<WatchEvent, `finding-${string}`>;
/** Of a device or a channel. */
export type ThingEvent = Exclude<WatchEvent, FindingEvent>;

interface Said {
  readonly state: string;
  readonly suspicion: string | null;
}

const stateWords = (said: Said | null): string =>
  said === null ? '' : said.suspicion === null ? said.state : `${said.state}. ${said.suspicion}`;

/** One line of `unjam watch`. `channel`: its name, `said`: what is known of it; null: it is about the device. */
export const watchWords = (
  event: ThingEvent,
  printer: string,
  channel: string | null,
  said: Said | null,
): string => {
  switch (event) {
    case 'device-there':
      return `${printer} is there`;
    case 'device-arrived':
      return `${printer} arrived`;
    case 'device-left':
      return `${printer} left`;
    case 'channel-there':
      return `${printer}, ${channel ?? ''} is there: ${stateWords(said)}`;
    case 'channel-appeared':
      return `${printer}, ${channel ?? ''} appeared: ${stateWords(said)}`;
    case 'channel-changed':
      return `${printer}, ${channel ?? ''} changed: ${stateWords(said)}`;
    case 'channel-went':
      return `${printer}, ${channel ?? ''} is gone`;
  }
};

/** The same of a finding, by the sentence that `unjam check` says of it. */
export const watchedFindingWords = (event: FindingEvent, sentence: string): string =>
  event === 'finding-ended' ? `No longer so: ${sentence}` : sentence;

import { counted } from './plural.ts';

export const nagiosWords = {
  nothing: (printers: number): string =>
    printers === 0
      ? 'No DOT4 device is there.'
      : `No stuck channel was found on ${counted(printers, 'printer', 'printers')}.`,
  endedWith: (exitCode: number): string => `unjam check ended with exit code ${exitCode}.`,
  simulated: 'Simulated printers, nothing here is real.',
  more: (printers: number): string =>
    `${counted(printers, 'more printer is', 'more printers are')} not well.`,
} as const;

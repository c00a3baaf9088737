import type { Gap } from '../verdict/verdict.ts';
import { adviceWords } from './advice.ts';
import { spanWords } from './ago.ts';
import { listed, openChannels, programName, questionWords } from './causes.ts';
import { faultWords, profileReasonWords } from './faults.ts';
import { jobWords } from './jobs.ts';
import { counted, plural } from './plural.ts';
import { sourceResultWords } from './sources.ts';
import { hungWords } from './stuck.ts';

/** What could not be seen, and what to do about it; null: nothing can be done. */
export interface GapWords {
  readonly missing: string;
  readonly nextStep: string | null;
}

export const gapWords = (gap: Gap): GapWords => {
  switch (gap.kind) {
    case 'cannot-scan':
      return {
        missing: `The driver cannot be asked which channels exist: ${profileReasonWords(gap.because)}.`,
        nextStep:
          gap.because === 'not-measured'
            ? 'Measure the driver, then scan its sockets.'
            : `Let the user try again, and read what the program says. ${adviceWords.ifStillFails}`,
      };
    case 'not-scanned':
      return { missing: 'The driver was not asked which channels exist.', nextStep: 'Scan its sockets.' };
    case 'scan-failed': {
      const { title, nextStep } = faultWords(gap.fault);
      return { missing: `The driver could not be asked which channels exist. ${title}.`, nextStep };
    }
    case 'sockets-unclear':
      return {
        missing: `${counted(gap.count, 'host socket', 'host sockets')} gave no clear answer, so there may be more channels.`,
        nextStep: 'Scan again; measure the driver if it stays so.',
      };
    case 'jobs-unseen':
      return {
        missing:
          gap.report === null
            ? 'The print jobs were not looked at.'
            : `Not all print jobs could be seen. The spooler was ${sourceResultWords(gap.report)}.`,
        nextStep: 'Look at the print queue by hand.',
      };
    case 'holders-unseen':
      return {
        missing:
          gap.report === null
            ? 'The programs that use the printer were not looked at.'
            : `Which programs use the printer could not be seen. The processes were ${sourceResultWords(gap.report)}.`,
        nextStep: 'End printer and scanner programs by hand.',
      };
    case 'job-unwatched': {
      const verb = gap.job.inProgress ? 'goes on' : 'begins';
      return {
        missing: `Unjam cannot tell whether a job ${verb}: ${jobWords(gap.job)}. It was watched for ${spanWords(gap.forMs)}, which is too short to say.`,
        nextStep: gap.job.inProgress
          ? 'Ask whether a page is coming out.'
          : 'Check again in some minutes, or look at the print queue by hand.',
      };
    }
    case 'holder-unwatched':
      return {
        missing: `${hungWords(`The window of ${programName(gap.process)}`, gap.forMs)} Whether it hangs and keeps a channel could not be seen.`,
        nextStep: 'Ask whether it is working. If not, end it and check again.',
      };
    case 'ended-since': {
      const went = plural(gap.channels.length, 'it went with it', 'they went with it');
      return {
        missing: `${programName(gap.process)} ended after ${openChannels(gap.channels)} ${plural(gap.channels.length, 'was', 'were')} seen. Whether ${went} was not looked at since.`,
        nextStep: 'Check again.',
      };
    }
    case 'owner-unclear': {
      const { process, others, channels, question } = gap;
      const name = (other: string): string =>
        other === process ? `another ${programName(other)}` : programName(other);
      const are = plural(channels.length, 'is', 'are');
      const whose = plural(channels.length, 'whose channel it is', 'whose channels they are');
      return {
        missing: `${programName(process)} ended, and ${openChannels(channels)} ${are} open. But ${listed().format(others.map(name))} ${plural(others.length, 'has', 'have')} the printer open, too: Unjam cannot tell ${whose}.`,
        nextStep: `${questionWords[question]} If not, close ${listed().format(others.map(programName))} and check again.`,
      };
    }
  }
};

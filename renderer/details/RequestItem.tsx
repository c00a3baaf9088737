import { memo } from 'react';
import type { RequestRecord } from '#app/requests/record.ts';
import { answerWords, bufferLines, codeWords, durationWords, subjectWords } from '#app/words/requests.ts';
import { dateAndTimeOf, exactTimeOf } from '../ui/times.ts';

interface Props {
  readonly record: RequestRecord;
  readonly isChosen: boolean;
  readonly onChoose: (id: number) => void;
}

export const RequestItem = memo(function RequestItem({ record, isChosen, onChoose }: Props) {
  const subject = subjectWords(record);
  return (
    <li
      className="request"
      role="option"
      aria-selected={isChosen}
      tabIndex={0}
      onClick={() => onChoose(record.id)}
      onFocus={() => onChoose(record.id)}
    >
      <p className="request-line">
        <time title={dateAndTimeOf(record.at)}>{exactTimeOf(record.at)}</time>{' '}
        <strong>{codeWords(record)}</strong>
        {subject !== null && ` – ${subject}`}
        <br />
        {answerWords(record)}, {durationWords(record.durationMs)}
      </p>
      <dl className="request-buffers">
        {bufferLines(record).map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt> <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
});

import { useEffect, useState } from 'react';
import { watchSaid } from '../state/said.ts';
import { sessionNow, watchSession } from '../state/session-store.ts';
import { announcements } from './announcements.ts';

/** The one polite live region: it speaks how commands ended. */
export const LiveRegion = () => {
  const [spoken, setSpoken] = useState({ text: '', number: 0 });
  useEffect(() => {
    const speak = (text: string): void => setSpoken(({ number }) => ({ text, number: number + 1 }));
    let before = sessionNow();
    const stopSession = watchSession(() => {
      const after = sessionNow();
      const news = before === null || after === null ? [] : announcements(before, after);
      before = after;
      if (news.length > 0) speak(news.join(' '));
    });
    const stopSaid = watchSaid(speak);
    return () => {
      stopSession();
      stopSaid();
    };
  }, []);
  return (
    <div className="only-spoken" role="status" aria-live="polite">
      <span key={spoken.number}>{spoken.text}</span>
    </div>
  );
};

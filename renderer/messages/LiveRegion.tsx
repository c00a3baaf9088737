import { useEffect, useState } from 'react';
import { announcements } from '../scope/announcements.ts';
import { sessionNow, watchSession } from '../session/session-store.ts';

/** The one polite live region: it speaks how commands ended. */
export const LiveRegion = () => {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    let before = sessionNow();
    return watchSession(() => {
      const after = sessionNow();
      const news = before === null || after === null ? [] : announcements(before, after);
      before = after;
      if (news.length > 0) setSpoken(news.join(' '));
    });
  }, []);
  return (
    <div className="only-spoken" role="status" aria-live="polite">
      {spoken}
    </div>
  );
};

import { useCallback, useEffect, useState } from 'react';
import { withNewest, withOlder } from '#app/audit/page.ts';
import type { AuditPage } from '#app/audit/page.ts';
import type { Fault } from '#app/faults/fault.ts';
import type { Result } from '#app/result.ts';
import { useApi } from '../api.ts';

export interface Trail {
  /** What is loaded; null before the first answer. */
  readonly page: AuditPage | null;
  readonly isReading: boolean;
  /** Why the last reading failed, if it did; what was read before stays. */
  readonly fault: Fault | null;
}

const unread: Trail = { page: null, isReading: true, fault: null };

type Join = (shown: AuditPage, read: AuditPage) => AuditPage;

const joined =
  (answer: Result<AuditPage, Fault>, join: Join) =>
  ({ page }: Trail): Trail =>
    answer.ok
      ? { page: page === null ? answer.value : join(page, answer.value), isReading: false, fault: null }
      : { page, isReading: false, fault: answer.fault };

/** The audit trail as far as it is loaded; new records come by themselves, older ones when asked for. */
export const useAuditTrail = () => {
  const api = useApi();
  const [trail, setTrail] = useState(unread);
  const refresh = useCallback(async () => {
    const answer = await api.audit.read({ before: null });
    setTrail(joined(answer, withNewest));
  }, [api]);
  const readOlder = useCallback(async () => {
    const before = trail.page?.older ?? null;
    if (before === null) return;
    setTrail((now) => ({ ...now, isReading: true }));
    const answer = await api.audit.read({ before });
    setTrail(joined(answer, withOlder));
  }, [api, trail.page]);
  useEffect(() => {
    const stop = api.audit.onChanged(() => void refresh());
    void api.audit.read({ before: null }).then((answer) => setTrail(joined(answer, withNewest)));
    return stop;
  }, [api, refresh]);
  return { trail, refresh, readOlder };
};

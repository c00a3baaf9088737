import { useEffect, useState } from 'react';
import type { WindowApi } from '#app/ipc/derive.ts';
import { keptRequests } from '#app/requests/record.ts';
import type { RequestPage } from '#app/requests/record.ts';
import { useApi } from '../api.ts';

const empty: RequestPage = { records: [], total: 0 };

/** The log of a device as main keeps it; asks for what is new when main says that it has grown. */
const followRequests = (
  api: WindowApi,
  deviceId: string,
  changed: (page: RequestPage) => void,
): (() => void) => {
  let page = empty;
  let asking = false;
  let askAgain = false;
  let stopped = false;

  const ask = async (): Promise<void> => {
    askAgain = asking;
    if (asking) return;
    asking = true;
    const answer = await api.device.requests({ deviceId, after: page.records.at(-1)?.id ?? 0 });
    asking = false;
    if (stopped || !answer.ok) return;
    const { records, total } = answer.value;
    page = { records: [...page.records, ...records].slice(-keptRequests), total };
    changed(page);
    if (askAgain) void ask();
  };

  const stop = api.device.onRequestsGrew((grown) => {
    if (grown.deviceId === deviceId) void ask();
  });
  void ask();
  return () => {
    stopped = true;
    stop();
  };
};

interface Followed {
  readonly deviceId: string;
  readonly page: RequestPage;
}

export const useRequests = (deviceId: string): RequestPage => {
  const api = useApi();
  const [followed, setFollowed] = useState<Followed>({ deviceId, page: empty });
  useEffect(() => followRequests(api, deviceId, (page) => setFollowed({ deviceId, page })), [api, deviceId]);
  return followed.deviceId === deviceId ? followed.page : empty;
};

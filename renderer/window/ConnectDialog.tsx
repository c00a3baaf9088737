import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import type { Fault } from '#app/faults/fault.ts';
import { remoteHost } from '#app/remote/host.ts';
import { remoteWords } from '#app/words/remote.ts';
import { useApi } from '../api.ts';
import { viewEvents } from '../state/view-store.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { FaultText } from '../ui/FaultText.tsx';

const words = remoteWords.dialog;

type Stage =
  | { readonly kind: 'asking'; readonly fault: Fault | null }
  | { readonly kind: 'connecting'; readonly copies: boolean }
  /** Unjam is not there: whether it is to be sent. */
  | { readonly kind: 'copying' };

const lacksUnjam = (fault: Fault | null): boolean =>
  fault?.kind === 'not-connected' && fault.because === 'no-unjam';

/** Names a computer, connects, and says why it did not. */
export const ConnectDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const api = useApi();
  const [host, setHost] = useState('');
  const [hosts, setHosts] = useState<readonly string[]>([]);
  const [stage, setStage] = useState<Stage>({ kind: 'asking', fault: null });
  const isOpen = useRef(true);
  const id = useId();

  useEffect(() => {
    isOpen.current = true;
    void api.remote.hosts().then((known) => {
      if (known.ok) setHosts(known.value);
    });
    return () => void (isOpen.current = false);
  }, [api]);

  const isWrong = host.trim() !== '' && remoteHost(host) === null;
  const connect = async (copy: boolean): Promise<void> => {
    setStage({ kind: 'connecting', copies: copy });
    const connected = await api.remote.connect({ host: host.trim(), copy });
    if (connected.ok) return viewEvents.devicesReplaced();
    const wasStopped = connected.fault.kind === 'not-connected' && connected.fault.because === 'cancelled';
    if (isOpen.current) setStage({ kind: 'asking', fault: wasStopped ? null : connected.fault });
  };

  if (stage.kind === 'copying')
    return (
      <DialogFrame
        kind="question"
        title={words.copyTitle(host)}
        leaveLabel={words.leave}
        onLeave={() => setStage({ kind: 'asking', fault: null })}
        actions={
          <Button appearance="primary" onClick={() => void connect(true)}>
            {words.copyYes}
          </Button>
        }
      >
        <p>{words.copyWhat}</p>
      </DialogFrame>
    );

  const isConnecting = stage.kind === 'connecting';
  const fault = stage.kind === 'asking' ? stage.fault : null;
  return (
    <DialogFrame
      kind="form"
      title={words.title}
      leaveLabel={isConnecting ? words.stop : words.leave}
      onLeave={() => {
        if (!isConnecting) return onClose();
        void api.remote.disconnect();
      }}
      actions={
        <Button
          appearance="primary"
          type="submit"
          form={id}
          disabledFocusable={isConnecting || isWrong || host.trim() === ''}
        >
          {words.connect}
        </Button>
      }
    >
      <form
        id={id}
        className="connect"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isConnecting && remoteHost(host) !== null) void connect(false);
        }}
      >
        <p>{words.what}</p>
        <label htmlFor={`${id}-host`}>{words.host}</label>
        <input
          id={`${id}-host`}
          list={`${id}-hosts`}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={host}
          readOnly={isConnecting}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setHost(target.value)}
        />
        <datalist id={`${id}-hosts`}>
          {hosts.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <p id={`${id}-hint`} role={isWrong ? 'alert' : undefined}>
          {isWrong ? words.bad : words.hint}
        </p>
      </form>
      {isConnecting && (
        <Spinner
          size="tiny"
          labelPosition="after"
          label={stage.copies ? words.copying(host) : words.connecting(host)}
        />
      )}
      {fault !== null && <FaultText fault={fault} />}
      {lacksUnjam(fault) && <Button onClick={() => setStage({ kind: 'copying' })}>{words.copy}</Button>}
    </DialogFrame>
  );
};

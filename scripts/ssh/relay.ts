import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a long way does to a stream. Nothing of it without. */
export interface Way {
  /** Each way, in ms. */
  latencyMs?: number;
  bitsPerSecond?: number;
  /**
   * TCP hides a lost packet: the stream stands still until it was sent again. So many of the packets do that, between
   * 200 and 400 ms, the same ones in each run.
   */
  lostShare?: number;
}

export interface Relay {
  port: number;
  /** Through the relay so far, encryption included. */
  bytes: { to: number; back: number };
  /** From now on nothing passes and nothing closes. */
  hold: () => void;
  /** All connections end with a reset. */
  reset: () => void;
  close: () => void;
}

const packet = 1_460;
/** Kept on its way in each direction, in bytes; more is left to TCP. */
const mostKept = 256_000;

/** Numbers from 0 to 1, the same in each run. */
const numbers = (seed: number) => (): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

/** Stands between ssh and the server at this port of loopback. */
export async function startRelay(
  port: number,
  { latencyMs = 0, bitsPerSecond = Infinity, lostShare = 0 }: Way = {},
): Promise<Relay> {
  const bytes = { to: 0, back: 0 };
  const open = new Set<Socket>();
  const random = numbers(1);
  let isHeld = false;

  const carry = (from: Socket, into: Socket, way: 'to' | 'back'): void => {
    let kept = 0;
    let freeAt = 0;
    let lastAt = 0;
    open.add(from);
    /** In their order: timers of a few ms would not keep it. */
    const underway: { at: number; then: () => void }[] = [];
    let timer: NodeJS.Timeout | null = null;
    const pump = (): void => {
      timer = null;
      for (let first = underway[0]; first !== undefined; first = underway[0]) {
        const wait = first.at - performance.now();
        if (wait > 0) return void (timer = setTimeout(pump, wait));
        underway.shift();
        first.then();
      }
    };
    const deliver = (length: number, then: () => void): void => {
      freeAt = Math.max(freeAt, performance.now()) + (length * 8_000) / bitsPerSecond;
      const isLost = random() > (1 - lostShare) ** Math.ceil(length / packet);
      lastAt = Math.max(lastAt, freeAt + latencyMs + (isLost ? 200 + random() * 200 : 0));
      underway.push({ at: lastAt, then });
      if (timer === null) pump();
    };
    from.on('data', (piece: Buffer) => {
      if (isHeld) return;
      kept += piece.length;
      if (kept > mostKept) from.pause();
      deliver(piece.length, () => {
        kept -= piece.length;
        if (isHeld || into.destroyed) return;
        bytes[way] += piece.length;
        into.write(piece);
        if (kept <= mostKept) from.resume();
      });
    });
    from.on('end', () => {
      if (!isHeld) deliver(0, () => into.end());
    });
    from.on('error', () => into.destroy());
    from.on('close', () => {
      open.delete(from);
      if (!isHeld) deliver(0, () => into.destroySoon());
    });
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    carry(client, far, 'to');
    carry(far, client, 'back');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    bytes,
    hold: () => (isHeld = true),
    reset: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

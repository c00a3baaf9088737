/** Bytes in the order they came, taken out in pieces of any size. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes.slice());
    this.#length += bytes.length;
  }

  take(atMost: number): Uint8Array {
    const taken = new Uint8Array(Math.min(atMost, this.#length));
    let filled = 0;
    while (filled < taken.length) {
      const chunk = this.#chunks[0];
      if (chunk === undefined) throw new Error('fewer bytes are queued than were counted');
      const piece = chunk.subarray(0, taken.length - filled);
      taken.set(piece, filled);
      filled += piece.length;
      if (piece.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(piece.length);
    }
    this.#length -= taken.length;
    return taken;
  }
}

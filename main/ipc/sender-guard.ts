/** What is known of the frame that sent an IPC message. */
export interface Sender {
  readonly webContentsId: number;
  readonly isMainFrame: boolean;
  /** null when the frame is already gone. */
  readonly frameUrl: string | null;
}

export interface TrustedWindow {
  readonly webContentsId: number;
  /** Protocol and host of the page, as in "app://unjam". */
  readonly protocol: string;
  readonly host: string;
}

/** SECURITY: fails closed. Node gives custom schemes the origin "null", so protocol and host are compared. */
export const isTrustedSender = (sender: Sender, trusted: TrustedWindow | null): boolean => {
  if (trusted === null || !sender.isMainFrame || sender.frameUrl === null) return false;
  if (sender.webContentsId !== trusted.webContentsId) return false;
  if (!URL.canParse(sender.frameUrl)) return false;
  const url = new URL(sender.frameUrl);
  return url.protocol === trusted.protocol && url.host === trusted.host;
};

/** What this needs of Electron's app. */
export interface OneInstance {
  on(
    event: 'second-instance',
    listener: (event: unknown, args: string[], folder: string, passedOn: unknown) => void,
  ): unknown;
}

/** Keeps what second starts pass on until the returned function says who answers them. */
export const keepSecondStarts = (app: OneInstance): ((answer: (passedOn: unknown) => void) => void) => {
  const early: unknown[] = [];
  let take = (passedOn: unknown): void => void early.push(passedOn);
  app.on('second-instance', (_event, _args, _folder, passedOn) => take(passedOn));
  return (answer) => {
    take = answer;
    early.forEach(answer);
  };
};

/** What kind of reader there is on the other end of a stream. */
export const colorWanted = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

export const widthOf = (stream: NodeJS.WriteStream): number => Math.min(stream.columns ?? 80, 120);

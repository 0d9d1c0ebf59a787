/** What kind of reader there is on the other end of a stream. */
export const colorWanted = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

const USUAL_WIDTH = 80;
const MIN_WIDTH = 40;
const MAX_WIDTH = 120;

/** Columns to write in. Some pseudo-terminals say 0, which means that they do not know. */
export const widthOf = (stream: NodeJS.WriteStream): number =>
  Math.max(MIN_WIDTH, Math.min(stream.columns || USUAL_WIDTH, MAX_WIDTH));

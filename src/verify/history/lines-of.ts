/** The lines of a text, one at a time: a history may be large. LF and CRLF end a line. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export function* linesOf(text: string): Generator<Line> {
  let start = 0;
  for (let number = 1; start < text.length; number++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield { number, text: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end) };
    start = end + 1;
  }
}

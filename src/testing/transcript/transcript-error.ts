/** What is wrong with a script, and in which line. */
export class TranscriptError extends Error {
  /** From 1. */
  readonly line: number;

  constructor(line: number, source: string, reason: string) {
    super(`line ${line}: ${reason}\n  ${line} | ${source}`);
    this.name = 'TranscriptError';
    this.line = line;
  }
}

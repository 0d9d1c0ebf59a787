/** A text that problems can point into: the scenario file, a CSV file it names, the value of an override. */
export interface SourceText {
  /** As messages show it. */
  readonly name: string;
  readonly text: string;
  /** Offsets at which lines begin, ascending; the first is 0. */
  readonly lineStarts: readonly number[];
}

/** A stretch of a source: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Indexes the lines of `text`; LF, CRLF and a lone CR end a line, as in YAML 1.2 §5.4. */
export const sourceText = (name: string, text: string): SourceText => {
  const lineStarts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || (code === 13 && text.charCodeAt(offset + 1) !== 10)) lineStarts.push(offset + 1);
  }
  return { name, text, lineStarts };
};

/**
 * The form of a transcript, after the data-driven tests of etcd's rafttest: blocks of directives, one to a line, each block
 * followed by a line of dashes and what came of it, up to an empty line. Lines that begin with # are the author's.
 */

/** What stands between two outputs. */
export type TranscriptPart =
  | { readonly type: 'prose'; readonly text: string }
  | { readonly type: 'block'; readonly directives: readonly Directive[] };

export interface Directive {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export const RULE = '----';

/** Outputs are left out: they are made anew. */
export function parseTranscript(text: string): readonly TranscriptPart[] {
  const parts: TranscriptPart[] = [];
  let block: Directive[] = [];
  let inOutput = false;
  const endBlock = (): void => {
    if (block.length > 0) parts.push({ type: 'block', directives: block });
    block = [];
  };
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '') {
      // An empty line of the author's stays; the one that ends an output belongs to it.
      if (parts.at(-1)?.type === 'prose' && block.length === 0 && !inOutput) parts.push({ type: 'prose', text: '' });
      endBlock();
      inOutput = false;
    } else if (!inOutput && trimmed === RULE) {
      inOutput = true;
      endBlock();
    } else if (!inOutput && trimmed.startsWith('#')) {
      endBlock();
      parts.push({ type: 'prose', text: line.trimEnd() });
    } else if (!inOutput) block.push({ line: i + 1, text: trimmed });
  }
  endBlock();
  return parts;
}

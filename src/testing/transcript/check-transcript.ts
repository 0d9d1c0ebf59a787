/** A golden transcript in a file, as a test. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { compareWithFile } from '../../node/golden-file.ts';
import { runTranscript } from './run-transcript.ts';
import type { TranscriptOptions } from './transcript-options.ts';

/** Set to anything, files are rewritten instead of compared. */
const UPDATE = 'UPDATE_TRANSCRIPTS';

/**
 * Runs the script in `file` and compares what came of it with what stands there; with `UPDATE_TRANSCRIPTS=1` in the
 * environment, writes it there instead. Throws at a difference, with `expected` and `actual`, of which test runners show
 * what differs.
 *
 * @example
 * it('elects a leader', () => checkTranscript(new URL('./election.txt', import.meta.url), myProtocol));
 */
export function checkTranscript(
  file: string | URL,
  protocol: ConsensusProtocol,
  options: TranscriptOptions = {},
): void {
  const update = (process.env[UPDATE] ?? '') !== '';
  const { expected, actual } = compareWithFile(file, (text) => runTranscript(text, protocol, options), update);
  if (expected === actual) return;
  const [left, right] = [expected.split('\n'), actual.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  const line = at < 0 ? left.length : at;
  const message = [
    `${file}:${line + 1}: the transcript differs`,
    `  it says  ${left[line] ?? '(nothing more)'}`,
    `  it is    ${right[line] ?? '(nothing more)'}`,
    `After an intended change, run the test with ${UPDATE}=1 and read the difference.`,
  ];
  throw Object.assign(new Error(message.join('\n')), { expected, actual });
}

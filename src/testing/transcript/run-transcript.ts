/**
 * Golden transcripts: a script that drives replicas of a protocol by hand, message by message, with what came of each step
 * written below it. They are meant to be read, and to be made anew after an intended change.
 *
 * In the manner of etcd's rafttest (github.com/etcd-io/raft, rafttest/ and testdata/).
 *
 *     # A leader is elected.
 *     boot 3
 *     tick n1 election
 *     stabilize
 *     ----
 *     n1 ⇢ n2  pre-vote: term 0, nextTerm 1, lastIndex 0, lastTerm 0
 *     …
 *
 * `⇢` a message is sent and waits, `→` it arrives, `✗` it is lost. Where `latency` or `fsync` has a duration, lines begin
 * with the time in milliseconds, and messages are shown when they arrive.
 */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { nearestName } from '../../core/nearest-name.ts';
import { DIRECTIVES } from './directives.ts';
import { type Directive, parseTranscript, RULE } from './parse-transcript.ts';
import { BadDirective, readWords } from './read-words.ts';
import { createScript, type Script } from './script.ts';
import { TranscriptError } from './transcript-error.ts';
import type { TranscriptOptions } from './transcript-options.ts';

/**
 * The same script with its outputs made anew: equal to `text` if nothing changed. Deterministic. TranscriptError for a line
 * that cannot be carried out. `TRANSCRIPT_HELP` lists what a line can say.
 */
export function runTranscript(text: string, protocol: ConsensusProtocol, options: TranscriptOptions = {}): string {
  let output: string[] = [];
  const script = createScript(protocol, options, (line) => void output.push(line));
  const parts = parseTranscript(text).map((part) => {
    if (part.type === 'prose') return `${part.text}\n`;
    output = [];
    for (const directive of part.directives) carryOut(script, directive);
    const lines = [
      ...part.directives.map((directive) => directive.text),
      RULE,
      ...(output.length === 0 ? ['ok'] : output),
    ];
    return `${lines.join('\n')}\n\n`;
  });
  return `${parts.join('').trimEnd()}\n`;
}

/** One line for each directive. */
export const TRANSCRIPT_HELP: string = Object.entries(DIRECTIVES)
  .map(([name, { usage, doc }]) => `${`${name} ${usage}`.trim()}: ${doc}`)
  .join('\n');

function carryOut(script: Script, { line, text }: Directive): void {
  const words = readWords(text);
  try {
    const name = words.next('a directive');
    const kind = Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined;
    if (kind === undefined) throw new BadDirective(unknown(name));
    try {
      kind.run(script, words);
      words.end();
    } catch (error) {
      if (!(error instanceof BadDirective)) throw error;
      throw new BadDirective(`${error.message} (${`${name} ${kind.usage}`.trim()})`);
    }
  } catch (error) {
    if (error instanceof BadDirective) throw new TranscriptError(line, text, error.message);
    throw error;
  }
}

function unknown(name: string): string {
  const names = Object.keys(DIRECTIVES);
  const nearest = nearestName(name, names);
  return `unknown directive "${name}": ${nearest === undefined ? `there are ${names.join(', ')}` : `did you mean ${nearest}?`}`;
}

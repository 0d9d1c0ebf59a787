/** The words of a directive, read one after the other; whatever does not fit is an error that says what would. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';
import { parseDuration } from '../../core/units/parse-duration.ts';
import type { BenchReplica } from './bench.ts';

/** What is wrong with a directive; its line is added by whoever runs it. */
export class BadDirective extends Error {}

export interface Words {
  /** The next word, or undefined at the end. */
  peek(): string | undefined;
  next(what: string): string;
  /** The rest of the line, as written. */
  rest(what: string): string;
  /** Whether the next word is this one; takes it if so. */
  takes(word: string): boolean;
  replica(replicas: readonly BenchReplica[]): BenchReplica;
  /** Those that follow, up to the end or to a word that names none. */
  replicas(replicas: readonly BenchReplica[]): BenchReplica[];
  count(what: string): number;
  duration(): Micros;
  /** Nothing may follow. */
  end(): void;
}

const REPLICA = /^n[1-9]\d*$/;

export const isReplicaName = (word: string | undefined): boolean => word !== undefined && REPLICA.test(word);

export function readWords(text: string): Words {
  let left = text.trim();
  const words: Words = {
    peek: () => /^\S+/.exec(left)?.[0],
    next(what) {
      const word = words.peek();
      if (word === undefined) throw new BadDirective(`${what} is missing`);
      left = left.slice(word.length).trimStart();
      return word;
    },
    rest(what) {
      if (left === '') throw new BadDirective(`${what} is missing`);
      const rest = left;
      left = '';
      return rest;
    },
    takes(word) {
      if (words.peek() !== word) return false;
      words.next(word);
      return true;
    },
    replica(replicas) {
      return replicaNamed(words.next('a replica'), replicas);
    },
    replicas(replicas) {
      const found: BenchReplica[] = [];
      while (isReplicaName(words.peek())) found.push(words.replica(replicas));
      return found;
    },
    count(what) {
      const word = words.next(what);
      if (!/^\d+$/.test(word)) throw new BadDirective(`${what} is a whole number, not "${word}"`);
      return Number(word);
    },
    duration() {
      const parsed = parseDuration(words.next('a duration'));
      if (!parsed.ok) throw new BadDirective(parsed.message);
      return parsed.value;
    },
    end() {
      if (left !== '') throw new BadDirective(`nothing may follow, and "${left}" does`);
    },
  };
  return words;
}

export function replicaNamed(word: string, replicas: readonly BenchReplica[]): BenchReplica {
  const id: ProcessId = REPLICA.test(word) ? Number(word.slice(1)) - 1 : -1;
  const found = replicas[id];
  if (found !== undefined) return found;
  throw new BadDirective(`there is no replica "${word}": they are n1 to n${replicas.length}`);
}

/** What the directives of one transcript work on: the cluster, once it is booted, and what was said before that. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { type Bench, createBench, type Pace } from './bench.ts';
import type { TranscriptOptions } from './transcript-options.ts';

export interface Script {
  readonly protocol: ConsensusProtocol;
  readonly options: TranscriptOptions;
  /** Undefined until `boot`. */
  bench: Bench | undefined;
  configuration: ParameterValues;
  seed: number;
  latency: Pace;
  fsync: Pace;
  /** A line of output. */
  print(line: string): void;
}

export function createScript(
  protocol: ConsensusProtocol,
  options: TranscriptOptions,
  print: (line: string) => void,
): Script {
  return { protocol, options, bench: undefined, configuration: {}, seed: 1, latency: 'hand', fsync: 0, print };
}

/** `members`: voters, learners, and replicas outside the first membership. */
export function bootScript(script: Script, members: { voters: number; learners: number; spares: number }): void {
  const { protocol, options, configuration, seed, latency, fsync, print } = script;
  // What is said while it boots is said by replicas that stand where later ones do.
  script.bench = createBench(protocol, { ...members, options: configuration, seed, latency, fsync }, options, print);
}

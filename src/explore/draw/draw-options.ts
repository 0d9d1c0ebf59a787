/**
 * Options of a protocol for one run, by what its descriptors say is worth a try (`Parameter.swarm`). Swarm testing: most
 * options keep their default in most runs, so that each combination of a few is met.
 * Source: Groce, Zhang, Eide, Chen & Regehr, Swarm Testing (ISSTA 2012).
 */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { ParameterValue, ParameterValues } from '../../core/parameters.ts';
import type { Draw } from './draw.ts';

/** Of the options that may vary, how many do: in some runs few, in some most, since bugs may need several at once. */
const VARIED = [0.15, 0.4, 0.8];
/** A slow protocol goes through few terms in a run: durations seldom keep their defaults. */
const VARIED_DURATIONS = 0.95;

/** Of those that a motif wishes to vary. */
const VARIED_BY_WISH = 0.9;

export interface OptionRules {
  /** Not to be touched. */
  readonly fixed: ParameterValues;
  /** Names of those that had better vary. */
  readonly wished: readonly string[];
  /** In the first membership: which sizes of quorums work depends on it. */
  readonly voters: number;
}

/** Those that differ from the defaults, and the fixed ones. They work together if the fixed ones do. */
export function drawOptions(protocol: ConsensusProtocol, rules: OptionRules, draw: Draw): ParameterValues {
  const { fixed, wished, voters } = rules;
  const drawn: Record<string, ParameterValue> = {};
  const share = draw.pick(VARIED);
  for (const [name, { type, swarm }] of Object.entries(protocol.options)) {
    if (swarm === undefined || name in fixed) continue;
    const usual = type === 'duration-range' ? VARIED_DURATIONS : share;
    // Drawn in any case, so that fixing one option leaves the draws of the others.
    const varied = draw.chance(wished.includes(name) ? Math.max(VARIED_BY_WISH, usual) : usual);
    const value = draw.pick(swarm.length > 1 ? swarm.slice(1) : swarm);
    if (varied) drawn[name] = value;
  }
  return withoutConflicts(protocol, { ...drawn, ...fixed }, fixed, voters);
}

/** One option drawn anew, or back at its default. */
export function changeOption(
  protocol: ConsensusProtocol,
  options: ParameterValues,
  { fixed, voters }: Omit<OptionRules, 'wished'>,
  draw: Draw,
): ParameterValues {
  const free = Object.entries(protocol.options).filter(([name, { swarm }]) => swarm !== undefined && !(name in fixed));
  if (free.length === 0) return options;
  const [name, { swarm = [] }] = draw.pick(free);
  const { [name]: _, ...rest } = options;
  return withoutConflicts(protocol, draw.chance(0.3) ? rest : { ...rest, [name]: draw.pick(swarm) }, fixed, voters);
}

/** Gives up drawn options until the protocol has nothing against the rest. */
function withoutConflicts(
  protocol: ConsensusProtocol,
  options: Readonly<Record<string, ParameterValue>>,
  fixed: ParameterValues,
  voters: number,
): ParameterValues {
  const conflict = protocol.check?.(withDefaultOptions(protocol, options), voters);
  if (conflict === undefined) return options;
  const given = Object.keys(options).filter((name) => !(name in fixed));
  const blamed = given.find((name) => name === conflict.option) ?? given[given.length - 1];
  if (blamed === undefined) return fixed;
  const { [blamed]: _, ...rest } = options;
  return withoutConflicts(protocol, rest, fixed, voters);
}

export function withDefaultOptions(protocol: ConsensusProtocol, options: ParameterValues): ParameterValues {
  const values: Record<string, ParameterValue> = {};
  for (const [name, { default: standard }] of Object.entries(protocol.options)) {
    const value = options[name] ?? standard;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

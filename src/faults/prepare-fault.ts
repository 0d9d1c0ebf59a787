/** A fault record made ready to strike: its kind looked up, its targets parsed, its members told apart. */
import type { ParameterValues } from '../core/parameters.ts';
import { checkTargets } from './check-targets.ts';
import type { FaultSpec } from './fault.ts';
import type { FaultKind } from './fault-kind.ts';
import { formatTarget } from './format-target.ts';
import { withDefaults } from './parameter-values.ts';
import { parseTarget } from './parse-target.ts';
import { faultKinds } from './registry.ts';
import { expandEach, type Surroundings } from './resolve-target.ts';
import type { Target } from './target.ts';
import { vocabularyOf } from './vocabulary-of.ts';

/** What has a schedule of its own: the whole fault, or one node, zone, … of `each …`. */
export interface FaultMember {
  /** Names its random streams. */
  readonly name: string;
  readonly targets: readonly Target[];
}

export interface PreparedFault {
  readonly spec: FaultSpec;
  readonly kind: FaultKind;
  readonly parameters: ParameterValues;
  readonly members: readonly FaultMember[];
}

const expandMembers = (targets: readonly Target[], surroundings: Surroundings): FaultMember[] => {
  const each = targets.findIndex(({ type }) => type === 'each');
  if (each < 0) return [{ name: targets.map(formatTarget).join(' | '), targets }];
  return expandEach(targets[each], surroundings).map((member) => ({
    name: formatTarget(member),
    targets: targets.with(each, member),
  }));
};

/** RangeError if the record is wrong: scenarios are validated, so that is a mistake of the caller. */
export function prepareFault(spec: FaultSpec, surroundings: Surroundings): PreparedFault {
  const kind = faultKinds.get(spec.kind);
  if (kind === undefined) throw new RangeError(`fault ${spec.name}: unknown kind ${spec.kind}`);
  const vocabulary = vocabularyOf(surroundings);
  const targets = spec.targets.map((text) => {
    const parsed = parseTarget(text, vocabulary);
    if (!parsed.ok) throw new RangeError(`fault ${spec.name}: ${parsed.message}`);
    return parsed.target;
  });
  const problem = checkTargets(kind, targets);
  if (problem !== undefined) throw new RangeError(`fault ${spec.name}: ${problem.message}`);
  const parameters = withDefaults(kind.name, kind.parameters, spec.parameters);
  return { spec, kind, parameters, members: expandMembers(targets, surroundings) };
}

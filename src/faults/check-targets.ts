/** Whether a kind of fault can take these targets; the scenario floor points at the group that is wrong. */
import type { FaultKind } from './fault-kind.ts';
import type { Target } from './target.ts';
import { targetMessages } from './target-messages.ts';

export interface TargetsProblem {
  /** Index of the group to point at; 0 if it is about all of them. */
  readonly group: number;
  readonly message: string;
}

const second = (targets: readonly Target[], type: Target['type']): number =>
  targets.findIndex((target, index) => target.type === type && targets.findIndex((t) => t.type === type) < index);

export function checkTargets(kind: FaultKind, targets: readonly Target[]): TargetsProblem | undefined {
  const count = targets.length;
  const { min, max } = kind.groups;
  if (max === 0) return count > 0 ? { group: 0, message: targetMessages.noTargets(kind.name) } : undefined;
  if (count === 0) return { group: 0, message: targetMessages.noTarget(kind.name) };
  if (kind.targets === 'nodes' && count > 1) return { group: 1, message: targetMessages.oneTarget(kind.name) };
  if (count < min) return { group: 0, message: targetMessages.tooFewGroups(kind.name, min) };
  if (count > max) return { group: max, message: targetMessages.tooManyGroups(kind.name, max) };
  if (count === 1 && targets[0].type === 'rest') return { group: 0, message: targetMessages.restOfNothing };
  const rest = second(targets, 'rest');
  if (rest >= 0) return { group: rest, message: targetMessages.secondRest };
  const each = second(targets, 'each');
  if (each >= 0) return { group: each, message: targetMessages.secondEach };
  return undefined;
}

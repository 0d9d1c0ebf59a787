/**
 * Findings by what they look like once shrunk: one group for one bug, as far as that can be told. Which findings are worth
 * shrinking: the first of a property and then ever fewer, so that a frequent bug does not take all the time, and a rarer
 * one behind the same property still has its chance.
 */
import type { Finding } from '../../explore/finding.ts';
import { comparePlans } from '../../explore/shrink/plan-cost.ts';
import type { ShrinkAnswer } from './hunt-task.ts';

export interface FindingGroup {
  readonly property: string;
  /** Numbers the groups of a property, from 1. */
  readonly number: number;
  readonly shape: string;
  /** The run that found it first. */
  readonly run: number;
  /** The smallest plan of the group, and what its run breaks. */
  best: ShrinkAnswer;
  /** Shrunk findings of this shape. */
  count: number;
}

export interface FindingGroups {
  /** Counts a failure; whether it is worth shrinking. */
  note(property: string): boolean;
  /** The group, if it is new or has a smaller plan now. */
  add(finding: Finding, answer: ShrinkAnswer): FindingGroup | undefined;
  /** Takes up the counts of an earlier call. */
  restore(failures: Readonly<Record<string, number>>): void;
  readonly failures: Readonly<Record<string, number>>;
  readonly list: readonly FindingGroup[];
}

/** Of a property, the 1st, 2nd, 4th, 8th … are shrunk, and no more than so many. */
const SHRUNK_MAX = 7;

export function createFindingGroups(): FindingGroups {
  const failures: Record<string, number> = {};
  const list: FindingGroup[] = [];
  return {
    failures,
    list,
    note(property) {
      const count = (failures[property] ?? 0) + 1;
      failures[property] = count;
      return Number.isInteger(Math.log2(count)) && count < 2 ** SHRUNK_MAX;
    },
    add({ violation, run }, answer) {
      const { property } = violation;
      const group = list.find((each) => each.property === property && each.shape === answer.shape);
      if (group === undefined) {
        const number = 1 + list.filter((each) => each.property === property).length;
        const added = { property, number, shape: answer.shape, run, best: answer, count: 1 };
        list.push(added);
        return added;
      }
      group.count++;
      if (comparePlans(answer.plan, group.best.plan) >= 0) return undefined;
      group.best = answer;
      return group;
    },
    restore(known) {
      Object.assign(failures, known);
    },
  };
}

/** What a hunt came to, as plain data: hunt.json, and `hunt --json`. */
import { describeShape } from '../../explore/shrink/describe-shape.ts';
import type { Hunted } from './hunt-all.ts';
import { findingFile } from './write-finding.ts';

export interface HuntResult {
  readonly schema: 1;
  readonly version: string;
  readonly scenario: string;
  readonly protocol: string;
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  readonly runsPerSecond: number;
  /** Distinct abstract states of the cluster. */
  readonly states: number;
  readonly interrupted: boolean;
  /** Runs that broke a property first, by property. */
  readonly failures: Readonly<Record<string, number>>;
  readonly findings: readonly HuntFinding[];
}

export interface HuntFinding {
  readonly property: string;
  readonly shape: string;
  /** The scenario that replays it. */
  readonly file: string;
  readonly detail: string;
  readonly atSeconds: number;
  /** The run that found it first, from 0. */
  readonly run: number;
  /** Faults, orders and operations of the shrunk run. */
  readonly decisions: number;
  /** Findings of this shape, of those that were shrunk. */
  readonly count: number;
}

export function huntResult(
  hunted: Hunted,
  about: Pick<HuntResult, 'version' | 'scenario' | 'protocol' | 'seed'>,
  folder: string,
): HuntResult {
  const { runs, seconds, runsPerSecond, states, interrupted, failures, groups } = hunted;
  const findings = groups.map((group): HuntFinding => {
    const { plan, detail, atSeconds } = group.best;
    const { property, run, count } = group;
    const decisions = plan.faults.length + plan.orders.length + plan.operations.length;
    const file = findingFile(folder, group);
    return { property, shape: describeShape(plan, property), file, detail, atSeconds, run, decisions, count };
  });
  return { schema: 1, ...about, runs, seconds, runsPerSecond, states, interrupted, failures, findings };
}

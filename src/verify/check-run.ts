/** Holds a run against every invariant while it goes on. Faulty disks are no excuse: what they break is reported. */
import { toSeconds } from '../core/time.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Violation } from '../measure/result.ts';
import type { Invariant } from './invariant.ts';
import { INVARIANTS } from './invariants.ts';

export interface CheckOptions {
  readonly seed: number;
  /** Names of the nodes, by id. */
  readonly nodes: readonly string[];
  /** Default: all of them. */
  readonly invariants?: readonly Invariant[];
}

export interface RunCheck {
  /** Violations in order of time. To be called once, at the end of the run. */
  finish(): Violation[];
}

/** Violations told in full per property; the rest is counted in one more entry. */
const TOLD_PER_PROPERTY = 10;

export function checkRun(trace: Trace, options: CheckOptions): RunCheck {
  const checks = (options.invariants ?? INVARIANTS).map((invariant) => watch(trace, invariant, options));
  return {
    finish: () => checks.flatMap((finish) => finish()).sort((a, b) => a.atSeconds - b.atSeconds),
  };
}

function watch(trace: Trace, invariant: Invariant, { seed, nodes }: CheckOptions): () => Violation[] {
  const told: Violation[] = [];
  let untold = 0;
  let lastTime = 0;
  const end = invariant.watch(trace, {
    nodeName: (node) => nodes[node] ?? `node ${node}`,
    report(time, detail) {
      lastTime = time;
      if (told.length === TOLD_PER_PROPERTY) untold++;
      else told.push({ property: invariant.name, seed, atSeconds: toSeconds(time), detail });
    },
  });
  return () => {
    end();
    if (untold === 0) return told;
    const detail = `and ${untold} more of these`;
    return [...told, { property: invariant.name, seed, atSeconds: toSeconds(lastTime), detail }];
  };
}

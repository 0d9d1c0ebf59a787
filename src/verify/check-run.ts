/**
 * Holds a run against invariants while it goes on, and against what its scenario asks for beyond them (`verify-spec.ts`).
 * Faulty disks are no excuse: what they break is reported.
 *
 * To be called before the cluster boots: what replicas tell of themselves at the start counts. It observes, and leaves it
 * to others to stop a run at a violation.
 */
import type { LogStructure } from '../algorithms/consensus/consensus.ts';
import { type Micros, toSeconds } from '../core/time.ts';
import type { Trace } from '../kernel/trace.ts';
import type { HistoryVerdict, Violation } from '../measure/result.ts';
import { LINEARIZABILITY, watchHistory } from './check-history.ts';
import type { Invariant, InvariantContext } from './invariant.ts';
import { INVARIANTS } from './invariants.ts';
import { type DescribeReplicas, liveness } from './liveness.ts';
import { onlyServices } from './only-services.ts';
import { type Replicas, watchReplicas } from './replicas.ts';
import type { ServerFlow } from './server-flow.ts';
import type { VerifySpec } from './verify-spec.ts';

export interface CheckOptions {
  readonly seed: number;
  /** Names of the nodes, by id. */
  readonly nodes: readonly string[];
  /** Default: only what every run is held against. */
  readonly verify?: VerifySpec;
  /** Default: one or more, each with a contiguous log. */
  readonly services?: readonly CheckedService[];
  /** For a violation of liveness. */
  readonly describeReplicas?: DescribeReplicas;
  /** The books of the servers of all pools, as they are when asked for; default: there are none. */
  readonly flows?: () => readonly ServerFlow[];
  /** These, in place of what `verify` says; liveness is added all the same. */
  readonly invariants?: readonly Invariant[];
  /** How many looks at an operation the search of a history may take; default: seconds. */
  readonly historySteps?: number;
  /** Called at each violation that is told in full, as soon as it is known. */
  readonly onViolation?: (violation: Violation) => void;
}

export interface CheckedService {
  readonly name: string;
  readonly logs: LogStructure;
}

export interface RunCheck {
  /** The violation that was known first, so far. */
  first(): Violation | undefined;
  /**
   * Violations in order of time; of one instant, in the order in which they were found. To be called once; searches the
   * histories, which takes a while. `end`: where the run stands, on the calendar; default: where nothing more is to come.
   */
  finish(end?: Micros): Violation[];
  /** Filled by `finish`: what became of the histories, where they are checked. */
  readonly histories: readonly HistoryVerdict[];
}

/** Violations told in full per property; the rest is counted in one more entry. */
const TOLD_PER_PROPERTY = 10;

export function checkRun(trace: Trace, options: CheckOptions): RunCheck {
  const { seed, nodes, verify, services, onViolation, flows = () => [] } = options;
  const violations: Violation[] = [];
  const tell = (violation: Violation): void => {
    violations.push(violation);
    onViolation?.(violation);
  };
  let replicas: Replicas | undefined;

  const watch = (invariant: Invariant, of: Pick<Trace, 'subscribe'>): ((end: Micros) => void) => {
    let told = 0;
    let lastTime: Micros = 0;
    const context: InvariantContext = {
      nodeName: (node) => nodes[node] ?? `node ${node}`,
      replicas() {
        replicas ??= watchReplicas(trace);
        return replicas;
      },
      flows,
      report(time, detail) {
        lastTime = time;
        if (++told > TOLD_PER_PROPERTY) return;
        tell({ property: invariant.name, seed, atSeconds: toSeconds(time), detail });
      },
    };
    const finish = invariant.watch(of, context);
    return (end) => {
      finish(end);
      if (told <= TOLD_PER_PROPERTY) return;
      const detail = `and ${told - TOLD_PER_PROPERTY} more of these`;
      violations.push({ property: invariant.name, seed, atSeconds: toSeconds(lastTime), detail });
    };
  };

  const finishers = invariantsOf(options).flatMap((invariant) => {
    const of = options.invariants === undefined ? onlyServices(trace, servicesOwing(invariant, options)) : trace;
    return of === undefined ? [] : [watch(invariant, of)];
  });
  const watched = verify?.linearizability === true ? (services?.map(({ name }) => name) ?? [undefined]) : [];
  const recorded = watched.map((service) => watchHistory(trace, service, options.historySteps));
  const histories: HistoryVerdict[] = [];
  const checkHistories = (): void => {
    for (const check of recorded) {
      const { verdict, violation } = check();
      histories.push(verdict);
      if (violation === undefined) continue;
      tell({ property: LINEARIZABILITY, seed, atSeconds: toSeconds(violation.time), detail: violation.detail });
    }
  };

  return {
    histories,
    first: () => violations[0],
    finish(end = Number.POSITIVE_INFINITY) {
      for (const finish of finishers) finish(end);
      checkHistories();
      return violations.sort((a, b) => a.atSeconds - b.atSeconds);
    },
  };
}

function invariantsOf({ invariants, verify, describeReplicas = () => [] }: CheckOptions): readonly Invariant[] {
  const chosen = invariants ?? INVARIANTS.filter(({ cost }) => cost === 'always' || verify?.logs === true);
  return verify?.liveness === undefined ? chosen : [...chosen, liveness(verify.liveness, describeReplicas)];
}

/** undefined for all of them. */
function servicesOwing({ of }: Invariant, { services }: CheckOptions): readonly string[] | undefined {
  if (of === undefined) return undefined;
  if (services === undefined) return of === 'contiguous' ? undefined : [];
  const owing = services.filter(({ logs }) => logs === of).map(({ name }) => name);
  return owing.length === services.length ? undefined : owing;
}

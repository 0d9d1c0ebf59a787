/** A run with everything that was observed in it, up to its violation: what explanations are made from. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { NodeId, Observation, ObservationKind, ObservationOf } from '../../kernel/observation.ts';
import type { Violation } from '../../measure/result.ts';

export interface RecordedRun {
  /** Names of the machines, by node id: servers as in the scenario, clients by their own name. */
  readonly machines: readonly string[];
  /** What the protocol counts elections in. */
  readonly epoch: 'term' | 'ballot';
  /** In the order of the run. */
  readonly observations: readonly Observation[];
  readonly violation: Violation;
}

export const ofKind = <K extends ObservationKind>(run: RecordedRun, kind: K): ObservationOf<K>[] =>
  run.observations.filter((observation): observation is ObservationOf<K> => observation.kind === kind);

export const nameOf = (run: RecordedRun, node: NodeId): string => run.machines[node] ?? `node ${node}`;

/** Names by process, learned from whoever was seen to send or report. */
export function processNames(run: RecordedRun): (process: ProcessId) => string {
  const names = new Map<ProcessId, string>();
  for (const observation of run.observations) {
    if (observation.kind === 'message') {
      names.set(observation.from, nameOf(run, observation.fromNode));
      names.set(observation.to, nameOf(run, observation.toNode));
    } else if (observation.kind === 'protocol') names.set(observation.process, nameOf(run, observation.node));
  }
  return (process) => names.get(process) ?? `process ${process}`;
}

/** Holds a run of a scenario against what its `verify` asks for. To be called before the simulation boots. */

import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Violation } from '../measure/result.ts';
import type { Pool } from '../services/pool/install-pool.ts';
import type { ReplicatedStore } from '../services/replicated-store.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import { checkRun, type RunCheck } from '../verify/check-run.ts';
import type { Scenario } from './scenario.ts';

export interface ScenarioCheckOptions {
  /** The stores of the simulation, once it is built: a violation of liveness says what each replica was doing. */
  readonly stores: () => readonly ReplicatedStore[];
  /** Its pools, likewise; absent: there are none. */
  readonly pools?: () => readonly Pool[];
  /** See `checkRun`. */
  readonly historySteps?: number;
  /** Called at each violation, as soon as it is known. */
  readonly onViolation?: (violation: Violation) => void;
}

export function checkScenario(scenario: Scenario, seed: number, trace: Trace, options: ScenarioCheckOptions): RunCheck {
  const nodes = scenario.topology.nodes.map(({ name }) => name);
  return checkRun(trace, {
    seed,
    nodes,
    verify: scenario.verify,
    services: servicesOfKind(scenario.services, 'replicated-store').map(({ name, consensus }) => ({
      name,
      logs: consensusProtocols.get(consensus)?.logs ?? 'contiguous',
    })),
    describeReplicas: () => options.stores().flatMap((store) => describeReplicas(store, nodes)),
    flows: () => options.pools?.().flatMap((pool) => pool.flows()) ?? [],
    historySteps: options.historySteps,
    onViolation: options.onViolation,
  });
}

function describeReplicas(store: ReplicatedStore, nodes: readonly string[]): string[] {
  return store.replicas().map((node) => {
    const name = `${store.name}@${nodes[node]}`;
    const status = store.status(node);
    if (status === undefined) return `${name} does not run`;
    const { role, term, leader, lastIndex, commitIndex } = status;
    const follows = leader === undefined ? 'knows no leader' : `its leader is process ${leader}`;
    const log = `log up to ${lastIndex}, committed up to ${commitIndex}`;
    const awaiting = store.awaiting(node);
    const waits = awaiting === undefined ? 'waits for nothing' : `waits for ${awaiting}`;
    return `${name} is ${role} in term ${term}, ${role === 'leader' ? log : `${follows}, ${log}`}; ${waits}`;
  });
}

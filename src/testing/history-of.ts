/** What the clients of a run did, for `toBeLinearizable` and `fivenines linearizable`. */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import type { Plan } from '../explore/plan.ts';
import type { HistoryEvent } from '../verify/history/history-event.ts';
import { recordHistory } from '../verify/history/record-history.ts';
import { runCluster } from './run-cluster.ts';

/** In order of time. The run goes on past violations. */
export function historyOf(protocol: ConsensusProtocol, plan: Plan): readonly HistoryEvent[] {
  let recorded: () => readonly HistoryEvent[] = () => [];
  runCluster(protocol, plan, {
    counts: () => false,
    watch(trace) {
      recorded = recordHistory(trace);
    },
  });
  return recorded();
}

/** Why a run of a plan went wrong, as lines of text. */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { withConsensus } from '../algorithms/consensus/registry.ts';
import { formatLine } from '../explore/explain/line.ts';
import { narrate } from '../explore/explain/narrate.ts';
import { recordRun } from '../explore/explain/record-run.ts';
import type { Plan } from '../explore/plan.ts';

/** What is broken, then the story. Empty if the run breaks nothing that `counts`. */
export function explainRun(
  protocol: ConsensusProtocol,
  plan: Plan,
  counts: (property: string) => boolean = () => true,
): readonly string[] {
  const run = withConsensus(protocol, () => recordRun({ ...plan, protocol: protocol.name }, { counts }));
  if (run === undefined) return [];
  const { property, detail } = run.violation;
  return [`${protocol.name} breaks ${property}: ${detail}`, '', ...narrate(run).map(formatLine)];
}

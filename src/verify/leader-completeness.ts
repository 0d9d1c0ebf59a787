/**
 * Leader completeness: when a replica comes to lead in a term, its log holds the last entry known to be committed in an
 * earlier one. The entries before that follow from log matching, an invariant of its own. Memory: one entry per term.
 *
 * An entry counts as committed in the term of whoever knew it first. A wiped disk is no excuse: if what it lost was
 * needed, a committed entry is gone.
 */
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';
import { holds, lastIndexOf, termAt } from './replica-log.ts';

interface Commit {
  readonly index: number;
  readonly term: number;
  readonly by: NodeId;
}

interface Commits {
  last: number;
  /** The last one, by the term in which it was committed. */
  readonly byTerm: Map<number, Commit>;
}

const emptyCommits = (): Commits => ({ last: 0, byTerm: new Map() });

export const leaderCompleteness: Invariant = {
  name: 'leader-completeness',
  statement: 'An entry that is committed in a term is in the log of every leader of a later term.',
  source: 'Ongaro & Ousterhout (extended), §5.4, Figure 3',
  cost: 'logs',
  of: 'contiguous',
  watch(trace, { nodeName, report, replicas }) {
    const all = replicas();
    const commitsByService = new Map<string, Commits>();
    trace.subscribe('log', ({ service, process, node, change, index }) => {
      if (change !== 'commit') return;
      const commits = getOrCreate(commitsByService, service, emptyCommits);
      if (index <= commits.last) return;
      const replica = all.of(process);
      const term = replica === undefined ? undefined : termAt(replica.log, index);
      if (replica === undefined || term === undefined) return;
      commits.last = index;
      commits.byTerm.set(replica.term, { index, term, by: node });
    });
    trace.subscribe('protocol', ({ time, service, process, node, event }) => {
      if (event.type !== 'role' || event.role !== 'leader') return;
      const replica = all.of(process);
      const commits = commitsByService.get(service);
      if (replica === undefined || !replica.toldLog || commits === undefined) return;
      const commit = lastBefore(commits, event.term);
      if (commit === undefined || holds(replica.log, commit.index, commit.term)) return;
      const own = termAt(replica.log, commit.index);
      const has = own === undefined ? `ends at index ${lastIndexOf(replica.log)}` : `has term ${own} there`;
      const what = `index ${commit.index} of term ${commit.term}, which ${nodeName(commit.by)} knew to be committed`;
      report(time, `${service}: ${nodeName(node)} leads in term ${event.term} without ${what}: its log ${has}`);
    });
    return () => {};
  },
};

function lastBefore({ byTerm }: Commits, term: number): Commit | undefined {
  let last: Commit | undefined;
  for (const [committedIn, commit] of byTerm) {
    if (committedIn < term && (last === undefined || commit.index > last.index)) last = commit;
  }
  return last;
}

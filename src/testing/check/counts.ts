/** Which properties a check is about. */
import { EXCEPTION } from '../../explore/run-plan.ts';
import { LINEARIZABILITY } from '../../verify/check-history.ts';
import type { ClusterCheckOptions } from './cluster-check-options.ts';

const SEEN_BY_CLIENTS: ReadonlySet<string> = new Set([LINEARIZABILITY, 'liveness', EXCEPTION]);

export function countsIn({
  invariants = true,
  ignore = [],
}: Pick<ClusterCheckOptions, 'invariants' | 'ignore'>): (property: string) => boolean {
  const ignored = new Set(ignore);
  return (property) => !ignored.has(property) && (invariants || SEEN_BY_CLIENTS.has(property));
}

/**
 * Sending a snapshot to a replica that asks for slots which are compacted: a chunk for each request. The replica that asks
 * keeps account; here only the snapshot is held on to, so that a later one does not take its place halfway.
 */
import type { ProcessId } from '../../environment.ts';
import { HEADER_BYTES, type Learn } from './messages.ts';
import type { Paxos } from './state.ts';

export function lendSnapshot({ state, environment, options }: Paxos, to: ProcessId, request: Learn): void {
  const { lent, ballot: term } = state;
  let snapshot = lent.get(to) ?? state.snapshot!;
  let { offset } = request;
  // Of one that it began to receive elsewhere, which is the same for the same slot, it gets the rest.
  if (snapshot.index !== request.snapshot) {
    snapshot = state.snapshot!;
    offset = 0;
    environment.observe({ type: 'snapshot', action: 'sent', index: snapshot.index, term: snapshot.origin, peer: to });
  }
  lent.set(to, snapshot);
  const { index, origin, configurations, data, bytes: total } = snapshot;
  const length = Math.min(options.snapshotChunk, total - offset);
  const last = offset + length >= total;
  if (last) lent.delete(to);
  environment.send(
    to,
    {
      kind: 'multi-paxos/snapshot',
      term,
      index,
      origin,
      configurations,
      offset,
      length,
      total,
      data: last ? data : undefined,
    },
    HEADER_BYTES + length,
  );
}

/**
 * The closed list of causes of downtime. Where several hold at once the one that stands first here is charged: the
 * order is also the tie-break order.
 */
export const CAUSES = {
  'loss of quorum': "fewer than a majority of the service's voters were running and in contact, or just had been",
  'disk full': 'a disk that the service writes to was full',
  'leader crash': 'the leader lost power or gave up, until another one worked',
  'leader pause': 'the leader stood still (garbage collection, a frozen machine), until it or another one worked',
  'leader isolated': 'the leader ran, but could not reach a majority',
  'split vote': 'voting had to be repeated, from the first round without a winner to the election',
  'leadership transfer': 'an orderly hand-over of leadership was under way',
  'orderly stop': 'the leader was shut down on purpose',
  'membership change': 'the set of voters was being changed',
  partition: 'a leader worked, but the caller could not reach it',
  'disk stall': 'a disk was slow while a leader stood or elections went on',
  'network degradation': 'loss, delay or lack of bandwidth on the network',
  overload: 'CPUs were short of time or requests were refused',
  clock: 'a clock was wrong',
  election: 'leadership changed, or was being decided, with no fault near',
  unknown: 'none of the above was observed',
} as const;

export type Cause = keyof typeof CAUSES;

const order = Object.keys(CAUSES) as Cause[];

/** Sorts causes in tie-break order. */
export const compareCauses = (a: Cause, b: Cause): number => order.indexOf(a) - order.indexOf(b);

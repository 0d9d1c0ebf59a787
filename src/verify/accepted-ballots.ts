/**
 * In which ballot one acceptor accepted each slot last. Memory: the last `WINDOW` slots at least, twice as many at most;
 * further down nothing is judged.
 */
const WINDOW = 65_536;

export interface AcceptedBallots {
  first: number;
  /** By slot less `first`; 0 where nothing was accepted. */
  readonly ballots: number[];
}

export const createAcceptedBallots = (): AcceptedBallots => ({ first: 0, ballots: [] });

/** The ballot in which `slot` was accepted last; 0 for never, undefined where that is forgotten. */
export function acceptedIn({ first, ballots }: AcceptedBallots, slot: number): number | undefined {
  return slot < first ? undefined : (ballots[slot - first] ?? 0);
}

export function accept(accepted: AcceptedBallots, slot: number, ballot: number): void {
  const { ballots } = accepted;
  if (slot - accepted.first >= 2 * WINDOW) {
    ballots.splice(0, slot - WINDOW - accepted.first);
    accepted.first = slot - WINDOW;
  }
  const offset = slot - accepted.first;
  if (offset < 0) return;
  while (ballots.length < offset) ballots.push(0);
  ballots[offset] = ballot;
}

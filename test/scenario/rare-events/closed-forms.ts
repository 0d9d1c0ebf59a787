/** Machines that fail and are repaired independently of each other: what theory says of too few of them being up. */

export interface MachineLaw {
  readonly mtbfSeconds: number;
  readonly repairSeconds: number;
}

/** The share of time with fewer than `quorum` up. Of the laws only the means matter (alternating renewal processes). */
export function unavailabilityOf(machines: readonly MachineLaw[], quorum: number): number {
  return sumOverStates(machines, (up) => (up.filter((isUp) => isUp).length < quorum ? 1 : 0));
}

/** Outages a second: one too many fails. Failures are exponential. */
export function outageRateOf(machines: readonly MachineLaw[], quorum: number): number {
  return sumOverStates(machines, (up) =>
    up.filter((isUp) => isUp).length === quorum
      ? machines.reduce((sum, { mtbfSeconds }, i) => sum + (up[i] ? 1 / mtbfSeconds : 0), 0)
      : 0,
  );
}

function sumOverStates(machines: readonly MachineLaw[], of: (up: readonly boolean[]) => number): number {
  let sum = 0;
  for (let state = 0; state < 2 ** machines.length; state++) {
    const up = machines.map((_, i) => ((state >> i) & 1) === 1);
    const chance = machines.reduce((product, { mtbfSeconds, repairSeconds }, i) => {
      const share = mtbfSeconds / (mtbfSeconds + repairSeconds);
      return product * (up[i] ? share : repairSeconds / (mtbfSeconds + repairSeconds));
    }, 1);
    sum += chance * of(up);
  }
  return sum;
}

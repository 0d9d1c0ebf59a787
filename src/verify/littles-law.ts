/**
 * Little's law over the whole run, exact: the integral of the number of attempts at a server over time equals the sum of
 * the times that they spent there, those that are still there counted up to now; and the same for those that wait. The
 * integrals are taken from counts, the times from the observations of their ends.
 */
import type { Invariant } from './invariant.ts';
import { perServer } from './per-server.ts';

export const littlesLaw: Invariant = {
  name: 'littles-law',
  statement:
    'At a server of a pool, the integral of the number of attempts over time is the sum of their times, also of those that wait.',
  source: 'Little, "A proof for the queuing formula L = λW", Operations Research 9 (1961)',
  cost: 'always',
  watch(trace, { nodeName, report, flows }) {
    const sumsAt = perServer(() => ({ sojourn: 0, wait: 0 }));
    trace.subscribe('attempt', ({ time, service, node, arrivedAt, wait }) => {
      const sums = sumsAt(service, node);
      sums.sojourn += time - arrivedAt;
      sums.wait += wait;
    });
    return () => {
      for (const { service, node, arrivals, waited, until, waitingIntegral, presentIntegral } of flows()) {
        const compare = (which: string, integral: number, sum: number): void => {
          if (sum === integral) return;
          const sides = `the integral of their number is ${integral} us, the sum of their times ${sum} us`;
          report(until, `${service}: of the attempts ${which} ${nodeName(node)}, ${sides}`);
        };
        const { sojourn, wait } = sumsAt(service, node);
        const present = arrivals.reduce((sum, arrival) => sum + until - arrival, 0);
        compare('at', presentIntegral, sojourn + present);
        compare('that wait at', waitingIntegral, wait + waited);
      }
    };
  },
};

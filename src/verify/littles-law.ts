/**
 * Little's law over the whole run, exact: the integral of the number of attempts at a server over time equals the sum of
 * the times that they spent there, those that are still there counted up to now. The integral is taken from counts, the
 * times from the observations of their ends.
 */
import type { Invariant } from './invariant.ts';
import { perServer } from './per-server.ts';

export const littlesLaw: Invariant = {
  name: 'littles-law',
  statement:
    'At a server of a pool, the integral of the number of attempts over time is the sum of their sojourn times.',
  source: 'Little, "A proof for the queuing formula L = λW", Operations Research 9 (1961)',
  cost: 'always',
  watch(trace, { nodeName, report, flows }) {
    const sumsAt = perServer(() => ({ sojourn: 0 }));
    trace.subscribe('attempt', ({ time, service, node, arrivedAt }) => {
      sumsAt(service, node).sojourn += time - arrivedAt;
    });
    return () => {
      for (const { service, node, arrivals, until, presentIntegral } of flows()) {
        let { sojourn } = sumsAt(service, node);
        for (const arrival of arrivals) sojourn += until - arrival;
        if (sojourn === presentIntegral) continue;
        const sides = `the integral of their number is ${presentIntegral} us, the sum of their times ${sojourn} us`;
        report(until, `${service}: of the attempts at ${nodeName(node)}, ${sides}`);
      }
    };
  },
};

/**
 * Consistent hashing with bounded loads: at no time has a backend more than ⌈c · average⌉ requests once it was given one,
 * the request itself counted in. Keys are skewed so that the ring alone would drown one.
 *
 * Source: Mirrokni, Thorup & Zadimoghaddam, "Consistent hashing with bounded loads", SODA 2018, section 1.
 */
import { randomStream } from '../../src/core/random/random-stream.ts';
import { backendsNamed, bareBalancer } from '../bare-balancer.ts';
import type { Check } from '../check.ts';

const BACKENDS = 20;
const UNDER_WAY = 200;
const BALANCES = [1, 1.25, 2];
/** Every second request is for it. */
const HOT_KEY = 7;

/** Requests that brought their backend above the bound, and the greatest load over the average. */
function worst(balance: number, requests: number): { readonly above: number; readonly greatest: number } {
  const random = randomStream(1, `bounded-loads/${balance}`);
  const { balancer, pick } = bareBalancer('bounded-load-hash', { balance }, backendsNamed('b', BACKENDS));
  const loads = new Int32Array(BACKENDS);
  const underWay: number[] = [];
  let above = 0;
  let greatest = 0;
  for (let request = 0; request < requests; request++) {
    const backend = pick(random() < 0.5 ? HOT_KEY : Math.floor(random() * 2 ** 32));
    balancer.sent(backend);
    loads[backend]++;
    underWay.push(backend);
    if (loads[backend] > Math.ceil((balance * underWay.length) / BACKENDS)) above++;
    if (underWay.length < UNDER_WAY) continue;
    greatest = Math.max(greatest, (loads[backend] * BACKENDS) / underWay.length);
    const [ended] = underWay.splice(Math.floor(random() * UNDER_WAY), 1);
    balancer.ended(ended, 1000, true);
    loads[ended]--;
  }
  return { above, greatest };
}

export const boundedLoads: Check = {
  name: 'hashing/bounded-loads',
  title: `Bounded loads, ${BACKENDS} backends, ${UNDER_WAY} requests under way, half of them for one key`,
  source: 'Mirrokni, Thorup & Zadimoghaddam, SODA 2018',
  exercised: 'bounded-load-hash',
  figures: BALANCES.flatMap((balance) => [
    { quantity: `requests above ⌈${balance} · average⌉`, expected: 0, tolerance: { kind: 'absolute', by: 0 } as const },
    // The hot key fills its backend to the bound.
    {
      quantity: `greatest load ÷ average, c = ${balance}`,
      expected: Math.ceil((balance * UNDER_WAY) / BACKENDS) / (UNDER_WAY / BACKENDS),
      tolerance: { kind: 'absolute', by: 0 } as const,
    },
  ]),
  trials: { full: 100_000, short: 5000 },
  simulate: (requests) =>
    BALANCES.flatMap((balance) => {
      const { above, greatest } = worst(balance, requests);
      return [{ value: above }, { value: greatest }];
    }),
};

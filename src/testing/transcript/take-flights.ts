/** The messages that `deliver`, `drop` and `duplicate` are about: `n1->n2 append 2`, `n1->*`, `*`. */
import type { Bench } from './bench.ts';
import type { Flight } from './bench-network.ts';
import { replicaName } from './describe.ts';
import { BadDirective, replicaNamed, type Words } from './read-words.ts';

const ANY = '*';

/** In the order in which they were sent; they stay in flight. */
export function takeFlights({ network, replicas }: Bench, words: Words): readonly Flight[] {
  const link = words.next('a link');
  const [from, to = link === ANY ? ANY : undefined, ...more] = link.split('->');
  if (to === undefined || more.length > 0) throw new BadDirective(`a link is written n1->n2 or n1->*, not "${link}"`);
  const isEnd = (word: string): ((process: number) => boolean) => {
    if (word === ANY) return () => true;
    const { id } = replicaNamed(word, replicas);
    return (process) => process === id;
  };
  const [isFrom, isTo] = [isEnd(from), isEnd(to)];
  const word = words.peek();
  const kind = word === undefined || /^\d+$/.test(word) ? undefined : words.next('a kind of message');
  const count = words.peek() === undefined ? Number.POSITIVE_INFINITY : words.count('the number of messages');
  const isKind = (name: string): boolean => kind === undefined || name === kind || name.endsWith(`/${kind}`);
  const found = network.flights.filter(
    (flight) => isFrom(flight.from) && isTo(flight.to) && isKind(flight.message.kind),
  );
  if (found.length === 0) throw new BadDirective(`no such message is in flight; in flight: ${listed(network.flights)}`);
  return found.slice(0, count);
}

const listed = (flights: readonly Flight[]): string =>
  flights.length === 0
    ? 'none'
    : flights.map(({ from, to, message }) => `${replicaName(from)}->${replicaName(to)} ${message.kind}`).join(', ');

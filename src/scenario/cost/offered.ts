/** What arrives at each service, counting the calls that pools make of each other and of stores. */
import type { ServiceSpec } from '../../services/service.ts';
import type { ClientSpec } from '../../workload/client.ts';

/**
 * `of`: how much a client sends; what comes out is in its unit, by name of the service. Nothing is refused and nothing is
 * retried. A circle of calls is followed once.
 */
export const offered = (
  services: readonly ServiceSpec[],
  clients: readonly ClientSpec[],
  of: (client: ClientSpec) => number,
): ReadonlyMap<string, number> => {
  const amounts = new Map<string, number>();
  const byName = new Map(services.map((service) => [service.name, service]));
  const add = (name: string, amount: number, above: readonly string[]) => {
    amounts.set(name, (amounts.get(name) ?? 0) + amount);
    const service = byName.get(name);
    if (service?.kind !== 'pool' || above.includes(name)) return;
    for (const { target, share } of service.calls) add(target, amount * share, [...above, name]);
  };
  const direct = new Map<string, number>();
  for (const client of clients) direct.set(client.target, (direct.get(client.target) ?? 0) + of(client));
  for (const [name, amount] of direct) add(name, amount, []);
  return amounts;
};

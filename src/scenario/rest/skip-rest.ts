/**
 * Lets the calendar jump over time at rest: to shortly before its next appointment (a fault, its end, an operator's
 * order, the end of the run), while machine time and all timers stand still. O(1) for any length.
 *
 * The length is a multiple of the period after which a cluster at rest repeats itself, so that where nothing is random
 * (see `is-periodic.ts`) a run continues exactly as if it had been simulated. Otherwise it continues as it might have.
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { RequestCredit } from '../../kernel/observation.ts';
import type { Load } from '../../workload/load.ts';
import type { Simulation } from '../build-simulation.ts';
import { atRest, type Rest } from './at-rest.ts';
import { chancePerSecond } from './chance.ts';
import { isPeriodic } from './is-periodic.ts';

/** Chance of missing something in the whole run that is accepted, unless set. */
export const SKIP_CHANCE_MAX = 1e-6;

export interface RestSkipper {
  /** Skips what can be skipped now, at most to calendar time `end`. Returns whether anything was. */
  skip(end: Micros): boolean;
  /** Bound on the chance that something happened in the skipped calendar, 0..1. */
  readonly chance: number;
}

/** Time that is simulated before an appointment, in multiples of the longest timeout and tick of any client. */
const LEAD_IN_TIMEOUTS = 1;
const LEAD_MIN = 2_000_000;

export function createRestSkipper(simulation: Simulation, chanceMax = SKIP_CHANCE_MAX): RestSkipper {
  const { kernel, trace, clients, scenario } = simulation;
  const loads = clients.flatMap((client) => client.loads);
  const skippable =
    scenario.clients.every(({ kind }) => kind !== 'closed' && kind !== 'scripted') &&
    loads.every(({ perSecond }) => perSecond !== undefined);
  const lead = leadBefore(simulation);
  const periodic = isPeriodic(scenario);
  const servers = scenario.topology.nodes.filter(({ role }) => role === 'server');
  const shares = new Map<string, number>();
  const chances = new Map<string, number>();
  let chance = 0;

  const creditsOf = (load: Load, requests: number, { services }: Rest): RequestCredit[] => {
    const service = scenario.clients.find(({ name }) => name === load.client)?.target ?? '';
    const servedBy = services.find(({ name }) => name === service)?.leader;
    const { client, zone, probe } = load;
    return Object.entries(load.mix).map(([f, weight]) => {
      // What does not make a whole request is carried over.
      const key = `${client}/${zone}/${f}`;
      const exact = requests * weight + (shares.get(key) ?? 0);
      const count = Math.round(exact);
      shares.set(key, exact - count);
      return { service, client, zone, probe, f: f as RequestCredit['f'], count, servedBy };
    });
  };

  /** It depends on who leads, who runs and who votes, of which there are few cases in a run. */
  const chanceOf = ({ services }: Rest): number =>
    getOrCreate(chances, JSON.stringify(services), () => chancePerSecond(simulation, services));

  const leap = (rest: Rest, end: Micros): boolean => {
    const from = kernel.now;
    const wanted = Math.min(kernel.nextAppointment, end) - lead - from;
    if (wanted < lead) return false;
    const perSecond = chanceOf(rest);
    const affordable = perSecond > 0 ? ((chanceMax - chance) / perSecond) * 1e6 : Number.POSITIVE_INFINITY;
    const period = rest.period ?? 1;
    const length = Math.floor(Math.min(wanted, affordable) / period) * period;
    if (!(length >= lead)) return false;
    kernel.skip(length);
    chance += (perSecond * length) / 1e6;
    const until = kernel.now;
    const credits = loads.flatMap((load) => creditsOf(load, load.resume(until), rest));
    trace.publish({ kind: 'skip', time: until, from, credits });
    return true;
  };

  return {
    get chance() {
      return chance;
    },
    skip(end) {
      if (!skippable) return false;
      const rest = atRest(simulation);
      if (rest === undefined) return false;
      if (periodic && (rest.period === undefined || !servers.every(({ id }) => simulation.cluster.isRunning(id))))
        return false;
      for (const load of loads) load.suspend();
      if (leap(rest, end)) return true;
      for (const load of loads) load.resume(kernel.now);
      return false;
    },
  };
}

/** Long enough for every client to have called once and been answered. */
function leadBefore({ scenario }: Simulation): Micros {
  const longest = scenario.clients.map((client) => client.timeout + (client.kind === 'probe' ? client.every : 0));
  return Math.max(LEAD_MIN, LEAD_IN_TIMEOUTS * Math.max(0, ...longest));
}

/**
 * Servers behind a balancer. In the simulator a request is what it is for a user: a message of a client library with
 * deadline and retries, over a stream to the machine that its balancer picks, whose server queues and computes it, and the
 * answer; with invariants, and with all that the result shows of it. The others have arrivals, queues and departures. The
 * mean sojourn in service times shows that it is the same model: 5 for M/M/1 at 0.8, 2.63 for a hundred servers at 0.9.
 */
import { readFileSync } from 'node:fs';
import { seconds } from '../seconds.mjs';
import * as simjs from '../simjs.mjs';
import { parseScenario, runScenario } from '../simulator.mjs';

const FILE = 'scenarios/pool.yaml';
/** Milliseconds, as in the file. */
const SERVICE = 10;

const subjects = {
  fivenines({ servers, load, requests }) {
    const perSecond = (servers * load * 1000) / SERVICE;
    const parsed = parseScenario(
      { name: FILE, text: readFileSync(new URL(`../${FILE}`, import.meta.url), 'utf8') },
      {
        force: true,
        overrides: [
          ['topology.nodes', String(servers)],
          ['services.web.balancer', servers === 1 ? 'random' : 'power-of-two'],
          ['clients.users.arrivals', `{poisson: ${perSecond}/s}`],
        ],
      },
    );
    if (!parsed.ok) throw new Error(parsed.problems[0].message);
    const scenario = { ...parsed.scenario, duration: Math.round((requests / perSecond) * 1e6) };
    let result;
    return {
      work() {
        result = runScenario(scenario, 42);
      },
      result() {
        const { count, sum } = result.pools.web.sojourn;
        const { events, fingerprint } = result;
        return { events, fingerprint, requests: count, sojourn: ((sum / count) * 1000) / SERVICE };
      },
    };
  },
  simjs({ servers, load, requests }) {
    const sim = new simjs.Sim();
    const random = new simjs.Random(1);
    const facilities = Array.from({ length: servers }, (_, i) => new simjs.Facility(`s${i}`));
    const inFlight = new Int32Array(servers);
    let total = 0;
    let left = requests;
    const pick = () => {
      if (servers === 1) return 0;
      const one = Math.floor(random.random() * servers);
      const other = (one + 1 + Math.floor(random.random() * (servers - 1))) % servers;
      return inFlight[other] < inFlight[one] ? other : one;
    };
    class Source extends simjs.Entity {
      start() {
        this.setTimer(random.exponential((servers * load) / SERVICE)).done(this.arrive);
      }
      arrive() {
        const server = pick();
        inFlight[server]++;
        this.useFacility(facilities[server], random.exponential(1 / SERVICE)).done(this.leave, this, {
          at: this.time(),
          server,
        });
        if (--left > 0) this.setTimer(random.exponential((servers * load) / SERVICE)).done(this.arrive);
      }
      leave({ at, server }) {
        inFlight[server]--;
        total += this.time() - at;
      }
    }
    sim.addEntity(Source);
    return {
      work: () => sim.simulate(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
      result: () => ({ events: 2 * requests, requests, sojourn: total / requests / SERVICE }),
    };
  },
};

/** `servers`, each with a utilization of `load`; more than one are behind the power of two choices. */
export function run({ subject, ...model }) {
  const { work, result } = subjects[subject](model);
  const taken = seconds(work);
  return { seconds: taken, ...result(), peakMebibytes: process.resourceUsage().maxRSS / 1024 };
}

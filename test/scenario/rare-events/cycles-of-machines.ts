/**
 * Cycles of machines alone, without anything that runs on them: fast enough for statistics. Downtime is when too few of
 * the five machines n1 to n5 are up; each outage is an incident with the cause `loss of quorum`.
 */
import { randomInteger, randomStream } from '../../../src/core/random/random-stream.ts';
import { YEAR } from '../../../src/core/time.ts';
import type { FaultSpec } from '../../../src/faults/fault.ts';
import {
  addMoments,
  type Cycle,
  type CycleMoments,
  momentsOf,
  noCycles,
} from '../../../src/measure/rare-events/cycle-moments.ts';
import { biasFaults } from '../../../src/scenario/rare-events/biased-faults.ts';
import { createFakeWorld } from '../../faults/fake-world.ts';

export interface MachineCycles {
  readonly faults: readonly FaultSpec[];
  /** So many of the machines must be up. */
  readonly quorum: number;
  readonly machines: number;
  readonly bias: number;
  readonly cycles: number;
  readonly seed: number;
}

/** Virtual time is exact for 285 years: no cycle begins after a hundred. */
const LAST_BEGINNING = 100 * YEAR;

export function cyclesOfMachines(options: MachineCycles): CycleMoments {
  let moments: CycleMoments | undefined;
  for (let world = 0; (moments?.cycles ?? 0) < options.cycles; world++) {
    const more = someCycles(
      { ...options, cycles: options.cycles - (moments?.cycles ?? 0) },
      `${options.seed}/${world}`,
    );
    moments = moments === undefined ? more : addMoments(moments, more);
  }
  return moments ?? noCycles(0);
}

function someCycles({ faults, quorum, machines, bias, cycles }: MachineCycles, seed: string): CycleMoments {
  const world = { ...createFakeWorld(), seed: randomInteger(randomStream(seed, 'world'), 2 ** 32) };
  const { kernel, trace } = world;
  /** How many faults hold a machine down. */
  const holds = new Array<number>(world.cluster.topology.nodes.length).fill(0);
  const enough = (): boolean => holds.slice(0, machines).filter((held) => held === 0).length >= quorum;
  const biased = biasFaults(world, faults, { bias, failuresMax: machines, reached: () => !enough() });
  let since: number | undefined;
  let outages: { readonly from: number; readonly to: number }[] = [];
  const finished: Cycle[] = [];
  trace.subscribe('fault', ({ phase, nodes }) => {
    for (const node of nodes) holds[node] += phase === 'start' ? 1 : -1;
    if (!enough()) since ??= kernel.now;
    else if (since !== undefined) {
      outages.push({ from: since, to: kernel.now });
      since = undefined;
    }
    if (phase === 'end' && biased.quiet()) kernel.stop();
  });
  while (finished.length < cycles && kernel.now < LAST_BEGINNING) {
    const events = kernel.events;
    outages = [];
    biased.beginCycle();
    do kernel.run(Number.MAX_SAFE_INTEGER);
    while (!biased.quiet());
    const ratio = biased.likelihoodRatio();
    finished.push({
      busySeconds: (kernel.now - (biased.firstStrike ?? kernel.now)) / 1e6,
      weight: ratio(kernel.now),
      events: kernel.events - events,
      incidents: outages.map(({ from, to }) => ({
        segments: [{ cause: 'loss of quorum', seconds: (to - from) / 1e6 }],
        weight: ratio(to),
      })),
    });
  }
  return momentsOf(finished, 1 / biased.restRate / 1e6);
}

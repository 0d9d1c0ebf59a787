/** One fault, struck at 1 ms in a fresh fake world. */
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { type FaultEngine, scheduleFaults } from '../../../src/faults/schedule-faults.ts';
import { createFakeWorld, type FakeWorld, topology } from '../fake-world.ts';
import { faultSpec } from '../fault-spec.ts';

export const STRUCK_AT = 1000;

export interface Struck extends FakeWorld {
  readonly engine: FaultEngine;
  /** Runs until so long after the strike. */
  runFor(time: number): void;
  /** Pairs of machine names between which nothing passes, `n1→n2`. */
  blockedPairs(): string[];
}

export function strikeKind(kind: string, targets: readonly string[], parameters: ParameterValues = {}): Struck {
  const world = createFakeWorld();
  const engine = scheduleFaults(world, [faultSpec(kind, targets, { parameters })], 0, 1e9);
  world.kernel.run(STRUCK_AT);
  return {
    ...world,
    engine,
    runFor(time) {
      world.kernel.run(STRUCK_AT + time);
    },
    blockedPairs: () =>
      topology.nodes.flatMap((from) =>
        topology.nodes.filter((to) => world.cluster.blocked(from.id, to.id)).map((to) => `${from.name}→${to.name}`),
      ),
  };
}

/** What holds for every kind of fault, and for any number of them at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { checkTargets } from '../../src/faults/check-targets.ts';
import { faultKinds } from '../../src/faults/registry.ts';
import { scheduleFaults } from '../../src/faults/schedule-faults.ts';
import { parseTarget } from '../../src/faults/target.ts';
import { vocabularyOf } from '../../src/faults/vocabulary-of.ts';
import { anyFaults, IRREVERSIBLE, REQUIRED } from './any-faults.ts';
import { createFakeWorld } from './fake-world.ts';
import { faultSpec } from './fault-spec.ts';

/** Keys of a fault in a scenario file that every kind has. */
const RESERVED = ['at', 'every', 'mtbf', 'repair', 'for', 'from', 'to', 'until', 'times', 'limit', 'burst', 'name'];

describe.each([...faultKinds.values()].map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
  it('is described for people and for scenario files', () => {
    expect(kind.name).toBe(name);
    expect(kind.summary).toMatch(/^\S.{10,110}[^.]$/);
    expect(kind.example.startsWith(`{${name}: `)).toBe(true);
    for (const parameter of Object.values(kind.parameters)) expect(parameter.doc.length).toBeGreaterThan(5);
    expect(kind.groups).toEqual(
      { nodes: { min: 1, max: 1 }, none: { min: 0, max: 0 }, groups: kind.groups }[kind.targets],
    );
    expect(kind.subject === undefined || kind.subject in kind.parameters).toBe(true);
  });

  it('has an example that it accepts', () => {
    const example = parse(kind.example) as Record<string, unknown>;
    const keys = [name, ...RESERVED, ...Object.keys(kind.parameters)];
    expect(Object.keys(example).filter((key) => !keys.includes(key))).toEqual([]);
    if (kind.targets === 'none') return;
    const { cluster, services } = createFakeWorld();
    const vocabulary = vocabularyOf({ topology: cluster.topology, services });
    const targets = [example[name]].flat().map((text) => parseTarget(String(text), vocabulary));
    expect(targets.filter(({ ok }) => !ok)).toEqual([]);
    expect(
      checkTargets(
        kind,
        targets.filter((parsed) => parsed.ok).map(({ target }) => target),
      ),
    ).toBeUndefined();
  });

  it('has parameters that no timing key of a fault hides', () => {
    const keys = Object.keys(kind.parameters);
    expect(keys.filter((key) => RESERVED.includes(key) || faultKinds.has(key))).toEqual([]);
  });

  it('struck and healed, leaves the cluster as it was', () => {
    const world = createFakeWorld();
    const before = world.cluster.state();
    const targets = kind.targets === 'none' ? [] : ['zone a'];
    const engine = scheduleFaults(world, [faultSpec(name, targets, { parameters: REQUIRED[name] ?? {} })], 0, 1e9);
    world.kernel.run(1000);
    expect(engine.active()).toHaveLength(kind.lasting ? 1 : 0);
    engine.healAll();
    if (!IRREVERSIBLE.has(name)) expect(world.cluster.state()).toEqual(before);
    const pending = world.kernel.pending;
    world.kernel.run(1e9);
    expect(pending).toBe(0);
    expect(world.observations.map(({ phase }) => phase)).toEqual(['start', 'end']);
  });

  it('says the same for the same seed', () => {
    const run = (): unknown => {
      const world = createFakeWorld(7);
      const targets = kind.targets === 'none' ? [] : ['2 random nodes'];
      const spec = faultSpec(name, targets, { parameters: REQUIRED[name] ?? {}, length: constantSpec(60_000_000) });
      scheduleFaults(world, [spec], 0, 1e9);
      world.kernel.run(30_000_000);
      return [world.observations, world.cluster.calls, world.cluster.state(), world.kernel.fingerprint.toString()];
    };
    expect(run()).toEqual(run());
  });
});

describe('overlapping faults', () => {
  const HOLD_DOWN: ReadonlySet<string> = new Set(['crash', 'stop', 'torn-write', 'wipe', 'outage']);
  const SELF_MOVING: ReadonlySet<string> = new Set(['bad-release', 'rolling-restart']);

  it('compose: healed in any order, they leave the cluster as it was', () => {
    fc.assert(
      fc.property(anyFaults(1), fc.integer({ min: 0, max: 2500 }), (faults, until) => {
        const world = createFakeWorld();
        const before = world.cluster.state();
        const engine = scheduleFaults(world, faults, 0, 1e9);
        world.kernel.run(until);
        engine.stop();
        expect(engine.active()).toEqual([]);
        expect(world.cluster.state()).toEqual(before);
        const starts = world.observations.filter(({ phase }) => phase === 'start').map(({ id }) => id);
        const ends = world.observations.filter(({ phase }) => phase === 'end').map(({ id }) => id);
        expect(ends.toSorted((a, b) => a - b)).toEqual(starts);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('a node is down while any fault holds it down, else paused while any holds it paused', () => {
    const simple = anyFaults(1).map((faults) => faults.filter(({ kind }) => !SELF_MOVING.has(kind)));
    fc.assert(
      fc.property(simple, fc.integer({ min: 0, max: 2500 }), (faults, until) => {
        const world = createFakeWorld();
        const engine = scheduleFaults(world, faults, 0, 1e9);
        world.kernel.run(until);
        const held = (kinds: ReadonlySet<string>): number[] => {
          const nodes = engine
            .active()
            .filter(({ kind }) => kinds.has(kind))
            .flatMap((fault) => fault.nodes);
          return [...new Set(nodes)].filter((node) => node < 6).sort();
        };
        const down = held(HOLD_DOWN);
        const paused = held(new Set(['pause'])).filter((node) => !down.includes(node));
        expect(world.cluster.state()).toMatchObject({ down, paused });
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandDigest } from '../../../src/algorithms/state-machine/command-digest.ts';
import {
  applyKeyValue,
  createKeyValueState,
  type KeyValueState,
  readKeyValue,
  restoreKeyValue,
  snapshotKeyValue,
} from '../../../src/algorithms/state-machine/key-value.ts';
import type { KeyValueCommand } from '../../../src/algorithms/state-machine/key-value-command.ts';

const run = (state: KeyValueState, commands: readonly KeyValueCommand[]) =>
  commands.map((command) => applyKeyValue(state, command));

const content = (state: KeyValueState) => ({
  cells: [...state.cells],
  sessions: [...state.sessions.records],
  closed: [...state.sessions.closedUpTo],
  bytes: state.contentBytes,
});

const scalar = fc.oneof(fc.integer(), fc.constantFrom(null, 'x', 'y'));
const command: fc.Arbitrary<KeyValueCommand> = fc.record(
  {
    op: fc.constantFrom('read', 'write', 'cas', 'append', 'delete'),
    key: fc.constantFrom('a', 'b', 'c'),
    value: scalar,
    expected: scalar,
    valueBytes: fc.nat(100),
    session: fc.record({ client: fc.nat(2), session: fc.nat(3), sequence: fc.integer({ min: 1, max: 6 }) }),
  },
  { requiredKeys: ['op', 'key'] },
);
const commands = fc.array(command, { maxLength: 60 });

describe('key-value state machine', () => {
  it('reads, writes, compares and sets, appends and deletes', () => {
    const state = createKeyValueState();
    const responses = run(state, [
      { op: 'read', key: 'k' },
      { op: 'write', key: 'k', value: 1 },
      { op: 'cas', key: 'k', expected: 2, value: 3 },
      { op: 'cas', key: 'k', expected: 1, value: 3 },
      { op: 'append', key: 'k', value: 4 },
      { op: 'read', key: 'k' },
      { op: 'cas', key: 'k', expected: 3, value: 5 },
      { op: 'delete', key: 'k' },
      { op: 'append', key: 'k', value: 6 },
      { op: 'read', key: 'k' },
    ]);
    const done = { status: 'ok', value: null };
    expect(responses).toEqual([
      done,
      done,
      { status: 'mismatch', value: 1 },
      done,
      done,
      { status: 'ok', value: [3, 4] },
      { status: 'mismatch', value: [3, 4] },
      done,
      done,
      { status: 'ok', value: [6] },
    ]);
  });

  it('compare-and-set from null creates a key', () => {
    const state = createKeyValueState();
    expect(applyKeyValue(state, { op: 'cas', key: 'k', expected: null, value: 7 }).status).toBe('ok');
    expect(readKeyValue(state, 'k')).toBe(7);
  });

  it('counts the bytes of what it holds', () => {
    fc.assert(
      fc.property(commands, (log) => {
        const state = createKeyValueState();
        run(state, log);
        let bytes = 0;
        for (const [key, cell] of state.cells) bytes += key.length + cell.bytes;
        expect(state.contentBytes).toBe(bytes);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is deterministic: equal logs give equal states and responses', () => {
    fc.assert(
      fc.property(commands, (log) => {
        const [one, two] = [createKeyValueState(4), createKeyValueState(4)];
        expect(run(one, log)).toEqual(run(two, log));
        expect(content(one)).toEqual(content(two));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('a restored snapshot goes on as if nothing had happened, and nobody changes it', () => {
    fc.assert(
      fc.property(commands, commands, commands, (before, after, other) => {
        const original = createKeyValueState(4);
        run(original, before);
        const { data } = snapshotKeyValue(original);
        const copy = restoreKeyValue(data);
        const atSnapshot = content(restoreKeyValue(data));
        expect(content(copy)).toEqual(content(original));
        run(restoreKeyValue(data), other);
        expect(run(copy, after)).toEqual(run(original, after));
        expect(content(copy)).toEqual(content(original));
        expect(content(restoreKeyValue(data))).toEqual(atSnapshot);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

/**
 * A network's doing: every session's commands get into the log in order of their first arrival, since a client waits
 * for the outcome of one before it sends the next, but any may be there again, later, any number of times.
 */
const retriedLog = fc
  .record({
    lengths: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
    picks: fc.array(fc.record({ session: fc.nat(), repeat: fc.boolean(), which: fc.nat() }), { maxLength: 120 }),
  })
  .map(({ lengths, picks }) => {
    const sent = lengths.map(() => 0);
    const log: KeyValueCommand[] = [];
    for (const { session, repeat, which } of picks) {
      const s = session % lengths.length;
      const fresh = !repeat && sent[s] < lengths[s];
      const sequence = fresh ? ++sent[s] : 1 + (which % Math.max(1, sent[s]));
      if (sequence > sent[s]) continue;
      const stamp = { client: s % 2, session: s, sequence };
      log.push({ op: 'append', key: 'all', value: `${s}.${sequence}`, session: stamp });
    }
    return { log, sent };
  });

describe('sessions (dissertation §6.3)', () => {
  it('make every command take effect exactly once, however often it is in the log', () => {
    fc.assert(
      fc.property(retriedLog, ({ log, sent }) => {
        const state = createKeyValueState();
        run(state, log);
        const applied = (readKeyValue(state, 'all') ?? []) as readonly string[];
        expect([...applied].sort()).toEqual(
          sent.flatMap((count, s) => Array.from({ length: count }, (_, i) => `${s}.${i + 1}`)).sort(),
        );
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('answer a repeated command as the first time', () => {
    const state = createKeyValueState();
    const session = { client: 1, session: 0, sequence: 1 };
    const cas: KeyValueCommand = { op: 'cas', key: 'k', expected: null, value: 1, session };
    const first = applyKeyValue(state, cas);
    applyKeyValue(state, { op: 'write', key: 'k', value: 2 });
    expect(applyKeyValue(state, cas)).toEqual(first);
    expect(readKeyValue(state, 'k')).toBe(2);
  });

  it('ignore a command that arrives after a later one of its session', () => {
    const state = createKeyValueState();
    const stamp = (sequence: number) => ({ client: 1, session: 0, sequence });
    applyKeyValue(state, { op: 'write', key: 'k', value: 2, session: stamp(2) });
    expect(applyKeyValue(state, { op: 'write', key: 'k', value: 1, session: stamp(1) })).toEqual({ status: 'stale' });
    expect(readKeyValue(state, 'k')).toBe(2);
  });

  it('that were dropped never apply anything again', () => {
    fc.assert(
      fc.property(retriedLog, fc.integer({ min: 1, max: 3 }), ({ log }, capacity) => {
        const state = createKeyValueState(capacity);
        const responses = run(state, log);
        const applied = (readKeyValue(state, 'all') ?? []) as readonly string[];
        expect(new Set(applied).size).toBe(applied.length);
        expect(state.sessions.records.size).toBeLessThanOrEqual(capacity);
        const acknowledged = new Set(log.filter((_, i) => responses[i].status === 'ok').map(({ value }) => value));
        expect([...acknowledged].sort()).toEqual([...applied].sort());
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('are dropped least recently used first, and the retry is told so', () => {
    const state = createKeyValueState(2);
    const write = (session: number, sequence: number) =>
      applyKeyValue(state, { op: 'write', key: 'k', value: session, session: { client: 0, session, sequence } }).status;
    expect([write(0, 1), write(1, 1), write(0, 2), write(2, 1)]).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(write(1, 1)).toBe('expired');
    expect(write(0, 3)).toBe('ok');
    expect(write(3, 1)).toBe('ok');
  });
});

describe('command digest', () => {
  it('tells commands apart, and knows the same one again', () => {
    const base: KeyValueCommand = { op: 'write', key: 'k', value: 1, session: { client: 1, session: 2, sequence: 3 } };
    const variants: KeyValueCommand[] = [
      base,
      { ...base, op: 'append' },
      { ...base, key: 'l' },
      { ...base, value: 2 },
      { ...base, value: '1' },
      { ...base, value: null },
      { ...base, value: 4_294_967_297 },
      { ...base, value: 1.5 },
      { ...base, expected: 1 },
      { ...base, session: undefined },
      { ...base, session: { client: 2, session: 1, sequence: 3 } },
      { ...base, session: { client: 1, session: 2, sequence: 4 } },
    ];
    expect(new Set(variants.map(commandDigest)).size).toBe(variants.length);
    expect(commandDigest({ ...base })).toBe(commandDigest(base));
  });

  it('collides about as often as chance would have it', () => {
    const seen = new Set<number>();
    for (let i = 0; i < 50_000; i++) {
      seen.add(
        commandDigest({
          op: 'write',
          key: `k${i % 100}`,
          value: i,
          session: { client: 3, session: i % 7, sequence: i },
        }),
      );
    }
    // Expected collisions: n²/2³³ = 0.29.
    expect(seen.size).toBeGreaterThanOrEqual(49_995);
  });
});

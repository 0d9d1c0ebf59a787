import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/explore/finding.ts';
import type { Plan } from '../../../src/explore/plan.ts';
import { createFindingGroups } from '../../../src/node/hunt/finding-groups.ts';
import { fixedOptions } from '../../../src/node/hunt/fixed-options.ts';
import { type HuntRecord, openHuntJournal } from '../../../src/node/hunt/hunt-journal.ts';
import type { ShrinkAnswer } from '../../../src/node/hunt/hunt-task.ts';

const KEY = { version: '1', protocol: 'raft', settings: '{}', seed: 1 };
const PLAN = {
  ...{ seed: 1, protocol: 'raft', options: {}, voters: 3, spares: 0, transport: 'stream', duration: 1_000_000 },
  ...{
    latency: { min: 1, max: 1 },
    fsync: { min: 1, max: 1 },
    operations: [],
    orders: [],
    faults: [],
    healing: undefined,
  },
} satisfies Plan;
const finding = (run: number, property = 'liveness'): Finding => ({
  run,
  plan: PLAN,
  violation: { property, seed: 1, atSeconds: 1, detail: 'stuck' },
});
const answer = (shape: string, voters = 3): ShrinkAnswer => ({
  ...{ plan: { ...PLAN, voters }, shape, detail: 'stuck', atSeconds: 1, tried: 1, complete: true },
});

describe('the journal of a hunt', () => {
  const RECORDS: HuntRecord[] = [
    { type: 'finding', finding: finding(7) },
    { type: 'progress', runs: 64, seconds: 1.5, failures: { liveness: 1 } },
  ];

  it('gives back what was written, but for a last line that was cut off', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fivenines-')), 'deep', 'hunt.jsonl');
    const journal = openHuntJournal(file, KEY, false);
    for (const record of RECORDS) journal.append(record);
    appendFileSync(file, '{"type":"finding","find');
    expect(openHuntJournal(file, KEY, true).known).toEqual(RECORDS);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
  });

  it('forgets what belongs to another hunt, or is not wanted', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fivenines-')), 'hunt.jsonl');
    const journal = openHuntJournal(file, KEY, false);
    for (const record of RECORDS) journal.append(record);
    expect(openHuntJournal(file, { ...KEY, seed: 2 }, true).known).toEqual([]);
    expect(openHuntJournal(file, KEY, false).known).toEqual([]);
  });
});

describe('groups of findings', () => {
  it('let a frequent bug take ever less of the time', () => {
    const groups = createFindingGroups();
    const shrunk = Array.from({ length: 1000 }, () => groups.note('liveness'));
    expect(shrunk.flatMap((worth, i) => (worth ? [i + 1] : []))).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(groups.note('election-safety')).toBe(true);
    expect(groups.failures).toEqual({ liveness: 1000, 'election-safety': 1 });
  });

  it('number the shapes of a property and keep the smallest plan of each', () => {
    const groups = createFindingGroups();
    expect(groups.add(finding(3), answer('a', 5))).toMatchObject({ number: 1, run: 3, count: 1 });
    expect(groups.add(finding(4), answer('b'))).toMatchObject({ number: 2 });
    expect(groups.add(finding(5, 'validity'), answer('a'))).toMatchObject({ number: 1 });
    expect(groups.add(finding(6), answer('a', 7))).toBeUndefined();
    expect(groups.add(finding(7), answer('a', 3))?.best.plan.voters).toBe(3);
    expect(groups.list.map(({ count }) => count)).toEqual([3, 1, 1]);
  });
});

describe('fixed options', () => {
  it('are those that the file sets, also to what they are anyway', () => {
    const text = 'x: &o {preVote: true}\nservices: {store: {options: {<<: *o, readMode: lease}}, other: {}}';
    expect(fixedOptions(text, 'store').sort()).toEqual(['preVote', 'readMode']);
    expect(fixedOptions(text, 'other')).toEqual([]);
    expect(fixedOptions('services: [a]', 'store')).toEqual([]);
  });
});

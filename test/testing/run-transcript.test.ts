import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { TIMER } from '../../src/algorithms/consensus/raft/timers.ts';
import { checkTranscript, runTranscript, TRANSCRIPT_HELP, TranscriptError } from '../../src/testing/index.ts';
import { toy } from './toy.ts';

const run = (...lines: string[]): string => runTranscript(`${lines.join('\n')}\n`, raft, { timers: TIMER });
const LEAD = ['set preVote=false', 'boot 3', 'tick n1 election', 'stabilize'];

describe('runTranscript', () => {
  it('writes what comes of each block below it', () => {
    expect(run('# Nothing yet.', '', 'set preVote=false', 'boot 1', '', '# More.', 'status n1')).toBe(
      [
        ...['# Nothing yet.', '', 'set preVote=false', 'boot 1', '----'],
        ...['n1  membership of entry 0, committed: voters n1', 'n1  role: role follower, term 0', ''],
        ...['# More.', 'status n1', '----'],
        'n1  follower, term 0, no leader, log 0, committed 0, applied 0; waits for a leader, or its election timeout',
        '',
      ].join('\n'),
    );
  });

  it('leaves its own output as it is, and makes outdated output anew', () => {
    const made = run(...LEAD, '', '# Said.', '', 'propose n1 x=1', 'stabilize', 'read n1 x', 'stabilize');
    expect(runTranscript(made, raft, { timers: TIMER })).toBe(made);
    expect(runTranscript(made.replace('reads x = 1', 'reads x = 2'), raft, { timers: TIMER })).toBe(made);
    expect(runTranscript(made.replaceAll('\n', '\r\n'), raft, { timers: TIMER })).toBe(made);
    expect(made).toContain('n1  reads x = 1\n');
  });

  it('says ok where nothing came of it', () => {
    expect(run('set preVote=false')).toBe('set preVote=false\n----\nok\n');
  });

  it('delivers by link, kind and number', () => {
    const text = run(
      ...LEAD,
      '',
      'propose n1 a=1',
      'propose n1 b=2',
      'propose n1 c=3',
      '',
      'deliver n1->n2 append 2',
      '',
      'messages',
    );
    const [, , delivered, left] = text.split('\n\n');
    expect(delivered.match(/n1 → n2 {2}append/g)).toHaveLength(2);
    expect(delivered).not.toContain('n1 → n3');
    expect(left.match(/n1->n2 raft\/append/g)).toHaveLength(1);
    expect(left.match(/n1->n3 raft\/append/g)).toHaveLength(3);
  });

  it('loses what was not synced, and keeps what a crash is told to keep', () => {
    const story = (keeping: string): string =>
      run(
        ...LEAD,
        'fsync hand',
        'propose n1 x=1',
        'deliver n1->n2 append',
        `crash n2${keeping}`,
        'restart n2',
        'log n2',
      );
    expect(story('')).toContain('n2  crashes; 1 of its writes is lost');
    expect(story('')).toMatch(/n2 {2}\[1\/t1 no-op\] committed up to 0\n$/);
    expect(story(' keeping 1')).toContain('everything it wrote was synced');
    expect(story(' keeping 1')).toMatch(/n2 {2}\[1\/t1 no-op, 2\/t1 x=1\] committed up to 0\n$/);
  });

  it('has messages take time where they are given a duration', () => {
    const text = run('latency 3ms', 'fsync 2ms', 'set preVote=false', 'boot 2', 'advance until leader');
    const at = (pattern: RegExp): number => Number(new RegExp(`^ *([\\d.]+) {2}${pattern.source}`, 'm').exec(text)![1]);
    expect(at(/n\d {2}promise/) - at(/n\d {2}suspect/)).toBeCloseTo(2);
    expect(at(/n\d → n\d {2}request-vote/) - at(/n\d {2}promise/)).toBeCloseTo(3);
    expect(at(/n\d → n\d {2}vote-response/) - at(/n\d → n\d {2}request-vote/)).toBeCloseTo(5);
  });

  it('draws from its seed alone', () => {
    const timed = (seed: number): string => run(`seed ${seed}`, 'latency 1ms', 'boot 3', 'advance until leader');
    expect(timed(1)).toBe(timed(1));
    expect(timed(1).slice(7)).not.toBe(timed(2).slice(7));
  });

  it('says what a protocol throws', async () => {
    const text = runTranscript('boot 3\ntick n1 1\nstabilize\ntick n3 1\nstabilize\n', await toy('throwing'));
    expect(text).toContain('n2  throws TypeError: a second view');
  });

  it('takes descriptions of its author', () => {
    const text = runTranscript('boot 1\n', raft, {
      describeEvent: (event) => (event.type === 'role' ? `now a ${event.role}` : undefined),
    });
    expect(text).toBe('boot 1\n----\nn1  now a follower\n');
  });

  it.each([
    ['delver n1->n2', 'line 5: unknown directive "delver": did you mean deliver?'],
    ['deliver n1>n2', 'a link is written n1->n2 or n1->*, not "n1>n2"'],
    ['deliver n2->n1 heartbeat', 'no such message is in flight; in flight: none'],
    ['deliver n1->n9', 'there is no replica "n9": they are n1 to n3'],
    ['tick', 'a replica is missing (tick n1 [election])'],
    ['tick n2 heartbeat', 'n2 has armed no timer "heartbeat"; armed: election'],
    ['tick n2 hartbeat', 'no timer "hartbeat"'],
    ['boot 3', 'the replicas run already'],
    ['set preVote=true', 'this comes before boot'],
    ['restart n1', 'n1 runs: crash comes first'],
    ['propose n1', 'a command is missing'],
    ['advance 5', 'unit'],
    ['advance until tea', 'until leader, not until "tea"'],
    ['sync n1', 'n1 waits for no sync'],
    ['change promote n1', 'add-voter, add-learner, remove or replace, not "promote"'],
    ['status n1 please', 'nothing may follow, and "please" does'],
    ['fail n1 smoke', 'full or io, not "smoke"'],
  ])('refuses "%s"', (line, message) => {
    expect(() => run(...LEAD, line)).toThrow(TranscriptError);
    expect(() => run(...LEAD, line)).toThrow(message);
    expect(() => run(...LEAD, line)).toThrow(/^line 5: /);
  });

  it.each([
    ['status', 'boot comes first'],
    ['set prevote=false', 'did you mean "preVote"?'],
    ['set electionTimeout=5', 'line 1'],
    ['set fast', 'name=value'],
    ['boot 0', 'somebody has to vote'],
    ['boot many', 'a whole number, not "many"'],
    ['toString', 'unknown directive "toString"'],
  ])('refuses "%s" at the start', (line, message) => {
    expect(() => run(line)).toThrow(message);
  });

  it('documents every directive', () => {
    expect(TRANSCRIPT_HELP.split('\n').length).toBeGreaterThan(20);
    const every = readFileSync(new URL('./transcripts/every-directive.txt', import.meta.url), 'utf8');
    for (const line of TRANSCRIPT_HELP.split('\n')) {
      const [name] = line.split(/[ :]/);
      expect(every).toMatch(new RegExp(`^${name}\\b`, 'm'));
    }
  });
});

describe('checkTranscript', () => {
  afterEach(() => vi.unstubAllEnvs());
  const script = 'boot 1\n----\nn1  role: nonsense\n';
  const newFile = (): string => {
    const file = join(mkdtempSync(join(tmpdir(), 'fivenines-')), 'story.txt');
    writeFileSync(file, script);
    return file;
  };

  it('names the line that differs, and how to accept it', () => {
    vi.stubEnv('UPDATE_TRANSCRIPTS', '');
    const file = newFile();
    expect(() => checkTranscript(file, raft)).toThrow(`${file}:3: the transcript differs`);
    expect(() => checkTranscript(file, raft)).toThrow('UPDATE_TRANSCRIPTS=1');
    expect(readFileSync(file, 'utf8')).toBe(script);
  });

  it('rewrites the file where it is asked to, and passes from then on', () => {
    const file = newFile();
    vi.stubEnv('UPDATE_TRANSCRIPTS', '1');
    checkTranscript(pathToFileURL(file), raft);
    expect(readFileSync(file, 'utf8')).toBe(runTranscript(script, raft));
    vi.stubEnv('UPDATE_TRANSCRIPTS', '');
    checkTranscript(file, raft);
  });
});

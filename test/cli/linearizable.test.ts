import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fivenines, folderWith } from './fivenines.ts';

const GOOD = `{"process":0,"type":"invoke","f":"write","value":1}
{"process":0,"type":"ok","f":"write","value":1}
`;
const BAD = `${GOOD}{"process":1,"type":"invoke","f":"read","value":null}
{"process":1,"type":"ok","f":"read","value":null}
`;
const cwd = folderWith({
  'good.jsonl': GOOD,
  'bad.jsonl': BAD,
  'broken.jsonl': `${GOOD}{"process":0,"type":"ok","f":"write"}\n`,
  'typo.jsonl': '{"process":0,"type":"invoke","f":"reed","value":1}\n',
  'good.edn': '{:process 0, :type :invoke, :f :read, :value nil}\n{:process 0, :type :ok, :f :read, :value nil}\n',
  'empty.jsonl': '\n',
});

describe('fivenines linearizable', () => {
  it('exits with 0, 1, 2 or 3', () => {
    expect(fivenines(['linearizable', 'good.jsonl'], { cwd })).toMatchObject({
      status: 0,
      stdout: 'good.jsonl: linearizable (1 operation, model kv)\n',
      stderr: '',
    });
    const bad = fivenines(['linearizable', 'good.jsonl', 'bad.jsonl', '--model', 'register'], { cwd });
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('No order of the operations explains read → null by process 1 (line 4)');
    expect(fivenines(['linearizable', 'missing.jsonl'], { cwd })).toMatchObject({
      status: 2,
      stderr: 'missing.jsonl: no such file\n',
    });
    expect(fivenines(['linearizable', 'empty.jsonl'], { cwd }).stderr).toBe(
      'empty.jsonl: holds no operation (read as jsonl)\n',
    );
  });

  it('has no verdict when the time is up', () => {
    // Many writes at once, then a read that none of their orders explains at once.
    const many = Array.from({ length: 400 }, (_, i) => `{"process":${i},"type":"invoke","f":"enqueue","value":${i}}`);
    const done = Array.from({ length: 400 }, (_, i) => `{"process":${i},"type":"ok","f":"enqueue","value":${i}}`);
    const read = ['{"process":0,"type":"invoke","f":"dequeue"}', '{"process":0,"type":"ok","f":"dequeue","value":-1}'];
    const input = [...many, ...done, ...read].join('\n');
    const args = ['linearizable', '-', '--model', 'queue', '--time-budget', '200ms'];
    const { status, stdout } = fivenines(args, { input });
    expect(status).toBe(3);
    expect(stdout).toMatch(/: unknown \(401 operations, model queue\)\n\n {2}The time was up, after [\d ]+ steps\.\n/);
  });

  it('says where a history is wrong', () => {
    const broken = fivenines(['linearizable', 'broken.jsonl'], { cwd });
    expect(broken.status).toBe(2);
    expect(broken.stderr).toMatch(/^broken\.jsonl:3:1: process 0 completes an operation that it never began\n 3 \| \{/);
    const typo = fivenines(['linearizable', 'typo.jsonl'], { cwd });
    expect(typo.stderr).toContain('did you mean read?');
    expect(fivenines(['linearizable', 'good.jsonl', '--model', 'regster'], { cwd })).toMatchObject({
      status: 2,
      stderr: 'fivenines: no model is called "regster": did you mean register?\n',
    });
    expect(fivenines(['linearizable', 'good.jsonl', '--time-budget', '3'], { cwd }).status).toBe(2);
  });

  it('reads EDN and standard input, and answers in JSON', () => {
    expect(fivenines(['linearizable', 'good.edn'], { cwd }).status).toBe(0);
    const { status, stdout } = fivenines(['linearizable', '-', '--json'], { input: BAD });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'jsonl',
      model: 'kv',
      operations: 2,
      verdict: 'not-linearizable',
      counterexample: { exact: true, last: { process: 1, lines: [3, 4] }, prefixes: [{ order: [{ process: 0 }] }] },
    });
    const both = fivenines(['linearizable', 'good.edn', 'broken.jsonl', '--json'], { cwd });
    expect(both.status).toBe(2);
    expect(JSON.parse(both.stdout)).toMatchObject([
      { verdict: 'linearizable' },
      { verdict: 'invalid', problems: [{ line: 3 }] },
    ]);
  });

  it('writes a page', () => {
    expect(fivenines(['linearizable', 'bad.jsonl', '--html', 'out/why.html'], { cwd }).status).toBe(1);
    expect(readFileSync(join(cwd, 'out/why.html'), 'utf8')).toContain('<polyline class="path"');
    expect(fivenines(['linearizable', 'bad.jsonl', 'good.jsonl', '--html', 'x.html'], { cwd }).status).toBe(2);
  });

  it('is listed with its models', () => {
    const { stdout } = fivenines(['list', 'models']);
    for (const model of ['kv', 'cas-register', 'mutex', 'multi-register']) expect(stdout).toContain(model);
  });
});

import { describe, expect, it } from 'vitest';
import { formatJsonl } from '../../../src/verify/history/format-jsonl.ts';
import type { HistoryEvent } from '../../../src/verify/history/history-event.ts';
import { detectFormat, parseHistory } from '../../../src/verify/history/history-formats.ts';
import { pairOperations } from '../../../src/verify/history/pair-operations.ts';

const eventsOf = (text: string): readonly HistoryEvent[] => {
  const { events, problems } = parseHistory(text, detectFormat(text));
  expect(problems).toEqual([]);
  return events;
};
const withoutLines = (events: readonly HistoryEvent[]) => events.map(({ line: _, ...event }) => event);

describe('JSON Lines', () => {
  const text = `{"process":0,"type":"invoke","f":"write","key":"k","value":3,"time":12}
{"process":1,"type":"invoke","f":"cas","key":7,"value":[null,"x"]}\r

{"process":1,"type":"fail","f":"cas","key":7,"value":null,"reason":"cas-mismatch","more":{}}
{"process":"nemesis","type":"info","f":"start","value":null}
{"process":0,"type":"info","f":"write","key":"k","value":3,"error":["timeout",1]}
`;

  it('is read', () => {
    expect(detectFormat(text)).toBe('jsonl');
    const { events, ignored } = parseHistory(text, 'jsonl');
    expect(ignored).toBe(1);
    expect(events).toEqual([
      { process: 0, type: 'invoke', f: 'write', key: 'k', value: 3, time: 12, line: 1 },
      { process: 1, type: 'invoke', f: 'cas', key: '7', value: [null, 'x'], line: 2 },
      { process: 1, type: 'fail', f: 'cas', key: '7', value: null, reason: 'cas-mismatch', line: 4 },
      { process: 0, type: 'info', f: 'write', key: 'k', value: 3, reason: '["timeout",1]', line: 6 },
    ]);
  });

  it('is written and read back', () => {
    const events = withoutLines(eventsOf(text));
    expect(withoutLines(eventsOf(formatJsonl(events)))).toEqual(events);
  });

  it('says what is wrong, all at once', () => {
    const bad = [
      '{"process":0,"type":"invoke","f":"read"',
      '[1]',
      '{"process":-1,"type":"invoke","f":"read"}',
      '{"process":0,"type":"invok","f":"read"}',
      '{"process":0,"type":"ok"}',
      '{"process":0,"type":"ok","f":"read","key":[1]}',
      '{"process":0,"type":"ok","f":"read","value":9007199254740993}',
    ].join('\n');
    const { problems, events } = parseHistory(bad, 'jsonl');
    expect(events).toEqual([]);
    expect(problems.map(({ line, message, suggestion }) => [line, message, suggestion])).toEqual([
      [1, 'this is not JSON', undefined],
      [2, 'this is no operation', undefined],
      [3, 'process is -1', undefined],
      [4, 'type is "invok"', 'invoke'],
      [5, 'f is missing', undefined],
      [6, 'key is [1]', undefined],
      [7, 'an integer beyond 2^53 cannot be told from its neighbours; write it as a string', undefined],
    ]);
    expect(problems[3]).toMatchObject({ column: 14, length: 6 });
  });
});

describe('EDN', () => {
  const map = '{:process 0, :type :invoke, :f :read, :value nil, :time 5, :index 0}';
  const done = '{:process 0, :type :ok, :f :read, :value [1 2], :error nil}';
  const expected = [
    { process: 0, type: 'invoke', f: 'read', value: null, time: 5 },
    { process: 0, type: 'ok', f: 'read', value: [1, 2] },
  ];

  it.each([
    ['a map on each line', `${map}\n${done}\n`],
    ['a vector of maps', `[${map}\n ${done}]`],
    ['a list of maps, with commas and comments', `; from a test\n(${map}, ; why\n ${done})`],
    ['records', `#jepsen.history.Op${map}\n#jepsen.history.Op ${done}\n`],
    ['with a form to be passed over', `#_{:process 3} ${map}\n${done} #_ {}`],
    ['on one line', `${map}${done}`],
  ])('is read: %s', (_, text) => {
    expect(detectFormat(text)).toBe('edn');
    expect(withoutLines(eventsOf(text))).toEqual(expected);
  });

  it('knows keywords, strings, characters, sets, lists, and brackets within them', () => {
    const value = (edn: string) => eventsOf(`{:process 0 :type :invoke :f :read :value ${edn}}`)[0].value;
    expect(value(':a/b')).toBe('a/b');
    expect(value('"a\\"}]\\u0041"')).toBe('a"}]A');
    expect(value('[\\a \\newline]')).toEqual(['a', '\n']);
    expect(value('#{1 2}')).toEqual([1, 2]);
    expect(value('(1 (2))')).toEqual([1, [2]]);
    expect(value('[12N 1.5 -3 true]')).toEqual([12, 1.5, -3, true]);
    expect(value('123456789012345678901N')).toBe('123456789012345678901N');
    expect(value('{:a 1, 2 {"b" nil}}')).toEqual({ a: 1, 2: { b: null } });
    expect(value('#inst "2020-01-01"')).toBe('2020-01-01');
  });

  it('takes keys out of the tuples of jepsen.independent', () => {
    const operation = (type: string, f: string, value: string) =>
      `{:process 0 :type :${type} :f :${f} :value ${value}}`;
    const tuples = [
      operation('invoke', 'read', '[1 nil]'),
      operation('ok', 'read', '[1 3]'),
      operation('invoke', 'cas', '[2 [3 4]]'),
      operation('info', 'cas', ':timeout'),
    ];
    expect(eventsOf(tuples.join('\n')).map(({ key, value }) => [key, value])).toEqual([
      ['1', null],
      ['1', 3],
      ['2', [3, 4]],
      [undefined, 'timeout'],
    ]);
    const plain = [operation('invoke', 'cas', '[3 4]'), operation('ok', 'cas', '[3 4]')];
    expect(eventsOf(plain.join('\n'))[0]).toMatchObject({ value: [3, 4] });
    const transaction = operation('invoke', 'txn', '[[:r 1 nil] [:w 2 3]]');
    expect(eventsOf(transaction)[0].key).toBe(undefined);
  });

  it.each([
    ['{:process 0', 1, 12, '} is missing at the end'],
    ['{:process 0]', 1, 12, '} is missing before ]'],
    ['{:a 1}\n}', 2, 1, 'nothing is open that } could close'],
    ['[{:a "x]', 1, 6, 'this string is not closed'],
    [`${'['.repeat(70)}`, 1, 65, 'brackets are nested more than 64 deep'],
    ['{:process 0 :type :ok :f :read :value "\\x"}', 1, 1, 'this is not EDN'],
    ['[1 2]', 1, 2, 'this is no operation'],
    ['{:process 0 :type :okay :f :read}', 1, 13, 'type is "okay"'],
    ['[{:process 0 :type :ok :f :read}] 3', 1, 35, 'the history ended before this'],
  ])('says where %s is wrong', (text, line, column, message) => {
    const problems = parseHistory(text, 'edn').problems.filter((problem) => problem.message === message);
    expect(problems[0]).toMatchObject({ line, column });
  });
});

describe('logs of jepsen.util', () => {
  it('are read, other lines passed over', () => {
    const text = `INFO  jepsen.core - Worker 0 starting
INFO  jepsen.util - 0\t:invoke\t:read\tnil
INFO  jepsen.util - :nemesis\t:info\t:start\tnil
INFO  jepsen.util - 0  :ok  :read  3
INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
INFO  jepsen.util - 1\t:fail\t:cas\t[1 2]
INFO  jepsen.util - 2\t:invoke\t:write\t2
INFO  jepsen.util - 2\t:info\t:write\t:timed-out
`;
    expect(detectFormat(text)).toBe('etcd-log');
    expect(withoutLines(eventsOf(text)).slice(1)).toEqual([
      { process: 0, type: 'ok', f: 'read', value: 3 },
      { process: 1, type: 'invoke', f: 'cas', value: [1, 2] },
      { process: 1, type: 'fail', f: 'cas', value: [1, 2], reason: 'cas-mismatch' },
      { process: 2, type: 'invoke', f: 'write', value: 2 },
      { process: 2, type: 'info', f: 'write', value: 'timed-out', reason: 'timed-out' },
    ]);
    const [problem] = parseHistory('INFO  jepsen.util - 0 :invoked :read', 'etcd-log').problems;
    expect(problem).toMatchObject({ line: 1, column: 21, message: 'this is no operation' });
  });
});

describe('hostile histories', () => {
  it('do not reach prototypes', () => {
    const json =
      '{"__proto__":{"process":0},"process":1,"type":"invoke","f":"write","value":{"__proto__":{"polluted":1}}}';
    const edn = '{:process 0 :type :invoke :f :write :value {:__proto__ {:polluted 1} "constructor" 2}}';
    for (const text of [json, edn]) {
      expect(eventsOf(text)).toHaveLength(1);
      expect(({} as { polluted?: number }).polluted).toBe(undefined);
    }
    expect(parseHistory('{"__proto__":{"process":0,"type":"ok","f":"read"}}', 'jsonl').problems).toHaveLength(1);
  });

  it('with lines too long, values too deep or nothing but garbage are refused', () => {
    const long = `{"process":0,"type":"invoke","f":"write","value":"${'x'.repeat(1 << 20)}"}`;
    const deep = `{"process":0,"type":"invoke","f":"write","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(parseHistory(long, 'jsonl').problems[0].message).toContain('at most 1048576 are read');
    expect(parseHistory(deep, 'jsonl').problems[0].message).toBe('a value is nested more than 32 deep');
    expect(parseHistory('x\n'.repeat(100_000), 'jsonl').problems).toHaveLength(20);
    expect(parseHistory('} '.repeat(100_000), 'edn').problems).toHaveLength(1);
    expect(parseHistory(`${'#a '.repeat(100_000)}1`, 'edn').problems).toHaveLength(1);
  });
});

describe('pairing', () => {
  const event = (process: number, type: HistoryEvent['type'], f: string, more: Partial<HistoryEvent> = {}) => ({
    process,
    type,
    f,
    value: null,
    ...more,
  });

  it('gives each invocation its completion', () => {
    const { operations, problems } = pairOperations([
      event(0, 'invoke', 'write', { value: 1, key: 'a', line: 1, time: 10 }),
      event(1, 'invoke', 'read', { line: 2 }),
      event(1, 'ok', 'read', { value: 4, line: 3 }),
      event(0, 'info', 'write', { line: 4, time: 30, reason: 'timeout' }),
      event(2, 'invoke', 'read', { line: 5 }),
    ]);
    expect(problems).toEqual([]);
    expect(operations).toMatchObject([
      {
        process: 0,
        f: 'write',
        key: 'a',
        value: 1,
        result: undefined,
        outcome: 'info',
        call: 0,
        return: Infinity,
        lines: [1, 4],
        times: [10, 30],
        reason: 'timeout',
      },
      { process: 1, f: 'read', value: null, result: 4, outcome: 'ok', call: 1, return: 2, lines: [2, 3] },
      { process: 2, outcome: 'info', call: 4, return: Infinity, lines: [5, undefined] },
    ]);
  });

  it('says what does not fit together', () => {
    const { problems } = pairOperations([
      event(0, 'invoke', 'read', { line: 1 }),
      event(0, 'invoke', 'write', { line: 2 }),
      event(1, 'ok', 'read', { line: 3 }),
      event(0, 'ok', 'read', { line: 4 }),
    ]);
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [2, 'process 0 begins a write while its read (line 1) is under way'],
      [3, 'process 1 completes an operation that it never began'],
      [4, 'process 0 completes a read, but what it began is a write (line 2)'],
    ]);
  });
});

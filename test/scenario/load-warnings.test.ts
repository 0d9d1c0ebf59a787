/** What is warned of: more work than a service can do, and what a pool does not look at. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';

const warnings = (services: string, clients: string, rest = ''): string[] => {
  const text = `name: Load
duration: 1h
topology: {nodes: 3, node: {cores: 2}}
services: {${services}}
clients: {${clients}}
${rest}`;
  const parsed = parseScenario({ name: 'load.yaml', text, sha256: '' });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.warnings.map(({ line, message }) => `${line}: ${message}`);
};

const web = (more = '') => `web: {kind: pool, serviceTime: {exponential: 10ms}${more}}`;
const users = (arrivals: string) => `users: {target: web, arrivals: ${arrivals}}`;
const over = (rate: string, work: string, capacity: string) => [
  `4: web is offered ${rate} requests a second, work for ${work} cores, and can use ${capacity}`,
];

describe('overload of a pool', () => {
  it('is arrivals times service time against its cores', () => {
    expect(warnings(web(), users('{poisson: 600/s}'))).toEqual([]);
    expect(warnings(web(), users('{poisson: 601/s}'))).toEqual(over('601', '6.01', '6'));
    expect(warnings(web(', concurrency: 1'), users('{constant: 400/s}'))).toEqual(over('400', '4', '3'));
    expect(warnings(web(', initial: 1'), users('{constant: 400/s}'))).toEqual(over('400', '4', '2'));
  });

  it('counts hiccups, all clients and the calls of other pools', () => {
    expect(warnings(web(', hiccup: {chance: 10%, time: 100ms}'), users('{poisson: 400/s}'))).toEqual(
      over('400', '8', '6'),
    );
    const front = 'front: {kind: pool, serviceTime: 1us, calls: [{target: web, share: 50%}, {target: web}]}';
    const more = `more: {target: front, arrivals: {poisson: 400/s}}, ${users('{poisson: 100/s}')}`;
    expect(warnings(`${front}, ${web()}`, more)).toEqual(over('700', '7', '6'));
  });

  it('is about the long run: the mean of a day, and of bursts; callers that wait cannot overload', () => {
    expect(warnings(web(), users('{diurnal: {low: 0/s, high: 1200/s}}'))).toEqual([]);
    expect(warnings(web(), users('{diurnal: {low: 10/s, high: 1200/s}}'))).toEqual(over('605', '6.05', '6'));
    expect(warnings(web(), users('{on-off: {rate: 2000/s, on: 1s, off: 3s}}'))).toEqual([]);
    expect(warnings(web(), users('{on-off: {rate: 2000/s, on: 1s, off: 1s}}'))).toEqual(over('1,000', '10', '6'));
    expect(warnings(web(), 'users: {target: web, concurrency: 1000}')).toEqual([]);
  });

  it('takes an autoscaler at its most', () => {
    const scaled = web(', autoscaler: fixed, scaling: {max: 2}');
    expect(warnings(scaled, users('{poisson: 400/s}'))).toEqual([]);
    expect(warnings(scaled, users('{poisson: 401/s}'))).toEqual(over('401', '4.01', '4'));
  });

  it('has a word for service times without a mean', () => {
    const heavy = 'web: {kind: pool, serviceTime: {pareto: {min: 1ms, shape: 1}}}';
    expect(warnings(heavy, users('{poisson: 1/s}'))).toEqual(over('1', 'infinitely many', '6'));
  });
});

describe('outlier ejection', () => {
  it('is warned of where it can eject nobody', () => {
    const said = '4: of the 3 servers of web outlier ejection may eject less than one, so none';
    expect(warnings(web(', outlierEjection: {}'), users('{poisson: 1/s}'))).toEqual([said]);
    expect(warnings(web(', outlierEjection: {maxShare: 34%}'), users('{poisson: 1/s}'))).toEqual([]);
  });
});

describe('overload of a batch cluster', () => {
  const grid = 'grid: {kind: batch, scheduler: random, memory: 4GiB}';
  const job = (more: string) => `jobs: {job: {target: grid, arrivals: {poisson: 1/min}, runtime: 1min, ${more}}}`;

  it('is the cores or the memory that tasks would hold', () => {
    expect(warnings(grid, '', job('tasks: 6, memory: 1MB'))).toEqual([]);
    expect(warnings(grid, '', job('tasks: 6..8, memory: 1MB'))).toEqual([
      '4: grid is offered jobs that keep 7 cores busy, and has 6',
    ]);
    expect(warnings(grid, '', job('tasks: 4, memory: 1MB, straggler: {chance: 50%, factor: 3}'))).toEqual([
      '4: grid is offered jobs that keep 8 cores busy, and has 6',
    ]);
    expect(warnings(grid, '', job('tasks: 5, memory: 4GiB'))).toEqual([
      '4: grid is offered jobs that keep 20 GiB busy, and has 12 GiB',
    ]);
  });
});

describe('an autoscaler', () => {
  it('should have its machines to itself', () => {
    const store = (nodes: string) => `store: {kind: replicated-store, consensus: raft, nodes: ${nodes}}`;
    expect(warnings(`${store('n2')}, ${web(', autoscaler: fixed')}`, '')).toEqual([
      '4: n2 runs store as well: the autoscaler of web takes its use for that of web',
    ]);
    expect(warnings(`${store('n2')}, ${web(', nodes: [n1, n3], autoscaler: fixed')}`, '')).toEqual([]);
    expect(warnings(`${store('n2')}, ${web()}`, '')).toEqual([]);
  });
});

describe('what a pool does not look at', () => {
  it('is the mix and the size of values', () => {
    expect(warnings(web(), 'users: {target: web, concurrency: 1, mix: {read: 100%}, valueSize: 2kB}')).toEqual([
      '5: mix means nothing to web, which is a pool: requests to it are all alike',
      '5: valueSize means nothing to web, which is a pool: requests to it are all alike',
    ]);
  });
});

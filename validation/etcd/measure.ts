/**
 * `npm run validate:etcd [-- --count 60 --etcd /path/to/etcd --minutes 10]`: measures a real etcd beside the simulation.
 *
 * Exits with 0 if the distributions agree or etcd is not installed (which it says), 1 if they do not, 2 on wrong usage,
 * 3 if too little could be measured, 130 on Ctrl-C.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kolmogorovSmirnov } from '../../src/core/statistics/kolmogorov-smirnov.ts';
import { writeFileWhole } from '../../src/node/write-file.ts';
import { projectRoot } from '../project-root.ts';
import { mean, quantile } from '../statistics.ts';
import { measureFailovers } from './measure-failovers.ts';
import { measuredFailovers } from './measured-failovers.ts';
import { killMember, planMembers } from './member.ts';
import { simulateFailovers } from './simulate-failovers.ts';

const TIMING = { heartbeatMs: 100, electionMs: 1000 };
const MEMBERS = 3;
const SIMULATED = 1000;
/** Fewer say nothing about a distribution. */
const COUNT_MIN = 5;
const COUNT_MAX = 1000;
const MINUTES_MAX = 60;
/** On top of the critical value: what polling, the scheduler and the disk of this machine add. */
const MEASUREMENT = 0.03;

function versionOf(binary: string): string | undefined {
  try {
    return /etcd Version: (\S+)/.exec(execFileSync(binary, ['--version'], { encoding: 'utf8' }))?.[1];
  } catch {
    return undefined;
  }
}

function readUsage(): { count: number; minutes: number; binary: string } {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '60' },
      minutes: { type: 'string', default: '10' },
      etcd: { type: 'string', default: 'etcd' },
    },
  });
  const count = Number(values.count);
  const minutes = Number(values.minutes);
  if (!Number.isInteger(count) || count < COUNT_MIN || count > COUNT_MAX) {
    throw new RangeError(`--count: a whole number from ${COUNT_MIN} to ${COUNT_MAX}, not ${values.count}`);
  }
  if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
    throw new RangeError(`--minutes: more than 0 and at most ${MINUTES_MAX}, not ${values.minutes}`);
  }
  return { count, minutes, binary: values.etcd };
}

/** The distance that two samples of one distribution exceed in 5 of 100 cases. */
const criticalDistance = (n: number, m: number): number => 1.358 * Math.sqrt((n + m) / (n * m));

function describe(name: string, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const figures = { min: sorted[0], p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), max: sorted.at(-1)! };
  const text = Object.entries({ mean: mean(sorted), ...figures }).map(([key, ms]) => `${key} ${ms.toFixed(0)}`);
  return `${name.padEnd(10)} ${String(values.length).padStart(4)} failovers, ms: ${text.join(', ')}\n`;
}

async function main(): Promise<number> {
  let usage: ReturnType<typeof readUsage>;
  try {
    usage = readUsage();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
  const version = versionOf(usage.binary);
  if (version === undefined) {
    process.stdout.write(`SKIPPED: ${usage.binary} does not run (on Debian: apt-get install etcd-server)\n`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fivenines-etcd-'));
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const members = await planMembers(MEMBERS, folder);
  // Whatever happens, no member outlives this process.
  process.once('exit', () => {
    for (const member of members) void killMember(member);
    rmSync(folder, { recursive: true, force: true });
  });
  process.stdout.write(`etcd ${version}, ${MEMBERS} members on 127.0.0.1, ${usage.count} kills, below ${folder}\n`);
  const measured: number[] = [];
  try {
    await measureFailovers({
      binary: usage.binary,
      members,
      timing: TIMING,
      count: usage.count,
      limitMs: usage.minutes * 60_000,
      signal: stop.signal,
      onFailover: (ms) => {
        measured.push(ms);
        process.stderr.write(`${measured.length}/${usage.count}: ${ms.toFixed(1)} ms\n`);
      },
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.stderr.write('stopped\n');
    return 130;
  }
  if (measured.length < COUNT_MIN) {
    process.stderr.write(`only ${measured.length} failovers in ${usage.minutes} minutes\n`);
    return 3;
  }
  return compare(version, measured);
}

function compare(version: string, measured: readonly number[]): number {
  const simulated = simulateFailovers(SIMULATED, 1);
  const distance = kolmogorovSmirnov(simulated, measured);
  const allowed = criticalDistance(simulated.length, measured.length) + MEASUREMENT;
  const before = measuredFailovers();
  process.stdout.write(describe('measured', measured));
  process.stdout.write(describe('simulated', simulated));
  process.stdout.write(describe('recorded', before));
  process.stdout.write(`measured against recorded: distance ${kolmogorovSmirnov(measured, before).toFixed(3)}\n`);
  const verdict = distance < allowed ? 'pass' : 'FAIL';
  process.stdout.write(
    `${verdict}: measured against simulated: distance ${distance.toFixed(3)}, allowed ${allowed.toFixed(3)}\n`,
  );
  const report = { etcd: version, members: MEMBERS, ...TIMING, distance, allowed, failoverMs: measured };
  writeFileWhole(join(projectRoot(), 'reports/etcd-failover.json'), `${JSON.stringify(report, undefined, 1)}\n`);
  return distance < allowed ? 0 : 1;
}

process.exitCode = await main();

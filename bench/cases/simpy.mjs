/** SimPy (Debian: python3-simpy3) on the same workloads, by `python3`; undefined where it is not installed. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const python = (...parameters) => spawnSync('python3', parameters, { encoding: 'utf8', maxBuffer: 1 << 20 });

/** What `python3` says of its SimPy. */
export function simpyVersion() {
  const { status, stdout } = python(
    '-c',
    'import simpy, platform; print(simpy.__version__, platform.python_version())',
  );
  if (status !== 0) return undefined;
  const [simpy, own] = stdout.trim().split(' ');
  return `SimPy ${simpy} on Python ${own}`;
}

/** `events`: how many the script's own figure stands for; without it, the second number that it prints. */
export function run({ script, values, events }) {
  const { status, stdout, stderr } = python(fileURLToPath(new URL(`../simpy/${script}`, import.meta.url)), ...values);
  if (status !== 0) throw new Error(stderr);
  const [seconds, detail] = stdout.trim().split(' ').map(Number);
  return { seconds, events: events ?? detail };
}

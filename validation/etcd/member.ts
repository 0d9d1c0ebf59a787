/** One member of a real etcd on 127.0.0.1: its process, its folder, its two ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Member {
  readonly name: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly folder: string;
  process: ChildProcess | undefined;
}

export interface Timing {
  readonly heartbeatMs: number;
  readonly electionMs: number;
}

const HOST = '127.0.0.1';

/** Members with ports that are free now and folders below `folder`; nothing runs yet. */
export async function planMembers(count: number, folder: string): Promise<Member[]> {
  const ports = await freePorts(2 * count);
  return Array.from({ length: count }, (_, index) => ({
    name: `m${index}`,
    clientPort: ports[2 * index],
    peerPort: ports[2 * index + 1],
    folder: join(folder, `m${index}`),
    process: undefined,
  }));
}

/** Starts a member, for the first time or again. */
export function startMember(binary: string, member: Member, all: readonly Member[], timing: Timing): void {
  const client = `http://${HOST}:${member.clientPort}`;
  const peer = `http://${HOST}:${member.peerPort}`;
  const flags = {
    name: member.name,
    'data-dir': member.folder,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': all.map(({ name, peerPort }) => `${name}=http://${HOST}:${peerPort}`).join(','),
    'initial-cluster-token': `fivenines-${all[0].peerPort}`,
    'heartbeat-interval': String(timing.heartbeatMs),
    'election-timeout': String(timing.electionMs),
    'log-level': 'error',
  };
  const words = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  member.process = spawn(binary, words, { stdio: 'ignore' });
}

/** SIGKILL; resolves when the process is gone. */
export function killMember(member: Member): Promise<void> {
  const { process: child } = member;
  member.process = undefined;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Held at once, so that they differ, and then released. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, HOST, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Kills the leader of a real etcd again and again and takes the time until a survivor reports a new one. Everything
 * happens on 127.0.0.1, below one temporary folder, and is over after `limitMs` at the latest.
 */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { askStatus } from './ask-status.ts';
import { killMember, type Member, startMember, type Timing } from './member.ts';

export interface MeasureOptions {
  readonly binary: string;
  readonly members: readonly Member[];
  readonly timing: Timing;
  readonly count: number;
  /** Milliseconds for all of it. */
  readonly limitMs: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  onFailover(milliseconds: number): void;
}

const POLL_MS = 2;
/** A cluster that has not agreed on a leader for so long will not. */
const AGREE_MS = 30_000;
/** Survivors settle, the killed member has caught up: longer than an election timeout. */
const SETTLE_MS = 1500;

/** As many as the time allowed, in milliseconds. */
export async function measureFailovers(options: MeasureOptions): Promise<number[]> {
  const { binary, members, timing, count, limitMs, signal, onFailover } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const deadline = performance.now() + limitMs;
  const failovers: number[] = [];
  try {
    for (const member of members) startMember(binary, member, members, timing);
    while (failovers.length < count && performance.now() < deadline) {
      const leader = await agreement(members, agent, signal);
      // A random part of a heartbeat: the leader dies at any moment between two of them.
      await sleep(SETTLE_MS + Math.random() * timing.heartbeatMs, undefined, { signal });
      const before = await askStatus(leader, agent);
      if (before === undefined || before.leader !== before.member) continue;
      const killedAt = performance.now();
      const gone = killMember(leader);
      const survivors = members.filter((member) => member !== leader);
      await Promise.any(survivors.map((member) => newLeader(member, before.member, agent, signal)));
      const took = performance.now() - killedAt;
      failovers.push(took);
      onFailover(took);
      await gone;
      startMember(binary, leader, members, timing);
    }
  } finally {
    await Promise.all(members.map(killMember));
    agent.destroy();
  }
  return failovers;
}

/** Resolves with the leader once all members name the same one. */
async function agreement(members: readonly Member[], agent: Agent, signal: AbortSignal): Promise<Member> {
  const until = performance.now() + AGREE_MS;
  while (performance.now() < until) {
    const statuses = await Promise.all(members.map((member) => askStatus(member, agent)));
    const leader = statuses[0]?.leader;
    const leading = members[statuses.findIndex((status) => status?.member === leader)];
    if (leading !== undefined && statuses.every((status) => status?.leader === leader)) return leading;
    await sleep(50, undefined, { signal });
  }
  throw new Error(`the members did not agree on a leader within ${AGREE_MS} ms`);
}

/** Resolves once the member names a leader other than `old`. */
async function newLeader(member: Member, old: string, agent: Agent, signal: AbortSignal): Promise<void> {
  const until = performance.now() + AGREE_MS;
  while (performance.now() < until) {
    const status = await askStatus(member, agent);
    if (status !== undefined && status.leader !== '0' && status.leader !== old) return;
    await sleep(POLL_MS, undefined, { signal });
  }
  throw new Error(`${member.name} saw no new leader within ${AGREE_MS} ms`);
}

/** The 60 failovers of a real etcd 3.4.23 that were measured once, milliseconds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

export function measuredFailovers(): number[] {
  const text = readFileSync(join(projectRoot(), 'validation/etcd/failover-etcd-3.4.23.json'), 'utf8');
  return (JSON.parse(text) as { failoverMs: number[] }).failoverMs;
}

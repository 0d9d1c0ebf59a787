/** The flows of a process by peer. The first few, which is all that most processes have, are found by looking along. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Flow } from './flow.ts';

const SHORT = 8;

export class FlowTable {
  private readonly peers: ProcessId[] = [];
  private readonly flows: Flow[] = [];
  private rest: Map<ProcessId, Flow> | undefined;

  get(peer: ProcessId): Flow | undefined {
    const { peers } = this;
    const short = Math.min(peers.length, SHORT);
    for (let i = 0; i < short; i++) if (peers[i] === peer) return this.flows[i];
    return this.rest?.get(peer);
  }

  /** Of a peer without one. */
  add(peer: ProcessId, flow: Flow): void {
    if (this.peers.length >= SHORT) {
      this.rest ??= new Map();
      this.rest.set(peer, flow);
    }
    this.peers.push(peer);
    this.flows.push(flow);
  }

  /** In the order in which they were made. */
  all(): readonly Flow[] {
    return this.flows;
  }
}

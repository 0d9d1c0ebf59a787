/** The flows of a process by peer. The first few, which is all that most processes have, are found by looking along. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Flow } from './flow.ts';

const SHORT = 8;

export class FlowTable {
  private readonly flows: Flow[] = [];
  private rest: Map<ProcessId, Flow> | undefined;

  get(peer: ProcessId): Flow | undefined {
    const { flows } = this;
    const short = Math.min(flows.length, SHORT);
    for (let i = 0; i < short; i++) if (flows[i].peer === peer) return flows[i];
    return this.rest?.get(peer);
  }

  /** To a peer without one. */
  add(flow: Flow): void {
    if (this.flows.length >= SHORT) {
      this.rest ??= new Map();
      this.rest.set(flow.peer, flow);
    }
    this.flows.push(flow);
  }

  /** In the order in which they were made. */
  all(): readonly Flow[] {
    return this.flows;
  }
}

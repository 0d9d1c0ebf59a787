/**
 * What can befall a packet besides taking time: a link's own chances together with the impairments in force. Every kind
 * of chance draws from a stream of its own, made at its first draw. Kept only for links that need it.
 */
import type { Distribution } from '../../core/distributions/distribution.ts';
import { type RandomStream, randomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { LinkSpec } from '../topology.ts';
import type { ActiveImpairment } from './impairments.ts';

export class Disturbance {
  private readonly spec: LinkSpec;
  private readonly seed: number;
  private readonly name: string;
  blocked = false;
  private loss: number;
  private duplicate: number;
  private reorder: number;
  private bandwidth: number;
  private extras: Distribution[] = [];
  private busyUntil = 0;

  private losses: RandomStream | undefined;
  private duplicates: RandomStream | undefined;
  private reorders: RandomStream | undefined;
  private extraLatencies: RandomStream | undefined;

  /** Streams are named after the link: `network/from→to/loss`. */
  constructor(spec: LinkSpec, seed: number, name: string) {
    this.spec = spec;
    this.seed = seed;
    this.name = name;
    this.loss = spec.loss;
    this.duplicate = spec.duplicate;
    this.reorder = spec.reorder;
    this.bandwidth = spec.bandwidth;
  }

  /** Reckons with these impairments from now on, as far as they concern the way from one node to the other. */
  refresh(active: readonly ActiveImpairment[], from: NodeId, to: NodeId): void {
    const { spec } = this;
    let kept = 1 - spec.loss;
    let single = 1 - spec.duplicate;
    let ordered = 1 - spec.reorder;
    this.blocked = false;
    this.bandwidth = spec.bandwidth;
    this.extras = [];
    for (const impairment of active) {
      if (!impairment.from.has(from) || !impairment.to.has(to)) continue;
      this.blocked ||= impairment.blocked;
      kept *= 1 - impairment.loss;
      single *= 1 - impairment.duplicate;
      ordered *= 1 - impairment.reorder;
      this.bandwidth = Math.min(this.bandwidth, impairment.bandwidth);
      if (impairment.extraLatency !== undefined) this.extras.push(impairment.extraLatency);
    }
    // Exact again when nothing is in force: 1 − (1 − p) may differ from p in the last bit.
    this.loss = kept === 1 - spec.loss ? spec.loss : 1 - kept;
    this.duplicate = single === 1 - spec.duplicate ? spec.duplicate : 1 - single;
    this.reorder = ordered === 1 - spec.reorder ? spec.reorder : 1 - ordered;
  }

  /** Nothing but time, perhaps more of it than usual. */
  isNone(): boolean {
    const chance = this.loss > 0 || this.duplicate > 0 || this.reorder > 0;
    return !this.blocked && !chance && this.bandwidth === Number.POSITIVE_INFINITY;
  }

  /** Time until a packet of `bytes`, handed over now, is on the line: waiting for it and sending. */
  sending(now: Micros, bytes: number): number {
    if (this.bandwidth === Number.POSITIVE_INFINITY) return 0;
    const start = this.busyUntil > now ? this.busyUntil : now;
    this.busyUntil = start + (bytes / this.bandwidth) * 1e6;
    return this.busyUntil - now;
  }

  /** One draw of what impairments add to the latency. */
  drawExtra(time: number): number {
    let sum = time;
    for (let i = 0; i < this.extras.length; i++) {
      if (this.extraLatencies === undefined) this.extraLatencies = randomStream(this.seed, `${this.name}/extra`);
      sum += this.extras[i].sample(this.extraLatencies);
    }
    return sum;
  }

  drawLoss(): boolean {
    if (this.loss <= 0) return false;
    if (this.losses === undefined) this.losses = randomStream(this.seed, `${this.name}/loss`);
    return this.losses() < this.loss;
  }

  drawDuplicate(): boolean {
    if (this.duplicate <= 0) return false;
    if (this.duplicates === undefined) this.duplicates = randomStream(this.seed, `${this.name}/duplicate`);
    return this.duplicates() < this.duplicate;
  }

  drawReorder(): boolean {
    if (this.reorder <= 0) return false;
    if (this.reorders === undefined) this.reorders = randomStream(this.seed, `${this.name}/reorder`);
    return this.reorders() < this.reorder;
  }
}

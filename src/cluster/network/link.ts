/**
 * The way from one machine to another: latency, chances and queueing of single packets. Every kind of chance draws from
 * a stream of its own, made at its first draw, so that neither other links nor other chances disturb it. The loopback
 * (from a machine to itself) knows no impairments.
 */
import type { Distribution } from '../../core/distributions/distribution.ts';
import { type RandomStream, randomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import type { LinkSpec } from '../topology.ts';
import type { Impairments } from './impairments.ts';

export class Link {
  private readonly seed: number;
  private readonly name: string;
  private readonly spec: LinkSpec;
  private readonly latency: Distribution;
  private readonly impairments: Impairments | undefined;
  private readonly from: number;
  private readonly to: number;

  /** The latency if it is always the same, else -1. */
  private readonly fixedLatency: number;
  private version = 0;
  private isBlocked = false;
  private loss: number;
  private duplicate: number;
  private reorder: number;
  private bandwidth: number;
  private extras: Distribution[] = [];
  private busyUntil = 0;
  private clear: boolean;

  private latencies: RandomStream | undefined;
  private losses: RandomStream | undefined;
  private duplicates: RandomStream | undefined;
  private reorders: RandomStream | undefined;
  private extraLatencies: RandomStream | undefined;

  /** `impairments` is undefined for a loopback. `name` is `from→to`. */
  constructor(
    seed: number,
    name: string,
    spec: LinkSpec,
    latency: Distribution,
    from: number,
    to: number,
    impairments: Impairments | undefined,
  ) {
    this.seed = seed;
    this.name = `network/${name}`;
    this.spec = spec;
    this.latency = latency;
    this.from = from;
    this.to = to;
    this.impairments = impairments;
    this.fixedLatency = latency.standardDeviation === 0 ? latency.mean : -1;
    this.loss = spec.loss;
    this.duplicate = spec.duplicate;
    this.reorder = spec.reorder;
    this.bandwidth = spec.bandwidth;
    this.clear = this.onlyTakesTime();
  }

  /** Round-trip time to reckon retransmissions with: twice the mean latency, or twice the median if it has no mean. */
  get roundTrip(): Micros {
    const { mean } = this.latency;
    return 2 * (mean < Number.POSITIVE_INFINITY ? mean : this.latency.quantile(0.5));
  }

  /** Whether nothing befalls a packet but `travel()`: spares the usual case the other questions. */
  isClear(): boolean {
    this.refresh();
    return this.clear;
  }

  blocked(): boolean {
    this.refresh();
    return this.isBlocked;
  }

  /** Time until a packet of `bytes`, handed over now, has arrived: waiting for the line, sending, travelling. */
  transit(now: Micros, bytes: number): number {
    this.refresh();
    if (this.bandwidth === Number.POSITIVE_INFINITY) return this.travel();
    const start = this.busyUntil > now ? this.busyUntil : now;
    this.busyUntil = start + (bytes / this.bandwidth) * 1e6;
    return this.busyUntil - now + this.travel();
  }

  /** One draw of the latency, with what impairments add. */
  travel(): number {
    let time = this.fixedLatency;
    if (time < 0) {
      if (this.latencies === undefined) this.latencies = randomStream(this.seed, this.name);
      time = this.latency.sample(this.latencies);
    }
    for (let i = 0; i < this.extras.length; i++) {
      if (this.extraLatencies === undefined) this.extraLatencies = randomStream(this.seed, `${this.name}/extra`);
      time += this.extras[i].sample(this.extraLatencies);
    }
    return time;
  }

  drawLoss(): boolean {
    this.refresh();
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

  private refresh(): void {
    const { impairments } = this;
    if (impairments === undefined || impairments.version === this.version) return;
    this.version = impairments.version;
    const { spec } = this;
    let kept = 1 - spec.loss;
    let single = 1 - spec.duplicate;
    let ordered = 1 - spec.reorder;
    this.isBlocked = false;
    this.bandwidth = spec.bandwidth;
    this.extras = [];
    for (const impairment of impairments.active) {
      if (!impairment.from.has(this.from) || !impairment.to.has(this.to)) continue;
      this.isBlocked ||= impairment.blocked;
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
    this.clear = this.onlyTakesTime();
  }

  private onlyTakesTime(): boolean {
    const chance = this.loss > 0 || this.duplicate > 0 || this.reorder > 0;
    return !this.isBlocked && !chance && this.bandwidth === Number.POSITIVE_INFINITY;
  }
}

/**
 * The way from one machine to another: latency, chances and queueing of single packets. Latencies draw from a stream of
 * their own, made at the first draw, so that neither other links nor other chances disturb them. The loopback (from a
 * machine to itself) knows no impairments. Small on purpose: a large cluster has many links, and most of them only
 * take time.
 */
import type { Distribution } from '../../core/distributions/distribution.ts';
import { type RandomStream, randomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';
import type { LinkSpec, NodePlan } from '../topology.ts';
import { Disturbance } from './disturbance.ts';
import type { Impairments } from './impairments.ts';

export class Link {
  // In this order, so that what every packet needs shares a cache line.
  private readonly impairments: Impairments | undefined;
  private version = 0;
  private clear: boolean;
  /** The latency if it is always the same, else -1. */
  private readonly fixedLatency: number;
  private latencies: RandomStream | undefined;
  private disturbance: Disturbance | undefined;
  private readonly latency: Distribution;

  private readonly seed: number;
  private readonly from: NodePlan;
  private readonly to: NodePlan;
  private readonly spec: LinkSpec;

  /** `impairments` is undefined for a loopback. */
  constructor(
    seed: number,
    from: NodePlan,
    to: NodePlan,
    spec: LinkSpec,
    latency: Distribution,
    impairments: Impairments | undefined,
  ) {
    this.seed = seed;
    this.from = from;
    this.to = to;
    this.spec = spec;
    this.latency = latency;
    this.impairments = impairments;
    this.fixedLatency = latency.standardDeviation === 0 ? latency.mean : -1;
    const chance = spec.loss > 0 || spec.duplicate > 0 || spec.reorder > 0;
    this.clear = !chance && spec.bandwidth === Number.POSITIVE_INFINITY;
    if (!this.clear) this.disturb();
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
    return !this.clear && (this.disturbance?.blocked ?? false);
  }

  /** Time until a packet of `bytes`, handed over now, has arrived: waiting for the line, sending, travelling. */
  transit(now: Micros, bytes: number): number {
    this.refresh();
    return (this.disturbance?.sending(now, bytes) ?? 0) + this.travel();
  }

  /** One draw of the latency, with what impairments add. */
  travel(): number {
    let time = this.fixedLatency;
    if (time < 0) {
      if (this.latencies === undefined) this.latencies = randomStream(this.seed, this.streamName());
      time = this.latency.sample(this.latencies);
    }
    return this.disturbance === undefined ? time : this.disturbance.drawExtra(time);
  }

  drawLoss(): boolean {
    this.refresh();
    return this.disturbance?.drawLoss() ?? false;
  }

  drawDuplicate(): boolean {
    return this.disturbance?.drawDuplicate() ?? false;
  }

  drawReorder(): boolean {
    return this.disturbance?.drawReorder() ?? false;
  }

  private refresh(): void {
    const { impairments } = this;
    if (impairments === undefined || impairments.version === this.version) return;
    this.version = impairments.version;
    const disturbance = this.disturbance ?? this.disturb();
    disturbance.refresh(impairments.active, this.from.id, this.to.id);
    this.clear = disturbance.isNone();
  }

  private disturb(): Disturbance {
    this.disturbance = new Disturbance(this.spec, this.seed, this.streamName());
    return this.disturbance;
  }

  private streamName(): string {
    return `network/${this.from.name}→${this.to.name}`;
  }
}

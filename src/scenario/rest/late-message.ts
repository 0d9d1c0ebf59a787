/**
 * How likely a message between two machines takes longer than it may, bounded from above. On a stream it also waits for
 * those before it: for a slow one, and for a lost one until that is sent again.
 */
import { STREAM_OPTIONS } from '../../cluster/network/stream-options.ts';
import type { LinkSpec, Transport } from '../../cluster/topology.ts';
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { type Micros, SECOND } from '../../core/time.ts';
import { underWay } from './waiting-time.ts';

export interface Passage {
  readonly link: LinkSpec;
  readonly transport: Transport;
  /** Messages that go the same way, this one included. */
  readonly perSecond: number;
  /** How many must be lost in a row before the silence of datagrams counts. */
  readonly lossesToNotice: number;
}

/** Infinity where no bound is known. */
export function isLate({ link, transport, perSecond, lossesToNotice }: Passage, budget: Micros): number {
  if (Number.isFinite(link.bandwidth)) return Number.POSITIVE_INFINITY;
  const latency = createDistribution(link.latency);
  // What is not lost has half of the time where losses have the other half.
  const limit = link.loss > 0 ? 0.5 * budget : budget;
  if (transport === 'datagram') {
    // A reordered datagram draws its latency twice.
    const tail = link.reorder > 0 ? 2 * latency.survival(0.5 * limit) : latency.survival(limit);
    // A call is lost with either of its messages.
    return tail + power(2 * link.loss, lossesToNotice);
  }
  const late = latency.survival(limit) + underWay({ perSecond, time: latency }, limit);
  return link.loss > 0 ? late + isStalled(link, perSecond, limit) : late;
}

/** A packet, this one or one before it, is lost so often in a row that more than `limit` passes before it gets through. */
function isStalled(link: LinkSpec, perSecond: number, limit: Micros): number {
  const { loss } = link;
  if (loss >= 0.5) return Number.POSITIVE_INFINITY;
  const latency = createDistribution(link.latency);
  const roundTrip = 2 * Math.max(latency.quantile(0.99), Number.isFinite(latency.mean) ? latency.mean : 0);
  const timeout = Math.max(STREAM_OPTIONS.retransmitMin, STREAM_OPTIONS.roundTrips * roundTrip);
  // Lost k times in a row a packet is sent again after timeout · (2ᵏ − 1).
  let losses = 0;
  let doubled = 1;
  for (; timeout * (doubled - 1) <= limit; doubled *= 2) losses++;
  // Stalls that began s earlier must last s longer: Σ over j ≥ k of lossʲ, for 2ʲ⁻¹ timeouts each.
  const before = (((perSecond * timeout) / SECOND) * (doubled / 2)) / (1 - 2 * loss);
  return power(loss, losses) * (1 + before);
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}

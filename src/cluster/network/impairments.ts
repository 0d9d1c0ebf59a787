/**
 * The impairments in force. Links do not search them per message: they keep what they worked out for a `version` and
 * work it out again when it has moved on.
 */
import type { Distribution, DistributionSpec } from '../../core/distributions/distribution.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { LinkImpairment } from '../control.ts';
import { createTampering, type Tampering } from './tampering.ts';

export interface ActiveImpairment {
  readonly from: ReadonlySet<NodeId>;
  readonly to: ReadonlySet<NodeId>;
  readonly blocked: boolean;
  readonly loss: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly extraLatency: Distribution | undefined;
  readonly bandwidth: number;
  readonly tampering: Tampering | undefined;
}

export interface Impairments {
  /** Counts the changes. */
  version: number;
  /** How many of those in force meddle with single messages. */
  tamperings: number;
  readonly active: ActiveImpairment[];
  /** Returns the undo; undoing twice does nothing. */
  add(impairment: LinkImpairment): () => void;
}

export function createImpairments(distribution: (spec: DistributionSpec) => Distribution): Impairments {
  const impairments: Impairments = {
    version: 0,
    tamperings: 0,
    active: [],
    add(impairment) {
      const added: ActiveImpairment = {
        from: new Set(impairment.from),
        to: new Set(impairment.to),
        blocked: impairment.blocked ?? false,
        loss: impairment.loss ?? 0,
        duplicate: impairment.duplicate ?? 0,
        reorder: impairment.reorder ?? 0,
        extraLatency: impairment.extraLatency && distribution(impairment.extraLatency),
        bandwidth: impairment.bandwidth ?? Number.POSITIVE_INFINITY,
        tampering: impairment.messages && createTampering(impairment.messages),
      };
      const tamperings = added.tampering === undefined ? 0 : 1;
      impairments.active.push(added);
      impairments.tamperings += tamperings;
      impairments.version++;
      return () => {
        const at = impairments.active.indexOf(added);
        if (at < 0) return;
        impairments.active.splice(at, 1);
        impairments.tamperings -= tamperings;
        impairments.version++;
      };
    },
  };
  return impairments;
}

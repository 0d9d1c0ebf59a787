/** What runs are checked for. */
import type { VerifySpec } from '../../verify/verify-spec.ts';
import { differing } from './differing.ts';
import { printQuantity } from './print-quantity.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);

/** Empty where nothing is asked for. */
export const printVerify = ({ logs, linearizability, liveness }: VerifySpec): Mapping => {
  const standard = unspoken().verify;
  return mapping(
    ['logs', differing(logs, standard.logs, String)],
    ['linearizability', differing(linearizability, standard.linearizability, String)],
    ['liveness', liveness && mapping(['after', duration(liveness.after)], ['within', duration(liveness.within)])],
  );
};

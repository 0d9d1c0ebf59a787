/** One `DiskModel` per spec object: machines of one kind share theirs. */
import type { Distribution, DistributionSpec } from '../../core/distributions/distribution.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { DiskSpec } from '../topology.ts';
import type { DiskModel } from './disk.ts';

export function createDiskModelCache(
  distribution: (spec: DistributionSpec) => Distribution,
): (spec: DiskSpec) => DiskModel {
  const bySpec = new Map<DiskSpec, DiskModel>();
  return (spec) =>
    getOrCreate(bySpec, spec, () => ({
      ...spec,
      write: distribution(spec.write),
      fsync: distribution(spec.fsync),
    }));
}

/**
 * What the callers on one machine want next. User, operation and key come from a stream each
 * (`users|mix|keys/<client>/<zone>`), and every call takes the next draw of each: the n-th call is the same whatever
 * became of earlier ones (common random numbers).
 */
import { randomInteger, randomStream } from '../core/random/random-stream.ts';
import type { OperationName } from '../services/store-client/invoke.ts';
import type { ClientSpec } from './client.ts';
import { createKeyChooser } from './keys/create-key-chooser.ts';
import type { MachineShare } from './machine-share.ts';

export interface OperationSource {
  /** Users are dealt out to the machines in turn; a machine draws evenly among its own. */
  nextUser(): number;
  nextOperation(): OperationName;
  /** `k0`, `k1`, …: one key space for all clients of a store. */
  nextKey(): string;
}

const OPERATIONS: readonly OperationName[] = ['read', 'write', 'cas', 'append', 'delete'];

export function createOperationSource(spec: ClientSpec, share: MachineShare): OperationSource {
  const { seed, client, zone, index, count } = share;
  const userRandom = randomStream(seed, `users/${client}/${zone}`);
  const mixRandom = randomStream(seed, `mix/${client}/${zone}`);
  const chooseKey = createKeyChooser(spec.keys, randomStream(seed, `keys/${client}/${zone}`));
  const ownUsers = Math.ceil((spec.users - index) / count);
  const offered = OPERATIONS.filter((name) => (spec.mix[name] ?? 0) > 0);
  if (offered.length === 0) throw new RangeError(`client ${client}: no operation has a weight above 0`);
  const total = offered.reduce((sum, name) => sum + (spec.mix[name] ?? 0), 0);

  return {
    nextUser: () => (ownUsers > 0 ? index + count * randomInteger(userRandom, ownUsers) : index % spec.users),
    nextOperation() {
      let left = mixRandom() * total;
      for (const name of offered) {
        left -= spec.mix[name] ?? 0;
        if (left < 0) return name;
      }
      return offered[offered.length - 1];
    },
    nextKey: () => `k${chooseKey()}`,
  };
}

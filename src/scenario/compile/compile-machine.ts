/** Machines with every default filled in. */
import type { MachineSpec } from '../../cluster/topology.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import { DEFAULTS } from '../defaults.ts';
import type { MachineDraft } from '../format/machine-shape.ts';
import { machineShape } from '../format/machine-shape.ts';

const { cores, speed, write, fsync, unlimited, groupCommit, clockOffset, clockDrift } = DEFAULTS;

const standard = decodeDefault(
  machineShape,
  `{cores: ${cores.text}, speed: ${speed.text},
    disk: {write: ${write.text}, fsync: ${fsync.text}, bandwidth: ${unlimited.text}, capacity: ${unlimited.text},
           groupCommit: ${groupCommit.text}},
    clock: {offset: ${clockOffset.text}, drift: ${clockDrift.text}}}`,
);

const defined = <T extends object>(value: T | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, held]) => held !== undefined)) as Partial<T>;

/** What is missing in `draft` comes from the machines in `inherited` (nearest first) and then from the defaults. */
export const compileMachine = (draft: MachineDraft | undefined, ...inherited: readonly MachineDraft[]): MachineSpec => {
  const layers = [standard().value, ...[...inherited].reverse(), ...(draft === undefined ? [] : [draft])];
  const merged = Object.assign({}, ...layers.map(defined));
  return {
    cores: merged.cores,
    speed: merged.speed,
    disk: Object.assign({}, ...layers.map(({ disk }) => defined(disk))),
    clock: Object.assign({}, ...layers.map(({ clock }) => defined(clock))),
  };
};

/** Client machines: one nominal core, a true clock, and a disk that nothing uses. */
export const clientMachine = (): MachineSpec => ({
  ...compileMachine(undefined),
  cores: 1,
  clock: { offset: { kind: 'constant', value: 0 }, drift: 0 },
});

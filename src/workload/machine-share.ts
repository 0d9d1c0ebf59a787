/** One of the machines that a client stands on, and its part of the client's work. */
export interface MachineShare {
  readonly seed: number;
  /** Name of the client. */
  readonly client: string;
  /** The machine is number `index` (from 0) of `count`, in zone `zone`. */
  readonly zone: string;
  readonly index: number;
  readonly count: number;
}

/**
 * A machine's two clocks over machine time: the monotonic one, which runs at `1 + drift` and never jumps, and the wall
 * clock, which is the monotonic one plus an offset that jumps. Both are read as whole microseconds. Rate errors of
 * several causes add up. Timers live on the monotonic clock; rescaling the pending ones at a change of rate is the
 * owner's part (`drift` says by how much).
 */
import type { Micros } from '../core/time.ts';

/** Covers the rounding of a double after years of drifting: far below a microsecond, far above the error. */
const ROUNDING = 1 / 64;

export class NodeClock {
  private readonly ownPpm: number;
  private readonly extraPpm: { readonly ppm: number }[] = [];
  private rate: number;
  private anchorMachine: Micros = 0;
  private anchorLocal = 0;
  private offset: number;

  constructor(ppm: number, offset: Micros) {
    this.ownPpm = ppm;
    this.offset = Math.round(offset);
    this.rate = 1 + ppm / 1e6;
  }

  /** The monotonic clock at machine time `machine`. */
  now(machine: Micros): Micros {
    return Math.floor(this.anchorLocal + (machine - this.anchorMachine) * this.rate + ROUNDING);
  }

  wall(machine: Micros): Micros {
    return this.now(machine) + this.offset;
  }

  jump(by: Micros): void {
    this.offset += Math.round(by);
  }

  /** Machine time that a local delay takes, rounded up so that a timer never fires early on its own clock. */
  machineDelay(local: Micros): Micros {
    return this.rate === 1 ? local : Math.ceil(local / this.rate);
  }

  /**
   * Adds to the rate error. Returns the factor by which pending machine delays stretch, and the undo, which returns
   * its own factor. Throws a RangeError if time would stand still or run backwards.
   */
  drift(machine: Micros, ppm: number): { readonly stretch: number; undo(machine: Micros): number } {
    const cause = { ppm };
    this.extraPpm.push(cause);
    const stretch = this.changeRate(machine);
    return {
      stretch,
      undo: (later) => {
        const at = this.extraPpm.indexOf(cause);
        if (at < 0) return 1;
        this.extraPpm.splice(at, 1);
        return this.changeRate(later);
      },
    };
  }

  private changeRate(machine: Micros): number {
    let ppm = this.ownPpm;
    for (const cause of this.extraPpm) ppm += cause.ppm;
    const rate = 1 + ppm / 1e6;
    if (!(rate > 0)) throw new RangeError(`a clock cannot run at ${ppm} ppm: at -1000000 ppm it stands still`);
    this.anchorLocal += (machine - this.anchorMachine) * this.rate;
    this.anchorMachine = machine;
    const stretch = this.rate / rate;
    this.rate = rate;
    return stretch;
  }
}

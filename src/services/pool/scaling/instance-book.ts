/** What the control plane knows of the servers of a pool: which it has asked for, what has become of them, since when. */
import type { ObservedInstance } from '../../../algorithms/autoscaling/autoscaler.ts';
import type { Micros } from '../../../core/time.ts';
import type { ServerState } from '../server.ts';
import type { Report } from './metric-pipeline.ts';

/** `pending`: asked for, and not started yet. `terminating`: on its way out. */
export type InstancePhase = 'absent' | 'pending' | 'running' | 'terminating';

export interface InstanceBook {
  phase(server: number): InstancePhase;
  setPhase(server: number, phase: InstancePhase): void;
  /** Numbers the lives of a server from 1; 0 while it is not there. */
  life(server: number): number;
  ready(server: number): boolean;
  /** To be told what becomes of a server. */
  changed(server: number, state: ServerState | 'gone'): void;
  /** Pending and running. */
  wanted(): number;
  /** All but the absent, in the order of `names`. */
  observe(report: Report | undefined, request: (server: number) => number): ObservedInstance[];
}

export function createInstanceBook(names: readonly string[], now: () => Micros): InstanceBook {
  const phases: InstancePhase[] = names.map(() => 'absent');
  const lives = new Int32Array(names.length);
  const started = new Int32Array(names.length);
  const startedAt = new Float64Array(names.length);
  const ready = new Uint8Array(names.length);
  const readinessChangedAt = new Float64Array(names.length);
  let wanted = 0;

  const counts = (phase: InstancePhase): number => (phase === 'pending' || phase === 'running' ? 1 : 0);
  const setPhase = (server: number, phase: InstancePhase): void => {
    wanted += counts(phase) - counts(phases[server]);
    phases[server] = phase;
  };
  const setReady = (server: number, value: 0 | 1): void => {
    if (ready[server] === value) return;
    ready[server] = value;
    readinessChangedAt[server] = now();
  };

  return {
    phase: (server) => phases[server],
    setPhase,
    life: (server) => lives[server],
    ready: (server) => ready[server] === 1,
    changed(server, state) {
      setReady(server, state === 'ready' ? 1 : 0);
      if (state === 'gone') lives[server] = 0;
      if (state !== 'starting') return;
      lives[server] = ++started[server];
      startedAt[server] = now();
      readinessChangedAt[server] = now();
      if (phases[server] === 'pending') setPhase(server, 'running');
    },
    wanted: () => wanted,
    observe(report, request) {
      const instances: ObservedInstance[] = [];
      for (let server = 0; server < names.length; server++) {
        const phase = phases[server];
        if (phase === 'absent') continue;
        const known = report !== undefined && report.lives[server] === lives[server] && report.cores[server] >= 0;
        instances.push({
          name: names[server],
          phase: phase === 'pending' ? 'pending' : 'running',
          terminating: phase === 'terminating',
          ready: ready[server] === 1,
          startedAt: startedAt[server],
          readinessChangedAt: readinessChangedAt[server],
          request: request(server),
          ...(known
            ? { usage: { cores: report.cores[server], sampledAt: report.sampledAt, window: report.window } }
            : {}),
        });
      }
      return instances;
    },
  };
}

/** Rolling releases: the servers that are on are restarted, `batch` at a time, with a pause between the batches. */
import { type Kernel, PRIORITY } from '../../kernel/kernel.ts';
import type { PoolSpec } from './pool.ts';

/** What a release needs to know of its pool. */
export interface ReleasedPool {
  readonly size: number;
  /** It is to run: on, starting or down by accident. */
  wanted(server: number): boolean;
  /** It is wanted and runs what was last started there, ready for requests. */
  ready(server: number): boolean;
  /** Drains, ends and starts it again. Not called while it is down: it comes back with the release. */
  restart(server: number): void;
  down(server: number): boolean;
}

export interface RollingReleases {
  /** To be told whenever `wanted` or `ready` of a server has changed. */
  changed(): void;
}

interface Release {
  readonly batch: number;
  readonly pause: number;
  readonly left: number[];
  current: number[];
  pausing: boolean;
}

/** A batch is over when all of its servers are ready, or not wanted any more: a server that crashes holds it up. */
export function scheduleReleases(kernel: Kernel, releases: PoolSpec['releases'], pool: ReleasedPool): RollingReleases {
  const running: Release[] = [];

  function goOn(release: Release): void {
    release.pausing = false;
    release.current = release.left
      .splice(0, release.batch)
      .filter((server) => pool.wanted(server) && !pool.down(server));
    for (const server of release.current) pool.restart(server);
    if (release.current.length > 0) return;
    if (release.left.length > 0) goOn(release);
    else running.splice(running.indexOf(release), 1);
  }

  const begin = kernel.register(
    (index) => {
      const { batch, pause } = releases[index];
      const left = Array.from({ length: pool.size }, (_, server) => server).filter(pool.wanted);
      const release: Release = { batch, pause, left, current: [], pausing: false };
      running.push(release);
      goOn(release);
    },
    { name: 'release' },
  );
  const next = kernel.register((_a, _b, release) => goOn(release as Release), { name: 'next batch of a release' });
  releases.forEach(({ at }, index) => {
    kernel.at(at, PRIORITY.workload, begin, index);
  });

  return {
    changed() {
      for (const release of running) {
        if (release.pausing || !release.current.every((server) => pool.ready(server) || !pool.wanted(server))) continue;
        release.pausing = true;
        kernel.after(release.pause, next, 0, 0, release);
      }
    },
  };
}

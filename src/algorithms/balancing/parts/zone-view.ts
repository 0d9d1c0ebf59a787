/** A balancer that sees the backends of one zone only, numbered by their order in it. */
import type { Backend, Balancer, BalancerEnvironment } from '../balancer.ts';

export interface ZoneView {
  readonly balancer: Balancer;
  /** By position in the zone: the position in the whole list. */
  members: Int32Array;
  /** `members` of `backends` are now those of the zone. */
  update(backends: readonly Backend[], members: Int32Array): void;
}

export function createZoneView(
  environment: BalancerEnvironment,
  create: (environment: BalancerEnvironment) => Balancer,
): ZoneView {
  const view: ZoneView = {
    balancer: create({
      zone: environment.zone,
      now: () => environment.now(),
      random: () => environment.random(),
      available: (backend) => environment.available(view.members[backend]),
      reportedLoad: (backend) => environment.reportedLoad(view.members[backend]),
    }),
    members: new Int32Array(0),
    update(backends, members) {
      view.members = members;
      view.balancer.update(Array.from(members, (position) => backends[position]));
    },
  };
  return view;
}

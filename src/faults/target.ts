/**
 * What a fault strikes, parsed from an expression such as `2 random nodes in zone a` and resolved when it fires.
 *
 *     group   = part {("and" | ",") part} | "rest" | each
 *     part    = NODE | PLACE | "all nodes" | "nodes of" SERVICE | random
 *             | "leader of" SERVICE | "followers of" SERVICE | ("a" follower | N followers) "of" SERVICE
 *             | ("a minority" | "a majority") "of" SERVICE
 *     random  = ("a" | N) "random" LEVEL [scope]
 *     each    = "each" LEVEL [scope]                  one schedule per member
 *     scope   = "in" PLACE | "of" SERVICE
 *     PLACE   = ("zone" | "rack" | "region") NAME
 *     LEVEL   = "node" | "zone" | "rack" | "region"   (with or without a plural s)
 *
 * Where client machines belong: they follow their zone. A place (zone, rack, region) includes the client machines that
 * stand in it, and `rest` every machine that no other group of the fault has. Everything else means servers only, so a
 * list of nodes leaves the clients beside them in `rest`; and if no group is `rest`, machines that no group names see
 * everybody.
 */
export { parseTarget } from './parse-target.ts';

export type PlaceLevel = 'zone' | 'rack' | 'region';
export type Level = 'node' | PlaceLevel;

export type Scope =
  | { readonly type: 'place'; readonly level: PlaceLevel; readonly name: string }
  | { readonly type: 'service'; readonly service: string };

export type Target =
  | { readonly type: 'node'; readonly name: string }
  | { readonly type: 'place'; readonly level: PlaceLevel; readonly name: string }
  /** All servers. */
  | { readonly type: 'all' }
  /** Every machine in no other group of the fault. */
  | { readonly type: 'rest' }
  /** Nodes that run a replica. */
  | { readonly type: 'replicas'; readonly service: string }
  | { readonly type: 'leader'; readonly service: string }
  /** So many replicas that do not lead, drawn at random. */
  | { readonly type: 'followers'; readonly service: string; readonly count: number | 'all' }
  /** Replicas drawn at random: the largest minority or the smallest majority. */
  | { readonly type: 'share'; readonly service: string; readonly size: 'minority' | 'majority' }
  | { readonly type: 'random'; readonly count: number; readonly level: Level; readonly scope?: Scope }
  | { readonly type: 'each'; readonly level: Level; readonly scope?: Scope }
  | { readonly type: 'union'; readonly parts: readonly Target[] };

/** The names that expressions may use. */
export interface TargetVocabulary {
  readonly nodes: readonly string[];
  readonly zones: readonly string[];
  readonly racks: readonly string[];
  readonly regions: readonly string[];
  readonly services: readonly string[];
}

/** `offset` and `length` point into the expression. */
export type ParsedTarget =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly offset: number; readonly length: number; readonly message: string };

/** The names that targets may use in a given cluster. Client machines have none: they follow their zone. */
import type { Surroundings } from './resolve-target.ts';
import type { TargetVocabulary } from './target.ts';

export function vocabularyOf({ topology, services }: Surroundings): TargetVocabulary {
  const distinct = (level: 'zone' | 'rack' | 'region'): string[] => [
    ...new Set(topology.nodes.map((node) => node[level])),
  ];
  return {
    nodes: topology.nodes.filter(({ role }) => role === 'server').map(({ name }) => name),
    zones: distinct('zone'),
    racks: distinct('rack'),
    regions: distinct('region'),
    services: services.map(({ name }) => name),
  };
}

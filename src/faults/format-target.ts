/** A target as the expression that it is parsed from, in its canonical spelling. */
import type { Scope, Target } from './target.ts';

const formatScope = (scope: Scope | undefined): string => {
  if (scope === undefined) return '';
  return scope.type === 'place' ? ` in ${scope.level} ${scope.name}` : ` of ${scope.service}`;
};

const followers = (service: string, count: number | 'all'): string => {
  if (count === 'all') return `followers of ${service}`;
  return count === 1 ? `a follower of ${service}` : `${count} followers of ${service}`;
};

export function formatTarget(target: Target): string {
  switch (target.type) {
    case 'node':
      return target.name;
    case 'place':
      return `${target.level} ${target.name}`;
    case 'all':
      return 'all nodes';
    case 'rest':
      return 'rest';
    case 'replicas':
      return `nodes of ${target.service}`;
    case 'leader':
      return `leader of ${target.service}`;
    case 'followers':
      return followers(target.service, target.count);
    case 'share':
      return `a ${target.size} of ${target.service}`;
    case 'random':
      return `${target.count === 1 ? `a random ${target.level}` : `${target.count} random ${target.level}s`}${formatScope(target.scope)}`;
    case 'each':
      return `each ${target.level}${formatScope(target.scope)}`;
    case 'union':
      return target.parts.map(formatTarget).join(' and ');
  }
}

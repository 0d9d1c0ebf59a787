/**
 * Colours. Every one keeps a contrast of at least 3 : 1 both on the light page and on the dark one, so that one drawing
 * serves both; hues follow Okabe and Ito ("Color Universal Design", 2008), which colour-blind readers can tell apart.
 * Text and axes are `currentColor`: they take the page's ink.
 */
export const INK = 'currentColor';

/** States of a node. Quiet where nothing happens, loud where something does. */
export const STATE_COLOURS = {
  leader: '#0b79bf',
  follower: '#8a94a0',
  learner: '#7f8f6a',
  'pre-candidate': '#b58a1f',
  candidate: '#b58a1f',
  down: '#d9560b',
  paused: '#b05fa5',
} as const;

export const OUTCOME_COLOURS = { ok: '#12936b', fail: '#d9560b', info: '#b58a1f' } as const;

export const FAULT_COLOUR = '#d9560b';

/** For categories such as causes; cycled, together with shapes, beyond its length. */
export const CATEGORY_COLOURS = [
  '#0b79bf',
  '#d9560b',
  '#12936b',
  '#b05fa5',
  '#b58a1f',
  '#4f87c7',
  '#8a94a0',
  '#a3623a',
] as const;

export const CATEGORY_SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
] as const;

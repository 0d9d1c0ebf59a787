import { describe, expect, it } from 'vitest';
import { CATEGORY_COLOURS, FAULT_COLOUR, OUTCOME_COLOURS, STATE_COLOURS } from '../../src/report/theme/palette.ts';

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** How a deuteranope sees it: Viénot, Brettel and Mollon 1999, in linear RGB. */
function asDeuteranope(colour: string): number[] {
  const linear = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  const [r, g, b] = linear;
  const [l, m, s] = [
    17.8824 * r + 43.5161 * g + 4.11935 * b,
    3.45565 * r + 27.1554 * g + 3.86714 * b,
    0.0299566 * r + 0.184309 * g + 1.46709 * b,
  ];
  const seen = 0.494207 * l + 1.24827 * s;
  void m;
  return [
    0.0809444479 * l - 0.130504409 * seen + 0.116721066 * s,
    -0.0102485335 * l + 0.0540193266 * seen - 0.113614708 * s,
    -0.000365296938 * l - 0.00412161469 * seen + 0.693511405 * s,
  ].map((channel) => Math.max(0, channel) ** (1 / 2.2));
}

const distance = (one: string, other: string): number => {
  const [a, b] = [asDeuteranope(one), asDeuteranope(other)];
  return Math.sqrt(a.reduce((sum, channel, i) => sum + (channel - b[i]) ** 2, 0));
};

const ALL = [
  ...new Set([...CATEGORY_COLOURS, ...Object.values(STATE_COLOURS), ...Object.values(OUTCOME_COLOURS), FAULT_COLOUR]),
];

describe('the palette', () => {
  it.each(ALL)('%s reads on the light and on the dark page', (colour) => {
    expect(contrast(colour, '#fdfcfa')).toBeGreaterThanOrEqual(3);
    expect(contrast(colour, '#14171b')).toBeGreaterThanOrEqual(3);
  });

  it('keeps the states that matter apart for deuteranopes', () => {
    const { leader, candidate, down, paused } = STATE_COLOURS;
    const states = [leader, candidate, down, paused];
    for (const one of states) {
      for (const other of states) if (one !== other) expect(distance(one, other)).toBeGreaterThan(0.1);
    }
    expect(distance(OUTCOME_COLOURS.ok, OUTCOME_COLOURS.fail)).toBeGreaterThan(0.1);
  });
});

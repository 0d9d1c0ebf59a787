/** A chart as small as a card: without the labels that would not fit. */
import type { Chart } from '../chart.ts';

const WIDTH = 250;
const HEIGHT = 170;
/** With more rows, as high as a page. */
const STEP = 13;

export function thumbnail(chart: Chart, name: string): Chart {
  const {
    params = [],
    height,
    ...rest
  } = chart.spec as unknown as {
    readonly params?: readonly { readonly name: string }[];
    readonly height: unknown;
  };
  const spec = {
    ...rest,
    params: params.map((param) => (param.name === 'labels' ? { ...param, value: false } : param)),
    width: WIDTH,
    height: typeof height === 'number' ? HEIGHT : { ...(height as object), step: STEP },
  };
  return { ...chart, name, spec: spec as unknown as Chart['spec'] };
}

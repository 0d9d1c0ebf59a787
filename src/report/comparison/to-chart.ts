/** A drawing as a chart that stands alone: the template with its parameters set. */
import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from '../chart.ts';
import type { Drawing } from './drawing.ts';

/** Throws if there is no such template. */
export function toChart(name: string, drawing: Drawing, templates: ReadonlyMap<string, TopLevelSpec>): Chart {
  const template = templates.get(drawing.template);
  if (template === undefined) throw new Error(`no template ${drawing.template}`);
  const params = (template.params ?? []) as readonly { readonly name: string }[];
  const spec = {
    ...template,
    params: params.map((param) =>
      Object.hasOwn(drawing.signals, param.name) ? { ...param, value: drawing.signals[param.name] } : param,
    ),
  } as TopLevelSpec;
  const { title, caption, rows } = drawing;
  return { name, title, caption, spec, rows, columns: Object.keys(rows[0] ?? {}) };
}

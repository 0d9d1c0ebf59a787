/** What a figure is measured in and which way is better. */
export interface MetricMeaning {
  readonly unit: 'seconds' | 'share' | 'count' | 'per second' | 'money' | 'number';
  /** `neither`: more is not better nor worse. */
  readonly better: 'lower' | 'higher' | 'neither';
}

export const means = (unit: MetricMeaning['unit'], better: MetricMeaning['better']): MetricMeaning => ({
  unit,
  better,
});

/** What one metric proposes, or why it cannot. */
export type Proposal =
  | {
      readonly ok: true;
      readonly replicas: number;
      /** Of the metric over the instances that count: per cent of the request, or thousandths. */
      readonly value: number;
    }
  | { readonly ok: false; readonly message: string };

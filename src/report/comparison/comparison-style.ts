/** The style of controls and rankings, beside the style of every page. */
export const COMPARISON_STYLE = `
.controls { display: flex; flex-wrap: wrap; gap: 0.7rem 1.4rem; align-items: end; margin: 1.1rem 0 0; font-size: 0.875rem; }
[hidden] { display: none !important; }
.controls label { display: grid; grid-template-columns: minmax(0, auto); gap: 0.15rem; color: var(--quiet); min-width: 0; max-width: min(100%, 24rem); }
.controls label.box { display: flex; gap: 0.45rem; align-items: center; color: var(--ink); min-height: 2.25rem; }
select { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 0.35rem 0.5rem; min-height: 2.25rem; max-width: 100%; text-overflow: ellipsis; }
select:focus-visible, input:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 7px; }
input[type="checkbox"] { accent-color: var(--accent); width: 1rem; height: 1rem; margin: 0; flex: none; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin: 0.9rem 0 0; padding: 0; font-size: 0.8125rem; }
.legend { min-width: 0; }
.legend label { max-width: 100%; display: inline-flex; gap: 0.4rem; align-items: center; min-height: 1.75rem; cursor: pointer; min-width: 0; }
.swatch { width: 0.7rem; height: 0.7rem; flex: none; }
a { color: var(--accent); text-underline-offset: 0.2em; }
.tied { color: var(--quiet); }
th.text { white-space: normal; min-width: 7rem; }
.text-of-file { margin-top: 1.1rem; }
.text-of-file p { white-space: pre-line; }
details.ranking > summary { margin-top: 0.4rem; }
[data-ready] details.ranking > summary { display: none; }
[data-ready] details.ranking { margin-top: 0.4rem; }
`;

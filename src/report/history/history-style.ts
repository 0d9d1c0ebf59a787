/** The style of the timeline, beside the style of every page. */
export const HISTORY_STYLE = `
.history { display: block; font: 0.75rem ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.history text { fill: var(--ink); }
.history text.lane { fill: var(--quiet); }
.history line.lane { stroke: var(--line); }
.history rect { fill: var(--wash); stroke: var(--quiet); }
.history .placed rect { stroke: var(--good); }
.history .stuck rect { fill: var(--bad); stroke: var(--bad); }
.history .stuck text { fill: var(--paper); font-weight: 600; }
.history .unplaced rect { stroke-dasharray: 4 3; }
.history .operation { cursor: pointer; outline: none; }
.history .operation:focus rect, .history .operation:hover rect { stroke-width: 2.5; }
.history polyline.path { fill: none; stroke: var(--good); stroke-width: 2; opacity: 0.75; pointer-events: none; }
.history circle.path { fill: var(--good); pointer-events: none; }
tr.stuck td { color: var(--bad); }
tr.chosen td { background: var(--wash); }
.legend { font-size: 0.875rem; color: var(--quiet); }
`;

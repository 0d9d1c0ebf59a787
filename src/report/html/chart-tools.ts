/**
 * What the scripts of pages with charts have in common: tooltips, files to save, a view at the width of its column. Stands
 * inside a function of its own, before what uses it.
 */
export const CHART_TOOLS = `  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  const tooltip = (handler, event, item, value) => {
    if (value === null || value === undefined || value === '') { tip.hidden = true; return; }
    const cells = [];
    for (const [name, text] of Object.entries(Object(value) === value ? value : { '': value })) {
      if (text === '' || text === null || text === 'null') continue;
      const key = document.createElement('b');
      key.textContent = name;
      const cell = document.createElement('span');
      cell.textContent = String(text);
      cells.push(key, cell);
    }
    tip.replaceChildren(...cells);
    tip.hidden = false;
    const wide = document.documentElement.clientWidth;
    const left = Math.min(event.pageX + 14, window.scrollX + wide - tip.offsetWidth - 8);
    tip.style.left = Math.max(window.scrollX + 8, left) + 'px';
    tip.style.top = event.pageY + 16 + 'px';
  };

  const save = (name, type, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const button = (text, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };

  const field = (cell) => {
    if (cell === null) return '';
    if (typeof cell !== 'string') return String(cell);
    const text = /^[=+\\-@\\t\\r]/.test(cell) ? "'" + cell : cell;
    return /[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const toCsv = (columns, rows) =>
    [columns, ...rows].map((row) => row.map(field).join(',') + '\\r\\n').join('');

  // Puts a drawn view into its place, at the width of the place.
  const mount = async (view, holder, plot, widthSignal) => {
    const fit = async () => {
      // Axes and legends take what they need; again, because a legend may wrap at the new width.
      // The last passes only shrink, so that it ends without anything cut off.
      for (let pass = 0; pass < 4; pass++) {
        const overhead = Number(holder.querySelector('svg').getAttribute('width')) - view.signal(widthSignal);
        const width = Math.max(140, Math.floor(plot.clientWidth - overhead));
        const now = view.signal(widthSignal);
        if (width === now || (pass > 1 && width > now)) return;
        await view.signal(widthSignal, width).resize().runAsync();
      }
    };
    await fit();
    plot.replaceChildren(holder);
    let seen = plot.clientWidth;
    const observer = new ResizeObserver(() => {
      if (plot.clientWidth === seen) return;
      seen = plot.clientWidth;
      fit();
    });
    observer.observe(plot);
    plot.onpointerleave = () => { tip.hidden = true; };
    return observer;
  };
`;

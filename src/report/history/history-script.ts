/** What runs in the page: a bar that is pointed at, tapped or reached by keyboard shows its row of the table. */
export const HISTORY_SCRIPT = `'use strict';
(() => {
  const rows = [...document.querySelectorAll('tr[data-row]')];
  const choose = (bar, scroll) => {
    for (const row of rows) row.classList.toggle('chosen', row.dataset.row === bar.dataset.row);
    const chosen = rows.find((row) => row.dataset.row === bar.dataset.row);
    if (scroll && chosen) chosen.scrollIntoView({ block: 'nearest' });
    document.getElementById('chosen').textContent = bar.querySelector('title').textContent;
  };
  for (const bar of document.querySelectorAll('.operation')) {
    bar.addEventListener('pointerenter', () => choose(bar, false));
    bar.addEventListener('focus', () => choose(bar, false));
    bar.addEventListener('click', () => choose(bar, true));
  }
  // What cannot be placed stands at the end.
  const stuck = document.querySelector('.operation.stuck');
  if (stuck) {
    const scroll = stuck.closest('.scroll');
    scroll.scrollLeft = scroll.scrollWidth;
    choose(stuck, false);
  }
  document.documentElement.dataset.ready = 'yes';
})();
`;

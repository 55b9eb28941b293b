// Rows and pictures of one thing light up together; in a table the arrow keys move from row to row.
(() => {
  const mark = (figure, key, on) => {
    for (const part of figure.querySelectorAll(`[data-k="${key}"]`)) part.classList.toggle('on', on);
  };
  for (const figure of document.querySelectorAll('[data-figure]')) {
    let current = null;
    const show = key => {
      if (key === current) return;
      if (current !== null) mark(figure, current, false);
      current = key;
      if (key !== null) mark(figure, key, true);
    };
    const keyOf = event => event.target.closest('[data-k]')?.dataset.k ?? null;
    figure.addEventListener('pointerover', event => show(keyOf(event)));
    figure.addEventListener('pointerleave', () => show(null));
    figure.addEventListener('focusin', event => show(keyOf(event)));
    figure.addEventListener('click', event => {
      if (!event.target.closest('svg')) return;
      const key = keyOf(event);
      figure.querySelector(`tr[data-k="${key}"]`)?.scrollIntoView({ block: 'nearest' });
    });
    for (const body of figure.querySelectorAll('tbody')) {
      const rows = [...body.querySelectorAll('tr[data-k]')];
      if (rows.length) rows[0].tabIndex = 0;
      body.addEventListener('keydown', event => {
        const at = rows.indexOf(event.target.closest('tr'));
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
        if (at < 0 || to === undefined || !rows[to]) return;
        event.preventDefault();
        rows[at].tabIndex = -1;
        rows[to].tabIndex = 0;
        rows[to].focus();
      });
    }
  }
})();

// Keys, font size and printing. Everything else lives on the server.
(() => {
  const typing = (e) => /^(input|textarea|select)$/i.test(e.target.tagName) || e.target.isContentEditable;
  const rows = () => [...document.querySelectorAll('[data-row]')];
  const step = (by) => {
    const all = rows();
    if (!all.length) return document.querySelector(`[data-step="${by}"]`)?.click(); // on a case: the next one of the list
    const at = all.findIndex((row) => row.classList.contains('at'));
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    all.forEach((row) => row.classList.toggle('at', row === next));
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  const ledgers = { l: '/ledger', m: '/matters', v: '/visits' };
  let last = '';
  // A menu of the toolbar closes by Esc and when something else is pressed.
  const menus = (but) => { for (const menu of document.querySelectorAll('details.menu[open]')) if (!but || !menu.contains(but)) menu.open = false; };
  document.addEventListener('click', (e) => menus(e.target));
  document.addEventListener('keydown', (e) => {
    const menu = e.key === 'Escape' && e.target.closest?.('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || typing(e)) { last = ''; return; }
    const before = last;
    last = e.key;
    if (e.key === '/') {
      const search = document.querySelector('[data-search]');
      if (search) { e.preventDefault(); search.focus(); search.select?.(); }
    } else if (e.key === 'j') step(1);
    else if (e.key === 'k') step(-1);
    else if (e.key === 'o') (document.querySelector('[data-row].at a[href]'))?.click();
    else if (e.key === 'x') document.querySelector('[data-row].at [data-pick]')?.click();
    else if (before === 'g' && ledgers[e.key]) document.querySelector(`nav a[href="${ledgers[e.key]}"]`)?.click();
    else if (e.key === 'n') document.querySelector('.head-actions a.primary')?.click();
    else if (e.key === '?') document.getElementById('help')?.showModal();
  });
  // In an open list the keys choose; they neither send the form nor move the page. The server would say so too late.
  document.addEventListener('keydown', (e) => {
    if (e.target.getAttribute?.('role') === 'combobox' && e.target.getAttribute('aria-expanded') === 'true' && ['Enter', 'ArrowDown', 'ArrowUp'].includes(e.key)) e.preventDefault();
  }, true);
  // Leaving a field may move the button under the pointer before it is released. Whoever did not move meant the button.
  let pressed = null;
  document.addEventListener('pointerdown', (e) => {
    const button = e.button === 0 && e.isPrimary && e.target.closest?.('button');
    pressed = button ? { button, x: e.clientX, y: e.clientY } : null;
    button && button.setPointerCapture(e.pointerId);
  }, true);
  document.addEventListener('click', (e) => {
    if (!pressed || e.detail === 0 || !pressed.button.contains(e.target)) return;
    const stayed = Math.hypot(e.clientX - pressed.x, e.clientY - pressed.y) < 8;
    if (!stayed && !pressed.button.contains(document.elementFromPoint(e.clientX, e.clientY))) { e.preventDefault(); e.stopImmediatePropagation(); }
  }, true);
  document.addEventListener('click', (e) => {
    const font = e.target.closest('[data-font]');
    if (font) {
      document.documentElement.className = `font-${font.dataset.font}`;
      document.cookie = `anjie-font=${font.dataset.font};path=/;max-age=31536000;samesite=lax`;
    }
    if (e.target.closest('[data-print]')) window.print();
    if (e.target.closest('[data-full]')) document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // A click anywhere in a row opens what the row is about; marking its text with the mouse does not.
    const row = e.target.closest('[data-row]');
    if (row && e.target.closest('td') && !e.target.closest('a, button, input, select, label, .pick') && getSelection().isCollapsed) row.querySelector('a[href]')?.click();
  });
  document.addEventListener('fullscreenchange', () => document.documentElement.toggleAttribute('data-full-screen', document.fullscreenElement !== null));
  // Rows that were picked are the ones that are printed.
  document.addEventListener('change', (e) => {
    if (!e.target.matches('[data-pick]')) return;
    const all = [...e.target.closest('table').querySelectorAll('[data-pick=row]')];
    if (e.target.dataset.pick === 'all') for (const one of all) one.checked = e.target.checked;
    const count = all.filter((one) => one.checked).length;
    const head = e.target.closest('table').querySelector('[data-pick=all]');
    [head.checked, head.indeterminate] = [count === all.length, count > 0 && count < all.length];
    const said = document.querySelector('[data-picked]');
    said.textContent = count ? said.dataset.picked.replace('#', count) : '';
  });
  // Whoever types or points is there; the circuit hears of a text only when it is done.
  let told = 0;
  for (const act of ['keydown', 'pointerdown', 'wheel', 'touchmove']) document.addEventListener(act, () => {
    if (Date.now() - told < 20000) return;
    told = Date.now();
    fetch('/session/active', { method: 'POST' }).catch(() => { told = 0; });
  }, { capture: true, passive: true });
  // A form that was begun and not sent asks before the page goes.
  window.addEventListener('beforeunload', (e) => { if (document.querySelector('[data-dirty="true"]')) e.preventDefault(); });
})();

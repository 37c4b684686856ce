// Forms filled by keyboard. What decides where the next key goes is decided here: a clerk types ahead of any server.
(() => {
  const change = (input) => input.dispatchEvent(new Event('change', { bubbles: true }));

  // ---- Choices that are typed (CodeBox): all of them are in the page, the server only hears which was taken.
  const codes = (e) => e.target instanceof Element && e.target.getAttribute('role') === 'combobox' && e.target.closest('[data-codes]');
  const input = (box) => box.querySelector('input');
  const list = (box) => box.querySelector('[role=listbox]');
  const choices = (box) => [...box.querySelectorAll('[role=option][data-label]')];
  const dense = (text) => text.replaceAll('.', '');
  const shown = (box) => choices(box).filter((choice) => !choice.hidden);
  const labelled = (box) => choices(box).some((choice) => choice.dataset.label === input(box).value);

  // Nearest first: the code itself, its beginning, the beginning of the initials, the words, initials within.
  const rank = (choice, typed) => {
    const { key, initials, words } = choice.dataset;
    if (key.toLowerCase() === typed || dense(key) === dense(typed)) return 0;
    if (dense(key).startsWith(dense(typed)) && /^[0-9.]+$/.test(typed)) return 1;
    const spellings = initials.split(' ');
    if (spellings.some((spelling) => spelling.startsWith(typed))) return 2;
    if (words.includes(typed)) return 3;
    return spellings.some((spelling) => spelling.includes(typed)) ? 4 : 9;
  };
  const mark = (box, choice) => {
    for (const other of choices(box)) {
      other.classList.toggle('on', other === choice);
      other.setAttribute('aria-selected', String(other === choice));
    }
    if (choice) {
      input(box).setAttribute('aria-activedescendant', choice.id);
      choice.scrollIntoView({ block: 'nearest' });
    } else input(box).removeAttribute('aria-activedescendant');
  };
  const best = (box, typed) => {
    let found = null, rankOfFound = 9;
    for (const choice of choices(box)) {
      const at = rank(choice, typed);
      if (at < rankOfFound) [found, rankOfFound] = [choice, at];
    }
    return found;
  };
  const open = (box, typed) => {
    for (const choice of choices(box)) choice.hidden = typed !== '' && rank(choice, typed) === 9;
    list(box).querySelector('.none').hidden = shown(box).length > 0;
    list(box).hidden = false;
    input(box).setAttribute('aria-expanded', 'true');
    mark(box, typed === '' ? choices(box).find((choice) => choice.dataset.label === input(box).value) ?? shown(box)[0] : best(box, typed));
  };
  const close = (box) => {
    list(box).hidden = true;
    input(box).setAttribute('aria-expanded', 'false');
    mark(box, null);
  };
  const isOpen = (box) => !list(box).hidden;
  const typedIn = (box) => input(box).value.trim().toLowerCase();
  const take = (box, choice) => {
    close(box);
    input(box).value = choice.dataset.label;
    change(input(box));
  };
  // What is there may stay; what was typed has to be one of the choices.
  const settle = (box) => {
    if (isOpen(box)) {
      const choice = choices(box).find((one) => one.classList.contains('on'));
      if (!choice) return typedIn(box) === '';
      take(box, choice);
    }
    return true;
  };

  document.addEventListener('input', (e) => {
    const box = codes(e);
    if (box) open(box, typedIn(box));
  });
  // Whoever leaves in another way, or pastes, gets what Enter would have given.
  document.addEventListener('change', (e) => {
    const box = codes(e);
    if (!box || labelled(box) || typedIn(box) === '') return;
    const choice = best(box, typedIn(box));
    if (choice) input(box).value = choice.dataset.label;
  }, true);
  document.addEventListener('focusout', (e) => { const box = codes(e); if (box) close(box); });
  document.addEventListener('mousedown', (e) => { if (e.target.closest?.('[data-codes] [role=listbox]')) e.preventDefault(); });
  document.addEventListener('click', (e) => {
    const box = e.target.closest?.('[data-codes]');
    if (!box) return;
    const choice = e.target.closest('[role=option][data-label]');
    if (choice) take(box, choice);
    else if (e.target === input(box) && !isOpen(box)) { e.target.select(); open(box, ''); }
  });
  document.addEventListener('keydown', (e) => {
    const box = codes(e);
    if (!box || e.isComposing) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!isOpen(box)) return open(box, '');
      const all = shown(box);
      const at = all.findIndex((choice) => choice.classList.contains('on'));
      mark(box, all[Math.max(0, Math.min(all.length - 1, at + (e.key === 'ArrowDown' ? 1 : -1)))] ?? null);
    } else if (e.key === 'Escape' && isOpen(box)) {
      e.preventDefault();
      close(box);
    } else if (e.key === 'Tab') settle(box);
    else if (e.key === 'Enter' && !box.closest('[data-paper]')) {
      e.preventDefault();
      settle(box);
    }
  });

  // ---- Papers: Enter goes from field to field as they stand, Ctrl+Enter sends.
  const stops = (form) => [...form.querySelectorAll('input, select, textarea, button[type=submit]')]
    .filter((stop) => !stop.disabled && stop.tabIndex >= 0 && stop.offsetParent !== null);
  const go = (stop) => {
    if (!stop) return;
    stop.focus();
    if (stop.matches('input[type=text]')) stop.select();
  };
  const beyond = (form, element) => stops(form).find((stop) => element.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING && !element.contains(stop));
  const step = (form, from, by) => {
    const all = stops(form);
    go(all[all.indexOf(from) + by]);
  };
  // A row that waits and in which nothing stands yet.
  const idle = (row) => row.matches('[data-waits]') && [...row.querySelectorAll('input, textarea')].every((field) => field.value === '');
  document.addEventListener('keydown', (e) => {
    const form = e.target instanceof Element && e.target.closest('form[data-paper]');
    if (!form || e.isComposing || e.keyCode === 229) return;
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      const box = codes(e);
      if (box && !settle(box)) return;
      if (e.target.matches('input[type=text], textarea')) change(e.target);
      form.requestSubmit();
      return;
    }
    if (e.key !== 'Enter' || e.altKey || e.ctrlKey || !e.target.matches('input, select')) return;
    const box = codes(e);
    // The lists of people and units are the server's: there the first Enter chooses.
    if (!box && e.target.getAttribute('role') === 'combobox' && e.target.getAttribute('aria-expanded') === 'true') return;
    e.preventDefault();
    if (e.shiftKey) return step(form, e.target, -1);
    if (box && !settle(box)) return;
    const waiting = e.target.closest('tr[data-waits]');
    if (waiting && idle(waiting)) return go(beyond(form, waiting.closest('table')));
    step(form, e.target, 1);
  });

  // ---- A button may have a key of its own, which works while typing too. Of a button in each row it is the one beside the cursor, or else the last one.
  const keyed = (key) => {
    const row = (button) => button.closest('.rows-table tr');
    const all = [...document.querySelectorAll(`button[data-hotkey="${key}"]`)].filter((button) => !row(button) || !idle(row(button)));
    return all.find((button) => row(button)?.contains(document.activeElement)) ?? all.at(-1);
  };
  document.addEventListener('keydown', (e) => {
    if (!/^F\d$/.test(e.key) || e.ctrlKey || e.altKey || e.metaKey) return;
    const button = keyed(`${e.shiftKey ? 'Shift+' : ''}${e.key}`);
    if (!button) return;
    e.preventDefault();
    if (!button.disabled) button.click();
  });

  // ---- A text with fields in braces: a field goes where the cursor is, and a fault leads to its place.
  document.addEventListener('click', (e) => {
    const button = e.target.closest?.('button[data-into]');
    const text = button && document.getElementById(button.dataset.into);
    if (!text) return;
    if (button.dataset.insert) {
      text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, 'end');
      change(text);
    } else {
      const lines = text.value.split('\n');
      const line = Math.min(Number(button.dataset.line), lines.length) - 1;
      const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
      text.setSelectionRange(start + Math.min(Number(button.dataset.column) - 1, lines[line].length), start + lines[line].length);
      text.scrollTop = Math.max(0, line - 3) * parseFloat(getComputedStyle(text).lineHeight);
    }
    text.focus();
  });

  // ---- A form that the browser itself sends brings the token of the page, so that no other page can send it.
  document.addEventListener('submit', (e) => {
    const token = e.target.querySelector('input[name="__RequestVerificationToken"]');
    if (token) token.value = document.querySelector('meta[name="form-token"]').content;
  });

  window.anjie = {
    first: (form) => go(stops(form)[0]),
    // The first field that is wrong, or what was said about all of them.
    firstError: (form) => go(form.querySelector('[aria-invalid=true]') ?? form.querySelector('fieldset:has(> .error) :is(input, select, textarea)') ?? form.querySelector('.notice.bad')),
  };
})();

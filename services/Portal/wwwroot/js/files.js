// Files on their way to a case: chosen, photographed or dropped, one after the other, each with its progress and, when it is refused, the sentence.
(() => {
  const place = (e) => e.target.closest?.('[data-attach]');
  const token = () => document.querySelector('meta[name="form-token"]').content;

  // A UUID of version 7. Made once for each file: sent again, it is the same file.
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let now = Date.now();
    for (let i = 5; i >= 0; i--) { bytes[i] = now % 256; now = Math.floor(now / 256); }
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };

  const send = (at, file, id, bar) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${at.dataset.attach}/${id}`);
    request.setRequestHeader('X-Form-Token', token());
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (e) => { if (e.lengthComputable) bar.value = e.loaded / e.total; };
    request.onload = () => resolve(request);
    request.onerror = request.onabort = request.ontimeout = () => resolve(null);
    request.send(file);
  });

  const sentence = (at, answer) => {
    if (answer?.status === 401) return at.dataset.over;
    try { return JSON.parse(answer.responseText).title || at.dataset.failed; } catch { return at.dataset.failed; }
  };

  const line = (at, file) => {
    const item = document.createElement('li');
    const name = document.createElement('span');
    const bar = document.createElement('progress');
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    item.append(name, bar);
    at.querySelector('.uploads').append(item);
    return { item, bar };
  };

  const refuse = (at, item, bar, text, again) => {
    const why = document.createElement('span');
    why.className = 'bad';
    why.textContent = text;
    bar.remove();
    item.append(why);
    if (!again) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn small';
    button.textContent = at.dataset.again;
    button.addEventListener('click', () => { item.remove(); again(); });
    item.append(button);
  };

  let before = Promise.resolve();
  let waiting = 0;
  const add = (at, file, id) => {
    const { item, bar } = line(at, file);
    if (file.size > Number(at.dataset.most)) { refuse(at, item, bar, at.dataset.large); return; }
    waiting++;
    before = before.then(async () => {
      const answer = await send(at, file, id, bar);
      waiting--;
      if (answer?.status === 200 || answer?.status === 201) {
        bar.remove();
        item.append(at.dataset.done);
        at.querySelector('[data-attached]').click();
      } else refuse(at, item, bar, sentence(at, answer), !answer || [408, 429, 502, 503, 504].includes(answer.status) ? () => add(at, file, id) : null);
    });
  };
  const addAll = (at, files) => { for (const file of files) add(at, file, newId()); };

  document.addEventListener('change', (e) => {
    const at = place(e);
    if (!at || e.target.type !== 'file') return;
    addAll(at, [...e.target.files]);
    e.target.value = ''; // the same one may be chosen again
  });
  document.addEventListener('dragover', (e) => {
    const at = place(e);
    document.querySelectorAll('[data-attach].over').forEach((other) => other.classList.toggle('over', other === at));
    if (!at || !e.dataTransfer.types.includes('Files')) return;
    e.preventDefault();
    at.classList.add('over');
  });
  document.addEventListener('drop', (e) => {
    const at = place(e);
    document.querySelectorAll('[data-attach].over').forEach((other) => other.classList.remove('over'));
    if (!at || !e.dataTransfer.files.length) return;
    e.preventDefault();
    addAll(at, [...e.dataTransfer.files]);
  });
  document.addEventListener('dragleave', (e) => { if (e.target.matches?.('[data-attach]')) e.target.classList.remove('over'); });
  window.addEventListener('beforeunload', (e) => { if (waiting > 0) e.preventDefault(); });
})();

// The code that a printed picture carries stands behind the #, which the browser keeps to itself. It goes into the field, and out of the address.
(() => {
  const code = new URLSearchParams(location.hash.slice(1)).get('c');
  const field = document.getElementById('code');
  if (!code || !field) return;
  field.value = code.slice(0, 60).match(/.{1,3}/g).join('-');
  history.replaceState(null, '', location.pathname + location.search);
  document.getElementById('lastFour')?.focus();
})();

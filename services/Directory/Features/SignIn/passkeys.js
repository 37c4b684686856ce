// The talk with the browser's keeper of passkeys, the one thing on these pages that needs a script.
(() => {
  "use strict";
  if (!window.PublicKeyCredential)
    return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
  const text = buffer => buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : undefined;
  const known = list => (list ?? []).map(key => ({ ...key, id: bytes(key.id) }));

  const kinds = {
    create: async options => {
      const made = await navigator.credentials.create({
        publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: known(options.excludeCredentials) },
      });
      return [made, { attestationObject: text(made.response.attestationObject), transports: made.response.getTransports?.() ?? [] }];
    },
    get: async options => {
      const found = await navigator.credentials.get({
        publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
      });
      const { authenticatorData, signature, userHandle } = found.response;
      return [found, { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: text(userHandle) }];
    },
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    for (const note of document.querySelectorAll("[data-without-passkeys]"))
      note.hidden = true;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const failed = form.querySelector(".message");
      failed.hidden = true;
      try {
        const [credential, response] = await kinds[form.dataset.passkey](JSON.parse(form.dataset.options));
        form.elements.credential.value = JSON.stringify({
          id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
          clientExtensionResults: credential.getClientExtensionResults(),
          response: { ...response, clientDataJSON: text(credential.response.clientDataJSON) },
        });
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();

// Passkeys: asks the browser for a credential and sends it with the form.
// Forms: data-passkey="enter" (sign in), "show" (prove again), "make" (add one).
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const options = async (form) => {
    const kept = document.getElementById("passkey-options");
    if (kept) return JSON.parse(kept.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return answer.json();
  };

  const said = (credential) => {
    const { response } = credential;
    const parts = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = text(response[name]);
    }
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      authenticatorAttachment: credential.authenticatorAttachment,
      response: parts,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const make = async (form) => {
    const { publicKey } = (await options(form)).creation_options;
    const wish = { ...publicKey.authenticatorSelection };
    if (form.elements.passwordless.checked) {
      Object.assign(wish, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
    } else {
      Object.assign(wish, { residentKey: "discouraged", requireResidentKey: false });
    }
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        authenticatorSelection: wish,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: known(publicKey.excludeCredentials),
      },
    });
  };

  const show = async (form) => {
    const { publicKey } = (await options(form)).request_options;
    return navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: known(publicKey.allowCredentials),
      },
    });
  };

  const ways = { enter: show, show, make };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const fault = form.querySelector("[role=alert]");
      fault.hidden = true;
      try {
        form.elements.credential.value = said(await ways[form.dataset.passkey](form));
      } catch {
        fault.hidden = false;
        return;
      }
      form.submit();
    });
  }
})();

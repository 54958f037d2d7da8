"use strict";

// Finds the number of an ALTCHA challenge, then sends the form on. Without JavaScript, or on a page
// that came without HTTPS, the form's button has a moderator look instead.
(async () => {
  const form = document.querySelector("form[data-challenge]");
  if (!form || !globalThis.crypto?.subtle) return;
  form.querySelector("[data-working]").hidden = false;
  const asked = JSON.parse(form.dataset.challenge);
  const encoder = new TextEncoder();
  for (let number = 0; number <= asked.maxnumber; number += 1) {
    const bytes = encoder.encode(`${asked.salt}${number}`);
    const digest = new Uint8Array(await crypto.subtle.digest(asked.algorithm, bytes));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex === asked.challenge) {
      const { algorithm, challenge, salt, signature } = asked;
      const answer = { algorithm, challenge, number, salt, signature };
      form.elements.altcha.value = btoa(JSON.stringify(answer));
      form.submit();
      return;
    }
  }
})();

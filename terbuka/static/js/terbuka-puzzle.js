// Proves in the background that a person's browser has this form open, so that no sum need be answered:
// a number whose SHA-256 together with the form's key begins with enough zero bits. Without Web Crypto
// (plain http in an office network) the sum stays.
const place = document.querySelector("[data-puzzle]");
const form = place && place.closest("form");
const AT_ONCE = 256;

function zeroBits(digest) {
  let bits = 0;
  for (const byte of digest) {
    if (byte === 0) bits += 8;
    else return bits + Math.clz32(byte) - 24;
  }
  return bits;
}

async function solved(key, wanted) {
  const text = new TextEncoder();
  for (let start = 0; ; start += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_one, at) => start + at);
    const digests = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", text.encode(`${key}:${number}`))),
    );
    const found = digests.findIndex((digest) => zeroBits(new Uint8Array(digest)) >= wanted);
    if (found >= 0) return start + found;
    await new Promise((rest) => setTimeout(rest));
  }
}

if (form && window.crypto && crypto.subtle) {
  place.hidden = true;
  const work = solved(place.dataset.puzzle, Number(place.dataset.bits)).then((number) => {
    form.elements.angka.value = number;
  });
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.angka.value) return;
    event.preventDefault();
    if (isSent) return;
    isSent = true;
    work.then(
      () => form.requestSubmit(event.submitter),
      () => {
        place.hidden = false;
        isSent = false;
      },
    );
  });
}

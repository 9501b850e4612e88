// A button beside a read-only field copies what stands in it; without script the field is selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Plain http on the office network has no clipboard of the newer kind.
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
  });
}

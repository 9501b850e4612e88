// Sends a chosen file in parts of 256 KB, each with its SHA-256, and goes on after a break.
// Works on fields of components/upload.html; without it the file goes with its form.
// terbuka-collect.js sends many files over the same line.
"use strict";

(() => {
  const MEGABYTE = 1024 * 1024;
  const WAITS = [1, 2, 4, 8, 15, 30, 30, 30, 30, 30];
  const ANSWER_WITHIN = 60000;

  class Told extends Error {} // A fault that sending again does not mend.
  class Session extends Error {}

  const size = (bytes) =>
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))} KB`
      : `${(bytes / 1024 / 1024).toFixed(1).replace(".", document.documentElement.lang === "en" ? "." : ",")} MB`;
  const filled = (text, a, b) => text.replace("[a]", () => a).replace("[b]", () => b);
  const hash = async (bytes) => {
    if (!(window.crypto && crypto.subtle)) return ""; // No secure context: the server reckons.
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(sum, (one) => one.toString(16).padStart(2, "0")).join("");
  };

  // One file on its way to the server; whoever extends it shows what is told.
  class Line {
    constructor(words, form) {
      this.words = words;
      this.form = form;
      this.largest = Number(words.most || 20) * MEGABYTE;
    }

    async send(file, stop) {
      const bytes = await file.arrayBuffer().catch(() => { throw new Told(this.words.gone); });
      const form = new FormData();
      form.append("name", file.name);
      form.append("size", String(file.size));
      form.append("sha256", await hash(bytes));
      if (this.words.collected) form.append(this.words.collected, "1"); // It comes to be published.
      const begun = await this.ask(this.words.upload, form, {}, stop);
      let missing = begun.missing;
      for (let round = 0; round < 5; round += 1) {
        await this.parts(bytes, begun, missing, stop);
        this.tell(this.words.checking, this.words.cancel, () => this.cancel());
        const end = await this.ask(begun.finish, new FormData(), {}, stop);
        if (end.file) return end;
        missing = end.missing;
      }
      throw new Error("never whole");
    }

    async parts(bytes, begun, missing, stop) {
      const whole = Math.ceil(bytes.byteLength / begun.part);
      let left = missing.length;
      for (const number of missing) {
        this.progress(Math.min(bytes.byteLength, (whole - left) * begun.part), bytes.byteLength);
        const piece = bytes.slice(number * begun.part, (number + 1) * begun.part);
        const headers = { "Content-Type": "application/octet-stream", "X-Part-SHA256": await hash(piece) };
        await this.ask(`${this.words.upload}${begun.id}/${number}/`, piece, headers, stop, true);
        left -= 1;
      }
      this.progress(bytes.byteLength, bytes.byteLength);
    }

    // One question, asked again with growing pauses while the connection is broken.
    async ask(address, body, headers, stop, isPart = false) {
      for (let tried = 0; ; tried += 1) {
        stop.signal.throwIfAborted(); // Cancelled while hashing or reading, when no request was there to stop.
        const answer = await this.once(address, body, headers, stop).catch(() => null);
        stop.signal.throwIfAborted();
        if (answer) {
          if (answer.type === "opaqueredirect") throw new Session();
          const told = await answer.json().catch(() => ({}));
          stop.signal.throwIfAborted();
          if (answer.ok || answer.status === 409) return told;
          if (answer.status === 403 || answer.status === 404) throw new Told(this.words.refused);
          const isBroken = isPart && answer.status === 400;
          if (answer.status < 500 && !isBroken) throw new Told(told.fault || this.words.gone);
          if (answer.status === 507 || (isBroken && tried >= 4)) throw new Told(told.fault || this.words.gone);
        }
        if (tried >= WAITS.length) throw new Error("no answer");
        this.tell(filled(this.words.broken, WAITS[tried], ""), this.words.cancel, () => this.cancel());
        await this.pause(WAITS[tried] * 1000, stop);
      }
    }

    async once(address, body, headers, stop) {
      const token = this.form.querySelector("input[name=csrfmiddlewaretoken]");
      const late = new AbortController();
      const quit = () => late.abort();
      const timer = setTimeout(quit, ANSWER_WITHIN);
      stop.signal.addEventListener("abort", quit, { once: true });
      try {
        return await fetch(address, {
          method: "POST",
          body,
          headers: { ...headers, "X-CSRFToken": token ? token.value : "", "X-Requested-With": "upload" },
          credentials: "same-origin",
          redirect: "manual",
          signal: late.signal,
        });
      } finally {
        clearTimeout(timer);
        stop.signal.removeEventListener("abort", quit);
      }
    }

    // Until the time is over, the line is back, or the person cancels.
    pause(milliseconds, stop) {
      return new Promise((resolve, reject) => {
        const on = () => { clearTimeout(timer); window.removeEventListener("online", on); resolve(); };
        const timer = setTimeout(on, milliseconds);
        window.addEventListener("online", on);
        stop.signal.addEventListener("abort", () => { on(); reject(new Error("cancelled")); }, { once: true });
      });
    }
  }

  class Sender extends Line {
    constructor(field) {
      super(field.dataset, field.querySelector("input[type=file]").form);
      this.field = field;
      this.input = field.querySelector("input[type=file]");
      this.number = field.querySelector("input[type=hidden]");
      this.before = this.number.value;
      this.fault = field.querySelector(".fault");
      this.box = field.querySelector(".told");
      this.bar = field.querySelector("progress");
      this.status = field.querySelector("[role=status]");
      this.buttons = field.querySelector(".told .row");
      this.isSending = false;
      this.input.addEventListener("change", () => this.begin());
      this.form.addEventListener("submit", (event) => this.hold(event));
    }

    // A form sent in the middle waits until the file has arrived.
    hold(event) {
      if (!this.isSending) return;
      event.preventDefault();
      this.waiting = event.submitter;
      this.status.scrollIntoView({ block: "nearest" });
    }

    begin() {
      if (this.stop) this.stop.abort();
      this.waiting = null;
      this.number.value = this.before;
      const file = this.input.files[0];
      this.show("");
      if (!file) return void (this.box.hidden = true);
      if (file.size === 0) return this.refuse(this.words.empty);
      if (file.size > this.largest) return this.refuse(this.words.large);
      this.run(file);
    }

    async run(file) {
      const stop = (this.stop = new AbortController());
      this.isSending = true;
      this.box.hidden = false;
      this.bar.hidden = false;
      this.tell(this.words.reading, this.words.cancel, () => this.cancel());
      try {
        const stored = await this.send(file, stop);
        if (!stop.signal.aborted) this.done(stored);
      } catch (fault) {
        if (stop.signal.aborted) return;
        this.isSending = false;
        if (fault instanceof Told) return this.refuse(fault.message);
        const words = fault instanceof Session ? this.words.session : this.words.gone;
        this.tell(words, this.words.again, () => this.run(file));
      }
    }

    progress(sent, whole) {
      this.bar.max = whole;
      this.bar.value = sent;
      this.tell(filled(this.words.sending, size(sent), size(whole)), this.words.cancel, () => this.cancel());
    }

    done(stored) {
      this.isSending = false;
      this.number.value = stored.file;
      this.input.value = ""; // The form carries the stored file's number, not the file again.
      this.bar.hidden = true;
      this.tell(filled(this.words.stored, stored.name, size(stored.size)));
      this.field.dispatchEvent(new CustomEvent("terbuka:stored", { bubbles: true, detail: stored }));
      if (this.waiting !== null && this.waiting !== undefined) this.form.requestSubmit(this.waiting);
    }

    cancel() {
      this.stop.abort();
      this.isSending = false;
      this.input.value = "";
      this.bar.hidden = true;
      this.tell(this.words.cancelled);
      this.input.focus();
    }

    refuse(words) {
      this.isSending = false;
      this.input.value = "";
      this.box.hidden = true;
      this.show(words);
      this.input.focus();
    }

    show(words) {
      this.fault.textContent = words;
      this.fault.hidden = !words;
      this.field.classList.toggle("has-fault", Boolean(words));
      if (words) this.input.setAttribute("aria-invalid", "true");
      else this.input.removeAttribute("aria-invalid");
    }

    tell(words, label = "", act = null) {
      this.status.textContent = words;
      const button = this.buttons.querySelector("button");
      if (!label) return void (button && button.remove());
      const shown = button || this.buttons.appendChild(document.createElement("button"));
      shown.type = "button";
      shown.className = "button plain";
      shown.textContent = label;
      shown.onclick = act;
    }
  }

  const start = (root) => {
    for (const field of root.querySelectorAll(".upload[data-upload]")) {
      if (field.dataset.ready) continue;
      field.dataset.ready = "yes";
      new Sender(field);
    }
  };
  window.terbukaUpload = { Line, Told, Session, size, filled };
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();

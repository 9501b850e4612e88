// Takes a dropped folder or many chosen files and sends them, two at a time, over the line of terbuka-upload.js.
// Each file has its own progress, its own fault and its own second try; the form goes once all have arrived.
// Without it the files go whole with their form.
"use strict";

(() => {
  const { Line, Told, Session, size, filled } = window.terbukaUpload;
  const AT_ONCE = 2;
  const JUNK = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

  // One file in the list.
  class Sending extends Line {
    constructor(basket, file) {
      super(basket.words, basket.form);
      this.basket = basket;
      this.file = file;
      this.state = "queued";
      this.stop = new AbortController();
      this.item = document.createElement("li");
      const head = this.item.appendChild(document.createElement("div"));
      head.className = "row";
      this.name = head.appendChild(document.createElement("span"));
      this.name.textContent = file.name;
      this.buttons = head.appendChild(document.createElement("span"));
      this.buttons.className = "row";
      this.bar = this.item.appendChild(document.createElement("progress"));
      this.bar.className = "progress";
      this.bar.max = 1;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.status = this.item.appendChild(document.createElement("p"));
      this.status.className = "small figures";
      this.tell(this.words.queued);
      this.button(this.words.remove, () => this.remove());
    }

    button(label, act) {
      const made = this.buttons.appendChild(document.createElement("button"));
      made.type = "button";
      made.className = "button plain";
      made.textContent = label;
      const named = made.appendChild(document.createElement("span"));
      named.className = "hidden-words";
      named.textContent = `: ${this.file.name}`;
      made.onclick = act;
    }

    field(name, value) {
      for (const old of this.item.querySelectorAll("input")) old.remove();
      if (!name) return;
      const input = this.item.appendChild(document.createElement("input"));
      input.type = "hidden";
      input.name = name;
      input.value = value;
    }

    async run() {
      this.state = "sending";
      this.field("", "");
      if (this.file.size === 0) return this.fail(this.words.empty, false);
      if (this.file.size > this.largest) return this.fail(this.words.large, false);
      this.tell(this.words.reading);
      try {
        const stored = await this.send(this.file, this.stop);
        if (!this.stop.signal.aborted) this.done(stored);
      } catch (fault) {
        if (this.stop.signal.aborted) return;
        if (fault instanceof Told) return this.fail(fault.message, false);
        this.fail(fault instanceof Session ? this.words.session : this.words.gone, true);
      }
    }

    done(stored) {
      this.state = "stored";
      this.bar.hidden = true;
      this.field("berkas_id", stored.file);
      this.tell(filled(this.words.stored, stored.name, size(stored.size)));
    }

    fail(reason, mayTryAgain) {
      this.state = "failed";
      this.bar.hidden = true;
      this.field("gagal", this.file.name);
      this.status.className = "fault";
      this.tell(reason);
      if (!mayTryAgain) return;
      this.buttons.textContent = "";
      this.button(this.words.again, () => this.again());
      this.button(this.words.remove, () => this.remove());
    }

    again() {
      this.state = "queued";
      this.bar.hidden = false;
      this.status.className = "small figures";
      this.buttons.textContent = "";
      this.button(this.words.remove, () => this.remove());
      this.tell(this.words.queued);
      this.basket.go();
    }

    remove() {
      this.stop.abort();
      this.state = "removed";
      this.item.remove();
      this.basket.go();
    }

    progress(sent, whole) {
      this.bar.max = whole;
      this.bar.value = sent;
      this.tell(filled(this.words.sending, size(sent), size(whole)));
    }

    tell(words) {
      this.status.textContent = words;
    }

    cancel() {
      this.remove();
    }
  }

  // All files of one form.
  class Basket {
    constructor(place) {
      this.place = place;
      this.words = place.dataset;
      this.form = place.closest("form");
      this.list = place.querySelector(".sent");
      this.status = place.querySelector("[role=status]");
      this.files = [];
      this.waiting = null;
      const hint = document.createElement("p");
      hint.className = "drop";
      hint.textContent = this.words.drop;
      place.prepend(hint);
      for (const input of place.querySelectorAll("input[type=file]")) {
        input.addEventListener("change", () => { this.take([...input.files]); input.value = ""; });
      }
      for (const kind of ["dragenter", "dragover"]) place.addEventListener(kind, (event) => this.over(event));
      for (const kind of ["dragleave", "drop"]) place.addEventListener(kind, () => place.classList.remove("over"));
      place.addEventListener("drop", (event) => this.dropped(event));
      this.form.addEventListener("submit", (event) => this.hold(event));
    }

    over(event) {
      event.preventDefault();
      this.place.classList.add("over");
    }

    async dropped(event) {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry());
      const loose = [...event.dataTransfer.files];
      if (!entries.some((one) => one && one.isDirectory)) return this.take(loose);
      for (const entry of entries) if (entry) this.take(await this.walk(entry));
    }

    // The files of a folder and of those within it.
    async walk(entry) {
      if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject)).catch(() => null)];
      const reader = entry.createReader();
      const found = [];
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
        if (!some.length) return found;
        for (const one of some) found.push(...(await this.walk(one)));
      }
    }

    take(files) {
      for (const file of [...files].sort((a, b) => (a && b ? a.name.localeCompare(b.name) : 0))) {
        if (!file || JUNK.test(file.name)) continue;
        const sending = new Sending(this, file);
        this.files.push(sending);
        this.list.append(sending.item);
      }
      this.list.hidden = !this.list.children.length;
      this.go();
    }

    go() {
      const under = (state) => this.files.filter((one) => one.state === state);
      for (const next of under("queued").slice(0, AT_ONCE - under("sending").length)) {
        next.run().finally(() => this.go());
      }
      this.files = this.files.filter((one) => one.state !== "removed");
      this.status.hidden = !this.files.length;
      this.status.textContent = filled(this.words.count, under("stored").length, this.files.length);
      if (this.waiting && !this.isBusy()) {
        const button = this.waiting;
        this.waiting = null;
        this.form.requestSubmit(button);
      }
    }

    isBusy() {
      return this.files.some((one) => one.state === "queued" || one.state === "sending");
    }

    // A form sent in the middle waits until all files have arrived.
    hold(event) {
      if (!this.isBusy()) return;
      event.preventDefault();
      this.waiting = event.submitter;
      this.status.scrollIntoView({ block: "nearest" });
    }
  }

  for (const place of document.querySelectorAll(".collect[data-upload]")) new Basket(place);
})();

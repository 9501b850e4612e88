// The search of a copy of the portal: it reads plain files (see management/copying/shards.py), asks no
// server, and knows no stemming of its own: every word stands in the files with its stem.
(() => {
  "use strict";
  const form = document.getElementById("pencarian");
  const state = document.getElementById("keadaan");
  const list = document.getElementById("hasil");
  const more = document.getElementById("lagi");
  const only = document.getElementById("satker-saja");
  if (!form || !window.fetch) return;
  document.getElementById("tanpa-skrip").remove();

  // This file lies in <top>/static/js/, whatever the top is called.
  const top = new URL("../../", document.currentScript.src);
  const pages = document.documentElement.lang === "en" ? "en/" : "";
  const FILTERS = ["jenis", "provinsi", "lembaga", "kelas", "tahun", "media", "satker"];
  const COLUMN = { kelas: 6, tahun: 7, provinsi: 8, lembaga: 9, media: 10, satker: 11, jenis: 2 };
  const PAGE = 10, MOST_WORDS = 12, SHORTEST = 3, MOST_ENDINGS = 24, MOST_SHARDS = 8;
  let about = null, turn = 0;

  const opened = new Map(), read = new Map();
  const open = (name) => {
    if (!opened.has(name)) {
      const wish = fetch(new URL(`cari/data/${name}.json`, top), { cache: "no-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(name);
        return answer.json();
      }).then((told) => {
        read.set(name, told);
        return told;
      });
      wish.catch(() => opened.delete(name));
      opened.set(name, wish);
    }
    return opened.get(name);
  };

  const plain = (text) => text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "")
    .replace(/\b[12][0-9oOlI]{3}\b/g, (year) => year.replace(/[oO]/g, "0").replace(/[lI]/g, "1"))
    .toLowerCase();
  const wordsOf = (text) => (plain(text).match(/[a-z]+|[0-9]+/g) || []);

  const shardOf = (names, key) => {
    if (names.has(`${key}_`)) return `${key}_`;
    for (let length = key.length; length > 0; length -= 1) {
      if (names.has(key.slice(0, length))) return key.slice(0, length);
    }
    return null;
  };
  const held = async (kind, key) => {
    const shard = shardOf(about[kind], key);
    const found = shard === null ? {} : await open(`${kind}-${shard}`);
    return Object.hasOwn(found, key) ? found[key] : undefined;
  };
  // Words that begin so, from as few files as hold them.
  const beginning = async (start) => {
    const names = [...about.kata].filter((one) => {
      const name = one.replace("_", "");
      return name.startsWith(start) || (!one.endsWith("_") && start.startsWith(name));
    }).slice(0, MOST_SHARDS);
    const shards = await Promise.all(names.map((name) => open(`kata-${name}`)));
    return shards.flatMap((shard) => Object.entries(shard)).filter(([word]) => word.startsWith(start));
  };

  // Letters to change, add, drop or swap, as rules/searching.py counts them.
  const distance = (one, other) => {
    let earlier = [], before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let place = 1; place <= one.length; place += 1) {
      [earlier, before, row] = [before, row, [place]];
      for (let at = 1; at <= other.length; at += 1) {
        let cost = Math.min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (one[place - 1] !== other[at - 1]));
        if (place > 1 && at > 1 && one[place - 1] === other[at - 2] && one[place - 2] === other[at - 1]) {
          cost = Math.min(cost, earlier[at - 2] + 1);
        }
        row.push(cost);
      }
    }
    return row[other.length];
  };
  const near = async (word) => {
    const slips = word.length < 4 || /^[0-9]/.test(word) ? 0 : word.length < 8 ? 1 : 2;
    if (!slips) return null;
    const some = await beginning(word.slice(0, 2));
    let best = null, least = slips + 1, most = 0;
    for (const [other, [, entries]] of some) {
      if (Math.abs(other.length - word.length) > slips) continue;
      const far = distance(word, other);
      if (far < least || (far === least && far <= slips && entries > most)) [best, least, most] = [other, far, entries];
    }
    return best;
  };

  // Entries of a stem or filter: number -> is it in the title? `whole` is false where only the newest are told.
  const entriesOf = async (key) => {
    const steps = (await held("akar", key)) || [];
    const found = new Map();
    let number = 0;
    steps.forEach((step, place) => {
      number = place === 0 ? step >> 1 : number - (step >> 1);
      found.set(number, step & 1);
    });
    return { found, whole: steps.length < about.umum };
  };
  const together = (some) => {
    const found = new Map();
    for (const one of some) one.found.forEach((inTitle, number) => found.set(number, inTitle || found.get(number) || 0));
    return { found, whole: some.every((one) => one.whole) };
  };

  const stemsOf = async (word, isLast) => {
    const stems = new Set();
    const known = await held("kata", word);
    if (known) stems.add(known[0]);
    if (isLast && word.length >= SHORTEST && !/^[0-9]/.test(word)) {
      const endings = (await beginning(word)).sort((one, other) => other[1][1] - one[1][1]);
      endings.slice(0, MOST_ENDINGS).forEach(([, [stem]]) => stems.add(stem));
    }
    return stems;
  };

  // What was asked, as sets of stems; words meant otherwise, and words that nothing holds.
  const understood = async (words) => {
    const groups = [], meant = new Map(), unknown = [];
    for (const [place, word] of words.entries()) {
      let stems = await stemsOf(word, place === words.length - 1);
      if (!stems.size) {
        const other = await near(word);
        if (other === null) { unknown.push(word); continue; }
        meant.set(word, other);
        stems = new Set([(await held("kata", other))[0]]);
      }
      groups.push(stems);
    }
    return { groups, meant, unknown };
  };

  const candidates = async (groups, filters) => {
    const wanted = await Promise.all(groups.map(async (stems) => together(await Promise.all([...stems].map(entriesOf)))));
    const narrow = await Promise.all(filters.map(([name, value]) => entriesOf(`${name}.${value}`)));
    const sets = [...wanted, ...narrow.filter((one) => one.whole)];
    if (!sets.length) sets.push(...narrow);
    const [least, ...others] = sets.sort((one, other) => one.found.size - other.found.size);
    const numbers = [...least.found.keys()].filter((number) => others.every((one) => one.found.has(number)));
    const fit = (number) => wanted.reduce((sum, one) => sum + (one.found.get(number) || 0), 0);
    const fits = new Map(numbers.map((number) => [number, fit(number)]));
    numbers.sort((one, other) => fits.get(other) - fits.get(one) || other - one);
    return { numbers, isMore: sets.some((one) => !one.whole) };
  };

  const rowOf = async (number) => (await open(`isi-${Math.floor(number / about.baris)}`))[number];
  const fits = (row, filters) => filters.every(([name, value]) => String(row[COLUMN[name]]) === value);

  const labelOf = (name, value) => {
    const option = [...form.elements[name].options].find((one) => one.value === value);
    return option ? option.textContent : "";
  };
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  // The text with the words that were looked for marked, as far as the files that are read tell their stems.
  const marked = (text, stems) => text.split(/([\p{L}\p{N}]+)/u).map((piece, at) => {
    const isHit = at % 2 === 1 && wordsOf(piece).some((word) => {
      const shard = read.get(`kata-${shardOf(about.kata, word)}`);
      return shard && Object.hasOwn(shard, word) && stems.has(shard[word][0]);
    });
    return isHit ? element("mark", { textContent: piece }) : piece;
  });
  const shown = (row, stems) => {
    const [title, path, kind, text, unit, day, sort, year] = row;
    const link = element("a", { href: /^https?:/.test(path) ? path : new URL(pages + path, top).href }, ...marked(title, stems));
    const head = element("h2", { lang: "id" }, link);
    const badge = element("span", { className: "badge" , textContent: labelOf("jenis", kind) });
    const facts = element("p", { className: "small quiet facts-line" });
    const said = day && new Date(`${day}T12:00:00`).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", year: "numeric" });
    for (const fact of [kind === "satker" ? "" : unit, sort && labelOf("kelas", sort), year, said]) {
      if (fact) facts.append(element("span", { textContent: fact }));
    }
    const item = element("li", {}, element("div", { className: "line" }, head, badge));
    if (text) item.append(element("p", { className: "small", lang: "id" }, ...marked(text, stems)));
    item.append(facts);
    return item;
  };

  const tell = (text) => { state.textContent = text; };
  const said = (name, values) => form.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // Rows one after the other until a page is full; what a filter tells only in part is looked at row by row.
  const show = async (numbers, filters, stems, mine) => {
    const items = [];
    while (items.length < PAGE && numbers.length) {
      const rows = await Promise.all(numbers.splice(0, PAGE - items.length).map(rowOf));
      const good = rows.filter((row) => row && fits(row, filters));
      items.push(...good.map((row) => shown(row, stems)));
    }
    if (mine !== turn) return 0;
    list.append(...items);
    list.hidden = !list.children.length;
    more.hidden = !numbers.length;
    more.onclick = async () => {
      const first = list.children.length;
      await show(numbers, filters, stems, mine);
      if (list.children[first]) list.children[first].querySelector("a").focus();
    };
    return items.length;
  };

  const search = async () => {
    turn += 1;
    const mine = turn;
    const asked = new URLSearchParams(location.search);
    form.elements.q.value = (asked.get("q") || "").slice(0, 200);
    for (const name of FILTERS) if (form.elements[name]) form.elements[name].value = asked.get(name) || "";
    const filters = FILTERS.map((name) => [name, (asked.get(name) || "").toLowerCase()]).filter(([, value]) => value);
    only.hidden = !asked.get("satker");
    list.replaceChildren();
    list.hidden = more.hidden = true;
    if (!form.elements.q.value.trim() && !filters.length) return;
    if (filters.some(([name]) => name !== "satker")) form.querySelector("details").open = true;
    tell(form.dataset.waiting);
    try {
      if (!about) {
        const told = await open("inti");
        about = { ...told, kata: new Set(told.kata), akar: new Set(told.akar), kecil: new Set(told.kecil) };
      }
      const words = [...new Set(wordsOf(form.elements.q.value).filter((word) => !about.kecil.has(word)))].slice(0, MOST_WORDS);
      const { groups, meant, unknown } = await understood(words);
      const { numbers, isMore } = unknown.length ? { numbers: [] } : await candidates(groups, filters);
      const many = numbers.length, stems = new Set(groups.flatMap((group) => [...group]));
      const first = await show(numbers, filters, stems, mine);
      if (mine !== turn) return;
      const line = words.map((word) => meant.get(word) || word).join(" ");
      const hint = unknown.length ? said("unknown", { words: unknown.join(", ") }) : meant.size ? said("meant", { words: line }) : "";
      const sum = first === 0 ? said("none", {}) : said(isMore ? "many" : "found", { n: many.toLocaleString(document.documentElement.lang) });
      tell(`${hint} ${sum}`.trim());
    } catch {
      if (mine === turn) tell(form.dataset.failed);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value) asked.delete(name);
    const unit = new URLSearchParams(location.search).get("satker");
    if (unit) asked.set("satker", unit);
    history.pushState(null, "", `?${asked}`);
    search();
  });
  window.addEventListener("popstate", search);
  search();
})();

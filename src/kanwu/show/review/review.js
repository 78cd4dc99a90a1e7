"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const changes = data.changes;
  const sheet = $("sheet");
  const key = `kanwu-review:${data.source_sha256}:${data.shown}`;

  // What the sheet has of each change, and the conditions of what may come and go.
  const marks = changes.map(() => []);
  const slots = changes.map(() => []);
  const parts = [];
  const touched = changes.map(() => []);
  for (const node of sheet.querySelectorAll("[data-c]")) {
    const number = Number(node.dataset.c);
    if (number >= 0) marks[number].push(node);
    if (node.dataset.w === undefined) continue;
    const part = { node, text: node.textContent, slot: "s" in node.dataset ? number : -1, when: [] };
    for (const clause of node.dataset.w.split(";")) {
      const [made, numbers] = clause.split(":");
      part.when.push({ made, numbers: numbers.split(",").map(Number) });
    }
    parts.push(part);
    for (const { numbers } of part.when) for (const n of numbers) touched[n].push(part);
    if (part.slot >= 0) slots[number].push(part);
  }
  for (const node of sheet.querySelectorAll(".new [data-s]:not([data-w])")) {
    const number = Number(node.dataset.c);
    const part = { node, text: node.textContent, slot: number, when: [] };
    parts.push(part);
    slots[number].push(part);
    touched[number].push(part);
  }
  const items = new Map();
  for (const item of document.querySelectorAll(".looks li[data-c]")) items.set(Number(item.dataset.c), item);
  const order = [];
  const seen = new Set();
  for (const node of sheet.querySelectorAll("[data-c]")) {
    const number = Number(node.dataset.c);
    if (number >= 0 && !seen.has(number)) { seen.add(number); order.push(number); }
  }
  const rank = new Map(order.map((n, i) => [n, i]));

  // Where each change stands on the scan, where the page's format told; the smaller lies over the larger.
  const places = changes.map(() => []);
  if ($("paper")) {
    const found = [];
    changes.forEach((c, n) => { for (const box of c.boxes || []) found.push([n, box]); });
    found.sort((a, b) => b[1][2] * b[1][3] - a[1][2] * a[1][3]);
    for (const [n, [left, top, width, height]] of found) {
      const place = document.createElement("button");
      place.type = "button";
      place.className = "place";
      place.tabIndex = -1;
      place.dataset.n = n;
      place.setAttribute("aria-label", `line ${changes[n].line}: ${changes[n].label}`);
      Object.assign(place.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      $("paper").append(place);
      places[n].push(place);
    }
  }

  // Decisions: records {n, scope, verdict, text}. The narrower scope wins, of equals the later.
  let records = [];
  let past = [];
  let verdicts = changes.map(() => null);
  let shown = changes.map(() => true);
  let current = -1;

  const sameKey = (c) => JSON.stringify([c.form, c.rule, c.before, c.after]);
  const ruleKey = (c) => JSON.stringify([c.rule, c.made ? "made" : c.form]);
  const keys = { one: (c, n) => String(n), same: sameKey, rule: ruleKey };
  const bySame = new Map(), byRule = new Map();
  changes.forEach((c, n) => {
    for (const [map, of] of [[bySame, sameKey], [byRule, ruleKey]]) {
      const k = of(c);
      if (!map.has(k)) map.set(k, []);
      map.get(k).push(n);
    }
  });
  const covered = (n, scope) =>
    scope === "one" ? [n] : scope === "same" ? bySame.get(sameKey(changes[n])) : byRule.get(ruleKey(changes[n]));

  const settle = () => {
    const found = { one: new Map(), same: new Map(), rule: new Map() };
    for (const record of records) found[record.scope].set(keys[record.scope](changes[record.n], record.n), record);
    return changes.map((c, n) =>
      found.one.get(String(n)) || found.same.get(sameKey(c)) || found.rule.get(ruleKey(c)) || null);
  };

  const isOff = (n) => {
    const record = verdicts[n];
    if (!record) return !changes[n].made;
    if (record.verdict === "edit") return changes[n].after === "";
    return record.verdict === "reject";
  };
  const holds = ({ made, numbers }) =>
    made === "none" ? numbers.every(isOff) : numbers.some(isOff) === (made === "not all");

  const render = (part) => {
    const record = part.slot >= 0 ? verdicts[part.slot] : null;
    const edited = record && record.verdict === "edit";
    part.node.textContent = edited ? record.text : part.text;
    part.node.hidden = !part.when.every(holds);
  };
  const STATES = ["accept", "reject", "edit"];
  const paint = (n) => {
    const verdict = verdicts[n] ? verdicts[n].verdict : "";
    for (const node of marks[n]) for (const s of STATES) node.classList.toggle(s, s === verdict);
    const item = items.get(n);
    if (item) for (const s of STATES) item.classList.toggle(s, s === verdict);
  };

  const refresh = () => {
    const before = verdicts;
    verdicts = settle();
    const stale = new Set();
    verdicts.forEach((record, n) => {
      const old = before[n];
      if (record === old || (record && old && record.verdict === old.verdict && record.text === old.text)) return;
      paint(n);
      for (const part of touched[n]) stale.add(part);
    });
    for (const part of stale) render(part);
    count();
    if ($("by-state").value) filter();
    if (current >= 0) card(current);
    try {
      if (records.length || localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify(records));
    } catch {
      notice("This browser keeps nothing for this file: save decisions.json before you close it.");
    }
  };
  const count = () => {
    const done = verdicts.filter(Boolean).length;
    $("count").textContent = `${done} of ${changes.length} decided, ${changes.length - done} left`;
    $("bar").max = Math.max(1, changes.length);
    $("bar").value = done;
    $("undo").disabled = !past.length;
  };
  const notice = (text) => {
    $("notice").textContent = text;
    $("notice").hidden = !text;
  };

  const decide = (n, verdict, scope = "one", text = undefined) => {
    const wide = new Set(covered(n, scope));
    past.push(records);
    const narrower = { one: [], same: ["one"], rule: ["one", "same"] }[scope];
    records = records.filter((r) => !(narrower.includes(r.scope) && wide.has(r.n)));
    const own = keys[scope](changes[n], n);
    records = records.filter((r) => !(r.scope === scope && keys[scope](changes[r.n], r.n) === own));
    const record = { n, scope, verdict };
    if (text !== undefined) record.text = text;
    records = [...records, record];
    refresh();
  };
  const clear = (n) => {
    const record = verdicts[n];
    if (!record) return;
    past.push(records);
    records = records.filter((r) => r !== record);
    refresh();
  };
  const undo = () => {
    if (!past.length) return;
    records = past.pop();
    refresh();
  };
  const acceptShown = () => {
    const open = changes.map((_, n) => n).filter((n) => shown[n] && !verdicts[n] && changes[n].made);
    if (!open.length) return;
    past.push(records);
    records = [...records, ...open.map((n) => ({ n, scope: "one", verdict: "accept" }))];
    refresh();
  };

  // The change that is looked at.
  const inWords = (text) => (text === "" ? "(nothing)" : text.replaceAll("\n", "↵").replaceAll(" ", "␣").replaceAll("\r", ""));
  const card = (n) => {
    const c = changes[n];
    const record = verdicts[n];
    $("card").hidden = false;
    $("card-what").textContent = `${rank.get(n) + 1} of ${order.length}: ${c.label}, line ${c.line}`;
    $("card-state").textContent = record
      ? { accept: "accepted", reject: "rejected", edit: "edited" }[record.verdict] + (record.scope === "one" ? "" : record.scope === "same" ? ", everywhere" : ", with its rule")
      : "undecided";
    const blank = !c.before.trim() && !c.after.trim();
    $("card-before").textContent = blank ? inWords(c.before) : c.before || "(nothing)";
    $("card-after").textContent = blank ? inWords(c.after) : c.form === "move" ? "(the same, elsewhere)"
      : c.after || (c.form === "flag" ? "(no proposal)" : "(nothing)");
    $("card-why").replaceChildren(...c.causes.map(([rule, why, sure]) => {
      const item = document.createElement("li");
      const name = document.createElement("code");
      name.textContent = rule;
      item.append(name, ` ${why} `);
      const tier = document.createElement("span");
      tier.className = `tier ${sure}`;
      tier.textContent = c.form === "flag" ? "for a person's eye" : sure;
      item.append(tier);
      return item;
    }));
    $("same-count").textContent = bySame.get(sameKey(c)).length;
    $("rule-count").textContent = byRule.get(ruleKey(c)).length;
    $("other").hidden = c.form !== "move";
    $("edit").disabled = !c.editable;
    $("accept").textContent = c.form === "flag" && !c.after ? "Seen" : "Accept";
  };
  const reveal = (place) => {
    const frame = $("paper").parentElement;
    frame.scrollTop = place.offsetTop - frame.clientHeight / 2;
    frame.scrollLeft = place.offsetLeft - frame.clientWidth / 2;
  };
  const show = (n, scroll = true) => {
    if (n === undefined || n < 0) return;
    if (current >= 0) for (const node of marks[current]) { node.classList.remove("current"); node.tabIndex = -1; }
    if (current >= 0) for (const place of places[current]) place.classList.remove("current");
    closeEditor();
    current = n;
    for (const node of [...marks[n], ...places[n]]) node.classList.add("current");
    if (scroll && places[n].length) reveal(places[n][0]);
    const first = marks[n].find((node) => !node.hidden && node.offsetParent) || marks[n][0];
    card(n);
    $("scope").querySelector("[value=one]").checked = true;
    if (!first) return;
    first.tabIndex = 0;
    first.setAttribute("aria-describedby", "card");
    if (scroll) {
      first.scrollIntoView({ block: "center" });
      first.focus({ preventScroll: true });
    }
  };
  const other = () => {
    if (current < 0 || changes[current].form !== "move") return;
    const sides = [".old", ".new"].map((side) => marks[current].find((node) => node.closest(side) && !node.hidden));
    const there = sides.find((node) => node && node !== document.activeElement);
    if (!there) return;
    there.tabIndex = 0;
    there.closest(".row").scrollIntoView({ block: "center" });
    there.focus({ preventScroll: true });
  };
  const step = (way, wanted) => {
    const from = current < 0 ? (way > 0 ? -1 : order.length) : rank.get(current);
    for (let i = from + way; i >= 0 && i < order.length; i += way)
      if (shown[order[i]] && wanted(order[i])) { show(order[i]); return; }
    notice(way > 0 ? "No further one." : "None before this.");
  };
  const any = () => true;
  const isOpen = (n) => !verdicts[n];
  const scopeNow = () => document.querySelector("[name=scope]:checked").value;
  const rule = (verdict) => {
    if (current < 0) return;
    notice("");
    const scope = scopeNow();
    decide(current, verdict, scope);
    const many = covered(current, scope).length;
    if (scope !== "one") notice(`${many} ${verdict === "accept" ? "accepted" : "rejected"}.`);
    if (order.some((n) => shown[n] && isOpen(n))) stepOpen();
  };
  const stepOpen = () => {
    const from = rank.get(current);
    const later = order.slice(from + 1).find((n) => shown[n] && isOpen(n));
    const next = later === undefined ? order.find((n) => shown[n] && isOpen(n)) : later;
    if (next !== undefined) show(next);
  };

  // Editing.
  const openEditor = () => {
    if (current < 0 || !changes[current].editable) return;
    const record = verdicts[current];
    $("edit-text").value = record && record.verdict === "edit" ? record.text
      : changes[current].after || changes[current].before;
    $("editor").hidden = false;
    $("edit-text").focus();
    $("edit-text").select();
  };
  const closeEditor = () => { $("editor").hidden = true; };
  const saveEdit = () => {
    const text = $("edit-text").value;
    const scope = scopeNow();
    closeEditor();
    decide(current, "edit", scope === "rule" ? "one" : scope, text);
    show(current);
  };

  // Filters.
  const filter = () => {
    const name = $("by-rule").value, state = $("by-state").value;
    const off = { tier: new Set(), form: new Set() };
    for (const box of document.querySelectorAll("[data-by]")) if (!box.checked) off[box.dataset.by].add(box.value);
    let left = 0;
    changes.forEach((c, n) => {
      const record = verdicts[n];
      const fits = (!name || c.rule === name) && !off.tier.has(c.tier) && !off.form.has(c.form)
        && (!state || (state === "open" ? !record : Boolean(record) && record.verdict === state));
      left += fits;
      if (fits === shown[n]) return;
      shown[n] = fits;
      for (const node of marks[n]) node.classList.toggle("out", !fits);
      for (const place of places[n]) place.hidden = !fits;
      const item = items.get(n);
      if (item) item.hidden = !fits;
    });
    rowsOnly();
    notice(left ? "" : "No change is left by these filters.");
  };
  const rowsOnly = () => {
    const only = $("rows-only").checked;
    const kept = new Set();
    if (only) changes.forEach((_, n) => { if (shown[n]) for (const node of marks[n]) kept.add(node.closest(".row")); });
    for (const row of sheet.querySelectorAll(".row:not(.heads)")) row.hidden = only && !kept.has(row);
  };

  // Out and in.
  const decisions = () => ({
    kanwu: data.kanwu, decisions_format: 1, page: data.page, source_sha256: data.source_sha256,
    options: data.options,
    decisions: records.map(({ n, scope, verdict, text }) => {
      const { form, rule, before, after, left, right, source, line } = changes[n];
      const record = { verdict, scope, form, rule, before, after };
      if (text !== undefined) record.text = text;
      return { ...record, left, right, source, line };
    }),
  });
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(decisions(), null, 1)}\n`], { type: "application/json" }));
    link.download = "decisions.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const load = async (file) => {
    let given;
    try {
      given = JSON.parse(await file.text());
      if (given.decisions_format !== 1 || !Array.isArray(given.decisions)) throw new Error("no decisions");
    } catch {
      notice(`${file.name} holds no decisions of kanwu's.`);
      return;
    }
    const places = new Map(changes.map((c, n) => [JSON.stringify([c.form, c.source, c.before]), n]));
    const found = [];
    let lost = 0;
    for (const d of given.decisions) {
      let n;
      if (d.scope === "one") n = given.source_sha256 === data.source_sha256 ? places.get(JSON.stringify([d.form, d.source, d.before])) : undefined;
      else if (d.scope === "same") n = (bySame.get(JSON.stringify([d.form, d.rule, d.before, d.after])) || [])[0];
      else if (d.scope === "rule") n = changes.findIndex((c) => c.rule === d.rule && (c.made ? !["held", "flag"].includes(d.form) : c.form === d.form));
      if (n === undefined || n < 0 || !STATES.includes(d.verdict)) { lost += 1; continue; }
      const record = { n, scope: d.scope, verdict: d.verdict };
      if (d.verdict === "edit") record.text = String(d.text);
      found.push(record);
    }
    past.push(records);
    records = found;
    refresh();
    notice(`${found.length} decisions loaded${lost ? `, ${lost} do not fit this page; kanwu apply matches them by context` : ""}.`);
  };

  // Hands.
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-c]");
    if (!mark || Number(mark.dataset.c) < 0 || mark.classList.contains("out")) return;
    show(Number(mark.dataset.c), false);
    mark.focus({ preventScroll: true });
  });
  document.querySelector(".looks").addEventListener("click", (event) => {
    const item = event.target.closest("li[data-c]");
    if (!item) return;
    event.preventDefault();
    show(Number(item.dataset.c));
  });
  if ($("paper")) $("paper").addEventListener("click", (event) => {
    const place = event.target.closest(".place");
    if (place) show(Number(place.dataset.n));
  });
  const onClick = (id, work) => $(id).addEventListener("click", work);
  onClick("accept", () => rule("accept"));
  onClick("reject", () => rule("reject"));
  onClick("edit", openEditor);
  onClick("clear", () => current >= 0 && clear(current));
  onClick("other", other);
  onClick("next", () => step(1, any));
  onClick("previous", () => step(-1, any));
  onClick("edit-save", saveEdit);
  onClick("edit-cancel", () => { closeEditor(); show(current); });
  onClick("export", save);
  onClick("undo", undo);
  onClick("accept-shown", acceptShown);
  const help = () => {
    $("help").hidden = !$("help").hidden;
    $("help-button").setAttribute("aria-expanded", String(!$("help").hidden));
  };
  onClick("help-button", help);
  $("load").addEventListener("change", (event) => { if (event.target.files[0]) load(event.target.files[0]); event.target.value = ""; });
  $("filters").addEventListener("change", filter);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-zoom]"))
    button.addEventListener("click", () => {
      const paper = $("paper");
      const now = parseFloat(paper.style.width) || 100;
      paper.style.width = `${Math.min(800, Math.max(50, now * (button.dataset.zoom > 0 ? 1.25 : 0.8)))}%`;
    });
  const pick = (value) => { $("scope").querySelector(`[value=${value}]`).checked = true; };
  const KEYS = {
    j: () => step(1, any), k: () => step(-1, any), n: () => (current < 0 ? step(1, isOpen) : stepOpen()),
    f: () => step(1, (n) => !changes[n].made), a: () => rule("accept"), r: () => rule("reject"),
    e: openEditor, m: other, c: () => current >= 0 && clear(current), u: undo, x: save, "?": help,
    1: () => pick("one"), 2: () => pick("same"), 3: () => pick("rule"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "edit-text") {
      if (event.key === "Escape") { closeEditor(); show(current); }
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) saveEdit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, textarea")) return;
    if (event.key === "Escape") { notice(""); $("help").hidden = true; return; }
    const work = KEYS[event.key];
    if (!work) return;
    event.preventDefault();
    work();
  });

  try {
    const kept = JSON.parse(localStorage.getItem(key) || "null") || data.records;
    records = kept.filter((r) => changes[r.n] && keys[r.scope] && STATES.includes(r.verdict));
  } catch {
    records = data.records;
  }
  refresh();
  const target = /^#c(\d+)$/.exec(location.hash);
  if (target && changes[Number(target[1])]) show(Number(target[1]));
  document.documentElement.dataset.ready = "yes";
})();

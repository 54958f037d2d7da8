// Keys for moderators, and the claim kept alive while a case is open. Every key presses a button
// or follows a link of the page, so nothing happens here that the page cannot do without.
"use strict";

(() => {
  // After a page has appeared, keys that decide wait this long: whoever types r twice has not read
  // the second comment. Moving and help are live at once.
  const LOOK_FIRST_MS = 300;
  const HARMLESS = "jkxX?/";
  const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const help = document.getElementById("keys");
  const rows = document.querySelector(".split") ? [] : [...document.querySelectorAll(".row")];
  let busy = false;
  let looked = false;

  const press = (selector) => document.querySelector(selector)?.click();

  function move(step) {
    const at = rows.indexOf(document.activeElement?.closest(".row"));
    const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    row.querySelector(".open").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function open() {
    const row = document.activeElement?.closest(".row") ?? rows[0];
    row.querySelector(".open").click();
  }

  // Ticking rows: x for one, X for all from the last one ticked.
  const ticks = rows.map((row) => row.querySelector(".tick")).filter(Boolean);
  let last = 0;

  function tick(range) {
    const row = document.activeElement?.closest(".row") ?? rows[0];
    const at = rows.indexOf(row);
    const [from, to] = range ? [Math.min(at, last), Math.max(at, last)] : [at, at];
    const wanted = range || !ticks[at]?.checked;
    for (const each of ticks.slice(from, to + 1)) each.checked = wanted;
    last = at;
    count();
  }

  function count() {
    const said = document.getElementById("ticked");
    if (!said) return;
    const ticked = ticks.filter((each) => each.checked).length;
    said.dataset.none ??= said.textContent;
    said.textContent = ticked ? said.dataset.some.replace("#", ticked) : said.dataset.none;
    for (const button of document.querySelectorAll(".needs")) button.disabled = !ticked;
  }

  for (const each of ticks) each.addEventListener("change", count);

  function act(key) {
    if (key === "?") help.showModal();
    else if (key === "/") document.getElementById("q")?.focus();
    else if (rows.length && key === "j") move(1);
    else if (rows.length && key === "k") move(-1);
    else if (rows.length && key === "o") open();
    else if (ticks.length && (key === "x" || key === "X")) tick(key === "X");
    else press(`[data-key="${CSS.escape(key)}"]:enabled`);
  }

  document.addEventListener("keydown", (event) => {
    const changed = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (busy || changed || event.isComposing || help?.open) return;
    if (!looked && !HARMLESS.includes(event.key)) return;
    if (event.key.length !== 1 || event.target.closest?.(TYPING)) return;
    event.preventDefault();
    act(event.shiftKey ? event.key : event.key.toLowerCase());
  });

  // Opening a case from the list takes it; a link alone could only show it.
  const take = document.getElementById("take");
  if (take) {
    for (const row of rows) {
      row.querySelector(".open").addEventListener("click", (event) => {
        if (row.matches(".taken") || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        take.action = `${new URL(event.currentTarget.href).pathname}/claim`;
        take.requestSubmit();
      });
    }
  }

  // One request at a time: a second press while the first is under way does nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("method") === "dialog") return;
    if (busy) event.preventDefault();
    busy = true;
    document.body.setAttribute("aria-busy", "true");
  });

  window.addEventListener("pageshow", () => {
    busy = false;
    looked = false;
    document.body.removeAttribute("aria-busy");
    count();
    setTimeout(() => {
      looked = true;
      document.documentElement.dataset.keys = "on";
    }, LOOK_FIRST_MS);
  });

  document.getElementById("keys-button")?.addEventListener("click", () => help.showModal());

  // How many wait, asked for while the page is looked at; rows change only when asked to.
  const waiting = document.querySelector("[data-counts]");
  const COUNT_MS = 10_000;
  if (waiting) {
    const before = Number(waiting.textContent.replace(/\D/g, ""));
    const counting = setInterval(async () => {
      if (document.hidden || busy) return;
      const answer = await fetch(waiting.dataset.counts).catch(() => null);
      if (answer?.status === 401) clearInterval(counting);
      if (!answer?.ok) return;
      const now = (await answer.json()).waiting;
      waiting.textContent = now;
      document.title = document.title.replace(/^\([^)]*\)/, `(${now})`);
      const live = document.getElementById("live");
      if (!live) return;
      live.hidden = now <= before;
      live.textContent = live.dataset.some.replace("#", now - before);
    }, COUNT_MS);
  }

  const held = document.querySelector("[data-renew]");
  if (!held) return;
  // Whoever leaves by a link gives the case back, as the buttons do.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const stays = !link || link.target || link.hash || event.ctrlKey || event.metaKey;
    if (stays || event.shiftKey) return;
    const headers = { "X-CSRF-Token": document.body.dataset.csrf };
    const path = held.dataset.claim.replace(/claim$/, "release");
    fetch(path, { method: "POST", headers, keepalive: true }).catch(() => null);
  });
  const renewing = setInterval(async () => {
    if (document.hidden || busy) return;
    const headers = { "X-CSRF-Token": document.body.dataset.csrf };
    const answer = await fetch(held.dataset.claim, { method: "POST", headers }).catch(() => null);
    if (!answer || answer.ok || answer.status >= 500) return; // a weak line; the next one may do
    clearInterval(renewing);
    document.getElementById("lost").hidden = false;
  }, Number(held.dataset.renew));
})();

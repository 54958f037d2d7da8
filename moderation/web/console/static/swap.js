// Swap in place: what a form or a link of a site's pages leads to takes the place of what is shown,
// without the page being loaded anew. The server answers a request that carries our header with the
// parts that change. Whatever else comes back is gone to as a browser goes anywhere; a form that
// stays without any answer leaves everything as it was, and says so.
"use strict";

(() => {
  const HEADER = "Saring-Swap";
  const OURS = /^\/console\/sites\//;
  // A browser would wait for minutes, with no key alive.
  const PATIENCE_MS = 30_000;
  // Most answers come before the eye would notice that one waits.
  const SLOW_MS = 250;
  const TOLD_MS = 50;
  const PARTS = ["rail", "main", "tray"];
  const body = document.body;
  const unsent = document.getElementById("unsent");
  const told = document.getElementById("told");
  const edition = body.dataset.edition;
  // Where a browser cannot do this much, forms and links work as they do without a script.
  const able = "timeout" in AbortSignal;
  const reader = new DOMParser();
  const place = () => location.pathname + location.search;
  const busy = () => body.hasAttribute("aria-busy");
  let shown = place();
  let slow = 0;

  const ours = (address) =>
    able && body.matches(".framed") && address.origin === location.origin && OURS.test(address.pathname);

  function wait() {
    body.setAttribute("aria-busy", "true");
    delete document.documentElement.dataset.keys;
    slow = setTimeout(() => (body.dataset.slow = ""), SLOW_MS);
    if (unsent) unsent.hidden = true;
  }

  async function ask(address, form) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sent = form && { method: "POST", body: new URLSearchParams(form), keepalive: true };
    const answer = await fetch(address, { headers: { [HEADER]: edition }, signal, ...sent });
    return [answer, answer.headers.has(HEADER) && (await answer.text())];
  }

  const run = (...where) => go(...where).catch(() => location.reload());

  // Go on to what the address, or the form sent there, leads to; `moves` is false for "back".
  async function go(address, { form = null, moves = true } = {}) {
    wait();
    const [answer, text] = await ask(address, form).catch(() => [null, ""]);
    if (text) return show(text, answer, form, moves);
    if (answer?.redirected || !form) return location.assign(answer?.url ?? address);
    unsent.hidden = false;
    ready();
  }

  function show(text, answer, form, moves) {
    const page = reader.parseFromString(text, "text/html");
    const asked = form && !answer.redirected ? "" : answer.url;
    const url = new URL(answer.headers.get("Content-Location") ?? (asked || place()), location);
    if (page.querySelector("meta[http-equiv=refresh]")) return location.assign(url);
    const before = { path: location.pathname, scrolled: document.getElementById("body")?.scrollTop };
    const left = document.querySelector(".row.current")?.dataset.id;
    put(page);
    if (moves) history[url.pathname + url.search === shown ? "replaceState" : "pushState"](null, "", url);
    shown = place();
    for (const field of document.querySelectorAll(".top [name=next]")) field.value = shown;
    look(before, left);
    ready();
  }

  function put(page) {
    for (const id of PARTS) {
      const [part, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (part && fresh && !beside(part, fresh)) part.replaceWith(fresh);
    }
    body.className = page.body.className;
    document.title = page.title;
    const token = page.body.dataset.csrf;
    if (token) body.dataset.csrf = token;
    for (const field of document.querySelectorAll(".top [name=csrf]")) field.value = token || field.value;
    // Emptied first, because the same words twice would not be told twice.
    told.textContent = "";
    const said = page.getElementById("told").textContent;
    setTimeout(() => (told.textContent = said), TOLD_MS);
  }

  // From case to case the list stays, but for the rows that differ: laying all of it out again is
  // what a moderator would wait for most.
  function beside(part, fresh) {
    const [pane, rows] = [part.querySelector(".pane"), part.querySelector(".list > .queue")];
    const [newPane, newRows] = [fresh.querySelector(".pane"), fresh.querySelector(".list > .queue")];
    const name = (side) => side.querySelector("#beside")?.textContent;
    if (!pane || !rows || !newPane || !newRows || name(part) !== name(fresh)) return false;
    const known = new Map([...rows.children].map((row) => [row.dataset.id, row]));
    const wanted = [...newRows.children].map((row) => {
      const old = known.get(row.dataset.id);
      return old?.isEqualNode(row) ? old : row;
    });
    for (const row of known.values()) if (!wanted.includes(row)) row.remove();
    wanted.forEach((row, at) => rows.children[at] !== row && rows.insertBefore(row, rows.children[at]));
    pane.replaceWith(newPane);
    return true;
  }

  // Where the eyes and the keyboard go on: at the heading, or in the list at the row just left.
  function look(before, left) {
    const main = document.getElementById("main");
    const row = left && main.querySelector(`.row[data-id="${left}"]:not(.current) .open`);
    const back = !body.matches(".split") && row;
    const start = main.querySelector("[autofocus]") ?? document.getElementById("what") ?? main;
    (back || start).focus({ preventScroll: !back });
    const pane = document.getElementById("body");
    if (before.path === location.pathname && pane) pane.scrollTop = before.scrolled ?? 0;
    else if (!back && scrollY) scrollTo(0, 0);
  }

  function ready() {
    clearTimeout(slow);
    delete body.dataset.slow;
    body.removeAttribute("aria-busy");
    document.dispatchEvent(new Event("shown"));
  }

  // One request at a time: a second press while the first is under way does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") === "dialog") return;
    if (busy()) return event.preventDefault();
    const address = new URL(form.getAttribute("action"), location);
    if (form.getAttribute("method") !== "post" || !ours(address)) return wait();
    event.preventDefault();
    const fields = new FormData(form);
    if (event.submitter?.name) fields.append(event.submitter.name, event.submitter.value);
    run(address, { form: fields });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const changed = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || link.target || link.hash || changed || event.defaultPrevented || busy()) return;
    const address = new URL(link.href);
    if (!ours(address)) return;
    event.preventDefault();
    run(address);
  });

  window.addEventListener("popstate", () => {
    if (place() === shown) return; // only to another part of the page
    if (busy() || !ours(new URL(location))) return location.reload();
    run(new URL(location), { moves: false });
  });

  window.addEventListener("pageshow", ready);
})();

// Keys for moderators, and the claim kept alive while a case is open. Every key presses a button
// or follows a link of the page, so nothing happens here that the page cannot do without. What is
// shown may be swapped at any time (swap.js), so nothing of it is kept.
"use strict";

(() => {
  // After a case has appeared, keys that decide wait this long: whoever types r twice has not read
  // the second comment. Moving and help are live at once.
  const LOOK_FIRST_MS = 300;
  const HARMLESS = "jkxXnp?/";
  const LEFT = "left"; // in this tab's storage: the case that a page gave back as it went
  const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const help = document.getElementById("keys");
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const busy = () => document.body.hasAttribute("aria-busy");
  const token = () => ({ "X-CSRF-Token": document.body.dataset.csrf });
  let looked = false;
  let looking = 0;
  let renewing = 0;
  let last = null; // the row ticked last, wherever it stands now
  let marked = -1;

  // Beside a case, j and k go to the next one and the one before, not along the list.
  const rows = () => (find(".split") ? [] : all(".row"));
  const inFocus = (list) => list.indexOf(document.activeElement?.closest(".row"));

  function move(list, step) {
    // What others review or have decided is passed over, but for the row that one stands on.
    const here = inFocus(list);
    const open = list.filter((row, at) => at === here || !row.matches(".taken, .gone"));
    const at = here < 0 ? 0 : Math.min(open.length - 1, Math.max(0, open.indexOf(list[here]) + step));
    const row = open[at] ?? list[0];
    row.querySelector(".open").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  // Ticking rows: x for one, X for all from the last one ticked.
  function tick(list, range) {
    const at = Math.max(0, inFocus(list));
    const ticks = list.map((row) => row.querySelector(".tick"));
    const before = range ? Math.max(0, list.indexOf(last)) : at;
    const [from, to] = [Math.min(at, before), Math.max(at, before)];
    const wanted = range || !ticks[at].checked;
    for (const each of ticks.slice(from, to + 1)) each.checked = wanted;
    last = list[at];
    countTicks();
  }

  function countTicks() {
    const said = find("#ticked");
    if (!said) return;
    const ticked = all(".tick:checked").length;
    said.dataset.none ??= said.textContent;
    said.textContent = ticked ? said.dataset.some.replace("#", ticked) : said.dataset.none;
    for (const button of all(".needs")) button.disabled = !ticked;
  }

  // From mark to mark of a long text, round and round; focus goes along, so that what is marked is
  // read out with its reason.
  function step(by) {
    const marks = all(".text mark[id]");
    marked = (marked < 0 && by < 0 ? -1 : marked + by) % marks.length;
    const mark = marks.at(marked);
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
  }

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".text mark[id]")) return;
    marked = all(".text mark[id]").indexOf(event.target);
    const said = find("#at-mark");
    if (said) said.textContent = said.dataset.at.replace("#", marked + 1);
  });

  function act(key) {
    const list = rows();
    const moves = { j: 1, k: -1 }[key];
    if (key === "?") help.showModal();
    else if (key === "/") find("#q")?.focus();
    else if (list.length && moves) move(list, moves);
    else if (list.length && key === "o") list[Math.max(0, inFocus(list))].querySelector(".open").click();
    else if (find(".tick") && "xX".includes(key)) tick(list, key === "X");
    else find(`[data-key="${CSS.escape(key)}"]:enabled`)?.click();
  }

  document.addEventListener("keydown", (event) => {
    const changed = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (busy() || changed || event.isComposing || help?.open) return;
    if (!looked && !HARMLESS.includes(event.key)) return;
    if (event.key.length !== 1 || event.target.closest?.(TYPING)) return;
    event.preventDefault();
    act(event.shiftKey ? event.key : event.key.toLowerCase());
  });

  document.addEventListener("change", (event) => event.target.matches(".tick") && countTicks());
  find("#keys-button")?.addEventListener("click", () => help.showModal());
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-step]");
    if (button) step(Number(button.dataset.step));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const stays = !link || link.target || link.hash || event.ctrlKey || event.metaKey;
    if (stays || event.shiftKey) return;
    const row = link.closest(".row:not(.taken)");
    const [take, held] = [find("#take"), find("[data-renew]")];
    if (take && row && link.matches(".open")) {
      // Opening a case from the list takes it; a link alone could only show it.
      event.preventDefault();
      take.action = `${new URL(link.href).pathname}/claim`;
      take.requestSubmit();
    } else if (held) {
      giveBack(held);
    }
  });

  // Whoever leaves by a link, a search or the log-out gives the case back, as the buttons do.
  function giveBack(held) {
    const path = held.dataset.claim.replace(/claim$/, "release");
    return fetch(path, { method: "POST", headers: token(), keepalive: true }).catch(() => null);
  }

  document.addEventListener("submit", (event) => {
    const [form, held] = [event.target, find("[data-renew]")];
    if (!held || busy()) return;
    if (form.matches(".search")) giveBack(held);
    else if (form.getAttribute("action") === "/console/logout") {
      event.preventDefault();
      giveBack(held).finally(() => form.submit());
    }
  });

  // Who closes the tab or goes by the address bar gives the case back. A page that comes again, by
  // a reload or the way back, takes it again; meanwhile somebody else may have.
  window.addEventListener("pagehide", () => {
    const held = find("[data-renew]");
    if (!held || busy()) return;
    sessionStorage.setItem(LEFT, held.dataset.claim);
    giveBack(held);
  });

  window.addEventListener("pageshow", () => {
    const [left, held] = [sessionStorage.getItem(LEFT), find("[data-renew]")];
    sessionStorage.removeItem(LEFT);
    if (held) return void (left && renew(held));
    const path = left?.replace("/console/api/", "/console/");
    if (path) find(`form[action="${CSS.escape(path)}"] button:not([name])`)?.click();
  });

  async function renew(held) {
    if (document.hidden || busy()) return;
    const asked = { method: "POST", headers: token() };
    const answer = await fetch(held.dataset.claim, asked).catch(() => null);
    if (!answer || answer.ok || answer.status >= 500) return; // a weak line; the next one may do
    if (!held.isConnected) return;
    clearInterval(renewing);
    find("#lost").hidden = false;
  }

  document.addEventListener("shown", () => {
    looked = false;
    delete document.documentElement.dataset.keys;
    last = null;
    marked = -1;
    countTicks();
    clearTimeout(looking);
    looking = setTimeout(() => {
      if (busy()) return; // gone on already, and begun anew by what comes
      looked = true;
      document.documentElement.dataset.keys = "on";
    }, LOOK_FIRST_MS);
    clearInterval(renewing);
    const held = find("[data-renew]");
    if (held) renewing = setInterval(renew, Number(held.dataset.renew), held);
  });
})();

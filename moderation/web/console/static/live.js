// What others do, as it happens: how many cases wait, and which of those shown are taken or decided.
// It comes by a stream of events while the page is looked at; where there is none, by asking now
// and then. Nothing moves that is under the finger, and what has come is only offered.
"use strict";

(() => {
  const ASK_MS = 10_000;
  const HIDDEN_ASK_MS = 60_000;
  // The server says something every 15 seconds; a stream that is silent longer is none.
  const SILENT_MS = 40_000;
  // After a refusal the stream is tried again, later each time.
  const AGAIN_MS = 30_000;
  const LATEST_MS = 300_000;
  const STALE_MS = 5_000;
  const MANY = 100;
  const find = (selector) => document.querySelector(selector);
  const place = () => find("[data-live]");
  let stream = null;
  let heard = 0; // when the stream last said something, or the page last asked
  let at = 0; // the time that is known of
  let again = AGAIN_MS;
  let due = 0;
  let over = false;

  function told(news) {
    const waiting = place();
    if (!waiting) return;
    // A page that was swapped meanwhile knows better.
    const older = waiting.dataset.shown - news.at;
    if (older > 0 && older < STALE_MS) return;
    at = news.at;
    waiting.textContent = news.waiting;
    const line = find("#waiting-line");
    const { some, none } = line?.dataset ?? {};
    if (line) line.textContent = news.waiting === "0" ? none : some.replace("#", news.waiting);
    document.title = document.title.replace(/^\([^)]*\)/, `(${news.waiting})`);
    for (const [id, row] of Object.entries(news.rows)) mark(id, row);
    offer(news.opened.filter((opened) => opened > Number(waiting.dataset.shown)).length, news.whole);
  }

  function offer(count, whole) {
    const link = find("#live");
    if (!link) return;
    if (!whole) link.dataset.missed = "";
    const says = count ? link.dataset.some.replace("#", count < MANY ? count : `${MANY}+`) : "";
    const shown = says || ("missed" in link.dataset ? link.dataset.changed : "");
    link.hidden = !shown;
    if (link.textContent !== shown) link.textContent = shown;
  }

  function mark(id, { state, says }) {
    const row = find(`.row[data-id="${CSS.escape(id)}"]`);
    const holder = row?.querySelector(".holder");
    if (!holder || (state === "free" && !row.matches(".taken, .gone"))) return;
    row.classList.toggle("taken", state === "taken");
    row.classList.toggle("gone", state === "gone");
    holder.textContent = says;
    const tick = row.querySelector(".tick");
    if (tick?.checked && state === "gone") tick.click();
    if (tick) tick.disabled = state === "gone";
    if (row.matches(".current")) return lose(state);
    if (state === "taken") aside(row);
    goOn();
  }

  // To the end of the list, if nothing moves by that which is pointed at, focused or read.
  function aside(row) {
    const rows = [...row.parentElement.children];
    const touched = rows.findLastIndex((each) => each.matches(":hover, :focus-within, .current"));
    if (rows.indexOf(row) > touched && matchMedia("(hover: hover)").matches) row.parentElement.append(row);
  }

  // Somebody else has the case that is shown, which its holder is told at once.
  function lose(state) {
    const lost = find("#lost");
    if (lost && find("[data-renew]") && state !== "free") lost.hidden = false;
  }

  // The next case beside this one is one that nobody has taken meanwhile.
  function goOn() {
    const button = find('.around [data-key="j"]');
    const wanted = button?.value && find(`.row[data-id="${CSS.escape(button.value)}"]`);
    if (!wanted?.matches(".taken, .gone")) return;
    const rows = [...wanted.parentElement.children];
    const behind = rows.slice(rows.findIndex((row) => row.matches(".current")) + 1);
    const free = behind.find((row) => !row.matches(".taken, .gone"));
    if (free) button.value = free.dataset.id;
  }

  function address() {
    const from = place().dataset;
    return `${from.live}?shown=${from.shown}&known=${Math.max(at, from.shown)}`;
  }

  function listen() {
    // Not all pages at the same time, where a server has come back.
    due = Date.now() + again * (0.75 + Math.random() / 2);
    again = Math.min(2 * again, LATEST_MS);
    stream = new EventSource(address());
    stream.addEventListener("message", (event) => {
      heard = Date.now();
      again = AGAIN_MS;
      told(JSON.parse(event.data));
    });
  }

  function stop() {
    stream?.close();
    stream = null;
  }

  async function ask() {
    heard = Date.now();
    const answer = await fetch(address()).catch(() => null);
    if ([401, 404].includes(answer?.status)) over = true;
    if (answer?.ok) told(await answer.json());
  }

  function look() {
    if (over || !place() || document.body.hasAttribute("aria-busy")) return;
    const silent = Date.now() - heard;
    // A browser opens few connections to one host, so pages that nobody looks at hold none.
    if (document.hidden) {
      stop();
      if (silent > HIDDEN_ASK_MS) ask();
      return;
    }
    if (stream?.readyState === EventSource.CLOSED || (stream && silent > SILENT_MS)) stop();
    if (!stream && Date.now() >= due) listen();
    else if (silent >= (stream?.readyState === EventSource.OPEN ? SILENT_MS : ASK_MS)) ask();
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) due = 0;
    look();
  });
  window.addEventListener("pagehide", stop);
  heard = Date.now();
  setInterval(look, ASK_MS / 4);
  look();
})();

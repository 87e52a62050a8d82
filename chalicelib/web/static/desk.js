// The desk by keyboard, and a list that follows what happens. Every page works without this file.
"use strict";

const links = () => [...document.querySelectorAll(".row-link")];
const typing = (at) => at.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]") !== null;

function step(by) {
  const all = links();
  if (!all.length) return;
  const now = all.indexOf(document.activeElement);
  all[Math.min(Math.max(now + by, 0), all.length - 1)].focus();
}

const press = (name) => {
  const found = document.querySelector(`[data-key="${name}"]`);
  if (!found) return false;
  if (found.tagName === "A") found.click();
  else {
    const closed = found.closest("details:not([open])");
    if (closed) closed.open = true;
    found.focus();
    found.select?.();
  }
  return true;
};

// In a list, r, n and e open the inquiry that is in focus, at that place.
const there = (name) => {
  const row = document.activeElement?.closest(".row-link");
  if (!row) return press(name);
  location.assign(`${row.href}#key-${name}`);
  return true;
};

const pick = () => {
  const box = document.activeElement?.closest(".row")?.querySelector("[name=pick]");
  if (!box) return false;
  box.checked = !box.checked;
  return true;
};

const help = () => {
  const dialog = document.querySelector("dialog.keys");
  if (!dialog) return press("?");
  dialog.showModal();
  return true;
};

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => press("/"),
  x: pick,
  r: () => there("r"),
  n: () => there("n"),
  e: () => there("e"),
  u: () => press("u"),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
});

const asked = location.hash.match(/^#key-(\w)$/);
if (asked) press(asked[1]);

const all = document.querySelector("[data-all]");
if (all) {
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => document.querySelectorAll("[name=pick]").forEach((box) => (box.checked = all.checked)));
}

// What a page asks for by itself says so: it keeps nobody signed in.
const BY_ITSELF = { "Earshot-Live": "1" };

// Live: asks again now and then; where the answer differs, the parts of the page that say so are put in place of the old.
const seconds = () => Number(document.body.dataset.live);
const picked = () => [...document.querySelectorAll("[name=pick]:checked")].map((box) => box.value);
let tag = "";

// How what the keyboard is on is found again in the new rows: a row's link or its box.
function held_by(element) {
  if (element?.dataset?.reference) return `[data-reference="${element.dataset.reference}"]`;
  return element?.name === "pick" ? `[name=pick][value="${element.value}"]` : "";
}

async function refresh() {
  if (document.hidden || document.querySelector("details.narrow-by[open] :focus")) return;
  const headers = tag ? { ...BY_ITSELF, "If-None-Match": tag } : BY_ITSELF;
  const answer = await fetch(location.href, { headers, cache: "no-store" });
  if (answer.status === 401) return location.reload();
  if (answer.status !== 200 || answer.redirected) return;
  tag = answer.headers.get("ETag") || "";
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const held = held_by(document.activeElement);
  const place = window.scrollY;
  const chosen = picked();
  for (const name of [".views", ".rows", ".list-head", ".pager", ".job"]) {
    const old = document.querySelector(name);
    const now = fresh.querySelector(name);
    if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(now);
    else if (Boolean(old) !== Boolean(now)) return location.reload();
  }
  document.title = fresh.title;
  document.body.dataset.live = fresh.body.dataset.live;
  for (const one of chosen) {
    const box = document.querySelector(`[name=pick][value="${one}"]`);
    if (box) box.checked = true;
  }
  if (held) document.querySelector(held)?.focus({ preventScroll: true });
  window.scrollTo({ top: place });
}

const later = () => {
  if (seconds() > 0) setTimeout(() => refresh().catch(() => {}).then(later), seconds() * 1000);
};
if (seconds() > 0) {
  later();
  document.addEventListener("visibilitychange", () => document.hidden || refresh().catch(() => {}));
}

// An inquiry's page says that somebody looks at it, hears who else does, and keeps a reply or a note while it is written.
const live = document.querySelector(".live");

async function post(address, fields, headers) {
  const csrf = document.querySelector('input[name="csrf"]')?.value || "";
  const body = new URLSearchParams({ csrf, ...fields });
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json", ...headers }, keepalive: true });
}

if (live) {
  let touched = 0;

  const attend = async () => {
    if (document.hidden) return;
    const typing = Date.now() - touched < 30000 ? "1" : "";
    const answer = await post(live.dataset.attend, { typing, seen: live.dataset.seen }, typing ? {} : BY_ITSELF);
    const there = live.querySelector(".there");
    if (answer.status === 401) there.textContent = (await answer.json()).title;
    if (!answer.ok) return;
    const told = await answer.json();
    if (there.textContent !== told.there) there.textContent = told.there;
    const changed = live.querySelector(".changed");
    changed.hidden = !told.changed;
    changed.querySelector("span").textContent = told.changed;
  };

  // What is written in it is kept on the server, under the name that the field says.
  const keeper = (area) => {
    const sign = area.form.querySelector(".kept");
    let kept = area.value;
    let waiting = 0;

    const keep = async () => {
      clearTimeout(waiting);
      if (area.value === kept) return;
      const text = area.value;
      try {
        const answer = await post(live.dataset.keep, { [area.dataset.kept]: text });
        const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
        if (answer.ok) kept = text;
        sign.textContent = told.kept || sign.dataset.lost;
      } catch {
        sign.textContent = sign.dataset.lost;
      }
      if (kept !== text) waiting = setTimeout(keep, 15000);
    };

    area.addEventListener("input", () => {
      const began = Date.now() - touched > 30000;
      touched = Date.now();
      clearTimeout(waiting);
      waiting = setTimeout(keep, 2000);
      if (began) attend().catch(() => {});
    });
    let sent = false;
    area.form.addEventListener("submit", () => {
      sent = true;
      clearTimeout(waiting);
    });
    window.addEventListener("pagehide", () => !sent && waiting && keep());
  };

  document.querySelectorAll("[data-kept]").forEach(keeper);
  setInterval(() => attend().catch(() => {}), Number(live.dataset.seconds) * 1000);
  document.addEventListener("visibilitychange", () => attend().catch(() => {}));
}

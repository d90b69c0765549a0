// Keys and live parts. Every page works without this file.
(() => {
  "use strict";
  const keysOff = () => document.cookie.split("; ").includes("due-course-keys=off");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll(".app-rows tbody tr, .app-due > li[data-case], .app-hearing")];
  const places = { w: "/work", b: "/board", d: "/deadlines", h: "/hearings", r: "/reports", o: "/outbox", l: "/law" };
  let here = -1;
  let going = false;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    all[here]?.classList.remove("app-here");
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    all[here].classList.add("app-here");
    all[here].querySelector("a")?.focus({ preventScroll: true });
    all[here].scrollIntoView({ block: "nearest" });
  }

  function caseHere() {
    const found = location.pathname.match(/^\/cases\/([^/]+)/);
    if (found) return found[1];
    return rows()[here]?.querySelector('a[href^="/cases/"]')?.getAttribute("href").split("/")[2];
  }

  // The palette: a case by anything one remembers of it, or a page.
  const pages = [["Work list", "/work"], ["Board", "/board"], ["Deadlines", "/deadlines"], ["Hearings", "/hearings"],
    ["Reports", "/reports"], ["Outbox", "/outbox"], ["Law", "/law"], ["Your account", "/account"], ["Help", "/help"]];
  let palette;
  function openPalette() {
    if (!palette) {
      palette = document.createElement("dialog");
      palette.className = "app-palette";
      palette.setAttribute("aria-label", "Go to a case or a page");
      palette.innerHTML = '<input class="app-palette__box" type="text" autocomplete="off" aria-label="Reference, name, address, claim number or page"><ul></ul>';
      document.body.append(palette);
      const box = palette.querySelector("input");
      let waiting;
      box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => list(box.value), 150); });
      box.addEventListener("keydown", (event) => {
        const all = [...palette.querySelectorAll("a")];
        const at = all.findIndex((a) => a.getAttribute("aria-selected") === "true");
        if (event.key === "Enter") { event.preventDefault(); all[Math.max(at, 0)]?.click(); }
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          event.preventDefault();
          const next = Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), all.length - 1);
          all.forEach((a, n) => a.setAttribute("aria-selected", String(n === next)));
        }
      });
      palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
    }
    palette.showModal();
    palette.querySelector("input").value = "";
    list("");
  }
  async function list(text) {
    const wanted = text.trim().toLowerCase();
    const found = pages.filter(([name]) => name.toLowerCase().includes(wanted));
    if (wanted.length > 1) {
      const answer = await fetch(`/api/cases?limit=8&tab=all&q=${encodeURIComponent(text.trim())}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        for (const one of (await answer.json()).cases) {
          found.unshift([`${one.case_ref}  ${one.tenants.join(", ")}, ${one.address}`, `/cases/${one.case_ref}`]);
        }
      }
    }
    const items = found.slice(0, 12).map(([name, address], n) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address;
      link.textContent = name;
      link.setAttribute("aria-selected", String(n === 0));
      item.append(link);
      return item;
    });
    palette.querySelector("ul").replaceChildren(...items);
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || keysOff()) return;
    const key = event.key;
    if (going) {
      going = false;
      if (places[key]) { event.preventDefault(); location.href = places[key]; }
      return;
    }
    const ref = caseHere();
    if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
    else if (key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
    else if (key === "j" || key === "k") { event.preventDefault(); move(key === "j" ? 1 : -1); }
    else if (key === "x") { rows()[here]?.querySelector('input[name="case"]')?.click(); }
    else if (key === "e" && ref) { location.href = `/cases/${ref}/record`; }
    else if (key === "d" && ref) { location.href = `/cases/${ref}/documents`; }
    else if (key === "?") { location.href = "/help"; }
  });

  // One tick for all of a page.
  const all = document.querySelector("input[data-all]");
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => document.querySelectorAll('input[name="case"]').forEach((one) => { one.checked = all.checked; }));
  }

  // A text to be typed elsewhere goes to the clipboard; where the browser will not, it stays chosen for Ctrl+C.
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const box = document.getElementById(button.dataset.copy);
      box.select();
      try { await navigator.clipboard.writeText(box.value); button.firstChild.textContent = "Copied"; } catch { box.focus(); }
    });
  });

  // A button that was pressed is not pressed again; the form's own id makes a second one harmless anyway.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.once !== undefined) setTimeout(() => { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-once]").forEach((b) => { b.disabled = false; }));
})();

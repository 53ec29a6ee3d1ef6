
"use strict";
// Shows one key at a time, and finds keys. Without it the page shows them all.
(() => {
  const links = [...document.querySelectorAll("nav a")];
  if (!links.length) return;
  document.documentElement.classList.add("js");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const article = (link) => document.getElementById(link.hash.slice(1));
  const shown = () => links.filter((link) => !link.parentElement.hidden);

  const select = (link) => {
    for (const other of links) {
      other.removeAttribute("aria-current");
      article(other).classList.remove("on");
    }
    link.setAttribute("aria-current", "true");
    article(link).classList.add("on");
  };
  const go = (link) => {
    history.replaceState(null, "", link.hash);
    select(link);
    link.focus();
  };

  const byHash = () => links.find((link) => link.hash === location.hash);
  addEventListener("hashchange", () => {
    const link = byHash();
    if (link) select(link);
  });

  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const link of links) {
      link.parentElement.hidden = !words.every((word) => link.dataset.find.includes(word));
    }
    const left = shown();
    found.textContent = words.length ? `${left.length} of ${links.length}` : "";
    if (left.length && !left.some((link) => link.hasAttribute("aria-current"))) select(left[0]);
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const list = shown();
    const here = list.indexOf(document.activeElement);
    const inFind = document.activeElement === find;
    if (event.key === "/" && !inFind) {
      find.focus();
    } else if (event.key === "Escape" && inFind) {
      find.value = "";
      find.dispatchEvent(new Event("input"));
    } else if (inFind && (event.key === "ArrowDown" || event.key === "Enter") && list.length) {
      go(list[0]);
    } else if (here >= 0 && event.key === "ArrowDown") {
      go(list[Math.min(here + 1, list.length - 1)]);
    } else if (here > 0 && event.key === "ArrowUp") {
      go(list[here - 1]);
    } else if (here === 0 && event.key === "ArrowUp") {
      find.focus();
    } else if (here >= 0 && event.key === "Home") {
      go(list[0]);
    } else if (here >= 0 && event.key === "End") {
      go(list[list.length - 1]);
    } else {
      return;
    }
    event.preventDefault();
  });

  select(byHash() || links[0]);
})();

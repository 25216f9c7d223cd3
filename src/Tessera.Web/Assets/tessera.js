// What keys and the theme button do. Everything else of a page works without this file.
const isTyping = element => element.matches("input, textarea, select, [contenteditable]");
const shortcuts = document.getElementById("shortcuts");

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || shortcuts.open) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (isTyping(target)) {
    if (event.key === "Escape") target.blur();
  } else if (event.key === "/") {
    const search = document.getElementById("search");
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "?") {
    shortcuts.showModal();
  } else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
    walk(event, target);
  }
});

function walk(event, target) {
  const list = target.closest("[data-walk]");
  if (!list) return;
  const stops = [...list.querySelectorAll("[data-stop]")];
  const at = stops.indexOf(target.closest("[data-stop]"));
  if (at < 0) return;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (!stops[next]) return;
  event.preventDefault();
  stops[next].focus();
}

const showShortcuts = document.getElementById("show-shortcuts");
showShortcuts.hidden = false;
showShortcuts.addEventListener("click", () => shortcuts.showModal());

// The button names the theme it leads to. Who comes back to the system's theme follows the system again.
const theme = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const nameTheme = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark; };

theme.addEventListener("click", () => {
  const next = isDark() ? "light" : "dark";
  const follows = (next === "dark") === system.matches;
  if (follows) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    if (follows) localStorage.removeItem("theme");
    else localStorage.setItem("theme", next);
  } catch { /* storage is off: the choice lasts as long as the page */ }
  nameTheme();
});
system.addEventListener("change", nameTheme);
nameTheme();
theme.hidden = false;

// Where filters stand above the list, only the chosen ones begin open.
if (matchMedia("(max-width: 75rem)").matches)
  for (const group of document.querySelectorAll(".filter[open]"))
    if (!group.querySelector("[aria-current]")) group.open = false;

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

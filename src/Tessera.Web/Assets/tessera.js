// "/" goes to the search field; arrows walk the rows of a list; Esc leaves a field. Everything works without this file.
const isTyping = element => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === "/" && !isTyping(target)) {
    const search = document.getElementById("search");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Escape" && isTyping(target)) {
    target.blur();
  } else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && !isTyping(target)) {
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

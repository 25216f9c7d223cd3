// The timeline: what is pointed at is told, what is chosen stays, the picture moves without loading the page anew.
// Without this file every control is a link and every mark leads to its record.
const chart = document.querySelector(".chart");
const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
tip.setAttribute("aria-hidden", "true");
chart?.append(tip);

const figure = () => document.getElementById("figure");
const plot = () => chart.querySelector(".timeline.plot");
const marks = () => [...chart.querySelectorAll(".plot .mk")];
const markOf = event => event.target instanceof Element ? event.target.closest(".plot .mk") : null;

// ---- telling

function tell(mark) {
  if (!mark) { tip.hidden = true; return; }
  tip.textContent = mark.getAttribute("aria-label");
  tip.hidden = false;
  place(tip, mark);
}

// Beside the mark, inside the panel: never cut off.
function place(box, mark) {
  const panel = chart.getBoundingClientRect();
  const scroll = chart.querySelector(".chart-scroll").getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  const middle = Math.min(Math.max((Math.max(at.left, scroll.left) + Math.min(at.right, scroll.right)) / 2, scroll.left), scroll.right) - panel.left;
  const left = Math.min(Math.max(8, middle - box.offsetWidth / 2), panel.width - box.offsetWidth - 8);
  const below = at.bottom - panel.top + 8;
  const above = at.top - panel.top - box.offsetHeight - 8;
  const room = innerHeight - at.bottom > box.offsetHeight + 12 || above < 0;
  box.style.left = `${left}px`;
  box.style.top = `${room ? below : above}px`;
}

// ---- notes that stay

async function pin(mark) {
  const key = mark.dataset.of;
  const open = chart.querySelector(`.pin[data-of="${CSS.escape(key)}"]`);
  if (open) { open.querySelector("button").focus(); return; }
  const from = document.activeElement;
  const query = key.split(" ").map(source => "of=" + encodeURIComponent(source)).join("&");
  const answer = await fetch(`${figure().dataset.note}?${query}`);
  if (!answer.ok) { location.href = mark.href.baseVal; return; }
  const note = Object.assign(document.createElement("section"), { className: "pin" });
  note.setAttribute("role", "group");
  note.setAttribute("aria-label", mark.getAttribute("aria-label"));
  note.dataset.of = key;
  const close = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "×" });
  close.setAttribute("aria-label", document.querySelector("#shortcuts button").textContent);
  close.addEventListener("click", () => unpin(note));
  note.innerHTML = await answer.text();
  note.prepend(close);
  chart.append(note);
  mark.dataset.pinned = "";
  tell(null);
  place(note, mark);
  // Who has gone on before the note came is not called back.
  if (document.activeElement === from) close.focus({ preventScroll: true });
}

function markFor(note) { return chart.querySelector(`.plot .mk[data-of="${CSS.escape(note.dataset.of)}"]`); }

function unpin(note) {
  const mark = markFor(note);
  delete mark?.dataset.pinned;
  const hadFocus = note.contains(document.activeElement);
  note.remove();
  if (hadFocus) mark?.focus();
}

// ---- keys

function step(from, key) {
  const lanes = [...chart.querySelectorAll(".plot [data-lane]")].filter(lane => lane.querySelector(".mk"));
  const lane = from.closest("[data-lane]");
  const inLane = [...lane.querySelectorAll(".mk")];
  const at = inLane.indexOf(from);
  if (key === "ArrowRight") return inLane[at + 1];
  if (key === "ArrowLeft") return inLane[at - 1];
  if (key === "Home") return inLane[0];
  if (key === "End") return inLane.at(-1);
  const next = lanes[lanes.indexOf(lane) + (key === "ArrowDown" ? 1 : -1)];
  if (!next) return null;
  const x = mark => { const box = mark.getBoundingClientRect(); return box.left + box.width / 2; };
  return [...next.querySelectorAll(".mk")].sort((one, other) => Math.abs(x(one) - x(from)) - Math.abs(x(other) - x(from)))[0];
}

function focusMark(mark) {
  for (const other of marks()) other.setAttribute("tabindex", other === mark ? "0" : "-1");
  mark.focus();
}

chart?.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const notes = [...chart.querySelectorAll(".pin")];
    const note = event.target.closest(".pin") ?? notes.at(-1);
    tell(null);
    if (note) { event.preventDefault(); unpin(note); }
    return;
  }
  const mark = markOf(event);
  if (!mark) return;
  if (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    event.stopPropagation();
    const next = step(mark, event.key);
    if (next) focusMark(next);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pin(mark);
  } else if (["+", "=", "-", "0"].includes(event.key)) {
    event.preventDefault();
    chart.querySelector(`[data-figure="${{ "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key]}"]`)?.click();
  }
});

chart?.addEventListener("focusin", event => tell(markOf(event)));
chart?.addEventListener("focusout", () => tell(null));
chart?.addEventListener("pointerover", event => { const mark = markOf(event); if (mark) tell(mark); });
chart?.addEventListener("pointerout", event => { if (markOf(event)) tell(null); });

// ---- moving

let loading = 0;
async function show(href, focusKey) {
  const turn = ++loading;
  const url = new URL(href, location.href);
  const inner = new URL(url);
  inner.pathname += "/journey/figure";
  inner.searchParams.set("width", width());
  chart.setAttribute("aria-busy", "true");
  const answer = await fetch(inner);
  if (!answer.ok) { location.href = href; return; }
  const html = await answer.text();
  if (turn !== loading) return;
  const hadMark = document.activeElement?.closest?.(".plot .mk")?.dataset.of;
  const scrolled = chart.querySelector(".chart-scroll").scrollLeft;
  figure().outerHTML = html;
  chart.querySelector(".chart-scroll").scrollLeft = scrolled;
  chart.removeAttribute("aria-busy");
  history.replaceState(null, "", url);
  for (const note of chart.querySelectorAll(".pin")) {
    const mark = markFor(note);
    if (mark) { mark.dataset.pinned = ""; place(note, mark); }
  }
  const target = focusKey ? chart.querySelector(`[data-figure="${focusKey}"]`) : null;
  if (target) target.focus();
  else if (hadMark) focusMark(chart.querySelector(`.plot .mk[data-of="${CSS.escape(hadMark)}"]`) ?? marks()[0]);
}

const width = () => Math.round(chart.querySelector(".chart-plot").clientWidth);

chart?.addEventListener("click", event => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const mark = markOf(event);
  if (mark) {
    event.preventDefault();
    if (!dragged) pin(mark);
    return;
  }
  const control = event.target instanceof Element ? event.target.closest("a[data-figure]") : null;
  if (!control) return;
  event.preventDefault();
  const href = control instanceof SVGElement ? control.href.baseVal : control.href;
  show(href, document.activeElement === control ? control.dataset.figure : null);
});

// Dragging moves the window; the arrows beside the zoom do the same.
let grip = null;
let dragged = false;
chart?.addEventListener("pointerdown", event => {
  dragged = false;
  if (event.button !== 0 || event.pointerType === "touch" || !event.target.closest?.(".chart-plot")) return;
  grip = { x: event.clientX, plot: plot(), width: plot().getBoundingClientRect().width };
});
addEventListener("pointermove", event => {
  if (!grip) return;
  const by = event.clientX - grip.x;
  if (Math.abs(by) < 5 && !dragged) return;
  dragged = true;
  tell(null);
  grip.plot.parentElement.classList.add("dragging");
  grip.plot.style.transform = `translateX(${by}px)`;
});
addEventListener("pointerup", event => {
  if (!grip) return;
  const { x, plot: held, width: wide } = grip;
  grip = null;
  if (!dragged) return;
  held.parentElement.classList.remove("dragging");
  const [from, to] = [Number(held.dataset.from), Number(held.dataset.to)];
  const days = Math.round((x - event.clientX) / wide * (to - from));
  const url = new URL(location.href);
  url.searchParams.set("from", from + days);
  url.searchParams.set("to", to + days);
  show(url);
});
chart?.addEventListener("wheel", event => {
  if (!event.ctrlKey || !event.target.closest?.(".chart-plot")) return;
  event.preventDefault();
  chart.querySelector(`[data-figure="${event.deltaY < 0 ? "in" : "out"}"]`)?.click();
}, { passive: false });
addEventListener("scroll", () => tell(null), { passive: true });

// The first picture was placed for an ordinary window: in a much wider one, words have more room.
if (plot() && Math.abs(width() - 760) > 120) show(location.href);

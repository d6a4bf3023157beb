// What every page does beyond reading: text and cards light up together, keys, names kept in forms, progress.
import "./page.css";

const byStatement = (id) => document.querySelectorAll(`[data-statements~="${CSS.escape(id)}"]`);

function light(id, on) {
  for (const piece of byStatement(id)) piece.classList.toggle("lit", on);
  document.querySelector(`[data-card="${CSS.escape(id)}"]`)?.classList.toggle("lit", on);
}

const SVG = "http://www.w3.org/2000/svg";
const drawn = document.createElementNS(SVG, "svg");

// A line from the link of one card to the statement that it answers.
function draw(tie) {
  const card = document.querySelector(`[data-card="${CSS.escape(tie.dataset.to)}"]`);
  const report = document.querySelector(".report");
  if (!card || !report) return;
  report.append(drawn);
  drawn.classList.add("drawn");
  const [from, to, frame] = [tie, card, report].map((element) => element.getBoundingClientRect());
  const [x1, y1, x2, y2] = [
    from.left - frame.left, from.top + from.height / 2 - frame.top, to.left - frame.left, to.top + 16 - frame.top,
  ];
  const path = document.createElementNS(SVG, "path");
  const bend = Math.min(x1, x2) - 40;
  path.setAttribute("d", `M ${x1 - 3} ${y1} C ${bend} ${y1}, ${bend} ${y2}, ${x2 - 3} ${y2}`);
  drawn.replaceChildren(path);
}

function reading() {
  const cards = [...document.querySelectorAll("[data-card]")];
  for (const card of cards) {
    const id = card.dataset.card;
    for (const piece of byStatement(id)) {
      const innermost = piece.dataset.statements.split(" ").at(-1);
      piece.addEventListener("mouseenter", () => innermost === id && light(id, true));
      piece.addEventListener("mouseleave", () => light(id, false));
      piece.addEventListener("click", () => innermost === id && card.focus());
    }
    for (const [begin, end] of [["mouseenter", "mouseleave"], ["focusin", "focusout"]]) {
      card.addEventListener(begin, () => light(id, true));
      card.addEventListener(end, () => light(id, false));
    }
  }
  for (const tie of document.querySelectorAll("[data-to]")) {
    for (const [begin, end] of [["mouseenter", "mouseleave"], ["focus", "blur"]]) {
      tie.addEventListener(begin, () => (light(tie.dataset.to, true), draw(tie)));
      tie.addEventListener(end, () => (light(tie.dataset.to, false), drawn.replaceChildren()));
    }
  }
  document.addEventListener("keydown", (event) => {
    if (!cards.length || typing(event) || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const at = cards.indexOf(document.activeElement?.closest?.("[data-card]"));
    const next = cards[event.key === "ArrowDown" ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0)];
    if (at < 0 && event.key === "ArrowUp") return;
    event.preventDefault();
    next.focus();
    byStatement(next.dataset.card)[0]?.scrollIntoView({ block: "center" });
  });
}

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);

function keys() {
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    const missing = target.form && [...target.form.querySelectorAll("[required]")].find((input) => !input.value);
    if (target.tagName === "SELECT" || missing) (missing ?? target).focus();
    else target.click();
  });
}

function kept() {
  for (const input of document.querySelectorAll("[data-keep]")) {
    const name = `sayso-${input.dataset.keep}`;
    if (!input.value) input.value = sessionStorage.getItem(name) ?? "";
    input.addEventListener("input", () => {
      sessionStorage.setItem(name, input.value);
      for (const other of document.querySelectorAll(`[data-keep="${input.dataset.keep}"]`)) other.value = input.value;
    });
  }
}

// Of several forms beside each other only the first asks for name and reason; the others take them over.
function together() {
  for (const section of document.querySelectorAll(".correct")) {
    const forms = [...section.querySelectorAll("form.change")];
    for (const form of forms.slice(1)) {
      for (const input of form.querySelectorAll("[data-keep]")) {
        const first = forms[0].querySelector(`[data-keep="${input.dataset.keep}"]`);
        if (!first) continue;
        input.closest("label").hidden = true;
        input.required = false;
        form.addEventListener("submit", (event) => {
          if (first.value || event.defaultPrevented) return;
          event.preventDefault();
          first.focus();
        });
      }
    }
  }
}

async function tell(form, where) {
  where.textContent = "reading …";
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/event-stream" },
  });
  if (!answer.ok || !answer.body) {
    where.textContent = (await answer.json().catch(() => ({}))).detail ?? `refused: ${answer.status}`;
    return;
  }
  where.textContent = "";
  const list = where.appendChild(document.createElement("ol"));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    held += value;
    const events = held.split("\n\n");
    held = events.pop();
    for (const event of events) show(list, JSON.parse(event.replace(/^data: /, "")));
  }
}

function show(list, told) {
  if (told.result === "done") {
    list.after(`${told.count} done`);
    return;
  }
  const item = list.appendChild(document.createElement("li"));
  item.textContent = `${told.source}: ${told.result}${told.reason ? `, ${told.reason}` : ""} `;
  if (told.report) {
    const link = item.appendChild(document.createElement("a"));
    link.href = `/reports/${encodeURIComponent(told.report)}`;
    link.textContent = told.title ?? "see it";
  }
}

function progress() {
  for (const form of document.querySelectorAll("form[data-progress]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const where = document.querySelector(form.dataset.progress);
      tell(form, where).catch((error) => (where.textContent = String(error.message ?? error)));
    });
  }
}

function filters() {
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
    });
    if ("live" in form.dataset) form.addEventListener("change", () => form.requestSubmit());
  }
}

reading();
keys();
kept();
together();
progress();
filters();

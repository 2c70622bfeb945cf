// Small comforts; every page works without them. One file, so that a slow line fetches once and never mixes versions.

// Error summaries, passwords that can be read while typing, and forms that are sent once.

function focusErrors() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  document.title = `${summary.dataset.errorSummary} ${document.title}`;
  summary.focus();
}

function showPasswords() {
  const words = document.body.dataset;
  for (const box of document.querySelectorAll(".password")) {
    const input = box.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button secondary";
    button.textContent = words.wordShow;
    button.setAttribute("aria-label", words.wordPassword);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? words.wordShow : words.wordHide;
      button.setAttribute("aria-pressed", String(!shown));
    });
    input.form?.addEventListener("submit", () => { input.type = "password"; });
    box.append(button);
  }
}

function guardDoubleSubmits() {
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => release(form), 10000);  // a download leaves the page where it is
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}

// Quick exit: signs out in the background and puts another page in the place of this one; so does Escape, pressed thrice.
const THRICE = 1500;

function offerQuickExit() {
  const form = document.querySelector("form[data-exit]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    document.body.dataset.leaving = "";  // no question about unsaved text holds anybody up
    document.documentElement.hidden = true;  // a slow line must not keep the page in view
    document.title = " ";
    if (!navigator.sendBeacon?.(form.action)) return;
    event.preventDefault();
    location.replace(form.dataset.exit);
  });
  let presses = [];
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses, event.timeStamp].filter((moment) => event.timeStamp - moment <= THRICE);
    if (presses.length >= 3) form.requestSubmit();
  }, { capture: true });
}

// Menus are <details>; Escape, a click elsewhere or leaving with Tab closes them.

function closeMenus() {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  for (const name of ["click", "focusin"]) {
    document.addEventListener(name, (event) => {
      for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
    });
  }
}

// Forms with data-confirm ask first, in a dialog.

function confirmForms() {
  if (!window.HTMLDialogElement) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form, event.submitter);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[data-confirmed]").forEach((form) => delete form.dataset.confirmed);
  });
}

function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.id = "confirm-text";
  text.textContent = form.dataset.confirm;
  dialog.setAttribute("aria-labelledby", text.id);
  const row = document.createElement("div");
  row.className = "actions";
  const yes = button(submitter?.textContent.trim() || "OK", submitter?.className || "button primary");
  const no = button(document.body.dataset.wordCancel, "button secondary");
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter);
  });
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    submitter?.focus();
  });
  row.append(yes, no);
  dialog.append(text, row);
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
}

function button(label, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  return made;
}

// [data-poll] regions fetch themselves again until the answer carries no data-poll any more.
const WAIT = 1500;
const SLOWEST = 15000;

function followRegions() {
  document.querySelectorAll("[data-poll]").forEach((region) => follow(region, WAIT));
}

function follow(region, wait) {
  setTimeout(async () => {
    const next = document.hidden ? wait : await refresh(region, wait);
    if (next) follow(region, next);
  }, wait);
}

/** Replace the region's content; return the next wait in milliseconds, or 0 when finished. */
async function refresh(region, wait) {
  try {
    const answer = await fetch(region.dataset.poll, { headers: { Accept: "text/html", "X-Requested-With": "fetch" } });
    if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) return 0;
    if (!answer.ok) throw new Error(answer.status);
    const body = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const fresh = body.querySelector("[data-poll]");
    const source = fresh || body.querySelector(".live") || body;
    region.replaceChildren(...source.childNodes);
    if (!fresh) {
      delete region.dataset.poll;
      return 0;
    }
    region.dataset.poll = fresh.dataset.poll;
    return WAIT;
  } catch {
    return Math.min(wait * 2, SLOWEST);
  }
}

// A search box with data-suggest offers names while one types (WAI-ARIA's combobox); nothing is kept anywhere. It has a
// list of its own, because a datalist leaves out what does not contain the very letters that were typed.
const SUGGEST_PAUSE = 250;

function suggestNames() {
  document.querySelectorAll("[data-suggest]").forEach(suggestFor);
}

function suggestFor(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = input.labels[0].textContent;
  list.hidden = true;
  input.after(list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.ariaAutoComplete = "list";
  input.ariaExpanded = "false";
  let timer;
  let asking;
  const stop = () => {
    clearTimeout(timer);
    asking?.abort();
  };
  const choose = (option) => {
    stop();
    input.value = option.textContent;
    offer(input, list, []);
    input.form.requestSubmit();
  };
  input.addEventListener("input", () => {
    stop();
    timer = setTimeout(async () => {
      asking = new AbortController();
      const names = await namesLike(input, asking.signal);
      if (names && document.activeElement === input) offer(input, list, names);
    }, SUGGEST_PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const marked = list.querySelector("[aria-selected='true']");
    if (event.key === "Escape") offer(input, list, []);
    else if (event.key === "Enter" && marked) choose(marked);
    else if (step && !list.hidden) mark(input, list, marked, step);
    else return;
    if (event.key !== "Escape") event.preventDefault();
  });
  input.addEventListener("blur", () => {
    stop();
    offer(input, list, []);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

/** Return the names that the server offers; undefined for an answer that comes too late. */
async function namesLike(input, signal) {
  const typed = input.value.trim();
  if (typed.length < 2) return [];
  try {
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal });
    return answer.ok ? (await answer.json()).names : [];
  } catch {
    return signal.aborted ? undefined : [];
  }
}

function offer(input, list, names) {
  list.replaceChildren(
    ...names.map((name, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.textContent = name;
      return option;
    }),
  );
  list.hidden = names.length === 0;
  input.ariaExpanded = String(!list.hidden);
  input.removeAttribute("aria-activedescendant");
}

/** Move the mark by one, from the end back into the text and from there to the other end. */
function mark(input, list, marked, step) {
  const places = [null, ...list.children];
  const next = places.at((places.indexOf(marked) + step) % places.length);
  if (marked) marked.ariaSelected = "false";
  if (!next) return input.removeAttribute("aria-activedescendant");
  next.ariaSelected = "true";
  next.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next.id);
}

// Forms with data-draft are kept on the server while somebody types; the browser stores nothing.
const PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const KEEPALIVE_LIMIT = 60000;  // browsers let no more than 64 KiB outlive a page

function keepDrafts() {
  document.querySelectorAll("form[data-draft]").forEach(keepDraft);
}

function keepDraft(form) {
  const status = form.querySelector("[data-draft-status]");
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let kept = typed();
  let pause = PAUSE;
  let timer = 0;
  let sending = null;
  let failed = false;
  let leaving = false;

  // Whoever must get out at once (data-leaving) sends nothing after it, and is not held up by a question.
  const isLeaving = () => leaving || "leaving" in document.body.dataset;

  async function send() {
    clearTimeout(timer);
    const text = typed();
    if (sending || isLeaving() || text === kept) return;
    sending = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(text),
        headers: { "X-Requested-With": "fetch" },
        redirect: "error",
        keepalive: text.length < KEEPALIVE_LIMIT,
        signal: sending.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = text;
      failed = false;
      pause = PAUSE;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
      status.textContent = form.dataset.wordKept.replace("{time}", time);
    } catch {
      failed = true;
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      if (!isLeaving()) status.textContent = form.dataset.wordUnsent;
    }
    sending = null;
    if (typed() !== kept) wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  }

  form.addEventListener("input", () => { if (!failed) wait(); });
  form.addEventListener("change", () => { if (!failed) wait(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget?.type !== "submit") send(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  window.addEventListener("online", send);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();  // the browser's own error page would lose what was typed
    failed = true;
    status.textContent = form.dataset.wordUnsent;
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    leaving = true;
    clearTimeout(timer);
    sending?.abort();
    setTimeout(() => { leaving = false; }, 10000);  // the answer may never come
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isLeaving() || typed() === kept) return;
    if (failed || !sending) event.preventDefault();
  });
}

// [data-shown-if] names a field of the same form; what it is about is hidden until one of the words in [data-is] is chosen.

function showWhatApplies() {
  for (const part of document.querySelectorAll("[data-shown-if]")) {
    const form = part.closest("form");
    const codes = part.dataset.is.split(" ");
    if (!form || !form.elements[part.dataset.shownIf]) continue;
    const update = () => {
      part.hidden = !new FormData(form).getAll(part.dataset.shownIf).some((value) => codes.includes(value));
    };
    form.addEventListener("change", update);
    update();
  }
}

focusErrors();
showWhatApplies();
offerQuickExit();
showPasswords();
suggestNames();
closeMenus();
confirmForms();
guardDoubleSubmits();
followRegions();
keepDrafts();

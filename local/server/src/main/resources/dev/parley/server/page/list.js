// The list of conversations, newest first, and the search in it.

import { call } from "/page/api.js";
import { by, make, say, sayLoading } from "/page/dom.js";
import { assistantOf, exactly, nameOf, problem, when } from "/page/words.js";

const PAGE = 20;
/** What the API gives at once, at most. */
const MOST = 100;
/** How long to wait for another letter, in milliseconds. */
const TYPING = 250;

let shown = [];
let current = null;
let asked = new AbortController();

/** Has the search field search. */
export function searchInList() {
  let typing;
  const search = by("search");
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => load(0, false), TYPING);
  });
  by("more").onclick = () => load(shown.length, false);
}

/** Shows the list as it is now. */
export function showList() {
  return load(0, true);
}

/** Marks the conversation that is open; null for none. */
export function markOpen(id) {
  current = id;
  for (const link of by("list").querySelectorAll("a")) {
    mark(link);
  }
}

async function load(skip, background) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const state = by("list-state");
  if (shown.length === 0) {
    sayLoading(state);
  }
  const limit = skip === 0 ? Math.min(MOST, Math.max(PAGE, shown.length)) : PAGE;
  const query = new URLSearchParams({ limit, skip });
  const searched = by("search").value.trim();
  if (searched) {
    query.set("searchString", searched);
  }
  try {
    const { data } = await call("GET", `/sessions?${query}`, { signal, background });
    shown = skip === 0 ? data.results : [...shown, ...data.results];
    by("list").replaceChildren(...shown.map(item));
    by("more").hidden = !data.paginatorInfo.hasMorePages;
    state.replaceChildren();
    if (shown.length === 0) {
      say(state, searched ? `No title contains “${searched}”.` : "No conversations yet.");
    }
  } catch (failure) {
    if (!signal.aborted) {
      say(state, problem(failure), "Try again", () => load(skip, false));
    }
  }
}

function item(session) {
  const last = session.messages.at(-1);
  const changed = session.updatedAt;
  const link = make("a", { href: `#/c/${session.id}` });
  link.dataset.id = session.id;
  link.append(
    make("span", { className: "name", textContent: nameOf(session) }),
    make("time", { dateTime: changed, textContent: when(changed), title: exactly(changed) }),
    make("span", { className: "preview", textContent: preview(session, last) }),
  );
  mark(link);
  return make("li", {}, link);
}

function preview(session, last) {
  const ended = session.status === "ACTIVE" ? "" : "Ended · ";
  const who = { user: "You", system: "The system" }[last?.role] ?? assistantOf(session);
  return ended + who + (last ? `: ${last.content.slice(0, 120)}` : "");
}

function mark(link) {
  if (link.dataset.id === current) {
    link.setAttribute("aria-current", "page");
  } else {
    link.removeAttribute("aria-current");
  }
}

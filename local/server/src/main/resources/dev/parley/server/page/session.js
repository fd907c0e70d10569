// The session of the open conversation, and what stands above its messages.

import { call } from "/page/api.js";
import { by } from "/page/dom.js";
import { showList } from "/page/list.js";
import { assistantOf, nameOf } from "/page/words.js";

/** As the API showed it last; null while none is open. */
let current = null;

export const session = () => current;

/** Whether more can be said in it. */
export const isActive = () => current.status === "ACTIVE";

/** Reads a session, which is the open one from then on. */
export async function read(id, signal, background = false) {
  current = (await call("GET", `/sessions/${id}`, { signal, background })).data;
  draw();
}

/** Opens none. */
export function forget() {
  current = null;
  for (const part of ["actions", "composer", "over"]) {
    by(part).hidden = true;
  }
}

/** Adds a message that the API has stored. */
export function add(seq, role, content) {
  current.messageCount = seq;
  current.messages.push({ role, content });
  draw();
}

/** Changes fields of the session. */
export async function update(fields) {
  show((await call("PUT", `/sessions/${current.id}`, { body: fields })).data);
}

export async function end() {
  show((await call("POST", `/sessions/${current.id}/end`)).data);
}

export async function remove() {
  await call("DELETE", `/sessions/delete/${current.id}`);
}

/** Shows what may have changed in it, and the list. */
export function show({ title, status, feedback }) {
  current = { ...current, title, status, feedback };
  draw();
  showList();
}

function draw() {
  const active = isActive();
  const rating = current.feedback?.rating;
  const facts = [assistantOf(current), active ? "" : "ended", rating === undefined ? "" : `★ ${rating} of 5`];
  by("title").textContent = nameOf(current);
  document.title = `${nameOf(current)} · Parley`;
  by("about").textContent = facts.filter(Boolean).join(" · ");
  by("actions").hidden = false;
  by("end").hidden = !active;
  by("reopen").hidden = active;
  by("composer").hidden = !active;
  by("over").hidden = active;
}

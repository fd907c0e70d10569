// The messages of a conversation. They follow the newest as long as one is at their end, and else stay where one reads.

import { by, make } from "/page/dom.js";
import { ending, isIncomplete, tokens, when } from "/page/words.js";

/** So many pixels from the end are the end. */
const NEAR = 40;
/** What a screen reader says before a message. */
const SPEAKERS = { user: "You: ", assistant: "The assistant: ", system: "The system: " };

let atEnd = true;

/** Has the list follow its end, from now on. */
export function followEnd() {
  const scroller = by("scroller");
  scroller.addEventListener("scroll", () => {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    by("newest").hidden = atEnd;
  });
  new ResizeObserver(keepUp).observe(scroller);
  by("newest").onclick = () => {
    toEnd();
    scroller.focus();
  };
}

/** Shows a whole conversation, at its end. */
export function showAll(session) {
  const list = by("messages");
  const first = session.messageCount - session.messages.length;
  list.replaceChildren(...session.messages.map(whole));
  if (first > 0) {
    list.prepend(note(`${first} earlier messages are not shown.`));
  }
  toEnd();
}

/** Shows that there is nothing yet but what the assistant greets with. */
export function showGreeting(text) {
  by("messages").replaceChildren(note(text));
}

/** Adds what the user says. */
export function addUser(content) {
  for (const greeting of by("messages").querySelectorAll(".note")) {
    greeting.remove();
  }
  const item = whole({ role: "user", content, timestamp: new Date() });
  by("messages").append(item);
  toEnd();
  return item;
}

/** Adds an answer that is still being given. */
export function addAnswer() {
  const text = document.createTextNode("");
  const meta = make("p", { className: "meta", textContent: "Answering…" });
  const item = make("li", { className: "assistant answering", ariaBusy: "true" });
  item.append(speaker("assistant"), make("div", { className: "text" }, text), meta);
  by("messages").append(item);
  keepUp();
  const end = () => {
    item.classList.remove("answering");
    item.ariaBusy = "false";
  };
  return {
    /** More of it. */
    append(more) {
      text.appendData(more);
      keepUp();
    },
    /** All of it, as it is stored. */
    complete(completed, retry) {
      text.data = completed.message?.content ?? "";
      end();
      conclude(item, completed, retry);
    },
    /** There is none, or no more of it. What is `dropped` is not stored. */
    fail(why, { dropped = false, retry } = {}) {
      end();
      item.classList.toggle("dropped", dropped);
      showFailed(item, why, retry);
    },
    isSilent: () => !text.data.trim(),
    remove: () => item.remove(),
  };
}

/** Says under the last answer how it ended and what it cost. */
export function annotateLast(completed, retry) {
  const item = by("messages").lastElementChild;
  if (item?.querySelector(".meta")) {
    conclude(item, completed, retry);
  }
}

function conclude(item, { message, stopReason, usage }, retry) {
  const said = about(message?.timestamp ?? new Date(), ending(stopReason), tokens(usage));
  if (isIncomplete(stopReason)) {
    showFailed(item, said, retry);
  } else {
    item.querySelector(".meta").textContent = said;
    keepUp();
  }
}

/** @param retry asks for another answer, while this is the last one */
function showFailed(item, why, retry) {
  item.classList.add("failed");
  item.querySelector(".meta").textContent = why;
  if (retry) {
    const again = { type: "button", className: "again", textContent: "Try again", onclick: () => retry() };
    item.append(make("button", again));
  }
  keepUp();
}

function whole({ role, content, timestamp }) {
  const text = make("div", { className: "text", textContent: content });
  const meta = make("p", { className: "meta", textContent: about(timestamp) });
  return make("li", { className: role }, speaker(role), text, meta);
}

const speaker = (role) => make("span", { className: "unseen", textContent: SPEAKERS[role] });

const note = (text) => make("li", { className: "note", textContent: text });

const about = (timestamp, ...more) => [when(timestamp), ...more].filter(Boolean).join(" · ");

function keepUp() {
  if (atEnd) {
    toEnd();
  }
}

function toEnd() {
  const scroller = by("scroller");
  scroller.scrollTop = scroller.scrollHeight;
  atEnd = true;
  by("newest").hidden = true;
}

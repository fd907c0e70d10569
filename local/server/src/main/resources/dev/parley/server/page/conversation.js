// The open conversation: opened, left, and talked in.

import { answering, isAnswering, isGone, stopAnswer, tell } from "/page/answer.js";
import { by, say, sayLoading } from "/page/dom.js";
import { addUser, annotateLast, showAll, showGreeting } from "/page/messages.js";
import { forget, read, session } from "/page/session.js";
import { followed, said } from "/page/turn.js";
import { problem } from "/page/words.js";

/** Beyond the end of every answer. */
const BEYOND = Number.MAX_SAFE_INTEGER;

let left = new AbortController();
/** Which conversation the page was made to show last. */
let shown = null;
/** What could not be sent, and the key under which it is sent again. */
let unsent = null;

/** Has the composer send, and stop. */
export function talk() {
  by("composer").addEventListener("submit", (submission) => {
    submission.preventDefault();
    send();
  });
  by("text").addEventListener("keydown", (key) => {
    if (key.key === "Enter" && !key.shiftKey && !key.isComposing) {
      key.preventDefault();
      send();
    }
  });
  by("stop").onclick = stopAnswer;
  by("conversation").addEventListener("keydown", (key) => {
    if (key.key === "Escape") {
      stopAnswer();
    }
  });
}

/** Shows a conversation, and goes on with an answer that is being given in it. What was typed in it stays. */
export async function open(id) {
  leave();
  if (shown !== id) {
    clear();
    shown = id;
  }
  const { signal } = left;
  try {
    await read(id, signal);
    by("notice").replaceChildren();
    showMessages();
  } catch (failure) {
    if (!signal.aborted) {
      explain(failure, id);
    }
    return;
  }
  catchUp(signal);
}

/** Leaves the conversation; an answer that is being given in it goes on. */
export function leave() {
  left.abort();
  left = new AbortController();
  forget();
  answering(false);
}

function clear() {
  by("text").value = "";
  for (const part of ["messages", "title", "about"]) {
    by(part).replaceChildren();
  }
  sayLoading(by("notice"));
}

function showMessages() {
  if (session().messageCount > 0) {
    showAll(session());
  } else {
    showGreeting(session().chatbotId?.description ?? "Nothing has been said yet.");
  }
}

function explain(failure, id) {
  if (isGone(failure)) {
    clear();
    by("title").textContent = "Not here";
    say(by("notice"), "There is no such conversation, or not any more.", "Start another", () => {
      location.hash = "#/new";
    });
  } else {
    say(by("notice"), problem(failure), "Try again", () => open(id));
  }
}

/** Goes on with an answer that is being given, and says of one that is over how it ended. */
async function catchUp(signal) {
  const { id, messages, messageCount } = session();
  const again = () => open(id);
  if (messages.at(-1)?.role === "user") {
    tell(followed(id, 0, signal), signal, { asked: messageCount, again });
    return;
  }
  if (messageCount === 0) {
    return;
  }
  try {
    for await (const event of followed(id, BEYOND, signal, true)) {
      if (event.name === "message.started" && event.data.seq > messageCount) {
        // Said on another device since.
        return void again();
      }
      if (event.name === "message.completed" && event.data.message?.seq === session()?.messageCount) {
        annotateLast(event.data);
      }
    }
  } catch {
    // Then nothing more is known of it, as of an answer that was never streamed.
  }
}

async function send() {
  const content = by("text").value;
  if (isAnswering() || !content.trim()) {
    return;
  }
  const { id } = session();
  if (unsent?.id !== id || unsent.content !== content) {
    unsent = { id, content, key: crypto.randomUUID() };
  }
  const { signal } = left;
  by("text").value = "";
  by("notice").replaceChildren();
  const mine = addUser(content);
  if (await tell(said(id, content, unsent.key, signal), signal, { content, again: () => open(id) })) {
    unsent = null;
  } else if (!signal.aborted) {
    mine.remove();
    by("text").value ||= content;
  }
}

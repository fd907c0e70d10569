// The open conversation: opened, left, and talked in.

import { answering, isAnswering, isGone, stopAnswer, tell } from "/page/answer.js";
import { askedAs, keyFor, stored } from "/page/asked.js";
import { by, focusToType, say, sayLoading } from "/page/dom.js";
import { addUser, annotateLast, showAll, showGreeting } from "/page/messages.js";
import { add, forget, read, session } from "/page/session.js";
import { followed, said } from "/page/turn.js";
import { problem } from "/page/words.js";

/** Beyond the end of every answer. */
const BEYOND = Number.MAX_SAFE_INTEGER;

let left = new AbortController();
/** Which conversation the page was made to show last. */
let shown = null;

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
  if (messages.at(-1)?.role === "user") {
    tell(followed(id, 0, signal), signal, { asked: messageCount, ...further(id) });
    return;
  }
  if (messageCount === 0) {
    return;
  }
  let asked;
  try {
    for await (const event of followed(id, BEYOND, signal, true)) {
      if (event.name === "message.started") {
        asked = event.data.seq;
        if (asked > messageCount) {
          // Said on another device since.
          return void open(id);
        }
      }
      if (event.name === "message.completed" && event.data.message?.seq === session()?.messageCount) {
        annotateLast(event.data, retrying(id, asked));
      }
    }
  } catch {
    // Then nothing more is known of it, as of an answer that was never streamed.
  }
}

async function send() {
  const content = by("text").value;
  if (isAnswering()) {
    return;
  }
  if (!content.trim()) {
    by("text").focus();
    return;
  }
  const { id } = session();
  const { signal } = left;
  by("text").value = "";
  const mine = addUser(content);
  const begun = await ask(id, content, keyFor(id, content), {
    stored: (seq) => {
      add(seq, "user", content);
      stored(seq);
    },
  });
  if (!begun && !signal.aborted) {
    mine.remove();
    by("text").value ||= content;
  }
}

function ask(id, content, key, about) {
  const { signal } = left;
  by("notice").replaceChildren();
  return tell(said(id, content, key, signal), signal, { ...about, ...further(id) });
}

/** How it goes on where an answer does not come. */
const further = (id) => ({ again: () => open(id), retry: (seq) => retrying(id, seq) });

/** What asks once more for an answer to the message of that number, if it was asked here: it is not stored twice. */
function retrying(id, seq) {
  const asked = askedAs(id, seq);
  return asked && ((instead) => {
    if (!isAnswering()) {
      focusToType();
      ask(id, asked.content, asked.key, { asked: seq, instead });
    }
  });
}

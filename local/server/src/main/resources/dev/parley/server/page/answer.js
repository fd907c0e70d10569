// An answer while it is given, and the button that stops it.

import { Refused } from "/page/api.js";
import { by, focusToType, say, speak } from "/page/dom.js";
import { showList } from "/page/list.js";
import { addAnswer } from "/page/messages.js";
import { add, read, session, show } from "/page/session.js";
import { stop } from "/page/turn.js";
import { assistantOf, ending, problem } from "/page/words.js";

const NOT_FOUND = 404;
const CONFLICT = 409;
/** When to look whether a first complete turn has brought a title, in milliseconds. */
const TITLE_LOOKS = [1_500, 2_000, 3_000];

/** The sessions in which a title was looked for. */
const lookedAt = new Set();

let running = false;
let stopping = false;

export const isAnswering = () => running;

export const isGone = (failure) => failure instanceof Refused && failure.status === NOT_FOUND;

/**
 * Shows an answer as it is told, and what becomes of it.
 *
 * @param asked the number of the message that it answers, where that is stored
 * @param content what that message says, where it is new
 * @param again opens the conversation once more
 * @returns whether it has begun
 */
export async function tell(turn, signal, { asked, content, again }) {
  const answer = addAnswer();
  let begun = false;
  answering(true);
  try {
    for await (const event of turn) {
      if (event.name === "interrupted") {
        say(by("notice"), "The connection is gone. Trying again…");
        continue;
      }
      by("notice").replaceChildren();
      if (event.name === "message.started" && !begun) {
        started(event.data.seq, asked, content);
        begun = true;
      } else if (event.name === "message.delta") {
        answer.append(event.data.text);
      } else if (event.name === "message.completed") {
        answer.complete(event.data);
        completed(event.data, signal);
      } else if (event.name === "error") {
        answer.breakOff(event.data.message);
        speak(event.data.message);
      }
    }
  } catch (failure) {
    if (!signal.aborted) {
      begun ? answer.breakOff("Not complete") : answer.remove();
      explain(failure, begun || asked, again);
    }
  } finally {
    if (!signal.aborted) {
      answering(false);
    }
  }
  return begun;
}

/** Shows whether an answer is being given, which can be stopped once it has begun. */
export function answering(is) {
  const focused = document.activeElement === by("stop");
  running = is;
  by("send").hidden = is;
  by("stop").hidden = !is;
  stoppable(false);
  if (focused && !is) {
    focusToType();
  }
}

/** Has the answer end where it is. */
export async function stopAnswer() {
  if (!running || stopping || by("stop").disabled) {
    return;
  }
  stopping = true;
  by("stop").textContent = "Stopping";
  try {
    await stop(session().id);
  } catch (failure) {
    // Where nothing runs any more, the end is on its way.
    if (!isGone(failure)) {
      stoppable(true);
      say(by("notice"), problem(failure));
    }
  }
}

function stoppable(is) {
  stopping = false;
  by("stop").disabled = !is;
  by("stop").textContent = "Stop";
}

function started(seq, asked, content) {
  if (asked && seq !== asked) {
    throw new Refused(NOT_FOUND, "No answer to this message was streamed", 0);
  }
  if (content) {
    add(seq, "user", content);
  }
  stoppable(true);
  speak(`${assistantOf(session())} is answering.`);
}

function completed({ message, stopReason }, signal) {
  const how = ending(stopReason);
  speak(`${how && `${how}. `}${assistantOf(session())}: ${message?.content ?? ""}`);
  if (message) {
    add(message.seq, "assistant", message.content);
  }
  showList();
  if (!session().title && stopReason !== "incomplete" && !lookedAt.has(session().id)) {
    lookedAt.add(session().id);
    lookForTitle(session().id, signal);
  }
}

/** A session without a title is given one behind its first complete turn. */
async function lookForTitle(id, signal) {
  for (const wait of TITLE_LOOKS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted || running || session().title) {
      return;
    }
    await read(id, signal, true).catch(() => {});
    if (!signal.aborted && session().title) {
      show(session());
    }
  }
}

function explain(failure, stored, again) {
  const notice = by("notice");
  if (failure.status === CONFLICT) {
    say(notice, problem(failure), "Show it", again);
  } else if (stored && isGone(failure)) {
    say(notice, "There is no answer to this message, or not yet.", "Look again", again);
  } else if (isGone(failure)) {
    say(notice, problem(failure), "Look again", again);
  } else {
    say(notice, problem(failure), ...(stored ? ["Try again", again] : []));
  }
}

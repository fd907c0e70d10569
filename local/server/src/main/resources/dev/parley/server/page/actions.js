// What can be done with the open conversation besides talking.

import { leave } from "/page/conversation.js";
import { ask } from "/page/dialogs.js";
import { by, say, speak } from "/page/dom.js";
import { end, remove, session, update } from "/page/session.js";
import { nameOf, problem } from "/page/words.js";

/** Has the buttons of a conversation do what they say. */
export function act() {
  by("rename").onclick = rename;
  by("feedback").onclick = giveFeedback;
  by("delete").onclick = askToDelete;
  by("end").onclick = () => noticing(end(), by("reopen"));
  by("reopen").onclick = () => noticing(update({ status: "ACTIVE", endTime: null }), by("end"));
}

function rename() {
  ask(
    by("rename-dialog"),
    ({ title }) => (title.value = session().title ?? ""),
    (said) => update({ title: said.get("title").trim() || null }),
  );
}

function giveFeedback() {
  const { feedback } = session();
  ask(
    by("feedback-dialog"),
    ({ rating, comment }) => {
      rating.value = String(Math.round(feedback?.rating ?? 0));
      comment.value = feedback?.comment ?? "";
    },
    (said) => {
      const comment = said.get("comment").trim();
      return update({ feedback: { rating: Number(said.get("rating")), ...(comment && { comment }) } });
    },
  );
}

function askToDelete() {
  ask(
    by("delete-dialog"),
    () => {},
    async () => {
      const name = nameOf(session());
      await remove();
      leave();
      location.hash = "#/";
      speak(`“${name}” was deleted.`);
    },
  );
}

/** Says what went wrong, or goes on at the button that took the place of the one pressed. */
async function noticing(change, next) {
  try {
    await change;
    by("notice").replaceChildren();
    next.focus();
  } catch (failure) {
    say(by("notice"), problem(failure));
  }
}

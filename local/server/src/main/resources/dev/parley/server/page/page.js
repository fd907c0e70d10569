// The page: who is signed in, and what the address shows. `#/c/<id>` is a conversation, `#/new` the choice of an
// assistant, anything else the list, beside which a wide window shows that choice too.

import { act } from "/page/actions.js";
import { calls, signIn } from "/page/api.js";
import { showCalls } from "/page/calls.js";
import { leave, open, talk } from "/page/conversation.js";
import { by, focusToType, say, showCutOff } from "/page/dom.js";
import { identity, keep } from "/page/identity.js";
import { markOpen, searchInList, showList } from "/page/list.js";
import { followEnd } from "/page/messages.js";
import { showStart } from "/page/start.js";
import { problem } from "/page/words.js";

const EXPIRED = 401;
const CONVERSATION = /^#\/c\/([0-9a-f]{24})$/;

act();
followEnd();
searchInList();
showCalls();
showCutOff();
talk();
by("sign-in-form").addEventListener("submit", enter);
by("sign-out").onclick = signOut;
by("skip").onclick = () => by("talk").focus();
addEventListener("hashchange", () => identity() && show(true));
calls.addEventListener("call", ({ detail }) => {
  if (detail.status === EXPIRED) {
    say(by("banner"), "Your sign-in has ended.", `Sign in again as ${identity()?.name}`, signInAgain);
  }
});
begin();

/** Shows the page to whoever is signed in, or the sign-in. */
function begin() {
  const user = identity();
  by("sign-in").hidden = Boolean(user);
  by("app").hidden = !user;
  by("banner").replaceChildren();
  if (user) {
    by("user").textContent = user.name;
    show(false);
    showList();
  } else {
    document.title = "Parley";
    by("username").focus();
  }
}

/** @param moved whether somebody came here from another place of the page, and the focus with them */
function show(moved) {
  const id = CONVERSATION.exec(location.hash)?.[1];
  const view = id ? "conversation" : location.hash === "#/new" ? "new" : "list";
  by("app").dataset.view = view;
  by("start").hidden = Boolean(id);
  by("conversation").hidden = !id;
  markOpen(id ?? null);
  if (id) {
    const opened = open(id);
    if (moved) {
      opened.then(focusToType);
    }
  } else {
    leave();
    document.title = "Parley";
    showStart();
    if (moved) {
      showList();
      (by("talk").checkVisibility() ? by("start-title") : by("new")).focus();
    }
  }
}

async function enter(submission) {
  submission.preventDefault();
  const [trouble] = by("sign-in-form").getElementsByClassName("problem");
  const name = by("username").value.trim();
  trouble.textContent = name ? "" : "Your name cannot be blank.";
  if (!name) {
    by("username").focus();
    return;
  }
  try {
    await signIn(name);
    begin();
    by(by("talk").checkVisibility() ? "talk" : "new").focus();
  } catch (failure) {
    trouble.textContent = problem(failure);
  }
}

async function signInAgain() {
  try {
    await signIn(identity().name);
    begin();
  } catch (failure) {
    say(by("banner"), problem(failure), "Try again", signInAgain);
  }
}

/** Leaves nothing behind: the page begins anew. */
function signOut() {
  keep(null);
  location.assign("/");
}

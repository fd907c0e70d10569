// The choice of an assistant, with which a conversation starts.

import { call } from "/page/api.js";
import { by, make, say, sayLoading } from "/page/dom.js";
import { showList } from "/page/list.js";
import { problem } from "/page/words.js";

/** What the catalog gives at once, at most. */
const MOST = "per_page=100";

/** Shows the assistants of the catalog. */
export async function showStart() {
  const state = by("start-state");
  sayLoading(state);
  by("assistants").replaceChildren();
  try {
    const [assistants, profiles] = await Promise.all([
      call("GET", `/catalog/assistants?${MOST}`),
      call("GET", `/catalog/profiles?${MOST}`),
    ]);
    by("profile").replaceChildren(...profiles.items.map(option));
    by("assistants").replaceChildren(...assistants.items.map(card));
    state.replaceChildren();
    if (assistants.items.length === 0) {
      say(state, "The catalog has no assistant yet. An administrator can add one.");
    }
  } catch (failure) {
    say(state, problem(failure), "Try again", showStart);
  }
}

const named = (entry) => entry.name ?? entry.label ?? entry.id;

const option = (profile) => make("option", { value: profile.id, textContent: named(profile) });

function card(assistant) {
  const name = named(assistant);
  const about = assistant.model_id ? assistant.description : "Cannot answer: it has no model.";
  const initials = name.split(/\s+/).map(([letter]) => letter).slice(0, 2).join("");
  const avatar = make("span", { className: "avatar", textContent: initials, ariaHidden: "true" });
  const words = make("span", {}, make("b", { textContent: name }), make("span", { textContent: about ?? "" }));
  const start = () => begin(assistant);
  const button = make("button", { type: "button", disabled: !assistant.model_id, onclick: start }, avatar, words);
  return make("li", { className: assistant.model_id ? "" : "unable" }, button);
}

async function begin(assistant) {
  const state = by("start-state");
  const fields = { chatbotId: assistant.id, clientId: by("profile").value };
  const cards = [...by("assistants").querySelectorAll("button:enabled")];
  cards.forEach((button) => (button.disabled = true));
  try {
    const { data } = await call("POST", "/sessions", { body: fields, key: crypto.randomUUID() });
    location.hash = `#/c/${data.id}`;
    showList();
  } catch (failure) {
    say(state, problem(failure));
  } finally {
    cards.forEach((button) => (button.disabled = false));
  }
}

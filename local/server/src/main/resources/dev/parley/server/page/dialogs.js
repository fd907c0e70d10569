// Questions in a dialogue: answered once what was said is saved, or left by Escape.

import { problem } from "/page/words.js";

/**
 * Asks.
 *
 * @param fill puts what is known into the form's elements
 * @param save does what the form's data say; the dialogue stays while it fails, and says why
 */
export function ask(dialog, fill, save) {
  const form = dialog.querySelector("form");
  const [trouble] = form.getElementsByClassName("problem");
  const buttons = form.querySelectorAll("button");
  form.reset();
  trouble.textContent = "";
  fill(form.elements);
  form.querySelector(".cancel").onclick = () => dialog.close();
  form.onsubmit = async (submission) => {
    submission.preventDefault();
    buttons.forEach((button) => (button.disabled = true));
    try {
      await save(new FormData(form));
      dialog.close();
    } catch (failure) {
      trouble.textContent = problem(failure);
    } finally {
      buttons.forEach((button) => (button.disabled = false));
    }
  };
  dialog.showModal();
}

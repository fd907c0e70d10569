// Swagger UI over the descriptions that this server has, one for each group of endpoints.
const { SwaggerUIBundle, SwaggerUIStandalonePreset } = window;

// Each field of the dialogue takes the focus as it comes, so that it would be opened at its end: at a token to paste.
// Here one signs in by a name, which is asked for at its beginning.
const openedAtItsBeginning = () => {
  const dialogue = document.querySelector(".modal-ux-content");
  dialogue?.querySelector("input")?.focus({ preventScroll: true });
  dialogue?.scrollTo(0, 0);
};
const signIn = {
  statePlugins: {
    auth: {
      wrapActions: {
        showDefinitions: (show) => (definitions) => {
          const shown = show(definitions);
          if (definitions) {
            requestAnimationFrame(openedAtItsBeginning);
          }
          return shown;
        },
      },
    },
  },
};

const groups = await (await fetch("/docs/groups.json")).json();
const ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  urls: groups,
  "urls.primaryName": "chatbot",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [() => signIn],
  layout: "StandaloneLayout",
  // Else the page asks a validator on the internet about each description.
  validatorUrl: null,
  deepLinking: true,
  // One stays signed in when one chooses another group, or loads the page again.
  persistAuthorization: true,
  tryItOutEnabled: true,
});
ui.initOAuth({ clientId: "local", scopes: "parley/chat" });
window.ui = ui;

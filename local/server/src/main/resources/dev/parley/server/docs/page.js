// Swagger UI over the descriptions that this server has, one for each group of endpoints.
const { SwaggerUIBundle, SwaggerUIStandalonePreset } = window;

const groups = await (await fetch("/docs/groups.json")).json();
const ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  urls: groups,
  "urls.primaryName": "chatbot",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
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

const get = require('lodash/get'); // actions/undeclared-dependency

exports.onExecutePostLogin = async (event, api) => {
  if (event.request.body.client_secret) return; // actions/removed-request-property
  console.log(event.user); // actions/logs-event
  const answer = await fetch('https://risk.vendor.example/score'); // actions/no-timeout, actions/hard-coded
  api.accessToken.setCustomClaim('roles', get(await answer.json(), 'roles')); // actions/reserved-claim
};

exports.onExecutePostLogin = async (event, api) => {
  api.accessToken.setCustomClaim('https://harbor.example/roles', event.authorization.roles);
};

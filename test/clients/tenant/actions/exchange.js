exports.onExecuteCustomTokenExchange = async (event, api) => {
  api.access.deny('invalid_request', event.transaction.subject_token_type);
};

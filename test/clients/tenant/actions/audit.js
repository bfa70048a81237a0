exports.onExecutePostLogin = async (event) => {
  console.log(event.user.user_id);
};

exports.onExecuteEventStream = async (event) => {
  console.log(event.message.type);
};

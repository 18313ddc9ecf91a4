// Names of fields that are never kept on a device, neither as a draft nor to be sent later, whatever a form says of itself.
export const NEVER = /^(cin|card|code|password\d?|phone)$/;

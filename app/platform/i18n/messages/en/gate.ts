/** The tasks about orders that the net has caught. */
export const gate = {
  order: 'Order {{name}}',
  open: 'Open the order in Shopify',
  onTasks: 'Deal with it in the tasks',
  reason: {
    'no-customer': 'The order has no customer.',
    'not-verified': 'The customer has not been verified.',
    frozen: 'The customer is frozen.',
    refused: 'The store has refused the customer.',
  },
  held: 'On hold',
  holding: 'Being put on hold',
  notHeld: 'Not on hold',
  trouble: {
    'nothing-open': 'Everything was handed over before it could be held. Ask for it back, or accept the order as it is.',
    'scopes-missing':
      'The app lacks the permissions to hold orders. Open the app again and approve them: the order is then held by itself.',
    'hold-refused': 'Shopify did not hold all of it. Open the order in Shopify and stop the delivery there.',
    'decision-refused': 'Shopify did not carry it out. Please choose again.',
    cancelling: 'Shopify is cancelling the order.',
  },
  mayOrderNow: 'The customer may order by now. If everything is fine, release the order.',
  wanted: { release: 'Being released', reattribute: 'Being given to the other customer', cancel: 'Being cancelled' },
  accept: 'Accept the order',
  acceptTitle: 'Accept order {{name}}?',
  acceptText: 'Nothing is held, and the tag is removed. Your name and the reason go into the audit log.',
  release: 'Release',
  reattribute: 'Change the customer',
  cancel: 'Cancel the order',
  releaseTitle: 'Release order {{name}}?',
  releaseText: 'The hold and the tag are removed, and the order can be delivered. Your name and the reason go into the audit log.',
  why: 'Reason',
  whys: {
    'verified-since': 'Verified in the meantime',
    'identified-otherwise': 'Identified in another way',
    exception: 'Accepted as an exception',
  },
  reattributeTitle: 'Change the customer of order {{name}}?',
  reattributeText:
    'For orders whose real customer is verified, such as Shop Pay under another email address. The order is released as well.',
  to: 'Customer ID or address of the customer’s page in Shopify',
  toHelp: 'Only verified customers can be chosen.',
  toFault: {
    empty: 'Please enter a customer.',
    unknown: 'Please check the ID or the address.',
    'not-verified': 'This customer is not verified and cannot be chosen.',
  },
  back: 'Back',
  cancelTitle: 'Cancel order {{name}}?',
  cancelText:
    'This cannot be undone. What was paid goes back the way it came, the items go back to stock, and Shopify emails the customer.',
  done: {
    release: 'The order is being released',
    reattribute: 'The customer is being changed',
    cancel: 'Shopify was asked to cancel the order',
  },
}

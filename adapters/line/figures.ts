/** What is counted for the operator, since the start of the process. */
export interface Figures {
  replies: number;
  /** Each costs one message of the plan's quota. */
  pushes: number;
  /** A reply whose outcome was unknown, sent again with the same token. */
  repliedAgain: number;
  /** The same, too old for its token: pushed, and may have arrived twice. */
  pushedAfterUnknown: number;
  /** The same, not worth a second copy: nobody knows whether it arrived. */
  unknown: number;
  /** Tries LINE had already accepted before. */
  alreadyAccepted: number;
  /** Tries LINE certainly did not accept. */
  refused: number;
  /** Sent as plain text, because LINE did not take the message as it was made: a defect to look at. */
  plainInstead: number;
  /** Events passed over: unknown types, other people's. */
  passedOver: number;
  /** LINE's own count of this month and the plan's limit; null while unknown or unlimited. */
  quotaUsed: number | null;
  quotaLimit: number | null;
}

export const noFigures = (): Figures => ({
  replies: 0,
  pushes: 0,
  repliedAgain: 0,
  pushedAfterUnknown: 0,
  unknown: 0,
  alreadyAccepted: 0,
  refused: 0,
  plainInstead: 0,
  passedOver: 0,
  quotaUsed: null,
  quotaLimit: null,
});

// Every reason for which a sentence gives no message: one closed table. Each reject is counted under exactly one of
// these; the words go to the user as they stand. Lines that are not AIS at all are no rejects and are counted apart.

export const REJECT_REASONS = [
  'line too long',
  'no checksum',
  'bad checksum',
  'bad part number',
  'bad sentence fields',
  'bad payload character',
  'empty payload',
  'payload too long',
  'too short',
  'noise type',
  'unknown static part',
  'incomplete message',
  'replaced by a new message',
  'repeated part',
  'own relay',
] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];

/** What each reason means, for `doctor`, the summary and the documentation. */
export const REJECT_MEANING: Readonly<Record<RejectReason, string>> = {
  'line too long': 'No line end within 4096 bytes: not a log of sentences, or a damaged one.',
  'no checksum': 'The sentence ends without *hh; it was cut, or a logger stripped it.',
  'bad checksum': 'The bytes are not those that were sent.',
  'bad part number': 'Total, number or sequence is out of range, such as part 0 of 0.',
  'bad sentence fields': 'Fields are missing or malformed although the checksum is right.',
  'bad payload character': 'The payload holds a byte outside the six-bit alphabet although the checksum is right.',
  'empty payload': 'There is nothing to decode.',
  'payload too long': 'More than 256 characters in one sentence; five slots hold 168.',
  'too short': 'Fewer bits than the message type needs.',
  'noise type': 'Type 0 or 28–63: no such message exists, noise passed the checksum.',
  'unknown static part': 'Type 24 with a part number other than A or B.',
  'incomplete message': 'Another part of the message never came.',
  'replaced by a new message': 'A new message began under the same sequence number before this one was whole.',
  'repeated part': 'The same part of the same message once more, before the message was whole.',
  'own relay': 'keelwatch has sent it out itself: it has come back, and is no second witness.',
};

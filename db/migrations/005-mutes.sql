-- What keeps an alert quiet for a while is a mute; a gap is a ship's.

ALTER TABLE silences RENAME TO mutes;

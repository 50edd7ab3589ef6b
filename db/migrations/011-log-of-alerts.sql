-- What was said of one alert, revision by revision: evidence is asked for as it stood on a day.

CREATE INDEX log_of_alerts ON log (scope_id, id, seq) WHERE kind = 'alert';

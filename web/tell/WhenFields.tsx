// When a subscription sends and how much: at once or by timetable, not in quiet hours, at most so many a day.

import { useId, useState } from 'react';
import { ALSO_WORDS, EVERY_WORDS, type SubscriptionForm, TIMETABLES } from './subscription-form.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function WhenFields({ form, set }: { form: SubscriptionForm; set: (part: Partial<SubscriptionForm>) => void }) {
  const [own, setOwn] = useState(!TIMETABLES.some(([cron]) => cron === form.cron));
  return (
    <>
      <fieldset>
        <legend>When</legend>
        <div className="tell-choices">
          {(Object.keys(EVERY_WORDS) as (keyof typeof EVERY_WORDS)[]).map((every) => (
            <label key={every} className="check">
              <input type="radio" name="tell-every" checked={form.every === every} onChange={() => set({ every })} />
              {EVERY_WORDS[every]}
            </label>
          ))}
        </div>
        <div className="tell-choices">
          <label className="check">
            <input type="radio" name="tell-when" checked={!form.digest} onChange={() => set({ digest: false })} />
            each at once
          </label>
          <label className="check">
            <input type="radio" name="tell-when" checked={form.digest} onChange={() => set({ digest: true })} />
            together, by timetable
          </label>
        </div>
        {form.digest && (
          <div className="field-pair">
            <label className="field select">
              <span className="field-name">Timetable</span>
              <select
                value={own ? '' : form.cron}
                onChange={(event) => {
                  setOwn(event.target.value === '');
                  if (event.target.value !== '') set({ cron: event.target.value });
                }}
              >
                {TIMETABLES.map(([cron, word]) => (
                  <option key={cron} value={cron}>
                    {word}
                  </option>
                ))}
                <option value="">as a cron expression…</option>
              </select>
            </label>
            <Zone value={form.digestZone} set={(digestZone) => set({ digestZone })} />
          </div>
        )}
        {form.digest && own && (
          <label className="field">
            <span className="field-name">Cron expression: minute, hour, day of the month, month, day of the week</span>
            <input
              className="mono"
              value={form.cron}
              maxLength={100}
              required
              onChange={(event) => set({ cron: event.target.value })}
            />
          </label>
        )}
        <label className="check">
          <input type="checkbox" checked={form.quiet} onChange={(event) => set({ quiet: event.target.checked })} />
          Quiet hours: {form.digest ? 'corrections wait' : 'messages wait'}, and go out in their newest state
        </label>
        {form.quiet && (
          <div className="tell-quiet">
            <Hour name="From" value={form.fromHour} set={(fromHour) => set({ fromHour })} />
            <Hour name="To" value={form.toHour} set={(toHour) => set({ toHour })} />
            <Zone value={form.quietZone} set={(quietZone) => set({ quietZone })} />
          </div>
        )}
        <div className="tell-choices">
          {(Object.keys(ALSO_WORDS) as (keyof typeof ALSO_WORDS)[]).map((also) => (
            <label key={also} className="check">
              <input
                type="checkbox"
                checked={form.also.includes(also)}
                onChange={(event) =>
                  set({
                    also: event.target.checked ? [...form.also, also] : form.also.filter((each) => each !== also),
                  })
                }
              />
              Again when {ALSO_WORDS[also]}
            </label>
          ))}
        </div>
        <p className="quiet">What corrects or takes back something that was told is always told.</p>
      </fieldset>
      {!form.digest && (
        <fieldset>
          <legend>How much</legend>
          <label className="field">
            <span className="field-name">
              New alerts a UTC day, one message each; the rest of the day in one. Empty: no bound
            </span>
            <input
              type="number"
              min={1}
              max={100_000}
              step={1}
              value={form.budget}
              onChange={(event) => set({ budget: event.target.value })}
            />
          </label>
        </fieldset>
      )}
    </>
  );
}

function Hour({ name, value, set }: { name: string; value: number; set: (hour: number) => void }) {
  return (
    <label className="field select">
      <span className="field-name">{name}</span>
      <select value={value} onChange={(event) => set(Number(event.target.value))}>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {String(hour).padStart(2, '0')}:00
          </option>
        ))}
      </select>
    </label>
  );
}

function Zone({ value, set }: { value: string; set: (zone: string) => void }) {
  const zones = useId();
  return (
    <label className="field">
      <span className="field-name">Time zone</span>
      <input list={zones} value={value} maxLength={100} required onChange={(event) => set(event.target.value)} />
      <datalist id={zones}>
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </label>
  );
}

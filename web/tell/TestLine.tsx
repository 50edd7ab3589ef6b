// What came of a test message: the outcome in words, and the other side's own answer.

import type { UseMutationResult } from '@tanstack/react-query';
import type { TestAnswer } from '../../server/http/wire/channel.ts';
import { isGood, testText } from './tell.ts';

export function TestLine({ testing }: { testing: UseMutationResult<TestAnswer, Error, void> }) {
  return (
    <p className={`tell-test ${testing.isSuccess && isGood(testing.data) ? 'good' : 'refusal'}`} role="status">
      {testing.isSuccess && testText(testing.data)}
      {testing.isError && testing.error.message}
    </p>
  );
}

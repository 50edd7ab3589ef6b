import { describe, expect, it } from 'vitest';
import { createGiveWay } from '../../server/seams/give-way.ts';

describe('long work that gives way', () => {
  it('lets others go first once its turn has lasted long enough, however few its steps were', async () => {
    let ms = 0;
    const giveWay = createGiveWay(8, () => ms);
    const order: string[] = [];
    setImmediate(() => order.push('others'));
    await giveWay.ifDue();
    order.push('cheap step');
    ms = 7.9;
    await giveWay.ifDue();
    order.push('cheap step');
    ms = 5_000;
    expect(giveWay.due()).toBe(true);
    await giveWay.ifDue();
    order.push('after a dear one');
    expect(order).toEqual(['cheap step', 'cheap step', 'others', 'after a dear one']);
    expect(giveWay.due()).toBe(false);
  });
});

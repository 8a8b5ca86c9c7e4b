import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../kiosk-config/schema/bundle.ts';
import { strictestLimits } from '../../../kiosk-config/schema/file-limits.ts';
import { demoWith } from './demo-bundle.ts';

const channelsWith = (files: Readonly<Record<string, object>>) => {
  const changes = Object.entries(files).map(([id, file]) => [['channels', id, 'file'], file] as const);
  const read = readBundle(demoWith(...changes));
  if (!read.ok) throw new Error(read.fault.message);
  return read.value.channels;
};

describe('the limits of a filing’s files', () => {
  it('none where it stays at the desk or leaves as paper; 2 MB where it is sent', () => {
    const channels = channelsWith({ portal: {} });
    expect(strictestLimits(channels, ['counter', 'post']).maxBytes).toBeNull();
    for (const sent of ['email', 'https', 'demarches', 'portal'] as const)
      expect(strictestLimits(channels, [sent])).toEqual({
        maxBytes: 2_000_000,
        minDpi: 200,
        maxFiles: null,
        source: null,
      });
    expect(strictestLimits(channels, ['counter', 'email']).maxBytes).toBe(2_000_000);
  });

  it('of two channels the stricter counts, value by value', () => {
    const channels = channelsWith({
      counter: { maxBytes: 5_000_000, minDpi: 150, maxFiles: 3 },
      post: { maxBytes: 1_000_000, minDpi: 200, maxFiles: null },
    });
    expect(strictestLimits(channels, ['counter'])).toMatchObject({ maxBytes: 5_000_000, minDpi: 150, maxFiles: 3 });
    expect(strictestLimits(channels, ['post', 'counter'])).toMatchObject({
      maxBytes: 1_000_000,
      minDpi: 200,
      maxFiles: 3,
    });
  });

  it.each([
    ['a file no page fits into', { maxBytes: 10_000 }, /at least 100000/],
    ['a file larger than is ever made', { maxBytes: 26_000_000 }, /at most 25000000/],
    ['a resolution nobody can read', { minDpi: 72 }, /150 or 200/],
    ['no file at all', { maxFiles: 0 }, /at least 1/],
    ['a limit from nowhere', { source: { url: 'said by phone', checkedOn: '2026-11-30' } }, /whole web address/],
  ])('%s is refused with what to write', (_, file, advice) => {
    const read = readBundle(demoWith([['channels', 'counter', 'file'], file]));
    expect(read.ok ? '' : read.fault.message).toMatch(advice);
  });
});

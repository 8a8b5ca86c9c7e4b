import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every word that the packager knows here, and no other: a mistyped fuse would be one that is not set. */
const configuration = z.strictObject({
  appId: z.string(),
  productName: z.string(),
  copyright: z.string(),
  directories: z.strictObject({ output: z.string() }),
  electronDist: z.string(),
  npmRebuild: z.literal(false),
  files: z.array(z.string()),
  extraMetadata: z.strictObject({ main: z.string() }),
  asar: z.literal(true),
  asarUnpack: z.array(z.string()),
  publish: z.null(),
  linux: z.strictObject({
    executableName: z.string(),
    category: z.string(),
    synopsis: z.string(),
    maintainer: z.string(),
    desktop: z.strictObject({ entry: z.strictObject({ Name: z.string() }) }),
    target: z.array(z.string()),
  }),
  appImage: z.strictObject({ executableArgs: z.array(z.string()) }),
  deb: z.strictObject({
    executableArgs: z.array(z.string()),
    depends: z.array(z.string()),
    recommends: z.array(z.string()),
  }),
  electronFuses: z.record(z.string(), z.boolean()),
});
const given = configuration.parse(parse(text('electron-builder.yml')));
const manifest = JSON.parse(text('package.json')) as {
  scripts: { release: string };
  devDependencies: { electron: string };
};

describe('packages for Linux', () => {
  it('every fuse that the pinned packager knows is set as decided; the release compares what it reads back', () => {
    expect(given.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('a desktop’s words come after --, so that none of them is Chromium’s', () => {
    expect([given.appImage.executableArgs, given.deb.executableArgs]).toEqual([['--'], ['--']]);
  });

  it('stand in a path without accents, and are read with them', () => {
    expect(given.productName).toMatch(/^[A-Za-z]+$/);
    expect(given.linux.desktop.entry.Name).toBe('Récépissé');
  });

  it('bring everything that Electron and the kiosk load or run, and no program that opens others', () => {
    for (const needed of [
      'libgtk-3-0 | libgtk-3-0t64',
      'libnss3',
      'libasound2 | libasound2t64',
      'libgbm1',
      'libdrm2',
      'libxkbcommon0',
      'libatspi2.0-0 | libatspi2.0-0t64',
      'libxss1',
      'libxtst6',
      'libuuid1',
      'libcups2 | libcups2t64',
      'sane-utils',
      'poppler-utils',
      'util-linux',
    ])
      expect(given.deb.depends).toContain(needed);
    expect([...given.deb.depends, ...given.deb.recommends].join()).not.toMatch(/xdg-utils|appindicator/);
  });

  it('are a .deb and an AppImage, never published by the tool itself', () => {
    expect([given.linux.target, given.publish]).toEqual([['deb', 'AppImage'], null]);
  });

  it('hold the built program beside the archive, where plain Node finds it, and the door in it', () => {
    for (const folder of ['dist/app/**', 'dist/renderer/**', 'node_modules/**'])
      expect(given.asarUnpack).toContain(folder);
    expect(given.asarUnpack).not.toContain('dist/electron/**');
    expect(given.files.some((pattern) => pattern.startsWith('main') || pattern.startsWith('tests'))).toBe(false);
    expect(given.extraMetadata.main).toBe('dist/electron/door.mjs');
    expect(text('main/bin/build-app.mjs')).toContain('dist/electron/door.mjs');
    expect(existsSync(join(root, 'main/bin/door.mjs'))).toBe(true);
  });

  it('one command makes them; its tools are pinned, and Electron is the one of the lock file', () => {
    expect(manifest.scripts.release).toBe('node main/bin/release.mjs');
    expect(text('main/bin/release.mjs')).toMatch(/electron-builder@\d+\.\d+\.\d+'.*@electron\/fuses@\d+\.\d+\.\d+'/);
    expect(given.electronDist).toBe('node_modules/electron/dist');
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('what is said of Electron', () => {
  const dated = /^Ran in Electron \d+\.\d+\.\d+ on 20\d\d-\d\d-\d\d: passed, [1-9]\d* tests?\.$/m;

  it('the README says that it was not run in it, until the release notes hold a dated run', () => {
    expect(text('README.md').includes('Not yet run in Electron')).toBe(!dated.test(text('docs/release.md')));
  });
});

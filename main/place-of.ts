/** Where in our code an error came from: never its words, which may quote a visitor. */
export function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return /^\s+at .*?([\w-]+\.[cm]?[jt]s:\d+)/m.exec(stack)?.[1] ?? 'an unknown place';
}

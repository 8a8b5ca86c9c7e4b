/** What goes between the stand-in's two processes: messages, and what is said on ports that were sent along with them. */
export type ToShim =
  | { readonly kind: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'said'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'closed'; readonly port: number };
export type FromShim = { readonly kind: 'message'; readonly data: unknown } | Exclude<ToShim, { kind: 'message' }>;

import type { Delai, Recours, RuleSource, Silence } from './deadlines/rule.ts';
import type { ChannelId } from './filing.ts';

export const procedureTypes = [
  'demande',
  'renouvellement',
  'declaration',
  'complement',
  'reclamation',
  'recours',
  'preuve',
  'service',
] as const;

/** A paper asked for. `ageMin`: it must be OLDER than that. */
export interface Piece {
  readonly code: string;
  readonly libelle: string;
  readonly obligatoire: 'oui' | 'non' | 'selon_situation';
  readonly validite: {
    readonly ageMax: number | null;
    readonly ageMin: number | null;
    readonly unite: 'jours_calendaires' | 'mois' | 'an';
  } | null;
  readonly originalExige: boolean;
  readonly note: string | null;
  /** Said while it is copied: what is easily forgotten. */
  readonly conseil: string | null;
}

export const fieldTypes = ['texte', 'adresse', 'date'] as const;

/** A field of a filing. Offered on `canaux`, needed on `exigePar`; type `date`: the start date of a deadline, never needed. */
export interface Champ {
  readonly code: string;
  readonly libelle: string;
  readonly type: (typeof fieldTypes)[number];
  readonly canaux: readonly ChannelId[];
  readonly exigePar: readonly ChannelId[];
}

/** What a blank letter of a procedure begins with: contests a decision, answers a letter, asks for something, sends papers. */
export const letterKinds = ['contestation', 'reponse', 'demande', 'envoi'] as const;
export type LetterKind = (typeof letterKinds)[number];

/** A postal addressee: its name, then the lines of its address from the street (or « Libre réponse ») down. */
export interface Addressee {
  readonly nom: string;
  readonly adresse: readonly string[];
}

/** One entry of the catalogue, exactly as `kiosk-config/catalog/README.md` describes it. What is not known is null. */
export interface Procedure {
  readonly id: string;
  readonly titre: string;
  readonly falc: string;
  readonly organisme: { readonly code: string; readonly nom: string };
  readonly domaine: string;
  readonly type: (typeof procedureTypes)[number];
  readonly pieces: readonly Piece[];
  readonly cerfa: readonly { readonly numero: string; readonly objet: string; readonly verifie: boolean }[];
  readonly canaux: {
    readonly enLigne: readonly { readonly hote: string; readonly note: string | null; readonly verifie: boolean }[];
    readonly telephone: readonly { readonly numero: string; readonly note: string | null; readonly verifie: boolean }[];
    readonly postal: string | null;
    readonly guichet: readonly string[];
  };
  readonly delais: readonly Delai[];
  readonly silence: Silence;
  readonly recours: readonly Recours[];
  readonly gratuit: boolean;
  readonly gratuiteNote: string;
  readonly regles: {
    readonly originalExige: boolean;
    readonly signatureManuscriteUsager: boolean;
    readonly presenceObligatoire: boolean;
  };
  readonly televersement: {
    readonly formats: readonly ('pdf' | 'pdf 1.4' | 'jpg' | 'png' | 'tiff')[] | null;
    readonly tailleMaxMo: number | null;
    readonly unFichierParPiece: boolean | null;
    readonly source: string | null;
    readonly verifie: boolean;
  };
  readonly preuveAttendue: readonly string[];
  readonly conseilBorne: readonly string[];
  readonly sources: readonly RuleSource[];
  readonly verified: boolean;
  readonly aVerifier: readonly string[];
  readonly champs: readonly Champ[];
  readonly depot: readonly ChannelId[];
  readonly teleserviceObligatoire: boolean | null;
  readonly destinataire: Addressee | null;
  readonly parcours: 'depot' | 'comment_faire';
  /** A letter written freely is a way to do it, and `piece` is its code where it is one of the papers; null: not known, or a form is needed. */
  readonly lettre: { readonly debut: LetterKind; readonly piece: string | null } | null;
}

/** Why a procedure's own papers or rules stop a channel, whatever its `depot` says. */
export const channelStops = ['presence', 'original'] as const;
export type ChannelStop = (typeof channelStops)[number];

/**
 * `presence`: the visitor must come in person. `original`: an original paper is needed, and a scan or its print is none; at the counter
 * a person takes one original among the papers, but not the whole filing. null: nothing stops it.
 */
export function stopOf({ regles, pieces }: Procedure, channel: ChannelId): ChannelStop | null {
  if (regles.presenceObligatoire) return 'presence';
  if (regles.originalExige) return 'original';
  return channel !== 'counter' && pieces.some(({ originalExige }) => originalExige) ? 'original' : null;
}

/** The channels by which this procedure may really be filed; empty: the kiosk prepares and sends nothing. */
export function allowedChannels(procedure: Procedure): readonly ChannelId[] {
  return procedure.depot.filter((channel) => stopOf(procedure, channel) === null);
}

/** The papers without which the filing is incomplete whatever the situation. */
export function requiredDocuments(procedure: Procedure): readonly Piece[] {
  return procedure.pieces.filter((piece) => piece.obligatoire === 'oui');
}

/** The paper asked for under this code, or null when the procedure asks for none. */
export function documentByCode(procedure: Procedure, code: string): Piece | null {
  return procedure.pieces.find((piece) => piece.code === code) ?? null;
}

/** The fields a filing by this channel may carry, each with whether the channel needs it; in the catalogue's order. */
export function fieldsFor(
  procedure: Procedure,
  channel: ChannelId,
): readonly (Champ & { readonly required: boolean })[] {
  return procedure.champs
    .filter((champ) => champ.canaux.includes(channel))
    .map((champ) => ({ ...champ, required: champ.exigePar.includes(channel) }));
}

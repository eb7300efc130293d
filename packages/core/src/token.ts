/** A Token says who may ask over HTTP, and for what. Its secret is its bearer's alone: a store holds a hash. */
export interface Token {
  /** Public, part of what its bearer sends, and never given twice. */
  readonly id: string;
  /** Whose it is, in an operator's words; several may have one name, so that one can follow another. */
  readonly name: string;
  /** SHA-256 of what its bearer sends, in hexadecimal. */
  readonly hash: string;
  /** As they were granted; who reads a scope that it does not know grants nothing for it. */
  readonly scopes: readonly string[];
  /** For whom it may declare, as patterns of `org/project/stack/name`; anybody where absent. */
  readonly owners?: readonly string[] | undefined;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt?: Date | undefined;
  /** When it was last seen, to the minute or so. */
  readonly usedAt?: Date | undefined;
}

/** Until when a token stands, if nobody revokes it before. */
export function endOf({ revokedAt, expiresAt }: Pick<Token, "revokedAt" | "expiresAt">): Date {
  return revokedAt && revokedAt < expiresAt ? revokedAt : expiresAt;
}

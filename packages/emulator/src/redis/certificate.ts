/** A Certificate and its key, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What an error says; of what is none, nothing. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "an unknown error");

/** The owner of what its owner let go of: it keeps rotating, and whoever declares it next has it. */
export const NOBODY = "none";

/** Where `Sliced` stood: the evidence check and the steps of a run still look for it here. */
export * from "../Sliced.ts"

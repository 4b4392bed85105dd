/** The shop's key for its server, and the one that its pages may show. */
export interface Keys {
  secret: string;
  publishable: string;
}

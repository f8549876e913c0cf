// @ts-check

/** The reader's time zone (IANA). */
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

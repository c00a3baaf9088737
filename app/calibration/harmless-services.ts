/**
 * Services on which a socket of ours disturbs nobody, in the order to be tried; the first that the driver accepts is
 * used. ECHO exists for tests. Reading the configuration and HP-MESSAGE (status, PML) print, scan and dial nothing;
 * HP-MESSAGE comes last because the vendor's status programs use it. By number where names are not known. PRINT,
 * scanning and fax are never tried: a channel there wakes the printer or keeps a person from using it.
 */
export const harmlessServices: readonly { readonly service: string; readonly peripheralSocket: number }[] = [
  { service: 'ECHO', peripheralSocket: 0 },
  { service: 'HP-CONFIGURATION-UPLOAD', peripheralSocket: 0 },
  { service: 'HP-MESSAGE', peripheralSocket: 0 },
  { service: '', peripheralSocket: 6 },
  { service: '', peripheralSocket: 1 },
];

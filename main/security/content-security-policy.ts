/**
 * SECURITY: the policy of the window's only page, sent as a header by the app:// handler. Fluent UI's style engine
 * inserts empty <style> elements and fills them through CSSOM; the hash in style-src is that of the empty string.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // without allow-modals and allow-popups: the page opens no dialog and no printing. A form that may not be sent has no
  // submit event either, which the page listens to; form-action keeps it from going anywhere
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ');

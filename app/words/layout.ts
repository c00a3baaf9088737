export const layoutWords = {
  devicesWidth: 'Width of the devices',
  detailsHeight: 'Height of the details',
} as const;

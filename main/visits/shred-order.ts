/** Before a filing's id, for the child that shreds: its pages and files alone. No id has a colon. */
export const pagesOf = 'pages:';

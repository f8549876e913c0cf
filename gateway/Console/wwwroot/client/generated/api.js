// Generated of /openapi.json by scripts/generate.js. Not to be edited.
export {};

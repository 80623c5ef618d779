"""Pure rules: arguments in, values out; no clock, no files, no printing."""
